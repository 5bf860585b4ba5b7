"""Read a file as lines: how each begins (a mark, a number, `##`, a cell), how far in, and what follows.

Any mark repeated at the beginning of two or more lines makes a list, and any numbering that counts up.
Markdown's own forms count even when there is only one of them. What a line means is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field

from kiosk.cleaning import clean
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.agenda.importer import lengths
from kiosk.practices.agenda.importer.numbering import Number, follows, going_on

_, ngettext = words("agenda")

MOST_BYTES, MOST_LINES = 1_048_576, 5_000
_DEEPEST = 40
_MOST_FRONT = 200
Aside = Literal["blank", "rule", "front", "comment", "address", "code", "quote", "deep"]
Form = Literal["heading", "list", "text", "row", "names", Aside]

_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_WIKI = re.compile(r"(={2,6})\s*([^=\s].*?)\s*\1")
_BOLD = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).)+)\1\s*:?")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_RULE = re.compile(r"\s*\[TOC\]|\s*:{3,}.*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_ADDRESS = re.compile(r"\s{0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?")
_FRONT_KEY = re.compile(r"[\w-]{1,40}\s*:|[{#]")
_MARKERS = re.compile(r"(?:[ >*+-]|[0-9]{1,9}[.)])*")
_SURE_MARKS = "-*+•"
_GLUED_MARKS = "-•◦▪▫●○■□‣⁃➢➤→►▶☐☑☒✓✔–—·"
_NO_MARKS = "|\"'“”„«([<&@#`….,:;!?/\\_$%€£=^{"
_MARK = re.compile(r"([^\w\s]{1,3}(?=\s)|o(?=\s\s))\s+(?=\S)")
_TICK = re.compile(r"\[[ xX]?\]\s+\S")
_GLUED = re.compile(rf"([{_GLUED_MARKS}])(?=\w)")
_NUMERAL = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}"
_NUMBERED = re.compile(
    rf"(?P<word>(?:[^\W\d_]{{1,20}}\.?(?:\s+n[°º.]|\s+(?:nr|no)\.?)?\s*|§\s*|№\s*|#|n[°º]\s*)??)(?P<open>[\[(]?)"
    r"(?:(?P<odd>[0-9]\ufe0f?\u20e3|\U0001f51f|[①-⑳❶-❿➀-➓]|[一二三四五六七八九十]{1,3})"
    rf"|(?P<digits>{_NUMERAL})(?P<sub>\.?[a-zA-Z](?![^\W_]))?(?P<year>/[0-9]{{2,4}})?|(?P<roman>[IVXLC]{{1,6}}|[ivxlc]{{1,6}})|(?P<letter>[^\W\d_]))"
    r"(?P<close>\\?[.)\]:、．）/]{1,2}(?:\s*[-–—])?(?=\s|$)|[ºª°]?\.?\s?[-–—](?=\s)|[ºª°]\.?(?=\s)|\s+[-–—:|](?=\s)"
    r"|[、．）](?=\S)|[.)](?=[^\W\d_]{2})|(?=\s)|(?<=[⃣🔟])|(?<=[①-⑳❶-❿➀-➓]))\s*(?P<rest>\S.*)?"
)


Beginning = tuple[str, tuple[int, ...], str, bool]
"""How a line may begin: its style, its number, the rest of it, True if that is Markdown's own."""


class Line(Struct):
    """One line. `begins` is how it begins (`-`, `1.`, `top 1:`, `##`), `text` what follows, `count` the parts
    of its number; `level` is 1 to 6 for a Markdown heading, 7 for a bold line; `loose` is True after a blank
    line."""

    number: int
    source: str
    form: Form = "text"
    indent: int = 0
    begins: str = ""
    text: str = ""
    count: tuple[int, ...] = ()
    level: int = 0
    loose: bool = True
    cells: list[str] = field(default_factory=list)
    label: str = ""

    @property
    def plain(self) -> str:
        """What the line says, the cells of a row in a row."""
        return " · ".join(cell for cell in self.cells if cell) if self.cells else self.text


