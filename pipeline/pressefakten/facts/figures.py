"""Each number asks: what am I a figure of, in which part, whose, of when, where? The answers are the slots."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pressefakten.facts import (
    attached,
    candidate_claims,
    candidate_regions,
    candidate_things,
    candidates,
    deals,
    grammar,
    growth,
    investments,
    outlays,
    scope,
    slots,
    stakes,
    tables,
    told,
)
from pressefakten.facts.candidate_sites import weigh_sites
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import Context
from pressefakten.facts.cues import (
    SUMS_FROM,
    Num,
    cues,
    gap,
    in_front,
    is_date,
    is_whole,
    numbers,
    word_in_front,
)
from pressefakten.facts.document import document_period
from pressefakten.facts.page import NUMERIC, Ent, Item, Page, Sentence
from pressefakten.facts.products import Products, View
from pressefakten.facts.resumed import Resumed, resumed
from pressefakten.facts.rules import Draft, NumberRule, RuleSet, word_class
from pressefakten.facts.scorer import Scorer
from pressefakten.facts.topics import Topics
from pressefakten.facts.triggers import Forms, Hit, TriggerIndex
from pressefakten.normalize import lexicon
from pressefakten.normalize.datetense import tense_of
from pressefakten.normalize.nouns import is_noun, singular
from pressefakten.patterns import words

THRESHOLD = 3.0
LABEL, COLUMN, HEADING, CONTEXT, COUNTED = 8.0, 7.5, 4.5, 3.6, 9.0
SURE, SURELY = 12.0, 0.95
"""Points and probability of what words say surely."""
WEIGHED, AROUND = -1.0, "words around"
"""Points of a rule none of whose words stand there, too few for the rules alone, and what such a claim rests on."""


@dataclass(slots=True)
class Answer:
    """A rule's claim on a number: its score and the words that speak for it."""

    type: str
    rule: NumberRule
    score: float
    why: str
    span: tuple[int, int] | None = None
    phrase: str = ""
    probability: float = 1.0
    told: dict[str, str | None] = field(default_factory=dict)
    """Slots that the words fill surely."""


DOUBT = 0.6
"""Probability of a claim that gives way to what a sum tells."""


class Claim(NamedTuple):
    """Points for a rule, what they rest on, the characters of the words that speak for it, and the phrase that they are."""

    points: float
    why: str
    span: tuple[int, int] | None = None
    phrase: str = ""


@dataclass(eq=False)
class Reading:
    """A sentence while its numbers are read; what all of them ask is worked out once."""

    page: Page
    sentence: Sentence
    cues: list[Hit]
    hits: list[Hit]
    nums: list[Num]
    topics: Topics
    find: Callable[[Sequence[Item]], list[Hit]]
    heading_hits: list[Hit] = field(default_factory=list)
    title_hits: list[Hit] = field(default_factory=list)
    """The phrases above a table that stand in no column of its head: for a number whose column has a head of its own."""
    by_key: dict[str, list[Hit]] = field(default_factory=dict)
    before: Draft | None = None
    goes_on: bool = False
    """Whether the figure before stands in the same line."""
    scorer: Scorer | None = None
    view: View | None = None
    of_figures: list[Hit] = field(default_factory=list)
    """The phrases of rules that are of no product."""
    heard: set[str] = field(default_factory=set)
    """The rules with a name or verb in the sentence or in what stands above it."""
    tenses: dict[int, int | None] = field(default_factory=dict)
    acts: dict[int, list[str]] = field(default_factory=dict)
    """Clause -> its verbs, as they are asked for."""
    neighbours: dict[int, Num] = field(default_factory=dict)
    taken_up: list[Resumed] | None = None
    changed: dict[int, Draft] = field(default_factory=dict)
    """Index of a change -> the figure that it was given to."""
    ignored: dict[int, str] = field(default_factory=dict)
    """Index of a level that gives no fact -> why."""

    @functools.cached_property
    def label(self) -> tuple[list[Item], int]:
        """What stands in front of the colon of a `Label: value` line, and where the colon is."""
        return scope.label_of(self.page, self.sentence)

    @functools.cached_property
    def caption(self) -> list[Item]:
        """The caption inside the table that holds for a row."""
        return tables.caption_inside(self.page, self.sentence)

    @functools.cached_property
    def titled(self) -> bool:
        """Whether a row stands right under a title that names a figure: `Auslieferungen nach Marken` goes before what the release is about."""
        above = tables.caption(self.page, self.sentence) if self.page.kind(self.sentence) == "row" else None
        return above is not None and any(hit.key.endswith("/name") for hit in self.find(above.items))

    @functools.cached_property
    def around(self) -> list[tuple[str, Sentence]]:
        """The sentences above, by the name of their place."""
        return list(candidates.around(self.page, self.sentence))

    @functools.cached_property
    def below(self) -> list[tuple[str, Sentence]]:
        """The sentences below, by the name of their place."""
        return list(candidates.below(self.page, self.sentence))

    @functools.cached_property
    def titles(self) -> list[Sentence]:
        """The lines of the release's title."""
        return candidates.titles(self.page)

    @functools.cached_property
    def lands(self) -> list[tuple[int, str, str]]:
        """The countries that an adjective of the sentence names."""
        return list(candidate_regions.lands(self.sentence))

    @functools.cached_property
    def unnamed(self) -> str:
        """What a subject without a name speaks of."""
        return grammar.kind_of_subject(grammar.subject_word(self.sentence))

    def again(self, known: Sequence[Ent], main: Ent | None) -> list[Resumed]:
        """The nouns of the sentence that take up a name of the text above."""
        if self.taken_up is None:
            self.taken_up = list(resumed(self.sentence, known, main))
        return self.taken_up

    def nearest(self, at: int) -> Num:
        """The number that stands nearest to an item, clause before distance."""
        if at not in self.neighbours:
            self.neighbours[at] = self.nearest_of(self.nums, at)
        return self.neighbours[at]

    def nearest_of(self, nums: Sequence[Num], at: int) -> Num:
        """The one of some numbers that stands nearest to an item."""
        return min(nums, key=lambda num: (gap(self.sentence.items, at, num.at), abs(at - num.at)))

    @functools.cached_property
    def nouns(self) -> list[candidates.Noun]:
        """The nouns of the sentence that may say what a figure is a figure of."""
        return list(candidate_things.nouns(self))

    def verbs(self, clause: int) -> list[str]:
        """The words of a clause that have the form of a verb."""
        if clause not in self.acts:
            items = self.sentence.items
            self.acts[clause] = [one.low for k, one in enumerate(items) if one.clause == clause and is_verb(items, k)]
        return self.acts[clause]

    def tense(self, clause: int) -> int | None:
        """The tense of a clause as `tense_of` tells it."""
        if clause not in self.tenses:
            self.tenses[clause] = tense_of(" ".join(item.text for item in self.sentence.items if item.clause == clause))
        return self.tenses[clause]


@dataclass(slots=True)
class Trace:
    """What was asked of one number: for `explain` and the coverage report."""

    start: int
    end: int
    part: str
    outcome: str
    answers: list[Answer]


CARRIED = frozenset(("context", "carried from the figure before", "carried from the main figure"))
"""What a claim rests on that no word of the number's own sentence supports: a name of what is no figure goes before it."""


