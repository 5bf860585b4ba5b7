"""--language and the terminal's language: of the command's own sentences, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import language
from tests.cli.conftest import Kiosk
from tests.words.pseudo import PSEUDO, speak_them


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language of accents is there, and the terminal says nothing of its own."""
    speak_them(tmp_path / "locales")
    monkeypatch.setattr(language, "LOCALES", tmp_path / "locales")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    language.speak(language.ENGLISH)


def test_a_language_without_words_is_refused(kiosk: Kiosk) -> None:
    """Wrong use, and the languages that there are."""
    outcome = kiosk("--language", "tlh", "verify")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == 'There are no words in "tlh" here; --language takes one of: en.\n'


@pytest.mark.parametrize("argv", [("--language", PSEUDO, "verify"), ("verify", f"--language={PSEUDO}")])
def test_a_command_speaks_it(kiosk: Kiosk, made_up: None, argv: tuple[str, ...]) -> None:
    """Before the command or after it, with an equals sign or without."""
    assert "⟦Ţĥéřé îš ñö ĵöûřñáĺ ţö řéáð" in kiosk(*argv).err


@pytest.mark.parametrize(
    ("name", "value", "spoken"),
    [
        ("LANG", "en_XA.UTF-8", PSEUDO),
        ("LC_MESSAGES", "en_XA", PSEUDO),
        ("LC_ALL", "C.UTF-8", "en"),
        ("LANG", "tlh_XX.UTF-8", "en"),
        ("LANG", "", "en"),
    ],
)
def test_the_terminal_is_asked_otherwise(
    kiosk: Kiosk, made_up: None, monkeypatch: pytest.MonkeyPatch, name: str, value: str, spoken: str
) -> None:
    """A language that is not there is no fault of whoever typed: it is English."""
    monkeypatch.setenv(name, value)
    kiosk("verify")
    assert language.spoken() == spoken
