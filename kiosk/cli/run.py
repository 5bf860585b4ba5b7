"""`kiosk run FILE`: the desk's door for programs, tests and people who type faster than they press keys.

    {"do":"floor.ask","person":"m007"}        ->  {"ok":true,"n":214}
    {"wait":"PT90S"}                          ->  {"ok":true,"at":"2026-11-22T18:01:30.000Z"}
    {"do":"floor.ask","person":"m007"}        ->  {"refused":"Leyla is already waiting.","line":3}

One command a line, one answer a line, in order; an answer is written when the entry is on the card, so that a
program may wait for each. It stops at the first refusal. Empty lines are ignored. Only a clock that was made
up from the start (`--clock virtual`) can be moved. Keys use the same door: nothing is possible here that the
wall would refuse.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from kiosk.cli._terminal import complain, say_json
from kiosk.errors import NotRecorded, Refused
from kiosk.language import words
from kiosk.language.misfit import plain
from kiosk.terms import Stamp, wall_ms, wall_text

if TYPE_CHECKING:
    from devices.fakes import VirtualClock
    from kiosk.cli._parser import Commands
    from kiosk.desk.desk import Desk
    from kiosk.practices.messages import Command

_, ngettext = words("cli")

LONGEST = 1_000_000
"""Most bytes of a line; no command comes near."""
LONGEST_WAIT = timedelta(days=36_525)


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "run",
        help=_("do commands from a file of JSON lines"),
        description=_(
            'Do commands, one JSON object a line: {"do":"roster.add","name":"Ana"}\n'
            "Each is answered by a line of JSON when it is recorded. Stops at the first refusal.\n"
            "kiosk commands lists all there are, with their fields."
        ),
    )
    parser.add_argument("file", metavar="FILE", help=_("the file of commands; - for standard input"))
    parser.add_argument(
        "--clock",
        choices=("system", "virtual"),
        default="system",
        help=_('whose time the entries carry; virtual stands still but for {"wait":"PT90S"}'),
    )
    parser.add_argument(
        "--at",
        type=_moment,
        metavar="TIME",
        help=_("when a virtual clock begins (default: where the journal ends), like 2026-11-22T18:00:00Z"),
    )


def run(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock

    if args.at is not None and args.clock != "virtual":
        complain(_("A time to begin at needs --clock virtual."))
        return 2
    moved: VirtualClock | None = None
    if args.clock == "virtual":
        from devices.fakes import VirtualClock

        moved = VirtualClock()
    with _source(args.file) as file, desk_at(args.data, moved or system_clock()) as desk:
        if moved:
            _set(moved, desk.room.stamp(), args.at)
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                say_json(_carry_out(line, desk, moved))
            except (Refused, NotRecorded) as trouble:
                say_json({"refused": trouble.sentence, "line": number})
                return 1
    return 0


def _moment(text: str) -> datetime:
    try:
        moment = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ArgumentTypeError(_("write the time like this: 2026-11-22T18:00:00Z"))
    return moment


def _set(clock: VirtualClock, last: Stamp, at: datetime | None) -> None:
    """Start made-up time at `at`, or where the journal ends; in the same made-up boot if it was one."""
    if last.boot == clock.boot():
        clock.advance(max(0, last.up - clock.up()))
    clock.step(wall_ms(last.at) - clock.wall())
    if at is not None:
        ahead = round(at.timestamp() * 1000) - clock.wall()
        if ahead >= 0:
            clock.advance(ahead)
        else:
            clock.step(ahead)


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    """Open the commands: a regular file, or standard input for "-". Raises Refused."""
    if name == "-":
        yield sys.stdin.buffer
        return
    handle = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        sentence = _("{file} is not a file. Send the commands to kiosk run - instead.")
        raise Refused(sentence.format(file=name))
    with open(handle, "rb") as file:
        yield file


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LONGEST + 1):
        yield line


def _carry_out(line: bytes, desk: Desk, clock: VirtualClock | None) -> dict[str, object]:
    """Carry out a line; returns the answer. Raises Refused, NotRecorded."""
    fields = _object_in(line)
    if set(fields) == {"wait"}:
        return {"ok": True, "at": _wait(fields["wait"], clock)}
    return {"ok": True, "n": desk.ask(_command(fields)).n}


def _object_in(line: bytes) -> dict[str, Any]:
    """Parse a line as one JSON object in UTF-8 in which no name occurs twice. Raises Refused."""
    if len(line) > LONGEST:
        raise Refused(_("This line is too long: {limit:,} bytes are enough.").format(limit=LONGEST))
    try:
        fields = msgspec.json.decode(line)
        json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This line is no JSON object: {why}.").format(why=error)) from None
    if not isinstance(fields, dict):
        raise Refused(_('A command is an object, like {"do":"floor.ask","person":"m007"}.'))
    return fields


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError(_("a name stands in it twice"))
    return value


def _command(fields: dict[str, Any]) -> Command:
    from kiosk.practices.messages import command_name
    from kiosk.typed.prompt import command_named, form

    name = fields.get("do")
    if not isinstance(name, str):
        raise Refused(_('A command says what to do, like {"do":"floor.ask","person":"m007"}.'))
    command = command_named(name)
    try:
        return msgspec.convert({**fields, "do": command_name(command)}, type=command)
    except msgspec.ValidationError as error:
        sentence = _("This is not how it is written, {form}: {why}.")
        raise Refused(sentence.format(form=form(command), why=plain(str(error)))) from None


def _wait(text: object, clock: VirtualClock | None) -> str:
    """Advance made-up time; returns the time afterwards. Raises Refused."""
    if clock is None:
        raise Refused(_("Time cannot be moved here: that needs --clock virtual."))
    try:
        span = msgspec.convert(text, timedelta)
    except msgspec.ValidationError:
        span = timedelta(-1)
    if not isinstance(text, str) or not timedelta() <= span <= LONGEST_WAIT:
        raise Refused(_('A wait is written like {"wait":"PT90S"} or {"wait":"P7D"}.'))
    clock.advance(span // timedelta(milliseconds=1))
    return wall_text(clock.wall())
