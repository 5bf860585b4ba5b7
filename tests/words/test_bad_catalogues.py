"""A catalogue that does not fit or cannot be read costs its sentences their translation, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from kiosk import language
from kiosk.language import contexts, speaking, words
from kiosk.language.fitting import fits
from tests.words.__main__ import _renew

ONE, MANY = "{n} turn of {name}", "{n:,} turns of {name}"
RULE = b"plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
"""What Babel writes for French."""


@pytest.fixture
def floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the place of the floor's French catalogue."""
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    path = tmp_path / "fr" / "LC_MESSAGES" / "floor.mo"
    path.parent.mkdir(parents=True)
    return path


def compiled(path: Path, catalogue: Catalog) -> bytes:
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return path.read_bytes()


def french() -> Catalog:
    catalogue = Catalog(domain="floor", locale="fr", fuzzy=False)
    catalogue.add("{name} speaks", "{nom} parle")
    catalogue.add("Now", "Maintenant", context="when")
    catalogue.add("Nobody", "Personne")
    catalogue.add((ONE, MANY), ("un tour de {name}", "{n:,} tours de {nom}"))
    return catalogue


def test_one_bad_translation_stays_english(floor: Path) -> None:
    """The others are French, and one form of a plural is dropped without the other."""
    compiled(floor, french())
    _, ngettext = words("floor")
    pgettext, _n = contexts("floor")
    with speaking("fr"):
        assert _("{name} speaks").format(name="Ana") == "Ana speaks"
        assert (_("Nobody"), pgettext("when", "Now")) == ("Personne", "Maintenant")
        assert ngettext(ONE, MANY, 1).format(n=1, name="Ana") == "un tour de Ana"
        assert ngettext(ONE, MANY, 2).format(n=2, name="Ana") == "2 turns of Ana"


@pytest.mark.parametrize(
    ("english", "translation", "good"),
    [
        ("{name} speaks", "{name}, {name} parle", True),
        ("{name} speaks", "on parle", True),
        ("{name} speaks", "{touche} parle", False),
        ("{name} speaks", "{} parle", False),
        ("{name} speaks", "{name parle", False),
        ("{name} speaks", "{name.nom} parle", False),
        ("{name} speaks", "{name:d} parle", False),
        ("{name} speaks", "{name!x} parle", False),
        ("{n:,} turns", "{n} tours", True),
        ("{n:,} turns", "{n:,} tours", True),
        ("{n:,} turns", "{n:{name}} tours", False),
        ("Press {key[moment.next]}", "{key[moment.next]} !", True),
        ("Press {key[moment.next]}", "{key[touche]} !", False),
        ("Press {key[moment.next]}", "{key} !", False),
        ("Press the key", "{touche}", False),
        ("{ opens a table", "{ ouvre un tableau", True),
    ],
)
def test_what_can_be_filled_in(english: str, translation: str, good: bool) -> None:
    """Every placeholder of the translation is in the English sentence, with its index and its format."""
    assert fits(translation, english) is good


@pytest.mark.parametrize(
    "damage", ["short", "none", "magic", "charset", "no charset", "bytes", "plural", "folder"]
)
def test_a_file_that_cannot_be_read_is_as_good_as_none(floor: Path, damage: str) -> None:
    """Its sentences are English."""
    data = compiled(floor, french())
    changed = {
        "short": data[:300],
        "none": b"",
        "magic": b"x" * len(data),
        "charset": data.replace(b"charset=utf-8", b"charset=tlh-8"),
        "no charset": data.replace(b"charset=utf-8", b"chorset=utf-8"),
        "bytes": data.replace(b"Personne", b"\xff" * 8),
        "plural": data.replace(RULE, b"plural=(n >> );".ljust(len(RULE))),
        "folder": b"",
    }[damage]
    assert changed != data
    floor.write_bytes(changed)
    if damage == "folder":
        floor.unlink()
        floor.mkdir()
    _, ngettext = words("floor")
    with speaking("fr"):
        assert (_("Nobody"), ngettext(ONE, MANY, 2)) == ("Nobody", MANY)


def test_every_length_and_every_changed_byte(
    floor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No damage ends in a traceback, wherever it is."""
    data = compiled(floor, french())
    _, ngettext = words("floor")
    wrong = [data[:length] for length in range(0, len(data), 7)]
    wrong += [data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :] for at in range(len(data))]
    for at, changed in enumerate(wrong):
        there = tmp_path / str(at) / "fr" / "LC_MESSAGES" / "floor.mo"
        there.parent.mkdir(parents=True)
        there.write_bytes(changed)
        monkeypatch.setattr(language, "LOCALES", tmp_path / str(at))
        with speaking("fr"):
            assert _("{name} speaks").format(name="Ana")
            assert ngettext(ONE, MANY, 0).format(n=0, name="Ana")


def test_a_rule_for_plurals_that_divides_by_nothing(floor: Path) -> None:
    """It is computed when a number is told, long after the file was read."""
    data = compiled(floor, french())
    assert RULE in data
    floor.write_bytes(data.replace(RULE, b"plural=(1 / n);".ljust(len(RULE))))
    _, ngettext = words("floor")
    _pgettext, npgettext = contexts("floor")
    with speaking("fr"):
        assert (ngettext(ONE, MANY, 0), _("Nobody")) == (MANY, "Personne")
        assert npgettext("when", "one", "many", 0) == "many"


def test_what_was_compiled_before_a_fault_is_deleted(floor: Path) -> None:
    """`make words` says so; after the fault was mended the file is there again."""
    template, wanted = Catalog(domain="floor"), french()
    template.add("{name} speaks")
    compiled(floor, wanted)
    with floor.with_suffix(".po").open("wb") as file:
        write_po(file, wanted)
    found = _renew(floor.with_suffix(".po"), template)
    assert "['nom']" in found[0]
    assert "not there until this is mended" in found[-1]
    assert not floor.exists()
    po = floor.with_suffix(".po")
    po.write_text(po.read_text("utf-8").replace("{nom} parle", "{name} parle"), "utf-8")
    assert _renew(po, template) == []
    assert floor.exists()
