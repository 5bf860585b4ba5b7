"""result.txt: who was drawn and what they answered, in the order in which it happened.

    lot/1 result
    seed 9099f7fd...                    S
    seat facilitator m007               drawn
    decline facilitator m007            said no, aloud; the next line fills the seat
    seat facilitator m003
    open timekeeper                     nobody is left who could take the seat

Everything but the declines follows from pool.txt and seed.txt. `write` and `read` are inverses. It does not
say who accepted: that is the journal's.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.lot.lines import DIGEST, is_token, joined, lines_of, wrong
from kiosk.practices.lot.walk import Step

_, _ngettext = words("lot")


class Result(Struct, frozen=True):
    """`seed` is S in hex; `steps` in order of happening."""

    seed: str
    steps: tuple[Step, ...]

    @property
    def declines(self) -> list[tuple[str, str]]:
        """Role and person of each decline, in order: all of a result that is not computed."""
        return [(step.role, step.person) for step in self.steps if step.what == "decline"]


def write(seed: str, steps: Sequence[Step]) -> bytes:
    """result.txt; raises NotTrusted where a line breaks a rule."""
    lines = ["lot/1 result", f"seed {seed}"]
    lines += [
        f"{step.what} {step.role} {step.person}" if step.person else f"{step.what} {step.role}"
        for step in steps
    ]
    data = joined(lines, "result")
    read(data)
    return data


def read(data: bytes) -> Result:
    """The result that a result.txt holds; raises NotTrusted naming the line and the rule it breaks."""
    lines = lines_of(data, "result")
    seed = lines[1] if len(lines) > 1 else ""
    if not (seed.startswith("seed ") and DIGEST.fullmatch(seed[5:])):
        raise wrong("result", 2, _("it must be “seed” and 64 hex digits."))
    return Result(seed[5:], tuple(_step(n, line.split(" ")) for n, line in enumerate(lines[2:], 3)))


def _step(line: int, parted: list[str]) -> Step:
    if all(is_token(word) for word in parted[1:]):
        match parted:
            case ["seat", role, person]:
                return Step("seat", role, person)
            case ["decline", role, person]:
                return Step("decline", role, person)
            case ["open", role]:
                return Step("open", role)
    raise wrong("result", line, _("it must be “seat ROLE ID”, “decline ROLE ID” or “open ROLE”."))
