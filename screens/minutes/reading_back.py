"""The text on the wall when an open meeting is read back: a summary, and what follows from each chapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.desk.desk import Desk
from kiosk.desk.registry import State
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.minutes.document import Minutes
from kiosk.minutes.escaping import Plain, write
from kiosk.minutes.forms.text import TextWriter
from kiosk.minutes.page import page, read_back
from kiosk.minutes.page import sums as phrases
from kiosk.practices.agenda.minutes import Items
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.blocks import say
from kiosk.practices.chapter import Place, Sum
from kiosk.practices.decision.minutes import Decisions
from kiosk.practices.lot.minutes import Draws
from kiosk.practices.proposal.minutes import Proposals
from kiosk.practices.proposal.state import Outcome
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.minutes import Roles

_, ngettext = words("minutes_screen")
pgettext, npgettext = contexts("minutes_screen")

Part = Content | str | tuple[str, str]
"""A piece of text, or a text with its style."""

ON_THE_WALL = (Place.DECIDED, Place.DRAWN, Place.COMES_BACK)
"""The places that this module words itself: it names who holds a role now, not who was drawn."""


def summary(minutes: Minutes, state: State) -> Content:
    """Return `Read back: 2 decisions, 1 role, 1 decision reviewed`."""
    adopted = (minutes.of(Decisions) or Decisions()).adopted
    carried = (minutes.of(Items) or Items()).carried
    counted = _counts(minutes, len(adopted), len(_drawn_tonight(minutes, state)), len(carried))
    heading = _("Read back:")
    return Content.assemble((f"{heading} ", "bold $primary"), (counted or _("nothing was decided"), "bold"))


def told(minutes: Minutes, desk: Desk, not_reached: list[Item]) -> Content:
    """Return what was decided and drawn tonight, and the items that come back or were not reached."""
    parts: list[Part] = [
        *_decisions(minutes),
        *_roles(minutes, desk.state),
        *_vacant(minutes),
        *_proposals(minutes),
        *_other_places(minutes),
        *_items(minutes, desk, not_reached),
    ]
    return Content.assemble(*(parts or [_("Nothing was decided, drawn or carried over tonight.")]))


def _counts(minutes: Minutes, decisions: int, roles: int, carried: int) -> str:
    """Return `2 decisions, 1 role, 1 decision reviewed`, "" if nothing happened.

    Decisions, roles and carried items are counted by the caller, all else by the chapters.
    """
    own = (
        (Place.DECIDED, decisions, ngettext("{n} decision", "{n} decisions", decisions)),
        (Place.DRAWN, roles, ngettext("{n} role", "{n} roles", roles)),
        (Place.COMES_BACK, carried, ngettext("{n} item carried over", "{n} items carried over", carried)),
    )
    found = [Sum(place, say(sentence, n=n)) for place, n, sentence in own if n]
    found += [phrase for phrase in phrases(minutes) if phrase.place not in ON_THE_WALL or phrase.also]
    in_order = read_back(sorted(found, key=lambda phrase: phrase.place))
    return listed(shown(write(Plain(), phrase)) for phrase in in_order)


def _decisions(minutes: Minutes) -> Iterator[Part]:
    for decision in (minutes.of(Decisions) or Decisions()).adopted:
        yield from (("✓ ", "bold $success"), (_as_written(decision.text or decision.title), "bold"), "\n")
        yield ("  " + _("looked at again {date}").format(date=decision.review), "$text-muted")
        yield "\n\n"


def _as_written(text: str) -> str:
    """Return a text with its lines and their indentation, each below the first."""
    return shown(text, multiline=True).replace("\n", "\n  ")


def _roles(minutes: Minutes, state: State) -> Iterator[Part]:
    for title, holders, before in _drawn_tonight(minutes, state):
        role = _("· {role}:").format(role=shown(title))
        yield from (f"{role} ", (shown(listed(holders)) or _("nobody any more"), "bold"))
        if before:
            handed = _("before: {names}").format(names=shown(listed(before)))
            yield ("   " + handed, "$text-muted")
        yield "\n"


def _vacant(minutes: Minutes) -> Iterator[Part]:
    """Yield the roles with seats that nobody has, also where the person drawn did not answer."""
    for role in (minutes.of(Roles) or Roles()).vacant:
        sentence = ngettext(
            "· {role}: {n} seat stays open, to be drawn",
            "· {role}: {n} seats stay open, to be drawn",
            role.seats,
        )
        yield sentence.format(role=shown(role.role), n=role.seats) + "\n"


def _drawn_tonight(minutes: Minutes, state: State) -> list[tuple[str, list[str], list[str]]]:
    """Return a row for each role drawn tonight: its title, its holders now, and its holders before them.

    The latter gave the role back or handed it on.
    """
    draws = [draw for draw in (minutes.of(Draws) or Draws()).draws if draw.outcome == "drawn"]
    held = {(seat.title or role_title(seat.role), seat.person) for seat in state.roles.held}
    rows: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for seat in [seat for draw in draws for seat in draw.seats if seat.accepted]:
        holders, before = rows.setdefault(seat.role, ({}, {}))
        if seat.person is not None:
            row = holders if (seat.role, seat.person.id) in held else before
            if seat.person.id not in {*holders, *before}:
                row[seat.person.id] = seat.person.shown
    return [(title, [*holders.values()], [*before.values()]) for title, (holders, before) in rows.items()]


def _proposals(minutes: Minutes) -> Iterator[Part]:
    for proposal in (minutes.of(Proposals) or Proposals()).proposals:
        if outcome := _not_adopted(proposal.outcome):
            # Translators: what became of a proposal that was not adopted: "· Quiet hours: put off".
            line = _("· {title}: {outcome}")
            title = shown(proposal.title or proposal.versions[-1])
            yield line.format(title=title, outcome=outcome) + "\n"


def _not_adopted(outcome: Outcome) -> str:
    """Return the outcome of a proposal that was not adopted, "" for one that was."""
    match outcome:
        case "rejected":
            return _("not adopted")
        case "deferred":
            return _("put off")
        case "withdrawn":
            return pgettext("a proposal", "withdrawn")
        case "open":
            return _("still open")
        case "adopted":
            return ""
        case _:
            assert_never(outcome)


def _other_places(minutes: Minutes) -> Iterator[Part]:
    """Yield the summary's paragraphs for places not in ON_THE_WALL, with their line breaks."""
    writer, passages = TextWriter(), page(minutes).in_short
    for passage in passages:
        if passage.place not in ON_THE_WALL:
            yield f"{shown(writer.blocks(passage.blocks, 0), multiline=True)}\n\n"


def _items(minutes: Minutes, desk: Desk, not_reached: list[Item]) -> Iterator[Part]:
    # Translators: what stands behind the title of an agenda item.
    back, missed = _("comes back"), _("was not reached")
    for carried in (minutes.of(Items) or Items()).carried:
        yield from (f"→ {shown(carried.title)}", (f" {back}", "$text-muted"), "\n")
    for item in not_reached:
        title = shown(title_of(item, desk.room.called))
        yield from (f"· {title}", (f" {missed}", "$text-muted"), "\n")
