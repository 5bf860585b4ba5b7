"""Check `[keys]` of kiosk.toml as a whole: either every key it names can move, or none does.

    [keys]
    "floor.ask" = "x"              # one key
    "moment.next" = "f11, space"   # several; the first is the one named on the wall

A key is a letter, a digit, a sign that needs no AltGr, F1 to F12, or one of the names in `names.NAMES`. It is
refused if two actions of one screen would share it, if ESC would no longer lead out of a line, or if a line
or a text keeps it while it is needed (`kept`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from textual.binding import Binding

from kiosk.errors import DeviceFault
from kiosk.language import words
from screens.keys import declared, kept, labels, shared
from screens.keys.keymap import Moved
from screens.keys.names import FUNCTION, NAMES, SIGNS, WITH_ALTGR, both_cases, written

_, ngettext = words("keys")

_BY_WORD = {**{key: key for key in NAMES}, **{name.casefold(): key for key, name in NAMES.items()}}
_BY_SIGN = {sign: key for key, sign in SIGNS.items()}


def chosen(wanted: Mapping[str, object], scanner: str = "") -> Moved:
    """Return the moved ids with their new keys; `scanner` is the first key that a badge scanner types.

    Raises DeviceFault with one sentence that names the actions, and the line to change.
    """
    try:
        return _checked(wanted, scanner)
    except RecursionError:  # a name of thousands of parts, which TOML allows, or a value as deep
        raise _refused(_in_quotation_marks(), "[keys]") from None


def _checked(wanted: Mapping[str, object], scanner: str) -> Moved:
    moved: dict[str, tuple[str, ...]] = {}
    for name, keys in _lines(wanted):
        line = _line(name, keys)
        if name not in declared.every():
            raise _refused(_("No key is called {name}.").format(name=name), line)
        if not declared.movable(name):
            raise _refused(_("{action} keeps its key.").format(action=action(name)), line)
        moved[name] = tuple(_key(name, word, line, scanner) for word in _parts(keys, line))
    _no_two(moved, dict(_lines(wanted)))
    return moved


def action(name: str) -> str:
    """Return the label of an id, and the id: `add a name (floor.ask)`."""
    return f"{meaning(name, short=True)} ({name})"


def meaning(name: str, *, short: bool = False) -> str:
    """Return what the key of an id does; with `short`, its label in the row of keys."""
    if name in shared.MEANINGS:
        return shared._(shared.MEANINGS[name])
    home = name.partition(".")[0]
    return labels.told(declared.owner(home), declared.of(home)[name], short=short)


def _lines(wanted: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield each id and its keys. TOML reads an unquoted `floor.ask` as nested tables, to the same effect."""
    for name, keys in wanted.items():
        if isinstance(keys, dict):
            yield from _lines(keys, f"{before}{name}.")
        else:
            yield before + name, keys


def _line(name: str, keys: object) -> str:
    return f'"{name}" = "{keys}"' if isinstance(keys, str) else f'"{name}" = {keys}'


def _parts(keys: object, line: str) -> list[str]:
    parts = [word.strip() for word in keys.split(",")] if isinstance(keys, str) else []
    if not parts or not all(parts):
        raise _refused(_in_quotation_marks(), line)
    return parts


def _in_quotation_marks() -> str:
    return _('A key stands in quotation marks, like "x" or "x, f6".')


def _key(name: str, word: str, line: str, scanner: str) -> str:
    """Return the key that a word means, as Textual names it."""
    key = _BY_WORD.get(word.casefold()) or _BY_SIGN.get(word) or word.lower()
    if word in WITH_ALTGR:
        raise _refused(_("{key} needs AltGr on some keyboards.").format(key=word), line)
    if not (key in NAMES or key in SIGNS or key in FUNCTION or (len(key) == 1 and key.isalnum())):
        raise _refused(_("{key} is no key that the kiosk knows.").format(key=word), line)
    if key == "escape" and "escape" not in declared.default(name):
        raise _refused(_("ESC leads out of every line, and can do nothing else."), line)
    if kept.keeps(name, key):
        told = _("{action} is pressed while text is typed, and {key} belongs to the text.")
        raise _refused(told.format(action=action(name), key=written(key)), line)
    if scanner in both_cases(SIGNS.get(key) or key):
        raise _refused(_("{key} is what the badge scanner types first.").format(key=written(key)), line)
    return key


def _no_two(moved: Moved, lines: Mapping[str, object]) -> None:
    """Refuse one key for two actions of a screen, except where the screens themselves share it."""
    for together in declared.together():
        for one, other in combinations(
            {binding.id: binding for binding in together if binding.id}.values(), 2
        ):
            names = (one.id or "", other.id or "")
            if names[0] == names[1] or not set(names) & set(moved):
                continue
            shares = _now(one, moved) & _now(other, moved)
            if shares and not shares <= set(declared.default(names[0])) & set(declared.default(names[1])):
                told = _("{key} would be both {one} and {other}.")
                wrong = next(name for name in reversed(list(moved)) if name in names)
                raise _refused(
                    told.format(key=written(min(shares)), one=action(names[0]), other=action(names[1])),
                    _line(wrong, lines[wrong]),
                )


def _now(binding: Binding, moved: Moved) -> set[str]:
    keys = moved.get(binding.id or "")
    return {case for key in keys or declared.default(binding.id or "") for case in both_cases(key)}


def _refused(why: str, line: str) -> DeviceFault:
    told = _("{why} All keys stay as they were; in kiosk.toml, change the line {line}")
    return DeviceFault(told.format(why=why, line=line))
