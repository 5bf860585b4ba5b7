"""Recomputing a draw from its files."""

from __future__ import annotations

import pytest

from kiosk.errors import NotTrusted
from kiosk.practices.lot.check import check
from tests.practices.lot.known import POOL, SEED, VECTORS, C, P, S

RESULT = (VECTORS / "result-m007-m003.txt").read_bytes()


def test_the_known_draw_agrees() -> None:
    """Pool, seed and each frozen result agree, and every figure is reported."""
    report = check(POOL, SEED)
    assert report.agrees
    assert (report.draw, report.people, report.seats_in_all) == ("demo/001", 7, 3)
    assert (report.pool, report.seed, report.commitment) == (P, S, C)
    assert (report.label, report.bits, report.bits_wanted) == ("A", 41.4, 27.7)
    assert report.meaning == "The kiosk's secret and 16 dice: nobody could have steered this."
    assert report.seats == {"facilitator": ["m007", "m006"], "timekeeper": ["m005"]}
    assert report.orders["timekeeper"] == ["m007", "m006", "m005", "m001", "m008", "m002", "m003"]
    for file in VECTORS.glob("result*.txt"):
        assert check(POOL, SEED, file.read_bytes()).agrees


def test_a_draw_whose_secret_was_lost_has_label_b() -> None:
    """A seed without its kiosk line is a draw from the room's dice alone."""
    seed = b"".join(line for line in SEED.splitlines(True) if not line.startswith(b"kiosk"))
    report = check(POOL, seed)
    assert report.agrees
    assert (report.label, report.commitment) == ("B", "")
    assert report.meaning.startswith("16 dice only, the kiosk's secret was lost")


def test_a_draw_of_the_kiosk_alone_has_label_c() -> None:
    """Without a room line, frozen or thrown, the draw can only be recomputed."""
    pool = POOL.replace(b"room dice 16\n", b"")
    from kiosk.practices.lot.pool import digest

    seed = b"".join(SEED.splitlines(True)[:3]).replace(P.encode(), digest(pool).encode())
    report = check(pool, seed)
    assert report.agrees
    assert report.label == "C"
    assert "you must trust this machine" in report.meaning


@pytest.mark.parametrize(
    ("pool", "seed", "result", "finding"),
    [
        (POOL.replace(b"m001 cell=north", b"m001 cell=south"), SEED, None, "another list was drawn from"),
        (
            POOL.replace(b"dice 16", b"dice 17"),
            SEED,
            None,
            "was to throw dice 17, and seed.txt holds dice 16",
        ),
        (POOL.replace(b"room dice 16\n", b""), SEED, None, "to throw nothing, and seed.txt holds dice 16"),
        (
            POOL,
            b"".join(SEED.splitlines(True)[:3]),
            None,
            "was to throw dice 16, and seed.txt holds nothing",
        ),
        (POOL, b"".join(SEED.splitlines(True)[:2]), None, "Nothing random is in seed.txt."),
        (POOL.replace(b"south 1 2", b"south 3 3"), SEED, None, "3 of cell south are wanted, 2 in the hat"),
        (POOL, SEED, RESULT.replace(S.encode(), P.encode()), "is not the SHA-256 of seed.txt"),
        (POOL, SEED, RESULT.replace(b"seat facilitator m003", b"seat facilitator m008"), "recomputed, it is"),
        (POOL, SEED, RESULT.replace(b"decline facilitator m007\n", b""), "m003 has no seat as facilitator"),
        (POOL, SEED, RESULT.replace(b"open facilitator\n", b""), "“open facilitator” should follow"),
        (POOL, SEED, RESULT + b"seat facilitator m008\n", "“seat facilitator m008” does not follow"),
    ],
)
def test_what_does_not_agree_is_a_finding(
    pool: bytes, seed: bytes, result: bytes | None, finding: str
) -> None:
    """Each contradiction between the files has its own sentence."""
    report = check(pool, seed, result)
    assert not report.agrees
    assert any(finding in sentence for sentence in report.findings), report.findings


def test_a_file_that_breaks_its_own_rules_is_not_recomputed() -> None:
    """The error names the file and the line."""
    with pytest.raises(NotTrusted, match=r"^seed.txt, line 6: dice stand in lines of 8"):
        check(POOL, SEED.replace(b"room dice 41526631\n", b"room dice 415266\nroom dice 31\n"))
