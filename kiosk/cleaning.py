"""Texts as people type them, made safe to show, sign and take home.

Names, proposals and reasons come from keyboards, pasted files and other assemblies' journals. The desk cleans
every text of a command before it decides (`clean`, by `clean_command`), and every renderer cleans again
before it paints (`shown`). What cannot be shown becomes U+FFFD, one for one, so that the room sees that
something was there. The cleaned text is what is hashed and stored: Unicode tables differ between Python
versions, so a stored text is never cleaned again before its hash is checked.

This is no defence against markup: a cleaned text may still hold `[@click=...]`, and reaches a widget only as
`Content`. Nor does it shorten anything: a text that is too long is refused, with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct, inspect

from kiosk.errors import Refused
from kiosk.language import words

_, _ngettext = words("cleaning")

MARK = "\N{REPLACEMENT CHARACTER}"
JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
MARKS_A_LETTER = 4

# Sorting combining marks is quadratic in their number (1 MB of them takes a quarter of an hour), so long runs
# are cut before normalising; no written language has as many on one letter.
_MARKS_BEFORE_NORMALISING = 32
_UNSHOWABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# By category these are letters and symbols, but fonts paint nothing for them.
_HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"
_INVISIBLE = frozenset(_HANGUL_FILLERS + "\N{BRAILLE PATTERN BLANK}\N{MUSICAL SYMBOL NULL NOTEHEAD}")
# Harmless and unseen: they come with what word processors, web pages and spreadsheets put on a clipboard.
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_LINE_ENDS = dict.fromkeys(map(ord, "\v\f\u0085\u2028\u2029"), "\n")
_NO_BREAK_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_PLAINER = str.maketrans({**_DROPPED, **_LINE_ENDS, **_NO_BREAK_BLANKS})
_INDENTED = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_FILLERS_MARKED = str.maketrans(dict.fromkeys(_HANGUL_FILLERS, MARK))

C = TypeVar("C", bound=Struct)
Cleaner = Callable[[Any], Any]


def clean(text: str, multiline: bool = False) -> str:
    """Return the text in NFC without what could steer a terminal or hide. Cleaning twice changes nothing.

    The soft hyphen, the zero-width space, the word joiner and the byte order mark are dropped. CRLF, VT, FF,
    NEL and the line and paragraph separators are a line feed, which stays if `multiline`, else it is a blank.
    So is a no-break blank, and a TAB; one that indents a line of several is four. U+FFFD replaces other
    control, surrogate, private, unassigned and format characters, all bidi controls among them; ZWJ and ZWNJ
    stay, since languages and emoji need them. A letter keeps at most 4 combining marks (hostile, version 2).
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_PLAINER).replace("\r\n", "\n")
    if multiline and "\t" in text:
        text = _INDENTED.sub(lambda blanks: blanks[0].replace("\t", "    "), text)
    text = text.replace("\t", " ")
    if not multiline:
        text = text.replace("\n", " ")
    if not text.isprintable():
        hidden = {ord(character): MARK for character in set(text) if _is_unshowable(character)}
        hidden.pop(ord("\n"), None)
        text = text.translate(hidden)
    text = unicodedata.normalize("NFC", _with_fewer_marks(text, _MARKS_BEFORE_NORMALISING))
    return _with_fewer_marks(text, MARKS_A_LETTER)


def shown(text: str, multiline: bool = False) -> str:
    """Return what a renderer paints of any text: cleaned again, with blank letters marked."""
    text = clean(text, multiline)
    return text if text.isascii() else text.translate(_FILLERS_MARKED)


def has_visible(text: str) -> bool:
    """True if any of the text can be seen: not only blanks, fillers, lone combining marks or U+FFFD."""
    return any(
        unicodedata.category(character)[0] not in "CMZ" and character not in _INVISIBLE
        for character in set(text) - {MARK}
    )


def clean_command(command: C) -> C:
    """Return the command with every text in it cleaned as its type says (`kiosk.terms`), nested ones too.

    A kind is given by `Meta(extra={"text": kind})`: `name` and `cell` (spaces folded, at most one line,
    visible), `line` (outer spaces dropped), `lines`, or `person`, `token`, `date`, which must match their
    pattern. A str without a kind is cleaned as one line. A field that still has its default is left alone,
    so "" may mean "nobody". Raises Refused with one sentence for a text that is too long, empty or malformed.
    """
    changed: dict[str, Any] = {}
    for name, default, cleaner in _plan(type(command)):
        value = getattr(command, name)
        if value is None or (isinstance(value, str) and value == default):
            continue
        cleaned = cleaner(value)
        if cleaned != value:
            changed[name] = cleaned
    return msgspec.structs.replace(command, **changed) if changed else command


def unreadable_in(command: Struct) -> list[str]:
    """Return the names of people and cells in a command in which something cannot be shown, cleaned."""
    texts = (clean(getattr(command, field)) for field in _names_of(type(command)))
    return [text for text in texts if MARK in text]


@cache
def _names_of(command: type[Struct]) -> tuple[str, ...]:
    """Return the fields of a command that hold the name of a person or of a cell."""
    described = cast(inspect.StructType, inspect.type_info(command))
    return tuple(field.name for field in described.fields if _kind(field.type) in ("name", "cell"))


def _kind(described: inspect.Type) -> str:
    """Return the kind of text in a field, "" for none (`clean_command`)."""
    match described:
        case inspect.Metadata(extra=extra):
            return str((extra or {}).get("text", ""))
        case inspect.UnionType(types=types):
            return next(filter(None, map(_kind, types)), "")
        case _:
            return ""


