"""The journal while it is open: founding, appending, reading."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal.canonical import NotCanonical, decode
from kiosk.journal.founding import origin_of
from kiosk.journal.journal import Journal
from kiosk.journal.note import is_origin, open_checkpoint, parse_vkey
from kiosk.journal.opening import JournalBusy
from kiosk.journal.verify import verify
from tests.journal.making import LIFE, evening, found, reopen, stamp, texts


def test_a_founding_is_that_of_the_vectors(tmp_path: Path) -> None:
    """The same name, time and seed give entry 0, key line and first head of life/, byte for byte."""
    with_key = found(tmp_path)
    first = (LIFE / "entries").read_bytes().splitlines(keepends=True)[0]
    assert (tmp_path / "journal" / "entries").read_bytes() == first
    assert with_key.vkey == (LIFE / "vkey").read_text().strip()
    assert with_key.checkpoint() == (LIFE / "checkpoint-1").read_bytes()
    assert with_key.size == with_key.signed_size == 1
    assert with_key.findings == []
    assert with_key.founding["assembly"] == "Maple Street 4"


def test_the_second_entry_is_that_of_the_vectors(tmp_path: Path) -> None:
    """Appending the content of entry 1 of life/ gives its line and its head, byte for byte."""
    journal = found(tmp_path)
    entry = decode((LIFE / "cut-at-line-end").read_bytes().splitlines()[1].partition(b"\t")[0])
    fields = {"member": entry["member"], "name": entry["name"]}
    assert journal.append("member.joined/1", fields, stamp(1)) == 1
    assert (tmp_path / "journal" / "entries").read_bytes() == (LIFE / "cut-at-line-end").read_bytes()
    assert journal.checkpoint() == (LIFE / "checkpoint-2").read_bytes()
    assert journal.root == open_checkpoint(journal.checkpoint(), parse_vkey(journal.vkey)).root


def test_keys_differ_from_assembly_to_assembly(tmp_path: Path) -> None:
    """Without a seed each founding makes its own key and name, and only the kiosk may read the key."""
    one = Journal.found(tmp_path / "a", "Maple Street 4", stamp(), "x")
    two = Journal.found(tmp_path / "b", "Maple Street 4", stamp(), "x")
    assert one.origin != two.origin
    assert one.fingerprint != two.fingerprint
    assert (tmp_path / "a" / "journal" / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


def test_nothing_is_founded_twice(tmp_path: Path) -> None:
    """Where there is a journal, founding is refused and nothing changes."""
    found(tmp_path).close()
    before = (tmp_path / "journal" / "entries").read_bytes()
    with pytest.raises(Refused, match="already a journal"):
        found(tmp_path)
    assert (tmp_path / "journal" / "entries").read_bytes() == before
    assert Journal.exists(tmp_path)


def test_a_founding_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    """What a power cut left of a founding is no journal, and does not stop the next one."""
    (tmp_path / "journal.new").mkdir()
    (tmp_path / "journal.new" / "key").write_text("half")
    assert not Journal.exists(tmp_path)
    assert found(tmp_path).size == 1
    assert not (tmp_path / "journal.new").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maple Street 4", "maple-street-4"),
        ("Zürich!", "zurich"),
        ("Straße 7", "strasse-7"),
        ("Дом на улице Ленина", "dom-na-ulitse-lenina"),
        ("東京", "dongjing"),
        ("بيت الشمال", "byt-lshml"),
        ("Αθήνα", "athina"),
        ("한국", "hangug"),
        ("🌱 Garten", "seedling-garten"),
        ("x" * 300, "x" * 76),
        ("北" * 300, ("bei" * 26)[:76]),
        ("\u0130\u212a", "ik"),
        ("!!!", "assembly"),
        ("\N{REPLACEMENT CHARACTER}", "assembly"),
    ],
)
def test_the_name_for_ever(name: str, slug: str) -> None:
    """The slug can be read aloud whatever the script, every other run is one dash, and the whole fits."""
    origin = origin_of(name, bytes(32))
    assert re.fullmatch(re.escape(f"assembly-kiosk/{slug}-") + "[0-9a-f]{8}", origin)
    assert is_origin(origin)


def test_entries_are_read_back_as_they_were_recorded(tmp_path: Path) -> None:
    """`read` returns any range of entries in order, also while appending and after closing."""
    journal = found(tmp_path)
    for n in range(1, 10):
        assert (
            journal.append("turn.began/1", {"who": f"m{n:03d}", "text": 'tab\t, LF\n and "é"'}, stamp(n)) == n
        )
        assert [decode(entry)["n"] for entry in journal.read()] == list(range(n + 1))
    assert [decode(entry)["n"] for entry in journal.read(3, 5)] == [3, 4]
    assert [decode(entry)["n"] for entry in journal.read(8)] == [8, 9]
    assert list(journal.read(10)) == list(journal.read(5, 5)) == list(journal.read(5, 3)) == []
    assert len(list(journal.read(0, 1000))) == 10
    journal.close()
    journal.close()
    assert decode(next(journal.read(4)))["text"] == 'tab\t, LF\n and "é"'
    with pytest.raises(ValueError, match="closed"):
        journal.append("turn.began/1", {}, stamp())


def test_what_was_recorded_is_there_after_opening_again(tmp_path: Path) -> None:
    """The same entries, root and head are there; the next entry continues them."""
    journal = found(tmp_path)
    journal.append("turn.began/1", {"who": "m001"}, stamp(1))
    before, root, head = texts(journal), journal.root, journal.checkpoint()
    journal.close()
    again = reopen(tmp_path)
    assert (texts(again), again.root, again.checkpoint(), again.findings) == (before, root, head, [])
    assert again.append("turn.ended/1", {"who": "m001"}, stamp(2)) == 2
    assert verify(tmp_path).sound


def test_every_line_carries_its_own_signature(tmp_path: Path) -> None:
    """Thirty entries have thirty signatures, each over the tree up to its entry."""
    report = verify(evening(tmp_path))
    assert (report.size, report.signed_size, report.without_own_signature, report.sound) == (30, 30, 0, True)


def test_only_one_process_writes(tmp_path: Path) -> None:
    """A second opening raises JournalBusy until the first is closed."""
    journal = found(tmp_path)
    with pytest.raises(JournalBusy, match="Another kiosk has this journal open"):
        reopen(tmp_path)
    journal.close()
    reopen(tmp_path).close()


def test_no_kind_can_forge_the_envelope(tmp_path: Path) -> None:
    """Fields named n, kind, at, boot, up or clock raise ValueError, and nothing is recorded."""
    journal = found(tmp_path)
    for name in ("n", "kind", "at", "boot", "up", "clock"):
        with pytest.raises(ValueError, match="envelope"):
            journal.append("turn.began/1", {name: 7}, stamp())
    with pytest.raises(NotCanonical):
        journal.append("turn.began/1", {"share": 0.5}, stamp())
    assert journal.size == len(texts(journal)) == 1


def test_an_entry_that_is_too_long_is_refused(tmp_path: Path) -> None:
    """A text that does not fit an entry is refused with a sentence; the next entry is recorded."""
    journal = found(tmp_path)
    with pytest.raises(Refused, match="too long for one entry"):
        journal.append("text.written/1", {"text": "x" * 65_536}, stamp(1))
    assert journal.append("text.written/1", {"text": "x" * 60_000}, stamp(1)) == 1
    assert len(texts(journal)) == 2


def test_reading_while_another_thread_appends(tmp_path: Path) -> None:
    """A reader never sees half an entry, a gap, or an entry that is not flushed yet."""
    journal = found(tmp_path)
    done = threading.Event()

    def write() -> None:
        for n in range(1, 120):
            journal.append("turn.began/1", {"who": f"m{n:03d}"}, stamp(n))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    while not (done.is_set() and seen == 120):
        size = journal.size
        numbers = [decode(entry)["n"] for entry in journal.read(max(0, size - 20))]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert numbers[-1] + 1 >= size
        assert open_checkpoint(journal.checkpoint(), parse_vkey(journal.vkey)).size >= seen
        seen = numbers[-1] + 1
    writer.join()


def test_a_file_that_shrinks_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    """When the file is cut while the kiosk runs, reading reports it instead of ending early."""
    path = evening(tmp_path)
    journal = reopen(tmp_path)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:20]))
    with pytest.raises(JournalDamaged, match="became shorter"):
        texts(journal)


def test_the_head_is_kept_for_later(tmp_path: Path) -> None:
    """`keep_head` writes the newest head; an older copy of the journal is then refused."""
    journal = found(tmp_path)
    old = (tmp_path / "journal" / "entries").read_bytes()
    journal.append("turn.began/1", {"who": "m001"}, stamp(1))
    journal.keep_head()
    journal.close()
    assert (tmp_path / "head").read_bytes() == journal.checkpoint()
    reopen(tmp_path).close()
    (tmp_path / "journal" / "entries").write_bytes(old)
    with pytest.raises(JournalDamaged, match="The end of the journal was cut") as caught:
        reopen(tmp_path)
    assert caught.value.entry == 1
    assert (tmp_path / "journal" / "entries").read_bytes() == old


def test_lines_as_they_stand_on_the_card(tmp_path: Path) -> None:
    """Each has entry, tab and signature; beyond the end there are none."""
    path = evening(tmp_path, 5)
    journal = reopen(tmp_path)
    assert list(journal.lines(0, 5)) == path.read_bytes().splitlines()
    assert list(journal.lines(3, 4)) == path.read_bytes().splitlines()[3:4]
    assert list(journal.lines(-1, 1)) == list(journal.lines(5, 6)) == []


def test_a_kept_head_is_everybodys_to_read_and_nobodys_to_run(tmp_path: Path) -> None:
    """DIR/head has mode 0644, whatever the umask."""
    journal = found(tmp_path)
    journal.keep_head()
    assert (tmp_path / "head").stat().st_mode & 0o777 == 0o644
