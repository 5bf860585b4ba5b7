"""The kiosk's own contribution to a draw: a secret K, fixed by a commitment C before the room throws.

C is on the wall, and on the members' phones, before the first die: the kiosk cannot choose K afterwards.
K is in seed.txt once the draw is revealed, so everybody can check that C was computed from it.

It keeps no file: `contract.Beside` keeps the secret next to the journal until the reveal is recorded.
"""

from __future__ import annotations

import hashlib
import hmac


def mix(os_bytes: bytes, hardware: bytes = b"") -> bytes:
    """Return K, 32 bytes: HMAC-SHA256(key = OS bytes, msg = hardware bytes); a bad device cannot weaken it.

    The adapter of the port `Entropy` computes the same and is tested against this function.
    """
    return hmac.digest(os_bytes, hardware, "sha256")


def commitment(pool_digest: str, kiosk: str) -> str:
    """Return C in hex, from P and K in hex: the wall shows it and the members photograph it."""
    return hashlib.sha256(f"lot/1 commit\n{pool_digest}\n{kiosk}\n".encode("ascii")).hexdigest()


def in_groups(digest: str) -> list[str]:
    """Return 64 hex digits as people compare them: eight groups of eight."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]
