"""`kiosk devices`: what is plugged in and well, a line a device.

Nothing that is missing stops a meeting: exit 0 when nothing is missing, 1 when something is.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from kiosk.cli._terminal import say, say_json
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")


def add(subparsers: Commands) -> None:
    subparsers.add_parser(
        "devices",
        help=_("say what is plugged in and well"),
        description=_(
            "Look what is plugged in: clock, sound, network, randomness, colours, card. Opens no port and\n"
            "plays nothing. What is missing is said, and stops no meeting."
        ),
    )


def run(args: Namespace) -> int:
    from devices.probe import probe
    from kiosk.minutes.addresses import best

    lines = probe(args.data, best)
    if args.json:
        say_json(lines)
    else:
        wide = max(len(line.name) for line in lines)
        for line in lines:
            say(f"{line.name:<{wide}}  {line.word:<7}  {line.sentence}")
    return 1 if any(line.word == "missing" for line in lines) else 0
