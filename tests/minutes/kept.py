"""The data that a chapter keeps in a document, for tests that know it is there."""

from __future__ import annotations

from kiosk.minutes.document import D, Minutes


def kept(minutes: Minutes, data: type[D]) -> D:
    """Return the chapter's data of this type, which must be there."""
    found = minutes.of(data)
    assert found is not None
    return found
