"""The journal on the wall: read, checked, copied, and exported as a proof."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.journal.background import Result
from kiosk.journal.proof import parse_proof
from kiosk.journal.verify import verify
from kiosk.journal.verify_tiles import verify_proof
from kiosk.practices import floor
from kiosk.practices.record.rules import Undo
from kiosk.practices.rules.rules import SetTurn
from screens.journal import care as journal_care
from screens.widgets.entries import Entries
from tests.pictures import codes
from tests.screens.happened import on_break, speaking
from tests.screens.happened_at_the_end import holding
from tests.screens.happened_journal import PASSPHRASE, locked, tampered, unsigned
from tests.screens.hostile import Hostile, check_harmless, corpus, let_in, recordable
from tests.screens.house import LARGE, SMALL, House


async def test_a_newer_entry_does_not_move_what_somebody_reads(tmp_path: Path) -> None:
    """The list grows above the cursor; at the top the newest entry is shown."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="journal") as hands:
        first = hands.app.screen.query_one(Entries)
        await hands.press("down", "down")
        read = first.entry()
        house.ask(Undo())
        await hands.rest()
        assert read is not None
        assert first.entry() == read
        await hands.press("home")
        await hands.sees("Taken back, entry 66")


async def test_words_are_looked_for_beside_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Matches so far are listed, ESC stops, then shows all, then goes back; new entries count."""
    monkeypatch.setattr("kiosk.telling.pages.SPAN", 16)
    house = House(tmp_path)
    speaking(house)
    steps = asyncio.Semaphore(2)

    async def slowly(step: object, *words: object) -> object:
        await steps.acquire()
        return step(*words)  # type: ignore[operator]

    monkeypatch.setattr("screens.journal.search.asyncio.to_thread", slowly)
    async with house.hands(at="journal") as hands:
        await hands.press("f")
        for letter in "bahar":
            hands.send(letter)
        hands.send("enter")
        await hands.sees("% looked through. ESC stops.")
        await hands.sees("Bahar began to speak")
        hands.send("escape")
        await hands.sees("ESC shows all again.")
        house.ask(floor.commands.Extend(person=house.person(1)))
        await hands.sees("Bahar was given 1:00 more.")
        await hands.press("escape")
        assert "Only" not in hands.wall()
        await hands.press("escape")
        assert hands.moment == "floor"


async def test_a_search_lists_so_many_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall says that there may be older ones."""
    monkeypatch.setattr("screens.journal.search.MOST_FOUND", 5)
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="journal") as hands:
        await hands.press("f")
        await hands.type("came in")
        await hands.sees("the newest 5; there may be more.")


async def test_damage_is_said_in_red_and_stays_among_the_findings(tmp_path: Path) -> None:
    """The wall names the entry; the finding is still there after a visit elsewhere."""
    house = House(tmp_path)
    tampered(house)
    async with house.hands(at="journal") as hands:
        await hands.press("v")
        await hands.sees("✕ Entry 53 is damaged")
        await hands.visit("floor")
        await hands.visit("journal")
        await hands.sees("▸ Entry 53 is damaged")
        await hands.sees("■ DAMAGED")


