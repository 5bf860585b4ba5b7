"""One entry of the journal: its sentence, its fields, its line in the file, and its proof.

The proof (a tlog-proof, C2SP) shows with a few hashes that the entry is in the journal whose head was signed;
a member who has it needs nothing else of the journal. The screen changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, cast

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.errors import JournalDamaged, KioskError
from kiosk.journal.disk import replace_file
from kiosk.journal.journal import Journal
from kiosk.journal.merkle import leaf_hash
from kiosk.journal.proof import Proof, inclusion_of
from kiosk.language import N_, contexts, words
from kiosk.telling.pages import Pages
from kiosk.terms import local
from screens.dialogs.dialog import Dialog
from screens.hardware.usb_sticks import refused, sticks
from screens.keys.keymap import key
from screens.keys.shared import back, helping, next_step
from screens.moment import House
from screens.relative_dates import long_now
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.prose import Prose

_, ngettext = words("journal")
pgettext, npgettext = contexts("journal")

ENVELOPE = ("n", "kind", "at", "boot", "up", "clock", "east")


class EntryView(Dialog[None], inherit_bindings=False):
    """Entry `n`, with keys to the entries before and after it."""

    CSS_PATH = "journal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("leave", N_("back")),
        back(show=False),
        Binding("enter", "leave", N_("back"), show=False, id="entry.leave"),
        Binding("left", "turn(-1)", N_("before"), key_display="←", id="entry.before"),
        Binding("right", "turn(1)", N_("next"), key_display="→", id="entry.after"),
        Binding("c,C", "code", N_("proof as a code"), key_display="C", id="entry.code"),
        Binding("w,W", "write_out", N_("proof to a stick"), key_display="W", id="entry.write"),
        Binding("down", "scroll(2)", N_("read on"), key_display="↑↓", id="entry.down"),
        Binding("up", "scroll(-2)", N_("read on"), show=False, id="entry.up"),
        helping("app.help"),
    ]

    def __init__(self, n: int, pages: Pages) -> None:
        super().__init__()
        self._n, self._pages, self.busy = n, pages, False

    @property
    def house(self) -> House:
        return cast("House", self.app)

    @property
    def journal(self) -> Journal:
        return self.house.desk.journal

    def compose(self) -> ComposeResult:
        yield Prose(id="told")
        with VerticalScroll(id="scroll", can_focus=False):
            yield Prose(id="fields")
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        desk, told = self.house.desk, self._pages.told(self._n)
        when = local(told.at, desk.assembly.offsets.at(self._n))
        title = _("Entry {n} of {count}").format(n=f"{self._n:,}", count=f"{self.journal.size:,}")
        self.query_one("#told", Prose).update(
            Content.assemble(
                (title, "bold $primary"),
                (f"   {long_now(when)}:{when:%S}\n", "$text-muted"),
                (shown(told.sentence), "bold"),
            )
        )
        self.query_one("#fields", Prose).update(Content.assemble(*self._parts()))
        self.query_one("#scroll").scroll_home(animate=False)
        self.query_one(Coach).show(
            _(
                "{key[entry.write]} writes a proof of this entry to a stick. {key[moment.next]} goes back."
            ).format(key=key),
            _("Whoever has it can show that this entry stands in the journal."),
        )
        self.refresh_bindings()
        self.query_one(KeyBar).refresh_keys()

    def _parts(self) -> Iterator[Content | str | tuple[str, str]]:
        """Yield the entry's own fields, then the fields of every entry, then the line itself."""
        try:
            line = next(self.journal.lines(self._n, self._n + 1)).decode()
        except JournalDamaged as damage:
            yield "\n" + damage.sentence
            return
        entry, _tab, signature = line.partition("\t")
        fields = msgspec.json.decode(entry)
        own = [name for name in fields if name not in ENVELOPE]
        every = [name for name in ENVELOPE if name in fields]
        wide = max(len(name) for name in (*own, *every)) + 2
        yield "\n"
        for name in (*own, *every):
            yield (f"{shown(name):<{wide}}", "$text-muted")
            value = shown(self._value(fields[name]).rstrip("\n"), multiline=True)
            yield (value.replace("\n", "\n" + " " * wide), "bold" if name in own else "")
            yield "\n"
        state = _("in its own line") if signature else _("none of its own; a later one covers it")
        if self._n >= self.journal.signed_size:
            state = _("not yet")
        signed = pgettext("caption: when", "signed")
        yield (f"{signed:<{wide}}", "$text-muted")
        yield state + "\n\n"
        yield (_("The line as it stands on the card:") + "\n", "$text-muted")
        yield shown(entry) + " "
        yield (shown(signature), "$text-muted")

    def _value(self, value: Any) -> str:
        """Return a field as it is, with the name of the person it refers to."""
        if isinstance(value, str):
            name = self.house.desk.room.own_name(value)
            return value if name == value else f"{value} ({name})"
        return msgspec.json.encode(value).decode()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return 0 <= self._n + cast(int, parameters[0]) < self.journal.size
        if action in ("code", "write_out"):
            return self._n < self.journal.signed_size
        return True

    def action_turn(self, step: int) -> None:
        self._n += step
        self._show()

    def action_scroll(self, rows: int) -> None:
        self.query_one("#scroll").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        self.answer(None)

    # The proof

    @work(exclusive=True)
    async def action_code(self) -> None:
        """Show the proof as a code on the whole wall, with the entry in it if that fits."""
        from screens.dialogs.code import Code, Text

        proof = await self._proof()
        if proof is None:
            return
        bare = msgspec.structs.replace(proof, extra=None)
        texts = [
            Text(proof.encode().decode(), _("The entry itself and its proof, a tlog-proof.")),
            Text(bare.encode().decode(), _("Its proof, a tlog-proof, without the words of the entry.")),
        ]
        title = _("Proof of entry {n}").format(n=f"{self._n:,}")
        self.app.push_screen(
            Code(
                title,
                texts,
                without=_(
                    "The proof is too long for a code here. {key[entry.write]} writes it to a stick."
                ).format(key=key),
            )
        )

    @work(exclusive=True)
    async def action_write_out(self) -> None:
        """Write the proof to a file, on a stick or in a folder."""
        from screens.dialogs.prompt import Line

        found = await asyncio.to_thread(sticks)
        answer = await self.app.push_screen_wait(
            Line(
                _("Write the proof where?"),
                _("A folder; {key[line.take]} takes the stick that was found.").format(key=key)
                if found
                else _("The path of a folder."),
                str(found[0]) if found else "",
            )
        )
        proof = await self._proof() if answer else None
        if proof is None:
            return
        target = Path(answer).expanduser() / f"{self._n}.tlog-proof"
        try:
            await asyncio.to_thread(replace_file, target, proof.encode(), 0o644)
        except OSError as error:
            self.query_one(Notice).say(refused(error))
            return
        self.query_one(Notice).say(_("Written to {file}.").format(file=target))

    async def _proof(self) -> Proof | None:
        """Make the proof outside the loop, because it hashes the whole journal; None after a shown error."""
        self.busy = True
        try:
            return await asyncio.to_thread(proof_of, self.journal, self._n)
        except KioskError as trouble:
            self.query_one(Notice).say(trouble.sentence)
            return None
        finally:
            self.busy = False


def proof_of(journal: Journal, n: int) -> Proof:
    """Return the proof that entry `n` is in the journal as last signed. Raises JournalDamaged."""
    note = journal.checkpoint()
    size = int(note.split(b"\n")[1])
    entry = next(iter(journal.read(n, n + 1)))
    hashes = inclusion_of(map(leaf_hash, journal.read(0, size)), n, size)
    return Proof(n, tuple(hashes), note, entry)
