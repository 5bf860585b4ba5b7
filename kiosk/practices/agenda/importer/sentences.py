"""Every sentence with which the import explains how it understood a line."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.agenda.importer.draft import DraftItem, Role
from kiosk.practices.agenda.importer.lengths import in_words
from kiosk.practices.agenda.naming import kind_word

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


def item(number: int, draft: DraftItem) -> str:
    """Return the sentence for an item: `Item 3: 10 min, at 19:05, presented by Ana, report.`"""
    parts = [in_words(draft.planned) if draft.planned else _("no length")]
    if draft.starts:
        parts.append(_("at {time}").format(time=draft.starts))
    if draft.presenter:
        parts.append(_("presented by {name}").format(name=draft.presenter))
    parts.append(kind_word(draft.kind))
    return _("Item {number}: {details}.").format(number=number, details=listed(parts))


def role_word(role: Role) -> str:
    """Return what a line is, in a word."""
    match role:
        case "item":
            return pgettext("a line of an agenda file", "item")
        case "note":
            return pgettext("a line of an agenda file", "note")
        case "section":
            return pgettext("a line of an agenda file", "section")
        case "nothing":
            return pgettext("a line of an agenda file", "left out")
        case _:
            assert_never(role)


def note_on(number: int) -> str:
    return _("A note on item {number}.").format(number=number)


def address(label: str) -> str:
    return _("The address behind [{label}].").format(label=label)


def columns(names: list[str]) -> str:
    return _("The names of the columns: {names}.").format(names=listed(names))


class Doubt:
    """Sentences that say why people should check a line."""

    @staticmethod
    def unused(seconds: int) -> str:
        return _("Its own {length} are not used.").format(length=in_words(seconds))

    @staticmethod
    def rest(seconds: int, whole: int) -> str:
        sentence = _("{length} of its {whole} are left to it, the rest is in its entries.")
        return sentence.format(length=in_words(seconds), whole=in_words(whole))

    @staticmethod
    def presenter_noted(name: str) -> str:
        return _("“{name}” may be who presents it; it is kept as a note.").format(name=name)

    @staticmethod
    def presenter_left(name: str) -> str:
        return _("“{name}” may be who presents it; it stays in the title.").format(name=name)

    @staticmethod
    def presenter_guessed(name: str) -> str:
        return _("“{name}” was taken for who presents it; no list of members has that name.").format(
            name=name
        )

    @staticmethod
    def as_minutes(text: str) -> str:
        return _("“{text}” was taken for minutes, as in most entries.").format(text=text)

    @staticmethod
    def each(text: str) -> str:
        return _("“{text}” is for each person, so it is not the length.").format(text=text)

    @staticmethod
    def too_long(seconds: int) -> str:
        return _("{length} is very long.").format(length=in_words(seconds))

    @staticmethod
    def long_meeting(seconds: int) -> str:
        return _("All lengths together are {length}: is that so?").format(length=in_words(seconds))

    @staticmethod
    def noted(text: str) -> str:
        return _("“{text}” is kept as a note.").format(text=text)

    @staticmethod
    def struck(text: str) -> str:
        return _("“{text}” is struck out in the file, and left out.").format(text=text)

    @staticmethod
    def no_time(text: str) -> str:
        return _("“{text}” was not taken for a length.").format(text=text)

    @staticmethod
    def range_of(text: str) -> str:
        return _("“{text}” is a range: the longer was taken.").format(text=text)
