"""Which minutes a server may give out: what the journal gives now, made where it is missing on the shelf.

    made(folder, desk)      Made: `expected` for `Server.expect` or the server's own process; `fault`, or ""

What lies on the shelf is kept while its seal is good and the names in it hold; anything else, another
meeting's files or an older copy with a name that was forgotten, is made again. It serves nothing.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.errors import DeviceFault
from kiosk.language import speaking
from kiosk.minutes import shelf
from kiosk.minutes.build import source_of
from kiosk.minutes.pipe import Expected
from kiosk.minutes.publish import publish, refresh, shelf_of
from kiosk.minutes.render import index_page
from kiosk.minutes.source import Source
from kiosk.minutes.sums import SEAL, SUMS

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk


class Made(Struct, frozen=True):
    """What may be served; `fault` says why some of it could not be put on the shelf, "" when all was.

    `unsealed` says why some of it has no seal, "" when all has.
    """

    expected: Expected
    fault: str = ""
    unsealed: str = ""


def made(folder: Path, of: Desk | Source) -> Made:
    """Put the minutes of the meetings that are served on the shelf, and the index.

    It takes its time: call it in a thread. What the card does not take is not expected, so it is not served.
    """
    source, fault, unsealed = source_of(of), "", ""
    try:
        refresh(folder, source)  # first what is no meeting's goes, so that it takes nobody's slug
    except DeviceFault as trouble:
        fault = trouble.sentence
    digests: dict[int, str] = {}
    abouts: list[shelf.About | None] = []
    for meeting in [past.number for past in source.state.meeting.past][-shelf.SERVED :]:
        try:
            files = publish(folder, source, meeting).files
        except DeviceFault as trouble:
            fault = trouble.sentence
            continue
        unsealed = unsealed if SEAL in files else source.unsealed
        digests[meeting] = sha256(files[SUMS]).hexdigest()
        abouts.insert(0, shelf.about_of(files[shelf.ABOUT]))
    language = source.state.rules.language
    with speaking(language):
        page = index_page(source.state.record.assembly, [about for about in abouts if about is not None])
    try:
        if digests and shelf.read(shelf_of(folder) / shelf.INDEX) != page:
            publish(folder, source, max(digests))
    except DeviceFault as trouble:
        fault = trouble.sentence
    index = sha256(page).hexdigest() if digests else ""
    keys = [verifier.vkey for _since, verifier in reversed(source.keys)]
    return Made(Expected(keys, digests, index, language), fault, unsealed)
