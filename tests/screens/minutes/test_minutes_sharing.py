"""The way of the minutes to the phones: the kiosk's files are served, and made again after a change."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.minutes.publish import shelf_of, slug_of
from kiosk.minutes.server import Server
from screens.minutes.minutes_sharing import Handout
from tests.minutes.evening import Evening
from tests.minutes.shelves import body, get, status, wait_for


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """Yield the made-up evening, closed, with an empty shelf."""
    played = Evening(tmp_path)
    played.play()
    yield played
    played.desk.close()


def test_what_is_changed_on_the_shelf_never_reaches_a_phone(evening: Evening) -> None:
    """The kiosk's server withholds a page that was changed on the card, and serves it once made again."""
    server = Server(evening.folder, bind="127.0.0.1")
    handout = Handout(evening.folder, server, 0)
    handout.fill(evening.desk)
    handout.serve(evening.desk)
    try:
        wait_for(lambda: bool(server.address()))
        port, slug = int(server.address().rpartition(":")[2]), slug_of(evening.folder, 1)
        wait_for(lambda: status(get(port, f"/{slug}")) == 200)
        page = shelf_of(evening.folder) / "1" / "minutes.html"
        whole = page.read_bytes()
        page.write_bytes(whole.replace(b"Strike fund", b"Holiday fund"))
        assert server._process is not None
        os.kill(server._process.pid, signal.SIGHUP)
        wait_for(lambda: status(get(port, f"/{slug}")) == 503)
        wait_for(lambda: status(get(port, f"/{slug}")) == 200)
        assert body(get(port, f"/{slug}")) == page.read_bytes() == whole
    finally:
        server.stop()
