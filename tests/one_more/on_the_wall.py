"""A kiosk with one place more, in a process of its own: the table of places is read when the app is imported.

python -m tests.one_more.on_the_wall FOLDER      prints what the wall shows, step by step
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from screens.app import places
from tests.one_more import REGISTRY
from tests.one_more.screen import PLACE

places.PLACES = (*places.PLACES, PLACE)

from kiosk.practices.agenda.commands import Open  # noqa: E402  the app reads the table when it is imported
from screens.app.app import KioskApp  # noqa: E402
from tests.one_more.harm.rules import AddRow, Begin  # noqa: E402
from tests.pictures import text_rows  # noqa: E402
from tests.practices.play import Play  # noqa: E402


def made(folder: Path) -> Play:
    """Return an assembly whose open ledger came back as the item that is open."""
    play = Play(folder, registry=REGISTRY)
    play.open_meeting("Ana", "Bo")
    play.ask(Begin(action="Block the ramp"))
    play.ask(AddRow(who="Night porters", harm="they are blamed"))
    play.next_meeting()
    play.ask(Open(item=play.state.agenda.items[-1].id))
    return play


async def shown(play: Play) -> None:
    """Print the floor, the page of everything else, the ledger, and the ledger once it is closed."""
    app = KioskApp(play.desk.folder, play.desk, lambda _name: play.desk)
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (["f2"], ["f9"], ["h"], ["c"]):
            await pilot.pause(1.0)
            await pilot.press(*keys)
            await pilot.pause(0.5)
            print(f"== {' '.join(keys)}")  # noqa: T201  it is read by a test
            print("\n".join(text_rows(app)))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(shown(made(Path(sys.argv[1]))))
