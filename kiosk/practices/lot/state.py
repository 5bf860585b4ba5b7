"""A draw as the room sees it: the step of the ceremony, what was thrown, who was drawn, who answered what.

Everything here follows from the entries; who was drawn is recomputed from the texts, never stored. It
decides nothing and knows no screen; `Draw.step` names the view of the ceremony to show.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct, field

from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.label import Doubt, Label
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.rotation import Rotation
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.seed import Seed
from kiosk.practices.lot.walk import Walk, walk

Step = Literal["unfrozen", "frozen", "committed", "throwing", "thrown", "asking", "done", "aborted"]
"""Where a draw is: pool opened again · pool fixed · secret fixed, nothing thrown · some thrown · all thrown ·
revealed, people are still asked · everybody answered · given up."""


View = Step | Literal["choose"]
"""What the wall shows of draws: the step of the current draw, or the choice of what to draw."""


class Promise(Struct, frozen=True):
    """A commitment that was shown: `pool` is P, both in hex."""

    pool: str
    commitment: str


class Line(Struct, frozen=True):
    """One line of the room: a word or throws. `corrected` is True if it was first typed differently."""

    kind: Literal["word", "throw"]
    text: str
    corrected: bool = False


class Answer(Struct, frozen=True):
    """The yes or no of a person drawn for a role."""

    role: str
    person: str
    accepts: bool


class Draw(Struct):
    """One draw. `pool_text` is pool.txt; `n` and `last` are its first and last entry; `label` is "" until the
    reveal.

    `doubt` is what the corrections left open at the reveal. `tells_corrections` is False for draws revealed
    before result.txt listed corrections. `one_hat` is True where those who do not come first are in the hat
    for the next cycle (lot/3), which then begins with their answer.
    """

    number: str
    n: int
    last: int
    at: str
    pool_text: str
    days: dict[str, int] = {}
    titles: dict[str, str] = {}
    frozen: bool = True
    committed: bool = False
    promises: list[Promise] = []
    source: str = ""
    fault: str = ""
    lines: list[Line] = []
    corrections: list[Correction] = []
    label: Label | Literal[""] = ""
    doubt: Doubt = ""
    tells_corrections: bool = False
    kiosk: str = ""
    trouble: Literal["", "lost", "mismatch"] = ""
    answers: list[Answer] = []
    meetings: dict[str, int] = {}
    staggered: list[str] = []
    cycles: dict[str, int] = {}
    one_hat: bool = False
    aborted: bool = False
    reason: str = ""

    @property
    def pool(self) -> Pool:
        """Return the pool as frozen last."""
        return _pool(self.pool_text)

    @property
    def step(self) -> Step:
        """Return the step of the ceremony, which is the view to show."""
        if self.aborted:
            return "aborted"
        if self.label:
            return "asking" if self.asked() else "done"
        if not self.frozen:
            return "unfrozen"
        if not self.committed:
            return "frozen"
        if not self.left_to_throw:
            return "thrown"
        return "throwing" if self.lines else "committed"

    @property
    def commitment(self) -> str:
        """Return C, 64 hex digits, as shown last for this pool; "" before the commitment."""
        return self.promises[-1].commitment if self.committed else ""

    @property
    def thrown(self) -> tuple[str, ...]:
        """Return the symbols thrown so far, in order."""
        room = self.pool.room
        if room is None:
            return ()
        texts = (line.text for line in self.lines if line.kind == "throw")
        return tuple(symbol for text in texts for symbol in seeds.symbols(room.kind, text) or ())

    def laid(self, line: Line, text: str = "") -> str:
        """Return a line of the room as it lies on the table, `4 1 5 2` or `TC AS`: its text, or `text`."""
        room = self.pool.room
        text = text or line.text
        found = seeds.symbols(room.kind, text) if room is not None and line.kind == "throw" else None
        return " ".join(found) if found else text

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words called into the draw."""
        return tuple(line.text for line in self.lines if line.kind == "word")

    @property
    def left_to_throw(self) -> int:
        """Return how many dice, cards or coins are still to be thrown."""
        room = self.pool.room
        if room is None:
            return 0
        letters = sum(len(line.text) for line in self.lines if line.kind == "throw")
        return room.count - (letters // 2 if room.kind == "cards" else letters)

    @property
    def seed(self) -> Seed | None:
        """Return what S is made of; None before the reveal."""
        if not self.label:
            return None
        room = self.pool.room
        kind = room.kind if room else None
        return Seed(pools.digest(self.pool_text.encode()), self.kiosk, self.words, kind, self.thrown)

    @property
    def walk(self) -> Walk | None:
        """Return who was drawn, after the declines so far; None before the reveal. Cached: never change."""
        seed = self.seed
        if seed is None:
            return None
        declines = tuple((answer.role, answer.person) for answer in self.answers if not answer.accepts)
        return _walk(self.pool_text, seeds.digest(seeds.write(seed)), declines)

    @property
    def seated(self) -> dict[str, list[str]]:
        """Return role -> people drawn for it, in order of being seated; empty before the reveal."""
        drawn = self.walk
        return drawn.seated if drawn else {}

    def accepted(self, role: str, person: str) -> bool:
        """True once this person has said yes to this role."""
        return any(
            answer.accepts and (answer.role, answer.person) == (role, person) for answer in self.answers
        )

    def waiting(self) -> list[tuple[str, str]]:
        """Return (role, person) of all drawn people who have not answered, in the order to be asked."""
        drawn = self.seated
        return [(role, person) for role in drawn for person in drawn[role] if not self.accepted(role, person)]

    def asked(self) -> tuple[str, str] | None:
        """Return (role, person) to be asked next; None when everybody has answered."""
        waiting = self.waiting()
        return waiting[0] if waiting else None

    def came_first(self, person: str) -> bool:
        """True if the person was owed a turn and so came before others who were not."""
        return f"\nfirst {person}\n" in self.pool_text

    def title(self, role: str) -> str:
        """Return a role as people call it."""
        return self.titles.get(role) or role.replace("-", " ").replace("_", " ")


class Past(Struct, frozen=True):
    """A draw that is over: its number, its first and last entry, and its label ("" if aborted)."""

    number: str
    first: int
    last: int
    label: Label | Literal[""] = ""


class State(Struct):
    """`draw` is the current or latest draw; `past` the earlier ones; `last` the highest number ever given."""

    draw: Draw | None = None
    past: list[Past] = []
    last: int = 0
    rotation: Rotation = field(default_factory=Rotation)


def unfinished(state: State) -> Draw | None:
    """Return the draw that is neither done nor aborted; None if there is none."""
    if state.draw is None or state.draw.step in ("done", "aborted"):
        return None
    return state.draw


def trouble_with(draw: Draw, secret: bytes | None) -> Literal["", "lost", "mismatch"]:
    """Return what is wrong with the secret that was kept, given every commitment shown; "" if it fits."""
    if secret is None:
        return "lost"
    fits = all(commitment(promise.pool, secret.hex()) == promise.commitment for promise in draw.promises)
    return "" if fits else "mismatch"


def texts(draw: Draw) -> dict[str, str]:
    """Return file name -> text as published: pool.txt, and after the reveal seed.txt and result.txt."""
    files = {"pool.txt": draw.pool_text}
    seed, drawn = draw.seed, draw.walk
    if seed is not None and drawn is not None:
        files["seed.txt"] = seeds.write(seed).decode("ascii")
        corrections = draw.corrections if draw.tells_corrections else ()
        files["result.txt"] = results.write(drawn.seed, drawn.steps, corrections).decode("ascii")
    return files


@lru_cache(maxsize=8)
def _pool(text: str) -> Pool:
    return pools.read(text.encode())


@lru_cache(maxsize=8)
def _walk(pool_text: str, seed: str, declines: tuple[tuple[str, str], ...]) -> Walk:
    return walk(_pool(pool_text), seed, declines)
