"""What Markdown and plain text have in common: sentences in lines, and names with their ids."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.language import words
from kiosk.minutes.escaping import Form, write
from kiosk.practices.blocks import Counts, Dated, Outcome, Person, Row, Said, Words

_, ngettext = words("minutes")


class Lines:
    """Writes what stands within a line of `form`."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def words(self, said: Words) -> str:
        """A sentence, or people's words, in one line."""
        return write(self.form, said)

    def fact(self, fact: Words | Outcome | Dated | Counts) -> str:
        """What a form with figures and signs shows larger, as a sentence."""
        return self.words(fact if isinstance(fact, Said | str) else fact.said)

    def named(self, label: Said, title: str) -> str:
        """`Decision 1: Strike fund`."""
        return f"{self.words(label)}: {self.words(title)}" if title else self.words(label)

    def row(self, row: Row) -> str:
        """`media contact: Rie, until Sunday 1 March 2026`."""
        note = f", {self.words(row.note)}" if row.note else ""
        return f"{self.words(row.term)}: {self.words(row.said)}{note}"

    def person(self, person: Person) -> str:
        """`Amina (m001)`; only the id for somebody forgotten."""
        name = self.words(person.name)
        return name if person.name == person.id else f"{name} ({self.words(person.id)})"

    def under(self, title: Said | None, points: Iterable[str], after: str) -> str:
        """Points below their title, if they have one."""
        above = self.form.say(_("{title}:"), title=self.words(title)) + after if title else ""
        return above + "\n".join(points)
