"""Quotations and who speaks them; indirect speech, titles of things and awards are none."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from pressefakten.facts.page import Ent, Item, Page, Sentence
from pressefakten.facts.persons import Gender, fits, statement, titles, topic
from pressefakten.facts.rules import Draft, RuleSet
from pressefakten.patterns import words

FRAGMENT_WORDS = 4
UTTERANCE_WORDS = 2
NEAR = 3
WINDOW = 24
MAX_LENGTH = 2000
RULES = ("quote-then-speaker", "quote-after-colon", "quote-fragment")


class Quotation(NamedTuple):
    """`start:end` is the text without its marks, `left` and `right` the offsets outside of them."""

    start: int
    end: int
    left: int
    right: int


OFFICES = ("ROLE", "ORG", "BRAND", "PLACE", "SITE")
VERB_ENDS = ("t", "te", "ten")
ATTRIBUTE_ENDS = ("e", "en", "er", "em", "es", "der", "die", "das", "sich")


@dataclass(slots=True)
class _Reader:
    """One pass over the quotations of a release; `last` is the speaker of the latest one and its line."""

    page: Page
    items: list[Item]
    starts: list[int]
    quotations: list[Quotation]
    sentences: list[int]
    last: tuple[Ent, int] | None = None
    drafts: list[Draft] = field(default_factory=list)


def read(page: Page, rules: RuleSet) -> list[Draft]:
    """All quotations with a named speaker, in text order; empty where the quote rules are not loaded."""
    known = {rule.id for _, rule in rules.of_anchor("quote")}
    found = quotations(page.text)
    if not found or not known:
        return []
    items = [item for sentence in page.sentences for item in sentence.items]
    reader = _Reader(page, items, [item.start for item in items], found, [s.start for s in page.sentences])
    for number, quotation in enumerate(found):
        _read_one(reader, number, quotation, known)
    return reader.drafts


@functools.cache
def _patterns(opening: str) -> re.Pattern[str]:
    """One regex for all marks; `opening` is the guillemet that opens in this release."""
    closing = "»" if opening == "«" else "«"
    pairs = {**words("quotes")["marks"]["pairs"], opening: closing}
    options = []
    for left, right in pairs.items():
        inner = f"[^{re.escape(left + right)}\\n]" if left != right[0] else f"[^{re.escape(right)}\\n]"
        guard = r"(?<!\w)" if left in '"‚“' else ""
        options.append(f"{guard}{re.escape(left)}(?=\\S){inner}{{2,{MAX_LENGTH}}}[{re.escape(right)}]")
    return re.compile("|".join(options))


def quotations(text: str) -> list[Quotation]:
    """Everything between quotation marks, outermost marks only; a quotation does not cross a line."""
    marks = words("quotes")["marks"]["guillemets"]
    first = min((at for mark in marks if (at := text.find(mark)) >= 0), default=-1)
    found = []
    for match in _patterns(text[first] if first >= 0 else marks[0]).finditer(text):
        start, end = match.start() + 1, match.end() - 1
        while end > start and text[end - 1] in ", ":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        if start < end:
            found.append(Quotation(start, end, match.start(), match.end()))
    return found


@functools.cache
def _says() -> frozenset[str]:
    table = words("speech_verbs")["verbs"]
    return frozenset(f"{table['says']} {table['before']}".split())


@functools.cache
def _cue(group: str, name: str) -> frozenset[str]:
    return frozenset(str(words("quotes")[group][name]).split())


def _read_one(reader: _Reader, number: int, quotation: Quotation, known: set[str]) -> None:
    page = reader.page
    length = len(re.findall(r"\w+", page.text[quotation.start : quotation.end]))
    sentence = _sentence_at(reader, quotation.start)
    if sentence is None or length < UTTERANCE_WORDS:
        return
    before, after = _before(reader, number, quotation, sentence), _after(reader, number, quotation)
    for rule, answer in (
        (RULES[0], _speaker_after(reader, quotation, sentence, after) if not _is_title(before, after) else None),
        (RULES[1], _speaker_of_colon(reader, sentence, before)),
        (RULES[2], _speaker_of_fragment(reader, quotation, sentence, before) if length >= FRAGMENT_WORDS else None),
        (RULES[1], _speaker_around(reader, quotation, sentence, before) if length >= FRAGMENT_WORDS else None),
    ):
        if answer is not None and rule in known:
            speaker, start, end, score = answer
            reader.last = (speaker, sentence.line)
            _add(reader, rule, quotation, speaker, (min(start, quotation.left), max(end, quotation.right)), score)
            return


def _add(reader: _Reader, rule: str, quotation: Quotation, speaker: Ent, clause: tuple[int, int], score: float) -> None:
    text = reader.page.text[quotation.start : quotation.end]
    core = text.rstrip(".!?…")
    for draft in reader.drafts:
        if draft.slots["speaker"] == speaker.canonical and (
            core in draft.slots["text"] or draft.slots["text"].rstrip(".") in core
        ):
            draft.evidence.append(clause)
            draft.slots["text"] = max(draft.slots["text"], text, key=len)
            return
    sources = {"text": (quotation.start, quotation.end), "speaker": (speaker.start, speaker.end)}
    slots = {"speaker": speaker.canonical, "text": text}
    reader.drafts.append(Draft("quote", rule, slots, [clause], sources, score))


def _sentence_at(reader: _Reader, offset: int) -> Sentence | None:
    at = bisect_right(reader.sentences, offset) - 1
    return reader.page.sentences[at] if at >= 0 else None


def _before(reader: _Reader, number: int, quotation: Quotation, sentence: Sentence) -> list[Item]:
    """The items of the sentence in front of the quotation; of the one above where that ends with a colon."""
    stop = bisect_left(reader.starts, quotation.left)
    start = sentence.start
    if stop and reader.items[stop - 1].start < start and reader.items[stop - 1].text == ":":
        above = reader.page.sentences[sentence.index - 1] if sentence.index else sentence
        start = above.start
    window = reader.items[bisect_left(reader.starts, start) : stop]
    return [item for item in window if not _quoted(reader, number, item)]


def _quoted(reader: _Reader, number: int, item: Item) -> bool:
    """Whether an item stands inside one of the neighbouring quotations."""
    near = reader.quotations[max(0, number - 2) : number + 3]
    return any(q.left <= item.start and item.end <= q.right for q in near)


def _after(reader: _Reader, number: int, quotation: Quotation) -> list[Item]:
    """The items behind the quotation up to the sentence's end or the next quotation."""
    at = bisect_left(reader.starts, quotation.right)
    stop = reader.quotations[number + 1].left if number + 1 < len(reader.quotations) else len(reader.page.text)
    end = reader.page.text.find("\n", quotation.right)
    window: list[Item] = []
    first = max(0, bisect_right(reader.sentences, quotation.right) - 1)
    ends = {s.end for s in reader.page.sentences[first : first + WINDOW] if s.end > quotation.right}
    for item in reader.items[at : at + WINDOW]:
        if item.start >= stop or (end >= 0 and item.start >= end):
            break
        window.append(item)
        if item.end in ends and not (len(window) > 1 and window[-2].low in titles()):
            break
    return window