class Figures:
    """Reads the facts that hang on numbers; one object per rule set, no state between releases."""

    def __init__(self, rules: RuleSet, scorer: Scorer | None = None) -> None:
        """Index the phrases of all number rules once; without a scorer the rules decide alone."""
        self.scorer = scorer
        self.rules = [(kind, rule) for kind, rule in rules.of_anchor("number")]
        self.slot = {kind: rules.slot(kind) for kind, _ in self.rules}
        self.index: TriggerIndex = rules.index("number")
        self.products = Products(self.rules)
        of_figures = ((kind, rule) for kind, rule in self.rules if rule.needs != "product")
        self.figures = {rule.id: (at, kind, rule) for at, (kind, rule) in enumerate(of_figures)}
        self.weighed = {rule.id for _, rule in self.rules if rule.weighed}
        self.open = frozenset(rule.id for _, rule in self.rules if _needs_no_word(rule))

    def read(self, page: Page) -> tuple[list[Draft], list[Trace]]:
        """All drafts of a release in text order, and what happened to each number."""
        context, topics = Context(page, document_period(page, self.scorer)), Topics(page)
        if context.market and self._is_headed(page, "registrations"):
            context.main["NUMBER"] = "registrations"
        drafts: list[tuple[Num, Draft]] = []
        traces: list[Trace] = []
        page.topics = topics
        for sentence in page.sentences:
            context.enter(sentence)
            found, seen = self._sentence(page, sentence, context, topics)
            drafts += found
            traces += seen
            context.see(sentence)
        if self.scorer is not None and "site" in self.scorer.weights:
            weigh_sites(page, [(num, draft) for num, draft in drafts if draft.type == "investment"], self.scorer)
        return [draft for _, draft in drafts], traces

    def _is_headed(self, page: Page, rule_id: str) -> bool:
        """Whether the headline names the figures of a rule, and beside them shares alone: `Neuzulassungen: Minus im November`."""
        head = next((sentence for sentence in page.sentences if page.kind(sentence) == "headline"), None)
        if head is None:
            return False
        named = {hit.rule for hit in self.index.find([item.low for item in head.items]) if hit.key.endswith("/name")}
        return named - {"market-share", "share"} == {rule_id}

    def _sentence(
        self, page: Page, sentence: Sentence, context: Context, topics: Topics
    ) -> tuple[list[tuple[Num, Draft]], list[Trace]]:
        if not any(ent.label in NUMERIC for ent in sentence.ents):
            return [], []
        reading = self._reading(page, sentence, topics, context)
        if context.study is not None and any(map(self._is_of_firm, reading.of_figures)):
            context.enter(sentence, own=True)
        if told.goes_back(reading, context):
            context.go_back()
        reading.before = context.figure_draft
        traces = []
        drafts: list[tuple[Num, Draft]] = []
        for num in [n for n in reading.nums if n.part == "level"] + [n for n in reading.nums if n.part == "previous"]:
            if reason := self.products.settled(reading, num):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, reason, []))
                continue
            if scope.is_superseded(reading, num):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, "a superseded plan", []))
                continue
            if num.label == "NUMBER" and num.is_vehicle and deals.is_given_away(sentence, num):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, "given away, not sold", []))
                continue
            if none := _of_no_figure(reading, num):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, none, []))
                continue
            answers = self.ask(reading, num, context)
            best = self._of_market(reading, num, self.best(reading, num, answers, context))
            best = self._of_whole(num, self._of_stock(reading, best), context)
            draft = None
            if num.part == "previous":
                draft = attached.earlier_level(reading, num, drafts, context)
            outcome, found = "no rule", [draft] if draft else []
            if draft is None and best is not None:
                if best.rule.ignore:
                    outcome = best.rule.ignore
                    reading.ignored[num.at] = outcome
                else:
                    found = self._fill(reading, num, best, context)
            outcome = "extracted" if found else outcome
            traces.append(Trace(num.ent.start, num.ent.end, num.part, outcome, _shown(answers, best)))
            for draft in found:
                drafts.append((num, draft))
                context.note(reading, num, draft, best, part=candidates.is_part(reading, num))
        for num in (n for n in reading.nums if n.part == "change"):
            if reason := self.products.settled(reading, num) or _of_no_figure(reading, num):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, reason, []))
                continue
            if num.label == "MONEY" and (
                found := self._order(reading, num, drafts, context)
                or self._price(reading, num)
                or self._outlay(reading, num, context)
            ):
                traces.append(Trace(num.ent.start, num.ent.end, num.part, "extracted", []))
                drafts += [(num, draft) for draft in found]
                continue
            outcome = attached.attach_change(reading, num, drafts, context, self)
            if drafts and drafts[-1][0] is num and not drafts[-1][1].slots.get("value"):
                context.lone_change = drafts[-1][1], sentence.line, sentence.index
            traces.append(Trace(num.ent.start, num.ent.end, num.part, outcome, []))
        drafts.sort(key=lambda pair: pair[0].ent.start)
        return drafts, traces

    def best(self, reading: Reading, num: Num, answers: list[Answer], context: Context) -> Answer | None:
        """The claim that holds, or None: by the scorer, else the strongest above the threshold."""
        if tables.counts_things(num.head_items):
            answers = [answer for answer in answers if not (answer.rule.needs == "product" and answer.why == "heading")]
        capacity = self.rule_of("capacity")
        if capacity is not None and told.is_of_plant(reading, num):
            return Answer("key_figure", capacity, SURE, "name", None, "", SURELY)
        if answers and answers[0].rule.needs == "product" and answers[0].score >= THRESHOLD:
            return answers[0]
        if answers and answers[0].why == OUTLAY:
            return answers[0]
        answers = [answer for answer in answers if answer.rule.needs != "product" or answer.score == WEIGHED]
        if num.label == "PERCENT" and told.is_of_holders(reading, num, context):
            answers = [answer for answer in answers if answer.rule.id != "market-share"]
        counted = self.rule_of("count")
        if counted is not None and (of := told.learners(reading, num)) is not None:
            return Answer("key_figure", counted, SURE, "name", None, "", SURELY, {"of": of})
        if (
            counted is not None
            and num.label == "NUMBER"
            and num.part != "change"
            and (
                tables.of_houses(num, None if _under_staff(reading) else reading.before)
                or _is_row_of_houses(reading, num)
            )
        ):
            return Answer("key_figure", counted, COLUMN, "column head", probability=SURELY)
        if (surely := self._told(reading, num, context)) is not None:
            return surely
        if num.label_items and tables.is_rate(tables.joined(num.label_items)):
            margin = self.rule_of("margin") if _is_below_profit(reading, context) else None
            return Answer("key_figure", margin, LABEL, "row label") if margin is not None else None
        whole = _row_above(reading, num, context)
        if (
            whole is not None
            and (known := self.figures.get(whole.rule)) is not None
            and _accepts(known[2], num, in_table=True)
        ):
            return Answer(known[1], known[2], LABEL, "part of the row above")
        if (beside := self._in_row(reading, num, answers, context)) is not None:
            return beside
        if self.scorer is None:
            return answers[0] if answers and answers[0].score >= THRESHOLD else None
        if not answers:
            return None
        if answers[0].rule.ignore and answers[0].why == "name" and all(one.why in CARRIED for one in answers[1:]):
            return answers[0]
        claims = candidate_claims.claims(reading, num, answers, context)
        choice = self.scorer.choose("what", claims, num, functools.partial(_says_the_same, num))
        answer: Answer | None = choice.candidate.value
        if answer is not None:
            answer.probability = choice.probability
        return answer

    def _told(self, reading: Reading, num: Num, context: Context) -> Answer | None:
        """What the words of the clause say surely; rows and what is claimed by a product are weighed."""
        if num.part == "change" or reading.page.kind(reading.sentence) == "row":
            return None
        items, share = reading.sentence.items, self.rule_of("share")
        if share is not None and (held := stakes.stake(reading, num, context)) is not None:
            slots_told: dict[str, str | None] = {"subject": held[0], "of": stakes.OF + held[1], "region": None}
            dates = (ent for ent in scope.dates_of(reading.sentence) if not stakes.is_of_other_clause(items, ent, num))
            if all(str((ent.value or {}).get("value")) == reading.page.published for ent in dates):  # of the dateline
                slots_told["period"] = None
            return Answer("key_figure", share, SURE, "name", None, "", SURELY, slots_told)
        for hit in told.sure_hits(reading, num, self._counts_of):
            _, kind, rule = self.figures[hit.rule]
            if _accepts(rule, num, False) and told.fits(reading, num, rule, hit):
                span = items[hit.start].start, items[hit.end - 1].end
                if rule.id in told.BUYERS and context.main.get("NUMBER") == "registrations":
                    rule = rule.model_copy(update={"set": rule.set | {"metric": "registrations"}})
                return Answer(kind, rule, SURE, "verb", span, hit.phrase, SURELY)
        rule_id = told.loss_again(reading, num, context.figure_draft) or told.once_more(reading, num, context)
        if (
            growth.goes_on_turning(reading, num, "employees", context)
            or growth.are_more_jobs(reading, num, context)
            or growth.are_jobs_that_turn(reading, num)
        ):
            rule_id = "employees-change"
        if rule_id is None and told.is_made_by_label(reading, num):
            rule_id = "production-things"
        rule_id = rule_id or told.goods_of_subject(reading, num)
        if rule_id is None and told.is_throughput(reading, num):
            rule_id = "capacity"
        if rule_id is None and told.is_margin(reading, num, context):
            rule_id = "margin"
        rule_id = rule_id or told.profit_of_margin(reading, num, context)
        if rule_id is None and deals.is_worth_of_order(reading, num, context):
            rule_id = "orders"
        if rule_id is None and (
            told.is_made(reading, num) or told.is_some_of(reading, num) or told.is_same_as_count(reading, num, context)
        ):
            rule_id = "share"
        if rule_id is None and (
            told.is_stock(reading, num)
            or told.is_part_of_stock(reading, num)
            or told.is_part_of_named_stock(reading, num, context)
        ):
            rule_id = "count-registered"
        if rule_id is None and (
            told.is_counted_in_market(reading, num, context) or told.is_drive_of_market(reading, num, context)
        ):
            rule_id = "registrations"
        if rule_id is None and (
            told.is_every_nth(reading, num, context)
            or told.is_part_of_before(reading, num, context)
            or told.is_labelled_share(reading, num)
            or told.is_part_of_hundred(reading, num, context)
        ):
            rule_id = "share"
        known = self.rule_of(rule_id) if rule_id else None
        return Answer("key_figure", known, SURE, "context", None, "", SURELY) if known else None

    def _in_row(self, reading: Reading, num: Num, answers: Sequence[Answer], context: Context) -> Answer | None:
        """`Mitglieder | 2.310 | 2.402` below `2025 | 2024`: what the cell before in the row was, where the heads of both are times."""
        before = context.figure_draft
        if before is None or context.figure_sentence != reading.sentence.index or context.figure_label != num.kind:
            return None
        timed = num.label_items and any(is_date(item) for item in num.head_items)
        headed = any(answer.why == "column head" for answer in answers)
        rule = self.rule_of(before.rule)
        if rule is None or not timed or headed or not _accepts(rule, num, in_table=True):
            return None
        return Answer("key_figure", rule, LABEL, "row label")

    def _counts_of(self, rule_id: str) -> Forms | None:
        """The nouns of a rule's figures, where it has some."""
        rule = self.figures[rule_id][2]
        return rule.counts if rule.counted else None

    def _of_market(self, reading: Reading, num: Num, best: Answer | None) -> Answer | None:
        """`Anteil in %` beside a make, below `Neuzulassungen nach Marken`: its share of the market."""
        if best is None or best.rule.id != "share" or best.why != "column head":
            return best
        made = scope.label_ent(num.label_items, ("BRAND", "MODEL")) is not None
        sold = any(hit.rule == "registrations" for hit in (*reading.heading_hits, *reading.title_hits))
        rule = self.rule_of("market-share")
        return replace(best, rule=rule) if made and sold and rule is not None else best

    def _of_stock(self, reading: Reading, best: Answer | None) -> Answer | None:
        """In a table of the vehicles that there are on a day, no registrations are told and no shares of their market."""
        of_stock = {"registrations": "count-registered", "market-share": "share"}
        if best is None or best.rule.id not in of_stock or not told.is_in_stock_table(reading):
            return best
        rule = self.rule_of(of_stock[best.rule.id])
        return best if rule is None else replace(best, rule=rule)

    def _of_whole(self, num: Num, best: Answer | None, context: Context) -> Answer | None:
        """What is claimed for the whole of which a number is a part, where its own words claim little: the sum comes out."""
        whole = context.whole(num)
        rule = self.rule_of(whole.rule) if whole is not None else None
        if whole is None or rule is None or best is None or best.why == "row label":
            return best  # `Ertrag: 441,2; Aufwand: 437,8; Ergebnis: 3,4`
        if num.noun and not num.is_vehicle and not is_unit_noun(num):
            return best  # `12.345 Busse … 12.345 Lager`
        metric = best.rule.set.get("metric")
        if metric == rule.set.get("metric") or (metric != "count" and best.probability > DOUBT):
            return best
        return Answer("key_figure", rule, THRESHOLD + 1, "part of a sum", probability=whole.probability)

    def rule_of(self, rule_id: str) -> NumberRule | None:
        """The rule of key figures of an id, or None."""
        known = self.figures.get(rule_id)
        return known[2] if known is not None and known[1] == "key_figure" else None

    def answer(self, rule: NumberRule) -> Answer:
        """The claim of a rule on a change whose level is not stated."""
        return Answer("key_figure", rule, THRESHOLD + 1, "change")

    def _price(self, reading: Reading, num: Num) -> list[Draft]:
        """The price that a sum after `um` may be."""
        answers = [
            answer for answer in self.products.ask(reading, num, [], [], reading.heard) if answer.score >= THRESHOLD
        ]
        best = max(answers, key=lambda answer: answer.score, default=None)
        return self.products.fill(reading, num, best, self.slot[best.type]) if best else []

    def _order(self, reading: Reading, num: Num, drafts: Sequence[tuple[Num, Draft]], context: Context) -> list[Draft]:
        """What an order is worth whose goods stand in front of the sum: `bestellte vier Busse um 4,1 Mio. Euro`."""
        rule = self.rule_of("orders")
        if not drafts or rule is None or drafts[-1][1].slots.get("metric") != "orders":
            return []
        if not deals.is_sum_of_goods(reading.sentence, num, drafts[-1][0]):
            return []
        return self._fill(reading, num, Answer("key_figure", rule, SURE, "context", None, "", SURELY), context)

    def _outlay(self, reading: Reading, num: Num, context: Context) -> list[Draft]:
        """The investment that a sum after `um` is beside a verb of building: `wird um 3 Mio. Euro saniert`."""
        answers = [answer for answer in self.ask(reading, num, context) if answer.type == "investment"]
        if not answers or not investments.is_built_for(reading, num):
            return []
        return self._fill(reading, num, answers[0], context)

    def _fill(self, reading: Reading, num: Num, answer: Answer, context: Context) -> list[Draft]:
        if answer.rule.needs == "product":
            return self.products.fill(reading, num, answer, self.slot[answer.type])
        draft = slots.fill(reading, num, answer, context, self.slot[answer.type])
        return [draft] if draft else []

    def _reading(self, page: Page, sentence: Sentence, topics: Topics, context: Context) -> Reading:
        found = cues(sentence)
        nums = numbers(sentence, found)
        hits = self.hits(sentence.items)
        reading = Reading(page, sentence, found, hits, nums, topics, self.hits, scorer=self.scorer)
        reading.goes_on = context.figure_line == sentence.line
        reading.of_figures = [hit for hit in hits if hit.rule in self.figures]
        if page.kind(sentence) == "row":
            tables.place(page, sentence, nums)
        else:
            tables.place_behind_label(*reading.label, nums)
        heads = [page.opener(sentence), page.heading(sentence)]
        if heads[0] is not None and page.kind(heads[0]) == "table_head":
            heads.append(page.opener(heads[0]))  # the title left of spans
        for head in heads:
            if head is not None and head is not sentence:
                if head.index not in context.head_hits:
                    context.head_hits[head.index] = self.hits(head.items)
                found_there = context.head_hits[head.index]
                reading.heading_hits += found_there
                reading.title_hits += tables.above_labels(page, head, sentence, found_there)
        first = page.first_of_line(sentence.line) if page.kind(sentence) in ("item", "bullet") else None
        if first is not None and first is not sentence:  # `Laden: mit 250 kW in 50 Minuten. Im Werkhof mit 22 kW.`
            reading.heading_hits += self.hits(scope.label_of(page, first)[0])
        if page.kind(sentence) == "row" and not any(hit.key.endswith("/name") for hit in reading.heading_hits):
            of_total = self._of_total(page, sentence, context)
            reading.heading_hits += of_total
            reading.title_hits += of_total
        for hit in reading.hits:
            reading.by_key.setdefault(hit.key, []).append(hit)
        for num in nums:
            if num.part == "change" and (
                told.is_profit(reading, num) or told.loss_again(reading, num, context.figure_draft)
            ):
                num.part = "level"
        reading.heard = _named_rules(hits) | _named_rules(reading.heading_hits)
        self._give_currency(reading, context.figure_draft)
        _give_percent(reading.nums)
        _give_percent_to_names(reading.nums)
        _give_unit(reading.nums)
        _give_unit_of_label(reading)
        return reading

    def _is_of_firm(self, hit: Hit) -> bool:
        """Whether a phrase names a figure that only a firm has: `Umsatz`, `Jahresgewinn`."""
        return hit.key.endswith("/name") and self.figures[hit.rule][2].set.get("metric") in FIRM_ALONE

    def _of_total(self, page: Page, row: Sentence, context: Context) -> list[Hit]:
        """The phrases in the label of the last row of a table, if no row above has any: `Asien 12 | Europa 14 | Umsatz Konzern 26`."""
        if row.line not in page.blocks:
            return []
        block = page.blocks[row.line][0]
        if block not in context.totals:
            found = [self.hits(label) for label in tables.labels_from(page, row)]
            named = [any(hit.key.endswith("/name") for hit in hits) for hits in found]
            context.totals[block] = found[-1] if len(found) > 2 and named[-1] and not any(named[:-1]) else []
        return context.totals[block]

    def _give_currency(self, reading: Reading, draft: Draft | None) -> None:
        """`9,1 Milliarden Euro, davon 3,2 Milliarden im Handel`: a scaled number without a noun goes on with the sum before."""
        currency, at = _sum_before(reading, draft), -1
        for num in reading.nums:
            if currency and num.is_scaled and not self._is_counted(reading, at, num.at):
                num.label, num.value = "MONEY", num.value | {"currency": currency}
            if num.label == "MONEY":
                currency, at = num.value.get("currency"), num.at
            elif num.label != "PERCENT":
                currency = None

    def _is_counted(self, reading: Reading, one: int, other: int) -> bool:
        """Whether words between two items name a figure that is no sum: `… Euro, der Absatz auf 3,2 Millionen`."""
        keys = {hit.rule for hit in reading.hits if one < hit.start < other and hit.key.endswith("/name")}
        return any(rule.id in keys and "NUMBER" in rule.labels and "MONEY" not in rule.labels for _, rule in self.rules)

    def hits(self, items: Sequence[Item]) -> list[Hit]:
        """Rule phrases in a run of items; names do not trigger."""
        return self.index.find(
            [self._head(item.low) if item.ent is None or item.ent.label == "ROLE" else _masked(item) for item in items]
        )

    def _head(self, low: str) -> str:
        """The last part of a compound with hyphens that no phrase knows as a whole: `miba-beschäftigten`."""
        return low if "-" not in low or self.index.begins(low) else low.rpartition("-")[2]

    def ask(self, reading: Reading, num: Num, context: Context) -> list[Answer]:
        """All claims on a number, the strongest first."""
        if _is_age(num) or _ends_a_name(reading, num) or told.is_scale(num) or _is_no_amount(num):
            return []
        answers = []
        label_hits = self.hits(num.label_items) if num.label_items else []
        if not label_hits and num.whole_items:
            label_hits = self.hits(num.whole_items)  # `– Pumpen 1.702,1` below `Auftragseingang`
        head_hits = self.hits(num.head_items) if num.head_items else []
        noun_hits = self.hits(num.noun) if num.noun else []
        in_table = bool(label_hits or head_hits)
        heard = _named_rules(label_hits + head_hits + noun_hits) | reading.heard
        before = context.by_label[num.kind][0].rule if num.kind in context.by_label else ""
        line = {outlays.LINE} if outlays.is_line(reading, num) else set()
        listed = num.label == "NUMBER" and scope.is_item(reading) and bool(scope.line_label(reading, num))
        for kind, rule in self._of(self.open | heard | line | {before, context.main.get(num.kind, "")}):
            if _accepts(rule, num, in_table or (listed and rule.id == outlays.LINE and not num.noun)):
                answer = self._claim(kind, rule, reading, num, context, label_hits, head_hits, noun_hits)
                if answer is not None:
                    answers.append(answer)
        heard_here = [hit for hit in (*label_hits, *head_hits) if hit.rule in self.figures]
        own = _names_its_own(reading, num, heard_here)
        answers = [answer for answer in answers if not own or answer.why not in INHERITED]
        fresh = _is_each(num) or (
            num.label == "NUMBER"
            and (_under_a_new_caption(reading, context) or tables.lacks_a_unit(reading.page, reading.sentence, num))
        )
        answers = [answer for answer in answers if not fresh or answer.why != "context"]
        answers += self.products.ask(reading, num, label_hits, head_hits, heard)
        titled = (
            {answer.rule.id for answer in answers if answer.why == "heading"}
            if reading.titled and not _own_head(num)
            else set()
        )
        if titled:
            answers = [answer for answer in answers if answer.why not in INHERITED or answer.rule.id in titled]
        if self.scorer is not None and not own and not fresh and not titled:
            answers += self._carried(num, context, {answer.rule.id for answer in answers}, in_table)
        if self.scorer is not None and not in_table and num.part == "level":
            answers += self._weighed(num, {answer.rule.id for answer in answers})
        answers.sort(key=lambda answer: -answer.score)
        return answers

    def _of(self, ids: Iterable[str]) -> Iterator[tuple[str, NumberRule]]:
        """The rules of figures by their ids, in the order of the rule files."""
        for _, kind, rule in sorted((self.figures[i] for i in ids if i in self.figures), key=lambda known: known[0]):
            yield kind, rule

    def _carried(self, num: Num, context: Context, known: set[str], in_table: bool) -> list[Answer]:
        """What the figure before and the main figure of the release were: for the scorer, too weak for the rules."""
        before = context.by_label[num.kind][0].rule if num.kind in context.by_label else ""
        carried = {
            context.main.get(num.kind, ""): "carried from the main figure",
            before: "carried from the figure before",
        }
        return [
            Answer(kind, rule, THRESHOLD - 2, carried[rule.id])
            for kind, rule in self._of(carried.keys() - known)
            if _accepts(rule, num, in_table)
            and not _counts_by_itself(rule, num, context)
            and (
                rule.unit != "person" or not num.noun or word_in_front(num.sentence, num) not in ("in", "an")
            )  # `in zwei Schichten`
        ]

    def _weighed(self, num: Num, known: set[str]) -> list[Answer]:
        """The rules that none of their words claim a number for: the scorer may by the words around it."""
        return [
            Answer(kind, rule, WEIGHED, AROUND)
            for kind, rule in self._of(self.weighed - known)
            if _accepts(rule, num, False) and (rule.set.get("metric") != "count" or self._countable(rule, num))
        ]

    def _claim(
        self, kind: str, rule: NumberRule, reading: Reading, num: Num, context: Context,
        label_hits: list[Hit], head_hits: list[Hit], noun_hits: list[Hit],
    ) -> Answer | None:  # fmt: skip
        claims: list[Claim] = []
        if rule.as_change and (is_whole(num.sentence, num.at) or word_in_front(num.sentence, num) == "auf"):
            return None  # `um 22 auf 3471 Stellen erhöht`
        if rule.set.get("metric") == "orders" and deals.is_no_order(reading.sentence, num):
            return None
        named = (*told.OF_THINGS, "count") if num.is_vehicle else told.OF_THINGS
        if rule.set.get("metric") in named and deals.is_for_things(reading.sentence, num):
            return None
        name, verb = f"{rule.id}/name", f"{rule.id}/verb"
        for source, points, found in (
            ("counted noun", COUNTED, noun_hits),
            ("row label", LABEL, label_hits),
            ("column head", COLUMN, head_hits),
        ):
            claims += [
                Claim(points - hit.vague, source, None, hit.phrase)
                for hit in found
                if hit.key == name and not self._outdone(hit, found, num)
            ]
        claims += self._sentence_claims(rule, reading, num, name, verb)
        countable = self._countable(rule, num)
        if countable and not claims and not rule.ignore:
            above = reading.title_hits if num.head_items else reading.heading_hits
            for hit in above:
                if (hit.key == name and not self._outdone(hit, above, num)) or (
                    hit.key == verb and rule.verb != ("*",)
                ):
                    listed = reading.page.kind(reading.sentence) in ("row", "item", "bullet")
                    claims.append(Claim(HEADING + listed, "heading", None, hit.phrase))
        counts = _counts_by_itself(rule, num, context)
        if (
            countable
            and not counts
            and attached.continues(reading, num, context)
            and context.by_label[num.kind][0].rule == rule.id
        ):
            same_line = context.by_label[num.kind][1] == reading.sentence.line
            claims.append(Claim(CONTEXT + (0.8 if same_line else 0.0), "context"))
        if (
            countable
            and not counts
            and context.main.get(num.kind) == rule.id
            and not any(hit.key.endswith("/name") for hit in noun_hits)
        ):
            listed = reading.page.kind(reading.sentence) in ("row", "item", "bullet")
            if listed or is_unit_noun(num):
                claims.append(Claim(CONTEXT + 0.4 if listed else CONTEXT - 0.4, "main figure of the release"))
        if rule.verb == ("*",) and num.value.get("unit") in rule.units:
            claims.append(Claim(CONTEXT, "unit"))
        claims += _defaults(rule, reading, num, context)
        if not claims:
            return None
        best = max(claims, key=lambda claim: claim.points)
        return Answer(kind, rule, best.points - self._vetoes(rule, reading, num), best.why, best.span, best.phrase)

    def _sentence_claims(self, rule: NumberRule, reading: Reading, num: Num, name: str, verb: str) -> list[Claim]:
        claims: list[Claim] = []
        items = reading.sentence.items
        is_row = reading.page.kind(reading.sentence) == "row"
        named, done = reading.by_key.get(name, ()), reading.by_key.get(verb, ())
        if is_row or not (named or done) or (rule.as_change and _is_there(reading, num)):
            return claims
        for hit in [hit for hit in reading.hits if hit.key in (name, verb)] if named and done else named or done:
            middle = items[hit.start]
            before = hit.end <= num.at
            distance = num.at - hit.end if before else hit.start - num.at - 1
            far = 0.12 * distance + 0.7 * abs(middle.clause - num.clause)
            between = _levels_between(reading, num, hit, rule)
            span = (middle.start, items[hit.end - 1].end)
            if hit.key == name and (not self._may_count(rule, num) or self._outdone(hit, reading.hits, num)):
                continue
            if hit.key == name:
                label = before and items[hit.end : hit.end + 1] and items[hit.end].text == ":" and distance <= 5
                base = 8.0 if label else 7.0 if before else 5.6
                claims.append(Claim(base - far - 1.6 * between - hit.vague, "name", span, hit.phrase))
            elif rule.as_change and self._countable(rule, num) and num.noun:
                claims.append(Claim(9.6 - 0.4 * far, "verb", span, hit.phrase))
            elif (
                rule.verb != ("*",)
                and (self._countable(rule, num) or _is_goods(rule, num))
                and not _is_bare_change(rule, num, reading)
                and not _is_of_another_noun(rule, items, hit)
                and not (rule.set.get("metric") in slots.COUNTED and not rule.counted and _is_elsewhere(num))
            ):
                claims.append(Claim(5.6 - far - 1.2 * between, "verb", span, hit.phrase))
        return claims

    def _outdone(self, hit: Hit, others: list[Hit], num: Num) -> bool:
        """`*anteil` says nothing of a `Marktanteil`, which another rule for such numbers knows as a word."""
        return bool(hit.vague) and any(
            other.key != hit.key
            and other.key.endswith("/name")
            and not other.vague
            and other.start < hit.end
            and hit.start < other.end
            and (other.rule not in self.figures or num.label in self.figures[other.rule][2].labels)
            for other in others
        )

    def _countable(self, rule: NumberRule, num: Num) -> bool:
        """Whether the counted noun is one that the rule's figures have; a bare number may be anything."""
        if num.label != "NUMBER" or not rule.counted:
            return num.label != "NUMBER" or not num.noun or not rule.unit
        if not num.noun:
            return True
        last = num.noun[-1]
        if last.ent is not None:
            return last.ent.label in ("MODEL", "BRAND") and rule.unit == "vehicle"
        return rule.counts.fit(last.low)

    def _may_count(self, rule: NumberRule, num: Num) -> bool:
        """A number with a noun of its own is no figure of another noun: `30 Länder` are no employees."""
        if num.label != "NUMBER" or not rule.counted or not num.noun or self._countable(rule, num):
            return True
        return rule.nouns.fit(num.noun[-1].low)

    def _vetoes(self, rule: NumberRule, reading: Reading, num: Num) -> float:
        key, total = f"{rule.id}/veto", 0.0
        for hit in reading.by_key.get(key, ()):
            item = reading.sentence.items[hit.start]
            same = item.clause == num.clause or (abs(item.clause - num.clause) <= 1 and item.depth == num.depth > 0)
            total = max(total, 5.0 if same else 1.0)
        for hit in reading.heading_hits:
            if hit.key == key:
                total = max(total, 1.5)
        return total


