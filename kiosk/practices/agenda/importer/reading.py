"""Parse the text of a file into blocks: headings, lists, tables and other text, each with its lines.

Markdown is read as CommonMark with tables, and with one exception: a bulleted list that is indented a little
under a numbered entry belongs to that entry, though CommonMark demands three blanks. Front matter and
comments are set aside first. What no block covers (nesting too deep, a link's address) is left to
`composing`, which accounts for every line. What a block means is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from kiosk.cleaning import clean
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.agenda.importer.inline import Inline

_, ngettext = words("agenda")

MOST_BYTES, MOST_LINES = 1_048_576, 5_000
_DEEPEST, _DEEPEST_COLUMN = 100, 40
_MARKERS = re.compile(r"(?:[ >*+-]|[0-9]{1,9}[.)])*")
_FRONT_KEY = re.compile(r"[\w-]{1,40}\s*:|[{#]")
_MOST_FRONT = 200


class Entry(Struct):
    """One entry of a list, on lines `line` to `last`; `text` is its first paragraph, in Markdown."""

    line: int
    last: int
    text: str
    children: list[Block] = field(default_factory=list)


class Listing(Struct, tag=True):
    """A list; `column` is the column of its bullets."""

    line: int
    last: int
    column: int
    ordered: bool
    entries: list[Entry]


class Row(Struct):
    line: int
    cells: list[str]


class Table(Struct, tag=True):
    line: int
    last: int
    header: list[str]
    rows: list[Row]


class Heading(Struct, tag=True):
    line: int
    last: int
    level: int
    text: str


class Passage(Struct, tag=True):
    """Other text. `form` is "text", "quote", "code", "html" or "rule"; `text` is Markdown for "text" only."""

    line: int
    last: int
    form: str
    text: str


Block = Listing | Table | Heading | Passage


class Source(Struct):
    """A file, cleaned and parsed. Lines count from 1; `lines[0]` is line 1.

    `front` are the lines of front matter, `comments` the lines that hold only a comment, `deep` those nested
    too deep to be read; `addresses` maps a line that defines a link's address to its label; `front_read` is
    True if the list in the front matter is one of the blocks.
    """

    lines: list[str]
    front: Sequence[int]
    comments: set[int]
    deep: set[int]
    blocks: list[Block]
    addresses: dict[int, str]
    inline: Inline
    front_read: bool = False


def read_source(text: str) -> Source:
    """Return the file, cleaned and parsed. Raises Refused if it is too large, or no text."""
    lines = _lines(text)
    front = _front_matter(lines)
    bare, comments = _without_comments(lines)
    for line in front:
        bare[line - 1] = ""
    deep = {number for number, line in enumerate(bare, start=1) if _too_deep(line)}
    bare = ["" if number in deep else line for number, line in enumerate(bare, start=1)]
    from markdown_it import MarkdownIt  # 69 ms that only an import needs

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    env: dict[str, Any] = {}
    tokens = parser.parse("\n".join(bare), env)
    blocks = _Blocks(tokens, bare).read()
    addresses = {
        line: label
        for label, found in env.get("references", {}).items()
        for line in range(found["map"][0] + 1, found["map"][1] + 1)
    }
    return Source(lines, front, comments, deep, blocks, addresses, Inline(parser, env))


def _lines(text: str) -> list[str]:
    """Return the lines, cleaned, with tabs expanded to columns of four. Raises Refused."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Refused(_("This file is larger than 1 MB: an agenda is a page or two of text."))
    if "\x00" in text:
        raise Refused(_("This is not a text file: save the agenda as text or Markdown."))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") >= MOST_LINES:
        raise Refused(
            _("This file has more than {most:,} lines: an agenda is a page or two.").format(most=MOST_LINES)
        )
    return [clean(line.expandtabs(4)) for line in text.split("\n")]


def _front_matter(lines: list[str]) -> range:
    """Return the lines of the front matter: two `---` at the very top, with `key: value` after the first."""
    if lines[0].rstrip() != "---":
        return range(0)
    inside = next((line for line in lines[1:_MOST_FRONT] if line.strip()), "")
    if not _FRONT_KEY.match(inside):
        return range(0)
    for index, line in enumerate(lines[1:_MOST_FRONT], start=1):
        if line.rstrip() in ("---", "..."):
            return range(1, index + 2)
    return range(0)


