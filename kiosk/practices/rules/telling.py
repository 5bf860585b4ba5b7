"""Write the journal's sentences about the rules that the assembly set itself."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import own_name, words
from kiosk.language.lists import sentences
from kiosk.practices.contract import Tells
from kiosk.practices.rules.events import (
    ClocksSet,
    LanguageSet,
    MinutesRouteSet,
    OwnEvent,
    PublishingSet,
    QuorumSet,
    RotationSet,
    RotationSetBefore,
    StandAsideSet,
    TurnSet,
)
from kiosk.practices.wording import clock
from kiosk.terms import Entry

_, ngettext = words("rules")


class Telling(Tells):
    """Writes a sentence for each change of a rule."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case QuorumSet() if event.percent:
                return _("The quorum is {n} % of the members.").format(n=event.percent)
            case QuorumSet() if event.number:
                return ngettext(
                    "The quorum is {n} member.", "The quorum is {n} members.", event.number
                ).format(n=event.number)
            case QuorumSet():
                return _("There is no quorum any more.")
            case TurnSet():
                return _("A turn to speak is {length} long.").format(length=clock(event.seconds))
            case StandAsideSet() if event.number:
                return ngettext(
                    "At most {n} member may stand aside.",
                    "At most {n} members may stand aside.",
                    event.number,
                ).format(n=event.number)
            case StandAsideSet():
                return _("Any number of members may stand aside.")
            case MinutesRouteSet():
                match event.route:
                    case "network":
                        return _("Members fetch the minutes from this network.")
                    case "hotspot":
                        return _("Members fetch the minutes from the kiosk's own Wi-Fi.")
                    case "paper":
                        return _("Members take the minutes on paper or a stick.")
                    case _:
                        assert_never(event.route)
            case ClocksSet():
                match event.count:
                    case "down":
                        return _("Clocks show how long somebody may still speak.")
                    case "up":
                        return _("Clocks show how long somebody has spoken.")
                    case "none":
                        return _("Clocks show no figures while somebody speaks.")
                    case _:
                        assert_never(event.count)
            case LanguageSet():
                return _("The wall and the minutes speak {language}.").format(
                    language=own_name(event.language)
                )
            case RotationSet() | RotationSetBefore():
                return _rotation(event)
            case PublishingSet() if event.tiles:
                return _("All entries are published when a meeting closes, for anybody to check.")
            case PublishingSet():
                return _("Entries are no longer published.")
            case _:
                assert_never(event)


def _rotation(event: RotationSet | RotationSetBefore) -> str:
    match event.scope:
        case "none":
            parts = [_("Roles do not go round any more.")]
        case "role":
            parts = [_("Each role goes round by itself: who is here and owed a turn comes first.")]
        case "all":
            parts = [_("Roles go round together: who is here and owed a turn comes first.")]
        case _:
            assert_never(event.scope)
    if event.scope != "none":
        if event.cooldown:
            parts.append(
                ngettext(
                    "After a turn a member rests for {n} meeting.",
                    "After a turn a member rests for {n} meetings.",
                    event.cooldown,
                ).format(n=event.cooldown)
            )
        if event.declining == "uses":
            parts.append(_("Declining uses up the turn."))
        elif isinstance(event, RotationSet):
            parts.append(_("Who declines is still owed a turn."))
        if event.newcomers == "next":
            parts.append(_("Newcomers take part from the next cycle on."))
        if event.shadow:
            parts.append(_("Who held a role before helps the next holder."))
    if event.decision:
        parts.append(_("Decision {n} asked for it.").format(n=event.decision))
    return sentences(parts)
