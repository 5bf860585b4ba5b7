"""What every practice of the assembly is made of, and what it may ask of the machine.

A practice is one folder: `events.py` what it records, its rules (commands, state, `decide`, `fold`), and
`PRACTICE`, which says by name what it does for the assembly. It imports of other practices nothing but their
`events` and `asked` (the questions that they answer). It is not a screen: it knows no keys and no colours.
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
    """The names of people, beside the journal."""

    def name(self, person: str) -> str:
        """The name, or the id itself for somebody unknown or forgotten."""

    def add(self, person: str, name: str, salt: bytes) -> str:
        """Keep a name, flushed; gives the commitment (64 hex digits) that goes into the entry."""

    def correct(self, person: str, name: str, salt: bytes) -> str:
        """Lay a corrected name ready, flushed, to be shown after its entry; gives the commitment."""


class Beside(Protocol):
    """What the desk keeps beside the journal: names, a draw's secret, randomness."""

    @property
    def names(self) -> Names: ...

    @property
    def entropy(self) -> Entropy: ...

    def secret(self, number: str) -> bytes | None:
        """A draw's K, 32 bytes, if its file exists."""

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Write K to lots/<number>.secret (0600) and flush file and directory."""

    def burn_secret(self, number: str) -> None:
        """Delete K's file, if there is one."""


class Heard(Protocol):
    """What sentences about an entry may ask: names, and what was told before."""

    def name(self, person: str) -> str:
        """A person's name, or the id when forgotten."""

    def called(self, origin: Origin) -> str:
        """The words for something that comes back by itself."""

    def teller(self, practice: str) -> Any:
        """The Tells of another practice; ask by its `asked` module, which says the type."""

    def last(self) -> Entry | None:
        """The last entry that any teller heard, None before the first."""


class Tells:
    """Makes a sentence of each event of a practice, for people who were not there.

    One is made for each reading of a journal. It may begin anywhere in it: it knows less than the state does,
    and says less where it has heard less.
    """

    HEARS: ClassVar[tuple[type[Event], ...]] = ()
    """Events, also of other practices, that later sentences need."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard

    def sentence(self, event: Any, entry: Entry) -> str:
        """Return the sentence for an event of this practice."""
        raise NotImplementedError

    def hear(self, event: Any, entry: Entry) -> None:
        """Remember what later sentences need of one of HEARS."""

    def rebooted(self, last: Entry) -> None:
        """The next entry is of another boot than `last`."""

    def long_before(self) -> Tells:
        """Return a teller for an act of long before: it knows titles, and nothing of what goes on now."""
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
"""The moments of a made-up evening, in their order; at each, every practice's scene is played in turn.

At the first evening people join and the assembly founds itself; at each they come, roles are drawn, and the
agenda is adopted. While an item is open people talk, then decide, then pause.
"""


class Player(Protocol):
    """Somebody who plays the made-up assembly, as a practice's scene sees it."""

    @property
    def state(self) -> Any:
        """The state of the assembly."""

    @property
    def room(self) -> Room: ...

    @property
    def evening(self) -> int:
        """1, 2 and 3 are over; TONIGHT has just begun."""

    @property
    def item(self) -> int:
        """The id of the agenda item that is played, 0 before any."""

    @property
    def title(self) -> str:
        """The title of that item, by which a scene finds what belongs to it; "" if it came back by itself."""

    @property
    def kind(self) -> str:
        """The kind of that item."""

    @property
    def origin(self) -> Origin | None:
        """Why that item came back by itself, None if somebody put it on the agenda."""

    @property
    def people(self) -> list[str]:
        """Ids of the members, in the order in which they joined."""

    def ask(self, command: Command, seconds: int = 4) -> Event:
        """Ask for a command, which must be accepted; then some time passes."""

    def day(self, days: int) -> str:
        """The local date so many days from the present."""

    def hour(self, minutes: int) -> str:
        """The local time so many minutes from the moment that is played, `20:15`."""


TONIGHT = 4


class Scene:
    """What the made-up evenings show of a practice. One is made each time they are played."""

    def __init__(self, play: Player) -> None:
        self.player = play

    def play(self, moment: Moment) -> None:
        """Ask for what this practice does at a moment, if anything."""
        raise NotImplementedError


class Without(Struct, frozen=True):
    """A practice does without a hook that others have, and says why."""

    why: str


def _decides_nothing(_state: Any, _room: Room, command: Command, _stamp: Stamp) -> Event:
    raise AssertionError(command)


class Practice(Struct, frozen=True, kw_only=True):
    """One practice, declared: a hook that is misspelt is a TypeError. The first argument is always its state.

    `name` is the field of the assembly's state that it keeps, `state` the type of it: a Struct with defaults,
    changed by `fold` only. `title` says in a few words what it is about ("who speaks").
    """

    name: str
    title: Callable[[], str]
    state: type[Any]
    commands: tuple[type[Command], ...] = ()
    events: tuple[type[Event], ...] = ()
    hears: tuple[type[Event], ...] = ()
    """Events of other practices that `fold` gets as well."""
    fold: Callable[[Any, Any, Entry], None]
    """Apply an event. Reads no clock, no names, no files."""
    decide: Callable[[Any, Room, Any, Stamp], Event] = _decides_nothing
    """Return the one event that a command becomes, or raise Refused(sentence). Changes nothing."""
    complete: Callable[[Any, Any, Any, Beside], Event] | None = None
    """Add what only the machine can add (a salt, a secret), flushed beside the journal, before the event is
    recorded."""
    settled: Callable[[Any, Beside], None] | None = None
    """After the event is recorded: delete secrets that may go now."""
    can_undo: Callable[[Any, Any], None] | None = None
    """Raise Refused where an act cannot be taken back."""
    stays: Callable[[Any, Any], None] | None = None
    """Apply what remains of an act that was undone: numbers are not reused."""
    tells: Callable[[], type[Tells]] | Without
    """Return the class that tells its events; it is imported when first asked for."""
    chapter: Callable[[], Chapter] | Without
    """Return its part of the minutes; it is imported when minutes are first made."""
    scene: Callable[[], type[Scene]] | Without
    """Return what the demo plays of it; it is imported when first asked for."""
    answers: Callable[[Any, Room], Any] | None = None
    """What other practices may ask of this one; its type stands in `asked.py`."""
    returns: tuple[str, ...] = ()
    """Kinds of Origin: what of this practice comes back by itself."""
    due: Callable[[Any, Room, str], list[Origin]] | None = None
    """Return what comes back in a meeting on this date (YYYY-MM-DD), the longest due first."""
    called: Callable[[Origin], str] | None = None
    """Return the words for something that comes back, as the title of an agenda item."""
    rebooted: Callable[[Any, Entry], None] | None = None
    """The next entry is of another boot than this one, the last before: what ran on CLOCK_BOOTTIME stands
    still with the time it had."""
