"""What a chapter keeps in a document, for tests that know that there is something."""

from __future__ import annotations

from kiosk.minutes.document import D, Minutes


def kept(minutes: Minutes, data: type[D]) -> D:
    """The data of this type, which is there."""
    found = minutes.of(data)
    assert found is not None
    return found
