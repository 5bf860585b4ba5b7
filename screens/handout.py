"""How members come by the minutes: the shelf, the web server's process that is watched, the codes to scan.

It makes what is missing on the shelf, says where phones find it, and what keeps them from it. It shows
nothing: the lobby and the minutes do.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

from kiosk.desk import Desk
from kiosk.errors import KioskError
from kiosk.language import words
from kiosk.minutes import shelf
from kiosk.minutes.server import Server

_, ngettext = words("handout")


class Handout:
    """The way of one assembly's minutes to its members. `server` is None where nothing is served."""

    def __init__(self, folder: Path, server: Server | None = None, port: int = 8080, wifi: str = "") -> None:
        self.server = server
        self._folder, self._port, self._wifi = folder, port, wifi
        self._slug, self._forgotten = (0, ""), 0
        self._filling = Lock()

    def wifi(self, desk: Desk) -> str:
        """The code that joins the kiosk's own Wi-Fi, where members use that."""
        return self._wifi if desk.state.rules.route == "hotspot" else ""

    def serve(self, desk: Desk) -> None:
        """Let the web server's process serve what is on the shelf, unless members use paper."""
        if self.server is not None and desk.state.rules.route != "paper":
            self.server.hotspot = desk.state.rules.route == "hotspot"
            self.server.misfit = lambda meeting: self.fill(desk)
            self.server.start(self._port)

    def fill(self, desk: Desk) -> None:
        """Make whatever minutes are missing on the shelf, or differ; these alone are served.

        Takes its time: call it in a thread.
        """
        from kiosk.minutes.expecting import made

        self._slug = (0, "")
        with self._filling, suppress(KioskError):  # in turn, so that what is told last is the newest
            expected = made(self._folder, desk).expected
            if self.server is not None:
                self.server.expect(expected.keys, expected.meetings, expected.index)
        self._slug = (0, "")

    def emptied(self, desk: Desk) -> bool:
        """Whether somebody was forgotten since the last question: minutes with the name left the shelf."""
        before, self._forgotten = self._forgotten, len(desk.state.roster.forgotten)
        return self._forgotten > before

    def last(self, desk: Desk) -> str:
        """Where the minutes of the last closed meeting are served, "" while they are not."""
        past, base = desk.state.meeting.past, self.address()
        if not past or not base:
            return ""
        if self._slug[0] != past[-1].number:
            about = shelf.about(self._folder / "public" / "minutes" / str(past[-1].number))
            if about is None:
                return ""
            self._slug = (past[-1].number, about.slug)
        return f"{base}/{self._slug[1]}"

    def address(self) -> str:
        """`http://10.42.0.1:8080`, or "" while nothing is served."""
        return self.server.address() if self.server is not None else ""

    def fault(self, desk: Desk) -> str:
        """What keeps phones from the minutes, one sentence, or ""."""
        if desk.state.rules.route == "paper":
            return _("Members fetch the minutes on paper or a stick.")
        return self.server.fault if self.server is not None else _("No minutes are served here.")

    def fetched(self) -> int:
        """How many pages phones have fetched."""
        return self.server.fetched if self.server is not None else 0
