"""What all components share: the Doc's extension table and the one way to write mentions into `doc.ents`."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy
from spacy.tokens import Doc, Span

from pressefakten.normalize.mention import Ignored, Mention

DOC_EXTENSIONS: dict[str, Any] = {
    "source": None,  # str | None: path or URL
    "published": None,  # str | None: ISO day, the anchor of relative dates
    "month": None,  # str | None: ISO month of issue where no day is stated
    "title": None,  # str | None
    "dateline": None,  # {"place", "date"} | None
    "issuer": None,  # str | None
    "country": None,  # "DE" | "AT" | "CH" | "LI" | None: prior for number style and holidays
    "lines": [],  # list of line dicts, see structure.Line
    "sentences": [],  # list of [start, end) character pairs
    "ignored": [],  # list of [start, end, reason]: numbers that are no quantity
    "traces": [],  # list of [start, end, part, outcome, claims]: what was asked of each number
    "misses": [],  # list of [start, end, rule, phrase, reason]: phrases of rules that gave no fact
    "fact_sources": [],  # list of {"rule", "sources"}, one a fact
    "facts": [],  # list of fact dicts in the form of the records
}
SPAN_EXTENSIONS: dict[str, Any] = {
    "value": None,  # value dict in the form of the records | None
    "canonical": None,  # str | None
    "rule": None,  # str | None: id of the rule that made the span
    "brand": None,  # str | None: the make of a MODEL
}


def register_extensions() -> None:
    """Register the extension table; safe to call more than once."""
    for holder, table in ((Doc, DOC_EXTENSIONS), (Span, SPAN_EXTENSIONS)):
        for name, default in table.items():
            if not holder.has_extension(name):
                holder.set_extension(name, default=default)


register_extensions()


def text_of(doc: Doc) -> str:
    """`doc.text`, joined from the tokens once a document and not once a stage."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def noted(doc: Doc, name: str, start: int, end: int) -> Any:
    """`span._.NAME` of the span on these characters, without the span: an Underscore object a look-up is slow."""
    data: dict[Any, Any] = doc.user_data
    return data.get(("._.", name, start, end))


def write(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Merge mentions into `doc.ents`: the longest wins, a tie goes to the one that stood there first.

    Entities of a foreign base pipeline (without a rule) give way to any of ours.
    """
    old = {(span.start_char, span.end_char): span for span in doc.ents}
    # span._ is stored by offsets alone: a second mention on the same offsets would overwrite the first one's
    seen = {pair for pair in old if noted(doc, "rule", *pair) is not None}
    fresh = {
        (m.start, m.end): m
        for m in reversed(list(mentions))
        if m.end > m.start and (m.instead or (m.start, m.end) not in seen)
    }
    if not fresh:
        return
    size = len(doc)
    new = _spans(doc, fresh)
    if len(doc) > size:  # tokens were split: the spans that stood there have moved
        old = {(span.start_char, span.end_char): span for span in doc.ents}
    for span, mention in zip(new, fresh.values(), strict=True):
        _note(doc, span, mention)
    kept = [span for pair, span in old.items() if pair not in fresh]
    none: Any = numpy.zeros(len(doc), dtype=numpy.uint64)
    doc.from_array("ENT_ID", none)  # an entity without an id would inherit that of an older or lapsed one on its tokens
    doc.set_ents(_longest(doc, kept + new))  # `doc.ents =` makes a second Span of each


def _longest(doc: Doc, spans: list[Span]) -> list[Span]:
    """The longest of overlapping spans, those of a foreign pipeline last."""
    if not _overlap(spans):
        return spans
    ranked = sorted((*_rank(doc, span), i, span.start, span.end) for i, span in enumerate(spans))
    taken = bytearray(len(doc))
    kept = []
    for _, _, i, start, end in ranked:
        if 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(spans[i])
    return kept


def _overlap(spans: list[Span]) -> bool:
    bounds = sorted([(span.start, span.end) for span in spans])
    return any(after[0] < before[1] for before, after in itertools.pairwise(bounds))


def _rank(doc: Doc, span: Span) -> tuple[bool, int]:
    start, end = span.start_char, span.end_char
    return noted(doc, "rule", start, end) is None, start - end


def _spans(doc: Doc, fresh: dict[tuple[int, int], Mention]) -> list[Span]:
    """One span a mention; tokens that a border cuts are split first, which moves the tokens after them."""
    # most mentions lie on token borders; walking over all tokens to find the others would cost more than the rest
    spans = [doc.char_span(*pair, label=m.label, span_id=m.ref or 0) for pair, m in fresh.items()]
    crooked = [pair for pair, span in zip(fresh, spans, strict=True) if span is None]
    if crooked:
        cuts = {border for start, end in crooked for border in (start, end) if _cuts_token(doc, start, end, border)}
        _split(doc, sorted(cuts))
        spans = [
            doc.char_span(*pair, label=m.label, span_id=m.ref or 0, alignment_mode="expand")
            for pair, m in fresh.items()
        ]
    found = [span for span in spans if span is not None]
    if len(found) < len(fresh):
        raise ValueError(f"a mention lies outside of a text of {len(doc.text)} characters")
    return found


def _note(doc: Doc, span: Span, mention: Mention) -> None:
    """Store what a mention knows beside the label, as `span._` would."""
    data: dict[Any, Any] = doc.user_data
    start, end = span.start_char, span.end_char
    data["._.", "rule", start, end] = mention.rule
    data["._.", "canonical", start, end] = mention.canonical
    value = mention.value
    if value is not None and not isinstance(value, dict):
        value = value.model_dump(mode="json", exclude_none=True)
    data["._.", "value", start, end] = value


def _cuts_token(doc: Doc, start: int, end: int, border: int) -> bool:
    at = start if border == start else end - 1
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span is not None and span[0].idx < border < span[0].idx + len(span[0])


def _split(doc: Doc, cuts: Sequence[int]) -> None:
    pieces: dict[int, list[int]] = {}
    for cut in cuts:
        span = doc.char_span(cut, cut + 1, alignment_mode="expand")
        if span is None:
            continue
        token = span[0]
        if token.idx < cut < token.idx + len(token):
            pieces.setdefault(token.i, []).append(cut - token.idx)
    if not pieces:
        return
    with doc.retokenize() as retokenizer:
        for i, offsets in pieces.items():
            text = doc[i].text
            bounds = [0, *offsets, len(text)]
            parts = [text[a:b] for a, b in itertools.pairwise(bounds)]
            retokenizer.split(doc[i], parts, heads=[(doc[i], k) for k in range(len(parts))])


def add_ignored(doc: Doc, ignored: Iterable[Ignored]) -> None:
    """Note numbers that are no quantity, for the coverage report."""
    doc._.ignored = [*doc._.ignored, *map(list, ignored)]
