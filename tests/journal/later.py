"""A journal that a later version wrote, frozen in tests/vectors/later, and the needed part of that version.

    python -m tests.journal.later      makes the vector; never made again once it is released

It holds kinds that this version does not know, a later version of a known kind, known kinds that build on
those, a known kind of another shape, and one with an additional field. Its key is that of 32 zero bytes.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Desk, stamp_of
from kiosk.desk.registry import REGISTRY, Kind
from kiosk.journal.journal import Journal
from kiosk.journal.key import file_bytes
from kiosk.practices import agenda, floor, meeting, roster
from kiosk.practices.messages import Event
from kiosk.terms import Entry

VECTOR = Path(__file__).parent.parent / "vectors" / "later"

SAID: tuple[tuple[str, dict[str, object]], ...] = (
    ("mandate.given/1", {"to": "m002", "role": "treasurer", "until": "2027-06-01"}),
    ("bundle.made/1", {"item": 9, "of": [1, 2]}),
    ("item.opened/1", {"item": 9}),
    ("turn.began/2", {"person": "m002", "planned": 120, "on": "a bundle"}),
    ("turn.paused/1", {"person": "m002"}),
    ("rules.turn-set/1", {"length": {"seconds": 90}}),
    ("floor.asked/1", {"person": "m003", "mood": "calm"}),
    ("act.undone/1", {"of": 10, "was": "mandate.given/1"}),
    ("meeting.closed/1", {"meeting": 1}),
)
"""What the later version recorded after the first turn had begun, from entry 10 on."""
LEFT_OUT = [10, 11, 12, 13, 15]
"""The entries that this version cannot fold."""


class MandateGiven(Event, tag="mandate.given/1"):
    """The event as the later version knows it."""

    to: str
    role: str


def laid_out(folder: Path) -> Path:
    """Copy the vector's assembly with its key, ready to be opened; returns its data folder."""
    shutil.copytree(VECTOR, folder)
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (folder / "journal" / "key").write_bytes(file_bytes(private, ""))
    (folder / "journal" / "key").chmod(0o600)
    return folder


def clock_after() -> VirtualClock:
    """Return a trusted clock, an hour after the last entry."""
    clock = VirtualClock(offset=60)
    clock.follows_server = True
    clock.advance(3_600_000)
    return clock


@contextmanager
def later_version() -> Iterator[None]:
    """Teach this kiosk `mandate.given/1`, which sets a rule, so that a test sees whether it was folded."""

    def fold(part: Any, event: Event, entry: Entry) -> None:
        part.stand_aside = 7

    known, name = REGISTRY.kinds, "mandate.given/1"
    known[name] = Kind(MandateGiven, "rules", (("rules", fold),))
    REGISTRY.decoders[name] = msgspec.json.Decoder(MandateGiven).decode
    try:
        yield
    finally:
        del known[name], REGISTRY.decoders[name]


def make(folder: Path) -> None:
    """Play the evening: known commands are asked of the desk, the rest is appended as it is."""
    clock = VirtualClock(offset=60)
    clock.follows_server = True
    journal = Journal.found(
        folder, "Maple Street 4", stamp_of(clock, None), "assembly-kiosk 9.0.0", bytes(32)
    )
    desk = Desk(folder, journal, clock, FixedEntropy())
    drafts = [
        agenda.events.Draft(title="Rent strike fund", planned=900),
        agenda.events.Draft(title="Boiler", planned=900),
    ]
    for command in (
        meeting.rules.Open(title="Weekly meeting"),
        *(roster.rules.AddMember(name=name, here=True) for name in ("Ana", "Bahar", "Chris", "Jérôme")),
        agenda.commands.Adopt(items=drafts),
        agenda.commands.Open(item=1),
        floor.commands.Ask(person="m001"),
        floor.commands.Begin(person="m001"),
    ):
        desk.ask(command)
        clock.advance(10_000)
    assert journal.size == 10
    for kind, fields in SAID:
        journal.append(kind, fields, desk.stamp())
        clock.advance(10_000)
    desk.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "assembly"
        make(made)
        (VECTOR / "journal").mkdir(parents=True)
        shutil.copy(made / "journal" / "entries", VECTOR / "journal" / "entries")
        shutil.copy(made / "names.json", VECTOR / "names.json")
        (VECTOR / "names.json").chmod(0o644)
