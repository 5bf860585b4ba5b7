"""A draw from a list of lines, kept in a folder: frozen, sealed, thrown, drawn, and resumed after any crash.

    pool.txt            who is in the hat; there first, and never changed
    001.secret          the kiosk's secret K, until it is revealed; flushed before anybody sees
    commitment.txt      C, the seal under that secret
    001.room            words and throws so far, one line each
    seed.txt            everything that was random; from here on the draw is done
    result.txt          who was drawn, and who said no
    check.html          of short lists: the page that says how to check it

Every file appears whole or not at all, and each is flushed before the next: starting again continues the same
draw with the same secret. It prints nothing and asks nobody.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import NotTrusted, Refused
from kiosk.journal.disk import fsync_folder, read_regular, replace_file
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.ports import Entropy
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.label import Label, label_of
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.seed import Seed
from kiosk.practices.lot.typed import throws_typed, too_many, word_typed
from kiosk.practices.lot.walk import Walk, walk

_, ngettext = words("cli")

AT_MOST = 32 * 1024 * 1024
MOST_ON_A_PAGE = 1_000
"""Lines of a list for which a page is still readable."""
FILES = ("pool.txt", "commitment.txt", "seed.txt", "result.txt", "check.html")


@contextmanager
def drawing(folder: Path, pool: Pool) -> Iterator[Drawing]:
    """Yield the draw of this pool in `folder`, new or resumed. Raises Refused if another one is there."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(_("Another kiosk is drawing in {folder} now.").format(folder=folder)) from None
        yield Drawing(folder, pool)
    finally:
        os.close(handle)


