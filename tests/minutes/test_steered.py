"""Unsigned entries cause no seal: neither their own minutes nor those of an older meeting."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from devices.fakes import FixedEntropy
from kiosk.desk.desk import Desk
from kiosk.errors import Refused
from kiosk.journal.envelope import RENAMED, entry_bytes
from kiosk.journal.names_file import commitment
from kiosk.journal.place import Place
from kiosk.minutes import shelf
from kiosk.minutes.build import build
from kiosk.minutes.expecting import made
from kiosk.minutes.files import files_of, why_unsealed
from kiosk.minutes.publish import publish
from kiosk.minutes.source import of_folder
from kiosk.practices import record
from tests.journal.making import stamp
from tests.minutes.evening import Evening

SALT = bytes(range(16))
LEFT_OUT = {"ranges": [[1, 500]], "kinds": ["proposal.adopted/1"]}
RENAME = {"person": "m001", "name": commitment("Zoë Nobody", SALT), "before": ""}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an assembly with one closed meeting, published and sealed."""
    evening = Evening(tmp_path_factory.mktemp("held"))
    evening.play()
    publish(evening.folder, evening.desk, 1)
    evening.desk.close()
    return evening.folder


def steered(held: Path, folder: Path, kind: str, fields: Mapping[str, object]) -> Path:
    """Return a copy with one more entry by a person who can write the card but has no key."""
    data = folder / "data"
    shutil.copytree(held, data)
    path = Place(data).entries
    lines = path.read_bytes()
    forged = entry_bytes(lines.count(b"\n"), kind, fields, stamp(9000))
    path.write_bytes(lines + forged + b"\t\n")
    names = Place(data).names
    known = json.loads(names.read_bytes())
    known["m001"] = {"name": "Zoë Nobody", "salt": SALT.hex()} if kind == RENAMED else known["m001"]
    names.write_text(json.dumps(known))
    return data


@pytest.mark.parametrize(
    ("kind", "fields"), [("entries.left-out/1", LEFT_OUT), (RENAMED, RENAME)], ids=["left out", "renamed"]
)
class TestSteered:
    """An unsigned entry leaves out a decision, another corrects a name."""

    def test_nothing_is_sealed_beside_the_kiosk(
        self, held: Path, tmp_path: Path, kind: str, fields: Mapping[str, object]
    ) -> None:
        """`kiosk minutes --to` and `kiosk serve` give no seal and a sentence that says why."""
        source = of_folder(steered(held, tmp_path, kind, fields))
        minutes = build(source, 1)
        honest = build(of_folder(held), 1)
        assert minutes.practices != honest.practices
        files = files_of(minutes, source)
        assert not any(name.endswith(".sig") for name in files)
        sentence = "The journal's last entries are not signed yet, so this is not sealed."
        assert why_unsealed(source, minutes) == sentence

    def test_nothing_is_sealed_at_the_wall(
        self, held: Path, tmp_path: Path, kind: str, fields: Mapping[str, object]
    ) -> None:
        """The wall gives no seal until people have looked at the entry and the room's signature covers it."""
        data = steered(held, tmp_path, kind, fields)
        clock = Evening(tmp_path / "clock").clock
        clock.advance(8 * 3_600_000)
        desk = Desk.open(data, clock, FixedEntropy())
        made(data, desk)
        place = data / "public" / "minutes" / "1"
        assert not (place / shelf.SEAL).exists()
        assert publish(data, desk, 1).files.keys().isdisjoint(("minutes.md.sig", "SHA256SUMS.sig"))
        with pytest.raises(Refused, match="Some entries are not yet signed"):
            desk.journal.seal("minutes", b"anything")
        desk.ask(record.rules.SignUnsigned(count=desk.room.journal.unsigned()))
        made(data, desk)
        assert (place / shelf.SEAL).exists()
        desk.close()
