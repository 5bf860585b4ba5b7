"""The largest and smallest numbers of a draw, and the titles of roles."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kiosk.practices.lot.commands import Freeze
from kiosk.practices.lot.rotation import ALL, Cycle, Hat, Rotation, hat
from kiosk.practices.lot.state import Draw
from kiosk.practices.rules.events import RotationRule

BOUNDS = {"days": (0, 3_660), "meetings": (1, 1_000), "moons": (1, 120), "roles": (1, 1_000)}
"""A term lasts ten years at most, and a draw has no more seats than a large assembly has people."""


def frozen(**fields: Any) -> Freeze:
    return msgspec.convert({"do": "lot.freeze", "roles": {"minutes": 1}, **fields}, Freeze)


@pytest.mark.parametrize("field", BOUNDS)
def test_terms_and_seats_have_bounds(field: str) -> None:
    """Both ends are accepted; one less and one more are refused before anything is decided."""
    least, most = BOUNDS[field]
    for number in (least, most):
        assert getattr(frozen(**{field: {"minutes": number}}), field) == {"minutes": number}
    for number in (least - 1, most + 1):
        with pytest.raises(msgspec.ValidationError):
            frozen(**{field: {"minutes": number}})


@pytest.mark.parametrize("number", [-1, 1_001])
def test_a_quota_has_bounds(number: int) -> None:
    """A quota asks for zero to a thousand seats."""
    quota = {"role": "minutes", "attribute": "cell", "value": "north"}
    assert frozen(quotas=[{**quota, "least": 0, "most": 1_000}]).quotas[0].most == 1_000
    for field in ("least", "most"):
        with pytest.raises(msgspec.ValidationError):
            frozen(quotas=[{**quota, field: number}])


def test_all_who_can_be_drawn_are_in_one_hat() -> None:
    """People who served, declined or are new are behind those who are owed a turn; who rests is out."""
    state = Rotation(
        {ALL: Cycle(3, 50, ["m002", "m003"], ["m004"])},
        last={ALL: {"m002": 1, "m003": 7}},
        joined={"m005": 60},
        meeting=8,
    )
    rule = RotationRule("all", cooldown=2, newcomers="next")
    here = ["m001", "m002", "m003", "m004", "m005"]
    behind = ["m002", "m004", "m005"]
    assert hat(state, rule, ["minutes"], here) == Hat(
        ["m001", *behind], ["m001"], {"m003": "cooldown"}, {ALL: 3}
    )
    assert hat(state, rule, ["minutes"], here[1:]) == Hat(behind, [], {"m003": "cooldown"}, {ALL: 4})


@pytest.mark.parametrize(
    ("role", "said"), [("media-contact", "media contact"), ("note_taker", "note taker"), ("a-b_c", "a b c")]
)
def test_a_role_without_a_title_is_read_aloud(role: str, said: str) -> None:
    """Dashes and underlines in a role's name are read as blanks; a title is used before the name."""
    draw = Draw("001", 1, 1, "2026-11-22T18:00:00.250Z", "", titles={"other": "Other"})
    assert draw.title(role) == said
    draw.titles[role] = "The one"
    assert draw.title(role) == "The one"
