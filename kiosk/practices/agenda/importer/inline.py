"""Read Markdown inside a line: without emphasis, with the text and the address of links.

The addresses of a title's links become notes, so that the wall shows words; in a note the address follows
its text. A bracket that holds only links (`([slides](...), [PR](...))`) is removed from the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from kiosk.practices.agenda.importer.lines import Line

_MARKED = re.compile(r"[\\`*_\[\]<&~!]")
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Marks around a link's text while a line is read. They are safe: the cleaner removes private characters."""
_STRUCK_OUT = re.compile("\ue002([^\ue003]*)\ue003")
STRUCK = ("s", "del", "strike")
"""HTML tags around what is struck out."""
_ONLY_LINKS = re.compile(rf"\s*[(\[](?:{_OPEN}[^{_CLOSE}()\[\]]*{_CLOSE}[\s,;/&+]*|and\s+){{1,40}}[)\]]")
_LINKS_BEHIND = re.compile(
    rf"([(\[][^()\[\]]*[0-9][^()\[\]]*[)\]])(?:\s*[-–—:,;|]?\s*{_OPEN}[^{_CLOSE}]{{0,200}}{_CLOSE}){{1,40}}\s*$"
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")
_LONGEST, _ALLOWANCE = 2_000, 100_000
"""Most characters of Markdown read in one piece and in one file; the rest is kept as it is. Parsing costs
time, and no real agenda has that much."""


class Words(Struct):
    """The text of a line, with line breaks only where the Markdown has hard breaks; `links` are (text,
    address); `struck` is True if the whole text is struck out, `gone` is what is struck out of a title."""

    text: str
    links: list[tuple[str, str]] = field(default_factory=list)
    struck: bool = False
    gone: str = ""


class Inline:
    """Reads the lines of one file; `env` holds the addresses that the file gives for `[text][1]`."""

    def __init__(self, parser: MarkdownIt, env: dict[str, Any]) -> None:
        self._parser, self._env, self._left = parser, env, _ALLOWANCE

    def words(self, markdown: str, title: bool = False) -> Words:
        """Read one paragraph, heading or cell. With `title`, addresses stay out of the text."""
        if not _MARKED.search(markdown):
            return Words(_squeeze(markdown.replace("\n", " ")))
        self._left -= len(markdown)
        if len(markdown) > _LONGEST or self._left < 0:
            return Words(_squeeze(markdown.replace("\n", " ")))
        tokens: list[Token] = []
        self._parser.inline.parse(markdown, self._parser, self._env, tokens)
        reader = _Reader(title)
        for token in tokens:
            reader.take(token)
        struck = bool(reader.struck_out.strip()) and not reader.other_text.strip(" .,;:[]xX")
        text = reader.text(without_struck=title and not struck)
        text = _LINKS_BEHIND.sub(r"\1", _ONLY_LINKS.sub("", text)) if title else text
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
        gone = "" if struck or not title else _squeeze(reader.struck_out).replace("\n", " ")
        return Words(_squeeze(text), reader.links, struck, gone)


def reader_for(lines: list[Line]) -> Inline:
    """Return the reader for a file, which knows the addresses that its lines give to labels."""
    from markdown_it import MarkdownIt  # 69 ms that only an import needs
    from markdown_it.common.utils import normalizeReference

    parser = MarkdownIt("commonmark").enable("strikethrough")
    references = {
        normalizeReference(line.label): {"href": line.text, "title": ""}
        for line in lines
        if line.form == "address"
    }
    return Inline(parser, {"references": references})


def as_note(label: str, address: str) -> str:
    """Return a link as a note: its text, then its address."""
    return address if label in ("", address) else f"{label}: {address}"


class _Reader:
    def __init__(self, title: bool) -> None:
        self._title = title
        self._parts: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._struck = 0
        self.links: list[tuple[str, str]] = []
        self.struck_out = ""
        self.other_text = ""

    def take(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline" | "text_special":
                self._say(token.content)
            case "softbreak":
                self._parts.append(" ")
            case "hardbreak":
                self._parts.append("\n")
            case "link_open":
                self._open.append((str(token.attrGet("href") or ""), len(self._parts)))
            case "link_close":
                self._close_link()
            case "image":
                self._link(token.content, str(token.attrGet("src") or ""))
            case "s_open":
                self._struck += 1
            case "s_close":
                self._struck -= 1
            case "html_inline":
                self._tag(token.content)
            case _:
                pass

    def text(self, *, without_struck: bool) -> str:
        return _STRUCK_OUT.sub("" if without_struck else r"\1", "".join(self._parts))

    def _say(self, text: str) -> None:
        self._parts.append(f"\ue002{text}\ue003" if self._struck > 0 else text)
        if self._struck > 0:
            self.struck_out += text
        else:
            self.other_text += text

    def _close_link(self) -> None:
        address, start = self._open.pop() if self._open else ("", len(self._parts))
        label = _STRUCK_OUT.sub(r"\1", "".join(self._parts[start:]))
        del self._parts[start:]
        self._link(_squeeze(label), address)

    def _link(self, label: str, address: str) -> None:
        bare = address.removeprefix("mailto:")
        self.links.append((label, address))
        if self._title and self._struck > 0:
            self._parts.append(f"\ue002{label or bare}\ue003")
        elif self._title:
            self._parts.append(f"{_OPEN}{label or bare}{_CLOSE}")
        elif label in ("", address, bare):
            self._parts.append(bare)
        else:
            self._parts.append(f"{label} ({address})")

    def _tag(self, source: str) -> None:
        """Read an HTML tag: it is no text, but its address is kept, and `<br>` ends a line."""
        found = _TAG.fullmatch(source)
        if found is None:
            return
        name = found["name"].casefold()
        if name in ("br", "p", "li", "div", "tr"):
            self._parts.append("\n")
        elif name in STRUCK:
            self._struck += -1 if found["close"] else 1
        elif name == "a" and not found["close"]:
            self._open.append((attribute(source, "href"), len(self._parts)))
        elif name == "a":
            self._close_link()
        elif name == "img":
            self._link(attribute(source, "alt"), attribute(source, "src"))


def attribute(tag: str, name: str) -> str:
    """Return the value of one attribute of an HTML tag, or ""."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag, re.IGNORECASE)
    return next((value for value in found.groups() if value), "") if found else ""


def _squeeze(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
