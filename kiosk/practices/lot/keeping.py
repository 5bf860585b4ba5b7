"""Keep the secret in a file next to the journal: flushed before it is sealed, reused after a crash, burnt.

Nobody can restart the kiosk until they like the result: while a draw's secret exists it is used, even if its
commitment was never shown, and there is never a second one. If it is lost after the room threw, the draw is
finished from the dice alone (label B); if it is lost before, the draw must be given up.
"""

from __future__ import annotations

from contextlib import suppress
from typing import assert_never

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.contract import Beside
from kiosk.practices.lot.commands import OwnCommand
from kiosk.practices.lot.events import (
    Aborted,
    Committed,
    Corrected,
    Declined,
    DrawnQuickly,
    DrawnQuicklyBefore,
    FrozenBefore,
    LotAccepted,
    LotAcceptedBefore,
    OwnEvent,
    Revealed,
    RevealedBefore,
    Thrown,
    Unfrozen,
    WordSaid,
)
from kiosk.practices.lot.pool import digest
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.state import Draw, State, trouble_with

_, ngettext = words("lot")


def complete(state: State, event: OwnEvent, command: OwnCommand, beside: Beside) -> OwnEvent:
    """Return the event with what only the machine has: a secret, flushed to disk before this returns.
    Raises Refused if the secret cannot be kept, or was lost before the first throw.
    """
    if isinstance(event, DrawnQuickly):
        drawn = beside.entropy.draw()
        return replace(event, kiosk=drawn.bytes.hex(), source=drawn.source, fault=drawn.fault)
    draw = state.draw
    if draw is None:
        return event
    match event:
        case Committed():
            return _sealed(draw, event, beside)
        case WordSaid() | Thrown() if not draw.lines:
            if trouble_with(draw, beside.secret(draw.number)):
                raise Refused(_lost())
            return event
        case Revealed():
            return _opened(draw, event, beside)
        case (
            WordSaid()
            | Thrown()
            | Corrected()
            | FrozenBefore()
            | DrawnQuicklyBefore()
            | Unfrozen()
            | RevealedBefore()
            | LotAcceptedBefore()
            | LotAccepted()
            | Declined()
            | Aborted()
        ):
            return event
        case _:
            assert_never(event)


def _sealed(draw: Draw, event: Committed, beside: Beside) -> Committed:
    p = digest(draw.pool_text.encode())
    secret = beside.secret(draw.number)
    if secret is None and not draw.promises:
        drawn = beside.entropy.draw()
        try:
            beside.keep_secret(draw.number, drawn.bytes)
        except OSError as trouble:
            sentence = _("The secret could not be kept ({what}), so nothing is drawn yet.")
            raise Refused(sentence.format(what=trouble.strerror)) from trouble
        return replace(
            event, commitment=commitment(p, drawn.bytes.hex()), source=drawn.source, fault=drawn.fault
        )
    if secret is None or trouble_with(draw, secret):
        raise Refused(_lost())
    return replace(event, commitment=commitment(p, secret.hex()), source="kept")


def _opened(draw: Draw, event: Revealed, beside: Beside) -> Revealed:
    secret = beside.secret(draw.number)
    trouble = trouble_with(draw, secret)
    if not trouble and secret is not None:
        return replace(event, kiosk=secret.hex())
    if not draw.thrown:
        raise Refused(_lost())
    return replace(event, label="B", trouble=trouble)


def _lost() -> str:
    return _("The kiosk's secret is lost or was changed: give this draw up; a new one gets a new number.")


def settled(event: OwnEvent, beside: Beside) -> None:
    """Burn the secret of a draw revealed or given up; a new draw burns what a crash left of the last one."""
    with suppress(OSError):  # a secret that is left behind is harmless: public already, or never used
        match event:
            case Revealed() | Aborted():
                beside.burn_secret(event.draw)
            case FrozenBefore() | DrawnQuicklyBefore():
                beside.burn_secret(f"{int(event.draw) - 1:03d}")
            case (
                Unfrozen()
                | Committed()
                | WordSaid()
                | Thrown()
                | Corrected()
                | RevealedBefore()
                | LotAcceptedBefore()
                | LotAccepted()
                | Declined()
            ):
                pass
            case _:
                assert_never(event)
