"""The made-up assembly: Maple Street 4, a house whose people refuse a rent increase together.

Names and texts only; how an evening is played is in `playing`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.practices.agenda.events import Kind

NAME = "Maple Street 4"

DAY = 86_400_000
FOUNDED_AGO = 37
"""Days before the present at which the assembly is founded, the evening before its first meeting."""


def began(present: int) -> int:
    """When the clock has to begin for the story to end at `present` (ms since 1970)."""
    return present - FOUNDED_AGO * DAY


CELLS = {
    "north": "Amina Haddad|Bahar Yıldız|Chris|Dagny Østergård|Elif Kaya|Farouk Benali|Grace Okafor|"
    "Hana Novák|Ilse van den Berg",
    "south": "Jérôme Martin|Jeremy Park|Katarzyna Żak|Leyla Demir|Mateus Araújo|Nadia Rossi|Óscar Peña|"
    "Priya Raman|Quentin Léger",
    "garden": "Rie Tanaka|Sinéad O’Brien|Tomáš Dvořák|Ursula Maximiliane von Hohenfels-Bergstätt|Vũ Thị Lan|"
    "Wanda|Xiomara Reyes|Yusuf Ali|Zoë Papadopoulou",
}


class Proposal(Struct, frozen=True):
    """What was proposed and what came of it.

    `hands` agree, reservations, stand aside, block; `review` days from today on which an adopted one is
    looked at again; `amended` its second version; `doubt` the reason of a block.
    """

    text: str
    outcome: Literal["adopted", "rejected", "deferred"] = "adopted"
    hands: tuple[int, int, int, int] = (0, 0, 0, 0)
    amended: str = ""
    doubt: str = ""
    review: int = 0


class Topic(Struct, frozen=True):
    """An item of the agenda: planned minutes, how many speak, who presents it (place in the roster, from 1).

    `term`: a role drawn here for longer than the evening, and in how many days from today it ends;
    `given_back`: a role that its holder gives back here.
    `fate`: what becomes of an item that was not talked through.
    """

    title: str
    kind: Kind = "discussion"
    minutes: int = 10
    speakers: int = 0
    presenter: int = 0
    notes: tuple[str, ...] = ()
    proposal: Proposal | None = None
    term: tuple[str, int] = ("", 0)
    given_back: str = ""
    fate: Literal["done", "extended", "skipped", "carried"] = "done"
    pause: bool = False


class Evening(Struct, frozen=True):
    """A meeting so many days ago at 19:02; of the roster every `away`-th person is not there."""

    ago: int
    away: int
    topics: tuple[Topic, ...]


DRAWN_EACH_EVENING = ("facilitator", "timekeeper", "minutes")

FIRST = Evening(
    ago=36,
    away=9,
    topics=(
        Topic("Who we are", "round", 20, speakers=9),
        Topic(
            "Quiet hours",
            "proposal",
            15,
            speakers=4,
            presenter=10,
            proposal=Proposal(
                "Between 22:00 and 7:00 the yard is quiet. Whoever wants to celebrate puts a note on the "
                "door three days before.",
                hands=(19, 4, 1, 0),
                review=-10,
            ),
            pause=True,
        ),
        Topic(
            "Rent strike fund",
            "proposal",
            25,
            speakers=7,
            presenter=1,
            notes=("The increase is 11 %.", "Who cannot pay says so to the media contact, in private."),
            proposal=Proposal(
                "We pay 30 % of the rent increase that we refuse into a common fund.",
                amended="We pay 30 % of the rent increase that we refuse into a common fund, reviewed each "
                "month.",
                hands=(17, 5, 2, 0),
                review=-1,
            ),
            fate="extended",
        ),
        Topic("Media contact", "lot", 5, term=("media-contact", 3)),
        Topic("Keys of the yard", "lot", 5, term=("yard-keys", 20)),
        Topic("Bicycles in the hall", minutes=10, fate="carried"),
    ),
)

SECOND = Evening(
    ago=22,
    away=6,
    topics=(
        Topic(
            "The boiler",
            "proposal",
            20,
            speakers=6,
            presenter=21,
            proposal=Proposal(
                "Three of us ask for three offers to repair the boiler, and bring them to the next meeting.",
                hands=(18, 3, 0, 0),
                review=9,
            ),
        ),
        Topic("Boiler contact", "lot", 5, term=("boiler-contact", 9)),
        Topic(
            "Cameras at the door",
            "proposal",
            20,
            speakers=8,
            presenter=14,
            proposal=Proposal(
                "We put a camera above the front door.",
                "rejected",
                hands=(6, 4, 5, 2),
                doubt="Visitors who must not be seen could not come any more.",
            ),
            pause=True,
        ),
        Topic("Summer in the yard", minutes=10, fate="skipped"),
    ),
)

THIRD = Evening(
    ago=8,
    away=5,
    topics=(
        Topic("What the owner answered", "report", 10, speakers=2, presenter=13),
        Topic("The keys are too heavy", minutes=5, speakers=1, given_back="yard-keys"),
        Topic(
            "Common kitchen on Sundays",
            "proposal",
            20,
            speakers=7,
            presenter=19,
            proposal=Proposal(
                "Every Sunday from 17:00 a cell cooks for the whole house, in turn: north, south, garden.",
                amended="Every Sunday from 17:00 a cell cooks for whoever comes, in turn: north, south, "
                "garden. Costs are shared by who can.",
                hands=(15, 4, 2, 0),
                review=52,
            ),
            pause=True,
        ),
        Topic(
            "A letter to the owner",
            "proposal",
            15,
            speakers=5,
            presenter=13,
            proposal=Proposal(
                "We send the letter about the rent in the name of the whole house.", "deferred"
            ),
        ),
        Topic("How was this evening?", "reflection", 5, speakers=4),
    ),
)

KEPT_UNTIL = 2
"""Days from today: when a decision that is reviewed in the story is looked at again."""

PAST = (FIRST, SECOND, THIRD)

TONIGHT = (
    Topic("Arriving", "round", 10),
    Topic("Report from the boiler room", "report", 10, presenter=21, notes=("Three offers are in.",)),
    Topic(
        "Which boiler?",
        "proposal",
        25,
        presenter=21,
        notes=(
            "Gas is cheaper now, heat pumps are cheaper in eight years.",
            "The owner has to pay, says § 14.",
        ),
    ),
    Topic("Rent strike: the next month", "discussion", 20, presenter=1),
    Topic("Break", "break", 10),
    Topic("Who keeps the keys of the yard", "lot", 5),
    Topic("How was this evening?", "reflection", 5),
)
TONIGHT_BEGAN = 14
"""Minutes before the present."""
GUEST = "Noor Said"
