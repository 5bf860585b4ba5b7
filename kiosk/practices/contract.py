"""The parts of every practice of the assembly, and what it may ask of the machine.

A practice is one folder: `events.py` what it records, its rules (commands, state, `decide`, `fold`), and
`PRACTICE`, which lists its hooks by name. From other practices it imports only `events` and `asked` (the
questions that they answer). It is not a screen: it knows no keys and no colours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from msgspec import Struct

from kiosk.ports import Entropy
from kiosk.practices.messages import Command, Event, Origin
from kiosk.terms import Entry, Stamp

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter
    from kiosk.practices.room import Room


class Names(Protocol):
    """The names of people, kept in a file next to the journal."""

    def name(self, person: str) -> str:
        """Return the name, or the id if the person is unknown or the name was deleted."""

    def add(self, person: str, name: str, salt: bytes) -> str:
        """Keep a name, flushed; returns the commitment (64 hex digits) that goes into the entry."""

    def correct(self, person: str, name: str, salt: bytes) -> str:
        """Keep a corrected name, flushed, to be shown once its entry is written; returns the commitment."""


class Beside(Protocol):
    """What the desk offers outside the journal: names, a draw's secret, randomness."""

    @property
    def names(self) -> Names: ...

    @property
    def entropy(self) -> Entropy: ...

    def secret(self, number: str) -> bytes | None:
        """Return a draw's K, 32 bytes, or None if there is no file."""

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Write K to lots/<number>.secret (0600) and flush file and directory."""

    def burn_secret(self, number: str) -> None:
        """Delete K's file, if there is one."""


class Heard(Protocol):
    """What a teller may ask: names, and the other tellers."""

    def name(self, person: str) -> str:
        """Return a person's name, or the id if the name was deleted."""

    def cell(self, cell: str) -> str:
        """Return a cell's name, or its id if it has none."""

    def called(self, origin: Origin) -> str:
        """Return the words for something that comes back by itself."""

    def teller(self, practice: str) -> Any:
        """Return the Tells of another practice; call it through that practice's `asked`, for the type."""

    def last(self) -> Entry | None:
        """Return the last entry that any teller heard, None before the first."""


class Tells:
    """Writes a sentence for each event of a practice, for people who were not there.

    A new one is made for each reading of a journal. A reading may begin anywhere, so a teller may know less
    than the state, and then says less.
    """

    HEARS: ClassVar[tuple[type[Event], ...]] = ()
    """Events, also of other practices, that later sentences need."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard

    def sentence(self, event: Any, entry: Entry) -> str:
        """Return the sentence for an event of this practice."""
        raise NotImplementedError

    def hear(self, event: Any, entry: Entry) -> None:
        """Remember what later sentences need from an event in HEARS."""

    def rebooted(self, last: Entry) -> None:
        """Hear that the next entry is of another boot than `last`."""

    def long_before(self) -> Tells:
        """Return a teller for a much earlier act: it knows titles, but nothing about the current state."""
        return self


Moment = Literal[
    "joining",
    "founding",
    "coming",
    "visiting",
    "mending",
    "drawing",
    "drawn",
    "adopting",
    "talking",
    "deciding",
    "pausing",
]
"""The moments of an evening of the demo, in order; at each, every practice's scene is played in turn.

At the first evening people join and found the assembly; at each evening they arrive, roles are drawn, and the
agenda is adopted. While an item is open people talk, then decide, then pause.
"""


class Player(Protocol):
    """The player of the demo's assembly, as a practice's scene sees it."""

    @property
    def state(self) -> Any:
        """Return the state of the assembly."""

    @property
    def room(self) -> Room: ...

    @property
    def evening(self) -> int:
        """Return the number of the evening: 1, 2 and 3 are over; TONIGHT has just begun."""

    @property
    def item(self) -> int:
        """Return the id of the agenda item that is played, 0 before any."""

    @property
    def title(self) -> str:
        """Return the title of that item, which scenes use as a key; "" if it came back by itself."""

    @property
    def kind(self) -> str:
        """Return the kind of that item."""

    @property
    def origin(self) -> Origin | None:
        """Return why that item came back by itself, None if a member put it on the agenda."""

    @property
    def people(self) -> list[str]:
        """Return the ids of the members, in order of joining."""

    def ask(self, command: Command, seconds: int = 4) -> Event:
        """Ask for a command, which must be accepted; then let `seconds` pass."""

    def day(self, days: int) -> str:
        """Return the local date `days` days from today."""

    def hour(self, minutes: int) -> str:
        """Return the local time `minutes` minutes from the moment that is played, `20:15`."""


TONIGHT = 4


class Scene:
    """What the demo shows of a practice. A new one is made each time the demo is played."""

    def __init__(self, play: Player) -> None:
        self.player = play

    def play(self, moment: Moment) -> None:
        """Ask for what this practice does at a moment, if anything."""
        raise NotImplementedError


class Without(Struct, frozen=True):
    """The reason why a practice has no hook of this name."""

    why: str


def _decides_nothing(_state: Any, _room: Room, command: Command, _stamp: Stamp) -> Event:
    raise AssertionError(command)


class Practice(Struct, frozen=True, kw_only=True):
    """One practice, declared: a misspelt hook is a TypeError. The first argument of a hook is its state.

    `name` is its field in the assembly's state, `state` the type of that field: a Struct with defaults,
    changed by `fold` only. `title` says in a few words what the practice is about ("who speaks").
    """

    name: str
    title: Callable[[], str]
    state: type[Any]
    commands: tuple[type[Command], ...] = ()
    events: tuple[type[Event], ...] = ()
    hears: tuple[type[Event], ...] = ()
    """Events of other practices that `fold` receives as well."""
    fold: Callable[[Any, Any, Entry], None]
    """Apply an event. Reads no clock, no names, no files."""
    decide: Callable[[Any, Room, Any, Stamp], Event] = _decides_nothing
    """Return the one event that a command becomes, or raise Refused(sentence). Changes nothing."""
    complete: Callable[[Any, Any, Any, Beside], Event] | None = None
    """Return the event with what only the machine can add (a salt, a secret), flushed to disk before the
    event is recorded."""
    settled: Callable[[Any, Beside], None] | None = None
    """Delete secrets that are no longer needed, after the event was recorded."""
    can_undo: Callable[[Any, Any], None] | None = None
    """Raise Refused if an act cannot be undone."""
    stays: Callable[[Any, Any], None] | None = None
    """Apply what remains of an act that was undone: numbers are not reused."""
    tells: Callable[[], type[Tells]] | Without
    """Return the class that writes sentences for its events; `Later` imports it when it is first needed."""
    chapter: Callable[[], Chapter] | Without
    """Return its part of the minutes."""
    scene: Callable[[], type[Scene]] | Without
    """Return the class that plays its part of the demo."""
    answers: Callable[[Any, Room], Any] | None = None
    """Return the object that answers other practices; its type is in `asked.py`."""
    returns: tuple[str, ...] = ()
    """Kinds of Origin: what of this practice comes back by itself."""
    due: Callable[[Any, Room, str], list[Origin]] | None = None
    """Return what comes back in a meeting on this date (YYYY-MM-DD), the longest due first."""
    called: Callable[[Origin], str] | None = None
    """Return the words for something that comes back, as the title of an agenda item."""
    rebooted: Callable[[Any, Entry], None] | None = None
    """Apply a reboot after the given entry: clocks that ran on CLOCK_BOOTTIME are paused with the time they
    had."""