def _shown(answers: Sequence[Answer], best: Answer | None) -> list[Answer]:
    """The three strongest claims, in front of them what words say surely or the words around tell."""
    claims = [answer for answer in answers if answer.why != AROUND and answer is not best]
    return [*([best] if best is not None else []), *claims][:3]


def _says_the_same(num: Num, one: candidates.Candidate, other: candidates.Candidate) -> bool:
    """Whether two claims make the same figure of a number: `1.180 Traktoren` are sales of vehicles and of things."""
    if one.value is None or other.value is None:
        return one.value is other.value
    mine, its = one.value.rule, other.value.rule
    return mine.set == its.set and not mine.ignore and not its.ignore and (mine.unit == its.unit or num.is_vehicle)


BY_NOUN = ("count", "capacity")
"""Metrics that a number with a noun of its own does not have from the figure before."""


def _counts_by_itself(rule: NumberRule, num: Num, context: Context) -> bool:
    """Whether a noun of its own keeps a number from the metric of the figure before: `300 Busse pro Jahr`, `500 Busse sind möglich` are both a capacity."""
    metric = rule.set.get("metric")
    if not num.noun or (metric not in BY_NOUN and not (metric in told.OF_THINGS and not rule.counted)):
        return False
    before = context.by_label.get(num.kind)
    if metric == "count" or before is None or before[0].rule != rule.id or num.noun[-1].ent is not None:
        return True
    has = any(item.clause == num.clause and word_class("having").fit(item.low) for item in num.sentence.items)
    return has or singular(num.noun[-1].text) != before[0].slots.get("of")


