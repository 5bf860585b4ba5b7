"""The kinds of trouble a meeting can meet, each with one plain sentence for people.

`Refused` is ordinary: a person asked for something that is not possible now, and nothing happened.
`NotRecorded` means the card could not keep an entry: what was asked for did not happen either. `DeviceFault`
is hardware that is missing or ill: the wall says so and names the fallback. `JournalDamaged` and `NotTrusted`
stop the kiosk: nothing is touched until people have looked.

Anything else is a bug: it crashes, the service restarts, and replay restores the same screen.
"""

from __future__ import annotations


class KioskError(Exception):
    """Any of these troubles: it has one sentence that says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(KioskError):
    """The request is not possible now; nothing was recorded."""


class NotRecorded(KioskError):
    """The entry did not reach the card; this process appends nothing more."""


class DeviceFault(KioskError):
    """A device is missing or misbehaves; the kiosk goes on without it and says so."""


class JournalDamaged(KioskError):
    """The journal cannot be continued safely. `entry` is the index of the first entry in doubt."""

    def __init__(self, sentence: str, entry: int | None = None) -> None:
        super().__init__(sentence)
        self.entry = entry


class NotTrusted(KioskError):
    """A signature, a head or a draw does not check out."""
