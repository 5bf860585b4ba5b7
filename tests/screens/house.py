"""An assembly with its kiosk, ready to be put into any moment of an evening: no server, no devices.

    house = House(tmp_path, people=27)
    house.ask(meeting.Open())
    async with house.hands() as hands:
        await hands.press("f2", "a")
        await hands.type("ana")
        assert "Ana" in hands.wall()

Clock, randomness and the journal's key are made up, so that equal acts give equal pictures. The roster
has what real rosters have: accents, one long name, one that is only signs. It decides nothing.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from devices.fakes import FakeButtons, FakeChime, FixedEntropy, VirtualClock
from kiosk.desk.desk import Desk, stamp_of
from kiosk.errors import DeviceFault
from kiosk.journal.disk import Disk
from kiosk.journal.journal import Journal
from kiosk.minutes.server import Server
from kiosk.ports import DeviceLine, Diagnosis
from kiosk.practices.roster.rules import AddMember
from screens.app.app import KioskApp
from screens.hardware.attached_devices import Plugged
from screens.keys.keymap import Moved
from screens.minutes.minutes_sharing import Handout
from tests.practices.play import Play
from tests.screens.hands import Hands, until

SMALL, LARGE = (80, 24), (120, 36)

FIRST_NAMES = (
    "Amina Bahar Chris Dilan Eva Farid Gül Hana Ivo Jérôme Kemal Leyla Mira Nils Olga Pavel Quinn Rie Samir "
    "Tuğba Uwe Vera Wanja Ximena Yusuf"
).split()
NAMES = (*FIRST_NAMES, "Wilhelmina-Constanze von und zu Hohenfels", "🦊")
"""27 people, in the order of joining; the 26th has a name of forty letters."""
CELLS = ("north", "south", "roof")

DEVICES = (
    DeviceLine("sound", "missing", "No sound card: the wall flashes instead."),
    DeviceLine("randomness", "off", "No device is set up; the operating system's randomness is used."),
    DeviceLine("network", "ok", "Phones reach the kiosk at 10.42.0.1."),
)


def name_of(place: int) -> str:
    """Return the name of the person who joined at this place, from 0."""
    round_, at = divmod(place, len(NAMES))
    return NAMES[at] if not round_ else f"{FIRST_NAMES[at % len(FIRST_NAMES)]} {round_ + 1}-{at + 1}"


@cache
def _founded(people: int) -> Path:
    """Return the folder of an assembly of so many people, made once and copied for each test."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-screens-")) / "assembly"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    clock = _clock()
    journal = Journal.found(folder, "Maple Street 4", stamp_of(clock, None), "kiosk test", seed=bytes(32))
    desk = Desk(folder, journal, clock, FixedEntropy(b"founding"))
    for place in range(people):
        desk.ask(AddMember(name=name_of(place), cell=CELLS[place % 3]))
    desk.close()
    return folder


def _clock() -> VirtualClock:
    clock = VirtualClock(offset=60)
    clock.follows_server = True
    return clock


class Unhurried(Disk):
    """A disk whose power never fails, so that no flush is needed."""

    def fdatasync(self, file: int) -> None:
        """Do nothing."""

    def fsync(self, file: int) -> None:
        """Do nothing."""


UNHURRIED = Unhurried()


class PaperServer(Server):
    """A server of the minutes that starts no process: it has an address, or a fault."""

    def __init__(self, folder: Path, fault: str = "") -> None:
        super().__init__(folder)
        self.fault_, self.started = fault, False

    def start(self, port: int = 8080) -> None:
        self.started = True

    def address(self) -> str:
        return "http://10.42.0.1:8080" if self.started and not self.fault_ else ""

    @property
    def fault(self) -> str:
        return self.fault_

    def stop(self) -> None:
        self.started = False


