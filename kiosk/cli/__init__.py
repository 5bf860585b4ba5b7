"""The command line: everything the kiosk can do without a screen, and the way to open it with one.

One file a command: `kiosk verify` is `kiosk/cli/verify.py`, with

    add(subparsers) -> None      the command's words and options, in plain sentences
    run(args) -> int             what it does: 0 good, 1 a finding or a refusal, 2 wrong use

A file is found by its name; a name that begins with an underscore is no command. --data, --json and
--language are added here to every command, nested ones too: `args.data` is a Path, `args.json` true where
programs read on; --language is obeyed before any sentence is made. Only the chosen command's file is
imported, so a file imports what it needs inside its functions where that is heavy. This is the composition
root: it may name devices and screens, inside functions. It holds no rule of
the assembly.

No traceback reaches a person: every trouble the kiosk knows becomes one sentence on standard error. A fault
of the program itself ends with 70 and a sentence; KIOSK_TRACEBACK=1 in the environment shows where it was.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.language import languages, speak, words
from kiosk.language.lists import listed

_, ngettext = words("cli")

INTERRUPTED, FAULTY = 130, 70


def main(argv: Sequence[str]) -> int:
    """Run `kiosk` with these arguments; returns the exit code. Every trouble becomes a sentence."""
    from kiosk.cli._terminal import complain, finish_output, guard, refuse

    guard()
    try:
        if sentence := _speak(list(argv)):
            complain(sentence)
            return 2
        code = _run(list(argv))
        sys.stdout.flush()
    except SystemExit as end:  # argparse has printed its sentence
        code = end.code if isinstance(end.code, int) else 2
    except KioskError as trouble:
        refuse(trouble.sentence, "--json" in argv)
        return 1
    except BrokenPipeError:
        finish_output()
        return 1
    except OSError as error:
        finish_output()
        complain(_refused_by_the_machine(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:  # the edge of the process: people never see a traceback
        if os.environ.get("KIOSK_TRACEBACK"):
            raise
        sentence = _("The kiosk has a fault: {kind}: {what}. KIOSK_TRACEBACK=1 kiosk ... shows where.")
        complain(sentence.format(kind=type(fault).__name__, what=fault))
        return FAULTY
    return code


def _speak(argv: list[str]) -> str:
    """Take the language of the command's own sentences; returns why that of --language cannot be taken.

    The terminal's own (LC_ALL, LC_MESSAGES, LANG) is taken where it is known, and English where not. What the
    assembly says on its wall and in its minutes is in the language that it has set itself.
    """
    asked = next(_given(argv, "--language"), "")
    if asked:
        from kiosk.typed.command_fields import quoted

        known = languages()
        if asked.lower() not in known:
            sentence = _("There are no words in {language} here; --language takes one of: {languages}.")
            return sentence.format(language=quoted(asked), languages=listed(known))
        speak(asked.lower())
    elif own := _terminals():
        speak(own)
    return ""


def _given(argv: list[str], option: str) -> Iterator[str]:
    """What follows an option, as its own word or behind an equals sign."""
    for word, after in zip(argv, [*argv, ""][1:], strict=True):
        if word == option:
            yield after
        elif word.startswith(f"{option}="):
            yield word.partition("=")[2]


def _terminals() -> str:
    """The language of the terminal if it is known here: `pt_BR.UTF-8` is pt-br, or else pt; "" for none."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    tag = next(filter(None, named), "").partition(".")[0].partition("@")[0].replace("_", "-").lower()
    if not tag or tag in ("c", "posix"):
        return ""
    return next((each for each in (tag, tag.partition("-")[0]) if each in languages()), "")


def default_data() -> Path:
    """Return where an assembly is kept unless --data names another folder."""
    from platformdirs import user_data_path

    return user_data_path("assembly-kiosk")


def command_names() -> list[str]:
    """Return every command, those of ORDER first."""
    found = {path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    return [name for name in ORDER if name in found] + sorted(found - set(ORDER))


ORDER = (
    "demo init run commands journal verify export roster agenda draw lot minutes serve follow devices key"
    " names backup"
).split()
"""The commands as help lists them: first those that a new assembly needs."""


def _run(argv: list[str]) -> int:
    if not argv:
        return open_kiosk(default_data())
    from kiosk.cli._parser import parser_for, wanted

    name = wanted(argv)
    if name and name not in command_names():
        return _unknown(name)
    # Import no command's file just to open the kiosk; only help needs all of them.
    parser = parser_for([name] if name else command_names() if {"-h", "--help"} & set(argv) else [])
    args = parser.parse_args(argv)
    if name is None:
        return open_kiosk(_data(args))
    args.data, args.json = _data(args), getattr(args, "json", False)
    code: int = args.run_command(args)
    return code


def _data(args: Namespace) -> Path:
    given: str | None = getattr(args, "data", None)
    return Path(given) if given else default_data()


def open_kiosk(data: Path) -> int:
    """Open the kiosk on the assembly kept in `data`, or found one there; returns the exit code.

    A person who wants to look first gets the made-up assembly, and then the same questions again.
    """
    while (code := on_screen(data)) == LOOK_FIRST:
        from kiosk.cli.demo import play

        code = play()
        if code != 0:
            break
    return code


LOOK_FIRST = 42
"""Exit code of the first start when the person wants to look at a made-up evening."""


def on_screen(data: Path, demo: bool = False) -> int:
    """Run the screens on the assembly in `data`; gives standard error back to the terminal at the end."""
    from screens.boot import MESSAGES, run

    kept, shown = os.dup(2), sys.__stderr__
    try:
        code = run(data, demo)
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        sys.__stderr__ = shown  # type: ignore[misc]  # Final to mypy; the screens replaced it
    if code == FAULTY:
        from kiosk.cli._terminal import complain

        sentence = _(
            "The kiosk has a fault and stopped. What it showed as recorded is safe: start it again. "
            "{file} says what happened."
        )
        complain(sentence.format(file=data / MESSAGES))
    return code


def _unknown(name: str) -> int:
    from difflib import get_close_matches

    from kiosk.cli._terminal import complain
    from kiosk.typed.command_fields import quoted

    near = get_close_matches(name[:40].casefold(), command_names(), 1)
    sentence = (
        _("There is no command {name}; did you mean {nearest}? kiosk --help names them all.")
        if near
        else _("There is no command {name}. kiosk --help names them all.")
    )
    complain(sentence.format(name=quoted(name), nearest="".join(near)))
    return 2


def _refused_by_the_machine(error: OSError) -> str:
    reason = error.strerror or str(error)
    if not isinstance(error.filename, (str, bytes)):
        return _("The machine refused: {what}.").format(what=reason)
    return _("{file}: {what}.").format(file=os.fsdecode(error.filename), what=reason)
