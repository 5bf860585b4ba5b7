"""A whole evening through a real terminal, from keys alone: first start, meeting, minutes on a phone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.browser import Page, Phone, fetch
from tests.e2e.assembly import KIOSK, NAMES, entries, folder_with_port, kiosk, recorded, sound
from tests.e2e.hands import Hands
from tests.needs import needs
from tests.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal")]

ROSTER = "\n".join(f"{name}, {cell}" for name, cell in zip(NAMES, ["north", "roof"] * 4, strict=False))
AGENDA = """\
---
title: Weekly meeting
---
# Thursday

- Check-in round (10 min)
- Draw the facilitator #lot 10 min

## Business

| topic | who | time |
|---|---|---|
| Rent strike fund (proposal) | Amina | 25 min |
| Boiler: report of the working group | Marta | 15m |

- Roof repairs, see [the offers](https://example.org/offers)
"""
TEXT = "We pay 30 % of collected rents into the strike fund until 1 March."
MORE = " Reviewed each month."
DICE = "415266313524161435265123"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Hands]:
    """Yield a kiosk that was never started before, on the smallest wall."""
    folder = folder_with_port(tmp_path / "data")
    (folder / "agenda").mkdir()
    (folder / "agenda" / "thursday.md").write_text(AGENDA)
    with Terminal([KIOSK, "--data", folder], size=(80, 24)) as terminal:
        yield Hands(terminal)


@needs("tmux", "chromium", "ssh-keygen")
def test_an_evening(evening: Hands, tmp_path: Path) -> None:
    """Three questions and a whole meeting give minutes that a stranger's tools verify."""
    data = tmp_path / "data"
    first_start(evening)
    arrive(evening)
    agenda(evening)
    talk(evening)
    rest(evening)
    commitment = lot(evening)
    propose(evening)
    close(evening)
    address = take_home(evening)
    with Phone() as phone:
        page = phone.open(address)
        read_on_a_phone(page)
        verify_as_a_stranger(page, tmp_path / "stranger", commitment)
    evening.terminal.keys("q")
    evening.see("Leave the kiosk?")
    evening.terminal.type("quit")
    evening.terminal.keys("enter")
    assert evening.terminal.wait_end() == 0
    assert f"size         {len(entries(data))}" in sound(data)
    assert all(name not in (data / "journal" / "entries").read_text() for name in NAMES if len(name) > 5)


def first_start(hands: Hands) -> None:
    """Give the name, the members (pasted) and the way in which minutes travel."""
    hands.see("What is your assembly called?")
    hands.say("Maple Street 4", see="Who belongs to it?")
    hands.terminal.paste(ROSTER)
    hands.see("7 people, 2 cells")
    hands.press("f2", see="Is every name right?")
    hands.press("enter", see="How do members fetch the minutes?")
    hands.press("1", see="To open a meeting, press SPACE.")
    hands.see(lambda screen: recorded(screen) == 1 + len(NAMES) + 1)


def arrive(hands: Hands) -> None:
    """Confirm the clock, let people arrive with a newcomer and a guest, and set a quorum."""
    hands.press("space", see="Is it ")
    hands.press("space", "enter", "n", see="What date and time is it?")
    hands.say("25:00", see="Say the date and time like this")
    hands.terminal.keys(*["backspace"] * len("2026-11-22 25:00"))
    hands.say(f"{datetime.now():%Y-%m-%d %H:%M}", see="Who is here?")
    for letters, whole in zip(("ami", "bah", "chr", "dil", "lind", "jero", "wilh"), NAMES, strict=True):
        hands.name(letters, whole)
    hands.say("Rie Okafor", see="Does Rie Okafor belong to the assembly?")
    hands.record("y")
    hands.say("Marta", see="Does Marta belong to the assembly?")
    hands.record("n")
    hands.say("amina", see="Amina Diallo is already here.")
    hands.out()
    hands.press("k", see="How many members must be here?")
    hands.terminal.type("50%")
    hands.record("enter")
    hands.see("8 in the roster · 1 guest · quorum 4 ✓")


def agenda(hands: Hands) -> None:
    """Import the agenda file, which says what it read and asks who two people are, and adopt it."""
    hands.press("f3", see="or I to read a file")
    hands.press("i", see="thursday.md")
    hands.say("1", see="5 items")
    hands.press("w", see="Who is Amina?")
    hands.say("ami", see="Who is Marta?")
    hands.say("marta", see="If the room agrees, press SPACE to adopt.")
    hands.press("space", see="5 items left")
    hands.see("on time")


def talk(hands: Hands) -> None:
    """Play the first item: a list, a point of order before it, a pause that is undone."""
    hands.press("space", see="Nobody is waiting. A adds a name.")
    for key, letters, whole in (("a", "jer", "Jérôme"), ("a", "rie", "Rie Okafor"), ("!", "chr", "Chris")):
        hands.terminal.keys(key)
        hands.name(letters, whole)
    hands.see('Say: "Chris, your point of order, please."')
    hands.press("space", see="! POINT OF ORDER")
    hands.press("p", see="‖ PAUSED")
    hands.press("u", see="Taken back: turn paused.")
    hands.see("! POINT OF ORDER")
    hands.press("+", see="of 3:00")
    hands.press("space", see="When Jérôme has finished, press SPACE.")


def rest(hands: Hands) -> None:
    """Take a break until an hour; keys pressed meanwhile change nothing."""
    hands.press("b", see="A break until when?")
    hands.say("soon", see="Type the hour at which you go on, like 20:15.")
    hands.press("b", see="A break until when?")
    back = f"{datetime.now() + timedelta(minutes=20):%H:%M}"
    before = recorded(hands.say(back, see="‖ BREAK"))
    hands.press("f3", see="It is a break: resume first (SPACE).")
    hands.terminal.keys("a", "n", "p", "u", "q", ":", "enter")
    assert recorded(hands.press("space", see="‖ PAUSED")) == before + 1
    hands.press("space", see="▶ SPEAKING")


def lot(hands: Hands) -> str:
    """Play the whole ceremony with dice, with one decline. Returns the commitment that was photographed."""
    hands.press("n", see="Draw by lot")
    hands.press("r", see="Which roles are drawn?")
    hands.terminal.keys(*["backspace"] * len("facilitator, timekeeper, minutes"))
    hands.say("facilitator, minutes", see=lambda screen: not any("timekeeper" in row for row in screen))
    hands.record("space")
    hands.see("In the hat (8):")
    hands.record("space")
    hands.see("The kiosk has fixed its secret")
    photographed = hands.scan()
    thrown = hands.press("space", see="Hand 1")
    hands.say("7777", see="digits from 1 to 6")
    hands.terminal.keys(*["backspace"] * 4)
    dice = int(re.findall(r"0 of (\d+) dice thrown", "\n".join(thrown))[0])
    for start in range(0, dice, 4):
        hands.terminal.type(DICE[start : min(start + 4, dice)])
        hands.record("enter")
    hands.see("Press SPACE: the secret is opened, and the names follow.")
    hands.press("space", see="FACILITATOR   accepts? Y / N")
    hands.record("n")
    hands.see("FACILITATOR   accepts? Y / N")
    hands.press("y", see="MINUTES   accepts? Y / N")
    hands.press("y", see="nobody could have steered this")
    hands.press("space", see="Nobody is waiting. A adds a name.")
    return photographed


def propose(hands: Hands) -> None:
    """Write, amend, read out, test with a wrong count corrected, and adopt with a day of review."""
    hands.press("n", see="F5 shows the proposal.")
    hands.press("f5", see="No proposal is on the wall")
    hands.press("space", see="What do we propose?")
    hands.terminal.type(TEXT)
    hands.press("f2", see="Proposal 1, version 1 · Amina Diallo")
    hands.press("e", see="The next version")
    hands.terminal.type(MORE)
    hands.press("f2", see="{+")
    hands.record("space")
    for hands_up in ("5", "1", "1", "0"):
        hands.press("space", see="how many hands?")
        hands.terminal.type(hands_up)
        hands.record("enter")
    hands.press("1", see="Agree: how many hands?")
    hands.say("6", see='Say: "agree: 6, reservations: 1, stand aside: 1, block: 0. Is that right?"')
    hands.press("space", see="✓ read back")
    hands.press("space", see="When do we look at this decision again?")
    hands.press("enter", see="✓ ADOPTED")


def close(hands: Hands) -> None:
    """Read back and close the meeting; what was not reached comes back."""
    screen = hands.press("f8", see="Read back: 1 decision, 2 roles")
    assert any("Roof repairs" in row for row in screen)
    hands.press("space", see="Close the meeting?")
    hands.press("y", see="2 items were not reached.")
    hands.press("y", see="Minutes of meeting 1")


def take_home(hands: Hands) -> str:
    """Return the address in the code on the wall: the typed one with the journal's head after it."""
    screen = hands.see("or type")
    address = hands.scan()
    typed, _slash, head = address.removeprefix("HTTP://").lower().rpartition("/")
    assert re.fullmatch(r"[1-9][0-9]*\.[a-z2-7]{52}", head)
    assert any(typed in row for row in screen)
    return address


def read_on_a_phone(page: Page) -> None:
    """Check decision, people and width of the page."""
    said = page.text()
    assert TEXT + MORE in said
    assert all(name in said for name in (*NAMES, "Rie Okafor", "Marta", "Roof repairs"))
    assert page.fits()


def verify_as_a_stranger(page: Page, folder: Path, photographed: str) -> None:
    """Verify the minutes' signature with ssh-keygen, and the recomputed draw with the photographed seal."""
    folder.mkdir()
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    links = page.links().values()
    for name in ("md", "sig", "allowed_signers", "pool.txt", "seed.txt", "result.txt"):
        (address,) = [link for link in links if link.endswith(name)]
        (folder / name).write_bytes(fetch(address))
    keys = (folder / "allowed_signers").read_text().splitlines()
    signer, key = next(line for line in keys if not line.startswith("#")).split(maxsplit=1)
    assert signer.startswith("assembly-kiosk/maple-street-4-")
    assert "ssh-ed25519" in key
    command: list[str | Path] = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        folder / "allowed_signers",
        "-I",
        signer,
        "-n",
        "minutes",
    ]
    minutes = (folder / "md").read_bytes()
    for document, status in ((minutes, 0), (minutes.replace(b"30 %", b"80 %"), 255)):
        done = subprocess.run(
            [*command, "-s", folder / "sig"], input=document, capture_output=True, check=False, timeout=30
        )
        assert done.returncode == status, done.stderr
    checked = kiosk("lot", "check", *(folder / name for name in ("pool.txt", "seed.txt", "result.txt")))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert photographed.lower() in checked.stdout.replace(" ", "")
