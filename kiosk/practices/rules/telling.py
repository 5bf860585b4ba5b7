"""Sentences about the rules that the assembly set itself."""

from __future__ import annotations

from typing import Any

from kiosk.language import own_name, words
from kiosk.language.lists import sentences
from kiosk.practices.contract import Tells
from kiosk.practices.rules.events import (
    ClocksSet,
    LanguageSet,
    MinutesRouteSet,
    PublishingSet,
    QuorumSet,
    RotationSet,
    StandAsideSet,
    TurnSet,
)
from kiosk.practices.wording import clock
from kiosk.terms import Entry

_, ngettext = words("rules")


class Telling(Tells):
    """Tells the events of this practice."""

    def sentence(self, event: Any, entry: Entry) -> str:
        """The rules."""
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
                return {
                    "network": _("Members fetch the minutes from this network."),
                    "hotspot": _("Members fetch the minutes from the kiosk's own Wi-Fi."),
                    "paper": _("Members take the minutes on paper or a stick."),
                }[event.route]
            case ClocksSet():
                return {
                    "down": _("Clocks show how long somebody may still speak."),
                    "up": _("Clocks show how long somebody has spoken."),
                    "none": _("Clocks show no figures while somebody speaks."),
                }[event.count]
            case LanguageSet():
                return _("The wall and the minutes speak {language}.").format(
                    language=own_name(event.language)
                )
            case RotationSet():
                return _rotation(event)
            case PublishingSet() if event.tiles:
                return _("All entries are published when a meeting closes, for anybody to check.")
            case PublishingSet():
                return _("Entries are no longer published.")
            case _:
                raise AssertionError(event)


def _rotation(event: RotationSet) -> str:
    parts = [
        {
            "none": _("Roles do not go round any more: everybody present is in every draw."),
            "role": _("Each role goes round: nobody has it twice before everybody has had it."),
            "all": _("Roles go round: nobody has a second before everybody has had one."),
        }[event.scope]
    ]
    if event.scope != "none":
        if event.cooldown:
            parts.append(
                ngettext(
                    "After a turn one rests for {n} meeting.",
                    "After a turn one rests for {n} meetings.",
                    event.cooldown,
                ).format(n=event.cooldown)
            )
        if event.declining == "uses":
            parts.append(_("Declining uses up the turn."))
        if event.newcomers == "next":
            parts.append(_("Newcomers take part from the next cycle on."))
        if event.shadow:
            parts.append(_("Whoever held a role helps whoever takes it over."))
    if event.decision:
        parts.append(_("Decision {n} asked for it.").format(n=event.decision))
    return sentences(parts)
