"""The present key of each action: the screens' own keys, and those that kiosk.toml moved.

The app applies the moved keys once, before anything is shown (`use`); each screen then binds them
(`moved`), and each sentence that names a key asks for it by id:

    _("Press {key[moment.next]}: {name} speaks.").format(key=key, name=name)

Textual's own `App.set_keymap` is not used. It puts moved keys behind all others, where the row of keys drops
them first. It also loses them while a line is open: Textual removes the line's letters from the bindings
before it applies the keymap, so a next step moved from SPACE to F6 would be dead there.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingsMap

from screens.keys import declared
from screens.keys.names import PLAIN, both_cases, types, written

Moved = Mapping[str, tuple[str, ...]]
"""Id of a binding -> its new keys, as Textual names them, the likeliest first."""

_moved: dict[str, tuple[str, ...]] = {}


def use(keys: Moved) -> None:
    """Bind these keys from now on, in every screen that is made later."""
    _moved.clear()
    _moved.update(
        {name: tuple(case for key in own for case in both_cases(key)) for name, own in keys.items()}
    )


def codes(name: str) -> tuple[str, ...]:
    """Return the present keys of an id, as Textual names them; a letter in both cases."""
    return _moved.get(name) or declared.default(name)


def moved(own: BindingsMap) -> BindingsMap:
    """Return a screen's bindings with their present keys, in the order of the screen."""
    if not _moved:
        return own
    keys: dict[str, list[Binding]] = {}
    for key, binding in own:
        for new_key in _moved.get(binding.id or "", (key,)):
            bound = keys.setdefault(new_key, [])
            if all((other.id, other.action) != (binding.id, binding.action) for other in bound):
                bound.append(binding.with_key(new_key, binding.key_display))
    return BindingsMap.from_keys(keys)


class _Names:
    """The written name of an id's present key: `key["floor.ask"]` is "A".

    `key["agenda.up+agenda.down"]` is both, "↑↓".
    """

    def __getitem__(self, name: str) -> str:
        names = [_name(part) for part in name.split("+")]
        return ("" if set(names) <= set(PLAIN) else " ").join(names)


key = _Names()


def _name(name: str) -> str:
    # F1 and ? both show the keys; people know ?.
    return "?" if name == "app.help" and name not in _moved else written(codes(name)[0])


def key_name(binding: Binding, *, line: bool = False) -> str:
    """Return the name of a binding's key: `SPACE`, `A`, `F6`, `↑↓` for two that go together.

    With `line`, letters go into a line, so it returns the name of a key that types nothing.
    """
    name = binding.id or ""
    if binding.key_display == "↑↓" and name:
        home = name.rpartition(".")[0]
        return key[f"{home}.up+{home}.down"]
    if line and name:
        return in_a_line(name) or written(binding.key)
    return key[name] if name in _moved else written(binding.key_display or binding.key)


def in_a_line(name: str) -> str:
    """Return the name of an id's key while letters go into a line; "" if it has none then."""
    return next((written(code) for code in codes(name) if not types(code)), "")


def only_looks(bindings: list[Binding]) -> bool:
    """True if these keys only look around, as ↑ and ↓ do unless they were moved."""
    return any(binding.id and {"up", "down"} & set(declared.default(binding.id)) for binding in bindings)
