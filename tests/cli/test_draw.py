"""`kiosk draw`: from a list of lines to three files, alone or with what the room throws."""

from __future__ import annotations

import os
import stat
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from devices.fake_serial import FakeSerial
from devices.fakes import VirtualClock
from devices.generators import BOARD, by_kind
from devices.hardware import RandomDevice
from kiosk.cli._code import code_rows
from kiosk.practices.lot.check import check
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.seed import read as read_seed
from tests.cli.conftest import Kiosk, Outcome
from tests.e2e.painted import codes
from tests.minutes.test_checking import listed, run
from tests.needs import needs
from tests.pty import Pty
from tests.terminal import Terminal

NAMES = "Ana Lima\nBahar\nChris\nDimitra\n\nEmeka\n"
DICE = "415266314251362"


@pytest.fixture
def people(tmp_path: Path) -> str:
    """Return a list of five, with an empty line."""
    (tmp_path / "people.txt").write_text(NAMES)
    return str(tmp_path / "people.txt")


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Return the folder of the draw."""
    return tmp_path / "drawn"


def agrees(folder: Path) -> str:
    """Return the label of the draw in a folder, after checking that its three files agree."""
    report = check(*((folder / f"{name}.txt").read_bytes() for name in ("pool", "seed", "result")))
    assert report.agrees, report.findings
    return report.label


def thrown(kiosk: Kiosk, people: str, to: Path, dice: str, *more: str) -> Outcome:
    """Draw two seats, with dice given as an option."""
    return kiosk("draw", people, "--seats", "2", "--throw", "dice", "--to", str(to), "--thrown", dice, *more)


def test_the_kiosk_draws_alone(kiosk: Kiosk, people: str, to: Path) -> None:
    """Two lines with their numbers, label C, files that agree, and the line that checks them."""
    outcome = kiosk("draw", people, "--seats", "2", "--to", str(to))
    assert outcome.code == 0, outcome
    lines = outcome.out.splitlines()
    assert lines[0] == f"draw        list-{sha256(NAMES.encode()).hexdigest()[:16]}/001"
    assert lines[3].startswith("assurance   C  The kiosk only")
    drawn = [line.split("  ") for line in lines if line[:1].isdigit()]
    assert len(drawn) == 2
    for _place, *rest in drawn:
        id_, text = [part.strip() for part in rest if part.strip()]
        assert NAMES.splitlines()[int(id_[1:]) - 1] == text
    assert lines[-1] == f"check       kiosk lot check {to}/pool.txt {to}/seed.txt {to}/result.txt"
    assert agrees(to) == "C"
    assert sorted(path.name for path in to.iterdir()) == [
        "check.html",
        "commitment.txt",
        "pool.txt",
        "result.txt",
        "seed.txt",
    ]
    assert kiosk("lot", "check", *(f"{to}/{name}.txt" for name in ("pool", "seed", "result"))).code == 0


def test_drawing_again_gives_the_same(kiosk: Kiosk, people: str, to: Path) -> None:
    """The folder holds one draw: nobody can draw again until the result suits."""
    first = kiosk("draw", people, "--seats", "2", "--to", str(to))
    assert kiosk("draw", people, "--seats", "2", "--to", str(to)).out == first.out
    other = kiosk("draw", people, "--seats", "1", "--to", str(to))
    assert (other.code, other.out) == (1, "")
    assert other.err == (
        f"Another draw lies in {to}: name another folder with --to, and if the list is the same, another "
        "number with --number.\n"
    )


def test_without_a_folder_it_is_named_after_the_list(
    kiosk: Kiosk, people: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second draw of a list has a folder and a number of its own."""
    monkeypatch.chdir(tmp_path)
    for number in ("1", "2"):
        assert kiosk("draw", people, "--order", "--number", number).code == 0
    first, second = sorted(path for path in tmp_path.iterdir() if path.name.startswith("draw-"))
    assert second.name == first.name.replace("-001", "-002")
    assert "/002\n" in (second / "pool.txt").read_text()


