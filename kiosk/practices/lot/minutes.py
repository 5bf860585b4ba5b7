"""The lot's chapter: every draw of a sitting, and everything that somebody needs to recompute it at home."""

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
from kiosk.practices.lot.events import DrawnQuickly, Frozen, LotAccepted, Unfrozen
from kiosk.practices.lot.label import Label, explained
from kiosk.practices.lot.state import State
from kiosk.practices.messages import Event
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
    """All draws of the sitting in order, those that were given up too."""

    draws: list[Draw] = []

    @property
    def seated(self) -> list[Seat]:
        """Who holds a role now, drawn in this sitting."""
        return [seat for draw in self.draws for seat in draw.seats if seat.person is not None]


class Drawing(Listener):
    """Notes what the draws themselves do not keep: the item, the terms, how often the list was opened."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._since = 0
        self._item: dict[str, int] = {}
        self._until: dict[tuple[str, str, str], str] = {}
        self._reopened: Counter[str] = Counter()

    def begin(self, state: State) -> None:
        """A draw that began in an earlier sitting, and was not finished, is told here too."""
        earlier = lot.unfinished(state)
        self._since = earlier.n if earlier is not None else 0

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, Frozen | DrawnQuickly):
            self._item.setdefault(event.draw, self.company.item())
        elif isinstance(event, Unfrozen):
            self._reopened[event.draw] += 1
        elif isinstance(event, LotAccepted) and event.days:
            until = calendar_date.fromisoformat(self.company.date()) + timedelta(days=event.days)
            self._until[event.draw, event.role, event.person] = until.isoformat()

    def data(self, state: State, ended: Ended) -> Draws | None:
        """A freeze that was undone is a draw that was given up: it is read off the lines."""
        found = archive.draws(ended.lines(self._since))
        return Draws([self._draw(now) for now in found]) if found else None

    def _draw(self, now: lot.Draw) -> Draw:
        seed, files = now.seed, lot.texts(now)
        return Draw(
            number=now.number,
            time=self.company.time(now.at),
            outcome="aborted" if now.aborted else "drawn" if now.label else "unfinished",
            seats=self._seats(now),
            declined=sum(not said.accepts for said in now.answers),
            label=now.label,
            meaning=explained(seed, now.doubt, bool(now.corrections)) if seed is not None else "",
            people=len(now.pool.people),
            item=self._item.get(now.number, 0),
            why=now.reason,
            notes=self._notes(now),
            commitment=now.commitment,
            pool=files["pool.txt"],
            seed=files.get("seed.txt", ""),
            result=files.get("result.txt", ""),
        )

    def _seats(self, now: lot.Draw) -> list[Seat]:
        walked = now.walk
        if walked is None:
            return []
        seats = []
        for role in now.pool.roles:
            title = now.title(role.id)
            for person in walked.seated.get(role.id, []):
                until = self._until.get((now.number, role.id, person), "")
                named, accepted = self.company.person(person), now.accepted(role.id, person)
                seats.append(Seat(title, named, accepted, until))
            seats += [Seat(title)] * walked.opened.get(role.id, 0)
        return seats

    def _notes(self, now: lot.Draw) -> list[str]:
        notes = []
        again = self._reopened[now.number]
        if again:
            notes.append(
                ngettext(
                    "The list of people was opened again {n} time before anything was thrown.",
                    "The list of people was opened again {n} times before anything was thrown.",
                    again,
                ).format(n=again)
            )
        notes += corrected(now)
        if now.fault:
            notes.append(_("The random source gave nothing usable: {why}").format(why=now.fault))
        match now.trouble:
            case "lost":
                notes.append(_("The kiosk's secret was lost before it was opened."))
            case "mismatch":
                notes.append(_("The kiosk's secret did not fit what had been promised, and was left out."))
            case "":
                pass
            case _:
                assert_never(now.trouble)
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
    """How often, the phrase, and whether it is told only where nothing else is."""
    seated = len(data.seated)
    aborted = sum(draw.outcome == "aborted" for draw in data.draws)
    unfinished = sum(draw.outcome == "unfinished" for draw in data.draws)
    return [
        (seated, ngettext("{n} role drawn by lot", "{n} roles drawn by lot", seated), False),
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
    """How many were in the hat, and how many said no. No name stands here; result.txt has their ids."""
    told = []
    if draw.outcome == "drawn":
        told.append(
            say(ngettext("Drawn from {n} person.", "Drawn from {n} people.", draw.people), n=draw.people)
        )
    if draw.declined:
        said_no = ngettext(
            "{n} person drawn said no, and the next on the list was asked; {file} holds the id.",
            "{n} people drawn said no, and the next on the list were asked; {file} holds their ids.",
            draw.declined,
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
    until = say(_("until {day}"), day=Day(seat.until)) if seat.until else None
    if seat.person is None:
        return Row(seat.role, say(_("nobody: the seat stayed open")), until)
    if not seat.accepted:
        return Row(seat.role, say(_("{person}, who has not answered yet"), person=seat.person), until)
    return Row(seat.role, say("{person}", person=seat.person), until)


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
