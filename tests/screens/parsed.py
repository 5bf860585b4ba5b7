"""Parse style sheets once for all kiosks of a test run: equal text gives equal rules.

Textual caches parsed rules per app only; here an app lives for a quarter of a second.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
_really = Stylesheet._parse_rules


def parsed_once(self: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """Replace `Stylesheet._parse_rules`, which depends on its arguments and on the look's variables."""
    known, look = getattr(self, "_look", (None, frozenset()))
    if known is not self._variables:
        look = frozenset(self._variables.items())
        self._look = (self._variables, look)  # type: ignore[attr-defined]
    about: tuple[object, ...] = (look, css, place, frozenset(more.items()))
    if about not in _PARSED:
        _PARSED[about] = _really(self, css, *place, **more)
    return _PARSED[about]