def _without_comments(lines: list[str]) -> tuple[list[str], set[int]]:
    """Return the lines without closed HTML comments, and the numbers of lines that held nothing else."""
    text = "\n".join(lines)
    kept: list[str] = []
    position = 0
    touched: set[int] = set()
    line = 1
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept.append(text[position:start])
        line += text.count("\n", position, start)
        breaks = text.count("\n", start, end)
        touched.update(range(line, line + breaks + 1))
        line += breaks
        kept.append("\n" * breaks)
        position = end + 3
    kept.append(text[position:])
    bare = "".join(kept).split("\n")
    whole = {number for number in touched if not bare[number - 1].strip(" -*+0123456789.)")}
    for number in whole:
        bare[number - 1] = ""
    return bare, whole


def _too_deep(line: str) -> bool:
    """True for a line nested beyond reason: markdown-it would make the rest of the file a part of it."""
    if len(line) <= _DEEPEST_COLUMN or line[0] not in " >*+-0123456789":
        return False
    marks = _MARKERS.match(line[: _DEEPEST_COLUMN + 1])
    return marks is not None and marks.end() > _DEEPEST_COLUMN and bool(line.strip(" -*_"))


class _Blocks:
    """Builds a tree of blocks from markdown-it's flat tokens. The parser bounds the nesting."""

    def __init__(self, tokens: list[Any], lines: list[str]) -> None:
        self._tokens, self._lines, self._at = tokens, lines, 0

    def read(self) -> list[Block]:
        """Return the blocks up to the end of the open container."""
        blocks: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type in ("list_item_close", "blockquote_close"):
                break
            self._at += 1
            block = self._block(token)
            if block is not None and not _joined(blocks, block):
                blocks.append(block)
        return blocks

    def _block(self, token: Any) -> Block | None:
        line, last = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
        match token.type:
            case "heading_open":
                text = self._inside("heading_close")
                return Heading(line, last, int(token.tag[1:]), text)
            case "paragraph_open":
                return Passage(line, last, "text", self._inside("paragraph_close"))
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(line, last, token.type.startswith("ordered"))
            case "table_open":
                return self._table(line)
            case "blockquote_open":
                self._skip("blockquote_open", "blockquote_close")
                quoted = [text.strip().lstrip("> ") for text in self._lines[line - 1 : last]]
                return Passage(line, last, "quote", "\n".join(quoted))
            case "hr":
                return Passage(line, last, "rule", "")
            case "fence" | "code_block":
                return Passage(line, last, "code", token.content)
            case "html_block":
                return Passage(line, last, "html", token.content)
            case _:
                return None

    def _listing(self, line: int, last: int, ordered: bool) -> Listing:
        entries: list[Entry] = []
        while self._tokens[self._at].type == "list_item_open":
            start, end = self._tokens[self._at].map
            self._at += 1
            children = self.read()
            self._at += 1
            text = ""
            first = children[0] if children else None
            if isinstance(first, Passage) and first.form == "text":
                text = first.text
                del children[0]
            entries.append(Entry(start + 1, end, text, children))
        self._at += 1
        source = self._lines[line - 1]
        return Listing(line, last, len(source) - len(source.lstrip()), ordered, entries)

    def _table(self, line: int) -> Table:
        header: list[str] = []
        rows: list[Row] = []
        last = line + 1
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "tr_open":
                rows.append(Row(token.map[0] + 1, []))
                last = max(last, token.map[1])
            elif token.type == "inline":
                rows[-1].cells.append(token.content)
        self._at += 1
        header = rows.pop(0).cells
        return Table(line, last, header, rows)

    def _inside(self, close: str) -> str:
        text = ""
        while (token := self._tokens[self._at]).type != close:
            text = token.content or text
            self._at += 1
        self._at += 1
        return str(text)

    def _skip(self, opening: str, closing: str) -> None:
        depth = 1
        while depth:
            kind = self._tokens[self._at].type
            depth += (kind == opening) - (kind == closing)
            self._at += 1


def _joined(blocks: list[Block], block: Block) -> bool:
    """Attach indented bullets to the numbered entry above, or continue its list; True if that was done."""
    before = blocks[-1] if blocks else None
    if not isinstance(before, Listing) or not isinstance(block, Listing) or not before.ordered:
        return False
    if block.ordered and block.column == before.column and before.entries[-1].children:
        before.entries.extend(block.entries)
    elif not block.ordered and block.column > before.column:
        before.entries[-1].children.append(block)
        before.entries[-1].last = block.last
    else:
        return False
    before.last = block.last
    return True
