"""`kiosk agenda check FILE`: how the import would read an agenda, without a screen.

For the person who writes the agenda at home. It needs no assembly and changes nothing; where there is one,
its names tell a presenter from any other word.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.cli._terminal import refuse, say, say_json
from kiosk.errors import JournalDamaged, Refused
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.practices.agenda.importer.draft import DraftItem, Imported

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "agenda",
        help=_("check an agenda file"),
        description=_("What can be done with an agenda that was written in a file."),
    )
    actions = parser.add_subparsers(
        title=pgettext("help: heading", "actions"), metavar="ACTION", dest="action", required=True
    )
    checking = actions.add_parser(
        "check",
        help=_("say what the import takes each line for"),
        description=_(
            "Read an agenda (text, a mail, a page) as the kiosk would import it, and print its items and\n"
            "what each line was taken for. A line with a question mark is one to look at.\n"
            "Exit: 0 everything was understood, 1 there are lines to look at, 2 there is no agenda in it."
        ),
    )
    checking.add_argument("file", metavar="FILE", help=_("the file to read"))


def run(args: Namespace) -> int:
    from kiosk.practices.agenda.importer import read_agenda
    from kiosk.typed.text_file import read_file

    try:
        text = read_file(Path(args.file), links=True)
        found = read_agenda(text.text, names_of(args.data))
    except Refused as refused:
        refuse(refused.sentence, args.json)
        return 2
    if text.doubtful:
        encoding = _("Its letters were read as {encoding}: look for wrong ones.")
        found.doubts.append(encoding.format(encoding=text.guessed))
    if args.json:
        say_json({**msgspec.to_builtins(found), "doubtful": len(found.doubtful)})
    else:
        _print(found)
    if not found.items:
        return 2
    return 1 if found.doubtful or found.doubts else 0


def names_of(data: Path) -> dict[str, str]:
    """Return the names of the assembly kept in `data`, {} if none can be read."""
    from kiosk.journal.follower import Follower
    from kiosk.journal.names import Names
    from kiosk.journal.place import Place

    follower = Follower(data)
    try:
        follower.poll()
    except (JournalDamaged, OSError):
        return {}
    return dict(Names(Place(data).names, lambda: follower.reading.names).items())


def _print(found: Imported) -> None:
    for number, item in enumerate(found.items, start=1):
        say(_("{number:>3}  {title}").format(number=number, title=item.title))
        say("     " + _details(item))
        for note in item.notes:
            say("     · " + note)
    if found.items:
        say()
    say(_("What each line was taken for:"))
    for line in found.lines:
        mark = "?" if line.doubtful else " "
        say(f"{line.line:>4} {mark} {_short(line.source)}")
        say(f"       {line.took_as}")
    say()
    for doubt in found.doubts:
        say("? " + doubt)
    say(_summary(found))


def _details(item: DraftItem) -> str:
    from kiosk.language.lists import listed
    from kiosk.practices.agenda.importer.lengths import in_words
    from kiosk.practices.agenda.naming import kind_word

    parts = [
        kind_word(item.kind),
        in_words(item.planned) if item.planned else "",
        _("at {time}").format(time=item.starts) if item.starts else "",
        _("presented by {name}").format(name=item.presenter) if item.presenter else "",
        _("in “{section}”").format(section=item.section) if item.section else "",
    ]
    return listed(part for part in parts if part)


def _short(source: str) -> str:
    text = source.strip()
    return text if len(text) <= 70 else text[:69] + "…"


def _summary(found: Imported) -> str:
    from kiosk.practices.agenda.importer.lengths import in_words

    count = len(found.items)
    if not count:
        return _("No agenda was found in it.")
    planned = sum(item.planned for item in found.items)
    items = ngettext("{n} item", "{n} items", count).format(n=count)
    if planned:
        items = _("{items}, {length} planned").format(items=items, length=in_words(planned))
    doubtful = len(found.doubtful)
    if found.doubts and not doubtful:
        return _("{items}.").format(items=items)
    if not doubtful:
        return _("{items}. Everything was understood.").format(items=items)
    lines = ngettext("{n} line to look at", "{n} lines to look at", doubtful).format(n=doubtful)
    return _("{items}, {lines}.").format(items=items, lines=lines)
