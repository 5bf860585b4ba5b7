"""The files of one meeting: the document with its seal, the page, the calendar, the files of each draw.

    files_of(minutes, source)            as they go on a stick; with a slug, as a server has them

It writes nothing, and it looks at no file that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from kiosk.language import speaking, words
from kiosk.minutes import shelf, sums
from kiosk.minutes.checking import Told, check_page
from kiosk.minutes.document import Minutes
from kiosk.minutes.keeping import names_of, passed_by
from kiosk.minutes.page import page
from kiosk.minutes.render import Beside, render
from kiosk.minutes.seal import FILES, MINUTES, allowed_signers, seal
from kiosk.minutes.source import Source
from kiosk.practices.lot.minutes import Draw, Draws
from kiosk.practices.meeting.minutes import Attendance

_, ngettext = words("minutes")

Files = dict[str, bytes]
"""Name below the meeting's folder, `draws/001/pool.txt`, to content."""


def files_of(minutes: Minutes, source: Source, slug: str = "", aliases: Sequence[str] = ()) -> Files:
    """Return a meeting's files. With a `slug` the page links to the server's paths, else to its own folder.

    `aliases` are the slugs that the minutes had before.
    """
    markdown = render(minutes, "markdown", registry=source.registry)
    beside = replace(_served(slug) if slug else _lying(), again=bool(aliases))
    files = {
        shelf.MARKDOWN: markdown,
        shelf.PAGE: render(minutes, "html", beside, source.registry),
        shelf.SIGNERS: allowed_signers(source.keys).encode(),
    }
    told = page(minutes, source.registry)
    if told.days:
        files[shelf.CALENDAR] = render(minutes, "ics", registry=source.registry)
    sealed = seal_for(source, minutes)
    if sealed is not None:
        files[shelf.SEAL] = sealed(markdown, MINUTES)
    if minutes.head.checkpoint:
        files[shelf.CHECKPOINT] = minutes.head.checkpoint.encode()
    if minutes.head.proof:
        files[shelf.CONSISTENCY] = minutes.head.proof.encode()
    files |= {name: text.encode() for name, text in told.files.items()}
    back = f"/{slug}" if slug else f"../../{shelf.PAGE}"
    for draw in (minutes.of(Draws) or Draws()).draws:
        files[f"{shelf.DRAWS}/{draw.number}/{shelf.CHECK}"] = _check_page(minutes, draw, back)
    if slug:
        head = minutes.head
        about = shelf.About(
            slug,
            minutes.number,
            minutes.title,
            minutes.date,
            head.size,
            head.root,
            names_of(minutes, source),
            passed_by(source, minutes.number),
            list(aliases),
        )
        files[shelf.ABOUT] = msgspec.json.encode(about)
    files[sums.SUMS] = sums.sums(files)
    if sealed is not None:
        files[sums.SEAL] = sealed(files[sums.SUMS], FILES)
    return files


def seal_for(source: Source, minutes: Minutes) -> Callable[[bytes, str], bytes] | None:
    """Return the function that seals a file in a namespace; None if these minutes cannot be sealed.

    Nothing is sealed beyond what the journal's own signatures cover.
    """
    sign = source.seal
    if sign is None or minutes.head.size > source.signed_size:
        return None
    public = source.verifier.public
    return lambda data, namespace: seal(sign, public, data, namespace).encode()


def why_unsealed(source: Source, minutes: Minutes) -> str:
    """Return a sentence that says why these minutes have no seal; "" if they have one."""
    if minutes.head.size > source.signed_size:
        return _("Nobody has signed the last entries of this meeting yet, so this is not sealed.")
    return source.unsealed


def _check_page(minutes: Minutes, draw: Draw, back: str) -> bytes:
    with speaking(minutes.language):
        return check_page(_told(minutes, draw, back))


def _told(minutes: Minutes, draw: Draw, back: str) -> Told:
    """A draw of these minutes as its page tells it; names are those that stand in the minutes."""
    here = minutes.of(Attendance) or Attendance()
    return Told(
        assembly=minutes.assembly,
        pool=draw.pool,
        seed=draw.seed,
        result=draw.result,
        commitment=draw.commitment,
        names={person.id: person.shown for person in [*here.members, *here.guests]},
        back=back,
        why=draw.why,
        aborted=draw.outcome == "aborted",
        notes=draw.notes,
    )


def _served(slug: str) -> Beside:
    return Beside(
        markdown=f"/{slug}.md",
        seal=f"/{slug}.md.sig",
        signers=f"/{slug}/{shelf.SIGNERS}",
        checkpoint=f"/{slug}/{shelf.CHECKPOINT}",
        sums=f"/{slug}/{sums.SUMS.lower()}",
        calendar=f"/{slug}.ics",
        draws=f"/{slug}/",
        index="/",
        name=f"{slug}.md",
    )


def _lying() -> Beside:
    return Beside(
        markdown=shelf.MARKDOWN,
        seal=shelf.SEAL,
        signers=shelf.SIGNERS,
        checkpoint=shelf.CHECKPOINT,
        sums=sums.SUMS,
        calendar=shelf.CALENDAR,
        draws=f"{shelf.DRAWS}/",
    )
