"""Find the kind of an item by a tag (`#proposal`), a column, or a word in its title.

The kinds and what they are for: discussion, report (hear), proposal (decide), lot (draw a person), round
(everybody speaks once), break, reflection (look at how we worked). Without any hint an item is a discussion;
the import shows which kind it chose.
"""

from __future__ import annotations

import re
from typing import assert_never

from kiosk.practices.agenda.events import KINDS, Kind
from kiosk.practices.agenda.importer import lengths


def _words(kind: Kind) -> tuple[str, str]:
    """Return the words that name a kind in a tag or a column, and the pattern of what in a title suggests it.

    A break is told by the whole of its title."""
    match kind:
        case "break":
            return "break pause recess lunch dinner", r"(?!)"
        case "lot":
            return (
                "lot lots draw drawing lottery sortition",
                r"\bby lot\b|\bsortition\b|\blottery\b|^lot\b|\bdraw(?:ing)? (?:of )?lots\b"
                r"|^draw(?:ing)?\s+(?!(?:up|down|from|in|on|back)\b)",
            )
        case "reflection":
            return (
                "reflection reflections reflect retro retrospective debrief evaluation",
                r"\breflections?\b|\bretro(?:spective)?\b|\bdebrief\w*\b|\bmeeting evaluation\b",
            )
        case "round":
            return (
                "round rounds check-in checkin check-out checkout go-round go-around introductions",
                r"\brounds?\b(?! table)|\bcheck\s?-?\s?(?:ins?|outs?)\b|\bgo[- ]?(?:a)?rounds?\b"
                r"|\bintroductions\b|\bintroduction of (?:attendees|members|newcomers)\b"
                r"|\b(?:opening|closing|arriving) circle\b|\btour de table\b|\bvorstellungsrunde\b",
            )
        case "proposal":
            return (
                "proposal proposals motion motions decision decisions decide vote resolution resolutions "
                "approval approve consent action beschluss entscheidung abstimmung décision decisión besluit",
                r"\b(?:propos(?:als?|e|ed)|motions?|decisions?|decide|vot(?:e|es|ing)|resolutions?"
                r"|adopt(?:ion|ing)?|approv(?:al|e)|ratif(?:y|ication)|amendments?|beschluss\w*)\b",
            )
        case "report":
            return (
                "report reports report-back update updates status announcement announcements information "
                "inform info informational news fyi presentation bericht rapport informe verslag raport "
                "relazione",
                r"\b(?:report(?:s|[- ]?backs?)?|updates?|status|announcements?|bericht\w*|rapports?)\b",
            )
        case "discussion":
            return (
                "discussion discussions discuss brainstorm debate feedback input workshop diskussion débat",
                r"\b(?:discuss(?:ions?|ing)?|brainstorm(?:ing)?|debate)\b",
            )
        case _:
            assert_never(kind)


_BY_NAME: dict[str, Kind] = {name: kind for kind in KINDS for name in _words(kind)[0].split()}
_IN_TITLE = {kind: re.compile(_words(kind)[1], re.IGNORECASE) for kind in KINDS}

_BREAK_WORDS = (
    r"(?:short|long|quick|rest|comfort|coffee|tea|lunch|dinner|breakfast|supper|snack|bio|stretch|smoke|break"
    r"|pause|recess|intermission|midday|morning|afternoon|evening|pizza|food|and|&|/|,|mittagspause|kaffeepause"
    r"|déjeuner|repas)"
)
_UNTIL = r"(?:until|till|til|to|bis|jusqu.[aà])"
_HOUR = r"[0-9]{1,2}(?:\s?[:.h]\s?[0-9]{2})?\s?(?:[ap]\.?m\b\.?|h|uhr|o.clock)?"
_IS_BREAK = re.compile(
    rf"(?=.*(?:break|pause|recess|intermission|lunch|dinner|coffee|tea|déjeuner|repas))"
    rf"(?:{_BREAK_WORDS}\s*){{1,6}}[,:]?\s*\(?(?:{_UNTIL}\s+{_HOUR})?\)?\s*[!.]*",
    re.IGNORECASE,
)
_ENDS_UNTIL = re.compile(rf"\b{_UNTIL}\s+(?P<hour>{_HOUR})[\s)!.]*", re.IGNORECASE)
BEFORE_AN_END = re.compile(rf"\b{_UNTIL}", re.IGNORECASE)
"""A word before the hour at which an item ends. That hour is not a start, so it stays in the title."""
_TAG = re.compile(r"(?:^|(?<=\s))#([A-Za-z-]{3,20})\b")


def named(text: str) -> Kind | None:
    """Return the kind that the whole of `text` names (`Report`, `decision`), or None."""
    return _BY_NAME.get(text.strip(" .:#*_").casefold()) if len(text) <= 30 else None


def among(text: str) -> Kind | None:
    """Return the first kind named in a cell such as `Inform, decide`, or None."""
    for part in re.split(r"[,;/|&]|\band\b", text[:120]):
        if kind := named(part):
            return kind
    return None


def of_section(title: str) -> Kind | None:
    """Return the kind of the items under a heading such as `Reports` or `Task group updates`, or None."""
    last = title.rstrip(" .:").rsplit(" ", 1)[-1]
    return named(title) or (named(last) if last.endswith("s") else None)


def tagged(text: str) -> tuple[Kind | None, str]:
    """Return the kind of the first tag that names one, and the text without that tag; other tags stay."""
    for found in _TAG.finditer(text[:2_000]):
        if kind := named(found[1]):
            return kind, " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    return None, text


def until(title: str) -> str:
    """Return the hour at which an item ends by its title (`Break until 8:15 pm`): `20:15`, or ""."""
    found = _ENDS_UNTIL.search(title[-60:])
    return lengths.clock(found["hour"].strip(), True) if found else ""


def by_word(title: str) -> Kind | None:
    """Return the kind that the title suggests, by its first word that suggests one; None without any."""
    if len(title) <= 80 and _IS_BREAK.fullmatch(title.strip()):
        return "break"
    best: tuple[int, Kind] | None = None
    for kind, pattern in _IN_TITLE.items():
        found = pattern.search(title[:500])
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), kind)
    return best[1] if best else None
