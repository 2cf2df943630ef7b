"""The stage `tagger`: a trained model reads the names that the rules found once more; it adds, mends and withdraws some."""

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressefakten.components.common import noted, register_extensions, write
from pressefakten.normalize import tagger
from pressefakten.normalize.gazetteer import LABELS as NAMES
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.nametables import tables
from pressefakten.normalize.orgwords import nominative, territory, without_genitive
from pressefakten.normalize.tagger import LABELS, OUTSIDE, Text, load_tagger

FIRMS = frozenset(("BRAND", "ORG"))
"""Which of them a firm is hangs on lists and not on the text."""
LEAST = 0.7
"""Mean probability from which a name of the tagger is taken; chosen on releases that no rule was written from."""
RULE = "tagger"
ROWS = frozenset(("row", "item", "bullet", "table_head"))
"""Kinds of lines in which a number behind a model is a figure of it."""
ZONES = {"boilerplate": "/boilerplate", "contact": "/contact"}


@Language.factory("pressefakten_tagger", requires=["doc.ents", "doc._.lines"], assigns=["doc.ents"])
def make_tagger(nlp: Language, name: str) -> "Tagger":
    """Build the stage for a pipeline."""
    return Tagger()


class Tagger:
    """Changes the names in `doc.ents` but persons and roles, which the rules know better; without weights it changes nothing."""

    def __init__(self) -> None:
        register_extensions()
        self.model = load_tagger()

    def __call__(self, doc: Doc) -> Doc:
        """Write what the tagger is sure of in place of what it overlaps, and withdraw names where it sees none."""
        if self.model is None or not doc.ents:
            return doc
        spans = of_rules(doc)
        text = text_of_tokens(doc, spans)
        read = self.model(text)
        on = _by_token(spans, len(doc))
        found = [name for name in read.names if name.label in NAMES and _is_sure(name, text, _over(name, on))]
        lapsed = _lapsed(spans, read, found)
        brands = _brands(doc, spans, [name for name in found if name.label == "MODEL"], on)
        if lapsed:
            doc.set_ents([span for span in doc.ents if span not in lapsed])
        write(doc, [_mention(doc[name.first : name.end], name.label) for name in found])
        for name, brand in brands.items():
            doc[name.first : name.end]._.brand = brand
        again = _again(doc, text, list(lapsed))
        write(doc, [_mention(doc[name.first : name.end], name.label) for name, _ in again])
        for name, same in again:
            span = doc[name.first : name.end]
            span._.brand = same._.brand
            if len(span) == len(same):
                span._.canonical = same._.canonical
        _call_in_full(doc)
        return doc


def of_rules(doc: Doc) -> list[Span]:
    """The entities but those of a foreign base pipeline, which give way to any of ours."""
    return [span for span in doc.ents if noted(doc, "rule", span.start_char, span.end_char) is not None]


def _by_token(spans: Sequence[Span], size: int) -> list[Span | None]:
    """For each token the span of the rules that it is in."""
    on: list[Span | None] = [None] * size
    for span in spans:
        on[span.start : span.end] = [span] * (span.end - span.start)
    return on


def _over(name: tagger.Span, on: Sequence[Span | None]) -> list[Span]:
    """The spans of the rules that a name overlaps."""
    held = on[name.first : name.end]
    return [span for k, span in enumerate(held) if span is not None and (not k or span is not held[k - 1])]


def _is_sure(name: tagger.Span, text: Text, over: Sequence[Span]) -> bool:
    """Whether a name is taken from the tagger: not where the rules know better in what it overlaps."""
    words, known = text.words[name.first : name.end], text.ken[name.first : name.end]
    loose = any(words[k].islower() and known[k] == "k" for k in (0, -1))  # `Logistikzentrum in`
    if name.probability < LEAST or loose or not any(map(str.isalpha, "".join(words))):
        return False
    if name.end - name.first == 1 and text.low[name.first] in tables("orgs").words("not_in_name"):
        return False  # `der Muttergesellschaft Voest AG`
    if words[-1][0] in "·|•":
        return False  # `Zelbex · 52 kWh`
    if name.label == "MODEL" and text.kinds[name.first].startswith("item"):
        return False  # `EV3 Air: 35.990 Euro`: the whole label is a variant
    half = name.label == "SITE" and known == ["n"] and text.tags[name.end : name.end + 1] not in ([], [OUTSIDE])
    if half:
        return False  # `Zentrum Oerlikon`, of which the rules have the place
    kinds = FIRMS if name.label in FIRMS else {name.label}  # `der Renault Group Nissan Mitsubishi Allianz` are three
    alike = [span for span in over if span.label_ in kinds]
    return len(alike) < 2 and not any(_stands(span, name, text) for span in over)


