"""When a figure holds: what could be its period, and what words say of it without any doubt."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import deals, growth, reported, scope, undated
from pressefakten.facts.candidates import (
    PERIODS,
    Bag,
    Candidate,
    Told,
    above_bullets,
    front_of,
    go_on,
    is_part,
    labels_of,
    names_near,
    noun_kind,
    shape,
    with_guess,
    words_of,
)
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import (
    Context,
    Time,
    day_slot,
    exact_value,
    shift,
    slot_key,
    time_slot,
)
from pressefakten.facts.cues import Num, gap, word_in_front
from pressefakten.facts.page import NUMERIC, Ent, Item, Page, Sentence
from pressefakten.facts.rules import word_class
from pressefakten.normalize.timex import NUMBERED_PART, bounds

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading
    from pressefakten.facts.rules import Draft


WEIGHED = frozenset((
    "column", "figure before", "prior word", "figure of the whole", "signing", "line", "main again", "beside a dated one",
    "so long before", "words of the sentence", "stand", "sum", "same figure before",
))  # fmt: skip
"""What is told by these kinds of words is right too seldom on releases from which no rule was written (17 to 94 in 100): it is weighed, all else is believed."""


def periods(
    reading: Reading, num: Num, context: Context, draft: Draft, manner: list[str], guess: Time | None, current: Time | None = None,
) -> list[Candidate]:  # fmt: skip
    """Times that a figure may hold for; `manner` is that of `manner_of`, `guess` what the rules say, `current` the period of the level beside."""
    page, sentence = reading.page, reading.sentence
    metric = str(draft.slots["metric"])
    kind = "flow" if draft.flow else "moving" if _moves(num) else "stock"
    zone, line = page.zone(sentence), page.kind(sentence)
    cue = _expectation(reading, num)
    dates = [
        ent
        for ent in scope.dates_of(sentence)
        if not (draft.flow and cue in AHEAD and is_now(ent))
        and not is_of_cause(sentence.items, ent)
        and not _is_of_step_before(reading, num, ent)
        and not _is_of_portrait(sentence, num, ent)
    ]
    several = f"dates:{min(len(dates), 2)}"
    front = front_of(sentence.items, num)
    issuer, by_words = f"issuer:{context.issuer_kind}", [] if draft.flow else words_of(reading, num)
    said_here = [issuer, f"{issuer}:{kind}", f"counts:{noun_kind(num)}", *by_words]
    bag = Bag(
        (*said_here, *manner, *(f"{m}:{kind}" for m in manner), cue, kind, num.part, f"zone:{zone}:{kind}", f"line:{line}", f"{several}:{kind}", f"metric:{metric}", *front),
        (*said_here, *manner, kind, several, line, cue, f"metric:{metric}", *front),
    )  # fmt: skip

    def add(value: Time | None, ent: Ent | None, place: str, *features: str) -> None:
        if value is None or value["value"] in ("PAST_REF", "FUTURE_REF"):
            return
        form = "day of release" if value["value"] == "PRESENT_REF" else shape(value["value"])
        if form == "day" and ent is not None and is_named_day(ent):
            form = "day by name"
        if value["value"] == "PRESENT_REF":
            value = day_slot(page)
        main = _against(value, context.period) if context.period and value else ""
        whole = _against(value, context.document) if context.document and value else ""
        if value and page.published and (bounds(value["value"], value.get("mod"))[0] or "") > page.published:
            features += (
                "ahead",
                f"ahead:{cue}",
                f"ahead:{num.part}",
                f"ahead:{metric}",
                f"ahead:{cue}:{metric}",
                f"ahead:{manner[1]}",
            )
        placed = _placed_time(place, form, num.part, main, whole)
        if value and bag.is_new(value):
            features += tuple(context.standing["period"].features(slot_key(value), sentence, kind, form))
        bag.add(value, ent, place, features + placed + _shaped(form, kind, metric, manner[1]))

    def words() -> Told | None:
        """What words tell of the time, the surest first."""
        own = scope.bracket_date(sentence.items, num)
        label = scope.label_ent(scope.line_label(reading, num), ("DATE",))
        listed = scope.day_of_list(page, sentence) if kind == "stock" and label is None else None
        known = label or listed
        labelled = time_slot(known) if known is not None else None
        if own is not None and labelled is not None and num.part == "previous":
            vague = scope.is_prior(own) and scope_vague(own, labelled)
            year = str((own.value or {})["value"])
            then = scope.in_year(labelled, year) if listed is not None or kind == "stock" else None
            return Told("bracket", shift(labelled) if vague else then or time_slot(own), own)
        if listed is not None and not dates:
            return Told("day of the list", shift(labelled) if num.part == "previous" else labelled, listed)
        in_table = scope.two_heads(num) or scope.year_to_date(page, num, context)
        in_table = in_table or reported.in_row(reading, num) or reported.day_of_row(num)
        if in_table is not None:
            return Told("heads", in_table)
        for place, items in labels_of(reading, num):
            ent = scope.label_ent(items, ("DATE",))
            if ent is not None and ent.value and line == "paragraph" and ent.value["value"] == page.published:
                continue  # `21.07.2026 – Karlsruhe:` opens the text
            if ent is not None and ent.value:
                earlier = place == "line" and num.part == "previous" and num.depth > 0 and not scope.is_prior(ent)
                if place == "line" and scope.speaks_of_outlook(items):
                    return Told("line", time_slot(ent), ent)
                own_time = scope.own_period(page, ent, num, context)
                if earlier:
                    return Told(f"{place} before", shift(own_time), ent)
                if not scope.is_whole_year(page, num) and not (
                    place == "column" and scope.titled_period(page, ent, num)
                ):
                    for source, whole in (
                        ("heading", _heading_period(reading, context)),
                        ("main", context.period),
                        ("document", context.document),
                    ):
                        if whole is None or scope.DAY.fullmatch(whole["value"]):
                            continue
                        if place != "column" or scope.heads_year(page, num, whole["value"][:4]):
                            add(scope.in_year(whole, str(ent.value["value"])), ent, f"in:{place} of {source}")
                return Told(place, own_time, ent)
        told = all(scope.is_compared(sentence.items, ent) or scope.is_prior(ent) for ent in dates)
        dated = scope.title_date(page, num) or (_of_list(reading, num, draft) if told else None)
        if dated is not None:
            return Told("title", scope.headed_time(dated, context), dated)
        if (beside := scope.beside_dated(reading, num, context)) is not None:
            return Told("beside a dated one", beside)
        if (stated := _stated_before(num, draft, context, dates)) is not None:
            return Told("same figure before", stated)
        if context.figure_draft is not None and context.figure_line == sentence.line and is_part(reading, num):
            return Told("figure of the whole", context.figure_draft.slots.get("period"))
        sum_of = context.whole(num) if not dates else None
        if sum_of is not None and sum_of.slots.get("period"):
            return Told("sum", sum_of.slots["period"])
        said = reported.until_then(page, sentence, num) if num.part != "previous" else None
        if said is None and all(scope.is_compared(sentence.items, ent) or scope.is_prior(ent) for ent in dates):
            said = reported.counted_up(reading, context)
        if said is not None:
            return Told("words of the sentence", said)
        plain = [ent for ent in dates if not scope.is_compared(sentence.items, ent) and not scope.is_prior(ent)]
        if metric == "orders" and deals.is_deal(sentence, num):
            if (signed := deals.signed_on(reading, num, plain, context)) is not None:
                return Told("signing", time_slot(signed), signed)
            if (order := deals.goes_on_with(reading, num, plain, draft, context)) is not None:
                return Told("order", order.slots.get("period"))
            if line == "paragraph" and cue not in AHEAD and deals.is_undated(reading, num, dates, context):
                return Told("order without a day")
        held = kind == "stock" or metric == "orders"  # `Der Auftragsbestand lag zum Bilanzstichtag bei …`
        at_cutoff = held and num.part == "level" and not plain and _at_cutoff(sentence.items, num)
        if at_cutoff and (day := context.cutoff()) is not None:
            return Told("cutoff", day)
        if draft.flow and not plain and (compared := _against_part(reading, num, dates)) is not None:
            return Told("compared", compared[0], compared[1])
        if undated.is_undated(reading, num, draft, kind, dates):
            return Told("undated")
        if kind == "stock" and (planned := undated.planned_then(reading, num, plain)) is not None:
            return Told("plan", time_slot(planned), planned)
        if (alike_part := _same_in_year(reading, num, dates, context)) is not None:
            return Told("same part of the year", alike_part[0], alike_part[1])
        opening = _opening(reading, num, dates)
        if opening is not None and (kind != "stock" or (opening.value or {}).get("mod") == "START"):
            return Told("opening", _meant(reading, opening, context), opening)
        if num.part == "level" and _is_some_day(sentence.items, num, dates):
            return Told("some day")
        if (taken_up := _same_time(reading, num, plain)) is not None:
            return Told("same time", time_slot(taken_up), taken_up)
        if not plain and (foreseen := _of_whole_year(reading, num, context, cue)) is not None:
            return Told("outlook", foreseen)
        if not plain and (planned := _planned_until(reading, num)) is not None:
            return Told("plan", time_slot(planned), planned)
        if (turned := _turned(reading, num, dates, context)) is not None:
            return Told("turn", turned)
        if (elided := _elided_part(sentence.items, num, dates)) is not None:
            return Told("elided part", elided[0], elided[1])
        if metric == "employees" and num.part == "level" and not plain and _is_average(reading, num):
            return Told("average", context.document)
        if cue in AHEAD and num.part == "level" and (goal := _until(sentence.items, num, dates)) is not None:
            return Told("until", time_slot(goal), goal)
        if (behind := _right_behind(sentence.items, num, dates)) is not None:
            return Told("right behind", _meant(reading, behind, context), behind)
        if (related := _of_relative(sentence.items, num, dates)) is not None:
            return Told("relative", time_slot(related), related)
        if (before_that := _so_long_before(reading, num, dates, context)) is not None:
            return Told("so long before", before_that[0], before_that[1])
        if not plain and num.part == "level" and (framed := _told_before(reading, num, draft, cue)) is not None:
            return Told("frame of the paragraph", framed[0], framed[1])
        stands = (
            [ent for ent in plain if _is_stand(sentence.items, ent)] if kind == "stock" and num.part == "level" else []
        )
        if len(stands) == 1:
            return Told("stand", time_slot(stands[0]), stands[0])
        if (end := _end_of_range(reading, num, dates)) is not None:
            return Told("step", end[0], end[1])
        if (
            num.part == "previous"
            and current is not None
            and (step := _from_now(reading, num, draft, dates)) is not None
        ):
            return Told("step", step[0], step[1])
        past = _a_year_before(reading, num, dates, context) or _level_before(reading, num, dates, current)
        if past is not None and past[0] is not None:
            return Told("prior word", past[0], past[1])
        if (framing := _in_clause(reading, num, draft, plain)) is not None:
            return Told("clause", _meant(reading, framing, context), framing)
        if draft.rule == JOBS and (due := of_jobs(reading, num, plain)) is not None:
            return Told("jobs", _meant(reading, due, context), due)
        near = [ent for ent in plain if not gap(sentence.items, ent.item, num.at)]
        if num.part == "level" and draft.flow and not near and (part := _named_by_noun(reading, num, context, cue)):
            return Told("noun", part)
        if (with_before := _as_before(reading, num, draft, context, dates, cue)) is not None:
            return Told("figure before", with_before)
        whole_sentence = _opening(reading, num, dates, apart=True) if draft.flow and len(dates) == 1 else None
        if whole_sentence is not None and not num.label_items and not num.head_items:
            return Told("opening apart", _meant(reading, whole_sentence, context), whole_sentence)
        if (dated := _in_own_bracket(sentence.items, num, dates)) is not None:
            return Told("own bracket", _meant(reading, dated, context), dated)
        if draft.flow and (back := _part_again(reading, num, context)) is not None:
            return Told("main again", back)
        return None

    if (told := words()) is not None:
        add(told.value, told.ent, f"in:told {told.by}")
        if told.by not in WEIGHED:
            return bag.named() or bag.all()
        bag.tell(told.by)
    standing = context.standing["period"]
    bag.found[None].words.update(standing.features("", sentence, f"no {kind}", metric))
    ranked = sorted(dates, key=lambda ent: (gap(sentence.items, ent.item, num.at), abs(ent.item - num.at)))
    if num.part == "level":
        ranked = [ent for ent in ranked if not _is_left_behind(sentence.items, ent, num)]
    for rank, ent in enumerate(ranked):
        features = [
            f"rank:{min(rank, 2)}",
            *names_near(reading, num, ent),
            *_in_order(reading, num, ent, dates),
            *_time_features(reading, num, ent),
            *deals.signed(sentence, metric),
        ]
        before = context.figure_draft.slots.get("period") if context.figure_draft is not None else None
        base = current or before or _named_before(page, ent, context)
        value = _meant(reading, ent, context)
        if told is None and scope.is_prior(ent) and before is not None and _has_dated(context, sentence, ent):
            add(before, ent, "in:told date of the figure before")
            bag.tell("date of the figure before")
            continue
        again = value == base and not _is_prior_itself(page, context)
        if base is not None and scope.is_prior(ent) and (again or "monate" in ent.text.lower()):
            value = shift(base)  # `im vergangenen Jahr … Im Vorjahr`, `Ende 2025 … zwölf Monate zuvor`
        add(value, ent, "in:sentence", *features)
        if base is not None and scope.is_prior(ent) and scope_vague(ent, base):
            add(shift(base), ent, "in:prior word", *features)
    for place, above in reading.around:
        found = scope.dates_of(above)
        for at, ent in enumerate(found):
            last = ["last of its line"] if at == len(found) - 1 else []
            add(
                scope.headed_time(ent, context),
                ent,
                f"in:{place}",
                *last,
                *_of_line(above, ent),
                *deals.signed(above, metric),
            )
    for above in reading.titles:
        for ent in above.ents:
            if ent.label == "DATE" and ent.value:
                add(scope.headed_time(ent, context), ent, "in:title")
    for signed in deals.signings(page, context) if metric == "orders" else ():
        add(time_slot(signed), signed, "in:signing")
    add(context.period, None, "in:main")
    add(context.document, None, "in:document")
    add(shift(context.document), None, "in:document a year earlier")
    for place, below in reading.below:
        for ent in below.ents:
            if ent.label == "DATE" and ent.value:
                add(
                    scope.headed_time(ent, context),
                    ent,
                    f"in:{place}",
                    *deals.signed(below, metric),
                )
    if context.figure_draft is not None:
        same = context.figure_line == sentence.line
        add(context.figure_draft.slots.get("period"), None, "in:figure before" + (" same line" if same else ""))
    add(context.figure_flow, None, "in:flow before")
    alike = context.by_metric.get(str(draft.slots["metric"]))
    if alike is not None:
        add(alike.slots.get("period"), None, "in:same metric before")
    if current is not None:
        add(shift(current), None, "in:year earlier")
        add(current, None, "in:current")
    if any(item.low in scope.scope_words("cutoff") for item in sentence.items):
        add(context.cutoff(), None, "in:cutoff")
    if page.published:
        running = {"value": page.published[:4], "mod": None}
        add(running, None, "in:year of release")
        add(shift(running), None, "in:year before release")
    add(day_slot(page), None, "in:day of release")
    if context.stock is not None and not draft.flow:
        add(context.stock.slots["period"], None, "in:stock before")
    go_on(bag, reading, num, context, metric, "period", bool(dates))
    return with_guess(bag, guess)


def _stated_before(num: Num, draft: Draft, context: Context, dates: Sequence[Ent]) -> Time | None:
    """The period of a figure of the head or a table that the text repeats to the digit without a date in its clause."""
    if num.part == "change" or any(not gap(num.sentence.items, ent.item, num.at) for ent in dates):
        return None
    exact = exact_value({"metric": draft.slots["metric"], "value": draft.slots.get("value")})
    return context.stated.get(exact) if exact is not None else None


def _has_dated(context: Context, sentence: Sentence, ent: Ent) -> bool:
    """`Ein Jahr zuvor waren es 7.611 an 1.205 Standorten`: whether the figure before in the sentence has this very date."""
    draft = context.figure_draft
    return (
        draft is not None
        and context.figure_sentence == sentence.index
        and draft.sources.get("period") == (ent.start, ent.end)
    )


def _part_again(reading: Reading, num: Num, context: Context) -> Time | None:
    """The month or quarter that the release is about, for a paragraph without a date below one that counted from January to its end.

    `Von Januar bis Oktober waren es 2,4 Millionen.` and then, in a paragraph of its own, `Auf Opel entfielen 12.440.`
    """
    page, sentence, main, last = reading.page, reading.sentence, context.document, context.figure_flow
    if main is None or last is None or page.kind(sentence) != "paragraph" or page.zone(sentence) != "body":
        return None
    whole = reported.from_new_year(main)
    if whole is None or last not in (whole, main) or num.part != "level":
        return None
    if last == main and context.figure_line != sentence.line:
        return None
    own = [
        other
        for other in page.sentences[max(0, sentence.index - 8) : sentence.index + 1]
        if other.line == sentence.line
    ]
    head = page.heading(sentence)
    dated = any(ent.label in ("DATE", "DURATION") for other in [*own, *([head] if head else [])] for ent in other.ents)
    return main if not dated and reading.tense(num.clause) != 1 else None


def _named_before(page: Page, ent: Ent, context: Context) -> Time | None:
    """The document's period, for a word such as `Vorjahr` only if a date in front of it names that period in so many words."""
    period = context.document
    if period is None or not scope.is_prior(ent):
        return period
    if context.named_first is None:
        named = (
            one.end for one in page.ents if one.label == "DATE" and not scope.is_prior(one) and time_slot(one) == period
        )
        context.named_first = next(named, -1)
    return period if 0 <= context.named_first <= ent.start else None


