"""Minutes written down: Markdown, HTML, plain text, JSON, and a calendar of what comes back.

    render(minutes, "markdown")        bytes, UTF-8; the same document gives the same bytes

The Markdown form is the one that is sealed, the HTML form the page that phones open: one file, no script, no
reference to anything but the files of its folder. Chapters say what there is to read (`page`), a writer in
forms/ turns their blocks into the form, and templates/ has the frame around them. It builds no minutes and
writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, assert_never, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kiosk.cleaning import shown
from kiosk.desk.registry import REGISTRY, Registry
from kiosk.language import speaking, spoken, words
from kiosk.minutes.calendar import calendar
from kiosk.minutes.dates import day
from kiosk.minutes.document import Minutes
from kiosk.minutes.escaping import Form, Formed, Html, Plain, on_one_line
from kiosk.minutes.forms.html import HtmlWriter
from kiosk.minutes.forms.markdown import MarkdownWriter
from kiosk.minutes.forms.text import TextWriter
from kiosk.minutes.page import Page, page
from kiosk.minutes.sentences import Sentences
from kiosk.minutes.shelf import About, style_hash
from kiosk.practices.blocks import Block, Words

if TYPE_CHECKING:
    from jinja2 import Environment

_, ngettext = words("minutes")

As = Literal["markdown", "html", "text", "json", "ics"]
FORMS: tuple[As, ...] = get_args(As)
SUFFIX: dict[As, str] = {"markdown": "md", "html": "html", "text": "txt", "json": "json", "ics": "ics"}
TEMPLATES = Path(__file__).parent / "templates"


class Writer(Protocol):
    """Turns blocks into one form."""

    @property
    def form(self) -> Form: ...

    def words(self, said: Words) -> str: ...

    def blocks(self, blocks: Sequence[Block], level: int) -> str: ...

    def code(self, text: str) -> str: ...


class Beside(Struct, frozen=True):
    """The files that a page links to: the address of each, "" for those that do not exist.

    `draws` is what comes before `001/pool.txt`; `slug` names the files in the line that verifies them.
    """

    markdown: str = ""
    seal: str = ""
    signers: str = ""
    checkpoint: str = ""
    sums: str = ""
    calendar: str = ""
    draws: str = ""
    index: str = ""
    name: str = "minutes.md"
    again: bool = False
    """They had other addresses before this one."""

    def address(self, file: str) -> str:
        """Return the address of a chapter's file, `draws/001/pool.txt`; "" if there is none."""
        return self.draws + file.removeprefix("draws/") if self.draws else ""


def render(minutes: Minutes, form: As, beside: Beside | None = None, registry: Registry = REGISTRY) -> bytes:
    """Return the document in this form. `beside` is for the page: what it may link to."""
    with speaking(minutes.language):
        return _rendered(cleaned(minutes), form, beside or Beside(), registry)


def _rendered(minutes: Minutes, form: As, beside: Beside, registry: Registry) -> bytes:
    told = page(minutes, registry)
    match form:
        case "json":
            return msgspec.json.format(msgspec.json.encode(minutes), indent=1) + b"\n"
        case "ics":
            return calendar(minutes, told.days)
        case "markdown":
            return _tidy(_written("minutes.md.jinja", MarkdownWriter(), minutes, told, beside))
        case "text":
            return _tidy(_written("minutes.txt.jinja", TextWriter(), minutes, told, beside))
        case "html":
            return _written("minutes.html.jinja", HtmlWriter(beside.address), minutes, told, beside).encode()
        case _:
            assert_never(form)


def index_page(assembly: str, meetings: list[About]) -> bytes:
    """Return the first page of the server: a list of these minutes, in the order given."""
    form = Html()
    page = (
        environment_of(Html)
        .get_template("index.html.jinja")
        .render(
            _=lambda sentence: form.ours(_(sentence)),
            f=form,
            assembly=assembly,
            meetings=meetings,
            day=day,
            title=on_one_line(_("Minutes of {assembly}").format(assembly=assembly)),
        )
    )
    return page.encode()


T = TypeVar("T")


def cleaned(document: T) -> T:
    """Return the document as it may be shown: every text passed through the cleaner, whatever its source."""
    return _clean(document)  # type: ignore[no-any-return]


def _clean(value: Any) -> Any:
    match value:
        case str():
            return shown(value, multiline=True)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {_clean(key): _clean(each) for key, each in value.items()}
        case Struct():
            return replace(value, **{name: _clean(getattr(value, name)) for name in value.__struct_fields__})
        case _:
            return value


def verify_line(minutes: Minutes, name: str = "minutes.md") -> str:
    """Return the command that checks the seal, with OpenSSH and the three files in one folder."""
    return (
        f"ssh-keygen -Y verify -f allowed_signers -I {minutes.head.origin} -n minutes -s {name}.sig < {name}"
    )


def _written(template: str, writer: Writer, minutes: Minutes, told: Page, beside: Beside) -> str:
    form = writer.form
    return (
        environment_of(type(form))
        .get_template(template)
        .render(
            _=lambda sentence: form.ours(_(sentence)),
            m=minutes,
            p=told,
            s=Sentences(minutes),
            w=writer,
            f=form,
            verify=verify_line(minutes, beside.name),
            beside=beside,
            title=on_one_line(f"{minutes.title}, {minutes.date}"),
        )
    )


@cache
def environment_of(kind: type[Form]) -> Environment:
    """Return the templates for one form: what they print is escaped unless it is in the form already."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    html, line = kind is Html, kind().line
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=None if html else lambda value: value if isinstance(value, Formed) else line(str(value)),
    )
    environment.globals.update(wrapped=Plain.wrapped, rule=_ruled)
    if html:
        style = _style()
        environment.globals.update(style=style, style_hash=style_hash(style.encode()), language=spoken)
    return environment


def _tidy(text: str) -> bytes:
    """Return the text with at most one blank line between two others, and one line feed at the end."""
    return (re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n").encode()


def _ruled(title: str) -> Formed:
    return Formed(f"{title}\n{'-' * len(title)}")


@cache
def _style() -> str:
    """Return the page's one style block: it is the kiosk's own, and the server sends its hash."""
    from markupsafe import Markup

    return Markup((TEMPLATES / "page.css").read_text("utf-8"))
