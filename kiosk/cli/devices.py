"""`kiosk devices`: what is plugged in and works, a line a device.

Nothing that is missing stops a meeting: exit 0 when nothing is missing or ill, 1 when something is. With
--diagnose the random source is read at length: only this opens a port. With --chime the three sounds are
played: only this makes a sound.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from kiosk.cli._terminal import say, say_json
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.ports import DeviceLine

_, ngettext = words("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "devices",
        help=_("say what is plugged in and well"),
        description=_(
            "Look what is plugged in: clock, sound, talking piece, network, randomness, colours, card.\n"
            "Opens no port and plays nothing. What is missing is said, and stops no meeting. Where a random\n"
            "source could be used, the lines that ask for it in kiosk.toml are printed."
        ),
    )
    parser.add_argument(
        "--diagnose",
        action="store_true",
        help=_("read the random source that is in use at length, and say what was seen"),
    )
    parser.add_argument(
        "--chime",
        action="store_true",
        help=_("play the three sounds of a turn: a warning, the end, and that it is over"),
    )


def run(args: Namespace) -> int:
    if args.chime:
        return _chime(args)
    return _diagnose(args) if args.diagnose else _look(args)


def _look(args: Namespace) -> int:
    from devices.probe import probe
    from kiosk.cli._house import card_chime, random_device, talking_piece
    from kiosk.minutes.addresses import best

    lines = probe(
        args.data,
        best,
        random=random_device(args.data),
        chime=card_chime(args.data),
        buttons=talking_piece(args.data),
    )
    if args.json:
        say_json(lines)
    else:
        wide = max(len(line.name) for line in lines)
        for line in lines:
            say(f"{line.name:<{wide}}  {line.word:<7}  {line.sentence}")
        for line in lines:
            _offer(line, args.data)
    return 1 if any(line.fault for line in lines) else 0


def _offer(line: DeviceLine, data: Path) -> None:
    """Print what could be put into kiosk.toml."""
    from kiosk.settings import random_lines

    for offer in line.offers:
        if offer.setting != line.setting:
            say()
            say(
                _("{name} could be used by draws. To ask for it, put this into {file}:").format(
                    name=offer.name, file=data / "kiosk.toml"
                )
            )
            say(indent(random_lines(offer.setting).rstrip(), "    "))


def _diagnose(args: Namespace) -> int:
    from kiosk.cli._house import random_device

    seen = random_device(args.data).diagnose()
    if args.json:
        say_json(seen)
    else:
        say(f"{seen.device}  {seen.word}")
        for sentence in seen.sentences:
            say(sentence)
    return 0 if seen.word == "ok" else 1


def _chime(args: Namespace) -> int:
    from kiosk.cli._house import card_chime

    chime = card_chime(args.data)
    chime.try_out()
    line = chime.line()
    if args.json:
        say_json(line)
    else:
        say(_("One tone warns, two are the end of a turn, three say that it is over."))
        say(line.sentence)
    return 0
