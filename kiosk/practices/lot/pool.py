"""pool.txt: who is in the hat, frozen before anything random exists.

    lot/1 pool
    draw demo/001                       assembly and number, never used twice
    prev 0000...                        root of the journal before the draw, 64 hex digits
    role facilitator 2                  id and seats, in drawing order
    quota facilitator cell north 1 2    role, attribute, value, least, most
    room dice 16                        what the room will throw (no such line in a quick draw)
    out m004 absent                     who is not in the hat, and why
    first m003                          who is owed a turn and comes before the others
    person m001 cell=north              who is in the hat

in this order; quota, out, first and person lines are each sorted as bytes; a person's attributes are
sorted by their names. P, the SHA-256 of the file, is what the kiosk commits to. `write` and `read`
are inverses, and `read` refuses whatever breaks a rule (lot/1, Freeze).

It holds ids, never names. Whether the quotas can be met is checked by `shortfall.unmet`.
"""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from operator import lt
from typing import Literal, get_args

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.lot.lines import (
    DIGEST,
    LONGEST_TOKEN,
    TOKEN_LETTERS,
    is_token,
    joined,
    lines_of,
    number,
    wrong,
)

_, _ngettext = words("lot")

Kind = Literal["dice", "cards", "coin"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Role(Struct, frozen=True):
    """A role to be filled: its id and how many seats it has."""

    id: str
    seats: int


class Quota(Struct, frozen=True):
    """Of the seats of `role`, at least `least` and at most `most` go to people with `attribute=value`."""

    role: str
    attribute: str
    value: str
    least: int
    most: int


class Room(Struct, frozen=True):
    """What the room throws: how many dice, cards or coins, fixed at the freeze."""

    kind: Kind
    count: int


class Out(Struct, frozen=True):
    """A member not in the hat, and why: absent, served-cycle-3, cooldown, excluded, declined-before."""

    id: str
    reason: str


class Person(Struct, frozen=True, gc=False):
    """A person in the hat: an id, and attributes as pairs (name, value) sorted by name."""

    id: str
    attributes: tuple[tuple[str, str], ...] = ()


class Pool(Struct, frozen=True):
    """The frozen pool of one draw; the fields in the order of the file."""

    assembly: str
    number: str
    prev: str
    roles: tuple[Role, ...]
    people: tuple[Person, ...]
    quotas: tuple[Quota, ...] = ()
    room: Room | None = None
    out: tuple[Out, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def seats(self) -> int:
        """Return the number of seats of all roles together."""
        return sum(role.seats for role in self.roles)


def digest(data: bytes) -> str:
    """Return P, the SHA-256 of pool.txt in hex, as `sha256sum pool.txt` prints it."""
    return hashlib.sha256(data).hexdigest()


def write(pool: Pool) -> bytes:
    """Return pool.txt, sorted as the format demands; raises NotTrusted where the pool breaks a rule."""
    lines = ["lot/1 pool", f"draw {pool.assembly}/{pool.number}", f"prev {pool.prev}"]
    lines += [f"role {role.id} {role.seats}" for role in pool.roles]
    lines += sorted(f"quota {q.role} {q.attribute} {q.value} {q.least} {q.most}" for q in pool.quotas)
    if pool.room:
        lines.append(f"room {pool.room.kind} {pool.room.count}")
    lines += sorted(f"out {out.id} {out.reason}" for out in pool.out)
    lines += sorted(f"first {person}" for person in pool.first)
    lines += sorted(_person_line(person) for person in pool.people)
    data = joined(lines, "pool")
    read(data)
    return data


def _person_line(person: Person) -> str:
    attributes = "".join(f" {name}={value}" for name, value in sorted(person.attributes))
    return f"person {person.id}{attributes}"


def read(data: bytes) -> Pool:
    """Return the pool in a pool.txt; raises NotTrusted, naming the line and the rule that it breaks."""
    lines = lines_of(data, "pool")
    assembly, draw_number = _draw(lines)
    prev = _prev(lines)
    plain, above = _plain_people(lines)
    parts = _sections(above)
    roles = tuple(_role(line, words) for line, words in parts["role"])
    quotas = tuple(_quota(line, words) for line, words in parts["quota"])
    rooms = [_room(line, words) for line, words in parts["room"]]
    out = tuple(_out(line, words) for line, words in parts["out"])
    first = tuple(_first(line, words) for line, words in parts["first"])
    people = plain or tuple(_person(line, words) for line, words in parts["person"])
    pool = Pool(assembly, draw_number, prev, roles, people, quotas, rooms[0] if rooms else None, out, first)
    _agree(pool, len(lines))
    return pool


_DRAW = re.compile(r"draw ([a-z0-9._-]{1,32})/([0-9]{3,})")
_SECTIONS = ("role", "quota", "room", "out", "first", "person")
_SORTED = ("quota", "out", "first", "person")
_Line = tuple[int, list[str]]


def _draw(lines: list[str]) -> tuple[str, str]:
    found = _DRAW.fullmatch(lines[1]) if len(lines) > 1 else None
    if not found:
        raise wrong("pool", 2, _("it must be “draw ASSEMBLY/NUMBER”, the number of three digits or more."))
    return found[1], found[2]


def _prev(lines: list[str]) -> str:
    line = lines[2] if len(lines) > 2 else ""
    if not (line.startswith("prev ") and DIGEST.fullmatch(line[5:])):
        raise wrong("pool", 3, _("it must be “prev” and 64 hex digits."))
    return line[5:]


def _plain_people(lines: list[str]) -> tuple[tuple[Person, ...], list[str]]:
    """Return (people, lines above theirs) where every `person` line holds an id only; else ((), all lines).

    This reads a hundred thousand lines in one go. Lines with attributes, and lists that break a rule, are
    left to the slow path, which reads line by line and can name the line that is wrong.
    """
    first = next((n for n, line in enumerate(lines) if line.startswith("person ")), len(lines))
    text = "\n".join(["", *lines[first:]])
    before, *ids = text.split("\nperson ")
    if before or not ids or len(ids) != len(lines) - first:
        return (), lines
    if "".join(ids).encode("ascii").translate(None, TOKEN_LETTERS) or "" in ids:
        return (), lines
    if max(map(len, ids)) > LONGEST_TOKEN or not all(map(lt, ids, islice(ids, 1, None))):
        return (), lines
    return tuple(map(Person, ids)), lines[:first]


def _sections(lines: list[str]) -> dict[str, list[_Line]]:
    """Return the lines after the third by their first word; raises NotTrusted unless in order and sorted."""
    parts: dict[str, list[_Line]] = {name: [] for name in _SECTIONS}
    rank, before = 0, ""
    for n, line in enumerate(lines[3:], 4):
        parted = line.split(" ")
        name = parted[0]
        if name not in parts:
            raise wrong("pool", n, _("“{word}” begins no line of a pool.").format(word=name))
        here = _SECTIONS.index(name)
        if here < rank:
            raise wrong("pool", n, _("“{word}” lines stand further up.").format(word=name))
        if here == rank and name in _SORTED and line <= before:
            raise wrong("pool", n, _("“{word}” lines are sorted, each once.").format(word=name))
        if name == "room" and parts[name]:
            raise wrong("pool", n, _("the room throws one kind of thing: one “room” line."))
        rank, before = here, line
        parts[name].append((n, parted))
    return parts


def _role(line: int, parted: list[str]) -> Role:
    seats = number(parted[2]) if len(parted) == 3 else None
    if not seats or not is_token(parted[1]):
        raise wrong("pool", line, _("it must be “role ID SEATS”, with at least one seat."))
    return Role(parted[1], seats)


def _quota(line: int, parted: list[str]) -> Quota:
    if len(parted) == 6 and all(is_token(word) for word in parted[1:4]):
        least, most = number(parted[4]), number(parted[5])
        if least is not None and most is not None and least <= most:
            return Quota(parted[1], parted[2], parted[3], least, most)
    raise wrong("pool", line, _("it must be “quota ROLE ATTRIBUTE VALUE LEAST MOST”, least not above most."))


def _room(line: int, parted: list[str]) -> Room:
    count = number(parted[2]) if len(parted) == 3 else None
    for kind in KINDS:
        if count and parted[1] == kind:
            return Room(kind, count)
    raise wrong("pool", line, _("it must be “room dice N”, “room cards N” or “room coin N”."))


def _out(line: int, parted: list[str]) -> Out:
    if len(parted) != 3 or not (is_token(parted[1]) and is_token(parted[2])):
        raise wrong("pool", line, _("it must be “out ID REASON”."))
    return Out(parted[1], parted[2])


def _first(line: int, parted: list[str]) -> str:
    if len(parted) != 2 or not is_token(parted[1]):
        raise wrong("pool", line, _("it must be “first ID”."))
    return parted[1]


def _person(line: int, parted: list[str]) -> Person:
    if len(parted) < 2 or not is_token(parted[1]):
        raise wrong("pool", line, _("it must be “person ID” with attributes as NAME=VALUE."))
    if len(parted) == 2:
        return Person(parted[1])
    pairs: list[tuple[str, str]] = []
    for word in parted[2:]:
        name, _equals, value = word.partition("=")
        if not (is_token(name) and is_token(value)):
            raise wrong("pool", line, _("attributes are written NAME=VALUE."))
        if pairs and name <= pairs[-1][0]:
            raise wrong("pool", line, _("attributes are sorted by name, each once."))
        pairs.append((name, value))
    return Person(parted[1], tuple(pairs))


def _agree(pool: Pool, last: int) -> None:
    """Check the rules that hold between lines; errors name line `last`."""
    roles = [role.id for role in pool.roles]
    people = [person.id for person in pool.people]
    if not roles:
        raise wrong("pool", last, _("a pool needs at least one role."))
    if not people:
        raise wrong("pool", last, _("nobody is in the pool."))
    pairs = [f"{quota.role} {quota.attribute}={quota.value}" for quota in pool.quotas]
    for ids in (roles, people, [gone.id for gone in pool.out], pairs):
        if twice := _twice(ids):
            raise wrong("pool", last, _("{id} stands in it twice.").format(id=twice))
    for quota in pool.quotas:
        if quota.role not in roles:
            raise wrong("pool", last, _("a quota is for {role}, which is not drawn.").format(role=quota.role))
    known = set(people) if pool.out or pool.first else set()
    for gone in pool.out:
        if gone.id in known:
            raise wrong("pool", last, _("{id} is in the pool and out of it.").format(id=gone.id))
    for person in pool.first:
        if person not in known:
            raise wrong("pool", last, _("{id} comes first but is not in the pool.").format(id=person))


def _twice(ids: list[str]) -> str:
    """Return the first id that is in the list a second time, or ""."""
    if len(set(ids)) == len(ids):
        return ""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            return id_
        seen.add(id_)
    raise AssertionError(ids)
