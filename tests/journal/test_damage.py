"""Every bit flip and every truncation of a journal of 14 entries: refused at the right entry, or recovered.

Every bit is tried against the reading of its line, where it must be noticed; every few bits, and every
truncation, against all of `verify` and of opening. A signature over the same text is computed only once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import JournalDamaged
from kiosk.journal.journal import Journal
from kiosk.journal.note import Verifier
from kiosk.journal.reading import Reading
from kiosk.journal.verify import verify
from tests.journal.making import evening, never, reopen, texts

ENTRIES = 14
STEP = 1 if os.environ.get("KIOSK_EVERY_BIT") else 23
"""With KIOSK_EVERY_BIT set, `verify` gets each bit too; that takes minutes."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the entries file of a closed journal of 14 entries, each of them signed."""
    return evening(tmp_path, ENTRIES)


@pytest.fixture(autouse=True)
def _remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache signatures, so that the same text need not be verified again for each flip."""
    really = Verifier.verify
    seen: dict[tuple[bytes, bytes, bytes], bool] = {}

    def verify_once(self: Verifier, text: bytes, signature: bytes) -> bool:
        claim = (self.public, text, signature)
        if claim not in seen:
            seen[claim] = really(self, text, signature)
        return seen[claim]

    monkeypatch.setattr(Verifier, "verify", verify_once)


def flips(data: bytes, step: int) -> Iterator[tuple[int, bytes]]:
    """Yield (offset of the byte, the data with one of its bits flipped), every `step` bits."""
    for bit in range(0, 8 * len(data), step):
        offset = bit // 8
        yield offset, data[:offset] + bytes([data[offset] ^ 1 << bit % 8]) + data[offset + 1 :]


def in_doubt(data: bytes, offset: int, flipped: bytes) -> int:
    """Return the entry to be named: the line's, or the next one if an LF replaced the signature."""
    cut_off = flipped[offset] == 10 and data[offset - 1] == 9
    return data.count(b"\n", 0, offset) + cut_off


def test_every_bit_of_every_line_is_noticed_there(path: Path) -> None:
    """A flip of any bit of a line, in entry, signature or LF, puts that entry in doubt."""
    lines = path.read_bytes().splitlines(keepends=True)
    reading = Reading(every=True)
    tried = 0
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else b""
        for _offset, flipped in flips(line, 1):
            tried += 1
            whole, lf, rest = (flipped + following).partition(b"\n")
            trial = reading.copy()
            if not lf:  # the very last LF: the entry is in the tail
                mended = trial.mended(whole)
                assert mended is not None
                assert mended.size == ENTRIES
                continue
            try:
                trial.take([whole])
            except JournalDamaged as error:
                assert error.entry == n  # noqa: PT017
            else:
                if whole.endswith(b"\t"):  # an LF where the signature began: what follows is no entry
                    with pytest.raises(JournalDamaged, match=f"Entry {n + 1} is damaged"):
                        trial.take([rest.partition(b"\n")[0]])
                else:
                    assert trial.wrong == [n]
        reading.take([line[:-1]])
    assert tried == 8 * path.stat().st_size
    reading.settle()
    assert (reading.size, reading.wrong) == (ENTRIES, [])


def test_verifying_names_the_entry_of_a_flipped_bit(path: Path) -> None:
    """The finding names the entry of the flipped line; a flip of the very last LF is a warning."""
    data = path.read_bytes()
    for offset, flipped in flips(data, STEP):
        path.write_bytes(flipped)
        report = verify(path)
        if offset == len(data) - 1:
            assert (report.sound, report.size, len(report.warnings)) == (True, ENTRIES, 1)
        else:
            assert not report.sound
            assert report.entry == in_doubt(data, offset, flipped)
            assert report.findings[0].startswith(
                (
                    f"Entry {report.entry} is damaged: ",
                    f"The signature of entry {report.entry} does not verify.",
                )
            )


def test_opening_refuses_a_flipped_bit_or_loses_nothing(path: Path, tmp_path: Path) -> None:
    """Damage of an entry stops the kiosk; damage of a covered signature leaves every entry as it was."""
    data = path.read_bytes()
    entries = [line.partition(b"\t")[0] for line in data.splitlines()]
    for offset, flipped in flips(data, 7 * STEP):
        if offset == len(data) - 1:  # the last LF: recovered, see test_opening
            continue
        path.write_bytes(flipped)
        try:
            journal = Journal.open(tmp_path, never("nothing is recovered"))
        except JournalDamaged as error:
            assert error.entry == in_doubt(data, offset, flipped)  # noqa: PT017
            assert path.read_bytes() == flipped
        else:
            assert texts(journal) == entries
            assert not verify(tmp_path).sound
            journal.close()


def test_every_truncation_is_recovered_or_seen_with_a_head(path: Path) -> None:
    """Whole entries before the cut are kept, the rest is a torn tail; a later head shows every cut.

    Without a later head, only a cut at the end of a line goes unseen.
    """
    data = path.read_bytes()
    with_head = reopen(path.parent.parent)
    head = with_head.checkpoint()
    with_head.close()
    ends = [offset for offset, byte in enumerate(data) if byte == 10]
    for length in range(len(data) - 1):
        path.write_bytes(data[:length])
        whole = sum(end <= length for end in ends)
        report = verify(path)
        assert report.size == report.signed_size == whole
        if whole == 0:
            assert report.findings == ["The journal has no whole first entry."]
            continue
        assert report.sound
        at_line_end = data[length - 1] == 10
        assert bool(report.warnings) is not at_line_end
        if at_line_end or length % (2 * STEP) == 0:
            cut = verify(path, head=head, quick=True)
            assert cut.findings[0].startswith("The end of the journal was cut: ")


def test_opening_after_a_truncation_keeps_every_whole_entry(path: Path, tmp_path: Path) -> None:
    """Torn bytes are moved away, whole entries stay, and the result is sound and opens without findings."""
    data = path.read_bytes()
    first = data.index(b"\n")
    entries = [line.partition(b"\t")[0] for line in data.splitlines()]
    for length in [*range(first, len(data), 4 * STEP), len(data) - 1]:
        path.write_bytes(data[:length])
        kept = data.count(b"\n", 0, length + 1)
        journal = reopen(tmp_path)
        assert texts(journal)[:kept] == entries[:kept]
        assert journal.size == kept + bool(journal.findings)
        torn = [file.read_bytes() for file in (tmp_path / "journal").glob("torn/*")]
        surplus = data[:length].rpartition(b"\n")[2]
        assert torn == ([surplus] if surplus and data[length : length + 1] != b"\n" else [])
        journal.close()
        assert verify(tmp_path).sound
        again = Journal.open(tmp_path, never("nothing is left to recover"))
        assert again.findings == []
        again.close()
        for file in (tmp_path / "journal").glob("torn/*"):
            file.unlink()


def test_a_cut_at_the_start_of_the_founding_is_not_guessed_at(path: Path, tmp_path: Path) -> None:
    """With less than a whole entry 0 the kiosk stops and touches nothing."""
    data = path.read_bytes()
    for length in range(0, data.index(b"\n"), 17):
        path.write_bytes(data[:length])
        with pytest.raises(JournalDamaged, match="no whole first entry"):
            reopen(tmp_path)
        assert path.read_bytes() == data[:length]
