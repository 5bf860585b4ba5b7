"""How the words of the command line are parsed: argparse, with sentences instead of its usage messages.

Only the parsers of the commands asked for are built. Each command defines its own options in its file.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from kiosk import SOFTWARE
from kiosk.cli._terminal import complain
from kiosk.language import contexts, words

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")

if TYPE_CHECKING:
    Commands: TypeAlias = _SubParsersAction["Parser"]
    """What a command's `add` is given."""


class Parser(ArgumentParser):
    """An ArgumentParser whose complaints are one sentence (exit 2) and whose help keeps its paragraphs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("formatter_class", RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)

    def error(self, message: str) -> NoReturn:
        sentence = _("{message}. {prog} --help says how it is used.")
        complain(sentence.format(message=message[:1].upper() + message[1:], prog=self.prog))
        self.exit(2)


def parser_for(names: Sequence[str]) -> Parser:
    """Return the parser of `kiosk` with these commands."""
    parser = Parser(
        prog="kiosk",
        description=_(
            "The assembly kiosk. Without a command it opens on this screen.\n"
            "kiosk COMMAND --help says more about each command."
        ),
        epilog=_("Exit: 0 good, 1 something was found or refused, 2 wrong use."),
    )
    parser.add_argument("--version", action="version", version=SOFTWARE, help=_("print the version, and end"))
    _common(parser)
    commands = parser.add_subparsers(
        title=pgettext("help: heading", "commands"), metavar="COMMAND", dest="command"
    )
    for name in names:
        module = import_module(f"kiosk.cli.{name}")
        module.add(commands)
        _finish(commands.choices[name], module.run)
    return parser


def _common(parser: ArgumentParser) -> None:
    """Add --data, --json and --language, which may come anywhere on the line."""
    known = parser._option_string_actions
    if "--data" not in known:
        parser.add_argument(
            "--data",
            metavar="DIR",
            default=SUPPRESS,
            help=_("the folder in which the assembly is kept (default: this account's data folder)"),
        )
    if "--json" not in known:
        parser.add_argument(
            "--json", action="store_true", default=SUPPRESS, help=_("answer in JSON, for programs")
        )
    if "--language" not in known:
        parser.add_argument(
            "--language",
            metavar="TAG",
            default=SUPPRESS,
            help=_("the language of this command's sentences (default: this terminal's, if it is known)"),
        )


def _finish(parser: ArgumentParser, run: Any) -> None:
    """Add the common options and `run` to a command and its subcommands."""
    _common(parser)
    parser.set_defaults(run_command=run)
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for below in dict.fromkeys(action.choices.values()):
                _finish(below, run)


def wanted(argv: Sequence[str]) -> str | None:
    """Return the command: the first word that is no option, nor the value of --data or --language."""
    words = iter(argv)
    for word in words:
        if word in ("--data", "--language"):
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
