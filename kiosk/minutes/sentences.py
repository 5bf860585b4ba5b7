"""The words around the chapters: when the sitting was, what the journal's head is for, how to check a seal.

It looks at a finished document and works nothing out that the document does not hold.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.minutes.document import Minutes
from kiosk.practices.blocks import Day, Said, say

_, ngettext = words("minutes")


class Sentences:
    """The words around a document."""

    def __init__(self, minutes: Minutes) -> None:
        self._minutes = minutes

    def when(self) -> Said:
        m = self._minutes
        if not m.ended:
            sentence = _("{day}, since {began}, still open")
        elif m.ended_on:
            sentence = _("{day}, {began}, to {other}, {ended}")
        else:
            sentence = _("{day}, {began} to {ended}")
        return say(sentence, day=Day(m.date), began=m.began, ended=m.ended, other=Day(m.ended_on))

    def made_anew(self) -> Said:
        """Return the sentence for minutes that were made again after they were given out."""
        if not self._minutes.made_anew:
            return say(_("Made anew: an older copy may say something else."))
        sentence = _("Made anew on {day}: a name was forgotten or corrected. An older copy may differ.")
        return say(sentence, day=Day(self._minutes.made_anew))

    def head(self) -> Said:
        head = self._minutes.head
        return say(
            _(
                "These minutes were made from the journal {origin} when it had {size} entries. Whoever keeps"
                " this head can tell later whether anything before it was changed."
            ),
            origin=head.origin,
            size=head.size,
        )

    def words(self) -> Said:
        """Return what the four words are for, and what they are not: they are 44 bits of the root."""
        return say(
            _(
                "The kiosk's wall showed the same four words when the meeting was closed, after {size}"
                " entries. Words catch mistakes and careless hands: another journal with the same four can be"
                " found in minutes. The root shows every change, and the key's fingerprint whose root it is."
            ),
            size=self._minutes.head.size,
        )

    def how_to_verify(self) -> Said:
        return say(
            _(
                "To check that these minutes were issued by the assembly's kiosk, put their Markdown file,"
                " its .sig file and allowed_signers into one folder, and type the line below there. The"
                " answer is worth something only if the key is the one you know: compare its fingerprint"
                " with the wall, or with an older copy."
            )
        )
