"""What the journal says of itself, and the rules that the assembly set itself."""

from __future__ import annotations

from kiosk.language import words
from kiosk.practices.contract import Event
from kiosk.practices.record.events import (
    ClockAttested,
    FindingSeen,
    Founded,
    KeyChanged,
    LeftOut,
    Recovered,
    Signed,
    Undone,
)
from kiosk.practices.rules.events import (
    ClocksSet,
    MinutesRouteSet,
    PublishingSet,
    QuorumSet,
    RotationSet,
    StandAsideSet,
    TurnSet,
)
from kiosk.telling.heard import Heard, clock
from kiosk.terms import Entry

_, ngettext = words("telling")


def record(event: Event, heard: Heard, entry: Entry) -> str:
    """Founding, recovery, what was taken back, what time it was said to be."""
    match event:
        case Founded():
            return _("{assembly} founded this journal.").format(assembly=event.assembly)
        case Recovered() if event.bytes:
            return ngettext(
                "Writing had been cut off: {n} byte was set aside.",
                "Writing had been cut off: {n} bytes were set aside.",
                event.bytes,
            ).format(n=event.bytes)
        case Recovered():
            return _("Writing had been cut off at the end of an entry, which is whole.")
        case Signed():
            return ngettext(
                "People looked at {n} entry that had no signature, and signed it.",
                "People looked at {n} entries that had no signature, and signed them.",
                event.count,
            ).format(n=event.count)
        case KeyChanged():
            return _("The journal was handed over to another key, which signs from here on.")
        case Undone():
            return taken_back(event.of, _("{kind}.").format(kind=plain_kind(event.was)))
        case LeftOut():
            first, last = (event.ranges[0][0], event.ranges[-1][1]) if event.ranges else (0, 0)
            sentence = _("The room goes on without {n} entries of {first} to {last}, not understood.")
            if first == last:
                sentence = _("The room goes on without entry {first}, which the kiosk did not understand.")
            count = sum(b - a + 1 for a, b in event.ranges)
            return sentence.format(n=count, first=first, last=last)
        case FindingSeen():
            sentence = _("People looked at what is wrong with the record: {finding}")
            return sentence.format(finding=event.finding)
        case ClockAttested():
            return _("The room said what time it is: {said}.").format(said=event.said.replace("T", " "))
        case _:
            raise AssertionError(event)


def taken_back(n: int, act: str) -> str:
    """That an act was undone: its entry, and what it was, a sentence."""
    return _("Taken back, entry {n}: {act}").format(n=f"{n:,}", act=act)


def plain_kind(kind: str) -> str:
    """A kind as it is written, `turn.paused/1`, as words: "turn paused"."""
    return kind.partition("/")[0].replace(".", " ").replace("-", " ")


def rules(event: Event, heard: Heard, entry: Entry) -> str:
    """The rules."""
    match event:
        case QuorumSet() if event.percent:
            return _("The quorum is {n} % of the members.").format(n=event.percent)
        case QuorumSet() if event.number:
            return ngettext("The quorum is {n} member.", "The quorum is {n} members.", event.number).format(
                n=event.number
            )
        case QuorumSet():
            return _("There is no quorum any more.")
        case TurnSet():
            return _("A turn to speak is {length} long.").format(length=clock(event.seconds))
        case StandAsideSet() if event.number:
            return ngettext(
                "At most {n} member may stand aside.", "At most {n} members may stand aside.", event.number
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
    return " ".join(parts)
