"""Rebuilding the entries file of a journal from its published tiles, when nothing else is left.

Tiles hold every entry and no signature but the checkpoint's. That one is the signature of the last line,
since both sign the same three lines, and it covers all entries before it. Lines between stay unsigned: the
key signs nothing again that it need not (`signing`).

journal/1 requires two kinds of line to carry their own signature, the founding and a change of key. Those are
signed again with the key that signed them; Ed25519 gives the same 64 bytes. Without that key the tiles are
enough to verify and to read, but not to continue: that is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.errors import Refused
from kiosk.journal import signing
from kiosk.journal.disk import DISK, Disk, read_regular, write_all
from kiosk.journal.key import fingerprint
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, Note, Signer, Verifier, parse_checkpoint, parse_note
from kiosk.journal.tiles import CHECKPOINT, LARGEST_NOTE, entries_in
from kiosk.journal.verify import Unusable
from kiosk.journal.verify_tiles import keys_in, verify_tiles
from kiosk.language import words

_, ngettext = words("journal")


def rebuild(
    folder: Path, target: Path, signers: Callable[[str], Iterable[Signer]], disk: Disk = DISK
) -> Verifier:
    """Write the lines of a folder of tiles into `target`, flushed; returns the key that signs from there on.

    `signers` returns the keys at hand for a journal of that name. Nothing is signed unless one of them signed
    the tiles' head. Raises Refused otherwise, when the tiles are not sound, or without the key of a line that
    must be signed; OSError.
    """
    try:
        report = verify_tiles(folder)
    except Unusable as error:
        raise Refused(error.sentence) from error
    if not report.sound:
        raise Refused(_("The tiles are not sound: {why}").format(why=report.findings[0]))
    at_hand = {signer.verifier.vkey: signer for signer in signers(report.origin)}
    if report.fingerprint not in {fingerprint(signer.verifier.public) for signer in at_hand.values()}:
        raise Refused(head_not_ours())  # anybody can write that a key handed over to theirs
    note = parse_note(read_regular(folder / CHECKPOINT, LARGEST_NOTE))
    lines = _Lines(parse_checkpoint(note.text), at_hand)
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    try:
        for block in entries_in(folder, lines.head.size):
            write_all(file, lines.take(block), disk)
        write_all(file, lines.end(note), disk)
        disk.fsync(file)
    finally:
        os.close(file)
    return lines.keys[-1][1]


def head_not_ours() -> str:
    """Return the sentence for tiles whose head was signed with a key that is not at hand."""
    return _("The key that signs this journal is not here: give its line from the paper with --paper.")


class _Lines:
    """The lines up to a head: those that must carry their own signature get it from the key of their time."""

    def __init__(self, head: Checkpoint, signers: dict[str, Signer]) -> None:
        self.head, self._signers = head, signers
        self.keys: list[tuple[int, Verifier]] = []
        self._frontier = Frontier()
        self._last = b""

    def take(self, entries: list[bytes]) -> bytes:
        """Return the lines of these entries; the last of all is left for `end`."""
        first = self._frontier.size
        named = keys_in(entries, first)
        changes = {since - 1 for since, _key in named}
        signer = self._signers.get(self.keys[-1][1].vkey) if self.keys else None
        lines = []
        for n, entry in enumerate(entries, first):
            while named and named[0][0] <= n:
                self.keys.append(named.pop(0))
                signer = self._signers.get(self.keys[-1][1].vkey)
            self._frontier.append(leaf_hash(entry))
            if n + 1 == self.head.size:
                self._last = entry
                break
            lines.append(line_bytes(entry, self._signature(n, signer, n == 0 or n in changes)))
        self.keys += named
        return b"".join(lines)

    def _signature(self, n: int, signer: Signer | None, needed: bool) -> bytes:
        if not needed:
            return b""
        if signer is None:
            raise Refused(
                _(
                    "Entry {n} must be signed by itself, with a key that is not at hand: give the line of "
                    "that key from its paper with --paper."
                ).format(n=n)
            )
        return signing.rebuilt(signer, Checkpoint(self.head.origin, n + 1, self._frontier.root()))

    def end(self, note: Note) -> bytes:
        """Return the last line with the checkpoint's own signature (the old key's if it hands over)."""
        signer = next(key for since, key in reversed(self.keys) if self.head.size > since or not since)
        signature = next(line.signature for line in note.signatures if line.key_id == signer.key_id)
        return line_bytes(self._last, signature)
