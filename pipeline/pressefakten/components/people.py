"""The stage `people`: persons and the offices that they hold."""

import functools
import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressefakten.components.common import register_extensions, text_of, write
from pressefakten.normalize import people, roles
from pressefakten.normalize.gazetteer import LABELS as NAMES
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.namewords import TITLE, Words
from pressefakten.normalize.people import Person
from pressefakten.normalize.roles import Office
from pressefakten.normalize.rolewords import column
from pressefakten.normalize.text import fold


@Language.factory("pressefakten_people", assigns=["doc.ents", "span._.canonical", "span._.rule"])
def make_people(nlp: Language, name: str) -> "People":
    """Build the stage for a pipeline."""
    return People()


class People:
    """Finds persons and roles; names that earlier stages found are evidence for and against."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Write the mentions into `doc.ents`."""
        write(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Mention]:
        """PERSON and ROLE mentions in text order; reads `doc.ents` and changes nothing."""
        text = Words(fold(text_of(doc)))
        labels = [""] * (len(text.text) + 1)
        for span in doc.ents:
            if span.label_ in NAMES and not _is_field(span):
                labels[span.start_char : span.end_char] = [span.label_] * (span.end_char - span.start_char)
        cores = roles.cores(text)
        sure = [o for o in cores if o.lemma != "Leitung" or text.gap[o.last + 1] not in roles.OF_HOUSE]
        offices = people.Offices(frozenset(o.last for o in sure), frozenset(o.first for o in sure))
        found = people.persons(text, offices, labels.__getitem__)
        return sorted([*_people(text, found), *_roles(text, cores, found, labels)])


def _is_field(span: Span) -> bool:
    """Whether a name is nothing but fields of work: behind a title it is part of it (`Bereichsvorstand Mobility Electronics`)."""
    if span.label_ == "ORG" and all(roles.is_field(token.text) for token in span):
        return True
    return span.label_ in ("ORG", "SITE") and roles.is_department(span.text)


def _people(text: Words, found: list[Person]) -> list[Mention]:
    surfaces = [" ".join(text.text[p.start : p.end].split()) for p in found]
    linked = people.link(surfaces)
    return [
        Mention(p.start, p.end, "PERSON", p.rule, canonical=name, instead=p.rule == people.DISPLACES)
        for p, name in zip(found, linked, strict=True)
    ]


def _roles(text: Words, cores: list[Office], found: list[Person], labels: list[str]) -> list[Mention]:
    """Complete the titles with their fields and keep those that stand."""
    words_of_people = {i for p in found for i in range(p.first, p.last + 1)}
    spans = bytearray(len(labels))
    for p in found:
        spans[p.start : p.end] = b"\x01" * (p.end - p.start)
    ends = {p.last for p in found}
    starts = {p.first for p in found}
    heads = {office.start for office in cores}
    kept: list[Mention] = []
    for office in cores:
        if any(i in words_of_people for i in range(office.first, office.last + 1)):
            continue
        roles.without_body(text, office, lambda at: labels[at] in _STOPS)
        before = (office.first - 1 in ends and _follows(text, office)) or _joins(text, office, kept)
        roles.complete(text, office, lambda at: bool(spans[at]) or labels[at] in _STOPS, sure=before)
        after = _next_person(text, office, starts)
        closed = before and (text.text[office.end : office.end + 1] in (")", "\n") or office.end + 2 in heads)
        member = (after or closed) and office.role.kind == "body" and _is_whole(office, labels)
        if _covered(office, labels) and not member:
            continue
        if after and office.role.head in _TITLES and office.lemma == office.role.lemma:
            continue
        stands = roles.stands(text, office, person_before=before, person_after=after)
        if not (stands or _is_taken_over(text, office, labels, spans, cores)):
            continue
        if roles.is_led(office) and not any(spans[max(0, office.start - NEAR) : office.end + NEAR]):
            continue
        rule = "role-" + office.role.kind
        kept.append(Mention(office.start, office.end, "ROLE", rule, canonical=office.lemma, instead=member))
    return kept


