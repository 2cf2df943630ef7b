"""Texts in, releases out, in the order of the texts, with as many processes as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language

from pressefakten.assemble import extract
from pressefakten.engine.pool import Died, in_order
from pressefakten.engine.zones import EVERY, Zoned
from pressefakten.errors import InputError, PressefaktenError
from pressefakten.ingest import Source
from pressefakten.pipeline import load
from pressefakten.records import Release

Text = str | Source


def extract_many(
    texts: Iterable[Text],
    *,
    jobs: int = 1,
    nlp: Language | None = None,
    published: str | None = None,
    on_error: Callable[[Source, str], None] | None = None,
) -> Iterator[Release]:
    """Read a stream of texts or sources; only a few documents a process are in memory at any time.

    `published` (ISO day) is the anchor where the text states none; it comes before the day of a source. A document that fails raises
    InputError, or goes to `on_error(source, reason)` and the stream goes on.
    """
    # documents of a caller who goes on using the pipeline would lose their words with the zone
    worker = _Worker(nlp or load(), published, zoned=nlp is None or jobs > 1)
    sources = (text if isinstance(text, Source) else Source(text) for text in texts)
    try:
        for source, answer in in_order(worker, sources, jobs=jobs):
            if isinstance(answer, Release):
                yield answer
            elif on_error is None:
                raise InputError(str(answer))
            else:
                on_error(source, str(answer))
    finally:
        worker.close()


def extract_source(source: Source, nlp: Language, published: str | None = None) -> Release:
    """Read one source: `published`, else its own day, and its title stand in where the text states none."""
    return completed(extract(source.text, nlp, published or source.published, source.source), source)


def completed(release: Release, source: Source) -> Release:
    """Fill in what only the reader knows: a title, and itself.

    The reader, with the encoding where it is not UTF-8, is build metadata of the generator's version:
    `0.1.0+pdf`, `0.1.0+text.windows-1252`.
    """
    build = source.reader if source.encoding in (None, "utf-8") else f"{source.reader}.{source.encoding}"
    made = release.generator.model_copy(update={"version": f"{release.generator.version}+{build}"})
    title = source.title if source.title and _is_untitled(release, source) else release.title
    return release.model_copy(update={"title": title, "generator": made})


def _is_untitled(release: Release, source: Source) -> bool:
    """Whether the text has no headline; a mail that opens with a sentence has its headline in the subject."""
    return not release.title or (source.reader == "mail" and release.title.rstrip().endswith((".", ",")))


@dataclass
class _Worker:
    nlp: Language
    published: str | None
    zoned: bool

    def __post_init__(self) -> None:
        self._zone = Zoned(self.nlp, every=EVERY if self.zoned else 0)

    def close(self) -> None:
        self._zone.close()

    def __call__(self, source: Source) -> Release | Died:
        try:
            with self._zone:
                return extract_source(source, self.nlp, self.published)
        except PressefaktenError as error:
            return Died(str(error))
        except Exception as error:  # one document never ends a stream: its error is the answer
            return Died(f"{source.source or 'text'}: {type(error).__name__}: {error}. Report this text as a bug.")
