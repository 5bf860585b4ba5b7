"""Nothing is signed that was not recorded here, even when another program writes on the card.

Each entry of a journal of 60 is changed in place, at the same length: while an opening cache hides it, and
while the kiosk is open. Then everything that makes a signature, a seal or a published file is tried, each
time in another order, so that each of them comes first once, before the damage was noticed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.cli import main
from kiosk.desk.desk import Desk
from kiosk.errors import JournalDamaged, KioskError
from kiosk.journal import cache, signing
from kiosk.journal.background import Result
from kiosk.journal.backup import put_back
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, Signer, parse_checkpoint, parse_note
from kiosk.journal.place import Place
from kiosk.journal.verify import verify
from kiosk.minutes.expecting import made
from kiosk.minutes.publish import publish, refresh
from kiosk.minutes.source import of_folder
from kiosk.practices import floor, meeting, record, roster, rules
from screens.journal.entry import proof_of
from tests.practices.play import Play

SIZE = 60
Way = Callable[["Attacked"], object]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an assembly of 60 entries that ends with a closed meeting: signed, cached and published."""
    play = Play(tmp_path_factory.mktemp("honest"))
    play.ask(rules.rules.SetPublishing(tiles=True))
    people = play.open_meeting("Ana", "Bo", "Chloe")
    while play.desk.journal.size < SIZE - 1:
        waiting = any(place.person == people[0] for place in play.state.floor.waiting)
        play.ask(
            floor.commands.Withdraw(person=people[0]) if waiting else floor.commands.Ask(person=people[0])
        )
    play.ask(meeting.rules.Close())
    made(play.folder, play.desk)
    play.desk.close()
    assert play.desk.journal.size == SIZE
    assert Place(play.folder).opening.is_file()
    return play.folder


class Signed:
    """Records every signature that is made: the heads, the caches' texts, the seals' namespaces."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heads: list[Checkpoint] = []
        self.caches: list[cache.Kept] = []
        self.seals: list[str] = []
        for name, note in (
            ("checkpoint", self.heads.append),
            ("rebuilt", self.heads.append),
            ("opening_cache", lambda payload: self.caches.append(decoded(payload))),
            ("seal", lambda namespace, data: self.seals.append(namespace)),
        ):
            monkeypatch.setattr(signing, name, self._noting(getattr(signing, name), note))

    def _noting(self, really: Callable[..., bytes], note: Callable[..., object]) -> Callable[..., bytes]:
        def sign(signer: Signer, *given: object) -> bytes:
            note(*given)
            return really(signer, *given)

        return sign


def decoded(payload: bytes) -> cache.Kept:
    """Return the content of an opening cache."""
    return cache._decoder.decode(payload)


class Attacked:
    """A copy of the honest assembly whose entry `n` is changed on the card."""

    def __init__(self, honest: Path, folder: Path, n: int) -> None:
        self.folder, self.n = folder / "assembly", n
        shutil.copytree(honest, self.folder)
        self.out = folder / "out"
        self.clock = VirtualClock(offset=60)
        self.clock.advance(7 * 86_400_000)
        self.entries = Place(self.folder).entries
        self.before = self.entries.read_bytes()
        self.published = files_in(self.folder / "public")
        self.desk: Desk | None = None
        starts = [0, *(at + 1 for at, byte in enumerate(self.before) if byte == 10)]
        # The milliseconds of its time: the line stays a perfectly formed entry, only another one.
        self.at = self.before.index(b'Z","boot"', starts[n]) - 1

    def open(self) -> None:
        """Open the kiosk; what is damaged already may stop it."""
        with suppress(JournalDamaged):
            self.desk = Desk.open(self.folder, self.clock, FixedEntropy())

    def change(self) -> None:
        """Change one byte, in place."""
        self._put(b"5" if self.before[self.at : self.at + 1] != b"5" else b"6")

    def put_right(self) -> None:
        """Put back the recorded byte, as from a copy."""
        self._put(self.before[self.at : self.at + 1])

    def _put(self, byte: bytes) -> None:
        file = os.open(self.entries, os.O_WRONLY)
        os.pwrite(file, byte, self.at)
        os.close(file)

    def recorded(self) -> dict[int, bytes]:
        """Return the root of every tree recorded: the honest entries, and what this kiosk appended."""
        now = self.entries.read_bytes()
        roots, frontier = {}, Frontier()
        for line in (self.before + now[len(self.before) :]).splitlines():
            frontier.append(leaf_hash(line.partition(b"\t")[0]))
            roots[frontier.size] = frontier.root()
        return roots


def files_in(folder: Path) -> dict[str, bytes]:
    """Return name -> content of all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def at_the_desk(way: Callable[[Desk], object]) -> Way:
    """Return a way that acts on the desk of the open kiosk."""
    return lambda attacked: None if attacked.desk is None else way(attacked.desk)