@functools.lru_cache(maxsize=8192)
def _placed_time(place: str, form: str, part: str, main: str, whole: str) -> tuple[str, ...]:
    """A time of a form in a place, beside the main period and that of the whole document (empty: there is none)."""
    found = (f"{place}:{form}", f"part:{part}:{place}")
    return (*found, *([f"{place}:{main}"] if main else ()), *([f"{place}:doc:{whole}"] if whole else ()))


@functools.lru_cache(maxsize=8192)
def _shaped(form: str, kind: str, metric: str, tense: str) -> tuple[str, ...]:
    """A time of a form for a figure of a kind."""
    return f"shape:{form}:{kind}", f"shape:{form}:metric:{metric}", f"shape:{form}:{tense}"


def _meant(reading: Reading, ent: Ent, context: Context) -> Time | None:
    """The time that a date of the sentence stands for, with what stands beside it."""
    if context.document and ent.text.casefold().startswith(tuple(scope.scope_words("reported on"))):
        return dict(context.document)  # `im Berichtszeitraum`, also behind `im zweiten Quartal`
    value = reported.stretch(reading.sentence, ent) or reported.months_of_year(reading.sentence, ent)
    value = (
        value
        or reported.months_in_bracket(reading.sentence, ent)
        or scope.since_new_year(ent, context)
        or _of_running_year(reading, ent, context)
        or _until_month(reading, ent)
    )
    return value or scope.quarter_of(ent, context) or time_slot(ent)


