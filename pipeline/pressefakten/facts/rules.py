"""The rule files under `patterns/facts/`: closed models, checked when they are loaded."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator, model_validator

from pressefakten.errors import PatternError
from pressefakten.facts import verbs
from pressefakten.facts.triggers import Forms, TriggerIndex
from pressefakten.patterns import fact_files, read_toml, reason, words

TRIGGER_GAP = 12
MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")


class RuleBase(BaseModel):
    """What every rule has: a stable id, the slots it sets, examples that must fire and rejects that must not.

    An example marks the characters that fill a slot: `Der Umsatz stieg auf [5 Mio. Euro](value).`
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    set: dict[str, str] = {}
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = ()


class NumberRule(RuleBase):
    """What a number can be a figure of.

    `labels` the entity labels it accepts, `units` the unit symbols (of QUANTITY and DURATION), `unit` what the value's unit
    becomes (`vehicle`, `person`), `name` the nouns of the figure (counted noun, head noun, line label, column head,
    heading), `verb` the words that make a number with a `counted` noun this figure, `context` words that make the rule
    weaker evidence, `veto` words of the clause that forbid it, `flow` whether the period of the text around holds, `bare`
    whether a number without unit or currency outside tables may be this figure though money or a unit is usual,
    `sure` phrases that decide without being weighed (see `facts/told.py`), `scaled` whether a number without currency needs a scale word to be this figure, `ignore` the reason why numbers of this kind are no fact (`balance sheet`),
    `goods` whether its verbs make figures of other nouns too (`21.400 Uhren`), `as_change` that the number is an absolute change of a level that is not stated (`1.000 Stellen entfallen`).
    Of products: `standards` are the test procedures and `condition` the qualifiers that fill the condition (`*` for the endings of an adjective, which the slot leaves out at the end, `form -> filler`); `stretch` is a
    regular expression of what a value is taken for (`von 0 auf 100 km/h`): evidence for the rule and never a value,
    and the condition where `condition` holds `stretch`; `generic` are things without a name that the value may be said of;
    `alone` are units that need no word, `priced` those that need none in a line of a price list; `as_before` says that the figure has subject and place of the last one of its metric;
    `weighed` that the scorer may give it a number by the words around, though none of its own stands there.
    """

    labels: tuple[Literal["NUMBER", "MONEY", "PERCENT", "QUANTITY", "DURATION"], ...]
    units: tuple[str, ...] = ()
    unit: str | None = None
    name: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    veto: tuple[str, ...] = ()
    flow: bool = False
    bare: bool = False
    scaled: bool = False
    ignore: str | None = None
    as_change: bool = False
    goods: bool = False
    needs: Literal["product", "subject", "none"] = "none"
    standards: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    stretch: str | None = None
    generic: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    priced: tuple[str, ...] = ()
    as_before: bool = False
    weighed: bool = False

    @field_validator("name", "verb", "counted", "weak", "sure", "veto", "condition", mode="after")
    @classmethod
    def _classes(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_expand(phrases))

    @functools.cached_property
    def counts(self) -> Forms:
        """The nouns that a counted number is counted in."""
        return Forms(self.counted)

    @functools.cached_property
    def nouns(self) -> Forms:
        """The names of one word."""
        return Forms(name for name in self.name if " " not in name)

    @functools.cached_property
    def things(self) -> Forms:
        """The things without a name that the value may be said of."""
        return Forms(self.generic)


Scope = Literal[
    "clause", "antecedent", "relative", "sentence", "list", "anaphor", "topic", "next", "title", "issuer", "release",
    "trigger", "quote", "noun", "proper", "prize", "following", "after", "with", "subject", "owner", "label", "actors", "guests", "dateline", "heading", "paragraph", "same_day", "thing", "partners", "named", "whose", "heads", "goods", "behind", "apposed", "carried", "sole", "made", "home", "deal", "compound", "fronted", "within", "built", "seat", "alongside", "timetable",
    "acting", "namesake", "venue", "opened", "shown_at", "own_town", "on_site", "alone", "sharing",
]  # fmt: skip


class SlotRule(BaseModel):
    """How a slot of a triggered fact finds its filler.

    `fill` is the form of the filler, `labels` the entity labels that can fill it, `scope` where it is looked for, in this
    order (see `facts/scopes.py`). `required`: no fact without it. `each`: coordinated fillers give a fact each.
    `before` are words of which one must stand right in front, `unless` words of which none may. `at_least` is how many
    names a list needs. `words` maps other words of the clause to a filler (`Schweizer` -> `Schweiz`; `@country` the release's own). `country` tells
    whether a place must be a country (None: does not matter). `sited`: a place gives way to the site that the release
    names there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fill: Literal["product", "name", "names", "time", "text"] = "name"
    labels: tuple[str, ...] = ()
    scope: tuple[Scope, ...] = ("clause",)
    required: bool = False
    each: bool = False
    before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    at_least: int = 1
    words: dict[str, str] = {}
    country: bool | None = None
    sited: bool = False

    @functools.cached_property
    def forms(self) -> Forms:
        """The words that fill the slot by themselves."""
        return Forms(self.words)


class TriggerRule(RuleBase):
    """A fact that words announce: `trigger` phrases.

    `slot` declares the slots of rules with anchor `trigger`; what the file declares for all its rules need not stand
    again. `veto` are words of the clause that forbid the fact.
    """

    trigger: tuple[str, ...] = Field(min_length=1)
    veto: tuple[str, ...] = ()
    slots: dict[str, str] = {}
    options: tuple[str, ...] = ()
    slot: dict[str, SlotRule] = {}

    @field_validator("trigger", "veto", mode="after")
    @classmethod
    def _classes(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_expand(phrases))


class NumberFile(BaseModel):
    """Rules of a fact type whose facts hang on a number; `slot` names the slot that the number fills."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    anchor: Literal["number"]
    slot: str
    rule: tuple[NumberRule, ...]


