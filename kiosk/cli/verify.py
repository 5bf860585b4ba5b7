"""`kiosk verify`: is this sound? For members, neighbours, and people who find a card in a drawer.

Takes a journal, a folder of tiles, a proof, minutes with their seal, or a meeting's folder. Writes nothing,
takes no lock; exit 0 sound, 1 not sound, 2 nothing there to check.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.journal.verify import Report

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")

LARGEST_HEAD = 65_536


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "verify",
        help=_("check that a journal, tiles, a proof or minutes are sound"),
        description=_(
            "Check every entry and every signature of a journal; or a folder of tiles, a tlog-proof, a\n"
            "minutes file with its seal beside it, or the folder of a meeting's files. Writes nothing, and\n"
            "may run while the kiosk is open.\n"
            "Exit 0: sound; 1: not sound, and it is said which entry; 2: nothing there to check."
        ),
    )
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        help=_(
            "a data folder, a journal folder, an entries file, tiles, a proof or minutes (default: --data)"
        ),
    )
    parser.add_argument("--key", metavar="VKEY", help=_("the line of the key that must have signed it"))
    parser.add_argument(
        "--head", metavar="FILE", help=_("a checkpoint, kept by somebody, that the journal must contain")
    )
    parser.add_argument(
        "--extends", metavar="PATH", help=_("another copy of the journal, which this one must continue")
    )
    parser.add_argument("--quick", action="store_true", help=_("check the last signature only"))


def run(args: Namespace) -> int:
    from kiosk.cli._checking import check
    from kiosk.journal.verify import Unusable

    try:
        head = _head(Path(args.head)) if args.head else None
        extends = Path(args.extends) if args.extends else None
        path = Path(args.path) if args.path else args.data
        report, sentence = check(path, args.data, args.key, head, args.quick, extends)
    except Unusable as unusable:
        complain(unusable.sentence)
        return 2
    if args.json:
        say_json(report)
    else:
        _say(report, sentence)
    return 0 if report.sound else 1


def _head(path: Path) -> bytes:
    from kiosk.journal.verify import Unusable

    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if stat.S_ISREG(os.fstat(file).st_mode):
                return os.read(file, LARGEST_HEAD)
        finally:
            os.close(file)
        why = _("not a file")
    except OSError as error:
        why = error.strerror or str(error)
    raise Unusable(_("The head {path} cannot be read: {why}.").format(path=path, why=why))


def _say(report: Report, sentence: str) -> None:
    unknown = pgettext("row of a check", "unknown")
    rows = (
        (pgettext("row of a check", "origin"), report.origin or unknown),
        (pgettext("row of a check", "size"), f"{report.size:,}"),
        (pgettext("row of a check", "signed"), f"{report.signed_size:,}"),
        (pgettext("row of a check", "root"), report.root),
        (
            pgettext("row of a check", "fingerprint"),
            report.fingerprint or unknown,
        ),
    )
    for word, value in rows:
        say(f"{word:<13}{value}")
    for warning in report.warnings:
        say(_("note: {sentence}").format(sentence=warning))
    for finding in report.findings:
        say(_("NOT SOUND: {sentence}").format(sentence=finding))
    if report.sound:
        say(sentence)
