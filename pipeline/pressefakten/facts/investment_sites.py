"""Where and when a sum is put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import Context, time_slot
from pressefakten.facts.cues import Num, gap
from pressefakten.facts.eventwords import is_country
from pressefakten.facts.offices import public
from pressefakten.facts.outlays import (
    LONG,
    REACH,
    adds,
    in_relative,
    is_bracketed,
    is_line,
    is_sum,
    own_words,
    sum_forms,
    sum_words,
)
from pressefakten.facts.page import Ent, Item, Page
from pressefakten.facts.rules import Draft
from pressefakten.facts.scope import is_compared, is_founding, is_item, is_of_age, period_of
from pressefakten.facts.venues import is_venue

if TYPE_CHECKING:
    from pressefakten.facts.figures import Answer, Reading


def place_sum(
    reading: Reading, num: Num, context: Context, draft: Draft, part: Sequence[int], earlier: Draft | None
) -> None:
    """The site or town of a sum: of its clause, else what was spoken of where the sum points to it; `placed` tells which."""
    items = reading.sentence.items
    shares = _largest_share(items, num.at)
    part = [k for k in own_words(reading, num, part) if k < shares and not _leads_to_sum(reading, num, k)]
    ent = _of_clause(reading, num, part)
    if ent is not None:
        draft.slots["site"], draft.placed = ent.canonical, "its clause"
        draft.sources["site"] = (ent.start, ent.end)
        return
    nouns = purpose_nouns(draft)
    points = any(items[k].low in (sum_words("there") | sum_words("refers")) for k in part)
    if (nowhere := _at_no_place(reading, num, draft, part, earlier, nouns, points)) is not None:
        draft.placed = nowhere
        return
    beside = earlier is not None and earlier.evidence[0][0] >= reading.sentence.start
    if earlier is not None and (earlier.slots.get("site") or (beside and not (nouns and _is_moving(earlier)))):
        draft.slots["site"], draft.placed = earlier.slots.get("site"), "sum before"
    elif (spoken := _spoken_of(reading, part) or _echoed(reading, part) or _headed(reading)) is not None:
        draft.slots["site"], draft.placed = spoken.canonical, "spoken of"
    elif points and (built := _built_at(reading)):
        draft.slots["site"], draft.placed = built, "built"
    elif (last := _last_site(reading, num, context, points)) is not None:
        draft.slots["site"], draft.placed = last.canonical, "last named"
    else:
        draft.slots["site"], draft.placed = _main_site(reading), "main site"


def _of_clause(reading: Reading, num: Num, part: Sequence[int]) -> Ent | None:
    """The site, town or land that the words around a sum name."""
    items = reading.sentence.items
    inside = [items[k].ent for k in part]
    hung = {k for k in part if k > num.at and in_relative(items, k)}
    own = [items[k].ent for k in part if k not in hung]
    ent = (
        _nearest(own, "SITE", num)
        or _town(items, part, num)
        or _nearest(inside, "SITE", num)
        or _land(items, part, num)
    )
    if ent is None and is_line(reading, num):
        return next(
            (e for k in part if k and (e := items[k].ent) and e.label == "PLACE" and items[k - 1].low == "für"), None
        )
    return ent


def _at_no_place(
    reading: Reading,
    num: Num,
    draft: Draft,
    part: Sequence[int],
    earlier: Draft | None,
    nouns: Sequence[str],
    points: bool,
) -> str | None:
    """Why a sum is put in at no one place, or None where it may be."""
    items = reading.sentence.items
    if is_bracketed(items, num.at):
        return "bracketed"
    if not nouns and earlier is not None and _is_moving(earlier) and not points:
        return "moving"  # `In die Busse steckt die Firma 5 Mio. Euro. Der Bund steuert 2 Mio. Euro bei.`
    wide = nouns and (
        sum_forms("everywhere").fit(nouns[0])
        or (sum_forms("works").fit(nouns[0]) and any(map(sum_forms("nets").fit, nouns[1:2])))
        or ("und" in draft.slots["purpose"].split() and sum_forms("everywhere").fit(nouns[-1]))
    )
    equips = wide and sum_forms("equipment").fit(nouns[-1])
    if wide and not (equips and any(items[k].low in ("dafür", "hierfür", "dort", "hier") for k in part)):
        return "everywhere"
    if not nouns and not points and any(sum_forms("totals").fit(items[k].low) for k in part if items[k].ent is None):
        return "total"
    if any(items[k].low in sum_words("several") for k in part):
        return "several"
    if nouns and items[0].low in sum_words("moreover") and not any(items[k].low in sum_words("there") for k in part):
        return "another matter"
    return "parts" if _is_parted(reading, num, nouns) else None


def _leads_to_sum(reading: Reading, num: Num, at: int) -> bool:
    """`In Wels steckt sie 5 Mio. und in Steyr weitere 3 Mio. in den Bau`: a place in front of the next sum is that one's."""
    items = reading.sentence.items
    ent = items[at].ent
    if at < num.at or ent is None or ent.label not in ("PLACE", "SITE"):
        return False
    nexts = {other.at for other in reading.nums if other.at > at and is_sum(other)}
    return at + 1 in nexts or (at + 2 in nexts and adds(items[at + 1]))


