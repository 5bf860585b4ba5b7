"""Every sentence with which the import explains how it understood a line."""

from __future__ import annotations

from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.agenda.importer.draft import DraftItem
from kiosk.practices.agenda.importer.lengths import in_words
from kiosk.practices.agenda.naming import kind_word

_, ngettext = words("agenda")


def item(number: int, draft: DraftItem) -> str:
    """Return the sentence for an item: `Item 3: 10 min, at 19:05, presented by Ana, report.`"""
    parts = [in_words(draft.planned) if draft.planned else _("no length")]
    if draft.starts:
        parts.append(_("at {time}").format(time=draft.starts))
    if draft.presenter:
        parts.append(_("presented by {name}").format(name=draft.presenter))
    parts.append(kind_word(draft.kind))
    return _("Item {number}: {details}.").format(number=number, details=listed(parts))


def note_on(number: int) -> str:
    return _("A note on item {number}.").format(number=number)


def heard() -> str:
    return _("It says who presents the item above, how long it takes, or of what kind it is.")


def section() -> str:
    return _("A section.")


def section_about() -> str:
    return _("A section about the meeting, not of items.")


def section_outside() -> str:
    return _("A section outside the agenda.")


def goes_on() -> str:
    return _("The line before goes on.")


def about_meeting() -> str:
    return _("About the meeting, not an item.")


def front_matter() -> str:
    return _("Front matter: about the file, not an item.")


def comment() -> str:
    return _("A comment in the file; left out.")


def address(label: str) -> str:
    return _("The address behind [{label}].").format(label=label)


def rule() -> str:
    return _("A line across the page.")


def no_words() -> str:
    return _("Layout without words.")


def columns(names: list[str]) -> str:
    return _("The names of the columns: {names}.").format(names=listed(names))


def under_columns() -> str:
    return _("The line under the names of the columns.")


def empty_row() -> str:
    return _("An empty row.")


class Doubt:
    """Sentences that say why people should check a line."""

    @staticmethod
    def front_list() -> str:
        return _("What is listed here is not read.")

    @staticmethod
    def no_list() -> str:
        return _("It stands in no list: perhaps it is no item.")

    @staticmethod
    def outside() -> str:
        return _("It stands outside the agenda.")

    @staticmethod
    def perhaps() -> str:
        return _("Perhaps it is an item: it has a time.")

    @staticmethod
    def no_length() -> str:
        return _("It has no length, though others beside it have.")

    @staticmethod
    def no_title() -> str:
        return _("It has no title.")

    @staticmethod
    def unread() -> str:
        return _("It could not be read as part of the agenda.")

    @staticmethod
    def more_cells() -> str:
        return _("It has more cells than there are columns.")

    @staticmethod
    def row_above() -> str:
        return _("It has no time of its own: perhaps it belongs to the row above.")

    @staticmethod
    def long_title() -> str:
        return _("Its title is too long for the wall; the whole of it is a note.")

    @staticmethod
    def unused(seconds: int) -> str:
        return _("Its own {length} are not used.").format(length=in_words(seconds))

    @staticmethod
    def rest(seconds: int, whole: int) -> str:
        sentence = _("{length} of its {whole} are left to it, the rest is in its entries.")
        return sentence.format(length=in_words(seconds), whole=in_words(whole))

    @staticmethod
    def struck() -> str:
        return _("It is struck out in the file.")

    @staticmethod
    def ticked() -> str:
        return _("It is ticked in the file: perhaps it is done.")

    @staticmethod
    def presenter_noted(name: str) -> str:
        return _("“{name}” may be who presents it; it is kept as a note.").format(name=name)

    @staticmethod
    def presenter_left(name: str) -> str:
        return _("“{name}” may be who presents it; it stays in the title.").format(name=name)

    @staticmethod
    def noted(text: str) -> str:
        return _("“{text}” is kept as a note.").format(text=text)

    @staticmethod
    def no_time(text: str) -> str:
        return _("“{text}” was not taken for a length.").format(text=text)

    @staticmethod
    def range_of(text: str) -> str:
        return _("“{text}” is a range: the longer was taken.").format(text=text)

    @staticmethod
    def added() -> str:
        return _("It has more than one length: they were added.")
