r"""Escape people's words for each form, so that they never become markup.

A proposal may say `# free lunch`, `<script>` or `[click](http://...)`: in the minutes that is what it says,
and nothing else. Each form has a `Form`: `line` for words within a line, `block` for texts of several lines,
`say` for our own sentences around them. What has passed through one is `Formed` (for HTML: markupsafe's
Markup) and is not escaped again; everything else that reaches a template is.

    Markdown   CommonMark and GFM: headings, links, autolinks, HTML, entities, tables, lists, mathematics
    Html       elements and attributes; each piece of people's text is isolated (`bdi`), its direction its own
    Plain      no control character; wrapped, so a line is never longer than a letter's

This is about structure. Control characters and invisible ones are the cleaner's (`kiosk.cleaning.shown`),
which is applied here too, at the edge.
"""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple, Protocol, assert_never

from kiosk.cleaning import shown
from kiosk.minutes.dates import day, hour, length
from kiosk.practices.blocks import Day, Digits, Hour, Length, Person, Said, Value, Words

_BLANKS = re.compile(r"[ \t\n]+")
WIDTH = 78
MOST_INDENTED = 24
"""Most blanks that a line of people's words keeps before it."""


class Formed(str):
    """Text that is already in its form."""

    __slots__ = ()


class Form(Protocol):
    """The escaping of one form of minutes."""

    def line(self, text: str) -> str:
        """Return people's words in one line."""

    def block(self, text: str) -> str:
        """Return people's words with their line breaks."""

    def ours(self, sentence: str) -> str:
        """Return words of the kiosk's own, with their placeholders unchanged."""

    def digits(self, text: str) -> str:
        """Return a hash or the name of a file, to be read letter by letter."""

    def say(self, sentence: str, /, **values: object) -> str:
        """Return a sentence of the kiosk's with values that are in this form already, or numbers."""


def write(form: Form, words: Words) -> str:
    """Return a sentence of the kiosk's with its values, or people's words, in this form."""
    if isinstance(words, str):
        return form.line(words)
    return form.say(words.sentence, **{name: _value(form, value) for name, value in words.values.items()})


def _value(form: Form, value: Value) -> object:
    match value:
        case int():
            return value
        case Person():
            return form.line(value.shown)
        case Day():
            return form.ours(day(value.date))
        case Hour():
            return form.line(hour(value.time))
        case Length():
            return form.line(length(value.seconds, measured=value.measured))
        case Digits():
            return form.digits(value.text)
        case Said() | str():
            return write(form, value)
        case _:
            assert_never(value)


def on_one_line(text: str) -> str:
    """Return the text as a renderer may show it, without line breaks."""
    return _BLANKS.sub(" ", shown(text)).strip()


class Line(NamedTuple):
    """A line of a text, and by how many blanks it is indented."""

    text: str
    indent: int

    @property
    def kept(self) -> str:
        """The line as a renderer shows it that drops blanks: with no-break blanks before it."""
        return "\u00a0" * self.indent + self.text


def paragraphs(text: str) -> list[list[Line]]:
    """Return the text's paragraphs, each a list of its lines; blank lines separate them."""
    found: list[list[Line]] = [[]]
    for raw in shown(text, multiline=True).split("\n"):
        line = _BLANKS.sub(" ", raw).strip()
        if line:
            found[-1].append(Line(line, min(MOST_INDENTED, len(raw) - len(raw.lstrip()))))
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


class Markdown:
    """CommonMark with GFM's additions."""

    _SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~$@{}]")
    _AT_START = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")
    _DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d])")

    def line(self, text: str) -> Formed:
        return Formed(self._escaped(on_one_line(text)))

    def block(self, text: str) -> Formed:
        quoted = ["\\\n> ".join(map(self._indented, lines)) for lines in paragraphs(text)]
        return Formed("> " + "\n>\n> ".join(quoted or [""]))

    def ours(self, sentence: str) -> Formed:
        return Formed(sentence)

    def digits(self, text: str) -> Formed:
        return Formed(f"`{text.replace('`', '')}`")

    def say(self, sentence: str, /, **values: object) -> Formed:
        return Formed(sentence.format(**values))

    def _indented(self, line: Line) -> str:
        return line._replace(text=self._escaped(line.text)).kept

    def _escaped(self, line: str) -> str:
        line = self._SPECIAL.sub(r"\\\g<0>", line)
        line = self._AT_START.sub(r"\1\\\2\3", line)
        return self._DOMAIN.sub(r"\\.", line.replace("://", "\\://"))


class Plain:
    """Text for a terminal, a printer or an e-mail."""

    def line(self, text: str) -> Formed:
        return Formed(on_one_line(text))

    def block(self, text: str) -> Formed:
        wrapped = [
            "\n".join(self.wrapped(line.text, " " * (4 + line.indent)) for line in lines)
            for lines in paragraphs(text)
        ]
        return Formed("\n\n".join(wrapped))

    def ours(self, sentence: str) -> Formed:
        return Formed(sentence)

    def digits(self, text: str) -> Formed:
        return self.line(text)

    def say(self, sentence: str, /, **values: object) -> Formed:
        return Formed(sentence.format(**values))

    @staticmethod
    def wrapped(line: str, indent: str = "") -> Formed:
        """Return the text with at most WIDTH characters a line; longer words stay whole."""
        return Formed(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


class Html:
    """Elements and attributes, through markupsafe (imported late: only rendering needs it)."""

    def __init__(self) -> None:
        from markupsafe import Markup

        self._markup = Markup

    def line(self, text: str) -> str:
        return self._markup("<bdi>{}</bdi>").format(on_one_line(text))

    def block(self, text: str) -> str:
        parts = [
            self._markup('<p dir="auto">{}</p>').format(
                self._markup("<br>\n").join(line.kept for line in lines)
            )
            for lines in paragraphs(text)
        ]
        return self._markup("\n").join(parts)

    def ours(self, sentence: str) -> str:
        return self._markup.escape(sentence)

    def digits(self, text: str) -> str:
        return self._markup("<code>{}</code>").format(text)

    def say(self, sentence: str, /, **values: object) -> str:
        return self._markup.escape(sentence).format(**values)
