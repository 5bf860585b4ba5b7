"""The permanent lines: top line, coach, keys, and the refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypedDict, Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import Binding, BindingType

from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.topline import Mark, TopLine, shortened
from tests.pictures import text_rows
from tests.screens.widgets.hostile import CORPUS, texts
from tests.screens.widgets.wall import Wall, harmless, repaints

LEFT = "Maple Street 4 · weekly meeting · 3 of 7"


class Told(TypedDict, total=False):
    """The arguments of the top line."""

    left: str
    faults: int
    clock: str
    sure: bool
    mark: Mark
    entries: int
    waiting: int


def _tell(app: Wall, **other: Unpack[Told]) -> None:
    """Update the top line for an ordinary moment, with these changes."""
    told: Told = {
        "left": LEFT,
        "faults": 2,
        "clock": "19:42",
        "sure": True,
        "mark": "recorded",
        "entries": 1214,
    }
    told.update(other)
    app.query_one(TopLine).show(**told)


class Console(Wall):
    """A wall whose terminal has only ASCII signs."""

    plain = True


async def test_the_top_line_says_where_and_how_it_stands() -> None:
    """Assembly, meeting and item are at the left; faults, clock and mark at the right edge."""
    app = Wall(lambda: [TopLine()])
    async with app.run_test(size=(80, 4)) as pilot:
        _tell(app)
        await pilot.pause()
        assert text_rows(app)[0] == f" {LEFT}        ⚠ 2   19:42   ● 1,214 recorded "


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("recorded", "● 1,214 recorded"),
        ("recording", "◌ recording"),
        ("unsigned", "◍ 3 not signed"),
        ("left out", "■ 3 not understood"),
        ("damaged", "■ DAMAGED"),
        ("failed", "■ NOT RECORDED"),
    ],
)
@pytest.mark.parametrize("width", [20, 40, 80])
async def test_the_mark_is_never_cut(mark: Mark, word: str, width: int) -> None:
    """At any width the journal's mark is complete at the right edge."""
    app = Wall(lambda: [TopLine()])
    async with app.run_test(size=(width, 4)) as pilot:
        _tell(app, mark=mark, waiting=3)
        await pilot.pause()
        assert text_rows(app)[0].endswith(f"{word} ")


async def test_a_doubtful_clock_has_a_question_mark() -> None:
    """The time is shown with a mark that it may be wrong."""
    app = Wall(lambda: [TopLine()])
    async with app.run_test(size=(80, 4)) as pilot:
        _tell(app, sure=False, faults=0)
        await pilot.pause()
        assert "19:42?" in text_rows(app)[0]
        assert "⚠" not in text_rows(app)[0]


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (40, LEFT),
        (38, "Maple Stree… · weekly meeting · 3 of 7"),
        (30, "Maple S… · weekly me… · 3 of 7"),
        (20, "weekly… · 3 of 7"),
        (10, "3 of 7"),
        (3, "3…"),
        (0, ""),
    ],
)
def test_the_place_in_the_agenda_goes_last(room: int, text: str) -> None:
    """Long names are shortened first, then the assembly goes, then the meeting."""
    assert shortened(LEFT, room) == text


@given(texts, st.integers(0, 100), st.booleans())
def test_a_shortened_left_fits(text: str, room: int, plain: bool) -> None:
    """For any names, the left part takes no more room than there is."""
    assert cell_len(shortened(text.replace("\t", " "), room, plain)) <= room or not text


async def test_equal_lines_paint_nothing() -> None:
    """Updated with the same values, neither the top line, the coach nor the keys are painted."""
    app = Wall(lambda: [TopLine(), Coach(), KeyBar()])
    async with app.run_test(size=(80, 10)) as pilot:
        for again in (False, True):
            seen = repaints(app) if again else []
            _tell(app)
            app.query_one(Coach).show("Press SPACE.", 'Say: "Bahar, please."')
            app.query_one(KeyBar).refresh_keys()
            await pilot.pause()
            assert seen == []


async def test_the_coach_is_never_cut() -> None:
    """Two long sentences wrap at 80 columns; every word of them is on the wall."""
    do = (
        "Press SPACE or A and type the name of whoever wants to speak, "
        + "then wait " * 12
        + "until it is done."
    )
    say = 'Say: "' + "Wilhelmina-Constanze, your point of order, please. " * 4 + '"'
    app = Wall(lambda: [Coach()])
    async with app.run_test(size=(80, 12)) as pilot:
        app.query_one(Coach).show(do, say)
        await pilot.pause()
        assert " ".join(" ".join(text_rows(app)).split()) == " ".join(f"{do} {say}".split())


