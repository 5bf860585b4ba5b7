"""Typed text stays text: no form of the minutes reads it as its own markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kiosk.cleaning import shown
from kiosk.minutes.build import build
from kiosk.minutes.chapters import decoded
from kiosk.minutes.document import Minutes
from kiosk.minutes.render import FORMS, As, Beside, render
from tests.minutes.evening import Evening
from tests.minutes.hostile import CORPUS, twin, with_texts

BESIDE = Beside(markdown="/a.md", seal="/a.md.sig", signers="/s", checkpoint="/c", calendar="/i", draws="/d/")
ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("\r\n\t\x1b\x9b\x00\u202e\u200d\u0301 \\`*_[]<>&#|~$@{}!^=+-.:;,\"'()/1x"),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Minutes:
    """Return the minutes of an evening with harmless texts."""
    played = Evening(tmp_path_factory.mktemp("evening"))
    played.play()
    minutes = build(played.desk, 1)
    played.desk.close()
    return minutes


class Elements(HTMLParser):
    """Collects every tag of a page with its attributes, every comment and declaration, in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(page: bytes) -> list[tuple[str, ...]]:
    """Return the structure of the page."""
    return Elements(page).found


def markdown_of(text: bytes) -> list[str]:
    """Return the structure of a document as CommonMark with tables, strikethrough and autolinks reads it."""
    parser = MarkdownIt("gfm-like").enable(["table", "strikethrough", "linkify"])
    return [kind for token in parser.parse(text.decode()) for kind in _kinds(token)]


def _kinds(token: Token) -> list[str]:
    if token.type != "inline":
        return [f"{token.type} {token.tag} {token.level} {token.info}"]
    kinds = [child.type for child in token.children or []]
    return [
        kind for kind, before in zip(kinds, ["", *kinds], strict=False) if (kind, before) != ("text", "text")
    ]


def calendar_of(data: bytes) -> list[str]:
    """Return the names of a calendar's properties, unfolded."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert not re.search("\r(?!\n)|(?<!\r)\n", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    return [re.split("[:;]", line)[0] for line in text.replace("\r\n ", "").split("\r\n")]


def json_of(data: bytes) -> object:
    """Return the keys of a JSON document, without its texts."""
    return _shape(json.loads(data))


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    return [_shape(item) for item in value] if isinstance(value, list) else type(value).__name__


STRUCTURES: dict[str, Callable[[bytes], object]] = {
    "markdown": markdown_of,
    "html": html_of,
    "ics": calendar_of,
    "json": json_of,
}


def check(evening: Minutes, text: str) -> None:
    """Check that every form of the minutes with this text in every place has the twin's structure."""
    hostile = with_texts(evening, lambda _: text)
    for form in FORMS:
        data = render(hostile, form, BESIDE)
        clean = data.decode().replace("\r\n", "\n").replace("\u00a0", " ")  # which keep an indentation
        assert shown(clean, multiline=True) == clean
        if form in STRUCTURES:
            assert STRUCTURES[form](data) == harmless(evening, twin(text), form)


def harmless(evening: Minutes, text: str, form: As, known: dict[tuple[str, str], object] = {}) -> object:  # noqa: B006
    """Return the structure of a form with a harmless text in every place, cached because few recur."""
    if (text, form) not in known:
        written = render(with_texts(evening, lambda _: text), form, BESIDE)
        known[text, form] = STRUCTURES[form](written)
    return known[text, form]


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: ascii(text)[1:41])
def test_hostile_words_have_the_structure_of_their_harmless_twins(evening: Minutes, text: str) -> None:
    """Tags, tokens, properties and keys are those of as many x; no control character remains."""
    check(evening, text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_any_text_at_all_has_the_structure_of_its_harmless_twin(evening: Minutes, text: str) -> None:
    """The structure is the same for any text that hypothesis finds."""
    check(evening, text)


@pytest.mark.parametrize(
    "text", [text for text in CORPUS if "\n" not in text], ids=lambda text: ascii(text)[1:41]
)
def test_nothing_that_was_typed_is_lost(evening: Minutes, text: str) -> None:
    """A reader of the page and of the rendered Markdown sees the typed text, cleaned."""
    hostile = with_texts(evening, lambda _: text)
    wanted = " ".join(re.split("[ \t\n]+", shown(text).strip(" \t\n")))
    assert wanted in Elements(render(hostile, "html", BESIDE)).text
    rendered = MarkdownIt("commonmark").render(render(hostile, "markdown").decode())
    assert wanted in Elements(rendered.encode()).text
    assert wanted in re.sub(r"\s+", " ", render(hostile, "text").decode()) or len(wanted) > 60


def test_a_whole_evening_of_hostile_words_goes_through_the_desk(tmp_path: Path) -> None:
    """Typed, recorded, folded and written, hostile words give the document of their twins."""

    def played(name: str, word: Callable[[int], str]) -> Minutes:
        count = iter(range(1_000))

        def said(text: str) -> str:
            return f"{word(next(count))[:30]} {text}"[:60]

        evening = Evening(tmp_path / name, said)
        evening.play()
        minutes = build(evening.desk, 1)
        evening.desk.close()
        return minutes

    lines = [text for text in CORPUS if "\n" not in text]
    for start in range(0, len(lines), 25):
        part = lines[start : start + 25]
        hostile = played(f"hostile{start}", lambda n, part=part: part[n % len(part)])  # type: ignore[misc]
        harmless = played(f"harmless{start}", lambda n: "x")
        assert html_of(render(hostile, "html"))[12:] == html_of(render(harmless, "html"))[12:]


@pytest.mark.parametrize("form", FORMS)
def test_writing_the_same_document_twice_gives_the_same_bytes(evening: Minutes, form: As) -> None:
    """Each form is deterministic, and JSON decodes to the document."""
    data = render(evening, form)
    assert data == render(evening, form)
    if form == "json":
        assert decoded(data) == evening