FIRM_ALONE = ("revenue", "operating_profit", "net_profit", "margin")
"""Metrics that no survey asks for: they are those of who issues it."""
LARGE = 10_000
"""Kilowatt-hours from here on are what is made or sold."""
NAMED_IN_PHRASES = ("SET", "SITE")
"""Labels that phrases name: `<set>` is a rate or repetition (`pro Stunde`, `täglich`), `<site>` a plant."""
INHERITED = ("heading", "context", "main figure of the release")
"""Claims that a line takes from what stands above it."""


def _give_percent(nums: Sequence[Num]) -> None:
    """`Auf Graz entfallen 31 Prozent, auf Linz 28 und auf Wels 14 Prozent`: bare numbers in a row of shares are shares."""
    for first, (one, other) in enumerate(itertools.pairwise(nums)):
        if one.label != "PERCENT" or one.unit != "%" or not _is_elided(one, other):
            continue
        row = [other]
        for following in nums[first + 2 :]:
            if following.label == "PERCENT" and _is_next(row[-1], following) and following.unit == "%":
                for num in row:
                    num.label, num.value, num.unit = "PERCENT", num.value | {"unit": "%"}, "%"
                break
            if not _is_elided(row[-1], following):
                break
            row.append(following)


def _give_percent_to_names(nums: Sequence[Num]) -> None:
    """`sind die Huber AG mit 30, die Keller SE mit 45 Prozent beteiligt`: bare numbers right behind a name each share the sign of the last."""
    for num, other in itertools.pairwise(reversed(nums)):
        lead, name = _named_lead(num)
        if num.label != "PERCENT" or num.unit != "%" or name is None or not _is_elided(num, other, ahead=True):
            continue
        before, owner = _named_lead(other)
        if owner is not None and before == lead and owner.ent is not name.ent:
            other.label, other.value, other.unit = "PERCENT", other.value | {"unit": "%"}, "%"


