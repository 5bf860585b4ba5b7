r"""Say in plain words why a value does not fit its field, where a library says it in the words of a schema.

    plain("Expected `int` <= 100 - at `$.percent`")        "percent is at most 100"

It reads the sentences of msgspec's ValidationError, and knows no types. What it cannot read is still named by
its field, never shown as it is.
"""

from __future__ import annotations

import re

from kiosk.language import contexts, words

_, ngettext = words("misfit")
pgettext, npgettext = contexts("misfit")

_AT = re.compile(r" - at (?:`key` in )?`\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]+)`")
_BOUND = re.compile(r"Expected `(?:int|float)` (?P<sign>[<>])(?P<same>=?) (?P<bound>-?[0-9.]+)")
_LENGTH = re.compile(r"Expected `(?P<of>str|array|object)` of length (?P<sign>[<>])= (?P<bound>[0-9]+)")
_TYPE = re.compile(r"Expected `(?P<types>[a-z |]+)`, got `[a-z]+`")
_CHOICE = re.compile(r"Invalid enum value")
_PATTERN = re.compile(r"Expected `str` matching regex '(?P<pattern>.*)'")


def plain(said: str) -> str:
    """Return the fault without a full stop, ready to stand in a sentence."""
    found = _AT.search(said)
    field = _named(found["path"]) if found else pgettext("a value without a name", "this")
    fault = said[: found.start()] if found else said
    if missing := _MISSING.fullmatch(fault):
        return _("{name} is missing").format(name=missing["name"])
    if unknown := _UNKNOWN.fullmatch(fault):
        return _("{name} is not known here").format(name=unknown["name"])
    if bound := _BOUND.fullmatch(fault):
        return _bounded(bound["sign"] + bound["same"]).format(field=field, bound=bound["bound"])
    if length := _LENGTH.fullmatch(fault):
        most = int(length["bound"])
        return _too_long(length["of"], length["sign"], most).format(field=field, n=most)
    return _misfit(fault).format(field=field)


def _bounded(sign: str) -> str:
    match sign:
        case ">=":
            return _("{field} is at least {bound}")
        case "<=":
            return _("{field} is at most {bound}")
        case ">":
            return _("{field} is more than {bound}")
        case _:
            return _("{field} is less than {bound}")


def _too_long(of: str, sign: str, bound: int) -> str:
    if sign == ">":
        return _("{field} cannot be empty")
    if of == "str":
        return ngettext("{field} has at most {n:,} character", "{field} has at most {n:,} characters", bound)
    return ngettext("{field} has at most {n:,} part", "{field} has at most {n:,} parts", bound)


def _misfit(fault: str) -> str:
    """Return the sentence for a value of another type, or a text that is written in another way."""
    if types := _TYPE.fullmatch(fault):
        return _expected(types["types"].split(" | ")[0])
    if pattern := _PATTERN.fullmatch(fault):
        return _written(pattern["pattern"])
    if _CHOICE.match(fault):
        return _("{field} has a word that is not known here")
    return _("{field} does not fit")


def _expected(kind: str) -> str:
    match kind:
        case "int" | "float":
            return _("{field} is a number")
        case "bool":
            return _("{field} is true or false")
        case "str":
            return _("{field} is a text")
        case "array":
            return _("{field} is a list")
        case _:
            return _("{field} does not fit")


def _written(pattern: str) -> str:
    """Return how a text with this pattern is written: a day, an hour, an id; patterns are those of terms."""
    if pattern.startswith("^[0-9]{4}-"):
        return _("{field} is a date like 2027-03-01")
    if ":[0-5][0-9]" in pattern:
        return _("{field} is an hour like 20:15")
    if "[mg][0-9]{3" in pattern:
        return _("{field} is a person like m007")
    if "[a-z0-9._-]" in pattern:
        return _("{field} is a word of small letters, digits and . _ -, without blanks")
    return _("{field} is not written like this")


def _named(path: str) -> str:
    """Return `items 1, planned` for `items[0].planned`: people count from one."""
    told = re.sub(r"\[(\d+)\]", lambda at: f" {int(at[1]) + 1}", path.replace("[...]", ""))
    return told.replace(".", ", ").strip() or pgettext("a value without a name", "this")
