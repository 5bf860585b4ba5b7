"""One parser in its own process: `python -m tests.fuzz.hunting NAME FOLDER SECONDS`. It does not return."""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["kiosk"]):
    from tests.fuzz.parsers import PARSERS


def main(name: str, folder: str, seconds: str) -> None:
    """Hunt until the time is over or an error was found."""
    read = PARSERS[name].read

    def one(data: bytes) -> None:
        read(data)

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-verbosity=0", folder], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