def _named_lead(num: Num) -> tuple[str, Item | None]:
    """The `mit` right in front of a number, and the name in front of that."""
    items = num.sentence.items
    at = in_front(items, num.at)
    lead = items[at].low if at and items[at].ent is None and items[at].low in ("mit", "zu") else ""
    item = items[at - bool(lead)]
    return lead, item if item.ent is not None and item.ent.label not in NUMERIC and item.ent.label != "DATE" else None


def _give_unit(nums: Sequence[Num]) -> None:
    """`die es auf 20 und 150 MW bringen`: a bare number that `und` joins to a quantity has its unit."""
    for num, other in itertools.pairwise(nums):
        between = [item.low for item in num.sentence.items[num.at + 1 : other.at]]
        joined = between in (["und"], ["sowie"], ["bzw", "."], ["beziehungsweise"]) and other.label == "QUANTITY"
        if joined and num.label == "NUMBER" and not num.noun and num.ent.text[0].isdigit():
            num.label, num.value, num.unit = "QUANTITY", num.value | {"unit": other.unit}, other.unit


def _give_unit_of_label(reading: Reading) -> None:
    """`Leistung PS: 156 (120)`, `Drehmoment (Nm): 650`: the unit that closes the label of a line is that of its bare numbers."""
    if reading.page.kind(reading.sentence) not in ("item", "bullet") or not (label := reading.label[0]):
        return
    stated = tables.joined(label).rpartition(" ")[2].strip("()[]").lower()
    unit = words("figures")["column"]["unit"].get(stated) if len(stated) > 1 and len(label) > 1 else None
    for num in reading.nums if unit else ():
        if num.label == "NUMBER" and not num.noun and num.ent.text[0].isdigit():
            num.label, num.value, num.unit = "QUANTITY", num.value | {"unit": unit}, unit


