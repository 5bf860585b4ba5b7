"""The rule of rotation in plain words, and the questions by which a room sets it.

Nothing is recorded here: the answers make one command, and the desk decides.
"""

from __future__ import annotations

from typing import Literal

from textual.app import App

from kiosk.language import words
from kiosk.practices.lot.asked import draws as draws_of
from kiosk.practices.room import Room
from kiosk.practices.rules.events import RotationRule
from kiosk.practices.rules.rules import SetRotation
from screens.keys.keymap import key

_, ngettext = words("rotating")

SCOPES: dict[str, Literal["none", "role", "all"]] = {"1": "role", "2": "all", "3": "none"}


def told(rule: RotationRule) -> list[str]:
    """Return the rule in words, in one or two rows."""
    if rule.scope == "none":
        return [_("no: in every draw all are who hold no role")]
    more: list[str] = []
    parts = [_("each role by itself") if rule.scope == "role" else _("all roles together")]
    if rule.cooldown:
        rest = ngettext("one meeting of rest", "{n} meetings of rest", rule.cooldown)
        parts.append(rest.format(n=rule.cooldown))
    if rule.newcomers == "next":
        more.append(_("newcomers wait"))
    if rule.declining == "uses":
        more.append(_("a no counts"))
    if rule.shadow:
        more.append(_("with a helper"))
    return [" · ".join(row) for row in (parts, more) if row]


async def rule_asked(app: App[int], room: Room) -> SetRotation | str:
    """Ask the room, question by question; returns the command, a sentence that refuses an answer, "" for
    ESC."""
    from screens.dialogs.prompt import Line
    from screens.dialogs.question import Question

    decision = "0"
    if draws_of(room).rotates():
        decision = await app.push_screen_wait(
            Line(
                _("Which decision asks for another rule?"),
                _(
                    "A cycle is running: only a decision changes how roles go round. "
                    "{key[app.mandates]} shows its number."
                ).format(key=key),
            )
        )
        if not _figure(decision):
            return _("Type the number of a decision.") if decision else ""
    line = await app.push_screen_wait(
        Line(
            _("How do roles go round?"),
            _(
                "Who is here and is owed a turn in the cycle is asked before all others.\n"
                "1 each role by itself, 2 all roles together, 3 not at all."
            ),
        )
    )
    if line not in SCOPES:
        return _("Press 1, 2 or 3.") if line else ""
    scope, number = SCOPES[line], int(decision)
    if scope == "none":
        return SetRotation(scope=scope, decision=number)
    rest = await app.push_screen_wait(
        Line(_("How many meetings does somebody rest after a turn?"), _("A number; 0 for no rest."), "0")
    )
    if not _figure(rest):
        return _("Type a number in figures, such as 2.") if rest else ""
    answers: list[bool] = []
    for question, detail in (
        (
            _("Do newcomers wait for the next cycle?"),
            _("{key[question.no]}: they are in the hat at once.").format(key=key),
        ),
        (
            _("Does a no use up the turn?"),
            _("{key[question.no]}: whoever says no is asked first again next time.").format(key=key),
        ),
        (
            _("Does the latest holder who is here help the next one?"),
            _("{key[app.mandates]} shows who helps whom.").format(key=key),
        ),
    ):
        answer = await app.push_screen_wait(Question(question, detail))
        if answer is None:
            return ""
        answers.append(answer)
    wait, uses, shadow = answers
    return SetRotation(
        scope=scope,
        cooldown=int(rest),
        newcomers="next" if wait else "this",
        declining="uses" if uses else "keeps",
        shadow=shadow,
        decision=number,
    )


def _figure(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
