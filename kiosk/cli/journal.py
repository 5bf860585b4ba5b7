"""`kiosk journal`: the entries as they were recorded, one JSON object a line.

Every entry has been checked as at opening. People are ids in it; with `--names` their names stand beside each
entry, never in it. It may run beside the kiosk, and takes no lock.
"""

from __future__ import annotations

import re
from argparse import Namespace
from typing import TYPE_CHECKING

import msgspec

from kiosk.cli._terminal import escaped
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")

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
    from kiosk.cli._house import must_exist
    from kiosk.journal.follower import Follower
    from kiosk.journal.names import Names
    from kiosk.journal.place import Place

    must_exist(args.data)
    names = Names(Place(args.data).names) if args.names else None
    for entry in Follower(args.data).poll()[max(0, args.since) :]:
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
