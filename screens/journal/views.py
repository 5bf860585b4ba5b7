"""The texts of the Journal screen: the length of the record, its findings, the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.journal.background import Result
from kiosk.journal.journal import Journal
from kiosk.journal.words import head_words
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.telling.pages import Filter
from screens.keys.keymap import key
from screens.widgets.symbols import symbol

if TYPE_CHECKING:
    from kiosk.journal.backup import Backup

_, ngettext = words("journal")
pgettext, npgettext = contexts("journal")

FINDINGS = 3
"""Most findings on the screen."""

Parts = list[Content | str | tuple[str, str]]


class Said(NamedTuple):
    """A sentence about the whole journal; `good` is True in green, False in red, None while work is under
    way."""

    sentence: str
    good: bool | None = None


def entries(count: int) -> str:
    """Return `1,204 entries`."""
    return ngettext("{n} entry", "{n} entries", count).format(n=f"{count:,}")


def head_of(journal: Journal, said: Said | None, plain: bool) -> Content:
    """Return the length, the signatures, the four words, and the findings that `said` does not contain."""
    found = [*journal.damage, *journal.findings]
    wrong = said.sentence if said is not None and said.sentence in found else ""
    unsigned = journal.size - journal.signed_size
    told = _("{n} not signed").format(n=f"{unsigned:,}")
    signed = (f"{symbol('not signed', plain)} {told}", "bold $text-warning")
    if wrong or journal.damage:
        signed = ("", "")
    elif not unsigned:
        whole = pgettext("the journal", "signed")
        signed = (f"{symbol('yes', plain)} {whole}", "$text-success")
    caption = _("four words:")
    parts: Parts = [
        (entries(journal.size), "bold $primary"),
        "   ",
        signed,
        "   ",
        (f"{caption} ", "$text-muted"),
        (" ".join(head_words(journal.root)), "bold"),
    ]
    findings = [finding for finding in found if finding != wrong]
    for finding in findings[:FINDINGS]:
        parts += ["\n", f"{symbol('chosen', plain)} ", shown(finding)]
    if more := len(findings[FINDINGS:]):
        parts += ["\n", ngettext("and {n} thing more", "and {n} things more", more).format(n=f"{more:,}")]
    return Content.assemble(*parts)


def said_of(said: Said, plain: bool) -> Content:
    """Return the line about the whole journal."""
    if said.good is None:
        return Content.styled(shown(said.sentence), "$text-warning")
    sign, style = ("yes", "bold $text-success") if said.good else ("no", "bold reverse $text-error")
    return Content.styled(f"{symbol(sign, plain)} {shown(said.sentence)}", style)


def checking(percent: int) -> Said:
    """Return the line during a check of every signature."""
    return Said(
        _("Every entry and every signature is being checked: {n} %. {key[moment.back]} stops.").format(
            n=percent, key=key
        )
    )


def checked(result: Result | None, hour: str) -> Said:
    """Return the line with the result of a check; `result` is None if it could not run."""
    if result is None:
        return Said(_("The check could not be run on this machine."), False)
    if result.findings:
        return Said(result.findings[0], False)
    if result.unsigned:
        sentence = _("Sound at {hour}: {entries}, each signature checked; {n} at the end are not yet signed.")
    else:
        sentence = _("Sound at {hour}: {entries}, and each signature was checked.")
    return Said(
        sentence.format(hour=hour, entries=entries(result.size), n=f"{result.unsigned:,}"),
        True,
    )


def backed_up(done: Backup) -> Said:
    """Return the line after a copy: what is on the stick, and that the assembly must keep it safe."""
    sentence = _("{entries}, the key and the names are in {folder}. It belongs into a drawer.")
    if not done.key:
        sentence = _("{entries} are in {folder}, and no key, which was not there.")
    elif not done.names:
        sentence = _("{entries} and the key are in {folder}. It belongs into a drawer.")
    return Said(sentence.format(entries=entries(done.size), folder=done.folder), True)


def filter_of(
    wanted: Filter, practice: str, found: int, percent: int | None, full: bool, plain: bool
) -> Content:
    """Return the line of a search: the filter (`practice` in words), how many were found, the progress in
    percent."""
    quoted = pgettext("words that are looked for", "“{text}”").format(text=wanted.text)
    about = ([practice] if wanted.practice else []) + ([quoted] if wanted.text else [])
    told = _("Only {about}:").format(about=listed(about))
    if full:
        state = _("the newest {n}; there may be more. {key[moment.back]} shows all again.")
    elif percent is not None:
        state = _("{n} found, {percent} % looked through. {key[moment.back]} stops.")
    else:
        state = ngettext(
            "{n} entry. {key[moment.back]} shows all again.",
            "{n} entries. {key[moment.back]} shows all again.",
            found,
        )
    state = state.format(n=f"{found:,}", percent=percent, key=key)
    return Content.assemble((f"{symbol('chosen', plain)} {shown(told)} ", "bold $accent"), state)