def _is_elided(before: Num, num: Num, *, ahead: bool = False) -> bool:
    """Whether a number may be a share whose percent sign stands behind another one: a later one, or the one before it if it goes on with it, or `ahead` of it."""
    bare = (
        num.label == "NUMBER" and not num.noun and num.ent.text[0].isdigit() and (num.value.get("value") or 101) <= 100
    )
    return bare and (_is_next(num, before) if ahead else _is_next(before, num))


def _is_next(before: Num, num: Num) -> bool:
    """Whether a number goes on with the row of the one before: a comma or `und`, and a few words that name no other figure."""
    between = num.sentence.items[before.at + 1 : num.at]
    joint = next((k for k, item in enumerate(between) if item.text in (",", "und", "sowie")), None)
    if joint is None or len(between) > ROW_REACH or before.part != num.part:
        return False
    behind = between[joint + 1 :]
    return not any(_names_another(behind, k) for k in range(len(behind)))


ROW_REACH = 8
"""Words between two shares of a row."""


def _names_another(items: Sequence[Item], at: int) -> bool:
    """Whether a noun between two numbers is what the second is a figure of: `das Durchschnittsalter bei 41`; no `auf den Handel 28`, no `Benziner auf 28`."""
    item = items[at]
    if item.ent is not None or not item.text[0].isupper():
        return False
    front = [one.low for one in items[:at] if one.ent is None]
    if not scope.scope_words("number_words").isdisjoint((*front, item.low)):
        return True
    if word_class("vehicle").fit(item.low) or word_class("person").fit(item.low):
        return bool(front) and front[-1] in scope.scope_words("articles")
    return PARTED.isdisjoint(front)


PARTED = frozenset(("auf", "in", "im", "bei", "beim", "aus", "für", "mit", "an", "am"))
"""In front of the part of a whole that a share is the share of."""


def _sum_before(reading: Reading, draft: Draft | None) -> str | None:
    """The currency of the figure before, where the sentence goes on with its parts: `Davon stammen 131 Mio. aus …`."""
    value = (draft.slots.get("value") if draft else None) or {}
    if not draft or not value.get("currency"):
        return None
    low = [item.low for item in reading.sentence.items if item.ent is None]
    leans = not scope.scope_words("parts").isdisjoint(low[:8]) or any(
        one in scope.scope_words("being") and two == "es" for one, two in itertools.pairwise(low)
    )
    return str(value["currency"]) if reading.goes_on and leans else None


def _named_rules(hits: Iterable[Hit]) -> set[str]:
    """The rules with a name or verb among the hits; counted nouns, weak words and vetoes claim nothing by themselves."""
    return {hit.rule for hit in hits if hit.key.endswith(("/name", "/verb"))}


def _row_above(reading: Reading, num: Num, context: Context) -> Draft | None:
    """The figure of the row or line above that a row `davon Ausland` is a part of, where the label names no figure of its own."""
    label = num.label_items or scope.line_label(reading, num)
    if not label or label[0].low not in scope.scope_words("of which") or label[0].low == "ohne":
        return None
    if any(hit.key.endswith("/name") for hit in reading.find(label)):
        return None
    before, near = context.figure_draft, reading.sentence.line - context.figure_line
    if before is None or near not in (0, 1) or context.figure_label != num.kind:
        return None
    return before


def _under_staff(reading: Reading) -> bool:
    """Whether what stands above a line or table names staff: its `Filialen` are those who work there."""
    return any(hit.key == "employees/name" for hit in reading.heading_hits)


def _is_below_profit(reading: Reading, context: Context) -> bool:
    """Whether the row above is one of operating profit: `EBIT | 31,4`, below it `in % des Umsatzes | 8,1`."""
    before, near = context.figure_draft, reading.sentence.line - context.figure_line
    return before is not None and near in (0, 1) and before.slots["metric"] in ("operating_profit", "margin")


def _is_row_of_houses(reading: Reading, num: Num) -> bool:
    """`Filialen | 112 | 118` in a table `in EUR Mio.` whose title names no figure: they are counted, no sums are by channel."""
    titled = any(hit.key.endswith("/name") for hit in reading.heading_hits)
    whole = float(num.value.get("value") or 0.5).is_integer() and "," not in num.ent.text
    return whole and not titled and len(num.label_items) == 1 and tables.are_houses(num.label_items[0])


def _own_head(num: Num) -> bool:
    """Whether the column of a number has a head that says more than that things are counted."""
    return bool(num.head_items) and not tables.counts_things(num.head_items)


def _names_its_own(reading: Reading, num: Num, hits: list[Hit]) -> bool:
    """Whether label, head or subject of the clause names a quantity: the number has not that of the figure before."""
    if any(hit.key.endswith("/name") for hit in (*hits, *_in_first_cell(reading, num))):
        return True
    if _subject_is_a_quantity(reading, num):
        return True
    label = num.label_items or (scope.line_label(reading, num) if scope.is_item(reading) else [])
    return any(item.ent is None and told.quantities().fit(item.low) for item in label)


def _in_first_cell(reading: Reading, num: Num) -> list[Hit]:
    """The phrases of the first cell or label of a line: `Kapazität nach Hochlauf | 2030: 24.000`, `EBITDA vor Sondereinflüssen: 142 Mio.`"""
    items = reading.sentence.items
    end = next((k for k in range(num.at) if items[k].text in ("|", ":")), 0)
    led = end if items[end].text == "|" else num.at  # a label is that of the first number behind it
    if num.label_items or any(other.at < led for other in reading.nums):
        return []  # `Umsatz H1 2025: 412 Mio. | H1 2024: 388 Mio.`
    return [hit for hit in reading.of_figures if hit.end <= end]


def _of_no_figure(reading: Reading, num: Num) -> str:
    """Why an earlier level or a change is no fact: the level beside it in one piece is none (`Das Ergebnis vor Steuern stieg um 8 % auf 5,4 Mio. nach 5,0 Mio. Euro`); else empty."""
    if num.part == "level" or num.label_items or not reading.ignored:
        return ""
    items = reading.sentence.items
    near = [
        other
        for other in reading.nums
        if other.part == "level"
        and (num.depth > other.depth or not gap(items, *sorted((other.at, num.at))))
        and (num.part == "change" or other.label == num.label or num.label == "NUMBER")
    ]
    before = [other for other in near if other.at < num.at]
    level = before[-1] if before else near[0] if near else None
    return reading.ignored.get(level.at, "") if level is not None else ""


