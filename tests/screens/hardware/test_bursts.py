"""A burst of keys is a badge or nothing; whatever people can type counts, at once or 30 ms later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key
from textual.keys import _character_to_key

from screens.hardware.bursts import AGAIN, LATE, LEAST, Bursts
from screens.hardware.scanner_layout import TEST, Layout, compared

GAP = 0.03


def key(name: str, at: float) -> Key:
    """Return the key of a letter, or of a name, that went down at a time."""
    made = Key(_character_to_key(name), name) if len(name) == 1 else Key(name, None)
    made.time = at
    return made


class Typed:
    """Keys with times, through a guard with a clock of its own: keys that `came`, and `badges` scanned."""

    def __init__(self, gap: float = GAP) -> None:
        self.at = 0.0
        self.guard = Bursts(gap, lambda: self.at)
        self.came: list[str] = []
        self.badges: list[str] = []
        self.waited: list[float] = []
        """How long each key that counted was held back."""

    def key(self, name: str, after: float, late: float = 0.0, typing: bool = False) -> None:
        """Press a key so many seconds after the last one; the kiosk sees it `late`."""
        if 0 < self.guard.waits() < after - 1e-6:
            after -= self.guard.waits()
            self.at += self.guard.waits()
            self._take(self.guard.let_go())
        self.at += after
        pressed = key(name, self.at)
        self.at += late
        came = self.guard.hear(pressed, typing)
        self.at -= late
        self._take(came.keys)
        if came.badge is not None:
            self.badges.append(came.badge)

    def text(self, text: str, apart: float) -> None:
        for letter in text:
            self.key(letter, apart)

    def rest(self) -> None:
        """Let a second pass."""
        if waits := self.guard.waits():
            self.at += waits
            self._take(self.guard.let_go())
        self.at += 1

    def _take(self, keys: list[Key]) -> None:
        self.came += [each.character or each.key for each in keys]
        self.waited += [self.at - each.time for each in keys]


@pytest.mark.parametrize("apart", [0.0, 0.001, 0.015, GAP])
@pytest.mark.parametrize("badge", ["m000007", "°Xenia Okoro", "p nwby!ud :q y", "0000000", "ssssss"])
@pytest.mark.parametrize("end", ["enter", "ctrl+j", "tab"])
def test_a_burst_is_a_badge(badge: str, apart: float, end: str) -> None:
    """None of its keys counts, however quickly or slowly the scanner types."""
    typed = Typed()
    typed.rest()
    typed.text(badge, apart)
    typed.key(end, apart)
    typed.rest()
    assert (typed.badges, typed.came) == ([badge], [])


def test_what_people_type_counts_in_its_order() -> None:
    """Too few keys, too slow ones, no ENTER, an arrow between them: these are keys."""
    for keys_, apart in (("pnwby", 0.01), ("pnwbyu", 0.031), ("pnwbyu", 0.2)):
        typed = Typed()
        typed.text(keys_, apart)
        typed.key("enter", apart)
        typed.rest()
        assert (typed.badges, typed.came) == ([], [*keys_, "enter"])
    typed = Typed()
    typed.text("pnwbyud", 0.005)
    typed.rest()
    typed.key("enter", 0.0)
    assert (typed.badges, typed.came) == ([], [*"pnwbyud", "enter"])
    typed = Typed()
    typed.text("pnwby", 0.005)
    typed.key("down", 0.005)
    typed.text("u", 0.005)
    typed.key("enter", 0.005)
    assert (typed.badges, typed.came) == ([], [*"pnwby", "down", "u", "enter"])


TIMES = st.lists(
    st.tuples(st.sampled_from([*"pn wyu+1", "down", "escape", "f2", "enter", "ctrl+u"]), st.floats(0.0, 0.2)),
    max_size=30,
)


@given(TIMES)
def test_nothing_is_lost_but_badges(keys_: list[tuple[str, float]]) -> None:
    """Keys come in their order, each once; a lone one is held back 30 ms at most."""
    typed = Typed()
    for name, after in keys_:
        typed.key(name, after)
    typed.rest()
    pressed = [name for name, _after in keys_]
    if not typed.badges:
        assert typed.came == pressed
    else:
        rest = iter(pressed)
        assert all(name in rest for name in typed.came)
    if all(after > GAP for _name, after in keys_):
        assert typed.came == pressed
        assert max(typed.waited, default=0) <= GAP + 1e-6


@given(TIMES)
def test_a_text_field_and_a_kiosk_without_a_guard_wait_for_nothing(keys_: list[tuple[str, float]]) -> None:
    """Each key counts when it comes."""
    for gap, typing in ((GAP, True), (0.0, False)):
        typed = Typed(gap)
        for name, after in keys_:
            typed.key(name, after, typing=typing)
        assert typed.came == [name for name, _after in keys_]
        assert max(typed.waited, default=0) == 0


def test_where_the_kiosk_was_late_nothing_is_dropped() -> None:
    """People typed while it was busy, and all keys are read at once."""
    typed = Typed()
    typed.text("pnwbyu", 0.001)
    typed.key("enter", 0.001, late=LATE + 0.01)
    assert (typed.badges, typed.came) == ([], [*"pnwbyu", "enter"])
    guard = Bursts(GAP, lambda: 0.0)
    came = [each for name in "pnwbyu" for each in guard.hear(key(name, 0.0), read_late=True).keys]
    came += guard.hear(key("enter", 0.0), read_late=True).keys
    assert len(came) == LEAST + 1


def test_a_key_that_is_held_down_or_pressed_again_counts_at_once() -> None:
    """Only its first press waits for 30 ms."""
    typed = Typed()
    typed.key("+", 1.0)
    typed.key("+", 0.5)
    for _again in range(20):
        typed.key("+", 0.025)
    assert typed.came == ["+"] * 22
    assert max(typed.waited[1:]) == 0
    typed.rest()
    typed.key("+", AGAIN)
    assert len(typed.came) == 22


def layout(text: str, swapped: dict[str, str]) -> str:
    return "".join(swapped.get(letter, letter) for letter in text)


GERMAN = {"z": "y", "y": "z", "Z": "Y", "Y": "Z", "-": "ß", "'": "ä"}
FRENCH = dict(zip("1234567890-'aqwzmAQWZM.", "&é\"'(-è_çà)ùqazw,QAZW?:", strict=True))
RUSSIAN = dict(zip("qwertyuiop", "йцукенгшщз", strict=True))


@pytest.mark.parametrize("swapped", [{}, GERMAN, FRENCH, RUSSIAN])
@pytest.mark.parametrize("prefix", ["", "°"])
def test_another_keyboard_layout_is_found_and_read(swapped: dict[str, str], prefix: str) -> None:
    """What the test finds makes a badge of the same scanner readable."""
    found = compared(prefix + layout(TEST, swapped))
    assert found is not None
    assert (found.whole, found.lost) == (True, "")
    read = str.maketrans(found.arrives, found.means)
    for badge in ("m007", "Zoe Yilmaz", "anna-qwerty 1234567890", TEST):
        assert layout(badge, swapped).translate(read) == badge


def test_letters_that_arrive_alike_are_named() -> None:
    """What cannot be told apart is not guessed."""
    found = compared(layout(TEST, {"y": "z"}))
    assert found is not None
    assert found.lost == "yz"
    assert "z" not in found.arrives


def test_a_badge_is_no_test() -> None:
    """A test with missing letters is one; any other text is a badge."""
    assert compared("m007") is None
    assert compared("Xenia Okoro") is None
    assert compared(TEST[:-5]) == Layout(whole=False)
    assert compared(TEST) == Layout()
