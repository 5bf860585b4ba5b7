"""The draw by lot: neither the room, nor the kiosk, nor its makers can steer who is drawn.

    freeze     who is in the hat, who is not and why              state.draw.step   "frozen"
    commit     the kiosk fixes a secret and shows its seal                          "committed"
    throw      words, then dice, cards or a coin, in the open                       "throwing", "thrown"
    reveal     the secret is opened: who is drawn follows                           "asking"
    answer     each says yes or no; after a no the next ticket is asked             "done"

Each person has a ticket, a hash of seed, role and person; the lowest tickets win (lot/1). Any member can
recompute it with sha256sum and sort, from the three texts of a draw (lot/2 is lot/1 with corrections):

    pool.py seed.py result.py    the files and their rules, `read` and `write` side by side
    tickets.py walk.py quotas.py who comes before whom; who is seated; whether quotas can be kept
    relaxing.py shortfall.py     why a pool cannot be filled, and the smallest change that would do
    secret.py label.py           the kiosk's secret and its seal; how far a draw must be trusted
    corrections.py               what was corrected, in sentences
    check.py                     recompute a draw from its files alone
    commands.py events.py        what people ask for, what is recorded
    rotation.py moon.py          whose turn it is to be in the hat; terms that end with a full moon
    typed.py listed.py           what people type; draws from a list of lines, without an assembly
    deciding.py folding.py       the rules of the ceremony; what the entries add up to
    keeping.py                   the secret in its file, and its end
    state.py archive.py          the draw as the room sees it; all draws of a journal

Who holds a role is not kept here: that is `kiosk.practices.roles`, which hears the acceptances.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.lot import commands, deciding, events, folding, keeping, state

_, ngettext = words("lot")


def _title() -> str:
    return _("draws by lot")


PRACTICE = Practice(
    name="lot",
    title=_title,
    tells=Later("kiosk.practices.lot.telling:Telling"),
    chapter=Later("kiosk.practices.lot.minutes:CHAPTER"),
    scene=Later("kiosk.practices.lot.scene:Story"),
    state=state.State,
    commands=commands.COMMANDS,
    events=events.EVENTS,
    hears=folding.HEARS,
    decide=deciding.decide,
    fold=folding.fold,
    complete=keeping.complete,
    settled=keeping.settled,
    stays=folding.stays,
    can_undo=folding.can_undo,
    answers=folding.Answers,
)
