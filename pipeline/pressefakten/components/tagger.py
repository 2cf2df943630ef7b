"""The stage `tagger`: a trained model reads the names that the rules found once more; it adds, mends and withdraws some."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressefakten.components.common import register_extensions, write
from pressefakten.normalize import tagger
from pressefakten.normalize.mention import Mention
from pressefakten.normalize.tagger import LABELS, OUTSIDE, Text, load_tagger

NAMES = frozenset(("BRAND", "MODEL", "PLATFORM", "ORG", "PLACE", "SITE"))
"""What the tagger may change; persons and roles the rules know better."""
FIRMS = frozenset(("BRAND", "ORG"))
"""Which of them a firm is hangs on lists and not on the text."""
LEAST = 0.7
"""Mean probability from which a name of the tagger is taken; chosen on releases that no rule was written from."""
RULE = "tagger"
ZONES = {"boilerplate": "/boilerplate", "contact": "/contact"}


@Language.factory("pressefakten_tagger", requires=["doc.ents", "doc._.lines"], assigns=["doc.ents"])
def make_tagger(nlp: Language, name: str) -> "Tagger":
    """Build the stage for a pipeline."""
    return Tagger()


class Tagger:
    """Changes the names in `doc.ents`; without weights it changes nothing."""

    def __init__(self) -> None:
        register_extensions()
        self.model = load_tagger()

    def __call__(self, doc: Doc) -> Doc:
        """Write what the tagger is sure of in place of what it overlaps, and withdraw names where it sees none."""
        if self.model is None or not doc.ents:
            return doc
        spans = list(doc.ents)
        read = self.model(text_of_tokens(doc))
        found = _changes(spans, read, len(doc))
        lapsed = _lapsed(spans, read, found, len(doc))
        if lapsed:
            doc.set_ents([span for span in spans if span not in lapsed])
        write(doc, [_mention(doc[name.first : name.end], name.label) for name in found])
        return doc


def _changes(spans: Sequence[Span], read: Sequence[tagger.Span], size: int) -> list[tagger.Span]:
    """The names that are taken from the tagger: not those of the rules, not over persons and roles, not a brand for a firm."""
    known = {(span.start, span.end): span.label_ for span in spans}
    closed = _covered([(s.start, s.end) for s in spans if s.label_ in LABELS and s.label_ not in NAMES], size)
    return [
        name
        for name in read
        if name.label in NAMES
        and name.probability >= LEAST
        and name.label != (label := known.get((name.first, name.end)))
        and not {name.label, label} <= FIRMS
        and not any(closed[name.first : name.end])
    ]


def _lapsed(spans: Sequence[Span], read: Sequence[tagger.Span], found: Sequence[tagger.Span], size: int) -> set[Span]:
    """The names of the rules that give way: a name of the tagger overlaps them, or it sees none there."""
    taken = _covered([(name.first, name.end) for name in found], size)
    seen = _covered([(name.first, name.end) for name in read], size)
    return {
        span
        for span in spans
        if span.label_ in NAMES and (any(taken[span.start : span.end]) or not any(seen[span.start : span.end]))
    }


def _covered(pairs: Sequence[tuple[int, int]], size: int) -> bytearray:
    """One byte a token: whether a span lies on it."""
    covered = bytearray(size)
    for start, end in pairs:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def _mention(span: Span, label: str) -> Mention:
    return Mention(span.start_char, span.end_char, label, RULE, canonical=" ".join(span.text.split()), instead=True)


def text_of_tokens(doc: Doc) -> Text:
    """The tokens with what the rules found in them and the kinds of their lines."""
    tags, others = [OUTSIDE] * len(doc), [""] * len(doc)
    for span in doc.ents:
        if span.label_ in LABELS:
            tags[span.start : span.end] = tagger.tags(span.label_, span.end - span.start)
        else:
            others[span.start : span.end] = [span.label_] * (span.end - span.start)
    return Text([token.text for token in doc], tags, others, _kinds(doc))


def _kinds(doc: Doc) -> list[str]:
    """For each token the kind of its line, and the zone where it is boilerplate or contact."""
    lines = iter(doc._.lines)
    line = next(lines, None)
    kinds = []
    for token in doc:
        while line is not None and token.idx >= line["end"]:
            line = next(lines, None)
        inside = line is not None and line["start"] <= token.idx
        kinds.append(line["kind"] + ZONES.get(line["zone"], "") if line is not None and inside else "")
    return kinds
