"""Whether a folder of tiles, or a tlog-proof file, is sound: the kiosk checks what it published, too.

Both need the journal's key from the caller; a folder of tiles names one in its entry 0, a proof does not.
Nothing is written.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import json

from kiosk.errors import NotTrusted
from kiosk.journal.canonical import NotCanonical, decode_all
from kiosk.journal.disk import read_regular
from kiosk.journal.envelope import FOUNDED, KEY_CHANGED
from kiosk.journal.key import fingerprint
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import (
    Checkpoint,
    MalformedNote,
    Verifier,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_vkey,
)
from kiosk.journal.proof import Proof, WrongProof, parse_proof
from kiosk.journal.tiles import FULL, LARGEST_NOTE, LARGEST_TILE, entries_in, held, tiles_of
from kiosk.journal.verify import Report, Unusable, given_key
from kiosk.language import words

_, ngettext = words("journal")


def verify_tiles(folder: Path, key: str | None = None) -> Report:
    """Check a folder of tiles against its checkpoint. Raises Unusable when it has none, or `key` is none."""
    given = given_key(key)
    note, claim = _claim(folder / "checkpoint")
    report = Report(claim.origin, 0, 0, 0, 0, "", "", [], [], False)
    frontier, keys = Frontier(), list[tuple[int, Verifier]]()
    try:
        for block in entries_in(folder, claim.size):
            keys += keys_in(block, frontier.size)
            frontier.extend([leaf_hash(entry) for entry in block])
        _compare_tiles(folder, claim.size)
    except _Unsound as why:
        report.findings.append(str(why))
    except (OSError, ValueError) as error:
        why_not = error.strerror if isinstance(error, OSError) else None
        report.findings.append(
            _("A tile with entry {n} is missing or damaged{why}.").format(
                n=frontier.size, why=f" ({why_not})" if why_not else ""
            )
        )
        report.entry = frontier.size
    report.size, report.root = frontier.size, frontier.root().hex()
    if given is not None and not (keys and keys[0][0] == 0):
        keys.insert(0, (0, given))
    if not keys:
        report.findings.append(_("Entry 0 names no key, and none was given."))
        return report
    signer = next(verifier for since, verifier in reversed(keys) if claim.size > since or not since)
    report.fingerprint = fingerprint(signer.public)
    if given is not None and (stranger := _not_given(given, keys, signer)):
        report.findings.append(stranger)
    try:
        head = open_checkpoint(note, signer)
        if not report.findings and head.root != frontier.root():
            report.findings.append(_("The entries are not those of the checkpoint."))
        report.signed_size = head.size
    except (MalformedNote, NotTrusted):
        report.findings.append(_("The checkpoint is not signed with the journal's key."))
    report.sound = not report.findings
    return report


def _not_given(given: Verifier, keys: list[tuple[int, Verifier]], signer: Verifier) -> str:
    """Return why the key that was given proves nothing here; "" if it signed the checkpoint.

    Tiles hold no signature of an old key under its last entry, so anybody could write that it handed over.
    """
    if given.vkey == signer.vkey:
        return ""
    changed = next((since - 1 for since, verifier in keys if verifier.vkey == signer.vkey), 0)
    if given.vkey not in [verifier.vkey for _since, verifier in keys]:
        return _("The tiles were signed with another key than the one that was given.")
    return _(
        "Entry {n} hands over to another key, and tiles do not show that the given one signed that: "
        "give the key that signs now."
    ).format(n=changed)


class _Unsound(Exception):
    """Its text is a finding."""


def _claim(path: Path) -> tuple[bytes, Checkpoint]:
    try:
        note = read_regular(path, LARGEST_NOTE)
        return note, parse_checkpoint(parse_note(note).text)
    except OSError as error:
        raise Unusable(_("There is no checkpoint at {path}.").format(path=path)) from error
    except MalformedNote as error:
        raise Unusable(_("{path} is no checkpoint.").format(path=path)) from error


def keys_in(block: list[bytes], first: int) -> list[tuple[int, Verifier]]:
    """Return the keys that these entries name, each with the first entry it signs. Raises _Unsound."""
    try:
        values = decode_all(block)
    except NotCanonical as error:
        raise _Unsound(
            _("One of the entries from {n} on is not written as an entry.").format(n=first)
        ) from error
    found = []
    for n, value in enumerate(values, first):
        if value.get("n") != n:
            raise _Unsound(_("Entry {n} has another number.").format(n=n))
        if (n == 0 and value.get("kind") == FOUNDED) or value.get("kind") == KEY_CHANGED:
            try:
                verifier = parse_vkey(str(value.get("key")))
            except MalformedNote as error:
                raise _Unsound(_("Entry {n} names a key that is none.").format(n=n)) from error
            found.append((n + 1 if n else 0, verifier))
    return found


def _compare_tiles(folder: Path, size: int) -> None:
    """Compare every tile with what its entries give. Raises _Unsound, OSError, ValueError."""
    entries = (entry for block in entries_in(folder, size) for entry in block)
    for name, content in tiles_of(entries):
        try:
            fits = read_regular(folder / name, LARGEST_TILE) == content
        except FileNotFoundError:
            fits = _begins_full(folder, name.partition(".p/")[0], content)
        if not fits:
            raise _Unsound(_("{tile} does not fit the entries.").format(tile=name))


def _begins_full(folder: Path, name: str, content: bytes) -> bool:
    """True if a full tile, published meanwhile, is whole and begins with this. Raises OSError, ValueError."""
    there = read_regular(folder / name, LARGEST_TILE)
    return held(name.split("/")[1], there) == FULL and there.startswith(content)


def verify_proof(data: bytes, key: str | None) -> tuple[Report, Proof]:
    """Check a tlog-proof file whose `extra` is the entry. Raises Unusable without a key, or for others."""
    given = given_key(key)
    if given is None:
        raise Unusable(_("A proof needs the key that it is checked with: --key VKEY."))
    try:
        proof = parse_proof(data)
        claim = parse_checkpoint(parse_note(proof.checkpoint).text)
    except MalformedNote as error:
        raise Unusable(_("This is no proof: {why}.").format(why=error)) from error
    report = Report(
        claim.origin, claim.size, 0, 0, 0, claim.root.hex(), fingerprint(given.public), [], [], False
    )
    report.entry = proof.index
    try:
        report.signed_size = open_checkpoint(proof.checkpoint, given).size
        if proof.extra is None:
            report.findings.append(_("The proof does not hold the entry that it is for."))
        elif proof.root(proof.extra, claim.size) != claim.root or _number(proof.extra) != proof.index:
            raise WrongProof
    except (NotTrusted, MalformedNote):
        report.findings.append(_("The head in the proof is not signed with this key."))
    except WrongProof:
        report.findings.append(_("The hashes do not lead from the entry to the head."))
    report.sound = not report.findings
    return report, proof


def _number(entry: bytes) -> object:
    try:
        return json.decode(entry, type=dict[str, object]).get("n")
    except (ValueError, RecursionError):
        return None
