"""Draws whose process is killed at single system calls: never a second secret, and the same people.

The calls are a sample of those that change something on the card; KIOSK_CUTS=1000 tries each of them. Inside
one process every call is tried by tests/practices/lot/test_killing.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from devices.clock import SystemClock
from devices.entropy import OsEntropy
from kiosk.desk.desk import Desk
from kiosk.journal.verify import verify
from kiosk.practices import lot
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import Commit, Reveal, Throw
from kiosk.practices.lot.pool import digest
from kiosk.practices.lot.secret import commitment
from tests.durability.killing import killed, moments, sample
from tests.durability.writing import cuts
from tests.needs import needs

KIOSK = str(Path(sys.executable).with_name("kiosk"))
DICE = "415266314252"


def secret_in(path: Path) -> str:
    """Return the secret in a file if it is whole, else ""."""
    return path.read_text().strip() if path.exists() else ""


def call(command: list[str], typed: str = "") -> str:
    """Return what an undisturbed command prints."""
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs("strace")
def test_a_draw_from_a_list_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    """Between list and seal, at the dice, at the reveal: the seal written fits the secret revealed."""
    people = tmp_path / "people.txt"
    people.write_text("Ana\nBahar\nChris\nDimitra\nEmeka\n")

    def sealing(to: Path) -> list[str]:
        data = str(tmp_path / "data")
        words = ["--seats", "2", "--throw", "dice", "--to", str(to), "--data", data, "--json"]
        return [KIOSK, "draw", str(people), *words]

    def drawing(to: Path) -> list[str]:
        return [*sealing(to), "--thrown", DICE]

    undisturbed = tmp_path / "undisturbed"
    tries = [(sealing, moment) for moment in sample(moments(sealing(undisturbed), undisturbed), cuts(3))]
    tries += [(drawing, moment) for moment in sample(moments(drawing(undisturbed), undisturbed), cuts(5))]
    assert len(tries) >= 8
    for n, (command, moment) in enumerate(tries):
        to = tmp_path / str(n)
        if command is drawing:
            call(sealing(to))
        killed(command(to), moment)
        kept, seal = secret_in(to / "001.secret"), to / "commitment.txt"
        sealed = seal.read_text() if seal.exists() else ""
        revealed = (to / "seed.txt").read_bytes() if (to / "seed.txt").exists() else b""
        call(sealing(to))
        answer = json.loads(call(drawing(to)))
        files = [(to / f"{name}.txt").read_bytes() for name in ("pool", "seed", "result")]
        report = check(*files)
        assert report.agrees, report.findings
        assert (answer["label"], answer["left"]) == ("A", 0)
        assert seal.read_text() == (sealed or seal.read_text()) == f"{report.commitment}\n"
        assert not kept or f"kiosk {kept}\n".encode() in files[1]
        assert files[1] == (revealed or files[1])
        assert not list(to.glob("*.secret*"))


@needs("strace")
def test_a_ceremony_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    """Killed at the seal, the dice and the reveal, it keeps its answers, and reveals the card's secret."""
    frozen = tmp_path / "frozen"
    people: list[dict[str, object]] = [
        {"do": "roster.add", "name": name, "here": True} for name in ("Ana", "Bahar", "Chris", "Dimitra")
    ]
    before: list[dict[str, object]] = [
        {"do": "meeting.open"},
        *people,
        {"do": "lot.freeze", "roles": {"facilitator": 1}},
    ]
    call([KIOSK, "init", "Maple Street 4", "--data", str(frozen)])
    call([KIOSK, "run", "-", "--data", str(frozen)], lines(before))
    rest = lines(
        [
            {"do": "lot.commit"},
            {"do": "lot.throw", "symbols": DICE[:8]},
            {"do": "lot.throw", "symbols": DICE[8:]},
            {"do": "lot.reveal"},
        ]
    )

    def running(data: Path) -> list[str]:
        return [KIOSK, "run", "-", "--data", str(data)]

    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(frozen, undisturbed)
    for n, moment in enumerate(sample(moments(running(undisturbed), undisturbed, rest), cuts(6))):
        data = tmp_path / str(n)
        shutil.copytree(frozen, data)
        answered = [json.loads(line)["n"] for line in killed(running(data), moment, rest).splitlines()]
        kept = secret_in(data / "lots" / "001.secret")
        desk = Desk.open(data, SystemClock(), OsEntropy())
        assert desk.journal.size > max(answered, default=0)
        draw = finished(desk)
        assert draw.number == "001"
        assert draw.kiosk == (kept or draw.kiosk)
        assert commitment(digest(draw.pool_text.encode()), draw.kiosk) == draw.promises[0].commitment
        assert len({promise.commitment for promise in draw.promises}) == 1
        texts = {name: text.encode() for name, text in lot.state.texts(draw).items()}
        assert check(texts["pool.txt"], texts["seed.txt"], texts["result.txt"]).label == "A"
        desk.close()
        assert verify(data).findings == []


def lines(commands: list[dict[str, object]]) -> str:
    """Return commands as `kiosk run` reads them."""
    return "".join(f"{json.dumps(command)}\n" for command in commands)


def finished(desk: Desk) -> lot.state.Draw:
    """Take the current draw to its end, and return it."""

    def draw() -> lot.state.Draw:
        now = desk.state.lot.draw
        assert now is not None
        return now

    if not draw().committed:
        desk.ask(Commit())
    while left := draw().left_to_throw:
        desk.ask(Throw(symbols=DICE[-left:]))
    if not draw().label:
        desk.ask(Reveal())
    return draw()