def purpose_nouns(draft: Draft) -> list[str]:
    """The nouns of what a sum is for, in lower case."""
    return [word.lower() for word in str(draft.slots.get("purpose") or "").split() if word[0].isupper()]


def _is_moving(draft: Draft) -> bool:
    """Whether a sum was put into something that stands at no one place."""
    nouns = purpose_nouns(draft)
    return not draft.slots.get("site") and bool(nouns) and sum_forms("everywhere").fit(nouns[0])


def _land(items: Sequence[Item], part: Sequence[int], num: Num) -> Ent | None:
    """`Die Gesamtinvestition in China`, `davon 842 Mio. Franken in der Schweiz`: the country right behind what names the sum."""
    for k in part:
        ent = items[k].ent
        if ent is None or ent.label != "PLACE":
            continue
        at = k - 1 - (items[k - 1].low in ("der", "den"))
        front = items[at - 1] if at > 0 and items[at].low == "in" else None
        last = k + 1 == len(items) or not items[k + 1].text[0].isalnum()
        if front is None:
            continue
        if at > 1 and front.low in sum_words("part") and items[at - 2].ent is num.ent and last:
            return ent  # `148 Mio. Euro davon in Vorarlberg`
        named = front.ent is None and sum_forms("invested").fit(front.low)
        if is_country(ent.canonical) and (named or (front.ent is num.ent and last)):
            return ent
    return None


def _is_parted(reading: Reading, num: Num, nouns: Sequence[str]) -> bool:
    """`Beiträge von 340 Mio., davon 95 Mio. für den Windpark Sommerein und 20 Mio. für den Speicher Au`: the place of a part is neither the whole's nor that of another part."""
    items = reading.sentence.items
    cut = next((k for k, item in enumerate(items) if item.ent is None and item.low in sum_words("part")), -1)
    sums = [other.at for other in reading.nums if other.label == "MONEY"]
    if cut < 0 or not any(at < cut for at in sums):
        return False
    sited = [k for k, item in enumerate(items) if k > cut and item.ent is not None and item.ent.label == "SITE"]
    return bool(sited) and (num.at < cut or bool(nouns))


def _largest_share(items: Sequence[Item], at: int) -> int:
    """`…, vor allem in das Werk Linz`, `…, den größten Teil in den Neubau`: where words behind a sum begin that tell of its largest share alone."""
    for k in range(at + 1, len(items) - 1):
        if items[k].text in ",;" and any(sum_forms("mostly").fit(item.low) for item in items[k + 1 : k + 4]):
            return k
    return len(items)


def _last_site(reading: Reading, num: Num, context: Context, points: bool) -> Ent | None:
    """The last site that this section named just before the sum; a hall where something was signed or shown is none."""
    last, page = context.last.get("SITE"), reading.page
    if last is None or last.start >= num.ent.start or is_venue(page, last):
        return None
    if _is_passing(page.sentences[last.sentence].items, last.item):
        return None
    near = last.sentence >= reading.sentence.index - (2 * REACH if points else REACH)
    if not points and page.sentences[last.sentence].line < reading.sentence.line - 1:
        return None  # two paragraphs above
    return last if near and page.heading(page.sentences[last.sentence]) is page.heading(reading.sentence) else None


def _spoken_of(reading: Reading, part: Sequence[int]) -> Ent | None:
    """The site that this sentence, else the ones just before in its paragraph, named last in front of the sum; a town farther up only where something is built or the sum refers to it."""
    sentence = reading.sentence
    above = reading.page.previous(sentence)
    runs = [sentence.items[: part[0]]]
    while above is not None and above.line == sentence.line and len(runs) <= REACH:
        runs.append(above.items)
        above = reading.page.previous(above)
    refers = any(sentence.items[k].low in sum_words("refers") for k in part)
    for back, items in enumerate(runs):
        for k in range(len(items) - 1, -1, -1):
            ent = items[k].ent
            town = _is_town(items, k) and (back < 2 or refers or builds(items))
            if ent is None or not (ent.label == "SITE" or town) or is_venue(reading.page, ent):
                continue
            if not _is_passing(items, k):
                return _located(items, ent)
    return None


