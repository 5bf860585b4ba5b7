"""The documentation matches the kiosk: its keys, its words, its files, its commands.

Three conventions of docs/guide.md make this checkable: bold without small letters is a key (**SPACE**), text
in italics is on the wall, and `<!-- screen: floor -->` names the screen of the keys that follow; behind an F
key are the keys of the screen it leads to. The README's evening is played. docs/commands.md has its own test
(tests/cli/test_docs.py).
"""

from __future__ import annotations

import ast
import re
import sys
import time
import typing
from collections.abc import Iterator
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding

from kiosk.cli import command_names
from kiosk.desk.registry import REGISTRY
from kiosk.practices.agenda.importer import read_agenda
from kiosk.practices.messages import event_kind
from kiosk.terms import PersonId
from screens.app.app import KioskApp
from screens.app.registry import MOMENTS
from screens.keys.keymap import key
from screens.keys.names import written
from tests.needs import needs
from tests.terminal import Terminal

HOUSE = Path(__file__).parents[1]
README, GUIDE, RECORD = HOUSE / "README.md", HOUSE / "docs" / "guide.md", HOUSE / "docs" / "record.md"
ARCHITECTURE, RECIPES = HOUSE / "docs" / "architecture.md", HOUSE / "docs" / "recipes.md"
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
SPECS = HOUSE / "docs" / "specs"
KIOSK = Path(sys.executable).with_name("kiosk")

BOLD = re.compile(r"\*\*([^*]+)\*\*")
WALL = re.compile(r"(?<![*\w])\*([^*\n][^*]*)\*(?![*\w])")
DIALOGS = {"Y", "N", "ENTER", "ESC", "SPACE", "↑", "↓", "F2"}
"""Keys of a question, of a line and of a list of names, which may open on any screen."""
LARGEST_PICTURE = 150_000


def bound(*owners: type) -> dict[str, str]:
    """Return the keys of these classes, as printed on a keyboard -> what they do."""
    found: dict[str, str] = {}
    for owner in [one for cls in owners for one in cls.__mro__]:
        for binding in vars(owner).get("BINDINGS", []):
            if isinstance(binding, Binding):
                for key in binding.key.split(","):
                    found.setdefault(written(key), binding.description)
    return found


LEADS_TO = {
    binding.key.upper(): binding.action.split("'")[1]
    for binding in KioskApp.BINDINGS
    if isinstance(binding, Binding) and binding.action.startswith("go(")
}
"""F key -> the screen it leads to."""


def screen(name: str) -> type:
    """Return the class of a screen by its name in the guide."""
    if name == "welcome":
        return typing.cast(type, import_module("screens.welcome.welcome").Welcome)
    if name == "import":
        return typing.cast(type, import_module("screens.agenda.importing").AgendaImport)
    if name == "follow":
        return typing.cast(type, import_module("screens.follow.follow").SecondScreen)
    if name == "entry":
        return typing.cast(type, import_module("screens.journal.entry").EntryView)
    return type(MOMENTS[name]())


def sections(page: Path) -> Iterator[tuple[str, str]]:
    """Yield parts of a page with the screen that their keys belong to, "" for none."""
    parts = re.split(r"^<!-- screen: (\w*) -->$", page.read_text(), flags=re.MULTILINE)
    yield "", parts[0]
    yield from zip(parts[1::2], parts[2::2], strict=True)


