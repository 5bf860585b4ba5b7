"""`kiosk names`: the names of people, kept next to the journal: exported, imported, and forgotten.

The journal holds a salted commitment to each name: a changed file is noticed, and a person can be forgotten
without the journal losing a byte.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.errors import KioskError, Refused
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "names",
        help=_("take the names of people out, in, or away"),
        description=_("What can be done with the names, which are kept beside the journal and never in it."),
    )
    below = parser.add_subparsers(
        title=pgettext("help: heading", "commands"), metavar="WHAT", dest="what", required=True
    )
    out = below.add_parser(
        "export",
        help=_("write all names into a file"),
        description=_("Write names and salts into FILE, readable by this account alone."),
    )
    out.add_argument("file", metavar="FILE", help=_("the file to write"))
    back = below.add_parser(
        "import",
        help=_("take names in that fit the journal"),
        description=_(
            "Take in the names of an exported FILE. Each must be the one that joined: the journal holds a\n"
            "commitment to it. Exit 1 when one of them is not."
        ),
    )
    back.add_argument("file", metavar="FILE", help=_("the file to read"))
    other = below.add_parser(
        "correct",
        help=_("correct a person's name"),
        description=_(
            "Correct a name that was misspelt, or that changed. The journal gets a commitment to the new\n"
            "name. The old one is kept as long as undo can take this back. On the wall: arrive, "
            "then correct a name."
        ),
    )
    other.add_argument("person", metavar="PERSON", help=_("the id, like m007, or the name"))
    other.add_argument("name", metavar="NAME", help=_("the name as it should be"))
    other.add_argument(
        "--another", action="store_true", help=_("somebody else has this name too, and these are two people")
    )
    gone = below.add_parser(
        "forget",
        help=_("forget a person's name"),
        description=_(
            "Delete a person's name for ever, and record that, by number. The journal still verifies; the\n"
            "person is m007 in it, and in minutes made from now on. Copies made before still hold the name.\n"
            "On the wall: arrive, then forget a name."
        ),
    )
    gone.add_argument("person", metavar="PERSON", help=_("the id, like m007, or the name"))


def run(args: Namespace) -> int:
    return {"export": _export, "import": _import, "correct": _correct, "forget": _forget}[args.what](args)


def _export(args: Namespace) -> int:
    from kiosk.cli._house import must_exist
    from kiosk.journal.disk import replace_file
    from kiosk.journal.follower import Follower
    from kiosk.journal.names import Names
    from kiosk.journal.place import Place

    must_exist(args.data)
    follower = Follower(args.data)
    follower.poll()
    names = Names(Place(args.data).names, lambda: follower.reading.names)
    judged = names.judge([person for person, committed in follower.reading.names.items() if not committed])
    replace_file(Path(args.file), names.export(), 0o600)
    count, left = len(names.items()), [*judged.misfits, *(name.id for name in judged.kept.lost)]
    if args.json:
        say_json({"names": count, "left_out": left})
        return 0
    say(ngettext("{count} name is written.", "{count} names are written.", count).format(count=count))
    if left:
        complain(
            ngettext(
                "{count} name that fits nobody is not in it.",
                "{count} names that fit nobody are not in it.",
                len(left),
            ).format(count=len(left))
        )
    return 0


def _import(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock
    from kiosk.journal.disk import read_regular
    from kiosk.journal.names_file import LARGEST_FILE
    from kiosk.terms import local_date

    data = read_regular(Path(args.file), LARGEST_FILE)
    with desk_at(args.data, system_clock()) as desk:
        stamp = desk.stamp()
        try:
            added, refused = desk.beside.names.take_in(data, local_date(stamp.at, stamp.offset))
        except Refused:
            _refuse_a_list(args.file, data)
            raise
    if args.json:
        say_json({"added": added, "refused": refused})
        return 1 if refused else 0
    count = len(added)
    say(ngettext("{count} name is taken in.", "{count} names are taken in.", count).format(count=count))
    for person in refused:
        complain(_("The name given for {person} is not the one that joined.").format(person=person))
    return 1 if refused else 0


def _refuse_a_list(file: str, data: bytes) -> None:
    """Raise Refused with what to do if a file is a list of people, which holds no salts."""
    from kiosk.typed.member_list_file import counted, read_people
    from kiosk.typed.text_file import decoded

    members = read_people("" if data[:1] in b"{[" else decoded(data, file))
    if members.people:
        sentence = _(
            "{file} is a list ({people}), no export of names. Paste it where people arrive, and they join."
        )
        raise Refused(sentence.format(file=file, people=counted(members)[0]))


def _forget(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock
    from kiosk.desk.secrets_and_names import said_of_lost
    from kiosk.minutes.publish import refresh
    from kiosk.practices.roster.rules import Forget
    from kiosk.typed.name_lookup import meant

    with desk_at(args.data, system_clock()) as desk:
        person = meant(args.person, desk.room)
        answer = desk.ask(Forget(person=person))
        code = 0
        try:
            refresh(args.data, desk)
        except KioskError as trouble:  # the name is gone all the same, and the minutes with it
            complain(trouble.sentence)
            code = 1
        lost = len(desk.beside.names.lost)
    if args.json:
        say_json({"n": answer.n, "person": person, "fit_nobody": lost})
        return code
    say(_("{person} is forgotten here. Copies made before still hold the name.").format(person=person))
    if lost:
        say(said_of_lost(lost))
    return code


def _correct(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock
    from kiosk.practices.roster.rules import Rename
    from kiosk.typed.name_lookup import meant

    with desk_at(args.data, system_clock()) as desk:
        person = meant(args.person, desk.room)
        answer = desk.ask(Rename(person=person, name=args.name, another=args.another))
        name = desk.name(person)
    if args.json:
        say_json({"n": answer.n, "person": person})
        return 0
    say(_("{person} is {name} from now on.").format(person=person, name=name))
    return 0
