"""Talking pieces, presenter remotes and pedals: none yet, the keyboard does everything."""

from __future__ import annotations

from kiosk.ports import Button


class NoButtons:
    """`kiosk.ports.Buttons` without any button."""

    def pressed(self) -> list[Button]:
        return []
