"""Find out who presents an item: which words of a file are a person's name.

A name is certain when it is in the roster, or when the file says so (`by Ana`, a column of presenters).
Otherwise a text can only look like a name, and the list around it decides. Who is meant is never decided
here: the import asks the room whether that is a member, a guest, or nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.plain_names import plainly
from kiosk.practices.agenda.importer import vocabulary

_TOGETHER = re.compile(
    r"\s*(?:,|;|&|\+|/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bve\b|\bи\b|\bi\b)\s*"
)
_PARTICLE_WORDS = "al ben bin da de del della den der di do dos du el la le of the ten ter van von"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_BY_WORDS = "a cura di|di|von|por|door|par|av|af|przez|pel|per|da|od|від|от|από|tarafından"
_LABEL = re.compile(
    rf"(?:(?:presented|introduced|led|brought|facilitated|chaired|hosted)\s+by|by|{_BY_WORDS})\s+(?P<by>\S.*)"
    r"|(?P<label>[^:=]{1,30}?)\s*[:=]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:^|[\s,;(–—-])(?:(?:presented|introduced|led|brought|facilitated|hosted)\s+)?by\s+(?P<name>\S.{0,100})$"
    rf"|[,;(–—]\s*(?:{_BY_WORDS})\s+(?P<other>\S.{{0,100}})$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?P<name>[^:]{1,60}?)\s*:\s+(?P<rest>\S.*)")
_NO_NAMES = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today tomorrow noon midnight tbd tba tbc aob agm email mail post law
    lot draw consensus consent vote lottery break lunch dinner open closed optional online slides notes draft
    new continued decision discussion proposal report update information action required everybody everyone
    alle tous todos anhang optional vorlage info pause beschluss bericht diskussion
"""
_NEVER = frozenset(_NO_NAMES.split())
_MOST_NAMES, _MOST_WORDS, _MOST_LETTERS = 6, 5, 100


class Roster:
    """The known names: `people` maps ids to names (`{"m007": "Ana Lima"}`)."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._first: dict[str, list[str]] = {}
        self.known = bool(people)
        """False where no names are known at all: then a shape has to do."""
        for person, name in people.items():
            folded = plainly(name)
            if folded:
                self._whole.setdefault(folded, []).append(person)
                self._first.setdefault(folded.split(" ", 1)[0], []).append(person)

    def who(self, name: str) -> list[str]:
        """Return the ids of people with this name, else of people with this first name."""
        wanted = plainly(name.lstrip("@"))
        return self._whole.get(wanted) or self._first.get(wanted) or []

    def knows(self, text: str) -> bool:
        """True if everybody in `text` (`Ana and Rie`) is in the roster."""
        names = split_names(text) if len(text) <= 200 else []
        return bool(names) and all(self.who(name) for name in names)


def split_names(text: str) -> list[str]:
    """Return the names in a text: three for `Ana, Rie & Jérôme`."""
    return [name for name in _TOGETHER.split(text.strip()) if name]


def could_be_name(text: str) -> bool:
    """True if `text` looks like one to six people's names: capitalised words without digits or symbols."""
    if len(text) > _MOST_LETTERS:
        return False
    names = split_names(text)
    return 0 < len(names) <= _MOST_NAMES and all(_one_name(name) for name in names)


def is_full_name(text: str) -> bool:
    """True if each name in `text` has the shape of a person's full name, or is a handle: `Ana Lima`,
    `@ana`."""
    return could_be_name(text) and all(" " in name or name[0] == "@" for name in split_names(text))


def name_first(text: str) -> tuple[str, str] | None:
    """Return (`Ana`, `Roof`) for `Ana: Roof`; None where nothing like a name of one or two words comes
    first."""
    found = _FIRST.fullmatch(text[:300])
    if found is None or len(found["name"].split()) > 2 or not could_be_name(found["name"]):
        return None
    return found["name"], found["rest"]


def labelled(text: str) -> str:
    """Return the name in `by Ana` or `presenter: Ana`; "" if `text` does not begin like that."""
    found = _LABEL.fullmatch(text[:200])
    if found is None or (found["label"] and not vocabulary.is_one(found["label"], "who")):
        return ""
    return str(found["by"] or found["name"]).strip()


def by_whom(text: str, roster: Roster) -> tuple[str, str] | None:
    """Return (`Rent strike fund`, `Ana`) for `Rent strike fund, by Ana`; None where nobody is named."""
    start = max(0, len(text) - 120)
    found = _BY.search(text, start)
    while found:
        name = (found["name"] or found["other"]).strip(" .,;:)")
        if roster.knows(name) or could_be_name(name):
            return text[: found.start()].rstrip(" ,;:–—-("), name
        found = _BY.search(text, found.start("name" if found["name"] else "other"))
    return None


def _one_name(name: str) -> bool:
    parts = name.split()
    if len(parts) > _MOST_WORDS or plainly(name) in _NEVER:
        return False
    return all(
        (index and part in _PARTICLES) or _capitalised(part) for index, part in enumerate(parts)
    ) and not all(part.isupper() and len(part) > 1 and part[0] != "@" for part in parts)


def _capitalised(part: str) -> bool:
    """True for a handle, and for a word with a capital, or in a script without any."""
    if part.startswith("@"):
        return bool(re.fullmatch(r"@[\w.-]{1,39}", part))
    letters = all(letter.isalpha() or letter in ".'’-‑" for letter in part)
    return letters and part[0].isalpha() and part[0] == part[0].upper() and plainly(part) not in _NEVER
