"""`kiosk minutes`: the minutes of a meeting, printed or as files, made again from the journal.

Printed as one document; with `--to` written as files, as on a stick: the Markdown with its seal, the page,
the calendar of reviews, the files of each draw. It may read while the kiosk runs, and takes no lock.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, path_text, say, say_json
from kiosk.errors import Refused
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.minutes.document import Minutes
    from kiosk.minutes.files import Files
    from kiosk.minutes.render import As
    from kiosk.minutes.source import Source

_, ngettext = words("cli")

FORMS = ("markdown", "html", "json", "ics", "text")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "minutes",
        help=_("print the minutes of a meeting, or write them as files"),
        description=_(
            "Print the minutes of a closed meeting, made from the journal. With --to they are written as\n"
            "files: minutes.md and its signature, minutes.html, the days of review, and each draw's files."
        ),
    )
    parser.add_argument(
        "meeting",
        metavar="MEETING",
        nargs="?",
        type=int,
        help=_("the number of the meeting (default: the one closed last)"),
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=FORMS,
        help=_("how to print them (default: markdown); with --to: only this"),
    )
    parser.add_argument("--to", metavar="DIR", help=_("the folder to write files into"))


def run(args: Namespace) -> int:
    from kiosk.cli._house import must_exist
    from kiosk.minutes.build import build, newest
    from kiosk.minutes.source import of_folder

    must_exist(args.data)
    source = of_folder(args.data)
    number = newest(source) if args.meeting is None else args.meeting
    if not number:
        raise Refused(_("No meeting has been closed yet, so there are no minutes."))
    minutes = build(source, number)
    if args.to:
        _write(args, minutes, source)
    else:
        _print(minutes, args.form or ("json" if args.json else "markdown"))
    return 0


def _print(minutes: Minutes, form: As) -> None:
    """Write the exact bytes, whatever the terminal's encoding: the seal is over these."""
    from kiosk.minutes.render import render

    sys.stdout.flush()
    sys.stdout.buffer.write(render(minutes, form))
    sys.stdout.buffer.flush()


def _write(args: Namespace, minutes: Minutes, source: Source) -> None:
    from kiosk.minutes.files import files_of, why_unsealed
    from kiosk.minutes.publish import write

    folder = Path(args.to)
    files = _only(args.form, minutes, source) if args.form else files_of(minutes, source)
    write(folder, files)
    if why := why_unsealed(source, minutes):
        complain(why)
    if args.json:
        say_json({"meeting": minutes.number, "written": [path_text(folder / name) for name in files]})
    for name in [] if args.json else files:
        say(str(folder / name))


def _only(form: As, minutes: Minutes, source: Source) -> Files:
    """Return the files of one form; Markdown comes with what checks it."""
    from kiosk.minutes import shelf
    from kiosk.minutes.files import files_of
    from kiosk.minutes.render import SUFFIX, Beside, render

    if form == "markdown":
        wanted = (shelf.MARKDOWN, shelf.SEAL, shelf.SIGNERS, shelf.CHECKPOINT, shelf.CONSISTENCY)
        return {name: data for name, data in files_of(minutes, source).items() if name in wanted}
    return {f"minutes.{SUFFIX[form]}": render(minutes, form, Beside())}
