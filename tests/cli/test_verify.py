"""`kiosk verify`: sound, not sound, nothing to check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.journal.journal import Journal
from kiosk.journal.key import load
from kiosk.minutes.publish import publish, shelf_of
from kiosk.minutes.seal import allowed_signers
from kiosk.minutes.sums import sums
from kiosk.terms import Stamp
from tests.cli.conftest import Kiosk
from tests.journal.making import VECTORS
from tests.minutes.evening import Evening
from tests.minutes.sealing import sealed


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file under a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_journal_is_said_to_be(kiosk: Kiosk, founded: Path) -> None:
    """Origin, sizes, root and fingerprint are printed, and nothing is written."""
    before = contents(founded)
    outcome = kiosk("verify")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.out.splitlines()[:5]] == [
        "origin",
        "size",
        "signed",
        "root",
        "fingerprint",
    ]
    assert outcome.out.endswith("The journal is sound.\n")
    assert contents(founded) == before


def test_every_form_of_a_path_is_taken(kiosk: Kiosk, founded: Path) -> None:
    """The data folder, the journal's folder and the entries file give the same root."""
    paths = [founded, founded / "journal", founded / "journal" / "entries"]
    roots = {kiosk("verify", str(path), "--json").json["root"] for path in paths}
    assert len(roots) == 1


def test_damage_is_named_and_exits_with_1(kiosk: Kiosk, founded: Path) -> None:
    """One changed byte is a finding with its entry."""
    entries = founded / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"m002"', b'"m009"'))
    outcome = kiosk("verify")
    assert outcome.code == 1
    assert "NOT SOUND: Entry 2" in outcome.out
    assert kiosk("verify", "--json").json["sound"] is False


def test_a_torn_tail_is_a_note(kiosk: Kiosk, founded: Path) -> None:
    """A torn tail is recovered at the next opening: sound, with a note."""
    with (founded / "journal" / "entries").open("ab") as file:
        file.write(b'{"at":')
    outcome = kiosk("verify")
    assert outcome.code == 0
    assert "note: After the last whole entry there are 6 bytes" in outcome.out


