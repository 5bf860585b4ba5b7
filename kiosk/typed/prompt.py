"""The prompt: any command as one typed line, for people who prefer typing to looking for the key.

    floor.ask Jérôme                       rules.quorum 12
    roster.add Ana Lima cell=north         meeting.break 20:15
    meeting.open title="The hall" said="2026-11-22 19:02"

The first word is the command's name. The other words fill its fields in the order in which the command has
them; `name=value` fills that field in any place, and `name=` empties it. Straight or curly double
quotes hold a value with blanks together, and make `name=value` inside them plain text. The field for the
command's free text takes the rest of the line as it is (of several fields the last required one, else the
last); so does a last field of any text. People are given by id (m007) or by name, of which the beginning is
enough if it is unique; several words are read as one name as long as they match a person. Numbers are
digits; yes and no are yes and no; lists are written with commas, without blanks or in quotes, and lists of
pairs with equals signs: `facilitator=2,timekeeper`. A field without a form in one line (a list of parts) is
refused in a sentence.

It only parses: the desk decides. Programs use `kiosk run` instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any, assert_never

import msgspec
from msgspec import Struct

from kiosk.cleaning import clean, clean_command, has_visible
from kiosk.desk.registry import REGISTRY, Registry
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.plain_names import plainly
from kiosk.practices.messages import Command, command_name
from kiosk.practices.room import Room
from kiosk.practices.roster.rules import AddGuest, AddMember, Rename
from kiosk.typed.command_fields import NO, STRINGS, YES, Field, fields_of, quoted, value_of
from kiosk.typed.member_list_file import path_of
from kiosk.typed.name_lookup import everybody, found, who

_, ngettext = words("prompt")

LONGEST = 10_000
"""Most characters of a line."""
SUGGESTIONS = 12
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_NAMED = re.compile(r"([a-z][a-z_]*)=", re.ASCII)


class Word(Struct, frozen=True):
    """A word of the line from `start` to `end`: its `value` without quotes, the `field` before its `=`."""

    value: str
    start: int
    end: int
    quoted: bool = False
    field: str = ""


def parse(text: str, room: Room, registry: Registry = REGISTRY) -> Command:
    """Return the command that a line means, as described above. Raises only Refused, with one sentence."""
    text = clean(text).strip()
    if len(text) > LONGEST:
        raise Refused(_("This line is too long: {limit:,} characters are enough.").format(limit=LONGEST))
    name, rest = _split_name(text)
    command = command_named(name, registry)
    fields = fields_of(command)
    line = list(_words(rest, fields))
    values = {field.name: _value(field, word.value, room) for field, word in _given(fields, line).items()}
    free = [field for field in fields if field.name not in values]
    plain = [word for word in line if not word.field]
    for field, taken in _shared_out(free, plain, rest, room):
        values[field.name] = _value(field, _as_typed(taken, rest), room)
        plain = plain[len(taken) :]
    if plain:
        sentence = _("{word} is one word too many: {form}")
        raise Refused(sentence.format(word=quoted(plain[0].value), form=form(command)))
    for field in fields:
        if field.required and field.name not in values:
            sentence = _("{command} also needs {field}: {form}")
            raise Refused(sentence.format(command=name, field=field.word, form=form(command)))
    made = _built(command, values)
    if isinstance(made, AddMember | AddGuest | Rename) and path_of(made.name):
        sentence = _("{word} is the path of a file: where people arrive, paste it, and its list is read.")
        raise Refused(sentence.format(word=quoted(made.name)))
    return made


def complete(text: str, room: Room, registry: Registry = REGISTRY) -> list[str]:
    """Return whole lines that `text` may become, likeliest first, at most 12; never raises."""
    text = clean(text).lstrip()
    name, rest = _split_name(text)
    try:
        if name == text:
            return _names_like(name, registry)[:SUGGESTIONS]
        command = command_named(name, registry)
        start, options = _options(fields_of(command), rest, room)
    except Refused:
        return []
    head = text[: len(text) - len(rest) + start]
    return [head + option for option in options[:SUGGESTIONS]]


def form(command: type[Command]) -> str:
    """Return how a command is typed: `roster.add NAME [CELL] [HERE] [ANOTHER]`."""
    parts = [
        field.word.upper() if field.required else f"[{field.word.upper()}]" for field in fields_of(command)
    ]
    return " ".join([command_name(command), *parts])


@cache
def _by_name(registry: Registry) -> dict[str, type[Command]]:
    return {command_name(command): command for command in registry.commands}


def command_named(name: str, registry: Registry = REGISTRY) -> type[Command]:
    """Return the command with this name, in any case. Raises Refused, with the nearest name."""
    if not name:
        raise Refused(_("Write a command: floor.ask and a name, for example."))
    known = _by_name(registry).get(name.casefold())
    if known is None:
        nearest = max(
            _by_name(registry), key=lambda other: SequenceMatcher(None, name.casefold()[:80], other).ratio()
        )
        sentence = _("There is no command {name}; did you mean {nearest}?")
        raise Refused(sentence.format(name=quoted(name), nearest=nearest))
    return known


def _split_name(text: str) -> tuple[str, str]:
    """Split off the first word; returns it, and what follows it and one blank."""
    match = re.search(r"\s", text)
    return (text, "") if match is None else (text[: match.start()], text[match.end() :])


def _words(rest: str, fields: tuple[Field, ...]) -> Iterator[Word]:
    """Yield the words after the command's name, with the fields that are named before an equals sign."""
    known = {field.word for field in fields}
    at = 0
    while at < len(rest):
        if rest[at].isspace():
            at += 1
            continue
        start, field = at, ""
        equals = _NAMED.match(rest, at)
        if equals and equals[1] in known:
            field, at = equals[1], equals.end()
        closing = _closing(rest, at)
        if closing:
            yield Word(rest[at + 1 : closing], start, closing + 1, True, field)
            at = closing + 1
        else:
            blank = re.compile(r"\s|$").search(rest, at)
            end = blank.start() if blank else len(rest)
            yield Word(rest[at:end], start, end, False, field)
            at = end


