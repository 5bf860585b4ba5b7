"""`kiosk commands`: every command of the desk, with its form.

The program makes the list from its practices: `kiosk run` and the prompt accept exactly these commands.
`--as table` prints the tables of docs/commands.md.
"""

from __future__ import annotations

import inspect
from argparse import Namespace
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.cli._terminal import escaped, say
from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "commands",
        help=_("list every command of the assembly, with its JSON Schema"),
        description=_(
            "List every command that the desk takes: its name, the moment at which it makes sense, its form\n"
            "at the prompt, and the JSON Schema of its form for kiosk run. Needs no assembly."
        ),
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=("json", "table"),
        default="json",
        help=_("JSON, or the tables of docs/commands.md"),
    )


def run(args: Namespace) -> int:
    if args.form == "table":
        say(table())
        return 0
    text = msgspec.json.encode(described())
    print(escaped((text if args.json else msgspec.json.format(text, indent=2)).decode()))
    return 0


def described() -> dict[str, Any]:
    """Return `commands`: a list of do, practice, when, form, doc, schema; the schemas refer to `$defs`."""
    from kiosk.desk.registry import REGISTRY
    from kiosk.practices.messages import command_name
    from kiosk.typed.prompt import form

    types = REGISTRY.commands
    schemas, parts = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    listed = [
        {
            "do": command_name(command),
            "practice": practice.name,
            "when": command.WHEN,
            "form": form(command),
            "doc": inspect.getdoc(command) or "",
            "schema": schema,
        }
        for (command, practice), schema in zip(types.items(), schemas, strict=True)
    ]
    return {"commands": listed, "$defs": parts}


def table() -> str:
    """Return a heading and a table for each practice; a row is a command's form, when it applies, its doc."""
    practices: dict[str, list[str]] = {}
    for command in described()["commands"]:
        doc = " ".join(command["doc"].split()).replace("|", "\\|")
        rows = practices.setdefault(command["practice"], ["| command | when | what it is |", "|---|---|---|"])
        rows.append(f"| `{command['form']}` | {command['when']} | {doc} |")
    return "\n\n".join("\n".join([f"### {practice}", *rows]) for practice, rows in practices.items())
