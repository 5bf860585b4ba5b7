"""A refusal in plain words, near the centre of attention; it disappears by itself or with the next accepted
key."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from kiosk.cleaning import shown
from screens.widgets.symbols import plain, symbol


class Notice(Static):
    """A sentence. A grave one (NOT RECORDED) stays until an entry is recorded again."""

    DEFAULT_CSS = """
    Notice { height: auto; padding: 0 2; display: none; text-style: bold; }
    Notice { background: $warning; color: $background; }
    Notice.grave { background: $error; }
    """
    SECONDS = 8.0

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._timer: Timer | None = None
        self._grave = False

    @property
    def grave(self) -> bool:
        """True while a grave sentence is shown."""
        return self._grave

    def say(self, sentence: str, *, grave: bool = False) -> None:
        """Show `sentence`; a grave one is never replaced by an ordinary one."""
        if self._grave and not grave:
            return
        self._grave = grave
        self.set_class(grave, "grave")
        sign = symbol("not recorded" if grave else "chosen", plain(self))
        self.update(Content(f"{sign} {shown(sentence)}"))
        self.display = True
        self._stop()
        if not grave:
            self._timer = self.set_timer(self.SECONDS, self.clear)

    def clear(self, *, grave: bool = False) -> None:
        """Remove the sentence; a grave one only with `grave`, after an entry was recorded."""
        if self.display and (grave or not self._grave):
            self._grave = False
            self._stop()
            self.display = False

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
