"""The prompt: what a typed line means, and what is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cleaning import shown
from kiosk.desk.registry import REGISTRY
from kiosk.errors import Refused
from kiosk.practices import decision, floor, meeting, proposal, record, roster, rules
from kiosk.practices.messages import Command, command_name
from kiosk.typed.command_fields import fields_of
from kiosk.typed.prompt import complete, form, parse
from tests.made_up import RoomOf

ROOM = RoomOf("Jérôme Martin", "Ana", "Ana Lima", "Bahar", 'Rie "Q" Ono', "x=y")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("undo", record.rules.Undo()),
        ("UNDO", record.rules.Undo()),
        ("undo 12", record.rules.Undo(believes=12)),
        ("floor.ask Jérôme", floor.commands.Ask(person="m001")),
        ("floor.ask jerome martin order", floor.commands.Ask(person="m001", kind="order")),
        ("floor.ask kind=order bahar", floor.commands.Ask(person="m004", kind="order")),
        ("floor.ask ana lima order", floor.commands.Ask(person="m003", kind="order")),
        ("floor.ask Ana", floor.commands.Ask(person="m002")),
        ("turn.begin ana lima bahar", floor.commands.Begin(person="m003", after="m004")),
        ("turn.begin bahar after=", floor.commands.Begin(person="m004")),
        ("turn.extend m004 90", floor.commands.Extend(person="m004", seconds=90)),
        ('floor.ask "Ana Lima" order', floor.commands.Ask(person="m003", kind="order")),
        ("rules.quorum 12", rules.rules.SetQuorum(number=12)),
        ("rules.quorum percent=30", rules.rules.SetQuorum(percent=30)),
        ("rules.minutes PAPER", rules.rules.SetMinutesRoute(route="paper")),
        ("roster.add Ana Lima cell=north", roster.rules.AddMember(name="Ana Lima", cell="north")),
        ("roster.add cell=north  Ana   Lima", roster.rules.AddMember(name="Ana Lima", cell="north")),
        ("roster.add Ana cell=north Lima", roster.rules.AddMember(name="Ana Lima", cell="north")),
        ('roster.add "Ana Lima" north yes', roster.rules.AddMember(name="Ana Lima", cell="north", here=True)),
        ("roster.add “Ana Lima” north NO", roster.rules.AddMember(name="Ana Lima", cell="north")),
        ("roster.add Sinéad O'Brien", roster.rules.AddMember(name="Sinéad O'Brien")),
        ('roster.add "cell=north"', roster.rules.AddMember(name="cell=north")),
        ("roster.add a=b", roster.rules.AddMember(name="a=b")),
        ("roster.add Ana here=yes another=no", roster.rules.AddMember(name="Ana", here=True)),
        ("roster.cell bahar south", roster.rules.Place(member="m004", cell="south")),
        ("roster.cell bahar cell=", roster.rules.Place(member="m004")),
        ("meeting.break 20:15", meeting.rules.Pause(until="20:15")),
        ("meeting.open The weekly  meeting", meeting.rules.Open(title="The weekly  meeting")),
        (
            'meeting.open said="2026-11-22 19:02" The hall',
            meeting.rules.Open(title="The hall", said="2026-11-22 19:02"),
        ),
        ("clock.attest 2026-11-22 19:02", record.rules.AttestClock(said="2026-11-22 19:02")),
        ("clock.attest\u30002026-11-22\t19:02", record.rules.AttestClock(said="2026-11-22 19:02")),
        (
            "proposal.write We pay  40 % title=Rent",
            proposal.commands.Write(text="We pay  40 %", title="Rent"),
        ),
        ('proposal.write "We pay." The rent', proposal.commands.Write(text="We pay.", title="The rent")),
        ("proposal.count agree 17", proposal.commands.CountHands(position="agree", number=17)),
        (
            "decision.review 3 keep 2026-12-01 it still holds",
            decision.rules.Review(decision=3, outcome="keep", review="2026-12-01", reason="it still holds"),
        ),
        (
            "decision.review 3 repeal review= no",
            decision.rules.Review(decision=3, outcome="repeal", reason="no"),
        ),
        ("floor.ask m777", floor.commands.Ask(person="m777")),
    ],
)
def test_a_line_means_a_command(line: str, command: Command) -> None:
    """Word order, names before equals signs, quotes and the rest of the line give the command."""
    assert parse(line, ROOM) == command


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Write a command: floor.ask and a name, for example."),
        ("flor.ask Ana", 'There is no command "flor.ask"; did you mean floor.ask?'),
        ("floor.ask", "floor.ask also needs person: floor.ask PERSON [KIND] [CATEGORY] [NOTE]"),
        ("floor.ask Zed", 'Nobody here is called "Zed": add the name to the roster first.'),
        ("floor.ask Bahra", 'Nobody here is called "Bahra"; did you mean Bahar (m004)?'),
        ("rules.turn 60 now", '"now" is one word too many: rules.turn SECONDS'),
        ("floor.ask bahar order now", 'category is one of access, process, rules, safety; "now" is not.'),
        ("floor.ask bahar kind=order kind=order", "kind is given twice."),
        ("floor.ask bahar kind=", "kind cannot be empty."),
        ("rules.quorum many", 'number is a number from 0 to 100,000; "many" is not.'),
        ("rules.quorum 1e3", 'number is a number from 0 to 100,000; "1e3" is not.'),
        ("rules.quorum ١٢", 'number is a number from 0 to 100,000; "١٢" is not.'),
        ("rules.quorum percent=101", 'percent is a number from 0 to 100; "101" is not.'),
        ("roster.add Ana here=maybe", "here is yes or no."),
        ("roster.cell bahar cell=" + 61 * "x", "A name has at most 60 characters; this one has 61."),
        ('roster.add "Ana Lima', "A quotation mark is opened and never closed."),
        ("roster.add \u3164", "A name needs at least one character that can be seen."),
        ("roster.add " + "a" * 61, "A name has at most 60 characters; this one has 61."),
        ("meeting.break late", '"late" is not written as it has to be here.'),
        ("meeting.open " + "a" * 10_001, "This line is too long: 10,000 characters are enough."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_write(line: str, sentence: str) -> None:
    """The refusal is one sentence with the nearest name or the form of the command."""
    with pytest.raises(Refused) as refused:
        parse(line, ROOM)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("floor.w", ["floor.withdraw"]),
        ("withdr", ["floor.withdraw", "proposal.withdraw"]),
        ("floor.ask ba", ["floor.ask Bahar"]),
        ("floor.ask an", ["floor.ask Ana", "floor.ask Ana Lima"]),
        ("floor.ask rie", ["floor.ask m005"]),
        ("floor.ask bahar ", ["floor.ask Bahar"]),
        ("floor.ask Bahar cl", ["floor.ask Bahar clarifying"]),
        ("floor.ask Bahar o", ["floor.ask Bahar order"]),
        ("floor.ask kind=o", ["floor.ask kind=order"]),
        ("roster.add Nino h", ["roster.add Nino here="]),
        ("roster.add Nino here=", ["roster.add Nino here=yes", "roster.add Nino here=no"]),
        ("roster.add Nino ", ["roster.add Nino cell=", "roster.add Nino here=", "roster.add Nino another="]),
        ("rules.minutes ", [f"rules.minutes {route}" for route in ("hotspot", "network", "paper")]),
        ("rules.turn 9", []),
        ("undo", ["undo"]),
        ("nothing.like this", []),
        ('floor.ask "', []),
    ],
)
def test_a_line_begun_can_be_completed(line: str, lines: list[str]) -> None:
    """Names of commands, people, choices and fields are completed."""
    assert complete(line, ROOM) == lines


def test_a_suggested_person_is_the_one_who_is_meant() -> None:
    """For any names of people, each suggestion is read back as the same person."""
    suggested = complete("floor.withdraw ", ROOM)
    assert [parse(line, ROOM) for line in suggested] == [
        floor.commands.Withdraw(person=m) for m in ROOM.members()
    ]


def test_an_empty_line_suggests_commands() -> None:
    """An empty line brings as many commands as fit."""
    assert len(complete("", ROOM)) == 12


def test_every_command_has_a_form() -> None:
    """The form names each field once, in the order of typing."""
    for command in REGISTRY.commands:
        words = form(command).split()
        assert words[0] == command_name(command)
        assert [word.strip("[]").lower() for word in words[1:]] == [each.word for each in fields_of(command)]


NAMES = st.sampled_from([command_name(command) for command in REGISTRY.commands])
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Ana", "m001", "yes", "12", '"', "“", "=", "cell=", "here=yes", "a=1,b=2", "\u3000"]),
    st.integers().map(str),
)


@given(
    st.one_of(st.text(), st.tuples(NAMES, st.lists(WORDS)).map(lambda pair: " ".join([pair[0], *pair[1]])))
)
def test_nothing_but_a_refusal_comes_out(line: str) -> None:
    """Any text is a command or one sentence, and completing it never raises."""
    assert all(isinstance(each, str) for each in complete(line, ROOM))
    said = ""
    try:
        assert type(parse(line, ROOM)) in REGISTRY.commands
    except Refused as refused:
        said = refused.sentence
    assert said == shown(said)


@given(NAMES, st.text())
def test_completing_twice_is_stable(name: str, text: str) -> None:
    """What completing suggests can itself be completed, and does not grow without end."""
    for line in complete(f"{name} {text}", ROOM):
        assert len(line) <= len(name) + len(text) + 80
        complete(line, ROOM)


@pytest.mark.parametrize("line", ["roster.add /media/stick/list.csv", "roster.guest list.csv"])
def test_a_path_is_no_name(line: str) -> None:
    """It is said what to do with a list."""
    with pytest.raises(Refused, match="is the path of a file: where people arrive, paste it"):
        parse(line, ROOM)