def _closing(rest: str, at: int) -> int:
    """Return where the quote opened at `at` closes at the end of a word; 0 if it is an ordinary letter."""
    if at >= len(rest) or rest[at] not in _QUOTES:
        return 0
    closing = rest.find(_QUOTES[rest[at]], at + 1)
    if closing < 0:
        raise Refused(_("A quotation mark is opened and never closed."))
    return closing if closing + 1 == len(rest) or rest[closing + 1].isspace() else 0


def _given(fields: tuple[Field, ...], line: list[Word]) -> dict[Field, Word]:
    """Return the fields that are given as `name=value`."""
    by_word = {field.word: field for field in fields}
    given: dict[Field, Word] = {}
    for word in line:
        if word.field:
            field = by_word[word.field]
            if field in given:
                raise Refused(_("{field} is given twice.").format(field=field.word))
            given[field] = word
    return given


def _shared_out(
    free: list[Field], plain: list[Word], rest: str, room: Room
) -> Iterator[tuple[Field, list[Word]]]:
    """Yield the plain words that each field takes, in order; words may be left over."""
    for place, field in enumerate(free):
        if not plain:
            return
        last = place + 1 == len(free)
        count = 1
        if field is _free_text(free[place:]) or (last and field.kind in STRINGS):
            count = 1 if plain[0].quoted and not last else len(plain)
        elif field.kind == "person":
            count = _words_of_name(plain, rest, room)
        yield field, plain[:count]
        plain = plain[count:]


def _free_text(fields: list[Field]) -> Field | None:
    """Return the field that takes the rest of the line, None if there is none."""
    texts = [field for field in fields if field.kind == "text"]
    needed = [field for field in texts if field.required]
    return next(reversed(needed or texts), None)


