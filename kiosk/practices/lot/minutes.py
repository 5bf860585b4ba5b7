"""The minutes' chapter on draws: every draw of a sitting, with all that a member needs to recompute it."""

from __future__ import annotations

from collections import Counter
from datetime import date as calendar_date
from datetime import timedelta
from typing import Literal, assert_never

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import (
    Block,
    Card,
    Code,
    Day,
    Digits,
    Facts,
    Graded,
    Link,
    Listed,
    Paragraph,
    Person,
    Point,
    Remark,
    Row,
    Rows,
    Said,
    say,
)
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.lot import archive
from kiosk.practices.lot import state as lot
from kiosk.practices.lot.corrections import corrected
from kiosk.practices.lot.events import (
    DrawnQuicklyBefore,
    FrozenBefore,
    LotAccepted,
    LotAcceptedBefore,
    Unfrozen,
)
from kiosk.practices.lot.label import Label, explained
from kiosk.practices.lot.state import State
from kiosk.practices.messages import Event
from kiosk.practices.roles.events import Released
from kiosk.practices.roster.events import MemberLeft
from kiosk.terms import Entry

_, ngettext = words("lot")

FILES = ("pool.txt", "seed.txt", "result.txt")
RECOMPUTE = """\
sha256sum pool.txt                                # the pool line of seed.txt
printf 'lot/1 commit\\n%s\\n%s\\n' $P $K | sha256sum    # what was photographed; P, K from seed.txt
S=$(sha256sum < seed.txt | cut -c1-64); R=facilitator
sed -n 's/^person \\([^ ]*\\).*/\\1/p' pool.txt | while read -r i; do
  grep -Fqx "first $i" pool.txt && f=0 || f=1
  echo "$f $(printf '%s %s %s\\n' $S $R $i | sha256sum | cut -c1-64) $i"; done | LC_ALL=C sort
"""
"""How a member recomputes the order of a role (lot/1, Recompute)."""


Ending = Literal["", "given-back", "left"]
"""Why a term that began in this sitting is over: given back, or the person left the assembly."""


class Seat(Struct, frozen=True):
    """A seat of a draw; `person` is None if it stayed open. `accepted` is True once the person said yes.

    `until` is the date on which the term ends, "" where it ends with a sitting: the last of `meetings`, this
    one counted, 0 for this one. `ended` says why the person no
    longer holds the role when the sitting ends.
    """

    role: str
    person: Person | None = None
    accepted: bool = False
    until: str = ""
    ended: Ending = ""
    meetings: int = 0


class Draw(Struct, frozen=True):
    """A draw by lot. `outcome` is drawn, aborted or unfinished; an aborted draw is shown with its `why`.

    `label` is A, B or C, `meaning` its sentence; `people` were in the hat, `declined` said no; `notes` are
    sentences about what was unusual; `commitment` is 64 hex digits, or "" before it was shown; `pool`, `seed`
    and `result` are the three files from which anybody can recompute the draw.
    """

    number: str
    time: str
    outcome: Literal["drawn", "aborted", "unfinished"]
    seats: list[Seat] = []
    declined: int = 0
    label: Label | Literal[""] = ""
    meaning: str = ""
    people: int = 0
    item: int = 0
    why: str = ""
    notes: list[str] = []
    commitment: str = ""
    pool: str = ""
    seed: str = ""
    result: str = ""


class Draws(Struct, frozen=True):
    """All draws of the sitting in order, including those given up."""

    draws: list[Draw] = []

    @property
    def seated(self) -> list[Seat]:
        """Return the seats with a person, of all draws of this sitting."""
        return [seat for draw in self.draws for seat in draw.seats if seat.person is not None]


