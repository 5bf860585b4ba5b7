"""What minutes say, sentence by sentence, whatever the form: the layouts are in templates/, the words here.

Each method gives a sentence of the form it was made for, with people's words escaped in it, or "" where there
is nothing to say. It looks at a finished document and works nothing out that the document does not hold.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.minutes.dates import day, length
from kiosk.minutes.document import Break, Draw, Gone, Item, Minutes, Person, Proposal, Review, Seat, Test
from kiosk.minutes.escaping import Form
from kiosk.practices.agenda.naming import kind_word
from kiosk.practices.proposal.state import POSITIONS, called

_, ngettext = words("minutes")


class Sentences:
    """The words around a document, in one form."""

    def __init__(self, form: Form, minutes: Minutes) -> None:
        self._form, self._minutes = form, minutes
        self._say = form.say

    def when(self) -> str:
        m = self._minutes
        if not m.ended:
            sentence = _("{day}, since {began}, still open")
        elif m.ended_on:
            sentence = _("{day}, {began}, to {other}, {ended}")
        else:
            sentence = _("{day}, {began} to {ended}")
        return self._say(sentence, day=day(m.date), began=m.began, ended=m.ended, other=day(m.ended_on))

    def clock(self) -> str:
        """A warning where times may be wrong."""
        if self._minutes.clock != "unsure":
            return ""
        return self._say(
            _("Times may be wrong: the kiosk's clock could not be trusted for all of this meeting.")
        )

    def read_back(self) -> str:
        """The sum of the evening, as it is read out before closing."""
        m = self._minutes
        seated, carried, put_off = len(m.seated), len(m.carried), self._put_off()
        parts = [
            (len(m.decisions), ngettext("{n} decision", "{n} decisions", len(m.decisions))),
            (len(m.reviews), ngettext("{n} decision reviewed", "{n} decisions reviewed", len(m.reviews))),
            (seated, ngettext("{n} role drawn by lot", "{n} roles drawn by lot", seated)),
            (put_off, ngettext("{n} proposal put off", "{n} proposals put off", put_off)),
            (carried, ngettext("{n} item carried over", "{n} items carried over", carried)),
        ]
        told = [sentence.format(n=count) for count, sentence in parts if count]
        if not told:
            return self._say(_("Nothing was decided, drawn by lot or carried over."))
        return self._say(_("{things}."), things=", ".join(told))

    def _put_off(self) -> int:
        return sum(proposal.outcome == "deferred" for proposal in self._minutes.proposals)

    def here(self) -> str:
        m = self._minutes
        members = ngettext("{n} member was here", "{n} members were here", len(m.members)).format(
            n=len(m.members)
        )
        if not m.guests:
            return self._say("{members}.", members=members)
        guests = ngettext("{n} guest", "{n} guests", len(m.guests)).format(n=len(m.guests))
        return self._say(_("{members}, and {guests}."), members=members, guests=guests)

    def quorum(self) -> str:
        quorum = self._minutes.quorum
        if not quorum.needed:
            return self._say(_("No quorum is set."))
        sentence = (
            _("A quorum of {needed} members was reached at {time}; at most {most} were here at once.")
            if quorum.reached
            else _("The quorum of {needed} members was never reached; at most {most} were here at once.")
        )
        return self._say(sentence, needed=quorum.needed, time=quorum.reached, most=quorum.most)

    def left(self, gone: Gone) -> str:
        return self._say(_("{person} left at {time}."), person=gone.person, time=gone.time)

    def name_and_id(self, person: Person) -> str:
        """Ids stand beside names, because draws are recomputed with ids."""
        if person.name == person.id:
            return self._say("{id}", id=person.id)
        return self._say("{person} ({id})", person=person, id=person.id)

    def on_break(self, pause: Break) -> str:
        if not pause.ended:
            sentence = _("Break from {began}, until {until} as agreed; it did not end before the meeting.")
        elif pause.ended == pause.until:
            sentence = _("Break from {began} to {ended}, as agreed.")
        else:
            sentence = _("Break from {began} to {ended}; {until} was agreed.")
        return self._say(sentence, began=pause.began, ended=pause.ended, until=pause.until)

    def timing(self, item: Item) -> str:
        """`19:05 to 19:30 · 25 min of 20 min planned`."""
        if not item.opened:
            when = ""
        elif not item.closed:
            when = self._say(_("since {opened}"), opened=item.opened)
        elif item.closed == item.opened:
            when = self._say(_("at {opened}"), opened=item.opened)
        else:
            when = self._say(_("{opened} to {closed}"), opened=item.opened, closed=item.closed)
        spent = length(item.spent) if item.closed else ""
        if item.planned:
            sentence = _("{spent} of {planned} planned") if spent else _("{planned} planned")
            took = self._say(sentence, spent=spent, planned=length(item.planned))
        else:
            took = self._say("{spent}", spent=spent) if spent else ""
        return self._beside(when, took)

    def _beside(self, *parts: str) -> str:
        """What there is, with dots between."""
        named = {f"part{number}": part for number, part in enumerate(parts) if part}
        return self._say(" · ".join(f"{{{name}}}" for name in named), **named)

    def fate(self, item: Item) -> str:
        """What became of an item that was not simply dealt with."""
        return {
            "open": _("Still open."),
            "skipped": _("Skipped."),
            "carried": _("Carried to the next meeting."),
            "waiting": _("Not reached."),
        }.get(item.outcome, "")

    def about(self, item: Item) -> str:
        """`discussion, presented by Amina · 19:05 to 19:30 · 25 min of 20 min planned`."""
        kind = kind_word(item.kind)
        first = (
            self._say(_("{kind}, presented by {person}"), kind=kind, person=item.presenter)
            if item.presenter
            else self._say("{kind}", kind=kind)
        )
        section = self._form.line(item.section) if item.section else ""
        return self._beside(section, first, self.timing(item))

    def proposer(self, proposal: Proposal) -> str:
        return self._say(_("Brought by {person}."), person=proposal.proposer) if proposal.proposer else ""

    def proposal(self, proposal: Proposal) -> str:
        if len(proposal.versions) == 1:
            return self._say(_("Proposal {number}"), number=proposal.number)
        return self._say(
            _("Proposal {number}, version {version}"),
            number=proposal.number,
            version=len(proposal.versions),
        )

    def outcome(self, proposal: Proposal) -> str:
        sentence = {
            "adopted": _("Adopted: decision {decision}."),
            "rejected": _("Tested, and not adopted."),
            "deferred": _("Put off to the next meeting."),
            "withdrawn": _("Withdrawn."),
        }.get(proposal.outcome, _("Not concluded in this meeting."))
        return self._say(sentence, decision=proposal.decision)

    def review(self, date: str) -> str:
        return self._say(_("To be looked at again on {day}."), day=day(date))

    def reviewed(self, review: Review) -> str:
        if review.outcome == "repealed":
            return self._say(_("Looked at again, and repealed."))
        return self._say(_("Looked at again, and kept until {day}."), day=day(review.review))

    def counts(self, counts: dict[str, int]) -> str:
        """`agree 17, reservations 2, stand aside 1, block 0`."""
        return ", ".join(f"{self.position(position)} {number}" for position, number in counts.items())

    def asked(self, test: Test) -> str:
        """`version 2, asked at 19:18, of 20 members present, 1 raised no hand`."""
        told = self._say(
            _("Version {version}, asked at {time}, {present}."),
            version=test.version,
            time=test.time,
            present=self.present(test.present, test.silent),
        )
        return told if test.read_back else self._say("{told} {more}", told=told, more=self.not_read_back())

    def not_read_back(self) -> str:
        return self._say(_("The counts were never read back."))

    def symbol(self, position: str) -> str:
        """The sign that stands before a position, with its blank."""
        return {"stand-aside": "○ ", "block": "✕ "}.get(position, "")

    def mark(self, proposal: Proposal) -> str:
        """The sign of an outcome, which never stands without its word."""
        return {"adopted": "✓", "rejected": "✕", "deferred": "→", "withdrawn": "↩"}.get(proposal.outcome, "…")

    def position(self, position: str) -> str:
        return next((called(known) for known in POSITIONS if known == position), position)

    def present(self, present: int, silent: int = 0) -> str:
        members = ngettext("of {n} member present", "of {n} members present", present).format(n=present)
        if not silent:
            return members
        return _("{members}, {silent} raised no hand").format(members=members, silent=silent)

    def test(self, test: Test) -> str:
        told = self._say(
            _("Version {version}, asked at {time}: {counts} ({present})."),
            version=test.version,
            time=test.time,
            counts=self.counts(test.counts),
            present=self.present(test.present, test.silent),
        )
        return told if test.read_back else self._say("{told} {more}", told=told, more=self.not_read_back())

    def seat(self, seat: Seat) -> str:
        if seat.person is None:
            return self._say(_("nobody: the seat stayed open"))
        if not seat.accepted:
            return self._say(_("{person}, who has not answered yet"), person=seat.person)
        return self._form.person(seat.person)

    def term(self, seat: Seat) -> str:
        """How long a role is held, where that is longer than the sitting."""
        return self._say(_("until {day}"), day=day(seat.until)) if seat.until else ""

    def declined(self, draw: Draw) -> str:
        """Return how many said no. No name stands here, but result.txt cannot do without their ids."""
        if not draw.declined:
            return ""
        return ngettext(
            "{n} person drawn said no, and the next on the list was asked; result.txt holds the id.",
            "{n} people drawn said no, and the next on the list were asked; result.txt holds their ids.",
            draw.declined,
        ).format(n=draw.declined)

    def hat(self, draw: Draw) -> str:
        if draw.outcome != "drawn":
            return ""
        sentence = ngettext("Drawn from {n} person.", "Drawn from {n} people.", draw.people)
        return sentence.format(n=draw.people)

    def unfinished(self, draw: Draw) -> str:
        match draw.outcome:
            case "aborted":
                return self._say(_("This draw was given up before anything was thrown."))
            case "unfinished":
                return self._say(_("This draw was not finished in this meeting."))
            case "drawn":
                return ""

    def voice(self) -> str:
        voice = self._minutes.voice
        if not voice.contributions:
            return self._say(_("No speaking turns were taken."))
        heard = ngettext(
            "{heard} of the {present} people here was heard, in {count} contributions.",
            "{heard} of the {present} people here were heard, in {count} contributions.",
            voice.heard,
        )
        share = _("The three who spoke longest held {share} % of the time.") if voice.heard > 3 else ""
        return self._say(
            f"{heard} {share}".strip(),
            heard=voice.heard,
            present=voice.present,
            count=voice.contributions,
            share=voice.share,
        )

    def head(self) -> str:
        head = self._minutes.head
        return self._say(
            _(
                "These minutes were made from the journal {origin} when it had {size} entries. Whoever keeps"
                " this head can tell later whether anything before it was changed."
            ),
            origin=head.origin,
            size=head.size,
        )

    def words(self) -> str:
        """Return what the four words are for, and what they are not: they are 44 bits of the root."""
        return self._say(
            _(
                "The kiosk's wall showed the same four words when the meeting was closed, after {size}"
                " entries. Words catch mistakes and careless hands: another journal with the same four can be"
                " found in minutes. The root shows every change, and the key's fingerprint whose root it is."
            ),
            size=self._minutes.head.size,
        )

    def how_to_verify(self) -> str:
        return self._say(
            _(
                "To check that these minutes were issued by the assembly's kiosk, put their Markdown file,"
                " its .sig file and allowed_signers into one folder, and type the line below there. The"
                " answer is worth something only if the key is the one you know: compare its fingerprint"
                " with the wall, or with an older copy."
            )
        )

    def how_to_recompute(self) -> str:
        return self._say(
            _(
                "Each person has a ticket, a hash of seed, role and id; the lowest tickets win. With the"
                " three files of a draw anybody can work it out again."
            )
        )

    def corrections(self) -> list[str]:
        """What a reader should know about the record of this sitting itself."""
        m = self._minutes
        told = []
        if m.clock == "people":
            told.append(_("The people in the room said what time it was when the meeting began."))
        if m.taken_back:
            told.append(
                ngettext(
                    "{n} act was taken back during the meeting. The journal holds both.",
                    "{n} acts were taken back during the meeting. The journal holds them and their undoing.",
                    m.taken_back,
                ).format(n=m.taken_back)
            )
        if m.recovered:
            told.append(_("The power failed during the meeting; everything that was recorded is here."))
        if m.unknown:
            told.append(
                ngettext(
                    "{n} entry was not understood by the kiosk and is not told here.",
                    "{n} entries were not understood by the kiosk and are not told here.",
                    m.unknown,
                ).format(n=m.unknown)
            )
        return told