async def test_a_refusal_goes_away_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is shown for some seconds; the next accepted key removes it at once."""
    waiting: list[tuple[float, Callable[[], None]]] = []
    monkeypatch.setattr(Notice, "set_timer", lambda _self, after, then: waiting.append((after, then)))
    app = Wall(lambda: [Notice()])
    async with app.run_test(size=(60, 4)) as pilot:
        notice = app.query_one(Notice)
        notice.say("Bahar is already waiting.")
        await pilot.pause()
        assert "▸ Bahar is already waiting." in text_rows(app)[0]
        ((after, then),) = waiting
        assert 3 <= after <= 15
        then()
        assert not notice.display
        notice.say("Once more.")
        notice.clear()
        assert not notice.display


async def test_a_grave_sentence_stays() -> None:
    """NOT RECORDED is neither replaced by a refusal nor removed by the next key."""
    app = Wall(lambda: [Notice()])
    async with app.run_test(size=(60, 4)) as pilot:
        notice = app.query_one(Notice)
        notice.say("NOT RECORDED: write it on paper.", grave=True)
        notice.say("Bahar is already waiting.")
        notice.clear()
        await pilot.pause()
        assert "■ NOT RECORDED: write it on paper." in text_rows(app)[0]


class Keys(Wall):
    """Six keys, one of them not possible now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go", "next"),
        Binding("a,A", "go", "add a name", key_display="A"),
        Binding("p,P", "stop", "pause", key_display="P"),
        Binding("up", "go", "higher"),
        Binding("x", "go", "hidden", show=False),
        Binding("f1,question_mark", "go", "keys", key_display="?"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "stop" else True

    def action_go(self) -> None:
        """Do nothing."""

    def action_stop(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (80, "  SPACE next  A add a name  P pause  ↑ higher  ? keys"),
        (40, "  SPACE next  A add a name  ? keys"),
        (24, "  SPACE next  ? keys"),
        (12, "  ? keys"),
    ],
)
async def test_keys_drop_off_at_the_right(width: int, row: str) -> None:
    """The likeliest stay longest, and `? keys` is always there."""
    app = Keys(lambda: [KeyBar()])
    async with app.run_test(size=(width, 4)) as pilot:
        app.query_one(KeyBar).refresh_keys()
        await pilot.pause()
        shown = text_rows(app)[0].rstrip()
        assert [part for part in shown.split("  ") if part in row.split("  ")] == shown.split("  ")
        assert shown == row


async def test_a_key_that_is_not_possible_now_is_grey() -> None:
    """It keeps its place, so that hands find it, in the quiet colour."""
    app = Keys(lambda: [KeyBar()])
    async with app.run_test(size=(80, 4)) as pilot:
        app.query_one(KeyBar).refresh_keys()
        await pilot.pause()
        bold = {
            segment.text.strip(): bool(segment.style and segment.style.bold)
            for segment in app.screen._compositor.render_strips()[0]
        }
        assert bold["A"]
        assert not any(text.startswith("P") and is_bold for text, is_bold in bold.items())


async def test_a_console_gets_ascii_lines() -> None:
    """Signs, dots and arrows all have twins."""

    class Plain(Keys):
        plain = True

    app = Plain(lambda: [TopLine(), Notice(), Coach(), KeyBar()])
    async with app.run_test(size=(80, 10)) as pilot:
        _tell(app, left="x" * 100 + " · 3 of 7")
        app.query_one(Notice).say("No.")
        app.query_one(KeyBar).refresh_keys()
        await pilot.pause()
        assert "".join(text_rows(app)).isascii()


@settings(max_examples=25, deadline=None)
@given(texts)
async def test_hostile_texts_are_only_texts(text: str) -> None:
    """No markup, no action, no control character reaches a cell of any line."""
    app = Wall(lambda: [TopLine(), Notice(), Coach()])
    async with app.run_test(size=(60, 12)) as pilot:
        _tell(app, left=text)
        app.query_one(Notice).say(text)
        app.query_one(Coach).show(text, text)
        await pilot.pause()
        assert harmless(app)


def test_the_corpus_holds_what_terminals_obey() -> None:
    """Escape, the 8-bit control introducer, bidi overrides, markup and a lone surrogate are all in it."""
    everything = "".join(CORPUS)
    assert all(sign in everything for sign in ("\x1b", "\x9b", "\u202e", "[@click", "\ud800"))