Answer = tuple[Ent, int, int, float]


def _speaker_after(reader: _Reader, quotation: Quotation, sentence: Sentence, after: list[Item]) -> Answer | None:
    """`„…“, sagt die Chefin Petra Ostermann`: the verb stands at once, the person or pronoun behind it."""
    at = 1 if after and after[0].text in ",–-" else 0
    if at >= len(after):
        return None
    reach = min(at + NEAR if at else 1, len(after))
    verb = next((k for k in range(at, reach) if after[k].text in _says()), None)
    person = next((item for item in after if item.ent is not None and item.ent.label == "PERSON"), None)
    if verb is None:
        direct = at == 1 and person is after[1] if len(after) > 1 else False
        spoken = at == 1 and after[at].ent is None and after[at].low in _cue("speaks", "also")
        if person and person.ent and (direct or spoken or (at == 1 and _inverted(after[1:], person))):
            return person.ent, quotation.left, person.end, 0.8
        pronoun = spoken and len(after) > at + 1 and bool(_pronoun(after[at + 1].low))
        meant = _meant(reader, sentence, after[at + 1 :]) if pronoun else None
        return None if meant is None else (meant, quotation.left, after[at].end, 0.6)
    if person is not None and person.ent is not None:
        return person.ent, quotation.left, person.end, 1.0
    speaker = _meant(reader, sentence, after[verb + 1 :])
    return None if speaker is None else (speaker, quotation.left, after[verb].end, 0.7)


