"""The shelf of published minutes: which bytes lie under which path, and how a browser must treat them.

    public/minutes/index.html               what can be fetched, newest first
    public/minutes/<meeting>/about.json     slug, number, title and date of the meeting
    public/minutes/<meeting>/minutes.html   and minutes.md, minutes.md.sig, minutes.ics, allowed_signers,
                                            checkpoint, draws/<nnn>/pool.txt, seed.txt, result.txt,
                                            check.html

`publish` fills the shelf, this reads it into a table of prepared bytes. No path that anybody asks for ever
becomes the name of a file. It writes nothing, and a folder that is not whole is left out until it is.
"""

from __future__ import annotations

import os
import re
import stat
from base64 import b32encode, b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.language import words

_, ngettext = words("serving")

LARGEST_FILE = 8 << 20
SERVED = 60
"""The newest so many meetings are served; older minutes are a matter of the command line."""
SLUG = 5
"""Characters of a slug, unless an earlier meeting has the same."""
PAGE, MARKDOWN, SEAL, CALENDAR = "minutes.html", "minutes.md", "minutes.md.sig", "minutes.ics"
SIGNERS, CHECKPOINT, ABOUT, INDEX, DRAWS = (
    "allowed_signers",
    "checkpoint",
    "about.json",
    "index.html",
    "draws",
)
DRAW_FILES = ("pool.txt", "seed.txt", "result.txt")
CHECK = "check.html"
"""The page beside the files of a draw."""
PING = "/ping"

_MEETING = re.compile(r"[1-9][0-9]{0,8}")
_DRAW = re.compile(r"[0-9]{3,9}")
_SLUG = re.compile(r"[a-z2-7]{5,52}")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_PLAIN_STYLE = (
    "body{margin:2rem auto;padding:0 1.25rem;max-width:36rem;font:1.25rem/1.5 system-ui,sans-serif;"
    "color-scheme:light dark}:root{color-scheme:light dark}"
)


class About(Struct, frozen=True):
    """What the shelf knows of a meeting's minutes without opening them."""

    slug: str
    number: int
    title: str
    date: str


class Prepared(Struct, frozen=True):
    """An answer, whole: its bytes, their type, a tag for caches, and what a browser may do with them."""

    body: bytes
    type: str
    tag: str
    policy: str


Table = dict[str, Prepared]
"""Path as asked for, lower case, with its `/`, to answer."""


def digest(markdown: bytes) -> str:
    """SHA-256 of a minutes' Markdown file in base32, lower case, 52 characters: slugs are its beginnings."""
    return b32encode(sha256(markdown).digest()).decode().rstrip("=").lower()


def table(shelf: Path) -> Table:
    """Everything that can be asked for now; reads the shelf anew."""
    routes: Table = {
        "/": _page(read(shelf / INDEX) or note(_("There are no minutes here yet."))),
        PING: _page(note(_("The kiosk is here."))),
    }
    for folder in meetings(shelf)[:SERVED]:
        routes.update(_meeting(folder))
    return routes


def meetings(shelf: Path) -> list[Path]:
    """The folders of the published meetings, newest first."""
    try:
        names = [entry.name for entry in os.scandir(shelf) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [shelf / name for name in sorted(filter(_MEETING.fullmatch, names), key=int, reverse=True)]


def about(folder: Path) -> About | None:
    """What a published folder says of itself, or None when it is not whole."""
    try:
        said = msgspec.json.decode(read(folder / ABOUT) or b"", type=About)
    except (ValueError, RecursionError):
        return None
    return said if _SLUG.fullmatch(said.slug) else None


def read(path: Path) -> bytes | None:
    """The bytes of a regular file of a reasonable size, else None."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
            return None
        return opened.read(LARGEST_FILE)


def _meeting(folder: Path) -> Table:
    said = about(folder)
    markdown, page = read(folder / MARKDOWN), read(folder / PAGE)
    if said is None or markdown is None or page is None or not digest(markdown).startswith(said.slug):
        return {}
    routes = {f"/{said.slug}": _page(page), f"/{said.slug}.md": prepared(markdown, TEXT)}
    others = {
        ".md.sig": (SEAL, TEXT),
        ".ics": (CALENDAR, "text/calendar; charset=utf-8"),
        f"/{SIGNERS}": (SIGNERS, TEXT),
        f"/{CHECKPOINT}": (CHECKPOINT, TEXT),
    }
    for draw in _draws(folder / DRAWS):
        for name in DRAW_FILES:
            others[f"/{draw}/{name}"] = (f"{DRAWS}/{draw}/{name}", TEXT)
        page_of_draw = read(folder / DRAWS / draw / CHECK)
        if page_of_draw is not None:
            routes[f"/{said.slug}/{draw}/{CHECK}"] = _page(page_of_draw)
    for ending, (name, kind) in others.items():
        body = read(folder / name)
        if body is not None:
            routes[f"/{said.slug}{ending}"] = prepared(body, kind)
    return routes


def _draws(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if _DRAW.fullmatch(entry.name)]
    except OSError:
        return []


def note(sentence: str) -> bytes:
    """A page that says one sentence of ours, large enough for a phone."""
    return (
        f'<!doctype html>\n<html lang="{_("en")}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sentence)}</title>\n<style>{_PLAIN_STYLE}</style>\n<p>{escape(sentence)}</p>\n</html>\n"
    ).encode()


def policy_of(page: bytes) -> str:
    """The Content-Security-Policy of a page of ours: nothing at all but its own one style block."""
    style = _STYLE.search(page)
    styles = f" style-src '{style_hash(style[1])}';" if style else ""
    return f"default-src 'none';{styles} base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def style_hash(style: bytes) -> str:
    """A style block as a Content-Security-Policy names it (CSP 3, hash-source)."""
    return f"sha256-{b64encode(sha256(style).digest()).decode()}"


def _page(body: bytes) -> Prepared:
    return prepared(body, HTML, policy_of(body))


def prepared(body: bytes, kind: str, policy: str = "default-src 'none'; sandbox") -> Prepared:
    """An answer that is no page: a browser may do nothing with it."""
    return Prepared(body, kind, f'"{sha256(body).hexdigest()[:32]}"', policy)
