"""Every sentence with which the import explains how it understood a line."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import N_, contexts, words
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


def doubt(why: str, text: str | int, of: int = 0) -> str:
    """Return why people should check a line: one of the sentences below. A number is a length in seconds."""
    return _(why).format(text=in_words(text) if isinstance(text, int) else text, whole=in_words(of))


UNUSED = N_("Its own {text} are not used.")
REST = N_("{text} of its {whole} are left to it, the rest is in its entries.")
PRESENTER_NOTED = N_("“{text}” may be who presents it; it is kept as a note.")
PRESENTER_LEFT = N_("“{text}” may be who presents it; it stays in the title.")
PRESENTER_GUESSED = N_("“{text}” was taken for who presents it; no list of members has that name.")
AS_MINUTES = N_("“{text}” was taken for minutes, as in most entries.")
EACH = N_("“{text}” is for each person, so it is not the length.")
NOTED = N_("“{text}” is kept as a note.")
STRUCK = N_("“{text}” is struck out in the file, and left out.")
NO_TIME = N_("“{text}” was not taken for a length.")
RANGE = N_("“{text}” is a range: the longer was taken.")
TOO_LONG = N_("{text} is very long.")
LONG_MEETING = N_("All lengths together are {text}: is that so?")
