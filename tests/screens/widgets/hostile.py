"""Hostile texts from people or files, for every widget that shows text."""

from __future__ import annotations

from hypothesis import strategies as st

CORPUS = (
    "[/]",
    "[@click=app.quit]Ana[/]",
    "[link=file:///etc/passwd]x[/link]",
    "[b",
    "[TODO] q",
    "[$primary]x",
    "trailing \\",
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]52;c;aGk=\x1b\\",
    "\x9b31m",
    "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\",
    "\u202eevil\u202c",
    "\u2066x\u2069",
    "a\u200bb\ufeff",
    "\ud800",
    "x" + "\u0301" * 20_000,
    "\u3164",
    "y" * 1_000,
    "一二三四五六七八九十" * 10,
    "👨\u200d👩\u200d👧 ❤\ufe0f",
    "नमस्ते",
    "line\nfeed\r\n\ttab",
    "",
    " ",
)

texts = st.one_of(
    st.sampled_from(CORPUS),
    st.text(
        st.one_of(st.characters(), st.characters(categories=["Cs"]), st.sampled_from("[]/@=\\\x1b\x9b\u202e"))
    ),
)
