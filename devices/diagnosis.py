"""What a million bytes show about a random device, in plain sentences: for a person who asks, not for draws.

It says what a draw would do with the device, and what counting finds beyond that. It cannot say that nobody
can predict the bytes: a good generator of pseudo-random ones looks the same.
"""

from __future__ import annotations

import zlib
from collections import Counter
from math import log2, sqrt
from typing import assert_never

from devices.health import WINDOW, crowds, proportion, repeats, repetitions
from devices.line import READ_TIMEOUT, Opener, open_line
from devices.plugs import Plug
from devices.reading import DISCARDED, STARTUP, TESTED, Stream, collect, silent, tested
from kiosk.errors import DeviceFault
from kiosk.language import words
from kiosk.ports import Diagnosis, Verdict

_, ngettext = words("devices")

AMOUNT = 1_000_000
SECONDS = 10.0
"""A diagnosis reads AMOUNT bytes, or for so long."""
_PACKED = 0.99
"""Random bytes cannot be packed at all; if zlib makes them this much smaller, they follow a rule."""
_BITS = 6.0
"""Below so many bits of min-entropy a byte, as far as counting can tell, a sentence says so."""
_ENOUGH = 16_384
"""Bytes below which counting says little."""


def diagnose(
    plug: Plug, opener: Opener = open_line, *, amount: int = AMOUNT, seconds: float = SECONDS
) -> Diagnosis:
    """Read a generator at length; blocks for up to `seconds`."""
    stream = collect(plug, amount, seconds, opener)
    name, sentences = plug.generator.name, []
    if stream.data:
        sentence = _("{n} bytes came from the {device} in {seconds} s: {rate} a second.")
        sentences.append(
            sentence.format(
                n=f"{len(stream.data):,}",
                device=name,
                seconds=f"{stream.seconds:.1f}",
                rate=f"{stream.rate:,}",
            )
        )
    trouble, settled = _dropped(plug, stream, seconds), stream.data[DISCARDED:]
    if trouble:
        sentences.append(trouble)
    doubts = ([] if trouble else _alarms(settled)) + _rules(settled)
    if not (trouble or doubts):
        windows = len(settled) // WINDOW
        sentence = ngettext(
            "No health test raised an alarm, in {n} window of {window} bytes.",
            "No health test raised an alarm, in {n} windows of {window} bytes.",
            windows,
        )
        sentences.append(sentence.format(n=f"{windows:,}", window=WINDOW))
    word: Verdict = "failed" if trouble else "doubtful" if doubts else "ok"
    return Diagnosis(
        device=name,
        word=word,
        bytes=len(stream.data),
        seconds=round(stream.seconds, 3),
        rate=stream.rate,
        sentences=[*sentences, *doubts, _verdict(word)],
    )


def _dropped(plug: Plug, stream: Stream, seconds: float) -> str:
    """Return why a draw that read these bytes would drop them, or ""."""
    name, wanted = plug.generator.name, DISCARDED + STARTUP + TESTED
    if stream.trouble:
        return stream.trouble
    if not stream.data:
        return silent(name, seconds)
    if len(stream.data) < wanted and stream.quiet > 2 * READ_TIMEOUT:
        return _("Then it fell silent: a draw wants {wanted} bytes.").format(wanted=f"{wanted:,}")
    if len(stream.data) < wanted or stream.rate * plug.generator.deadline < wanted:
        sentence = _("It is too slow: a draw wants {wanted} bytes in {seconds} s.")
        return sentence.format(wanted=f"{wanted:,}", seconds=f"{plug.generator.deadline:g}")
    try:
        tested(stream.data[:wanted], name)
        tested(stream.data[-wanted:], name)
    except DeviceFault as fault:
        return fault.sentence
    return ""


def _alarms(data: bytes) -> list[str]:
    """Return the alarms of the health tests over all bytes; a draw tests only its first few thousand."""
    sentences, windows, crowded = [], len(data) // WINDOW, crowds(data)
    if repeats(data):
        sentences.append(_("One byte came {n} times or more in a row.").format(n=repetitions()))
    if crowded:
        sentence = _("In {n} of {windows} windows one byte came {cutoff} times or more.")
        sentences.append(sentence.format(n=f"{crowded:,}", windows=f"{windows:,}", cutoff=proportion()))
    return sentences


def _rules(data: bytes) -> list[str]:
    """Return signs of a rule that no health test looks for, and a good source never shows."""
    if len(data) < _ENOUGH:
        return []
    sentences = []
    packed = len(zlib.compress(data, 6)) / len(data)
    if packed < _PACKED:
        sentence = _("It follows a rule: it can be packed to {percent} % of its length.")
        sentences.append(sentence.format(percent=f"{100 * packed:.1f}"))
    bits = min_entropy(data)
    if bits < _BITS:
        sentence = _("Counting its bytes finds no more than {bits} bits of chance in each 8.")
        sentences.append(sentence.format(bits=f"{bits:.1f}"))
    return sentences


def min_entropy(data: bytes) -> float:
    """Return bits a byte by the most common value (SP 800-90B, 6.3.1, 99 % bound); an upper estimate."""
    share = Counter(data).most_common(1)[0][1] / len(data)
    bound = min(1.0, share + 2.576 * sqrt(share * (1 - share) / (len(data) - 1)))
    return abs(log2(bound))


def _verdict(word: Verdict) -> str:
    match word:
        case "ok":
            return _("A healthy source looks like this. So would one whose maker knows every byte.")
        case "doubtful":
            return _("Draws would use it, and lose nothing by that; as a source it is worth little.")
        case "failed":
            return _("Draws would leave it out, and say so.")
        case _:
            assert_never(word)
