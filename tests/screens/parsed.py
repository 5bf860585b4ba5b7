"""Style sheets are parsed once for all kiosks of a test run: the same words give the same rules.

Textual keeps what it parsed for one app only; here an app lives for a quarter of a second.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
_really = Stylesheet._parse_rules


def parsed_once(self: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """`Stylesheet._parse_rules`; what it depends on beside its arguments is the look's variables."""
    known, look = getattr(self, "_look", (None, frozenset()))
    if known is not self._variables:
        look = frozenset(self._variables.items())
        self._look = (self._variables, look)  # type: ignore[attr-defined]
    about: tuple[object, ...] = (look, css, place, frozenset(more.items()))
    if about not in _PARSED:
        _PARSED[about] = _really(self, css, *place, **more)
    return _PARSED[about]
