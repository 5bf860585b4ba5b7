"""What is served now: an answer under each path, made only of files that are what the kiosk expects.

    table(shelf, expected)      reads the whole shelf; `Table.misfits` names what is not served

Which files a meeting has, and which version of them, the kiosk's own process says (`kiosk.minutes.pipe`).
What is otherwise on the card, changed, missing, too much, of another meeting or an older version, is not
served at all: under its slug stands a page that says so. Answers are prepared bytes: no path that anybody
asks for ever becomes the name of a file, and a file that changes later changes no answer. It writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field

from kiosk.journal.note import Verifier, parse_vkey
from kiosk.language import words
from kiosk.minutes import shelf, sums
from kiosk.minutes.fitting import Files, files_in, fit
from kiosk.minutes.pipe import Expected
from kiosk.minutes.shelf import HTML, TEXT, Prepared, note, page, prepared, public

_, ngettext = words("serving")

INDEX = 0
"""Among the misfits, where meetings are numbers: the shelf's index."""
CALENDAR = "text/calendar; charset=utf-8"
_DRAW_FILE = re.compile(r"draws/([0-9]{3,9}/(?:pool|seed|result)\.txt)")
_DRAW_PAGE = re.compile(r"draws/([0-9]{3,9}/check\.html)")
_NAMES = {
    shelf.MARKDOWN: (".md", TEXT),
    shelf.SEAL: (".md.sig", TEXT),
    shelf.CALENDAR: (".ics", CALENDAR),
    shelf.SIGNERS: (f"/{shelf.SIGNERS}", TEXT),
    shelf.CHECKPOINT: (f"/{shelf.CHECKPOINT}", TEXT),
    shelf.CONSISTENCY: (f"/{shelf.CONSISTENCY}", TEXT),
    sums.SUMS: (f"/{sums.SUMS.lower()}", TEXT),
    sums.SEAL: (f"/{sums.SEAL.lower()}", TEXT),
}
"""File -> (what follows the slug in its path, its type)."""
_BODY = b"<body>\n"


class Table(Struct):
    """Path as asked for, lower case, with its `/`, to answer; the slug of each meeting that is served, and by
    slug the size and root of the journal at its close; which meetings are not served, `INDEX` among them, and
    the slugs that those claim to have.
    """

    routes: dict[str, Prepared] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    misfits: set[int] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)


def table(place: Path, expected: Expected | None) -> Table:
    """Return the table of everything that can be asked for; almost empty before anything is expected.

    Raises MalformedNote where an expected key is none.
    """
    made = Table({shelf.PING: public(note(_("The kiosk is here.")), HTML, shelf.policy_of(b""))})
    if expected is None:
        return made
    keys = [parse_vkey(key) for key in expected.keys]
    _take_index(made, shelf.read(place / shelf.INDEX), expected.index)
    for number in sorted(expected.meetings, reverse=True)[: shelf.SERVED]:
        _take_meeting(made, place / str(number), number, keys, expected.meetings[number])
    there = [int(folder.name) for folder in shelf.meetings(place)]
    made.misfits.update([number for number in there if number not in expected.meetings][: shelf.SERVED])
    return made


def withheld() -> Prepared:
    """Return the page that is shown instead of files that do not fit."""
    told = _("These minutes do not fit their seal. They are being made again; come back in a minute.")
    return page(note(told))


def checking() -> Prepared:
    """Return the page that is shown before the kiosk has said what to expect."""
    return page(note(_("The minutes are being checked. Come back in a moment.")))


def _take_index(made: Table, data: bytes | None, digest: str) -> None:
    if data is None and not digest:
        made.routes["/"] = page(note(_("There are no minutes here yet.")))
    elif data is not None and sha256(data).hexdigest() == digest:
        made.routes["/"] = page(data)
    else:
        made.misfits.add(INDEX)


def _take_meeting(made: Table, folder: Path, number: int, keys: Sequence[Verifier], digest: str) -> None:
    try:
        files = files_in(folder)
    except OSError:
        files = {}
    found, about = fit(files, keys, digest), shelf.about_of(files.get(shelf.ABOUT))
    routes = {} if found.findings or about is None or about.number != number else _routes(files, about.slug)
    if not routes:
        made.misfits.add(number)
        if about is not None:
            made.withheld.update((about.slug, *about.aliases))
        return
    if not found.sealed:
        routes = {path: _unsealed(each) for path, each in routes.items()}
    assert about is not None
    made.slugs[number] = about.slug
    made.routes.update(routes)
    made.heads[about.slug] = about.size, about.root
    for alias in about.aliases:  # an address that other minutes have now is theirs
        made.heads.setdefault(alias, (about.size, about.root))
        made.routes.setdefault(f"/{alias}", routes[f"/{about.slug}"])


def _routes(files: Files, slug: str) -> dict[str, Prepared]:
    """Return the answers of one meeting, {} if it is not complete."""
    markdown, html = files.get(shelf.MARKDOWN), files.get(shelf.PAGE)
    if markdown is None or html is None or not shelf.digest(markdown).startswith(slug):
        return {}
    routes = {f"/{slug}": page(html)}
    for name, data in files.items():
        if data is None:
            continue
        if name in _NAMES:
            ending, kind = _NAMES[name]
            routes[f"/{slug}{ending}"] = prepared(data, kind)
        elif draw := _DRAW_FILE.fullmatch(name):
            routes[f"/{slug}/{draw[1]}"] = prepared(data, TEXT)
        elif draw := _DRAW_PAGE.fullmatch(name):
            routes[f"/{slug}/{draw[1]}"] = page(data)
    return routes


def _unsealed(answer: Prepared) -> Prepared:
    """Return a page with a first line that says that no seal was checked; other files unchanged."""
    if answer.type != HTML:
        return answer
    sentence = _("Not sealed: nobody can tell yet whether these minutes were changed.")
    told = f"<p><strong>{sentence}</strong></p>\n".encode()
    before, body, after = answer.body.partition(_BODY)
    return page(before + body + told + after)