def _located(items: Sequence[Item], ent: Ent) -> Ent:
    """`das Gebäude K in Bubendorf`, `Halle 9 am Standort Linz`: the site that a place right behind it only locates."""
    front = items[ent.item - 2].ent if ent.item > 1 and items[ent.item - 1].low in ("in", "im", "am", "bei") else None
    return front if front is not None and front.label == "SITE" else ent


def _is_passing(items: Sequence[Item], at: int) -> bool:
    """`aus dem Werk Izmir`, `auf der IFA in Berlin`: where something comes from or is shown, nothing is put in there."""
    front = [item.low for item in items[max(0, at - 5) : at]]
    if "aus" in front[-2:]:
        return True
    shown = next((k for k, low in enumerate(front[:-2]) if low in ("auf", "an") and front[k + 1] == "der"), -1)
    return shown >= 0 and front[-1] == "in" and items[at].ent is not None


def builds(items: Sequence[Item]) -> bool:
    """Whether a sentence tells of works or of what is made: `In Linz entsteht …`."""
    kinds = ("erects", "erected", "works")
    return any(sum_forms(kind).fit(item.low) for item in items if item.ent is None for kind in kinds)


def _headed(reading: Reading) -> Ent | None:
    """The town that the heading of the section names behind `in`: `Investition in Dierikon`."""
    heading = reading.page.heading(reading.sentence)
    towns = [ent for ent in heading.ents if _is_town(heading.items, ent.item)] if heading is not None else []
    return towns[0] if len(towns) == 1 else None


def _echoed(reading: Reading, part: Sequence[int]) -> Ent | None:
    """Where the text had what the sum is for: `in Wilhelmshaven einen Elektrolyseur … Der Elektrolyseur kostet …`."""
    items = reading.sentence.items
    known = {
        items[k].low
        for k in part
        if k
        and items[k].ent is None
        and items[k].text[0].isupper()
        and items[k - 1].low in ("der", "die", "das", "den")
    } - sum_words("idle")
    at = reading.sentence.index
    for sentence in reversed(reading.page.sentences[max(0, at - LONG) : at] if known else []):
        if any(item.low in known and item.ent is None for item in sentence.items):
            there = [e for e in sentence.ents if e.label == "SITE" or _is_town(sentence.items, e.item)]
            if there:
                return there[0]
    return None


def _main_site(reading: Reading) -> str | None:
    """The site of the heading above, else the one that the headline names or that the text in front of the sum returns to."""
    heading = reading.page.heading(reading.sentence)
    named = [e.canonical for e in heading.ents if e.label == "SITE"] if heading is not None else []
    if named:
        return named[0]
    sites = [e for e in reading.page.ents if e.label == "SITE" and not is_venue(reading.page, e)]
    head = {
        e.canonical for e in sites if reading.page.kind(reading.page.sentences[e.sentence]) in ("headline", "subhead")
    }
    if len(head) == 1:
        return head.pop()
    if town := _headline_town(reading):
        return town
    counts = Counter(e.canonical for e in sites).most_common(2)
    if len(counts) == 1:
        return counts[0][0] if counts[0][1] > 1 or sites[0].start < reading.sentence.end else None
    return counts[0][0] if counts and counts[0][1] > counts[1][1] and counts[0][1] > 2 else None


def _built_at(reading: Reading) -> str | None:
    """Where the text in front of the sum says last that something is built or opened, one town or site alone."""
    page = reading.page
    for sentence in reversed(page.sentences[max(0, reading.sentence.index - LONG) : reading.sentence.index]):
        if not any(sum_forms("erects").fit(item.low) for item in sentence.items if item.ent is None):
            continue
        there = {e.canonical for e in sentence.ents if e.label == "SITE" or _is_town(sentence.items, e.item)}
        if there:
            return there.pop() if len(there) == 1 else None
    return None


def _headline_town(reading: Reading) -> str | None:
    """The one town in which the headline or the lines below it say that something happens, or the site that the text has there."""
    page = reading.page
    if any(sum_forms("report").fit(item.low) for item in reading.sentence.items if item.ent is None):
        return None
    towns = {
        ent.canonical: sentence.items[ent.item - 1].low if ent.item else ""
        for sentence in page.sentences
        if page.kind(sentence) in ("headline", "subhead")
        for ent in sentence.ents
        if _is_town(sentence.items, ent.item) or _has_site(page, ent)
    }
    if len(towns) != 1:
        return None
    town, before = towns.popitem()
    there = [ent.canonical for ent in page.ents if ent.label == "SITE" and town in ent.canonical.split()]
    return there[0] if there else town if before == "in" else None