def _words_of_name(plain: list[Word], rest: str, room: Room) -> int:
    """Return how many words are a person's name: as many as possible, at most eight."""
    if plain[0].quoted:
        return 1
    longest = min(len(plain), 8)
    return next((n for n in range(longest, 1, -1) if who(_as_typed(plain[:n], rest), room)), 1)


def _as_typed(taken: list[Word], rest: str) -> str:
    """Return one word without quotes; several as in the line, without the `name=value` between them."""
    if len(taken) == 1:
        return taken[0].value
    text = rest[taken[0].start : taken[0].end]
    for before, after in pairwise(taken):
        gap = rest[before.end : after.start]
        text += (gap if gap.isspace() else " ") + rest[after.start : after.end]
    return text


def _value(field: Field, text: str, room: Room) -> Any:
    if text or field.kind == "text":
        return value_of(field, text, room)
    if field.empty:
        return "" if field.empty == "text" else None
    raise Refused(_("{field} cannot be empty.").format(field=field.word))


def _built(command: type[Command], values: dict[str, Any]) -> Command:
    """Return the command, with clean texts and every value within bounds."""
    made = clean_command(command(**values))
    try:
        return msgspec.convert(msgspec.to_builtins(made), type=command)
    except (msgspec.ValidationError, UnicodeError):
        raise Refused(
            _("This is not how the command is written: {form}").format(form=form(command))
        ) from None


def _names_like(name: str, registry: Registry) -> list[str]:
    names = _by_name(registry)
    begun = [known for known in names if known.startswith(name.casefold())]
    return begun or [known for known in names if name.casefold() in known]


def _options(fields: tuple[Field, ...], rest: str, room: Room) -> tuple[int, list[str]]:
    """Return where in `rest` the value being typed begins, and what it may become."""
    line = list(_words(rest, fields))
    typing = line[-1] if line and not rest[-1].isspace() else None
    given = _given(fields, line)
    if typing and typing.field:
        field = next(field for field, word in given.items() if word is typing)
        return typing.start + len(typing.field) + 1, _values(field, typing.value, room)
    free = [field for field in fields if field not in given]
    shares = list(_shared_out(free, [word for word in line if not word.field], rest, room))
    if shares:
        field, taken = shares[-1]
        begun = rest[taken[0].start :]
        options = [option for option in _values(field, begun, room) if option != begun.strip()]
        if options and (typing or field.kind == "person"):
            return taken[0].start, options
    left = free[len(shares) :]
    by_name = [f"{field.word}=" for field in left if not field.required]
    if typing:
        return typing.start, [option for option in by_name if option.startswith(typing.value)]
    return len(rest), (_values(left[0], "", room) if left else []) or by_name


def _values(field: Field, begun: str, room: Room) -> list[str]:
    """Return the values that may be typed in a field, as far as they are known."""
    match field.kind:
        case "person":
            people = found(begun, everybody(room), room.own_name) if begun.strip() else everybody(room)
            return [_person(person, room) for person in people[:SUGGESTIONS]]
        case "cell":
            names = [room.cell_name(cell) for cell in room.cells()]
            fitting = [name for name in names if plainly(name).startswith(plainly(begun.strip('"')))]
            return [f'"{name}"' if " " in name else name for name in fitting[:SUGGESTIONS]]
        case "choice":
            choices = [str(choice) for choice in field.choices if choice != ""]
            return [choice for choice in choices if choice.startswith(begun.casefold())]
        case "yesno":
            return [word for word in (YES, NO) if word.startswith(begun.casefold())]
        case "text" | "word" | "number" | "list" | "pairs" | "unwritable":
            return []
        case _:
            assert_never(field.kind)


def _person(person: str, room: Room) -> str:
    """Return a name that will be read as this person again, else the id."""
    name = room.own_name(person)
    safe = has_visible(name) and not set(name) & set('"“”„«»=')
    return name if safe and who(name, room) == [person] else person
