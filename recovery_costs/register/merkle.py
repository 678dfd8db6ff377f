"""The Merkle tree of RFC 9162: it gives the journal's order one fingerprint, and proofs that show nothing else.

The tree of n leaves is held as the hashes of its perfect subtrees: (level, place) covers the leaves from
place * 2**level, 2**level of them. They never change as the tree grows, so they are appended like the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

Get = Callable[[int, int], bytes]
"""The hash of the perfect subtree at (level, place)."""

EMPTY = sha256(b"").digest()


class Node(NamedTuple):
    """A perfect subtree and its hash."""

    level: int
    place: int
    hash: bytes


def hash_leaf(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\0" + data).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\1" + left + right).digest()


def peaks(size: int) -> list[tuple[int, int]]:
    """The perfect subtrees, (level, place), that a tree of `size` leaves is made of, from left to right."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


class Tree:
    """A tree that grows leaf by leaf and remembers no more than its peaks."""

    def __init__(self, size: int = 0, peak_hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = [Node(*place, each) for place, each in zip(peaks(size), peak_hashes, strict=True)]

    def add(self, leaf: bytes) -> list[Node]:
        """Put a leaf hash at the end.

        Returns:
            The perfect subtrees that it completes, itself first.
        """
        node = Node(0, self.size, leaf)
        made = [node]
        while self._peaks and self._peaks[-1].level == node.level:
            left = self._peaks.pop()
            node = Node(node.level + 1, left.place >> 1, hash_pair(left.hash, node.hash))
            made.append(node)
        self._peaks.append(node)
        self.size += 1
        return made

    @property
    def root(self) -> bytes:
        """The hash of the whole tree."""
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1].hash
        for peak in reversed(self._peaks[:-1]):
            root = hash_pair(peak.hash, root)
        return root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def subtree(get: Get, start: int, end: int) -> bytes:
    """The hash of the leaves from `start` to `end`, exclusive, from perfect subtrees."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return get(level, start >> level)
    middle = start + _split(size)
    return hash_pair(subtree(get, start, middle), subtree(get, middle, end))


def root_at(get: Get, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return subtree(get, 0, size) if size else EMPTY


# --- a leaf is in the tree ----------------------------------------------------------------------------------------


def inclusion(get: Get, leaf: int, size: int) -> list[bytes]:
    """The proof that leaf number `leaf`, from 0, is in the tree of `size` leaves: RFC 9162, 2.1.3.1."""
    if not 0 <= leaf < size:
        raise ValueError(f"leaf {leaf} is not in a tree of {size}")

    def path(start: int, end: int) -> Iterator[bytes]:
        if end - start > 1:
            middle = start + _split(end - start)
            if leaf < middle:
                yield from path(start, middle)
                yield subtree(get, middle, end)
            else:
                yield from path(middle, end)
                yield subtree(get, start, middle)

    return list(path(0, size))


def is_included(leaf_hash: bytes, leaf: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows a leaf in the tree of that root: RFC 9162, 2.1.3.2."""
    if not 0 <= leaf < size:
        return False
    at, last, found = leaf, size - 1, leaf_hash
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = hash_pair(each, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hash_pair(found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


# --- the tree only grew -------------------------------------------------------------------------------------------


def consistency(get: Get, before: int, size: int) -> list[bytes]:
    """The proof that the tree of `before` leaves is the start of the tree of `size`: RFC 9162, 2.1.4.1."""
    if not 0 < before <= size:
        raise ValueError(f"a tree of {before} leaves is no start of a tree of {size}")

    def path(start: int, end: int, whole: bool) -> Iterator[bytes]:
        if before == end:
            if not whole:
                yield subtree(get, start, end)
            return
        middle = start + _split(end - start)
        if before <= middle:
            yield from path(start, middle, whole)
            yield subtree(get, middle, end)
        else:
            yield from path(middle, end, False)
            yield subtree(get, start, middle)

    return list(path(0, size, True))


def is_consistent(before: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether a proof shows that the tree of `old_root` is the start of that of `root`: RFC 9162, 2.1.4.2."""
    if not 0 < before <= size:
        return False
    if before == size:
        return not proof and old_root == root
    path = list(proof) if before & (before - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = before - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = hash_pair(each, old), hash_pair(each, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = hash_pair(new, each)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == root
