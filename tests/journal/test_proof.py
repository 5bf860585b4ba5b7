"""Proofs of inclusion and consistency, and the files that carry them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal.merkle import leaf_hash, root_of
from kiosk.journal.note import MalformedNote
from kiosk.journal.proof import (
    CONSISTENCY,
    Consistency,
    Proof,
    WrongProof,
    check_consistency,
    consistency,
    included_root,
    inclusion,
    inclusion_of,
    parse_consistency,
    parse_proof,
)
from tests.journal.making import VECTORS
from tests.journal.test_merkle import LEAVES as EIGHT

LEAVES = [leaf_hash(bytes([n])) for n in range(40)]
ROOTS = [root_of(LEAVES[:size]) for size in range(41)]
OTHER = leaf_hash(b"somebody else")
SIZES = range(1, 41)


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_of_every_tree_is_proved(size: int) -> None:
    """The hashes lead to the root; one more, one less, another order or another place does not."""
    for n in range(size):
        proof = inclusion(LEAVES[:size], n)
        assert included_root(LEAVES[n], n, size, proof) == ROOTS[size]
        for wrong in (proof[:-1], [*proof, LEAVES[0]]):
            if wrong != proof:
                with pytest.raises(WrongProof):
                    included_root(LEAVES[n], n, size, wrong)
        for at in range(len(proof)):
            changed = [*proof[:at], OTHER, *proof[at + 1 :]]
            assert included_root(LEAVES[n], n, size, changed) != ROOTS[size]
        assert included_root(LEAVES[(n + 1) % 40], n, size, proof) != ROOTS[size]
    for n in (-1, size):
        with pytest.raises(WrongProof):
            included_root(LEAVES[0], n, size, [])
        with pytest.raises(IndexError):
            inclusion(LEAVES[:size], n)


@pytest.mark.parametrize("later", SIZES)
def test_every_tree_begins_with_every_smaller_one(later: int) -> None:
    """The hashes prove it; with any of them changed, missing or added they do not."""
    for size in range(1, later + 1):
        proof = consistency(LEAVES[:later], size)
        check_consistency(size, ROOTS[size], later, ROOTS[later], proof)
        wrongs = [proof[:-1], [*proof, LEAVES[0]]] if proof else [[LEAVES[0]]]
        wrongs += [[*proof[:at], OTHER, *proof[at + 1 :]] for at in range(len(proof))]
        for wrong in wrongs:
            with pytest.raises(WrongProof):
                check_consistency(size, ROOTS[size], later, ROOTS[later], wrong)
        for root, later_root in ((ROOTS[0], ROOTS[later]), (ROOTS[size], ROOTS[0])):
            with pytest.raises(WrongProof):
                check_consistency(size, root, later, later_root, proof)
    with pytest.raises(WrongProof):
        check_consistency(0, ROOTS[0], later, ROOTS[later], [])
    with pytest.raises(WrongProof):
        check_consistency(later + 1, ROOTS[1], later, ROOTS[later], [])


def test_a_proof_of_rfc_6962() -> None:
    """The example of RFC 6962, 2.1.3: the paths of d0, d3, d4 and d6, and the proofs of 3, 4 and 6 of 7."""
    seven = LEAVES[:7]
    a, b, c, d, e, f, j = seven
    g, h, i = root_of([a, b]), root_of([c, d]), root_of([e, f])
    k, last = root_of([a, b, c, d]), root_of([e, f, j])
    assert inclusion(seven, 0) == [b, h, last]
    assert inclusion(seven, 3) == [c, g, last]
    assert inclusion(seven, 4) == [f, j, k]
    assert inclusion(seven, 6) == [i, k]
    assert consistency(seven, 3) == [c, d, g, last]
    assert consistency(seven, 4) == [last]
    assert consistency(seven, 6) == [i, j, k]


@given(
    st.integers(0, 10**18),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    st.binary(max_size=90),
    st.none() | st.binary(max_size=90),
)
def test_a_file_gives_back_what_was_written(
    index: int, hashes: list[bytes], note: bytes, extra: bytes | None
) -> None:
    """Parse and encode are inverses."""
    proof = Proof(index, tuple(hashes), note, extra)
    assert parse_proof(proof.encode()) == proof


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda b: b"c2sp.org/tlog-proof@v1\n" + b))
def test_only_the_documented_error_comes_out(data: bytes) -> None:
    """Any bytes are a proof, or MalformedNote."""
    try:
        proof = parse_proof(data)
    except MalformedNote:
        return
    assert proof.encode() == data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nnote\n",
        "c2sp.org/tlog-proof@v1\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex ٣\n\nnote\n",
    ],
)
def test_what_is_no_proof_file(text: str) -> None:
    """A file needs the first line, an index, 32-byte hashes in strict base64, and an empty line."""
    with pytest.raises(MalformedNote):
        parse_proof(text.encode())


def test_no_proof_has_more_hashes_than_a_tree_has_levels() -> None:
    """63 for one entry, 64 for two trees: no number of entries needs more."""
    proof = Proof(1, (OTHER,) * 63, b"note\n")
    assert parse_proof(proof.encode()) == proof
    with pytest.raises(MalformedNote):
        parse_proof(Proof(1, (OTHER,) * 64, b"note\n").encode())
    continued = Consistency(1, 2, (OTHER,) * 64)
    assert parse_consistency(continued.encode()) == continued
    with pytest.raises(MalformedNote):
        parse_consistency(Consistency(1, 2, (OTHER,) * 65).encode())


@given(
    st.integers(0, 10**19 - 1),
    st.integers(0, 10**19 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=4),
)
def test_a_proof_of_two_trees_gives_back_what_was_written(size: int, later: int, hashes: list[bytes]) -> None:
    """Parse and encode are inverses; one byte more, less or of another kind is no such file."""
    proof = Consistency(size, later, tuple(hashes))
    data = proof.encode()
    assert parse_consistency(data) == proof
    for wrong in (data[:-1], data + b"x", data + b"\n", b"x" + data, data.replace(b"from", b"From")):
        with pytest.raises(MalformedNote):
            parse_consistency(wrong)
    for short in (31, 33):
        with pytest.raises(MalformedNote):
            parse_consistency(Consistency(size, later, (bytes(short),)).encode())


def test_inclusion_without_keeping_leaves() -> None:
    """The same hashes as from a list, for each entry of each tree; too few leaves raise."""
    for size in range(1, len(LEAVES) + 1):
        for n in range(size):
            assert inclusion_of(iter(LEAVES), n, size) == inclusion(LEAVES[:size], n)
    for n, leaves in ((5, LEAVES), (2, LEAVES[:3])):
        with pytest.raises(IndexError):
            inclusion_of(iter(leaves), n, 5)


PROBES = msgspec.json.decode((VECTORS.parent / "merkle" / "probes.json").read_bytes())
HASHES = [bytes.fromhex(text) for text in PROBES["hashes"]]


def test_everybodys_probes_of_consistency() -> None:
    """The answers of another implementation to 98 questions are the same here."""
    assert len(PROBES["consistency"]) == 98
    for earlier, later, root, later_root, proof, right in PROBES["consistency"]:
        given = (earlier, HASHES[root], later, HASHES[later_root], [HASHES[at] for at in proof])
        if right:
            check_consistency(*given)
        else:
            with pytest.raises(WrongProof):
                check_consistency(*given)


def test_everybodys_probes_of_inclusion() -> None:
    """The same for one leaf in a tree: 98 questions."""
    assert len(PROBES["inclusion"]) == 98
    for n, size, root, leaf, proof, right in PROBES["inclusion"]:
        try:
            found = included_root(HASHES[leaf], n, size, [HASHES[at] for at in proof])
        except WrongProof:
            found = b"none"
        assert (found == HASHES[root]) == bool(right), (n, size, proof)


def test_the_right_probes_are_the_proofs_that_we_make() -> None:
    """Hash for hash, from the eight leaves."""
    made = 0
    for n, size, root, _leaf, proof, right in PROBES["inclusion"]:
        leaves = [leaf_hash(leaf) for leaf in EIGHT[:size]]
        if right and HASHES[root] == root_of(leaves):
            assert inclusion(leaves, n) == [HASHES[at] for at in proof]
            made += 1
    for earlier, later, _root, later_root, proof, right in PROBES["consistency"]:
        leaves = [leaf_hash(leaf) for leaf in EIGHT[:later]]
        if right and earlier and HASHES[later_root] == root_of(leaves):
            assert consistency(leaves, earlier) == [HASHES[at] for at in proof]
            made += 1
    assert made == 10


@given(
    st.integers(0, 10**18),
    st.integers(0, 10**18),
    st.lists(st.binary(min_size=32, max_size=32), max_size=64),
)
def test_a_consistency_file_gives_back_what_was_written(size: int, later: int, hashes: list[bytes]) -> None:
    """Parse and encode are inverses."""
    proof = Consistency(size, later, tuple(hashes))
    assert parse_consistency(proof.encode()) == proof


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda data: CONSISTENCY + data))
def test_any_bytes_are_a_consistency_file_or_none(data: bytes) -> None:
    """They are the file that a proof is written as, or MalformedNote."""
    try:
        proof = parse_consistency(data)
    except MalformedNote:
        return
    assert proof.encode() == data


def test_every_mangled_byte_of_a_consistency_file_is_refused() -> None:
    """Each byte in turn changed, left out or doubled gives no file, or one that proves nothing."""
    proof = Consistency(11, 29, tuple(consistency(LEAVES[:29], 11)))
    whole = proof.encode()
    check_consistency(11, ROOTS[11], 29, ROOTS[29], parse_consistency(whole).hashes)
    for at in range(len(whole)):
        before, byte, after = whole[:at], whole[at], whole[at + 1 :]
        others = [bytes([other]) for other in range(256) if other != byte]
        for mangled in (b"", bytes([byte, byte]), *others):
            try:
                read = parse_consistency(before + mangled + after)
            except MalformedNote:
                continue
            assert read.encode() == before + mangled + after
            if (read.size, read.later) == (11, 29):
                with pytest.raises(WrongProof):
                    check_consistency(11, ROOTS[11], 29, ROOTS[29], read.hashes)
