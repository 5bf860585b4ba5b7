"""Finding out what `kiosk verify` was given, and calling the check for it.

A minutes file is checked by its seal (FILE.sig next to it) and by the journal's head in it or next to it; a
meeting's folder by the seal on the list of its files, and each file by that list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged, NotTrusted
from kiosk.journal.disk import read_regular
from kiosk.journal.follower import Follower
from kiosk.journal.key import LARGEST_FILE, fingerprint
from kiosk.journal.note import Checkpoint, MalformedNote, Verifier, base64_bytes, open_checkpoint
from kiosk.journal.place import Place
from kiosk.journal.proof import (
    FIRST_LINE,
    Consistency,
    WrongProof,
    check_consistency,
    parse_consistency,
)
from kiosk.journal.tiles import is_published
from kiosk.journal.verify import Report, Unusable, given_key, verify
from kiosk.language import words

_, ngettext = words("cli")

LARGEST_PROOF = 1 << 20
LARGEST_MINUTES = 1 << 26
_ENTRY = b'{"'
"""The first bytes of every journal."""


def check(
    path: Path, data: Path, key: str | None, head: bytes | None, quick: bool, extends: Path | None
) -> tuple[Report, str]:
    """Return the report, and the sentence to print if it is sound. Raises Unusable."""
    if path.is_dir() and is_published(path):
        from kiosk.journal.verify_tiles import verify_tiles

        return verify_tiles(path, key), _("The tiles are sound.")
    if _are_minutes(path):
        return _folder(path if path.is_dir() else path.parent, data, key)
    if path.is_file() and _begins(path, FIRST_LINE):
        return _proof(path, key)
    if path.is_file() and path.with_name(path.name + ".sig").is_file():
        return _minutes(path, data, key)
    if path.is_file() and path.name != "entries" and not _begins(path, _ENTRY):
        sentence = _("{path} is no journal and no proof; as minutes it lacks its seal, {name}.sig.")
        raise Unusable(sentence.format(path=path, name=path.name))
    return verify(path, key, head, quick, extends), _("The journal is sound.")


def _are_minutes(path: Path) -> bool:
    """True for the folder of a meeting's files, or the list of them."""
    from kiosk.minutes.shelf import MARKDOWN, PAGE
    from kiosk.minutes.sums import SUMS

    if path.name == SUMS:
        return path.is_file()
    return any((path / name).is_file() for name in (SUMS, MARKDOWN, PAGE))


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


def _folder(folder: Path, data: Path, key: str | None) -> tuple[Report, str]:
    """Check all files of a meeting: the seal on their list, each file, and the journal's head in them."""
    from kiosk.minutes.fitting import files_in, fit
    from kiosk.minutes.shelf import CHECKPOINT, CONSISTENCY, MARKDOWN
    from kiosk.minutes.sums import SEAL

    try:
        files = files_in(folder)
    except OSError as error:
        sentence = _("{path} cannot be read: {why}.")
        raise Unusable(sentence.format(path=folder, why=error.strerror or error)) from error
    keys = _Keys.of(folder / MARKDOWN, data, key)
    found = fit(files, keys.all)
    verifier = found.key or keys.all[0]
    report = _report(verifier, keys)
    report.findings += found.findings
    if not found.sealed and not found.findings:
        report.findings.append(
            _("{name} is missing: the files fit their list, which nobody sealed.").format(name=SEAL)
        )
    markdown = files.get(MARKDOWN) or b""
    heads = _Heads.beside(markdown, files.get(CHECKPOINT), files.get(CONSISTENCY), keys.all)
    return _with_head(report, heads, keys, data), _("All files of these minutes are sealed.")


def _minutes(path: Path, data: Path, key: str | None) -> tuple[Report, str]:
    """Check a seal, by the given key, the journal at hand, or the allowed_signers next to the file."""
    from kiosk.minutes.seal import check as check_seal
    from kiosk.minutes.shelf import CHECKPOINT, CONSISTENCY

    text, armour = _read(path, LARGEST_MINUTES), _read(path.with_name(path.name + ".sig"), LARGEST_FILE)
    keys = _Keys.of(path, data, key)
    verifier, why = keys.all[0], ""
    for key_then in keys.all:  # the newest first; older minutes were sealed with an older key
        try:
            check_seal(armour.decode(errors="replace"), text, key_then.public)
        except NotTrusted as error:
            why = why or error.sentence
            continue
        verifier, why = key_then, ""
        break
    report = _report(verifier, keys)
    if why:
        report.findings.append(why)
    beside = [path.with_name(name) for name in (CHECKPOINT, CONSISTENCY)]
    found = [_read(file, LARGEST_FILE) if file.is_file() else None for file in beside]
    sentence = _("The minutes are sealed with this key, and their head of the journal is signed with it.")
    return _with_head(report, _Heads.beside(text, found[0], found[1], keys.all), keys, data), sentence


