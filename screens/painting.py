"""Painting a part of the wall: only what stands where something changed is drawn again.

Textual's compositor asks every widget of the body for all its rows, whatever changed: of a clock that ticks
once a second that is most of the cost. It is not layout: where things stand, Textual says.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


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
            return super().render_partial_update()
        finally:
            self._changed = set()

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
