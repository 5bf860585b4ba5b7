"""`kiosk journal`: the entries as they were recorded, one JSON object a line; a damaged end, cut by hand.

Every entry has been checked as at opening. Entries hold ids of people; with `--names` their names are printed
next to each entry, never in it. It may run while the kiosk does, and takes no lock.

`kiosk journal recover` is for a kiosk that stopped before its last line (`kiosk.journal.manual_recovery`).
"""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.cli._terminal import complain, escaped, say, say_json
from kiosk.errors import Refused
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")

SHOWN = 400
"""Bytes of a damaged line that are printed."""
_PERSON = re.compile(rb'"([mg][0-9]{3,})"')


class _Kind(msgspec.Struct):
    kind: str


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "journal",
        help=_("print the entries of the journal"),
        description=_(
            "Print the entries of the journal as JSON lines, in order. People are ids in them.\n"
            "May run while the kiosk is open."
        ),
    )
    below = parser.add_subparsers(title=pgettext("help: heading", "commands"), metavar="[WHAT]", dest="what")
    recover = below.add_parser(
        "recover",
        help=_("cut off a damaged last line, after a look at it"),
        description=_(
            "For a kiosk that stops before its last line: a power cut can leave one that is no entry.\n"
            "Shows what stands there, asks, and moves it to journal/torn/. Refused when more is damaged,\n"
            "or when a head says that more was signed: then put the journal back from a copy."
        ),
    )
    recover.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="FILE",
        help=_("a checkpoint that somebody took home; may be given more than once"),
    )
    parser.add_argument(
        "--since", type=int, default=0, metavar="N", help=_("begin with entry N (the founding is 0)")
    )
    parser.add_argument(
        "--kind", metavar="K", help=_("this kind of entry only: turn.began, or turn.began/1 for one version")
    )
    parser.add_argument(
        "--names",
        action="store_true",
        help=_('put the names beside each entry: {"entry":{...},"names":{"m007":"Leyla"}}'),
    )


def run(args: Namespace) -> int:
    return _recover(args) if args.what == "recover" else _print(args)


def _recover(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, must_exist, system_clock
    from kiosk.journal.disk import read_regular
    from kiosk.journal.manual_recovery import damaged_end
    from kiosk.journal.opening import LARGEST_HEAD
    from kiosk.journal.place import Place

    must_exist(args.data)
    place = Place(args.data)
    end = damaged_end(place, [read_regular(Path(head), LARGEST_HEAD) for head in args.head])
    try:
        complain(end.why)
        sentence = ngettext(
            "Entries 0 to {last} are whole. After them stands {count} byte:",
            "Entries 0 to {last} are whole. After them stand {count} bytes:",
            len(end.data),
        )
        complain(sentence.format(last=end.entry - 1, count=f"{len(end.data):,}"))
        complain(end.data[:SHOWN].decode(errors="replace"))
        complain(
            _(
                "If the wall showed this as recorded, or somebody has minutes or a head with more than "
                "{count} entries, stop here and look for a copy. Else type the word cut:"
            ).format(count=f"{end.entry:,}")
        )
        if sys.stdin.readline().strip() != pgettext("typed to agree", "cut"):
            raise Refused(_("Nothing was changed."))
        file = end.cut(place)
    finally:
        end.close()
    with desk_at(args.data, system_clock()) as desk:
        answer = {"entry": end.entry, "bytes": len(end.data), "file": file, "size": desk.journal.size}
    if args.json:
        say_json(answer)
    else:
        say(_("Moved to journal/{file}, and recorded as entry {n}.").format(file=file, n=end.entry))
    return 0


def _print(args: Namespace) -> int:
    from kiosk.cli._house import must_exist
    from kiosk.journal.follower import Follower
    from kiosk.journal.names import Names
    from kiosk.journal.place import Place

    must_exist(args.data)
    follower = Follower(args.data)
    entries = follower.poll()
    names = None
    if args.names:
        names = Names(Place(args.data).names, lambda: follower.reading.names)
    for entry in entries[max(0, args.since) :]:
        if args.kind and not _is(args.kind, entry):
            continue
        text = entry.decode()
        if names is not None:
            people = dict.fromkeys(found.decode() for found in _PERSON.findall(entry))
            known = {person: names.name(person) for person in people if names.name(person) != person}
            text = f'{{"entry":{text},"names":{msgspec.json.encode(known).decode()}}}'
        print(escaped(text))
    return 0


_kind = msgspec.json.Decoder(_Kind)


def _is(wanted: str, entry: bytes) -> bool:
    kind = _kind.decode(entry).kind
    return wanted in (kind, kind.partition("/")[0])
