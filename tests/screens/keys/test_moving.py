"""The keys of kiosk.toml are moved together, or refused in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import DeviceFault
from kiosk.settings import read_settings
from screens.keys import declared
from screens.keys.moving import chosen
from screens.keys.names import FUNCTION, NAMES, SIGNS

TAKEN = {
    '"floor.ask" = "j"': {"floor.ask": ("j",)},
    '"floor.ask" = "J"': {"floor.ask": ("j",)},
    '"floor.ask" = "j, f11"': {"floor.ask": ("j", "f11")},
    'floor.ask = "j"': {"floor.ask": ("j",)},
    '"floor.ask" = "x"\n"floor.pass" = "a"': {"floor.ask": ("x",), "floor.pass": ("a",)},
    '"moment.next" = "F11"': {"moment.next": ("f11",)},
    '"app.help" = "?,f1,insert"': {"app.help": ("question_mark", "f1", "insert")},
    '"moment.back" = "ESC, f11"': {"moment.back": ("escape", "f11")},
    '"floor.order" = "SPACE"\n"moment.next" = "!"': {
        "floor.order": ("space",),
        "moment.next": ("exclamation_mark",),
    },
    '"journal.down" = "PAGE ↓"\n"journal.pagedown" = "↓"': {
        "journal.down": ("pagedown",),
        "journal.pagedown": ("down",),
    },
}

REFUSED = {
    '"floor.ask" = "x"': "X would be both pass (floor.pass) and add a name (floor.ask).",
    '"floor.ask" = "F5"': "F5 would be both add a name (floor.ask) and proposal (app.proposal).",
    '"app.undo" = "y"': "Y would be both yes (lot.accept) and undo (app.undo).",
    '"question.yes" = "n"': "N would be both yes (question.yes) and no (question.no).",
    '"floor.ask" = "esc"': "ESC leads out of every line, and can do nothing else.",
    '"floor.ask" = "@"': "@ needs AltGr on some keyboards.",
    '"floor.ask" = "ctrl+x"': "ctrl+x is no key that the kiosk knows.",
    '"floor.ask" = "f13"': "f13 is no key that the kiosk knows.",
    '"floor.ask" = "x,,y"': 'A key stands in quotation marks, like "x" or "x, f6".',
    '"floor.ask" = ""': 'A key stands in quotation marks, like "x" or "x, f6".',
    '"floor.ask" = 5': 'A key stands in quotation marks, like "x" or "x, f6".',
    '"floor.aks" = "x"': "No key is called floor.aks.",
    '"line.leave" = "x"': "out of the line (line.leave) keeps its key.",
    '"choice.row-1" = "x"': "take that row (choice.row-1) keeps its key.",
    '"text.take" = "x"': "take it (text.take) is pressed while text is typed: it needs one of F1 to F12.",
    '"floor.ask" = "~"': "~ needs AltGr on some keyboards.",
    '"floor.ask" = ";"': "; is what the badge scanner types first.",
}


def _wanted(lines: str) -> dict[str, object]:
    return tomllib.loads(f"[keys]\n{lines}\n")["keys"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str, tmp_path: Path) -> None:
    """Names of the wall and of Textual, capitals, several keys and exchanged keys are accepted."""
    assert chosen(_wanted(lines)) == TAKEN[lines]
    (tmp_path / "kiosk.toml").write_text(f"[keys]\n{lines}\n", "utf-8")
    assert chosen(read_settings(tmp_path).keys) == TAKEN[lines]


@pytest.mark.parametrize("lines", REFUSED)
def test_refused(lines: str) -> None:
    """The sentence gives the reason with the actions, the keys that are used, and the line to change."""
    with pytest.raises(DeviceFault) as fault:
        chosen(_wanted(lines), scanner=";")
    rest = f" All keys stay as they were; in kiosk.toml, change the line {lines}"
    assert fault.value.sentence == REFUSED[lines] + rest


def test_the_later_of_two_lines_is_the_one_to_change() -> None:
    """Of two moved keys that collide, the one written last is named."""
    with pytest.raises(DeviceFault, match=r'J would be both .* change the line "floor.pause" = "j"$'):
        chosen({"floor.ask": "j", "floor.pause": "j"})


KEYS = st.sampled_from([*NAMES, *SIGNS.values(), *FUNCTION, *"abcxyzABC019éж", "@", "", "ctrl+c", "\x00"])
IDS = st.sampled_from([*declared.every(), "floor", "", "app.nothing"])
VALUES = st.one_of(st.lists(KEYS, max_size=3).map(",".join), st.integers(), st.dictionaries(KEYS, KEYS))


def _ids(wanted: dict[str, object]) -> Iterator[str]:
    """Yield the ids that are given a key; a part without lines names none."""
    for name, keys in wanted.items():
        yield from _ids(keys) if isinstance(keys, dict) else [name]


@given(st.dictionaries(IDS, VALUES, max_size=4))
def test_nothing_else_comes_of_it(wanted: dict[str, object]) -> None:
    """For any `[keys]`, each key named there has moved, or one sentence says why none has."""
    try:
        moved = chosen(wanted)
    except DeviceFault as fault:
        moved, said = {}, fault.sentence
    else:
        said = ""
    assert ("in kiosk.toml, change the line" in said) == bool(said)
    assert all(moved.values())
    assert set(moved) <= set(declared.every())
    assert moved or said or not list(_ids(wanted))


def test_a_badge_scanner_keeps_its_sign() -> None:
    """A letter before each badge cannot be a key, because every badge would press it."""
    with pytest.raises(DeviceFault, match=r"^J is what the badge scanner types first\."):
        chosen({"floor.ask": "j"}, scanner="j")
    assert chosen({"floor.ask": "j"}, scanner="~") == {"floor.ask": ("j",)}