def on_the_line(*words: str) -> Way:
    """Return a way that runs a command, which may happen while the kiosk is open."""
    return lambda attacked: main(
        [
            words[0],
            "--data",
            str(attacked.folder),
            *(word.replace("OUT", str(attacked.out)) for word in words[1:]),
        ]
    )


def evening(desk: Desk) -> None:
    """Hold a meeting and close it: head, cache and tiles are written."""
    desk.ask(meeting.rules.Open(said="2026-11-30T19:00"))
    desk.ask(meeting.rules.Close())


def forget(desk: Desk) -> None:
    """Forget a person: the minutes with the name are deleted, and made again."""
    desk.ask(roster.rules.Forget(person="m002"))
    refresh(desk.folder, desk)


WAYS: dict[str, Way] = {
    "append": at_the_desk(lambda desk: desk.ask(rules.rules.SetQuorum(number=2))),
    "close": at_the_desk(evening),
    "undo": at_the_desk(lambda desk: desk.ask(record.rules.Undo())),
    "seen": at_the_desk(lambda desk: desk.ask(record.rules.SeeFinding())),
    "signed": at_the_desk(
        lambda desk: desk.ask(record.rules.SignUnsigned(count=desk.room.journal.unsigned()))
    ),
    "publish": at_the_desk(lambda desk: publish(desk.folder, desk, 1)),
    "refresh": at_the_desk(lambda desk: refresh(desk.folder, desk, everything=True)),
    "made": at_the_desk(lambda desk: made(desk.folder, desk)),
    "proof": at_the_desk(lambda desk: proof_of(desk.journal, 7)),
    "change key": at_the_desk(lambda desk: desk.change_key()),
    "passphrase": at_the_desk(lambda desk: desk.journal.change_passphrase("")),
    "forget": at_the_desk(forget),
    "cache": at_the_desk(lambda desk: desk.journal.keep_opening("a fold", b"")),
    "serve": lambda attacked: made(attacked.folder, of_folder(attacked.folder)),
    "minutes": on_the_line("minutes"),
    "minutes --to": on_the_line("minutes", "--to", "OUT/minutes"),
    "leaves": on_the_line("export", "--to", "OUT/leaves"),
    "tiles": on_the_line("export", "--as", "tiles", "--to", "OUT/tiles"),
    "proof of an entry": on_the_line("export", "--as", "proof", "--entry", "7", "--to", "OUT/proof"),
    "backup": on_the_line("backup", "OUT/stick"),
}


@pytest.mark.parametrize("name", sorted(set(WAYS) - {"seen", "signed"}))
def test_each_way_works_on_what_was_recorded(honest: Path, tmp_path: Path, name: str) -> None:
    """Every way must work without damage, or the other tests would try nothing."""
    attacked = Attacked(honest, tmp_path, 7)
    attacked.open()
    assert WAYS[name](attacked) != 1
    assert attacked.desk is not None
    assert attacked.desk.journal.damage == []
    attacked.desk.close()


