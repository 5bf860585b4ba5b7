"""`kiosk backup DIR`: everything that must not be lost onto a stick, and back again.

It may run while the kiosk does. Putting back never deletes, and never goes behind what was signed here.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import path_text, say, say_json
from kiosk.errors import Refused
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.journal.note import Signer

_, ngettext = words("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "backup",
        help=_("copy journal, key and names, or put them back"),
        description=_(
            "Copy the journal, its key and the names of people into a folder of the journal's name\n"
            "below DIR, and verify it. Whoever has the copy has the key: it belongs into a drawer.\n"
            "With --restore the copy in DIR is put back; what was there is moved aside. It may also be a\n"
            "file of entries, or a folder of published tiles: those are signed again with the journal's key."
        ),
    )
    parser.add_argument("folder", metavar="DIR", help=_("the stick; with --restore the folder of the copy"))
    parser.add_argument("--restore", action="store_true", help=_("put the copy back into the data folder"))
    parser.add_argument(
        "--paper",
        action="store_true",
        help=_("read private key lines from paper on standard input, for tiles where a key is lost"),
    )


def _paper() -> list[Signer]:
    """Read private keys from standard input, one a line; from a terminal one line. Raises Refused."""
    from kiosk.journal.note import MalformedNote, parse_skey

    lines = [sys.stdin.readline()] if sys.stdin.isatty() else sys.stdin.readlines()
    try:
        return [parse_skey("".join(line.split())) for line in lines if line.strip()]
    except MalformedNote as error:
        raise Refused(_("This is no private key line: {why}.").format(why=error)) from error


def run(args: Namespace) -> int:
    from functools import partial

    from kiosk.cli._house import asked, must_exist
    from kiosk.journal.backup import back_up, put_back

    if args.restore:
        passphrase = partial(asked, _("Passphrase of the journal's key:"))
        done = put_back(args.data, Path(args.folder), _paper() if args.paper else (), passphrase)
        sentence = ngettext(
            "{count} entry is back in {folder}.", "{count} entries are back in {folder}.", done.size
        )
    else:
        must_exist(args.data)
        done = back_up(args.data, Path(args.folder))
        sentence = ngettext("{count} entry is in {folder}.", "{count} entries are in {folder}.", done.size)
    if args.json:
        result = {"folder": path_text(done.folder), "size": done.size, "key": done.key, "names": done.names}
        say_json(result)
        return 0
    say(sentence.format(count=done.size, folder=done.folder))
    if not done.key:
        say(_("The key is not among it: kiosk key restore puts it back from paper."))
    if not done.names:
        say(_("There are no names among it: people are shown as m001, m002."))
    return 0