def read_lines(text: str) -> list[Line]:
    """Return the lines, cleaned, each with its form. Raises Refused if the file is too large, or no text."""
    sources = _sources(text)
    lines = [Line(number, source) for number, source in enumerate(sources, start=1)]
    bare = _without_comments(sources, lines)
    bare = _unquoted(bare)
    _set_aside(bare, lines)
    for line, source in zip(lines, bare, strict=True):
        stripped = source.strip()
        line.indent = len(source) - len(source.lstrip())
        if line.form == "text":
            line.text = stripped
            if not stripped:
                line.form = "blank"
    for above, line in pairwise(lines):
        line.loose = above.form in ("blank", "rule", "comment", "front")
    _headings(lines)
    _lists(lines)
    return lines


def _sources(text: str) -> list[str]:
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Refused(_("This file is larger than 1 MB: an agenda is a page or two of text."))
    if "\x00" in text:
        raise Refused(_("This is not a text file: save the agenda as text or Markdown."))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    text = re.sub("[\xa0\u202f\u2007]", " ", text)
    if text.count("\n") >= MOST_LINES:
        raise Refused(
            _("This file has more than {most:,} lines: an agenda is a page or two.").format(most=MOST_LINES)
        )
    return clean(text, multiline=True).split("\n")


def _without_comments(sources: list[str], lines: list[Line]) -> list[str]:
    """Return the lines without closed HTML comments; marks the lines that held nothing else."""
    text = "\n".join(sources)
    closed = text.rfind("-->") + 3 if "-->" in text else 0
    kept = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text[:closed]) + text[closed:]
    bare = kept.split("\n")
    for line, before, after in zip(lines, sources, bare, strict=True):
        if before != after and not after.strip(" -*+0123456789.)"):
            line.form, bare[line.number - 1] = "comment", ""
    return bare


def _unquoted(bare: list[str]) -> list[str]:
    """Return a mail whose only list is in the mail that it quotes without the `>` before each line."""
    own = [line for line in bare if line.strip() and not line.lstrip().startswith(">")]
    if any(re.match(r"\s*(?:[-*+•|#]|[0-9]{1,3}[.)]\s)", line) for line in own):
        return bare
    return [re.sub(r"^\s*> ?", "", line) for line in bare]


def _set_aside(bare: list[str], lines: list[Line]) -> None:
    """Find front matter, code, rules, quotes, addresses and lines nested beyond reason."""
    for index in _front_matter(bare):
        lines[index].form = "front"
    fence = ""
    for line, source in zip(lines, bare, strict=True):
        found = _FENCE.match(source)
        if line.form != "text" or not source.strip():
            continue
        if fence:
            line.form, line.text = "code", source
            if found and found[1].startswith(fence):
                fence, line.form = "", "rule"
        elif found:
            fence, line.form = found[1], "rule"
        elif _too_deep(source):
            line.form, line.text = "deep", source.strip()
        elif not source.strip(" -*_=~─—\t") or (len(source) <= 200 and _RULE.fullmatch(source)):
            line.form = "rule"
        elif address := _ADDRESS.fullmatch(source[:1_000]):
            line.form, line.label, line.text = "address", address[1], address[2]
        elif source.lstrip().startswith(">"):
            line.form, line.text = "quote", source.strip().lstrip("> ")


def _front_matter(bare: list[str]) -> range:
    """Return the indices of the front matter: two `---` at the very top, with `key: value` after the
    first."""
    if bare[0].rstrip() != "---":
        return range(0)
    inside = next((line for line in bare[1:_MOST_FRONT] if line.strip()), "")
    if _FRONT_KEY.match(inside):
        for index, line in enumerate(bare[1:_MOST_FRONT], start=1):
            if line.rstrip() in ("---", "..."):
                return range(index + 1)
    return range(0)


