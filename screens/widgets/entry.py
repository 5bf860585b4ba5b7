"""The name prompt: a few letters show the best matches, and ENTER takes the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from kiosk.cleaning import clean, has_visible, shown
from kiosk.language import N_, words
from kiosk.plain_names import plainly
from kiosk.practices.room import Room
from kiosk.terms import NAME
from kiosk.typed.member_list_file import path_of
from kiosk.typed.name_lookup import found
from screens.keys.keymap import codes, key
from screens.terminal.written import once_written
from screens.widgets.field import Field
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain, symbol

_, ngettext = words("entry")

_NUMBER = re.compile(r"[mg]?[0-9]+", re.ASCII | re.IGNORECASE)

MOST_MATCHES = 6
"""Most people who are offered for the letters typed; the others are counted."""

Candidate = tuple[str, str, str]
"""A person's id, name, and a word about the person ("here", "on the list", "")."""


def candidate(person: str, room: Room, word: str = "") -> Candidate:
    """Return a person who can be named; what tells two people of one name apart stands before the word."""
    beside = room.beside(person)
    return person, room.own_name(person), " ".join(filter(None, (beside and f"({beside})", word)))


class Letters(Field):
    """A line in which SPACE is still the screen's next step as long as the line is empty.

    A key that types nothing does the same if kiosk.toml made it the next step.
    """

    class Next(Message):
        """SPACE was pressed in the empty line."""

    class Pasted(Message):
        """Several lines were pasted, cells of a table, or a path: a list of people."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, lists: bool = False) -> None:
        """Make the line; with `lists`, a list of people that is pasted is not one name."""
        super().__init__(id="letters", max_length=NAME)
        self._lists = lists

    def _on_paste(self, event: Paste) -> None:
        text = event.text.strip()
        if self._lists and (path_of(text) or re.search("[\t\r\n]", text)):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(text))
        else:
            super()._on_paste(event)

    def on_key(self, event: Key) -> None:
        if event.key not in codes("moment.next") or (event.is_printable and event.key != "space"):
            return  # a letter bound to the next step begins a name here
        if not self.value:
            event.prevent_default()
            event.stop()
            self.post_message(self.Next())


class NameEntry(Vertical, inherit_bindings=False):
    """A line that is hidden until `open`; it posts `Chosen`, `Unknown` (no such name) or `Left`."""

    DEFAULT_CSS = """
    NameEntry { height: auto; display: none; padding: 0 0; }
    NameEntry #asked { height: 1; text-style: bold; color: $accent; }
    NameEntry #matches { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("take this name"), id="line.take"),
        Binding("down,tab", "move(1)", N_("another"), key_display="↓", id="line.on"),
        Binding("up,shift+tab", "move(-1)", N_("another"), show=False, id="line.back"),
        Binding("escape", "leave", N_("out of the line"), id="line.leave"),
    ]

    class Chosen(Message):
        """ENTER took a match."""

        def __init__(self, entry: NameEntry, person: str) -> None:
            super().__init__()
            self.entry, self.person = entry, person

    class Unknown(Message):
        """ENTER was pressed with a name that no candidate has."""

        def __init__(self, entry: NameEntry, name: str) -> None:
            super().__init__()
            self.entry, self.name = entry, name

    class Left(Message):
        """The line was left without a name, by ESC, or by SPACE if it was empty (`on`: do the next step)."""

        def __init__(self, on: bool = False) -> None:
            super().__init__()
            self.on = on

    def __init__(
        self, people: Callable[[], list[Candidate]], *, id: str | None = None, lists: bool = False
    ) -> None:
        """Make the line for these people; with `lists`, it posts `Letters.Pasted` for a list of new ones."""
        super().__init__(id=id)
        self._lists = lists
        self._people = people
        self._matches: list[Candidate] = []
        self._chosen_match = self._fitting = 0
        self.purpose = ""
        self._nobody = ""

    def on_mount(self) -> None:
        once_written(self, self.make)  # the first frame does not wait for a hidden line

    def make(self) -> None:
        """Make the widgets of the line."""
        if not self.children:
            self.mount(Prose(id="asked"), Letters(lists=self._lists), Prose(id="matches"))

    def open(self, asked: str, purpose: str = "", nobody: str = "") -> None:
        """Show the line with the question `asked`; `purpose` is returned with the answer.

        `nobody` is shown if no name fits. Opened again, the line keeps the typed letters.
        """
        again = self.is_open and self.purpose == purpose
        self.purpose = purpose
        self.make()
        self._nobody = nobody or _("nobody has this name; {key[line.take]} adds it").format(key=key)
        self.query_one("#asked", Prose).update(Content(shown(asked)))
        self.display = True
        if not again:
            self.query_one("#letters", Input).value = ""
            self._find("")
        # Now, not at the loop's next turn: letters may be on their way already.
        self.screen.set_focus(self.query_one("#letters", Input))

    def shut(self) -> None:
        """Hide the line and give the keys back to the screen."""
        self.display = False
        self.screen.set_focus(None)

    def scan(self, badge: str) -> bool:
        """Take the only person whose number or whole name is on a badge; False if there is none. It adds no
        person."""
        names = {person: name for person, name, _word in self._people()}
        fitting = found(badge, names, names.__getitem__)
        if not _NUMBER.fullmatch(badge):
            fitting = [person for person in fitting if plainly(names[person]) == plainly(badge)]
        if len(fitting) != 1:
            return False
        self.query_one("#letters", Input).value = ""
        self.post_message(self.Chosen(self, fitting[0]))
        return True

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    @on(Input.Changed, "#letters")
    def _letters(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(Input.Submitted, "#letters")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = " ".join(clean(event.value).split())
        self.query_one("#letters", Letters).take(event.value)
        if self._matches:
            self.post_message(
                self.Chosen(self, self._matches[min(self._chosen_match, len(self._matches) - 1)][0])
            )
        elif has_visible(typed):
            self.post_message(self.Unknown(self, typed))

    def _find(self, letters: str) -> None:
        people = self._people()
        names = {person: name for person, name, _word in people}
        wanted = found(letters, names, names.__getitem__) if letters.strip() else []
        by_id = {candidate[0]: candidate for candidate in people}
        self._matches = [by_id[person] for person in wanted][:MOST_MATCHES]
        self._fitting = len(wanted)
        self._chosen_match = 0
        self._show(letters)

    def _show(self, letters: str) -> None:
        if not letters.strip():
            told = Content.styled(
                _("type a few letters, then {key[line.take]}").format(key=key), "$text-muted"
            )
        elif not self._matches:
            told = Content.styled(self._nobody, "$text-muted")
        else:
            parts: list[Content | str | tuple[str, str]] = []
            for place, (_person, name, word) in enumerate(self._matches):
                here = place == self._chosen_match
                sign = symbol("chosen", plain(self))
                parts.append((f"{sign} " if here else "  ", "$accent"))
                parts.append((shown(name), "bold" if here else ""))
                parts.append((f" {shown(word)}" if word else "", "$text-muted"))
                parts.append("  ")
            if self._fitting > len(self._matches):
                counted = _("{n} of {all}").format(n=len(self._matches), all=self._fitting)
                parts.insert(0, (f"{counted}  ", "$text-muted"))
            told = Content.assemble(*parts)
        self.query_one("#matches", Prose).update(told)

    def action_move(self, step: int) -> None:
        if self._matches:
            self._chosen_match = (self._chosen_match + step) % len(self._matches)
            self._show(self.query_one("#letters", Input).value)

    @on(Letters.Next)
    def _go_on(self) -> None:
        self.post_message(self.Left(on=True))

    def action_take(self) -> None:
        """Do nothing: ENTER reaches the line itself, and this binding only names the key."""

    def action_leave(self) -> None:
        self.post_message(self.Left())
