"""The frozen evening in tests/vectors/minutes-2: a journal, its names, and the minutes made from them.

    python -m tests.minutes.golden            writes the five documents again from the frozen journal,
                                              and the schema of the JSON form
    python -m tests.minutes.golden journal    plays the evening again first: only where journals changed

Use the first after changing a word or the page; look at the difference before committing it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from kiosk.minutes.build import build
from kiosk.minutes.chapters import schema
from kiosk.minutes.render import FORMS, SUFFIX, As, render
from kiosk.minutes.source import of_folder
from tests.minutes.evening import Evening

VECTOR = Path(__file__).parent.parent / "vectors" / "minutes-2"
SCHEMA = Path(__file__).parents[2] / "docs" / "specs" / "minutes-2.schema.json"


def documents() -> dict[str, bytes]:
    """Return file name -> content for each form, made from the frozen journal."""
    minutes = build(of_folder(VECTOR), 1)
    return {file_of(form): render(minutes, form) for form in FORMS}


def file_of(form: As) -> str:
    """Return the file name of a form, for instance `minutes.md`."""
    return f"minutes.{SUFFIX[form]}"


def _play() -> None:
    with tempfile.TemporaryDirectory() as folder:
        evening = Evening(Path(folder))
        evening.play()
        evening.desk.close()
        (VECTOR / "journal").mkdir(parents=True, exist_ok=True)
        shutil.copy(evening.folder / "journal" / "entries", VECTOR / "journal" / "entries")
        shutil.copy(evening.folder / "names.json", VECTOR / "names.json")
        (VECTOR / "names.json").chmod(0o644)


if __name__ == "__main__":
    if "journal" in sys.argv:
        _play()
    for name, data in documents().items():
        (VECTOR / name).write_bytes(data)
    SCHEMA.write_bytes(schema())
