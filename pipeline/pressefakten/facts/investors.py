"""Who gives a sum that is put into something."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressefakten.facts import grammar
from pressefakten.facts.clauses import is_verb
from pressefakten.facts.context import Context, name_of
from pressefakten.facts.cues import Num
from pressefakten.facts.eventwords import event_words
from pressefakten.facts.offices import public
from pressefakten.facts.outlays import LONG, in_relative, is_bracketed, made_by, sum_forms, sum_words
from pressefakten.facts.page import Ent, Item, Page
from pressefakten.facts.rules import Draft
from pressefakten.facts.triggers import matches
from pressefakten.facts.verbs import auxiliaries

if TYPE_CHECKING:
    from pressefakten.facts.figures import Reading


def _has_payer(items: Sequence[Item], part: Sequence[int], num: Num) -> bool:
    """`…, das Land in die Sanierung (18 Mio. Euro)`: whether what stands with a sum in brackets opens with who pays."""
    opens = part[1:3] if items[part[0]].low in ("und", "sowie") else part[:2]
    return any(pays(items, k, num) is not None for k in opens)


def investor_of(reading: Reading, num: Num, part: Sequence[int], earlier: Draft | None, context: Context) -> str | None:
    """Who pays: whoever acts beside the sum, paid the sum before, or acted in front of it; else the issuer."""
    items = reading.sentence.items
    if is_bracketed(items, num.at) and earlier is not None and not _has_payer(items, part, num):
        return earlier.slots.get("investor")
    if (hung := _hung_payer(items, num)) is not None:
        return name_of(hung)
    if (beside := _beside(reading, num)) is not None:
        return name_of(beside)
    gives = any(items[k].low in sum_words("gives") for k in part)
    raised = any(sum_forms("raises").fit(items[k].low) for k in part)
    receives = any(items[k].low in sum_words("receives") for k in part)
    own = [items[k].low for k in part if items[k].ent is None]
    borrows, taken = all(any(map(sum_forms(name).fit, own)) for name in ("credits", "borrows")), False
    sums = [n.at for n in reading.nums if n.label == "MONEY"]
    best: tuple[float, str | None] | None = None
    costs = _opening_of_costs(items, part)
    for k in part:
        points = None if k in costs else pays(items, k, num)
        if points is None or (items[k].clause != num.clause and in_relative(items, k, strictly=k < num.at)):
            continue
        if (items[k].clause != num.clause and _supplies(items, k)) or _is_worked_on(items, k, num):
            continue
        if any(num.at < at < k and k - at <= 2 and items[k - 1].low in GENITIVE for at in sums):
            continue  # `40 Mio. Euro Eigenmittel und ein Kredit von 20 Mio. Euro der EIB`
        if _of_whole(items, num.at, k, sums):
            continue
        following = min((at for at in sums if at > k), default=-1)
        own_clause = (item for item in items[k + 1 : max(following, 0)] if item.clause == items[k].clause)
        if num.at < k < following and any(item.low == "mit" for item in own_clause):
            continue  # `das 120-Millionen-Projekt wird von der EU mit 15 Mio. Euro gefördert`
        if num.at < k < max(sums, default=0):
            points -= 0.4  # who stands between two sums rather gives the second
        if gives and best is not None and _is_given(items, k):
            continue  # who is given it
        if best is not None and _is_second(items, k):
            continue  # `Bund und Land`: the first fills the slot
        if items[k].clause > num.clause and any(items[at].clause == items[k].clause for at in sums):
            continue  # `…, das Land steuert 2 Mio. Euro bei`
        if k > num.at and items[k].clause != num.clause and _of_part(items, k):
            continue  # `…, ein Drittel davon trägt das Land`
        if k > num.at and any(sum_forms("shared").fit(item.low) for item in items[max(num.at, k - 6) : k]):
            continue  # `… Mio. Euro trägt zur Hälfte das Land`
        if receives and items[k].ent is not None and items[k - 1].low not in sum_words("agents"):
            points -= 0.6  # who gets it
        if (raised or borrows) and not (_leads(items, k) or any(item.low == "mit" for item in items[k + 1 : num.at])):
            taken = True
            continue  # who is given it
        ent = items[k].ent
        name = name_of(ent) if ent is not None else _meant(reading, k, context)
        if best is None or points > best[0]:
            best = points, name
    if (bears := _borne(reading, num)) is not None:
        return bears
    if best is not None:
        asks = any(items[k].low.startswith("beantrag") for k in part) and (best[1] or "").casefold() in sum_words(
            "councils"
        )
        return reading.page.issuer if asks and public(reading.page.issuer or "") else best[1]
    if raised or taken:
        return _lender(reading)
    if (fund := next((k for k in part if k > 2 and sum_forms("funds").fit(items[k].low)), 0)) and "aus" in (
        items[k].low for k in range(max(0, fund - 4), fund)
    ):
        maker = items[fund].ent or (items[fund - 2].ent if items[fund - 1].text == "-" else None)
        return name_of(maker) if maker is not None else None
    if (grants := _decider(items, num)) is not None:
        return name_of(grants)
    if (told := _told_in_head(num, context)) is not None:
        return told
    if earlier is not None and not _is_cost_beside_grant(reading, part, earlier, context):
        return earlier.slots.get("investor")
    return _acting(items[: part[0]], num) or _acted(reading, context) or _sole_issuer(reading.page)


GENITIVE = frozenset(("der", "des", "von", "vom"))


def _is_cost_beside_grant(reading: Reading, part: Sequence[int], earlier: Draft, context: Context) -> bool:
    """`Das Land gewährt 3 Mio. Euro. Die Gesamtkosten liegen bei 9 Mio. Euro.`: who gives a grant does not bear what something costs."""
    items = [reading.sentence.items[k] for k in part if reading.sentence.items[k].ent is None]
    costs = any(item.low.endswith("kosten") or item.low in sum_words("cost") or item.text == "Buche" for item in items)
    shares = any(item.low in sum_words("part") for item in items)
    return costs and not shares and earlier.rule == "funding" and earlier.slots.get("investor") in context.funders


def _opening_of_costs(items: Sequence[Item], part: Sequence[int]) -> range:
    """`Das Gerät des Herstellers Zeiss hat 2 Mio. Euro gekostet`: what costs does not pay: the words in front of the verb."""
    cost = next((k for k in part if items[k].low in sum_words("cost") and items[k].text[0].islower()), -1)
    if cost < 0 or any(items[k].low in sum_words("lets") for k in part):
        return range(0)
    verb = next((k for k in range(part[0], cost) if is_verb(items, k)), cost)
    return range(part[0], verb)


def _lender(reading: Reading) -> str | None:
    """`Angeführt wird das Bankenkonsortium von BNP Paribas`: who leads the banks by the next sentence."""
    page, at = reading.page, reading.sentence.index + 1
    behind = page.sentences[at : at + 1]
    items = behind[0].items if behind and behind[0].line == reading.sentence.line else []
    if not any(sum_forms("lenders").fit(item.low) for item in items if item.ent is None):
        return None
    named = (
        item.ent for k, item in enumerate(items) if k and item.ent and item.ent.label == "ORG" and _leads(items, k)
    )
    return next((name_of(ent) for ent in named), None)


def _borne(reading: Reading, num: Num) -> str | None:
    """`Die Kosten werden auf 750 Mio. Euro veranschlagt; Bund und Freistaat tragen sie je zur Hälfte`: who bears what was just told."""
    items, page = reading.sentence.items, reading.page
    own = [item.low for k, item in enumerate(items) if k < num.at + 2 and k >= num.at - LONG]
    mark = next((k for k in range(num.at, len(items)) if items[k].text == ";"), -1)
    behind = page.sentences[reading.sentence.index + 1 : reading.sentence.index + 2]
    run = (
        items[mark + 1 :] if mark > 0 else behind[0].items if behind and behind[0].line == reading.sentence.line else []
    )
    verb = next((k for k, item in enumerate(run) if item.low in sum_words("bears")), -1)
    whole = 0 <= verb < len(run) - 1 and _is_whole_sum(run[verb + 1 :])
    whole = whole and not any(item.low in event_words("denied") for item in run)
    if not whole or not any(low.endswith("kosten") for low in own):
        return None
    first = next((k for k in range(verb) if pays(run, k, num) is not None), -1)
    if first < 0:
        return None
    ent = run[first].ent
    return name_of(ent) if ent is not None else _body(page, _body_noun(run[first].text) or run[first].text)


def _is_whole_sum(behind: Sequence[Item]) -> bool:
    """`tragen sie`, `übernimmt die Summe vollständig`: what stands behind a verb of bearing is all that was told, no share of it."""
    if behind[0].low in ("sie", "diese"):
        return True
    named = len(behind) > 1 and behind[0].low in ("die", "den") and behind[1].low in sum_words("the_whole")
    return named and any(item.low in sum_words("entirely") for item in behind)


def _beside(reading: Reading, num: Num) -> Ent | None:
    """`Siemens 5 Mio. Euro und der Bund 3 Mio. Euro`: the name right in front of each of two sums gives it."""
    items = reading.sentence.items
    found: dict[int, Ent] = {}
    for other in reading.nums:
        k = other.at - 1
        while k > 0 and items[k].ent is None and sum_forms("about").fit(items[k].low):
            k -= 1
        ent = items[k].ent if k >= 0 else None
        if other.label == "MONEY" and ent is not None and pays(items, k, other) is not None:
            found[other.at] = ent
    return found.get(num.at) if len(found) > 1 else None


def _is_given(items: Sequence[Item], at: int) -> bool:
    """Whether a name behind who gives is the receiver: in the dative, or a firm right behind the verb (`stellt Kuhn ein Darlehen`)."""
    ent, before = items[at].ent, items[at - 1].low
    firm = ent is not None and ent.label in ("ORG", "BRAND")
    return before in ("der", "dem", "den") or (firm and (before in sum_words("gives") or before in sum_words("has")))


def _is_second(items: Sequence[Item], at: int) -> bool:
    """Whether a name is coordinated with the one in front of it: `Bund und Land`, `der Bund und das Land Tirol`."""
    k = at - 1
    while k > 0 and (items[k].low in ("der", "die", "das", "vom", "von", "dem") and items[k].ent is None):
        k -= 1
    front = items[k - 1] if k > 0 and items[k].low in ("und", "sowie") else None
    if front is None:
        return False
    return front.ent.label in ("ORG", "BRAND", "PLACE") if front.ent is not None else bool(_body_noun(front.text))


def bare_sum(reading: Reading, part: Sequence[int]) -> bool:
    """`Budgetiert sind 18 Mio. Euro.`: words without any noun or name beside the sum go on about what was told before."""
    items = [reading.sentence.items[k] for k in part]
    if reading.page.kind(reading.sentence) != "paragraph" or not any(item.text[0].islower() for item in items):
        return False
    opens = items[0].ent is None  # any word may open a sentence
    return all(
        item.text[0].islower() or not item.text[0].isalpha() or (item.ent is not None and item.ent.label == "MONEY")
        for item in items[opens:]
    )


def was_planned(reading: Reading, part: Sequence[int]) -> bool:
    """`Budgetiert waren 12,5 Mio. Euro.` behind a result: what was expected of a figure, where nothing is built."""
    low = {reading.sentence.items[k].low for k in part}
    if not low & {"war", "waren"} or not bare_sum(reading, part):
        return False
    above = reading.page.previous(reading.sentence)
    known = above.items if above is not None and above.line == reading.sentence.line else []
    return not any(
        item.ent is None and sum_forms(name).fit(item.low) for item in known for name in ("put_in", "erects")
    )


def _hung_payer(items: Sequence[Item], num: Num) -> Ent | None:
    """`L Catterton, das 20 Mio. Franken beisteuert`: the name that a relative clause with the sum and a verb of giving hangs on."""
    k = num.at
    while k > 0 and items[k].clause == num.clause:
        k -= 1
    first = k + 1 if items[k].clause != num.clause else k
    if first and items[first].text == "," and first + 1 < len(items):
        first += 1
    ent = items[first - 2].ent if first > 1 and items[first - 1].text == "," else None
    if ent is None or ent.label not in ("ORG", "BRAND") or items[first].low not in sum_words("whoever"):
        return None
    own = [item for item in items[first:] if item.clause == num.clause]
    last = next((item for item in reversed(own) if item.text[0].isalpha()), None)
    acts = (
        last is not None
        and last.ent is None
        and any(sum_forms(name).fit(last.low) for name in ("gives", "supports", "pays"))
    )
    others = any(item.ent is not None and item.ent.label in ("ORG", "BRAND") for item in own)
    return ent if acts and not others else None


def _decider(items: Sequence[Item], num: Num) -> Ent | None:
    """`stammen aus der Förderung, die das Bundesamt bewilligt hat`: who acts in a relative clause behind a sum that says that it is granted."""
    following = (k for k in range(num.at + 1, len(items)) if (e := items[k].ent) is not None and e.label == "MONEY")
    for k in range(num.at + 3, next(following, len(items))):
        ent = items[k].ent
        at = k - 1 - (items[k - 1].low in sum_words("articles"))
        opens = items[at].low in sum_words("relative") and items[at - 1].text == ","
        if ent is None or ent.label != "ORG" or not opens or _is_council(ent):
            continue
        end = next((i for i in range(k, len(items)) if items[i].text in ",.;"), len(items))
        if any(sum_forms("decided").fit(items[i].low) for i in range(k + 1, end)):
            return ent
    return None


def _is_council(ent: Ent) -> bool:
    """`der Gemeinderat`, `Zürcher Gemeinderat`: who decides on the money of its town."""
    return not sum_words("councils").isdisjoint(ent.canonical.casefold().split())


def _told_in_head(num: Num, context: Context) -> str | None:
    """Who pays the same sum by the headline or the lines below it."""
    value = num.value.get("value")
    payers = [draft.slots.get("investor") for draft in context.sums if draft.slots["amount"].get("value") == value]
    return str(payers[0]) if payers and payers[0] else None


def _of_whole(items: Sequence[Item], at: int, payer: int, sums: Sequence[int]) -> bool:
    """`Von den Kosten von 90 Mio. Euro übernimmt das Land 20`: who gives a part does not give the whole that `von` opens."""
    first = at
    while first > 0 and items[first - 1].clause == items[at].clause and items[first - 1].text not in ".;:":
        first -= 1
    opens = items[first].low in ("von", "vom") and items[first].ent is None
    return opens and first < at < payer and any(other > payer for other in sums)


def _is_worked_on(items: Sequence[Item], at: int, num: Num) -> bool:
    """`wird die Garage Rank für 40 Mio. Franken umgebaut`: what a passive clause says is built does not pay."""
    ent = items[at].ent
    if (
        ent is None
        or (at and items[at - 1].low in sum_words("agents"))
        or (at > 1 and items[at - 2].low in sum_words("agents"))
    ):
        return False
    own = [item.low for item in items if item.clause == num.clause and item.ent is None]
    passive = not auxiliaries("passive").isdisjoint(own)
    return passive and items[at].clause == num.clause and any(matches(form, low) for form in made_by() for low in own)


def _leads(items: Sequence[Item], at: int) -> bool:
    """Whether a name leads a round of financing: `angeführt von`, `unter Führung der`."""
    front = [item.low for item in items[max(0, at - 2) : at]]
    return not sum_words("agents").isdisjoint(front) or any(map(sum_forms("lead").fit, front))


def _supplies(items: Sequence[Item], at: int) -> bool:
    """Whether a clause says who delivers or builds: `Die Turbinen liefert Nordex, …`; not who pays."""
    own = [item.low for item in items if item.clause == items[at].clause and item.ent is None]
    return any(map(sum_forms("supplies").fit, own)) and not any(map(sum_forms("put_in").fit, own))


def _of_part(items: Sequence[Item], at: int) -> bool:
    """Whether a clause is about a part of the sum in front: `, davon trägt der Kanton Zug zwei Millionen`."""
    return any(item.low in sum_words("part") for item in items if item.clause == items[at].clause)


def _meant(reading: Reading, at: int, context: Context) -> str | None:
    """Whom `der Konzern`, `sie` means: who acts earlier in the sentence or acted in the one before; `wir` and `man` the issuer."""
    items = reading.sentence.items
    if noun := _body_noun(items[at].text):
        return _body(reading.page, noun)
    if items[at].low in sum_words("speaking"):
        return reading.page.issuer
    own = [item.ent for item in items[:at] if item.ent is not None and item.ent.label in ("ORG", "BRAND")]
    acting = [ent for ent in own if context.thread.stands(reading.sentence, ent) in grammar.ACTING]
    if acting:
        return name_of(acting[-1])
    return _acted(reading, context) or reading.page.issuer


def _body_noun(text: str) -> str | None:
    """`Bund` of `Bundes`; None where a word is no body of the state."""
    forms = (text, text.removesuffix("es"), text.removesuffix("s"))
    return next((form for form in forms if form in sum_words("bodies")), None)


def _body(page: Page, noun: str) -> str:
    """`das Land`: the state or town of which the release has the full name, else the noun itself."""
    full = [
        ent.canonical for ent in page.ents if ent.label in ("ORG", "PLACE") and ent.canonical.startswith(f"{noun} ")
    ]
    return Counter(full).most_common(1)[0][0] if full else noun


def _acted(reading: Reading, context: Context) -> str | None:
    """The firm that acts in the sentence above in the same paragraph."""
    above = reading.page.previous(reading.sentence)
    if above is None or above.line != reading.sentence.line:
        return None
    acting = context.thread.acting[above.index]
    if acting is None or acting.label not in ("ORG", "BRAND") or public(acting.canonical):
        return None
    if any(sum_forms("offices").fit(word) for word in acting.canonical.casefold().split()):
        return None
    behind = above.items[acting.item + 1].ent if acting.item + 1 < len(above.items) else None
    named = behind is not None and behind.label == "MODEL"
    how, case = context.thread.stands(above, acting), grammar.governed(above.items, acting.item)
    acts = how in ("acts", "inner") and case in ("", "der", "die")
    return name_of(acting) if acts and not named and name_of(acting) not in context.funders else None


def _sole_issuer(page: Page) -> str | None:
    """The issuer, but where the headline counts it up with others (`Renault – Nissan`, `X und Y`) nobody knows who pays."""
    for sentence in page.sentences:
        if page.kind(sentence) != "headline":
            continue
        firms = [ent for ent in sentence.ents if ent.label in ("ORG", "BRAND")]
        for one, other in itertools.pairwise(firms):
            between = {item.low for item in sentence.items[one.item + 1 : other.item]}
            if between and between <= sum_words("joint") and page.issuer in (one.canonical, other.canonical):
                return None
    return page.issuer


def _acting(items: Sequence[Item], num: Num) -> str | None:
    """Who acts in the clauses in front: `X erweitert das Werk; dafür sind 40 Mio. Euro veranschlagt`."""
    found = [(points, items[k].ent) for k in range(len(items)) if (points := pays(items, k, num)) is not None]
    named = [(points, ent) for points, ent in found if ent is not None]
    best = max(named, key=lambda pair: pair[0], default=None)
    return name_of(best[1]) if best is not None and best[1] is not None else None


def pays(items: Sequence[Item], at: int, num: Num) -> float | None:
    """How likely the name or noun at an index is who gives the sum; None where it cannot be."""
    item = items[at]
    if at > 1 and items[at - 1].low in ("der", "des") and _is_office(items[at - 2]):
        return None  # `Anna Berger, Bürgermeisterin der Stadt, erinnert daran`
    near = -0.05 * abs(at - num.at) - 0.8 * abs(item.clause - num.clause)
    before = [other.low for other in items[max(0, at - 2) : at]]
    if any(word in sum_words("sources") for word in before) or (
        at and items[at - 1].low in ("laut", "gemäß", "gemäss")
    ):
        return None
    if item.ent is None and _body_noun(item.text):
        return _body_pays(items, at, near)
    if item.ent is None:
        named = item.text[0].islower() or bool(set(before[-1:]) & {"das", "der", "die", "dem"})
        oblique = any(word in sum_words("oblique") for word in before)
        return 1.0 + near if item.low in sum_words("self") and named and not oblique else None
    name = item.ent.canonical.casefold()
    region = name in sum_words("unions") or (
        name in sum_words("regions") and any(word in sum_words("agents") for word in before)
    )
    region = region or (name in sum_words("regions") and _subject_of(items, at))
    acts = item.ent.label in ("ORG", "BRAND") or (item.ent.label == "PLACE" and (region or public(item.ent.canonical)))
    noun = at > 2 and items[at - 1].ent is None and items[at - 1].text[0].isupper()
    if noun and items[at - 2].low in sum_words("articles"):  # `mit der Muttergesellschaft Lufthansa Group`
        before = [items[at - 3].low, *before]
    governed = any(word in sum_words("oblique") for word in before) and not _opens_relative(items, at)
    if not acts or governed or set(before[-1:]) & sum_words("owned"):
        return None
    if _is_classed(items, at):
        return None
    if any(word in sum_words("agents") for word in before):
        return 1.6 + near
    genitive = before[-1:] in (["der"], ["des"]) and at > 1 and items[at - 2].text[0].isupper()
    return (0.4 if genitive else 1.5) + near


def _opens_relative(items: Sequence[Item], at: int) -> bool:
    """`ein Modell, für das Toyota 680 Mio. Euro bereitstellt`: whether what stands in front of a name opens a relative clause, in which it acts."""
    front = items[at - 3 : at] if at > 2 else []
    if len(front) < 3 or front[0].text != "," or front[2].low not in sum_words("relative"):
        return False
    end = next((k for k in range(at, len(items)) if items[k].text in ",.;"), len(items))
    return items[end - 1].ent is None and is_verb(items, end - 1)


def _is_office(item: Item) -> bool:
    return item.ent is not None and item.ent.label == "ROLE"


def _is_classed(items: Sequence[Item], at: int) -> bool:
    """`für die Marken Volkswagen und Audi`: a name that stands behind the noun for it, which a preposition governs."""
    k = at - 1
    while k > 0 and (items[k].ent is not None or items[k].low in ("und", "sowie") or items[k].text == ","):
        k -= 1
    return k > 0 and items[k].ent is None and sum_forms("classes").fit(items[k].low)


def _subject_of(items: Sequence[Item], at: int) -> bool:
    """`Das Saarland unterstützt`, `steuert Tirol bei`: a land beside a verb of giving, nothing else between."""
    beside = [items[k].low for k in (at - 1, at + 1, at - 2) if 0 <= k < len(items)]
    return any(sum_forms("supports").fit(word) for word in beside)


def _body_pays(items: Sequence[Item], at: int, near: float) -> float | None:
    """`das Land übernimmt`, `vom Bund`, `aus einem Programm des Bundes`: how likely a body without more of a name pays."""
    before = [other.low for other in items[max(0, at - 4) : at]]
    if items[at].text not in sum_words("bodies"):  # a genitive
        granted = "aus" in before or bool(set(before) & sum_words("grants"))
        return 1.2 + near if before[-1:] == ["des"] and granted else None
    if any(word in sum_words("oblique") for word in before[-2:]) or before[-1:] == ["und"]:
        return None
    return (1.6 if set(before[-2:]) & sum_words("agents") else 1.4) + near
