"""A journal of an older kiosk gives the same minutes as then."""

from __future__ import annotations

import pytest

from kiosk.minutes.render import FORMS, As
from tests.minutes.golden import VECTOR, documents, file_of


@pytest.mark.parametrize("form", FORMS)
def test_the_frozen_evening_gives_the_frozen_minutes(form: As) -> None:
    """They are equal byte for byte; after changing a word on purpose run `python -m tests.minutes.golden`."""
    assert documents()[file_of(form)] == (VECTOR / file_of(form)).read_bytes()