def _is_unshowable(character: str) -> bool:
    return unicodedata.category(character) in _UNSHOWABLE and character not in JOINERS


def _with_fewer_marks(text: str, limit: int) -> str:
    """Keep at most `limit` combining marks after each letter; a joiner does not reset the count."""
    if text.isascii():
        return text
    marks = {character for character in set(text) if unicodedata.category(character)[0] == "M"}
    if not marks:
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        if character in marks:
            run += 1
            if run > limit:
                continue
        elif character not in JOINERS:
            run = 0
        kept.append(character)
    return "".join(kept)


@cache
def _plan(command: type[Struct]) -> tuple[tuple[str, object, Cleaner], ...]:
    """Return the fields of a command that hold text: (name, default, function that cleans the value)."""
    described = cast(inspect.StructType, inspect.type_info(command))
    cleaners = ((field.name, field.default, _cleaner(field.type)) for field in described.fields)
    return tuple((name, default, cleaner) for name, default, cleaner in cleaners if cleaner)


def _cleaner(described: inspect.Type, kind: str = "line") -> Cleaner | None:
    """Return the function that cleans a value of this type, or None if it cannot hold text."""
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            return _cleaner(inner, (extra or {}).get("text", kind))
        case inspect.StrType():
            return lambda value: _clean_text(value, kind, described)
        case inspect.StructType():
            return clean_command
        case inspect.ListType(item_type=item):
            return _sequence_of(list, _cleaner(item))
        case inspect.VarTupleType(item_type=item):
            return _sequence_of(tuple, _cleaner(item))
        case inspect.TupleType(item_types=items):
            return _in_turn([_cleaner(item) for item in items])
        case inspect.DictType(key_type=key, value_type=value):
            return _pairs(_cleaner(key), _cleaner(value))
        case inspect.UnionType(types=types):
            return _whichever([_cleaner(member) for member in types], types)
        case _:
            return None


def _sequence_of(sequence: type[list[Any]] | type[tuple[Any, ...]], item: Cleaner | None) -> Cleaner | None:
    return item and (lambda values: sequence(item(value) for value in values))


def _in_turn(items: list[Cleaner | None]) -> Cleaner | None:
    if not any(items):
        return None
    return lambda values: tuple(
        item(value) if item else value for item, value in zip(items, values, strict=True)
    )


def _pairs(key: Cleaner | None, value: Cleaner | None) -> Cleaner | None:
    if not key and not value:
        return None

    def both(pairs: dict[Any, Any]) -> dict[Any, Any]:
        cleaned = {(key(k) if key else k): (value(v) if value else v) for k, v in pairs.items()}
        if len(cleaned) < len(pairs):
            raise Refused(_("Two entries of this list have the same name."))
        return cleaned

    return both


def _whichever(cleaners: list[Cleaner | None], types: tuple[inspect.Type, ...]) -> Cleaner | None:
    """Return a function that cleans a value as its member of the union: at most one string, one sequence."""
    by_kind: dict[type, Cleaner] = {}
    for member, cleaner in zip(types, cleaners, strict=True):
        bare = member.type if isinstance(member, inspect.Metadata) else member
        if cleaner:
            by_kind[_KINDS.get(type(bare), Struct)] = cleaner
    if not by_kind:
        return None
    pairs = tuple(by_kind.items())
    return lambda value: next((cleaner(value) for kind, cleaner in pairs if isinstance(value, kind)), value)


_KINDS: dict[type, type] = {
    inspect.StrType: str,
    inspect.ListType: list,
    inspect.VarTupleType: tuple,
    inspect.TupleType: tuple,
    inspect.DictType: dict,
}


def _clean_text(text: str, kind: str, bounds: inspect.StrType) -> str:
    if kind == "lines":
        cleaned = clean(text, multiline=True)
    elif kind in ("name", "cell"):
        cleaned = " ".join(clean(text).split())
    elif kind == "line":
        cleaned = clean(text).strip()
    else:
        cleaned = clean(text)
    if bounds.max_length is not None and len(cleaned) > bounds.max_length:
        raise Refused(_too_long(kind, bounds.max_length, len(cleaned)))
    if kind in ("name", "cell") and not has_visible(cleaned):
        raise Refused(_("A name needs at least one character that can be seen."))
    if bounds.min_length is not None and len(cleaned) < bounds.min_length:
        raise Refused(_("Something has to be written here; this text is empty."))
    if bounds.pattern is not None and not re.search(bounds.pattern, cleaned):
        raise Refused(_malformed(kind, cleaned))
    if kind == "date" and not _is_day(cleaned):
        raise Refused(_malformed(kind, cleaned))
    return cleaned


def _too_long(kind: str, limit: int, length: int) -> str:
    sentence = (
        _("A name has at most {limit:,} characters; this one has {length:,}.")
        if kind in ("name", "cell")
        else _("A text here has at most {limit:,} characters; this one has {length:,}.")
    )
    return sentence.format(limit=limit, length=length)


def _malformed(kind: str, text: str) -> str:
    sentences = {
        "person": _('"{text}" is nobody\'s number; a number looks like m007.'),
        "token": _('"{text}" is no short name; use a to z, 0 to 9, dot, hyphen and underscore, at most 32.'),
        "date": _('"{text}" is no date; write the year first, like 2026-11-22.'),
    }
    start = text if len(text) <= 40 else text[:39] + "…"
    return sentences.get(kind, _('"{text}" is not written as it has to be here.')).format(text=start)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
