"""Keeps the memory of a long run flat: words that spaCy interned are given back every few hundred documents."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType

from spacy.language import Language

EVERY = 500
"""Documents a memory zone; longer zones keep more words warm, shorter ones take less memory."""


class Zoned:
    """Enter it for each document: a spaCy memory zone stays open over `every` of them; 0 opens none.

    Nothing of spaCy (Doc, Span, Lexeme) may be kept after leaving it.
    """

    def __init__(self, nlp: Language, every: int = EVERY) -> None:
        self._nlp, self._every = nlp, every
        self._stack = ExitStack()
        self._count = 0

    def __enter__(self) -> None:
        if self._every and self._count == 0 and not getattr(self._nlp.vocab, "in_memory_zone", False):
            self._stack.enter_context(self._nlp.memory_zone())
        self._count += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._count >= self._every:
            self.close()

    def close(self) -> None:
        """Give the words back now."""
        self._stack.close()
        self._count = 0
