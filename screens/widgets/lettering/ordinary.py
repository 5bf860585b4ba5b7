"""A text in the terminal's own letters, if no size of the large ones fits or it has no picture.

In capitals with spaces between them; else without the spaces; else on as many lines as fit; else cut, with an
ellipsis. Nothing is drawn here.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def in_ordinary_letters(text: str, rows: int, columns: int) -> tuple[str, ...]:
    """Return rows of one width, at most `rows` of them (at least one) and `columns` wide."""
    spaced = " ".join(_letters(text.upper()))
    for candidate in (spaced, text):
        if cell_len(candidate) <= columns:
            return (candidate,)
    lines = _filled(text, columns)
    if len(lines) > max(1, rows):
        kept = lines[: max(1, rows)]
        lines = [*kept[:-1], _cut(" ".join([kept[-1], lines[len(kept)]]), columns)]
    wide = max(map(cell_len, lines))
    return tuple(line + " " * (wide - cell_len(line)) for line in lines)


def _filled(text: str, columns: int) -> list[str]:
    """Return the words on lines of at most so many columns; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(_cut(word, columns))
    return lines or [""]


def _cut(text: str, columns: int) -> str:
    """Return the text, cut with an ellipsis if it does not fit."""
    if cell_len(text) <= columns:
        return text
    return set_cell_size(text, columns - 1).rstrip() + "…" if columns > 0 else ""


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
