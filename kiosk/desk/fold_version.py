"""A name for the code that folds, so that the state of another version is not trusted."""

from __future__ import annotations

import sys
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kiosk import SOFTWARE, left_out, terms
from kiosk.desk import fold, folding
from kiosk.desk import registry as desk_registry
from kiosk.desk.registry import REGISTRY, Registry
from kiosk.practices import contract, messages
from kiosk.practices.contract import Practice

WORDS = frozenset(("asked", "telling", "minutes", "scene", "naming"))
"""Modules of a practice that do not change the state."""


@lru_cache(maxsize=8)
def fold_version(registry: Registry = REGISTRY) -> str:
    """Return a name for the code that folds: a state kept by other code is folded again, even if it is equal.

    Modules with words alone (`telling.py`, `minutes.py`, ...) are not counted, because words may change.
    """
    digest = sha256(SOFTWARE.encode())
    modules = (fold.__file__, desk_registry.__file__, folding.__file__, left_out.__file__, terms.__file__)
    files = {Path(module) for module in modules}
    for practice in registry.practices.values():
        files.update(_rules_of(practice))
    files.update((Path(contract.__file__), Path(messages.__file__)))
    for path in sorted(files):
        digest.update(path.read_bytes())
    return f"{SOFTWARE} {digest.hexdigest()[:16]}"


def _rules_of(practice: Practice) -> list[Path]:
    """Return the files of a practice except those with words alone."""
    folder = Path(sys.modules[practice.fold.__module__].__file__ or "").parent
    return [path for path in folder.glob("*.py") if path.stem not in WORDS]