def _has_site(page: Page, ent: Ent) -> bool:
    """`Fahrplan für Ludwigsfelde`: whether the text has a site at a town that the headline names."""
    return ent.label == "PLACE" and any(e.label == "SITE" and ent.canonical in e.canonical.split() for e in page.ents)


def _nearest(ents: Iterable[Ent | None], label: str, num: Num) -> Ent | None:
    found = [ent for ent in ents if ent is not None and ent.label == label]
    return min(found, key=lambda ent: (ent.item < num.at, abs(ent.item - num.at)), default=None)


def _town(items: Sequence[Item], part: Sequence[int], num: Num) -> Ent | None:
    """A town behind `in` or `am`; bodies of the state and countries are none."""
    return _nearest([items[k].ent for k in part if _is_town(items, k)], "PLACE", num)


def _is_town(items: Sequence[Item], at: int) -> bool:
    """`in Steyr`, `im spanischen Vigo`, no country, state or body."""
    ent = items[at].ent
    if (
        ent is None
        or ent.label != "PLACE"
        or public(ent.canonical)
        or is_country(ent.canonical)
        or ent.canonical.casefold() in sum_words("regions")
    ):
        return False
    k = at - 1
    if k > 0 and items[k].text[0].islower() and items[k].low.endswith(("sche", "en")) and items[k].ent is None:
        k -= 1
    return k >= 0 and items[k].low in ("in", "im", "am", "bei", "ins", "nach")


def time_sum(reading: Reading, num: Num, draft: Draft, part: Sequence[int], earlier: Draft | None) -> None:
    """The date in the clause of the sum, else that of the sum before that this one is a part of."""
    items = reading.sentence.items
    dates = [
        ent
        for k in part
        if (ent := items[k].ent) is not None
        and ent.label == "DATE"
        and ent.value
        and ent.value["value"] != "PRESENT_REF"
        and (_share_clause(items, k, num.at) or _labels(items, k, num))
        and not is_founding(items, ent)
        and not is_of_age(items, ent)
        and not _of_decision(items, part, k)
        and not _of_opening(items, k, num)
        and not _of_other_sum(reading, num, ent)
    ]
    if dates:
        date = min(dates, key=lambda ent: abs(ent.item - num.at))
        draft.slots["period"] = _both_years(items, date) or time_slot(date)
        draft.sources["period"] = (date.start, date.end)
    elif earlier is not None:
        draft.slots["period"] = earlier.slots.get("period")


def listed_period(reading: Reading, context: Context) -> dict[str, Any] | None:
    """The period of the items of a list: the date of what opens it, else of the sum told before."""
    page = reading.page
    heads = [head for head in (page.opener(reading.sentence), page.heading(reading.sentence)) if head is not None]
    dates = [ent for head in heads for ent in head.ents if ent.label == "DATE"]
    if dates:
        return time_slot(dates[0])
    return context.investment.slots.get("period") if context.investment is not None else None


def date_of_what_it_pays(reading: Reading, num: Num) -> dict[str, Any] | None:
    """`Heuer sollen 20 Filialen dazukommen, dafür sind 6 Mio. Euro budgetiert`: the only date of what is paid for, in the clause or sentence before."""
    items, page = reading.sentence.items, reading.page
    at = next((k for k in range(num.at) if items[k].low in ("dafür", "hierfür") and items[k].ent is None), -1)
    if at < 0 or gap(items, at, num.at) or (at and items[at - 1].text not in ",;:–"):
        return None
    run = items[:at]
    if not any(is_verb(items, k) for k in range(at)):
        above = page.previous(reading.sentence)
        run = above.items if above is not None and above.line == reading.sentence.line else []
    ents = (item.ent for item in run if item.ent is not None and item.ent.label == "DATE" and item.ent.value)
    dates = [ent for ent in ents if (ent.value or {})["value"] not in (page.published, "PRESENT_REF")]
    told = any(
        form.fit(item.low) for item in run if item.ent is None for form in (sum_forms("opens"), sum_forms("decided"))
    )
    if len(dates) != 1 or told or is_founding(run, dates[0]) or is_compared(run, dates[0]):
        return None
    over = str((dates[0].value or {}).get("end") or "9") < (page.published or "")
    if over and reading.tense(num.clause) != -1:
        return None  # `2025 hat sie Züge bestellt. Dafür investiert sie …`
    return time_slot(dates[0])


