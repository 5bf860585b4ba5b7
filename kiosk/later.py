"""What is named now and imported when it is first needed: a screen, the sentences of a practice."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from msgspec import Struct


class Later(Struct, frozen=True):
    """A name in a module, `screens.floor.floor:Floor`; a call imports the module and returns the object."""

    where: str

    def __call__(self) -> Any:
        module, _colon, name = self.where.partition(":")
        return getattr(import_module(module), name)
