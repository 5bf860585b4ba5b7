"""Lists of people in the forms that assemblies have."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.look_alikes import looks
from kiosk.typed.member_list_file import MemberList, judged, path_of, read_people, swapped, with_column
from kiosk.typed.text_file import decoded, read_file

LISTS = Path(__file__).parent.parent / "vectors" / "rosters"
TRUTH = json.loads((LISTS / "truth.json").read_text("utf-8"))
KINDS = json.loads((LISTS / "kinds.json").read_text("utf-8"))

Pairs = list[tuple[str, str]]


def pairs(members: MemberList) -> Pairs:
    """Return names with cells."""
    return [(person.name, person.cell) for person in members.people]


def doubted(members: MemberList) -> bool:
    """True if anything of the list has a ▲."""
    return bool(members.doubts or any(line.doubt for line in members.lines))


@pytest.mark.parametrize("name", TRUTH)
def test_files_that_people_bring(name: str) -> None:
    """Every file gives the right names and cells."""
    right = [(person["name"], person["cell"]) for person in TRUTH[name]]
    assert pairs(read_people(read_file(LISTS / name))) == right


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_lists(kind: str) -> None:
    """Each kind of list gives the right names and cells, also as a paste, whose line ends are CR."""
    right = [tuple(pair) for pair in KINDS[kind]["people"]]
    text = KINDS[kind]["text"]
    assert pairs(read_people(text)) == right
    assert pairs(read_people(text.replace("\n", "\r"))) == right
    assert pairs(read_people(decoded(text.encode("utf-16")))) == right


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("name\nAna Lima\nana lima\n", ["heading", "", "twice"]),
        ("Ana Lima, north\nAna Lima, south\n", ["", ""]),
        ("Ana Lima\n/media/stick/list.csv\nlist.csv", ["", "path", "path"]),
        ("Ana Lima\nTotal: 1", ["", "total"]),
        ("Members 2026\nname;cell\nAna Lima;north\n# end", ["title", "heading", "", "comment"]),
        ("Ana Lima\n" + "x" * 61, ["", "long"]),
        ("Ana Lima\na@example.org", ["", "nameless"]),
        ("North:\nAna Lima\nSouth:\nBo Kay", ["cell", "", "cell", ""]),
        ("Ana Lima\nAmina Diallo", ["", "known"]),
        ("\n\n  \n", []),
    ],
)
def test_rows_that_are_no_person(text: str, left: list[str]) -> None:
    """A row that is left out stays in the list, with the reason."""
    assert [line.left for line in read_people(text, ["Amina Diallo"]).lines] == left


@pytest.mark.parametrize(
    "text",
    [
        "Ana, North\nBo, South\n",
        "Berg, Anna\nKral, Ivo\nLima, Ana\nAlt, Zed\n",
        'name,cell\n"Ana Lima,north\nBo Kay,south\n',
        "Ana Lima, north\nBo Kay, south, also garden\nChris Oh, south\nDi Ott, south\nEve Poe, north",
        "Ana Lima\nAna Lima, north",
        "Ana 2\nBo",
        "Ana/Bo\nChris",
        "Ana Lima, Bo Kay, Chris Oh",
        "Ana \N{ZERO WIDTH NON-JOINER}\u202eLima\nBo",
        "Jina;Kikundi\nAna Lima;north\nBo Kay;south\nChris Oh;south\n",
    ],
)
def test_what_is_only_likely_has_a_doubt(text: str) -> None:
    """What could be another way is said."""
    assert doubted(read_people(text))


def test_letters_that_were_guessed_are_a_doubt() -> None:
    """The doubt names somebody with such a letter."""
    members = read_people(decoded("name;cell\nAna Lima;north\nPetr Dvořák;south\n".encode("cp1250")))
    assert pairs(members) == [("Ana Lima", "north"), ("Petr Dvořák", "south")]
    assert members.doubts == ["The letters of this file were guessed: look at Petr Dvořák."]


def test_putting_right() -> None:
    """First and last names, rows, names and cells can each be taken the other way, and back."""
    members = read_people("Berg;Anna;3;north\nKral;Ivo;4;south\nLima;Ana;5;south\nAlt;Zed;6;south")
    assert pairs(members)[0] == ("Anna Berg", "north")
    assert pairs(swapped(members))[0] == ("Berg Anna", "north")
    assert pairs(swapped(swapped(members))) == pairs(members)
    assert pairs(judged(members, 0))[0] == ("Ivo Kral", "south")
    assert pairs(judged(judged(members, 0), 0)) == pairs(members)
    assert pairs(with_column(members, "cell"))[0] == ("Anna Berg", "")
    assert pairs(with_column(with_column(members, "cell"), "cell"))[0] == ("Anna Berg", "3")
    assert pairs(with_column(members, "name"))[0] == ("Anna", "north")


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [("Berg Anna\nKral Ivo Max", "Berg Anna", "Anna Berg"), ('"Berg, Anna"\n', "Anna Berg", "Berg Anna")],
)
def test_swapping_names_of_one_column(text: str, name: str, other: str) -> None:
    """The first word goes to the end; a comma says where the last name ends."""
    members = read_people(text)
    assert members.people[0].name == name
    assert swapped(members).people[0].name == other


def test_the_same_person_again_can_be_another_one() -> None:
    """The room may say that a name which stands twice is of two people, or that one is no member yet."""
    members = read_people("Ana\nAna\nBo", ["Bo"])
    assert pairs(members) == [("Ana", "")]
    assert pairs(judged(judged(members, 1), 2)) == [("Ana", ""), ("Ana", ""), ("Bo", "")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/a/b.csv\n", "/a/b.csv"),
        ("'/a b/c.csv' ", "/a b/c.csv"),
        ("file:///tmp/a%20b.csv", "/tmp/a b.csv"),
        ("lists/members.CSV", "lists/members.CSV"),
        ("./members", "members"),
        ("/media/stick/My\\ list.xlsx", "/media/stick/My list.xlsx"),
        ("~/list", "~/list"),
        ("Anna Berg", None),
        ("Ana/Bo", None),
        ("a\nb.csv", None),
        ("", None),
    ],
)
def test_paths(text: str, path: str | None) -> None:
    """A path may be quoted, relative, dropped by a terminal or a file manager; names are no paths."""
    assert path_of(text) == (path and Path(path))


def names_of(alphabet: str) -> st.SearchStrategy[str]:
    """Return names of two words, each with a capital and small letters."""
    word = st.text(alphabet, min_size=2, max_size=8).map(str.capitalize)
    return st.tuples(word, word).map(" ".join)


ALPHABETS = {
    "utf-8": "abcdeghiknorstuzäöüéèçñåøğşıłžčřšůабвгдежзиклмнопрстуфхαβγδεζηθλμνξορστφאבגדהוזחטיكلمنب",
    "utf-16": "abcdeghiknorstuzäöüéèçñåøğşıłžčřšůабвгдежзиклмнопрстуф",
    "cp1252": "aeiourstnäöüéèçñ",
    "cp1250": "aeiourstnkáčěířšžů",
    "cp1251": "абвгдезиклмнопрсту",
}


def composed(text: str) -> str:
    """Return the text in NFC."""
    return unicodedata.normalize("NFC", text)


def _look(name: str) -> str:
    return min(looks(name))


@st.composite
def written(draw: st.DrawFn) -> tuple[Pairs, bytes]:
    """Draw people of different looks, and the bytes of a list of them."""
    encoding = draw(st.sampled_from(sorted(ALPHABETS)))
    names = draw(
        st.lists(
            names_of(ALPHABETS[encoding]),
            min_size=1,
            max_size=12,
            unique_by=_look,
        )
    )
    cells = draw(st.lists(names_of(ALPHABETS[encoding]), max_size=3))
    people = [(name, draw(st.sampled_from(["", *cells]))) for name in names]
    headed = draw(st.booleans())
    rows = [("name", "cell"), *people] if cells or headed else [(name,) for name in names]
    file = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if draw(st.booleans()) else csv.QUOTE_MINIMAL
    separator = draw(st.sampled_from("\t;,|"))
    end = draw(st.sampled_from(("\n", "\r\n", "\r")))
    csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    return people, file.getvalue().encode(encoding, "replace")


@settings(max_examples=40)
@given(written())
def test_any_list_survives_being_written(drawn: tuple[Pairs, bytes]) -> None:
    """Names and cells come back from any of the encodings and separators, or there is a doubt."""
    people, data = drawn
    members = read_people(decoded(data))
    normal = [
        (unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", cell)) for name, cell in people
    ]
    assert pairs(members) == normal or doubted(members)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Any pasted text is read; each row is a person with a name that fits, or has a reason."""
    members = read_people(text)
    assert all(line.left or (line.name.strip() and len(line.name) <= 60) for line in members.lines)