@pytest.mark.parametrize("under_a_cache", [True, False], ids=["under a cache", "while open"])
def test_only_what_was_recorded_is_signed(
    honest: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    under_a_cache: bool,
) -> None:
    """Whichever entry was changed, and whatever is asked first."""
    for flush in ("fsync", "fdatasync"):  # half of the time, and no power is cut here
        monkeypatch.setattr(os, flush, lambda file: None)
    ways, signed = list(WAYS.items()), Signed(monkeypatch)
    for n in range(SIZE):
        attacked = Attacked(honest, tmp_path / str(n), n)
        if under_a_cache:
            attacked.change()
            attacked.open()
        else:
            attacked.open()
            attacked.change()
        first = n % len(ways)
        for _name, way in [*ways[first:], *ways[:first]]:
            with suppress(KioskError):
                way(attacked)
        capfd.readouterr()
        assert signed.seals == []
        said_and_published(attacked)
        of_what_was_recorded(attacked, signed)
        signs_again(attacked, signed)
        shutil.rmtree(tmp_path / str(n))
        for made_here in (signed.heads, signed.caches, signed.seals):
            made_here.clear()


def said_and_published(attacked: Attacked) -> None:
    """Assert that the damage is reported, and that no new minutes, copies or exports exist."""
    assert not verify(attacked.folder).sound
    assert not attacked.out.exists() or not files_in(attacked.out)
    now = files_in(attacked.folder / "public")
    assert now.items() <= attacked.published.items()
    if attacked.desk is not None:
        damage = attacked.desk.journal.damage
        assert damage
        for sentence in damage:
            assert sentence.startswith("Entries on the card from 0 on ")
            assert "are not those that were recorded" in sentence


def of_what_was_recorded(attacked: Attacked, signed: Signed) -> None:
    """Assert that each head signed, kept or published, and each cache, is of recorded entries."""
    roots = attacked.recorded()
    heads = [*signed.heads, *heads_in(attacked.folder)]
    for kept in signed.caches:
        heads.append(Checkpoint("", kept.size, cache._frontier(kept).root()))
    assert [head.root for head in heads] == [roots[head.size] for head in heads]


def heads_in(folder: Path) -> Iterator[Checkpoint]:
    """Yield the heads in a data directory."""
    for path in (
        Place(folder).head,
        Place(folder).published_head,
        *folder.glob("public/minutes/*/checkpoint"),
    ):
        with suppress(FileNotFoundError):
            yield parse_checkpoint(parse_note(path.read_bytes()).text)


def signs_again(attacked: Attacked, signed: Signed) -> None:
    """With the right bytes back, and after a check, assert that all is signed and sealed again.

    Entries recorded meanwhile wait until people have seen them.
    """
    attacked.put_right()
    if attacked.desk is None:
        attacked.open()
    desk = attacked.desk
    assert desk is not None
    held = desk.held()
    report = verify(desk.folder, held=(held.size, held.root))
    desk.take_in(Result(report.size, report.findings, report.unsigned, report.damage), held)
    assert desk.journal.damage == []
    if count := desk.room.journal.unsigned():
        assert desk.journal.withheld
        before = desk.journal.signed_size
        desk.ask(roster.rules.AddMember(name="Dora"))
        assert desk.journal.signed_size == before
        desk.ask(record.rules.SignUnsigned(count=count + 1))
    assert desk.journal.signed_size == desk.journal.size
    published = publish(desk.folder, desk, 1)
    assert signed.seals == ["minutes", "minutes-files"]
    assert "minutes.md.sig" in published.files
    desk.close()
    of_what_was_recorded(attacked, signed)
    assert verify(attacked.folder).findings == []


@pytest.mark.parametrize("n", [0, 7, SIZE - 1])
def test_a_rebuild_signs_what_was_recorded(
    honest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    """A changed journal that is rebuilt from its tiles is the recorded one again."""
    signed = Signed(monkeypatch)
    attacked = Attacked(honest, tmp_path, n)
    attacked.change()
    put_back(attacked.folder, attacked.folder / "public")
    of_what_was_recorded(attacked, signed)
    assert [head.size for head in signed.heads] == [1]
    assert verify(attacked.folder).sound
