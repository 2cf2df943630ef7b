"""Scores predictions against gold: entities, values, facts, each with an interval; lists mistakes; guards floors."""

from pressefakten.score.floors import check_floors, corpus_digest, gate, update_floors
from pressefakten.score.gold import GoldRelease, load, load_file
from pressefakten.score.measure import Score, measure, score
from pressefakten.score.mistakes import Mistake, errors

__all__ = [
    "GoldRelease",
    "Mistake",
    "Score",
    "check_floors",
    "corpus_digest",
    "errors",
    "gate",
    "load",
    "load_file",
    "measure",
    "score",
    "update_floors",
]
