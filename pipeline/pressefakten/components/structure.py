"""The stage `structure`: what each line of a release is, where sentences end, when and where it was issued."""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypedDict

from spacy.language import Language
from spacy.tokens import Doc

from pressefakten.components.common import register_extensions, text_of
from pressefakten.normalize import dates, gazetteer, grid, lexicon
from pressefakten.normalize.dateline import DATELINE, FULL_DATE, PARTS, REVERSED, dateline, from_sender, is_issue, month
from pressefakten.patterns import words


class Line(TypedDict):
    """One line that is not blank, or the cells of a table row that stand one a line; offsets are those of its content, without indentation and bullet.

    `kind`: masthead, headline, subhead, bullet, dateline, paragraph, heading, table_head, row, item, contact,
    boilerplate, leftover. `zone`: head, body, boilerplate, contact, leftover. `heading`: index of the line that
    governs this one, or -1. `head`: index of the table head or of the line that opens the list, or -1.
    """

    start: int
    end: int
    kind: str
    zone: str
    heading: int
    head: int
    bullet: bool
    cells: list[list[int]]


BULLET = re.compile(r"\s*(?:[•►▪●■◆▶✓→·»]|[-–—*o+](?=\s)|\d{1,2}[.)](?=\s))\s*")
DAYS = re.compile(r"\d{1,2}\.\s?(?:bis|und|oder|sowie|[-–—/+&])\s?\d{1,2}\.")
"""`26. bis 28. September`: days, no numbering."""
ITEM = re.compile(r"^(?:[^:.!?]|\.(?=\s?\S)){2,60}:\s+\S")
SENTENCE_END = re.compile(r"[.!?…]+[)\]\"“”»«’›‹']*(?=\s+[\"“„«»‚‘(\[]*[A-ZÄÖÜ0-9])|[:;](?=\s+[„«»])")
QUANTITIES = re.compile(r"\d\s?(?:[a-zµ]{1,3}|[kM]W|kWh|PS|Nm|km/h|Liter|Meter|Kilometer|Sitzplätze)\b")
AMOUNTS = re.compile(r"\d\s?%|(?:CHF|EUR|€|Fr\.)\s?\d|\d\s?(?:Mio|Mrd|Euro|Franken)\b")
UNIT_END = re.compile(r"(?:\d\s?(?:[a-z]|k[gmW]|[ckm]m|[kMG]?Wh|[kMG]W|PS|Nm|km/h)|/[a-z])$")
INITIALS = re.compile(r"(?:[a-zäöü]{1,2}\.)+[a-zäöü]{1,2}")
"""`S.A`, `e.V`, `i.d.R`: the stop behind them ends a sentence only before a word that opens one."""
SCALES = frozenset(("mio", "mrd", "tsd", "bio", "mia"))
STARTER = re.compile(
    r"(?:Der|Die|Das|Im|In|Am|Bei|Mit|Ein|Eine|Er|Sie|Es|Für|Auf|Damit|Zu|Den|Dem|Nach|Von|Dies\w*|Auch|Wir"
    r"|Vom|Zum|Zur|Ab|Bis|Seit|Trotz|Unter|Über|Davon|Dabei|Hinzu|Ohne|Insgesamt|Weitere|Als|An|Aus)\b"
)
MARKED = re.compile(r"^#{1,6}\s+|\s+#+$|^(\*\*|__)(?=.+\1$)|(?<=[^*_])(?:\*\*|__)$")
"""The signs of a heading or of bold type in Markdown."""
LAST_WORD = re.compile(r"[\wäöüÄÖÜß.-]+$")
PHONE_OR_MAIL = re.compile(r"@|\b(?:Tel\.?|Telefon|Mobil|Fax|T)\s*:?\s*[+(0]|\+4[139][\s(]|\b0\d{2,4}[\s/-]\d{3}")


@Language.factory(
    "pressefakten_structure",
    assigns=[
        "doc._.lines",
        "doc._.sentences",
        "doc._.published",
        "doc._.month",
        "doc._.dateline",
        "doc._.title",
        "doc._.country",
    ],
)
def make_structure(nlp: Language, name: str) -> "Structure":
    """Build the stage for a pipeline."""
    return Structure()


