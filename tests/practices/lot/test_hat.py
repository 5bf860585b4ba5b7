"""Who is in the hat, which draws are refused, and a hat that is opened again or given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import lot, rules
from kiosk.practices.lot.archive import draws
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Freeze,
    Quick,
    Reveal,
    Unfreeze,
    Wish,
)
from kiosk.practices.lot.events import Committed
from kiosk.practices.lot.freeze import left_out
from kiosk.practices.lot.pool import Out
from kiosk.practices.record.rules import Undo
from tests.practices.lot.six import ROLES, draw, throw_all
from tests.practices.play import Play


def test_excluded_people_are_out_with_their_reason(play: Play) -> None:
    """Excluded members are not in the hat, present or not; strangers and guests cannot be excluded."""
    play.ask(Freeze(roles=ROLES, excluded={"m002": "holds-keys", "m007": "travels"}))
    pool = draw(play).pool
    assert pool.out == (Out("m002", "holds-keys"), Out("m007", "travels"))
    assert "m002" not in [person.id for person in pool.people]
    play.ask(Abort())
    assert play.refused(Freeze(roles=ROLES, excluded={"g001": "guest"})) == "Visitor is not in the roster."


def test_nobody_in_the_hat_is_refused(play: Play) -> None:
    """An empty pool, no role, and more seats than people are refused at the freeze."""
    everybody = dict.fromkeys(play.desk.room.members(), "excluded")
    assert "Nobody would be in the hat" in play.refused(Freeze(roles=ROLES, excluded=everybody))
    assert play.refused(Freeze(roles={})) == "Say which roles are drawn."
    assert play.refused(Quick(roles={"panel": 7})) == (
        "7 seats, but only 6 people in the hat: draw fewer at once. The smallest change that would do: "
        "draw 6 instead of 7 (panel). That is for the assembly to decide."
    )


def test_a_quota_that_cannot_be_met_is_refused_at_the_freeze(tmp_path: Path) -> None:
    """The sentence names the quota and the shortfall; a quota that can be met is kept by the draw."""
    play = Play(tmp_path)
    play.open_meeting()
    for name, cell in (("Ana", "north"), ("Bo", "north"), ("Cleo", "south"), ("Dan", "")):
        play.add(name, cell=cell)
    roles = {"panel": 2}

    def wish(least: int, role: str = "panel") -> Wish:
        return Wish(role=role, attribute="cell", value="south", least=least)

    assert play.refused(Freeze(roles=roles, quotas=[wish(2)])) == (
        "panel: 2 of cell south are wanted, 1 in the hat; 1 short. The smallest change that would do: "
        "ask for 1 of cell south instead of 2 (panel). That is for the assembly to decide."
    )
    assert play.refused(Freeze(roles=roles, quotas=[wish(1, "chair")])) == (
        "There is a quota for chair, which is not drawn."
    )
    play.ask(Quick(roles=roles, quotas=[wish(1)]))
    assert "m003" in draw(play).seated["panel"]
    assert "person m001 cell=north\n" in draw(play).pool_text


def test_attributes_are_in_the_pool_only_where_a_quota_asks(tmp_path: Path) -> None:
    """Cells are not in the pool unless a quota uses them."""
    play = Play(tmp_path)
    play.open_meeting()
    play.add("Ana", cell="north")
    play.ask(Quick(roles={"scribe": 1}))
    assert draw(play).pool_text.endswith("person m001\n")


def test_a_draw_that_one_entry_cannot_hold_is_refused(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many roles and too many people are refused before anything is recorded."""
    many = {f"role-{n}": 1 for n in range(51)}
    assert play.refused(Freeze(roles=many)) == "At most 50 roles are drawn at once."
    monkeypatch.setattr("kiosk.practices.lot.freeze.LONGEST_POOL", 100)
    assert play.refused(Quick(roles=ROLES)) == "6 people are too many for one draw of this assembly."


def test_the_pool_can_be_opened_until_something_is_thrown(play: Play) -> None:
    """After opening, a newcomer joins with number and secret unchanged and a new seal; not after a throw."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    before = draw(play).commitment
    play.ask(Unfreeze(draw="001"))
    assert draw(play).step == "unfrozen"
    assert draw(play).commitment == ""
    assert play.refused(Unfreeze()) == "The hat is open already."
    assert play.refused(Commit()) == "The hat is open: close it first."
    play.add("Zoë")
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "001"
    again = play.ask(Commit()).event
    assert isinstance(again, Committed)
    assert again.source == "kept"
    assert again.commitment not in ("", before)
    assert [promise.commitment for promise in draw(play).promises] == [before, again.commitment]
    throw_all(play)
    late = "Something was thrown already, so this draw finishes; a decision can ask for another."
    assert play.refused(Unfreeze()) == late
    assert play.refused(Abort()) == late
    play.ask(Reveal())
    assert draw(play).label == "A"
    assert "m008" in {person.id for person in draw(play).pool.people}


def test_opening_the_pool_again_can_be_undone(play: Play) -> None:
    """Undoing the second freeze and the opening before it restores the first seal."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    before = draw(play).pool_text
    play.ask(Unfreeze())
    play.add("Zoë")
    play.ask(Freeze(roles=ROLES))
    play.ask(Undo())
    assert draw(play).step == "unfrozen"
    play.ask(Undo())
    play.ask(Undo())
    assert (draw(play).step, draw(play).pool_text) == ("committed", before)
    throw_all(play)
    play.ask(Reveal())
    assert draw(play).label == "A"


def test_a_draw_that_is_given_up_stays_visible(play: Play) -> None:
    """Its number is not used again, its secret is deleted, and the archive gives the reason."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    play.ask(Abort(draw="001", reason="Tom is on his way."))
    assert draw(play).step == "aborted"
    assert play.desk.beside.secret("001") is None
    assert play.refused(Commit()) == "No draw is going on: close the hat first."
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "002"
    assert [(past.number, past.label) for past in play.state.lot.past] == [("001", "")]
    first, _second = draws(play.desk.journal.read())
    assert (first.number, first.aborted, first.reason) == ("001", True, "Tom is on his way.")
    assert list(lot.state.texts(first)) == ["pool.txt"]


@pytest.mark.parametrize("reason", ["absent", "cooldown", "declined-before", "newcomer", "served-cycle-1"])
def test_nobody_is_left_out_under_a_reason_of_the_kiosk(play: Play, reason: str) -> None:
    """A reason that only the kiosk finds (absent, resting, served) is refused for excluding a member."""
    refused = play.refused(Freeze(roles=ROLES, excluded={"m002": reason}))
    assert refused == f"“{reason}” is what the kiosk finds by itself: say why in another word."


def test_who_was_left_out_by_somebody_can_be_told(play: Play) -> None:
    """People excluded by hand are distinct from those who are absent, rest or had a turn."""
    play.ask(rules.rules.SetRotation(scope="all"))
    play.ask(Quick(roles={"cook": 1}))
    asked = draw(play).asked()
    assert asked is not None
    play.ask(Accept(role=asked[0], person=asked[1]))
    others = [member for member in play.desk.room.present() if member not in (asked[1], "g001")][:2]
    excluded = {others[0]: "excluded", others[1]: "travels"}
    play.ask(Freeze(roles={"cook": 1}, excluded=excluded))
    assert left_out(draw(play).pool, {}) == excluded
    assert {one.reason for one in draw(play).pool.out} == {"absent", "excluded", "travels"}
