"""Minutes written down: Markdown, HTML, plain text, JSON, and a calendar of reviews.

    render(minutes, "markdown")        bytes, UTF-8; the same document gives the same bytes

The Markdown form is the one that is sealed, the HTML form the page that phones open: one file, no script, no
reference to anything but what lies beside it. Layouts are in templates/, the words in `sentences`, what keeps
people's words from becoming markup in `escaping`. It builds no minutes and writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec
from msgspec import Struct

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.minutes.dates import day
from kiosk.minutes.document import Break, Draw, Item, Minutes, Proposal, Review
from kiosk.minutes.escaping import Form, Formed, Html, Markdown, Plain, on_one_line
from kiosk.minutes.sentences import Sentences
from kiosk.minutes.shelf import About, style_hash

if TYPE_CHECKING:
    from jinja2 import Environment

_, ngettext = words("minutes")

As = Literal["markdown", "html", "text", "json", "ics"]
FORMS: tuple[As, ...] = get_args(As)
SUFFIX: dict[As, str] = {"markdown": "md", "html": "html", "text": "txt", "json": "json", "ics": "ics"}
TEMPLATES = Path(__file__).parent / "templates"


class Section(Struct, frozen=True):
    """An item of the agenda, or None for what was outside it, and what belongs to it."""

    item: Item | None
    proposals: list[Proposal]
    draws: list[Draw]
    reviews: list[Review]
    breaks: list[Break]


class Beside(Struct, frozen=True):
    """What lies beside a page, as it refers to it: addresses of the other files, "" for those that do not.

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


def render(minutes: Minutes, form: As, beside: Beside | None = None) -> bytes:
    """The document in this form. `beside` is for the page: what it may link to."""
    minutes = cleaned(minutes)
    match form:
        case "json":
            return msgspec.json.format(msgspec.json.encode(minutes), indent=1) + b"\n"
        case "ics":
            from kiosk.minutes.calendar import reviews

            return reviews(minutes)
        case "markdown":
            return _tidy(_written("minutes.md.jinja", Markdown(), minutes, beside or Beside(), _fenced))
        case "text":
            return _tidy(_written("minutes.txt.jinja", Plain(), minutes, beside or Beside(), _indented))
        case "html":
            return _written("minutes.html.jinja", Html(), minutes, beside or Beside(), _preformatted).encode()


def index_page(assembly: str, meetings: list[About]) -> bytes:
    """The first page of the server: the minutes there are, as they are given."""
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


def cleaned(minutes: Minutes) -> Minutes:
    """The document as it may be shown: every text in it through the cleaner, whatever it was built from."""
    return msgspec.convert(_each(msgspec.to_builtins(minutes)), Minutes)


def _each(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value, multiline=True)
    if isinstance(value, list):
        return [_each(item) for item in value]
    if isinstance(value, dict):
        return {_each(key): _each(item) for key, item in value.items()}
    return value


def sections(minutes: Minutes) -> list[Section]:
    """What happened: first what was outside the agenda, then each item with all that belongs to it."""
    known = {item.id for item in minutes.items}

    def section(item: Item | None) -> Section:
        belongs = (lambda id: id == item.id) if item else (lambda id: id not in known)
        return Section(
            item,
            [each for each in minutes.proposals if belongs(each.item)],
            [each for each in minutes.draws if belongs(each.item)],
            [each for each in minutes.reviews if belongs(each.item)],
            [each for each in minutes.breaks if belongs(each.item)],
        )

    outside = section(None)
    found = [section(item) for item in minutes.items]
    return (
        [outside, *found]
        if any((outside.proposals, outside.draws, outside.reviews, outside.breaks))
        else found
    )


def verify_line(minutes: Minutes, name: str = "minutes.md") -> str:
    """What somebody types to check the seal, with OpenSSH and the three files in one folder."""
    return (
        f"ssh-keygen -Y verify -f allowed_signers -I {minutes.head.origin} -n minutes -s {name}.sig < {name}"
    )


def _written(template: str, form: Form, minutes: Minutes, beside: Beside, code: Callable[[str], str]) -> str:
    return (
        environment_of(type(form))
        .get_template(template)
        .render(
            _=lambda sentence: form.ours(_(sentence)),
            m=minutes,
            f=form,
            s=Sentences(form, minutes),
            say=form.say,
            code=code,
            sections=sections(minutes),
            recompute=RECOMPUTE,
            verify=verify_line(minutes, beside.name),
            beside=beside,
            title=on_one_line(f"{minutes.title}, {minutes.date}"),
        )
    )


@cache
def environment_of(kind: type[Form]) -> Environment:
    """Templates for one form: what a template prints is escaped there unless it is formed already."""
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
    environment.globals.update(code_word=_code_word, wrapped=Plain.wrapped, rule=_ruled, point=_point)
    if html:
        style = _style()
        environment.globals.update(style=style, style_hash=style_hash(style.encode()), language=_("en"))
    return environment


def _tidy(text: str) -> bytes:
    """At most one blank line between two others, one line feed at the end."""
    return (re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n").encode()


def _fenced(text: str) -> Formed:
    """A code block that no line of the text can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return Formed(f"{fence}text\n{text.rstrip()}\n{fence}")


def _code_word(text: str) -> Formed:
    """Digests and file names, within a line."""
    return Formed(f"`{text.replace('`', '')}`")


def _indented(text: str) -> Formed:
    return Formed("\n".join(f"    {line}" for line in text.rstrip().split("\n")))


def _preformatted(text: str) -> str:
    from markupsafe import Markup

    return Markup("<pre>{}</pre>").format(text.rstrip())


def _ruled(title: str) -> Formed:
    return Formed(f"{title}\n{'-' * len(title)}")


def _point(text: str, indent: str = "") -> Formed:
    """An entry of a list in plain text."""
    wrapped = Plain.wrapped(text, indent + "  ")
    return Formed(f"{indent}- {wrapped[len(indent) + 2 :]}")


@cache
def _style() -> str:
    """The page's one style block: trusted, ours, and hashed by the server."""
    from markupsafe import Markup

    return Markup((TEMPLATES / "page.css").read_text("utf-8"))


RECOMPUTE = """\
sha256sum pool.txt                                # the pool line of seed.txt
printf 'lot/1 commit\\n%s\\n%s\\n' $P $K | sha256sum    # what was photographed; P, K from seed.txt
S=$(sha256sum < seed.txt | cut -c1-64); R=facilitator
sed -n 's/^person \\([^ ]*\\).*/\\1/p' pool.txt | while read -r i; do
  grep -Fqx "first $i" pool.txt && f=0 || f=1
  echo "$f $(printf '%s %s %s\\n' $S $R $i | sha256sum | cut -c1-64) $i"; done | LC_ALL=C sort
"""
"""How a member recomputes the order of a role (lot/1, Recompute)."""