def _stands(span: Span, name: tagger.Span, text: Text) -> bool:
    """Whether what the rules found does not give way to a name: it is no name, holds it, differs as brand from firm, is a model that a firm swallows, or the name adds but a number."""
    if span.label_ in LABELS and span.label_ not in NAMES:
        return True
    if span.label_ == "MODEL" and name.label in FIRMS and name.first < span.start:
        return True  # `Fronius Wattpilot`: a make and its model are no firm
    if (span.start, span.end) == (name.first, name.end):
        return span.label_ == name.label or {span.label_, name.label} <= FIRMS
    rest = "".join([*text.words[name.first : span.start], *text.words[span.end : name.end]])
    adds = span.label_ == name.label and not any(map(str.isalpha, rest))
    noun = _is_noun_behind(text, name.end)
    listed = span.label_ == "MODEL" and text.kinds[name.first].partition("/")[0] in ROWS
    number = adds and (noun or listed or bool(span.id_))  # `bei Siemens Mobility 41 Züge`, `– SEAT Leon 13.058`
    told = name.label == span.label_ == "SITE" and span.start == name.first
    more = told and set(text.ken[span.end : name.end]) == {"n"}  # `in der Messe Freiburg Bilanz gezogen`
    more = more and not text.low[name.end - 1].endswith(tuple(tables("sites").raw["at_endings"]))
    return number or more or (span.start <= name.first and name.end <= span.end)


def _lapsed(spans: Sequence[Span], read: tagger.Reading, found: Sequence[tagger.Span]) -> set[Span]:
    """The names of the rules that give way: a name of the tagger overlaps them, or it surely sees none there."""
    taken, seen = _covered(found, len(read.outside)), _covered(read.names, len(read.outside))
    return {
        span
        for span in spans
        if span.label_ in NAMES
        and (
            any(taken[span.start : span.end])
            or (not any(seen[span.start : span.end]) and min(read.outside[span.start : span.end]) >= LEAST)
        )
    }


def _brands(
    doc: Doc, spans: Sequence[Span], models: Sequence[tagger.Span], on: Sequence[Span | None]
) -> dict[tagger.Span, str]:
    """The makes of models: that of the model which the name takes the place of or which opens with its word, or the make in front."""
    if not models:
        return {}
    made = {span: span._.brand for span in spans if span.label_ == "MODEL" and span._.brand}
    makes = {span.end: span._.canonical or span.text for span in spans if span.label_ == "BRAND"}
    by_word = {doc[span.start].text: brand for span, brand in made.items()}
    brands = {}
    for name in models:
        over = next((made[span] for span in _over(name, on) if span in made), None)
        if brand := over or makes.get(name.first) or by_word.get(doc[name.first].text):
            brands[name] = str(brand)
    return brands


def _again(doc: Doc, text: Text, lapsed: Sequence[Span]) -> list[tuple[tagger.Span, Span]]:
    """Where a name that is no German word stands once more, and nothing was found or withdrawn: `JURA J10 und J10 twin`; a model takes along its code.

    Each with the name that it is the same as.
    """
    taken = [span is not None for span in _by_token([*doc.ents, *lapsed], len(doc))]
    names: dict[str, dict[tuple[str, ...], Span]] = {}
    for span in doc.ents:
        words = tuple(text.words[span.start : span.end])
        told = any(text.ken[k] == "u" or any(map(str.isdigit, text.words[k])) for k in range(span.start, span.end))
        if span.label_ in AGAIN and told and len(span.text) > 2 and any(map(str.isalpha, span.text)):
            names.setdefault(words[0], {}).setdefault(words, span)
    found: list[tuple[tagger.Span, Span]] = []
    for k, word in enumerate(text.words):
        same = [] if taken[k] else [words for words in names.get(word, ()) if _stands_at(text, k, words)]
        words = max(same, key=len, default=())
        end = k + len(words)
        if not words or any(taken[k:end]) or _hangs_on(doc, k):
            continue
        span = names[word][words]
        while span.label_ == "MODEL" and end < len(doc) and not taken[end] and CODE.fullmatch(text.words[end]):
            end += 1
        if end > k + len(words) and _is_noun_behind(text, end):  # `im J10 2 Tassen`
            end = k + len(words)
        found.append((tagger.Span(k, end, span.label_), span))
        taken[k:end] = [True] * (end - k)
    return found


