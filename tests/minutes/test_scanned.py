"""The address in the QR code for phones, which carries the whole head of the journal."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.minutes import scanned, serve, shelf
from kiosk.minutes.expecting import made
from kiosk.minutes.publish import publish, shelf_of
from kiosk.minutes.scanned import Scanned
from kiosk.minutes.table import table
from kiosk.practices import meeting
from screens.widgets.qr import side_of
from tests.minutes.shelves import expected, put
from tests.needs import needs
from tests.practices.play import Play

ROOT = hashlib.sha256(b"root").hexdigest()
roots = st.binary(min_size=32, max_size=32).map(bytes.hex)
slugs = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=5, max_size=52)
sizes = st.integers(1, 10**15)


@given(slugs, sizes, roots)
def test_parsing_undoes_the_path(slug: str, size: int, root: str) -> None:
    """Parsing undoes the path, in capitals too, and a path fits only its own head."""
    code = scanned.code("http://10.42.0.1:8080", slug, size, root)
    assert code == code.upper()
    found = scanned.parsed(code.removeprefix("HTTP://10.42.0.1:8080"))
    assert found == Scanned(slug, size, scanned.root32(root))
    assert scanned.fits(found, size, root)
    assert not scanned.fits(found, size + 1, root)
    assert not scanned.fits(found, size, "")


@given(roots, st.integers(0, 255))
def test_every_bit_of_the_root_counts(root: str, bit: int) -> None:
    """A root that differs in one bit gives another code."""
    other = f"{int(root, 16) ^ 1 << bit:064x}"
    assert scanned.root32(root) != scanned.root32(other)


@needs("base32", "basenc", "tr")
def test_base32_is_that_of_other_programs() -> None:
    """`base32` gives the same 52 characters and four padding signs."""
    said = subprocess.run(["base32", "-w0"], input=bytes.fromhex(ROOT), capture_output=True, check=True)
    assert said.stdout.decode() == scanned.root32(ROOT).upper() + "===="


@pytest.mark.parametrize(
    "asked",
    [
        "/a7k2q",
        "/a7k2q/",
        "/a7k2q/68",
        f"/a7k2q/068.{scanned.root32(ROOT)}",
        f"/a7k2q/0.{scanned.root32(ROOT)}",
        f"/a7k2q/-1.{scanned.root32(ROOT)}",
        f"/a7k2q/68.{scanned.root32(ROOT)[:-1]}",
        f"/a7k2q/68.{scanned.root32(ROOT)}====",
        f"/a7k2q/68.{ROOT}",
        f"/a7/68.{scanned.root32(ROOT)}",
        f"/a7k2q/\u0666\u0668.{scanned.root32(ROOT)}",
        f"//a7k2q/68.{scanned.root32(ROOT)}",
        f"/a7k2q/68.{scanned.root32(ROOT)}\n",
    ],
)
def test_what_is_no_path_of_a_code(asked: str) -> None:
    """Each head has exactly one path; other forms are refused."""
    assert scanned.parsed(asked) is None


def test_an_older_kiosk_did_not_say_the_root() -> None:
    """Without a root the code is the short address."""
    assert scanned.code("http://10.42.0.1:8080", "a7k2q", 0, "") == "HTTP://10.42.0.1:8080/A7K2Q"


def test_the_longest_address_of_a_room_stays_in_the_same_code() -> None:
    """Up to a hundred million entries the code has 33 modules a side, which fit the smallest wall."""
    longest = scanned.code("http://192.168.178.123:8080", "a7k2qab", 100_000_000, ROOT)
    assert side_of(longest, "L") == 33


def test_the_server_gives_no_other_head_than_that_of_the_minutes(tmp_path: Path) -> None:
    """Only size and root of the closing entry are found; other heads and unknown ones are not."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bo")
    play.ask(meeting.rules.Close())
    published = publish(play.folder, play.desk, 1)
    size, root = play.desk.journal.size, play.desk.journal.root.hex()
    assert (published.size, published.root) == (size, root)
    served = table(shelf_of(play.folder), made(play.folder, play.desk).expected)
    assert served.heads == {published.slug: (size, root)}
    web = serve.Web(shelf_of(play.folder))
    web.table = served
    right = scanned.path(published.slug, size, root)
    assert web.given(right) is web.given(f"/{published.slug}") is not None
    assert web.given(right.upper()) == web.given(right)
    for size_, root_ in ((size + 1, root), (size, ROOT)):
        assert web.given(scanned.path(published.slug, size_, root_)) is None


def test_minutes_without_a_root_have_the_short_address_alone(tmp_path: Path) -> None:
    """Minutes from before codes carried a root have only the short address."""
    slug = put(tmp_path)
    web = serve.Web(shelf_of(tmp_path))
    web.table = table(shelf_of(tmp_path), expected(tmp_path))
    assert web.given(f"/{slug}") is not None
    assert web.given(scanned.path(slug, 1, ROOT)) is None


def test_a_root_that_is_none_leaves_the_meeting_out(tmp_path: Path) -> None:
    """An invalid root leaves the meeting out and raises nothing."""
    put(tmp_path)
    file = shelf_of(tmp_path) / "1" / shelf.ABOUT
    said = msgspec.json.decode(file.read_bytes())
    file.write_bytes(msgspec.json.encode({**said, "root": "zz"}))
    assert shelf.about(file.parent) is None
    served = table(shelf_of(tmp_path), expected(tmp_path))
    assert (served.misfits, served.heads) == ({1}, {})
