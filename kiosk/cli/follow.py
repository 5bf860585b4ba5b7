"""`kiosk follow`: a second screen for the same meeting, which shows and never writes.

It follows the journal that the kiosk writes, on the same machine: who speaks and how long still, the item,
who is next. It has no keys but CTRL+C, takes no lock, and knows nothing that is not recorded. On a terminal
it repaints every second; into a file or a pipe it writes a few lines whenever something was recorded.
"""

from __future__ import annotations

import shutil
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli._terminal import say, say_json
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands
    from kiosk.cli._seen import Seen
    from kiosk.fold import Assembly

_, ngettext = words("follow")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "follow",
        help=_("show the meeting on a second screen"),
        description=_(
            "Show who speaks, how long still, and who is next, on a second screen of the same machine.\n"
            "It reads the journal beside the kiosk and writes nothing. CTRL+C leaves."
        ),
    )
    parser.add_argument("--once", action="store_true", help=_("show how things stand now, and leave"))


def run(args: Namespace) -> int:
    watched = Watched(args.data)
    watched.look()
    if args.once or args.json or not sys.stdout.isatty():
        _in_lines(watched, args)
    else:
        _on_the_wall(watched)
    return 0


class Watched:
    """An assembly as somebody beside it sees it. Raises Refused where there is none, JournalDamaged."""

    def __init__(self, data: Path) -> None:
        from kiosk.cli._house import must_exist, system_clock
        from kiosk.fold import Assembly
        from kiosk.journal.follower import Follower
        from kiosk.journal.names import Names
        from kiosk.journal.place import Place
        from kiosk.journal.waking import Waker

        must_exist(data)
        self._waker = Waker(Place(data).journal)
        self._follower, self._clock = Follower(data, flushed=True), system_clock()
        self._kept, self._names = Place(data).names, Names
        self.assembly: Assembly = Assembly()

    def look(self) -> bool:
        """Fold what was recorded since the last look; True when something was."""
        entries = self._follower.poll()
        self.assembly.replay(entries)
        return bool(entries)

    def wait(self, seconds: float) -> None:
        """Until the journal grows, at most so long."""
        self._waker.wait(seconds)

    def seen(self) -> Seen:
        """How things stand at this moment."""
        from kiosk.cli._seen import seen
        from kiosk.desk import stamp_of

        roster, names = self.assembly.state.roster, self._names(self._kept)
        names.foresee(roster.names, roster.forgotten)
        return seen(self.assembly, names, stamp_of(self._clock, self.assembly.state))


def _in_lines(watched: Watched, args: Namespace) -> None:
    """Now, and then each time that something was recorded."""
    from kiosk.cli._seen import in_words

    changed = True
    with _until_control_c():
        while True:
            if changed:
                now = watched.seen()
                if args.json:
                    say_json(now)
                else:
                    say("\n".join(in_words(now)))
                    sys.stdout.flush()
            if args.once:
                return
            watched.wait(1)
            changed = watched.look()


def _on_the_wall(watched: Watched) -> None:
    """The whole terminal, painted anew each second and whenever something was recorded."""
    from kiosk.cli._seen import picture

    with _until_control_c(), _whole_terminal():
        while True:
            columns, rows = shutil.get_terminal_size()
            lines = picture(watched.seen(), columns, rows)
            sys.stdout.write("\x1b[H" + "\x1b[K\r\n".join(lines[:rows]) + "\x1b[J")
            sys.stdout.flush()
            until = time.monotonic() + 1 - time.time() % 1
            while not watched.look() and time.monotonic() < until:
                watched.wait(until - time.monotonic())


@contextmanager
def _until_control_c() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        return


@contextmanager
def _whole_terminal() -> Iterator[None]:
    """The other page of the terminal without a cursor; the first page comes back afterwards."""
    sys.stdout.write("\x1b[?1049h\x1b[?25l")
    try:
        yield
    finally:
        sys.stdout.write("\x1b[?25h\x1b[?1049l")
        sys.stdout.flush()