class Drawing:
    """`commitment` is C in hex, "" before it; `words`, `thrown` so far; `seed`, `walk` or None."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self.folder, self.pool = folder, pool
        self._secret_file = folder / f"{pool.number}.secret"
        self._room_file = folder / f"{pool.number}.room"
        data = pools.write(pool)
        self.pool_digest = pools.digest(data)
        there = self._read("pool.txt")
        if there is None:
            if any((folder / name).exists() for name in FILES):
                raise Refused(_("{folder} holds something else: name another folder.").format(folder=folder))
            replace_file(folder / "pool.txt", data)
        elif there != data:
            sentence = _(
                "Another draw lies in {folder}: name another folder with --to, and if the list is the same, "
                "another number with --number."
            )
            raise Refused(sentence.format(folder=folder))
        self.commitment = (self._read("commitment.txt") or b"").decode("ascii", "replace").strip()
        self.words: list[str] = []
        self.thrown: list[str] = []
        self._read_room()
        self.seed: Seed | None = None
        self.walk: Walk | None = None
        self._read_drawn()

    @property
    def left(self) -> int:
        """How many symbols are still to be thrown."""
        return self.pool.room.count - len(self.thrown) if self.pool.room else 0

    @property
    def label(self) -> Label | None:
        """How far the draw must be trusted; None before it is drawn."""
        return label_of(self.seed) if self.seed else None

    def commit(self, entropy: Entropy) -> str:
        """Fix the secret and its seal, or find those fixed before; returns a device's fault, or "".

        Raises Refused where the secret of a seal that may have been seen is lost and nothing was thrown yet.
        """
        if self.seed:
            return ""
        fault, secret = "", self._secret()
        if secret is None and not self.commitment:
            drawn = entropy.draw()
            replace_file(self._secret_file, f"{drawn.bytes.hex()}\n".encode("ascii"), mode=0o600)
            secret, fault = drawn.bytes.hex(), drawn.fault
        if not self.commitment and secret is not None:
            self.commitment = commitment(self.pool_digest, secret)
            replace_file(self.folder / "commitment.txt", f"{self.commitment}\n".encode("ascii"))
        if not self._fitting() and not self.thrown:
            raise Refused(
                _("The kiosk's secret is lost or was changed: draw anew, in another folder, with --number.")
            )
        return fault

    def say(self, word: str) -> None:
        """Record a word from the room. Raises Refused after the first throw."""
        if self.thrown:
            raise Refused(_("Words come before the first throw."))
        self.words.append(word_typed(word))
        self._write_room()

    def throw(self, typed: str) -> None:
        """Record throws. Raises Refused for any other text, and for more than are left."""
        assert self.pool.room is not None
        found = throws_typed(self.pool.room.kind, typed)
        if len(found) > self.left:
            raise Refused(too_many(self.left, len(found)))
        self.thrown += found
        self._write_room()

    def record_given(self, spoken: Sequence[str], typed: str) -> None:
        """Record all throws so far, and all words if any. Raises Refused if they contradict the record."""
        kind = self.pool.room.kind if self.pool.room else None
        wanted = [word_typed(word) for word in spoken] or list(self.words)
        thrown = list(throws_typed(kind, typed)) if kind and typed.strip() else []
        if self.words != wanted[: len(self.words)] or self.thrown != thrown[: len(self.thrown)]:
            raise Refused(
                _("Something else was recorded already: {lines}.").format(lines=listed(self._room_lines()))
            )
        for word in wanted[len(self.words) :]:
            self.say(word)
        if more := thrown[len(self.thrown) :]:
            self.throw("".join(more))

    def reveal(self) -> None:
        """Publish the secret: write seed.txt and result.txt, and delete the secret's file."""
        if self.seed is None:
            room = self.pool.room
            seed = Seed(
                self.pool_digest,
                self._fitting() or "",
                tuple(self.words),
                room.kind if room else None,
                tuple(self.thrown),
            )
            replace_file(self.folder / "seed.txt", seeds.write(seed))
            self._read_drawn()
        assert self.walk is not None
        self._write_result()
        for file in (self._secret_file, self._room_file):
            file.unlink(missing_ok=True)
        fsync_folder(self.folder)

    def decline(self, person: str) -> None:
        """Record that a drawn person says no; the next ticket follows. Raises Refused for anybody else."""
        assert self.walk is not None
        self.walk.decline(self.pool.roles[0].id, person)
        self._write_result()

    def explain(self, title: str, lines: Mapping[str, str]) -> None:
        """Write the page that says how to check the draw (short lists only); `lines` are names by id."""
        if len(lines) > MOST_ON_A_PAGE:
            return
        from kiosk.minutes.checking import Told, check_page

        facts = Told(
            assembly=title,
            pool=(self._read("pool.txt") or b"").decode("ascii"),
            seed=(self._read("seed.txt") or b"").decode("ascii"),
            result=(self._read("result.txt") or b"").decode("ascii"),
            commitment=self.commitment if self.pool.room else "",
            names=lines,
        )
        replace_file(self.folder / "check.html", check_page(facts))

    def _write_result(self) -> None:
        assert self.walk is not None
        data = results.write(self.walk.seed, self.walk.steps)
        if self._read("result.txt") != data:
            replace_file(self.folder / "result.txt", data)

    def _read(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return read_regular(self.folder / name, AT_MOST)
        return None

    def _secret(self) -> str | None:
        """Return K in hex, or None if its file cannot be read or does not hold 32 bytes."""
        with suppress(OSError, ValueError):
            secret = bytes.fromhex(read_regular(self._secret_file, 100).decode("ascii").strip())
            return secret.hex() if len(secret) == 32 else None
        return None

    def _fitting(self) -> str | None:
        """Return K in hex if it fits the seal, else None."""
        secret = self._secret()
        return secret if secret and commitment(self.pool_digest, secret) == self.commitment else None

    def _room_lines(self) -> list[str]:
        kind = self.pool.room.kind if self.pool.room else None
        lines = [f"word {word}" for word in self.words]
        return lines + [f"{kind} {text}" for text in (seeds.split(kind, tuple(self.thrown)) if kind else [])]

    def _write_room(self) -> None:
        replace_file(self._room_file, "".join(f"{line}\n" for line in self._room_lines()).encode("ascii"))

    def _read_room(self) -> None:
        for line in (self._read(self._room_file.name) or b"").decode("ascii", "replace").splitlines():
            kind, _blank, text = line.partition(" ")
            if kind == "word":
                self.words.append(text)
            elif self.pool.room and kind == self.pool.room.kind:
                self.thrown += seeds.symbols(self.pool.room.kind, text) or ()
        if self.left < 0:
            raise NotTrusted(_("{file} holds more throws than were wanted.").format(file=self._room_file))

    def _read_drawn(self) -> None:
        """Read what was drawn before. Raises NotTrusted if the files were changed by another hand."""
        data, result = self._read("seed.txt"), self._read("result.txt")
        if data is None:
            return
        self.seed = seeds.read(data)
        self.words, self.thrown = list(self.seed.words), list(self.seed.thrown)
        if self.seed.pool != self.pool_digest:
            raise NotTrusted(
                _("The seed.txt that lies in {folder} is of another draw.").format(folder=self.folder)
            )
        declines = results.read(result).declines if result is not None else []
        self.walk = walk(self.pool, seeds.digest(data), declines)
