"""The minutes as a document: what one sitting decided, drew, heard and put off, ready to be written out.

Typed and complete: every form (Markdown, HTML, text, JSON, calendar) says what stands here and nothing else.
Times are local, `19:02`; dates `2026-11-22`; lengths in seconds. People appear by name where the assembly
still keeps one, else by id. It holds totals of voice, and no line about how much any one person spoke.

It is a fold of the journal like the screens, and it is not the record: that is the journal, whose head stands
at the end of it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.terms import ClockTrust

FORMAT = "minutes/1"


class Person(Struct, frozen=True):
    """`name` is the id itself for somebody forgotten."""

    id: str
    name: str


class Gone(Struct, frozen=True):
    """Somebody who left before the end."""

    person: Person
    time: str


class Break(Struct, frozen=True):
    """`until` as it was agreed; `ended` "" when the sitting was closed in it; `item` was open, 0 for none."""

    began: str
    until: str
    ended: str = ""
    item: int = 0


class Quorum(Struct, frozen=True):
    """`needed` members, 0 where no quorum is set; `most` were here at once; `reached` when, "" for never."""

    needed: int = 0
    most: int = 0
    reached: str = ""


class Reason(Struct, frozen=True):
    """Words of somebody who did not simply agree; whose they are was not recorded."""

    position: str
    text: str


class Test(Struct, frozen=True):
    """The room was asked about a version. `counts` by position, of `present` members; read back, or not."""

    version: int
    time: str
    counts: dict[str, int]
    present: int
    silent: int
    reasons: list[Reason] = []
    read_back: bool = True


class Proposal(Struct, frozen=True):
    """A proposal of this sitting. `versions` are all its texts, the last is the one that was meant.

    `outcome` is open, adopted, rejected, deferred or withdrawn; `decision` its number when it was adopted,
    else 0; `item` the agenda item under which it was last on the wall, 0 for none.
    """

    number: int
    title: str
    versions: list[str]
    outcome: str
    proposer: Person | None = None
    item: int = 0
    tests: list[Test] = []
    decision: int = 0


class Decision(Struct, frozen=True):
    """What was adopted, and the day on which it is looked at again. `counts` of `present` members."""

    number: int
    title: str
    text: str
    review: str
    proposal: int
    counts: dict[str, int] = {}
    present: int = 0


class Review(Struct, frozen=True):
    """A decision that was looked at again, under agenda item `item` (0 for none): kept until `review`, or
    repealed."""

    decision: int
    title: str
    outcome: Literal["kept", "repealed"]
    review: str = ""
    reason: str = ""
    item: int = 0


class Seat(Struct, frozen=True):
    """A seat of a draw; nobody holds it when it stayed open. `accepted` once the person said yes.

    `until` is the date on which the term ends, "" for the end of this sitting.
    """

    role: str
    person: Person | None = None
    accepted: bool = False
    until: str = ""


class Draw(Struct, frozen=True):
    """A draw by lot. `outcome` is drawn, aborted or unfinished; an aborted one stays in sight, with its why.

    `label` A, B or C with its `meaning`; `people` were in the hat, `declined` said no; `notes` say what went
    otherwise than usual; `commitment` 64 hex digits, "" before any; `pool`, `seed` and `result` are the three
    files by which anybody can recompute it.
    """

    number: str
    time: str
    outcome: Literal["drawn", "aborted", "unfinished"]
    seats: list[Seat] = []
    declined: int = 0
    label: str = ""
    meaning: str = ""
    people: int = 0
    item: int = 0
    why: str = ""
    notes: list[str] = []
    commitment: str = ""
    pool: str = ""
    seed: str = ""
    result: str = ""


class Item(Struct, frozen=True):
    """A point of the agenda. `number` its place; `id` what the journal calls it; `section` a heading, or "".

    `outcome` is done, open (while the sitting is), skipped, carried or waiting (never reached). `planned`
    seconds with what the room added, and `spent`; 0 for none.
    """

    number: int
    id: int
    title: str
    kind: str
    outcome: str
    presenter: Person | None = None
    planned: int = 0
    spent: int = 0
    opened: str = ""
    closed: str = ""
    notes: list[str] = []
    section: str = ""
    why: str = ""


class Voice(Struct, frozen=True):
    """How voice went round, in totals: so many of `present` were heard, in so many contributions.

    The three who spoke longest held `share` percent of the time; `seconds` were spoken in all.
    """

    heard: int = 0
    present: int = 0
    contributions: int = 0
    share: int = 0
    seconds: int = 0


class Head(Struct, frozen=True):
    """The head of the journal at the close: what a phone keeps so that nothing can be changed later.

    `root` 64 hex digits; `words` four; `fingerprint` as `ssh-keygen -l` prints it, of the key that held then;
    `checkpoint` the head as a signed note, "" while nobody has signed it. Where the first signed head is a
    later one, `proof` is the consistency proof that leads to it, else "".
    """

    origin: str
    size: int
    root: str
    words: list[str]
    fingerprint: str
    vkey: str
    checkpoint: str = ""
    proof: str = ""


class Minutes(Struct, frozen=True):
    """One sitting. `ended` is "" while it is open, when the minutes are read back; `ended_on` is the date of
    the end where it is not `date`, else "".

    `clock` is the least trust that the clock deserved; `taken_back` acts were undone; `unknown` entries are
    not understood and not told here.
    """

    assembly: str
    number: int
    title: str
    date: str
    began: str
    ended: str
    head: Head
    ended_on: str = ""
    clock: ClockTrust = "ok"
    members: list[Person] = []
    guests: list[Person] = []
    left_early: list[Gone] = []
    quorum: Quorum = Quorum()
    items: list[Item] = []
    proposals: list[Proposal] = []
    decisions: list[Decision] = []
    reviews: list[Review] = []
    draws: list[Draw] = []
    given_back: list[Seat] = []
    breaks: list[Break] = []
    voice: Voice = Voice()
    taken_back: int = 0
    recovered: int = 0
    unknown: int = 0
    format: str = FORMAT

    @property
    def seated(self) -> list[Seat]:
        """Who holds a role now, drawn in this sitting."""
        return [seat for draw in self.draws for seat in draw.seats if seat.person is not None]

    @property
    def carried(self) -> list[Item]:
        """What comes back in the next meeting."""
        return [item for item in self.items if item.outcome == "carried"]
