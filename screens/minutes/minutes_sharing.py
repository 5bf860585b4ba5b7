"""How members get the minutes: the published files, the web server's process, the codes to scan.

It makes missing files, knows their address for phones, and the fault that keeps phones from them. It shows
nothing: the lobby and the minutes do.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

from kiosk.desk.desk import Desk
from kiosk.errors import KioskError
from kiosk.language import words
from kiosk.minutes import shelf
from kiosk.minutes.scanned import code
from kiosk.minutes.server import Server

_, ngettext = words("handout")


class Handout:
    """The sharing of one assembly's minutes. `server` is None if nothing is served."""

    def __init__(self, folder: Path, server: Server | None = None, port: int = 8080, wifi: str = "") -> None:
        self.server = server
        self._folder, self._port, self._wifi = folder, port, wifi
        self._about: shelf.About | None = None
        self._names: dict[str, str] | None = None
        self._filling = Lock()

    def wifi(self, desk: Desk) -> str:
        """Return the code that joins the kiosk's own Wi-Fi; "" if members use another way."""
        return self._wifi if desk.state.rules.route == "hotspot" else ""

    def serve(self, desk: Desk) -> None:
        """Start the web server's process on the published files, unless members use paper."""
        if self.server is not None and desk.state.rules.route != "paper":
            self.server.hotspot = desk.state.rules.route == "hotspot"
            self.server.misfit = lambda meeting: self.fill(desk)
            self.server.start(self._port)

    def fill(self, desk: Desk) -> None:
        """Make all minutes that are missing or differ; only these are served.

        Slow: call it in a thread.
        """
        from kiosk.minutes.expecting import made

        self._about = None
        with self._filling, suppress(KioskError):  # one at a time, so that the server learns the newest last
            expected = made(self._folder, desk).expected
            if self.server is not None:
                self.server.expect(expected.keys, expected.meetings, expected.index, expected.language)
        self._about = None

    def outdated(self, desk: Desk) -> bool:
        """True if a name was corrected, forgotten, or is as before again, since the last call.

        Minutes that show it must be made again. Before the first call anything may have happened.
        """
        before, self._names = self._names, dict(desk.state.roster.names)
        return before is None or any(self._names.get(person) != name for person, name in before.items())

    def last(self, desk: Desk) -> str:
        """Return the address of the last closed meeting's minutes, to be typed; "" while they are not
        served."""
        about, base = self._last(desk), self.address()
        return f"{base}/{about.slug}" if about and base else ""

    def last_code(self, desk: Desk) -> str:
        """Return the same to be scanned, with the journal's size and root; "" while they are not served."""
        about, base = self._last(desk), self.address()
        return code(base, about.slug, about.size, about.root) if about and base else ""

    def _last(self, desk: Desk) -> shelf.About | None:
        past = desk.state.meeting.past
        if not past:
            return None
        if self._about is None or self._about.number != past[-1].number:
            self._about = shelf.about(self._folder / "public" / "minutes" / str(past[-1].number))
        return self._about

    def address(self) -> str:
        """Return `http://10.42.0.1:8080`, or "" while nothing is served."""
        return self.server.address() if self.server is not None else ""

    def fault(self, desk: Desk) -> str:
        """Return a sentence about what keeps phones from the minutes, or ""."""
        if desk.state.rules.route == "paper":
            return _("Members fetch the minutes on paper or a stick.")
        return self.server.fault if self.server is not None else _("No minutes are served here.")

    def fetched(self) -> int:
        """Return the number of pages that phones have fetched."""
        return self.server.fetched if self.server is not None else 0
