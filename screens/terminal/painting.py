"""Painting a part of the wall: only what stands where something changed is drawn again and sent.

Textual's compositor asks every widget of the body for all its rows, whatever changed, and writes a row from
the first column of the widget on: of a clock that ticks once a second that is most of the cost. It is not
layout: where things stand, Textual says. A tick of the clock sends half as many bytes by it, and a key calls
an eighth fewer functions. Since it replaces private methods, it is used with the tested version of Textual
alone (`textual_version`).
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class Parts(ChopsUpdate):
    """Textual's update, written from the column where a row changed to the one where it ends to."""

    def render_segments(self, console: Console) -> str:
        """What the terminal is sent. A row with wide letters is begun at its left: none is cut in two."""
        written: list[str] = []
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                if strip is None or x >= last or end <= first:
                    continue
                cut = first - x if x < first and strip.cell_length == len(strip.text) else 0
                part = strip.crop(cut, min(end, last) - x)
                written += (Control.move_to(x + cut, y).segment.text, part.render(console))
        return "".join(written)


class Sparing(Compositor):
    """Textual's compositor, that asks a widget only for rows which are painted."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: set[Region] = set()
        """Where the wall is about to be painted anew; empty for all of it."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, drawn."""
        self._changed = self._dirty_regions.copy()
        try:
            update = super().render_partial_update()
        finally:
            self._changed = set()
        return update and Parts(update.chops, update.spans, update.chop_ends)

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Region, clip and rows of each widget where something changed, the foremost first.

        Whole rows, since a row is put together from pieces that begin where any widget begins.
        """
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            touched = [part for part in self._changed if part.overlaps(seen)]
            if touched:
                above, below = min(part.y for part in touched), max(part.bottom for part in touched)
                band = Region(0, above, self.size.width, below - above)
                rows = seen.intersection(band)
                yield region, clip.intersection(band), widget.render_lines(rows.translate(-region.offset))