def _until_month(reading: Reading, ent: Ent) -> Time | None:
    """`Bis einschließlich August waren es in diesem Jahr 24.300`: the months of the year that is running up to that one."""
    items, value = reading.sentence.items, ent.value or {}
    month = re.fullmatch(r"\d{4}-\d\d", str(value.get("value"))) and not value.get("mod")
    until = month and "bis" in scope.before(items, ent.item, 3)
    running = tuple(scope.scope_words("running"))
    beside = (other for other in reading.sentence.ents if other.label == "DATE" and other is not ent and other.value)
    told = any(
        other.text.casefold().split()[0].startswith(running) and str((other.value or {})["value"]) == value["value"][:4]
        for other in beside
        if until and items[other.item].clause == items[ent.item].clause
    )
    return {"value": f"{value['value'][:4]}-01/{value['value']}", "mod": None} if told else None


def _of_running_year(reading: Reading, ent: Ent, context: Context) -> Time | None:
    """`Von den Neuwagen des laufenden Jahres fuhren 23 % elektrisch`: what is told of a year that is not over, up to the end of what is reported."""
    main, year = context.document, str((ent.value or {}).get("value"))
    running = context.market and ent.text.casefold().split()[0].startswith(tuple(scope.scope_words("running")))
    if main is None or not running or main["value"][:4] != year or len(year) != 4:
        return None
    ahead = any(hit.key in ("status/forecast", "status/target") for hit in reading.cues)
    if ahead or reading.tense(reading.sentence.items[ent.item].clause) == 1:
        return None
    so_far = re.fullmatch(r"\d{4}-H1|\d{4}-01/\d{4}-\d\d", main["value"])
    return dict(main) if so_far else reported.from_new_year(main)


def _opening(reading: Reading, num: Num, dates: Sequence[Ent], *, apart: bool = False) -> Ent | None:
    """The period that frames a sentence from its first place on: `Im September lieferte das Werk …`, no other date beside it.

    `apart`: also for a figure in a later clause.
    """
    items = reading.sentence.items
    plain = [ent for ent in dates if not scope.is_compared(items, ent) and not scope.is_prior(ent)]
    if len(plain) != 1 or reading.page.kind(reading.sentence) == "row":
        return None
    ent, value = plain[0], plain[0].value or {}
    if num.part != "level" and not (num.part == "previous" and re.search(r"\d{4}", ent.text)):
        return None
    heads = ent.item
    while heads > 1 and items[heads - 1].ent is None and items[heads - 1].low in scope.scope_words("framed"):
        heads -= 1  # `im Geschäftsjahr 2020`, `in den Monaten Juli bis September`
    opens = next((k for k in range(heads) if items[k].low not in scope.scope_words("before a frame")), heads)
    if (
        heads == opens + 1
        and ent.item < num.at
        and value.get("mod") == "START"
        and items[opens].low in scope.scope_words("since")
    ):
        return ent  # `Seit Jahresbeginn summieren sich …`
    first = ent.item == 0 or (heads == opens + 1 and items[opens].low in scope.scope_words("framing"))
    framed = first and ent.item < num.at and not value.get("mod") and (apart or not gap(items, ent.item, num.at))
    return ent if framed and shape(str(value["value"])) in PERIODS else None


