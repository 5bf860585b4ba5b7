"""What a clipboard brings: a proposal keeps its lines, and a name that cannot be read is asked about."""

from __future__ import annotations

from pathlib import Path

from kiosk.minutes.build import of_open
from kiosk.minutes.render import render
from kiosk.practices import meeting
from tests.screens.happened import item_open
from tests.screens.house import House

CODE = "Rules:\n\t- no lists\n\t\t- but this\u2028\tif door.open:\n\t\tclose\u00adit"


async def test_a_name_that_cannot_be_read_is_asked_about(tmp_path: Path) -> None:
    """N takes nothing; Y takes it as it stands; a name with unseen letters is the name without them."""
    house = House(tmp_path)
    house.ask(meeting.rules.Open())
    size = house.desk.journal.size
    async with house.hands(at="arrive") as hands:
        for answer, kinds in (("n", []), ("y", ["member.joined"])):
            await hands.paste("Zo\u202erra")
            await hands.press("enter", "y")
            await hands.sees("Is the name Zo\N{REPLACEMENT CHARACTER}rra right?")
            await hands.press(answer)
            await hands.rest()
            assert house.kinds(size) == kinds
        await hands.paste("Zü\u200brich\u00ad")
        await hands.press("enter", "y")
        await hands.rest()
        assert house.kinds(size) == ["member.joined", "member.joined"]
    assert [house.desk.name(f"m{n:03d}") for n in (28, 29)] == ["Zo\N{REPLACEMENT CHARACTER}rra", "Zürich"]


async def test_a_pasted_proposal_keeps_its_lines(tmp_path: Path) -> None:
    """On the wall, and in every form of the minutes, in which its lines begin where they began."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="proposal") as hands:
        await hands.press("w")
        await hands.type("Door")
        await hands.paste(CODE)
        await hands.press("f2")
        await hands.sees("- no lists")
        rows = [row.rstrip() for row in hands.wall().splitlines()]
    at = next(n for n, row in enumerate(rows) if "Rules:" in row)
    margin = rows[at].index("Rules:")
    assert [row[margin:] for row in rows[at : at + 5]] == [
        "Rules:",
        "    - no lists",
        "        - but this",
        "    if door.open:",
        "        closeit\u201d",
    ]
    minutes = of_open(house.desk)
    assert "        - but this\n    if door.open:" in house.desk.state.proposal.proposals[1].versions[0]
    assert "\n            - but this\n        if door.open:\n" in render(minutes, "text").decode()
    assert "> \u00a0\u00a0\u00a0\u00a0\\- no lists\\\n" in render(minutes, "markdown").decode()
    assert "<br>\n\u00a0\u00a0\u00a0\u00a0if door.open:" in render(minutes, "html").decode()
    assert "\\n        - but this\\n    if door.open:" in render(minutes, "json").decode()
