"""`kiosk init NAME`: found an assembly without a screen.

Members are added afterwards, at the kiosk or by `kiosk run`.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk import SOFTWARE
from kiosk.cleaning import clean_command
from kiosk.cli._terminal import path_text, say, say_json
from kiosk.language import words
from kiosk.terms import Name

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")


class Founding(Struct):
    """What the founders are asked for."""

    name: Name


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "init",
        help=_("found an assembly"),
        description=_(
            "Found an assembly: make its key and the first entry of its journal.\n"
            "Prints the name that the journal keeps for ever, and the fingerprint of the key."
        ),
    )
    parser.add_argument("name", metavar="NAME", help=_("what the assembly is called, in quotes"))


def run(args: Namespace) -> int:
    from kiosk.cli._house import randomness, system_clock
    from kiosk.desk.desk import Desk

    name = clean_command(Founding(args.name)).name
    desk = Desk.found(args.data, name, system_clock(), randomness(args.data), SOFTWARE)
    try:
        journal = desk.journal
        if args.json:
            say_json(
                {
                    "assembly": name,
                    "origin": journal.origin,
                    "fingerprint": journal.fingerprint,
                    "vkey": journal.vkey,
                    "folder": path_text(args.data),
                }
            )
        else:
            say(_("{name} is founded in {folder}.").format(name=name, folder=args.data))
            say(_("origin       {origin}").format(origin=journal.origin))
            say(_("fingerprint  {fingerprint}").format(fingerprint=journal.fingerprint))
    finally:
        desk.close()
    return 0
