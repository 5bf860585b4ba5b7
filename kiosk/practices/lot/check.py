"""Recompute a draw from its files, as a stranger would: nothing of the kiosk is needed, or believed.

pool.txt and seed.txt say everything that was random; result.txt adds what people declined. The report says
what was found and every figure on the way, so that it can be compared with a photograph of the commitment
and with what `sha256sum` and `sort` give.

It cannot say whether the commitment was shown before the dice were thrown: the photograph can.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import contexts, words
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.corrections import corrected_in
from kiosk.practices.lot.label import doubt_of, explained, label_of
from kiosk.practices.lot.secret import commitment
from kiosk.practices.lot.shortfall import unmet
from kiosk.practices.lot.walk import Step, Walk, walk

_, _ngettext = words("lot")
pgettext, npgettext = contexts("lot")


class Report(Struct, kw_only=True):
    """What came of recomputing. `findings` in words, one a sentence; the draw agrees if there are none.

    All digests in hex. `commitment` is "" for label B; `orders` role -> everybody in order of their
    tickets; `seats` role -> who holds a seat after the declines; `open` role -> seats that stay open;
    `corrected` what result.txt says was corrected, in words; `passed` who was passed over, and because of
    which quota, in words; `result` the recomputed result.txt.
    """

    draw: str
    people: int
    seats_in_all: int
    pool: str
    seed: str
    commitment: str = ""
    label: str = ""
    meaning: str = ""
    bits: float = 0
    bits_wanted: float = 0
    corrected: list[str] = []
    orders: dict[str, list[str]] = {}
    seats: dict[str, list[str]] = {}
    open: dict[str, int] = {}
    passed: list[str] = []
    result: str = ""
    findings: list[str] = []

    @property
    def agrees(self) -> bool:
        return not self.findings


def check(pool: bytes, seed: bytes, result: bytes | None = None) -> Report:
    """Recompute a draw. Raises NotTrusted for a file that is none of a draw, naming the line."""
    frozen, thrown = pools.read(pool), seeds.read(seed)
    said = results.read(result) if result is not None else None
    p, s = pools.digest(pool), seeds.digest(seed)
    corrections = said.corrections if said is not None else ()
    doubt = doubt_of(corrections)
    kind = thrown.kind
    report = Report(
        draw=f"{frozen.assembly}/{frozen.number}",
        people=len(frozen.people),
        seats_in_all=frozen.seats,
        pool=p,
        seed=s,
        commitment=commitment(p, thrown.kiosk) if thrown.kiosk else "",
        label=label_of(thrown, doubt),
        meaning=explained(thrown, doubt, bool(corrections)),
        bits=round(seeds.bits_thrown(kind, len(thrown.thrown)), 1) if kind else 0,
        bits_wanted=round(seeds.bits_wanted(len(frozen.people), frozen.seats), 1),
        corrected=corrected_in(corrections),
    )
    report.findings += _between(frozen, p, thrown) + _impossible(thrown, corrections)
    try:
        if why := unmet(frozen):
            report.findings.append(why)
        _recompute(report, frozen, s, said, result)
    except Refused as refused:
        report.findings.append(refused.sentence)
    return report


def _between(frozen: pools.Pool, p: str, thrown: seeds.Seed) -> list[str]:
    """What does not fit between pool.txt and seed.txt."""
    findings = []
    if thrown.pool != p:
        findings.append(
            _("The pool line of seed.txt is not the SHA-256 of pool.txt: another list was drawn from.")
        )
    wanted = (frozen.room.kind, frozen.room.count) if frozen.room else (None, 0)
    got = (thrown.kind, len(thrown.thrown))
    if got != wanted:
        sentence = _("The room was to throw {wanted}, and seed.txt holds {got}.")
        findings.append(sentence.format(wanted=_amount(*wanted), got=_amount(*got)))
    if not thrown.kiosk and not thrown.thrown:
        findings.append(_("Nothing random is in seed.txt."))
    return findings


def _impossible(thrown: seeds.Seed, corrections: Sequence[results.Correction]) -> list[str]:
    """Return the corrections that cannot be of what seed.txt holds: a line that was never typed, or a text
    that is no throw."""
    findings = []
    lines = len(thrown.words) + len(thrown.thrown)
    for each in corrections:
        is_throw = each.line > len(thrown.words)
        if each.line > lines or (is_throw and not (thrown.kind and seeds.symbols(thrown.kind, each.before))):
            sentence = _("result.txt says that line {line} was {before}, which cannot have been typed.")
            findings.append(sentence.format(line=each.line, before=each.before))
    return findings


def _amount(kind: pools.Kind | None, count: int) -> str:
    return f"{kind} {count}" if kind else pgettext("what the room threw", "nothing")


def _recompute(
    report: Report, frozen: pools.Pool, s: str, said: results.Result | None, given: bytes | None
) -> None:
    """Walk the draw, with the declines that result.txt says, and compare."""
    drawn = walk(frozen, s)
    if said is not None:
        if said.seed != s:
            report.findings.append(_("The seed line of result.txt is not the SHA-256 of seed.txt."))
        for role, person in said.declines:
            try:
                drawn.decline(role, person)
            except Refused as refused:
                report.findings.append(_("result.txt: {sentence}").format(sentence=refused.sentence))
    corrections = said.corrections if said is not None else ()
    _tell(report, drawn, s, corrections)
    if said is not None and given is not None and report.result.encode() != given:
        report.findings.append(_first_difference(drawn.steps, said))


def _tell(report: Report, drawn: Walk, s: str, corrections: Sequence[results.Correction]) -> None:
    report.orders = drawn.orders
    report.seats = drawn.seated
    report.open = dict(drawn.opened)
    report.passed = why_passed(drawn)
    report.result = results.write(s, drawn.steps, corrections).decode("ascii")


def why_passed(drawn: Walk) -> list[str]:
    """Everybody who was passed over, and because of which quota, one sentence each."""
    sentences = []
    for each in dict.fromkeys(drawn.passed):
        if each.quota is None:
            sentence = _("{person} was passed over for {role}: else the quotas could not all have been kept.")
            sentences.append(sentence.format(person=each.person, role=each.role))
            continue
        sentence = _(
            "{person} was passed over for {role}: else the quota of {least} to {most} of {attribute} {value}"
            " for {other} could not have been kept."
        )
        quota = each.quota
        said = sentence.format(
            person=each.person,
            role=each.role,
            least=quota.least,
            most=quota.most,
            attribute=quota.attribute,
            value=quota.value,
            other=quota.role,
        )
        sentences.append(said)
    return sentences


def _first_difference(computed: list[Step], result: results.Result) -> str:
    """Where result.txt leaves the computed result, in words."""
    said, start = result.steps, 3 + len(results.written(result.corrections))
    for line, (right, given) in enumerate(zip(computed, said, strict=False), start):
        if right != given:
            sentence = _("result.txt, line {line}: it says “{given}”; recomputed, it is “{right}”.")
            return sentence.format(line=line, given=_line(given), right=_line(right))
    if len(computed) > len(said):
        sentence = _("result.txt ends too soon: “{right}” should follow.")
        return sentence.format(right=_line(computed[len(said)]))
    if len(said) > len(computed):
        sentence = _("result.txt goes on too long: “{given}” does not follow from the draw.")
        return sentence.format(given=_line(said[len(computed)]))
    return _("result.txt is of another draw.")


def _line(step: Step) -> str:
    return f"{step.what} {step.role} {step.person}".rstrip()
