"""Lost names on the Journal screen: the room says whose each one is, or deletes it.

A damaged file of names leaves them, or a power cut between a name and its entry. Giving one to a person
records an ordinary correction of the person's name; deleting one records nothing, because no person joined
with it. Which names are lost is not decided here.
"""

from __future__ import annotations

from textual import work

from kiosk.cleaning import shown
from kiosk.errors import KioskError
from kiosk.journal.names_file import Lost
from kiosk.language import words
from kiosk.practices.roster.rules import Rename
from kiosk.typed.name_lookup import meant
from screens.dialogs.choice import NUMBERED, Choice
from screens.moment import Moment
from screens.twins import another

_, ngettext = words("journal")

SHORT = 40
"""Most characters of a name, or of a scrap, in a row."""


class LostNames(Moment):
    """The base of the Journal screen that handles lost names."""

    @property
    def any_lost(self) -> bool:
        """True if there are lost names."""
        return bool(self.desk.beside.names.lost)

    @work(exclusive=True, group="asking")
    async def action_lost(self) -> None:
        """Ask about each lost name, until there are none or the room leaves."""
        while lost := self.desk.beside.names.lost:
            rows = [_row(name) for name in lost[:NUMBERED]]
            question = ngettext("{n} name fits nobody.", "{n} names fit nobody.", len(lost))
            place = await self.app.push_screen_wait(Choice(question.format(n=len(lost)), rows))
            if place < 0:
                break
            await self._look_after(lost[place])
        self.refresh_all(frozenset())

    async def _look_after(self, lost: Lost) -> None:
        ways = [(_("Say whose name it is"), self._give), (_("Delete it for ever"), self._delete)]
        ways = ways[lost.scrap :]
        place = await self.app.push_screen_wait(Choice(_row(lost), [row for row, _way in ways]))
        try:
            if place >= 0:
                await ways[place][1](lost)
        except KioskError as trouble:
            self.tell(trouble.sentence)

    async def _delete(self, lost: Lost) -> None:
        """Delete a lost name after a question, since nothing brings it back."""
        from screens.dialogs.question import Question

        sure = await self.app.push_screen_wait(
            Question(
                _("Delete {name} for ever?").format(name=_short(lost.name)),
                _("It fits nobody in the journal. Copies that people have keep it."),
                yes=_("delete it"),
                no=_("keep it"),
            )
        )
        if sure:
            await self.desk.delete_lost(lost)

    async def _give(self, lost: Lost) -> None:
        """Ask whose it is, and correct the person's name, so that it is no longer lost."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(
                _("Whose name is {name}?").format(name=_short(lost.name)),
                _("Type the number, like m007, or a few letters of the name that is shown now."),
            )
        )
        if not answer:
            return
        person = meant(answer, self.desk.room)
        two = await another(self.app, self.desk.room, lost.name, person)
        if two is not None and await self.ask(Rename(person=person, name=lost.name, another=two)):
            await self.desk.delete_lost(lost)


def _row(lost: Lost) -> str:
    """Return `Zoë, which stood under m0q1 (2026-11-22)`."""
    if lost.scrap:
        return _("a piece of the file that cannot be read: {text}").format(text=_short(lost.name))
    return _("{name}, which stood under {id} ({date})").format(
        name=_short(lost.name), id=_short(lost.id), date=lost.date
    )


def _short(text: str) -> str:
    text = shown(text)
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
