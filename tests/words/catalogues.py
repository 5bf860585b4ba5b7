"""The sentences of the code as catalogues, one a domain: read by Babel, written without dates and numbers.

A file's domain is the one that it passes to `words` or `contexts`. A template of the minutes belongs to the
minutes, whose functions it is given.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from tests.words.terms import notes

ROOT = Path(__file__).parents[2]
SOURCES = ("kiosk", "screens", "devices")
LOCALES = ROOT / "kiosk" / "locales"
KEYWORDS: Any = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "NP_": ((1, "c"), 2),
}
COMMENT = "Translators:"
TEMPLATES = "minutes"
"""The domain of the jinja2 templates."""
_DATED = re.compile(r'^"(?:POT-Creation-Date|Generated-By): .*\n', re.MULTILINE)


class TwoDomainsError(Exception):
    """A file asks for two catalogues, or marks sentences without asking for one."""


def python_files() -> list[Path]:
    """Return every module of the product."""
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))


def template_files() -> list[Path]:
    """Return every page that jinja2 fills."""
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.jinja"))


def domain_of(tree: ast.AST) -> str | None:
    """Return the catalogue that a module uses, None if it uses none. Raises TwoDomainsError for two."""
    found = {
        ast.literal_eval(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("words", "contexts")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    if len(found) > 1:
        raise TwoDomainsError(f"two catalogues in one file: {sorted(found)}")
    return found.pop() if found else None


def catalogues() -> dict[str, Catalog]:
    """Return every catalogue by its domain, with all sentences in the order of their files."""
    found: dict[str, Catalog] = {}
    for domain, path, message, comments, context in _messages():
        catalogue = found.setdefault(domain, _empty(domain))
        text = message if isinstance(message, str) else " ".join(message)
        told = [*comments, *notes(text)]
        catalogue.add(message, None, [(path, 0)], auto_comments=told, context=context)
    return found


def committed() -> dict[str, Catalog]:
    """Return every catalogue as it lies in the repository; `test_marked` compares those with the code.

    Reading them takes a tenth of the time.
    """
    found: dict[str, Catalog] = {}
    for path in sorted(LOCALES.glob("*.pot")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, domain=path.stem)
    return found


def as_template(catalogue: Catalog) -> str:
    """Return the text of a .pot file: the same sentences give the same bytes."""
    out = BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, sort_by_file=True)
    return _DATED.sub("", out.getvalue().decode("utf-8"))


def templates() -> dict[Path, str]:
    """Return each .pot file that belongs into the repository, and its text."""
    return {LOCALES / f"{domain}.pot": as_template(each) for domain, each in sorted(catalogues().items())}


def _empty(domain: str) -> Catalog:
    header = (
        f"# Sentences of the assembly kiosk: {domain}.\n# Made by `make words`; docs/development.md says how."
    )
    return Catalog(domain=domain, project="assembly-kiosk", header_comment=header, fuzzy=False)


def _messages() -> Iterator[tuple[str, str, Any, list[str], str | None]]:
    """(domain, path, message or its two forms, comments, context) of every marked sentence."""
    for path in python_files():
        text = path.read_bytes()
        domain = domain_of(ast.parse(text))
        for found in _extracted(extract_python, text):
            if domain is None:
                raise TwoDomainsError(f"{path.relative_to(ROOT)} marks sentences and names no catalogue")
            yield domain, path.relative_to(ROOT).as_posix(), *found
    for path in template_files():
        for found in _extracted(babel_extract, path.read_bytes()):
            yield TEMPLATES, path.relative_to(ROOT).as_posix(), *found


def _extracted(method: Any, text: bytes) -> Iterator[tuple[Any, list[str], str | None]]:
    options = {"trimmed": "true", "silent": "false"}
    for _line, message, comments, context in extract(
        method, BytesIO(text), KEYWORDS, (COMMENT,), options, strip_comment_tags=True
    ):
        yield message, comments, context
