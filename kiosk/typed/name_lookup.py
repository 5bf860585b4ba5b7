"""Finding people by a few letters: by number, by name, by the start of a name, or by initials.

For `jer` the kiosk finds Jérôme Martin; accents and capitals need not be typed. A full name wins over the
start of one, the start of a whole name over the start of a later word in it. Between two people it never
guesses: that is refused, and both are named. It is not the roster, and it changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, cast

from msgspec import Struct, inspect

from kiosk.cleaning import shown
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.language.lists import either
from kiosk.look_alikes import looks
from kiosk.plain_names import plainly
from kiosk.practices.messages import Command
from kiosk.practices.room import Room

_, ngettext = words("people")

_ID = re.compile(r"[mg][0-9]{3,}", re.ASCII)
_NUMBER = re.compile(r"([mg]?)([0-9]{1,9})", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
MOST_INITIALS = 6
"""Most letters that are tried as the beginnings of several parts of a name."""
NAMED_AT_MOST = 3
"""Most of the possible people that a refusal names."""


def _exactly(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def found(letters: str, people: Iterable[str], name: Callable[[str], str]) -> list[str]:
    """Return those of `people` (ids) whose name fits the letters, in order; only the best kind of fit.

    A typed accent must match; a letter without one matches any. `7` is m007, members before guests; `jm`,
    `jma` and `jem` find Jérôme Martin if no name begins that way, before Jérôme Martin Koch.
    """
    exact, plain = _exactly(letters), plainly(letters)
    if not exact:
        return []
    names = [(person, _exactly(name(person)), plainly(name(person))) for person in people]
    kinds: tuple[Callable[[str, str, str], bool], ...] = (
        lambda person, whole, bare: whole == exact,
        lambda person, whole, bare: bool(plain) and bare == plain,
        lambda person, whole, bare: _is_number(plain, person),
        lambda person, whole, bare: exact != plain and whole.startswith(exact),
        lambda person, whole, bare: bool(plain) and bare.startswith(plain),
        lambda person, whole, bare: bool(plain) and f" {plain}" in bare.replace("-", " "),
        lambda person, whole, bare: 1 < len(plain) <= MOST_INITIALS and _begins(plain, _parts(bare)),
    )
    for fits in kinds:
        fitting = [(person, bare) for person, whole, bare in names if fits(person, whole, bare)]
        if fitting and fits is kinds[2]:
            fitting.sort(key=lambda match: match[0][:1] != "m")
        elif fitting and fits in kinds[-2:]:
            fitting.sort(key=lambda match: len(_parts(match[1])))
        if fitting:
            return [person for person, _bare in fitting]
    return []


def _is_number(plain: str, person: str) -> bool:
    """True if the typed number is that of the person's badge: `7`, `07` or `m7` for m007."""
    number = _NUMBER.fullmatch(plain)
    if number is None or not _ID.fullmatch(person):
        return False
    return number[1] in ("", person[0]) and int(number[2]) == int(person[1:])


def _parts(bare: str) -> list[str]:
    return bare.replace("-", " ").split()


def _begins(letters: str, parts: list[str]) -> bool:
    """True if the letters are beginnings of several parts of a name, in their order."""
    for at, part in enumerate(parts):
        for length in range(min(len(letters), len(part)), 0, -1):
            if part.startswith(letters[:length]):
                rest = letters[length:]
                if not rest or _begins(rest, parts[at + 1 :]):
                    return True
    return False


def call_name(person: str, room: Room) -> str:
    """Return what the room calls a person: the first name if no other looks like it, else the whole name."""
    name = room.own_name(person)
    first = looks(name.split(" ")[0])
    for other in everybody(room):
        if other != person and not first.isdisjoint(looks(room.own_name(other).split(" ")[0])):
            return room.name(person)
    return name.split(" ")[0]


def everybody(room: Room) -> list[str]:
    """Return the ids of the roster and of the guests who are present."""
    return list(dict.fromkeys([*room.members(), *room.present()]))


def who(letters: str, room: Room) -> list[str]:
    """Return the ids that the letters can mean, only the best kind of fit; an id means itself."""
    if _ID.fullmatch(letters):
        return [letters]
    return found(letters, everybody(room), room.own_name) or room.named(letters)


