"""The floor: who asked to speak, who speaks, for how long, and how voice moves through the room.

Points of order come first, questions and direct responses before contributions, and contributions in the
order of the rule that the assembly gave itself: first come, fewest turns, least time, new voices, lists
that take turns, rounds, by lot. Each place has a reason that can be said aloud. Facilitators call the
speaking list a stack; it is a queue. Remaining time is a pure function of the clock: nothing here ticks.

    commands.py events.py      what is asked, what is recorded
    deciding.py                what may be asked now, and the sentences of refusal
    state.py folding.py        who waits, who speaks, by which rule; what the entries add up to
    order.py                   who comes next, and why
    timing.py                  how long somebody speaks; whether anybody is being timed
    circulation.py             totals of an evening, an item, the last meetings

A rule is adopted by the room and is an entry (`floor.rule`): for an item, a meeting, or until it is changed.
It advises: whoever waits can be called, and everybody sees it. It is not the agenda, and it judges nobody.
"""

from __future__ import annotations

from kiosk.practices.floor.circulation import Heard, Own, heard, heard_in, own, reading, trend
from kiosk.practices.floor.commands import (
    COMMANDS,
    Ask,
    Begin,
    BeginRound,
    CloseList,
    End,
    Extend,
    HandOver,
    Lower,
    MakeOrdinary,
    Pass,
    PauseTurn,
    PutBack,
    ReopenList,
    ResumeTurn,
    SetItem,
    SetRule,
    Withdraw,
)
from kiosk.practices.floor.deciding import can_undo, complete, decide
from kiosk.practices.floor.events import (
    EVENTS,
    Asked,
    Category,
    ItemSet,
    ListClosed,
    ListReopened,
    Lowered,
    MadeOrdinary,
    Passed,
    RoundBegan,
    Rule,
    RuleSet,
    Scope,
    SpeakKind,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
    Withdrew,
)
from kiosk.practices.floor.folding import HEARS, finish, fold, rebooted
from kiosk.practices.floor.order import (
    CATEGORIES,
    RANK,
    Lists,
    category_word,
    kind_word,
    queue,
    rule_word,
    ticket,
    why,
)
from kiosk.practices.floor.state import (
    CONTRIBUTIONS,
    Evening,
    Manner,
    Round,
    Ruling,
    State,
    Turn,
    Waiting,
    interruptible,
    manner,
    ruling,
)
from kiosk.practices.floor.timing import (
    REMIND,
    elapsed,
    nobody_is_timed,
    phase_of,
    quiet,
    stands_still,
    turn_length,
)

__all__ = [
    "CATEGORIES",
    "COMMANDS",
    "CONTRIBUTIONS",
    "EVENTS",
    "HEARS",
    "RANK",
    "REMIND",
    "Ask",
    "Asked",
    "Begin",
    "BeginRound",
    "Category",
    "CloseList",
    "End",
    "Evening",
    "Extend",
    "HandOver",
    "Heard",
    "ItemSet",
    "ListClosed",
    "ListReopened",
    "Lists",
    "Lower",
    "Lowered",
    "MadeOrdinary",
    "MakeOrdinary",
    "Manner",
    "Own",
    "Pass",
    "Passed",
    "PauseTurn",
    "PutBack",
    "ReopenList",
    "ResumeTurn",
    "Round",
    "RoundBegan",
    "Rule",
    "RuleSet",
    "Ruling",
    "Scope",
    "SetItem",
    "SetRule",
    "SpeakKind",
    "State",
    "Turn",
    "TurnBegan",
    "TurnEnded",
    "TurnExtended",
    "TurnHandedOver",
    "TurnPaused",
    "TurnPutBack",
    "TurnResumed",
    "Waiting",
    "Withdraw",
    "Withdrew",
    "can_undo",
    "category_word",
    "complete",
    "decide",
    "elapsed",
    "finish",
    "fold",
    "heard",
    "heard_in",
    "interruptible",
    "kind_word",
    "manner",
    "nobody_is_timed",
    "own",
    "phase_of",
    "queue",
    "quiet",
    "reading",
    "rebooted",
    "rule_word",
    "ruling",
    "stands_still",
    "ticket",
    "trend",
    "turn_length",
    "why",
]
