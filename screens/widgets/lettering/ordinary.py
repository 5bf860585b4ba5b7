"""A text in the terminal's own letters, if no size of the large ones fits or it has no picture.

In capitals with spaces between them; else without the spaces; else on as many lines as fit; else cut, with an
ellipsis. Nothing is drawn here.
"""

from __future__ import annotations

from rich.cells import cell_len

from screens.widgets.cut_name import cut_name


def in_ordinary_letters(text: str, rows: int, columns: int) -> tuple[str, ...]:
    """Return rows of one width, at most `rows` of them (at least one) and `columns` wide."""
    spaced = " ".join(_letters(text.upper()))
    for candidate in (spaced, text):
        if cell_len(candidate) <= columns:
            return (candidate,)
    lines = _filled(text, columns)
    if len(lines) > max(1, rows):
        kept = lines[: max(1, rows)]
        lines = [*kept[:-1], cut_name(" ".join(lines[len(kept) - 1 :]), columns)]
    wide = max(map(cell_len, lines))
    return tuple(line + " " * (wide - cell_len(line)) for line in lines)


def _filled(text: str, columns: int) -> list[str]:
    """Return the words on lines of at most so many columns; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(cut_name(word, columns))
    return lines or [""]


def _letters(text: str) -> list[str]:
    """Return the letters of the text; marks and joined parts stay with their letter."""
    letters: list[str] = []
    for character in text:
        joined = letters and (cell_len(character) == 0 or letters[-1].endswith("\N{ZERO WIDTH JOINER}"))
        if joined:
            letters[-1] += character
        else:
            letters.append(character)
    return letters
