"""Write blocks as Markdown: the document that is sealed, readable as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.minutes.escaping import Formed, Markdown
from kiosk.minutes.forms.lines import Lines
from kiosk.practices import blocks as b

_, ngettext = words("minutes")


class MarkdownWriter(Lines):
    """`level` is that of a card's heading, 0 where there is none: then its name is written bold."""

    def __init__(self) -> None:
        super().__init__(Markdown())

    def blocks(self, blocks: Sequence[b.Block], level: int) -> Formed:
        """Return the blocks one below the other, with a blank line between them."""
        return Formed("\n\n".join(filter(None, (self._block(block, level) for block in blocks))))

    def _block(self, block: b.Block, level: int) -> str:
        match block:
            case b.Paragraph():
                return " ".join(map(self.fact, block.sentences))
            case b.Facts():
                facts = list(map(self.fact, block.facts))
                return "\n".join(f"- {fact}" for fact in facts) if block.many else " ".join(facts)
            case b.Listed():
                return self.under(block.title, map(self._point, block.points), "\n\n")
            case b.Rows():
                return self.under(block.title, (f"- {self.row(row)}" for row in block.rows), "\n\n")
            case b.Table():
                rows = [block.heads, ("---",) * len(block.heads), *block.rows]
                return "\n".join(f"| {' | '.join(map(self._cell, row))} |" for row in rows)
            case b.Quote() | b.Remark():
                return self.form.block(block.text)
            case b.People():
                return "\n\n".join(self._people(title, people) for title, people in block.groups)
            case b.Graded():
                return f"**{block.letter}** {self.words(block.meaning)}"
            case b.Link():
                return f"[{self.words(block.said)}]({block.file})"
            case b.Code():
                name = self.form.digits(block.file.rpartition("/")[2]) + "\n\n" if block.file else ""
                return name + self.code(block.text)
            case b.Short():
                reason = f" {self.words(block.reason)}" if block.reason else ""
                return f"{self._heading(block.label, block.title, 0)}\n\n{self.fact(block.came)}{reason}"
            case b.Details():
                return f"{self.words(block.lead)}\n\n{self.blocks(block.blocks, level)}"
            case b.Card():
                heading = self._heading(block.label, block.title, level)
                return f"{heading}\n\n{self.blocks(block.blocks, level)}"
            case _:
                assert_never(block)

    def _heading(self, label: b.Said, title: str, level: int) -> str:
        name = f"{'#' * level} {self.words(label)}" if level else f"**{self.words(label)}**"
        return f"{name}: {self.words(title)}" if title else name

    def _point(self, point: b.Point) -> str:
        spoken = (f"\n  - {self.words(each.position)}: {self.words(each.text)}" for each in point.words)
        return f"- {self.fact(point.said)}{''.join(spoken)}"

    def _cell(self, cell: b.Words | int) -> str:
        return str(cell) if isinstance(cell, int) or cell == "---" else self.words(cell)

    def _people(self, title: b.Said, people: Sequence[b.Person]) -> str:
        named = listed(map(self.person, people))
        return self.form.say(_("{title}: {people}."), title=self.words(title), people=named)

    @staticmethod
    def code(text: str) -> Formed:
        """Return a code block with a fence that no line of the text can end."""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return Formed(f"{fence}text\n{text.rstrip()}\n{fence}")