def _subject_is_a_quantity(reading: Reading, num: Num) -> bool:
    """`Die Kundengelder erreichten …`: article and noun open the clause, and the noun or a verb of amounts shows it."""
    clause = _clause_with_noun(reading.sentence.items[: num.at], num.clause)
    while clause and clause[0].low in (",", ";", "–", "und", "während"):
        clause = clause[1:]
    if len(clause) < 3 or clause[0].low not in scope.scope_words("definite"):
        return False
    k = next((k for k in range(1, min(4, len(clause))) if clause[k].text[:1].isupper()), 0)
    if not k or clause[k].ent is not None or _anaphoric().fit(clause[k].low):
        return False
    measured = any(item.low in scope.scope_words("amounting") for item in clause[k + 1 :] if item.ent is None)
    return measured or told.quantities().fit(clause[k].low)


def _clause_with_noun(items: Sequence[Item], at: int) -> list[Item]:
    """The words of a clause, or of the one before that it goes on with: `Die Dividende beträgt 1,20 Euro je Aktie, insgesamt 3,6 Mio. Euro`."""
    clause = [item for item in items if item.clause == at]
    bare = not any(item.text[0].isupper() or is_verb(clause, k) for k, item in enumerate(clause))
    return _clause_with_noun(items, at - 1) if bare and at and clause else clause


@functools.cache
def _anaphoric() -> Forms:
    return Forms(words("figures")["scope"]["told_again"])


def _under_a_new_caption(reading: Reading, context: Context) -> bool:
    """Whether a table with a title of its own stands below another one: its bare numbers are none of those there."""
    page, row, before = reading.page, reading.sentence, context.figure_draft
    if page.kind(row) != "row" or before is None or page.lines[context.figure_line]["kind"] != "row":
        return False
    caption = tables.caption(page, row)
    return caption is not None and context.figure_line < caption.line


def _is_bare_change(rule: NumberRule, num: Num, reading: Reading) -> bool:
    """`Auf Elektroautos entfielen 53'300`: a change without its noun, in a sentence that does not name it either.

    Where the sentence before speaks of it, it is none: `… 64 Personen. Bis 2028 sollen 350 hinzukommen.`
    """
    if not rule.as_change or num.noun or any(rule.counts.fit(item.low) for item in reading.sentence.items):
        return False
    draft = reading.before
    return not (draft is not None and reading.goes_on and draft.slots["metric"] == rule.set.get("metric"))


def _is_there(reading: Reading, num: Num) -> bool:
    """Whether a number of jobs is one that there are: the whole of which some go, `Die 420 Arbeitsplätze sind gesichert`, `96 davon entfallen auf die Hotels` of people that there are."""
    own = {hit.key for hit in reading.cues if reading.sentence.items[hit.start].clause == num.clause}
    before = reading.before
    if "part/dealt" in own and before is not None and before.slots.get("value"):
        return True
    named = num.at and reading.sentence.items[num.at - 1].low in scope.scope_words("definite")
    if is_whole(num.sentence, num.at) or growth.are_taken_over(reading, num):
        return True
    return bool(named and "change/goes" not in own)


def _is_of_another_noun(rule: NumberRule, items: Sequence[Item], hit: Hit) -> bool:
    """`Angemeldete Mitglieder: 5.930`: a participle in front of a noun that the rule does not count says nothing of its figures."""
    at = hit.end + 2 if [item.text for item in items[hit.end + 1 : hit.end + 2]] == ["-"] else hit.end  # `E-Bikes`
    behind = items[at] if at < len(items) else None
    if not rule.counted or behind is None or behind.ent is not None or not behind.text[0].isupper():
        return False
    inflected = hit.end == hit.start + 1 and items[hit.start].low.endswith(
        ("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes")
    )
    return inflected and not rule.counts.fit(behind.low)


def _is_goods(rule: NumberRule, num: Num) -> bool:
    """`21.400 Uhren verließen die Manufaktur`: other things than the rule counts are made, too, but nobody and no place is."""
    if not rule.goods or num.label != "NUMBER" or num.ent.text.isalpha():
        return False
    low = num.noun[-1].low if num.noun and num.noun[-1].ent is None else ""
    none = (word_class("person"), word_class("moving"), told.uncounted())
    return bool(low) and not (any(forms.fit(low) for forms in none) or _is_elsewhere(num))


def _is_elsewhere(num: Num) -> bool:
    """`verkauft in 120 Länder`, `bei 140 Partnern bestellt`: what is counted is where or from whom, not what is sold."""
    return bool(num.noun) and (
        word_in_front(num.sentence, num) in ("in", "aus", "bei", "von", "an")
        or word_class("presence").fit(num.noun[-1].low)
    )


def _needs_no_word(rule: NumberRule) -> bool:
    """Whether a number may be the rule's without any of its words: see `_claim` and `_defaults`."""
    weighed = bool(rule.name or rule.verb)
    return rule.verb == ("*",) or bool(rule.alone) or (weighed and rule.set.get("metric") in ("count", "share"))


def _masked(item: Item) -> str:
    """Entities are no trigger words, but a DATE or PLACE may be part of a phrase by its label."""
    if item.ent is None:
        return item.low
    return f"<{item.ent.label.lower()}>" if item.ent.label in NAMED_IN_PHRASES else f"\0{item.ent.label}"


def _ends_a_name(reading: Reading, num: Num) -> bool:
    """`die Super Ténéré 1200`, `der SEAL 7 Touring`: digits right behind a name that no common noun follows are a part of the name."""
    items, at = num.sentence.items, num.at
    if num.label != "NUMBER" or not at or not num.ent.text.isdecimal() or len(num.ent.text) > LONGEST_IN_NAME:
        return False
    if reading.page.kind(reading.sentence) in ("row", "item", "bullet"):
        return False
    before = items[at - 1]
    named = before.ent is not None and before.ent.label in ("BRAND", "MODEL")
    closes = at + 1 == len(items) or items[at + 1].text in ".,;"
    if named and closes and reading.view is not None and reading.view.last and before.clause != items[0].clause:
        return False  # `Der EV3 kommt 605 km weit, der EV2 448`
    strange = before.ent is None and before.text[0].isupper() and before.text.isalpha() and not _is_common(before)
    if not named and (not strange or at == 1 or items[at - 2].text in OPENING):
        return False
    return not num.noun or (num.noun[-1].ent is None and len(num.noun) == 1 and not _is_common(num.noun[-1]))


def _is_no_amount(num: Num) -> bool:
    """`eine schwarze Null`; `Jugendliche unter 25: 35.616`, where the first number ends the label of the second."""
    items, at = num.sentence.items, num.at
    if num.label != "NUMBER":
        return False
    if _is_rank(num):
        return True
    of_label = not num.noun or (at > 1 and items[at - 2].text == "(")
    if at and of_label and items[at - 1].low == "in" and num.ent.text in words("figures")["column"]["scale"]:
        return True  # `Übernachtungen (in 1000)`; no `in 1000 Läden`
    labels = items[at + 1 : at + 2] != [] and items[at + 1].text == ":" and not num.noun and bool(at)
    return num.ent.text.lower() == "null" or (labels and items[at - 1].low != ":")


def _is_rank(num: Num) -> bool:
    """`gehört zu den 100 größten Zulieferern`."""
    items, at = num.sentence.items, num.at
    behind = items[at + 1 : at + 2]
    if not at or items[at - 1].low not in ("den", "die", "der") or not behind or behind[0].ent is not None:
        return False
    return word_class("ranking").fit(behind[0].low) and (num.value.get("value") or 0) <= HIGHEST_RANK


HIGHEST_RANK = 1000
"""Places up to which somebody is among the largest."""


def _is_common(item: Item) -> bool:
    """Whether a word is a German noun, or any other listed word that may open a sentence."""
    return is_noun(item.text) or lexicon.known(item.low) or bool(lexicon.head(item.low))


OUTLAY = "a sum for something"
"""The claim of an investment on a line that says no more than a sum and what it is for."""
LONGEST_IN_NAME = 4
"""Digits that a name of a model ends in."""
OPENING = frozenset(".:!?»«„“–|(")


def _is_each(num: Num) -> bool:
    """`eine Prämie von je 400 Euro`, `3 Euro je Aktie`: what each one gets or costs has not the metric of the figure before."""
    items, at = num.sentence.items, num.at
    front = items[at - 1].low if at else ""
    behind = items[at + 1].low if at + 1 < len(items) and items[at + 1].ent is None else ""
    return num.label == "MONEY" and ("je" in (front, behind) or "pro" in (front, behind))


