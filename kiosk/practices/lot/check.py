"""Recompute a draw from its files, as a stranger would: it needs nothing from the kiosk, and trusts nothing.

pool.txt and seed.txt hold everything that was random; result.txt adds who declined. The report holds the
findings and every intermediate figure, to compare with a photograph of the commitment and with the output
of `sha256sum` and `sort`.

It cannot tell whether the commitment was shown before the dice were thrown: only the photograph can.
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
    """The result of recomputing. `findings` is a list of sentences; the draw agrees if it is empty.

    All digests are in hex. `commitment` is "" for label B. `orders` maps a role to everybody, by ticket;
    `seats` a role to the people seated after the declines; `open` a role to its number of open seats.
    `corrected` holds a sentence per correction in result.txt, `passed` one per person passed over, with the
    quota. `result` is the recomputed result.txt.
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
    """Recompute a draw. Raises NotTrusted, naming the line, for a file that does not follow the format."""
    frozen, thrown = pools.read(pool), seeds.read(seed)
    published = results.read(result) if result is not None else None
    p, s = pools.digest(pool), seeds.digest(seed)
    corrections = published.corrections if published is not None else ()
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
        _recompute(report, frozen, s, published, result)
    except Refused as refused:
        report.findings.append(refused.sentence)
    return report


def _between(frozen: pools.Pool, p: str, thrown: seeds.Seed) -> list[str]:
    """Return a sentence for each way in which pool.txt and seed.txt contradict each other."""
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
    """Return a sentence for each impossible correction: of a line that seed.txt does not have, or from a text
    that cannot be thrown."""
    findings = []
    lines = len(thrown.words) + len(thrown.thrown)
    for correction in corrections:
        is_throw = correction.line > len(thrown.words)
        if correction.line > lines or (
            is_throw and not (thrown.kind and seeds.symbols(thrown.kind, correction.before))
        ):
            sentence = _("result.txt says that line {line} was {before}, which cannot have been typed.")
            findings.append(sentence.format(line=correction.line, before=correction.before))
    return findings


def _amount(kind: pools.Kind | None, count: int) -> str:
    return f"{kind} {count}" if kind else pgettext("what the room threw", "nothing")


def _recompute(
    report: Report, frozen: pools.Pool, s: str, published: results.Result | None, given: bytes | None
) -> None:
    """Walk the draw with the declines of result.txt, fill the report, and compare with result.txt."""
    drawn = walk(frozen, s)
    if published is not None:
        if published.seed != s:
            report.findings.append(_("The seed line of result.txt is not the SHA-256 of seed.txt."))
        for role, person in published.declines:
            try:
                drawn.decline(role, person)
            except Refused as refused:
                report.findings.append(_("result.txt: {sentence}").format(sentence=refused.sentence))
    corrections = published.corrections if published is not None else ()
    _tell(report, drawn, s, corrections)
    if published is not None and given is not None and report.result.encode() != given:
        report.findings.append(_first_difference(drawn.steps, published))


def _tell(report: Report, drawn: Walk, s: str, corrections: Sequence[results.Correction]) -> None:
    report.orders = drawn.orders
    report.seats = drawn.seated
    report.open = dict(drawn.opened)
    report.passed = why_passed(drawn)
    report.result = results.write(s, drawn.steps, corrections).decode("ascii")


def why_passed(drawn: Walk) -> list[str]:
    """Return a sentence for each person who was passed over, naming the quota."""
    sentences = []
    for passed in dict.fromkeys(drawn.passed):
        if passed.quota is None:
            sentence = _("{person} was passed over for {role}: else the quotas could not all have been kept.")
            sentences.append(sentence.format(person=passed.person, role=passed.role))
            continue
        sentence = _(
            "{person} was passed over for {role}: else the quota of {least} to {most} of {attribute} {value}"
            " for {other} could not have been kept."
        )
        quota = passed.quota
        said = sentence.format(
            person=passed.person,
            role=passed.role,
            least=quota.least,
            most=quota.most,
            attribute=quota.attribute,
            value=quota.value,
            other=quota.role,
        )
        sentences.append(said)
    return sentences


def _first_difference(computed: list[Step], result: results.Result) -> str:
    """Return a sentence for the first line at which result.txt differs from the computed result."""
    steps, start = result.steps, 3 + len(results.written(result.corrections))
    for line, (right, given) in enumerate(zip(computed, steps, strict=False), start):
        if right != given:
            sentence = _("result.txt, line {line}: it says “{given}”; recomputed, it is “{right}”.")
            return sentence.format(line=line, given=_line(given), right=_line(right))
    if len(computed) > len(steps):
        sentence = _("result.txt ends too soon: “{right}” should follow.")
        return sentence.format(right=_line(computed[len(steps)]))
    if len(steps) > len(computed):
        sentence = _("result.txt goes on too long: “{given}” does not follow from the draw.")
        return sentence.format(given=_line(steps[len(computed)]))
    return _("result.txt is of another draw.")


def _line(step: Step) -> str:
    return f"{step.what} {step.role} {step.person}".rstrip()
