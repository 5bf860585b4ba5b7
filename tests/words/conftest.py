"""Two languages that nobody speaks, for as long as a test takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import language
from tests.words.pseudo import speak_them


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two made-up languages, compiled."""
    folder = tmp_path_factory.mktemp("locales")
    speak_them(folder)
    return folder


@pytest.fixture
def spoken(locales: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up languages can be chosen, and English is back afterwards."""
    monkeypatch.setattr(language, "LOCALES", locales)
    yield
    language.speak(language.ENGLISH)
