"""What Markdown and plain text have in common: sentences in lines, and names with their ids."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.language import words
from kiosk.minutes.escaping import Form, write
from kiosk.practices.blocks import Counts, Dated, Outcome, Person, Row, Said, Words

_, ngettext = words("minutes")


class Lines:
    """Writes the text within a line of `form`."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def words(self, said: Words) -> str:
        """Return a sentence, or people's words, in one line."""
        return write(self.form, said)

    def fact(self, fact: Words | Outcome | Dated | Counts) -> str:
        """Return as a sentence what a form with figures and signs shows larger."""
        return self.words(fact if isinstance(fact, Said | str) else fact.said)

    def named(self, label: Said, title: str) -> str:
        """Return `Decision 1: Strike fund`."""
        return f"{self.words(label)}: {self.words(title)}" if title else self.words(label)

    def row(self, row: Row) -> str:
        """Return `media contact: Rie, until Sunday 1 March 2026`."""
        note = f", {self.words(row.note)}" if row.note else ""
        return f"{self.words(row.term)}: {self.words(row.said)}{note}"

    def person(self, person: Person) -> str:
        """Return `Amina (m001)`, `Amina (north, m001)` of two Aminas, or the id of a deleted name."""
        name = self.words(person.name)
        if person.name == person.id:
            return name
        beside = dict.fromkeys(filter(None, (person.beside, person.id)))
        return f"{name} ({', '.join(map(self.words, beside))})"

    def under(self, title: Said | None, points: Iterable[str], after: str) -> str:
        """Return points below their title, if they have one."""
        above = self.form.say(_("{title}:"), title=self.words(title)) + after if title else ""
        return above + "\n".join(points)
