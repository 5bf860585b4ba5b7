"""Actions of every moment: a command in words, undo, leaving the kiosk, and the page of all keys.

Actions that ask something are awaited in a worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from kiosk.errors import Refused
from kiosk.language import contexts, words
from kiosk.practices.record.rules import Undo
from screens.keys.keymap import key

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk
    from screens.moment import Moment

_, ngettext = words("app")
pgettext, npgettext = contexts("app")


async def command(app: App[int], moment: Moment) -> None:
    """Ask for a command in words, and hand it to the desk."""
    from kiosk.typed.prompt import parse
    from screens.dialogs.prompt import Line

    answer = await app.push_screen_wait(
        Line(pgettext("heading of a line to type in", "Command"), _("For example: floor.ask Ana"))
    )
    if not answer:
        return
    try:
        wanted = parse(answer, moment.desk.room)
    except Refused as refused:
        moment.tell(refused.sentence)
        return
    await moment.ask(wanted)


async def undo(moment: Moment, desk: Desk) -> None:
    """Take back the last act, with a new entry, and say what it was."""
    last = desk.room.journal.last_act()
    if await moment.ask(Undo(believes=last[0] if last else 0)) and last:
        from screens.journal.journal import said

        moment.tell(_("Taken back: {act}.").format(act=said(last[1])))


async def leave(app: App[int]) -> None:
    """Ask for a word before leaving, so that no accidental key ends a meeting."""
    from screens.dialogs.prompt import Line

    # Translators: the word that is typed to leave the kiosk; "quit" is always understood.
    word = pgettext("typed to leave the kiosk", "quit")
    how = _("Type the word {word} and press {key[line.take]}.").format(word=word, key=key)
    answer = await app.push_screen_wait(Line(_("Leave the kiosk?"), how))
    if answer.casefold() in ("quit", word.casefold()):
        app.exit(0)


def all_keys(app: App[int]) -> None:
    """Show every key of this moment."""
    from screens.dialogs.keys import Keys, groups

    app.push_screen(Keys(groups(app.screen)))
