"""The life of an assembly, short and complete, for cutting the power: it reports what is acknowledged.

    python -m tests.durability.life CARD STICK SAID SEED

A founding, members and a guest, a draw, names corrected and forgotten, minutes on the shelf, tiles, a
passphrase and a new key; on the stick a backup, minutes and exports; then the backup put back on a new folder
and on the old one, and a journal rebuilt from its tiles. What is acknowledged goes to SAID, as `Said` in
JSON, after the call has returned.

By the seed, ext4 writes its own log before some changes of names, as it does whenever another program flushes
something: so a card is also cut between two renames.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from random import Random
from typing import Literal

import msgspec
from msgspec import Struct

from devices.fakes import FixedEntropy, VirtualClock
from kiosk import cli
from kiosk.desk.desk import Desk
from kiosk.journal import key
from kiosk.journal.backup import put_back
from kiosk.journal.note import Signer
from kiosk.journal.place import Place
from kiosk.minutes.expecting import made
from kiosk.minutes.publish import publish, refresh
from kiosk.minutes.table import table
from kiosk.practices.lot.commands import Commit, Freeze, Reveal, Throw
from kiosk.practices.meeting.rules import Arrive, Close, Open
from kiosk.practices.messages import Command, Event
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.events import GuestJoined, MemberJoined
from kiosk.practices.roster.rules import AddGuest, AddMember, Forget, Rename
from kiosk.practices.rules.rules import SetPublishing

HOUSE, SECOND, THIRD = "house", "second", "third"
"""The assembly's folder on the card; the one for its backup; the one for its tiles."""
PASSPHRASE = "correct horse"
FORGOTTEN = "Gustav"
DICE = "4152663125431624361524"


class Said(Struct, omit_defaults=True):
    """What is true from now on; an acknowledgement sets one part or a few.

    `size`, `root` (hex) and `names` of the journal; the state of the draw's `secret`; the key's `passphrase`,
    and the one that is `meant` to be its next; `files` on the stick, and `pages` that the shelf's server
    answers, by their SHA-256; how many entries the `backup` and each `restored` folder has.
    """

    size: int = 0
    root: str = ""
    names: dict[str, str] = {}
    secret: Literal["", "kept", "opening", "burnt"] = ""
    passphrase: str | None = None
    meant: str | None = None
    files: dict[str, str] = {}
    pages: list[str] = []
    backup: int = 0
    restored: dict[str, int] = {}


class Commits:
    """Makes ext4 write its log before a share of the changes of names; a hook for `sys.addaudithook`."""

    EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")

    def __init__(self, places: Sequence[Path], chance: Random, share: float) -> None:
        self._files = [os.open(place / "another", os.O_CREAT | os.O_RDWR, 0o600) for place in places]
        self._chance, self._share = chance, share
        self._libc = ctypes.CDLL(None)
        self._inside = False
        self._mode = 0o600

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if event in self.EVENTS and not self._inside and self._chance.random() < self._share:
            self._inside = True
            self._mode ^= 0o040
            for file in self._files:
                os.fchmod(file, self._mode)
                self._libc.fsync(file)  # the real one, also under `nosync`
            self._inside = False


