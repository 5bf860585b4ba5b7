"""Run tests again and again in one copied tree, each time in a fork that has loaded the libraries already.

Started by path with the tree as its working folder: `tests` and `kiosk` must come from there, so neither is
imported before the fork. Each line read is a list of pytest's arguments; each line written is "noticed" if a
test failed, "late" if they did not end, else "lived".
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
import time

LIBRARIES = (
    "pytest",
    "hypothesis.strategies",
    "msgspec.inspect",
    "cryptography.hazmat.primitives.serialization.ssh",
    "aiohttp.web",
    "textual.app",
    "numpy",
    "zxingcpp",
    "pytest_timeout",
    "pytest_asyncio",
)
LOOK_EVERY = 0.02


def tried(words: list[str], patience: float) -> str:
    """Return "noticed" if a test failed, "late" if they did not end in so many seconds, else "lived"."""
    child = os.fork()
    if child == 0:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        import pytest

        os._exit(int(pytest.main(words)))
    until = time.monotonic() + patience
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "noticed" if status else "lived"
        time.sleep(LOOK_EVERY)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "late"


def main() -> None:
    """Serve until the input ends."""
    sys.path[0] = os.getcwd()
    sys.dont_write_bytecode = True
    for library in LIBRARIES:
        importlib.import_module(library)
    patience = float(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(f"{tried(json.loads(line), patience)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
