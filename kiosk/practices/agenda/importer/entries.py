"""Read one entry, row or heading of an agenda: which words say how long, when, who and what kind.

    10 min - Check-in          19:05 Report (10 min, Ana)        Rent (≤30m) #proposal
    Check-in: 10 min           16:45 - 16:50 Opening             Boiler — Rie, by the end
    (5 min) Check-in           Laundry rota, by Ana              Roof [decision, 20m]

Only what is unmistakable is taken out of the title. A name that the roster does not know is kept apart
(`maybe`) until the whole list has been read: `settling` decides for all of it. What stays unclear becomes a
doubt, a sentence that is shown next to the line.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, field

from kiosk.language import words
from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.importer import kinds, lengths, people, sentences, vocabulary
from kiosk.practices.agenda.importer.inline import Words, as_note
from kiosk.practices.agenda.importer.lengths import When
from kiosk.practices.agenda.importer.sentences import doubt

_, ngettext = words("agenda")

_BOX = re.compile(r"\[(?P<tick>[ xX✓✔]?)\]\s+")
_NUMBER = re.compile(
    r"(?:TOP\s*)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.):]\s+|TOP\s+[0-9.]{1,6}\s*[:–-]?\s+", re.IGNORECASE
)
_SHORTCODE = re.compile(r"(?:^|(?<=\s)):[a-z0-9_+-]{2,30}:(?=\s|$)\s*")
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]{1,120}?)\s*[)\]]|<\s*([0-9][^<>]{1,20}?)\s*>")
_PARTS = re.compile(r"\s*[,;/|·•]\s*|\s+[-–—+]\s+")
_AFTER_TIME = re.compile(r"\s*[-–—:|,.;>]+\s*|\s+|$")
_TAIL = re.compile(r"(?P<dash>\s+[-–—|]\s+|\s*—\s*)|(?P<other>[,;:]\s+)")
_LABELLED = re.compile(r"(?P<label>[^:]{1,40}?)\s*:\s*(?P<value>\S.*)")
_PLACEHOLDER = re.compile(
    r"[\s\[\](){}<>._…?-]*(?:name|tbd|tba|tbc|to be \w+|n/a|none)?[\s\[\](){}<>._…?-]*", re.IGNORECASE
)
EDGES = " \t-–—:;,|·•"
"""What stands between the parts of an entry."""
_HANDLES = re.compile(r"(?:[\s,]+@[A-Za-z][\w.-]{1,38})+\s*$")
_FULL_STOP = re.compile(
    r"(?<=\w\w)(?<!etc)(?<!usw)(?<!bzw)(?<!\bDr)(?<!\bNr)(?<!\bmin)\.$|(?<=[)”\"])\.$", re.I
)


Form = Literal["", "timed", "bracket", "dash"]


class Parsed(Struct):
    """The parts of an entry. `maybe` is a name that its list has to confirm. `form` is where it was: in a
    bracket with the length ("timed"), in its own bracket ("bracket"), after a dash ("dash"). `odd` is a
    small word behind a dash; `behind` is True if the presenter was behind one."""

    title: str
    kind: Kind | None = None
    seconds: int = 0
    starts: str = ""
    bound: bool = False
    presenter: str = ""
    maybe: str = ""
    form: Form = ""
    odd: str = ""
    behind: bool = False
    whole: str = ""
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def timed(self) -> bool:
        return bool(self.seconds or self.starts)


class Property(Struct, frozen=True):
    """A property of the entry above: `Presenter: Ana`, `Time: 10 min`."""

    presenter: str = ""
    when: When | None = None
    kind: Kind | None = None
    notes: list[str] = []


def parse(
    text: Words, roster: people.Roster, nested: bool = False, timed: bool = True, column: bool = False
) -> Parsed:
    """Read one entry. In a `nested` one a length counts only if it is set apart; with `timed` False (a table
    has its own column) lengths stay in the title; with `column`, `1:05` at the start is an hour."""
    reader = _Reader(roster, nested, timed, column)
    title, *more = text.text.split("\n") if text.text else [""]
    parsed = reader.read(title)
    for label, address in text.links:
        parsed.notes.append(as_note(label, address))
    parsed.notes.extend(more)
    if text.struck:
        parsed.doubts.append(_("It is struck out in the file."))
    elif text.gone:
        parsed.doubts.append(doubt(sentences.STRUCK, text.gone))
    return parsed


def without_box(text: str) -> str:
    """Return an entry without the box that is to be ticked."""
    return _BOX.sub("", text, count=1)


def property_of(text: str, roster: people.Roster) -> Property | None:
    """Return the property in `Presenter: Ana` or `Duration: 10 min`; None for any other text."""
    found = _LABELLED.fullmatch(text) if len(text) <= 160 else None
    if found is None or _PLACEHOLDER.fullmatch(value := found["value"].strip()):
        return None
    label = found["label"]
    if vocabulary.is_one(label, "who"):
        return Property(presenter=value) if roster.knows(value) or people.could_be_name(value) else None
    if vocabulary.is_one(label, "time") or vocabulary.is_one(label, "start"):
        when = lengths.when(value, bare=True, column=vocabulary.is_one(label, "start"))
        return Property(when=when) if when else None
    kind = kinds.among(value) if vocabulary.is_one(label, "kind") else None
    return Property(kind=kind) if kind else None


class _Reader:
    """Splits one line into its parts, from the outside in."""

    def __init__(self, roster: people.Roster, nested: bool, timed: bool, column: bool) -> None:
        self._roster, self._nested, self._timed, self._column = roster, nested, timed, column
        self._out = Parsed("")
        self._lengths: list[int] = []

    def read(self, text: str) -> Parsed:
        out = self._out
        text = self._box(_SHORTCODE.sub("", lengths.without_symbols(text)))
        out.kind, text = kinds.tagged(text)
        text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
        if self._timed:
            text = self._at_end(self._leading(text))
        text = self._trailing(self._brackets(text))
        if (handles := _HANDLES.search(text[-200:])) and handles.start() and not out.presenter:
            out.presenter = ", ".join(re.findall(r"@[\w.-]+", handles[0]))
            text = text.removesuffix(handles[0])
        if (found := people.by_whom(text, self._roster)) and not out.presenter:
            text, out.presenter = found
        out.title = _FULL_STOP.sub("", text.strip(EDGES))
        out.whole = out.title if out.form in ("", "timed") else f"{out.title}{out.whole}".strip(EDGES)
        out.kind = out.kind or kinds.by_word(out.title)
        if not self._lengths:
            self._lengths = lengths.between(out.starts, kinds.until(out.title))
        self._sum()
        return out

    def _box(self, text: str) -> str:
        box = _BOX.match(text)
        if box is None:
            return text
        if box["tick"].strip():
            self._out.doubts.append(_("It is ticked in the file: perhaps it is done."))
        return text[box.end() :]

    def _leading(self, text: str) -> str:
        for _twice in range(2):
            found = lengths.at_start(text, self._column and not self._out.starts)
            after = _AFTER_TIME.match(text, found[1]) if found else None
            if found is None or after is None:
                break
            when, rest = found[0], text[after.end() :]
            self._time(when, text[: found[1]])
            if when.seconds and not when.starts and not after.group().strip() and rest and rest[0].islower():
                break  # "5 minutes of silence" has a length, but the words are its title
            text = rest
        return text

    def _brackets(self, text: str) -> str:
        found = list(_BRACKET.finditer(text[:2_000]))
        for index in range(len(found) - 1, -1, -1):
            bracket = found[index]
            last = not text[bracket.end() :].strip(EDGES + ".")
            first = not text[: bracket.start()].strip() and not last
            if self._bracket(bracket[1] or bracket[2], last, first):
                before, after = text[: bracket.start()].rstrip(), text[bracket.end() :]
                text = before + ("" if after[:1] in ("", ".", ",", ":", ";") else " ") + after.lstrip()
        return text

    def _bracket(self, inside: str, last: bool, first: bool) -> bool:
        """True if a bracket was understood, so that it is removed from the title."""
        out = self._out
        if self._each(inside):
            return True
        whole = lengths.when(inside) if self._timed else None
        parts = [inside] if whole else [part for part in _PARTS.split(inside) if part]
        whens = (
            [lengths.when(part) or self._begun(part, "+" in inside) for part in parts] if self._timed else []
        )
        if any(whens):
            names: list[str] = []
            for part, when in zip(parts, whens, strict=True):
                if when:
                    self._time(when, part)
                elif kind := kinds.named(part):
                    out.kind = out.kind or kind
                elif self._roster.knows(part) or people.could_be_name(people.labelled(part) or part):
                    names.append(people.labelled(part) or part)
                else:
                    out.notes.append(part)
                    out.doubts.append(doubt(sentences.NOTED, part))
            self._names(", ".join(names), "timed", any(people.labelled(part) for part in parts))
            return True
        if any(named := list(map(kinds.named, parts))):
            out.kind = out.kind or next(filter(None, named))
            inside = ", ".join(part for part, kind in zip(parts, named, strict=True) if not kind)
            if not inside:
                return True
        name = people.labelled(inside)
        if self._roster.knows(name or inside) or (name and people.could_be_name(name)):
            out.presenter = out.presenter or name or inside
            return True
        if first and people.is_full_name(inside) and not out.presenter:
            out.presenter = inside
            out.doubts += [doubt(sentences.PRESENTER_GUESSED, inside)] if self._roster.known else []
            return True
        if last and not out.presenter and not out.maybe and people.could_be_name(inside):
            self._names(inside, "bracket", False)
            return True
        if self._timed and (
            (lengths.LOOKS_TIMED.search(inside) and not kinds.BEFORE_AN_END.match(inside))
            or (last and lengths.length(inside, bare=True))
        ):
            out.doubts.append(doubt(sentences.NO_TIME, inside))
        return False

    def _each(self, text: str) -> bool:
        """True if a text is the length for each person: `3 min/person`, which is a note."""
        each = lengths.is_each(text)
        self._out.notes += [text] if each else []
        self._out.doubts += [doubt(sentences.EACH, text)] if each else []
        return each

    def _begun(self, part: str, sums: bool) -> When | None:
        """Return the length that words follow, in `10 min + 5 min questions`; the words become a note."""
        found = lengths.at_start(part) if sums else None
        if found and found[0].seconds:
            self._out.notes.append(part)
            return found[0]
        return None

    def _trailing(self, text: str) -> str:
        """Return the text without the lengths, kinds and names that dashes set apart at its end."""
        separators = list(_TAIL.finditer(text, max(0, len(text) - 160)))[-8:]
        for mark in reversed(separators):
            if self._tail(text[mark.end() :], text[mark.start() :], bool(mark["dash"])):
                text = text[: mark.start()]
            elif mark["dash"]:
                break
        return self._at_end(text)

    def _at_end(self, text: str) -> str:
        """Return the text without a length or span at its end; in a nested entry it must be set apart."""
        found = lengths.at_end(text) if self._timed else None
        if found is None or not found[1]:
            return text
        when, begin = found
        before = text[:begin].rstrip()
        if when.starts and not when.seconds and kinds.BEFORE_AN_END.search(before.rsplit(" ", 1)[-1]):
            return text
        apart = when.spans or before.endswith((":", ",", ";", "-", "–", "—", "|"))
        if self._nested and not apart:
            return text
        self._time(when, text[begin:])
        return before.rstrip(EDGES)

    def _tail(self, tail: str, whole: str, dash: bool) -> bool:
        """True if the text after a dash or comma was understood, so that it is removed from the title."""
        out = self._out
        tail = tail.strip(" .")
        if self._each(tail):
            return True
        parts = [part for part in re.split(r"\s*[,;]\s*", tail) if part]
        whens = [lengths.when(part) if self._timed else None for part in parts]
        rest = [part for part, when in zip(parts, whens, strict=True) if not when]
        known = bool(rest) and self._roster.knows(", ".join(rest))
        if any(whens) and (not rest or (dash and (known or people.could_be_name(", ".join(rest))))):
            for part, when in zip(parts, whens, strict=True):
                if when:
                    self._time(when, part)
            self._names(", ".join(rest), "timed", False)
            return True
        if not dash or not parts or any(whens):
            return False
        if kind := kinds.named(tail):
            out.kind = out.kind or kind
            return True
        name = people.labelled(tail) or tail
        if known or self._roster.knows(name):
            out.behind = not out.presenter
            out.presenter = out.presenter or name
            return True
        if not out.presenter and not out.maybe and people.could_be_name(name):
            self._names(name, "dash", name != tail)
            out.whole = whole
            return True
        if not out.presenter and not out.maybe and not lengths.LOOKS_TIMED.search(tail):
            out.odd = tail if tail.isalpha() else ""
        return False

    def _names(self, names: str, form: Literal["timed", "bracket", "dash"], certain: bool) -> None:
        out = self._out
        if not names or out.presenter or out.maybe:
            out.notes += [names] if names else []
        elif certain or self._roster.knows(names):
            out.presenter = names
        else:
            out.maybe, out.form = names, form

    def _time(self, when: When, text: str) -> None:
        out = self._out
        out.starts = out.starts or when.starts
        out.bound = out.bound or when.bound
        if when.seconds:
            self._lengths.append(when.seconds)
        if when.vague:
            out.notes.append(text.strip())
            out.doubts.append(doubt(sentences.RANGE, text.strip()))

    def _sum(self) -> None:
        out = self._out
        several = len(set(self._lengths)) > 1
        out.seconds = min(sum(self._lengths if several else self._lengths[:1]), lengths.DAY)
        out.doubts += [_("It has more than one length: they were added.")] if several else []
