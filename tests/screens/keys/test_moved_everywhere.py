"""With every key moved, every scene names and answers the new ones."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input, TextArea

from screens.keys import declared, keymap
from screens.keys.moving import chosen
from tests.screens.hands import Hands, joined
from tests.screens.house import LARGE, House
from tests.screens.keys.elsewhere import everything_moved, exchanged, instead
from tests.screens.scenes import SCENES, Scene

OLD = re.compile(r"\b(?:SPACE|HOME|END|F1)\b|PAGE [↑↓]|(?<![\w'’.,-])[A-Z](?![\w'’-])")
WORDS = re.compile(
    r"\bA (?!adds|to add|and type)(?=[a-z]|OneRNG)"  # an article
    r"|\bI (?=support|can|am|pass|will)"
    r"|[Ll]abel (?:is )?B\b|\b[ABC] (?=The kiosk|A line was)"  # of a draw
    r"|\bH or T\b|\bTC AS\b"  # sides of a coin, and cards
)
"""Capitals that are not keys."""
SCREENS = Path(__file__).parents[3] / "screens"


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    """Restore the kiosk's keys after each test."""
    yield
    keymap.use({})


def old_names(text: str) -> list[str]:
    """Return the names of old keys in a text, each with the text around it."""
    plain = WORDS.sub("", text)
    return [plain[max(0, found.start() - 20) : found.end() + 20] for found in OLD.finditer(plain)]


def test_every_key_can_move_at_once() -> None:
    """The keymap of these tests is valid, and every key that can move does."""
    moved = everything_moved()
    assert chosen({name: ",".join(keys) for name, keys in moved.items()}) == moved
    assert {name for name in declared.every() if not declared.movable(name)} == set(declared.every()) - set(
        moved
    )
    stay = {name for name, keys in moved.items() if set(keys) & set(declared.default(name))}
    assert stay == {"welcome.back"}  # ESC: while text is typed no letter is a key


def places_named(wall: str) -> list[str]:
    """Return the keys of places that the wall names above the row of keys, in order."""
    return re.findall(r"\b(?:F[2-9]|F10)\b(?! +take it)", joined(wall.rstrip().splitlines()[:-1]))


async def _played(hands: Hands, scene: Scene) -> tuple[object, ...]:
    """Return what the keys of a scene led to: entries, moment, dialog, and what is typed."""
    await hands.settled()
    for key in scene.keys:
        await hands.press(instead(hands.app.screen, key))
    screen: Screen[object] = hands.app.screen
    typed = [each.value for each in screen.query(Input)] + [each.text for each in screen.query(TextArea)]
    return hands.house.kinds(0), hands.moment, hands.dialog, hands.entry_open(), typed


def _with_a_new_key() -> list[str]:
    """Return the first scene of each moment, and those that press a key which no earlier one pressed there:
    the sentences of the others are looked at below, in the code."""
    pressed: set[tuple[str, str]] = set()
    found = []
    for name, scene in SCENES.items():
        keys = {(scene.moment, key) for key in ("", *scene.keys)}
        if keys - pressed:
            found.append(name)
        pressed |= keys
    return found


@pytest.mark.parametrize("name", _with_a_new_key())
async def test_a_wall_names_no_old_key(tmp_path: Path, name: str) -> None:
    """The new keys do what the old ones did; sentences and the row of keys name no old key."""
    scene = SCENES[name]
    led: list[tuple[object, ...]] = []
    walls: list[str] = []
    for keys in ({}, everything_moved()):
        house = House(tmp_path / str(len(led)))
        house.keys = keys
        scene.before(house)
        async with house.hands(at=scene.moment, size=LARGE) as hands:
            led.append(await _played(hands, scene))
            walls.append(hands.wall())
    assert led[1] == led[0]
    assert old_names(joined(walls[1].splitlines())) == []
    new = {declared.default(name)[0].upper(): key.upper() for name, key in exchanged().items()}
    assert places_named(walls[1]) == [new[key] for key in places_named(walls[0])]


def _marked() -> Iterator[tuple[str, str]]:
    """Yield each sentence of the screens with its file."""
    for file in SCREENS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
            ):
                for said in node.args:
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield file.name, said.value


LITERAL = re.compile(OLD.pattern + r"|\b(?:F[2-9]|F10|ENTER|ESC|BACKSPACE|TAB)\b|[↑↓←→]")


def test_no_sentence_names_a_key_by_itself() -> None:
    """A key in a sentence is a placeholder, also in sentences that no scene shows."""
    own = ("moving.py", "names.py", "shared.py")  # sentences about keys in general
    named = [
        (file, said) for file, said in _marked() if file not in own and LITERAL.search(WORDS.sub("", said))
    ]
    assert named == []


def test_every_placeholder_is_a_key() -> None:
    """A sentence with an unknown id would fail when it is shown."""
    ids = [name for _file, said in _marked() for name in re.findall(r"\{key\[([^\]]*)\]", said)]
    assert len(ids) > 100
    assert {part for name in ids for part in name.split("+")} <= set(declared.every())


def test_no_key_is_undeclared() -> None:
    """Every binding of every screen has an id that is declared."""
    found = []
    for file in SCREENS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Binding":
                name = next((word.value for word in node.keywords if word.arg == "id"), None)
                found.append((file.name, name))
    assert [file for file, name in found if name is None] == []
    known = set(declared.every())
    assert {name.value for _file, name in found if isinstance(name, ast.Constant)} <= known


def test_one_id_has_one_key() -> None:
    """Where several screens use an id, it is on the same key in each."""
    for home in declared.homes():
        for name, binding in declared.of(home).items():
            assert tuple(binding.key.split(",")) == declared.default(name), (home, name)