class TriggerFile(BaseModel):
    """Rules of a fact type whose facts hang on a phrase, a person or a quotation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    anchor: Literal["trigger", "person", "quote"]
    slot: dict[str, SlotRule] = {}
    rule: tuple[TriggerRule, ...]

    @model_validator(mode="before")
    @classmethod
    def _inherit(cls, data: Any) -> Any:
        """A rule's slots are those of the file, changed where the rule declares them anew."""
        if not isinstance(data, dict) or not data.get("slot") or not isinstance(data.get("rule"), list):
            return data
        shared = data["slot"]
        return data | {"rule": [_with_slots(rule, shared) if isinstance(rule, dict) else rule for rule in data["rule"]]}


def _with_slots(rule: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    own = rule.get("slot", {})
    return rule | {"slot": {name: {**shared.get(name, {}), **own.get(name, {})} for name in {**shared, **own}}}


RuleFile: Any = Annotated[NumberFile | TriggerFile, Field(discriminator="anchor")]
_FILE: TypeAdapter[NumberFile | TriggerFile] = TypeAdapter(RuleFile)


@functools.cache
def word_class(name: str) -> Forms:
    """The words of a class of `words/figures.toml`; raises ValueError where there is none of that name."""
    try:
        return Forms(words("figures")["class"][name])
    except KeyError:
        raise ValueError(f"there is no word class @{name} in words/figures.toml") from None


def _expand(phrases: tuple[str, ...]) -> Iterator[str]:
    """Replace `@class` by the words of that class in `words/figures.toml`, a verb (`~eröffnen`) by its forms."""
    for phrase in phrases:
        yield from word_class(phrase[1:]) if phrase.startswith("@") else verbs.expand(phrase)


@dataclass(slots=True)
class RuleSet:
    """All rules of the loaded packs; `files` in order, `types` rule id -> fact type."""

    files: list[NumberFile | TriggerFile] = field(default_factory=list)
    indexes: dict[str, TriggerIndex] = field(default_factory=dict, repr=False, compare=False)

    def of_anchor(self, anchor: str) -> list[tuple[str, Any]]:
        """`(fact type, rule)` pairs of one anchor."""
        return [(file.type, rule) for file in self.files if file.anchor == anchor for rule in file.rule]

    def slot(self, fact_type: str) -> str:
        """The slot that a number fills in facts of this type."""
        return next(file.slot for file in self.files if file.type == fact_type and isinstance(file, NumberFile))

    def index(self, anchor: str) -> TriggerIndex:
        """One index over all phrases of an anchor, built once; keys are `rule id/role`."""
        if anchor in self.indexes:
            return self.indexes[anchor]
        phrases: dict[str, tuple[str, ...]] = {}
        for _, rule in self.of_anchor(anchor):
            for role in ("name", "verb", "counted", "weak", "sure", "veto", "trigger"):
                # `*` alone says that any word will do, so none is looked for
                if found := tuple(phrase for phrase in getattr(rule, role, ()) if phrase != "*"):
                    phrases[f"{rule.id}/{role}"] = found
        return self.indexes.setdefault(
            anchor, TriggerIndex(phrases, **({"gap": TRIGGER_GAP} if anchor == "trigger" else {}))
        )

    def to_data(self) -> list[dict[str, Any]]:
        """Plain JSON, for saving with the pipeline."""
        return [file.model_dump(mode="json") for file in self.files]

    @classmethod
    def from_data(cls, data: list[dict[str, Any]]) -> RuleSet:
        """The opposite of `to_data`."""
        return cls([_FILE.validate_python(entry) for entry in data])


def load_rules(packs: tuple[str, ...]) -> RuleSet:
    """Read the rules of the packs. Raises PatternError naming file, rule and reason, also where an id stands twice."""
    rules = RuleSet()
    seen: dict[str, Path] = {}
    for path in fact_files(packs):
        try:
            file = _FILE.validate_python(read_toml(path))
        except ValidationError as error:
            raise PatternError(f"{path}: {reason(error)}. Mend this rule.") from error
        for rule in file.rule:
            if rule.id in seen:
                raise PatternError(
                    f"{path}: rule id {rule.id} stands in {seen[rule.id]} too. Give one of them a new id."
                )
            seen[rule.id] = path
        rules.files.append(file)
    return rules


@dataclass(slots=True, eq=False)
class Draft:
    """A fact before it becomes a record.

    `slots` in the form of the records, `sources` slot -> character span it was read from, `score` the evidence for it, `probability` what the scorer gives it,
    `flow` whether it is a figure of a span of time, `why` what its claim rests on, `placed` how the rules came to its site, `head` whether it stands in the head of the release, `listed` whether it stands in a list or table.
    """

    type: str
    rule: str
    slots: dict[str, Any]
    evidence: list[tuple[int, int]]
    sources: dict[str, tuple[int, int]] = field(default_factory=dict)
    score: float = 1.0
    probability: float = 1.0
    flow: bool = False
    why: str = ""
    head: bool = False
    listed: bool = False
    placed: str = ""
