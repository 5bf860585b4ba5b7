"""The house with one practice more: the first form of the harm ledger, which only these tests know.

It is the proof that a practice is one folder: `harm/` holds all of it, and `REGISTRY` below is the one line
that names it. Everything else of the kiosk is as it is.
"""

from __future__ import annotations

from typing import cast

import msgspec

from kiosk.desk.registry import REGISTRY as WITHOUT
from kiosk.desk.registry import Registry, State
from tests.one_more import harm

Larger = msgspec.defstruct(
    "Larger",
    [("harm", harm.PRACTICE.state, msgspec.field(default_factory=harm.PRACTICE.state))],
    bases=(State,),
)
REGISTRY = Registry((*WITHOUT.practices.values(), harm.PRACTICE), cast(type[State], Larger))
