"""A member's name in any text field is asked about before it is recorded."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kiosk.desk.registry import REGISTRY
from kiosk.practices.messages import command_name
from screens.dialogs.question import Question
from screens.moment import Moment
from tests.practices.contract.made import with_words
from tests.screens.hands import until
from tests.screens.house import House


async def test_the_room_is_asked_wherever_the_words_were_typed(tmp_path: Path) -> None:
    """For every such field, in a worker or not, N records nothing, and the question names the member."""
    house = House(tmp_path, people=27)
    async with house.hands() as hands:
        moment = hands.app.screen
        assert isinstance(moment, Moment)
        for command in (one for kind in REGISTRY.commands for one in with_words(kind)):
            size = house.desk.journal.size
            with hands.app._context():
                asking = asyncio.ensure_future(moment.ask(command))
            await until(lambda: isinstance(hands.app.screen, Question), command_name(command))
            await hands.sees("Jérôme")
            await hands.press("n")
            assert await asking is None
            assert house.desk.journal.size == size
