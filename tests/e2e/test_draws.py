"""An evening of draws through a real terminal, with rotation, and how a member checks it later.

The hands at the keyboard know only the wall. Afterwards a stranger with a browser and a shell, and no
kiosk, checks every draw of the evening.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Page, Phone, fetch
from tests.e2e.assembly import KIOSK, Command, entries, found, kiosk
from tests.e2e.hands import Hands
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal")]

NAMES = "Amina Bahar Chris Dilan Eva Farid Gül Hana Ivo Jérôme Kemal Leyla Mira Nils Olga Pavel".split()
HANDS = ("4152", "6631", "4253", "1122")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return sixteen people in two cells, fourteen of them present, and an open item before any draw."""
    people: list[Command] = [
        {"do": "roster.add", "name": name, "cell": ("north", "south")[at % 2], "here": at < 14}
        for at, name in enumerate(NAMES)
    ]
    items: list[Command] = [{"title": "Draw the roles of tonight", "kind": "lot"}, {"title": "Strike fund"}]
    opened: list[Command] = [{"do": "agenda.adopt", "items": items}, {"do": "item.open", "item": 1}]
    return found(tmp_path / "data", [{"do": "meeting.open"}, *people, *opened])


@pytest.fixture
def hands(folder: Path) -> Iterator[Hands]:
    """Yield hands on the smallest wall."""
    with Terminal([KIOSK, "--data", folder], size=(80, 24)) as terminal:
        hands = Hands(terminal)
        hands.see("recorded")
        yield hands


@needs("tmux", "chromium", "sh", "sha256sum", "sort", "sed", "grep", "cut")
def test_an_evening_of_draws(hands: Hands, folder: Path, tmp_path: Path) -> None:
    """After a rule, a ceremony, a draw given up and a quick draw, a stranger checks every draw."""
    let_roles_go_round(hands)
    seal = ceremony(hands)
    give_up(hands)
    quick(hands)
    see_the_turns(hands)
    address = close(hands)
    kinds = [entry["kind"].partition("/")[0] for entry in entries(folder)]
    assert kinds.count("lot.corrected") == 1
    assert kinds.count("lot.aborted") == 1
    assert kinds.count("lot.drawn-quickly") == 1
    with Phone() as phone:
        page = phone.open(address)
        check_as_a_stranger(phone, page, tmp_path, seal)


def let_roles_go_round(hands: Hands) -> None:
    """Answer five questions: all roles together, no rest, newcomers at once, a no keeps the turn."""
    hands.press("f9", see="Roles go round")
    hands.press("r", see="Who is here and is owed a turn in the cycle")
    hands.say("2", see="How many meetings does somebody rest after a turn?")
    hands.press("enter", see="Do newcomers wait for the next cycle?")
    hands.press("n", see="Does a no use up the turn?")
    hands.press("n", see="Does the latest holder who is here help the next")
    hands.record("n")


def ceremony(hands: Hands) -> str:
    """Play quotas that cannot be met, then can; one excluded, one absent; a typing error; a no. Returns
    the seal, as photographed."""
    hands.press("f4", see="Cycle 1: 14 are still owed a turn.")
    hands.press("k", see="How many of which cell?")
    hands.say("north 2", see="smallest change that would do: ask for 1 of cell north instead of 2")
    hands.see("It cannot be drawn like this: R changes the roles, K the quotas, F6 who is")
    hands.press("space", see="▸ facilitator: 2 of cell north are wanted for 1 seat")
    hands.press("k", see="How many of which cell?")
    hands.say("north 1, timekeeper: south 1", see="of cell south")
    hands.press("x", see="Who is left out tonight, or let in?")
    hands.say("eva, travels", see="Left out: Eva (travels)")
    hands.record("space")
    hands.see("Out (1), left out (travels): Eva")
    hands.record("b")
    hands.press("f6", see="Not here: Olga, Pavel")
    hands.name("olga", "Olga")
    hands.press("escape", "f4", see="14 members are in the hat")
    hands.see("Left out: Eva (travels)")
    hands.record("space")
    hands.record("space")
    hands.see("The kiosk has fixed its secret")
    seal = hands.scan()
    hands.press("space", see="Hand 1")
    for hand in HANDS[:2]:
        hands.terminal.type(hand)
        hands.record("enter")
    hands.press("backspace", see="The last line, as it should be")
    hands.press("backspace", see="6 6 3")
    hands.terminal.type("2")
    hands.record("enter")
    hands.see("6 6 3 2 (corrected)")
    hands.press("escape", "s", see="The kiosk has fixed its secret")
    assert hands.scan() == seal
    hands.press("space", see="Hand 3")
    for hand in HANDS[2:]:
        hands.terminal.type(hand)
        hands.record("enter")
    hands.see("16 of 16 dice thrown")
    hands.press("space", see="FACILITATOR   accepts? Y / N")
    hands.record("n")
    hands.see("FACILITATOR   accepts? Y / N")
    hands.press("y", see="TIMEKEEPER   accepts? Y / N")
    hands.press("y", see="MINUTES   accepts? Y / N")
    hands.press("y", see="Line 2 was corrected: it was 6 6 3 1, it is 6 6 3 2.")
    return seal.lower()