def _inverted(items: list[Item], person: Item) -> bool:
    """`„…“, frohlockt die neue Chefin Petra Ostermann`: any verb right behind the comma, its subject behind it."""
    verb = items[0]
    if verb.ent is not None or not verb.text.islower() or not verb.low.endswith(VERB_ENDS):
        return False
    if verb.low in _cue("speaks", "no_verb"):
        return False
    between = itertools.takewhile(lambda item: item is not person, items[1:])
    return all(
        (item.ent is not None and item.ent.label in OFFICES)
        or item.low in titles()
        or item.text in "-–./("
        or (item.text.islower() and item.low.endswith(ATTRIBUTE_ENDS))
        for item in between
    )


def _meant(reader: _Reader, sentence: Sentence, rest: list[Item]) -> Ent | None:
    """Who `er`, `sie` or `die Direktorin` is: the holder of that role, else the last person spoken of."""
    role = next((item.ent for item in rest if item.ent is not None and item.ent.label == "ROLE"), None)
    if role is not None and (family := _word_behind(rest, role)):
        people = (ent for ent in reader.page.ents if ent.label == "PERSON" and ent.start < role.start)
        return next((ent for ent in people if ent.canonical.split()[-1].lower() == family), None)
    if role is not None:
        return _holder(reader.page, role) or topic(reader.page, sentence, _role_gender(role))
    for item in rest[:2]:
        wanted = _pronoun(item.low)
        if wanted and reader.last and fits(reader.last[0].canonical, wanted) and sentence.line - reader.last[1] <= 1:
            return reader.last[0]
        if wanted:
            return topic(reader.page, sentence, wanted)
    first = rest[0].low if rest else ""
    article = _article(first)
    return topic(reader.page, sentence, article) if article else None


def _article(word: str) -> Gender | None:
    table = words("quotes")["pronoun"]
    return "f" if word == table["female_article"] else "m" if word == table["male_article"] else None


def _pronoun(word: str) -> Gender | None:
    return "f" if word in _cue("pronoun", "female") else "m" if word in _cue("pronoun", "male") else None


def _word_behind(rest: list[Item], role: Ent) -> str:
    """The capitalised word right behind an office in lower case: a family name that no entity covers; else empty."""
    at = next(k for k, item in enumerate(rest) if item.ent is role) + 1
    known = at < len(rest) and rest[at].ent is not None and rest[at].ent.label == "PERSON"  # type: ignore[union-attr]
    return rest[at].low if at < len(rest) and not known and rest[at].text[0].isupper() else ""


def _role_gender(role: Ent) -> Gender | None:
    return "f" if role.canonical.split()[0].endswith("in") else None


def _holder(page: Page, role: Ent) -> Ent | None:
    """The person who stands beside the same role elsewhere."""
    last = role.canonical.split()[0].lower()
    for sentence in page.sentences:
        ents = [item.ent if item.text != "," else None for item in sentence.items]
        behind = [(office, person) for office, person in itertools.pairwise(ents)]
        behind += [(ents[k + 2], ents[k]) for k, item in enumerate(sentence.items[1:-1]) if item.text == ","]
        for office, person in behind:
            if office is None or person is None or office.label != "ROLE" or person.label != "PERSON":
                continue
            if office.canonical.lower().endswith(last):
                return person
    return None


def _speaker_of_colon(reader: _Reader, sentence: Sentence, before: list[Item]) -> Answer | None:
    """`Anna Leitner ergänzt: „…“`: the last clause with a person in front of the colon speaks."""
    if not before or before[-1].text != ":":
        return None
    people = [item for item in before if item.ent is not None and item.ent.label == "PERSON"]
    if people and people[0].ent is not None:
        speaker = _subject(before, people)
        return speaker, before[0].start, before[-1].end, 1.0 if any(item.low in _says() for item in before) else 0.8
    if not people and (holder := _sole_office(reader.page, before)) is not None:
        return holder, before[0].start, before[-1].end, 0.6
    if any(item.low in _says() for item in before):
        at = _sentence_at(reader, before[0].start) or sentence
        speaking = _meant(reader, at, [item for item in before if item.low not in _says()])
        return None if speaking is None else (speaking, before[0].start, before[-1].end, 0.6)
    return None


