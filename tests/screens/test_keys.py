"""Each key of each moment does what its binding says: one entry through the desk, a view, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from screens.agenda.importing import AgendaImport
from screens.app.app import KioskApp
from screens.app.registry import MOMENTS
from screens.journal.entry import EntryView
from screens.moment import Moment
from screens.welcome.welcome import Welcome
from tests.screens.house import House
from tests.screens.scenes import SCENES


class Press(NamedTuple):
    """In this scene these keys (`text:...`: letters, then ENTER) record these kinds and show these words.

    `binding` is the id of the key that is pressed, or the ids of all of them.
    """

    binding: str
    scene: str
    keys: tuple[str, ...]
    recorded: tuple[str, ...] = ()
    then: str = ""
    shown: str = ""


PRESSES = (
    # Everywhere
    Press("app.floor", "agenda-six", ("f2",), then="floor"),
    Press("app.agenda", "floor-running", ("f3",), then="agenda"),
    Press("app.lot", "floor-running", ("f4",), then="lot"),
    Press("app.proposal", "floor-running", ("f5",), then="proposal"),
    Press("app.arrive", "floor-running", ("f6",), then="arrive"),
    Press("app.mandates", "floor-running", ("f7",), then="mandates"),
    Press("app.minutes", "floor-running", ("f8",), then="minutes"),
    Press("app.more", "floor-running", ("f9",), then="more"),
    Press("app.lobby", "floor-running", ("f10",), then="lobby"),
    Press("app.help", "floor-running", ("question_mark",), shown="All keys"),
    Press("app.prompt", "floor-running", (":", "text:floor.ask Eva"), ("floor.asked",)),
    Press("app.prompt", "floor-running", (":", "text:floor.ask Uwe"), shown="Uwe is not here"),
    Press("app.prompt", "floor-running", (":", "text:nonsense"), shown="There is no command"),
    Press("app.undo", "floor-running", ("u",), ("act.undone",), shown="Taken back"),
    Press("app.quit", "floor-running", ("q",), shown="Type the word quit"),
    Press("moment.back", "agenda-six", ("escape",), then="floor"),
    Press("moment.back", "lobby-first", ("f9", "escape"), then="lobby"),
    # Lobby and arrival
    Press("moment.next", "lobby-first", ("space",), shown="Is it Sunday 22 November 2026, 19:42?"),
    Press("moment.next", "lobby-first", ("space", "y"), ("meeting.opened",), "arrive"),
    Press(
        "moment.next", "lobby-first", ("space", "n", "text:2026-11-22 19:50"), ("meeting.opened",), "arrive"
    ),
    Press("moment.next", "lobby-first", ("space", "n", "text:soon"), shown="date and time like this"),
    Press("moment.next", "lobby-first", ("space", "n", "escape"), then="lobby"),
    Press("moment.next", "arrive-here", ("space",), then="agenda"),
    Press("arrive.name", "arrive-nobody", ("escape", "a", "text:jer"), ("person.arrived",)),
    Press("arrive.name", "arrive-nobody", ("text:Bea", "y"), ("member.joined",)),
    Press("arrive.name", "arrive-nobody", ("text:Bea", "n"), ("guest.joined",)),
    Press("arrive.name", "arrive-here", ("text:jer",), shown="Jérôme is already here."),
    Press("arrive.leave", "arrive-here", ("escape", "l", "text:jer"), ("person.departed",)),
    Press("arrive.everybody", "arrive-here", ("escape", "e", "y"), ("person.arrived",) * 7),
    Press("arrive.everybody", "arrive-here", ("escape", "e", "n")),
    Press("arrive.quorum", "arrive-here", ("escape", "k", "text:12"), ("rules.quorum-set",)),
    Press("arrive.quorum", "arrive-here", ("escape", "k", "text:half"), shown="A quorum is a number"),
    Press(
        "arrive.correct",
        "arrive-here",
        ("escape", "c", "text:jer", "text:Jérôme Martin"),
        ("person.renamed",),
        shown="Jérôme Martin",
    ),
    Press(
        "arrive.correct", "arrive-here", ("escape", "c", "text:jer", "text:Bahar", "y"), ("person.renamed",)
    ),
    Press("arrive.correct", "arrive-here", ("escape", "c", "text:jer", "text:Bahar", "n")),
    Press("arrive.correct", "arrive-here", ("escape", "c", "text:jer", "enter"), shown="Jérôme is the name"),
    Press("arrive.correct", "arrive-here", ("escape", "c", "text:jer", "escape")),
    Press(
        "arrive.forget", "arrive-here", ("escape", "f", "text:jer", "y"), ("person.forgotten",), shown="m010"
    ),
    Press("arrive.forget", "arrive-here", ("escape", "f", "text:jer", "n")),
    # Agenda
    Press("moment.next", "agenda-six", ("space",), ("item.opened",), "floor"),
    Press("moment.next", "agenda-going", ("space",), ("item.opened",), "lot"),
    Press("moment.next", "agenda-empty", ("space", "text:Roof repairs 15 min"), ("item.added",)),
    Press("agenda.up", "agenda-six", ("down", "up", "enter"), ("item.opened",), "floor"),
    Press("agenda.down", "agenda-six", ("down", "x"), ("item.removed",)),
    Press("agenda.open", "agenda-six", ("down", "down", "enter"), ("item.opened",), "lot"),
    Press("agenda.add", "agenda-six", ("a", "text:Roof repairs 15 min"), ("item.added",), shown="15 min"),
    Press("agenda.add", "agenda-six", ("a", "escape")),
    Press("agenda.import", "agenda-empty", ("i",), shown="Which file?"),
    Press("agenda.move", "agenda-six", ("m", "down", "enter"), ("item.moved",)),
    Press("agenda.move", "agenda-six", ("m", "down", "space"), ("item.moved",), "agenda"),
    Press("agenda.edit", "agenda-six", ("e", "text:Round of all"), ("item.edited",), shown="Round of all"),
    Press("agenda.length", "agenda-six", ("t", "text:25"), ("item.edited",)),
    Press("agenda.length", "agenda-six", ("t", "text:long"), shown="Type a length in minutes"),
    Press("agenda.kind", "agenda-six", ("k", "text:2"), ("item.edited",), shown="report"),
    Press("agenda.presenter", "agenda-six", ("w", "text:jer"), ("item.edited",), shown="Jérôme"),
    Press("agenda.presenter", "agenda-six", ("w", "text:xyz"), shown="Nobody here is called"),
    Press("agenda.note", "agenda-six", ("n", "text:Bring tea"), ("item.edited",), shown="Bring tea"),
    Press("agenda.extend", "agenda-six", ("+",), ("item.extended",), shown="15 min"),
    Press("agenda.skip", "agenda-six", ("s",), ("item.skipped",)),
    Press("agenda.carry", "agenda-six", ("c",), ("item.carried",)),
    Press("agenda.putback", "agenda-going", ("p",), ("item.put-back",)),
    Press("agenda.remove", "agenda-six", ("x",), ("item.removed",)),
    Press("agenda.close", "agenda-going", ("d",), ("item.closed",)),
    Press("import.file", "agenda-import", ("f",), shown="Which file?"),
    Press("moment.next", "agenda-import", ("space",), ("agenda.adopted",), "agenda"),
    Press("import.who", "agenda-import", ("w",)),
    Press("import.down", "agenda-import", ("down",)),
    Press("import.up", "agenda-import", ("up",)),
    Press("import.pagedown", "agenda-import", ("pagedown",)),
    Press("import.pageup", "agenda-import", ("pageup",)),
    Press("app.help", "agenda-import", ("question_mark",), shown="All keys"),
    Press("moment.back", "agenda-import", ("escape",), then="agenda"),
    # Floor
    Press("moment.next", "floor-running", ("space",), ("turn.began",)),
    Press("moment.next", "floor-order", ("space",), ("turn.began",)),
    Press("moment.next", "floor-paused", ("space",), ("turn.resumed",)),
    Press("moment.next", "floor-power-cut", ("space",), ("turn.resumed",)),
    Press("moment.next", "floor-break", ("space",), ("break.ended",)),
    Press("moment.next", "floor-nobody", ("space", "text:jer"), ("floor.asked",)),
    Press("moment.next", "floor-no-item", ("space",), then="agenda"),
    Press("moment.next", "floor-all-done", ("space",), then="minutes"),
    Press("floor.ask", "floor-running", ("a", "text:gül"), ("floor.asked",), shown="first time tonight"),
    Press("floor.ask", "floor-running", ("a", "text:jer"), shown="Jérôme is already waiting."),
    Press("floor.ask", "floor-running", ("a", "text:uwe"), shown="uwe is not here"),
    Press("floor.ask", "floor-running", ("a", "space"), ("turn.began",)),
    Press("floor.ask", "floor-nobody", ("a", "space")),
    Press("floor.order", "floor-running", ("!", "text:rie"), ("floor.asked",), shown="point of order"),
    Press("floor.pause", "floor-running", ("p",), ("turn.paused",), shown="PAUSED"),
    Press("floor.pause", "floor-paused", ("p",), ("turn.resumed",), shown="SPEAKING"),
    Press("floor.extend", "floor-running", ("+",), ("turn.extended",), shown="of 3:00"),
    Press("floor.item", "floor-running", ("n",), ("item.opened",), "lot"),
    Press("floor.item", "floor-all-done", ("n",), shown="Nothing is left on the agenda."),
    Press("floor.withdraw", "floor-running", ("w", "text:chris"), ("floor.withdrew",)),
    Press("floor.withdraw", "floor-running", ("w", "text:eva"), shown="eva is not on the list"),
    Press("floor.break", "floor-running", ("b", "text:20.15"), ("break.began",), shown="BREAK"),
    Press("floor.kind", "floor-running", ("k", "1", "text:eva"), ("floor.asked",), shown="direct response"),
    Press("floor.kind", "floor-running", ("k", "3", "text:eva"), ("floor.asked",), shown="information"),
    Press(
        "floor.kind", "floor-running", ("k", "5", "text:ivo"), ("floor.asked",), shown="Ivo asks, and Bahar"
    ),
    Press("floor.kind", "floor-running", ("k", "5", "text:bahar"), shown="bahar is not here"),
    Press("floor.kind", "floor-running", ("k", "escape")),
    Press(
        "floor.kind",
        "floor-running",
        ("k", "4", "3", "text:rie", "text:It is ten"),
        ("floor.asked",),
        shown="! our own rules (It is ten)",
    ),
    Press("floor.kind", "floor-running", ("k", "4", "1", "text:rie", "text:"), ("floor.asked",)),
    Press("floor.kind", "floor-running", ("k", "4", "escape")),
    Press("floor.ask", "floor-sides", ("a", "text:samir", "2"), ("floor.asked",), shown="against it"),
    Press("floor.ask", "floor-sides", ("a", "text:samir", "escape")),
    Press("floor.ask", "floor-closed", ("a",), shown="The list is closed: C opens it again."),
    Press("floor.ordinary", "floor-wrong-order", ("o",), ("floor.made-ordinary",), shown="Rie"),
    Press("floor.ordinary", "floor-two-orders", ("o", "2"), ("floor.made-ordinary",)),
    Press("floor.ordinary", "floor-two-orders", ("o", "escape")),
    Press("floor.hand-over", "floor-running", ("h", "text:eva"), ("turn.handed-over",), shown="Chris"),
    Press("floor.put-back", "floor-running", ("z",), ("turn.put-back",), shown="Press SPACE: Bahar speaks"),
    Press("floor.put-back", "floor-no-item", ("z",), shown="Nobody has spoken who could go back"),
    Press("floor.lower", "floor-running", ("d", "text:chris"), ("floor.lowered",), shown="lets others go"),
    Press("floor.withdraw", "floor-two-orders", ("w", "text:chris", "2"), ("floor.withdrew",)),
    Press("floor.close", "floor-running", ("c",), ("floor.closed",), shown="the list is closed"),
    Press("floor.close", "floor-closed", ("c",), ("floor.reopened",)),
    Press(
        "floor.round", "floor-check-in", ("g",), ("floor.round-began",), shown="round 1: 20 are still asked"
    ),
    Press("floor.round", "floor-round", ("g",), shown="The round is not over"),
    Press("floor.pass", "floor-round", ("x",), ("floor.passed",), shown="X if Chris passes"),
    Press("floor.pass", "floor-running", ("x",), shown="No round is going on"),
    Press("moment.next", "floor-rounds", ("space",), ("floor.round-began",), shown="X if Amina passes"),
    Press("moment.next", "floor-question-waits", ("space",), ("turn.began",), shown="QUESTION TO Bahar"),
    Press("moment.next", "floor-question-put", ("space",), ("turn.ended",), shown="ANSWER"),
    Press("moment.next", "floor-answered", ("space",), ("turn.ended",), shown="SPEAKING"),
    Press("moment.next", "floor-closed-empty", ("space",), ("item.opened",), "lot"),
    Press(
        "floor.rule", "floor-running", ("r", "2", "1", "y"), ("floor.rule-set",), shown="fewest turns first"
    ),
    Press("floor.rule", "floor-running", ("r", "2", "1", "n")),
    Press("floor.rule", "floor-running", ("r", "2", "escape")),
    Press("floor.rule", "floor-running", ("r", "1", "2", "y"), ("floor.rule-set",)),
    Press(
        "floor.rule", "floor-fewest-turns", ("r", "4", "2", "y"), ("floor.rule-set",), shown="until it ends"
    ),
    Press("floor.rule", "floor-fewest-turns", ("r", "2", "1", "y"), shown="That is the rule already."),
    Press("floor.rule", "floor-running", ("r", "7", "2", "y"), ("floor.rule-set",), shown="by lot"),
    Press("floor.rule", "floor-running", ("r", "8"), ("floor.item-set",), shown="for and against, by turns"),
    Press("floor.rule", "floor-no-item", ("r", "3", "2", "y"), ("floor.rule-set",)),
    Press("floor.rule", "floor-running", ("r", "5", "1", "text:new", "escape"), shown="Name 2 to 6 lists"),
    Press(
        "floor.rule", "floor-running", ("r", "5", "1", "text:new, old", "y", "escape"), ("floor.rule-set",)
    ),
    Press(
        "floor.list",
        "floor-lists",
        ("v", "text:eva", "1", "v", "text:jer", "3"),
        ("floor.rule-set", "floor.asked"),
        shown="no list",
    ),
    Press("floor.list", "floor-lists-unnamed", ("v", "text:chris", "text:new, old", "1"), shown="list new"),
    Press("floor.list", "floor-lists-unnamed", ("v", "text:chris", "text:new"), shown="V names the lists"),
    Press("floor.list", "floor-running", ("v",), shown="No lists take turns here."),
    Press("floor.hand-over", "floor-nobody", ("h",), shown="Nobody is speaking."),
    Press("floor.lower", "floor-nobody", ("d",), shown="Nobody is waiting."),
    Press("floor.ordinary", "floor-running", ("o",), shown="Nobody has a point of order."),
    Press("floor.timing", "floor-running", ("t", "2"), ("rules.clocks-set",)),
    Press(
        "floor.timing", "floor-running", ("t", "4", "text:1:30", "space"), ("floor.item-set", "turn.began")
    ),
    Press("floor.timing", "floor-running", ("t", "4", "text:soon"), shown="Type minutes and seconds"),
    Press("floor.timing", "floor-running", ("t", "4", "text:5"), shown="A turn lasts from 10 seconds"),
    Press("floor.timing", "floor-running", ("t", "5"), ("floor.item-set",)),
    Press("floor.late", "floor-late", ("l", "y"), ("agenda.spread",)),
    Press("floor.late", "floor-late", ("l", "n")),
    Press("floor.late", "floor-check-in", ("l",), shown="It is not late."),
    Press("floor.break", "floor-running", ("b", "text:soon"), shown="Type the hour"),
    # Lot
    Press("moment.next", "lot-choose", ("space",), ("lot.frozen",), shown="In the hat"),
    Press("moment.next", "lot-unfrozen", ("space",), ("lot.frozen",)),
    Press("moment.next", "lot-frozen", ("space",), ("lot.committed",), shown="fixed its secret"),
    Press("moment.next", "lot-committed", ("space", "text:4 1 5 2"), ("lot.thrown",), shown="4 of 16"),
    Press("moment.next", "lot-committed", ("space", "text:seven"), shown="Type the dice as they lie"),
    Press("moment.next", "lot-throwing", ("space", "text:4152"), ("lot.thrown",), shown="Hand 4"),
    Press("moment.next", "lot-thrown", ("space",), ("lot.revealed",), shown="accepts?"),
    Press("moment.next", "lot-drawn", ("space",), then="agenda"),
    Press("lot.accept", "lot-asking", ("y",), ("lot.accepted",)),
    Press("lot.decline", "lot-asking", ("n",), ("lot.declined",)),
    Press("lot.roles", "lot-choose", ("r", "text:, media contact 2 30 days"), shown="media contact"),
    Press("lot.quick", "lot-choose", ("d",), ("lot.drawn-quickly",), shown="accepts?"),
    Press("lot.exclude", "lot-choose", ("x", "text:amina"), shown="Left out: Amina"),
    Press("lot.exclude", "lot-choose", ("x", "text:xyz"), shown="Nobody here is called"),
    Press("lot.cells", "lot-each-cell", ("d",), ("lot.drawn-quickly",)),
    Press("lot.exclude", "lot-choose", ("x", "text:amina, travels"), shown="Amina (travels)"),
    Press("lot.cells", "lot-shortfall", ("e",), shown="no role has so many seats"),
    Press("lot.cells", "lot-shortfall", ("space",), shown="2 of cell north are wanted for 1 seat"),
    Press("lot.quotas", "lot-shortfall", ("k", "text:-", "d"), ("lot.drawn-quickly",)),
    Press("lot.page", "lot-crowd", ("down",), shown="page 2 of"),
    Press("lot.page lot.page-back", "lot-crowd-out", ("up", "up", "pageup", "pagedown"), shown="page 2 of 4"),
    Press("lot.seal", "lot-throwing", ("s",), shown="fixed its secret"),
    Press("lot.seal moment.next", "lot-seal-again", ("space", "text:4152"), ("lot.thrown",), shown="Hand 4"),
    Press(
        "lot.correct",
        "lot-throwing",
        ("space", "text:11223344556", *["backspace"] * 16, "text:4152"),
        ("lot.thrown",),
        shown="Hand 4",
    ),
    Press("lot.quotas", "lot-choose", ("k", "text:north 1-2"), shown="1 to 2 of cell north"),
    Press("lot.quotas", "lot-each-cell", ("k", "text:-", "d"), ("lot.drawn-quickly",)),
    Press("lot.quotas", "lot-choose", ("k", "text:west 1"), shown="Nobody of cell west is here"),
    Press("lot.quotas", "lot-each-cell", ("space", "b", "k", "text:-"), ("lot.frozen", "lot.unfrozen")),
    Press("lot.turns", "lot-owed-first", ("c",), shown="14 of 28 are still owed a turn"),
    Press("lot.turns", "lot-turns", ("space", "up", "space", "space"), shown="Draw by lot"),
    Press(
        "moment.next",
        "lot-by-itself",
        ("d", "y", "space"),
        ("lot.drawn-quickly", "lot.accepted"),
        shown="after it, by itself: minutes",
    ),
    Press(
        "moment.next",
        "lot-by-itself",
        ("d", "y", "space", "d", "y", "space", "d", "y", "space"),
        ("lot.drawn-quickly", "lot.accepted") * 3,
        "agenda",
    ),
    Press("lot.unfreeze", "lot-frozen", ("b",), ("lot.unfrozen",)),
    Press("lot.word", "lot-committed", ("w", "text:chestnut"), ("lot.word-said",), shown="chestnut"),
    Press("lot.throw", "lot-throwing", ("t", "text:4152"), ("lot.thrown",)),
    Press("lot.correct", "lot-throwing", ("backspace", "backspace", "text:6"), ("lot.corrected",)),
    Press("lot.abort", "lot-frozen", ("g", "y"), ("lot.aborted",), shown="Draw by lot"),
    Press("lot.abort", "lot-frozen", ("g", "n")),
    # Proposal
    Press("moment.next", "proposal-none", ("space", "text:We meet on Mondays.", "f2"), ("proposal.written",)),
    Press("moment.next", "proposal-written", ("space",), ("proposal.read",), shown="20 members are here"),
    Press("moment.next", "proposal-read-out", ("space", "text:17"), ("proposal.counted",)),
    Press("moment.next", "proposal-counted", ("space",), ("proposal.read-back",), shown="read back"),
    Press("moment.next", "proposal-read-back", ("space", "enter"), ("proposal.adopted",), shown="ADOPTED"),
    Press("moment.next", "proposal-read-back", ("space", "escape")),
    Press("moment.next", "proposal-adopted", ("space",), then="floor"),
    Press("proposal.agree", "proposal-counting", ("1", "text:16"), ("proposal.counted",)),
    Press("proposal.agree", "proposal-counting", ("1", "text:many"), shown="number of hands in figures"),
    Press("proposal.agree", "proposal-counting", ("1", "text:99"), shown="count again"),
    Press("proposal.reservations", "proposal-counting", ("2", "text:1"), ("proposal.counted",)),
    Press("proposal.stand-aside", "proposal-counting", ("3", "text:1"), ("proposal.counted",)),
    Press("proposal.block", "proposal-counting", ("4", "text:1", "text:It hurts."), ("proposal.counted",)),
    Press("proposal.write", "proposal-adopted", ("w", "text:We meet.", "f2"), ("proposal.written",)),
    Press("proposal.amend", "proposal-written", ("e", "text:And more.", "f2"), ("proposal.amended",)),
    Press("proposal.read", "proposal-blocked", ("r",), ("proposal.read",)),
    Press(
        "proposal.reason", "proposal-counting", ("b", "text:2", "text:Too soon."), ("proposal.reason-given",)
    ),
    Press(
        "proposal.reason", "proposal-counting", ("b", "text:3", "text:Why."), shown="no hands were counted"
    ),
    Press("proposal.reject", "proposal-read-back", ("n", "y"), ("proposal.rejected",), shown="NOT ADOPTED"),
    Press("proposal.reject", "proposal-counting", ("n", "y"), shown="Read the counts back first"),
    Press("proposal.defer", "proposal-written", ("d",), ("proposal.deferred",), shown="PUT OFF"),
    Press("proposal.withdraw", "proposal-written", ("x", "y"), ("proposal.withdrawn",), shown="WITHDRAWN"),
    Press("proposal.choose", "proposal-two", ("o",), ("proposal.chosen",), shown="Proposal 1"),
    # Roles, minutes and everything else
    Press("moment.next", "mandates-held", ("space",), then="floor"),
    Press("mandates.release", "mandates-held", ("r", "y"), ("role.released",)),
    Press("mandates.down", "mandates-held", ("down", "r", "y"), ("role.released",), shown="Dilan"),
    Press("mandates.up", "mandates-held", ("down", "up", "r", "y"), ("role.released",), shown="Ivo"),
    Press("mandates.keep", "mandates-held", ("down", "down", "k", "enter"), ("decision.kept",)),
    Press("mandates.repeal", "mandates-held", ("down", "down", "x", "y"), ("decision.repealed",)),
    Press("moment.next", "minutes-read-back", ("space", "y", "n"), ("meeting.closed",), shown="Minutes of"),
    Press(
        "moment.next",
        "minutes-read-back",
        ("space", "y", "y"),
        ("item.carried", "item.carried", "meeting.closed"),
    ),
    Press("moment.next", "minutes-read-back", ("space", "n")),
    Press("moment.next", "minutes-left-open", ("space", "y"), ("meeting.closed",)),
    Press("moment.next", "minutes-none", ("space",), then="lobby"),
    Press("minutes.write", "minutes-no-network", ("w", "text:/proc/nowhere"), shown="could not be written"),
    Press("minutes.down", "minutes-read-back", ("down",)),
    Press("minutes.up", "minutes-read-back", ("up",)),
    # The journal
    Press("moment.next", "journal", ("space",), then="floor"),
    Press(
        "journal.down journal.up journal.pagedown journal.pageup journal.oldest journal.newest journal.look",
        "journal",
        ("down", "end", "pageup", "pagedown", "home", "down", "down", "up", "enter"),
        shown="Entry 64 of 66",
    ),
    Press("journal.look", "journal", ("end", "enter"), shown="Maple Street 4 founded this journal."),
    Press("journal.verify", "journal", ("v",), shown="Sound at 19:53: 66 entries, and each signature was"),
    Press("journal.backup", "journal", ("b", "text:/proc/no"), shown="There is no folder /proc/no."),
    Press("journal.head", "journal", ("h",), shown="Head of 66 entries"),
    Press("journal.find", "journal", ("f", "text:AMINA put"), shown="“AMINA put”: 1 entry."),
    Press("journal.find", "journal-found", ("f", "text:nobody", "escape"), shown="66 entries"),
    Press("journal.kind", "journal", ("k", "5"), shown="Only meetings, and who is here"),
    Press("journal.number", "journal", ("g", "text:0", "enter"), shown="Entry 0 of 66"),
    Press("journal.number", "journal", ("g", "text:66"), shown="Type the number of an entry, up to 65."),
    Press("journal.names", "journal-lost", ("escape", "n"), shown="2 names fit nobody."),
    Press(
        "journal.see",
        "journal-tampered",
        ("v", "s"),
        ("finding.seen",),
        "journal",
        "That you looked is recorded.",
    ),
    Press("journal.key", "journal-unsigned", ("o",), then="journal", shown="Passphrase of"),
    Press(
        "journal.key",
        "left-out-journal",
        ("o", "y"),
        ("entries.left-out",),
        then="journal",
        shown="The room goes on without them.",
    ),
    Press("journal.key", "left-out-journal", ("o", "n"), then="journal", shown="Nothing is recorded until"),
    Press("moment.next", "journal-entry", ("space",), shown="four words"),
    Press("entry.leave", "journal-entry", ("enter",), shown="four words"),
    Press("moment.back", "journal-entry", ("escape",), shown="four words"),
    Press("entry.before entry.after", "journal-entry", ("left", "left", "right"), shown="Entry 62 of 66"),
    Press("entry.down entry.up", "journal-entry", ("down", "down", "up"), shown="Entry 63 of 66"),
    Press("entry.code", "journal-entry", ("c",), shown="The proof is too long for a code"),
    Press("entry.write", "journal-entry", ("w", "text:/proc/nowhere"), shown="It could not be written there"),
    Press("app.help", "journal-entry", ("question_mark",), shown="All keys"),
    Press("moment.next", "devices", ("space",), then="lobby"),
    Press("devices.look", "devices", ("r",)),
    Press("devices.choose", "devices-offered", ("c", "1", "y"), shown="C uses a random source"),
    Press("devices.choose", "devices-offered", ("c", "2"), shown="The kiosk does not know it"),
    Press("devices.choose", "devices-left-out", ("c",), shown="none: the system's randomness"),
    Press("devices.test", "devices-ill", ("t",), shown="Draws would leave it out, and say so."),
    Press("devices.sound", "devices", ("s",), shown="One tone warns, two are the end"),
    Press("devices.mute devices.louder devices.quieter", "devices", ("m", "+", "-")),
    Press("more.devices", "more", ("d",), then="devices"),
    Press("more.journal", "more", ("j",), then="journal"),
    Press("more.circulation", "more", ("v",), then="circulation", shown="heard"),
    Press("moment.next", "circulation-weeks", ("space",), then="floor"),
    Press("moment.next", "circulation-between", ("space",), then="lobby"),
    Press("circulation.own", "circulation-weeks", ("o", "text:jer"), shown="Tonight: 1 turn, 1:37 of 4:24"),
    Press("circulation.own", "circulation-weeks", ("o", "text:jer", "x"), then="circulation"),
    Press("circulation.own", "circulation-weeks", ("o", "text:uwe"), shown="Tonight: not heard yet."),
    Press("circulation.own", "circulation-weeks", ("o", "text:nobody"), shown="Nobody is called nobody."),
    Press("more.key", "key-left-locked", ("f9", "o"), then="more", shown="Passphrase of"),
    Press("more.key", "key-left-locked", ("f9", "o", "text:eight rivers"), then="more", shown="Is this"),
    Press(
        "more.key",
        "key-left-locked",
        ("f9", "o", "text:eight rivers", "space"),
        ("journal.signed",),
        "more",
        "3 entries were signed.",
    ),
    Press("more.key", "key-left-locked", ("f9", "o", "text:nine rivers"), then="more", shown="That is not"),
    Press("more.key", "key-unseen", ("n", "f9", "o"), then="more", shown="Is this what happened?"),
    Press("more.quorum", "more", ("k", "text:50 %"), ("rules.quorum-set",), shown="50 % of the roster"),
    Press("more.quorum", "more", ("k", "text:half"), shown="Type a number in figures"),
    Press("more.turn", "more", ("t", "text:2:00"), ("rules.turn-set",), shown="2:00"),
    Press("more.turn", "more", ("t", "text:1"), shown="A turn lasts from 10 seconds to an hour"),
    Press("more.stand-aside", "more", ("s", "text:5"), ("rules.stand-aside-set",), shown="at most 5"),
    Press(
        "more.rotation",
        "more",
        ("r", "text:2", "text:1", "y", "n", "y"),
        ("rules.rotation-set",),
        shown="all roles together · one meeting of rest",
    ),
    Press("more.rotation", "more", ("r", "text:1", "text:", "n", "n", "n"), ("rules.rotation-set",)),
    Press("more.rotation", "more", ("r", "text:3"), ("rules.rotation-set",), shown="in every draw"),
    Press("more.rotation", "more", ("r", "text:9"), shown="Press 1, 2 or 3."),
    Press("more.rotation", "more", ("r", "text:1", "text:two"), shown="such as 2"),
    Press("more.rotation", "more", ("r", "text:1", "text:1", "y", "escape")),
    Press("more.rotation", "more-rotation", ("r", "text:7", "text:3"), shown="no decision 7"),
    Press("more.rotation", "more-rotation", ("r", "text:soon"), shown="number of a decision"),
    Press("more.route", "more", ("m", "text:3"), ("rules.minutes-set",), shown="paper or stick"),
    Press("more.route", "more", ("m", "text:9"), shown="Press 1, 2 or 3."),
    Press("more.publish", "more", ("p", "y"), ("rules.publishing-set",), shown="at each close"),
    Press("more.publish", "more", ("p", "n"), ("rules.publishing-set",)),
    Press("more.publish", "more", ("p", "escape")),
    Press("more.language", "more", ("w",), shown="words in English only"),
    Press("more.clock", "more", ("c", "text:2026-11-22 19:50"), ("clock.attested",)),
    Press("more.clock", "more", ("c", "text:noon"), shown="date and time like this"),
    Press("more.look", "more", ("l",), shown="contrast"),
)


def _shown(press: Press) -> str:
    return f"{press.binding} in {press.scene}: {' '.join(press.keys)}"


@pytest.mark.parametrize("press", PRESSES, ids=_shown)
async def test_a_key_does_what_it_says(tmp_path: Path, press: Press) -> None:
    """An accepted command is its one entry; a refusal is shown in words and changes nothing."""
    house, scene = House(tmp_path), SCENES[press.scene]
    scene.before(house)
    size = house.desk.journal.size
    async with house.hands(at=scene.moment) as hands:
        await hands.settled()
        await hands.press(*scene.keys)
        for key in press.keys:
            letters = key.removeprefix("text:")
            if letters != key:
                await hands.type(letters)
            else:
                await hands.press(key)
        assert house.kinds(size) == list(press.recorded), hands.refusal()
        assert hands.moment == (press.then or scene.moment)
        if press.shown:
            await hands.sees(press.shown)


def _owners() -> list[type[DOMNode]]:
    """Return every class with bindings: the shared one, each moment, the app, the import, the first start."""
    return [Moment, *(type(make()) for make in MOMENTS.values()), KioskApp, AgendaImport, EntryView, Welcome]


def _bindings(owner: type[DOMNode]) -> Iterator[Binding]:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        yield binding


def test_every_key_was_pressed() -> None:
    """A new key needs a row above, and an id by which it can be remapped."""
    ids = {binding.id for owner in _owners() for binding in _bindings(owner)}
    elsewhere = {"minutes.before", "minutes.other", *(each.id for each in _bindings(Welcome))}
    assert ids - {binding for press in PRESSES for binding in press.binding.split()} == elsewhere - {
        "app.help"
    }


def test_the_next_step_was_taken_in_every_moment() -> None:
    """One id is the next step everywhere, and each moment has its own step to take."""
    taken = {SCENES[press.scene].moment for press in PRESSES if "moment.next" in press.binding.split()}
    stepping = {
        owner.NAME
        for owner in _owners()
        if issubclass(owner, Moment) and any(each.id == "moment.next" for each in _bindings(owner))
    }
    assert stepping <= taken


def test_no_two_keys_of_a_moment_are_the_same() -> None:
    """No moment uses a key that has a meaning everywhere."""
    everywhere = {key for binding in _bindings(KioskApp) for key in binding.key.split(",")}
    for owner in _owners():
        keys = [key for binding in _bindings(owner) for key in binding.key.split(",")]
        assert len(keys) == len(set(keys)), owner.__name__
        if issubclass(owner, Moment):
            assert not everywhere & set(keys), owner.__name__