def _is_taken_over(text: Words, office: Office, labels: list[str], spans: bytearray, cores: list[Office]) -> bool:
    """`übernimmt Anna Berger die Leitung der Axpo AG`: what is led of a named house, where its sentence has no other title."""
    whole = text.text
    house = _of_house().match(whole, office.end) if office.lemma == "Leitung" else None
    article = text.before(office.first) or (text.gap[office.first] == " " and text.word[office.first - 1].lower())
    if house is None or article != "die":
        return False
    if labels[house.end()] not in ("ORG", "BRAND", "SITE") and not (house[1] and whole[house.end()].isupper()):
        return False
    start = max(whole.rfind("\n", 0, office.start), *(whole.rfind(stop, 0, office.start) for stop in ("; ", ": "))) + 1
    start = max([start, *(at.end() for at in _SENTENCE.finditer(whole, start, office.start))])
    end = _FULL_STOP.search(whole, office.end)
    held = end is not None and _HOLDS.search(whole, office.end, end.start()) is not None
    if end is None or not any(spans[start : end.start() if held else office.start]):
        return False
    others = any(o.lemma != "Leitung" and start <= o.start < end.start() for o in cores)
    return not others and (held or _TAKES_OVER.search(whole, start, end.start()) is not None)


@functools.cache
def _of_house() -> re.Pattern[str]:
    """What stands between what is led and the name of the house: `der Division`."""
    kinds = "|".join(sorted(map(re.escape, column("complement", "kinds")), key=len, reverse=True))
    return re.compile(rf" (?:der|des|von|vom) (?:[a-zäöü]+en )?(?:({kinds}) )?")


_SENTENCE = re.compile(r"(?<=[a-zäöüß]{5})\.(?=\s)")  # not `Univ.-Prof. Dr.`
_FULL_STOP = re.compile(r"(?<!\d)[.;](?=\s|$)")
_HOLDS = re.compile(r"\binne(?:hat|hatte)?\b")
_TAKES_OVER = re.compile(
    r"\b(?:übern(?:immt|ahm|ehmen|ommen)|überg(?:ibt|ab|eben)|überträgt)\b"
    r"|\b(?:gibt|gab|reicht|reichte)\b.* (?:ab|weiter)$"
)
NEAR = 80
"""Characters within which somebody stands who leads what is led: `übernimmt Eva Lang die technische Leitung`."""
_LINKS = frozenset(("", "der", "die", "den", "dem", "seit", *people.SINCE))
_TITLES = frozenset(("professor", "professorin"))
"""Offices that are a title straight before a name."""
_SEVERAL = frozenset(("beiden", "zwei", "drei", "vier"))
"""Before an office of several whose names may stand behind a comma: `die beiden Vorstände, A und B`."""
_STOPS = frozenset(("BRAND", "ORG", "MODEL", "SITE", "PLATFORM"))


def _joins(text: Words, office: Office, kept: list[Mention]) -> bool:
    """Whether a title goes on with the one before it: `CEO und Mitgründer`."""
    return bool(kept) and text.text[kept[-1].end : office.start] in (" und ", " & ", " sowie ")


def _follows(text: Words, office: Office) -> bool:
    """Whether only a comma, a bracket, an article or an adverb stands between a person and the title."""
    between = text.text[text.end[office.first - 1] : office.start]
    if office.role.kind == "body":
        return between in (", ", " (", "\n")
    return between.strip(" ,(\n|·–-") in _LINKS


def _next_person(text: Words, office: Office, starts: set[int]) -> bool:
    """Whether a person stands right after the title, academic titles aside."""
    i = office.last + 1
    counted = text.before(office.first) in _SEVERAL
    if i >= len(text) or not (text.gap[i] == " " or (counted and text.gap[i] == ", ")):
        return False
    while i < len(text) and i not in starts and text.bits[i] & TITLE and len(text.gap[i + 1]) < 14:
        i += 1
    return i in starts


def _is_whole(office: Office, labels: list[str]) -> bool:
    """Whether a body stands there as an organization: `Bundesrat` before a person is an office."""
    return _covered(office, labels) and not labels[office.start - 1] and not labels[office.end]


def _covered(office: Office, labels: list[str]) -> bool:
    return bool(labels[office.start]) and labels[office.start] == labels[office.end - 1]