def test_json_says_everything(kiosk: Kiosk, people: str, to: Path) -> None:
    """One object; every line in order, by number, id and text."""
    answer = kiosk("draw", people, "--order", "--to", str(to), "--json").json
    assert sorted(each["line"] for each in answer["drawn"]) == [1, 2, 3, 4, 6]
    assert {each["text"] for each in answer["drawn"]} == set(NAMES.split("\n")) - {""}
    assert (answer["people"], answer["seats"], answer["label"], answer["left"]) == (5, 5, "C", 0)
    assert [Path(path).name for path in answer["written"]] == [
        "pool.txt",
        "commitment.txt",
        "seed.txt",
        "result.txt",
        "check.html",
    ]
    result = (to / "result.txt").read_text().splitlines()[2:]
    assert result == [f"seat place {each['id']}" for each in answer["drawn"]]


def test_a_panel_and_a_tie(kiosk: Kiosk, people: str, to: Path) -> None:
    """Both print one line."""
    for kind in ("--panels", "--tie-break"):
        answer = kiosk("draw", people, kind, "--to", str(to / kind), "--json").json
        assert len(answer["drawn"]) == 1


def test_dice_count_after_the_seal_was_shown(kiosk: Kiosk, people: str, to: Path) -> None:
    """Earlier dice are refused; then seal, some dice, the others: label A, and the seal's secret."""
    assert thrown(kiosk, people, to, DICE).err.startswith("Nothing counts that was thrown before the seal")
    assert not (to / "001.secret").exists()
    waiting = kiosk("draw", people, "--seats", "2", "--throw", "dice", "--to", str(to), "--json").json
    assert (waiting["throw"], waiting["left"]) == ("dice", 12)
    secret = (to / "001.secret").read_text().strip()
    assert stat.S_IMODE((to / "001.secret").stat().st_mode) == 0o600
    assert waiting["commitment"] == commitment(waiting["pool"], secret)
    assert thrown(kiosk, people, to, "4152", "--json").json["left"] == 8
    assert thrown(kiosk, people, to, "4153", "--json").json == {
        "refused": "Something else was recorded already: dice 4152."
    }
    assert thrown(kiosk, people, to, "4152 6631 4252 1").code == 1
    done = thrown(kiosk, people, to, "4152 6631 4252", "--json").json
    assert (done["label"], done["commitment"]) == ("A", waiting["commitment"])
    assert agrees(to) == "A"
    assert read_seed((to / "seed.txt").read_bytes()).kiosk == secret
    assert not list(to.glob("001.*"))


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        ("healthy", ""),
        ("unplugged", "The OneRNG was unplugged, or failed, while it was read."),
        (
            "stuck",
            "The OneRNG failed its health test. It is stuck: it sent one byte 9 times or more in a row.",
        ),
        ("hex", "The OneRNG failed its health test. It sends text, not random bytes."),
    ],
)
def test_an_ill_device_is_left_out_and_named(
    kiosk: Kiosk, people: str, to: Path, monkeypatch: pytest.MonkeyPatch, manner: str, why: str
) -> None:
    """The draw goes on with the system's randomness, and says so; a good device needs no word."""
    with FakeSerial(by_kind("onerng") or BOARD, manner) as fake:
        device = RandomDevice(
            lambda: "onerng", to, VirtualClock(), find=lambda _: fake.plug, opener=fake.open
        )
        monkeypatch.setattr("kiosk.cli._house.random_device", lambda data: device)
        outcome = kiosk("draw", people, "--seats", "1", "--to", str(to))
    sentence = f"The random source was left out. {why} The system's randomness is used instead.\n"
    assert (outcome.code, outcome.err) == (0, sentence if why else "")
    assert agrees(to) == "C"


def test_words_come_before_the_throws(kiosk: Kiosk, people: str, to: Path) -> None:
    """A word is in seed.txt; after a throw none is accepted."""
    command = ("draw", people, "--seats", "2", "--throw", "coin", "--to", str(to))
    assert kiosk(*command).code == 0
    assert kiosk(*command, "--word", "granit").code == 0
    assert kiosk(*command, "--word", "granit", "--thrown", "HTH").code == 0
    assert kiosk(*command, "--thrown", "HTH").code == 0
    late = kiosk(*command, "--word", "granit", "--word", "lieu", "--thrown", "HTH")
    assert late.err == "Words come before the first throw.\n"
    assert (to / "001.room").read_text() == "word granit\ncoin HTH\n"


