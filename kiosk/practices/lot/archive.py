"""Read all draws of a journal from its entries: for the minutes, for export, for recomputing.

Draws given up and freezes undone are among them: what happened stays visible. The live state keeps only the
latest draw.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kiosk.practices.lot.events import EVENTS, DrawnQuicklyBefore, FrozenBefore, OwnEvent
from kiosk.practices.lot.folding import fold
from kiosk.practices.lot.rotation import Rotation
from kiosk.practices.lot.state import Draw, State
from kiosk.practices.messages import event_kind
from kiosk.terms import Entry

UNDONE = "act.undone/1"


class _Undone(msgspec.Struct):
    of: int


def draws(entries: Iterable[bytes]) -> list[Draw]:
    """Return every draw whose freeze is among these entries (canonical JSON), in order.

    A freeze that was undone gives a draw with `aborted` set. Entries of other kinds are ignored.
    """
    decoders: dict[str, msgspec.json.Decoder[OwnEvent]] = {
        event_kind(event): msgspec.json.Decoder(event) for event in EVENTS
    }
    envelope, undoing = msgspec.json.Decoder(Entry), msgspec.json.Decoder(_Undone)
    acts: list[tuple[Entry, OwnEvent]] = []
    undone: set[int] = set()
    for line in entries:
        entry = envelope.decode(line)
        if entry.kind == UNDONE:
            undone.add(undoing.decode(line).of)
        elif entry.kind in decoders:
            acts.append((entry, decoders[entry.kind].decode(line)))
    found: dict[str, Draw] = {}
    rotation = Rotation()  # shared by all draws: the answers need the cycles that an earlier result began
    for entry, event in acts:
        _fold_into(found, rotation, entry, event, entry.n in undone)
    return list(found.values())


def _fold_into(
    found: dict[str, Draw], rotation: Rotation, entry: Entry, event: OwnEvent, undone: bool
) -> None:
    number: str = getattr(event, "draw", "")
    draw = found.get(number)
    if undone:
        if draw is None and isinstance(event, FrozenBefore):
            found[number] = Draw(number, entry.n, entry.n, entry.at, event.pool, aborted=True)
        return
    if draw is None and not isinstance(event, FrozenBefore | DrawnQuicklyBefore):
        return
    state = State(draw=draw, rotation=rotation)
    fold(state, event, entry)
    if state.draw is not None:
        found[number] = state.draw
