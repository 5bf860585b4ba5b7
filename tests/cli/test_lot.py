"""`kiosk lot check`: exit codes and output."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.pool import Person, Pool, Role
from kiosk.practices.lot.seed import Seed
from tests.practices.lot.known import POOL, SEED, VECTORS

FILES = [str(VECTORS / "pool.txt"), str(VECTORS / "seed.txt")]


def test_a_draw_that_agrees_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the commitment in groups, the label with its sentence, the orders and the seats."""
    assert main(["lot", "check", *FILES, str(VECTORS / "result-m007-m003.txt")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "draw        demo/001, 7 people, 3 seats"
    assert printed[2] == (
        "commitment  bf9d76a6 3f9971b9 7343a7d2 69c88e00 feff958f 22a54f18 dda6850c 04fb9f97"
    )
    assert "assurance   A  The kiosk's secret and 16 dice: nobody could have steered this." in printed
    assert "order       facilitator: m007 m006 m008 m003 m002 m005 m001" in printed
    assert "drawn       facilitator: m006 (1 seat stays open)" in printed
    assert (
        "passed      m008 was passed over for facilitator: else the quota of 1 to 2 of cell south for"
        " facilitator could not have been kept."
    ) in printed
    assert printed[-1] == "The draw agrees."


def test_what_was_corrected_is_printed_with_the_label_that_follows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without result.txt label A is printed with its condition; with it, what was corrected, and when."""
    assert main(["lot", "check", *FILES]) == 0
    assert (
        "            What was corrected stands in result.txt, which was not given." in capsys.readouterr().out
    )
    result = VECTORS.with_name("lot-2") / "result-late.txt"
    assert main(["lot", "check", *FILES, str(result)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "corrected   line 2 was 415 before it was corrected" in printed
    assert "corrected   line 5 was 1111 before it was corrected, after all were thrown" in printed
    sentence = "A line was corrected after all were thrown: who typed could have chosen."
    assert f"assurance   B  {sentence}" in printed
    assert not any("not given" in line for line in printed)
    assert main(["lot", "check", *FILES, str(result), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["label"], len(answer["corrected"])) == ("B", 2)


def test_a_draw_that_does_not_agree_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding is printed; in JSON too, where a broken file has no figures."""
    (tmp_path / "pool").write_bytes(POOL.replace(b"dice 16", b"dice 15"))
    assert main(["lot", "check", str(tmp_path / "pool"), FILES[1]]) == 1
    assert "FINDING     The room was to throw dice 15, and seed.txt holds dice 16." in capsys.readouterr().out
    (tmp_path / "seed").write_bytes(SEED.replace(b"granit", b"gra nit"))
    assert main(["lot", "check", FILES[0], str(tmp_path / "seed"), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "agrees": False,
        "findings": ["seed.txt, line 4: it must be “room”, a kind, and what was said or thrown."],
    }


def test_json_holds_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    """One line of JSON, with `agrees` and the report's fields."""
    assert main(["lot", "check", *FILES, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["agrees"] is True
    assert answer["seats"] == {"facilitator": ["m007", "m006"], "timekeeper": ["m005"]}
    assert answer["label"] == "A"


def test_what_is_no_file_of_a_draw_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, a folder, a pipe, a huge file and another text are each refused in a sentence."""
    (tmp_path / "text").write_text("Dear all\n")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)
    for name in ("missing", ".", "pipe", "huge", "text"):
        assert main(["lot", "check", str(tmp_path / name), FILES[1]]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
    assert main(["lot"]) == 2
    assert main(["lot", "check", FILES[0]]) == 2


def test_of_a_long_list_the_beginning_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred people and how many more; JSON has everybody."""
    people = tuple(Person(f"l{n:06d}") for n in range(1, 1201))
    pool = pools.write(Pool("list-0123456789abcdef", "001", "0" * 64, (Role("seat", 2),), people))
    seed = seeds.write(Seed(pools.digest(pool), "5a" * 32))
    files = [str(tmp_path / "pool.txt"), str(tmp_path / "seed.txt")]
    for file, data in zip(files, (pool, seed), strict=True):
        Path(file).write_bytes(data)
    assert main(["lot", "check", *files]) == 0
    order = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("order"))
    assert order.endswith(" (and 1100 more; --json gives them all)")
    assert main(["lot", "check", *files, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["orders"]["seat"]) == 1200
