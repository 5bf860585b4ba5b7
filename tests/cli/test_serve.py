"""`kiosk serve`: the minutes for phones, from a machine without a screen."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.minutes.publish import publish, shelf_of, slug_of
from tests.cli.conftest import Kiosk
from tests.minutes.evening import Evening
from tests.minutes.shelves import PATIENCE, body, get, status, wait_for


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Yield the first line that the command prints, and its process."""
    command = [sys.executable, "-m", "kiosk", "serve", "--data", str(data), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def test_it_prints_its_address_and_serves_until_it_is_ended(data: Path) -> None:
    """Minutes that were never published are written first; SIGTERM ends it, without a message."""
    evening = Evening(data.parent)
    evening.play()
    evening.desk.close()
    with serving(data, "--port", "0") as (address, process):
        assert address.startswith("http://")
        port = int(address.rpartition(":")[2])
        index = body(get(port, "/")).decode()
        slug = index.partition('href="/')[2][:5]
        assert b"Strike fund" in body(get(port, f"/{slug}"))
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.communicate() == ("", "")
    assert shelf_of(data).is_dir()


def test_what_is_changed_on_the_shelf_is_made_again(data: Path) -> None:
    """Before it begins and while it serves, phones get what the journal gives, and nothing else."""
    evening = Evening(data.parent)
    evening.play()
    slug = publish(data, evening.desk, 1).slug
    evening.desk.close()
    page = shelf_of(data) / "1" / "minutes.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"Strike fund", b"Holiday fund"))
    with serving(data, "--port", "0") as (address, process):
        port = int(address.rpartition(":")[2])
        assert body(get(port, f"/{slug}")) == page.read_bytes() == whole
        page.write_bytes(whole.replace(b"Strike fund", b"Holiday fund"))
        os.kill(process.pid, signal.SIGHUP)
        wait_for(lambda: status(get(port, f"/{slug}")) == 503)
        wait_for(lambda: status(get(port, f"/{slug}")) == 200)
        assert body(get(port, f"/{slug}")) == page.read_bytes() == whole


def test_a_deep_description_ends_nothing(data: Path) -> None:
    """An about.json nested 5,000 times is made again like any other damage."""
    evening = Evening(data.parent)
    evening.play()
    slug = publish(data, evening.desk, 1).slug
    evening.desk.close()
    about = shelf_of(data) / "1" / "about.json"
    about.write_text('{"a":' * 5_000 + "1" + "}" * 5_000)
    with serving(data, "--port", "0") as (address, process):
        port = int(address.rpartition(":")[2])
        assert status(get(port, f"/{slug}")) == 200
        about.write_text('{"a":' * 5_000 + "1" + "}" * 5_000)
        os.kill(process.pid, signal.SIGHUP)
        wait_for(lambda: status(get(port, f"/{slug}")) == 503)
        wait_for(lambda: status(get(port, f"/{slug}")) == 200)
        assert process.poll() is None


def test_programs_get_the_address_as_json(data: Path) -> None:
    """One line, flushed, with the address that it was told to bind to."""
    evening = Evening(data.parent)
    evening.desk.close()
    with serving(data, "--port", "0", "--bind", "127.0.0.1", "--json") as (line, _process):
        address = json.loads(line)["address"]
        assert address.startswith("http://127.0.0.1:")
        assert status(get(int(address.rpartition(":")[2]), "/ping")) == 200


def test_what_cannot_be_served_is_one_sentence(kiosk: Kiosk, data: Path) -> None:
    """No assembly, a port in use, another machine's address, an invalid port."""
    assert kiosk("serve").code == 1
    evening = Evening(data.parent)
    evening.desk.close()
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = kiosk("serve", "--port", str(port))
    assert (outcome.code, outcome.err) == (
        1,
        f"Port {port} is taken by another program. Choose another: --port 0 takes any.\n",
    )
    outcome = kiosk("serve", "--bind", "198.51.100.7")
    assert (outcome.code, outcome.err) == (1, "198.51.100.7 is no address of this machine.\n")
    assert kiosk("serve", "--port", "70000").code == 2


def test_with_a_passphrase_on_the_key_pages_are_served_without_a_seal(data: Path) -> None:
    """They are made and served, and a sentence says why there is no seal."""
    evening = Evening(data.parent)
    evening.play()
    evening.desk.journal.change_passphrase("eight rivers")
    evening.desk.close()
    with serving(data, "--port", "0", "--bind", "127.0.0.1") as (address, process):
        port = int(address.rpartition(":")[2])
        place = shelf_of(data) / "1"
        page = f"/{slug_of(data, 1)}"
        assert status(get(port, page)) == 200
        assert not list(place.glob("*.sig"))
        process.terminate()
        assert process.communicate(timeout=PATIENCE)[1] == (
            "The journal's key has a passphrase, so this is not sealed. The wall seals it.\n"
        )
