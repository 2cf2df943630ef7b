"""Web pages: the article without navigation and footers (trafilatura), its headline and its day (htmldate)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pressefakten.errors import InputError
from pressefakten.ingest.encoding import MARKS, decode, decode_declared
from pressefakten.ingest.source import Source, filled, need

CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I)


def read_html(data: bytes, name: str) -> Iterator[Source]:
    """One release: headline, empty line, article. Raises InputError where no article is on the page."""
    trafilatura = need("trafilatura", "html", name)
    markup, encoding = _decode(data, name)
    tree = trafilatura.load_html(markup)
    page = None
    if tree is not None:
        page = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
        )
    if page is None or not (page.text or "").strip():
        raise InputError(f"{name}: there is no article on this page. Give the page of one release.")
    title = _headline(markup) or page.title
    text = _with_headline(page.text, title)
    yield Source(filled(text, name), name, _day(markup, name), title, "html", encoding)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """By byte-order mark, then by what the page declares, then by content."""
    declared = CHARSET.search(data[:4096])
    if declared and not any(data.startswith(mark) for mark, _ in MARKS):
        return decode_declared(data, (declared[1] or declared[2]).decode("ascii"), name)
    return decode(data, name)


def _headline(markup: str) -> str | None:
    """The text of the page's only h1."""
    from pressefakten.ingest.markup import to_text

    heads = [" ".join(to_text(inner).split()) for inner in re.findall(r"<h1\b[^>]*>(.*?)</h1>", markup, re.S | re.I)]
    heads = list(dict.fromkeys(filter(None, heads)))
    return heads[0] if len(heads) == 1 else None


def _with_headline(text: str, title: str | None) -> str:
    if not title or title.casefold() in " ".join(text[: len(title) + 400].split()).casefold():
        return text.strip("\n") + "\n"
    return f"{title}\n\n{text.strip(chr(10))}\n"


def _day(markup: str, name: str) -> str | None:
    htmldate: Any = need("htmldate", "html", name)
    found: str | None = htmldate.find_date(markup, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    return found