class _Keys(Struct, frozen=True):
    """The keys that may have sealed minutes, the newest first, and where they are from."""

    all: list[Verifier]
    of_journal: bool = False
    from_beside: bool = False

    @classmethod
    def of(cls, path: Path, data: Path, key: str | None) -> _Keys:
        """Return the given key, else those of the journal at hand, else those next to the file."""
        given, journal = given_key(key), _journal(data)
        if given is not None:
            return cls([given], given.vkey in [verifier.vkey for verifier in journal])
        if journal:
            return cls(journal, of_journal=True)
        beside = _beside(path)
        if not beside:
            raise Unusable(_("Minutes need the key that they are checked with: --key VKEY."))
        return cls(beside, from_beside=True)


def _report(verifier: Verifier, keys: _Keys) -> Report:
    report = Report(verifier.name, 0, 0, 0, 0, "", fingerprint(verifier.public), [], [], False)
    if keys.from_beside:
        report.warnings.append(_("The key was taken from beside the minutes: compare its fingerprint."))
    return report


class _Heads(Struct, frozen=True):
    """The heads of minutes: size and root in the text, a signed note, and the proof from one to the other.

    (0, b"") and b"" where there is none.
    """

    size: int
    root: bytes
    note: bytes
    proof: bytes

    @classmethod
    def beside(
        cls, text: bytes, checkpoint: bytes | None, proof: bytes | None, keys: Sequence[Verifier]
    ) -> _Heads:
        """Collect them from the Markdown and the files next to it. Older minutes hold the note itself."""
        claims = _CLAIM.findall(text)
        size, root = (int(claims[-1][0]), bytes.fromhex(claims[-1][1].decode())) if claims else (0, b"")
        return cls(size, root, checkpoint or _note_in(text, keys), proof or b"")

    def trouble(self, head: Checkpoint) -> str:
        """Return why this head is not that of the minutes, and does not continue it; "" when it does."""
        if not self.size:
            return ""
        try:
            proof = parse_consistency(self.proof) if self.proof else Consistency(self.size, self.size, ())
            if (proof.size, proof.later) != (self.size, head.size):
                raise WrongProof("of other sizes")
            check_consistency(self.size, self.root, head.size, head.root, proof.hashes)
        except (MalformedNote, WrongProof):
            return _("The signed head beside the minutes is not the one that they name.")
        return ""


_CLAIM = re.compile(
    rb"^- [^\n`]*?([1-9][0-9]{0,18})\n- [^\n`]*?`([0-9a-f]{64})`\n- [^\n`]*`SHA256:", re.MULTILINE
)
"""The lines of minutes that name the head: entries, root, key."""


def _with_head(report: Report, heads: _Heads, keys: _Keys, data: Path) -> Report:
    """Add to the report the head that the minutes name, and whether a key signed it."""
    head = _head(heads.note, keys.all)
    if head is None:
        report.findings.append(_("There is no head of the journal beside it that this key signed."))
    else:
        report.size = report.signed_size = head.size
        report.root = head.root.hex()
        if trouble := heads.trouble(head):
            report.findings.append(trouble)
        if keys.of_journal:
            report.findings += verify(data, head=heads.note).findings
    report.sound = not report.findings
    return report


def _journal(data: Path) -> list[Verifier]:
    """Return the keys of the assembly in the data folder, the newest first."""
    if not Place(data).entries.is_file():
        return []
    follower = Follower(data)
    try:
        follower.poll()
    except JournalDamaged as damage:
        raise Unusable(damage.sentence) from damage
    return [verifier for _since, verifier in reversed(follower.reading.keys)]


def _beside(path: Path) -> list[Verifier]:
    """Return the keys in the allowed_signers file next to the minutes, with their names, the newest first."""
    keys: list[Verifier] = []
    try:
        for line in _read(path.with_name("allowed_signers"), LARGEST_FILE).decode().splitlines():
            if not line.startswith("#"):
                name, *_options, coded = line.split()
                keys.append(Verifier(name, base64_bytes(coded)[-32:]))
    except (Unusable, MalformedNote, ValueError):
        return []
    return keys


def _note_in(text: bytes, keys: Sequence[Verifier]) -> bytes:
    """Return the note of the signed head in the text of minutes, b"" if there is none."""
    start = f"{keys[0].name}\n".encode()
    at = text.find(b"\n" + start)
    while at >= 0:
        end = text.find(b"\n```", at + 1)
        note = text[at + 1 : end + 1] if end >= 0 else text[at + 1 :]
        if _head(note, keys) is not None:
            return note
        at = text.find(b"\n" + start, at + 1)
    return b""


def _head(note: bytes, keys: Sequence[Verifier]) -> Checkpoint | None:
    """Return the head in a note if one of these keys signed it: the head may be older than the seal."""
    for key in keys:
        with suppress(MalformedNote, NotTrusted):
            return open_checkpoint(note, key)
    return None
