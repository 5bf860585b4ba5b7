"""The list of a meeting's files is what sha256sum writes, byte for byte."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.minutes.sums import Misfits, encode, misfits, parse, sums
from tests.needs import needs

FILES = {"minutes.md": b"# Minutes\n", "draws/001/pool.txt": b"lot/1 pool\n", "minutes.html": b"<p>"}
_PART = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,8}"
names = st.from_regex(f"{_PART}(/{_PART}){{0,2}}", fullmatch=True)
folders = st.dictionaries(names, st.binary(max_size=20), min_size=1, max_size=8)


def test_the_list_is_frozen() -> None:
    """The list is sorted by name in bytes, without itself and its seal."""
    assert sums({"b": b"", "a/b": b"x", "B": b"", "SHA256SUMS": b"old", "SHA256SUMS.sig": b"old"}) == (
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  B\n"
        b"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a/b\n"
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
    )


@needs("sha256sum")
def test_sha256sum_checks_it_and_writes_the_same(tmp_path: Path) -> None:
    """sha256sum on any computer accepts the whole files and refuses a changed byte."""
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    listed = subprocess.run(["sha256sum", *sorted(FILES)], cwd=tmp_path, capture_output=True, check=True)
    assert listed.stdout == sums(FILES)
    (tmp_path / "SHA256SUMS").write_bytes(sums(FILES))
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "minutes.html").write_bytes(b"<q>")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1


@given(folders)
def test_what_was_listed_fits(files: dict[str, bytes]) -> None:
    """parse is the inverse of encode, and the files of a list fit it."""
    listed = parse(sums(files))
    assert encode(listed) == sums(files)
    assert misfits({**files, "SHA256SUMS": b"", "SHA256SUMS.sig": b""}, listed) == Misfits()


@given(folders, folders)
def test_every_difference_has_a_name(files: dict[str, bytes], others: dict[str, bytes]) -> None:
    """Missing, changed and extra are exactly what differs between two folders."""
    found = misfits(others, parse(sums(files)))
    assert set(found.missing) == set(files) - set(others)
    assert set(found.extra) == set(others) - set(files)
    assert set(found.changed) == {name for name in set(files) & set(others) if files[name] != others[name]}
    assert (found.sentences() == []) == (files == others)


def test_each_has_its_sentence() -> None:
    """Each finding names the file and what is wrong."""
    there = {"minutes.md": b"# minutes\n", "minutes.html": None, "more": b""}
    assert misfits(there, parse(sums(FILES))).sentences() == [
        "draws/001/pool.txt is missing.",
        "minutes.html was changed.",
        "minutes.md was changed.",
        "more does not belong to these minutes.",
    ]


def test_every_one_byte_mangling_is_another_list_or_none() -> None:
    """Each byte changed, missing or doubled is refused, or gives a list that the files do not fit."""
    whole = sums(FILES)
    for at in range(len(whole)):
        others = [whole[:at] + bytes([byte]) + whole[at + 1 :] for byte in range(256) if byte != whole[at]]
        for mangled in [*others, whole[:at] + whole[at + 1 :], whole[:at] + whole[at : at + 1] + whole[at:]]:
            try:
                listed = parse(mangled)
            except NotTrusted:
                continue
            assert encode(listed) == mangled
            assert misfits(FILES, listed).sentences()


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\n",
        sums(FILES)[:-1],
        sums(FILES) + b"\n",
        sums(FILES) * 2,
        sums(FILES).upper(),
        sums(FILES).replace(b"  ", b" *"),
        b"".join(reversed(sums(FILES).splitlines(keepends=True))),
        *(
            b"0" * 64 + b"  " + name + b"\n"
            for name in b"../key /etc/passwd a/../b a//b a/ .a \xc3\xa9 SHA256SUMS SHA256SUMS.sig".split()
        ),
        b"0" * 64 + b"  a b\n",
    ],
    ids=lambda wrong: wrong[-24:].decode(errors="replace"),
)
def test_what_is_no_list(wrong: bytes) -> None:
    """Another order or form, names that lead elsewhere, or repeated names are refused in one sentence."""
    with pytest.raises(NotTrusted, match="SHA256SUMS is no list of files"):
        parse(wrong)


@given(st.binary(max_size=200))
def test_only_the_documented_error_comes_out(data: bytes) -> None:
    """Any bytes raise NotTrusted or give a list that encodes to the same bytes."""
    with suppress(NotTrusted):
        assert encode(parse(data)) == data
