"""The offset of local time in the envelope: `tests/vectors/journal-1/east`, and what is refused.

python -m tests.journal.test_east      makes the vector; never made again once it is released
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest

from kiosk.desk.fold import Assembly
from kiosk.desk.offsets import Offsets
from kiosk.errors import JournalDamaged
from kiosk.journal.follower import Follower
from kiosk.journal.journal import Journal
from kiosk.journal.verify import verify
from kiosk.terms import Entry, Stamp, local
from tests.journal.making import SEED, VECTORS

VECTOR = VECTORS / "east"
HEARD = (
    ("2026-10-25T00:10:00.000Z", 120, "turn.began/1", {"person": "m001"}),
    ("2026-10-25T00:59:59.999Z", 120, "turn.ended/1", {"person": "m001"}),
    ("2026-10-25T01:00:00.000Z", 60, "turn.began/1", {"person": "m002"}),
    ("2026-10-25T01:35:00.000Z", 60, "turn.ended/1", {"person": "m002"}),
    ("2026-10-25T02:00:00.000Z", -210, "turn.began/1", {"person": "m003"}),
    ("2026-10-25T02:00:01.000Z", 0, "turn.ended/1", {"person": "m003"}),
)
"""What was recorded after the founding, when, and in which offset."""
WALL = ("02:10:00", "02:10:00", "02:59:59", "02:00:00", "02:35:00", "22:30:00", "02:00:01")
"""What the wall showed at each entry."""


def record(folder: Path) -> Path:
    """Record the journal of the vector; returns its entries file."""
    at, east = HEARD[0][:2]
    first = Stamp(at, "1f2e3d4c", 812_345, "ok", east)
    journal = Journal.found(folder, "Maple Street 4", first, "assembly-kiosk 0.2.0", seed=SEED)
    journal.east = 120
    for n, (at, east, kind, fields) in enumerate(HEARD, 1):
        journal.append(kind, fields, Stamp(at, "1f2e3d4c", 812_345 + n, "ok", east))
    journal.close()
    return folder / "journal" / "entries"


def test_the_vector_byte_for_byte(tmp_path: Path) -> None:
    """The same acts give the same lines: an entry has `east` only where it is not what it was before."""
    assert record(tmp_path).read_bytes() == (VECTOR / "entries").read_bytes()
    assert verify(VECTOR / "entries").sound
    texts = (VECTOR / "entries").read_text().splitlines()
    assert ['"east":' in text for text in texts] == [True, False, False, True, False, True, True]


def test_hours_are_those_that_the_wall_showed(tmp_path: Path) -> None:
    """By the entries alone, without any table of zones."""
    follower, offsets = Follower(_lie(tmp_path, (VECTOR / "entries").read_bytes())), Offsets()
    entries = [msgspec.json.decode(line, type=Entry) for line in follower.poll()]
    for entry in entries:
        offsets.hear(entry)
    shown = [local(entry.at, offsets.at(entry.n)).strftime("%H:%M:%S") for entry in entries]
    assert tuple(shown) == WALL
    assert offsets.at(99) == 0


@pytest.mark.parametrize("east", ["null", '"120"', "1441", "-1441", "true", "[60]"])
def test_any_other_offset_is_damage(tmp_path: Path, east: str) -> None:
    """Only an integer of minutes, at most a day, is an offset."""
    lines = (VECTOR / "entries").read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"east":60', b'"east":' + east.encode())
    with pytest.raises(JournalDamaged) as damage:
        Follower(_lie(tmp_path, b"".join(lines))).poll()
    assert damage.value.entry == 3


def test_the_offset_of_an_older_kiosk_counts_again() -> None:
    """An opening that it recorded (meeting.opened/1) says the offset from then on."""
    opened = b'"kind":"meeting.opened/1","meeting":1,"date":"2026-07-01"'
    envelope = b'"at":"2026-07-01T18:00:00.000Z","boot":"1f2e3d4c","clock":"ok","up":1'
    live = Assembly()
    live.replay(
        [
            b'{%s,"east":60,"kind":"journal.later/9","n":0}' % envelope,
            b'{%s,%s,"offset":120,"n":1}' % (envelope, opened),
            b'{%s,"kind":"break.ended/1","n":2}' % envelope,
        ]
    )
    assert [live.offsets.at(n) for n in range(4)] == [60, 120, 120, 120]
    again = Assembly.resumed(live.keep(), lambda *_: ())
    assert again.offsets == live.offsets


def _lie(folder: Path, entries: bytes) -> Path:
    (folder / "journal").mkdir()
    (folder / "journal" / "entries").write_bytes(entries)
    return folder


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        (VECTOR / "entries").write_bytes(record(Path(made)).read_bytes())
