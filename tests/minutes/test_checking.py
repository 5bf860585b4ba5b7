"""The page “Check this draw yourself”: its lines give the order that it shows."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.minutes import checking, shelf
from kiosk.minutes.checking import Told, check_page, reason_in_words
from kiosk.minutes.expecting import made
from kiosk.minutes.files import Files
from kiosk.minutes.publish import publish, slug_of
from kiosk.minutes.table import table
from kiosk.practices import meeting
from kiosk.practices.lot import commands as lots
from tests.minutes.evening import Evening
from tests.minutes.hostile import CONTROLS, HTML
from tests.needs import needs
from tests.practices.lot.known import POOL, SEED, VECTORS
from tests.practices.play import Play


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """Return the published files of the made-up evening."""
    played = Evening(tmp_path_factory.mktemp("evening"))
    played.play()
    yield publish(played.folder, played.desk, 1).files
    played.desk.close()


def known(result: str = "result-m007.txt") -> str:
    """Return the page of the frozen draw, after m007 said no."""
    told = Told(
        assembly="Demo",
        pool=POOL.decode(),
        seed=SEED.decode(),
        result=(VECTORS / result).read_text(),
        commitment="bf9d",
        names={"m007": "Leyla"},
    )
    return check_page(told).decode()


def shell_lines(page: str) -> str:
    """Return the lines for the shell, as a reader would paste them."""
    return "".join(
        html.unescape(found) for found in re.findall(r'<pre class="shell">(.*?)</pre>', page, re.S)
    )


def listed(page: str) -> list[str]:
    """Return the ids in the orders of the page."""
    orders = re.findall(r'<ol class="order">(.*?)</ol>', page, re.S)
    return [id_ for order in orders for id_ in re.findall(r"<li><code>([^<]*)</code>", order)]


def run(page: str, folder: Path) -> list[str]:
    """Run the lines of a page in a folder with the files of the draw; returns the shell's output lines."""
    done = subprocess.run(
        ["sh", "-eu"], input=shell_lines(page), cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@needs("sh", "sha256sum", "sort", "sed", "grep", "cut")
@pytest.mark.parametrize("number", ["002", "003"])
def test_its_lines_give_its_order_in_a_shell(files: Files, tmp_path: Path, number: str) -> None:
    """In sh the lines give pool, seal and the order of every role from the published files."""
    for name in shelf.DRAW_FILES:
        (tmp_path / name).write_bytes(files[f"draws/{number}/{name}"])
    page = files[f"draws/{number}/{shelf.CHECK}"].decode()
    pool, seal, *order = run(page, tmp_path)
    assert f"pool {pool.split()[0]}\n" in files[f"draws/{number}/seed.txt"].decode()
    assert seal.split()[0] in page or "no seal was shown" in page
    assert len(order) > 0
    assert [line.split()[2] for line in order] == listed(page)
    for line in order:
        assert f"{line.split()[0]} {line.split()[1][:16]}…" in page


@needs("sh", "sha256sum", "sort", "sed", "grep", "cut")
def test_the_frozen_draw_has_its_known_orders(tmp_path: Path) -> None:
    """For two roles with quotas and a `first` person the lines give the known answers of lot/1."""
    page = known()
    (tmp_path / "pool.txt").write_bytes(POOL)
    (tmp_path / "seed.txt").write_bytes(SEED)
    order = "m007 m006 m008 m003 m002 m005 m001 m007 m006 m005 m001 m008 m002 m003".split()
    assert listed(page) == order
    assert [line.split()[2] for line in run(page, tmp_path)[2:]] == order


def test_it_says_what_came_of_each_ticket() -> None:
    """Each ticket is drawn, declined, passed over with the quota, or out with the reason."""
    page = known()
    assert "<code>m007</code>" in page
    assert "<b>drawn, said no</b>" in page
    assert "m008 was passed over for facilitator: else the quota of 1 to 2 of cell south" in page
    assert "<bdi>m004</bdi>: <bdi>was not here</bdi>" in page
    assert "<bdi>Leyla</bdi>" in page
    assert page.count("That is this draw.") == 1


def test_who_said_no_is_not_told_by_name() -> None:
    """In the orders people are listed by id."""
    orders = re.findall(r'<ol class="order">(.*?)</ol>', known(), re.S)
    assert not any("Leyla" in order for order in orders)


def test_a_draw_that_was_given_up_has_a_page_too(files: Files) -> None:
    """The page gives the reason and the list; the only thing to run is the list's hash."""
    page = files["draws/001/check.html"].decode()
    assert "this draw was given up" in page
    assert "Dimitra is on the stairs" in page
    assert shell_lines(page) == "sha256sum pool.txt\n"


def test_an_unfinished_draw_says_so(tmp_path: Path) -> None:
    """The page of a draw whose meeting closed before the dice says so."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bo")
    play.ask(lots.Freeze(roles={"facilitator": 1}))
    play.ask(lots.Commit())
    play.ask(meeting.rules.Close())
    page = publish(play.folder, play.desk, 1).files["draws/001/check.html"].decode()
    assert "this draw was not finished" in page
    assert "The wall showed this seal" in page
    play.desk.close()


def test_of_a_long_order_the_beginning_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page gives the number of the others."""
    monkeypatch.setattr(checking, "MOST_LISTED", 3)
    page = known()
    assert listed(page) == ["m007", "m006", "m008", "m007", "m006", "m005"]
    assert page.count("and 4 more, which the lines give") == 2


def test_nothing_on_it_is_fetched_or_run(files: Files) -> None:
    """The page has no script, no form, and only the addresses of its files and the minutes."""
    page = files["draws/002/check.html"].decode()
    assert not re.search(r"<(script|form|img|iframe|link|input)\b", page)
    slug = re.search(r'href="(/[a-z2-7]{5})"', page)
    assert slug is not None
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {slug[1], *shelf.DRAW_FILES}


@pytest.mark.parametrize("text", [*HTML, *CONTROLS])
def test_what_people_typed_stays_text(text: str) -> None:
    """Names, reasons and the assembly's name do not become markup; a reason keeps its line ends."""
    told = Told(assembly=text, pool=POOL.decode(), names={"m001": text}, why=text, aborted=True, notes=[text])
    page = check_page(told).decode()
    plain = check_page(
        Told(assembly="x", pool=POOL.decode(), names={"m001": "x"}, why="x", aborted=True, notes=["x"])
    )
    tags = re.findall(r"<[^>]*>", page.replace("<br>", ""))
    assert len(tags) == len(re.findall(r"<[^>]*>", plain.decode()))


def test_every_reason_is_in_plain_words() -> None:
    """Reasons of the kiosk have words, and so has any other that a room gives."""
    assert reason_in_words("served-cycle-3") == "had a turn in cycle 3 already"
    assert reason_in_words("ill") == "was left out: ill"
    for reason in ("absent", "cooldown", "declined-before", "newcomer", "excluded"):
        assert reason not in reason_in_words(reason)


def test_it_is_served_as_a_page(files: Files, tmp_path: Path) -> None:
    """The page has a route next to the files, as HTML that may use its own style and nothing else."""
    played = Evening(tmp_path)
    played.play()
    expected = made(played.folder, played.desk).expected
    slug = slug_of(played.folder, 1)
    played.desk.close()
    route = table(played.folder / "public" / "minutes", expected).routes[f"/{slug}/002/check.html"]
    assert route.type == shelf.HTML
    assert "style-src 'sha256-" in route.policy
    assert f'href="/{slug}/002/check.html"'.encode() in files[shelf.PAGE]
    assert b"[Check this draw yourself](draws/002/check.html)" in files[shelf.MARKDOWN]