async def test_a_check_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall shows the progress; ESC ends the check, and the screen stays."""
    ended = asyncio.Event()

    async def check(folder: Path, held: object, progress: object) -> Result:
        progress(34, 100)  # type: ignore[operator]
        try:
            await asyncio.sleep(600)
        finally:
            ended.set()
        return Result(0, [])

    monkeypatch.setattr(journal_care, "check_now", check)
    house = House(tmp_path)
    holding(house)
    async with house.hands(at="journal") as hands:
        hands.send("v")
        await hands.sees("is being checked: 34 %. ESC stops.")
        hands.send("escape")
        await hands.pilot.pause()
        await ended.wait()
        await hands.rest()
        assert hands.moment == "journal"
        assert "being checked" not in hands.wall()


async def test_a_stick_gets_everything_with_one_key(tmp_path: Path, media: Path) -> None:
    """A single stick gets the copy without a question; it verifies, also when copied again."""
    stick = media / "STICK"
    stick.mkdir(parents=True)
    house = House(tmp_path)
    holding(house)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "is_mount", lambda path: path == stick)
        async with house.hands(at="journal") as hands:
            for _time in range(2):
                await hands.press("b")
                await hands.sees("the key and the names are in")
                (copy,) = stick.iterdir()
                assert verify(copy).size == house.desk.journal.size
                house.ask(SetTurn(seconds=60))
    assert (copy / "journal" / "key").exists()
    assert (copy / "names.json").exists()


async def test_of_several_sticks_one_is_chosen_and_another_journal_is_not_overwritten(
    tmp_path: Path, media: Path
) -> None:
    """The stick is chosen by its number; a folder that is no earlier copy stays, and the wall says so."""
    other = House(tmp_path / "other", people=0)
    house = House(tmp_path)
    holding(house)
    name = house.desk.journal.origin.rpartition("/")[2]
    for stick in ("A", "B"):
        (media / stick).mkdir(parents=True)
    (media / "B" / name / "journal").mkdir(parents=True)
    lines = list(other.desk.journal.read())
    (media / "B" / name / "journal" / "entries").write_bytes(b"\n".join(lines) + b"\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "is_mount", lambda path: path.parent == media)
        async with house.hands(at="journal") as hands:
            await hands.press("b")
            await hands.sees("Which stick?")
            await hands.type(str(1 + [str(one) for one in media.iterdir()].index(str(media / "B"))))
            await hands.sees("✕")
            assert not (media / "B" / name / "names.json").exists()
    other.desk.close()


async def test_a_full_stick_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to do."""
    import errno

    async def full(data: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal_care, "back_up_now", full)
    house = House(tmp_path)
    holding(house)
    async with house.hands(at="journal") as hands:
        await hands.press("b")
        await hands.type(str(tmp_path))
        await hands.sees("The stick is full: take another one.")


async def test_the_proof_of_an_entry_is_written_and_checks(tmp_path: Path) -> None:
    """The proof is a tlog-proof of the entry for the head that was signed last."""
    house = House(tmp_path)
    holding(house)
    async with house.hands(at="journal") as hands:
        await hands.press("g")
        await hands.type("52")
        await hands.press("enter", "w")
        await hands.type(str(tmp_path))
        await hands.sees("Written to")
    data = (tmp_path / "52.tlog-proof").read_bytes()
    assert parse_proof(data).index == 52
    assert verify_proof(data, house.desk.journal.vkey)[0].sound


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_the_head_is_read_off_the_wall(tmp_path: Path, size: tuple[int, int]) -> None:
    """The head is signed where it fits, else unsigned; the four words are those of its root."""
    house = House(tmp_path)
    holding(house)
    async with house.hands(size=size, at="journal") as hands:
        await hands.press("h")
        note = house.desk.journal.checkpoint().decode()
        text = "".join(line + "\n" for line in note.split("\n")[:3])
        assert codes(hands.app) == [text if size == SMALL else note]


async def test_the_passphrase_is_asked_at_the_opening_and_the_entries_are_shown(tmp_path: Path) -> None:
    """After a wrong and the right passphrase unsigned entries are shown in words, and SPACE signs them."""
    house = House(tmp_path)
    unsigned(house)
    async with house.hands() as hands:
        assert hands.dialog == "Passphrase"
        await hands.type("nine rivers")
        await hands.sees("That is not the passphrase of the journal's key.")
        assert "rivers" not in hands.wall()
        await hands.type(PASSPHRASE)
        assert hands.dialog == "Unsigned"
        await hands.sees("Chris began to speak; Bahar had spoken for")
        await hands.sees("◍ 3 not signed")
        await hands.press("space")
        assert hands.moment == "floor"
        await hands.sees("● 71 recorded")
        assert house.desk.journal.unsigned() == []
        await hands.press("space")
        assert house.desk.journal.unsigned() == []
    assert verify(house.folder).unsigned == 0