def test_somebody_declines(kiosk: Kiosk, people: str, to: Path) -> None:
    """The next ticket follows; repeated, it counts once; a person who was not drawn cannot decline."""
    command = ("draw", people, "--seats", "2", "--to", str(to), "--json")
    first, second = (each["line"] for each in kiosk(*command).json["drawn"])
    for _time in range(2):
        drawn = [each["line"] for each in kiosk(*command, "--declined", str(first)).json["drawn"]]
        assert drawn[0] == second
        assert len(set(drawn) | {first}) == 3
    assert agrees(to) == "C"
    assert kiosk(*command, "--declined", "99").json == {
        "refused": "Line 99 was not drawn, so nobody there can decline."
    }
    assert [each["line"] for each in kiosk(*command).json["drawn"]] == drawn


def test_a_lost_secret_ends_the_draw_or_leaves_the_dice(kiosk: Kiosk, people: str, to: Path) -> None:
    """Before a throw nothing goes on, and never with a second secret; after it the dice decide, label B."""
    command = ("draw", people, "--seats", "2", "--throw", "dice", "--to", str(to))
    assert kiosk(*command).code == 0
    secret = to / "001.secret"
    kept = secret.read_text()
    secret.write_text("11" * 32)
    lost = "The kiosk's secret is lost or was changed: draw anew, in another folder, with --number.\n"
    assert kiosk(*command).err == lost
    secret.unlink()
    assert kiosk(*command).err == lost
    secret.write_text(kept)
    assert thrown(kiosk, people, to, "4152").code == 0
    secret.unlink()
    assert thrown(kiosk, people, to, "4152 6631 4252", "--json").json["label"] == "B"
    assert agrees(to) == "B"


def test_what_is_wrong_is_one_sentence(kiosk: Kiosk, people: str, tmp_path: Path, to: Path) -> None:
    """Invalid files, contradicting options, a folder with other files."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "seed.txt").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    for code, *words in (
        (1, str(tmp_path / "missing"), "--order"),
        (1, str(tmp_path), "--order"),
        (1, str(tmp_path / "pipe"), "--order"),
        (1, people, "--seats", "9"),
        (1, people, "--order", "--thrown", "4152"),
        (1, people, "--order", "--number", "0"),
        (1, people, "--order", "--to", str(tmp_path / "taken")),
        (2, people),
        (2, people, "--order", "--seats", "2"),
        (2, people, "--seats", "two"),
        (2, people, "--order", "--throw", "bones"),
    ):
        folder = () if "--to" in words else ("--to", str(to))
        outcome = kiosk("draw", *words, *folder)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1), (words, outcome)


def test_the_room_throws_at_a_terminal(people: str, tmp_path: Path, to: Path) -> None:
    """The seal comes first; words, then dice, each read back; a kill in between changes nothing."""
    kiosk = Path(sys.executable).with_name("kiosk")
    options = ("--seats", "2", "--throw", "dice", "--to", str(to), "--data", str(tmp_path / "data"))
    command = [str(kiosk), "draw", people, *options]
    with Pty(command, size=(120, 24)) as pty:
        pty.wait_for("A word from the room")
        sealed = (to / "commitment.txt").read_text().strip()
        assert sealed[:8].encode() in pty.output
        secret = (to / "001.secret").read_text().strip()
        pty.send(b"granit\r")
        pty.wait_for("granit   Right?")
        pty.send(b"\r")
        pty.wait_for("A word from the room")
        pty.send(b"\r")
        pty.wait_for("12 dice to be thrown")
        pty.send(b"41 5 7\r")
        pty.wait_for("Type the dice as they lie")
        pty.send(b"4153\r")
        pty.wait_for("4 1 5 3   Right?")
        pty.send(b"n\r")
        pty.wait_for("12 dice to be thrown")
        pty.send(b"4152\r")
        pty.wait_for("Right?")
        pty.send(b"\r")
        pty.wait_for("8 dice to be thrown")
        pty.kill9()
    with Pty(command, size=(120, 24)) as pty:
        pty.wait_for("thrown      4 1 5 2")
        pty.wait_for("8 dice to be thrown")
        pty.send(b"66314252\r")
        pty.wait_for("Right?")
        pty.send(b"\r")
        pty.wait_for("kiosk lot check")
        assert pty.wait_end() == 0
    seed = read_seed((to / "seed.txt").read_bytes())
    assert (seed.kiosk, seed.words, "".join(seed.thrown)) == (secret, ("granit",), "415266314252")
    assert commitment(seed.pool, seed.kiosk) == sealed
    assert agrees(to) == "A"


@needs("tmux")
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_members_photograph_the_seal(people: str, tmp_path: Path, to: Path, size: tuple[int, int]) -> None:
    """Before the first throw the terminal shows it as a code, with the question below it."""
    kiosk = Path(sys.executable).with_name("kiosk")
    options = ("--seats", "2", "--throw", "dice", "--to", str(to), "--data", str(tmp_path / "data"))
    with Terminal([kiosk, "draw", people, *options], size=size) as terminal:
        screen = terminal.wait_for("A word from the room")
        sealed = (to / "commitment.txt").read_text().strip()
        assert codes(terminal.colours()) == [sealed.upper()]
        assert any(row.startswith(f"commitment  {sealed[:8]} {sealed[8:16]}") for row in screen)


@pytest.mark.parametrize(("columns", "lines", "rows"), [(80, 20, 19), (80, 30, 21), (30, 30, 0), (80, 10, 0)])
def test_a_code_has_the_room_it_needs(columns: int, lines: int, rows: int) -> None:
    """Less error correction rather than no code; no code rather than half of one."""
    found = code_rows("A7" * 32, columns, lines)
    assert len(found) == rows
    assert all(len(row) + 2 <= columns for row in found)


@needs("sh", "sha256sum", "sort", "sed", "grep", "cut")
def test_its_page_says_how_to_check_it(kiosk: Kiosk, people: str, to: Path) -> None:
    """The page's lines give the order that it shows; a long list has no page."""
    drawn = kiosk("draw", people, "--order", "--to", str(to), "--json").json["drawn"]
    page = (to / "check.html").read_text()
    assert [line.split()[2] for line in run(page, to)[2:]] == listed(page) == [each["id"] for each in drawn]
    assert "<bdi>Ana Lima</bdi>" in page
    Path(people).write_text("".join(f"person {n}\n" for n in range(1_001)))
    assert kiosk("draw", people, "--order", "--to", str(to / "long")).code == 0
    assert not (to / "long" / "check.html").exists()