def give_up(hands: Hands) -> None:
    """Begin another draw and give it up after the seal."""
    hands.press("r", see="Which roles are drawn?")
    hands.say("kitchen 2", see="kitchen  2")
    hands.see("Cycle 1: 11 are still owed a turn.")
    hands.record("space")
    hands.see("holds a role: facilitator")
    hands.record("space")
    hands.press("g", see="Give this draw up?")
    hands.record("y")


def quick(hands: Hands) -> None:
    """Draw with one key, and give two answers."""
    hands.see("11 members are in the hat")
    hands.record("d")
    hands.see("KITCHEN   accepts? Y / N")
    hands.record("y")
    hands.record("y")
    hands.see("you must trust this machine")


def see_the_turns(hands: Hands) -> None:
    """Check that five of sixteen have had a turn."""
    hands.press("c", see="11 of 16 are still owed a turn in this cycle.")
    hands.press("escape", see="SPACE goes on. R begins another draw.")


def close(hands: Hands) -> str:
    """Close the meeting; returns the address of the minutes."""
    hands.press("f8", see="Read back:")
    hands.press("space", see="Close the meeting?")
    hands.press("y", see="Does it come back next time?")
    hands.press("y", see="or type")
    return hands.scan()


def check_as_a_stranger(phone: Phone, page: Page, folder: Path, seal: str) -> None:
    """Follow the minutes to the page of each draw; run its lines in sh and its files in `kiosk lot check`."""
    found = page.evaluate("[...document.links].map(link => link.href).join(' ')")
    pages = sorted({link for link in str(found).split() if link.endswith("check.html")})
    assert [re.findall(r"/(\d{3})/check", link)[0] for link in pages] == ["001", "002", "003"]
    for link in pages:
        number = link.split("/")[-2]
        place = folder / number
        place.mkdir()
        checking = phone.open(link)
        assert checking.fits()
        if number == "002":
            assert "given up" in checking.text()
            continue
        for name in ("pool.txt", "seed.txt", "result.txt"):
            (place / name).write_bytes(fetch(link.replace("check.html", name)))
        # The lines that a member sees in the browser, and would copy.
        shell = checking.evaluate(
            "[...document.querySelectorAll('pre.shell')].map(part => part.textContent).join('')"
        )
        order = checking.evaluate(
            "[...document.querySelectorAll('ol.order > li > code:first-child')]"
            ".map(code => code.textContent).join(' ')"
        )
        done = subprocess.run(
            ["sh", "-eu"], input=str(shell), cwd=place, capture_output=True, text=True, check=True, timeout=60
        )
        sums = [row for row in done.stdout.splitlines() if len(row.split()) == 3]
        assert [row.split()[2] for row in sums] == str(order).split()
        assert (seal in done.stdout) == (number == "001")
        checked = kiosk("lot", "check", *(place / name for name in ("pool.txt", "seed.txt", "result.txt")))
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert (seal in checked.stdout.replace(" ", "")) == (number == "001")
