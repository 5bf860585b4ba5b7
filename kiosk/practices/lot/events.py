"""What happened at a draw. pool.txt, seed.txt and result.txt can be written from these entries alone."""

from __future__ import annotations

from typing import Literal, get_args

from kiosk.practices.lot.commands import Number
from kiosk.practices.lot.label import Doubt, Label
from kiosk.practices.messages import Event
from kiosk.terms import Count, PersonId, Reason, Title, Token


class FrozenBefore(Event, tag="lot.frozen/1"):
    """The pool was fixed. `pool` is pool.txt; the other fields are by role, where the command gave them.

    A term has `days` or `meetings`. `cycles` are those that this draw counts in, by role or "*" for all: a
    cycle that is new begins at the reveal. Such events are read, never written.
    """

    draw: Number
    pool: str
    days: dict[str, int] = {}
    titles: dict[str, str] = {}
    meetings: dict[str, int] = {}
    staggered: list[str] = []
    cycles: dict[str, int] = {}


class Frozen(FrozenBefore, tag="lot.frozen/2"):
    """The pool was fixed, with everybody who can be drawn in one hat (lot/3).

    The next cycle begins with the first answer of a person who did not come first.
    """


class Unfrozen(Event, tag="lot.unfrozen/1"):
    """The pool was opened again; the next freeze has the same number and the same secret."""

    draw: Number


class Committed(Event, tag="lot.committed/1"):
    """The kiosk's secret is fixed, and sealed with `commitment` (64 hex digits).

    `source` is "os", "os+<device>", or "kept" for a secret found after a restart; `fault` is the reason why a
    configured device gave nothing usable.
    """

    draw: Number
    commitment: str
    source: str = ""
    fault: str = ""


class WordSaid(Event, tag="lot.word-said/1"):
    """A word was called into the draw."""

    draw: Number
    line: Count
    word: str


class Thrown(Event, tag="lot.thrown/1"):
    """One line of what the room threw, `4152`."""

    draw: Number
    line: Count
    symbols: str


class Corrected(Event, tag="lot.corrected/1"):
    """Line `line` was mistyped; it is `text` now."""

    draw: Number
    line: Count
    text: str


class RevealedBefore(Event, tag="lot.revealed/1"):
    """The secret was opened; recorded before corrections counted. Such events are read, never written.

    The draw keeps its label, and its result.txt does not list corrections.
    """

    draw: Number
    label: Label
    kiosk: str = ""
    trouble: Literal["", "lost", "mismatch"] = ""


class Revealed(Event, tag="lot.revealed/2"):
    """The secret was opened: `kiosk` is K in hex, or "" if it was lost or did not fit (then the label is B).

    `doubt` is what the corrections of the room's lines leave open; if it is not "", the label is B as well.
    """

    draw: Number
    label: Label
    kiosk: str = ""
    trouble: Literal["", "lost", "mismatch"] = ""
    doubt: Doubt = ""


class Declined(Event, tag="lot.declined/1"):
    """The person drawn said no; result.txt lists the id. `uses`: it counts as the turn in this cycle."""

    draw: Number
    role: Token
    person: PersonId
    uses: bool = False


class Aborted(Event, tag="lot.aborted/1"):
    """The draw was given up before anything was thrown."""

    draw: Number
    reason: Reason = ""


class DrawnQuicklyBefore(Event, tag="lot.drawn-quickly/1"):
    """A whole draw in one entry: pool.txt, and K, which comes from the kiosk alone (label C).

    Its cycles are as in `lot.frozen/1`. Such events are read, never written.
    """

    draw: Number
    pool: str
    kiosk: str
    days: dict[str, int] = {}
    titles: dict[str, str] = {}
    source: str = ""
    fault: str = ""
    meetings: dict[str, int] = {}
    staggered: list[str] = []
    cycles: dict[str, int] = {}


class DrawnQuickly(DrawnQuicklyBefore, tag="lot.drawn-quickly/2"):
    """A whole draw in one entry, with everybody who can be drawn in one hat, as in `lot.frozen/2`."""


class LotAcceptedBefore(Event, tag="lot.accepted/1"):
    """The person drawn said yes, aloud. The term is `days`, or `meetings` with this one counted, or (both 0)
    this meeting.

    `title` is what people call the role, "" where it follows from the id. With `shadow`, the person whose
    term ended helps, whether here or not. Such events are read, never written.
    """

    draw: str
    role: Token
    person: PersonId
    days: Count = 0
    title: Title = ""
    meetings: Count = 0
    shadow: bool = False


class LotAccepted(Event, tag="lot.accepted/2"):
    """The person drawn said yes, aloud. The term is `days`, or `meetings` with this one counted, or (both 0)
    this meeting: it is that of the seat, not of the order in which people say yes.

    `title` is what people call the role, "" where it follows from the id. `shadow` held the role before, is
    here, and helps; None for nobody.
    """

    draw: str
    role: Token
    person: PersonId
    days: Count = 0
    title: Title = ""
    meetings: Count = 0
    shadow: PersonId | None = None


DuringDraw = (
    Unfrozen
    | Committed
    | WordSaid
    | Thrown
    | Corrected
    | RevealedBefore
    | Revealed
    | LotAcceptedBefore
    | LotAccepted
    | Declined
    | Aborted
)
"""Events of a draw that is going on."""

OwnEvent = (
    FrozenBefore
    | Frozen
    | Unfrozen
    | Committed
    | WordSaid
    | Thrown
    | Corrected
    | RevealedBefore
    | Revealed
    | LotAcceptedBefore
    | LotAccepted
    | Declined
    | Aborted
    | DrawnQuicklyBefore
    | DrawnQuickly
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
