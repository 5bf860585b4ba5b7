"""Agendas as strangers write them: small invented files of fourteen kinds, scored against the right answers.

`python -m tests.practices.agenda.test_strangers [FOLDER] [WORD]` writes the score of each kind, and what is
wrong in the files whose name holds WORD."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import Refused
from kiosk.practices.agenda.importer import read_agenda
from kiosk.practices.agenda.importer.draft import DraftItem, Imported
from kiosk.typed.text_file import read_file

FILES = Path(__file__).parents[2] / "vectors" / "agenda-strangers"
KINDS = sorted(path.name for path in FILES.iterdir() if path.is_dir())


def folded(title: str) -> str:
    """Return a title without the difference that capitals and blanks make."""
    return " ".join(title.split()).casefold()


def read(path: Path) -> Imported:
    """Read a file as the import would; a file that is refused has no items."""
    try:
        return read_agenda(read_file(path).text, {})
    except Refused:
        return Imported([], [], [])


class Score(Counter[str]):
    """Counts: items and lengths that are there, those found, and wrong ones that bear no mark."""

    def file(self, found: Imported, right: dict[str, Any]) -> list[str]:
        """Count one file; returns what is wrong in it."""
        wanted = {folded(item["title"]): item for item in right["items"]}
        read = {folded(item.title): item for item in found.items}
        doubtful = {line.line for line in found.doubtful}
        said: list[str] = []
        for title, item in wanted.items():
            if title in read:
                said += self._item(read[title], item, read[title].line in doubtful)
            elif not item.get("optional"):
                said.append(f"missing: {item['title']}")
            if not item.get("optional"):
                self["items"] += 1
                self["found"] += title in read
        for item in found.items:
            if folded(item.title) not in wanted:
                mark = "▲" if item.line in doubtful else ""
                self["unseen"] += not mark
                self["extra"] += 1
                said.append(f"{mark}extra: {item.title}")
        self["files"] += 1
        self["right"] += not said
        return said

    def _item(self, read: DraftItem, right: dict[str, Any], doubtful: bool) -> list[str]:
        said = []
        minutes = right.get("minutes", 0)
        if minutes:
            self["lengths"] += 1
            self["timed"] += read.planned == minutes * 60
        presenter = right.get("presenter", "")
        wrong = {
            "minutes": read.planned != minutes * 60,
            "start": "start" in right and read.starts != right["start"],
            "presenter": presenter != "*" and read.presenter != presenter,
        }
        for name, is_wrong in wrong.items():
            if is_wrong:
                got = {"minutes": read.planned / 60, "start": read.starts, "presenter": read.presenter}[name]
                said.append(f"{'▲' if doubtful else ''}{name} of {read.title}: {got}, not {right.get(name)}")
                self["unseen"] += not doubtful
        return said


def measure(folder: Path, word: str = "") -> tuple[dict[str, Score], list[str]]:
    """Return the score of each kind, and what is wrong in files whose name holds `word`."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))["files"]
    scores: dict[str, Score] = {}
    said = []
    for name, right in sorted(truth.items()):
        wrong = scores.setdefault(name.split("/")[0], Score()).file(read(folder / name), right)
        said += [f"{name}: {one}" for one in wrong if word in name]
    return scores, said


def percent(score: Score, part: str, whole: str) -> float:
    return 100 * score[part] / score[whole] if score[whole] else 100.0


def main(folder: Path = FILES, word: str = "") -> None:
    """Write the table."""
    scores, said = measure(folder, word)
    for name, score in [*scores.items(), ("all", total(scores))]:
        row = (
            f"{name:16} files {score['right']:3}/{score['files']:<3}"
            f" items {percent(score, 'found', 'items'):4.0f} %"
            f" lengths {percent(score, 'timed', 'lengths'):4.0f} %"
            f" extra {score['extra']:3} unseen {score['unseen']:3}\n"
        )
        sys.stdout.write(row)
    sys.stdout.write("\n".join(said) + "\n")


def total(scores: dict[str, Score]) -> Score:
    whole = Score()
    for score in scores.values():
        whole.update(score)
    return whole


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return measure(FILES)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_read(kind: str, scores: dict[str, Score]) -> None:
    """Of the items 95 % are found and of the lengths 90 %, and nothing is wrong without a mark."""
    score = scores[kind]
    assert score["files"] > 1
    assert percent(score, "found", "items") >= 95
    assert percent(score, "timed", "lengths") >= 90
    assert score["unseen"] == 0


def test_all_files_together(scores: dict[str, Score]) -> None:
    """The score that was reached once is kept: every file is right."""
    whole = total(scores)
    assert (whole["files"], whole["right"]) == (112, 112)


def test_the_score_notices_what_is_wrong() -> None:
    """An item that is missing, one too many, and a wrong length each count."""
    right = {"items": [{"title": "Rent", "minutes": 10}, {"title": "Roof"}]}
    score = Score()
    said = score.file(read_agenda("- rent (5 min)\n- Keys"), right)
    assert said == ["minutes of rent: 5.0, not 10", "missing: Roof", "extra: Keys"]
    assert (score["items"], score["found"], score["timed"], score["unseen"]) == (2, 1, 0, 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILES, "".join(sys.argv[2:3]))
