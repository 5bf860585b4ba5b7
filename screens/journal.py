"""The journal on the wall: how long it is, its head in four words and as a QR, the newest entries."""

from __future__ import annotations

from typing import ClassVar

from msgspec import json
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kiosk.assembly import PRACTICES
from kiosk.cleaning import shown
from kiosk.journal.words import head_words
from kiosk.language import words
from kiosk.terms import Entry, local
from screens.moment import Moment
from screens.widgets.prose import Prose

_, ngettext = words("journal")

NEWEST = 12
_ENTRY = json.Decoder(Entry)


class JournalView(Moment):
    """What is recorded. Members can check it with other people's tools (`kiosk verify` is one)."""

    NAME = "journal"
    CSS_PATH = "journal.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset(PRACTICES)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "leave", "back", id="journal.back"),
    ]

    def body(self) -> ComposeResult:
        yield Prose(id="head")
        yield Prose(id="newest")

    def redraw(self, touched: frozenset[str]) -> None:
        journal = self.desk.journal
        size = ngettext("{n} entry", "{n} entries", journal.size).format(n=f"{journal.size:,}")
        self.query_one("#head", Prose).update(
            Content.assemble(
                (size, "bold $primary"),
                "   ",
                _("four words:"),
                " ",
                (" ".join(head_words(journal.root)), "bold"),
                "\n",
                (_("name {origin}").format(origin=journal.origin), "$text-muted"),
                "\n",
                (_("key {fingerprint}").format(fingerprint=journal.fingerprint), "$text-muted"),
                "\n",
                *[f"▸ {shown(finding)}\n" for finding in journal.findings],
            )
        )
        stamp = self.desk.stamp()
        parts: list[Content | str | tuple[str, str]] = []
        for line in reversed(list(journal.read(max(0, journal.size - NEWEST), journal.size))):
            entry = _ENTRY.decode(line)
            hour = local(entry.at, stamp.offset).strftime("%d.%m. %H:%M:%S")
            parts += [
                (f"{entry.n:>7,}  ", "bold"),
                (hour, "$text-muted"),
                "  ",
                shown(said(entry.kind)),
                "\n",
            ]
        self.query_one("#newest", Prose).update(Content.assemble(*parts))

    def coach(self) -> tuple[str, str]:
        return (
            _("Write the four words down: with them anyone can see later that nothing was changed."),
            _("Words catch mistakes; only the fingerprint or the QR of the minutes is proof."),
        )


def said(kind: str) -> str:
    """An entry's kind, `turn.paused/1`, as words for people: "turn paused"."""
    return kind.partition("/")[0].replace(".", " ").replace("-", " ")