def _of_decision(items: Sequence[Item], part: Sequence[int], at: int) -> bool:
    """`hat im September einen Kredit gesprochen`: when it was decided, not when it is spent."""
    decided = any(sum_forms("decided").fit(items[k].low) for k in part if items[k].ent is None)
    return decided and (not at or items[at - 1].low in ("im", "am", "vom", "hat", "haben", "hatte", "hatten"))


def _of_opening(items: Sequence[Item], at: int, num: Num) -> bool:
    """`kostet 451 Mio. Euro und geht Anfang 2028 ans Netz`: the day of another verb behind an `und`."""
    if at < num.at or not any(items[k].low == "und" for k in range(num.at + 1, at)):
        return False
    return any(sum_forms("opens").fit(item.low) for item in items[num.at + 1 : at + 5] if item.ent is None)


def _of_other_sum(reading: Reading, num: Num, date: Ent) -> bool:
    """`34 Mio. flossen in den Bau, weitere 6 Mio. steckt sie bis 2027 in Pumpen`: a date of the sentence behind the verb of another sum."""
    if date.sentence != reading.sentence.index:
        return False
    items, at = reading.sentence.items, date.item
    last = max((other.at for other in reading.nums if num.at < other.at < at and is_sum(other)), default=at)
    return any(is_verb(items, k) for k in range(last + 1, at))


def _share_clause(items: Sequence[Item], one: int, other: int) -> bool:
    """Whether two items share a clause: nothing parts them but the commas of an enumeration of names."""
    if items[one].clause == items[other].clause:
        return True
    low, high = sorted((one, other))
    marks = [k for k in range(low + 1, high) if items[k].ent is None and items[k].clause != items[k - 1].clause]
    pairs = [(items[k - 1].ent, items[k + 1].ent) for k in marks]
    return all(a is not None and b is not None and a.label == b.label for a, b in pairs)


def _labels(items: Sequence[Item], at: int, num: Num) -> bool:
    """`Investitionen 2026: 1,1 Mrd. Euro`: a date in front of the colon; `…, verteilt auf die Jahre 2026 bis 2028`."""
    if any(item.low == "jahre" for item in items[max(0, at - 1) : at]):
        return True
    between = items[at + 1 : num.at]
    return bool(between) and between[0].text == ":" and items[at].clause == num.clause - 1


def _both_years(items: Sequence[Item], date: Ent) -> dict[str, Any] | None:
    """`2026 und 2027`, `heuer und nächstes Jahr`: one period of two years."""
    for at in (date.item, date.item - 2):
        ents = [items[k].ent for k in (at, at + 2) if 0 <= k < len(items)]
        years = [ent.value["value"] for ent in ents if ent is not None and ent.label == "DATE" and ent.value]
        joined = 0 <= at < len(items) - 2 and items[at + 1].low == "und"
        if joined and len(years) == 2 and all(len(year) == 4 for year in years) and years[0] < years[1]:
            return {"value": "/".join(years), "mod": None}
    return None


def span_of_work(
    reading: Reading, num: Num, part: Sequence[int], deed: tuple[str | None, Sequence[Item]] | None
) -> dict[str, Any] | None:
    """`baut bis Herbst 2027`, `die Arbeiten dauern von März 2026 bis Mai 2027`: until when, or from when to when, the work is done."""
    items = reading.sentence.items
    runs = [items, deed[1]] if deed else [items] if any(sum_forms("erects").fit(items[k].low) for k in part) else []
    for run in runs:
        for k, item in enumerate(run):
            ent = item.ent
            if ent is None or ent.label != "DATE" or not ent.value or not k:
                continue
            if _of_other_sum(reading, num, ent):
                continue
            if run[k - 1].low == "bis" or (run[k - 1].low in ("von", "zwischen") and "/" in ent.value["value"]):
                return time_slot(ent)
    return None


def reported_period(
    reading: Reading, num: Num, answer: Answer, context: Context, draft: Draft
) -> dict[str, Any] | None:
    """The period that the figures around report on, of a sum that was invested at no one place."""
    items = reading.sentence.items
    row = num.column >= 0 or bool(num.label_items) or (num.label == "NUMBER" and is_item(reading))
    told = any(sum_forms("report").fit(item.low) for item in items if item.ent is None)
    lengths = (str((ent.value or {}).get("value")) for ent in reading.sentence.ents if ent.label == "DURATION")
    lasting = any(length.endswith("Y") for length in lengths)  # `in den vergangenen fünf Jahren`
    if draft.slots.get("site") or lasting or not (row or told):
        return None
    period, date = period_of(reading, num, context, flow=True)
    return None if date is not None and _of_other_sum(reading, num, date) else period
