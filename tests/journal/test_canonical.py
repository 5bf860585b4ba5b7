"""The canonical form: what may be an entry, down to the byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.journal.canonical import LARGEST, LONGEST, NotCanonical, TooLong, decode, decode_all, encode
from tests.journal.making import VECTORS

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ENTRIES = st.dictionaries(KEYS, VALUES, max_size=6)


def independently(value: dict[str, Any]) -> bytes:
    """Return the canonical form as the standard library writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(ENTRIES)
def test_encoding_agrees_with_the_standard_library(value: dict[str, Any]) -> None:
    """Encoded bytes equal json.dumps(sort_keys, no spaces, raw UTF-8) of the same value."""
    assert encode(value) == independently(value)


@given(ENTRIES)
def test_decode_is_the_inverse_of_encode(value: dict[str, Any]) -> None:
    """decode(encode(x)) == x, for every value an entry can hold."""
    assert decode(encode(value)) == value


@given(st.binary(max_size=60) | ENTRIES.map(lambda value: json.dumps(value).encode()))
@example(b'{"a":1.0}')
@example(b'{"a":' + b"[" * 100_000)
def test_only_the_documented_error_comes_out(line: bytes) -> None:
    """Any bytes either decode and encode to themselves, or raise NotCanonical."""
    try:
        value = decode(line)
    except NotCanonical:
        return
    assert encode(value) == line


@given(ENTRIES, st.data())
def test_a_mangled_entry_is_refused_or_another_canonical_entry(
    value: dict[str, Any], data: st.DataObject
) -> None:
    """Changing any one byte never gives a second spelling of the same entry."""
    line = encode(value)
    where = data.draw(st.integers(0, len(line) - 1))
    mangled = line[:where] + bytes([data.draw(st.integers(0, 255))]) + line[where + 1 :]
    try:
        other = decode(mangled)
    except NotCanonical:
        return
    assert mangled == line or other != value


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[1]",
        b'"text"',
        b"null",
        b' {"a":1}',
        b'{"a":1} ',
        b'{"a":1}\n',
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":{"c":1,"b":1}}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1e999}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":18446744073709551616}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 1000 + b"]" * 1000 + b"}",
        b'{"a":' * 17 + b"1" + b"}" * 17,
        b'{"a":"\\/"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\u001F"}',
        b'{"a":"\\u000a"}',
        b'{"a":"\\u007f"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\ud83d\\ude00"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b'{"a":"\xc0\x80"}',
        b'{"a":"\x00"}',
        b'{"a":"\t"}',
        b'{"\xc3\xa9":1}',
        b'{"a":[{"\xc3\xa9":1}]}',
        b"\xef\xbb\xbf{}",
        b'{"a":1}{"b":2}',
        b"{'a':1}",
        b'{"a":tru}',
    ],
)
def test_other_spellings_are_refused(line: bytes) -> None:
    """Every spelling but the canonical one is refused."""
    with pytest.raises(NotCanonical):
        decode(line)


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b'{"a":true,"b":false,"c":null}',
        b'{"a":9007199254740991,"b":-9007199254740991,"c":0}',
        b'{"a":' * 16 + b"1" + b"}" * 16,
        b'{"a":"\x7f \\" \\\\ \\b\\f\\n\\r\\t\\u0000\\u001f / \xc2\x80 \xe2\x80\xa8 \xf0\x9f\x97\xb3"}',
        b'{"A":1,"_":1,"a":1}',
    ],
)
def test_the_canonical_spellings_are_accepted(line: bytes) -> None:
    """The limits themselves are allowed."""
    assert encode(decode(line)) == line


def test_the_vectors_are_canonical() -> None:
    """Each line of the vectors' leaves encodes to itself."""
    for line in (VECTORS / "leaves").read_bytes().splitlines():
        assert encode(decode(line)) == line


def test_an_entry_has_65535_bytes_at_most() -> None:
    """65,535 bytes are an entry, one more is TooLong."""
    frame = len(encode({"a": ""}))
    assert len(encode({"a": "x" * (LONGEST - frame)})) == LONGEST
    with pytest.raises(TooLong):
        encode({"a": "x" * (LONGEST - frame + 1)})


@pytest.mark.parametrize(
    "value", [{"a": 1.5}, {"a": 2**53}, {"a": "\ud800"}, {"é": 1}, {"a": object()}, {1: {2.5: 1}}]
)
def test_values_that_no_entry_can_hold_are_refused(value: dict[str, object]) -> None:
    """`encode` refuses what `decode` would refuse."""
    with pytest.raises(NotCanonical):
        encode(value)


def test_a_loop_is_refused() -> None:
    """A value that contains itself raises the documented error."""
    loop: dict[str, object] = {}
    loop["a"] = loop
    with pytest.raises(NotCanonical):
        encode(loop)


@given(st.lists(ENTRIES, max_size=5))
def test_many_at_once_are_the_same_as_one_by_one(values: list[dict[str, Any]]) -> None:
    """`decode_all` returns what `decode` returns for each line."""
    assert decode_all([encode(value) for value in values]) == values


@pytest.mark.parametrize("lines", [[b"{}", b""], [b'{"a":1,', b'"b":1}'], [b"{}", b" "], [b"{}{}", b"{}"]])
def test_lines_do_not_help_each_other(lines: list[bytes]) -> None:
    """Two lines that only together look like entries are refused."""
    with pytest.raises(NotCanonical):
        decode_all(lines)
