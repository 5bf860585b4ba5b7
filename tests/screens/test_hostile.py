"""Names and texts of any kind are shown as letters, and nothing acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.practices import meeting
from screens.app.registry import MOMENTS
from screens.widgets.entry import NameEntry
from tests.screens.hands import Hands
from tests.screens.hostile import Hostile, check_harmless, corpus, let_in, recordable
from tests.screens.house import House, Nowhere
from tests.screens.scenes import people, speaking
from tests.screens.widgets.hostile import texts

TALL = (110, 420)
"""High enough for every row of every list."""
CORPUS = corpus()


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hostile:
    """Return an assembly of hostile texts, as a foreign journal could hold them."""
    let_in(monkeypatch)
    house = Hostile(tmp_path, recordable(CORPUS))
    house.install()
    return house


@pytest.fixture
def cleaned(tmp_path: Path) -> Hostile:
    """Return an assembly of a third of the texts, as the desk cleans them."""
    house = Hostile(tmp_path, CORPUS[::3])
    house.install()
    return house


async def _everywhere(hands: Hands) -> None:
    """Visit every moment, and the dialogs that repeat what people wrote."""
    for moment in MOMENTS:
        await hands.visit(moment)
        check_harmless(hands.app, moment)
    await hands.press("question_mark")
    check_harmless(hands.app, "keys")
    await hands.press("escape")


@pytest.mark.parametrize("which", ["hostile", "cleaned"])
async def test_hostile_texts_in_every_list(which: str, request: pytest.FixtureRequest) -> None:
    """In roster, agenda, hat, roles, decisions and minutes there is no exception and no action."""
    hostile: Hostile = request.getfixturevalue(which)
    for place in range(0, len(hostile.texts), 12):
        hostile.draw(place)
        hostile.accept()
        hostile.propose(place)
        hostile.adopt()
    hostile.draw(1)
    async with hostile.hands(size=TALL) as hands:
        await _everywhere(hands)
        await hands.visit("agenda")
        for key in ("e", "n"):
            await hands.press(key)
            check_harmless(hands.app, key)
            await hands.press("escape", "down")
        await hands.visit("mandates")
        await hands.press("r")
        check_harmless(hands.app, "a role given back")
        await hands.press("escape")
        hostile.accept()
        hostile.ask(meeting.rules.Close())
        await _everywhere(hands)


def _sittings(folder: Path) -> Iterator[Hostile]:
    """Yield the texts in assemblies of sixty, uncleaned; each is deleted before the next."""
    texts = recordable(CORPUS)
    for start in range(0, len(texts), 60):
        house = Hostile(folder / str(start), texts[start : start + 60])
        house.install()
        yield house
        house.desk.close()


async def test_hostile_texts_on_the_floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is the item and speaks, or comes next and raises a point of order, in large letters."""
    let_in(monkeypatch)
    for house in _sittings(tmp_path):
        async with house.hands(at="floor") as hands:
            for place in range(0, len(house.texts), 2):
                house.next_speaker(place)
                await hands.pilot.pause()
                check_harmless(hands.app, house.texts[place : place + 2])


async def test_hostile_texts_in_proposals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is a proposal, its title, a reason, its proposer, an amendment, or a reason to block."""
    let_in(monkeypatch)
    for house in _sittings(tmp_path):
        async with house.hands(at="proposal") as hands:
            for place in range(0, len(house.texts), 2):
                house.propose(place, block=True)
                await hands.pilot.pause()
                check_harmless(hands.app, house.texts[place : place + 2])
            await hands.press("e")
            check_harmless(hands.app, "the next version")


async def test_hostile_texts_in_a_draw(hostile: Hostile) -> None:
    """Each text is a role; people with all names are asked for it."""
    async with hostile.hands(at="lot") as hands:
        for place in range(0, len(hostile.texts), 3):
            hostile.draw(place)
            await hands.pilot.pause()
            check_harmless(hands.app, hostile.texts[place][:80])
            hostile.accept()


async def test_hostile_texts_that_are_pasted(tmp_path: Path) -> None:
    """They are pasted into a line for names, the prompt, and a text of several lines."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.press("a")
        entry = hands.app.screen.query_one(NameEntry)
        for text in CORPUS[::4]:
            hands.app.screen.query_one("#letters").value = ""  # type: ignore[attr-defined]
            await hands.paste(text)
            check_harmless(hands.app, text[:80])
        await hands.press("enter", "escape")
        assert not entry.is_open
        for text in CORPUS[::12]:
            await hands.press("colon")
            await hands.paste(text)
            check_harmless(hands.app, text[:80])
            await hands.press("enter")
            check_harmless(hands.app, text[:80])
            if hands.dialog:
                await hands.press("escape")
        await hands.visit("proposal")
        await hands.press("w")
        for text in CORPUS:
            await hands.paste(text)
        check_harmless(hands.app, "a proposal")
        await hands.press("f2")
        check_harmless(hands.app, "a proposal")


async def test_hostile_names_at_the_first_start(tmp_path: Path) -> None:
    """An assembly has such a name, and its roster is pasted at once."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await hands.paste("[@click=app.quit]\x1b[2JMaple\u202e[/]")
        check_harmless(hands.app, "the name")
        await hands.press("enter")
        quoted = [text[:60].replace('"', '""') for text in CORPUS]
        await hands.paste("name\n" + "\n".join(f'"{name}"' for name in quoted))
        check_harmless(hands.app, "the roster")
        await hands.press("f2")
        check_harmless(hands.app, "the list")
        while hands.dialog:
            await hands.press("enter")
        await hands.press("3")
        await hands.comes_to("lobby")
        await _everywhere(hands)


async def test_a_hostile_agenda_file(tmp_path: Path) -> None:
    """The reading of each line and the presenters are shown before the agenda is adopted."""
    house = House(tmp_path)
    people(house)
    folder = house.folder / "agenda"
    folder.mkdir()
    lines = [f"# {text}\n\n- {text} 5 min (by {text[:20]})\n  - {text}" for text in recordable(CORPUS)]
    text = "\n".join(lines).replace("\0", "")
    (folder / "agenda \x1b[31m[@click=app.quit]x.md").write_text(text, "utf-8")
    async with house.hands(size=TALL, at="agenda") as hands:
        await hands.press("i")
        check_harmless(hands.app, "the files")
        await hands.press("1", "enter")
        await hands.sees("What each line was taken for", seconds=30)
        check_harmless(hands.app, "the preview")
        await hands.press("w")
        check_harmless(hands.app, "who presents")
        await hands.press("escape", "space")
        check_harmless(hands.app, "adopted")


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts, min_size=60, max_size=60))
async def test_random_texts(tmp_path_factory: pytest.TempPathFactory, drawn: list[str]) -> None:
    """A few hundred random texts go through the floor, a proposal and every list."""
    house = Hostile(tmp_path_factory.mktemp("random"), drawn)
    house.install()
    async with house.hands(at="floor") as hands:
        for place in range(0, len(drawn), 6):
            house.next_speaker(place)
            await hands.pilot.pause()
            check_harmless(hands.app, drawn[place])
        await hands.visit("proposal")
        for place in range(0, len(drawn), 6):
            house.propose(place)
            await hands.pilot.pause()
            check_harmless(hands.app, drawn[place])
        for moment in ("arrive", "agenda", "lot", "minutes"):
            await hands.visit(moment)
            check_harmless(hands.app, moment)
    house.desk.close()
