"""Fixtures for every test: a clean environment and the refusal to skip where CI forbids it."""

from __future__ import annotations

import os

import pytest

for _name in [name for name in os.environ if name.startswith("TEXTUAL") or name == "NO_COLOR"]:
    del os.environ[_name]
os.environ["TZ"] = "UTC"
os.environ["COLORTERM"] = "truecolor"


@pytest.fixture
def missing_program() -> None:
    """Fails: a program that this test needs is not installed, and skips are forbidden here."""
    pytest.fail("a program that this test needs is not installed (KIOSK_SKIPS=none forbids the skip)")
