"""The gate's look at a zip: its directory, each entry held against the member's own header, sizes and names.

Nothing is inflated here; `parts` does that in the child process, and holds every member to the size and the checksum
that the directory read here gives. Only the standard library, for the child loads it too.
"""

from __future__ import annotations

import re
import stat
import struct
from collections import Counter
from typing import NamedTuple
from urllib.parse import unquote

from recovery_costs.workbook.gate import MIB, Refused

LARGEST_INFLATED = 1536 * MIB
MOST_MEMBERS = 1000
HIGHEST_RATIO, RATIO_FREE = 200, 8 * MIB
"""How far a member may inflate, once it is larger than `RATIO_FREE`."""


class Member(NamedTuple):
    """A member of the zip as its directory has it: sizes in bytes, `start` where its data begin."""

    name: str
    deflated: bool
    start: int
    packed: int
    size: int
    crc: int


_END, _ENTRY, _LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")


def members(content: bytes) -> dict[str, Member]:
    """The members of a zip by name, from its directory, each held against its own header.

    Raises:
        Refused: the zip is cut short, damaged or crafted, or would inflate too far.
    """
    count, size, start = _end(content)
    at, found = start, []
    for _ in range(count):
        if at + _ENTRY.size > start + size:
            raise Refused("zip-damaged", "a directory that ends too early")
        member, first, at = _entry(content, at, start)
        found.append((first, member))
    if at != start + size:
        raise Refused("zip-damaged", "a directory of another length than it says")
    _names([member.name for _, member in found])
    end = 0
    for first, member in sorted(found, key=lambda each: each[0]):
        if first < end:
            raise Refused("zip-overlap", f"{_short(member.name)} lies over another member")
        _nothing_between(content[end:first])
        end = member.start + member.packed
    _nothing_between(content[end:start])
    _sizes([member for _, member in found])
    return {member.name: member for _, member in found}


def _nothing_between(gap: bytes) -> None:
    """Between members lies at most a word on the one before: another zip there is what another program may open."""
    if re.search(rb"PK(\x01\x02|\x03\x04|\x05\x06)", gap):
        raise Refused("zip-damaged", "another zip file between its members")


def _end(content: bytes) -> tuple[int, int, int]:
    """How many members, and where the directory lies."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 65535))
    if at < 0 or at + _END.size > len(content):
        raise Refused("zip-truncated", "a zip file that is cut short: it has no end")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, at)
    if disk or first_disk or here != count:
        raise Refused("zip-split", "one part of a zip file that was split")
    if count == 0xFFFF or size == 0xFFFFFFFF or start == 0xFFFFFFFF:
        raise Refused("zip-too-many-members", "a zip file in its form for very large files")
    if at + _END.size + comment != len(content):
        raise Refused("zip-damaged", "bytes after the end of the zip file, or an end cut short")
    if count > MOST_MEMBERS:
        raise Refused("zip-too-many-members", f"{count} members")
    if start + size != at:
        raise Refused("zip-damaged", "a directory that does not lie where the end of the zip file says")
    return count, size, start


def _entry(content: bytes, at: int, directory: int) -> tuple[Member, int, int]:
    """A member, where its header begins, and where the next entry of the directory does."""
    (sign, made, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, disk, _, outer, first) = (
        _ENTRY.unpack_from(content, at)
    )  # fmt: skip
    end = at + _ENTRY.size + name_size + extra_size + comment_size
    if sign != b"PK\x01\x02" or end > len(content):
        raise Refused("zip-damaged", "a directory that cannot be read")
    raw = content[at + _ENTRY.size : at + _ENTRY.size + name_size]
    try:
        name = raw.decode("utf-8" if flags & 0x800 else "cp437")
    except UnicodeDecodeError as error:
        raise Refused("zip-unsafe-name", f"a name that cannot be read: {raw[:40]!r}") from error
    if flags & 0x2041:
        raise Refused("encrypted", f"{_short(name)} is encrypted")
    if disk:
        raise Refused("zip-split", "one part of a zip file that was split")
    kind = stat.S_IFMT(outer >> 16) if made >> 8 == 3 else 0
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("zip-link", f"{_short(name)} is a link or a device, not a file")
    if method not in (0, 8):
        raise Refused("zip-method", f"{_short(name)} is packed by method {method}")
    if 0xFFFFFFFF in (packed, size, first):
        extra = content[at + _ENTRY.size + name_size : at + _ENTRY.size + name_size + extra_size]
        size, packed, first = _wide(extra, size, packed, first)
    start = _start(content, first, raw, (flags, method, crc, packed, size), directory)
    if method == 0 and packed != size:
        raise Refused("zip-damaged", f"{_short(name)} is stored in another size than it says")
    return Member(name, method == 8, start, packed, size, crc), first, end


def _wide(extra: bytes, *given: int) -> list[int]:
    """Sizes from the field that holds them in 64 bits, where the entry says they are there."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        at += 4
        if kind == 1:
            wanted = sum(each == 0xFFFFFFFF for each in given)
            if length < wanted * 8 or at + wanted * 8 > len(extra):
                break
            wide = iter(struct.unpack_from(f"<{wanted}Q", extra, at))
            return [next(wide) if each == 0xFFFFFFFF else each for each in given]
        at += length
    raise Refused("zip-damaged", "a member whose size is not given")


