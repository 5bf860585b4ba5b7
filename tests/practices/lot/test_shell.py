"""Members and strangers recompute a draw with the shell: other programs give the same answer."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path

from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.check import check
from kiosk.practices.lot.pool import Person, Pool, Quota, Role
from kiosk.practices.lot.seed import Seed
from kiosk.practices.lot.shortfall import unmet
from kiosk.practices.lot.walk import Walk
from tests.needs import needs
from tests.practices.lot.known import VECTORS, K, P

pytestmark = needs("sh", "sha256sum", "sort", "sed", "awk", "grep", "paste", "xargs")

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
    """The lines, typed by a member, print P, C and the order of the role."""
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


def recomputed(*folders: Path) -> subprocess.CompletedProcess[str]:
    """Run the second implementation on the files in these folders."""
    return subprocess.run(
        ["sh", str(SECOND), *map(str, folders)], capture_output=True, text=True, check=False
    )


def test_a_second_implementation_agrees_on_a_thousand_draws(tmp_path: Path) -> None:
    """A thousand random draws, with quotas and declines, give the same result.txt, byte for byte."""
    chance = random.Random(20261122)
    folders, expected, happened, with_quotas = [], [], Counter[str](), 0
    for n in range(1_000):
        folder = tmp_path / str(n)
        folder.mkdir()
        files = _draw(chance, n)
        for name, data in zip(("pool", "seed", "result"), files, strict=True):
            (folder / f"{name}.txt").write_bytes(data)
        folders.append(folder)
        expected.append(files[2].decode())
        happened.update(word.split()[0] for word in files[2].decode().splitlines()[2:])
        with_quotas += b"quota" in files[0]
        assert n % 5 or check(*files).agrees
    done = recomputed(*folders)
    assert done.stderr == ""
    theirs = [f"lot/1 result{text}" for text in done.stdout.split("lot/1 result")[1:]]
    assert [n for n, both in enumerate(zip(theirs, expected, strict=True)) if both[0] != both[1]] == []
    assert with_quotas > 500
    assert happened["decline"] > 1_000
    assert happened["open"] > 100


IDS = "abcmxyz019._-"
TRAITS = {"age": ("old", "young"), "cell": ("north", "south", "west")}


def _draw(chance: random.Random, n: int) -> tuple[bytes, bytes, bytes]:
    """Return pool.txt, seed.txt and result.txt of a random draw, with up to six declines."""
    while True:
        pool = _pool(chance, n)
        if not pool.quotas or not (len(pool.people) < pool.seats or unmet(pool)):
            break
    frozen = pools.write(pool)
    thrown = tuple(chance.choices("123456", k=11))
    kiosk = f"{chance.getrandbits(256):064x}" if n % 5 else ""
    seed = seeds.write(Seed(pools.digest(frozen), kiosk, ("granit",) * (n % 3), "dice", thrown))
    drawn = Walk(pools.read(frozen), seeds.digest(seed))
    for _ in range(chance.randint(0, 6)):
        holders = [(role, person) for role, people in drawn.seated.items() for person in people]
        if holders:
            drawn.decline(*chance.choice(holders))
    return frozen, seed, results.write(drawn.seed, drawn.steps)


def _pool(chance: random.Random, n: int) -> Pool:
    """Return a pool of up to twelve people and three roles, with attributes and quotas in three of four."""
    ids = {"".join(chance.choices(IDS, k=chance.randint(1, 6))) for _ in range(chance.randint(1, 12))}
    roles = {f"role{r}": chance.randint(1, 3) for r in range(chance.randint(1, 3))}
    with_quotas = n % 4 > 0
    people = tuple(Person(person, _attributes(chance) if with_quotas else ()) for person in sorted(ids))
    quotas = []
    for role, attribute in product(roles, TRAITS) if with_quotas else ():
        for value in TRAITS[attribute]:
            if chance.random() < 0.35:
                least = chance.choice((0, 0, 1, 1, 2))
                quotas.append(Quota(role, attribute, value, least, chance.randint(max(1, least), 3)))
    return Pool(
        assembly="shell",
        number=f"{n:03d}",
        prev=f"{chance.getrandbits(256):064x}",
        roles=tuple(Role(role, seats) for role, seats in roles.items()),
        people=people,
        quotas=tuple(quotas),
        first=tuple(person for person in sorted(ids) if chance.random() < 0.2),
        room=pools.Room("dice", 11),
    )


def _attributes(chance: random.Random) -> tuple[tuple[str, str], ...]:
    return tuple((name, chance.choice(values)) for name, values in TRAITS.items() if chance.random() < 0.8)


def test_the_second_implementation_gives_the_known_answers(tmp_path: Path) -> None:
    """It gives the frozen results for any declines, and refuses a seed of another pool."""
    known = sorted([*VECTORS.glob("result*.txt"), *VECTORS.with_name("lot-2").glob("result*.txt")])
    folders = []
    for result in known:
        folders.append(tmp_path / result.parent.name / result.stem)
        folders[-1].mkdir(parents=True)
        for name in ("pool.txt", "seed.txt"):
            shutil.copy(VECTORS / name, folders[-1])
        shutil.copy(result, folders[-1] / "result.txt")
    assert recomputed(*folders).stdout == "".join(result.read_text() for result in known)
    (folders[0] / "pool.txt").write_bytes((VECTORS / "pool.txt").read_bytes().replace(b"dice 16", b"dice 17"))
    other = recomputed(folders[0])
    assert (other.returncode, other.stderr) == (1, f"{folders[0]}: the seed is of another pool\n")
