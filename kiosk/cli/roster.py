"""`kiosk roster check FILE`: who a list of people would be understood to name, without a screen.

For the person who brings the list. It needs no assembly and changes nothing; where there is one, people who
belong to it already are marked.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import refuse, say, say_json
from kiosk.errors import Refused
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.typed.member_list_file import MemberList

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "roster",
        help=_("check a list of people"),
        description=_("What can be done with a list of people that was written in a file."),
    )
    actions = parser.add_subparsers(
        title=pgettext("help: heading", "actions"), metavar="ACTION", dest="action", required=True
    )
    checking = actions.add_parser(
        "check",
        help=_("say which people and cells a list names"),
        description=_(
            "Read a list of people (CSV or text) as the kiosk would at its first start, and print each row:\n"
            "the name and the cell, or why it is no person. A row with a question mark is one to look at.\n"
            "Exit: 0 everything was understood, 1 there are doubts, 2 there is nobody in it."
        ),
    )
    checking.add_argument("file", metavar="FILE", help=_("the file to read"))


def run(args: Namespace) -> int:
    from kiosk.cli.agenda import names_of
    from kiosk.typed.member_list_file import read_people
    from kiosk.typed.text_file import read_file

    try:
        members = read_people(read_file(Path(args.file), links=True), names_of(args.data).values())
    except Refused as refused:
        refuse(refused.sentence, args.json)
        return 2
    if args.json:
        say_json(_figures(members))
    else:
        _print(members)
    if not members.people:
        return 2
    return 1 if members.doubts or any(line.doubt for line in members.lines) else 0


def _figures(members: MemberList) -> dict[str, object]:
    return {
        "people": [{"name": person.name, "cell": person.cell} for person in members.people],
        "doubts": members.doubts,
        "rows": [
            {
                "line": line.row.line,
                "fields": line.row.fields,
                "name": "" if line.left else line.name,
                "cell": "" if line.left else line.cell,
                "left": line.left,
                "doubt": line.doubt,
            }
            for line in members.lines
        ],
    }


def _print(members: MemberList) -> None:
    from kiosk.language.lists import listed
    from kiosk.typed.member_list_file import counted, said_of

    widest = min(36, max((len(line.name) for line in members.lines if not line.left), default=0))
    for line in members.lines:
        mark = "?" if line.doubt else " "
        name = f"{line.name:<{widest}}  {line.cell}" if not line.left else " | ".join(line.row.fields)
        what = said_of(line)
        say(f"{line.row.line:>4} {mark} {name}".rstrip() + (f"   ({what})" if what else ""))
    say()
    for doubt in members.doubts:
        say(f"   ? {doubt}")
    say(_("{counts}.").format(counts=listed(counted(members))))
