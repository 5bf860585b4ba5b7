"""The tree of hashes, against the roots that other implementations publish."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of

# The eight leaves and the roots of their trees, from transparency-dev/merkle, testonly/constants.go, and from
# Certificate Transparency before it.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def as_defined(leaves: list[bytes]) -> bytes:
    """Return the root by RFC 6962, 2.1, word for word: split at the largest power of two below n."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(as_defined(leaves[:split]), as_defined(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_standard_leaves_have_the_standard_roots(size: int) -> None:
    """Trees of 0 to 8 of the standard leaves have the published roots, appended one by one or at once."""
    leaves = [leaf_hash(leaf) for leaf in LEAVES[:size]]
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert frontier.root().hex() == root_of(leaves).hex() == ROOTS[size]


@given(st.lists(st.integers(0, 40), max_size=6))
def test_growing_in_any_steps_gives_the_root_of_the_definition(steps: list[int]) -> None:
    """However leaves arrive, size and root are those of RFC 6962's recursive definition."""
    leaves = [leaf_hash(bytes([n])) for n in range(256)][: sum(steps)]
    frontier, done = Frontier(), 0
    for step in steps:
        frontier.extend(leaves[done : done + step])
        done = min(done + step, len(leaves))
        assert frontier.size == done
        assert frontier.root() == as_defined(leaves[:done])


def test_a_copy_grows_by_itself() -> None:
    """What is appended to a copy does not reach the original."""
    frontier = Frontier()
    frontier.append(leaf_hash(b"a"))
    twin = frontier.copy()
    twin.append(leaf_hash(b"b"))
    assert (frontier.size, twin.size) == (1, 2)
    assert frontier.root() == leaf_hash(b"a")
    assert Frontier().root() == EMPTY_ROOT
