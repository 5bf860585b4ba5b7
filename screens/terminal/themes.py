"""The four looks of the wall: day, night, high contrast, and a console with 16 colours.

There are two accent colours: `primary` for what is in progress and the next step, `accent` for what needs
attention. Neither has a meaning alone: a word and a sign come with it. Colours are chosen for a projector:
paper and ink, never pure blue, nothing that a washed-out picture would lose.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str, *, ink: str, paper: str, calm: str, eye: str, quiet: str, raised: str, dark: bool
) -> Theme:
    """Return a theme from six colours: text, ground, the two accents, secondary text and a raised ground."""
    return Theme(
        name=name,
        primary=calm,
        secondary=quiet,
        accent=eye,
        warning=eye,
        error=eye,
        success=calm,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=raised,
        boost=raised,
        dark=dark,
        variables={
            # Set the plain names too: Textual would convert them to hue and lightness, and round.
            "primary": calm,
            "secondary": quiet,
            "accent": eye,
            "warning": eye,
            "error": eye,
            "success": calm,
            "foreground": ink,
            "background": paper,
            "surface": paper,
            "panel": raised,
            "text": ink,
            "text-muted": quiet,
            "text-disabled": quiet,
            "text-primary": calm,
            "text-secondary": quiet,
            "text-accent": eye,
            "text-warning": eye,
            "text-error": eye,
            "text-success": calm,
            "foreground-muted": quiet,
            "foreground-disabled": quiet,
            "block-cursor-foreground": paper,
            "block-cursor-background": calm,
            "block-cursor-text-style": "bold",
            "input-cursor-foreground": paper,
            "input-cursor-background": ink,
            "input-cursor-text-style": "none",
            "input-selection-background": raised,
            "border": calm,
            "border-blurred": quiet,
            "scrollbar": quiet,
            "scrollbar-background": paper,
            "scrollbar-corner-color": paper,
        },
    )


DAY = _theme(
    "kiosk-day",
    ink="#1b2327",
    paper="#f8f5ed",
    calm="#0a5c54",
    eye="#9a3412",
    quiet="#555f63",
    raised="#e9e4d6",
    dark=False,
)
NIGHT = _theme(
    "kiosk-night",
    ink="#ece7db",
    paper="#11161a",
    calm="#86cfc0",
    eye="#f0b866",
    quiet="#9aa5a8",
    raised="#222b31",
    dark=True,
)
CONTRAST = _theme(
    "kiosk-contrast",
    ink="#ffffff",
    paper="#000000",
    calm="#9ff3e2",
    eye="#ffd34d",
    quiet="#cfd6d8",
    raised="#1f1f1f",
    dark=True,
)
# The exact colours of the console's own palette, so that nothing is rounded to a neighbour.
CONSOLE = _theme(
    "kiosk-console",
    ink="#ffffff",
    paper="#000000",
    calm="#55ffff",
    eye="#ffff55",
    quiet="#aaaaaa",
    raised="#000000",
    dark=True,
)

THEMES: tuple[Theme, ...] = (DAY, NIGHT, CONTRAST, CONSOLE)
LOOKS = {theme.name: theme for theme in THEMES}
"""The themes by name."""
