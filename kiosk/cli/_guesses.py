"""What a wrong code costs: time, for the address that it came from.

    guesses.wait(address)      seconds until this address may try again; 0 when it may now
    guesses.wrong(address)     a wrong code came from it

Until that time is over no code from the address is compared, right or wrong, so ten connections at once learn
no more than one. The first wrong code costs a second, each further one twice as much, up to a minute; ten
quiet minutes forgive. REMEMBERED addresses are kept; while that is full, all others count as one, so that
neither memory nor the number of tries grows with the addresses that an attacker has.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
FORGIVEN = 600.0
"""Seconds without a wrong code after which an address starts again at the first wait."""
REMEMBERED = 1_024
_ALL_OTHERS = ""


class _Tries(Struct):
    """The cost in seconds of the next wrong code, when the last came, and until when no code is compared."""

    cost: float
    last: float
    until: float


class Guesses:
    """The wrong codes of each address. `now` returns seconds that never go back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._tries: dict[str, _Tries] = {}

    def wait(self, address: str) -> float:
        """Return seconds until a code from this address is compared again, 0 if it is now."""
        tries = self._tries.get(self._key(address))
        return max(0.0, tries.until - self._now()) if tries else 0.0

    def wrong(self, address: str) -> None:
        """Count a wrong code from this address: each one doubles the wait."""
        now, key = self._now(), self._key(address)
        tries = self._tries.get(key)
        if tries is None or now - tries.last > FORGIVEN:
            tries = self._tries[key] = _Tries(FIRST_WAIT, now, now)
        tries.until, tries.last = now + tries.cost, now
        tries.cost = min(2 * tries.cost, LONGEST_WAIT)

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._tries)

    def _key(self, address: str) -> str:
        """Return the key under which the tries of an address are counted."""
        if address in self._tries:
            return address
        if len(self._tries) >= REMEMBERED:
            now = self._now()
            self._tries = {key: tries for key, tries in self._tries.items() if now - tries.last <= FORGIVEN}
        return address if len(self._tries) < REMEMBERED else _ALL_OTHERS
