"""The rules that the assembly set itself, one entry for each change."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from kiosk.practices.messages import Event
from kiosk.terms import Count, Token


class RotationRule(Struct, frozen=True):
    """How roles go round: a cycle over all of them together, one for each, or none at all.

    `cooldown` is how many meetings a member rests after a turn, 0 for none. Declining keeps the turn, or uses
    it up. A newcomer takes part in this cycle, or from the next on. With `shadow`, the previous holder of a
    role helps the new one.
    """

    scope: Literal["none", "role", "all"] = "none"
    cooldown: int = 0
    declining: Literal["keeps", "uses"] = "keeps"
    newcomers: Literal["this", "next"] = "this"
    shadow: bool = False


Percent = Annotated[int, Meta(ge=0, le=100)]


TurnSeconds = Annotated[int, Meta(ge=10, le=3_600)]


Route = Literal["network", "hotspot", "paper"]


Counting = Literal["down", "up", "none"]
"""How clocks show a turn: the time left ("down"), the time spoken ("up"), or no figures."""


Rest = Annotated[int, Meta(ge=0, le=1_000)]


class QuorumSet(Event, tag="rules.quorum-set/1"):
    number: Count = 0
    percent: Percent = 0


class TurnSet(Event, tag="rules.turn-set/1"):
    seconds: TurnSeconds


class StandAsideSet(Event, tag="rules.stand-aside-set/1"):
    number: Count


class MinutesRouteSet(Event, tag="rules.minutes-set/1"):
    route: Route


class PublishingSet(Event, tag="rules.publishing-set/1"):
    tiles: bool


class ClocksSet(Event, tag="rules.clocks-set/1"):
    count: Counting


class LanguageSet(Event, tag="rules.language-set/1"):
    """The language of the wall from here on, and of the minutes of a meeting that closes after it."""

    language: Token


class RotationSetBefore(Event, tag="rules.rotation-set/1"):
    """The rotation rule was set, recorded while a decline kept the turn by default. Read, never written."""

    scope: Literal["none", "role", "all"]
    cooldown: int = 0
    declining: Literal["keeps", "uses"] = "keeps"
    newcomers: Literal["this", "next"] = "this"
    shadow: bool = False
    decision: Count = 0


class RotationSet(Event, tag="rules.rotation-set/2"):
    """The rotation rule was set. `decision` asked for it; it is 0 if there was no rotation before.

    What a decline does stands in every entry: no default of a command may ever change it.
    """

    scope: Literal["none", "role", "all"]
    declining: Literal["keeps", "uses"]
    cooldown: int = 0
    newcomers: Literal["this", "next"] = "this"
    shadow: bool = False
    decision: Count = 0


OwnEvent = (
    QuorumSet
    | TurnSet
    | StandAsideSet
    | MinutesRouteSet
    | PublishingSet
    | RotationSetBefore
    | RotationSet
    | ClocksSet
    | LanguageSet
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
