"""Painting a part of the wall: only what stands where something changed is drawn again.

Textual's compositor asks every widget of the body for all its rows, whatever changed: of a clock that ticks
once a second that is most of the cost. It is not layout: where things stand, Textual says.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class Sparing(Compositor):
    """Textual's compositor, that asks a widget only for the rows which are painted."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Region, clip and rows of each widget inside `crop`, the foremost first.

        Whole rows, since a row is put together from pieces that begin where any widget begins.
        """
        if crop is None:
            yield from super()._get_renders()
            return
        band = Region(0, crop.y, self.size.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if crop.overlaps(seen):
                rows = seen.intersection(band)
                yield region, clip.intersection(band), widget.render_lines(rows.translate(-region.offset))
