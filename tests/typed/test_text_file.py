"""Files that people bring."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.typed.text_file import MOST_BYTES, Text, decoded, read_file

NAMES = {
    "cp1252": "Jérôme Roux;Süd\nZoë Müller;Süd\nAna María Peña;Sol\nBjörn Ågren;Öst\nJoão Gonçalves;Norte\n",
    "mac_roman": "Jérôme Roux;nord\nZoë Müller;süd\nIñaki Peña;sud\nFrançois Lefèvre;nord\nJörg Groß;nord\n",
    "cp850": "Jörg Groß;Nord\nZoë Müller;Süd\nSøren Kjær;Nord\nRené Lefèvre;Süd\nÅsa Öberg;Öst\n",
    "cp1250": "Jiří Novák;sever\nPetr Dvořák;jih\nPaweł Żak;sever\nŠárka Šťastná;jih\nTőkés Györgyi;jih\n",
    "iso8859_2": "Paweł Wiśniewski;Północ\nMałgorzata Żak;Południe\nZofia Łukaszewicz;Północ\n",
    "cp1251": "Ольга Орлова;Север\nПётр Иванов;Юг\nЛариса Косач;Південь\nЄвген Їжак;Північ\n",
    "koi8_r": "Ольга Орлова;Север\nПётр Иванов;Юг\n",
    "cp1253": "Γιώργος Παπάς;Βορράς\nΕλένη Νίκου;Νότος\n",
    "cp1254": "Ayşe Yıldız;Güney\nÇağla Güneş;Kuzey\nİsmail Şahin;Güney\n",
}
"""Lists that the people of each encoding have."""


def test_files(tmp_path: Path) -> None:
    """A small regular file is read; a link, a pipe, a folder and a large file are refused in one sentence."""
    good = tmp_path / "people.csv"
    good.write_bytes("\ufeffAna;north\n".encode())
    assert read_file(good) == Text("Ana;north\n")
    (tmp_path / "link").symlink_to(good)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * (MOST_BYTES + 1))
    for name in ("link", "pipe", "large", "missing", "."):
        with pytest.raises(Refused):
            read_file(tmp_path / name)


@pytest.mark.parametrize("encoding", NAMES)
def test_old_encodings(encoding: str) -> None:
    """Lists in the encodings of old programs are read, and the text says that it was guessed."""
    read = decoded(NAMES[encoding].encode(encoding))
    assert read.text == NAMES[encoding]
    assert read.guessed


@pytest.mark.parametrize(
    ("data", "read"),
    [
        ("\ufeff\ufeffAna".encode(), Text("Ana")),
        ("\ufeffZoë\n".encode("utf-16-le"), Text("Zoë\n")),
        ("\ufeffZoë\n".encode("utf-16-be"), Text("Zoë\n")),
        ("Zoë\n".encode("utf-16-le"), Text("Zoë\n", "UTF-16")),
        ("Север\n".encode("utf-16-be"), Text("Север\n", "UTF-16")),
        ("Zoë\r\n".encode("utf-16-le")[:-1], Text("Zoë\n", "UTF-16")),
        ("a\r\nb\rc\u2028d\x85e\vf\n".encode(), Text("a\nb\nc\nd\ne\nf\n")),
        (
            "Zoë, Jörg, Süd, \N{HOT BEVERAGE}".encode() + b"\xe2\x98",
            Text("Zoë, Jörg, Süd, ☕\ufffd", "UTF-8", True),
        ),
        (b"", Text("")),
    ],
)
def test_unicode(data: bytes, read: Text) -> None:
    """UTF-8 and UTF-16 with and without marks, any line end, and a file that ends inside a letter."""
    assert decoded(data) == read


@given(
    st.lists(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1), min_size=1),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le")),
    st.sampled_from(("\n", "\r\n", "\r")),
)
def test_any_unicode(lines: list[str], encoding: str, end: str) -> None:
    """Any lines come back from any form of Unicode; UTF-16 without its mark needs one letter below U+0100."""
    data = end.join((*lines, "")).encode(encoding)
    assume(encoding != "utf-16-le" or 0 in data[1::2])
    assume(encoding != "utf-16-le" or data[1::2].count(0) > data[::2].count(0))
    read = decoded(data)
    assert read.text == "\n".join((*lines, ""))
    assert not read.doubtful


def archive(*names: str) -> bytes:
    """Return a zip file with files of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name in names:
            zipped.writestr(name, name)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        (archive("[Content_Types].xml", "word/document.xml"), "document of a word processor"),
        (archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (archive("mimetypeapplication/vnd.oasis.opendocument.text"), "document of a word processor"),
        (archive("people.csv"), "archive"),
        (b"%PDF-1.4\n%\xe2\xe3\n", "PDF"),
        (rb"{\rtf1\ansi Ana}", "document of a word processor"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "spreadsheet"),
        (
            b'<?xml?><office:document xmlns="opendocument.text">',
            "document of a word processor",
        ),
        (b"BEGIN:VCARD\r\nFN:Ana\r\n", "address book"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    ],
    ids="xlsx docx ods odt zip pdf rtf xls fodt vcf png".split(),  # a zip file holds the time
)
def test_foreign_files(data: bytes, kind: str) -> None:
    """A file of another program is refused by its name, with what to do."""
    with pytest.raises(Refused, match=f"^[^.]*{kind}[^.]*: [^.]+\\.$"):
        decoded(data)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes are text, or are refused in a sentence; no line end but the line feed is left."""
    try:
        read = decoded(data)
    except Refused:
        return
    assert len(read.text.split("\n")) == len(read.text.splitlines() or [""]) + read.text.endswith("\n")
