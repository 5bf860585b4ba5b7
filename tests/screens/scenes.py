"""The moments of an evening in the states that a room meets, made by asking the desk, before the app starts.

A scene names a moment, what happened before it, and the keys that lead to a view which no entry makes (a
dialog, a line to type in). `SCENES` is walked by the tests that hold everywhere: pictures, hostile texts,
keys that are grey, a restart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.screens.happened import (
    adopted,
    adopted_agenda,
    all_done,
    amended,
    asking,
    blocked,
    break_over,
    closed,
    committed,
    counted,
    counting,
    drawn,
    frozen,
    holding,
    import_file,
    item_open,
    left_open,
    long_list,
    long_names,
    months_later,
    nothing,
    on_break,
    on_order,
    opened,
    order,
    own_rules,
    paused,
    people,
    power_cut,
    read_back,
    read_minutes,
    read_out,
    sixty,
    speaking,
    throwing,
    thrown,
    two,
    unfrozen,
    unserved,
    written,
)
from tests.screens.happened_journal import PASSPHRASE, locked, tampered, unseen, unsigned
from tests.screens.house import House

__all__ = ["SCENES", "Scene", "adopted_agenda", "import_file", "item_open", "on_break", "people", "speaking"]


class Scene(NamedTuple):
    """`moment` shown, after `before` was asked and `keys` were pressed."""

    moment: str
    before: Callable[[House], None]
    keys: tuple[str, ...] = ()


SCENES: dict[str, Scene] = {
    "lobby-first": Scene("lobby", nothing),
    "lobby-after": Scene("lobby", months_later),
    "lobby-question": Scene("lobby", nothing, ("space",)),
    "lobby-time": Scene("lobby", nothing, ("space", "n")),
    "arrive-nobody": Scene("arrive", opened),
    "arrive-here": Scene("arrive", own_rules),
    "arrive-typing": Scene("arrive", people, ("w", "i")),
    "arrive-newcomer": Scene("arrive", people, ("z", "z", "enter")),
    "agenda-empty": Scene("agenda", people),
    "agenda-six": Scene("agenda", adopted_agenda),
    "agenda-going": Scene("agenda", speaking),
    "agenda-sixty": Scene("agenda", sixty, ("down",) * 30),
    "agenda-moving": Scene("agenda", adopted_agenda, ("down", "m", "down")),
    "agenda-import": Scene("agenda", import_file, ("i", "1", "enter")),
    "agenda-files": Scene("agenda", import_file, ("i",)),
    "floor-no-item": Scene("floor", people),
    "floor-nobody": Scene("floor", item_open),
    "floor-running": Scene("floor", speaking),
    "floor-wrap-up": Scene("floor", lambda house: speaking(house, 95)),
    "floor-last-10": Scene("floor", lambda house: speaking(house, 113)),
    "floor-over": Scene("floor", lambda house: speaking(house, 135)),
    "floor-paused": Scene("floor", paused),
    "floor-order": Scene("floor", order),
    "floor-on-order": Scene("floor", on_order),
    "floor-long-names": Scene("floor", long_names),
    "floor-long-list": Scene("floor", long_list),
    "floor-typing": Scene("floor", speaking, ("a", "e")),
    "floor-break": Scene("floor", on_break),
    "floor-break-over": Scene("floor", break_over),
    "floor-power-cut": Scene("floor", power_cut),
    "floor-all-done": Scene("floor", all_done),
    "floor-keys": Scene("floor", speaking, ("question_mark",)),
    "floor-prompt": Scene("floor", speaking, ("colon",)),
    "lot-choose": Scene("lot", people),
    "lot-frozen": Scene("lot", frozen),
    "lot-unfrozen": Scene("lot", unfrozen),
    "lot-committed": Scene("lot", committed),
    "lot-throwing": Scene("lot", throwing),
    "lot-typing": Scene("lot", throwing, ("space", "4")),
    "lot-thrown": Scene("lot", thrown),
    "lot-asking": Scene("lot", asking),
    "lot-drawn": Scene("lot", drawn),
    "proposal-none": Scene("proposal", item_open),
    "proposal-writing": Scene("proposal", item_open, ("space",)),
    "proposal-written": Scene("proposal", written),
    "proposal-amended": Scene("proposal", amended),
    "proposal-read-out": Scene("proposal", read_out),
    "proposal-counting": Scene("proposal", counting),
    "proposal-counted": Scene("proposal", counted),
    "proposal-two": Scene("proposal", two),
    "proposal-read-back": Scene("proposal", read_back),
    "proposal-adopted": Scene("proposal", adopted),
    "proposal-blocked": Scene("proposal", blocked),
    "mandates-none": Scene("mandates", people),
    "mandates-held": Scene("mandates", holding),
    "mandates-due": Scene("mandates", months_later),
    "minutes-none": Scene("minutes", nothing),
    "minutes-read-back": Scene("minutes", read_minutes),
    "minutes-closed": Scene("minutes", closed),
    "minutes-no-network": Scene("minutes", unserved),
    "minutes-left-open": Scene("minutes", left_open),
    "journal": Scene("journal", holding),
    "journal-found": Scene("journal", holding, ("f", *"amina", "enter")),
    "journal-kinds": Scene("journal", holding, ("k", "down", "down")),
    "journal-sound": Scene("journal", holding, ("v",)),
    "journal-tampered": Scene("journal", tampered, ("v",)),
    "journal-no-stick": Scene("journal", holding, ("b",)),
    "journal-entry": Scene("journal", holding, ("down", "down", "enter")),
    "journal-proof": Scene("journal", holding, ("enter", "c")),
    "journal-head": Scene("journal", holding, ("h",)),
    "journal-unsigned": Scene("floor", unsigned, ("escape", "f9", "j")),
    "key-locked": Scene("floor", locked),
    "key-wrong": Scene("floor", locked, ("n", "o", "enter")),
    "key-unsigned": Scene("floor", unsigned, (*PASSPHRASE, "enter")),
    "key-left-locked": Scene("floor", unsigned, ("escape",)),
    "key-unseen": Scene("floor", unseen),
    "devices": Scene("devices", nothing),
    "more": Scene("more", own_rules),
}
