"""A workbook's package with a part exchanged or added, every other part as it was, to the byte.

For files that the gate has passed: one zip, no Zip64, no encryption, no name twice. Parts that stay are copied packed
as they are, so that it costs as much as copying the file.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_DAY = 0x21  # 1 January 1980, the first day that a zip file knows


class Damaged(ValueError):  # noqa: N818  said as the user would
    """The package cannot be taken apart; the gate would have refused it."""


class Part(NamedTuple):
    """A part as it lies in the package: its entry in the directory, and the bytes that are its own."""

    name: str
    entry: bytes
    start: int
    end: int
    data: int
    """Where its packed content begins."""
    packed: int
    method: int


def parts(package: bytes) -> dict[str, Part]:
    """Every part of a package, by name, in the order of its directory.

    Raises:
        Damaged: it is no zip, or one that the gate refuses.
    """
    end = package.rfind(b"PK\x05\x06", max(0, len(package) - 65_557))
    if end < 0 or len(package) < end + _END.size:
        raise Damaged("no directory")
    _, _, _, _, count, _, at, _ = _END.unpack_from(package, end)
    found: dict[str, Part] = {}
    try:
        for _ in range(count):
            fields = _CENTRAL.unpack_from(package, at)
            flags, method, packed = fields[3], fields[4], fields[8]
            name_size, more_size, note_size, start = fields[10], fields[11], fields[12], fields[16]
            size = _CENTRAL.size + name_size + more_size + note_size
            name = package[at + _CENTRAL.size : at + _CENTRAL.size + name_size].decode()
            local = _LOCAL.unpack_from(package, start)
            data = start + _LOCAL.size + local[9] + local[10]
            last = data + packed
            if flags & 8:  # the sizes stand behind the content, with or without a mark of their own
                last += 16 if package[last : last + 4] == b"PK\x07\x08" else 12
            if fields[0] != b"PK\x01\x02" or local[0] != b"PK\x03\x04" or flags & 1 or name in found:
                raise Damaged("an entry that is not plain")
            found[name] = Part(name, package[at : at + size], start, last, data, packed, method)
            at += size
    except (struct.error, UnicodeDecodeError) as error:
        raise Damaged("a directory that is cut short") from error
    return found


def content(package: bytes, part: Part, most: int = 16 * 1024 * 1024) -> bytes:
    """A part's content, unpacked.

    Raises:
        Damaged: it is more than `most` bytes, or is not packed as a workbook's parts are.
    """
    raw = package[part.data : part.data + part.packed]
    try:
        unpacker = zlib.decompressobj(-15)
        unpacked = raw if part.method == 0 else unpacker.decompress(raw, most + 1)
    except zlib.error as error:
        raise Damaged(f"{part.name} is damaged") from error
    if len(unpacked) > most:
        raise Damaged(f"{part.name} is larger than {most} bytes")
    return unpacked


def rewritten(package: bytes, changed: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """The package with `changed` in place of the parts of those names, or added; all other parts as they are."""
    written: list[bytes | memoryview] = []
    directory: list[bytes] = []
    whole, at = memoryview(package), 0
    for part in parts(package).values():
        if part.name not in changed:
            piece = whole[part.start : part.end]
            entry = part.entry[:42] + struct.pack("<I", at) + part.entry[46:]
            written.append(piece)
            directory.append(entry)
            at += len(piece)
    for name, new in changed.items():
        pieces, entry = _packed(name, [new] if isinstance(new, bytes) else new, at)
        written += pieces
        directory.append(entry)
        at += sum(len(piece) for piece in pieces)
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(listed), at, 0)
    return b"".join([*written, listed, end])


def _packed(name: str, chunks: Iterable[bytes], at: int) -> tuple[list[bytes], bytes]:
    """A part packed as it comes, and its entry in the directory; `at` is where it will lie."""
    packer, crc, size = zlib.compressobj(6, zlib.DEFLATED, -15), 0, 0
    body: list[bytes] = []
    for chunk in chunks:
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
        body.append(packer.compress(chunk))
    body.append(packer.flush())
    packed, raw = sum(len(piece) for piece in body), name.encode()
    common = (20, 0x800, 8, 0, _DAY, crc, packed, size, len(raw), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *common) + raw
    entry = _CENTRAL.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0o600 << 16, at) + raw
    return [local, *body], entry


# --- the parts that say what is where ---------------------------------------------------------------------------

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAG = re.compile(r"<(?:([\w.-]+):)?([A-Za-z][\w.-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Tag(NamedTuple):
    """A start tag as it is written: its prefix, its name, its attributes, and where it stands."""

    prefix: str
    name: str
    attributes: dict[str, str]
    start: int
    end: int
    closed: bool


def tags(text: str) -> Iterable[Tag]:
    """The start tags of a part that the gate has passed: no DOCTYPE, so no entity but XML's own five."""
    for found in _TAG.finditer(re.sub(r"<!--.*?-->", lambda comment: " " * len(comment[0]), text, flags=re.DOTALL)):
        attributes = {
            each[1]: _plain(each[2] if each[2] is not None else each[3]) for each in _ATTRIBUTE.finditer(found[3])
        }
        yield Tag(found[1] or "", found[2], attributes, found.start(), found.end(), bool(found[4]))


def _plain(value: str) -> str:
    number = lambda found: chr(int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1]))  # noqa: E731
    value = re.sub(r"&#(x?[0-9A-Fa-f]+);", number, value)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        value = value.replace(entity, letter)
    return value


def before_end(text: str, tag: Tag, new: str) -> str:
    """`text` with `new` put in as the last thing within the element that `tag` begins (the only one of its name)."""
    name = f"{tag.prefix}:{tag.name}" if tag.prefix else tag.name
    if tag.closed:
        opened = text[tag.start : tag.end].rstrip(">").rstrip().rstrip("/")
        return f"{text[: tag.start]}{opened}>{new}</{name}>{text[tag.end :]}"
    close = text.rindex(f"</{name}")
    return text[:close] + new + text[close:]