def _too_deep(line: str) -> bool:
    if len(line) <= _DEEPEST or line[0] not in " >*+-0123456789":
        return False
    marks = _MARKERS.match(line[: _DEEPEST + 1])
    return marks is not None and marks.end() > _DEEPEST and bool(line.strip(" -*_"))


def _headings(lines: list[Line]) -> None:
    """Find headings: `##`, a line that is underlined, a line that is bold as a whole."""
    for line, below in zip(lines, [*lines[1:], Line(0, "")], strict=True):
        if line.form != "text":
            continue
        short = len(line.text) <= 2_000
        if found := (_HEADING.fullmatch(line.text) or _WIKI.fullmatch(line.text)) if short else None:
            line.form, line.begins, line.level, line.text = "heading", found[1], len(found[1]), found[2]
        elif (
            (below.form in ("rule", "text"))
            and line.indent < 4
            and _UNDERLINE.fullmatch(below.source)
            and "|" not in line.text
        ):
            if below.source.strip()[0] == "-" and (below.form == "text" or _MARK.match(line.text)):
                continue
            line.form, line.level = "heading", 1 if "=" in below.source else 2
            line.begins, below.form = "#" * line.level, "rule"
        elif len(line.text) <= 200 and (found := _BOLD.fullmatch(line.text)) and ":" not in found[2][:-1]:
            line.form, line.begins, line.level, line.text = "heading", "**", 7, found[2].strip()


def _lists(lines: list[Line]) -> None:
    """Find marks and numbers. A mark that is not Markdown's counts where it is repeated, a number where it
    counts up."""
    texts = [line for line in lines if line.form in ("text", "heading")]
    begun = {line.number: list(_beginnings(line)) for line in texts}
    for number, beginning in _going_on(texts, begun):
        begun[number].append(beginning)
    often = Counter(begins for found in begun.values() for begins, _count, _rest, _sure in found)
    styles: dict[str, list[tuple[int, ...]]] = {}
    for found in begun.values():
        for begins, count, _rest, _sure in found:
            if count:
                styles.setdefault(begins, []).append(count)
    counting = {begins for begins, counts in styles.items() if _counts_up(counts)}
    last: dict[str, tuple[int, ...]] = {}
    for line in texts:
        fit = [one for one in begun[line.number] if _fits(line, one, counting, often)]
        if fit:
            best = next((one for one in fit if follows(last.get(one[0]), one[1])), fit[0])
            line.begins, line.count, line.text, _sure = best
            last[line.begins] = line.count
            line.form = "list" if line.form == "text" else line.form
            line.indent += 2 * (len(line.begins) - 1) if line.begins in ("**", "***") else 0  # as in org-mode


def _fits(line: Line, beginning: Beginning, counting: set[str], often: Counter[str]) -> bool:
    begins, count, _rest, sure = beginning
    ok = begins in counting if count else often[begins] > 1
    if line.form == "heading":
        return bool(count) and (ok or "." in begins)
    return ok or sure


def _going_on(texts: list[Line], begun: dict[int, list[Beginning]]) -> list[tuple[int, Beginning]]:
    """Return the beginnings, each with its line, that are numbers only because a numbering goes on there."""
    unsure: dict[Number, tuple[int, Beginning]] = {}
    numbers: list[Number] = []
    for line in texts:
        for begins, count, rest, _sure in begun[line.number]:
            if count:
                numbers.append(Number((begins, line.level), line.indent, count, rest))
        text = _plainly_numbered(line.text)
        found = _NUMBERED.match(text[:200])
        if not found or not found["digits"] or not _may_be_number(text[:80]):
            continue
        timed, lettered = _is_hour(text[:80]), bool(found["sub"])
        for beginning in _numbered(found, text) if timed or lettered else ():
            begins, count, rest, _sure = beginning
            number = Number((begins, line.level), line.indent, count, rest, timed, lettered)
            unsure[number] = line.number, beginning
            numbers.append(number)
    return [unsure[number] for number in going_on(numbers)] if unsure else []


