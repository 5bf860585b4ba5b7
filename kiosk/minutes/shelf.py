"""The shelf of published minutes: which files lie there, and how a browser must treat what is served of them.

    public/minutes/index.html               what can be fetched, newest first
    public/minutes/<meeting>/about.json     slug, number, title, date, journal's head
    public/minutes/<meeting>/minutes.html   and minutes.md, minutes.md.sig, minutes.ics, allowed_signers,
                                            checkpoint, draws/<nnn>/pool.txt, seed.txt, result.txt,
                                            check.html; SHA256SUMS with all of them, SHA256SUMS.sig

`publish` fills the shelf, `fitting` says whether files are those that were sealed, `table` makes answers of
those that are. This writes nothing.
"""

from __future__ import annotations

import os
import re
import stat
from base64 import b32encode, b64encode
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.language import spoken, words

_, ngettext = words("serving")

LARGEST_FILE = 8 << 20
SERVED = 60
"""The newest so many meetings are served; older minutes are a matter of the command line."""
SLUG = 5
"""Characters of a slug, unless an earlier meeting has the same."""
PAGE, MARKDOWN, SEAL, CALENDAR = "minutes.html", "minutes.md", "minutes.md.sig", "minutes.ics"
SIGNERS, CHECKPOINT, CONSISTENCY, ABOUT, INDEX, DRAWS = (
    "allowed_signers",
    "checkpoint",
    "consistency",
    "about.json",
    "index.html",
    "draws",
)
DRAW_FILES = ("pool.txt", "seed.txt", "result.txt")
CHECK = "check.html"
"""The page next to the files of a draw."""
PING = "/ping"
NOTHING = "default-src 'none'; sandbox"
"""The policy of an answer that is no page: a browser may do nothing with it."""

_MEETING = re.compile(r"[1-9][0-9]{0,8}")
_SLUG = re.compile(r"[a-z2-7]{5,52}")
_ROOT = re.compile(r"([0-9a-f]{64})?")
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_PLAIN_STYLE = (
    "body{margin:2rem auto;padding:0 1.25rem;max-width:36rem;font:1.25rem/1.5 system-ui,sans-serif;"
    "color-scheme:light dark}:root{color-scheme:light dark}"
)


class About(Struct, frozen=True):
    """What the shelf knows of a meeting's minutes without opening them.

    `size` and `root` (64 hex digits) are the journal's head that they were made from, 0 and "" where an older
    kiosk did not say. `names` has the commitment to the name of everybody in them, by id, "" where only the
    id stands; None where an older kiosk did not say. `passed` is how many times the room went on without
    entries of this meeting; `aliases` are slugs that the minutes had before.
    """

    slug: str
    number: int
    title: str
    date: str
    size: int = 0
    root: str = ""
    names: dict[str, str] | None = None
    passed: int = 0
    aliases: list[str] = []


class Prepared(Struct, frozen=True):
    """An answer, whole: its bytes, their type, and what a browser may do with them.

    `tag` is for caches; "" for what no browser may keep, because people's names stand in it.
    """

    body: bytes
    type: str
    tag: str
    policy: str


def digest(markdown: bytes) -> str:
    """Return the SHA-256 of a Markdown file in base32, lower case, 52 characters; a slug is its beginning."""
    return b32encode(sha256(markdown).digest()).decode().rstrip("=").lower()


def meetings(shelf: Path) -> list[Path]:
    """Return the folders of the published meetings, newest first."""
    try:
        names = [entry.name for entry in os.scandir(shelf) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [shelf / name for name in sorted(filter(_MEETING.fullmatch, names), key=int, reverse=True)]


def about(folder: Path) -> About | None:
    """Return the About of a published folder, or None if it is not complete."""
    return about_of(read(folder / ABOUT))


def about_of(data: bytes | None) -> About | None:
    """Return the About in an about.json, None if it is not valid."""
    try:
        about = msgspec.json.decode(data or b"", type=About)
    except (ValueError, RecursionError):
        return None
    return about if all(map(is_slug, [about.slug, *about.aliases])) and _ROOT.fullmatch(about.root) else None


def is_slug(text: str) -> bool:
    """True if minutes could have this slug."""
    return _SLUG.fullmatch(text) is not None


def read(path: Path) -> bytes | None:
    """Return the bytes of a regular file of a reasonable size, else None."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
            return None
        return opened.read(LARGEST_FILE)


def note(sentence: str) -> bytes:
    """Return a page with one sentence of the kiosk's, large enough for a phone."""
    from html import escape  # its table of entities is large, and the kiosk itself writes no page

    return (
        f'<!doctype html>\n<html lang="{spoken()}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sentence)}</title>\n<style>{_PLAIN_STYLE}</style>\n<p>{escape(sentence)}</p>\n</html>\n"
    ).encode()


def policy_of(page: bytes) -> str:
    """Return the Content-Security-Policy of a page: it allows its one style block and nothing else."""
    style = _STYLE.search(page)
    styles = f" style-src '{style_hash(style[1])}';" if style else ""
    return f"default-src 'none';{styles} base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def style_hash(style: bytes) -> str:
    """Return the hash of a style block for a Content-Security-Policy (CSP 3, hash-source)."""
    return f"sha256-{b64encode(sha256(style).digest()).decode()}"


def page(body: bytes) -> Prepared:
    return prepared(body, HTML, policy_of(body))


def prepared(body: bytes, kind: str, policy: str = NOTHING) -> Prepared:
    """Return an answer that no browser may keep, because it may hold names; by default not a page."""
    return Prepared(body, kind, "", policy)


def public(body: bytes, kind: str, policy: str = NOTHING) -> Prepared:
    """Return an answer without names, which a browser may keep."""
    return Prepared(body, kind, f'"{sha256(body).hexdigest()[:32]}"', policy)
