"""Open a locked key and settle unread or unsigned entries, until the journal records and signs again.

The order is: entries that this kiosk does not understand, the passphrase, the entries without a signature,
and one entry that covers them. ESC leaves each step, and the evening goes on as before. The module decides
nothing: it asks the desk for `entries.leave-out` and `journal.sign`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App

from kiosk.language import words
from kiosk.practices.record.rules import LeaveOut, SignUnsigned
from screens.keys.keymap import key
from screens.moment import House, Moment

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

_, ngettext = words("unlocking")


def wanted(desk: Desk) -> bool:
    """True if a key is locked, or entries are unsigned or not understood."""
    return desk.journal.locked or desk.room.journal.unsigned() > 0 or desk.room.journal.left_out().waiting > 0


async def open_key(app: App[int], desk: Desk) -> None:
    """Ask the missing questions in front of the moment that is shown. Await it in a worker."""
    journal, was_locked = desk.journal, desk.journal.locked
    if desk.room.journal.left_out().waiting and not await _go_on(app, desk):
        return
    if journal.locked:
        from screens.dialogs.passphrase import Passphrase

        opened = await app.push_screen_wait(
            Passphrase(lambda passphrase: journal.unlock(passphrase, shown=False))
        )
        if not opened:
            _tell(app, _("The key stays locked: entries are recorded, and not yet signed."))
            return
    count = desk.room.journal.unsigned()
    if not count:
        if was_locked:
            _house(app).fill_shelf()  # minutes made while the key was locked get their seal
            _tell(app, _("The key is open: what is recorded is signed."))
        return
    if journal.damage:
        _tell(
            app,
            _(
                "Nothing is signed until the right files are back: {key[app.more]}, then {key[more.journal]}."
            ).format(key=key),
        )
        return
    from kiosk.telling.pages import Pages
    from screens.dialogs.unsigned import Unsigned

    left_out = desk.room.journal.left_out()
    pages = Pages(journal, desk.name, left_out.__contains__, cell=desk.room.cell_name)
    local = desk.assembly.offsets.at
    sure = await app.push_screen_wait(Unsigned(pages, journal.signed_size, journal.size, local))
    moment = _moment(app)
    if not sure or moment is None:
        _tell(
            app,
            _("Nothing was signed: {key[app.more]}, then {key[more.key]}, shows the entries again.").format(
                key=key
            ),
        )
        return
    if await moment.ask(SignUnsigned(count=count)) is not None:
        _house(app).fill_shelf()  # no minutes were sealed while entries waited
        _tell(
            app,
            ngettext("{n} entry was signed.", "{n} entries were signed.", count).format(n=f"{count:,}"),
        )


async def _go_on(app: App[int], desk: Desk) -> bool:
    """Show the entries that are not understood; False if the room does not go on without them."""
    from screens.dialogs.going_on import GoingOn

    left_out, moment = desk.room.journal.left_out(), _moment(app)
    sure = await app.push_screen_wait(GoingOn(left_out))
    if not sure or moment is None or await moment.ask(LeaveOut(count=left_out.waiting)) is None:
        _tell(
            app,
            _(
                "Nothing is recorded until the room goes on: {key[app.more]}, then {key[more.key]}, "
                "asks again."
            ).format(key=key),
        )
        return False
    _tell(app, _("The room goes on without them. That is recorded."))
    return True


def _house(app: App[int]) -> House:
    return cast("House", app)


def _moment(app: App[int]) -> Moment | None:
    """Return the moment that is shown, also with a dialog in front; None if there is none."""
    return next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Moment)), None)


def _tell(app: App[int], sentence: str) -> None:
    moment = _moment(app)
    if moment is not None and moment.is_mounted:
        moment.refresh_all(frozenset())
        moment.tell(sentence)
