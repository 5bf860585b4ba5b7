"""The signed head of minutes: their own, or the first later one with a proof, by the key of its time."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.journal.note import open_checkpoint, parse_vkey
from kiosk.journal.proof import Consistency, check_consistency, parse_consistency
from kiosk.minutes import shelf, sums
from kiosk.minutes.build import build
from kiosk.minutes.expecting import made
from kiosk.minutes.files import Files, files_of
from kiosk.minutes.publish import publish, write
from kiosk.minutes.source import of_desk, of_folder
from kiosk.practices import meeting, record, roster
from tests.needs import needs
from tests.practices.play import DAY, Play

WORD = "eight rivers"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield an assembly whose key was locked when its meeting was closed."""
    played = Play(tmp_path)
    played.desk.journal.change_passphrase(WORD)
    played.restart()
    played.open_meeting("Ana", "Bo")
    played.ask(meeting.rules.Close())
    yield played
    played.desk.close()


def looked_at(play: Play) -> None:
    """Open the key and let people look at the entries without signature."""
    play.desk.journal.unlock(WORD, shown=False)
    play.ask(record.rules.SignUnsigned(count=play.desk.room.journal.unsigned()))


def verified(folder: Path, name: str, files: Files, vkey: str) -> int:
    """Return the exit code of `kiosk verify` for these files, without the journal at hand."""
    write(folder / name, files)
    nowhere = ["--data", str(folder / "nowhere"), "--key", vkey]
    said = {
        main(["verify", *nowhere, str(folder / name / shelf.MARKDOWN)]),
        main(["verify", *nowhere, str(folder / name)]),
    }
    assert len(said) == 1
    return said.pop()


def test_nobody_signed_yet(play: Play) -> None:
    """At the wall and from the folder there is no head, proof or seal, and a sentence says why."""
    for source in (of_desk(play.desk), of_folder(play.folder)):
        minutes = build(source, 1)
        assert (minutes.head.checkpoint, minutes.head.proof) == ("", "")
        assert not {shelf.SEAL, sums.SEAL, shelf.CHECKPOINT, shelf.CONSISTENCY} & set(
            files_of(minutes, source)
        )
    looked_at(play)
    made(play.folder, play.desk)  # what an open key adds to the files there
    place = play.folder / "public" / "minutes" / "1"
    assert {shelf.SEAL, sums.SEAL} <= {path.name for path in place.iterdir()}


def test_the_first_later_head_comes_with_its_proof(play: Play, tmp_path: Path) -> None:
    """The tree of the minutes' own size leads to the head; `kiosk verify` accepts both, and nothing else."""
    looked_at(play)
    size = play.desk.journal.size
    play.ask(roster.rules.AddMember(name="Chris"))
    journal, minutes = play.desk.journal, build(play.desk, 1)
    head = open_checkpoint(minutes.head.checkpoint.encode(), parse_vkey(journal.vkey))
    proof = parse_consistency(minutes.head.proof.encode())
    assert (proof.size, proof.later, head.size) == (minutes.head.size, size, size)
    root = bytes.fromhex(minutes.head.root)
    check_consistency(minutes.head.size, root, head.size, head.root, proof.hashes)
    files = files_of(minutes, of_desk(play.desk))
    beside = build(of_folder(play.folder), 1)
    assert (beside.head.checkpoint, beside.head.proof) == (minutes.head.checkpoint, minutes.head.proof)
    assert verified(tmp_path, "own", files, journal.vkey) == 0
    others = {
        "no proof": {name: data for name, data in files.items() if name != shelf.CONSISTENCY},
        "no head": {name: data for name, data in files.items() if name != shelf.CHECKPOINT},
        "newer head": {**files, shelf.CHECKPOINT: journal.checkpoint()},
        "other sizes": {**files, shelf.CONSISTENCY: Consistency(1, size, proof.hashes).encode()},
        "other hashes": {**files, shelf.CONSISTENCY: Consistency(proof.size, size, (bytes(32),)).encode()},
        "no words": {**files, shelf.CONSISTENCY: b"true\n"},
    }
    for name, wrong in others.items():
        assert verified(tmp_path, name, wrong, journal.vkey) == 1, name


def test_a_head_of_another_meeting_is_not_theirs(tmp_path: Path) -> None:
    """Signed by the right key of the same journal, an earlier and a later head are both refused."""
    play = Play(tmp_path)
    play.open_meeting("Ana")
    early = play.desk.journal.checkpoint()
    play.ask(meeting.rules.Close())
    play.clock.advance(7 * DAY)
    play.ask(meeting.rules.Open())
    files = files_of(build(play.desk, 1), of_desk(play.desk))
    assert shelf.CONSISTENCY not in files
    vkey = play.desk.journal.vkey
    assert verified(tmp_path, "own", files, vkey) == 0
    for name, head in (("early", early), ("late", play.desk.journal.checkpoint())):
        wrong = {**files, shelf.CHECKPOINT: head}
        write(tmp_path / name, wrong)
        lone = str(tmp_path / name / shelf.MARKDOWN)
        assert main(["verify", "--key", vkey, "--data", str(tmp_path / "nowhere"), lone]) == 1, name
        assert main(["verify", "--data", str(play.folder), lone]) == 1, name
    play.desk.close()


@needs("ssh-keygen")
def test_a_changed_key_leaves_older_minutes_as_they_were(tmp_path: Path) -> None:
    """Their head is the old key's; allowed_signers lists both keys, and ssh-keygen accepts each."""
    play = Play(tmp_path)
    play.open_meeting("Ana")
    play.ask(meeting.rules.Close())
    old, before = play.desk.journal.vkey, publish(play.folder, play.desk, 1).files
    since = play.desk.change_key().n + 1
    play.clock.advance(7 * DAY)
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Close())
    minutes, source = build(play.desk, 1), of_desk(play.desk)
    assert minutes.head.vkey == old
    assert open_checkpoint(minutes.head.checkpoint.encode(), parse_vkey(old)).size == minutes.head.size
    signers = files_of(minutes, source)[shelf.SIGNERS].decode()
    assert f"# entries {since} and later\n" in signers
    assert f"# entries 0 to {since - 1}\n" in signers
    newer = files_of(build(play.desk, 2), source)
    for name, files in (("before", before), ("after", files_of(minutes, source)), ("newer", newer)):
        folder = tmp_path / name
        write(folder, {**files, shelf.SIGNERS: signers.encode()})
        for document, seal, namespace in (
            (shelf.MARKDOWN, shelf.SEAL, "minutes"),
            (sums.SUMS, sums.SEAL, "minutes-files"),
        ):
            for claimed in ("minutes", "minutes-files"):
                line = f"ssh-keygen -Y verify -f {shelf.SIGNERS} -I {source.verifier.name} -n {claimed} "
                done = subprocess.run(
                    f"{line} -s {seal} < {document}", shell=True, cwd=folder, check=False, capture_output=True
                )
                assert (done.returncode == 0) == (claimed == namespace), done.stderr
        assert main(["verify", "--data", str(play.folder), str(folder / shelf.MARKDOWN)]) == 0
    play.desk.close()
