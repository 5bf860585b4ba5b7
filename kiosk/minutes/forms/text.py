"""Write blocks as plain text: for printing, for reading aloud, for a terminal. Lines fit on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kiosk.language.lists import listed
from kiosk.minutes.escaping import Formed, Plain
from kiosk.minutes.forms.lines import Lines
from kiosk.practices import blocks as b


class TextWriter(Lines):
    """`level` as in the Markdown: 0 in the summary at the top."""

    def __init__(self) -> None:
        super().__init__(Plain())

    def blocks(self, blocks: Sequence[b.Block], level: int) -> Formed:
        """Return the blocks one below the other, without a blank line inside what belongs to a sentence."""
        text, apart = "", True
        for block in blocks:
            written, loose = self._block(block, level), self._loose(block)
            if written:
                text += ("" if not text else "\n\n" if apart or loose else "\n") + written
                apart = loose
        return Formed(text)

    @staticmethod
    def _loose(block: b.Block) -> bool:
        if isinstance(block, b.Listed | b.Rows):
            return block.title is not None
        return not isinstance(block, b.Paragraph | b.Facts | b.Remark | b.Graded)

    def _block(self, block: b.Block, level: int) -> str:
        wrapped = Plain.wrapped
        match block:
            case b.Paragraph():
                return wrapped(" ".join(map(self.fact, block.sentences)))
            case b.Facts():
                return "\n".join(wrapped(self.fact(fact)) for fact in block.facts)
            case b.Listed():
                return self.under(block.title, map(self._point, block.points), "\n")
            case b.Rows():
                return self.under(block.title, (bullet(self.row(row)) for row in block.rows), "\n")
            case b.Table():
                return "\n".join(self._cells(block.heads, row) for row in block.rows)
            case b.Quote() | b.Remark():
                return self.form.block(block.text)
            case b.People():
                people = (person for _title, group in block.groups for person in group)
                return "\n".join(bullet(self.person(person)) for person in people)
            case b.Graded():
                return wrapped(f"{block.letter}  {self.words(block.meaning)}")
            case b.Link():
                return wrapped(f"{self.words(block.said)}: {block.file}")
            case b.Code():
                return self.code(block.text)
            case b.Short():
                told = f"{self.named(block.label, block.title)}. {self.fact(block.came)}"
                return "\n".join(filter(None, (wrapped(told), self.form.block(block.reason))))
            case b.Details():
                return self.blocks(block.blocks, level)
            case b.Card():
                name = self.named(block.label, block.title)
                return f"{wrapped(name) if level else name}\n\n{self.blocks(block.blocks, level)}"
            case _:
                assert_never(block)

    def _point(self, point: b.Point) -> str:
        spoken = [f"{self.words(each.position)}: {self.words(each.text)}" for each in point.words]
        return "\n".join([bullet(self.fact(point.said)), *(bullet(each, "    ") for each in spoken)])

    def _cells(self, heads: Sequence[b.Words], row: Sequence[b.Words | int]) -> str:
        """Return a row as it is read aloud: `Ana: turns 3, minutes 4`."""
        cells = [str(cell) if isinstance(cell, int) else self.words(cell) for cell in row]
        told = (f"{self.words(head)} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))
        return bullet(f"{cells[0]}: {listed(told)}")

    @staticmethod
    def code(text: str) -> Formed:
        """Return lines that are not wrapped."""
        return Formed("\n".join(f"    {line}" for line in text.rstrip().split("\n")))


def bullet(text: str, indent: str = "") -> str:
    """Return an entry of a list."""
    wrapped = Plain.wrapped(text, indent + "  ")
    return f"{indent}- {wrapped[len(indent) + 2 :]}"
