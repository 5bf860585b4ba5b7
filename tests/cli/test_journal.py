"""`kiosk journal`: the entries as they were recorded."""

from __future__ import annotations

from pathlib import Path

from kiosk.journal.follower import Follower
from tests.cli.conftest import Kiosk


def test_entries_come_out_as_they_went_in(kiosk: Kiosk, founded: Path) -> None:
    """Each line is the recorded entry, in order, with ids."""
    outcome = kiosk("journal")
    assert outcome.code == 0
    assert outcome.out.encode() == b"".join(entry + b"\n" for entry in Follower(founded).poll())
    assert [entry["n"] for entry in outcome.lines] == [0, 1, 2, 3]
    assert "Bahar" not in outcome.out


def test_since_and_kind_choose(kiosk: Kiosk, founded: Path) -> None:
    """From an entry on, of one kind, with or without its version; nothing found is nothing printed."""
    assert [entry["n"] for entry in kiosk("journal", "--since", "2").lines] == [2, 3]
    for kind in ("member.joined", "member.joined/1"):
        assert [entry["n"] for entry in kiosk("journal", "--kind", kind).lines] == [1, 2, 3]
    assert kiosk("journal", "--kind", "member.joined/2") == (0, "", "")
    assert kiosk("journal", "--kind", "member") == (0, "", "")
    assert kiosk("journal", "--since", "99") == (0, "", "")
    assert len(kiosk("journal", "--since", "-5").lines) == 4


def test_names_stand_beside_an_entry(kiosk: Kiosk, founded: Path) -> None:
    """With --names each line has the entry and, apart from it, the names of the people in it."""
    plain, beside = kiosk("journal"), kiosk("journal", "--names")
    assert [line["entry"] for line in beside.lines] == plain.lines
    assert [line["names"] for line in beside.lines] == [
        {},
        {"m001": "Ana Lima"},
        {"m002": "Bahar"},
        {"m003": "Jérôme"},
    ]


def test_somebody_forgotten_has_no_name(kiosk: Kiosk, founded: Path) -> None:
    """Without the file of names the entries are the same and no person is named."""
    (founded / "names.json").unlink()
    assert [line["names"] for line in kiosk("journal", "--names").lines] == [{}, {}, {}, {}]


def test_a_damaged_journal_is_not_printed(kiosk: Kiosk, founded: Path) -> None:
    """Damage is refused with the entry, before anything is printed."""
    entries = founded / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"m002"', b'"m009"'))
    outcome = kiosk("journal")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Entry ")


def test_a_damaged_end_is_cut_with_consent(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """It is shown; only the typed word moves it to torn/, and a head of more entries refuses it."""
    kiosk("export", "--to", str(tmp_path))
    entries = founded / "journal" / "entries"
    whole = entries.read_bytes()
    assert "No line of this journal is damaged" in kiosk("journal", "recover", stdin="cut\n").err
    entries.write_bytes(whole + b"\0\0\0 half a sector\n")
    assert kiosk("run", "-").code == 1
    outcome = kiosk("journal", "recover", stdin="\n")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Entries 0 to 3 are whole. After them stand 18 bytes:" in outcome.err
    assert "half a sector" in outcome.err
    assert outcome.err.endswith("Nothing was changed.\n")
    assert kiosk("journal", "recover", "--head", str(tmp_path / "checkpoint"), stdin="").code == 1
    outcome = kiosk("journal", "recover", "--head", str(tmp_path / "checkpoint"), "--json", stdin="cut\n")
    assert (outcome.json["entry"], outcome.json["bytes"], outcome.json["size"]) == (4, 18, 5)
    assert kiosk("journal", "--kind", "journal.recovered").json["file"] == outcome.json["file"]
    entries.write_bytes(whole[:-9] + b"\n")
    outcome = kiosk("journal", "recover", "--head", str(tmp_path / "checkpoint"), stdin="cut\n")
    assert "4 entries, 3 are left. Put the journal back from a copy." in outcome.err