def test_a_heading_is_in_no_hat(kiosk: Kiosk, tmp_path: Path) -> None:
    """It is said which lines are left out; the others keep their numbers, in any encoding."""
    file = tmp_path / "people.csv"
    file.write_bytes("Name;Gruppe\nJérôme Roux;Süd\nZoë Müller;Nord\nTotal;2\n".encode("cp1252"))
    outcome = kiosk("draw", str(file), "--order", "--to", str(tmp_path / "drawn"))
    assert outcome.code == 0, outcome
    assert "left out    line 1: Name;Gruppe\nleft out    line 4: Total;2\n" in outcome.out
    assert sorted(line.split()[1] for line in outcome.out.splitlines() if line[:1].isdigit()) == [
        "l000002",
        "l000003",
    ]
    assert agrees(tmp_path / "drawn") == "C"
    everything = kiosk("draw", str(file), "--order", "--all-lines", "--to", str(tmp_path / "all"))
    assert "l000001  Name;Gruppe" in everything.out
    chosen = kiosk("draw", str(file), "--order", "--without", "2", "--to", str(tmp_path / "chosen"))
    assert "left out    line 2: Jérôme Roux;Süd" in chosen.out


def test_what_may_be_a_heading_is_asked_about(kiosk: Kiosk, tmp_path: Path) -> None:
    """Nobody is drawn, or left out, by a guess."""
    file = tmp_path / "people.csv"
    file.write_text("Jina;Kikundi\nAna Lima;north\nBo Kay;south\nChris Oh;south\n")
    outcome = kiosk("draw", str(file), "--seats", "1", "--to", str(tmp_path / "drawn"))
    assert outcome.code == 1
    assert outcome.err.strip() == (
        "Line 1 may be a heading: “Jina;Kikundi”. Say --without 1, and it is not in the hat, or --all-lines."
    )
