"""The phone that other tests use: it loads a page as a member's phone does."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import HEIGHT, PROGRAMS, WIDTH, Phone, fetch
from tests.needs import needs

pytestmark = [pytest.mark.e2e, needs(*PROGRAMS)]

HEAD = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
PAGES = {
    "/": f"{HEAD}<title>Minutes</title><h1>Maple Street 4</h1><p>Jérôme spoke.</p>"
    "<p hidden>unseen</p><script>document.body.append('added by script')</script>"
    '<a href="/minutes.md">Markdown</a> <a href="/wide"> Wide\npage </a><button>Nothing</button>',
    "/wide": f"{HEAD}<p style='width:500px'>wide</p>",
    "/no-viewport": "<!doctype html><p>laid out for a desk</p>",
    "/minutes.md": "# Minutes\n",
}


class Answers(http.server.BaseHTTPRequestHandler):
    """Serves PAGES and no other page."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(404 if page is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with Phone() as opened:
        yield opened


def test_words(phone: Phone, site: str) -> None:
    """The text is what a reader sees: after scripts, without hidden words."""
    page = phone.open(site)
    assert page.title() == "Minutes"
    assert "Jérôme spoke." in page.text()
    assert "added by script" in page.text()
    assert "unseen" not in page.text()
    assert "unseen" in page.html()


def test_width(phone: Phone, site: str) -> None:
    """A page that fits differs from one that scrolls sideways or was laid out for a desktop."""
    assert phone.open(site).width() == WIDTH
    assert phone.open(site).fits()
    assert phone.open(f"{site}/wide").width() >= 500
    assert not phone.open(f"{site}/no-viewport").fits()


def test_picture(phone: Phone, site: str, tmp_path: Path) -> None:
    """The picture has the phone's pixels."""
    png = phone.open(site).picture(tmp_path / "phone.png").read_bytes()
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (WIDTH * 3, HEIGHT * 3)


def test_links(phone: Phone, site: str) -> None:
    """Links are whole addresses, and the bytes behind a link can be fetched without the browser."""
    links = phone.open(site).links()
    assert links["Markdown"] == f"{site}/minutes.md"
    assert fetch(links["Markdown"]) == b"# Minutes\n"


def test_click(phone: Phone, site: str) -> None:
    """A tap follows a link."""
    page = phone.open(site)
    page.click("Wide page")
    page.wait_for("wide")


def test_nothing_answers(phone: Phone) -> None:
    """An address where nothing answers is a failure that names it."""
    with pytest.raises(AssertionError, match=r"127\.0\.0\.1:1.*ERR_"):
        phone.open("http://127.0.0.1:1/")


def test_script_that_throws(phone: Phone, site: str) -> None:
    """The failure's message is what the script throws."""
    with pytest.raises(AssertionError, match="nowhere is not defined"):
        phone.open(site).evaluate("nowhere.else")


def test_close_leaves_nothing() -> None:
    """The browser and its profile are gone when it is closed."""
    opened = Phone()
    folder = opened.folder
    opened.close()
    assert not folder.exists()