class Life:
    """The events of the life, in order."""

    def __init__(self, card: Path, stick: Path, said: Path) -> None:
        self.card, self.stick, self.house = card, stick, card / HOUSE
        self._said = os.open(said, os.O_WRONLY)
        self.clock, self.entropy = VirtualClock(offset=60), FixedEntropy()
        self.clock.follows_server = True

    def tell(self, said: Said) -> None:
        os.write(self._said, msgspec.json.encode(said))

    def recorded(self) -> None:
        """Acknowledge everything that the journal holds now."""
        journal, names = self.desk.journal, dict(self.desk.beside.names.items())
        self.tell(Said(size=journal.size, root=journal.root.hex(), names=names))

    def ask(self, command: Command) -> Event:
        event = self.desk.ask(command).event
        self.clock.advance(1000)
        self.recorded()
        return event

    def add(self, name: str) -> str:
        event = self.ask(AddMember(name=name, here=True))
        assert isinstance(event, MemberJoined)
        return event.member

    def play(self) -> None:
        """Play all of it."""
        self.desk = Desk.found(self.house, "Maple Street 4", self.clock, self.entropy, "kiosk test")
        self.recorded()
        self.ask(SetPublishing(tiles=True))
        ana, bahar, guest = self.first_meeting()
        self.to_stick()
        old = Signer(self.desk.journal.origin, key.load(Place(self.house).key))
        self.keys()
        self.second_meeting(ana, bahar, guest)
        self.to_stick()
        self.back_again(old)
        self.third_meeting()

    def first_meeting(self) -> tuple[str, str, str]:
        self.ask(Open())
        ana, bahar = self.add("Ana"), self.add("Bahr")
        self.add("Chris")
        joined = self.ask(AddGuest(name=FORGOTTEN, here=True))
        assert isinstance(joined, GuestJoined)
        self.draw()
        self.ask(Rename(person=bahar, name="Bahara"))
        self.ask(Undo())
        self.ask(Rename(person=bahar, name="Bahar"))
        self.ask(Close())
        self.shelve(1)
        return ana, bahar, joined.guest

    def draw(self) -> None:
        self.ask(Freeze(roles={"facilitator": 1}))
        self.ask(Commit())
        self.tell(Said(secret="kept"))
        draw = self.desk.state.lot.draw
        assert draw is not None
        while draw is not None and draw.left_to_throw:
            self.ask(Throw(symbols=DICE[: draw.left_to_throw]))
            draw = self.desk.state.lot.draw
        self.tell(Said(secret="opening"))
        self.ask(Reveal())
        self.tell(Said(secret="burnt"))

    def keys(self) -> None:
        """Set a passphrase, change the key, and remove the passphrase."""
        for passphrase in (PASSPHRASE, ""):
            self.tell(Said(meant=passphrase))
            self.desk.journal.change_passphrase(passphrase)
            self.tell(Said(passphrase=passphrase))
        self.desk.change_key()
        self.recorded()

    def second_meeting(self, ana: str, bahar: str, guest: str) -> None:
        self.ask(Open())
        self.ask(Arrive(person=ana))
        self.ask(Arrive(person=bahar))
        self.add("Dimitra")
        self.ask(Forget(person=guest))
        refresh(self.house, self.desk, everything=True)
        self.pages()
        self.ask(Close())
        self.shelve(2)

    def third_meeting(self) -> None:
        self.desk = Desk.open(self.house, self.clock, self.entropy)
        self.ask(Open())
        self.add("Emeka")
        self.ask(Close())
        self.shelve(3)
        self.desk.close()

    def shelve(self, meeting: int) -> None:
        publish(self.house, self.desk, meeting)
        self.pages()

    def pages(self) -> None:
        """Acknowledge what is served now."""
        served = table(Place(self.house).shelf, made(self.house, self.desk).expected).routes
        self.tell(Said(pages=sorted({sha256(each.body).hexdigest() for each in served.values()})))

    def to_stick(self) -> None:
        """Write everything that people carry away, by the commands that they type."""
        size = self.desk.journal.size
        self.call("backup", str(self.stick))
        self.tell(Said(backup=size))
        for words in (
            ["minutes", "1", "--to", "minutes"],
            ["export", "--to", "export"],
            ["export", "--as", "lots", "--to", "lots"],
            ["export", "--as", "tiles", "--to", "tiles"],
        ):
            to = self.stick / words[-1]
            self.call(*words[:-1], str(to))
            files = [path for path in to.rglob("*") if path.is_file()]
            digests = {str(p.relative_to(self.stick)): sha256(p.read_bytes()).hexdigest() for p in files}
            self.tell(Said(files=digests))

    def call(self, *words: str) -> None:
        with redirect_stdout(StringIO()):
            code = cli.main([*words, "--data", str(self.house)])
        assert code == 0, words

    def back_again(self, old: Signer) -> None:
        size, origin = self.desk.journal.size, self.desk.journal.origin
        self.desk.close()
        new = Signer(origin, key.load(Place(self.house).key))
        copy = self.stick / origin.rpartition("/")[2]
        put_back(self.card / SECOND, copy)
        self.tell(Said(restored={SECOND: size}))
        put_back(self.house, copy)
        self.tell(Said(restored={HOUSE: size}))
        put_back(self.card / THIRD, Place(self.house).public, paper=(old, new))
        self.tell(Said(restored={THIRD: size}))


def main(card: str, stick: str, said: str, seed: str) -> None:
    """Play the life."""
    share = (0.5, 1, 0, 0.5)[int(seed) % 4]
    if share:
        sys.addaudithook(Commits([Path(card), Path(stick)], Random(int(seed)), share))
    Life(Path(card), Path(stick), Path(said)).play()


if __name__ == "__main__":
    main(*sys.argv[1:])
