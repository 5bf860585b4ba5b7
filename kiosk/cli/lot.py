"""`kiosk lot check POOL SEED [RESULT]`: recompute a draw from its files, without an assembly.

For members and strangers: it reads only the files named, and prints every intermediate figure.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.cli._terminal import complain, say, say_json
from kiosk.errors import NotTrusted
from kiosk.language import contexts, words
from kiosk.practices.lot.check import Report, check
from kiosk.practices.lot.secret import in_groups

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")

HEADERS = {
    "pool": (b"lot/1 pool\n",),
    "seed": (b"lot/1 seed\n",),
    "result": (b"lot/1 result\n", b"lot/2 result\n"),
}
"""The first lines that the files of a draw may have."""
AT_MOST = 32 * 1024 * 1024
"""Most bytes of a file of a draw: more than a hundred thousand people need."""

MOST_PRINTED = 100
"""Most people of an order printed for a reader."""


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "lot",
        help=_("recompute a draw by lot"),
        description=_("What can be done with a draw by lot that was published."),
    )
    actions = parser.add_subparsers(
        title=pgettext("help: heading", "actions"), metavar="ACTION", dest="action", required=True
    )
    checking = actions.add_parser(
        "check",
        help=_("recompute a draw from its files"),
        description=_(
            "Recompute a draw from pool.txt and seed.txt, and compare with result.txt if it is given.\n"
            "Prints the commitment (compare it with your photograph), the order of each role and the seats.\n"
            "What was corrected stands in result.txt: without it the label holds only if nothing was.\n"
            "Exit: 0 the files agree, 1 they do not, 2 they are no files of a draw."
        ),
    )
    checking.add_argument("pool", metavar="POOL", help=_("pool.txt: who was in the hat"))
    checking.add_argument("seed", metavar="SEED", help=_("seed.txt: what was random"))
    checking.add_argument(
        "result",
        metavar="RESULT",
        nargs="?",
        help=_("result.txt: what was corrected, who was drawn, who declined"),
    )


def run(args: Namespace) -> int:
    files: list[bytes | None] = []
    for name, given in (("pool", args.pool), ("seed", args.seed), ("result", args.result)):
        if given is None:
            files.append(None)
            continue
        data, trouble = read(Path(given), HEADERS[name])
        if trouble:
            complain(trouble)
            return 2
        files.append(data)
    try:
        report = check(files[0] or b"", files[1] or b"", files[2])
    except NotTrusted as trouble:
        if args.json:
            say_json({"agrees": False, "findings": [trouble.sentence]})
        else:
            say(_("The draw does not agree: {finding}").format(finding=trouble.sentence))
        return 1
    if args.json:
        say_json({"agrees": report.agrees, **msgspec.to_builtins(report)})
    else:
        _print(report, files[2] is not None)
    return 0 if report.agrees else 1


def read(path: Path, headers: tuple[bytes, ...] = (b"",)) -> tuple[bytes, str]:
    """Return (the file's bytes, ""), or (b"", why it cannot be a file that begins like this)."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_size > AT_MOST:
                sentence = _("{file} is no ordinary file of at most {size} MB.")
                return b"", sentence.format(file=path, size=AT_MOST // 1024 // 1024)
            data = file.read(AT_MOST)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return b"", _("{file}: {what}.").format(file=path, what=reason)
    if not data.startswith(headers):
        sentence = _("{file} does not begin with the line “{header}”.")
        return b"", sentence.format(file=path, header=headers[0].decode().strip())
    return data, ""


def _print(report: Report, given: bool) -> None:
    """Print the report for people; `given` is True if there was a result.txt to compare with."""
    people = ngettext("{n} person", "{n} people", report.people).format(n=report.people)
    seats = ngettext("{n} seat", "{n} seats", report.seats_in_all).format(n=report.seats_in_all)
    say(_("draw        {draw}, {people}, {seats}").format(draw=report.draw, people=people, seats=seats))
    say(_("pool        {digest}").format(digest=report.pool))
    if report.commitment:
        groups = " ".join(in_groups(report.commitment))
        say(_("commitment  {groups}").format(groups=groups))
        say(_("            This must be on the photograph taken before the room threw."))
    say(_("seed        {digest}").format(digest=report.seed))
    if report.bits:
        bits = _("{bits:.0f} bits from the room, {wanted:.0f} wanted").format(
            bits=report.bits, wanted=report.bits_wanted
        )
        say(_("thrown      {bits}").format(bits=bits))
    say(_("assurance   {label}  {meaning}").format(label=report.label, meaning=report.meaning))
    for sentence in report.corrected:
        say(_("corrected   {sentence}").format(sentence=sentence))
    if not given and report.label == "A":
        say(_("            What was corrected stands in result.txt, which was not given."))
    for role, order in report.orders.items():
        say(_("order       {role}: {people}").format(role=role, people=_listed(order)))
    for sentence in report.passed:
        say(_("passed      {sentence}").format(sentence=sentence))
    for role, people_seated in report.seats.items():
        say(_("drawn       {role}: {people}").format(role=role, people=_seated(report, role, people_seated)))
    for finding in report.findings:
        say(_("FINDING     {finding}").format(finding=finding))
    say(_("The draw does not agree.") if report.findings else _("The draw agrees."))


def _listed(order: list[str]) -> str:
    """Return an order for printing: the beginning of a long list, and how many follow."""
    if len(order) <= MOST_PRINTED:
        return " ".join(order)
    more = _("and {n} more; --json gives them all").format(n=len(order) - MOST_PRINTED)
    return f"{' '.join(order[:MOST_PRINTED])} ({more})"


def _seated(report: Report, role: str, people: list[str]) -> str:
    open_seats = report.open.get(role, 0)
    if not open_seats:
        return " ".join(people)
    left = ngettext("{n} seat stays open", "{n} seats stay open", open_seats).format(n=open_seats)
    return f"{' '.join(people)} ({left})".strip()
