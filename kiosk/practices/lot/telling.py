"""Write the journal's sentences about draws by lot, step by step."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import contexts, words
from kiosk.language.lists import listed, sentences
from kiosk.practices.contract import Tells
from kiosk.practices.lot.events import (
    Aborted,
    Committed,
    Corrected,
    Declined,
    DrawnQuicklyBefore,
    FrozenBefore,
    LotAccepted,
    LotAcceptedBefore,
    OwnEvent,
    Revealed,
    RevealedBefore,
    Thrown,
    Unfrozen,
    WordSaid,
)
from kiosk.practices.lot.label import doubted
from kiosk.practices.roles.asked import role_title
from kiosk.practices.wording import short
from kiosk.terms import Entry

_, ngettext = words("lot")
pgettext, npgettext = contexts("lot")


class Telling(Tells):
    """Writes a sentence for each event of the draws."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one step of the ceremony."""
        match event:
            case FrozenBefore():
                sentence = _("Draw {draw}: the hat was closed, {people} in it, for {roles}.")
                return sentence.format(draw=event.draw, people=_people(event.pool), roles=_roles(event))
            case DrawnQuicklyBefore():
                sentence = _("Draw {draw}, by the kiosk alone: {roles}, from {people}.")
                return sentence.format(draw=event.draw, people=_people(event.pool), roles=_roles(event))
            case Unfrozen():
                return _("Draw {draw}: the hat was opened again.").format(draw=event.draw)
            case Committed():
                return _("Draw {draw}: the kiosk fixed its secret and showed the seal, {seal}….").format(
                    draw=event.draw, seal=event.commitment[:8]
                )
            case WordSaid():
                return _("Draw {draw}: somebody called “{word}”.").format(
                    draw=event.draw, word=short(event.word)
                )
            case Thrown():
                return _("Draw {draw}: the room threw {symbols}.").format(
                    draw=event.draw, symbols=" ".join(event.symbols)
                )
            case Corrected():
                return _("Draw {draw}: line {n} was corrected, it is {text} now.").format(
                    draw=event.draw, n=event.line, text=short(event.text)
                )
            case Revealed() | RevealedBefore():
                return _revealed(event)
            case LotAccepted() | LotAcceptedBefore():
                sentence = _("{name} was drawn and accepts: {role}.")
                if event.days:
                    sentence = ngettext(
                        "{name} was drawn and accepts: {role}, for {n} day.",
                        "{name} was drawn and accepts: {role}, for {n} days.",
                        event.days,
                    )
                elif event.meetings:
                    sentence = ngettext(
                        "{name} was drawn and accepts: {role}, for {n} meeting.",
                        "{name} was drawn and accepts: {role}, for {n} meetings.",
                        event.meetings,
                    )
                role = event.title or role_title(event.role)
                return sentence.format(
                    name=self.heard.name(event.person), role=role, n=event.days or event.meetings
                )
            case Declined():
                return _("{name} was drawn and said no: {role}.").format(
                    name=self.heard.name(event.person), role=role_title(event.role)
                )
            case Aborted():
                sentence = (
                    _("Draw {draw} was given up: {why}") if event.reason else _("Draw {draw} was given up.")
                )
                return sentence.format(draw=event.draw, why=short(event.reason))
            case _:
                assert_never(event)


def _revealed(event: Revealed | RevealedBefore) -> str:
    if event.trouble:
        sentence = _(
            "Draw {draw}: the kiosk's secret could not be used; the throws alone decide, label {label}."
        )
    else:
        sentence = _("Draw {draw}: the secret was opened, label {label}.")
    doubt = doubted(event.doubt) if isinstance(event, Revealed) else ""
    return sentences(filter(None, (sentence.format(draw=event.draw, label=event.label), doubt)))


def _people(pool: str) -> str:
    """Return how many people are in the hat, counted in pool.txt: `12 people`."""
    count = sum(line.startswith("person ") for line in pool.split("\n"))
    return ngettext("{n} person", "{n} people", count).format(n=count)


def _roles(event: FrozenBefore | DrawnQuicklyBefore) -> str:
    """Return the roles of pool.txt as a list: `facilitator, media contact (2)`."""
    lines = [line.split(" ") for line in event.pool.split("\n") if line.startswith("role ")]
    # Translators: a role and how many seats it has: "media contact (2)".
    several = _("{role} ({n})")
    roles = [
        several.format(role=title, n=parts[2]) if parts[2] != "1" else title
        for parts in lines
        if len(parts) == 3 and (title := event.titles.get(parts[1]) or role_title(parts[1]))
    ]
    return listed(roles) or pgettext("roles of a draw", "nothing")
