"""No typed text can be parsed as markup, checked in the source, because tests cannot try every name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import screens

FILES = sorted(path for folder in screens.__path__ for path in Path(folder).rglob("*.py"))
TEXTUAL = {"Static", "Input", "TextArea"}
"""Widgets of Textual that the screens may use. Label, Button, OptionList and most others parse markup."""
CALLED = {"escape", "from_markup", "notify"}
SET = {"border_title", "border_subtitle", "tooltip"}


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield module and name of everything that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (("", alias.name) for alias in node.names)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_content(value: ast.expr) -> bool:
    """True if the value is Content(...), Content.assemble(...) or Content.styled(...): never parsed."""
    if not isinstance(value, ast.Call):
        return False
    of = value.func.value if isinstance(value.func, ast.Attribute) else value.func
    return isinstance(of, ast.Name) and of.id == "Content"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_file_gives_no_text_to_a_parser_of_markup(path: Path) -> None:
    """Widgets that parse markup are not imported; a Static gets markup=False or Content."""
    tree = ast.parse(path.read_text("utf-8"))
    for module, name in _imported(tree):
        assert not module.startswith("textual.widgets") or name in TEXTUAL, f"{name} parses markup"
        assert (module, name) != ("rich.markup", "escape"), "escaping does not help: pass Content"
        assert (module, name) != ("textual.markup", "escape"), "escaping does not help: pass Content"
    statics = {"Static"} | {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Static" for base in node.bases)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            parses = SET if isinstance(node.ctx, ast.Store) else CALLED
            assert node.attr not in parses, f"line {node.lineno}: {node.attr} parses markup"
        if isinstance(node, ast.Call) and _name(node) == "Static":
            told = {word.arg: word.value for word in node.keywords}
            unparsed = isinstance(told.get("markup"), ast.Constant) and told["markup"].value is False  # type: ignore[attr-defined]
            first = node.args[0] if node.args else None
            assert unparsed or (first is not None and _is_content(first)), f"line {node.lineno}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in statics:
            source = ast.unparse(node)
            assert "__init__" not in source or "markup=False" in source, f"{node.name} parses markup"


def test_there_are_files_to_look_at() -> None:
    """The lint finds the screens, their widgets and dialogs."""
    assert {"floor", "entry", "question", "app"} <= {path.stem for path in FILES}