def test_a_long_text_that_is_no_list() -> None:
    """Thousands of headings take as long as their number says."""
    assert len(read_people("# a:\n" * 5_000).lines) == 5_000


@pytest.mark.parametrize(
    ("text", "names", "doubts"),
    [
        ("First Name,Last Name\nAna,López\nCher,\n,Suharto\nBo,Lee", "Ana López|Cher|Suharto|Bo Lee", 2),
        ("Name,Cell\nAnna Berg 1,north\nAnna Berg 2,north\nCem,south", "Anna Berg 1|Anna Berg 2|Cem", 2),
        ("First,Last,Cell\nAna,Berg,north\nsee the other list,,\nBo,Lee,south", "Ana Berg|Bo Lee", 1),
        ("Name\nAna Berg\nLopez, Ana\nBo Lee", "Ana Berg|Ana Lopez|Bo Lee", 1),
        ("Ana Berg\nLopez, Ana\nBo Lee", "Ana Berg|Ana Lopez|Bo Lee", 1),
        ("Ana Berg\nBo Lee, north\nCem Oz", "Ana Berg|Bo Lee|Cem Oz", 0),
    ],
)
def test_rows_unlike_the_others_are_doubted(text: str, names: str, doubts: int) -> None:
    """Half a name, a figure, a comma in one row: nobody is left out in silence."""
    found = read_people(text)
    assert [name for name, _cell in pairs(found)] == names.split("|")
    assert sum(bool(line.doubt) for line in found.lines) == doubts


@pytest.mark.parametrize("label", ["* myContacts", "Garden ::: * myContacts", "north"])
def test_a_cell_that_all_people_have_is_doubted(label: str) -> None:
    """The labels of an address book are no cells."""
    assert read_people(
        f"First Name,Last Name,Labels\nAna,Berg,{label}\nBo,Lee,{label}\nCem,Oz,{label}"
    ).doubts
