"""`python -m tests.words [LANGUAGE]`: write the templates, bring each language up to date, compile it.

With a language ("fr", "pt-BR") its folder is made first. Exit 1 if a translation cannot be used; it is named,
and its file is not compiled: what an earlier run compiled is deleted.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.words.catalogues import LOCALES, catalogues, templates
from tests.words.translated import faults


def main() -> int:
    """Write everything that follows from the code and from what translators wrote."""
    parser = argparse.ArgumentParser(prog="python -m tests.words", description=__doc__)
    parser.add_argument("language", nargs="?", help="a new language, as fr or pt-BR")
    language = parser.parse_args().language
    LOCALES.mkdir(exist_ok=True)
    wanted = templates()
    for path in set(LOCALES.glob("*.pot")) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    if language:
        (LOCALES / language.replace("-", "_") / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    found = [
        fault
        for folder in sorted(LOCALES.glob("*/LC_MESSAGES"))
        for domain, template in catalogues().items()
        for fault in _renew(folder / f"{domain}.po", template)
    ]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


def _renew(path: Path, template: Catalog) -> list[str]:
    """Bring one catalogue of a language up to date and compile it; returns what is wrong with it."""
    language = path.parts[-3]
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=template.domain)
        catalogue.update(template, no_fuzzy_matching=True)
    else:
        catalogue = Catalog(locale=language, domain=template.domain, project=template.project, fuzzy=False)
        catalogue.update(template)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    compiled = path.with_suffix(".mo")
    if found := [f"{path}: {fault}" for fault in faults(catalogue)]:
        compiled.unlink(missing_ok=True)
        return [*found, f"{compiled}: not there until this is mended; its sentences are English until then."]
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return []


if __name__ == "__main__":
    sys.exit(main())
