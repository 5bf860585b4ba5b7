"""The table of keys: a row for each key of each moment, pressed in a scene."""

from __future__ import annotations

from tests.screens.presses import deciding, meeting

PRESSES = (*meeting.ROWS, *deciding.ROWS)