class Structure:
    """Writes the layout of a release into the document; a foreign base pipeline's entities get our labels."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Set lines, sentences, title, dateline, published (or the month of issue) and country."""
        text = text_of(doc)
        lines = read_lines(text)
        doc._.lines = lines
        doc._.sentences = list(sentences(text, lines))
        doc._.dateline = dateline(text, lines)
        if doc._.dateline["date"]:
            doc._.published = doc._.dateline["date"]
        elif not doc._.published:
            doc._.month = month(text, lines)
        headline = next((line for line in lines if line["kind"] == "headline"), None)
        doc._.title = MARKED.sub("", text[headline["start"] : headline["end"]]) if headline else None
        doc._.country = doc._.country or country(text, doc._.dateline["place"])
        return doc


@functools.cache
def _vocabulary() -> dict[str, Any]:
    table = words("structure")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def read_lines(text: str) -> list[Line]:
    """Classify every line that is not blank, top to bottom."""
    lines = [_line(text, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    grid.mark(text, lines)
    body = _cut(text, lines, _first_paragraph(text, lines))
    _mark_head(text, lines, body)
    _mark_body(text, lines, body)
    return lines


def _line(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    bullet = BULLET.match(raw)
    left = bullet.end() if bullet else len(raw) - len(raw.lstrip())
    stop = len(raw.rstrip())
    opening = raw.lstrip()
    dated = any(kind.match(opening) for kind in (FULL_DATE, DAYS, grid.PERIOD)) or _opens_with_day(opening)
    marked = bool(bullet and bullet.group().strip()) and left < stop and not dated
    if bullet and not marked:
        left = len(raw) - len(raw.lstrip())
    cells = grid.cells_of(raw, left, stop, start)
    return Line(
        start=start + left,
        end=start + stop,
        kind="paragraph",
        zone="body",
        heading=-1,
        head=-1,
        bullet=marked,
        cells=cells,
    )


@functools.cache
def _months() -> frozenset[str]:
    return frozenset(form.casefold() for form in words("months")["months"])


def _opens_with_day(content: str) -> bool:
    """`19. März: Bilanzpressekonferenz`: a day, no numbering."""
    found = re.match(r"\d{1,2}\.\s*([A-Za-zÄÖÜäöü]+)", content)
    return found is not None and found[1].casefold() in _months()


def _sentence_like(text: str, line: Line) -> bool:
    words_ = text[line["start"] : line["end"]].split()
    return len(words_) >= 14 and (line["end"] - line["start"]) > 90


CLOSING = (".", "!", "?", "“", "»", ":", "”", ")", "«", "=", "*")


def _first_paragraph(text: str, lines: list[Line]) -> int:
    """Index of the line that opens the running text; the head is what stands above."""
    for i, line in enumerate(lines):
        if line["kind"] == "paragraph" and not line["bullet"] and _sentence_like(text, line):
            if i == 0 and len(lines) > 1 and line["end"] - line["start"] < 160:
                continue  # a long headline
            if i <= 2 and _repeated(text, lines, i):
                continue
            content = text[line["start"] : line["end"]].rstrip()
            if not content.endswith(CLOSING) and (i < 2 or _alone(text, lines, i)):
                continue  # a headline of many words has no full stop
            if i < 4 and not _is_closed(content) and all(_is_above(text, above) for above in lines[:i]):
                continue
            return i
    return min(1, len(lines))


def _is_above(text: str, line: Line) -> bool:
    """Whether a line stands over the headline: a letterhead, a name of a few words."""
    content = text[line["start"] : line["end"]].strip()
    short = len(content.split()) < 5 and not line["bullet"] and not FINITE_VERB.search(content)
    return short or _is_masthead(text, line) or _is_sender(text, line)


def _is_closed(content: str) -> bool:
    """Whether a line ends as a sentence does; the stop of `371 Mio.` belongs to the abbreviation."""
    last = LAST_WORD.search(content.removesuffix("."))
    return content.endswith(CLOSING) and not (content.endswith(".") and last and last.group().lower() in SCALES)


MAX_HEAD = 9


def _cut(text: str, lines: list[Line], body: int) -> int:
    """A release that opens with a data sheet has no long head: it ends with the headline and the lines set with it."""
    if body <= MAX_HEAD:
        return body
    head = lines[:body]
    headline = _headline(text, head, [_is_masthead(text, line) for line in head])
    at = next((k for k, line in enumerate(head) if line is headline), body)
    while at + 1 < body and lines[at + 1]["kind"] == "paragraph" and not _opens_list(text, lines, at + 1):
        at += 1
    return min(at + 1, body)


def _opens_list(text: str, lines: list[Line], i: int) -> bool:
    """Whether a line is an item, or heads one or a table that stands right below."""
    content, below = (text[line["start"] : line["end"]] for line in (lines[i], lines[min(i + 1, len(lines) - 1)]))
    return bool(ITEM.match(content) or ITEM.match(below)) or lines[min(i + 1, len(lines) - 1)]["kind"] != "paragraph"


def _alone(text: str, lines: list[Line], i: int) -> bool:
    """Whether a blank line parts a line from running text close below it."""
    behind = text[lines[i]["end"] : lines[i + 1]["start"]] if i + 1 < len(lines) else ""
    return behind.count("\n") > 1 and any(_sentence_like(text, other) for other in lines[i + 1 : i + 4])


def _repeated(text: str, lines: list[Line], i: int) -> bool:
    own = text[lines[i]["start"] : lines[i]["end"]]
    return any(
        own == text[other["start"] : other["end"]] for other in lines[max(0, i - 1) : i + 2] if other is not lines[i]
    )


SPACED = re.compile(r"(?:\w ){4,}\w\b")
NAVIGATION = re.compile(r"\s+[|›>»·•]\s+|\s/\s|\s{3,}|\t")


def _is_masthead(text: str, line: Line) -> bool:
    """A letterhead line: kind of document, sender, date, number, address, way through a site, but no statement."""
    content = text[line["start"] : line["end"]].strip()
    if SPACED.fullmatch(content):
        content = content.replace(" ", "")
    low = content.lower()
    bare = re.sub(r"[^\wäöüß-]+", " ", low).strip()
    vocabulary = _vocabulary()["masthead"]
    if any(low.startswith(word) for word in vocabulary) or any(bare.endswith(word) for word in vocabulary):
        return len(content) < 110
    if FULL_DATE.search(content) and len(content) < 90 and any(word in low for word in _vocabulary()["document"]):
        return True
    if (number := NUMBERED.search(content)) and len(content) < 110:
        alone = not re.search(r"[^\W\d_]\)? $", content[: number.start()])  # no `Verordnung (EU) Nr. 715/2007`
        return alone or not FINITE_VERB.search(content)
    if len(content) < 110 and _is_in_fields(PARTS.split(content)):
        return True
    key = re.match(r"(\w+)(?:\s?/\s?\w+)?\s?:", low)
    if key and key[1] in _vocabulary()["label"]:
        return True
    opens = FULL_DATE.match(content)
    if (
        dates.day(content)
        or ((behind := REVERSED.match(content)) and len(content) - behind.end() < 25)
        or (opens and len(content) - opens.end() < 22)
        or re.fullmatch(r"[\W\d]+", content)
    ):
        return True
    if (
        (match := DATELINE.match(content))
        and match.group("date")
        and len(content) - match.end() < 25
        and _is_of_a_day(match)
    ):
        return True
    if from_sender(content) and len(content) < 120:
        return True
    if re.search(r"\b\d{4,5}\s+[A-ZÄÖÜ]", content) and len(content) < 100 and not FINITE_VERB.search(content):
        return True
    return (
        len(NAVIGATION.findall(content)) >= 2
        and len(content) < 110
        and all(len(part.split()) <= 5 for part in NAVIGATION.split(content))
    )


NUMBERED = re.compile(r"\b(?:Nr|No)\.? ?\d{1,4}\s?[/-]\s?\d{2,4}\b")
"""The number of a release in its series: `Nr. 94/2025`."""


def _is_kind(part: str) -> bool:
    """Whether a field of a letterhead names the kind of document or the press office: `Presse-Service`, `Ad-hoc-Mitteilung gemäss Art. 53 KR`."""
    vocabulary = _vocabulary()
    return part.startswith(("ad-hoc-m", "ad hoc-m", "sperrfrist")) or (
        len(part.split()) <= 3 and part.startswith((*vocabulary["document"], *vocabulary["press_office"]))
    )


def _is_in_fields(fields: list[str]) -> bool:
    """Whether one of several fields names the kind of document or has a label and a day, or the last is place and day of issue."""
    low = [field.lower() for field in fields]
    if len(fields) < 2 or any(map(_is_kind, low)):
        return len(fields) > 1
    labels = _vocabulary()["label"]
    labelled = any(field.split()[:1] and field.split()[0] in labels and FULL_DATE.search(field) for field in low)
    return len(fields) < 5 and (labelled or _closes_with_issue(fields))


def _closes_with_issue(fields: list[str]) -> bool:
    """Whether the last field of a letterhead is place and day of issue and the ones before are short: `Wirtschaft | Graz, 3. Mai 2026`."""
    match = DATELINE.match(fields[-1])
    whole = match is not None and match.group("date") and is_issue(match) and len(fields[-1]) - match.end() < 3
    return bool(whole) and all(len(field.split()) < 5 and not FINITE_VERB.search(field) for field in fields[:-1])


def _is_of_a_day(match: re.Match[str]) -> bool:
    """Whether a place or a kind of document stands before the day, not a headline with one: `Der Fahrzeugbestand am 1. Januar 2026`."""
    first = (match["place"].lower().split() or [""])[0]
    return first not in _vocabulary()["articles"]


def _is_document_kind(text: str, line: Line) -> bool:
    """`Medienmitteilung`, `PRESSEINFORMATION Nr. 12`, alone or with a date: the line under which the headline stands."""
    content = text[line["start"] : line["end"]].strip()
    low = content.replace(" ", "").lower() if SPACED.fullmatch(content) else content.lower()
    return low.startswith(_vocabulary()["document"]) and len(content) < 70


ORG_LINE = re.compile(
    r"\b(?:ag|gmbh)(?=,|$)|\b(?:AG|GmbH|SE|KG|SA|Gruppe|Group|Kanton|Gemeinde|Stadt|Club|Fachstelle|Stiftung|Kammer|Bank)\b|e\.\s?V\."
    r"|(?:\b|[a-zäöü])(?:[Mm]inisterium|[Dd]epartement|[Dd]irektion|[Kk]anzlei|[Bb]ehörde|[Uu]niversität|[Vv]erband|[Vv]ereinigung|[Aa]mt)\b"
)
FINITE_VERB = re.compile(r"\s[a-zäöüß]{3,}t\b|\s[a-zäöüß]{3,}en\s+(?![A-ZÄÖÜ])|[:;!?]")


def _mark_head(text: str, lines: list[Line], body: int) -> None:
    head = lines[:body]
    masthead = [_is_masthead(text, line) for line in head]
    headline = _headline(text, head, masthead)
    for line, letter in zip(head, masthead, strict=True):
        line["zone"] = "head"
        if line["kind"] != "paragraph":
            continue
        if line is headline:
            line["kind"] = "headline"
        elif line["bullet"]:
            line["kind"] = "bullet"
        elif headline is not None and line["start"] > headline["start"] and not letter:
            line["kind"] = "subhead"
        else:
            line["kind"] = "masthead"


def _headline(text: str, head: list[Line], masthead: list[bool]) -> Line | None:
    """The line of the head that states what the release is about: the best by form, the first among equals."""
    under = max((k for k, line in enumerate(head) if _is_document_kind(text, line)), default=-1)
    best, most, seen = None, -9.0, 0
    for k, line in enumerate(head):
        if line["bullet"] or line["kind"] != "paragraph" or masthead[k]:
            continue
        content = text[line["start"] : line["end"]].strip()
        if content.lower().startswith(_vocabulary()["salutation"]) and content.endswith((",", "!")):
            continue
        length = len(content.split())
        points = (
            (
                3.0
                if 4 <= length <= 26
                else (2.9 if k and not seen and "/" not in content else 2.5)
                if length == 3
                else 1.0
            )
            + (0.5 if FINITE_VERB.search(content) else 0.0)
            - 0.6 * seen
        )
        points -= 2.0 if _is_sender(text, line) or (k == 0 and _is_name_with_claim(content)) else 0.0
        points -= 1.5 if k <= max(1, under + 3) and _names_a_report(content) else 0.0
        points -= 1.5 if k <= 2 and _is_slogan(content) else 0.0
        points -= 2.5 if k < under else 0.0
        points -= 1.0 if content.endswith(".") and length < 8 else 0.0
        points -= 3.0 if content.lower().startswith(_vocabulary()["no_headline"]) or content[:1] in "+*" else 0.0
        seen += not _is_sender(text, line)
        if points > most:
            best, most = line, points
    return best


CLAIM = re.compile(r"\S[^|–—/:]{1,34}\s[|–—/]\s\S.{2,44}")


def _is_name_with_claim(content: str) -> bool:
    """`Zoo Basel | News für Medienschaffende`, `ZIV – Die Fahrradindustrie`, all in capitals: who sends it, in the first line."""
    if FINITE_VERB.search(content) or any(char.isdigit() for char in content):
        return False
    return CLAIM.fullmatch(content) is not None or (content.isupper() and len(content.split()) <= 6)


def _is_slogan(content: str) -> bool:
    """A line in capitals without a German word: `THE NATURAL UPGRADE`."""
    long = [word for word in re.findall(r"[^\W\d_]+", content) if len(word) > 2]
    return content.isupper() and len(long) > 1 and any(word.lower() in _vocabulary()["english"] for word in long)


def _names_a_report(content: str) -> bool:
    """`AMAG Gruppe – Jahresabschluss 2025`, `Rosenbauer AG / Neunmonatsergebnis`: what kind of report it is, not what it says."""
    if len(content.partition(":")[2].split()) > 2:
        return False  # `Verkehrsergebnis Juli: Gruppe mit 4,6 Millionen Reisenden`
    low, kinds = re.findall(r"[a-zäöüß]+", content.lower()), _vocabulary()["series"]
    return not re.search(r"\s[a-zäöüß]{3,}t\b|[;!?%]", content) and any(word.endswith(kinds) for word in low)


def _is_sender(text: str, line: Line) -> bool:
    """Whether the line names an organization and states nothing."""
    content = text[line["start"] : line["end"]].strip()
    stated = FINITE_VERB.search(content) or any(char.isdigit() for char in content)
    return bool(ORG_LINE.search(content)) and len(content.split()) <= 9 and not stated


def _opens(content: str, key: str) -> bool:
    return content.lower().startswith(_vocabulary()[key])


def _ends_in_navigation(content: str) -> bool:
    """`Alle Logos zum Download`, `Seite drucken`, but no heading with a verb: `Private Käufer kehren zurück`."""
    told = content.split()
    return content.lower().endswith(_vocabulary()["leftover"]) and (len(told) < 3 or told[-1][0].isupper())


def _mark_body(text: str, lines: list[Line], body: int) -> None:
    zone, heading, opener = "body", -1, -1
    for i in range(body, len(lines)):
        line = lines[i]
        content = text[line["start"] : line["end"]]
        short = _is_short(text, lines, i)
        if _heads_boilerplate(text, lines, i):
            zone = "boilerplate"
        elif _opens(content, "contact") and (len(content) < 60 or PHONE_OR_MAIL.search(content) or ":" in content[:60]):
            zone = "contact"
        elif _opens(content, "leftover") or (short and _ends_in_navigation(content)):
            zone = "leftover" if i > len(lines) // 2 else zone
        elif zone == "contact" and (_sentence_like(text, line) and not PHONE_OR_MAIL.search(content)):
            zone = "body"
        line["zone"] = zone
        if line["kind"] == "paragraph":
            line["kind"] = _kind(text, lines, i, short, zone)
        more = content[0] + content[-1] == "()" or SCALE_AT_END.search(content[-7:])
        if line["kind"] == "heading" and not (heading == i - 1 and more):
            heading = i  # a second line in brackets or with the unit only says more of the heading above
        else:
            line["heading"] = heading
        if line["kind"] in ("bullet", "item") and line["head"] < 0:
            line["head"] = opener
        elif line["kind"] not in ("row", "table_head"):
            opener = i if line["kind"] == "heading" or content.endswith(":") else -1


def _heads_boilerplate(text: str, lines: list[Line], i: int) -> bool:
    """`Über die AMAG`, `Zum Unternehmen`; below the middle also `Zu X`, `X in Kürze`, `X im Profil: …` with a name of the opening lines."""
    content = text[lines[i]["start"] : lines[i]["end"]].strip(" *_#")
    head = content.partition(":")[0].strip(" *_")
    if len(head) >= 70 or head.endswith("."):
        return False
    if _opens(content, "boilerplate"):
        return _is_short(text, lines, i)
    if i <= len(lines) // 2 or (rest := _without_frame(head.partition(" (")[0])) is None:
        return False
    return _names_someone(rest, text[: lines[min(i - 1, 5)]["end"]])


def _without_frame(head: str) -> str | None:
    """What stands behind `Zu` or `Das ist`, or in front of `in Kürze` or `im Profil`; None where the head has neither."""
    low = head.casefold()
    opener = next((word for word in _vocabulary()["profile_openers"] if low.startswith(word)), "")
    closer = next((word for word in _profile_closers() if low.endswith(word)), "")
    if not opener and not closer:
        return None
    article = opener.strip() if opener.strip() in ("zum", "zur") else ""
    return f"{article} {head[len(opener) : len(head) - len(closer)]}"


def _names_someone(rest: str, opening: str) -> bool:
    """Whether a head holds a name of the opening lines that is no German word and no type, and nothing else.

    A German word is one where a name goes on behind it: `Muster Technik`. `der Octavia`, `zum Taycan` are products.
    """
    told = re.findall(r"[\w-]{2,}", rest)
    plain = [word for word in told if word not in ("zu", "zum", "zur", "im", "und")]
    article = next((word.casefold() for word in told[:2] if word.casefold() in ("zum", "zur", "der", "die", "das")), "")
    names = [word for word in plain if word.casefold() != article]
    if any(re.search(r"\d", word) or (word.islower() and lexicon.known(word)) for word in names):
        return False
    for word in names:
        if word.casefold() in _months() or not (at := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", opening)):
            continue
        if lexicon.known(word.casefold()):
            if ORG_LINE.match(opening, at.end() + 1):  # `Insel Gruppe`, so that `Die Insel in Zahlen` is of it
                return True
            if (word != names[-1] or not article) and re.match(r" [A-ZÄÖÜ]", opening[at.end() :]):
                return True
        elif article not in ("zum", "der") or word.isupper() or len(names) > 1:
            return True
    return False


@functools.cache
def _profile_closers() -> tuple[str, ...]:
    return tuple(f" {form}" for form in (*_vocabulary()["profile_closers"], *_vocabulary()["issuer"]["brief"]))


def _is_short(text: str, lines: list[Line], i: int) -> bool:
    line = lines[i]
    content = text[line["start"] : line["end"]].rstrip()
    if len(content) > 90 or (content.endswith((".", ",", ";")) and not SCALE_AT_END.search(content[-7:])):
        return False
    return len(content.split()) <= 12


SCALE_AT_END = re.compile(r"[^\d\s] (?:Tsd|Mio|Mia|Mrd)\.$")
"""`Umsatz nach Regionen, CHF Mio.`: the dot is that of the unit."""


def _kind(text: str, lines: list[Line], i: int, short: bool, zone: str) -> str:
    line = lines[i]
    content = text[line["start"] : line["end"]]
    if line["bullet"]:
        return "bullet"
    if zone in ("contact", "leftover") and not _sentence_like(text, line):
        return zone
    if short and _captions_a_table(text, lines, i):
        return "heading"
    if ITEM.match(content) and len(content) < 140 and not content.rstrip().endswith("."):
        return "item"
    if short and _is_listed_figure(text, lines, i):
        return "item"
    if short and _heads_a_list(text, lines, i):
        return "heading"
    if short and re.search(r"\d.*:\s+\S", content):
        return "item"
    if short and (len(QUANTITIES.findall(content)) > 1 or (";" in content and len(AMOUNTS.findall(content)) > 1)):
        return "item"  # `Länge 24,7 m, Batterie 80 kWh`; `Umsatz CHF 381.0 Mio.; EBIT-Marge 3.1%`
    if short and i + 1 < len(lines) and not re.search(r"\(\d+\)$", content) and not PHONE_OR_MAIL.search(content):
        return "heading"
    return "item" if short else "paragraph"


def _captions_a_table(text: str, lines: list[Line], i: int) -> bool:
    """`Tabelle 1: Neuzulassungen 2025 nach Marken`: a line right above a table, without a figure of its own: a heading, though it may have a colon."""
    content = text[lines[i]["start"] : lines[i]["end"]]
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is None or below["kind"] not in ("row", "table_head") or below["start"] - lines[i]["end"] > 1:
        return False
    return not re.search(r"\d", TIMES.sub("", TABLE_NUMBER.sub("", content)))


TABLE_NUMBER = re.compile(r"^(?:Tab(?:elle|\.)|Übersicht|Grafik|Abb(?:ildung|\.)) \d+[a-z]?")
FIGURE = re.compile(
    r"(?=[A-ZÄÖÜ])[^\d.:;!?()]{1,40}(?:\([^()\d]*\))?\s(?:[–—-]\s)?(?:rund |ca\. |über |knapp )?[-+–]?\d[\d.,’' ]*"
    r"(?:\s?(?:%|Prozent|Stück|Einheiten|Fahrzeuge|[TM]?€|(?:Mio|Mrd)\.?(?: ?(?:€|Euro|EUR|CHF|Franken))?|Euro|Franken))?"
    r"\s*(?:\([^()]*\d[^()]*\))?"
)
"""A name or noun and a figure, nothing else: `Skoda 2.911 (+7,1 %)`, `Busse – 4.120`."""
COUNTED = re.compile(
    r"(?:[Rr]und |[Üü]ber |[Mm]ehr als |[Gg]ut |[Kk]napp |ca\. )?\d[\d.,'’]*(?: \d{3})* [A-ZÄÖÜ][^.:;!?]{2,80}"
)
"""A figure and what it counts: `684 Lernende in 24 Berufen`."""
POSTAL = re.compile(r"\d{4,5}((?: [A-ZÄÖÜ][^\W\d]+)+)")
"""What may be a postal code and its town: `70372 Bad Cannstatt`, but also `4500 Beschäftigte`."""


def _states_figure(content: str) -> bool:
    if (code := POSTAL.match(content)) and not all(map(lexicon.known, code[1].lower().split())):
        return False
    return bool(FIGURE.fullmatch(content) or COUNTED.fullmatch(content)) and bool(
        re.search(r"\d", TIMES.sub("", content))
    )


def _is_listed_figure(text: str, lines: list[Line], i: int) -> bool:
    """Whether a line and the one right above or below it are a name with a figure each."""
    fits = [_states_figure(text[line["start"] : line["end"]]) for line in lines[max(0, i - 1) : i + 2]]
    near = [lines[k + 1]["start"] - lines[k]["end"] <= 2 for k in range(max(0, i - 1), min(i + 1, len(lines) - 1))]
    own = min(i, 1)
    above = own == 1 and fits[0] and near[0]
    below = len(fits) > own + 1 and fits[own + 1] and near[own]
    return fits[own] and (above or below)


TIMES = re.compile(r"\d{1,2}\.(?:\s?\d{1,2}\.)?|\bQ[1-4]\b|\b(?:19|20)\d\d(?:/\d\d)?\b|\b[1-4]\. ")


def _heads_a_list(text: str, lines: list[Line], i: int) -> bool:
    """Whether a line without figures but those of times stands right above two or more short lines with figures."""
    own, *below = (text[line["start"] : line["end"]] for line in lines[i : i + 3])
    return (
        len(below) == 2
        and not re.search(r"\d", TIMES.sub("", own))
        and all(
            len(content) < 90 and (re.search(r"[:\t|].*\d", content) or _states_figure(content)) for content in below
        )
        and all(lines[k + 1]["start"] - lines[k]["end"] <= 2 for k in (i, i + 1))
    )


def sentences(text: str, lines: list[Line]) -> Iterator[list[int]]:
    """`[start, end)` of each sentence: lines never run on into each other."""
    for line in lines:
        start = line["start"]
        if line["kind"] in ("row", "table_head"):
            yield [line["start"], line["end"]]
            continue
        for mark in SENTENCE_END.finditer(text, line["start"], line["end"]):
            if mark.group()[0] in ":;" or not _is_abbreviation(text, start, mark.start(), mark.end()):
                yield [start, mark.end()]
                start = mark.end() + len(text[mark.end() : line["end"]]) - len(text[mark.end() : line["end"]].lstrip())
        if start < line["end"]:
            yield [start, line["end"]]


ORDINAL = re.compile(
    r"(?:\b(?:der|die|das|dem|den|des|zur|zum|beim|ihre[rn]?|seine[rn]?|unsere[rn]?)\s|(?:^|[:,\t|]|\s\s)\s*)\d{3}$"
)
"""The end of a text whose last three digits can be an ordinal: behind an article, or at the beginning of a line or cell."""


def _is_abbreviation(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an ordinal."""
    if text[stop] != ".":
        return False
    word = LAST_WORD.search(text, max(start, stop - 30), stop)
    if not word:
        return False
    last = word.group().lower()
    if text[stop : stop + 3] == ".. ":
        return False  # `3.918 Mio.. Der Zinsüberschuss`: one stop for the word, one for the sentence
    if last in SCALES or INITIALS.fullmatch(last):
        return not STARTER.match(text[end : end + 30].lstrip())
    if UNIT_END.search(text, max(start, stop - 9), stop):
        return False  # `170 km/h. Geladen`, `4,30 m. Der`
    if last.isdigit():
        rest = text[end : end + 30].lstrip()
        short = len(last) <= 2 or (len(last) == 3 and ORDINAL.search(text[start:stop]))
        return bool(short and re.match(r"[A-ZÄÖÜ][a-zäöü]+", rest)) and not STARTER.match(rest)
    joined = last.rpartition(".-")[2]  # `Univ.-Prof.`, `Dipl.-Ing.`
    return not {last, joined}.isdisjoint(_vocabulary()["abbreviations"]) or (len(last) == 1 and last.isalpha())


ADDRESSES = re.compile(r"(?:@|\bwww\.)[\w.-]+\.(at|ch|de|li)\b|(?:\+|\b00)(43|41|423|49)(?=[\s(/-])")
"""Ends of mail and web addresses, prefixes of telephones."""


def country(text: str, place: str | None = None) -> str | None:
    """DE, AT, CH or LI, whichever's words stand most often in the text; None on a tie or no evidence.

    `place`, the dateline's, counts as one word for the country that it lies in.
    """
    table = _countries()
    home = gazetteer.default().place(gazetteer.key(place)) if place else None
    counts = Counter([home.country] if home and home.country in _vocabulary()["country"] else [])
    for word, times in Counter(re.findall(r"[\wäöüß.-]+", text.lower())).items():
        if code := table.get(word) or table.get(word.rstrip(".")):
            counts[code] += times
    for code in {end or prefix for end, prefix in ADDRESSES.findall(text)}:
        counts[{"43": "AT", "41": "CH", "423": "LI", "49": "DE"}.get(code, code.upper())] += 2
    if "ß" in text:
        counts.pop("CH", None)
        counts.pop("LI", None)
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


@functools.cache
def _countries() -> dict[str, str]:
    """Word -> code of the country that it speaks for."""
    return {word: code for code, forms in _vocabulary()["country"].items() for word in forms}