def meant(letters: str, room: Room) -> str:
    """Return the one person meant. Raises Refused for nobody (with the nearest name) and for several."""
    fitting = who(letters, room)
    if len(fitting) == 1:
        return fitting[0]
    typed = _short(letters)
    if fitting:
        raise Refused(
            _('"{typed}" could be {people}: type more letters, or the number.').format(
                typed=typed, people=_list(fitting, room)
            )
        )
    from difflib import get_close_matches  # needed only for a mistyped name

    names = {plainly(room.own_name(person)): person for person in everybody(room)}
    near = get_close_matches(plainly(letters), names, 1, 0.5)
    if near:
        person = names[near[0]]
        raise Refused(
            _('Nobody here is called "{typed}"; did you mean {name} ({person})?').format(
                typed=typed, name=shown(room.own_name(person)), person=person
            )
        )
    raise Refused(_('Nobody here is called "{typed}": add the name to the roster first.').format(typed=typed))


def _list(people: list[str], room: Room) -> str:
    # Translators: a person and the id that can be typed for them: "Ana (m001)".
    pattern = _("{name} ({person})")
    named = [
        pattern.format(name=shown(room.own_name(person)), person=person) for person in people[:NAMED_AT_MOST]
    ]
    rest = len(people) - NAMED_AT_MOST
    if rest > 0:
        named.append(ngettext("{count} more", "{count} more", rest).format(count=rest))
    return either(named)


def _short(text: str) -> str:
    text = shown(text)
    return text if len(text) <= 40 else text[:39] + "…"


def named_in(command: Command, room: Room) -> list[str]:
    """Return members' names in a command's free text, because what is recorded cannot be removed later.

    A whole name counts in any spelling, a first name of three letters or more only as it is written. Names
    in fields for names (`roster.add`) do not count.
    """
    text = " ".join(_free_texts(command))
    if not text:
        return []
    plain, spelt = f" {' '.join(_WORD.findall(plainly(text)))} ", set(_WORD.findall(text))
    found_names = []
    for person in room.members():
        name = room.own_name(person)
        first = name.split(" ")[0]
        whole = " ".join(_WORD.findall(plainly(name)))
        if (whole and f" {whole} " in plain) or (len(first) >= 3 and first in spelt):
            found_names.append(name)
    return found_names


NOT_FREE = frozenset({"name", "cell", "person", "token", "date"})
"""Kinds of text (`kiosk.terms`) that are not free words; nor is a text that has a pattern."""

_Texts = Callable[[Any], Iterator[str]]


def _free_texts(command: Struct) -> Iterator[str]:
    for name, texts in _free_fields(type(command)):
        yield from texts(getattr(command, name))


@cache
def _free_fields(command: type[Struct]) -> tuple[tuple[str, _Texts], ...]:
    """Return the fields of a command whose type may hold free text, each with the function that finds it."""
    described = cast(inspect.StructType, inspect.type_info(command))
    found = ((field.name, _texts(field.type)) for field in described.fields)
    return tuple((name, texts) for name, texts in found if texts)


def _texts(described: inspect.Type, kind: str = "line") -> _Texts | None:
    """Return the function that finds the free texts in a value of this type, None if it has none."""
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            return _texts(inner, (extra or {}).get("text", kind))
        case inspect.StrType(pattern=pattern):
            return None if pattern is not None or kind in NOT_FREE else _itself
        case inspect.StructType():
            return _free_texts
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            texts_of = _texts(item)
            return texts_of and (lambda values: (text for value in values for text in texts_of(value)))
        case inspect.DictType(key_type=key, value_type=value):
            return _of_pairs(_texts(key), _texts(value))
        case inspect.UnionType(types=types):
            members = [texts for texts in map(_texts, types) if texts]
            return (lambda value: members[0](value) if value else iter(())) if members else None
        case _:
            return None


def _itself(text: str) -> Iterator[str]:
    yield text


def _of_pairs(key: _Texts | None, value: _Texts | None) -> _Texts | None:
    if key is None and value is None:
        return None

    def both(pairs: dict[Any, Any]) -> Iterator[str]:
        for one, other in pairs.items():
            yield from key(one) if key else ()
            yield from value(other) if value else ()

    return both
