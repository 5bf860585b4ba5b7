"""A language that nobody speaks: accents on every letter, brackets at both ends, everything 40 % longer.

What stands on the wall without accents was never marked; a bracket that opens and does not close was cut. It
is made from the templates when the tests run. `counted` is English of English length with its ends marked in
the same way, to see what is cut in English too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.words.catalogues import committed

PSEUDO, COUNTED = "en-xa", "en-xb"
OPENS, CLOSES = "⟦", "⟧"
ACCENTS = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÁáƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĹĺṀṁÑñÖöÞþɊɋŘřŠšŢţÛûṼṽŴŵẊẋÝýŽž",
)
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_FILLER = "~"


def pseudo(sentence: str) -> str:
    """Return the sentence with accents, brackets and filler; placeholders and line ends stay."""
    parts = _PLACEHOLDER.split(sentence)
    told = "".join(part if part.startswith("{") else part.translate(ACCENTS) for part in parts)
    letters = sum(len(part) for part in parts if not part.startswith("{"))
    more = max(0, math.ceil(0.4 * letters) - 2)
    filler = " ".join(_FILLER * min(6, more - at) for at in range(0, more, 7))
    return f"{OPENS}{told}{' ' if more > 6 else ''}{filler}{CLOSES}"


def counted(sentence: str) -> str:
    """Return the sentence as long as it is, with brackets in the place of its first and last letters."""
    body = sentence
    if body and body[0] != "{":
        body = body[1:]
    if body and body[-1] != "}":
        body = body[:-1]
    return f"{OPENS}{body}{CLOSES}"


def speak_them(folder: Path) -> None:
    """Write both languages into a folder of catalogues, as `kiosk.language` reads them."""
    for language, turned in ((PSEUDO, pseudo), (COUNTED, counted)):
        for domain, template in committed().items():
            _compile(template, turned, folder / language.replace("-", "_") / "LC_MESSAGES" / f"{domain}.mo")


def _compile(template: Catalog, turned: Callable[[str], str], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(domain=template.domain, fuzzy=False)
    for message in template:
        if not message.id:
            continue
        forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
        told = tuple(turned(form) for form in forms)
        catalogue.add(message.id, told if len(forms) > 1 else told[0], context=message.context)
    with path.open("wb") as file:
        write_mo(file, catalogue)
