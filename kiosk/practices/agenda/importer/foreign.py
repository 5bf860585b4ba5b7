"""Turn a mail or a web page into plain text, with Python's own `email` and `html.parser`; nothing is fetched
or run.

Files of other programs are refused by their names before, in `kiosk.typed.text_file`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kiosk.practices.agenda.importer.inline import STRUCK

_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_MAIL = re.compile(r"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\s*\n")
_MIME = re.compile(r"^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]{0,500}>\s*)?<(?:!doctype html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def as_text(text: str) -> str:
    """Return the text of a mail or a web page, else `text`."""
    start = text.lstrip("\ufeff \r\n")
    found = _MAIL.match(start.replace("\r\n", "\n"))
    if found and _MIME.search(found.group()):
        return _mail(start)
    if _HTML.match(start[:2_000]) or _BODY.match(start):
        return _page(start)
    return text


def _mail(source: str) -> str:
    import email
    from email import policy

    mail = email.message_from_bytes(source.encode("utf-8", "surrogateescape"), policy=policy.default)
    part = mail.get_body(("plain", "html"))
    if part is None:
        return source
    try:
        content = str(part.get_content())
    except (LookupError, KeyError, ValueError):
        return source
    return _page(content) if part.get_content_subtype() == "html" else content


def _page(source: str) -> str:
    reader = _Page()
    reader.feed(source)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.out)).strip() + "\n"


_BODY = re.compile(r"<(div|p|ul|ol|table|h[1-6])\b.{0,200000}</\1>\s*$", re.I | re.S)


_DEEPEST = 40
_VOID = ("br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "source", "embed")
_HIDDEN = ("script", "style", "head", "template")
_BREAKS = ("p", "div", "blockquote", "section", "hr", "br")
_BEGINS = {f"h{level}": "\n\n" + "#" * level + " " for level in range(1, 7)}
_BEGINS |= dict.fromkeys(_BREAKS, "\n\n") | {"br": "\n", "strong": "**", "b": "**", "table": "\n\n"}
_ENDS = {"strong": "**", "b": "**", "td": " |", "th": " |"}
_ENDS |= dict.fromkeys((*_BREAKS[:4], *(f"h{level}" for level in range(1, 7))), "\n\n")


class _Page(HTMLParser):
    """Writes a web page as Markdown: its headings, lists, tables, addresses and bold lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._lists: list[int] = []
        self._hidden = self._cells = 0
        self._address = ""
        self._open: list[tuple[str, bool]] = []
        self._struck = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._hidden += tag in _HIDDEN
        if tag not in _VOID:
            self._open.append((tag, tag in STRUCK or bool(_LINE_THROUGH.search(values.get("style", "")))))
            self._struck += self._open[-1][1]
        if tag in ("ul", "ol"):
            self._lists.append(int(tag == "ol"))
        elif tag == "li":
            number = self._lists[-1] if self._lists else 0
            mark = f"{number}. " if number else "- "
            self._say("\n" + "    " * (len(self._lists) - 1) + mark)
            self._lists[-1:] = [number + 1 if number else 0]
        elif tag == "a":
            self._address = values.get("href", "")
            self._say("[" if self._address else "")
        elif tag == "img" and values.get("src"):
            self._say(f"[{values.get('alt', '')}]({values['src']})")
        elif tag == "tr":
            self._cells = 1
            self._say("\n|")
        elif tag not in _BREAKS or not (self._lists or self._cells):
            self._say(_BEGINS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(self._hidden - (tag in _HIDDEN), 0)
        self._close(tag)
        if tag in ("ul", "ol"):
            self._lists[-1:] = []
            self._say("" if self._lists else "\n\n")
        elif tag == "a" and self._address:
            self._say(f"]({self._address})")
            self._address = ""
        elif tag == "table":
            self._cells = 0
            self._say("\n\n")
        elif tag not in _BREAKS or not (self._lists or self._cells):
            self._say(_ENDS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        text = text.lstrip() if self.out and self.out[-1].endswith(("\n", "- ", ". ", "# ")) else text
        self._say(f"<s>{text}</s>" if self._struck and text.strip() else text)

    def _close(self, tag: str) -> None:
        """Close the innermost tag of this name, and what was left open inside it."""
        for at in range(len(self._open) - 1, max(len(self._open) - _DEEPEST, 0) - 1, -1):
            if self._open[at][0] == tag:
                self._struck -= sum(struck for _tag, struck in self._open[at:])
                del self._open[at:]
                return

    def _say(self, text: str) -> None:
        if text and not self._hidden:
            self.out.append(text)
