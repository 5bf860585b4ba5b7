"""What a power cut must have left of an assembly's life (`life`), checked with the kiosk's own code.

    by_blocks(folder, 200, flushed=True)            so many cuts, of one life after another
    Whole(log).judge(cut, folder, figures)          one of them

The assembly opens without help and goes on; its journal is the beginning of the one that was written, and
holds what was acknowledged; names are those of exactly these entries. Nothing torn is served or published.
Copies, and folders into which one was put back, are whole, absent, or the former ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Desk
from kiosk.errors import KioskError, Refused
from kiosk.journal import tiles
from kiosk.journal.backup import put_back
from kiosk.journal.canonical import decode
from kiosk.journal.envelope import RECOVERED
from kiosk.journal.journal import Journal
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.place import Place
from kiosk.journal.verify import verify
from kiosk.journal.verify_tiles import verify_tiles
from kiosk.minutes import shelf
from kiosk.minutes.expecting import made
from kiosk.minutes.fitting import files_in, fit
from kiosk.minutes.table import table
from tests.durability.blocks import Cut, Log, cuts, life_of, mounted
from tests.durability.life import FORGOTTEN, HOUSE, SECOND, THIRD, Said
from tests.durability.listening import SAID
from tests.durability.writing import Figures

_decoder = msgspec.json.Decoder(Said)
PER_LIFE = 250
"""Cuts of one life, which has about a thousand, or four thousand, possible ones."""
COPIES = "maple-street-4-" + 8 * "[0-9a-f]"
"""The folder that `kiosk backup` makes on a stick; an unfinished one does not match."""


class Known(Struct):
    """What was acknowledged when the power went; `files` has every digest of a file, in order."""

    size: int = 0
    secret: str = ""
    passphrases: tuple[str, ...] = ("",)
    files: dict[str, list[str]] = {}
    backup: int = 0
    restored: dict[str, int] = {}

    def hear(self, said: Said) -> Known:
        """Add one acknowledgement."""
        self.size = max(self.size, said.size)
        self.backup = max(self.backup, said.backup)
        self.restored = {**self.restored, **said.restored}
        self.secret = said.secret or self.secret
        if said.meant is not None:
            self.passphrases = (*self.passphrases, said.meant)
        if said.passphrase is not None:
            self.passphrases = (said.passphrase,)
        for path, digest in said.files.items():
            self.files.setdefault(path, []).append(digest)
        return self


class Whole:
    """The life without any cut, to compare with what is left."""

    def __init__(self, log: Log) -> None:
        heard = [
            (at, _decoder.decode(data)) for at, (where, _, data) in enumerate(log.steps) if where == SAID
        ]
        acknowledged = [said for _at, said in heard]
        self.roots = {said.size: said.root for said in acknowledged if said.size}
        self.names = {said.size: said.names for said in acknowledged if said.size}
        self.files = Known()
        for said in acknowledged:
            self.files.hear(said)
        self.stick_from = next(at for at, said in heard if said.pages)
        """Before this step nothing is written to the stick."""
        with_guest = [size for size, names in self.names.items() if FORGOTTEN in names.values()]
        self.forgotten = max(with_guest) + 1

    def judge(self, cut: Cut, folder: Path, figures: Figures) -> None:
        """Count one cut, and add to `figures.why` what is wrong with what it left."""
        known = Known()
        for data in cut.said:
            known.hear(_decoder.decode(data))
        with mounted(folder, cut.cards["card"], "card-left") as card:
            found = [*_findings(self._house(known, card / HOUSE)), *_findings(self._others(known, card))]
            if cut.at > self.stick_from:
                with mounted(folder, cut.cards["stick"], "stick-left") as stick:
                    found += [*_findings(self._copy(known, stick, card)), *self._carried(known, stick)]
        figures.cuts += 1
        figures.acknowledged += known.size
        figures.losing += bool(found)
        figures.why += [f"before step {cut.at}: {sentence}" for sentence in found]

    def _house(self, known: Known, house: Path) -> Iterator[str]:
        if not Journal.exists(house):
            if known.size:
                yield "there is no assembly any more"
            return
        desk = Desk.open(house, VirtualClock(), FixedEntropy())
        try:
            yield from self._entries(desk, known.size)
            yield from _key(desk, known.passphrases)
            kept = desk.beside.secret("001") is not None
            if (known.secret, kept) in (("kept", False), ("burnt", True)):
                yield f"the secret of the draw was {known.secret}, and that is not so"
            if desk.journal.size >= self.forgotten and _mentioned(house):
                yield f"the forgotten name stands in {_mentioned(house)}"
            if not desk.journal.locked:
                yield from self._public(desk)
                desk.journal.append("test.looked/1", {}, desk.stamp())
        finally:
            desk.close()
        yield from verify(house).findings

    def _entries(self, desk: Desk, least: int, named: bool = True) -> Iterator[str]:
        """Check that the journal is a beginning of the whole one, with exactly the names of that."""
        entries = list(desk.journal.read())
        while decode(entries[-1])["kind"] == RECOVERED:
            entries.pop()
        size, frontier = len(entries), Frontier()
        frontier.extend([leaf_hash(entry) for entry in entries])
        if size < least:
            yield f"{least} entries were acknowledged, {size} are left"
        if self.roots.get(size) != frontier.root().hex():
            yield f"the first {size} entries are not those that were written"
        elif named and dict(desk.beside.names.items()) != self.names[size]:
            yield f"the names are not those of {size} entries: {desk.beside.names.items()}"

    def _public(self, desk: Desk) -> Iterator[str]:
        """Check the shelf and the tiles, as they were left, and after they were brought up to date."""
        place, public = Place(desk.folder), Place(desk.folder).public
        keys = [verifier for _since, verifier in desk.journal.keys]
        for folder in shelf.meetings(place.shelf):
            for finding in fit(files_in(folder), keys).findings:
                yield f"the minutes of meeting {folder.name} were left half published: {finding}"
        shown = table(place.shelf, made(desk.folder, desk).expected)
        served = shown.routes
        if shown.misfits:
            yield f"what was made again does not fit: {shown.misfits}"
        for past in desk.state.meeting.past:
            about = shelf.about(place.shelf / str(past.number))
            if about is None or not {f"/{about.slug}", f"/{about.slug}.md.sig"} <= set(served):
                yield f"the minutes of meeting {past.number} are not served"
        if tiles.is_published(public):
            yield from verify_tiles(public).findings
        if desk.state.rules.publish:
            tiles.extend(public, desk.journal.read, desk.journal.checkpoint())
            yield from verify_tiles(public).findings

    def _others(self, known: Known, card: Path) -> Iterator[str]:
        """Check the folders into which a copy was put back, and tiles."""
        for name in (SECOND, THIRD):
            if Journal.exists(card / name):
                yield from self._opens(card / name, known.restored.get(name, 1), named=name == SECOND)
            elif name in known.restored:
                yield f"{name} had been put back, and is not there"

    def _opens(self, folder: Path, least: int, named: bool = True) -> Iterator[str]:
        desk = Desk.open(folder, VirtualClock(), FixedEntropy())
        yield from (f"{folder.name}: {sentence}" for sentence in self._entries(desk, least, named))
        desk.close()

    def _copy(self, known: Known, stick: Path, card: Path) -> Iterator[str]:
        """Check that the backup can be put back, names and key with it."""
        copies = list(stick.glob(COPIES))
        if not copies:
            if known.backup:
                yield "the backup is gone"
            return
        put_back(card / "judged", copies[0])
        yield from self._opens(card / "judged", known.backup)

    def _carried(self, known: Known, stick: Path) -> Iterator[str]:
        """Check that each file on the stick is as acknowledged, or as the next one that was being written."""
        for path, whole in self.files.files.items():
            acknowledged = len(known.files.get(path, []))
            if not (stick / path).exists():
                if acknowledged:
                    yield f"{path} is gone from the stick"
            elif sha256((stick / path).read_bytes()).hexdigest() not in whole[max(0, acknowledged - 1) :]:
                yield f"{path} on the stick is torn"


def by_blocks(folder: Path, count: int, flushed: bool, seed: int = 1) -> Figures:
    """Cut the power `count` times below ext4, in a new life for every PER_LIFE cuts."""
    figures = Figures()
    while figures.cuts < count:
        with TemporaryDirectory(dir=folder) as inner:
            log = life_of(Path(inner), seed, flushed)
            whole = Whole(log)
            for cut in cuts(log, Random(seed), min(PER_LIFE, count - figures.cuts)):
                whole.judge(cut, Path(inner), figures)
        seed += 1
    return figures


def _findings(checks: Iterator[str]) -> Iterator[str]:
    """Yield the findings of the checks; a refusal by the kiosk is one more."""
    try:
        yield from checks
    except (KioskError, OSError) as trouble:
        yield f"the kiosk refuses: {trouble}"


def _key(desk: Desk, passphrases: tuple[str, ...]) -> Iterator[str]:
    """Check that the key opens with an acknowledged passphrase, or with the one about to be set."""
    if not desk.journal.locked:
        if "" not in passphrases:
            yield "the key has no passphrase any more"
        return
    for passphrase in filter(None, passphrases):
        try:
            desk.journal.unlock(passphrase)
        except Refused:
            continue
        return
    yield "no passphrase opens the key"


def _mentioned(house: Path) -> list[str]:
    """Return the files that the kiosk reads and that hold the name that was forgotten."""
    files = [path for path in house.rglob("*") if path.is_file() and "before" not in str(path)]
    return [path.name for path in files if FORGOTTEN.encode() in path.read_bytes()]
