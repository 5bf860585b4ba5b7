"""The draws of a sitting, with everything that somebody needs to recompute them at home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date as calendar_date
from datetime import timedelta

from kiosk.desk.registry import State
from kiosk.language import words
from kiosk.minutes.document import Draw, Person, Seat
from kiosk.practices import lot
from kiosk.practices.contract import Event
from kiosk.practices.lot.corrections import corrected
from kiosk.practices.lot.events import DrawnQuickly, Frozen, LotAccepted, Unfrozen
from kiosk.practices.lot.label import explained
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import Released

_, ngettext = words("minutes")


class Draws:
    """Takes the entries of a sitting one after the other. `time` gives a local time of the journal's `at`."""

    def __init__(self, time: Callable[[str], str], person: Callable[[str], Person]) -> None:
        self._time, self._person = time, person
        self._item: dict[str, int] = {}
        self._until: dict[tuple[str, str, str], str] = {}
        self._reopened: Counter[str] = Counter()
        self.given_back: list[Seat] = []

    def take(self, event: Event, state: State, item: int) -> None:
        """`item` is the agenda item that is open, 0 for none."""
        match event:
            case Frozen() | DrawnQuickly():
                self._item.setdefault(event.draw, item)
            case Unfrozen():
                self._reopened[event.draw] += 1
            case LotAccepted() if event.days:
                until = calendar_date.fromisoformat(state.roles.date) + timedelta(days=event.days)
                self._until[event.draw, event.role, event.person] = until.isoformat()
            case Released():
                self.given_back.append(Seat(role_title(event.role), self._person(event.person)))
            case _:
                pass

    def draws(self, found: list[lot.state.Draw]) -> list[Draw]:
        """All of them in order, those that were given up too."""
        return [self._draw(now) for now in found]

    def _draw(self, now: lot.state.Draw) -> Draw:
        seed, files = now.seed, lot.state.texts(now)
        return Draw(
            number=now.number,
            time=self._time(now.at),
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

    def _seats(self, now: lot.state.Draw) -> list[Seat]:
        walked = now.walk
        if walked is None:
            return []
        seats = []
        for role in now.pool.roles:
            title = now.title(role.id)
            for person in walked.seated.get(role.id, []):
                until = self._until.get((now.number, role.id, person), "")
                seats.append(Seat(title, self._person(person), now.accepted(role.id, person), until))
            seats += [Seat(title)] * walked.opened.get(role.id, 0)
        return seats

    def _notes(self, now: lot.state.Draw) -> list[str]:
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
        if now.trouble == "lost":
            notes.append(_("The kiosk's secret was lost before it was opened."))
        if now.trouble == "mismatch":
            notes.append(_("The kiosk's secret did not fit what had been promised, and was left out."))
        return notes
