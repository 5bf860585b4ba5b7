"""The keys of kiosk.toml are moved together, or refused in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widget import Widget
from textual.widgets import Input, TextArea

from kiosk.errors import DeviceFault
from kiosk.practices import meeting
from kiosk.settings import read_settings
from screens.keys import declared, keymap
from screens.keys.moving import chosen
from screens.keys.names import FUNCTION, NAMES, SIGNS
from screens.widgets.entry import NameEntry
from screens.widgets.field import Correcting
from tests.screens.house import House

TAKEN = {
    '"floor.ask" = "j"': {"floor.ask": ("j",)},
    '"floor.ask" = "J"': {"floor.ask": ("j",)},
    '"floor.ask" = "j, f11"': {"floor.ask": ("j", "f11")},
    'floor.ask = "j"': {"floor.ask": ("j",)},
    '"floor.ask" = "x"\n"floor.pass" = "a"': {"floor.ask": ("x",), "floor.pass": ("a",)},
    '"moment.next" = "F11"': {"moment.next": ("f11",)},
    '"app.help" = "?,f1,insert"': {"app.help": ("question_mark", "f1", "insert")},
    '"moment.back" = "ESC, f11"': {"moment.back": ("escape", "f11")},
    '"floor.order" = "SPACE"\n"moment.next" = "F11"': {"floor.order": ("space",), "moment.next": ("f11",)},
    '"moment.next" = "space, f6"\n"app.arrive" = "f7"\n"app.mandates" = "f12"': {
        "moment.next": ("space", "f6"),
        "app.arrive": ("f7",),
        "app.mandates": ("f12",),
    },
    '"app.prompt" = "é"': {"app.prompt": ("é",)},
    '"text.take" = "insert"': {"text.take": ("insert",)},
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
    '"text.take" = "x"': "take it (text.take) is pressed while text is typed, and X belongs to the text.",
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


TYPED_OVER = [
    ("text.take", ["a", "space", "enter", "backspace", "tab", "up", "f6", "f7"]),
    ("welcome.next", ["f6", "enter", "pagedown"]),
    ("moment.next", ["j", "!", "enter", "delete", "tab", "pageup"]),
    ("app.arrive", ["8", "?", "down", "home"]),
    ("app.help", ["tab", "delete", "x", "f6"]),
]


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in TYPED_OVER for key in keys])
def test_what_is_typed_keeps_its_keys(name: str, key: str) -> None:
    """An action that is pressed while something is typed cannot have a key of the line or the text."""
    with pytest.raises(DeviceFault, match="is pressed while text is typed"):
        chosen({name: f"f11, {key}"})


def _press_over(where: type[Widget]) -> set[str]:
    """Return the keys of the kiosk that reach a widget of this class before its screen."""
    bound = where._merged_bindings
    return set(bound.key_to_bindings) & {*NAMES, *FUNCTION} - {"escape"} if bound else set()


@pytest.mark.parametrize("name", ["text.take", "app.help"])
@pytest.mark.parametrize("where", [Input, TextArea, NameEntry, Correcting])
def test_no_binding_of_a_widget_is_forgotten(name: str, where: type[Widget]) -> None:
    """Every key that Textual's widgets or the kiosk's lines bind is refused, also one of a later Textual."""
    assert _press_over(where)
    for key in _press_over(where):
        with pytest.raises(DeviceFault, match="is pressed while text is typed"):
            chosen({name: key})


async def test_keys_that_are_accepted_work_while_typing(tmp_path: Path) -> None:
    """The next step, the help and a text answer their new keys over a line or a text."""
    house = House(tmp_path)
    house.keys = chosen({"moment.next": "f11", "app.help": "insert", "text.take": "f12"})
    house.ask(meeting.rules.Open())
    house.ask(meeting.rules.Arrive(person="m001"))
    async with house.hands(at="arrive") as hands:
        assert "press F11" in hands.wall()
        await hands.press("insert")
        assert hands.dialog == "Keys"
        await hands.press("escape", "f11")
        assert hands.moment == "agenda"
        await hands.visit("proposal")
        await hands.press("f11")
        await hands.type("We meet on Thursdays", then="f12")
        assert not hands.dialog
    keymap.use({})


@pytest.mark.parametrize("wrap", [lambda deep: {"a": deep}, lambda deep: {"floor.ask": [deep]}])
def test_deep_tables_are_refused(wrap: Callable[[object], dict[str, object]]) -> None:
    """`a.a.a... = "x"`, which TOML allows, is refused as any other line, and the kiosk starts."""
    deep: object = "x"
    for _ in range(3000):
        deep = {"a": deep}
    with pytest.raises(DeviceFault, match=r"^A key stands in quotation marks.* change the line \[keys\]$"):
        chosen(wrap(deep))


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
    """A letter before each badge cannot be a key, because every badge would press it; nor can its capital."""
    for prefix in "jJ":
        with pytest.raises(DeviceFault, match=r"^J is what the badge scanner types first\."):
            chosen({"floor.ask": "j"}, scanner=prefix)
    assert chosen({"floor.ask": "j"}, scanner="~") == {"floor.ask": ("j",)}
