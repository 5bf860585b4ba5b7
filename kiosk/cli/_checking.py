"""What `kiosk verify` was given, told by looking at it, and handed to whoever can check it.

A minutes file is checked by its seal (FILE.sig beside it) and by the head of the journal that stands in it.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.errors import JournalDamaged, NotTrusted
from kiosk.journal.disk import read_regular
from kiosk.journal.follower import Follower
from kiosk.journal.key import LARGEST_FILE, fingerprint
from kiosk.journal.note import Checkpoint, MalformedNote, Verifier, base64_bytes, open_checkpoint
from kiosk.journal.place import Place
from kiosk.journal.proof import FIRST_LINE
from kiosk.journal.tiles import is_published
from kiosk.journal.verify import Report, Unusable, given_key, verify
from kiosk.language import words

_, ngettext = words("cli")

LARGEST_PROOF = 1 << 20
LARGEST_MINUTES = 1 << 26


def check(
    path: Path, data: Path, key: str | None, head: bytes | None, quick: bool, extends: Path | None
) -> tuple[Report, str]:
    """The report, and the sentence for a sound one. Raises Unusable."""
    if path.is_dir() and is_published(path):
        from kiosk.journal.verify_tiles import verify_tiles

        return verify_tiles(path, key), _("The tiles are sound.")
    if path.is_file() and _begins(path, FIRST_LINE):
        return _proof(path, key)
    if path.is_file() and path.with_name(path.name + ".sig").is_file():
        return _minutes(path, data, key)
    return verify(path, key, head, quick, extends), _("The journal is sound.")


def _begins(path: Path, prefix: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(prefix)) == prefix


def _read(path: Path, limit: int) -> bytes:
    try:
        return read_regular(path, limit)
    except OSError as error:
        sentence = _("{path} cannot be read: {why}.")
        raise Unusable(sentence.format(path=path, why=error.strerror or error)) from error


def _proof(path: Path, key: str | None) -> tuple[Report, str]:
    from kiosk.journal.verify_tiles import verify_proof

    report, proof = verify_proof(_read(path, LARGEST_PROOF), key)
    entry = (proof.extra or b"").decode(errors="replace")
    return report, _("Entry {n} is in the journal: {entry}").format(n=proof.index, entry=entry)


def _minutes(path: Path, data: Path, key: str | None) -> tuple[Report, str]:
    """The seal, with the key that was given, or of the journal at hand, or else the one beside the file."""
    from kiosk.minutes.seal import check as check_seal

    text, armour = _read(path, LARGEST_MINUTES), _read(path.with_name(path.name + ".sig"), LARGEST_FILE)
    given, journal = given_key(key), _journal(data)
    beside = _beside(path) if given is None and not journal else None
    keys = [key for key in (given, beside) if key is not None] or journal
    if not keys:
        raise Unusable(_("Minutes need the key that they are checked with: --key VKEY."))
    verifier, why = keys[0], ""
    for key_then in keys:  # the newest first: older minutes were sealed with an older one
        try:
            check_seal(armour.decode(errors="replace"), text, key_then.public)
        except NotTrusted as error:
            why = why or error.sentence
            continue
        verifier, why = key_then, ""
        break
    report = Report(verifier.name, 0, 0, 0, 0, "", fingerprint(verifier.public), [], [], False)
    if beside is not None:
        report.warnings.append(_("The key was taken from beside the minutes: compare its fingerprint."))
    if why:
        report.findings.append(why)
    found = _head_in(text, verifier)
    if found is None:
        report.findings.append(_("There is no head of the journal in it that this key signed."))
    else:
        note, head = found
        report.size = report.signed_size = head.size
        report.root = head.root.hex()
        if verifier.vkey in [each.vkey for each in journal]:
            report.findings += verify(data, head=note).findings
    report.sound = not report.findings
    return report, _("The minutes are sealed with this key, and the head in them is signed with it.")


def _journal(data: Path) -> list[Verifier]:
    """The keys of the assembly whose data folder is at hand, the newest first."""
    if not Place(data).entries.is_file():
        return []
    follower = Follower(data)
    try:
        follower.poll()
    except JournalDamaged as damage:
        raise Unusable(damage.sentence) from damage
    return [verifier for _since, verifier in reversed(follower.reading.keys)]


def _beside(path: Path) -> Verifier | None:
    """The key in the allowed_signers file beside the minutes, with its name."""
    try:
        name, *_options, coded = _read(path.with_name("allowed_signers"), LARGEST_FILE).decode().split()
        return Verifier(name, base64_bytes(coded)[-32:])
    except (Unusable, MalformedNote, ValueError):
        return None


def _head_in(text: bytes, verifier: Verifier) -> tuple[bytes, Checkpoint] | None:
    """The signed head that stands in the minutes: the note and what it says."""
    start = f"{verifier.name}\n".encode()
    at = text.find(b"\n" + start)
    while at >= 0:
        end = text.find(b"\n```", at + 1)
        note = text[at + 1 : end + 1] if end >= 0 else text[at + 1 :]
        try:
            return note, open_checkpoint(note, verifier)
        except (MalformedNote, NotTrusted):
            at = text.find(b"\n" + start, at + 1)
    return None