class Drawing(Listener):
    """Keeps what the draws' state does not: agenda items, terms, how often the hat was opened again."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._since = 0
        self._item: dict[str, int] = {}
        self._until: dict[tuple[str, str, str], str] = {}
        self._meetings: dict[tuple[str, str, str], int] = {}
        self._held: set[tuple[str, str, str]] = set()
        self._ended: dict[tuple[str, str, str], Ending] = {}
        self._reopened: Counter[str] = Counter()

    def begin(self, state: State) -> None:
        """Remember where an unfinished draw of an earlier sitting began: these minutes show it too."""
        earlier = lot.unfinished(state)
        self._since = earlier.n if earlier is not None else 0

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, FrozenBefore | DrawnQuicklyBefore):
            self._item.setdefault(event.draw, self.company.item())
        elif isinstance(event, Unfrozen):
            self._reopened[event.draw] += 1
        elif isinstance(event, Released):
            self._end([seat for seat in self._held if seat[1:] == (event.role, event.person)], "given-back")
        elif isinstance(event, MemberLeft):
            self._end([seat for seat in self._held if seat[2] == event.member], "left")
        if isinstance(event, LotAccepted | LotAcceptedBefore):
            self._held.add((event.draw, event.role, event.person))
            self._meetings[event.draw, event.role, event.person] = event.meetings
            if event.days:
                until = calendar_date.fromisoformat(self.company.date()) + timedelta(days=event.days)
                self._until[event.draw, event.role, event.person] = until.isoformat()

    def _end(self, seats: list[tuple[str, str, str]], why: Ending) -> None:
        """Note that these seats (draw, role, person) were given up: another draw's seat is another one."""
        self._held.difference_update(seats)
        self._ended.update(dict.fromkeys(seats, why))

    def data(self, state: State, ended: Ended) -> Draws | None:
        """Return the draws, read from the journal: the state forgets a draw whose freeze was undone."""
        found = archive.draws(ended.lines(self._since))
        return Draws([self._draw(draw) for draw in found]) if found else None

    def _draw(self, draw: lot.Draw) -> Draw:
        seed, files = draw.seed, lot.texts(draw)
        return Draw(
            number=draw.number,
            time=self.company.time(draw.at),
            outcome="aborted" if draw.aborted else "drawn" if draw.label else "unfinished",
            seats=self._seats(draw),
            declined=sum(not answer.accepts for answer in draw.answers),
            label=draw.label,
            meaning=explained(seed, draw.doubt, bool(draw.corrections)) if seed is not None else "",
            people=len(draw.pool.people),
            item=self._item.get(draw.number, 0),
            why=draw.reason,
            notes=self._notes(draw),
            commitment=draw.commitment,
            pool=files["pool.txt"],
            seed=files.get("seed.txt", ""),
            result=files.get("result.txt", ""),
        )

    def _seats(self, draw: lot.Draw) -> list[Seat]:
        walked = draw.walk
        if walked is None:
            return []
        seats = []
        for role in draw.pool.roles:
            title = draw.title(role.id)
            for person in walked.seated.get(role.id, []):
                seat = draw.number, role.id, person
                until, meetings = self._until.get(seat, ""), self._meetings.get(seat, 0)
                named, accepted = self.company.person(person), draw.accepted(role.id, person)
                ended = self._ended.get(seat, "")
                seats.append(Seat(title, named, accepted, until, ended if accepted else "", meetings))
            seats += [Seat(title)] * walked.opened.get(role.id, 0)
        return seats

    def _notes(self, draw: lot.Draw) -> list[str]:
        notes = []
        again = self._reopened[draw.number]
        if again:
            notes.append(
                ngettext(
                    "The list of people was opened again {n} time before anything was thrown.",
                    "The list of people was opened again {n} times before anything was thrown.",
                    again,
                ).format(n=again)
            )
        notes += corrected(draw)
        if draw.fault:
            notes.append(_("The random source gave nothing usable: {why}").format(why=draw.fault))
        match draw.trouble:
            case "lost":
                notes.append(_("The kiosk's secret was lost before it was opened."))
            case "mismatch":
                notes.append(_("The kiosk's secret did not fit what had been promised, and was left out."))
            case "":
                pass
            case _:
                assert_never(draw.trouble)
        return notes


def blocks(data: Draws, evening: Evening) -> Told:
    seated = data.seated
    passages = [Passage(Place.LOT, (_card(draw),), draw.item) for draw in data.draws]
    if seated:
        drawn = Rows(tuple(_row(seat) for seat in seated), say(_("Drawn by lot")))
        passages.append(Passage(Place.DRAWN, (drawn,)))
    return Told(
        [*passages, _proof(data)],
        sums=[Sum(Place.DRAWN, say(sentence, n=n), also) for n, sentence, also in _counted(data) if n],
        files={_file(draw, name): text for draw in data.draws for name, text in _files(draw) if text},
    )


def _counted(data: Draws) -> list[tuple[int, str, bool]]:
    """Return (number, phrase, also): each count for the summary, and whether it only adds to others."""
    seated = len(data.seated)
    aborted = sum(draw.outcome == "aborted" for draw in data.draws)
    unfinished = sum(draw.outcome == "unfinished" for draw in data.draws)
    latest = {seat.role: draw for draw in data.draws for seat in draw.seats}
    vacant = sum(
        seat.person is None for role, draw in latest.items() for seat in draw.seats if seat.role == role
    )
    return [
        (seated, ngettext("{n} role drawn by lot", "{n} roles drawn by lot", seated), False),
        (vacant, ngettext("{n} role that nobody took", "{n} roles that nobody took", vacant), False),
        (aborted, ngettext("{n} draw given up", "{n} draws given up", aborted), True),
        (unfinished, ngettext("{n} draw not finished", "{n} draws not finished", unfinished), True),
    ]


