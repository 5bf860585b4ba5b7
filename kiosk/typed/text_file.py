"""The text of an agenda or a list of people that people bring, from a stick or a folder.

Regular files of at most 1 MB only; a link, a pipe or a device is refused before any byte is read. Text is
UTF-8, UTF-16, or what old programs wrote: a library guesses which of their encodings it is, and `Text` says
so. A file of another program (a spreadsheet, a PDF) is refused by its name.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from pathlib import Path

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import N_, words

_, ngettext = words("textfile")

MOST_BYTES = 1_048_576
"""Most bytes of a file; no list of people and no agenda is larger."""

_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every line end but the line feed: of old files, word processors, and a terminal's paste."""
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
"""Hyphens, blanks and marks of direction that nobody sees; copied text holds them."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GUESSED = (
    "Windows-1250 Windows-1251 Windows-1252 Windows-1253 Windows-1254 Windows-1255 Windows-1256 Windows-1257 "
    "MacRoman ISO-8859-2 CP437 CP850 CP852 CP866 KOI8-R KOI8-U Shift_JIS EUC-JP EUC-KR GB18030 Big5"
).split()
_SAMPLE = 20_000
"""Characters of a guessed text that are looked at."""
_JOINING = "'’ʼ·‐‑-–—"

_DOCUMENT = N_("{file} is a document of a word processor: save it as text, then read that.")
_TABLE = N_("{file} is a spreadsheet: save it as CSV, then read that, or copy its cells and paste them.")
_FOREIGN = (
    (rb"%PDF-", N_("{file} is a PDF: copy its text into a text file, then read that.")),
    (rb"\{\\rtf", _DOCUMENT),
    (rb"PK\x03\x04(?s:.)*?(xl/workbook|opendocument\.spreadsheet)", _TABLE),
    (rb"PK\x03\x04(?s:.)*?(word/document|opendocument\.text)", _DOCUMENT),
    (rb"\xd0\xcf\x11\xe0(?s:.)*?W\x00o\x00r\x00d\x00D\x00o\x00c", _DOCUMENT),
    (rb"\xd0\xcf\x11\xe0", _TABLE),
    (rb"(?s:.){,300}<office:document[\s>](?s:.)*?opendocument\.spreadsheet", _TABLE),
    (rb"(?s:.){,300}<office:document[\s>]", _DOCUMENT),
    (rb"\s*BEGIN:VCALENDAR", N_("{file} is a calendar: copy its text into a text file, then read that.")),
    (rb"\s*BEGIN:VCARD", N_("{file} is an address book: save it as CSV, then read that.")),
    (rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf", N_("{file} is an archive: unpack it, then read what is in it.")),
)


class Text(Struct, frozen=True):
    """The text of a file. `guessed` names an encoding that the file does not say; another one may fit too."""

    text: str
    guessed: str = ""
    doubtful: bool = False


def read_file(path: Path, links: bool = False) -> Text:
    """Return the file's text; raises Refused with a sentence for anything else. A link is read if `links`."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW)
    try:
        handle = os.open(path.expanduser(), flags)
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise Refused(_("{file} cannot be read: {why}.").format(file=path, why=why)) from None
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        os.close(handle)
        raise Refused(_("{file} is a folder.").format(file=path))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(status.st_mode):
            raise Refused(_("{file} is no ordinary file.").format(file=path))
        if status.st_size > MOST_BYTES:
            raise Refused(
                _("{file} is larger than 1 MB: an agenda or a list of people is a page or two.").format(
                    file=path
                )
            )
        try:
            data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Refused(_("{file} cannot be read: {why}.").format(file=path, why=error.strerror)) from None
    return decoded(data, path.name)


def decoded(data: bytes, name: str = "") -> Text:
    """Return the text of bytes, with line feeds as line ends; raises Refused if they are not text.

    `name` is how the refusal calls the file, or "".
    """
    for pattern, sentence in _FOREIGN:
        if re.match(pattern, data):
            raise Refused(_(sentence).format(file=name or _("This file")))
    read = _read(data)
    return Text(plain(read.text), read.guessed, read.doubtful)


def plain(text: str) -> str:
    """Return text of a file or a paste with line feeds as line ends, without characters that nobody sees."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def _read(data: bytes) -> Text:
    if data.startswith(_UTF_16):
        return Text(data.decode("utf-16", "replace"))
    if 0 in data:
        return _unmarked_utf_16(data)
    try:
        return Text(data.decode())
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        if text.count("\ufffd") * 4 <= sum(not c.isascii() for c in text):
            return Text(text, "UTF-8", doubtful=True)  # a few bytes are broken
    return _guess(data)


def _unmarked_utf_16(data: bytes) -> Text:
    """Return the text of UTF-16 that does not say so: blanks, commas and line ends have one zero byte."""
    little = data[1::2].count(0) > data[::2].count(0)
    text = data[: len(data) // 2 * 2].decode("utf-16-le" if little else "utf-16-be", "replace")
    letters = set(text) - set("\t\n\v\f\r\ufeff")
    odd = any(unicodedata.category(letter) in ("Cc", "Cn") for letter in letters)
    cut = len(data) % 2 and 0 in data[::2] and 0 in data[1::2]
    if cut or odd or not any(map(str.isascii, text)):
        raise Refused(_("This is not a text file: save it as text, Markdown or CSV."))
    return Text(text, "UTF-16")


def _guess(data: bytes) -> Text:
    """Return the text in the likeliest encoding in which every word reads like a word."""
    import chardet  # late: 60 ms, and only for files that are not Unicode

    found = chardet.detect_all(data, ignore_threshold=True, include_encodings=_GUESSED)
    readings = [
        (data.decode(guess["encoding"], "replace"), guess["encoding"], guess["confidence"])
        for guess in found
        if guess["encoding"]
    ]
    likely = [reading for reading in readings if _reads(reading[0])] or readings
    text, encoding, sure = next(iter(likely), (data.decode("cp1252", "replace"), "Windows-1252", 0.0))
    rivals = [other for other, _encoding, its in likely[1:] if its >= 0.8 * sure and other != text]
    return Text(text, encoding, doubtful=bool(rivals) or not _reads(text))


def _reads(text: str) -> bool:
    """True if no word mixes scripts, holds a sign, or has a capital with an accent after a small letter."""
    text = text[:_SAMPLE]
    if re.search("[\x80-\x9f\ufffd]", text):
        return False
    for before, sign, after in zip(text, text[1:], text[2:], strict=False):
        if sign.isascii():
            continue
        if before.islower() and sign.isupper():
            return False
        in_word = before.isalpha() and after.isalpha()
        if in_word and unicodedata.category(sign)[0] not in "LM" and sign not in _JOINING:
            return False
    return all(map(_one_script, re.findall(r"[^\W\d_]+", text)))


def _one_script(word: str) -> bool:
    if word.isascii():
        return True
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in word}
    return len(scripts) == 1 or scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
