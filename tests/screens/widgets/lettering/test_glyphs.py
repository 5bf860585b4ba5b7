"""Letters, figures, signs and accents: each has a picture at every size, and no two are alike."""

from __future__ import annotations

from itertools import combinations

import pytest

from screens.widgets.lettering.glyphs import Size, breadth, glyph
from screens.widgets.lettering.line import _sizes
from screens.widgets.lettering.marks import ABOVE, BELOW

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆŒØŁĐÞ"
FIGURES = "0123456789"
SIGNS = " .,:;!?'’\"-–—_·/()+=&%"
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝĀĂĄĆĊČĎĒĖĘĚĞĠĢĪĮİĶĻĽŃŅŇŌŐŔŘŚŞŠȘŢȚŤŪŮŰŲŸŹŻŽẸỌẢỆƠ"[:-1]
BOXES = (6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32)


def _all_sizes(text: str) -> list[Size]:
    return [size for box in BOXES for size in _sizes(box, text)]


@pytest.mark.parametrize("character", LETTERS + FIGURES + SIGNS + ACCENTED)
def test_every_character_has_a_picture_at_every_size(character: str) -> None:
    """A picture is as high as its line, and all rows have the measured length."""
    for size in _all_sizes(character):
        picture = glyph(character, size)
        assert len(picture) == size.box
        assert {len(row) for row in picture} == {breadth(character, size)}
        assert character == " " or "#" in "".join(picture)


@pytest.mark.parametrize("size", _all_sizes("A"), ids=str)
def test_no_two_characters_look_alike(size: Size) -> None:
    """At every size each letter, figure and sign differs from all others (O and 0 excepted, as on paper)."""
    pictures = {sign: glyph(sign, size) for sign in LETTERS + FIGURES + SIGNS}
    alike = {(a, b) for a, b in combinations(pictures, 2) if pictures[a] == pictures[b]}
    assert alike <= {("O", "0")}


@pytest.mark.parametrize("base", "AEOSCUNZ")
def test_marks_can_be_told_apart(base: str) -> None:
    """From four rows up, every mark over and under a letter gives another picture."""
    for box in (8, 12, 18, 22, 28):
        for marks in (ABOVE, BELOW):
            size = _sizes(box, base + next(iter(marks)))[0]
            pictures = [glyph(base + mark, size) for mark in marks]
            assert len(set(pictures)) == len(marks)


@pytest.mark.parametrize("size", _all_sizes("0"), ids=str)
def test_figures_are_equally_wide(size: Size) -> None:
    """Equal widths keep a running clock from jumping."""
    assert len({breadth(figure, size) for figure in FIGURES}) == 1


@pytest.mark.parametrize("size", _all_sizes("A"), ids=str)
@pytest.mark.parametrize("letter", "AHIMOTUVWXY")
def test_symmetrical_letters_are(letter: str, size: Size) -> None:
    """Left and right halves mirror each other, to the pixel."""
    assert all(row == row[::-1] for row in glyph(letter, size))


@pytest.mark.parametrize("character", "あ李ЖΩ₺🙂\u0903" + "\N{REPLACEMENT CHARACTER}")
def test_what_has_no_picture_says_so(character: str) -> None:
    """Other scripts have no picture, so the whole text is set in ordinary letters."""
    assert breadth(character, _sizes(12, "A")[0]) is None
    with pytest.raises(KeyError):
        glyph(character, _sizes(12, "A")[0])
