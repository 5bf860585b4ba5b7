"""The speaker's clock: phases, figures, a bar, and no repaint without a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices.floor.timing import phase_of
from kiosk.practices.rules.events import Counting
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import PHASES, ClockFace, Face, time_text, until_change
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.topline import TopLine
from tests.pictures import text_rows
from tests.screens.widgets.test_bigtext import Snapshot
from tests.screens.widgets.wall import Wall, repaints


class Turn(Wall):
    """A clock in the middle of a turn."""

    def __init__(
        self,
        left: int,
        planned: int,
        phase: Face,
        look: str = "kiosk-night",
        plain: bool = False,
        flash: bool = False,
    ) -> None:
        super().__init__(lambda: [ClockFace(plain=plain)], look, "ClockFace { height: 1fr; }")
        self._told = (left, planned, phase, flash)

    def on_mount(self) -> None:
        super().on_mount()
        left, planned, phase, flash = self._told
        self.query_one(ClockFace).show(left, planned, phase, flash=flash)


@pytest.mark.parametrize(
    ("left", "planned", "phase"),
    [
        (120, 120, "speaking"),
        (30.1, 120, "speaking"),
        (30, 120, "wrap up"),
        (10.1, 120, "wrap up"),
        (10, 120, "last"),
        (0.1, 120, "last"),
        (0, 120, "over"),
        (-12, 120, "over"),
        (16, 40, "speaking"),
        (15, 40, "wrap up"),
        (150, 600, "wrap up"),
        (151, 600, "speaking"),
        (-500, 0, "speaking"),
        (500, 0, "speaking"),
    ],
)
def test_phases_begin_when_the_design_says(left: float, planned: float, phase: str) -> None:
    """The phases are wrap up at max(15 s, 25 %), the last 10 s, then over; without a plan there is no end."""
    assert phase_of(left, planned) == phase


@pytest.mark.parametrize(
    ("left", "planned", "text"),
    [
        (120_000, 120_000, "2:00"),
        (119_999, 120_000, "2:00"),
        (84_000, 120_000, "1:24"),
        (1, 120_000, "0:01"),
        (0, 120_000, "+0:00"),
        (-999, 120_000, "+0:00"),
        (-12_000, 120_000, "+0:12"),
        (-83_500, 0, "1:23"),
        (760_000, 0, "12:40"),
        (5_400_000, 5_400_000, "90:00"),
    ],
)
def test_time_as_it_is_shown(left: int, planned: int, text: str) -> None:
    """A begun second counts whole while time is left; over counts up from zero."""
    assert time_text(left, planned) == text


@given(
    left=st.integers(-100_000_000, 100_000_000),
    how=st.sampled_from([(120_000, "down"), (120_000, "up"), (0, "down")]),
)
def test_the_figures_change_when_it_is_said(left: int, how: tuple[int, Counting]) -> None:
    """The figures change exactly when announced, to the millisecond, in either direction."""
    planned, count = how
    change, now = until_change(left), time_text(left, planned, count)
    assert 1 <= change <= 1_000
    assert time_text(left - change + 1, planned, count) == now
    assert time_text(left - change, planned, count) != now


@pytest.mark.parametrize("size", [(80, 10), (66, 14), (160, 25)], ids=str)
def test_a_turn_as_it_looks(snap_compare: Snapshot, size: tuple[int, int]) -> None:
    """The picture shows 1:24 of two minutes, at three sizes."""
    assert snap_compare(Turn(84_000, 120_000, "speaking"), terminal_size=size)


@pytest.mark.parametrize("phase", [*PHASES])
def test_phases_as_they_look(snap_compare: Snapshot, phase: Face) -> None:
    """Each phase has its word and its sign."""
    left = {"wrap up": 28_000, "last": 9_000, "over": -12_000}.get(phase, 84_000)
    assert snap_compare(Turn(left, 120_000, phase, "kiosk-day"), terminal_size=(40, 9))


def test_a_flash_turns_the_face_over(snap_compare: Snapshot) -> None:
    """Ink and paper are exchanged while the flash lasts."""
    assert snap_compare(Turn(0, 120_000, "over", flash=True), terminal_size=(40, 9))


async def test_a_console_shows_ascii_only() -> None:
    """Word, sign, figures and bar all have ASCII twins."""
    for phase in PHASES:
        app = Turn(84_000, 120_000, phase, "kiosk-console", plain=True)
        async with app.run_test(size=(60, 12)):
            assert "".join(text_rows(app)).isascii()


async def test_the_bar_is_what_is_left() -> None:
    """The bar is full at the start, half at half time, empty when over."""
    for left, full in ((120_000, 27), (60_000, 14), (0, 0), (-5_000, 0)):
        app = Turn(left, 120_000, "speaking")
        async with app.run_test(size=(36, 9)):
            bar = text_rows(app)[-1]
            assert (bar.count("▓"), bar.count("░")) == (full, 27 - full)
            assert bar.rstrip().endswith("of 2:00")


async def test_figures_are_six_rows_at_the_smallest_wall() -> None:
    """A clock of 34 columns and 8 rows draws its figures six rows high, over or not, an hour's turn too."""
    for left, planned in (
        (84_000, 120_000),
        (-12_000, 120_000),
        (3_599_000, 3_600_000),
        (-12_000, 1_260_000),
    ):
        app = Turn(left, planned, phase_of(left / 1000, planned / 1000))
        async with app.run_test(size=(34, 8)):
            assert sum(bool(row.strip()) for row in text_rows(app)[1:-1]) == 6


async def test_figures_are_eleven_rows_on_a_large_wall() -> None:
    """66 columns and 14 rows are less than the floor gives at 160x45."""
    app = Turn(84_000, 120_000, "speaking")
    async with app.run_test(size=(66, 14)):
        assert sum(bool(row.strip()) for row in text_rows(app)[1:-1]) == 11


async def test_a_phase_that_does_not_exist_is_a_mistake() -> None:
    """A misspelt phase is found in a test, not in a meeting."""
    app = Turn(0, 0, "speaking")
    async with app.run_test():
        with pytest.raises(ValueError, match="no such phase: waiting"):
            app.query_one(ClockFace).show(0, 0, "waiting")  # type: ignore[arg-type]


async def test_a_tick_repaints_the_clock_and_nothing_else() -> None:
    """Ten looks at the same second paint nothing; the next second paints one widget once."""
    widgets = (TopLine, BigText, Coach, KeyBar)
    app = Wall(lambda: [ClockFace(), *(kind() for kind in widgets)])
    async with app.run_test(size=(80, 24)) as pilot:
        clock = app.query_one(ClockFace)
        clock.show(84_000, 120_000, "speaking")
        await pilot.pause()
        seen = repaints(app)
        for left in range(83_999, 83_000, -100):
            clock.show(left, 120_000, "speaking")
            await pilot.pause()
        assert seen == []
        clock.show(83_000, 120_000, "speaking")
        await pilot.pause()
        assert seen == [{"ClockFace"}]


async def test_another_look_repaints_the_clock() -> None:
    """The colours are those of the present look, although the time has not changed."""
    app = Turn(84_000, 120_000, "speaking", "kiosk-night")
    async with app.run_test(size=(40, 9)) as pilot:
        night = [list(strip) for strip in app.query_one(ClockFace)._drawn()]
        app.theme = "kiosk-day"
        await pilot.pause()
        clock = app.query_one(ClockFace)
        day = [list(clock.render_line(y)) for y in range(9)]
        assert day == [list(strip) for strip in clock._drawn()]
        assert day != night
