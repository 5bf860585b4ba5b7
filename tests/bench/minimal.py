"""The rival: the smallest Textual apps that do what is measured, without a journal and other duties.

    python -c "from tests.bench.minimal import main; main('clock')"

`clock` shows two lines, ticks once a second and swaps a word at `p`; `screens` switches between two installed
screens at F2 and F3. They use Textual as its tutorial does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Digits, Footer, Header, Label, Static

READY = "minimal app, ready"


class Clock(App[None]):
    """A title, a clock of three rows, one word, the keys."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "pause", "pause")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Digits("", id="clock")
        yield Static("SPEAKING", id="word", markup=False)
        yield Label(READY, markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.tick()
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        self.query_one("#clock", Digits).update(f"{datetime.now():%H:%M:%S}")

    def action_pause(self) -> None:
        word = self.query_one("#word", Static)
        word.update("SPEAKING" if word.content == "PAUSED" else "PAUSED")


class Page(Screen[None]):
    """A screen with its title and thirty lines."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.words = title

    def compose(self) -> ComposeResult:
        yield Header()
        yield Label(f"the {self.words}", markup=False)
        yield Static("\n".join(f"{self.words} line {n}" for n in range(30)), markup=False)
        yield Footer()


class Screens(App[None]):
    """Two installed screens, changed with switch_screen."""

    ENABLE_COMMAND_PALETTE = False
    SCREENS: ClassVar[dict[str, Callable[[], Screen[None]]]] = {
        "floor": lambda: Page("floor"),
        "agenda": lambda: Page("agenda"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.switch_screen('floor')", "floor"),
        Binding("f3", "app.switch_screen('agenda')", "agenda"),
    ]

    def on_mount(self) -> None:
        self.push_screen("floor")


def main(which: str) -> None:
    """Run one of them until it is ended."""
    app = {"clock": Clock, "screens": Screens}[which]()
    app.run()
