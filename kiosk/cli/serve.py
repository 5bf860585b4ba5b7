"""`kiosk serve`: the minutes of closed meetings for the phones in the room.

The kiosk on the wall does this by itself; here it is for a machine without a screen. It puts on the shelf
what is missing there, then serves what lies on it and reads nothing else, until CTRL+C.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.errors import DeviceFault, Refused
from kiosk.language import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.cli._parser import Commands

_, ngettext = words("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "serve",
        help=_("give the minutes to the phones in the room"),
        description=_(
            "Give the minutes of closed meetings to phones, at http://ADDRESS:PORT/ and the five letters of\n"
            "a meeting. Nothing else can be fetched. CTRL+C ends it."
        ),
    )
    parser.add_argument(
        "--port",
        type=int,
        default=8080,
        metavar="PORT",
        help=_("the port (default: 8080; 0: any that is free)"),
    )
    parser.add_argument(
        "--bind", default="", metavar="ADDR", help=_("only at this address of this machine (default: all)")
    )


def run(args: Namespace) -> int:
    import asyncio

    from kiosk.cli._house import must_exist
    from kiosk.cli._ports import why_not
    from kiosk.minutes.publish import shelf_of
    from kiosk.minutes.serve import run as serve

    must_exist(args.data)
    if not 0 <= args.port <= 65_535:
        complain(_("A port is a number from 0 to 65535."))
        return 2
    _fill_shelf(args)
    try:
        asyncio.run(serve(shelf_of(args.data), args.port, args.bind, _teller(args), with_stdin=False))
    except OSError as error:
        raise Refused(why_not(args.port, args.bind, error)) from error
    return 0


def _fill_shelf(args: Namespace) -> None:
    """Publish what is missing; where that cannot be written, what is there is served all the same."""
    from kiosk.minutes.publish import refresh
    from kiosk.minutes.source import of_folder

    try:
        refresh(args.data, of_folder(args.data))
    except DeviceFault as fault:
        complain(fault.sentence)


def _teller(args: Namespace) -> Callable[[str], None]:
    """What the server says of itself, for people: the address, once."""
    from kiosk.minutes.addresses import address

    def said(line: str) -> None:
        kind, _space, number = line.partition(" ")
        if kind == "port":
            where = address(args.bind, int(number))
            if args.json:
                say_json({"address": where})
            else:
                say(where)
                sys.stdout.flush()

    return said