def test_a_kept_head_finds_a_cut(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """With a head kept elsewhere, a cut at a line's end is found; without it, it cannot be."""
    kiosk("export", "--to", str(tmp_path / "kept"))
    head = str(tmp_path / "kept" / "checkpoint")
    assert kiosk("verify", "--head", head).code == 0
    entries = founded / "journal" / "entries"
    entries.write_bytes(b"".join(entries.read_bytes().splitlines(keepends=True)[:-1]))
    assert kiosk("verify").code == 0
    outcome = kiosk("verify", "--head", head)
    assert outcome.code == 1
    assert "The end of the journal was cut" in outcome.out


def test_another_key_is_found(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """--key accepts the right line and refuses another."""
    kiosk("export", "--to", str(tmp_path))
    key = (tmp_path / "vkey").read_text()
    assert kiosk("verify", "--key", key).code == 0
    other = "kiosk.example/vectors+a37668c6+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert kiosk("verify", "--key", other).code == 1


def test_quick_says_what_it_left_out(kiosk: Kiosk, founded: Path) -> None:
    """--quick is sound with a note that only one signature was checked."""
    outcome = kiosk("verify", "--quick")
    assert outcome.code == 0
    assert "note: Only the last signature was checked." in outcome.out


@pytest.mark.parametrize(
    "argv",
    [("/nowhere",), ("--key", "nonsense"), ("--head", "/nowhere"), ("--head", "/"), ("/dev/null",)],
)
def test_unusable_arguments_exit_with_2(kiosk: Kiosk, founded: Path, argv: tuple[str, ...]) -> None:
    """What cannot be checked at all is wrong use, in one sentence."""
    outcome = kiosk("verify", *argv)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


def test_another_copy_is_continued_or_not(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """--extends: sound against its own beginning, a finding against another, 2 for a damaged one."""
    entries = founded / "journal" / "entries"
    lines = entries.read_bytes().splitlines(keepends=True)
    (tmp_path / "earlier").write_bytes(b"".join(lines[:-1]))
    assert kiosk("verify", "--extends", str(tmp_path / "earlier")).code == 0
    backwards = kiosk("verify", str(tmp_path / "earlier"), "--extends", str(entries))
    assert backwards.code == 1
    assert "It is no continuation of" in backwards.out
    (tmp_path / "earlier").write_bytes(b"nothing\n")
    assert kiosk("verify", "--extends", str(tmp_path / "earlier")).code == 2


def test_tiles_and_proofs_are_told_by_looking(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Exported files are checked as what they are; a proof needs its key."""
    out = tmp_path / "out"
    assert kiosk("export", "--to", str(out), "--as", "tiles").code == 0
    assert kiosk("export", "--to", str(out), "--as", "proof", "--entry", "1").code == 0
    assert kiosk("verify", str(out)).out.endswith("The tiles are sound.\n")
    key = (out / "vkey").read_text().strip()
    outcome = kiosk("verify", str(out / "1.tlog-proof"), "--key", key)
    assert outcome.code == 0
    assert "Entry 1 is in the journal: {" in outcome.out
    assert kiosk("verify", str(out / "1.tlog-proof")).code == 2


OTHER_KEY = (VECTORS / "vkey").read_text()
STAMP = Stamp("2026-11-22T18:04:11.203Z", "0a1b2c3d", 1_000, "people")


def test_minutes_are_checked_by_seal_and_head(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Checked are their seal and their head; a changed word, another key, no seal are reported."""
    journal = Journal.open(founded, lambda: STAMP)
    head = journal.checkpoint().decode()
    text = f"# Minutes\n\nsaid\n\n```text\n{head}```\n".encode()
    path = tmp_path / "minutes.md"
    path.write_bytes(text)
    path.with_name("minutes.md.sig").write_text(sealed(load(founded / "journal" / "key"), text))
    path.with_name("allowed_signers").write_text(allowed_signers(journal.keys))
    key = journal.vkey
    journal.close()
    for more in ([], ["--key", key]):
        outcome = kiosk("verify", str(path), *more)
        assert (outcome.code, outcome.err) == (0, "")
        assert "The minutes are sealed with this key" in outcome.out
    other = main(["verify", str(path), "--data", str(tmp_path / "nothing")])
    assert other == 0
    assert kiosk("verify", str(path), "--key", OTHER_KEY).code == 1
    path.write_bytes(text.replace(b"said", b"sung"))
    assert "The document is not the one that was sealed." in kiosk("verify", str(path)).out
    plain = b"# Minutes without a head\n"
    path.write_bytes(plain)
    journal = Journal.open(founded, lambda: STAMP)
    path.with_name("minutes.md.sig").write_text(sealed(load(founded / "journal" / "key"), plain))
    journal.close()
    assert "There is no head of the journal beside it" in kiosk("verify", str(path)).out


def test_minutes_outlive_a_change_of_key(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Minutes that an older key sealed are sound with the journal that has another key since."""
    journal = Journal.open(founded, lambda: STAMP)
    path = tmp_path / "minutes.md"
    path.write_bytes(b"# Minutes\n\n```text\n" + journal.checkpoint() + b"```\n")
    path.with_name("minutes.md.sig").write_text(sealed(load(founded / "journal" / "key"), path.read_bytes()))
    journal.close()
    assert kiosk("key", "change").code == 0
    outcome = kiosk("verify", str(path))
    assert (outcome.code, outcome.err) == (0, "")


@pytest.fixture
def meeting_files(data: Path) -> Path:
    """Return the folder of a meeting's minutes on the shelf, of a journal that is closed."""
    evening = Evening(data.parent)
    evening.play()
    publish(data, evening.desk, 1)
    evening.desk.close()
    return shelf_of(data) / "1"


def test_a_meetings_folder_is_checked_whole(kiosk: Kiosk, meeting_files: Path, tmp_path: Path) -> None:
    """The seal on the list, every file, and the head; with the journal's keys, or those in the folder."""
    outcome = kiosk("verify", str(meeting_files))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("All files of these minutes are sealed.\n")
    assert kiosk("verify", str(meeting_files / "SHA256SUMS")).code == 0
    taken = shutil.copytree(meeting_files, tmp_path / "stick" / "minutes")
    assert main(["verify", str(taken), "--data", str(tmp_path / "nothing")]) == 0
    assert kiosk("verify", str(taken), "--key", OTHER_KEY).code == 1


def test_every_changed_file_of_a_meeting_is_named(kiosk: Kiosk, meeting_files: Path) -> None:
    """One changed byte of any file, a missing file, and a file that does not belong there."""
    for path in sorted(path for path in meeting_files.rglob("*") if path.is_file()):
        name, whole = str(path.relative_to(meeting_files)), path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            outcome = kiosk("verify", str(meeting_files))
            assert outcome.code == 1, name
            if "SHA256SUMS" not in name:
                assert f"NOT SOUND: {name} was changed." in outcome.out
        path.unlink()
        outcome = kiosk("verify", str(meeting_files))
        assert outcome.code == 1
        assert f"NOT SOUND: {name} is missing" in outcome.out
        path.write_bytes(whole)
    (meeting_files / "draws" / "more.txt").write_bytes(b"")
    assert (
        "NOT SOUND: draws/more.txt does not belong to these minutes."
        in kiosk("verify", str(meeting_files)).out
    )


def test_what_is_missing_is_said(kiosk: Kiosk, meeting_files: Path, tmp_path: Path) -> None:
    """A page without a seal, an odd file, unsealed minutes: none is called a damaged entry 0."""
    for name in ("minutes.html", "allowed_signers", "draws/002/pool.txt", "about.txt"):
        path = tmp_path / name.replace("/", "-")
        path.write_bytes(b"nothing" if name == "about.txt" else (meeting_files / name).read_bytes())
        outcome = kiosk("verify", str(path))
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == (
            f"{path} is no journal and no proof; as minutes it lacks its seal, {path.name}.sig.\n"
        )
    (meeting_files / "SHA256SUMS.sig").unlink()
    (meeting_files / "minutes.md.sig").unlink()
    (meeting_files / "SHA256SUMS").write_bytes(sums(contents_by_name(meeting_files)))
    outcome = kiosk("verify", str(meeting_files))
    assert outcome.code == 1
    assert (
        "NOT SOUND: SHA256SUMS.sig is missing: the files fit their list, which nobody sealed." in outcome.out
    )


def contents_by_name(folder: Path) -> dict[str, bytes]:
    """Return name below the folder -> content."""
    return {str(path.relative_to(folder)): data for path, data in contents(folder).items()}
