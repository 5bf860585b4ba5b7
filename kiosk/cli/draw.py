"""`kiosk draw FILE`: draw by lot from a list of lines, without an assembly.

For a city's panel from a hundred thousand residents, for one of several panels that another program composed,
for the order in which people speak, for a tie. The kiosk draws alone (label C), or with what the room throws
(label A): then the seal is shown first, and the draw waits in its folder until everything is thrown.

Everybody has the same weight, and no option names who is to be drawn.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.cli._terminal import complain, path_text, say, say_json
from kiosk.errors import Refused
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._drawing import Drawing
    from kiosk.cli._parser import Commands
    from kiosk.practices.lot.listed import Listed, What

_, ngettext = words("cli")

LOOKED_AT = 300
"""Lines at the beginning of a list that may be headings or totals."""
MOST_PRINTED = 100
"""Most people printed for a reader."""


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "draw",
        help=_("draw by lot from a list of lines"),
        description=_(
            "Draw by lot from a file with one line for each person. Line 17 is l000017 in the draw. Writes\n"
            "pool.txt, seed.txt and result.txt, from which anybody can recompute it: kiosk lot check.\n"
            "The kiosk draws alone, unless the room throws (--throw): then the seal is shown before, and\n"
            "the same command goes on with the same draw, on a terminal or with --thrown."
        ),
    )
    parser.add_argument("file", metavar="FILE", help=_("the list: text, one line for each"))
    kinds = parser.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--seats", metavar="N", type=int, help=_("draw so many of the lines"))
    kinds.add_argument(
        "--panels", action="store_true", help=_("each line is a panel made elsewhere: draw one of them")
    )
    kinds.add_argument("--order", action="store_true", help=_("put all lines in order by lot: speakers, say"))
    kinds.add_argument("--tie-break", action="store_true", help=_("draw one of two lines or more"))
    parser.add_argument(
        "--throw",
        choices=("dice", "cards", "coin"),
        help=_("what the room throws (default: nothing, label C)"),
    )
    parser.add_argument(
        "--thrown",
        metavar="SYMBOLS",
        help=_("everything that was thrown after the seal was shown: “4152 6631”, “TC AS”, “HTTH”"),
    )
    parser.add_argument(
        "--word", metavar="WORD", action="append", help=_("a word that the room called in before it threw")
    )
    parser.add_argument(
        "--declined",
        metavar="LINE",
        type=int,
        action="append",
        help=_("whoever stands on this line was drawn and says no: the next ticket follows"),
    )
    parser.add_argument(
        "--to", metavar="DIR", help=_("the folder of this draw (default: named after the list)")
    )
    parser.add_argument(
        "--number",
        metavar="N",
        type=int,
        default=1,
        help=_("the how-manieth draw of this list it is (default: 1)"),
    )
    parser.add_argument(
        "--without",
        metavar="LINE",
        type=int,
        action="append",
        help=_("this line is not in the hat (default: headings, titles and totals are not)"),
    )
    parser.add_argument("--all-lines", action="store_true", help=_("every line is in the hat"))
    parser.add_argument(
        "--repeated", action="store_true", help=_("lines may say the same; each counts by itself")
    )


def run(args: Namespace) -> int:
    from kiosk.cli._drawing import drawing
    from kiosk.cli._house import randomness
    from kiosk.cli.lot import read
    from kiosk.practices.lot.listed import pool_of, read_list
    from kiosk.typed.text_file import decoded

    if not args.throw and (args.thrown or args.word):
        raise Refused(_("Say with --throw what the room throws: dice, cards or coin."))
    if args.number < 1:
        raise Refused(_("Draws are numbered from 1."))
    data, trouble = read(Path(args.file))
    if trouble:
        raise Refused(trouble)
    text = decoded(data, Path(args.file).name)
    without = _without(args, text.text)
    listed = read_list(data, text.text, args.repeated, without)
    number = f"{args.number:03d}"
    pool = pool_of(listed, number, _kind_of_draw(args), args.seats or 0, args.throw)
    folder = Path(args.to or f"draw-{listed.digest[:8]}-{number}")
    with drawing(folder, pool) as draw:
        if (args.thrown or args.word) and not draw.commitment:
            raise Refused(_too_early())
        if fault := draw.commit(randomness(args.data)):
            sentence = _("The random source was left out. {why} The system's randomness is used instead.")
            complain(sentence.format(why=fault))
        if args.throw and not draw.seed:
            _throw(args, draw)
        if draw.left:
            _print_waiting(args, draw)
            return 0
        draw.reveal()
        for line in args.declined or []:
            _decline(draw, line)
        draw.explain(Path(args.file).name, listed.lines)
        _print_drawn(args, listed, draw, without)
    return 0


def _without(args: Namespace, text: str) -> dict[int, str]:
    """Return the lines that are not in the hat, with their texts: headings, titles and totals, or those said.

    Raises Refused where the first line may be a heading: nobody must be drawn, or left out, by a guess.
    """
    from kiosk.typed.member_list_file import read_people

    lines = text.split("\n")
    out = {line: lines[line - 1].strip() for line in args.without or [] if 0 < line <= len(lines)}
    if out or args.all_lines or args.panels:
        return out
    found = read_people("\n".join(lines[:LOOKED_AT]))
    if "heading" in found.columns.doubts and found.columns.heading is not None:
        sentence = _(
            "Line 1 may be a heading: “{line}”. Say --without 1, and it is not in the hat, or --all-lines."
        )
        raise Refused(sentence.format(line=lines[0].strip()[:80]))
    left = [line.row.line for line in found.lines if line.left in ("heading", "title", "total")]
    return {line: lines[line - 1].strip() for line in left}


def _kind_of_draw(args: Namespace) -> What:
    if args.panels:
        return "panel"
    if args.order:
        return "order"
    return "tie-break" if args.tie_break else "seats"


def _too_early() -> str:
    return _(
        "Nothing counts that was thrown before the seal was shown: run this once without --thrown and "
        "--word, photograph the seal, then throw."
    )


def _throw(args: Namespace, draw: Drawing) -> None:
    """Record what the room says and throws, from the options or asked on a terminal."""
    if args.thrown or args.word:
        draw.record_given(args.word or [], args.thrown or "")
    elif draw.left and sys.stdin.isatty() and not args.json:
        from kiosk.cli._throwing import ask

        _print_seal(draw, code=True)
        ask(draw)


def _decline(draw: Drawing, line: int) -> None:
    person = f"l{line:06d}"
    if draw.walk is not None and any(
        step.what == "decline" and step.person == person for step in draw.walk.steps
    ):
        return  # recorded by an earlier run
    try:
        draw.decline(person)
    except Refused:
        sentence = _("Line {line} was not drawn, so nobody there can decline.")
        raise Refused(sentence.format(line=line)) from None


def _print_seal(draw: Drawing, code: bool = False) -> None:
    """Print the seal; before the throws also as a code, as on the wall, if this is a terminal."""
    from kiosk.cli._code import show_code
    from kiosk.practices.lot.secret import in_groups

    groups = in_groups(draw.commitment)
    if code and sys.stdout.isatty():  # people compare it with a photograph row by row
        say(_("commitment  {groups}").format(groups=" ".join(groups[:4])))
        say(f"            {' '.join(groups[4:])}")
        show_code(draw.commitment.upper())
    else:
        say(_("commitment  {groups}").format(groups=" ".join(groups)))
    if draw.seed:
        say(_("            This must be on the photograph taken before the room threw."))
    else:
        say(_("            Photograph this before anything is thrown."))


def _figures(draw: Drawing) -> dict[str, Any]:
    room = draw.pool.room
    return {
        "draw": f"{draw.pool.assembly}/{draw.pool.number}",
        "people": len(draw.pool.people),
        "seats": draw.pool.seats,
        "pool": draw.pool_digest,
        "commitment": draw.commitment,
        "throw": room.kind if room else "",
        "left": draw.left,
        "written": [path_text(path) for path in _written(draw)],
    }


def _written(draw: Drawing) -> list[Path]:
    from kiosk.cli._drawing import FILES

    return [draw.folder / name for name in FILES if (draw.folder / name).exists()]


def _print_waiting(args: Namespace, draw: Drawing) -> None:
    from kiosk.practices.lot.label import thrown

    if args.json:
        say_json(_figures(draw))
        return
    room = draw.pool.room
    _print_seal(draw, code=not sys.stdin.isatty() or bool(args.thrown or args.word))
    sentence = _(
        "waiting     {left} to be thrown, in the open, by several people. Then the same command once more,\n"
        "            on a terminal or with --thrown."
    )
    say(sentence.format(left=thrown(room.kind if room else None, draw.left)))


def _print_drawn(args: Namespace, listed: Listed, draw: Drawing, without: dict[int, str]) -> None:
    from kiosk.practices.lot.label import explained
    from kiosk.practices.lot.listed import number_of
    from kiosk.practices.lot.seed import digest, write

    assert draw.seed is not None
    assert draw.walk is not None
    assert draw.label is not None
    room = draw.pool.room
    meaning = explained(draw.seed)
    seed = digest(write(draw.seed))
    seated = draw.walk.seated[draw.pool.roles[0].id]
    still_open = draw.walk.opened.total()
    if args.json:
        drawn = [{"line": number_of(id_), "id": id_, "text": listed.lines[id_]} for id_ in seated]
        answer = {
            "without": list(without),
            "seed": seed,
            "label": draw.label,
            "meaning": meaning,
            "drawn": drawn,
            "open": still_open,
        }
        say_json({**_figures(draw), **answer})
        return
    say(_("draw        {draw}").format(draw=f"{draw.pool.assembly}/{draw.pool.number}"))
    say(_("pool        {digest}").format(digest=draw.pool_digest))
    for line, said in without.items():
        say(_("left out    line {line}: {text}").format(line=line, text=said))
    if room:
        _print_seal(draw)
    say(_("seed        {digest}").format(digest=seed))
    say(_("assurance   {label}  {meaning}").format(label=draw.label, meaning=meaning))
    for place, id_ in enumerate(seated[:MOST_PRINTED], 1):
        say(_("{place:<11} {id}  {text}").format(place=place, id=id_, text=listed.lines[id_]))
    if len(seated) > MOST_PRINTED:
        say(_("            and {n} more, in result.txt").format(n=len(seated) - MOST_PRINTED))
    if still_open:
        say(_("open        {n}: nobody is left on the list").format(n=still_open))
    files = " ".join(str(draw.folder / f"{name}.txt") for name in ("pool", "seed", "result"))
    say(_("check       kiosk lot check {files}").format(files=files))
