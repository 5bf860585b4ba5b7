"""`kiosk init`: founding without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk


def test_founding_prints_the_journals_name_and_fingerprint(kiosk: Kiosk, data: Path) -> None:
    """The origin has the name, the fingerprint is OpenSSH's; a sound journal of one entry is there."""
    outcome = kiosk("init", "Maple Street 4", "--json")
    assert outcome.code == 0
    assert outcome.json["origin"].startswith("assembly-kiosk/maple-street-4-")
    assert outcome.json["fingerprint"].startswith("SHA256:")
    assert outcome.json["folder"] == str(data)
    verified = kiosk("verify", "--json").json
    assert (verified["size"], verified["fingerprint"]) == (1, outcome.json["fingerprint"])


def test_founding_for_people_says_where(kiosk: Kiosk, data: Path) -> None:
    """Three lines: what and where, origin, fingerprint."""
    lines = kiosk("init", "Maple").out.splitlines()
    assert lines[0] == f"Maple is founded in {data}."
    assert [line.split()[0] for line in lines[1:]] == ["origin", "fingerprint"]


def test_nothing_is_founded_twice(kiosk: Kiosk, founded: Path) -> None:
    """A folder that holds a journal is refused."""
    outcome = kiosk("init", "Other")
    assert (outcome.code, outcome.err) == (1, f"There is already a journal in {founded}.\n")


@pytest.mark.parametrize("name", ["", "  ", "\u200b\x07", "a" * 61])
def test_a_name_must_be_one(kiosk: Kiosk, data: Path, name: str) -> None:
    """An empty, invisible or endless name is refused before anything is written."""
    outcome = kiosk("init", name)
    assert outcome.code == 1
    assert outcome.err.startswith("A name ")
    assert not data.exists()


def test_a_hostile_name_is_cleaned(kiosk: Kiosk) -> None:
    """What could steer a terminal is a mark in the name, on the screen and in the journal."""
    outcome = kiosk("init", "Maple \x1b[31m\udcff")
    assert outcome.out.startswith("Maple \ufffd[31m\ufffd is founded")
    assert kiosk("journal").lines[0]["assembly"] == "Maple \ufffd[31m\ufffd"


def test_a_folder_that_refuses_is_said(kiosk: Kiosk, data: Path) -> None:
    """A folder that cannot be made is refused in one sentence."""
    data.parent.joinpath("assembly").write_text("a file")
    outcome = kiosk("init", "Maple")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "Traceback" not in outcome.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(kiosk: Kiosk, data: Path) -> None:
    """Nothing can be founded in a read-only folder."""
    data.mkdir(mode=0o500)
    outcome = kiosk("init", "Maple")
    assert outcome.code == 1
    assert "Permission denied" in outcome.err
