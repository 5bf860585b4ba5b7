"""What has happened to the journal before a room looks at it: a locked key, entries without a signature."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal.place import Place
from kiosk.practices import floor
from tests.screens.happened import holding, speaking
from tests.screens.house import House

PASSPHRASE = "eight rivers"


@cache
def locked_key(passphrase: str = PASSPHRASE) -> bytes:
    """The key of every house, as OpenSSH keeps it; a real one makes guessing slow, this one does not."""
    how = serialization.PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(passphrase.encode())
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, how)


def lock(house: House) -> None:
    """The key gets a passphrase, and the kiosk is started again."""
    Place(house.folder).key.write_bytes(locked_key())
    house.restart()


def locked(house: House) -> None:
    """Somebody speaks, and the power was cut: the key is locked."""
    speaking(house)
    lock(house)


def unsigned(house: House) -> None:
    """The same, and three entries were recorded without a signature."""
    locked(house)
    chris, bahar = house.person(2), house.person(1)
    house.ask(floor.commands.Extend(person=bahar))
    house.ask(floor.commands.Begin(person=chris, after=bahar))
    house.ask(floor.commands.Ask(person=bahar))


def unseen(house: House) -> None:
    """The same, and then the passphrase was taken away: the key is open, and nobody has looked."""
    unsigned(house)
    Place(house.folder).key.write_bytes(_open_key())
    house.restart()


def later(house: House) -> None:
    """Somebody speaks; a later version recorded what this one does not understand; then it was started."""
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
    """The power was cut between a name and its entry, and a piece of the file of names cannot be read."""
    holding(house)
    house.desk.beside.names.add("m028", "Zoë", bytes(16))
    house.desk.close()
    file = Place(house.folder).names
    file.write_bytes(file.read_bytes().replace(b'"Quinn"', b'"Quinn'))
    house.desk = house._opened()


def tampered(house: House) -> None:
    """Somebody had the card, and wrote another number into what was decided."""
    holding(house)
    entries = Place(house.folder).entries
    entries.write_bytes(entries.read_bytes().replace(b"We pay 40 %", b"We pay 90 %"))
