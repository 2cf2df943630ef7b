"""Train the scorer of figures on annotated releases: `python benchmarks/train_figures.py [CORPUS] [--out FILE] [--folds 5] [--mean SLOT …]`.

For every number that a gold fact was read from, the candidates that the rules propose are examples: those that equal the gold
slot are right. A conditional log-linear model (softmax over the candidates, L2) is fitted by L-BFGS for each slot. It is done three times: from the second
time on what is carried down the page is what the scorer of the round before chose that was fitted on the other folds of the releases, so that the
model learns how far it may trust what it carries on releases that it does not know. The accuracy on held-out releases is printed beside that of the rules alone.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pressefakten.assemble import clean, read
from pressefakten.components.facts import page_of
from pressefakten.facts.candidates import Candidate
from pressefakten.facts.cues import Num
from pressefakten.facts.figures import THRESHOLD, Figures
from pressefakten.facts.issuer import issuer
from pressefakten.facts.rules import load_rules
from pressefakten.facts.scorer import Choice, Same, Scorer
from pressefakten.patterns import PACKS
from pressefakten.patterns import weights as shipped_weights
from pressefakten.pipeline import load
from pressefakten.records import Investment, KeyFigure, Release
from pressefakten.score.facts import _name, _same_name, content_words
from pressefakten.score.gold import GoldRelease
from pressefakten.score.gold import load as load_gold

SLOTS = ("document", "what", "change", "period", "subject", "region", "of", "site")
NUMBERED = {"key_figure": "value", "spec": "value", "price": "amount", "investment": "amount"}
FLOWS = (
    "production",
    "sales",
    "registrations",
    "market_share",
    "revenue",
    "operating_profit",
    "net_profit",
    "margin",
    "orders",
)
"""Metrics whose figures are those of a span of time."""
ROUNDS = 3
"""The first carries what the rules choose, the second what a scorer of such a page chooses; the third is near to what a reader carries."""
RARE = 4
STRENGTH = {
    "document": 4.0,
    "what": 4.0,
    "change": 4.0,
    "period": 8.0,
    "subject": 10.0,
    "region": 6.0,
    "of": 6.0,
    "site": 4.0,
}
"""The L2 penalty of each slot, by held-out accuracy and likelihood."""
LIGHT = 0.06
"""Weights below it are left out: half of all, for hardly a decision."""
GUESS = re.compile(r"rule(?::none)?")
"""What the rules alone would choose is no feature: they were written for these very releases."""
Tables = dict[str, dict[str, float]]
_nlp: Any = None
_weights: Sequence[Tables] = ()
_found: list[Example] = []
_fold: dict[str, int] = {}
SCALES = (1, 10**3, 10**6, 10**9)


@dataclass
class Example:
    """The candidates of one decision: `features` of each, which are `right`, and which the rules chose."""

    release: str
    slot: str
    features: list[list[str]]
    right: list[bool]
    rule: int


class Recorder(Scorer):
    """Notes every decision: (slot, number, candidates); without weights it takes what the rules choose."""

    log: list[tuple[str, Any, Sequence[Candidate]]]

    def __init__(self, weights: Tables) -> None:
        """`weights` of an earlier round, so that what is carried down the page is what the scorer would carry."""
        super().__init__(weights)
        self.log = []

    def choose(self, slot: str, candidates: Sequence[Candidate], key: Any = None, same: Same | None = None) -> Choice:
        """The choice of the scorer or of the rules."""
        self.log.append((slot, key, candidates))
        return super().choose(slot, candidates, key, same) if self.weights else Choice(_by_rules(slot, candidates), 1.0)


def examples(name: str, gold: Release, text: str, nlp: Any, weights: Tables) -> list[Example]:
    """All decisions of one release for which the gold knows the answer."""
    doc = read(clean(text), nlp, gold.published, None)
    page = page_of(doc)
    page.issuer = issuer(page)
    scorer = Recorder(weights)
    figures = Figures(load_rules(PACKS), scorer)
    figures.read(page)
    facts = _facts_by_number(gold, [key for _, key, _ in scorer.log if isinstance(key, Num)])
    found = []
    for slot, num, candidates in scorer.log:
        if slot == "document":
            found += _document(name, gold, candidates)
            continue
        if slot == "site":
            found += _site(name, gold, num, candidates)
            continue
        own = facts.get(id(num), [])
        if slot == "what" and not own and _stated_elsewhere(gold, num):
            continue  # a headline that rounds, a cell that repeats the text: neither a fact of its own nor none
        right = [_right(slot, candidate, own) for candidate in candidates]
        if slot not in ("what", "change") and not any(isinstance(fact, KeyFigure) for fact in own):
            continue
        rule = candidates.index(_by_rules(slot, candidates))
        features = [sorted(f for f in c.features if slot == "what" or not GUESS.fullmatch(f)) for c in candidates]
        found.append(Example(name, slot, features, right, rule))
    return found


def _document(name: str, gold: Release, candidates: Sequence[Candidate]) -> list[Example]:
    """The decision on the period of a release: right is the one that most of its reported flows have."""
    periods = [fact.period for fact in gold.facts if isinstance(fact, KeyFigure) and _is_reported_flow(fact)]
    often = Counter(period.value for period in periods if period is not None and not period.mod)
    if sum(often.values()) < 2:
        return []
    best = max(often.values())
    right = [often[c.value["value"]] == best if c.value else False for c in candidates]
    features = [sorted(f for f in c.features if not GUESS.fullmatch(f)) for c in candidates]
    return [Example(name, "document", features, right, candidates.index(_by_rules("document", candidates)))]


def _site(name: str, gold: Release, num: Num, candidates: Sequence[Candidate]) -> list[Example]:
    """The decision on the site of a sum that is an investment of the gold."""
    own = [
        fact
        for fact in gold.facts
        if isinstance(fact, Investment)
        and any(span.start <= num.ent.start < span.end for span in fact.evidence)
        and _read_from(fact, num)
    ]
    if not own:
        return []
    right = [any(_is_same_name(c.value, fact.site) for fact in own) for c in candidates]
    return [
        Example(
            name,
            "site",
            [sorted(c.features) for c in candidates],
            right,
            candidates.index(_by_rules("site", candidates)),
        )
    ]


def _is_same_name(one: str | None, other: str | None) -> bool:
    return _same_name(_name(one), _name(other))


def _is_reported_flow(fact: KeyFigure) -> bool:
    return str(fact.status) == "reported" and str(fact.metric) in FLOWS


def _by_rules(slot: str, candidates: Sequence[Candidate]) -> Candidate:
    ranked = (c for mark in ({"told"}, {"rule", "rule:none", "first", "ruled"}) for c in candidates if c.words & mark)
    best = next(ranked, candidates[0])
    weak = slot == "what" and best.value is not None and best.value.score < THRESHOLD
    return candidates[0] if weak else best


def _facts_by_number(gold: Release, nums: list[Num]) -> dict[int, list[Any]]:
    """Number -> the gold facts that were read from it: equal value, inside the evidence."""
    unique = {id(num): num for num in nums}
    found: dict[int, list[Any]] = defaultdict(list)
    for fact in gold.facts:
        for span in fact.evidence:
            inside = [n for n in unique.values() if span.start <= n.ent.start < span.end and _read_from(fact, n)]
            for num in inside[:1]:
                found[id(num)].append(fact)
    return found


def _stated_elsewhere(gold: Release, num: Num) -> bool:
    """Whether a gold fact has the number's value, exactly or to the number's digits."""
    own = num.value.get("value")
    if own is None or num.label == "DURATION":
        return False
    for fact in gold.facts:
        value = getattr(fact, NUMBERED[fact.type], None) if fact.type in NUMBERED else None
        if value is None or value.value is None or not own:
            continue
        exact, digits = abs(float(value.value)), len(str(abs(own)).replace(".", "").strip("0"))
        if any(float(f"{exact:.{max(digits, 1)}g}") == abs(float(own)) * scale for scale in SCALES):
            return True
    return False


def _read_from(fact: Any, num: Num) -> bool:
    slot = NUMBERED.get(fact.type)
    if slot is None:
        return False
    value = getattr(fact, slot)
    if value is None:
        change = getattr(fact, "change", None)
        amounts = [abs(x) for x in (change.percent, change.absolute) if x is not None] if change else []
        own = num.value.get("value")
        return own is not None and num.label != "DURATION" and abs(Decimal(str(own))) in amounts
    own = dict(num.value)
    if num.label == "DURATION":
        match = re.match(r"P(?:T)?(\d+(?:\.\d+)?)", str(own.get("value", "")))
        own = {"value": match[1]} if match else {}
    pairs = [(own.get(key), getattr(value, key)) for key in ("value", "min", "max")]
    if any((a is None) != (b is None) for a, b in pairs):
        return False
    return any(
        all(abs(Decimal(str(a))) * scale == abs(Decimal(str(b))) for a, b in pairs if a is not None) for scale in SCALES
    )


def _right(slot: str, candidate: Candidate, facts: list[Any]) -> bool:
    if slot == "what":
        wanted = [fact for fact in facts if fact.type in NUMBERED]
        if candidate.value is None or candidate.value.rule.ignore:
            return not wanted
        return any(_same_rule(candidate.value, fact) for fact in wanted)
    figures = [fact for fact in facts if isinstance(fact, KeyFigure)]
    if slot == "change":
        lone = [fact for fact in figures if fact.value is None]
        metric = candidate.value and candidate.value.set.get("metric")
        return any(metric == str(fact.metric) for fact in lone) if candidate.value else not lone
    return any(_same_slot(slot, candidate.value, fact) for fact in figures)


def _same_rule(answer: Any, fact: Any) -> bool:
    if answer.rule.ignore or answer.type != fact.type:
        return False
    chosen = answer.rule.set
    if fact.type == "key_figure":
        metrics = {str(chosen.get("metric"))} | ({"market_share"} if chosen.get("metric") == "share" else set())
        return str(fact.metric) in metrics and (fact.value is None) == answer.rule.as_change
    return fact.type != "spec" or chosen.get("attribute") == str(fact.attribute)


def _same_slot(slot: str, value: Any, fact: KeyFigure) -> bool:
    wanted = getattr(fact, slot)
    if wanted is None or value is None:
        return wanted is None and value is None
    if slot == "of":
        one, other = content_words(value), content_words(str(wanted))
        return one <= other or other <= one
    if slot == "period":
        return bool(value["value"] == wanted.value and (value.get("mod") or None) == (wanted.mod or None))
    return _is_same_name(value, wanted)


def fit(examples: list[Example], strength: float) -> dict[str, float]:
    """Feature -> weight; `strength` is the L2 penalty."""
    usable = [example for example in examples if any(example.right)]
    often = Counter(feature for example in usable for feature in {f for features in example.features for f in features})
    index: dict[str, int] = {}
    rows, columns, groups, right = [], [], [], []
    row = 0
    for number, example in enumerate(usable):
        for features, good in zip(example.features, example.right, strict=True):
            for feature in features:
                if often[feature] < RARE:
                    continue
                rows.append(row)
                columns.append(index.setdefault(feature, len(index)))
            groups.append(number)
            right.append(good)
            row += 1
    if not usable:
        return {}
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(index)))
    turned = matrix.T.tocsr()
    group, good = np.array(groups), np.array(right)
    first = np.flatnonzero(np.diff(group, prepend=-1))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        total = np.add.reduceat(powers, first)
        hit = np.maximum(np.add.reduceat(powers * good, first), 1e-300)
        value = float(np.sum(np.log(total) - np.log(hit))) + strength * float(weights @ weights) / 2
        return value, turned @ (powers / total[group] - powers * good / hit[group]) + strength * weights

    solved = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {feature: float(solved.x[at]) for feature, at in sorted(index.items())}


def is_right(example: Example, weights: dict[str, float]) -> bool:
    """Whether the best candidate is right."""
    scores = [sum(weights.get(feature, 0.0) for feature in features) for features in example.features]
    return example.right[int(np.argmax(scores))]


def write(path: Path, tables: Tables) -> None:
    """The weights, two decimals; what weighs next to nothing is left out."""
    lines = [
        "# Weights of the candidates of a figure's slots: slot, feature, weight; written by `make train`, read by facts/scorer.py."
    ]
    for slot, table in tables.items():
        lines += [f"{slot}\t{name}\t{weight:.2f}" for name, weight in table.items() if abs(weight) >= LIGHT]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def mean(one: Tables, other: Tables, slots: Sequence[str]) -> Tables:
    """The mean of two fits for some slots, of another size of the corpus or an earlier state of the rules: steadier than either on new releases."""
    names = {slot: sorted({*one.get(slot, {}), *other.get(slot, {})}) for slot in slots}
    return {
        slot: {
            name: (one.get(slot, {}).get(name, 0.0) + other.get(slot, {}).get(name, 0.0)) / 2 for name in names[slot]
        }
        for slot in slots
    }


def main() -> None:
    """Read the arguments, print accuracies, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="*", type=Path, default=[Path("corpus/dev")])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2, help="processes that read releases")
    parser.add_argument("--without", default="", help="a feature to leave out, for comparison")
    parser.add_argument(
        "--mean",
        nargs="*",
        choices=SLOTS,
        default=(),
        help="slots for which the mean of this fit and of the shipped weights is written",
    )
    options = parser.parse_args()
    corpus = [gold for folder in options.corpus for gold in load_gold(folder)]
    fold = {name: k % options.folds for k, name in enumerate(sorted(gold.name for gold in corpus))}
    weights: list[Tables] = [{}] * options.folds
    found: list[Example] = []
    for _ in range(ROUNDS):
        found = read_all(corpus, [weights[fold[gold.name]] for gold in corpus], options.jobs)
        for example in found if options.without else ():
            example.features = [
                [f for f in features if not re.fullmatch(options.without, f)] for features in example.features
            ]
        weights = fit_folds(found, fold, options.folds, options.jobs)
        report(found, [weights[fold[e.release]] for e in found])
    if options.out:
        fitted = fit_all(found)
        write(options.out, fitted | mean(fitted, shipped_weights("figures"), options.mean))


