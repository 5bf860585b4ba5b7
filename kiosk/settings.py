"""Settings of this device, from DIR/kiosk.toml: look, port, the kiosk's own Wi-Fi. Rules are entries instead.

theme = "night"            # day, night, contrast, console
port = 8080
[hotspot]
name = "Assembly"
password = "garden-oak-7"
[random]
device = "truerng"         # or a path below /dev/serial/by-id; docs/devices.md
[sound]
volume = 60                # per cent
mute = false
bell = false               # the terminal's, where no card sounds
[talking-piece]
device = "/dev/input/by-id/usb-PCsensor_FootSwitch-event-kbd"
next = ["enter", 272]      # begins and ends turns; with none named, every key that does not pause
pause = ["pageup"]
[scanner]
prefix = "~"               # what a badge scanner types before each code
arrives = "zy"             # letters that it types ...
means = "yz"               # ... for these, with another keyboard layout
[keys]
"floor.ask" = "x"          # another key, or several: "x,f6"; docs/keys.md has every name
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError, convert, field

from kiosk.errors import DeviceFault
from kiosk.language import words
from kiosk.language.misfit import plain
from kiosk.ports import Piece, Sound

_, ngettext = words("settings")


class Hotspot(Struct, frozen=True):
    """The kiosk's own Wi-Fi, as it was set up on this device; `name` is "" without one."""

    name: str = ""
    password: str = ""

    def code(self) -> str:
        """Return what a phone scans to join, `WIFI:T:WPA;S:name;P:password;;`; "" without a name."""
        if not self.name:
            return ""
        kind = "WPA" if self.password else "nopass"
        return f"WIFI:T:{kind};S:{_escaped(self.name)};P:{_escaped(self.password)};;"


class Random(Struct, frozen=True):
    """The random device that draws use in addition to the system's randomness: its kind, its path, or ""."""

    device: str = ""


class Badges(Struct, frozen=True):
    """A badge scanner that types: the one character that it sends before each code, "" for none.

    `arrives` are letters that it types in place of those of `means`, in their order: its keyboard layout is
    another than the kiosk's.
    """

    prefix: Annotated[str, Meta(max_length=1)] = ""
    arrives: Annotated[str, Meta(max_length=100)] = ""
    means: Annotated[str, Meta(max_length=100)] = ""


class Settings(Struct, frozen=True):
    """The settings: `theme` of the screens; `port` for the minutes, 0 for any that is free.

    `keys` is as written in the file: the screens know which keys exist.
    """

    theme: Literal["day", "night", "contrast", "console"] = "night"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8080
    hotspot: Hotspot = field(default_factory=Hotspot)
    random: Random = field(default_factory=Random)
    sound: Sound = field(default_factory=Sound)
    piece: Piece = field(default_factory=Piece, name="talking-piece")
    scanner: Badges = field(default_factory=Badges)
    keys: dict[str, Any] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """Return the settings of a data directory, or the defaults. Raises DeviceFault for an unusable file."""
    try:
        text = (folder / "kiosk.toml").read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _unusable(error) from error
    return _settings(text)


def _settings(text: bytes) -> Settings:
    import tomllib  # most devices have no such file, and need not wait for its reader

    try:
        return convert(tomllib.loads(text.decode()), Settings)
    except ValidationError as error:
        raise _unusable(plain(str(error))) from error
    except (ValueError, RecursionError) as error:  # ValueError: also for a number of 5,000 digits
        raise _unusable(error) from error


def random_lines(device: str) -> str:
    """Return the two lines of kiosk.toml that ask for a random device."""
    return f"[random]\ndevice = {_written(device)}\n"


def _written(value: str | int | bool) -> str:
    """Return a value as TOML writes it, which is as JSON does."""
    import json  # every start reads the settings; writing them is rare

    return json.dumps(value, ensure_ascii=False)


def use_random(folder: Path, device: str) -> None:
    """Ask for a random device in kiosk.toml, "" for none. Raises as `change` does."""
    change(folder, "random", "device", device)


def change(folder: Path, part: str, key: str, value: str | int | bool) -> None:
    """Set one value in a table of kiosk.toml; everything else in it stays as it was.

    Raises DeviceFault when that is not possible, and then the file is as it was.
    """
    from kiosk.journal.disk import replace_file

    path = (folder / "kiosk.toml").resolve()
    try:
        text, mode = path.read_bytes(), path.stat().st_mode & 0o777
    except FileNotFoundError:
        text, mode = b"", 0o644
    except OSError as error:
        raise _unchanged(error.strerror) from error
    _settings(text)
    after = _with(text.decode(), part, key, value)
    if not _differ_in_that(text.decode(), after, part, key, value):
        raise _unchanged(_("it is laid out in a way that only a person can read"))
    try:
        replace_file(path, after.encode(), mode)
    except OSError as error:
        raise _unchanged(error.strerror) from error


def _differ_in_that(before: str, after: str, part: str, key: str, value: str | int | bool) -> bool:
    """True if `after` says all that `before` says, with only this value changed."""
    import tomllib

    wanted = tomllib.loads(before)
    wanted[part] = {**wanted.get(part, {}), key: value}
    try:
        return tomllib.loads(after) == wanted
    except ValueError:
        return False


def _with(text: str, part: str, key: str, value: str | int | bool) -> str:
    """Return the text of kiosk.toml with another value in a table, which is added if it is missing."""
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line.strip().startswith("[")] + [len(lines)]
    head, line = f"[{part}]", f"{key} = {_written(value)}\n"
    for start, end in pairwise(starts):
        if lines[start].split("#")[0].strip() == head:
            rest = [other for other in lines[start + 1 : end] if other.split("=")[0].strip() != key]
            # The table's header may be the last line of the file, without a line end.
            return "".join([*lines[:start], lines[start].rstrip("\n"), "\n", line, *rest, *lines[end:]])
    gap = "\n" if text and not text.endswith("\n") else ""
    return f"{text}{gap}{head}\n{line}"


def _unchanged(why: str | None) -> DeviceFault:
    return DeviceFault(_("kiosk.toml could not be changed: {why}.").format(why=why))


def _unusable(why: Exception | str) -> DeviceFault:
    return DeviceFault(_("kiosk.toml cannot be used ({why}); the usual settings hold.").format(why=why))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,":' else sign for sign in text)
