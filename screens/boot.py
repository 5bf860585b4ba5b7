"""Open the kiosk: the one module that picks devices for the screens.

It guards file descriptor 2 (C libraries write there, and Textual paints there), opens the assembly kept in a
folder or offers to found one, and runs the app. It is not a screen.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import SOFTWARE
from kiosk.errors import DeviceFault, JournalDamaged, NotRecorded, NotTrusted
from kiosk.language import contexts, speak, words
from kiosk.minutes.server import Server
from kiosk.ports import Clock, DeviceLine
from kiosk.settings import Settings, random_lines, read_settings

if TYPE_CHECKING:
    from devices.hardware import RandomDevice
    from screens.keys.keymap import Moved

BURST = 0.03
"""Seconds between two keys of a badge, at most; people are slower."""
FAULTY = 70
"""The exit code after a bug in the kiosk; `MESSAGES` in its folder says what happened."""
MESSAGES = Path("cache", "messages")
BEFORE = Path("cache", "messages-before")
"""The messages of the previous run: after a crash the service has already restarted the kiosk."""

_, ngettext = words("boot")
pgettext, npgettext = contexts("boot")


def guard_screen(folder: Path) -> None:
    """Send what C libraries write on file descriptor 2 to a file, so that it cannot land on the wall."""
    real = os.dup(2)
    # Final to mypy. Textual paints on the stream it finds here, which must stay the terminal.
    sys.__stderr__ = os.fdopen(real, "w", encoding="utf-8", errors="replace")  # type: ignore[misc]
    target = folder / MESSAGES
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size:
            target.replace(folder / BEFORE)
        log = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError:
        log = os.open(os.devnull, os.O_WRONLY)
    os.dup2(log, 2)
    os.close(log)


def random_device(folder: Path, clock: Clock, demo: bool) -> RandomDevice:
    """Return the random device that kiosk.toml asks for; a demo asks for a made-up one."""

    def configured() -> str:
        return read_settings(folder).random.device

    if not demo:
        from devices.hardware import RandomDevice

        return RandomDevice(configured, folder, clock)
    from devices.fake_serial import MADE_UP, made_up

    if not (folder / "kiosk.toml").exists():
        (folder / "kiosk.toml").write_text(random_lines(MADE_UP.kind))
    return made_up(configured, folder, clock)


def moved_keys(settings: Settings) -> Moved:
    """Return the keys that kiosk.toml moves. Raises DeviceFault if one of them cannot be moved.

    Skipped without such a setting, because it imports every screen to know every key.
    """
    if not settings.keys:
        return {}
    from screens.keys.moving import chosen

    return chosen(settings.keys, settings.scanner.prefix)


def run(folder: Path, demo: bool = False) -> int:
    """Run the kiosk on the assembly kept in `folder` and return the exit code."""
    # Nearly all objects made until the first frame stay, so a collection finds nothing. The app
    # collects once after that frame.
    gc.disable()
    from devices.buttons import TalkingPiece
    from devices.chime import CardChime
    from devices.clock import SystemClock
    from devices.entropy import DeviceEntropy
    from kiosk.desk.desk import Desk
    from kiosk.desk.early_language import language_of
    from kiosk.practices.record.rules import AttestClock

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock = SystemClock()
    random = cache(lambda: random_device(folder, clock, demo))  # the first frame does not need it
    entropy = DeviceEntropy(lambda: random().read())
    desk, trouble = None, ""
    try:
        if (folder / "journal" / "entries").exists():
            speak(language_of(folder))
            desk = Desk.open(folder, clock, entropy)
    except (JournalDamaged, NotTrusted, NotRecorded) as damage:
        trouble = damage.sentence
    if desk is not None and demo:
        # A demo has no room of people who could confirm the time.
        desk.ask(AttestClock(said=datetime.now().strftime("%Y-%m-%dT%H:%M")))
    guard_screen(folder)
    from screens.app.app import KioskApp
    from screens.hardware.attached_devices import Plugged
    from screens.hardware.keyboard_line import keyboard_lines
    from screens.minutes.minutes_sharing import Handout
    from screens.terminal.keyboard import Keyboard

    def found(name: str) -> Desk:
        return Desk.found(folder, name, clock, entropy, SOFTWARE)

    def probe() -> list[DeviceLine]:
        from devices.probe import probe as look
        from kiosk.minutes.addresses import best

        wrong = app.desk.journal.damage if app.has_desk else []
        damage = [
            DeviceLine(pgettext("a row of what is plugged in and well", "journal"), "damaged", sentence)
            for sentence in wrong
        ]
        plugged = look(folder, best, random=random(), chime=chime, buttons=piece)
        return [*plugged, *keyboard_lines(app.heard), *findings, *damage]

    findings: list[DeviceLine] = []

    def damaged(sentence: str) -> None:
        """Add a finding of the background check to the faults on the devices screen."""
        if sentence not in app.desk.journal.damage:
            findings.append(
                DeviceLine(pgettext("a row of what is plugged in and well", "journal"), "damaged", sentence)
            )
        with suppress(RuntimeError):  # the app has ended
            app.call_from_thread(app.probe_devices)

    try:
        settings = read_settings(folder)
    except DeviceFault as fault:
        settings = Settings()
        findings.append(
            DeviceLine(
                pgettext("a row of what is plugged in and well", "settings"), "unreadable", fault.sentence
            )
        )

    try:
        keys = moved_keys(settings)
    except DeviceFault as fault:
        keys = {}
        findings.append(
            DeviceLine(
                pgettext("a row of what is plugged in and well", "settings"), "unreadable", fault.sentence
            )
        )

    def bell() -> None:
        app.call_later(app.bell)

    chime = CardChime(lambda: read_settings(folder).sound, bell=bell, apart=True)
    piece = TalkingPiece(lambda: read_settings(folder).piece)
    server, plain = Server(folder), os.environ.get("TERM") == "linux"
    app = KioskApp(
        folder,
        desk,
        found,
        plugged=Plugged(
            probe=probe,
            diagnose=lambda: random().diagnose(),
            chime=chime,
            buttons=piece,
            scanner=settings.scanner.prefix,
            letters=(settings.scanner.arrives, settings.scanner.means),
            burst=BURST,
        ),
        plain=plain,
        theme="kiosk-console" if plain else f"kiosk-{settings.theme}",
        handout=Handout(folder, server, settings.port, settings.hotspot.code()),
        trouble=trouble,
        greeting=_("A made-up evening, to practise with: nothing of it is kept. {key[app.quit]} leaves it.")
        if demo
        else "",
        repeat=0.06,
        keys=keys,
    )
    app.driver_class = Keyboard
    if desk is not None and not demo:
        desk.check_in_background(damaged)
    try:
        code = app.run(mouse=False)
    finally:
        server.stop()
        chime.close()
        piece.close()
        if app.has_desk:
            app.desk.close()
    return FAULTY if code is None or app.return_code else code