@pytest.mark.parametrize(("happened", "keys"), [(unsigned, ["space"]), (locked, [])])
async def test_the_shelf_is_filled_when_all_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happened: Callable[[House], None], keys: list[str]
) -> None:
    """The shelf is filled once no entry waits for a signature, because nothing could be sealed before."""
    house, filled = House(tmp_path), list[int]()
    happened(house)
    async with house.hands() as hands:
        monkeypatch.setattr(
            hands.app, "fill_shelf", lambda: filled.append(house.desk.room.journal.unsigned())
        )
        await hands.type(PASSPHRASE)
        assert bool(filled) is not bool(keys)
        await hands.press(*keys)
        assert filled == [0]


async def test_left_unsigned_nothing_is_signed_over(tmp_path: Path) -> None:
    """After N at the entries the key is open, and entries stay unsigned until people have looked at them."""
    house = House(tmp_path)
    unsigned(house)
    async with house.hands() as hands:
        await hands.type(PASSPHRASE)
        await hands.press("n")
        await hands.sees("Nothing was signed")
        await hands.press("space")
        await hands.sees("◍ 4 not signed")
        await hands.press("f9", "o")
        assert hands.dialog == "Unsigned"
        await hands.press("y")
        await hands.sees("4 entries were signed.")
    assert house.desk.journal.unsigned() == []


async def test_a_key_that_is_locked_does_not_stop_the_evening(tmp_path: Path) -> None:
    """After ESC everything continues; opening the key later with nothing unsigned adds no entry."""
    house = House(tmp_path)
    locked(house)
    size = house.desk.journal.size
    async with house.hands() as hands:
        await hands.press("escape")
        await hands.sees("The key stays locked")
        await hands.press("f9", "o")
        await hands.type(PASSPHRASE)
        await hands.sees("The key is open: what is recorded is signed.")
        assert house.desk.journal.size == size


async def test_a_locked_key_in_a_break(tmp_path: Path) -> None:
    """The question is in front of the break, and does not change it."""
    from tests.screens.happened_journal import lock

    house = House(tmp_path)
    on_break(house)
    lock(house)
    async with house.hands() as hands:
        await hands.type(PASSPHRASE)
        assert (hands.moment, hands.dialog, house.state.meeting.open is not None) == ("floor", "", True)
        await hands.press("space")
        assert house.kinds()[-1] == "break.ended"


async def test_hostile_texts_in_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In rows, fields, lines and searches they are letters, and nothing acts."""
    let_in(monkeypatch)
    texts = recordable(corpus())
    house = Hostile(tmp_path, texts)
    house.install()
    for place in range(0, len(texts), 9):
        house.propose(place)
    async with house.hands(size=(110, 420), at="journal") as hands:
        check_harmless(hands.app, "the entries")
        await hands.press("enter")
        for n in range(house.desk.journal.size - 2, 0, -41):
            hands.app.screen._n = n + 1  # type: ignore[attr-defined]
            hands.app.screen.action_turn(-1)  # type: ignore[attr-defined]
            await hands.pilot.pause()
            check_harmless(hands.app, n)
        await hands.press("escape", "f")
        await hands.paste(texts[0])
        check_harmless(hands.app, "which words")
        await hands.press("enter")
        check_harmless(hands.app, "what is looked for")


async def test_that_people_saw_the_damage_is_an_entry(tmp_path: Path) -> None:
    """The wall still says DAMAGED afterwards, and the entry has no signature."""
    house = House(tmp_path)
    tampered(house)
    async with house.hands(at="journal") as hands:
        await hands.press("v")
        await hands.sees("DAMAGED")
        size, signed = house.desk.journal.size, house.desk.journal.signed_size
        await hands.press("s")
        await hands.sees("That you looked is recorded.")
        assert (house.desk.journal.size, house.desk.journal.signed_size) == (size + 1, signed)
        await hands.sees("DAMAGED")
