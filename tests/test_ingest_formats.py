"""Web pages, PDF, Word, mails, feeds and tables: text in reading order, title and day from metadata."""

# ruff: noqa: RUF005 - expected texts stand on one line
from __future__ import annotations

import importlib
import io
import json
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pressefakten.errors import InputError
from pressefakten.ingest import Source, parts, read

sys.path.insert(0, str(Path(__file__).parent / "data"))
from ingest_pdf import Line, pdf

BODY = "Die Käser AG hat im Jahr 2024 einen Umsatz von 5 Mio. Franken erzielt, zwölf Prozent mehr als im Vorjahr."


def one(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    (source,) = read(folder / name)
    return source


PAGE = f"""<!doctype html><html lang="de"><head><meta charset="CHARSET"><title>Käser wächst | Käser AG</title>
<meta property="article:published_time" content="2025-03-04T08:00:00+01:00"></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/medien">Medien</a></li></ul></nav>
<article><h1>Käser wächst kräftig</h1><p>{BODY}</p><p>{BODY.replace("2024", "2023")}</p>
<table><tr><th>Kennzahl</th><th>2024</th></tr><tr><td>Umsatz</td><td>5,0</td></tr></table></article>
<footer>Impressum Datenschutz AGB</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_html_gives_headline_article_and_day(tmp_path: Path, charset: str) -> None:
    pytest.importorskip("trafilatura")
    source = one(tmp_path, "a.html", PAGE.replace("CHARSET", charset).encode(charset))
    assert source.text.startswith("Käser wächst kräftig\n")
    assert BODY in source.text and "Umsatz" in source.text
    assert "Impressum" not in source.text and "Medien" not in source.text
    assert (source.published, source.title, source.reader) == ("2025-03-04", "Käser wächst kräftig", "html")
    assert source.encoding == {"utf-8": "utf-8", "iso-8859-1": "windows-1252"}[charset]


@pytest.mark.parametrize(
    ("declared", "written", "found"),
    [("iso-8859-1", "utf-8", "utf-8"), ("utf-8", "windows-1252", "windows-1252"), ("nonsense", "utf-8", "utf-8")],
)
def test_a_wrong_declaration_spoils_no_umlaut(tmp_path: Path, declared: str, written: str, found: str) -> None:
    pytest.importorskip("trafilatura")
    page = one(tmp_path, "a.html", PAGE.replace("CHARSET", declared).replace("Käser", "„Käser“").encode(written))
    assert "„Käser“ wächst kräftig" in page.text
    assert page.encoding == found
    body = BODY.replace("Käser", "„Käser“")
    head = f"From: a@example.org\nSubject: Neu\nContent-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit\n\n"
    mail = one(tmp_path, "a.eml", head.encode() + body.encode(written))
    assert body in mail.text
    assert mail.encoding == found


def test_rich_text_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.rtf: this is rich text \(RTF\)\. Save it as \.docx"):
        one(tmp_path, "a.rtf", rb"{\rtf1\ansi Der Umsatz stieg.}")


def test_html_without_an_article_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    with pytest.raises(InputError, match=r"a\.html: there is no article"):
        one(tmp_path, "a.html", b"<html><body></body></html>")


def lines(x: float, y: float, texts: list[str]) -> list[Line]:
    return [(x, y - 12 * i, 10, text) for i, text in enumerate(texts)]


LEFT = [
    "Die Käser AG hat im Jahr 2024 einen Um-",
    "satz von 5 Mio. Franken erzielt, das sind",
    "zwölf Prozent mehr als im Vorjahr.",
]
RIGHT = [
    "Vor allem der Bereich der E-",
    "Mobilität trägt dazu bei. Er soll auch",
    "2026 wachsen. Die Ein- und Aus-",
    "gänge nehmen zu.",
]
TABLE = [
    (50.0, 600.0, 10.0, "Umsatz"), (200.0, 600.0, 10.0, "5,0 Mio."), (300.0, 600.0, 10.0, "4,5 Mio."),
    (50.0, 588.0, 10.0, "Gewinn"), (200.0, 588.0, 10.0, "0,3 Mio."), (300.0, 588.0, 10.0, "0,2 Mio."),
]  # fmt: skip
PAGES = [
    [(50, 810, 8, "Käser AG | Medienmitteilung | 1/2"), (50, 760, 18, "Käser AG wächst im Jahr 2024 um zwölf Prozent")]
    + lines(50, 720, LEFT) + lines(300, 720, RIGHT) + TABLE + [(280, 30, 8, "Seite 1 von 2")],
    [(50, 810, 8, "Käser AG | Medienmitteilung | 2/2"), (280, 30, 8, "Seite 2 von 2")]
    + lines(50, 760, ["Ein Absatz, der in der vollen Breite der Seite steht und darum in der", "nächsten Zeile weitergeht.", "- Punkt"]),
]  # fmt: skip


def test_pdf_mends_columns_hyphens_and_page_heads(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    source = one(tmp_path, "a.pdf", pdf(PAGES, {"Title": "Käser wächst", "CreationDate": "D:20250916101500+02'00'"}))
    assert source.text == (
        "Käser AG wächst im Jahr 2024 um zwölf Prozent\n\n"
        "Die Käser AG hat im Jahr 2024 einen Umsatz von 5 Mio. Franken erzielt, das sind zwölf Prozent mehr als im Vorjahr.\n\n"
        "Vor allem der Bereich der E-Mobilität trägt dazu bei. Er soll auch 2026 wachsen. Die Ein- und Ausgänge nehmen zu.\n\n"
        "Umsatz\t5,0 Mio.\t4,5 Mio.\nGewinn\t0,3 Mio.\t0,2 Mio.\n\n"
        "Ein Absatz, der in der vollen Breite der Seite steht und darum in der nächsten Zeile weitergeht.\n- Punkt\n"
    )
    assert (source.title, source.published, source.reader, source.encoding) == (
        "Käser wächst",
        "2025-09-16",
        "pdf",
        None,
    )


def test_short_columns_of_a_last_page_are_columns_where_another_page_has_them(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    first = lines(50, 720, LEFT) + lines(300, 720, RIGHT)
    last = lines(50, 720, ["Über die Käser AG: Sie wurde 1921", "in Bern gegründet."]) + lines(
        300, 720, ["Kontakt: Medienstelle, +41 31", "000 00 00"]
    )
    parts = ["Über die Käser AG: Sie wurde 1921 in Bern gegründet.", "Kontakt: Medienstelle, +41 31 000 00 00"]
    assert one(tmp_path, "a.pdf", pdf([first, last])).text.endswith("\n\n".join(["", *parts]) + "\n")
    alone = one(tmp_path, "b.pdf", pdf([last])).text
    assert alone.startswith("Über die Käser AG: Sie wurde 1921\tKontakt:")  # two lines may be a table


@pytest.mark.parametrize(
    ("data", "message"),
    [(pdf([[]]), "only pictures"), (b"%PDF-1.4\nnonsense", "damaged or no PDF")],
)
def test_pdf_that_cannot_be_read(tmp_path: Path, data: bytes, message: str) -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(InputError, match=rf"a\.pdf: .*{message}"):
        one(tmp_path, "a.pdf", data)


def docx(body: str) -> bytes:
    out = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "docProps/core.xml",
            '<p xmlns:d="a" xmlns:t="b"><d:title>Käser wächst</d:title><t:modified>2025-03-04T08:00:00Z</t:modified></p>',
        )
    return out.getvalue()


def par(text: str, style: str = "") -> str:
    return f"<w:p><w:pPr>{style}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_docx_reads_paragraphs_lists_tables_and_insertions(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>"
    body = (
        par("Käser wächst")
        + "<w:p/>"
        + "<w:p><w:r><w:t>Der Umsatz </w:t></w:r><w:ins><w:r><w:t>stieg</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>sank</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
        + par("Punkt", "<w:numPr/>")
        + f"<w:tbl><w:tr>{cell.format(par('Umsatz'))}{cell.format(par('5,0'))}</w:tr></w:tbl>"
    )
    source = one(tmp_path, "a.docx", docx(body))
    assert source.text == "Käser wächst\n\nDer Umsatz stieg.\n- Punkt\nUmsatz\t5,0\n"
    assert (source.title, source.published, source.reader) == ("Käser wächst", "2025-03-04", "docx")


def test_a_zip_that_is_no_word_document(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(InputError, match=r"a\.docx: this zip file is no Word document"):
        one(tmp_path, "a.docx", out.getvalue())


def mail(subject: str = "WG: Käser wächst", html: bool = False) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["Date"] = subject, "Tue, 04 Mar 2025 08:00:00 +0100"
    message.set_content(
        f"<p>{BODY}</p><ul><li>Punkt</li></ul>" if html else BODY + "\n", subtype="html" if html else "plain"
    )
    return message


def test_mail_gives_body_and_attachments(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(
        "Anhang für Sie.\n".encode("latin-1"), maintype="text", subtype="plain", filename="anhang.txt"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="leer.pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    body, attachment, broken = parts(tmp_path / "a.eml")
    assert isinstance(body, Source) and isinstance(attachment, Source)
    assert (body.text, body.title, body.published, body.reader) == (BODY + "\n", "Käser wächst", "2025-03-04", "mail")
    assert (attachment.text, attachment.source, attachment.published) == (
        "Anhang für Sie.\n",
        "a.eml/anhang.txt",
        "2025-03-04",
    )
    assert (attachment.encoding, attachment.part) == ("latin-1", "1")
    assert "a.eml/leer.pdf: the file is empty" in str(broken)


def test_mail_in_html_only(tmp_path: Path) -> None:
    source = one(tmp_path, "a.eml", mail(html=True).as_bytes())
    assert source.text == f"{BODY}\n\n- Punkt\n"


def test_mbox_gives_all_mails(tmp_path: Path) -> None:
    box = b"".join(b"From a@b Tue Mar 04 08:00:00 2025\n" + mail(f"Nr {n}").as_bytes() + b"\n" for n in (1, 2))
    (tmp_path / "a.mbox").write_bytes(box)
    assert [(source.title, source.source) for source in read(tmp_path / "a.mbox")] == [
        ("Nr 1", "a.mbox#1"),
        ("Nr 2", "a.mbox#2"),
    ]


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Medien</title>
<item><title>Käser wächst</title><link>https://example.org/1</link><pubDate>Tue, 04 Mar 2025 08:00:00 +0100</pubDate>
<description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item><item><title/></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Medien</title><entry><title>Käser wächst</title>
<link href="https://example.org/1"/><updated>2025-03-04T08:00:00Z</updated><content type="text">{BODY}</content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM)])
def test_feed_items_are_releases(tmp_path: Path, name: str, feed: str) -> None:
    (tmp_path / name).write_text(feed, encoding="utf-8")
    source, *broken = parts(tmp_path / name)
    assert isinstance(source, Source)
    assert source.text.rstrip("\n") == f"Käser wächst\n\n{BODY}"
    assert (source.source, source.published, source.title) == ("https://example.org/1", "2025-03-04", "Käser wächst")
    assert [str(error)[:40] for error in broken] == (
        [f"{name}#2: there is no text in it. Give a file"[:40]] if feed == RSS else []
    )


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.xml: this XML is no RSS or Atom feed"):
        one(tmp_path, "a.xml", b"<a><b/></a>")


def test_jsonl_isolates_broken_lines(tmp_path: Path) -> None:
    rows = [
        {"text": "eins", "url": "https://example.org/1", "date": "2025-03-04"},
        {"body": "zwei", "title": "Z"},
        {"x": 1},
    ]
    data = "".join(json.dumps(row) + "\n" for row in rows) + "{oops\n\n[1]\n"
    (tmp_path / "a.jsonl").write_text(data, encoding="utf-8")
    found = list(parts(tmp_path / "a.jsonl"))
    first, second = found[:2]
    assert isinstance(first, Source) and isinstance(second, Source)
    assert (first.text, first.source, first.published) == ("eins", "https://example.org/1", "2025-03-04")
    assert (second.text, second.source, second.title) == ("zwei", "a.jsonl#2", "Z")
    assert [str(error).partition(": ")[0] for error in found[2:]] == ["a.jsonl#3", "a.jsonl:4", "a.jsonl:6"]
    with pytest.raises(InputError, match="2 more parts of this file"):
        list(read(tmp_path / "a.jsonl"))


def test_parquet_rows_are_releases(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    parquet.write_table(
        arrow.table({"text": ["eins", None], "source": ["u1", "u2"], "n": [1, 2]}), tmp_path / "a.parquet"
    )
    first, second = parts(tmp_path / "a.parquet")
    assert isinstance(first, Source) and (first.text, first.source, first.reader) == ("eins", "u1", "parquet")
    assert "a.parquet#2: there is no text in this row" in str(second)


@pytest.mark.parametrize(
    ("name", "data", "module", "extra"),
    [
        ("a.html", b"<html>x", "trafilatura", "html"),
        ("a.pdf", b"%PDF-", "pypdfium2", "pdf"),
        ("a.parquet", b"PAR1", "pyarrow.parquet", "parquet"),
    ],
)
def test_an_absent_package_names_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"{name}: reading it needs the package .*pressefakten\[{extra}\]"):
        one(tmp_path, name, data)


def test_content_goes_before_suffix(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    assert one(tmp_path, "a.txt", pdf(PAGES)).reader == "pdf"
