"""Value accuracy of `normalize.numbers.read` and `find` on public test data.

The data are not part of the project: give their folder with `--data` or PRESSEFAKTEN_EVAL_NUMBERS. Cases that the
record specification decides otherwise are listed with their reason in data/numbers_exceptions.toml.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from pressefakten.normalize import numbers
from pressefakten.normalize.mention import Mention
from pressefakten.records import NumberValue

EXCEPTIONS = Path(__file__).parent / "data" / "numbers_exceptions.toml"
TOLERANCE = Decimal("1e-9")


class Case(NamedTuple):
    """A string that is one number, or a text in which one stands; `value` None means that none may be found."""

    id: str
    text: str
    surface: str | None
    value: Decimal | tuple[Decimal, Decimal] | None
    currency: str | None = None
    unit: str | None = None
    country: str | None = None
    all: tuple[Decimal, ...] | None = None


def decimal(raw: Any) -> Decimal | None:
    """A number as the sources write it: 1.5, `1,5`, `1/3`."""
    text = str(raw)
    if "/" in text:
        above, below = text.split("/")
        return Decimal(above) / Decimal(below)
    try:
        return Decimal(text.replace(",", ".") if "," in text else text)
    except InvalidOperation:
        return None


def probe(row: dict[str, Any], number: int) -> Iterator[Case]:
    """A row of the probe table."""
    value = row.get("value") or {}
    pair = (Decimal(str(value["min"])), Decimal(str(value["max"]))) if "min" in value else None
    single = decimal(value["value"]) if value.get("value") is not None else None
    yield Case(
        f"probe/{number}", row["text"], row["surface"], pair or single,
        value.get("currency"), value.get("unit"), row.get("country"),
    )  # fmt: skip


def spans(row: dict[str, Any], number: int) -> Iterator[Case]:
    """A row with gold spans: each is read by itself; a row without any must give nothing, a transcript its numbers."""
    kinds = {"number", "numeral", "cardinal", "year", "money", "currency", "percentage", "temperature", "distance",
             "volume", "dimension", "age", "duration"}  # fmt: skip
    if row["flags"].get("kind") == "not_one_number":
        yield Case(row["id"], row["text"], row["text"], None)
    if (
        not row["spans"]
        and "Extended" not in row["id"]
        and "expected_transcript" not in row
        and not row["flags"].get("kind")
    ):
        yield Case(row["id"], row["text"], None, None)
    if "expected_transcript" in row and "ordinal" not in row["flags"]["test"]:
        digits = re.findall(r"[+-]?[0-9]+(?:,[0-9]+)?", row["expected_transcript"])
        figures = tuple(abs(Decimal(figure.replace(",", "."))) for figure in digits)
        yield Case(row["id"], row["text"], None, None, all=figures)
    for at, span in enumerate(row["spans"]):
        if span["label"] not in kinds:
            continue
        value = span["value"]
        if "from" in value:
            gold: Any = (decimal(value["from"]), decimal(value["to"]))
        else:
            raw = next((value[key] for key in ("number", "amount", "value") if key in value), None)
            gold = decimal(raw)
            if value.get("unit") == "cent" and gold is not None:  # we give cents in their currency
                gold /= 100
            if span["label"] == "duration" and gold is not None:
                gold *= SECONDS[value["unit"]]
        yield Case(row["id"] + (f"#{at}" if at else ""), row["text"], span["text"], gold)


def transcripts(row: dict[str, Any], number: int) -> Iterator[Case]:
    """Spoken and written form of one number (the written one in digits gives the value)."""
    if row["flags"]["category"] in ("date", "time", "ordinal", "telephone"):
        return
    value = numbers.read(re.sub(r" ?/[^0-9]\S*", "", row["written"]))
    if value is not None and value.value is not None:
        yield Case(row["id"], row["spoken"], row["spoken"], value.value)


def prices(row: dict[str, Any], number: int) -> Iterator[Case]:
    """The first amount of a price string in euros or francs."""
    if row["flags"]["eur_chf_subset"]:
        yield Case(
            row["id"],
            row["text"],
            None if row["expected"]["amount"] is None else "",
            decimal(row["expected"]["amount"]),
        )


SECONDS = {"Second": 1, "Minute": 60, "Hour": 3600, "Day": 86400, "Week": 604800}
OURS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wk": 604800}

READERS = {
    "probe": probe, "recognizers_number": spans, "recognizers_unit": spans, "duckling_number": spans,
    "duckling_quantity": spans, "rustling_de": spans, "num2words_de": spans, "text2num_de": spans,
    "nemo_de": transcripts, "price_parser": prices,
}  # fmt: skip


def not_measured(row: dict[str, Any]) -> str:
    """The table of the exceptions that says why a row gives no case."""
    labels = {span["label"] for span in row.get("spans", ())}
    flags = row.get("flags", {})
    if "eur_chf_subset" in flags:
        return "other_currencies"
    if labels & {"datetime", "date", "time"} or flags.get("category") in ("date", "time"):
        return "times"
    if flags.get("category") == "telephone":
        return "telephone"
    if "numberrange" in labels:
        return "limits"
    return "unreadable_gold" if flags.get("category") in ("measure", "decimal") else "ordinals"


def found(case: Case) -> list[tuple[str, NumberValue]]:
    """What `find` finds in the text of a case: surfaces and values."""
    mentions: list[Mention] = numbers.find(case.text, country=case.country)[0]
    return [(case.text[m.start : m.end], m.value) for m in mentions if isinstance(m.value, NumberValue)]


def right(case: Case) -> bool:
    """Whether the value of a case is read: by `read` on the surface, or as the first number that `find` finds."""
    if case.all is not None:  # `minus` stands outside the span of a number in a text
        return tuple(value.value for _, value in found(case)) == case.all
    if case.surface is None:
        return not found(case)
    if case.surface == "":
        all_found = found(case)
        priced = [v for _, v in all_found if v.currency] or [v for _, v in all_found]
        return bool(priced) and equal(case, priced[0])
    # `5 und 7 Jahren` is a range only after `zwischen`: then the whole text is read
    if case.value is None:
        return numbers.read(case.surface) is None
    value = numbers.read(case.surface, country=case.country) or numbers.read(case.text, country=case.country)
    return value is not None and equal(case, value)


def equal(case: Case, value: NumberValue) -> bool:
    """Whether number, currency and unit are those of the case."""
    if isinstance(case.value, tuple):
        same = value.min is not None and (value.min, value.max) == case.value
    else:
        own = (
            value.value
            if value.value is None or "Duration" not in case.id
            else value.value * OURS.get(value.unit or "", 1)
        )
        same = own is not None and case.value is not None and abs(own - case.value) < TOLERANCE
    return same and case.currency in (None, value.currency) and case.unit in (None, value.unit)


def main() -> int:
    """Print accuracy per file and each mistake; exit code 1 below 0.98."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PRESSEFAKTEN_EVAL_NUMBERS"))
    folder = parser.parse_args().data
    if folder is None or not Path(folder).is_dir():
        print("skipped: give the folder of the test data with --data or PRESSEFAKTEN_EVAL_NUMBERS")
        return 0
    tables = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    left_out = {key for row in tables.values() for key in row.get("ids", ())}
    silent: Counter[str] = Counter()
    total = hits = out = 0
    for name, reader in READERS.items():
        path = Path(folder) / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        cases = [case for number, row in enumerate(rows) for case in reader(row, number)]
        silent.update(not_measured(row) for number, row in enumerate(rows) if not list(reader(row, number)))
        kept = [case for case in cases if case.id not in left_out]
        wrong = [case for case in kept if not right(case)]
        print(f"{name:20} {len(kept) - len(wrong)}/{len(kept)} right, {len(cases) - len(kept)} left out")
        for case in wrong:
            print(
                f"    {case.id}: {case.text!r} {case.surface!r} wanted {case.value}",
                case.currency or "",
                case.unit or "",
            )
        total, hits, out = total + len(kept), hits + len(kept) - len(wrong), out + len(cases) - len(kept)
    for table, count in silent.most_common():
        print(f"{count:4} rows give no case: {tables[table]['reason']}")
    print(f"{'all':20} {hits}/{total} = {hits / max(total, 1):.4f}, {out} left out")
    return 0 if hits >= 0.98 * total else 1


if __name__ == "__main__":
    sys.exit(main())