def read_all(corpus: Sequence[GoldRelease], weights: Sequence[Tables], jobs: int) -> list[Example]:
    """The examples of many releases, each carried by its weights, read by `jobs` processes."""
    tables = list({id(table): table for table in weights}.values())  # sent once to each process
    numbers = {id(table): number for number, table in enumerate(tables)}
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(tables,)) as pool:
        parts = pool.map(_examples, corpus, [numbers[id(table)] for table in weights], chunksize=8)
        return [example for part in parts for example in part]


def _start(weights: Sequence[Tables]) -> None:
    """Load the pipeline of a process, and the weights that it may be asked to carry by."""
    global _nlp, _weights
    _nlp = load(scorer=False)  # the tagger has seen these releases: its names are better here than on others
    _weights = weights


def _examples(gold: GoldRelease, number: int) -> list[Example]:
    return examples(gold.name, gold.release, gold.text, _nlp, _weights[number])


def fit_folds(found: list[Example], fold: dict[str, int], folds: int, jobs: int) -> list[Tables]:
    """The weights without each fold in turn, fitted by `jobs` processes that share the examples by fork."""
    global _found, _fold
    _found, _fold = found, fold
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        return list(pool.map(_fit_without, range(folds)))


def _fit_without(left_out: int) -> Tables:
    return fit_all(e for e in _found if _fold[e.release] != left_out)


def fit_all(found: Iterable[Example]) -> Tables:
    """The weights of all slots."""
    known = list(found)
    return {slot: fit([e for e in known if e.slot == slot], STRENGTH[slot]) for slot in SLOTS}


def report(found: Sequence[Example], held_out: Sequence[Tables]) -> None:
    """Accuracy of the rules, of the scorer on releases it has not seen, and the best that any choice could reach."""
    for slot in SLOTS:
        own = [(example, tables[slot]) for example, tables in zip(found, held_out, strict=True) if example.slot == slot]
        count = max(1, len(own))
        possible = sum(any(e.right) for e, _ in own) / count
        rules = sum(e.right[e.rule] for e, _ in own) / count
        scored = sum(is_right(e, table) for e, table in own) / count
        print(
            f"{slot:8} {len(own):5} decisions  rules {rules:.3f}  possible {possible:.3f}  scorer, held out {scored:.3f}"
        )


if __name__ == "__main__":
    main()
