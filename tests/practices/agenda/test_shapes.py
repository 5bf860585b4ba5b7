"""The shapes that an agenda may have: each mark, numbering, hour, length, name, word and table by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.practices.agenda.importer import read_agenda

SHAPES: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "agenda-shapes.json").read_text("utf-8")
)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read(name: str) -> None:
    """The items, their lengths, starts and presenters are what a reader sees."""
    shape = SHAPES[name]
    items = read_agenda(shape["text"]).items
    names = ("title", "minutes", "start", "presenter")
    found = [
        dict(zip(names, (item.title, item.planned // 60, item.starts, item.presenter), strict=True))
        for item in items
    ]
    assert [{key: value for key, value in item.items() if value} for item in found] == shape["items"]


def test_there_are_shapes_of_every_kind() -> None:
    """Marks, numbers, words, lengths and hours have several each."""
    for beginning in ("mark", "num", "word", "not", "len", "hour", "tbl", "html"):
        assert sum(name.startswith(beginning) for name in SHAPES) > 2
