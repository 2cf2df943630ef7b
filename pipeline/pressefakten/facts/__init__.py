"""From entities to facts: pure functions over a `Page`, driven by the rules under `patterns/facts/`; no spaCy."""