def _card(draw: Draw) -> Card:
    found: list[Block] = [Facts(tuple(_facts(draw)))]
    found += [Remark(draw.why)] if draw.why else []
    found += [Rows(tuple(map(_row, draw.seats)))] if draw.seats else []
    found += [Graded(draw.label, draw.meaning)] if draw.label else []
    found += [Listed(tuple(map(Point, draw.notes)))] if draw.notes else []
    return Card(_label(draw), tuple(found), link=_link(draw))


def _label(draw: Draw) -> Said:
    return say(_("Draw {number}"), number=draw.number)


def _link(draw: Draw) -> Link:
    return Link(say(_("Check this draw yourself")), _file(draw, "check.html"))


def _file(draw: Draw, name: str) -> str:
    return f"draws/{draw.number}/{name}"


def _files(draw: Draw) -> list[tuple[str, str]]:
    return list(zip(FILES, (draw.pool, draw.seed, draw.result), strict=True))


def _facts(draw: Draw) -> list[Said]:
    """Return how many were in the hat and how many said no, without names: result.txt has the ids."""
    told = []
    if draw.outcome == "drawn":
        told.append(
            say(ngettext("Drawn from {n} person.", "Drawn from {n} people.", draw.people), n=draw.people)
        )
    if draw.declined:
        nobody_left = any(seat.person is None for seat in draw.seats)
        said_no = (
            ngettext(
                "{n} person drawn said no; {file} holds the id. The list did not suffice for every seat.",
                "{n} people drawn said no; {file} holds their ids. The list did not suffice for every seat.",
                draw.declined,
            )
            if nobody_left
            else ngettext(
                "{n} person drawn said no, and the next on the list was asked; {file} holds the id.",
                "{n} people drawn said no, and the next on the list were asked; {file} holds their ids.",
                draw.declined,
            )
        )
        told.append(say(said_no, n=draw.declined, file="result.txt"))
    match draw.outcome:
        case "aborted":
            told.append(say(_("This draw was given up before anything was thrown.")))
        case "unfinished":
            told.append(say(_("This draw was not finished in this meeting.")))
        case "drawn":
            pass
        case _:
            assert_never(draw.outcome)
    return told


def _row(seat: Seat) -> Row:
    until = _until(seat)
    if seat.person is None:
        return Row(seat.role, say(_("nobody: the seat stayed open")), until)
    if not seat.accepted:
        return Row(seat.role, say(_("{person}, who has not answered yet"), person=seat.person), until)
    match seat.ended:
        case "given-back":
            return Row(seat.role, say(_("{person}, who gave it back"), person=seat.person))
        case "left":
            return Row(seat.role, say(_("{person}, who left the assembly"), person=seat.person))
        case "":
            pass
        case _:
            assert_never(seat.ended)
    return Row(seat.role, say("{person}", person=seat.person), until)


def _until(seat: Seat) -> Said | None:
    """Return when a term ends, None for one that ends with this sitting."""
    if seat.until:
        return say(_("until {day}"), day=Day(seat.until))
    if not seat.meetings:
        return None
    sentence = ngettext(
        "for {n} meeting, this one counted", "for {n} meetings, this one counted", seat.meetings
    )
    return say(sentence, n=seat.meetings)


def _proof(data: Draws) -> Passage:
    how = say(
        _(
            "Each person has a ticket, a hash of seed, role and id; the lowest tickets win. With the"
            " three files of a draw anybody can work it out again."
        )
    )
    order = say(_("The order of a role, with S from seed.txt:"))
    return Passage(
        Place.PROOF,
        (Paragraph((how,)), *map(_proof_of, data.draws), Paragraph((order,)), Code(RECOMPUTE)),
        title=say(_("Check the draws yourself")),
        instead=say(
            _("The files of the draws, and the signature under these minutes, come with the Markdown form.")
        ),
    )


def _proof_of(draw: Draw) -> Card:
    found: list[Block] = [_link(draw)]
    if draw.commitment:
        promised = _("What the kiosk had promised, to compare with a photograph: {commitment}")
        found.append(Paragraph((say(promised, commitment=Digits(draw.commitment)),)))
    found += [Code(text, _file(draw, name)) for name, text in _files(draw) if text]
    return Card(_label(draw), tuple(found))


CHAPTER = Chapter(Draws, Drawing, blocks)