def _is_age(num: Num) -> bool:
    """`Livia Brunner (44)`: a number alone in brackets behind a person."""
    items, at = num.sentence.items, num.at
    named = (
        at > 1 and items[at - 1].text == "(" and (person := items[at - 2].ent) is not None and person.label == "PERSON"
    )
    return bool(named) and num.label == "NUMBER" and items[at + 1 : at + 2] != [] and items[at + 1].text in "),"


def _accepts(rule: NumberRule, num: Num, in_table: bool) -> bool:
    if num.label not in rule.labels:
        return False
    if num.label in ("QUANTITY", "DURATION") and rule.units:
        small = rule.flow and num.unit == "kWh" and abs(num.value.get("value") or 0) < LARGE  # a battery's, no output
        return num.unit in rule.units and not small
    if num.label == "PERCENT":
        return num.unit != "pp"
    value = num.value.get("value")
    summed = in_table and "MONEY" in rule.labels  # a sum whose currency stands in the head
    whole = (rule.unit in ("vehicle", "person") or rule.set.get("metric") == "count") and num.label == "NUMBER"
    if (
        whole
        and not summed
        and value is not None
        and (value != int(value) or (rule.flow and not rule.bare and num.ent.text.isalpha() and value <= 12))
    ):
        return False  # `zwei neue Modelle` is no output
    if num.label == "NUMBER" and "PERCENT" in rule.labels:
        return (value or 0) <= 100 and not num.noun and (in_table or num.depth > 0 or num.part == "previous")
    if (
        num.label == "NUMBER"
        and "NUMBER" in rule.labels
        and (rule.units or "MONEY" in rule.labels or "PERCENT" in rule.labels)
    ):
        # a bare number is money, percent or a quantity only where a table, list or the number before gives the unit
        return in_table or rule.bare or (not num.noun and (not rule.scaled or _is_large(num)))
    return True


def _is_large(num: Num) -> bool:
    """Whether a number has a scale word or is a coordinated part of one that has (`1,2 und 0,9 Millionen Franken`)."""
    if not num.ent.text.replace(",", "").replace(".", "").isdigit():
        return any(abs(num.value[key]) >= SUMS_FROM for key in ("value", "min", "max") if num.value.get(key))
    behind = num.sentence.items[num.at + 1 : num.at + 2]
    return "," in num.ent.text and bool(behind) and behind[0].low in ("und", "sowie", ",")


def _defaults(rule: NumberRule, reading: Reading, num: Num, context: Context) -> list[Claim]:
    """What a number is where no name or verb claims it: a count of its noun, a share of what follows."""
    metric = rule.set.get("metric")
    if rule.id == outlays.LINE and outlays.is_line(reading, num):
        return [Claim(COLUMN, OUTLAY)]
    if num.unit in rule.alone and num.label == "QUANTITY":
        return [Claim(3.1, "unit")]
    if metric == "count" and num.label == "NUMBER" and num.noun and num.noun[-1].ent is None:
        last = num.noun[-1].low
        if rule.counted and not rule.counts.fit(last):
            return []
        if _is_anaphoric(reading, num) or _is_in_passing(reading, num):
            return []
        if told.is_counted_after_all(reading, num, context) or (
            not told.uncounted().fit(last) and not num.value.get("unit")
        ):
            bare = is_unit_noun(num) and "NUMBER" in context.main
            return [Claim(2.6 if bare else 3.3, "counted noun without a metric")]
    if metric == "count" and not rule.counted and num.label == "NUMBER" and not num.noun and num.part == "level":
        above = reading.title_hits if _own_head(num) else reading.heading_hits
        headed = any(hit.key.endswith("/name") for hit in above)
        label = scope.line_label(reading, num) or (tables.thing(reading.page, num) if not headed else [])
        if label and all(item.ent is None for item in label) and label[-1].text[0].isupper() and len(label) <= 4:
            return [Claim(3.1, "label of a line")]
    if metric == "share" and num.label == "PERCENT" and rule.id == "share":
        items = reading.sentence.items[num.at + 1 : num.at + 3]
        if items and items[0].low in ("der", "aller", "des", "seiner", "ihrer", "unserer", "davon", "von"):
            return [Claim(5.2, "percent of")]
        if num.at and reading.sentence.items[num.at - 1].low == "zu":
            return [Claim(3.4, "to so many percent")]
        if items and items[0].ent is None and items[0].text[0].isupper() and num.part == "level":
            return [Claim(3.2, "percent and noun")]
    return []


def _is_anaphoric(reading: Reading, num: Num) -> bool:
    """`der drei Unternehmen`: a small number in words behind an article counts what is known already; no `…, der zwei Werke unterhält`, `der zehn Genossenschaften`."""
    items = reading.sentence.items
    before = items[num.at - 1].low if num.at else ""
    if num.at > 1 and items[num.at - 2].text == "," and before in ("der", "die", "das"):
        clause = [item for item in items if item.clause == num.clause and item.text[0].isalpha()]
        if clause and clause[-1].ent is None and word_class("having").fit(clause[-1].low):
            return False
    led = before in ("der", "die", "den", "dem", "diese", "diesen", "alle", "allen") and num.ent.text.isalpha()
    return led and not _are_several(reading, num)


def _is_in_passing(reading: Reading, num: Num) -> bool:
    """A small number in words in running text counts only where the clause says that someone has so many."""
    if (
        not num.ent.text.isalpha()
        or reading.page.kind(reading.sentence) not in ("paragraph", "item", "bullet")
        or reading.page.zone(reading.sentence) == "head"
    ):
        return False
    if word_class("presence").fit(num.noun[-1].low):
        return False
    if _is_what_a_thing_has(num) or _are_several(reading, num):
        return False
    clause = [item.low for item in reading.sentence.items if item.clause == num.clause]
    return not any(map(word_class("having").fit, clause))


def _are_several(reading: Reading, num: Num) -> bool:
    """`gliedert sich in fünf Zentren`, `will zwölf Schubverbände umrüsten`: so many things are told for their number; no people, no `die ersten sechs Züge`, `so groß wie sechs Fußballfelder`."""
    items, noun = reading.sentence.items, num.noun[-1].low
    front = items[num.at - 1].low if num.at else ""
    return (
        (num.value.get("value") or 0) >= SEVERAL
        and not word_class("person").fit(noun)
        and front not in ("ersten", "wie", "durch")
        and num.value.get("approx") not in ("at_least", "at_most")
        and not _is_told_before(reading.page, num)
    )


def _is_told_before(page: Page, num: Num) -> bool:
    """`fertigt sechs E-Modelle … derzeit laufen hier sechs Elektromodelle vom Band`: as many of the same things were counted above."""
    noun = num.noun[-1].low.rpartition("-")[2]
    for ent in page.ents:
        if ent.start >= num.ent.start:
            return False
        if ent.label == "NUMBER" and (ent.value or {}).get("value") == num.value.get("value"):
            word = page.text[ent.end : ent.end + LONGEST].split()[:1]
            head = word[0].lower().rpartition("-")[2].strip(",.;:") if word else ""
            if min(len(noun), len(head)) > SHORT and (noun.endswith(head) or head.endswith(noun)):
                return True
    return False


LONGEST, SHORT = 60, 3
"""Letters that a noun has at most, and that are too few to know it by."""


def _is_what_a_thing_has(num: Num) -> bool:
    """`das Werk Linz mit zwölf Pressen`, `der H145 mit fünf Rotorblättern`: not two or three of them, which only tell how it looks."""
    items = num.sentence.items
    at = in_front(items, num.at)
    if (
        at < 1
        or items[at].low != "mit"
        or (num.value.get("value") or 0) < MANY
        or num.value.get("approx") == "at_least"
    ):
        return False
    owner = items[at - 1].ent
    return owner is not None and owner.label in ("SITE", "MODEL")


MANY, SEVERAL = 4, 5
"""Parts of a thing, and things of any kind, from which on their number is told for its own sake."""


def is_unit_noun(num: Num) -> bool:
    """Whether what is counted is only `Einheiten`, `Stück`, `Fahrzeuge`: the metric stands elsewhere."""
    return bool(num.noun) and word_class("unit").fit(num.noun[-1].low)


def _levels_between(reading: Reading, num: Num, hit: Hit, rule: NumberRule) -> int:
    low, high = sorted((num.at, hit.start))
    return sum(
        1 for other in reading.nums if low < other.at < high and other.part == "level" and other.label == num.label
    )
