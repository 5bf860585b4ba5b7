"""A command of the kiosk, killed by strace when it enters a call that would change a folder.

    moments(command, folder, typed)            every such call of an undisturbed run: ("fsync", 3)
    killed(command, moment, typed)             the same command, killed on entering that call

`moments` runs the command to its end, so `folder` is a copy. A call that is entered is not carried out.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

CHANGING = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fchmod",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
)
_CALL = re.compile(r"(\d+) +(\w+)\((.*)")

Moment = tuple[str, int]
"""A system call, and its number among those of its kind."""


def moments(command: Sequence[str], folder: Path, typed: str = "") -> list[Moment]:
    """Return the calls that change something below `folder`, in the order in which they are entered."""
    with TemporaryDirectory() as place:
        trace = Path(place, "trace")
        _traced(command, typed, "-y", "-o", str(trace), "-e", f"trace={','.join(CHANGING)}", check=True)
        lines = trace.read_text().splitlines()
    count: Counter[tuple[str, str]] = Counter()
    found = []
    for line in lines:
        call = _CALL.match(line)
        if call is None:
            continue
        process, name, given = call.groups()
        count[process, name] += 1
        if str(folder) in given:
            found.append((name, count[process, name]))
    return list(dict.fromkeys(found))


def killed(command: Sequence[str], moment: Moment, typed: str = "") -> str:
    """Kill the command at that call; returns what it had written on standard output."""
    name, n = moment
    options = ("-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={n}")
    done = _traced(command, typed, *options)
    assert done.returncode == -SIGKILL, (moment, done)
    return done.stdout


def sample(found: Sequence[Moment], most: int) -> list[Moment]:
    """Return at most so many of them, spread evenly, always with the last one."""
    if len(found) <= most:
        return list(found)
    return [found[(at + 1) * len(found) // most - 1] for at in range(most)]


def _traced(
    command: Sequence[str], typed: str, *options: str, check: bool = False
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *command],
        input=typed,
        capture_output=True,
        text=True,
        check=check,
    )