@lru_cache(maxsize=1)
def spoken() -> list[str]:
    """Return every sentence of the program as a pattern in which a placeholder is any text."""
    found = set()
    for file in [path for part in ("kiosk", "screens", "devices") for path in (HOUSE / part).rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = re.sub(r"\{key\[([\w.+-]+)\]\}", lambda name: key[name[1]], node.value)
                text = re.escape(" ".join(named.split()))
                found.add(re.sub(r"\\\{[\w:,\\]+\\\}", ".+", text))
    return sorted(found)


def says(told: str) -> bool:
    """True if the program has this text: a whole sentence, or words of one without a placeholder there."""
    text = " ".join(told.split())
    return any(re.fullmatch(pattern, text) or re.escape(text) in pattern for pattern in spoken())


def test_every_key_is_bound() -> None:
    """Each key in the guide belongs to the screen it is named for, to every screen, or to a dialog."""
    unknown = []
    for name, text in sections(GUIDE):
        for passage in re.split(r"\n(?=\s*[-|\d]|\n)", text):
            named = [bold for bold in BOLD.findall(passage) if bold == bold.upper()]
            places = [place for key in named if (place := LEADS_TO.get(key))]
            keys = DIALOGS | set(bound(KioskApp, *map(screen, [name] * bool(name) + places)))
            unknown += [f"{name}: {key}" for key in named if key not in keys]
    assert not unknown


def test_screens_are_called_what_their_keys_say() -> None:
    """The table of screens in the guide names each F key once, as the row of keys does."""
    rows = dict(re.findall(r"^\| \*\*(F\d+)\*\* \| ([\w ]+?) \|", GUIDE.read_text(), re.MULTILINE))
    keys = {key: what for key, what in bound(KioskApp).items() if re.fullmatch(r"F\d+", key)}
    assert rows == keys


def test_the_wall_says_what_the_guide_says_it_says() -> None:
    """All text that the guide prints as the wall's is in the program."""
    text = re.sub(r"^```.*?^```$", "", GUIDE.read_text(), flags=re.MULTILINE | re.DOTALL)
    told = WALL.findall(text)
    assert told
    assert [words for words in told if not says(words)] == []


def named_paths(text: str) -> list[str]:
    """The files and folders in backquotes; one without a folder is beside the one named before it."""
    paths, folder = [], ""
    for path in re.findall(r"`([\w./-]+(?:/|\.\w+))`", re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)):
        if path.startswith(("kiosk/", "screens/", "devices/", "tests/", "docs/")):
            folder = path if path.endswith("/") else path.rpartition("/")[0] + "/"
            paths.append(path)
        elif folder and (path.endswith((".py", "/"))):
            paths.append(folder + path)
    return paths


def test_the_map_of_the_house_is_true() -> None:
    """Every file and folder that the README's table names exists."""
    part = README.read_text().partition("## The house")[2].partition("\n## ")[0]
    rows = [row for row in part.splitlines() if row.startswith("|") and " of its practice" not in row]
    paths = [path for row in rows for path in named_paths(row)]
    assert len(paths) > 30
    assert [path for path in paths if not (HOUSE / path).exists()] == []


def test_where_is_what_is_true() -> None:
    """Every file that the page about the architecture sends people to exists, and every name in it."""
    part = ARCHITECTURE.read_text().partition("## Where is what")[2].partition("\n## ")[0]
    rows = [row for row in part.splitlines() if row.startswith("|")]
    paths = [path for row in rows for path in named_paths(row)]
    assert len(paths) > 50
    assert [path for path in paths if not (HOUSE / path).exists()] == []
    for name, path in re.findall(r"`(\w+)` in `([\w./]+\.py)`", part):
        assert re.search(rf"\b{name}\b", (HOUSE / path).read_text()), (name, path)


MADE_BY_RECIPES = re.compile(r"/notice/|test_notice|/board/|minutes\.short\.jinja|/fr/")
"""What is in no file yet: the examples of docs/recipes.md."""


def test_recipes_name_files_that_are_there() -> None:
    """Each file that a recipe sends people to exists, or is made by a recipe."""
    paths = [path for line in RECIPES.read_text().splitlines() for path in named_paths(line)]
    assert len(paths) > 50
    assert [path for path in paths if not MADE_BY_RECIPES.search(path) and not (HOUSE / path).exists()] == []


CITED = re.compile(
    r"(?<![\w.-])(journal|lot|minutes)/(\d+)(?:, ([A-Z]\w+(?: [a-z]\w*)*)((?: (?:and )?\d+)*))?(?!\w)"
)
"""`journal/1`; after a comma its section, and the numbers of points: `journal/1, Opening 1 and 2`."""


