"""What the wall would show, as pixels: the compositor's cells as a bitmap, and an SVG to look at.

No font and no browser is involved: each cell is one pixel wide and two high, so what zxing-cpp reads here
is what a phone would read off a terminal that draws half blocks without seams (tests/sway.py has real ones).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zxingcpp
from rich.color import Color
from rich.style import Style
from textual.app import App

Bitmap = npt.NDArray[np.uint8]


def screen_bitmap(app: App[Any], zoom: int = 6) -> Bitmap:
    """Return the visible screen as RGB, `zoom` pixels per half cell. Only blocks are drawn, no letters."""
    width, height = app.size
    pixels = np.zeros((height * 2, width, 3), np.uint8)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            ink, paper = _colours(segment.style)
            for sign in segment.text:
                if x < width:
                    upper, lower = {"▀": (ink, paper), "▄": (paper, ink), "█": (ink, ink)}.get(
                        sign, (paper, paper)
                    )
                    pixels[2 * y, x], pixels[2 * y + 1, x] = upper, lower
                    x += 1
    zoomed: Bitmap = np.kron(pixels, np.ones((zoom, zoom, 1), np.uint8))
    return zoomed


def codes(app: App[Any]) -> list[str]:
    """Return the texts of all QR codes that a phone would read off the visible screen."""
    return [found.text for found in zxingcpp.read_barcodes(screen_bitmap(app))]


def text_rows(app: App[Any]) -> list[str]:
    """Return the visible screen row by row, as characters."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def save_svg(app: App[Any], path: Path) -> Path:
    """Write the visible screen as an SVG, to be looked at; never a scanning oracle (its cells have seams)."""
    path.write_text(app.export_screenshot(), "utf-8")
    return path


def _colours(style: Style | None) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    ink = _rgb(style.color if style else None, (200, 200, 200))
    paper = _rgb(style.bgcolor if style else None, (0, 0, 0))
    return (paper, ink) if style and style.reverse else (ink, paper)


def _rgb(colour: Color | None, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    if colour is None or colour.triplet is None:
        return otherwise
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue
