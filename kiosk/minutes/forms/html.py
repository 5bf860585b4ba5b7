"""Write blocks as HTML: the page for phones. markupsafe escapes every value that is not HTML already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

from kiosk.language import words
from kiosk.minutes.escaping import Html, write
from kiosk.practices import blocks as b

_, ngettext = words("minutes")


class HtmlWriter:
    """`level` is that of a card's heading, 3 or 4; `address` returns that of a file of the page, or ""."""

    def __init__(self, address: Callable[[str], str]) -> None:
        from markupsafe import Markup

        self.form, self._address, self._mark = Html(), address, Markup

    def words(self, said: b.Words) -> str:
        """Return a sentence, or people's words, in one line."""
        return write(self.form, said)

    def blocks(self, blocks: Sequence[b.Block], level: int) -> str:
        """Return the blocks one below the other."""
        return self._all(self._block(block, level) for block in blocks)

    def _block(self, block: b.Block, level: int) -> str:
        match block:
            case b.Paragraph():
                said = self._mark(" ").join(map(self._sentence, block.sentences))
                return self._in("<p{}>{}</p>", self._quiet(block.quiet), said)
            case b.Facts():
                return self._all(map(self._fact, block.facts))
            case b.Listed():
                return self._under(block.title, "<ul>\n{}</ul>", map(self._point, block.points), level)
            case b.Rows():
                rows = map(self._row, block.rows)
                return self._under(block.title, '<dl class="rows">\n{}</dl>', rows, level)
            case b.Table():
                return self._table(block)
            case b.Quote():
                return self._in("<blockquote>\n{}\n</blockquote>", self.form.block(block.text))
            case b.Remark():
                return self._in('<div class="said">{}</div>', self.form.block(block.text))
            case b.People():
                return self._all(self._people(title, people, level) for title, people in block.groups)
            case b.Graded():
                meaning = self.words(block.meaning)
                return self._in('<p class="trust"><b>{}</b> <span>{}</span></p>', block.letter, meaning)
            case b.Link():
                return self._link(block)
            case b.Code():
                return self._code(block)
            case b.Short():
                return self._short(block, level)
            case b.Details():
                title, told = self.words(block.title), self.blocks(block.blocks, level)
                return self._in("<details>\n<summary>{}</summary>\n{}</details>", title, told)
            case b.Card():
                return self._card(block, level)
            case _:
                assert_never(block)

    def _in(self, markup: str, *values: object) -> str:
        """Return the kiosk's markup around values, which are escaped if they are not HTML already."""
        return self._mark(markup).format(*values)

    def _all(self, parts: Iterable[str]) -> str:
        return self._mark("").join(self._in("{}\n", part) for part in parts if part)

    def _quiet(self, quiet: bool) -> str:
        return self._mark(' class="quiet"') if quiet else ""

    def _sentence(self, said: b.Words | b.Outcome) -> str:
        if not isinstance(said, b.Outcome):
            return self.words(said)
        told = self.words(said.said)
        linked = self._in('<a href="#{}">{}</a>', said.at, told) if said.at else told
        return self._in('<b class="came"><span aria-hidden="true">{}</span> {}</b>', said.mark, linked)

    def _fact(self, fact: b.Fact) -> str:
        match fact:
            case b.Said() | str():
                return self._in('<p class="quiet">{}</p>', self.words(fact))
            case b.Dated():
                sign = '<p class="review"><span aria-hidden="true">↻</span> {}</p>'
                return self._in(sign, self.words(fact.said))
            case b.Counts():
                return self._counts(fact)
            case _:
                assert_never(fact)

    def _counts(self, counts: b.Counts) -> str:
        item, none = "<li{}><b>{}</b> {}{}</li>", self._mark(' class="none"')
        hands = self._all(
            self._in(
                item,
                "" if each.number else none,
                "–" if each.number is None else each.number,
                _sign(each.mark),
                self.words(each.position),
            )
            for each in counts.hands
        )
        return self._in('<ul class="hands">\n{}</ul>\n<p class="quiet">{}</p>', hands, self.words(counts.of))

    def _under(self, title: b.Said | None, markup: str, points: Iterable[str], level: int) -> str:
        return self._title(title, level) + self._in(markup, self._all(points))

    def _title(self, title: b.Said | None, level: int) -> str:
        return self._in("<h{}>{}</h{}>\n", level, self.words(title), level) if title else self._mark("")

    def _point(self, point: b.Point) -> str:
        spoken = self._all(
            self._in(
                '<li><span class="quiet">{}{}</span> <q dir="auto">{}</q></li>',
                _sign(each.mark),
                self.words(each.position),
                self.words(each.text),
            )
            for each in point.words
        )
        said = self._in('\n<ul class="reasons">\n{}</ul>', spoken) if spoken else ""
        if isinstance(point.said, b.Counts):
            return self._in('<li class="counted">\n{}{}</li>', self._counts(point.said), said)
        return self._in('<li dir="auto">{}{}</li>', self.words(point.said), said)

    def _row(self, row: b.Row) -> str:
        note = self._in(' <span class="quiet">{}</span>', self.words(row.note)) if row.note else ""
        term, said = self.words(row.term), self.words(row.said)
        return self._in("<div><dt>{}</dt><dd>{}{}</dd></div>", term, said, note)

    def _table(self, table: b.Table) -> str:
        head = self._all(self._in('<th scope="col">{}</th>', self.words(each)) for each in table.heads)
        cell, figure = '<td dir="auto">{}</td>', '<td class="figure">{}</td>'
        rows = self._all(
            self._in(
                "<tr>\n{}</tr>",
                self._all(
                    self._in(figure, each) if isinstance(each, int) else self._in(cell, self.words(each))
                    for each in row
                ),
            )
            for row in table.rows
        )
        return self._in("<table>\n<tr>\n{}</tr>\n{}</table>", head, rows)

    def _people(self, title: b.Said, people: Sequence[b.Person], level: int) -> str:
        listed = self._all(map(self._person, people))
        return self._title(title, level) + self._in('<ul class="people">\n{}</ul>', listed)

    def _person(self, person: b.Person) -> str:
        beside = ", ".join(dict.fromkeys(filter(None, (person.beside, person.id))))
        id = self._in(' <span class="quiet">{}</span>', beside) if person.name != person.id else ""
        return self._in("<li>{}{}</li>", self.words(person.name), id)

    def _link(self, link: b.Link) -> str:
        address = self._address(link.file)
        return self._in('<p><a href="{}">{}</a></p>', address, self.words(link.said)) if address else ""

    def _code(self, code: b.Code) -> str:
        if not code.file:
            return self.code(code.text)
        name, address = code.file.rpartition("/")[2], self._address(code.file)
        linked = self._in('<a href="{}">{}</a>', address, name) if address else name
        return self._in('<p class="file">{}</p>\n{}', linked, self.code(code.text))

    def code(self, text: str) -> str:
        """Return lines to be copied."""
        return self._in("<pre>{}</pre>", text.rstrip())

    def _short(self, short: b.Short, level: int) -> str:
        heading, came = self._heading(short.label, short.title, level), self._sentence(short.came)
        reason = self._in('<p dir="auto">{}</p>\n', self.words(short.reason)) if short.reason else ""
        return self._in('<article class="card strong">\n{}<p>{}</p>\n{}</article>', heading, came, reason)

    def _card(self, card: b.Card, level: int) -> str:
        strong = " strong" if card.strong else ""
        anchor = self._in(' id="{}"', card.anchor) if card.anchor else ""
        heading, told = self._heading(card.label, card.title, level), self.blocks(card.blocks, level)
        link = self._in("{}\n", self._link(card.link)) if card.link else ""
        return self._in('<article class="card{}"{}>\n{}{}{}</article>', strong, anchor, heading, told, link)

    def _heading(self, label: b.Said, title: str, level: int) -> str:
        named = self._in(" {}", self.words(title)) if title else ""
        markup = '<h{}><span class="label">{}</span>{}</h{}>\n'
        return self._in(markup, level, self.words(label), named, level)


def _sign(sign: str) -> str:
    """Return a sign with a blank after it, "" for none."""
    return f"{sign} " if sign else ""
