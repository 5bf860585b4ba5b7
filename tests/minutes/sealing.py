"""Seals for tests: made with any private key, over any bytes."""

from __future__ import annotations

from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal import signing
from kiosk.journal.key import public_bytes
from kiosk.journal.note import Signer
from kiosk.minutes.seal import MINUTES, seal


def sealed(private: Ed25519PrivateKey, data: bytes, namespace: str = MINUTES) -> str:
    """Return the text of `F.sig` for a file of these bytes, as the kiosk would make it with this key."""
    sign = partial(signing.seal, Signer("assembly-kiosk/test", private))
    return seal(sign, public_bytes(private.public_key()), data, namespace)