def _start(content: bytes, first: int, raw: bytes, entry: tuple[int, ...], directory: int) -> int:
    """Where a member's data begin, its own header held against the directory."""
    name = _short(raw.decode("cp437"))
    if first + _LOCAL.size > directory:
        raise Refused("zip-damaged", f"{name} lies outside the zip file")
    sign, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack_from(content, first)
    start: int = first + _LOCAL.size + name_size + extra_size
    if sign != b"PK\x03\x04" or content[first + _LOCAL.size : first + _LOCAL.size + name_size] != raw:
        raise Refused("zip-damaged", f"{name} is not where the directory says")
    if method != entry[1] or (flags ^ entry[0]) & 0x2009:
        raise Refused("zip-damaged", f"{name} has a header that contradicts the directory")
    if not flags & 8 and any(
        mine not in (theirs, 0xFFFFFFFF) for mine, theirs in zip((crc, packed, size), entry[2:], strict=True)
    ):
        raise Refused("zip-damaged", f"{name} has a header that contradicts the directory")
    if start + entry[3] > directory:
        raise Refused("zip-damaged", f"{name} lies outside the zip file")
    return start


def _names(names: list[str]) -> None:
    """No name twice, in whatever case, and none that leads out of the package."""
    for name in names:
        steps = re.split(r"[/\\]", name)
        if (
            name.startswith(("/", "\\"))
            or "\\" in name
            or {".", ".."} & {*steps}
            or "" in steps[:-1]
            or name.endswith(".")
            or re.match(r"[A-Za-z]:", name)
            or not name.isprintable()
            or not name
        ):
            raise Refused("zip-unsafe-name", f"a member named {_short(name)}")
    for name, times in Counter(names).items():
        if times > 1:
            raise Refused("zip-duplicate-member", f"{times} members named {_short(name)}")
    for folded, times in Counter(unquote(name).casefold() for name in names).items():
        if times > 1:
            raise Refused("zip-duplicate-member", f"{times} members named {_short(folded)}, but for capital letters")


def _sizes(found: list[Member]) -> None:
    """How far the members would inflate, by the directory; `parts` holds them to it."""
    total = sum(member.size for member in found)
    if total > LARGEST_INFLATED:
        raise Refused("zip-inflates-too-far", f"{total / MIB:.0f} MiB once inflated")
    for member in found:
        if member.size > RATIO_FREE and member.size > HIGHEST_RATIO * member.packed:
            times = member.size // max(member.packed, 1)
            raise Refused("zip-inflates-too-far", f"{_short(member.name)} inflates to {times} times its size")


def _short(name: str) -> str:
    """A member's name, short and safe to print."""
    safe = name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
    return safe if len(safe) <= 60 else f"{safe[:60]}..."
