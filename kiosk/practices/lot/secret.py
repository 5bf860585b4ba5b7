"""The kiosk's own contribution to a draw: a secret K, fixed by a commitment C before the room throws.

C is on the wall, and on the members' phones, before the first die: the kiosk cannot choose K afterwards.
K is in seed.txt once the draw is revealed, so everybody can check that it is the one C was made of.

It keeps no file: the secret lies beside the journal until the reveal is recorded (`contract.Beside`).
"""

from __future__ import annotations

import hashlib
import hmac


def mix(os_bytes: bytes, hardware: bytes = b"") -> bytes:
    """K, 32 bytes: HMAC-SHA256(key = OS bytes, msg = hardware bytes), so a bad device never makes it worse.

    The adapter of the port `Entropy` does the same; this is the rule it is tested against.
    """
    return hmac.digest(os_bytes, hardware, "sha256")


def commitment(pool_digest: str, kiosk: str) -> str:
    """C in hex, from P and K in hex: what the wall shows and the members photograph."""
    return hashlib.sha256(f"lot/1 commit\n{pool_digest}\n{kiosk}\n".encode("ascii")).hexdigest()


def in_groups(digest: str) -> list[str]:
    """64 hex digits as people compare them: eight groups of eight."""
    return [digest[start : start + 8] for start in range(0, len(digest), 8)]
