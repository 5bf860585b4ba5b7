"""docs/keys.md has every key: its name, what to press, and what it does.

python -m tests.screens.keys.test_page      writes the table of keys again
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from screens.app.places import PLACES
from screens.keys import declared, shared
from screens.keys.moving import chosen, meaning
from screens.keys.names import SIGNS, WITH_ALTGR, written

PAGE = Path(__file__).parents[3] / "docs" / "keys.md"
BEGIN, END = "<!-- keys begin -->\n", "<!-- keys end -->"
SPECIAL = {
    "app": "Everywhere",
    "import": "An agenda that is read from a file",
    "turns": "Lot: who has had a turn",
    "mandates": "Roles and decisions",
    "entry": "One entry of the journal",
    "welcome": "The first start",
    "members": "A list of people",
    "line": "A line for a name",
    "correcting": "A line for dice",
    "choice": "A list to choose from",
    "text": "A text of several lines",
    "code": "A code for phones",
    "unsigned": "Entries without a signature",
    "keys": "The page of all keys",
    "follow": "A second screen (`kiosk follow`)",
}
"""The first word of an id -> its screen, where that is not a place by its name. A screen that is neither here
nor among the places uses the ids of others."""


def titles() -> dict[str, str]:
    """Return the heading for each home, in the order of the page: everywhere, the places, then the others."""
    placed = {place.name: SPECIAL.get(place.name, place.name.capitalize()) for place in PLACES}
    return {"app": SPECIAL["app"], **placed, **SPECIAL}


def table() -> str:
    """Return the table: shared keys first, then place by place."""
    rows = ["### On several screens", "", *_rows(list(shared.KEYS))]
    for home, title in titles().items():
        own = [name for name in declared.of(home) if name.startswith(f"{home}.")]
        names = [name for name in own if name not in shared.KEYS]
        if names:
            rows += ["", f"### {title}", "", *_rows(names)]
    return "\n".join(rows) + "\n"


def _rows(names: list[str]) -> list[str]:
    head = ["| name | key | does | |", "|---|---|---|---|"]
    return head + [_row(name) for name in names if meaning(name)]


def _row(name: str) -> str:
    keys = dict.fromkeys(_written(each) for each in declared.default(name))
    stays = "" if declared.movable(name) else "*stays*"
    return f"| `{name}` | {', '.join(keys)} | {meaning(name)} | {stays} |"


def _written(key: str) -> str:
    *held, last = key.split("+")
    return "+".join([*(each.upper() for each in held), written(last)])


def test_the_table_has_every_key() -> None:
    """The table is made from the screens; `python -m tests.screens.keys.test_page` writes it."""
    assert PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0] == table()


def test_every_key_says_what_it_does() -> None:
    """Only rows of a list after the first, and keys that turn pages, have no description."""
    named = set(re.findall(r"^\| `([\w.-]+)`", table(), re.MULTILINE))
    assert set(declared.every()) - named == {f"choice.row-{n}" for n in range(2, 10)}


def test_the_example_is_taken() -> None:
    """The page's example is valid in kiosk.toml."""
    example = PAGE.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    assert len(chosen(tomllib.loads(example)["keys"])) == 3


def test_the_page_names_every_sign() -> None:
    """The page lists the signs that can be keys, and those that cannot."""
    text = PAGE.read_text("utf-8")
    taken = text.partition("one of the signs `")[2].partition("`")[0].split()
    assert set(taken) == set(SIGNS.values())
    refused = text.partition("on some keyboards: `")[2].partition("`")[0].split()
    assert set(refused) <= set(WITH_ALTGR)


def write() -> None:
    """Put the table into the page."""
    head, _begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}{table()}{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    write()
