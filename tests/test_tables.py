"""Tables in the layouts of press offices: every figure with its metric, value, period, place and change."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from pressefakten import extract

TABLES = tomllib.loads((Path(__file__).parent / "data" / "tables.toml").read_text(encoding="utf-8"))["table"]
OPENING = (
    "Musterwerk legt Zahlen vor\n\n"
    "Linz, 14. August 2025. Der Lastwagenhersteller Musterwerk AG hat seine Zahlen vorgelegt und will den Ausbau seiner Werke in den "
    "kommenden Jahren fortsetzen, wie er am Donnerstag mitteilte.\n\n"
)


def slots(fact) -> dict[str, str]:
    """The slots of a figure as the data file writes them."""
    value, change = fact.value, fact.change
    amount = "" if value is None or value.value is None else f"{Decimal(value.value).normalize():f}"
    unit = getattr(value, "currency", None) or getattr(value, "unit", None)
    found = {
        "metric": fact.metric,
        "value": f"{amount} {unit}" if unit else amount,
        "period": fact.period.value if fact.period else "",
        "region": fact.region,
        "subject": fact.subject,
        "of": fact.of,
        "status": fact.status,
    }
    if change is not None:
        found |= {"percent": change.percent, "absolute": change.absolute, "base": change.base}
    return {name: entry for name, entry in found.items() if entry is not None}


def wanted(row: str) -> dict[str, str]:
    """`revenue | 5 EUR | 2025 | percent=3` as slots; a period that is left out is not compared."""
    metric, value, *rest = (part.strip() for part in row.split("|"))
    found = {"metric": metric, "value": value}
    for part in rest:
        name, _, entry = part.rpartition("=")
        found[name or "period"] = Decimal(entry) if name in ("percent", "absolute") else entry
    return found


ROWS = [
    pytest.param(
        table,
        id=re.sub(r"\W+", "-", table["id"]),
        marks=[pytest.mark.xfail(strict=True, reason=table["gap"])] if "gap" in table else [],
    )
    for table in TABLES
]


@pytest.mark.parametrize("table", ROWS)
def test_figures(table, doubtful):
    found = [
        slots(fact)
        for fact in extract(OPENING + table["text"].strip("\n") + "\n", doubtful).facts
        if fact.type == "key_figure"
    ]
    missing = [row for row in table["facts"] if not any(wanted(row).items() <= figure.items() for figure in found)]
    assert missing == []


@pytest.mark.parametrize("table", [table for table in TABLES if "none" in table], ids=lambda table: table["id"])
def test_no_figures(table, doubtful):
    found = {
        slots(fact)["value"].split()[0]
        for fact in extract(OPENING + table["text"], doubtful).facts
        if fact.type == "key_figure"
    }
    assert not found & set(table["none"])
