"""Files in, sources out; what cannot be a release is refused with file, reason and remedy."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pressefakten.errors import InputError
from pressefakten.ingest import discover, parts, read

TEXT = "Bern, 3. November 2025 – Die Käser AG erzielte «über» 5 Mio. Franken Umsatz.\n"


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("encode", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_encoding_is_found_out(tmp_path: Path, encode: str, named: str) -> None:
    (source,) = read(write(tmp_path, "a.txt", TEXT.encode(encode)))
    assert (source.text, source.encoding, source.reader, source.source) == (TEXT, named, "text", "a.txt")


def test_latin_1_is_read_and_reported(tmp_path: Path) -> None:
    (source,) = read(write(tmp_path, "a.txt", "Die Käser AG grüßt Zürich für 5 £.\n".encode("latin-1")))
    assert (source.text, source.encoding) == ("Die Käser AG grüßt Zürich für 5 £.\n", "latin-1")


def test_line_ends_become_newlines(tmp_path: Path) -> None:
    (source,) = read(write(tmp_path, "a.txt", "\ufeffeins\r\nzwei\rdrei\n"))
    assert source.text == "eins\nzwei\ndrei\n"


def test_unknown_suffix_and_markdown_are_text(tmp_path: Path) -> None:
    assert [source.text for source in read(write(tmp_path, "a.press", TEXT))] == [TEXT]
    assert [source.text for source in read(write(tmp_path, "a.md", "# Titel\n"))] == ["# Titel\n"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT.encode("windows-1252"))

    monkeypatch.setattr("sys.stdin", Stdin)
    (source,) = read("-")
    assert (source.text, source.source, source.encoding) == (TEXT, "stdin", "windows-1252")


BAD = [
    ("empty.txt", b"", "empty.txt: the file is empty. Give a file with the words of a release."),
    ("blank.txt", b" \n\t\n", "blank.txt: the file is empty. Give a file with the words of a release."),
    (
        "picture.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
        "picture.txt: this is a binary file and not text. Give the release as text, HTML, PDF, DOCX or mail.",
    ),
    (
        "old.txt",
        "Größe für Zürich".encode("mac-roman"),
        "old.txt: the encoding cannot be found out: byte 2 is no UTF-8",
    ),
    ("mixed.txt", "Größe für Zürich ".encode() * 5 + b"\xe4", "mixed.txt: the encoding cannot be found out"),
    ("cut.txt", "Größe".encode("utf-16")[:-1], "cut.txt: it starts like utf-16 but byte 10 does not fit"),
    ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "this is a Word file of before 2007"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(InputError) as caught:
        list(read(path))
    assert message in str(caught.value)
    assert name in str(caught.value)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "large.txt", b"a" * 20_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    with pytest.raises(InputError, match=r"large\.txt: 20\.0 MB are more than the 5 MB"):
        list(read(path))


def test_missing_file_and_folder_without_releases(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.txt: there is no such file"):
        list(read(tmp_path / "nothing.txt"))
    with pytest.raises(InputError, match=r"^https://example\.org/a\.html: this is an address, and nothing is fetched"):
        list(read("https://example.org/a.html"))
    ((path, root),) = discover([tmp_path])
    assert path == tmp_path
    with pytest.raises(InputError, match="there is no release in this folder"):
        list(read(path, root=root))


def test_discover_sorts_and_leaves_out_the_hidden_and_unknown(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a.md", ".hidden.txt", ".git/x.txt", "c.png", "~$d.docx", "D.PDF"):
        write(tmp_path, name, "x")
    extra = write(tmp_path, "other/any.bin", "x")
    found = discover([tmp_path, extra, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path, _ in found] == [
        "D.PDF",
        "a/z.html",
        "a.md",
        "b.txt",
        "other/any.bin",
    ]
    assert [root for _, root in found] == [tmp_path] * 4 + [None]


def test_source_is_relative_to_the_root(tmp_path: Path) -> None:
    path = write(tmp_path, "2025/a.txt", TEXT)
    assert [source.source for source in read(path, root=tmp_path)] == ["2025/a.txt"]
    assert [source.source for source in read(path)] == ["a.txt"]


def test_parts_of_a_plain_file(tmp_path: Path) -> None:
    (part,) = parts(write(tmp_path, "a.txt", TEXT))
    assert not isinstance(part, InputError)
