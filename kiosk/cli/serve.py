"""`kiosk serve`: the minutes of closed meetings for the phones in the room.

The kiosk on the wall does this by itself; this command is for a machine without a screen. It makes the
minutes from the journal, writes files that are missing on the shelf or differ, then serves exactly these
until CTRL+C. A file that is changed on the shelf meanwhile is not served, and is made again.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.errors import KioskError, Refused
from kiosk.language import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.cli._parser import Commands
    from kiosk.minutes.pipe import Expected, Said
    from kiosk.minutes.serve import Web

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
    from kiosk.minutes.serve import Web
    from kiosk.minutes.serve import run as serve

    must_exist(args.data)
    if not 0 <= args.port <= 65_535:
        complain(_("A port is a number from 0 to 65535."))
        return 2
    served = Web(shelf_of(args.data))
    served.expect(_fill_shelf(args))
    try:
        asyncio.run(serve(served, args.port, args.bind, _handler(args, served), with_stdin=False))
    except OSError as error:
        raise Refused(why_not(args.port, args.bind, error)) from error
    return 0


def _fill_shelf(args: Namespace) -> Expected:
    """Make all minutes from the journal, write files that differ; returns what may be served."""
    from kiosk.minutes.expecting import made
    from kiosk.minutes.source import of_folder

    done = made(args.data, of_folder(args.data))
    for sentence in (done.fault, done.unsealed):
        if sentence:
            complain(sentence)
    return done.expected


def _handler(args: Namespace, served: Web) -> Callable[[Said], None]:
    """Return the handler of the server's messages: print the address, make misfits again one at a time."""
    import asyncio

    from kiosk.minutes.addresses import address
    from kiosk.minutes.pipe import Listens, Misfit

    making: set[asyncio.Task[None]] = set()

    async def make() -> None:
        try:
            served.expect(await asyncio.to_thread(_fill_shelf, args))
        except KioskError as trouble:
            complain(trouble.sentence)

    def on_message(message: Said) -> None:
        match message:
            case Listens(port):
                where = address(args.bind, port)
                if args.json:
                    say_json({"address": where})
                else:
                    say(where)
                    sys.stdout.flush()
            case Misfit(_) if not making:
                task = asyncio.get_running_loop().create_task(make())
                making.add(task)
                task.add_done_callback(making.discard)
            case _other:
                pass

    return on_message
