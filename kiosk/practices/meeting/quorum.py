"""The quorum of a sitting as the minutes tell it: each one in force, when it was reached, when it was lost.

    Watch()          follows the quorum from the first entry of a sitting to its last
    sentences(...)   one sentence for each quorum in force, and one for each time that it was lost

A quorum is a number of members, or a share of the roster. It can be set, raised and lowered in the middle of
a sitting; with a share, the number of members that it needs follows the roster.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.language import words
from kiosk.practices.blocks import Hour, Said, say

_, ngettext = words("meeting")


class Lost(Struct, frozen=True):
    """The quorum was lost at `time`, with `here` members here; `again` is when it was reached, or ""."""

    time: str
    here: int
    again: str = ""


class Quorum(Struct, frozen=True):
    """A quorum in force from `since` ("" for the opening) until `until` ("" for the end).

    It needed `needed` members, at most `up_to`: the two may differ for a share of `percent` of the roster, 0
    for a plain number. All three are 0 where no quorum was set. `reached` is the first time, "" for never,
    with `here` members here; `most` members were here at once while it was in force.
    """

    since: str = ""
    until: str = ""
    percent: int = 0
    needed: int = 0
    up_to: int = 0
    reached: str = ""
    here: int = 0
    most: int = 0
    lost: list[Lost] = []


class Watch:
    """Follows the quorum: `look` is called after each entry that may change it or who is here."""

    def __init__(self) -> None:
        self._rule, self._began = (-1, -1), ""
        self._found: list[Quorum] = []

    def look(self, time: str, rule: tuple[int, int], needed: int, here: int) -> None:
        """Take in the rule (number, percent), how many members it needs now, and how many are here."""
        if rule != self._rule:
            self._begin(time, rule)
        now, met = self._found[-1], 0 < needed <= here
        if needed:
            least = min(now.needed, needed) if now.needed else needed
            now = replace(now, needed=least, up_to=max(now.up_to, needed))
        now = replace(now, most=max(now.most, here))
        if met and not now.reached:
            now = replace(now, reached=time, here=here)
        elif now.reached and met == _is_lost(now):
            now = replace(now, lost=_turned(now.lost, met, time, here))
        self._found[-1] = now

    def _begin(self, time: str, rule: tuple[int, int]) -> None:
        """Begin another quorum; a time without any that was over within the minute is not told."""
        if self._found and not (_is_set(self._found[-1]) or self._began != time):
            self._found.pop()
        elif self._found:
            self._found[-1] = replace(self._found[-1], until=time)
        number, percent = self._rule = rule
        self._began = time
        self._found.append(
            Quorum(since=time if self._found else "", percent=percent, needed=number, up_to=number)
        )

    def found(self) -> list[Quorum]:
        """Return each quorum that was in force, in order; a time without any counts as one, of 0."""
        return list(self._found)


def _is_set(quorum: Quorum) -> bool:
    return bool(quorum.needed or quorum.percent)


def _is_lost(now: Quorum) -> bool:
    return bool(now.lost) and not now.lost[-1].again


def _turned(lost: list[Lost], met: bool, time: str, here: int) -> list[Lost]:
    """Return the losses with one more, or with the last one ended."""
    return [*lost[:-1], replace(lost[-1], again=time)] if met else [*lost, Lost(time, here)]


def sentences(found: Sequence[Quorum]) -> list[Said]:
    """Return what a reader is told of the quorum: a sentence for each, and one for each loss of it."""
    told = _alone if len(found) == 1 else _in_its_time
    return [sentence for each in found for sentence in (told(each), *map(_lost, each.lost))]


def _alone(quorum: Quorum) -> Said:
    """Return the sentence for the only quorum of a sitting."""
    if not _is_set(quorum):
        return say(_("No quorum is set."))
    most = say(
        ngettext("at most {most} was here at once", "at most {most} were here at once", quorum.most),
        most=quorum.most,
    )
    sentence = (
        _("A quorum of {needed} was reached at {time}; {most}.")
        if quorum.reached
        else _("The quorum of {needed} was never reached; {most}.")
    )
    return say(sentence, needed=_needed(quorum), time=Hour(quorum.reached), most=most)


def _in_its_time(quorum: Quorum) -> Said:
    """Return the sentence for one of several: from when to when it was in force, and whether it was met."""
    times = {"since": Hour(quorum.since), "until": Hour(quorum.until)}
    if not _is_set(quorum):
        return say(_when_none(quorum), **times)
    if quorum.reached:
        told = say(
            _("reached at {time}, with {here} here"), time=Hour(quorum.reached), here=_members(quorum.here)
        )
    else:
        most = ngettext("at most {most} was here at once", "at most {most} were here at once", quorum.most)
        told = say(_("never reached; {most}"), most=say(most, most=quorum.most))
    return say(_when(quorum), needed=_needed(quorum), told=told, **times)


def _when_none(quorum: Quorum) -> str:
    if not quorum.since:
        return _("Until {until} no quorum was set.")
    return (
        _("From {since} to {until} no quorum was set.")
        if quorum.until
        else _("From {since} no quorum was set.")
    )


def _when(quorum: Quorum) -> str:
    if not quorum.since:
        return _("Until {until} a quorum of {needed} was in force: {told}.")
    if quorum.until:
        return _("From {since} to {until} a quorum of {needed} was in force: {told}.")
    return _("From {since} a quorum of {needed} was in force: {told}.")


def _lost(lost: Lost) -> Said:
    sentence = (
        _("It was lost at {time}, with {here} here, and reached again at {again}.")
        if lost.again
        else _("It was lost at {time}, with {here} here, and not reached again.")
    )
    return say(sentence, time=Hour(lost.time), here=_members(lost.here), again=Hour(lost.again))


def _needed(quorum: Quorum) -> Said:
    """Return `5 members`, or `40 % of the members (1 to 8)` where the roster changed what a share needs."""
    if quorum.needed == quorum.up_to and quorum.needed:
        return _members(quorum.needed)
    share = say(_("{percent} % of the members"), percent=quorum.percent)
    if not quorum.needed:
        return share
    return say(_("{share} ({least} to {most})"), share=share, least=quorum.needed, most=quorum.up_to)


def _members(count: int) -> Said:
    return say(ngettext("{n} member", "{n} members", count), n=count)
