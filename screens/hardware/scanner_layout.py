"""Compares what a badge scanner typed with what was on the code: which letters does its layout swap?"""

from __future__ import annotations

from typing import NamedTuple

TEST = "0123456789-.' abcdefghijklmnopqrstuvwxyz MGYZ"
"""What stands in the code of the test: figures, letters and signs of numbers and names."""


class Layout(NamedTuple):
    """The finding of a test. `arrives` are letters that arrived for those of `means`; both "" if none differ.

    `lost` are letters of `means` that cannot be told from others, `whole` is False if some did not arrive.
    """

    arrives: str = ""
    means: str = ""
    lost: str = ""
    whole: bool = True


def compared(read: str) -> Layout | None:
    """Return how the layout differs; None if it is not the code of the test that was scanned.

    A letter before the code is the scanner's own sign. A capital follows its small letter.
    """
    if len(read) == len(TEST) + 1:
        read = read[1:]
    if len(read) != len(TEST):
        near = sum(letter in read.casefold() for letter in TEST[:10]) >= 8
        return Layout(whole=False) if near and len(read) > len(TEST) // 2 else None
    came: dict[str, set[str]] = {}
    for arrived, sent in zip(read, TEST, strict=True):
        came.setdefault(arrived, set()).add(sent)
    lost = "".join(sorted(letter for sent in came.values() if len(sent) > 1 for letter in sent))
    sure = {arrived: next(iter(sent)) for arrived, sent in came.items() if len(sent) == 1}
    for arrived, sent in list(sure.items()):
        if len(arrived.upper()) == 1 and arrived.upper() not in came:
            sure[arrived.upper()] = sent.upper()
    swapped = sorted((arrived, sent) for arrived, sent in sure.items() if arrived != sent)
    return Layout("".join(one for one, _ in swapped), "".join(other for _, other in swapped), lost)
