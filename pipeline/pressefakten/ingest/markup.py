"""A piece of HTML -> text, for mails and feeds: no page around it, so nothing is judged or left out but markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "thead", "tr", "ul",
))  # fmt: skip
WIDE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"))
"""Blocks with an empty line around them."""
SILENT = frozenset(("script", "style", "head", "title", "noscript", "template", "svg"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.out.append("\v")
        elif tag == "li":
            self.out.append("\v- ")
        elif tag in ("td", "th"):
            self.out.append("\t")
        elif tag in BLOCKS:
            self.out.append("\v\v" if tag in WIDE else "\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.out.append("\v\v" if tag in WIDE else "\v")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def to_text(markup: str) -> str:
    """Paragraphs with an empty line between them, list items with `- `, table cells with tabs."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    text = re.sub(r" *\t *", "\t", "".join(parser.out))
    lines = [re.sub(r" {2,}", " ", line).strip(" \t") for line in text.split("\v")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def is_markup(text: str) -> bool:
    """Whether tags or character references stand in the text."""
    return re.search(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|[a-zA-Z]{2,8});", text) is not None
