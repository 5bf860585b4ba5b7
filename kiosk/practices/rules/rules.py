"""The rules an assembly has given itself: quorum, length of a turn, how a test is read.

Each change is an entry; there is no settings file for them. Device settings are not rules and live in
kiosk.toml.
"""

from __future__ import annotations

from typing import Literal, assert_never, get_args

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import ENGLISH, languages, words
from kiosk.language.lists import listed
from kiosk.practices.decision.asked import decisions
from kiosk.practices.lot.asked import draws
from kiosk.practices.messages import Command
from kiosk.practices.room import Room
from kiosk.practices.rules.events import (
    ClocksSet,
    Counting,
    LanguageSet,
    MinutesRouteSet,
    OwnEvent,
    Percent,
    PublishingSet,
    QuorumSet,
    Rest,
    RotationRule,
    RotationSet,
    RotationSetBefore,
    Route,
    StandAsideSet,
    TurnSeconds,
    TurnSet,
)
from kiosk.terms import Count, Entry, Stamp, Token

_, ngettext = words("rules")


class SetQuorum(Command, tag="rules.quorum"):
    """Set how many members must be here: a number, or a percentage of the roster; both 0 for no quorum."""

    WHEN = "always"
    number: Count = 0
    percent: Percent = 0


class SetTurn(Command, tag="rules.turn"):
    """Set the planned length of a speaking turn, in seconds."""

    WHEN = "always"
    seconds: TurnSeconds


class SetStandAside(Command, tag="rules.stand-aside"):
    """Set how many members may stand aside when a proposal is adopted; 0 for no limit."""

    WHEN = "always"
    number: Count


class SetMinutesRoute(Command, tag="rules.minutes"):
    """Set how members get the minutes: this network, the kiosk's own hotspot, paper or a stick."""

    WHEN = "always"
    route: Route


class SetPublishing(Command, tag="rules.publish"):
    """Set whether all entries are published when a meeting closes, so that strangers can verify them."""

    WHEN = "always"
    tiles: bool


class SetClocks(Command, tag="rules.clocks"):
    """Set how clocks count a turn: down to its end, up from its beginning, or not at all."""

    WHEN = "always"
    count: Counting


class SetLanguage(Command, tag="rules.language"):
    """Set the language of the wall and of the minutes: `en`, or another that this kiosk has words for."""

    WHEN = "always"
    language: Token


class SetRotation(Command, tag="rules.rotation"):
    """Set how roles go round: not at all, in a cycle for each role, or in one cycle for all roles.

    `cooldown` is for how many meetings a member rests; `declining` uses the turn up or keeps it; `newcomers`
    take part in this cycle or from the next; with `shadow`, the latest holder who is here helps the new one.
    Once roles go round, another rule needs the number of the `decision` that asked for it.
    """

    WHEN = "always"
    scope: Literal["none", "role", "all"]
    cooldown: Rest = 0
    declining: Literal["keeps", "uses"] = "uses"
    newcomers: Literal["this", "next"] = "this"
    shadow: bool = False
    decision: Count = 0


class State(Struct):
    """The quorum is `quorum_number` or `quorum_percent`, or both are 0 for none; `publish`: publish tiles."""

    quorum_number: int = 0
    quorum_percent: int = 0
    turn_seconds: int = 120
    stand_aside: int = 0
    route: Route = "network"
    publish: bool = False
    rotation: RotationRule = RotationRule()
    clocks: Counting = "down"
    language: Token = ENGLISH


OwnCommand = (
    SetQuorum
    | SetTurn
    | SetStandAside
    | SetMinutesRoute
    | SetPublishing
    | SetRotation
    | SetClocks
    | SetLanguage
)
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case SetQuorum():
            if command.number and command.percent:
                raise Refused(_("A quorum is a number or a share, not both."))
            return QuorumSet(number=command.number, percent=command.percent)
        case SetTurn():
            return TurnSet(seconds=command.seconds)
        case SetStandAside():
            return StandAsideSet(number=command.number)
        case SetMinutesRoute():
            return MinutesRouteSet(route=command.route)
        case SetPublishing():
            return PublishingSet(tiles=command.tiles)
        case SetClocks():
            return ClocksSet(count=command.count)
        case SetLanguage():
            return _language(command)
        case SetRotation():
            return _rotation(room, command)
        case _:
            assert_never(command)


def _language(command: SetLanguage) -> LanguageSet:
    known = languages()
    if command.language not in known:
        raise Refused(
            _("This kiosk has no words in {language}; it speaks: {languages}.").format(
                language=command.language, languages=listed(known)
            )
        )
    return LanguageSet(language=command.language)


def _rotation(room: Room, command: SetRotation) -> RotationSet:
    if command.decision and not decisions(room).holds(command.decision):
        raise Refused(_("There is no decision {number} that holds now.").format(number=command.decision))
    if draws(room).rotates() and not command.decision:
        raise Refused(_("Roles go round by a rule already: another one needs a decision, and its number."))
    return RotationSet(
        scope=command.scope,
        cooldown=command.cooldown,
        declining=command.declining,
        newcomers=command.newcomers,
        shadow=command.shadow,
        decision=command.decision,
    )


def fold(state: State, event: OwnEvent, entry: Entry) -> None:
    match event:
        case QuorumSet():
            state.quorum_number, state.quorum_percent = event.number, event.percent
        case TurnSet():
            state.turn_seconds = event.seconds
        case StandAsideSet():
            state.stand_aside = event.number
        case MinutesRouteSet():
            state.route = event.route
        case PublishingSet():
            state.publish = event.tiles
        case ClocksSet():
            state.clocks = event.count
        case LanguageSet():
            state.language = event.language
        case RotationSet() | RotationSetBefore():
            state.rotation = RotationRule(
                event.scope, event.cooldown, event.declining, event.newcomers, event.shadow
            )
        case _:
            assert_never(event)


def quorum_of(state: State, roster: int) -> int:
    """Return how many of `roster` members must be present; a percentage is rounded up."""
    if state.quorum_percent:
        return -(-roster * state.quorum_percent // 100)
    return state.quorum_number


class Answers:
    """Answers the questions of other practices about the rules (`asked.Rules`)."""

    def __init__(self, state: State, room: Room) -> None:
        self._state, self._room = state, room

    def quorum(self) -> int:
        return quorum_of(self._state, len(self._room.members()))

    def turn_seconds(self) -> int:
        return self._state.turn_seconds

    def stand_aside_limit(self) -> int:
        return self._state.stand_aside

    def rotation(self) -> RotationRule:
        return self._state.rotation
