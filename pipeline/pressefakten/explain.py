"""Shows how a text was read: zone, entities with rule and value, facts with rule and sources, near misses of numbers and phrases."""

from __future__ import annotations

import json
from collections.abc import Iterator

from spacy.tokens import Doc

from pressefakten.facts.figures import AROUND, THRESHOLD


def explain(doc: Doc) -> Iterator[str]:
    """Lines of text, top to bottom of the document."""
    facts = list(zip(doc._.facts, doc._.fact_sources, strict=True))
    traces = {(trace[0], trace[1]): trace for trace in doc._.traces}
    for line in doc._.lines:
        yield f"{line['kind']} ({line['zone']}): {doc.text[line['start'] : line['end']]}"
        for span in doc.ents:
            if line["start"] <= span.start_char < line["end"]:
                yield f"    {span.label_:<9} {span.text!r} by {span._.rule or 'the base pipeline'}{_value(span)}"
                trace = traces.get((span.start_char, span.end_char))
                if trace is not None:
                    yield from _claims(trace)
        for fact, entry in facts:
            if line["start"] <= fact["evidence"][0]["start"] < line["end"]:
                slots = {key: value for key, value in fact.items() if key not in ("evidence", "confidence", "type")}
                yield f"  = {fact['type']} by {entry['rule']} ({fact['confidence']}): {json.dumps(slots, ensure_ascii=False)}"
                for slot, (start, end) in entry["sources"].items():
                    yield f"      {slot} from {doc.text[start:end]!r} at {start}:{end}"
        for start, end, rule, phrase, reason in doc._.misses:
            if line["start"] <= start < line["end"]:
                yield f"  ~ {rule} misses {doc.text[start:end]!r} at {start}:{end} (phrase {phrase!r}): {reason}"
    for start, end, reason in doc._.ignored:
        yield f"  - ignored {doc.text[start:end]!r} at {start}:{end}: {reason}"


def _value(span: object) -> str:
    value = getattr(span, "_").value  # noqa: B009 - spaCy's extension holder
    canonical = getattr(span, "_").canonical  # noqa: B009
    shown = f", value {json.dumps(value, ensure_ascii=False)}" if value else ""
    return f"{shown}, canonical {canonical!r}" if canonical and not value else shown


def _claims(trace: list[object]) -> Iterator[str]:
    _, _, part, outcome, claims = trace
    yield f"              {part}: {outcome}"
    assert isinstance(claims, list)
    for rule, score, why in claims:
        state = "claims" if score >= THRESHOLD else "misses"
        told = f"{rule} {state} it with {score} ({why}; {THRESHOLD} is needed)"
        yield f"                {f'{rule} is told by the words around' if why == AROUND else told}"