def _stands_at(text: Text, at: int, words: tuple[str, ...]) -> bool:
    return tuple(text.words[at : at + len(words)]) == words


def _is_noun_behind(text: Text, at: int) -> bool:
    """Whether a noun follows, an adjective between or none."""
    shapes, low = [*text.shapes[at : at + 2], "", ""], [*text.low[at : at + 1], ""]
    adjective = shapes[0][:1] == "x" and low[0].endswith(("e", "en", "er", "es", "em"))
    return shapes[1 if adjective else 0][:1] == "X"


CODE = re.compile(r"[A-Z]|\d{1,4}(?:[.]\d)?")
"""What goes on with the name of a model: `Zelvo S 400`, `Zelvo 2.0`."""
AGAIN = frozenset(("BRAND", "MODEL", "ORG"))
"""Labels of names that are the same wherever they stand in a text."""


def _hangs_on(doc: Doc, first: int) -> bool:
    """Whether a hyphen or the like joins a token to the word in front."""
    return first > 0 and not doc[first - 1].whitespace_ and (doc[first - 1].is_alpha or doc[first - 1].text in "-:/@")


def _call_in_full(doc: Doc) -> None:
    """Models that no list knows and that are called by a part of a longer name are that one, the last in front before the first behind: `der Solterra Luxury … im Luxury`."""
    names = [span for span in doc.ents if span.label_ == "MODEL"]
    low = [[token.lower_ for token in span] for span in names]
    for k, span in enumerate(names):
        if span.id_ or span.text.isdigit():
            continue
        size = len(low[k])
        whole = [n for n in (*reversed(range(k)), *range(k + 1, len(names))) if low[k] in _runs(low[n], size)]
        if whole:
            span._.canonical, span._.brand = names[whole[0]]._.canonical, names[whole[0]]._.brand or span._.brand


def _runs(words: Sequence[str], size: int) -> list[Sequence[str]]:
    """The runs of `size` words that do not open a name."""
    return [words[at : at + size] for at in range(1, len(words) - size + 1)]


def _covered(names: Sequence[tagger.Span], size: int) -> bytearray:
    """One byte a token: whether a name lies on it."""
    covered = bytearray(size)
    for name in names:
        covered[name.first : name.end] = b"\x01" * (name.end - name.first)
    return covered


def _mention(span: Span, label: str) -> Mention:
    name = " ".join(span.text.split())
    if label == "ORG":
        name = territory(nominative(name))
    elif label == "SITE" and span.start and span.doc[span.start - 1].lower_ == "des":
        name = without_genitive(name)
    return Mention(span.start_char, span.end_char, label, RULE, canonical=name, instead=True)


def text_of_tokens(doc: Doc, spans: Sequence[Span]) -> Text:
    """The tokens with what the rules found in them (`spans`) and the kinds of their lines."""
    tags, others = [OUTSIDE] * len(doc), [""] * len(doc)
    for span in spans:
        if span.label_ in LABELS:
            tags[span.start : span.end] = tagger.tags(span.label_, span.end - span.start)
        else:
            others[span.start : span.end] = [span.label_] * (span.end - span.start)
    tokens = [(token.text, token.idx) for token in doc]  # each step over a Doc makes its tokens anew
    return Text([word for word, _ in tokens], tags, others, _kinds(doc, [start for _, start in tokens]))


def _kinds(doc: Doc, starts: Sequence[int]) -> list[str]:
    """For each start of a token the kind of its line, and the zone where it is boilerplate or contact."""
    lines = iter(doc._.lines)
    line = next(lines, None)
    kinds = []
    for start in starts:
        while line is not None and start >= line["end"]:
            line = next(lines, None)
        inside = line is not None and line["start"] <= start
        kinds.append(line["kind"] + ZONES.get(line["zone"], "") if line is not None and inside else "")
    return kinds
