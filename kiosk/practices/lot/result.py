"""result.txt: what was corrected, who was drawn and what they answered, in the order in which it happened.

    lot/2 result
    seed 9099f7fd...                    S
    corrected 2 4155                    line 2 was typed as 4155 first
    thrown                              from here on nothing was left to throw
    corrected 4 1111
    seat facilitator m007               drawn
    decline facilitator m007            said no, aloud; the next line fills the seat
    seat facilitator m003
    open timekeeper                     nobody is left who could take the seat

Where nothing was corrected the first line is `lot/1 result`, and the file is the one of lot/1. Everything but
the corrections and the declines follows from pool.txt and seed.txt. `write` and `read` are inverses. Who
accepted is in the journal only.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.lot.lines import DIGEST, is_token, joined, lines_of, number, wrong
from kiosk.practices.lot.seed import WORD
from kiosk.practices.lot.walk import Step

_, _ngettext = words("lot")

PLAIN, CORRECTED = "lot/1 result", "lot/2 result"
"""The first line without corrections, and with them."""
THROWN = "thrown"


class Correction(Struct, frozen=True):
    """Line `line` of the room was `before` until it was corrected. Lines count from 1, words included.

    `late`: nothing was left to throw before the correction or after it, or an earlier one was late.
    """

    line: int
    before: str
    late: bool = False


class Result(Struct, frozen=True):
    """`seed` is S in hex; `corrections` and `steps` in order of happening."""

    seed: str
    steps: tuple[Step, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def declines(self) -> list[tuple[str, str]]:
        """Return (role, person) of each decline, in order."""
        return [(step.role, step.person) for step in self.steps if step.what == "decline"]


def write(seed: str, steps: Sequence[Step], corrections: Sequence[Correction] = ()) -> bytes:
    """Return result.txt; raises NotTrusted where a line breaks a rule."""
    lines = [CORRECTED if corrections else PLAIN, f"seed {seed}", *written(corrections)]
    lines += [
        f"{step.what} {step.role} {step.person}" if step.person else f"{step.what} {step.role}"
        for step in steps
    ]
    data = joined(lines, "result")
    read(data)
    return data


def written(corrections: Sequence[Correction]) -> list[str]:
    """Return the lines of the corrections, with `thrown` before the first late one."""
    lines: list[str] = []
    for correction in corrections:
        if correction.late and THROWN not in lines:
            lines.append(THROWN)
        lines.append(f"corrected {correction.line} {correction.before}")
    return lines


def read(data: bytes) -> Result:
    """Return the result that a result.txt holds; raises NotTrusted naming the line and the rule it breaks."""
    lines = lines_of(data, "result", (PLAIN, CORRECTED))
    seed = lines[1] if len(lines) > 1 else ""
    if not (seed.startswith("seed ") and DIGEST.fullmatch(seed[5:])):
        raise wrong("result", 2, _("it must be “seed” and 64 hex digits."))
    corrections = _corrections(lines) if lines[0] == CORRECTED else ()
    start = 2 + len(written(corrections))
    steps = tuple(_step(n, line.split(" ")) for n, line in enumerate(lines[start:], start + 1))
    return Result(seed[5:], steps, corrections)


def _corrections(lines: list[str]) -> tuple[Correction, ...]:
    """Return the corrections listed between the seed and the first seat."""
    found: list[Correction] = []
    n, late = 3, False
    for n, line in enumerate([*lines[2:], ""], 3):
        if line == THROWN and not late:
            late = True
            continue
        parted = line.split(" ")
        if parted[0] != "corrected":
            break
        found.append(_correction(n, parted, found[-1].line if found else 1, late))
    if not found or (late and not found[-1].late):
        raise wrong("result", n, _("it must be “corrected LINE BEFORE”."))
    return tuple(found)


def _correction(n: int, parted: list[str], least: int, late: bool) -> Correction:
    line = number(parted[1]) if len(parted) == 3 else None
    if line is None or not WORD.fullmatch(parted[2]):
        raise wrong("result", n, _("it must be “corrected LINE BEFORE”."))
    if line < least:
        raise wrong("result", n, _("only the line typed last can be corrected, and lines count from 1."))
    return Correction(line, parted[2], late)


def _step(line: int, parted: list[str]) -> Step:
    if all(is_token(word) for word in parted[1:]):
        match parted:
            case ["seat", role, person]:
                return Step("seat", role, person)
            case ["decline", role, person]:
                return Step("decline", role, person)
            case ["open", role]:
                return Step("open", role)
            case _:
                pass
    raise wrong("result", line, _("it must be “seat ROLE ID”, “decline ROLE ID” or “open ROLE”."))
