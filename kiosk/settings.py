"""Settings of this device, from DIR/kiosk.toml: look, port, the kiosk's own Wi-Fi. Rules are entries instead.

theme = "night"            # day, night, contrast, console
port = 8080
[hotspot]
name = "Assembly"
password = "garden-oak-7"
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, ValidationError, convert, field

from kiosk.errors import DeviceFault
from kiosk.language import words

_, ngettext = words("settings")


class Hotspot(Struct, frozen=True):
    """The kiosk's own Wi-Fi, as it was set up on this device; `name` "" for none."""

    name: str = ""
    password: str = ""

    def code(self) -> str:
        """What a phone scans to join, `WIFI:T:WPA;S:name;P:password;;`; "" for none."""
        if not self.name:
            return ""
        kind = "WPA" if self.password else "nopass"
        return f"WIFI:T:{kind};S:{_escaped(self.name)};P:{_escaped(self.password)};;"


class Settings(Struct, frozen=True):
    """`theme` one of day, night, contrast, console; `port` of the minutes, 0 for any that is free."""

    theme: Literal["day", "night", "contrast", "console"] = "night"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8080
    hotspot: Hotspot = field(default_factory=Hotspot)


def read_settings(folder: Path) -> Settings:
    """The settings of a data directory, or the usual ones; raises DeviceFault for a file that is none."""
    try:
        text = (folder / "kiosk.toml").read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _unusable(error) from error
    import tomllib  # most devices have no such file, and none of them should wait for its reader

    try:
        return convert(tomllib.loads(text.decode()), Settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise _unusable(error) from error


def _unusable(why: Exception) -> DeviceFault:
    return DeviceFault(_("kiosk.toml cannot be used ({why}); the usual settings hold.").format(why=why))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,":' else sign for sign in text)
