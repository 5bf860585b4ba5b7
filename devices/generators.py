"""The random number generators that the kiosk knows: the commands that start and stop each (lot/1).

A table; nothing here opens a port. On some devices a rate of 110 or 1200 baud is magic (a loader, a disk of
files), so commands go only to those whose plug identifies them by vendor and product number.
"""

from __future__ import annotations

from msgspec import Struct

Numbers = tuple[int, int]
"""Vendor and product number of a plug."""


class Generator(Struct, frozen=True):
    """One kind of generator.

    `kind` is its name in kiosk.toml and in the record (`os+truerng`), `name` the one for people; `numbers`
    are those of its plug, None for one that no number identifies. `rate` is in baud. `knock`: rates at which
    it is opened and closed first, which sets its mode; the first stays open for `pause` seconds. `ready`: it
    streams while DTR is set. `start`, `stop` are written to it. `deadline`: seconds for all of a read, first
    to last.
    """

    kind: str
    name: str
    numbers: Numbers | None
    rate: int = 115_200
    knock: tuple[int, ...] = ()
    pause: float = 0.0
    ready: bool = False
    start: tuple[bytes, ...] = ()
    stop: tuple[bytes, ...] = ()
    deadline: float = 3.0


# The rates and the half second are those of the maker's own program (euler357/TrueRNG, modeChange). Without
# them a TrueRNGpro stays in the mode it was last used in, and some modes are ASCII.
GENERATORS = (
    Generator("truerng", "TrueRNG", (0x04D8, 0xF5FE), ready=True),
    Generator(
        "truerngpro", "TrueRNGpro", (0x16D0, 0x0AA0), rate=300, knock=(110, 300, 110), pause=0.5, ready=True
    ),
    Generator(
        "truerngpro-v2",
        "TrueRNGpro V2",
        (0x04D8, 0xEBB5),
        rate=300,
        knock=(110, 300, 110),
        pause=0.5,
        ready=True,
    ),
    Generator(
        "onerng",
        "OneRNG",
        (0x1D50, 0x6086),
        ready=True,
        start=(b"cmd0\n", b"cmdO\n"),
        stop=(b"cmdo\n", b"cmdw\n"),
    ),
    Generator("neug", "NeuG", (0x234B, 0x0001)),
)
"""TrueRNG V1 to V3, TrueRNGpro and its V2, OneRNG (which powers up paused), NeuG on an FST-01 (without parity
its bytes come hashed)."""

BOARD = Generator("board", "random board", None, deadline=10.0)
"""Any other device that sends bytes by itself, at a path that a person configured: it gets no command and is
read at 115200 8N1. Opening it may reset it, so it has more time.
"""


def by_numbers(vendor: int | None, product: int | None) -> Generator | None:
    """Return the generator whose plug has these numbers, None if it is unknown."""
    return next((generator for generator in GENERATORS if generator.numbers == (vendor, product)), None)


def by_kind(kind: str) -> Generator | None:
    """Return the generator of this kind, None if there is none; a board cannot be asked for by kind."""
    return next((generator for generator in GENERATORS if generator.kind == kind), None)
