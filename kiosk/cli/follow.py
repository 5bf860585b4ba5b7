"""`kiosk follow`: a second screen for the same meeting, which shows and never writes.

It follows the journal that the kiosk writes, on the same machine: who speaks and how long still, the item,
who is next. It takes no lock, and knows nothing that is not recorded. On a terminal it is a screen like the
wall's, with keys that only choose what it shows; `--serve` gives the same to browsers of other machines. Into
a file or a pipe it writes a few lines whenever an entry was recorded.
"""

from __future__ import annotations

import os
import secrets
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.follow.watcher import Watched

_, ngettext = words("follow")

VIEWS = ("clock", "list", "agenda", "all")
PORT = 8081
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that stay distinct when an address is read aloud."""
MADE_UP, SHORTEST = 8, 6
"""Letters of a code that the kiosk makes up; least letters of a code that people choose."""


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "follow",
        help=_("show the meeting on a second screen"),
        description=_(
            "Show who speaks, how long still, and who is next, on a second screen of the same machine.\n"
            "It reads the journal beside the kiosk and writes nothing."
        ),
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        default="all",
        metavar="VIEW",
        help=_("what it shows: clock, list, agenda or all (default: all)"),
    )
    parser.add_argument(
        "--serve",
        type=int,
        nargs="?",
        const=PORT,
        metavar="PORT",
        help=_("for browsers of other machines, at this port (default: 8081; 0: any that is free)"),
    )
    parser.add_argument(
        "--bind", default="", metavar="ADDR", help=_("only at this address of this machine (default: all)")
    )
    parser.add_argument(
        "--code", default="", metavar="CODE", help=_("the last part of the address (default: made up anew)")
    )
    parser.add_argument("--once", action="store_true", help=_("show how things stand now, and leave"))


def run(args: Namespace) -> int:
    if args.serve is not None:
        return _for_browsers(args)
    if args.once or args.json or not (sys.stdout.isatty() or _in_a_browser()):
        _in_lines(args)
        return 0
    return _on_a_screen(args)


def _in_a_browser() -> bool:
    """True if `--serve` started this process for a browser."""
    return "TEXTUAL_DRIVER" in os.environ


def _watched(args: Namespace) -> Watched:
    from kiosk.cli._house import system_clock
    from kiosk.follow.watcher import Watched

    return Watched(args.data, system_clock())


def _in_lines(args: Namespace) -> None:
    """Print the state now, and again after each entry."""
    from kiosk.cli._house import must_exist
    from kiosk.cli._seen import in_words

    must_exist(args.data)
    watched = _watched(args)
    with _until_control_c():
        changed = watched.look() or watched.founded
        while True:
            if changed:
                status = watched.seen()
                if args.json:
                    say_json(status)
                else:
                    say("\n".join(in_words(status, args.view)))
                    sys.stdout.flush()
            if args.once:
                return
            watched.wait(1)
            changed = watched.look()


def _on_a_screen(args: Namespace) -> int:
    """Run the second screen on the terminal; before the assembly is founded it waits."""
    from kiosk.errors import DeviceFault
    from kiosk.settings import Settings, read_settings
    from screens.boot import moved_keys
    from screens.follow.follow import SecondScreen
    from screens.keys.keymap import Moved

    try:
        settings = read_settings(args.data)
    except DeviceFault as fault:
        complain(fault.sentence)
        settings = Settings()
    keys: Moved = {}
    try:
        keys = moved_keys(settings)
    except DeviceFault as fault:
        complain(fault.sentence)
    plain = os.environ.get("TERM") == "linux"
    theme = "kiosk-console" if plain else f"kiosk-{settings.theme}"
    watched = _watched(args)
    app = SecondScreen(watched, args.view, theme, plain, keys)
    if _in_a_browser():
        from screens.follow.browser import Browser

        app.driver_class = Browser
    else:
        from screens.terminal.keyboard import Keyboard

        app.driver_class = Keyboard
    try:
        code = app.run(mouse=False)
    finally:
        watched.close()
    return 1 if code is None or app.return_code else code


def _for_browsers(args: Namespace) -> int:
    """Serve browsers until CTRL+C; prints the address, and who can look."""
    from kiosk.errors import Refused

    code = args.code or "".join(secrets.choice(LETTERS) for _place in range(MADE_UP))
    if not 0 <= args.serve <= 65_535:
        complain(_("A port is a number from 0 to 65535."))
        return 2
    import asyncio

    from kiosk.cli._browsers import CODE, serve
    from kiosk.cli._ports import why_not

    if not CODE.fullmatch(code) or len(code.replace("-", "")) < SHORTEST:
        complain(_("A code has at least 6 small letters or figures, up to 40 with hyphens."))
        return 2

    try:
        asyncio.run(serve(args.data, code, args.serve, args.bind, lambda port: _listens(args, code, port)))
    except OSError as error:
        raise Refused(why_not(args.serve, args.bind, error)) from error
    return 0


def _listens(args: Namespace, code: str, port: int) -> None:
    from kiosk.cli._browsers import MOST
    from kiosk.minutes.addresses import address, best

    whole = f"{address(args.bind, port)}/{code}"
    views = {view: whole if view == "all" else f"{whole}/{view}" for view in VIEWS}
    if args.json:
        say_json({"address": whole, "views": views, "bind": args.bind or "0.0.0.0", "port": port})
        return
    say(whole)
    at = (
        _("Port {port} of {address} alone.")
        if args.bind
        else _("Port {port} of every address of this machine.")
    )
    sentences = [at.format(port=port, address=args.bind)]
    if not args.bind and not best():
        sentences.append(_("There is no network now: only this machine can open it."))
    sentences += [
        _("/clock, /list or /agenda behind it shows one thing."),
        _("Up to {n} browsers; whoever knows this address sees what the room sees, names too.").format(
            n=MOST
        ),
        _("CTRL+C ends it."),
    ]
    say("\n".join(sentences))
    sys.stdout.flush()


@contextmanager
def _until_control_c() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        return
