"""The gate: least figures given by hand, and floors pinned to the digest of the corpus they were measured on.

`corpus/floors.toml` has one table for each corpus folder, named like it:

    [dev]
    digest = "sha256:…"        # of the names and bytes of its *.txt and *.gold.json
    releases = 51
    entity_f1 = 0.9712         # rounded down to four places; likewise value_accuracy, slot_f1, fact_f1

    [[dev.lowered]]            # the history of floors that went down, each with its reason
    reason = "One sentence."
    entity_f1 = [0.9812, 0.9712]
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from pathlib import Path
from typing import Any

from pressefakten.errors import GoldError, UsageError
from pressefakten.score.gold import SUFFIX
from pressefakten.score.measure import HEADLINES, Score

HEADER = """\
# Pinned scores, and the digest of the corpus files they were measured on. Written by `pressefakten score`
# with --update-floors; a floor goes down only with --reason "One sentence."
"""


def corpus_digest(corpus: Path) -> str:
    """`sha256:` and 64 hex digits over names and bytes of a corpus folder's texts and gold."""
    total = hashlib.sha256()
    for path in sorted(path for path in corpus.iterdir() if path.name.endswith((".txt", SUFFIX))):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return "sha256:" + total.hexdigest()


def gate(
    score: Score,
    *,
    min_entity_f1: float | None = None,
    min_slot_f1: float | None = None,
    min_fact_f1: float | None = None,
) -> list[str]:
    """One sentence for each figure below its least value; empty where the gate is open."""
    least = {"entity_f1": min_entity_f1, "slot_f1": min_slot_f1, "fact_f1": min_fact_f1}
    return [
        sentence
        for name, value in least.items()
        if value is not None and (sentence := _below(name, getattr(score, name), value))
    ]


def _below(name: str, found: float | None, least: float) -> str | None:
    if found is not None and found >= least:
        return None
    shown = "undefined (nothing to score)" if found is None else f"{found:.4f}"
    return f"{name} is {shown}, below the least value {least:.4f}."


def check_floors(score: Score, floors: Path, corpus: Path) -> list[str]:
    """One sentence for each reason to fail: a figure below its floor, a corpus that is not pinned or has changed."""
    pinned = _read(floors).get(_name(corpus))
    if pinned is None:
        return [f"{floors}: has no table [{_name(corpus)}]: the corpus is not pinned. Run score --update-floors."]
    problems = []
    if pinned.get("digest") != corpus_digest(corpus):
        problems.append(
            f"{floors}: the corpus {corpus} is not the one that the floors of [{_name(corpus)}] were measured on. "
            "If its change is meant, run score --update-floors."
        )
    if pinned.get("releases") != len(score.comparisons):
        problems.append(f"{floors}: pinned on {pinned.get('releases')} releases, scored {len(score.comparisons)}.")
    for name in HEADLINES:
        if name not in pinned and getattr(score, name) is not None:
            problems.append(f"{floors}: [{_name(corpus)}] has no floor {name}. Run score --update-floors.")
        elif name in pinned and (sentence := _below(name, getattr(score, name), pinned[name])):
            problems.append(f"{floors}: {sentence}")
    return problems


def update_floors(
    score: Score, floors: Path, corpus: Path, *, reason: str | None = None
) -> dict[str, tuple[float, float]]:
    """Pin the score and the corpus; returns the floors that went down, as name -> (old, new).

    Raises UsageError where a floor would go down without a reason of at least four words.
    """
    tables = _read(floors)
    old = tables.get(_name(corpus), {})
    new = {name: _floor(value) for name in HEADLINES if (value := getattr(score, name)) is not None}
    lowered = {
        name: (was, new.get(name, 0.0)) for name in HEADLINES if (was := old.get(name, 0.0)) > new.get(name, 0.0)
    }
    if lowered and len((reason or "").split()) < 4:
        falls = ", ".join(f"{name} from {was:.4f} to {now:.4f}" for name, (was, now) in lowered.items())
        raise UsageError(f"{floors}: this would lower {falls}. Give --reason with a sentence that says why.")
    history = list(old.get("lowered", []))
    if lowered:
        history.append({"reason": reason, **{name: list(pair) for name, pair in lowered.items()}})
    tables[_name(corpus)] = {
        "digest": corpus_digest(corpus),
        "releases": len(score.comparisons),
        **new,
        "lowered": history,
    }
    floors.write_text(HEADER + "".join(_table(name, table) for name, table in sorted(tables.items())), encoding="utf-8")
    return lowered


def _name(corpus: Path) -> str:
    return corpus.resolve().name


def _floor(value: float) -> float:
    """Rounded down to four places, so that the same run always passes."""
    return math.floor(value * 10_000 + 1e-6) / 10_000


def _read(floors: Path) -> dict[str, Any]:
    if not floors.exists():
        return {}
    try:
        return tomllib.loads(floors.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"{floors}: cannot be read as TOML: {error}. Mend the line that is named.") from error


def _table(name: str, table: dict[str, Any]) -> str:
    # a JSON string without surrogate escapes is a TOML string
    name = name if re.fullmatch("[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
    lines = [f"\n[{name}]"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items() if key != "lowered"]
    for row in table.get("lowered", ()):
        lines.append(f"\n[[{name}.lowered]]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
    return "\n".join(lines) + "\n"
