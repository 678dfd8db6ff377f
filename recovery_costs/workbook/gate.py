"""The gate: a file's raw bytes, before anything opens it. What it is by its first bytes, and whether its zip is plain.

Nothing is inflated here and no XML is read; `parts` does that in the child process, and holds every member to the size
and the checksum that the directory read here gives. Only the standard library, for the child loads it too.
"""

from __future__ import annotations

import codecs
import re
import stat
import struct
from collections import Counter
from typing import NamedTuple
from urllib.parse import unquote

MIB = 1024 * 1024
LARGEST_FILE = 100 * MIB
LARGEST_INFLATED = 1536 * MIB
MOST_MEMBERS = 1000
HIGHEST_RATIO, RATIO_FREE = 200, 8 * MIB
"""How far a member may inflate, once it is larger than `RATIO_FREE`."""
SMALL_INFLATED = 64 * MIB
"""Up to here a workbook is read in the smaller of the two limits on memory."""


class Refused(Exception):  # noqa: N818  it carries why a file is not read
    """A file is not read: by code, with what was found, and the cell where there is one."""

    def __init__(self, code: str, found: str, sheet: str = "", cell: str = "") -> None:
        self.code, self.found, self.sheet, self.cell = code, found, sheet, cell
        super().__init__(code, found, sheet, cell)


class Member(NamedTuple):
    """A member of the zip as its directory has it: sizes in bytes, `start` where its data begin."""

    name: str
    deflated: bool
    start: int
    packed: int
    size: int
    crc: int


# --- what a file is ---------------------------------------------------------------------------------------------

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "pdf", "a PDF"),
    (b"Rar!", "archive", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "a 7-Zip archive"),
    (b"\x1f\x8b", "archive", "a gzip archive"),
    (b"BZh", "archive", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "archive", "an xz archive"),
    (b"\x89PNG", "picture", "a PNG picture"),
    (b"\xff\xd8\xff", "picture", "a JPEG picture"),
    (b"GIF8", "picture", "a GIF picture"),
    (b"{\\rtf", "document", "an RTF document"),
    (b"\x09\x00\x04\x00", "old-excel", "an Excel 2 worksheet (.xls)"),
    (b"\x09\x02\x06\x00", "old-excel", "an Excel 3 worksheet (.xls)"),
    (b"\x09\x04\x06\x00", "old-excel", "an Excel 4 worksheet (.xls)"),
    (b"\x09\x08\x08\x00", "old-excel", "an Excel 5 workbook (.xls)"),
    (b"\x09\x08\x10\x00", "old-excel", "an Excel 97 workbook (.xls)"),
    (b"\x00\x00\x02\x00", "other-spreadsheet", "a Lotus 1-2-3 worksheet"),
    (b"\x00\x00\x1a\x00", "other-spreadsheet", "a Lotus 1-2-3 worksheet"),
    (b"PK\x05\x06", "zip", "a zip file with nothing in it"),
    (b"PK\x07\x08", "zip-split", "one part of a zip file that was split"),
    (b"PK00PK", "zip-split", "one part of a zip file that was split"),
)
_STREAMS = (
    ("EncryptedPackage", "encrypted", "a workbook with a password"),
    ("Workbook", "old-excel", "an Excel 97 to 2003 workbook (.xls)"),
    ("Book", "old-excel", "an Excel 5 workbook (.xls)"),
    ("WordDocument", "document", "a Word document (.doc)"),
    ("PowerPoint Document", "document", "a PowerPoint presentation (.ppt)"),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|div)\b", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """`xlsx` for a zip that may be a workbook, `csv` for plain text in UTF-8.

    Raises:
        Refused: it is neither; by the name of what it is.
    """
    if not content:
        raise Refused("file-empty", "an empty file")
    if len(content) > LARGEST_FILE:
        raise Refused("file-too-large", f"{len(content) / MIB:.1f} MiB")
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    for start, code, found in _STARTS:
        if content.startswith(start):
            raise Refused(code, found)
    if content.startswith(_OLE[:4]):
        if not content.startswith(_OLE):
            raise Refused("not-a-workbook", "a damaged file of an old Office program")
        for stream, code, found in _STREAMS:
            if stream.encode("utf-16-le") in content:
                raise Refused(code, found)
        raise Refused("not-a-workbook", "a file of an old Office program, but no workbook")
    return _text_kind(content)


def _text_kind(content: bytes) -> str:
    """`csv`, if it is plain text in UTF-8.

    Raises:
        Refused: it is text of another kind or in another encoding, or no text.
    """
    for mark, name in ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32")):
        if content.startswith(mark):
            raise Refused("text-encoding", f"text in {name}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("text-encoding", "text in UTF-16")
    if b"\x00" in content:
        halves = (content[0:4000:2].count(0), content[1:4000:2].count(0))
        if max(halves) * 3 > len(content[:4000]) > min(halves) * 10:
            raise Refused("text-encoding", "text in UTF-16, without a mark")
        raise Refused("not-a-workbook", "a file of no kind that is known here")
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    if _HTML.match(head) or (head.startswith((b"<!--", b"<?xml")) and _HTML.search(head)):
        raise Refused("web-page", "a web page (HTML)")
    if head.startswith(b"MIME-Version:"):
        raise Refused("web-page", "a web page (MHTML)")
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise Refused("other-spreadsheet", "an XML Spreadsheet of 2003")
        if b"urn:oasis:names:tc:opendocument" in head:
            raise Refused("ods", "a flat OpenDocument spreadsheet (.fods)")
        raise Refused("not-a-workbook", "an XML file")
    if head.startswith(b"ID;P"):
        raise Refused("other-spreadsheet", "a SYLK spreadsheet (.slk)")
    if head.startswith((b"TABLE\r\n0,1", b"TABLE\n0,1")):
        raise Refused("other-spreadsheet", "a DIF spreadsheet (.dif)")
    if (wrong := _not_utf8(content)) is not None:
        if re.search(rb"[\x00-\x08\x0e-\x1f]", head):
            raise Refused("not-a-workbook", "a file of no kind that is known here")
        raise Refused("text-encoding", f"text that is not UTF-8 (byte {wrong + 1})")
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", head):
        raise Refused("not-a-workbook", "a file of no kind that is known here")
    if not head:
        raise Refused("file-empty", "a file with nothing but blanks")
    if head.startswith((b"{", b"[")):
        raise Refused("not-a-workbook", "a JSON file")
    return "csv"


def _not_utf8(content: bytes) -> int | None:
    """Where text stops being UTF-8, if it does; by pieces, for it may be long."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for at in range(0, len(content), MIB):
        left = len(decoder.getstate()[0])
        try:
            decoder.decode(content[at : at + MIB], at + MIB >= len(content))
        except UnicodeDecodeError as error:
            return at - left + error.start
    return None


# --- the zip ----------------------------------------------------------------------------------------------------

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