def sections_of(spec: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a specification: `## Name: more`, and the points `3. **Name.** text` of a list."""
    marks = list(re.finditer(r"^(?:##+ |\d+\. \*\*)([\w ]+)", spec, re.MULTILINE))
    headings = [mark.start() for mark in marks if mark[0].startswith("#")] + [len(spec)]
    for mark in marks:
        yield mark[1].strip(), spec[mark.start() : min(at for at in headings if at > mark.start())]


def is_specified(name: str, version: str, section: str, *points: str) -> bool:
    """True if the page of a format exists, with the section and its numbered points."""
    if (SPECS / f"{name}-{version}.schema.json").exists() and not section:
        return True
    page = SPECS / f"{name}-{version}.md"
    if not page.exists() or not section:
        return page.exists()
    parts = dict(sections_of(page.read_text()))
    return section in parts and all(f"\n{point}. " in parts[section] for point in points)


def test_specifications_that_the_code_cites_exist() -> None:
    """Each format cited in the program, as `lot/1`, has its page in docs/specs, and each section exists."""
    cited = {
        (match[1], match[2], match[3] or "", *re.findall(r"\d+", match[4] or ""))
        for part in ("kiosk", "screens", "devices")
        for file in (HOUSE / part).rglob("*")
        if file.suffix in (".py", ".jinja", ".html")
        for match in CITED.finditer(" ".join(file.read_text().split()))
    }
    assert {("journal", "1", "Opening", "3"), ("lot", "1", "Recompute")} <= cited
    assert [one for one in sorted(cited) if not is_specified(*one)] == []


def anchor(heading: str) -> str:
    """Return the fragment that links to a heading."""
    return re.sub(r"[^\w -]", "", heading.strip().casefold()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file of the repository, and each link to a heading, finds it."""
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", page.read_text())):
        if re.match(r"\w+:", target):
            continue
        path, _, fragment = target.partition("#")
        to = (page.parent / path) if path else page
        text = to.read_text() if to.suffix == ".md" and to.exists() else ""
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        if not to.exists() or (fragment and fragment not in map(anchor, headings)):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_no_machine(page: Path) -> None:
    """No page names a registry or a folder of the machine that it was written on."""
    assert re.findall(r"/simple/|file://|(?<![\w.])/(?:root|work|home)\b", page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    """Each `kiosk ...` that a page tells people to type is a command."""
    typed = re.findall(
        r"(?:`|^ {4}(?:\S*/)?)kiosk(?: --data \S+)? ([a-z]+)\b", page.read_text(), re.MULTILINE
    )
    assert set(typed) <= set(command_names())


def test_pictures_are_small_and_shown() -> None:
    """Every picture is shown on some page, and is small enough to be cloned."""
    shown = "".join(page.read_text() for page in PAGES)
    for picture in (HOUSE / "docs" / "pictures").iterdir():
        assert picture.name in shown
        assert picture.stat().st_size < LARGEST_PICTURE


def test_the_example_agenda_is_understood() -> None:
    """The agenda of the guide is read as the guide says: so many items, no doubts, these kinds."""
    block = re.search(r"```markdown\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert block
    found = read_agenda(block[1], {"m001": "Tomáš Dvořák", "m002": "Amina Haddad"})
    assert found.doubtful == []
    told = re.findall(r"^\| ([^|]+) \| (\w+) \| (\d*)[^|]*\|", GUIDE.read_text(), re.MULTILINE)
    rows = [(item.title, item.kind, str(item.planned // 60 or "")) for item in found.items]
    assert [row for row in told if row[0] in {title for title, _, _ in rows}] == rows


def test_whatever_is_recorded_about_a_person_is_said() -> None:
    """Every kind of entry that holds a member's number is in docs/record.md."""
    page = RECORD.read_text()
    kinds = [
        event_kind(event).partition("/")[0]
        for practice in REGISTRY.practices.values()
        for event in practice.events
        if any(PersonId in (hint, *typing.get_args(hint)) for hint in _hints(event))
    ]
    assert kinds
    assert [kind for kind in kinds if f"`{kind}`" not in page] == []


def _hints(event: type) -> list[object]:
    return list(typing.get_type_hints(event, include_extras=True).values())


KEYS = {"SPACE": "space", "ENTER": "enter", "ESC": "escape", "BACKSPACE": "backspace"}
HAND = 0.1
"""Seconds between two presses of one key: sooner, the kiosk reads them as a key held down."""


def shows(words: str, rows: list[str]) -> bool:
    """True if the wall shows these words, wherever its lines end."""
    return words in " ".join(" ".join(rows).split())


@pytest.mark.e2e
@needs("tmux")
def test_the_five_minutes_of_the_readme() -> None:
    """The README's evening can be played from its keys alone, and the wall shows the words it prints."""
    part = README.read_text().partition("## Five minutes")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d+\. (.*(?:\n {3}.*)*)", part, re.MULTILINE)
    assert len(steps) > 5
    with Terminal([KIOSK, "demo"], size=(120, 36)) as terminal:
        for step in steps:
            for key, typed, wall in re.findall(r"\*\*([^*]+)\*\*|`([^`]+)`|\*([^*]+)\*", step):
                if key:
                    time.sleep(HAND)
                    terminal.keys(KEYS.get(key, key.casefold()))
                elif wall:
                    terminal.wait_for(partial(shows, " ".join(wall.split())), seconds=30)
                elif typed != ".venv/bin/kiosk demo":
                    terminal.type(typed)
        assert terminal.wait_end() == 0


def test_the_table_of_entries_leads_to_their_practices() -> None:
    """Each kind of entry is in the row of the practice that records it."""
    rows = re.findall(r"^\| (`[a-z]+\.[^|]+) \| ([a-z]+) \|$", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    assert rows
    for kind, known in REGISTRY.kinds.items():
        name = kind.partition("/")[0]
        whole, first = f"`{name}`", f"`{name.partition('.')[0]}.*`"
        found = [practice for patterns, practice in rows if {whole, first} & set(patterns.split(", "))]
        assert found == [known.owner], kind