class House(Play):
    """`people` are in the roster (m001 to m027); nothing else is recorded. `look` is a theme's name."""

    wifi = ""
    """The QR text of the kiosk's own Wi-Fi, "" without one."""
    devices: tuple[DeviceLine, ...] = DEVICES
    """The lines for attached devices."""
    scanner = ""
    """The prefix that a badge scanner sends; "" without a scanner."""
    letters: tuple[str, str] = ("", "")
    """What a badge scanner types, and what it means."""
    burst = 0.0
    """Seconds between two keys of a badge; at 0 no key is held back."""
    keys: Moved = {}
    """The keys that kiosk.toml moved."""
    buttons: FakeButtons
    chime: FakeChime
    """Records the chimes of the app."""
    diagnosis: Diagnosis | None = None
    """The result of a test of the random source; with None the source is not in use."""

    def __init__(self, folder: Path, people: int = 27, disk: Disk = UNHURRIED, look: str = "night") -> None:
        self.folder = folder / "assembly"
        shutil.copytree(_founded(people), self.folder)
        self.clock, self.entropy, self.disk, self.look = _clock(), FixedEntropy(), disk, look
        self.chime, self.buttons = FakeChime(), FakeButtons()
        self.server = PaperServer(self.folder)
        self.desk = self._opened()

    def _opened(self) -> Desk:
        journal = Journal.open(self.folder, lambda: stamp_of(self.clock, None), disk=self.disk)
        return Desk(self.folder, journal, self.clock, self.entropy)

    def restart(self, reboot: bool = False) -> None:
        """Stop and start the kiosk."""
        self.desk.close()
        if reboot:
            self.clock.reboot()
        self.desk = self._opened()

    def person(self, place: int) -> str:
        """Return the id of the person who joined at this place, from 0."""
        return f"m{place + 1:03d}"

    def kinds(self, since: int = 0) -> list[str]:
        """Return the kinds of the entries from `since` on, unversioned; also of a damaged journal."""
        import msgspec

        lines = (self.folder / "journal" / "entries").read_bytes().splitlines()[since:]
        kinds = [msgspec.json.decode(line.partition(b"\t")[0])["kind"] for line in lines]
        return [kind.partition("/")[0] for kind in kinds]

    def app(self, desk: Desk | None = None) -> KioskApp:
        """Return a kiosk on this assembly, without timers of its own."""
        app = KioskApp(
            self.folder,
            desk or self.desk,
            self.found,
            plugged=Plugged(
                probe=lambda: list(self.devices),
                diagnose=self.diagnose,
                chime=self.chime,
                buttons=self.buttons,
                scanner=self.scanner,
                letters=self.letters,
                burst=self.burst,
            ),
            theme=f"kiosk-{self.look}",
            handout=Handout(self.folder, self.server),
            keys=self.keys,
        )
        app.animation_level = "none"
        return app

    def diagnose(self) -> Diagnosis:
        """Return the result of testing the random source."""
        if self.diagnosis is None:
            raise DeviceFault("No random source is in use, so there is none to test.")
        return self.diagnosis

    def found(self, name: str) -> Desk:
        """Found an assembly of this name, as the first start does."""
        journal = Journal.found(self.folder, name, stamp_of(self.clock, None), "kiosk test", seed=bytes(32))
        return Desk(self.folder, journal, self.clock, self.entropy)

    @asynccontextmanager
    async def hands(self, size: tuple[int, int] = SMALL, at: str = "") -> AsyncIterator[Hands]:
        """Yield hands on the running kiosk, at a moment if one is named."""
        app = self.app()
        async with app.run_test(size=size) as pilot:
            hands = Hands(self, app, pilot)
            await hands.rest()
            if at:
                await hands.visit(at)
            yield hands
            if app.has_desk:
                await until(lambda: not app.desk._asked, "what was begun is not finished")


class Nowhere(House):
    """A machine without an assembly: the first start."""

    def __init__(self, folder: Path, look: str = "night") -> None:
        self.folder = folder / "assembly"
        self.folder.mkdir()
        self.clock, self.entropy, self.disk, self.look = _clock(), FixedEntropy(), UNHURRIED, look
        self.server = PaperServer(self.folder)

    def app(self, desk: Desk | None = None) -> KioskApp:
        app = KioskApp(
            self.folder,
            None,
            self.found,
            theme=f"kiosk-{self.look}",
            handout=Handout(self.folder, self.server),
            keys=self.keys,
        )
        app.animation_level = "none"
        return app

    def found(self, name: str) -> Desk:
        self.desk = super().found(name)
        return self.desk
