"""`kiosk export`: what other people's tools need to check a journal or a draw, as files.

    checkpoint+leaves    vkey (one line), checkpoint (a signed note), leaves (the entries without signatures,
                         one a line): Go's sumdb/note and sumdb/tlog take them as they are
    tiles                checkpoint and tile/: what any tlog-tiles client reads, and `kiosk verify` too
    proof                N.tlog-proof: that entry N is in the journal, for `kiosk verify --key`
    lots                 pool.txt, seed.txt and result.txt of each draw, with the page that checks them, in a
                         folder of its number

It may read while the kiosk runs, and takes no lock. Each file is put in place whole.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_never

from kiosk.cli._terminal import path_text, say, say_json
from kiosk.errors import Refused
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")

Files = Literal["checkpoint+leaves", "proof", "lots"]
"""What is written as single files."""


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "export",
        help=_("write files for other people's verifiers"),
        description=_(
            "Write what other people's tools need to check this journal, or its draws, without this kiosk.\n"
            "checkpoint+leaves: the files vkey, checkpoint and leaves.\n"
            "tiles: a folder for any web server. What people wrote is in it: only if all agreed to that.\n"
            "proof: that the entry given with --entry is in the journal.\n"
            "lots: pool.txt, seed.txt and result.txt of each draw, and a page that says how to check them."
        ),
    )
    parser.add_argument("--to", metavar="DIR", required=True, help=_("the folder to write into"))
    parser.add_argument(
        "--as",
        dest="form",
        choices=("checkpoint+leaves", "tiles", "proof", "lots"),
        default="checkpoint+leaves",
        help=_("what to write (default: checkpoint+leaves)"),
    )
    parser.add_argument("--entry", type=int, metavar="N", help=_("the entry that is to be proved"))


def run(args: Namespace) -> int:
    folder = Path(args.to)
    if args.form == "tiles":
        written = _tiles(args.data, folder)
    else:
        files = _files(args.form, args.entry, args.data)
        written = [_write(folder / name, data) for name, data in files.items()]
    if args.json:
        say_json({"written": [path_text(path) for path in written]})
    for path in [] if args.json else written:
        say(str(path))
    return 0


def _files(form: Files, entry: int | None, data: Path) -> Mapping[str, bytes]:
    match form:
        case "lots":
            return _lots(data)
        case "proof":
            return _proof(entry, data)
        case "checkpoint+leaves":
            return _leaves(data)
        case _:
            assert_never(form)


def _signed(data: Path) -> tuple[bytes, bytes, list[bytes]]:
    """Return (vkey line, newest signed head, entries that it covers). Raises Refused, JournalDamaged."""
    from kiosk.cli._house import must_exist
    from kiosk.journal.follower import Follower

    must_exist(data)
    follower = Follower(data)
    entries = follower.poll()
    head, verifier = follower.reading.head, follower.reading.signer
    if head is None or verifier is None:
        raise Refused(_("No entry of this journal is signed yet."))
    checkpoint = head.note(verifier, follower.reading.signature)
    return verifier.vkey.encode() + b"\n", checkpoint, entries[: head.size]


def _leaves(data: Path) -> Mapping[str, bytes]:
    """Return key, head and entries as files. Raises Refused, JournalDamaged."""
    vkey, checkpoint, entries = _signed(data)
    return {
        "vkey": vkey,
        "checkpoint": checkpoint,
        "leaves": b"".join(entry + b"\n" for entry in entries),
    }


def _tiles(data: Path, folder: Path) -> list[Path]:
    """Write the tiles that changed; returns their paths. Raises Refused, JournalDamaged, OSError."""
    from kiosk.journal.tiles import publish

    _vkey, checkpoint, entries = _signed(data)
    return publish(folder, entries, checkpoint)


def _proof(n: int | None, data: Path) -> Mapping[str, bytes]:
    """Return the proof of one entry. Raises Refused, JournalDamaged."""
    from kiosk.journal.merkle import leaf_hash
    from kiosk.journal.proof import Proof, inclusion

    vkey, checkpoint, entries = _signed(data)
    if n is None or not 0 <= n < len(entries):
        last = len(entries) - 1
        raise Refused(_("Say which entry is to be proved: --entry 0 to {last}.").format(last=last))
    hashes = inclusion([leaf_hash(entry) for entry in entries], n)
    proof = Proof(n, tuple(hashes), checkpoint, entries[n])
    return {"vkey": vkey, f"{n}.tlog-proof": proof.encode()}


def _lots(data: Path) -> Mapping[str, bytes]:
    """Return the texts and page of every draw, even an aborted one, with ids for people.

    Raises Refused, JournalDamaged.
    """
    from kiosk.cli._house import must_exist
    from kiosk.journal.follower import Follower
    from kiosk.minutes.checking import Told, check_page
    from kiosk.minutes.shelf import CHECK
    from kiosk.practices.lot.archive import draws
    from kiosk.practices.lot.state import texts

    must_exist(data)
    drawn = draws(Follower(data).poll())
    if not drawn:
        raise Refused(_("Nothing was drawn by lot yet."))
    files: dict[str, bytes] = {}
    for draw in drawn:
        written = texts(draw)
        files |= {f"{draw.number}/{name}": text.encode("ascii") for name, text in written.items()}
        facts = Told(
            assembly=draw.pool.assembly,
            pool=written["pool.txt"],
            seed=written.get("seed.txt", ""),
            result=written.get("result.txt", ""),
            commitment=draw.commitment,
            why=draw.reason,
            aborted=draw.aborted,
        )
        files[f"{draw.number}/{CHECK}"] = check_page(facts)
    return files


def _write(path: Path, data: bytes) -> Path:
    """Put a file in place whole and durably; returns its path. Raises OSError."""
    from kiosk.journal.disk import make_folder, replace_file

    make_folder(path.parent)
    replace_file(path, data)
    return path
