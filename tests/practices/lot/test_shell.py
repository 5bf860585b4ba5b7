"""Members and strangers recompute a draw with the shell: other programs, the same answer."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.check import check
from kiosk.practices.lot.pool import Person, Pool, Role
from kiosk.practices.lot.seed import Seed
from kiosk.practices.lot.walk import Walk
from tests.needs import needs
from tests.practices.lot.known import VECTORS, K, P, S

pytestmark = needs("sh", "sha256sum", "sort", "sed", "awk", "grep")

SECOND = Path(__file__).with_name("recompute.sh")

BY_HAND = """
sha256sum pool.txt
printf 'lot/1 commit\\n%s\\n%s\\n' $P $K | sha256sum
S=$(sha256sum < seed.txt | cut -c1-64); R=facilitator
sed -n 's/^person \\([^ ]*\\).*/\\1/p' pool.txt | while read -r i; do
  grep -Fqx "first $i" pool.txt && f=0 || f=1
  echo "$f $(printf '%s %s %s\\n' $S $R $i | sha256sum | cut -c1-64) $i"; done | LC_ALL=C sort
"""
"""The lines that are published with every draw (lot/1, Recompute)."""


def test_the_published_lines_give_the_known_draw() -> None:
    """A member who types them sees P, C and the order of the role."""
    done = subprocess.run(
        ["sh", "-eu"],
        input=f"P={P}\nK={K}\n{BY_HAND}",
        cwd=VECTORS,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    report = check((VECTORS / "pool.txt").read_bytes(), (VECTORS / "seed.txt").read_bytes())
    assert lines[0].split() == [report.pool, "pool.txt"]
    assert lines[1].split() == [report.commitment, "-"]
    assert [line.split()[2] for line in lines[2:]] == report.orders["facilitator"]


def test_a_second_implementation_agrees_on_a_hundred_draws(tmp_path: Path) -> None:
    """A hundred random draws without quotas, declines included, give the same result.txt byte for byte."""
    chance = random.Random(20261122)
    for n in range(100):
        pool, seed, result = _draw(chance, n)
        for name, data in (("pool", pool), ("seed", seed), ("result", result)):
            (tmp_path / f"{name}.txt").write_bytes(data)
        done = subprocess.run(
            ["sh", str(SECOND), "pool.txt", "seed.txt", "result.txt"],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert done.stdout == result
        assert check(pool, seed, result).agrees


def _draw(chance: random.Random, n: int) -> tuple[bytes, bytes, bytes]:
    """pool.txt, seed.txt and result.txt of a random draw with up to four declines."""
    ids = sorted(
        {
            "".join(chance.choices("abcmxyz019._-", k=chance.randint(1, 6)))
            for _ in range(chance.randint(1, 12))
        }
    )
    roles = {f"role{r}": chance.randint(1, 3) for r in range(chance.randint(1, 3))}
    pool = pools.write(
        Pool(
            assembly="shell",
            number=f"{n:03d}",
            prev=f"{chance.getrandbits(256):064x}",
            roles=tuple(Role(role, seats) for role, seats in roles.items()),
            people=tuple(Person(person) for person in ids),
            first=tuple(person for person in ids if chance.random() < 0.2),
            room=pools.Room("dice", 11),
        )
    )
    thrown = tuple(chance.choices("123456", k=11))
    kiosk = f"{chance.getrandbits(256):064x}" if n % 5 else ""
    seed = seeds.write(Seed(pools.digest(pool), kiosk, ("granit",) * (n % 3), "dice", thrown))
    drawn = Walk(pools.read(pool), seeds.digest(seed))
    for _ in range(chance.randint(0, 4)):
        holders = [(role, person) for role, people in drawn.seated.items() for person in people]
        if holders:
            drawn.decline(*chance.choice(holders))
    return pool, seed, results.write(drawn.seed, drawn.steps)


def test_the_second_implementation_gives_the_known_answers() -> None:
    """S of the frozen vectors, and its own refusal of a seed of another pool."""
    files = [str(VECTORS / "pool.txt"), str(VECTORS / "seed.txt")]
    done = subprocess.run(["sh", str(SECOND), *files], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:2] == ["lot/1 result", f"seed {S}"]
    other = subprocess.run(
        ["sh", str(SECOND), files[1], files[1]], capture_output=True, text=True, check=False
    )
    assert (other.returncode, other.stderr) == (1, "the seed is of another pool\n")
