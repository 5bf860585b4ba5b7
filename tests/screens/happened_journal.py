"""Events before a scene of the journal: a locked key, entries without a signature."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal.place import Place
from kiosk.practices import floor
from tests.screens.happened import speaking
from tests.screens.happened_at_the_end import holding
from tests.screens.house import House

PASSPHRASE = "eight rivers"


@cache
def locked_key(passphrase: str = PASSPHRASE) -> bytes:
    """Return the key of every house, in OpenSSH's form; real ones make guessing slow, this one does not."""
    how = serialization.PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(passphrase.encode())
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, how)


def lock(house: House) -> None:
    """Give the key a passphrase and restart the kiosk."""
    Place(house.folder).key.write_bytes(locked_key())
    house.restart()


def locked(house: House) -> None:
    """Cut the power while a member speaks, so that the key is locked."""
    speaking(house)
    lock(house)


def unsigned(house: House) -> None:
    """Add three entries without a signature to `locked`."""
    locked(house)
    chris, bahar = house.person(2), house.person(1)
    house.ask(floor.commands.Extend(person=bahar))
    house.ask(floor.commands.Begin(person=chris, after=bahar))
    house.ask(floor.commands.Ask(person=bahar))


def unseen(house: House) -> None:
    """Remove the passphrase after `unsigned`: the key is open, and people have not looked."""
    unsigned(house)
    Place(house.folder).key.write_bytes(_open_key())
    house.restart()


def later(house: House) -> None:
    """Let a member speak, a later version record an unknown entry, and restart."""
    speaking(house)
    journal, stamp = house.desk.journal, house.desk.stamp()
    journal.append("mandate.given/1", {"to": house.person(2), "role": "treasurer"}, stamp)
    journal.append("rules.turn-set/1", {"length": {"seconds": 90}}, stamp)
    for step in range(3):
        journal.append("floor.asked/1", {"person": house.person(5 + step)}, stamp)
        journal.append("bundle.made/1", {"items": [step]}, stamp)
    house.restart()


def _open_key() -> bytes:
    from kiosk.journal.key import file_bytes

    return file_bytes(Ed25519PrivateKey.from_private_bytes(bytes(32)), "")


def lost(house: House) -> None:
    """Cut the power between a name and its entry, and damage a piece of the file of names."""
    holding(house)
    house.desk.beside.names.add("m028", "Zoë", bytes(16))
    house.desk.close()
    file = Place(house.folder).names
    file.write_bytes(file.read_bytes().replace(b'"Quinn"', b'"Quinn'))
    house.desk = house._opened()


def tampered(house: House) -> None:
    """Change a number in a recorded decision on the card."""
    holding(house)
    entries = Place(house.folder).entries
    entries.write_bytes(entries.read_bytes().replace(b"We pay 40 %", b"We pay 90 %"))