def _may_be_number(head: str) -> bool:
    """True unless text begins with an hour or a span: a lone length may be a number, `2 Minutes`."""
    found = lengths.at_start(head)
    return not (found and (found[0].starts or found[0].spans or found[0].vague))


def _beginnings(line: Line) -> Iterator[Beginning]:
    """Yield how a line may begin: (style, number, rest, True if it is Markdown's own)."""
    text = line.text
    head = text[:80]
    if line.form == "text" and (found := _MARK.match(text[:10])) and found[1][0] not in _NO_MARKS:
        yield found[1], (), text[found.end() :], found[1] in _SURE_MARKS
    elif line.form == "text" and (found := _GLUED.match(head)) and not lengths.at_start(head):
        yield found[1] + "x", (), text[1:], False
    elif line.form == "text" and _TICK.match(head):
        yield "[ ]", (), text, False
    text = _plainly_numbered(line.text)
    if (found := _NUMBERED.match(text[:200])) and not found["sub"] and not _is_hour(head):
        yield from _numbered(found, text)


def _plainly_numbered(text: str) -> str:
    """Return the text without emphasis around its number: `**2.** Roof`."""
    return re.sub(r"^(\*\*|__)([^*_]{1,16})\1(?=\s)", r"\2", text[:200]) + text[200:]


def _is_hour(head: str) -> bool:
    """True for text that begins with a time of day, a span or a length, `2 x 10 min` too: no numbering."""
    found = lengths.at_start(head)
    return bool(found and (found[0].starts or found[0].seconds))


def _numbered(found: re.Match[str], text: str) -> Iterator[Beginning]:
    rest = text[found.start("rest") :] if found["rest"] else ""
    if not rest or ((found["letter"] or found["roman"]) and not found["close"].strip()):
        return
    word = " ".join(found["word"].casefold().split())
    if found["year"] and not word:
        return
    close = found["close"].strip().lstrip("\\")
    apart = text[found.end("close") :][:1].isspace()
    plain = bool(found["digits"]) and not (word or found["open"] or found["sub"])
    sure = apart and plain and close in (".", ")")
    frame = f"{word} {found['open']}{{}}{close}".strip()
    if found["digits"]:
        parts = tuple(int(part) for part in found["digits"].split("."))
        parts += (ord(found["sub"][-1].casefold()) - 96,) if found["sub"] else ()
        yield frame.format("1"), parts, rest, sure
        return
    if found["odd"]:
        yield frame.format("①"), (_odd(found["odd"]),), rest, False
        return
    if word and not found["open"] and found["word"][-1] not in " #§№":
        return
    numeral = found["roman"] or found["letter"]
    upper = numeral.isupper()
    if found["roman"]:
        yield frame.format("I" if upper else "i"), (_roman(numeral),), rest, False
    if len(numeral) == 1 and not word:
        yield frame.format("A" if upper else "a"), (ord(numeral.casefold()) - 96,), rest, False


def _odd(numeral: str) -> int:
    if numeral == "\U0001f51f":
        return 10
    if len(numeral) > 1 and numeral[0] == "十":
        return 10 + _odd(numeral[1:])
    return int(unicodedata.numeric(numeral[0], 0))


def _roman(numeral: str) -> int:
    values = [(1, 5, 10, 50, 100)["ivxlc".index(letter)] for letter in numeral.casefold()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _counts_up(counts: list[tuple[int, ...]]) -> bool:
    """True for a numbering: two numbers follow each other, or all are 1, as pads export them."""
    ones = len(counts) > 1 and all(count == (1,) for count in counts)
    return ones or any(two[:-1] == one or follows(one[: len(two)], two) for one, two in pairwise(counts))