def _a_year_before(
    reading: Reading, num: Num, dates: Sequence[Ent], context: Context
) -> tuple[Time | None, Ent] | None:
    """A date of comparison that opens the clause of a figure is the time of the figure before, a year earlier.

    `Ein Jahr zuvor waren es …` at the head of a sentence, `… 1,2 Milliarden, im Vorjahr waren es noch 1,1` behind a figure.
    """
    items = reading.sentence.items
    ent = next((one for one in reversed(dates) if one.item < num.at and scope.is_prior(one)), None)
    if ent is None or num.part != "level" or gap(items, ent.item, num.at):
        return None
    vague = not any(map(ent.text.casefold().startswith, scope.scope_words("a year before")))
    if vague and not scope.is_of_prior_year(ent):
        return None
    head = ent.item
    while (
        head and items[head - 1].ent is None and items[head - 1].low in scope.scope_words("in front of the year before")
    ):
        head -= 1
    if any(item.low in scope.scope_words("whole") for item in items[head : ent.item]):
        return None  # `im gesamten Vorjahr`
    if context.figure_draft is not None and context.figure_sentence == reading.sentence.index:
        opens = bool(head) and (
            items[head - 1].text in CLAUSE_MARKS or items[head - 1].low in scope.scope_words("opens a clause")
        )
        before = context.figure_draft.slots.get("period")
        then = before if _has_dated(context, reading.sentence, ent) else shift(before)
        return (then, ent) if opens and before else None
    before = reading.before.slots.get("period") if reading.before is not None else None
    told = not vague and not head and len(dates) == 1 and context.figure_line == reading.sentence.line
    return (shift(before), ent) if told and before else None


CLAUSE_MARKS = frozenset(",;:–—(")
"""In front of the first word of a clause."""


def _level_before(
    reading: Reading, num: Num, dates: Sequence[Ent], current: Time | None
) -> tuple[Time | None, Ent | None] | None:
    """An earlier level without a date of its own, or with no other than `Vorjahr`: a year before the level beside it.

    `sank von 98.400 auf 94.800`, `(Vorjahr: 12,1 Mio.)`, `nach 4,4 Prozent ein Jahr zuvor`.
    """
    items = reading.sentence.items
    if num.part != "previous" or current is None or num.label_items:
        return None
    if not dates or _of_step(reading, num, dates, current):
        return shift(current), None
    near = [
        one for one in dates if items[one.item].clause == items[num.at].clause or abs(one.item - num.at) <= PRIOR_REACH
    ]
    if len(near) != 1 or not scope.is_prior(near[0]):
        return None
    low = near[0].text.casefold()
    told = scope.is_of_prior_year(near[0]) or any(map(low.startswith, scope.scope_words("a year before")))
    itself = time_slot(near[0]) == current and len(str(current["value"])) > len("2025")
    return (current if itself else shift(current), near[0]) if told else None


def _from_now(reading: Reading, num: Num, draft: Draft, dates: Sequence[Ent]) -> tuple[Time | None, Ent | None] | None:
    """The first level of a step to one that is planned: `soll bis 2030 von derzeit 12 auf 15 Prozent steigen`.

    It holds on the day of release where a word for now is in front of it, else at no time that is told; None for other steps.
    """
    items = reading.sentence.items
    if draft.slots.get("status") == "reported" or word_in_front(reading.sentence, num) not in ("von", "statt"):
        return None
    close = [ent for ent in dates if num.at - 3 <= ent.item < num.at or num.at < ent.item <= num.at + 2 + len(num.noun)]
    now = next((ent for ent in close if is_now(ent) or is_named_day(ent) or is_present(ent)), None)
    if now is not None and now.item < num.at:
        return time_slot(now), now
    told = [ent for ent in close if ent.item > num.at or items[ent.item].depth > num.depth]
    return None if told else (None, None)


def _is_of_step_before(reading: Reading, num: Num, ent: Ent) -> bool:
    """`von derzeit 12 auf 15 Prozent`: the word for now is of the first level alone."""
    if num.part != "level" or not (is_named_day(ent) or is_present(ent)):
        return False
    return any(other.part == "previous" and other.at - 3 <= ent.item < other.at < num.at for other in reading.nums)


def _is_of_portrait(sentence: Sentence, num: Num, ent: Ent) -> bool:
    """`Gegründet 1911, seit 1934 Möbelhaus, 60 Mitarbeiter`: since when one is what a list without a verb says, in another piece of it."""
    items = sentence.items
    since = ent.item > 0 and items[ent.item - 1].low in scope.scope_words("since")
    if not since or not gap(items, ent.item, num.at) or not re.fullmatch(r"\d{4}", str((ent.value or {})["value"])):
        return False
    return not any(is_verb(items, k) and not scope.scope_words("founding") & {items[k].low} for k in range(len(items)))


def _end_of_range(reading: Reading, num: Num, dates: Sequence[Ent]) -> tuple[Time, Ent] | None:
    """`ging zwischen 2023 und 2025 von 24.148 auf 23.290 zurück`: the first level is of the first year, the second of the last; `seit 2020 von 120 auf 200`."""
    items, front = reading.sentence.items, word_in_front(reading.sentence, num)
    step = num.part == "previous" and front == "von"
    first = any(other.part == "previous" and word_in_front(reading.sentence, other) == "von" for other in reading.nums)
    near = [ent for ent in dates if not gap(items, ent.item, num.at)]
    if len(near) != 1 or not (step or (num.part == "level" and front == "auf" and first)):
        return None
    ent, ends = near[0], str((near[0].value or {})["value"]).split("/")
    if step and len(ends) == 1 and not scope.scope_words("since").isdisjoint(scope.before(items, ent.item, 1)):
        return {"value": ends[0], "mod": (ent.value or {}).get("mod")}, ent
    if len(ends) != 2 or int(ends[1][:4]) - int(ends[0][:4]) < 2 - ("zwischen" in scope.before(items, ent.item, 1)):
        return None  # `2024/25` is a fiscal year
    return {"value": ends[0 if step else 1], "mod": None}, ent


def _of_step(reading: Reading, num: Num, dates: Sequence[Ent], current: Time) -> bool:
    """`stieg 2025 von 120 auf 200`, `2025 waren es 30 Mio. nach 28 Mio.`: no time beside the earlier level but that of the level."""
    items = reading.sentence.items
    if num.depth or word_in_front(reading.sentence, num) not in ("von", "statt", "nach"):
        return False
    near = [ent for ent in dates if items[ent.item].clause == num.clause or abs(ent.item - num.at) <= PRIOR_REACH]
    own = [ent for ent in near if not gap(items, ent.item, num.at) or ent.item > num.at]
    plain = not any(
        item in scope.scope_words("since") or item == "bis" for ent in own for item in scope.before(items, ent.item, 1)
    )
    return plain and "/" not in current["value"][5:] and all(time_slot(ent) == current for ent in own)


PRIOR_REACH = 8
"""Words between an earlier level and its date in another clause."""