def _sole_office(page: Page, items: list[Item]) -> Ent | None:
    """Who holds the only office that a clause names, in its first words: `Die Vorsitzende nutzte den Tag für eine Bitte:`."""
    offices = [item for item in items if item.ent is not None and item.ent.label == "ROLE"]
    at = items.index(offices[0]) if offices else 0
    other = any(item.low in _cue("speaks", "others") for item in items[at + 1 : at + 2])  # `der CEO der Konkurrenz`
    if len(offices) != 1 or at > NEAR or other or not _may_speak(items[:at]):
        return None
    return _holder(page, offices[0].ent)  # type: ignore[arg-type]


def _may_speak(before: list[Item]) -> bool:
    """Whether an office is a subject or a source by the words in front of it: not `gegen den Präsidenten`, `den Bürgermeister`."""
    low = [item.low for item in before if item.ent is None]
    if low[:1] == ["nach"] or not low:
        return not low
    oblique = bool(set(low) & {"den", "dem", "des", "einen", "einem"})
    return low[0] in _cue("speaks", "source") or not (oblique or set(low) & set(words("stopwords")["preposition"]))


def _interviewed(reader: _Reader, quotation: Quotation) -> Ent | None:
    """Who answers a question in the line above: the person of `Drei Fragen an X`, `Interview mit X`."""
    text = reader.page.text
    start, end = text.rfind("\n", 0, quotation.left) + 1, text.find("\n", quotation.right)
    alone = text[start : quotation.left].strip() == "" == text[quotation.right : end if end >= 0 else None].strip()
    if not alone or not text[:start].rstrip().endswith("?"):
        return None
    for sentence in reader.page.sentences:
        if sentence.start >= start:
            return None
        for at, item in enumerate(sentence.items):
            asked = item.low in _cue("speaks", "interview") and at + 2 < len(sentence.items)
            if asked and sentence.items[at + 1].low in ("an", "mit", "bei"):
                stop = text.find("\n", item.end)
                return next((e for e in reader.page.ents if e.label == "PERSON" and item.end < e.start < stop), None)
    return None


def _speaker_around(reader: _Reader, quotation: Quotation, sentence: Sentence, before: list[Item]) -> Answer | None:
    """A whole sentence in marks goes on with what was told: behind a colon, behind a sentence about saying, before
    `Mit diesen Worten`."""
    whole = reader.page.text[quotation.end - 1] in ".!?…"
    if not whole or _follows_another(reader, quotation):
        return None
    if before and before[-1].text == ":":
        speaker = _told_before(reader, sentence, quotation.left, said=False)
        return None if speaker is None else (speaker, before[0].start, before[-1].end, 0.5)
    if before:
        return None
    if (asked := _interviewed(reader, quotation)) is not None:
        return asked, quotation.left, quotation.right, 0.8
    following = reader.page.sentences[sentence.index + 1 : sentence.index + 2]
    if (
        following
        and following[0].line == sentence.line
        and any(item.low in _cue("speaks", "words") for item in following[0].items[:4])
    ):
        person = next((ent for ent in following[0].ents if ent.label == "PERSON"), None)
        return None if person is None else (person, quotation.left, person.end, 0.7)
    speaker = _told_before(reader, sentence, quotation.left, said=True)
    return None if speaker is None else (speaker, quotation.left, quotation.right, 0.5)


def _follows_another(reader: _Reader, quotation: Quotation) -> bool:
    """What goes on behind another quotation of the paragraph is part of that one."""
    start = reader.page.text.rfind("\n", 0, quotation.left)
    return any(start < other.left < quotation.left for other in reader.quotations)


