"""The tree of RFC 9162: known roots, and proofs against a tree worked out the slow way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_costs.register import merkle
from recovery_costs.register.merkle import Tree, hash_leaf, hash_pair

# The eight leaves and the roots that Certificate Transparency's own implementations publish as test vectors.
LEAVES = [
    bytes.fromhex(each)
    for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def slow_root(leaves: list[bytes]) -> bytes:
    """The definition itself: RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hash_pair(slow_root(leaves[:middle]), slow_root(leaves[middle:]))


def grown(size: int) -> tuple[list[bytes], merkle.Get, Tree]:
    leaves = [hash_leaf(bytes([number])) for number in range(size)]
    tree, held = Tree(), {}
    for leaf in leaves:
        for level, place, made in tree.add(leaf):
            held[level, place] = made
    return leaves, lambda level, place: held[level, place], tree


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_that_others_publish(size: int) -> None:
    tree = Tree()
    for leaf in LEAVES[:size]:
        tree.add(hash_leaf(leaf))
    assert tree.root.hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_root_of_nothing() -> None:
    assert Tree().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.integers(1, 70), st.data())
def test_every_leaf_and_every_growth_is_proved_and_nothing_else_is(size: int, data: st.DataObject) -> None:
    leaves, get, tree = grown(size)
    root = slow_root(leaves)
    assert tree.root == root == merkle.root_at(get, size)
    assert Tree(size, [get(*place) for place in merkle.peaks(size)]).root == root
    at = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion(get, at, size)
    assert merkle.is_included(leaves[at], at, size, proof, root)
    before = data.draw(st.integers(1, size))
    growth = merkle.consistency(get, before, size)
    old = slow_root(leaves[:before])
    assert merkle.is_consistent(before, size, growth, old, root)

    other = hash_leaf(b"another")
    assert not merkle.is_included(other, at, size, proof, root)
    assert not merkle.is_included(leaves[at], at, size, proof, other)
    assert not merkle.is_included(leaves[at], at, size, [*proof, other], root)
    assert not merkle.is_included(leaves[at], size, size, proof, root)
    assert not merkle.is_consistent(before, size, growth, other, root)
    assert not merkle.is_consistent(before, size, growth, old, other)
    assert not merkle.is_consistent(before, size, [*growth, other], old, root)
    assert not merkle.is_consistent(0, size, growth, old, root)
    for nth in range(len(proof)):
        assert not merkle.is_included(leaves[at], at, size, [*proof[:nth], other, *proof[nth + 1 :]], root)
        assert not merkle.is_included(leaves[at], at, size, proof[:nth], root)
    for nth in range(len(growth)):
        assert not merkle.is_consistent(before, size, [*growth[:nth], other, *growth[nth + 1 :]], old, root)
        assert not merkle.is_consistent(before, size, growth[:nth], old, root)


@pytest.mark.parametrize(("leaf", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_beyond_the_tree(leaf: int, size: int) -> None:
    with pytest.raises(ValueError, match="is not in a tree"):
        merkle.inclusion(grown(3)[1], leaf, size)


@pytest.mark.parametrize(("before", "size"), [(0, 3), (4, 3)])
def test_there_is_no_proof_of_growth_from_nothing_or_backwards(before: int, size: int) -> None:
    with pytest.raises(ValueError, match="is no start of a tree"):
        merkle.consistency(grown(4)[1], before, size)
