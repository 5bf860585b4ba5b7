"""The time stamped on an entry, and how far the machine's clock is trusted. It records nothing itself."""

from __future__ import annotations

from kiosk.desk.registry import State
from kiosk.ports import Clock
from kiosk.terms import Stamp, wall_ms, wall_text

DOUBTFUL_JUMP = 400 * 86_400_000
"""A clock more than 400 days past the last trusted time is not trusted (journal/1, Time)."""


def stamp_of(clock: Clock, state: State | None) -> Stamp:
    """Return a stamp for this moment: wall time as attested by the room in this boot, else the machine's.

    The trust is journal/1's: "people" while attested in this boot, "ok" when the kernel is synchronised
    and the time is neither before a trusted entry nor more than 400 days past it, else "unsure".
    """
    wall, up, boot, zone = clock.wall(), clock.up(), clock.boot(), clock.zone()
    if state is not None and state.record.attested.boot == boot:
        attested = state.record.attested
        said = attested.wall + up - attested.up
        return Stamp(wall_text(said), boot, up, "people", clock.offset(said), zone)
    sure = clock.synchronised()
    if sure and state is not None and state.record.trusted:
        trusted = wall_ms(state.record.trusted)
        sure = trusted <= wall <= trusted + DOUBTFUL_JUMP
    return Stamp(wall_text(wall), boot, up, "ok" if sure else "unsure", clock.offset(wall), zone)