def _told_before(reader: _Reader, sentence: Sentence, stop: int, *, said: bool) -> Ent | None:
    """The last person in front in the paragraph; `said`: the sentence before must be one about saying."""
    for index in range(sentence.index, max(-1, sentence.index - NEAR), -1):
        other = reader.page.sentences[index]
        if other.line != sentence.line:
            return None
        people = [ent for ent in other.ents if ent.label == "PERSON" and ent.end <= stop]
        verbs = {item.low for item in other.items if item.end <= stop} & (_says() | _cue("speaks", "indirect"))
        if people:
            return people[-1] if verbs or not said else None
    return None


def _subject(before: list[Item], people: list[Item]) -> Ent:
    """The person nearest to the verb of speaking, the first one where there is no such verb."""
    verbs = [k for k, item in enumerate(before) if item.low in _says()]
    if verbs and len(people) > 1:
        at = verbs[-1]
        preceding = [item for item in people if item.start < before[at].start]
        nearest = preceding[-1] if preceding else people[0]
        behind = before[at + 1] if at + 1 < len(before) else None
        if behind is not None and behind.ent is not None and behind.ent.label == "PERSON" and not preceding:
            return behind.ent
        return nearest.ent or people[0].ent  # type: ignore[return-value]
    return people[0].ent  # type: ignore[return-value]


def _speaker_of_fragment(
    reader: _Reader, quotation: Quotation, sentence: Sentence, before: list[Item]
) -> Answer | None:
    """`Huber sprach von einem „…“`: a part of what a person said, inside a sentence about saying."""
    low = {item.low for item in before if item.ent is None}
    opens = reader.page.text[quotation.start : quotation.end].partition(" ")[0]
    called = opens in _cue("thing", "one") and low & _cue("thing", "calls")
    if not before or (_names_a_thing(before) and not called):
        return None  # but `nannte das Projekt „einen Leuchtturm, der sogar wärmt“`
    said = bool(low & (_says() | _cue("speaks", "also")))
    last = reader.last
    if last and last[1] == sentence.line and not said and low & _cue("speaks", "indirect"):
        return last[0], before[0].start, before[-1].end, 0.6
    people = [item for item in before if item.ent is not None and item.ent.label == "PERSON"]
    start = statement(before, [item.ent for item in people if item.ent is not None])
    people = [item for item in people if item.start >= start]
    ended = max((other.right for other in reader.quotations if other.right < quotation.left), default=-1)
    goes_on = ended >= 0 and not set(reader.page.text[ended : quotation.left]) & set(".\n")  # `„…“, sagt er, „und …“`
    if not people and not goes_on and (meant := _remarking(reader, sentence, before)) is not None:
        return meant, before[0].start, before[-1].end, 0.6
    if not people:
        holder = _sole_office(reader.page, before) if before[0].low in _cue("speaks", "source") else None
        return None if holder is None else (holder, before[0].start, before[-1].end, 0.6)
    sourced = any(
        item.low in _cue("speaks", "source") and behind.start <= people[0].start and people[0].start - item.end < 60
        for item, behind in itertools.pairwise(before)
    )
    return (_subject(before, people), before[0].start, before[-1].end, 0.8) if said or sourced else None


def _remarking(reader: _Reader, sentence: Sentence, before: list[Item]) -> Ent | None:
    """`und, wie sie lachend anmerkt, „…“`: whom the pronoun beside a verb of saying means."""
    clauses = {item.clause for item in before if item.ent is None and item.low in _says()}
    who = next((item for item in before if item.clause in clauses and _pronoun(item.low)), None)
    return topic(reader.page, sentence, _pronoun(who.low)) if who is not None else None


def _is_title(before: list[Item], after: list[Item]) -> bool:
    """`Das Programm „Stadt für alle“ lobt Anna Berger`: the marks hold a name, and no comma ends what they hold."""
    return bool(before) and bool(after) and after[0].text not in ",–-" and _names_a_thing(before)


def _names_a_thing(before: list[Item]) -> bool:
    """Whether the word in front of the quotation mark says that a name follows."""
    if before[-1].low in _cue("thing", "one"):  # `nannte das Vorhaben einen „Meilenstein …“`
        return False
    for item in before[-2:]:
        if item.ent is None and (
            item.low in _cue("thing", "before") or item.low.endswith(tuple(_cue("thing", "ends")))
        ):
            return True
    return False
