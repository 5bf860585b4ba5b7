"""The page in a real phone's browser fits, is styled, runs nothing, and its files verify."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.minutes.build import build
from kiosk.minutes.document import Minutes
from kiosk.minutes.expecting import made
from kiosk.minutes.publish import publish
from kiosk.minutes.render import Beside, render
from kiosk.minutes.scanned import code
from kiosk.minutes.server import Server
from kiosk.practices.blocks import Person
from kiosk.practices.meeting.minutes import Attendance
from tests.browser import PROGRAMS, Page, Phone, fetch
from tests.minutes.evening import Evening
from tests.minutes.hostile import CORPUS, with_texts
from tests.minutes.kept import kept
from tests.minutes.shelves import wait_for
from tests.needs import needs

pytestmark = [pytest.mark.e2e, needs(*PROGRAMS)]

LONG = "Wolfeschlegelsteinhausenbergerdorff Anna"
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
STYLED = "getComputedStyle(document.body).maxWidth"


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """Yield the made-up evening, closed."""
    played = Evening(tmp_path_factory.mktemp("evening"))
    played.play()
    yield played
    played.desk.close()


@pytest.fixture(scope="module")
def minutes(evening: Evening) -> Minutes:
    """Return its minutes."""
    return build(evening.desk, 1)


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with Phone() as opened:
        yield opened


def shown(phone: Phone, minutes: Minutes, folder: Path) -> Page:
    """Return the page, opened from a stick, with all details opened."""
    file = folder / "minutes.html"
    file.write_bytes(render(minutes, "html", Beside(markdown="minutes.md", draws="draws/")))
    page = phone.open(f"file://{file}")
    page.evaluate(OPEN_ALL)
    return page


@needs("ssh-keygen")
def test_a_member_reads_the_minutes_and_checks_them(phone: Phone, evening: Evening, tmp_path: Path) -> None:
    """The kiosk's server gives the published page, and the files behind its links verify."""
    published = publish(evening.folder, evening.desk, 1)
    expected = made(evening.folder, evening.desk).expected
    server = Server(evening.folder, bind="127.0.0.1")
    server.expect(expected.keys, expected.meetings, expected.index)
    server.start(0)
    try:
        wait_for(lambda: bool(server.address()))
        wall = code(server.address(), published.slug, published.size, published.root)
        page = phone.open(wall.replace("HTTP", "http"))
        assert page.title() == "Weekly meeting, 2026-11-22"
        assert "1 decision, 3 roles drawn by lot, 1 item carried over." in page.text()
        assert page.evaluate(STYLED) != "none"
        assert page.fits()
        links = page.links()
        markdown = fetch(links["These minutes as a text file"])
        (tmp_path / "sig").write_bytes(fetch(links["The signature under that file"]))
        (tmp_path / "signers").write_bytes(fetch(links["The key that signed it"]))
        origin = build(evening.desk, 1).head.origin
        checked = subprocess.run(
            ["ssh-keygen", *"-Y verify -f signers -n minutes -s sig -I".split(), origin],
            cwd=tmp_path,
            input=markdown,
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr
        phone.open(server.address()).click("Weekly meeting")
        wait_for(lambda: server.fetched >= 5)
    finally:
        server.stop()


def test_nothing_is_wider_than_a_small_phone(phone: Phone, minutes: Minutes, tmp_path: Path) -> None:
    """200 people with 40-letter names without a blank and long titles fit, with all details opened."""
    crowd = [Person(f"m{number:03d}", LONG.replace(" ", "")) for number in range(200)]
    long = with_texts(minutes, lambda text: f"{text} {'Donaudampfschifffahrtsgesellschaft' * 3}")
    here = replace(kept(long, Attendance), members=crowd)
    page = shown(phone, replace(long, practices={**long.practices, "meeting": here}), tmp_path)
    assert page.fits()
    page = phone.open(f"file://{tmp_path}/minutes.html", width=320)
    page.evaluate(OPEN_ALL)
    assert page.fits(320)


def test_nothing_that_was_typed_runs(phone: Phone, minutes: Minutes, tmp_path: Path) -> None:
    """With all hostile words at once no script runs, nothing is fetched, and no element is added."""
    words = "\n".join(CORPUS).replace("alert(1)", "(window.pwned=1)")
    page = shown(phone, with_texts(minutes, lambda _: words), tmp_path)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert (
        page.evaluate("document.querySelectorAll('script,img,iframe,svg,object,embed,form,link').length") == 0
    )
    assert page.fits()


def test_people_write_in_their_own_direction(phone: Phone, minutes: Minutes, tmp_path: Path) -> None:
    """Hebrew and Arabic names and texts run from the right, the sentence around them does not."""
    page = shown(phone, with_texts(minutes, lambda _: "שלום עולם, מרחבא"), tmp_path)
    direction = "getComputedStyle(document.querySelector('{}')).direction"
    assert page.evaluate(direction.format("blockquote p")) == "rtl"
    assert page.evaluate(direction.format("h1 bdi, .people bdi")) == "rtl"
    assert page.evaluate(direction.format(".when")) == "ltr"
    assert page.fits()


def test_a_dark_room_gets_a_dark_page(phone: Phone, minutes: Minutes, tmp_path: Path) -> None:
    """The page follows the phone's colour preference, and both colour schemes are readable."""
    page = shown(phone, minutes, tmp_path)
    lights = {}
    for scheme in ("light", "dark"):
        page._ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        paper, ink = (
            sum(
                int(part)
                for part in page.evaluate(f"getComputedStyle(document.body).{name}")[4:-1].split(",")
            )
            for name in ("backgroundColor", "color")
        )
        lights[scheme] = paper - ink
    assert lights["light"] > 400
    assert lights["dark"] < -400
