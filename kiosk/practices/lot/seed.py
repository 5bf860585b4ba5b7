"""seed.txt: everything random about a draw, in one file that anybody can hash.

    lot/1 seed
    pool ca63eb5a...                    P, the SHA-256 of pool.txt
    kiosk 8328e12c...                   K, the kiosk's secret (no such line when it was lost: label B)
    room word granit                    words first, as many as the room likes; they count no bits
    room dice 41526631                  then what was thrown, in the order thrown

S is the SHA-256 of the file. Thrown symbols stand in lines of exactly eight (four for cards), the last one
shorter: no other split is valid, because the split changes S and a person who knows K could choose it.
`write` and `read` are inverses; a `Seed` holds symbols, not lines, so a wrong split cannot even be written.

How the dice were typed, and what was corrected, is in the journal.
"""

from __future__ import annotations

import hashlib
import math
import re

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.lot.lines import DIGEST, joined, lines_of, wrong
from kiosk.practices.lot.pool import KINDS, Kind

_, _ngettext = words("lot")

SYMBOL: dict[Kind, re.Pattern[str]] = {
    "dice": re.compile(r"[1-6]"),
    "cards": re.compile(r"[23456789TJQKA][CDHS]"),
    "coin": re.compile(r"[HT]"),
}
A_LINE: dict[Kind, int] = {"dice": 8, "cards": 4, "coin": 8}
"""Symbols in a full line of seed.txt."""
WORD = re.compile(r"[!-~]+")
MARGIN = 20
"""Bits more than the draw itself needs, so that no secret can be ground against the dice."""


class Seed(Struct, frozen=True):
    """What S is made of: `pool` is P, `kiosk` is K (hex, or "" if lost), `words`, and `thrown` in order."""

    pool: str
    kiosk: str = ""
    words: tuple[str, ...] = ()
    kind: Kind | None = None
    thrown: tuple[str, ...] = ()


def digest(data: bytes) -> str:
    """Return S, the SHA-256 of seed.txt in hex, as `sha256sum seed.txt` prints it."""
    return hashlib.sha256(data).hexdigest()


def symbols(kind: Kind, text: str) -> tuple[str, ...] | None:
    """Return the symbols in a text without blanks, `4152` or `TCAS`; None if it holds anything else."""
    found = SYMBOL[kind].findall(text)
    return tuple(found) if found and "".join(found) == text else None


def split(kind: Kind, thrown: tuple[str, ...]) -> list[str]:
    """Return the one valid split of the symbols thrown into the texts of `room` lines."""
    size = A_LINE[kind]
    return ["".join(thrown[start : start + size]) for start in range(0, len(thrown), size)]


def write(seed: Seed) -> bytes:
    """Return seed.txt; raises NotTrusted where the seed breaks a rule."""
    lines = ["lot/1 seed", f"pool {seed.pool}"]
    if seed.kiosk:
        lines.append(f"kiosk {seed.kiosk}")
    lines += [f"room word {word}" for word in seed.words]
    if seed.kind:
        lines += [f"room {seed.kind} {text}" for text in split(seed.kind, seed.thrown)]
    data = joined(lines, "seed")
    read(data)
    return data


def read(data: bytes) -> Seed:
    """Return the seed in a seed.txt; raises NotTrusted, naming the line and the rule that it breaks."""
    lines = lines_of(data, "seed")
    pool = _digest(lines, 1, "pool")
    if not pool:
        raise wrong("seed", 2, _("it must be “pool” and 64 hex digits."))
    kiosk = _digest(lines, 2, "kiosk")
    called: list[str] = []
    kind: Kind | None = None
    thrown: list[str] = []
    for n, line in enumerate(lines[3 if kiosk else 2 :], 4 if kiosk else 3):
        parted = line.split(" ")
        if len(parted) != 3 or parted[0] != "room":
            raise wrong("seed", n, _("it must be “room”, a kind, and what was said or thrown."))
        if parted[1] == "word":
            if kind:
                raise wrong("seed", n, _("words come before what is thrown."))
            called.append(parted[2])
            continue
        kind = _kind(n, kind, parted[1])
        thrown += _thrown(n, kind, parted[2], len(thrown))
    return Seed(pool, kiosk, tuple(called), kind, tuple(thrown))


def _digest(lines: list[str], at: int, name: str) -> str:
    """Return the digest of line `at` if it is `<name> <64 hex>`, "" if the line has another name."""
    line = lines[at] if len(lines) > at else ""
    if not line.startswith(f"{name} "):
        return ""
    if not DIGEST.fullmatch(line[len(name) + 1 :]):
        raise wrong("seed", at + 1, _("it must be “{name}” and 64 hex digits.").format(name=name))
    return line[len(name) + 1 :]


def _kind(n: int, before: Kind | None, word: str) -> Kind:
    for kind in KINDS:
        if word == kind and before in (None, kind):
            return kind
    raise wrong("seed", n, _("the room throws dice, cards or coins, and one kind only."))


def _thrown(n: int, kind: Kind, text: str, already: int) -> tuple[str, ...]:
    """Return the symbols of one line; the `already` thrown before it must have filled their lines."""
    found = symbols(kind, text)
    if found is None:
        raise wrong("seed", n, _("“{text}” cannot be thrown with {kind}.").format(text=text, kind=kind))
    if len(found) > A_LINE[kind] or already % A_LINE[kind]:
        sentence = _("{kind} stand in lines of {size}, the last one shorter; no other split is valid.")
        raise wrong("seed", n, sentence.format(kind=kind, size=A_LINE[kind]))
    return found


def bits_wanted(people: int, seats: int) -> float:
    """Return the bits that the room should throw: log2(N! / (N-k)!) + 20, N people, k seats (lot/1, Room)."""
    return MARGIN + math.fsum(math.log2(people - taken) for taken in range(min(people, seats)))


def bits_thrown(kind: Kind, count: int) -> float:
    """Return the bits in `count` fair throws; cards are drawn from one pack and not put back."""
    match kind:
        case "dice":
            return count * math.log2(6)
        case "coin":
            return float(count)
        case "cards":
            return math.fsum(math.log2(52 - taken) for taken in range(min(count, 52)))


def throws_wanted(kind: Kind, people: int, seats: int) -> int | None:
    """Return the fewest throws that give the bits wanted; None where one pack of cards is too small."""
    bits = bits_wanted(people, seats)
    match kind:
        case "dice":
            return math.ceil(bits / math.log2(6))
        case "coin":
            return math.ceil(bits)
        case "cards":
            return next((count for count in range(1, 53) if bits_thrown(kind, count) >= bits), None)


TOGETHER: dict[Kind, int] = {"dice": 4, "cards": 1, "coin": 8}
"""What one person throws at a time."""


def throws_suggested(kind: Kind, people: int, seats: int) -> int:
    """Return the throws wanted, rounded up so that each person throws as many; 0 if one pack is too small."""
    wanted = throws_wanted(kind, people, seats)
    return -(-(wanted or 0) // TOGETHER[kind]) * TOGETHER[kind]