def _same_in_year(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> tuple[Time, Ent] | None:
    """`in derselben Zeitspanne 2025`, `2025 im selben Zeitraum`, `2024, als zum selben Zeitpunkt …`: of that year the part which the figure before has."""
    items, before = reading.sentence.items, context.figure_draft
    period = before.slots.get("period") if before is not None else None
    near = [ent for ent in dates if gap(items, ent.item, num.at) <= (1 if ent.item < num.at else 0)]
    if len(near) != 1 or context.figure_line != reading.sentence.line:
        return None
    at = near[0].item
    around = [item for item in items[max(0, at - 4) : max(at + 6, num.at)] if item.text not in ",;"]
    pairs = itertools.pairwise(item for item in around if item is not items[at])
    same, spans = scope.scope_words("same"), scope.scope_words("spans")
    told = any(one.low in same and other.low in spans for one, other in pairs)
    then = scope.in_year(period, str((near[0].value or {})["value"])) if told else None
    return (then, near[0]) if then is not None else None


def _in_clause(reading: Reading, num: Num, draft: Draft, plain: Sequence[Ent]) -> Ent | None:
    """The only period in front of a figure in its clause, wherever it stands there: `Verkauft wurden im Mai 412 Wagen`.

    Not one that belongs to a participle (`der im Januar lancierte Elroq kam auf …`) or to a verb before an `und`.
    """
    items, page = reading.sentence.items, reading.page
    passes = draft.flow or _moves(num)
    if not passes or num.label_items or num.head_items or page.kind(reading.sentence) in ("row", "item", "heading"):
        return None
    level = num.part == "level"
    own = [e for e in plain if not gap(items, e.item, num.at) and items[e.item].depth <= num.depth]
    if len(own) > 1:  # `lag 2025 bei 30 Mio. und soll bis 2028 auf 40 Mio. steigen`
        own = [e for e in own if items[e.item].clause == num.clause]
    if len(own) != 1 or own[0].item >= num.at or num.part == "previous":
        return None
    ent, value = own[0], own[0].value or {}
    between = items[ent.item + 1 : num.at]
    ended = any(one.ent is None and one.text.islower() and two.low == "und" for one, two in itertools.pairwise(between))
    others = level and any(ent.item < other.at < num.at for other in reading.nums)
    until = bool(ent.item) and items[ent.item - 1].low in ("bis", "seit", "ab")
    apart = ended or others or scope.is_attributive(items, ent) or (until and not level)
    option = until and draft.slots["metric"] == "orders"
    if apart or option or shape(str(value.get("value"))) not in PERIODS:
        return None
    return ent if not value.get("mod") else None


JOBS = "employees-change"
"""The rule of jobs that come or go."""


def of_jobs(reading: Reading, num: Num, plain: Sequence[Ent]) -> Ent | None:
    """The only date in the clause of jobs that come or go, no matter where: `durch das bis Ende März 240 Stellen entfallen`.

    Also in the relative clause right behind them where that tells of coming or going and does not look back (`die 2021 geschaffen wurden`).
    """
    items = reading.sentence.items
    relative = num.clause
    if growth.are_jobs_that_turn(reading, num) and reading.tense(items[num.at + 2 + len(num.noun)].clause) != -1:
        relative = items[num.at + 2 + len(num.noun)].clause
    own = [ent for ent in plain if items[ent.item].clause in (num.clause, relative) and not _is_beside(items, ent)]
    told = [ent for ent in own if not is_named_day(ent) and not scope.is_attributive(items, ent)]
    return told[0] if len(own) == len(told) == 1 else None


def _is_beside(items: Sequence[Item], ent: Ent) -> bool:
    """`nach dem Rekordjahr 2024`, `trotz Rekordgewinn im Jahr 2025`, `wie schon 2023`: the time of something else."""
    return any(word in BESIDE_OF or word in scope.scope_words("causes") for word in _phrase_before(items, ent))


def is_of_cause(items: Sequence[Item], ent: Ent) -> bool:
    """`sank wegen der Vorziehkäufe Ende 2024 auf 31.207`: the time of what made the figure so."""
    return not scope.scope_words("causes").isdisjoint(_phrase_before(items, ent))


def _phrase_before(items: Sequence[Item], ent: Ent) -> Iterator[str]:
    """The words in front of a date that belong to one phrase with it: up to a verb, a mark or another number."""
    for k in range(ent.item - 1, max(-1, ent.item - 1 - BESIDE), -1):
        item = items[k]
        told = item.ent is not None and item.ent.label in NUMERIC  # `angesichts von 340 Fällen im Jahr 2025`
        if told or item.clause != items[ent.item].clause or item.low in ("bis", "ab", ",") or is_verb(items, k):
            return
        yield item.low


BESIDE = 5
"""Items in front of a date among which such a preposition stands."""
BESIDE_OF = frozenset(("nach", "seit", "wie", "gegenüber"))


def dated_in_clause(reading: Reading, num: Num, draft: Draft, context: Context) -> Time | None:
    """The time of the only period in front of a number in its clause, None where there is none."""
    items = reading.sentence.items
    dates = scope.dates_of(reading.sentence)
    plain = [ent for ent in dates if not scope.is_compared(items, ent) and not scope.is_prior(ent)]
    ent = _in_clause(reading, num, draft, plain)
    return _meant(reading, ent, context) if ent is not None else None


def _as_before(
    reading: Reading, num: Num, draft: Draft, context: Context, dates: Sequence[Ent], cue: str
) -> Time | None:
    """The time of the figure before, with which one goes on that has no date of its own.

    In its sentence (`der Umsatz lag 2024 bei 4,3 Mrd., das EBIT bei 301 Mio.`) or as a part of it (`Auf Opel entfielen …`, `dahinter folgt …`). Behind a
    figure of comparison it is the time of the one before that: `Gegenüber 2024, als es 2.204 waren, … Jeder fünfte …`.
    """
    before, page, sentence = context.figure_draft, reading.page, reading.sentence
    bare = num.part == "level" and not num.label_items and not num.head_items and page.kind(sentence) in scope.TEXT
    if before is None or not bare or cue != "cue:none" or context.figure_line != sentence.line:
        return None
    period, source = before.slots.get("period"), before.sources.get("period")
    if not period or before.slots.get("status") != "reported":
        return None
    behind = page.sentences[context.figure_sentence]
    ent = next((one for one in behind.ents if (one.start, one.end) == source), None)
    compared = ent is not None and (scope.is_prior(ent) or scope.is_compared(behind.items, ent))
    first = _first_of_years(context.in_line)
    alike = before.flow == draft.flow
    if behind is sentence:
        own = any(one.item > context.figure_at for one in dates)
        return period if alike and draft.flow and not own and not compared and first == period else None
    if dates or reading.tense(num.clause) == 1:
        return None
    if first != period:
        return first
    if compared:
        return next((p for one in reversed(context.in_line) if (p := one.slots.get("period")) != period), None)
    front = (item.low for item in sentence.items[: num.at] if item.ent is None)
    return period if alike and any(low in scope.scope_words("goes on") for low in front) else None


def _first_of_years(told: Sequence[Draft]) -> Time | None:
    """The period of the last figure, or of that beside which it was only set: `2025 waren es 284; 2024 waren es 279, 2023 noch 260.`"""
    period: Time | None = told[-1].slots.get("period")
    for one, two in itertools.pairwise(reversed(told)):
        earlier = shift(two.slots.get("period"))
        if one.rule != two.rule or earlier is None or earlier != one.slots.get("period"):
            break
        period = two.slots["period"]
    return period


def _is_some_day(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> bool:
    """`Mittelfristig strebt die Gruppe 7 % an`, `… 2026 5 %, mittelfristig sollen es 7 % werden`: what is aimed at without a date."""
    some = [k for k, item in enumerate(items) if item.ent is None and item.low in scope.scope_words("some day")]
    if not any(not gap(items, k, num.at) for k in some):
        return False
    first = min(some)
    return not any(not gap(items, ent.item, num.at) or abs(ent.item - first) <= EXPLAINED for ent in dates)


def _same_time(reading: Reading, num: Num, plain: Sequence[Ent]) -> Ent | None:
    """The date that `zu diesem Zeitpunkt`, `im selben Zeitraum`, `im selben Jahr` takes up: the only one in front of it, in its sentence or the one before."""
    page, sentence = reading.page, reading.sentence
    items = sentence.items
    at, last = next(_taking_up(items), (-1, -1))
    if at < 0 or num.part == "previous" or gap(items, at, num.at):
        return None
    if any(not gap(items, ent.item, num.at) for ent in plain if ent.item != at):
        return None
    behind = items[last + 1 : last + 3]
    if any(item.ent is not None and item.ent.label == "DATE" for item in behind) or [i.low for i in behind[:1]] == [
        "des"
    ]:
        return None  # `im selben Zeitraum 2025`, `im gleichen Monat des Vorjahres`
    before = page.previous(sentence)
    for above in (sentence, before):
        if above is None or above.line != sentence.line:
            continue
        told = [ent for ent in scope.dates_of(above) if above is not sentence or ent.item < at]
        if told:
            lone = len(told) == 1 and not scope.is_prior(told[0]) and not scope.is_compared(above.items, told[0])
            year = re.fullmatch(r"\d{4}(?:/\d{4})?", str((told[0].value or {})["value"]))
            return told[0] if lone and (year or not items[last].low.endswith("jahr")) else None
    return None


def _taking_up(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Where words take up a time that was named, from the first to the last: `diesem Zeitpunkt`, `selben Jahr`."""
    same, spans = scope.scope_words("same time"), scope.scope_words("spans")
    for k in range(1, len(items) - 1):
        if items[k - 1].low not in ("im", "in", "zu", "zum", "am", "an"):
            continue
        if items[k].ent is not None:
            said = items[k].low.split()
            if len(said) == 2 and said[0] in same and said[1] == "jahr" and said[0] != "diesem":
                yield k, k
        elif items[k].low in same and items[k + 1].low in spans:
            yield k, k + 1


def _of_whole_year(reading: Reading, num: Num, context: Context, cue: str) -> Time | None:
    """`Der Vorstand hält an der Prognose fest: Umsatz von rund 1 Mrd.` in a report on a part of a year: what is foreseen is the whole year's."""
    page, main = reading.page, context.document
    if main is None or cue != "cue:forecast" or num.part != "level" or not page.published:
        return None
    part = re.fullmatch(r"(\d{4})-(?:H1|Q[1-3]|01/\1-\d\d)", main["value"])
    fiscal = any(ent.label == "DATE" and re.search(r"\d{4}/\d{2}", ent.text) for ent in page.ents)
    if part is None or fiscal or main["value"][:4] != page.published[:4]:
        return None
    return {"value": part[1], "mod": None} if scope.speaks_of_outlook(reading.sentence.items[: num.at]) else None


def _planned_until(reading: Reading, num: Num) -> Ent | None:
    """`Bis 2030 steckt die Migros 2 Mrd. in ihr Netz. 140 neue Standorte sind geplant`: the year to come until which the sentence before tells a plan."""
    page, sentence = reading.page, reading.sentence
    items, before = sentence.items, page.previous(sentence)
    planned = any(
        item.ent is None and item.low in scope.scope_words("planned") and not gap(items, k, num.at)
        for k, item in enumerate(items)
    )
    if not planned or before is None or before.line != sentence.line or num.part != "level":
        return None
    dates = scope.dates_of(before)
    if len(dates) != 1 or dates[0].item > 3 or before.items[0].low != "bis":
        return None
    return dates[0] if page.published and str((dates[0].value or {}).get("end") or "") > page.published else None


def _until(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`soll bis 2028 auf 40 Millionen Euro steigen`: the time right in front of `auf` and a number."""
    front = items[max(0, num.at - 3) : num.at]
    framed = len(front) == 3 and (front[0].low, front[2].low) == ("bis", "auf")
    return next((ent for ent in dates if framed and front[1].ent is ent), None)


def _turned(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> Time | None:
    """The time of what turned into what is told now: `aus einem Verlust von 46 Mio. wurde ein Überschuss`, `Nach einem Verlust von 3 Mio. im Vorjahr …`."""
    items = reading.sentence.items
    first = max(0, num.at - TURNED)
    at = max((k for k in range(first, num.at) if items[k].low in ("aus", "nach") and items[k].ent is None), default=-1)
    if (
        at < 0
        or num.part == "change"
        or items[at + 1].low not in ("einem", "einer")
        or items[num.at - 1].low not in ("von", "über")
    ):
        return None
    plain = [ent for ent in dates if not scope.is_prior(ent) and not scope.is_compared(items, ent)]
    now = time_slot(plain[0]) if len(plain) == 1 else context.document if not plain else None
    if (
        now is None
        or scope.DAY.fullmatch(now["value"])
        or any(ent.label == "DURATION" for ent in reading.sentence.ents)
    ):
        return None  # `Aus einem Team von 3 Leuten wurde in zehn Jahren …`
    behind = items[num.at + 1 + len(num.noun) :][:6]
    if items[at].low == "aus":
        became = any(item.low in ("wurde", "wurden", "wird") for item in behind)
        return shift(now) if became and len(dates) == len(plain) else None
    prior = [ent for ent in dates if scope.is_prior(ent) and num.at < ent.item <= num.at + 2 + len(num.noun)]
    return shift(now) if prior and scope.is_of_prior_year(prior[0]) else None


TURNED = 5
"""Words in front of a figure that turned into another."""


EXPLAINED = 4
"""Words from `mittelfristig` to the date that explains it: `mittelfristig, das heißt bis 2030`."""


AHEAD = frozenset(("cue:forecast", "cue:target"))


def is_named_day(ent: Ent) -> bool:
    """`heute`, `jetzt`, `gestern`: a day without a digit."""
    return not any(mark.isdigit() for mark in ent.text) and bool(
        scope.DAY.fullmatch(str((ent.value or {}).get("value")))
    )


def is_present(ent: Ent) -> bool:
    """`derzeit`, `aktuell`."""
    return (ent.value or {}).get("value") == "PRESENT_REF"


def is_now(ent: Ent) -> bool:
    """`nun`, `jetzt`: when something is said, rather than of when it holds."""
    return ent.text.casefold() in scope.scope_words("now")


def _elided_part(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> tuple[Time, Ent] | None:
    """`19.400 im ersten, 30.150 im zweiten und 53.250 im vierten Quartal`: the part of the year that an ordinal means beside one with its noun."""
    parts = [(ent, NUMBERED_PART.fullmatch(str((ent.value or {})["value"]))) for ent in dates]
    named = next(((ent, part) for ent, part in parts if part is not None), None)
    if named is None or num.part == "change":
        return None
    dated = any(not gap(items, ent.item, num.at) for ent, _ in parts)
    beside = num.at + 2 + len(num.noun)
    ordinals: dict[str, int] = scope.ordinals()
    for k in range(1, len(items)):
        number = ordinals.get(items[k].low) if items[k].ent is None and not gap(items, k, num.at) else None
        behind = items[k + 1] if k + 1 < len(items) else None
        alone = behind is None or behind.ent is not None or not behind.text[0].isupper()
        if number and alone and (k == beside or not dated) and items[k - 1].low in ("im", "das", "dem", "vom"):
            return {"value": f"{named[1][1]}{number}", "mod": None}, named[0]
    return None


def _is_average(reading: Reading, num: Num) -> bool:
    """`Im Durchschnitt waren 2.214 Mitarbeiter beschäftigt`: a stock that is told of a span of time."""
    items, words_ = reading.sentence.items, scope.scope_words("average")
    near = (k for k, item in enumerate(items) if item.ent is None and item.low in words_)
    return any(reading.nearest(k) is num and not gap(items, k, num.at) for k in near)


def _right_behind(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`von 22 Prozent im vergangenen Jahr auf 65 Prozent im Jahr 2030`, `nach 289 Mio. Euro 2024`: the date right behind a step or an earlier level.

    Not where a number with dates in front of it goes on: `2023 waren es 12, 2024 …`.
    """
    front = items[num.at - 1].low if num.at and items[num.at - 1].ent is None else ""
    if num.part == "change" or (num.part == "level" and front != "auf") or num.depth:
        return None
    at = num.at + 1 + len(num.noun)
    while at < len(items) and items[at].ent is None and items[at].low in scope.scope_words("in front of a date"):
        at += 1
    ent = next((one for one in dates if one.item == at and not scope.is_prior(one)), None)
    return ent if ent is not None and items[at].depth == num.depth and not is_now(ent) else None


def _of_relative(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`der Vorjahresperiode, in der 415 Mio. erzielt wurden`: the time that the relative clause of the number says more of."""
    before = [ent for ent in dates if ent.item < num.at]
    at = before[-1].item + 1 if before else len(items)
    opened = [item.low for item in items[at : at + 3]]
    relative = len(opened) == 3 and opened[0] == "," and opened[1] == "in" and opened[2] in ("der", "dem", "denen")
    return before[-1] if relative and not any(item.text == "," for item in items[at + 3 : num.at]) else None


def _so_long_before(reading: Reading, num: Num, dates: Sequence[Ent], context: Context) -> tuple[Time, Ent] | None:
    """`Fünf Jahre zuvor hatte der Anteil 1,1 Prozent betragen`: so many years before the figure just before, day for day."""
    ent = next(
        (one for one in reversed(dates) if one.item < num.at and not gap(reading.sentence.items, one.item, num.at)),
        None,
    )
    if ent is None or num.part != "level" or context.figure_draft is None:
        return None
    near = context.figure_line == reading.sentence.line and context.figure_sentence >= reading.sentence.index - 1
    before = context.figure_draft.slots.get("period") if near else None
    alike = (
        context.figure_sentence == reading.sentence.index
        and (context.figure_draft.slots.get("value") or {}).get("unit") == num.unit
    )
    if before is None or _has_dated(context, reading.sentence, ent):
        return None
    years = _years_before(ent, before)
    if not (_is_point(before) or (alike and years == 1)):
        return None
    for _ in range(years):
        before = shift(before)
    return (before, ent) if years and before is not None else None


def _years_before(ent: Ent, before: Time) -> int:
    """How many years a date such as `fünf Jahre zuvor`, `vor zehn Jahren`, `zwölf Monate früher` goes back from a time; 0 for others."""
    low, then = ent.text.casefold().split(), str((ent.value or {}).get("value"))
    told = low[-1] in scope.scope_words("before that") or (low[0] == "vor" and low[-1].startswith("jahr"))
    whole = any(word.startswith("jahr") for word in low) and re.fullmatch(r"\d{4}(?:-\d\d)?", then)
    if not told or not (whole or low[:2] in (["zwölf", "monate"], ["12", "monate"])):
        return 0
    return max(0, int(before["value"][:4]) - int(then[:4]))


def _is_point(period: Time) -> bool:
    """Whether a time is a day or the end of a span, of which a stock holds."""
    return len(period["value"]) == 10 or period.get("mod") in ("END", "START", "MID")


@functools.lru_cache(maxsize=8192)
def _part_of_year(word: str) -> str | None:
    return next((n for n in ("quarter", "month", "half", "year") if scope.scope_forms(f"of a {n}").fit(word)), None)


def _named_by_noun(reading: Reading, num: Num, context: Context, cue: str) -> Time | None:
    """`Das Quartals-EBIT lag bei …`, `die Jahresprognose`: the part of the year that the first part of a noun names.

    It ends with the period that the release reports on; the whole year only where something is expected of it.
    """
    items, last = reading.sentence.items, bounds((context.document or {}).get("value", ""))[1]
    if last is None or reading.page.kind(reading.sentence) not in ("paragraph", "headline", "subhead"):
        return None
    near = (k for k in range(num.at - 1, max(-1, num.at - NOUN_REACH), -1) if items[k].ent is None)
    for k in near:
        name = _part_of_year(items[k].low)
        if name is None or gap(items, k, num.at):
            continue
        year, month = last[:4], int(last[5:7])
        if name == "year":
            return {"value": year, "mod": None} if cue == "cue:forecast" else None
        value = {"quarter": f"{year}-Q{(month + 2) // 3}", "half": f"{year}-H{(month + 5) // 6}", "month": last[:7]}[
            name
        ]
        same = context.document if bounds(value) == bounds(str((context.document or {})["value"])) else None
        return same or {"value": value, "mod": None}
    return None


NOUN_REACH = 7
"""Words in front of a figure among which the noun that names its part of the year is looked for."""


def _is_left_behind(items: Sequence[Item], ent: Ent, num: Num) -> bool:
    """`um 3,5 % weniger als im Jahr davor, für Seat 8.946`: a date of comparison in a clause that is over."""
    if ent.item >= num.at or not scope.is_compared(items, ent) or items[ent.item].depth != num.depth:
        return False
    behind = items[ent.item + 1 : ent.item + 3]
    told = len(behind) < 2 or behind[1].low in scope.scope_words("relative")
    return not told and behind[0].text in (",", ";")


def _is_stand(items: Sequence[Item], ent: Ent) -> bool:
    """`(Stand: 30. Juni)`: the day on which what the sentence counts was counted."""
    front = [item.low for item in items[max(0, ent.item - 3) : ent.item] if item.text not in ":("]
    return any(word in scope.scope_words("stand") for word in front)


def _told_before(reading: Reading, num: Num, draft: Draft, cue: str) -> tuple[Time | None, Ent] | None:
    """The period that the sentences before in the paragraph, or its heading, set for a figure without a date of its own.

    Of what passes by: `hat die Zahlen für das erste Halbjahr vorgelegt.` without a figure sets it for all that follows; what is
    expected goes on with the year to come that was named (`Für 2027 rechnet er mit … Im Export will man …`, `Ausblick auf 2027`).
    """
    page, sentence = reading.page, reading.sentence
    if not draft.flow or page.kind(sentence) not in ("paragraph", "item"):
        return None
    ahead = cue in ("cue:forecast", "cue:target")
    for above in reversed(page.sentences[max(0, sentence.index - FRAME) : sentence.index]):
        if above.line != sentence.line:
            break
        dates = [ent for ent in scope.dates_of(above) if not reported.is_of_comparison(above, ent)]
        if dates:
            return _set_by(page, above, dates, ahead)
    heading = page.heading(sentence)
    if ahead and heading is not None:
        dates = [ent for ent in scope.dates_of(heading) if not reported.is_of_comparison(heading, ent)]
        return _set_by(page, heading, dates, ahead) if len(dates) == 1 else None
    return None


FRAME = 6
"""Sentences of a paragraph back to which a figure goes for its frame."""


def _set_by(page: Page, above: Sentence, dates: Sequence[Ent], ahead: bool) -> tuple[Time | None, Ent] | None:
    """The one period of a sentence that frames what follows; see `_told_before`."""
    fitting = [ent for ent in dates if shape(str((ent.value or {})["value"])) in PERIODS]
    if len(fitting) != 1 or len(dates) != 1 or (fitting[0].value or {}).get("mod"):
        return None
    ent, last = fitting[0], str((fitting[0].value or {}).get("end") or "")
    if ahead:
        return (time_slot(ent), ent) if page.published and last > page.published else None
    presents = any(item.ent is None and scope.scope_forms("presented").fit(item.low) for item in above.items)
    figures = any(other.label in ("NUMBER", "MONEY", "PERCENT", "QUANTITY") for other in above.ents)
    return (time_slot(ent), ent) if presents and not figures else None


def _at_cutoff(items: Sequence[Item], num: Num) -> bool:
    """`Zum Stichtag zählte …`, `per Quartalsende`: the day that closes the period reported on, in the clause of the figure."""
    days = scope.scope_words("cutoff")
    return any(item.low in days and item.ent is None and not gap(items, k, num.at) for k, item in enumerate(items))


def _in_own_bracket(items: Sequence[Item], num: Num, dates: Sequence[Ent]) -> Ent | None:
    """`rund 21 Prozent (2025)`: the date that fills the bracket right behind a figure and its noun."""
    at = num.at + 1 + len(num.noun)
    alone = [item.text for item in items[at : at + 3 : 2]] == ["(", ")"]
    return next((ent for ent in dates if alone and ent.item == at + 1), None)


def _of_list(reading: Reading, num: Num, draft: Draft) -> Ent | None:
    """The only date of the line that opens a list of labels and figures: `Die Modelle im Juni` above `Golf: 412`.

    For what does not pass by only where it is a bracket: `Zahlen zur U-Bahn (2025)` above `Haltestellen: 93`.
    """
    kind = reading.page.kind(reading.sentence)
    head = above_bullets(reading.page, reading.sentence) if kind == "bullet" else reading.page.opener(reading.sentence)
    listed = kind in ("item", "row", "bullet") and num.part == "level"
    if head is None or not listed or reading.page.kind(head) == "table_head" or not scope.line_label(reading, num):
        return None
    plain = [ent for ent in head.ents if ent.label == "DATE" and not reported.is_of_comparison(head, ent)]
    if len(plain) != 1 or not ((draft.flow and kind != "bullet") or _fills_bracket(head, plain[0])):
        return None
    return plain[0] if shape(str((plain[0].value or {}).get("value"))) in PERIODS else None


def _fills_bracket(head: Sentence, ent: Ent) -> bool:
    """`Zahlen zur U-Bahn (2025)`, `Auf einen Blick: 2024/25`: the date alone in a bracket or behind a colon that closes the line."""
    around = [
        item.text for item in (*head.items[max(0, ent.item - 1) : ent.item], *head.items[ent.item + 1 : ent.item + 3])
    ]
    closes = ent.item == len(head.items) - 1 and head.items[ent.item - 1].text in (":", "–")
    if closes and any(item.low in scope.scope_words("portrays") for item in head.items[: ent.item]):
        return True
    return around[:2] == ["(", ")"] and "".join(around[2:]) in ("", ":")


def _against_part(reading: Reading, num: Num, dates: list[Ent]) -> tuple[Time, Ent] | None:
    """`kletterte gegenüber dem Vorjahresquartal um 11 % auf 455 Mio.`: the quarter, half or month a year behind the one that it is compared with."""
    items = reading.sentence.items
    turned = any(other.part == "change" and not gap(items, other.at, num.at) for other in reading.nums)
    if num.part != "level" or not turned:
        return None
    for ent in dates:
        part = str((ent.value or {}).get("value"))
        named = scope.is_of_prior_year(ent) and re.fullmatch(r"\d{4}-(?:Q\d|H\d|\d\d)", part)
        if named and scope.is_compared(items, ent) and not gap(items, ent.item, num.at):
            return {"value": f"{int(part[:4]) + 1}{part[4:]}", "mod": None}, ent
    return None


def _heading_period(reading: Reading, context: Context) -> Time | None:
    """The part of a year that the heading or the line above a table names: `Januar bis Juni`."""
    for head in (reading.page.opener(reading.sentence), reading.page.heading(reading.sentence)):
        for ent in head.ents if head is not None else ():
            time = scope.headed_time(ent, context) if ent.label == "DATE" else None
            if time is not None and len(str(time["value"])) > len("2026"):
                return time
    return None


def _expectation(reading: Reading, num: Num) -> str:
    """Whether words near the number speak of what is expected, meant or past."""
    near = {hit.key for hit in reading.cues if hit.key.startswith("status/") and abs(hit.start - num.at) <= 14}
    return next((f"cue:{name}" for name in ("forecast", "target", "past") if f"status/{name}" in near), "cue:none")


def _moves(num: Num) -> bool:
    """Whether what is counted passes by in a span of time: passengers, nights, calls."""
    return bool(num.noun) and word_class("moving").fit(num.noun[-1].low)


def scope_vague(ent: Ent, period: Time) -> bool:
    """Whether `im Vorjahr` beside a period means that one a year earlier: a part of a year, or the very year before the release."""
    own = str(ent.value["value"]) if ent.value else ""
    whole = re.fullmatch(r"\d{4}", str(period.get("value"))) is not None and not period.get("mod")
    return re.search(r"\d{4}", ent.text) is None and (not whole or len(own) > 4 or own == period["value"])


def _against(value: Time, main: Time) -> str:
    if value["value"] == main["value"]:
        return "=main"
    if value["value"][:4] == main["value"][:4]:
        return "year of main"
    return "before main" if value["value"] < main["value"] else "after main"


def _is_prior_itself(page: Page, context: Context) -> bool:
    """Whether the figure before was one of the prior year in so many words: then `Vorjahr` means that year once more."""
    source = context.figure_draft.sources.get("period") if context.figure_draft is not None else None
    return any(scope.is_prior(ent) for ent in page.ents if source and (ent.start, ent.end) == source)


def _in_order(reading: Reading, num: Num, ent: Ent, dates: list[Ent]) -> Iterator[str]:
    """How dates and figures of the sentence follow each other: `2022 A, 2023 B`, `A im Jahr 2022, B 2023`, `2022 und 2023 A bzw. B`."""
    figures = [other.at for other in reading.nums if other.part != "change" and other.label != "DURATION"]
    at = [date.item for date in dates]
    lead = "dates first" if at[0] < min(figures, default=num.at) else "figures first"
    if ent.item < num.at:
        own = not any(ent.item < other < num.at for other in (*at, *figures))
    else:
        own = not any(num.at < other < ent.item for other in (*at, *figures))
    yield f"{lead}:{'before' if ent.item < num.at else 'after'}:{'beside' if own else 'apart'}"
    if len(at) == len(figures) > 1 and num.at in figures:
        yield f"as many dates:{at.index(ent.item) == figures.index(num.at)}"


def _of_line(sentence: Sentence, ent: Ent) -> Iterator[str]:
    """What a date is in a sentence above: what opens it, or what it is only compared with."""
    if ent.item <= 2:
        yield "above:opens"
    if reported.is_of_comparison(sentence, ent):
        yield "above:compared"


def _time_features(reading: Reading, num: Num, ent: Ent) -> Iterator[str]:
    items = reading.sentence.items
    if scope.is_compared(items, ent):
        yield f"compared:{num.part}"
    if scope.is_prior(ent):
        yield f"prior:{num.part}"
        yield f"prior:{num.part}:{'before' if ent.item < num.at else 'after'}"
    if scope.is_attributive(items, ent):
        yield "attributive"
    if any(other is not num and other.at == ent.item + 1 for other in reading.nums):
        yield "right in front of another number"
    if num.at == ent.item + 1:
        yield "right in front of the number"
    if scope.of_earlier_number(reading, num, ent):
        yield "of earlier number"
    if scope.dates_the_number(items, num, ent):
        yield "alone in bracket"
    prior = "prior" if scope.is_prior(ent) else "plain"
    if items[ent.item].depth > num.depth:
        inside = reading.nearest(ent.item).depth if reading.nums else 0
        bracket = (
            "behind"
            if items[num.at + 1 + len(num.noun) : num.at + 2 + len(num.noun)]
            and items[num.at + 1 + len(num.noun)].text == "("
            else "elsewhere"
        )
        yield f"bracket:{bracket}:{prior}:{'with a number' if inside > num.depth else 'without'}"
    if ent.value and ent.value.get("mod"):
        yield f"mod:{ent.value['mod']}"
