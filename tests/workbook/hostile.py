"""Hostile and odd workbooks, each with the one code that it must get. `python -m tests.workbook.hostile FOLDER` writes them.

Each is the full claim of `facts` with one thing done to it, or a file that is no workbook. Bytes are made here and kept
nowhere: what is dangerous in a file is plain to see in the line that makes it.
"""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from recovery_costs.workbook.template import claim_bytes
from tests.workbook.facts import EVENT, PARTY, records

CLAIM, ESTIMATE, LINES, EVIDENCE = (f"xl/worksheets/sheet{number}.xml" for number in range(2, 6))
BOOK, TYPES, STYLES, TEXTS = "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml", "xl/sharedStrings.xml"
RELS = "xl/_rels/workbook.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Odd(NamedTuple):
    """A file, and the code it gets."""

    name: str
    code: str
    content: bytes
    cell: str | None = None
    """Where, when it is a cell of a sheet."""


@cache
def whole() -> bytes:
    """The claim that everything is done to."""
    return claim_bytes(EVENT, PARTY, "R. Okafor", records())


@cache
def parts() -> dict[str, bytes]:
    """Its parts."""
    with ZipFile(BytesIO(whole())) as given:
        return {name: given.read(name) for name in given.namelist()}


def zipped(members: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    made = BytesIO()
    with ZipFile(made, "w", method) as into:
        for name, content in members.items():
            into.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, method)
    return made.getvalue()


def changed(**parts_by_name: bytes) -> bytes:
    """The claim with parts replaced or added."""
    return zipped({**parts(), **parts_by_name})


def edited(part: str, old: str, new: str, count: int = 1) -> bytes:
    """The claim with some text of a part replaced; `old` must be there."""
    content = parts()[part].decode()
    assert old in content, (part, old)
    return zipped({**parts(), part: content.replace(old, new, count).encode()})


def put(content: str, cell: str, inside: str, attributes: str = "") -> str:
    """A sheet's XML with one cell's content replaced, its style kept unless `attributes` says another."""
    pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')
    assert pattern.search(content), cell

    def new(found: re.Match[str]) -> str:
        style = "" if " s=" in attributes else found[1] or ""
        return f'<c r="{cell}"{style}{attributes}>{inside}</c>'

    return pattern.sub(new, content, count=1)


def with_cell(part: str, cell: str, inside: str, attributes: str = "") -> bytes:
    """The claim with one cell's content replaced."""
    return zipped({**parts(), part: put(parts()[part].decode(), cell, inside, attributes).encode()})


def text(part: str, cell: str, said: str) -> bytes:
    """The claim with a text of its own in a cell."""
    return with_cell(part, cell, f'<is><t xml:space="preserve">{said}</t></is>', ' t="inlineStr"')


def number(part: str, cell: str, said: str) -> bytes:
    """The claim with a number in a cell."""
    return with_cell(part, cell, f"<v>{said}</v>")


SUMLESS = f"{LINES} without its sum"


def row_added(part: str, row: int, cells: str, attributes: str = "") -> bytes:
    """The claim with a row put behind the last, or in its place in an open list."""
    content = parts()[part.split(" ", 1)[0]].decode()
    if part == SUMLESS:
        part, content = LINES, re.sub(r'<c r="F4".*?</c>', "", content, count=1)
    made = f'<row r="{row}"{attributes}>{cells}</row>'
    if f'<row r="{row}"' in content:
        content = re.sub(rf'<row r="{row}".*?</row>', made, content, count=1)
    else:
        content = content.replace("</sheetData>", f"{made}</sheetData>")
    return zipped({**parts(), part: content.encode()})


def line(row: int, reference: str, amount: str, more: str = "") -> str:
    """The cells of a cost line: reference, day, amount, limb."""
    return (
        f'<c r="A{row}" t="inlineStr"><is><t>{reference}</t></is></c><c r="B{row}" s="{style("B7")}"><v>46070</v></c>{more}'
        f'<c r="F{row}"><v>{amount}</v></c><c r="I{row}" t="inlineStr"><is><t>Something else</t></is></c>'
    )


@cache
def style(cell: str) -> str:
    """The style of a cell of the cost lines."""
    found = re.search(rf'<c r="{cell}" s="(\d+)"', parts()[LINES].decode())
    assert found
    return found[1]


def styled(code: str) -> tuple[bytes, int]:
    """Styles with one more number format, and its number."""
    content = parts()[STYLES].decode()
    count = int(re.search(r'<cellXfs count="(\d+)"', content)[1])  # type: ignore[index]
    made = re.sub(
        r"<numFmts count=\"\d+\">", f'<numFmts count="99"><numFmt numFmtId="999" formatCode="{code}"/>', content
    )
    assert made != content
    made = made.replace("</cellXfs>", '<xf numFmtId="999" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    return made.encode(), count


def with_format(part: str, cell: str, value: str, code: str) -> bytes:
    """The claim with a number in a cell under a number format."""
    styles, at = styled(code)
    content = parts()[part].decode()
    made = re.sub(
        rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)', f'<c r="{cell}" s="{at}"><v>{value}</v></c>', content, count=1
    )
    return zipped({**parts(), part: made.encode(), STYLES: styles})


# --- files that are no workbook ---------------------------------------------------------------------------------


def no_workbooks() -> Iterator[Odd]:
    """By the name of what they are."""
    html = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
    rows = "Line,Amount\r\n1,2.00\r\n\u00a3,3.00\r\n"
    yield Odd("empty", "file-empty", b"")
    yield Odd("blanks", "file-empty", b" \r\n\t ")
    yield Odd("pdf", "pdf", b"%PDF-1.7\n")
    yield Odd("png", "picture", b"\x89PNG\r\n\x1a\n" + bytes(64))
    yield Odd("jpeg", "picture", b"\xff\xd8\xff\xe0" + bytes(64))
    yield Odd("rar", "archive", b"Rar!\x1a\x07\x01\x00" + bytes(64))
    yield Odd("7z", "archive", b"7z\xbc\xaf\x27\x1c" + bytes(64))
    yield Odd("gzip", "archive", b"\x1f\x8b\x08\x00" + bytes(64))
    yield Odd("rtf", "document", b"{\\rtf1 hello}")
    yield Odd("html", "web-page", html)
    yield Odd("html with a mark and a comment", "web-page", b"\xef\xbb\xbf<!-- made by SAP -->" + html)
    yield Odd("xhtml", "web-page", b'<?xml version="1.0"?>\n<!DOCTYPE html>' + html)
    yield Odd("mhtml", "web-page", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n")
    yield Odd("excel 97", "old-excel", OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512))
    yield Odd("excel 5 in ole", "old-excel", OLE + bytes(504) + "Book".encode("utf-16-le") + bytes(512))
    yield Odd("excel 2", "old-excel", b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(32))
    yield Odd("excel 3", "old-excel", b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(32))
    yield Odd("excel 4", "old-excel", b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(32))
    yield Odd("excel 5", "old-excel", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(32))
    yield Odd("password", "encrypted", OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    yield Odd("word 97", "document", OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512))
    yield Odd("ole, nothing known", "not-a-workbook", OLE + bytes(1024))
    yield Odd("ole, a loop of sectors", "not-a-workbook", OLE + b"\x00\x00\x00\x00" * 254)
    yield Odd("ole, cut short", "not-a-workbook", OLE[:5])
    yield Odd("lotus", "other-spreadsheet", b"\x00\x00\x02\x00\x06\x04" + bytes(32))
    yield Odd("sylk", "other-spreadsheet", b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n")
    yield Odd("dif", "other-spreadsheet", b"TABLE\r\n0,1\r\n")
    yield Odd(
        "xml of 2003",
        "other-spreadsheet",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    )
    yield Odd(
        "fods",
        "ods",
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    )
    yield Odd("other xml", "not-a-workbook", b"<claim><line/></claim>")
    yield Odd("json", "not-a-workbook", b'{"format": 1}')
    yield Odd("bytes", "not-a-workbook", bytes(range(1, 128)) * 8)
    yield Odd("nul bytes", "not-a-workbook", b"a,b\r\n" * 40 + bytes(8))
    yield Odd("csv in utf-16", "text-encoding", rows.encode("utf-16"))
    yield Odd("csv in utf-16, no mark", "text-encoding", rows.encode("utf-16-le") * 20)
    yield Odd("csv in utf-32", "text-encoding", rows.encode("utf-32"))
    yield Odd("csv in windows 1252", "text-encoding", rows.encode("cp1252"))
    yield Odd("csv in mac roman", "text-encoding", rows.replace("\u00a3", "\u00e9").encode("mac-roman"))
    yield Odd("csv with half a letter", "text-encoding", rows.encode()[:-9] + b"\xc2")


def other_packages() -> Iterator[Odd]:
    """Zips that are something else."""
    ods = b"application/vnd.oasis.opendocument.spreadsheet"
    odt = b"application/vnd.oasis.opendocument.text"
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = parts()[TYPES]
    yield Odd("empty zip", "zip", b"PK\x05\x06" + bytes(18))
    yield Odd("a zip of papers", "zip", zipped({"invoice.pdf": b"%PDF"}))
    yield Odd("ods", "ods", zipped({"mimetype": ods, "content.xml": b"<a/>"}, ZIP_STORED))
    yield Odd("odt", "document", zipped({"mimetype": odt, "content.xml": b"<a/>"}, ZIP_STORED))
    yield Odd("docx", "document", zipped({TYPES: types, "word/document.xml": b"<a/>"}))
    yield Odd("pptx", "document", zipped({TYPES: types, "ppt/presentation.xml": b"<a/>"}))
    yield Odd("numbers", "other-spreadsheet", zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}))
    yield Odd("xlsb", "xlsb", zipped({TYPES: types, "xl/workbook.bin": b"x"}))
    yield Odd(
        "xlsm",
        "macros",
        changed(**{TYPES: types.replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")}),
    )
    yield Odd("macros in an xlsx", "macros", changed(**{"xl/vbaProject.bin": OLE}))
    yield Odd("macros by another path", "macros", changed(**{"xl/deep/VBAPROJECT.BIN": OLE}))
    yield Odd("macros of excel 4", "macros", changed(**{"xl/macrosheets/sheet1.xml": b"<a/>"}))
    yield Odd(
        "a template", "other-spreadsheet", changed(**{TYPES: types.replace(b"sheet.main+xml", b"template.main+xml")})
    )
    yield Odd("another main part", "not-a-workbook", changed(**{TYPES: types.replace(main, b"application/x-nothing")}))
    yield Odd("activex", "embedded-object", changed(**{"xl/activeX/activeX1.bin": b"x"}))
    yield Odd("a file inside", "embedded-object", changed(**{"xl/embeddings/oleObject1.bin": OLE}))
    yield Odd("a link to a workbook", "external-link", changed(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}))
    yield Odd("a connection", "external-link", changed(**{"xl/connections.xml": b"<a/>"}))
    no_types = {name: content for name, content in parts().items() if name != TYPES}
    yield Odd("no content types", "zip", zipped(no_types))
    yield Odd(
        "no relations",
        "not-a-workbook",
        zipped({name: each for name, each in parts().items() if name != "_rels/.rels"}),
    )
    yield Odd("strict", "strict-ooxml", changed(**{
        name: each.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, each in parts().items()
    }))  # fmt: skip
    yield Odd("strict relations", "strict-ooxml", changed(**{
        name: each.replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument")
        for name, each in parts().items()
    }))  # fmt: skip


# --- zips that are crafted --------------------------------------------------------------------------------------


class Raw(NamedTuple):
    """A member of a zip written by hand; what the headers say may differ from what is there."""

    name: bytes
    content: bytes
    method: int = 8
    flags: int = 0
    size: int | None = None
    crc: int | None = None
    packed: bytes | None = None
    outer: int = 0
    made: int = 20
    disk: int = 0
    local_name: bytes | None = None
    local_method: int | None = None
    local_size: int | None = None


def raw_zip(
    members: list[Raw], count: int | None = None, at: dict[int, int] | None = None, comment: bytes = b""
) -> bytes:
    """A zip by hand. `at` puts a member's entry of the directory at another member's place."""
    made, directory, places = b"", b"", []
    for each in members:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = each.packed if each.packed is not None else each.content
        if each.packed is None and each.method == 8:
            packed = deflate.compress(each.content) + deflate.flush()
        size = len(each.content) if each.size is None else each.size
        crc = zlib.crc32(each.content) if each.crc is None else each.crc
        places.append(len(made))
        method = each.method if each.local_method is None else each.local_method
        name = each.name if each.local_name is None else each.local_name
        made += struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            20,
            each.flags,
            method,
            0,
            33,
            crc,
            len(packed),
            size if each.local_size is None else each.local_size,
            len(name),
            0,
        )
        made += name + packed
    for number, each in enumerate(members):
        place = places[(at or {}).get(number, number)]
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = each.packed if each.packed is not None else each.content
        if each.packed is None and each.method == 8:
            packed = deflate.compress(each.content) + deflate.flush()
        size = len(each.content) if each.size is None else each.size
        crc = zlib.crc32(each.content) if each.crc is None else each.crc
        directory += struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            each.made,
            20,
            each.flags,
            each.method,
            0,
            33,
            crc,
            len(packed),
            size,
            len(each.name),
            0,
            0,
            each.disk,
            0,
            each.outer,
            place,
        )
        directory += each.name
    total = len(members) if count is None else count
    return (
        made
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, len(directory), len(made), len(comment))
        + comment
    )


def raws(**more: Raw) -> list[Raw]:
    """The claim's members as they are."""
    return [Raw(name.encode(), content) for name, content in parts().items()]


def crafted() -> Iterator[Odd]:
    """Zips no spreadsheet program writes."""
    good = whole()
    end = good.rfind(b"PK\x05\x06")
    yield Odd("cut in the middle", "zip-truncated", good[: len(good) // 2])
    yield Odd("cut before the directory", "zip-truncated", good[: good.find(b"PK\x01\x02")])
    yield Odd("cut in the last bytes", "zip-truncated", good[:-5])
    yield Odd("four bytes", "zip-truncated", b"PK\x03\x04")
    yield Odd("bytes behind the end", "zip-damaged", good + b"more")
    yield Odd("bytes before the start", "not-a-workbook", b"\x01" * 8 + good)
    yield Odd("a split zip", "zip-split", good[:end] + good[end:].replace(b"\0\0\0\0", b"\1\0\1\0", 1))
    yield Odd("the first part of a split zip", "zip-split", b"PK\x07\x08" + good)
    yield Odd("a directory elsewhere", "zip-damaged", good[: end + 16] + struct.pack("<L", 10) + good[end + 20 :])
    yield Odd("more members than there are", "zip-damaged", raw_zip(raws(), len(parts()) + 1))
    yield Odd("fewer members than there are", "zip-damaged", raw_zip(raws(), len(parts()) - 1))
    yield Odd("a member twice", "zip-duplicate-member", raw_zip([*raws(), Raw(LINES.encode(), parts()[LINES])]))
    yield Odd(
        "a member twice but for case", "zip-duplicate-member", raw_zip([*raws(), Raw(LINES.upper().encode(), b"<a/>")])
    )
    inner = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, zlib.crc32(b"x"), 1, 1, 9, 0) + b"inner.binx"
    nested = bytearray(raw_zip([*raws(), Raw(b"outer.bin", inner, 0), Raw(b"inner.bin", b"x", 0)]))
    place = nested.find(inner)
    entry = nested.rfind(b"inner.bin") - 46
    nested[entry + 42 : entry + 46] = struct.pack("<L", place)
    yield Odd("a member inside another", "zip-overlap", bytes(nested))
    yield Odd("a name that leads up", "zip-unsafe-name", raw_zip([*raws(), Raw(b"../../etc/passwd", b"x")]))
    yield Odd("a name that leads up on windows", "zip-unsafe-name", raw_zip([*raws(), Raw(b"..\\..\\evil.xml", b"x")]))
    yield Odd("a name from the root", "zip-unsafe-name", raw_zip([*raws(), Raw(b"/etc/passwd", b"x")]))
    yield Odd("a name with a drive", "zip-unsafe-name", raw_zip([*raws(), Raw(b"C:/evil.xml", b"x")]))
    yield Odd("a name with a nul", "zip-unsafe-name", raw_zip([*raws(), Raw(b"xl/a\x00.xml", b"x")]))
    yield Odd("no name", "zip-unsafe-name", raw_zip([*raws(), Raw(b"", b"x")]))
    yield Odd("a name that is no utf-8", "zip-unsafe-name", raw_zip([*raws(), Raw(b"\xff\xfe.xml", b"x", flags=0x800)]))
    yield Odd(
        "a link",
        "zip-link",
        raw_zip([*raws(), Raw(b"xl/link.xml", b"/etc/passwd", made=3 << 8 | 20, outer=0o120777 << 16)]),
    )
    yield Odd(
        "a pipe", "zip-link", raw_zip([*raws(), Raw(b"xl/pipe.xml", b"", made=3 << 8 | 20, outer=0o010777 << 16)])
    )
    yield Odd("packed by bzip2", "zip-method", zipped(parts(), ZIP_BZIP2))
    yield Odd("encrypted members", "encrypted", raw_zip([*raws(), Raw(b"xl/secret.xml", b"x", flags=1)]))
    yield Odd(
        "many members", "zip-too-many-members", zipped({**parts(), **{f"xl/media/{n}.xml": b"" for n in range(1000)}})
    )
    yield Odd("a checksum that is false", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"x", crc=1)]))
    yield Odd("more than it says", "zip-size-false", raw_zip([*raws(), Raw(b"extra.bin", b"x" * 99, size=10)]))
    yield Odd("less than it says", "zip-size-false", raw_zip([*raws(), Raw(b"extra.bin", b"x" * 99, size=100)]))
    yield Odd("stored in another size", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"x" * 99, 0, size=100)]))
    yield Odd(
        "no deflate at all", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"", packed=b"\xff\xff\xff\xff")])
    )
    yield Odd(
        "deflate cut short",
        "zip-size-false",
        raw_zip([*raws(), Raw(b"extra.bin", b"", packed=zlib.compress(b"y" * 5000)[2:-14])]),
    )
    yield Odd(
        "headers at odds by name", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"x", local_name=b"other.bin")])
    )
    yield Odd("headers at odds by method", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"x", local_method=0)]))
    yield Odd("headers at odds by size", "zip-damaged", raw_zip([*raws(), Raw(b"extra.bin", b"x", local_size=7)]))
    yield Odd("a bomb that says so", "zip-inflates-too-far", zipped({**parts(), "xl/media/bomb.bin": bytes(40 << 20)}))
    bomb = bytes(30 << 20)
    yield Odd("a bomb that lies", "zip-size-false", raw_zip([*raws(), Raw(b"xl/media/bomb.bin", bomb, size=1000)]))
    yield Odd(
        "says four gigabytes",
        "zip-inflates-too-far",
        raw_zip([*raws(), Raw(b"extra.bin", b"x", size=0xFFFFFFF0, local_size=0xFFFFFFF0)]),
    )


# --- XML --------------------------------------------------------------------------------------------------------

_ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def xml() -> Iterator[Odd]:
    """Parts that are not what a spreadsheet program writes."""
    lines, book = parts()[LINES].decode(), parts()[BOOK].decode()
    declared = 'standalone="yes"?>'
    yield Odd("entities", "xml-doctype", edited(LINES, declared, declared + _ENTITIES))
    yield Odd(
        "an outside dtd", "xml-doctype", edited(BOOK, declared, declared + '<!DOCTYPE a SYSTEM "file:///etc/passwd">')
    )
    yield Odd("a dtd in an unused part", "xml-doctype", changed(**{"docProps/app.xml": _ENTITIES.encode() + b"<a/>"}))
    yield Odd("a dtd in the relations", "xml-doctype", edited(RELS, declared, declared + _ENTITIES))
    yield Odd("a dtd far down", "xml-doctype", changed(**{"xl/more.xml": b" " * 1048570 + b"<!DOCTYPE a><a/>"}))
    yield Odd("a part in utf-16", "xml-encoding", changed(**{LINES: lines.replace("UTF-8", "UTF-16").encode("utf-16")}))
    yield Odd("a part in latin 1", "xml-encoding", edited(LINES, 'encoding="UTF-8"', 'encoding="ISO-8859-1"'))
    yield Odd("a part in utf-7", "xml-encoding", edited(BOOK, 'encoding="UTF-8"', 'encoding="UTF-7"'))
    yield Odd(
        "letters that are none",
        "xml-damaged",
        changed(**{LINES: lines.encode().replace(b"<v>46069</v>", b"<v>\xff\xfe</v>", 1)}),
    )
    yield Odd("no end of the rows", "xml-damaged", edited(LINES, "</sheetData>", ""))
    yield Odd("a sheet cut short", "xml-damaged", changed(**{LINES: lines[: len(lines) // 2].encode()}))
    yield Odd("an empty sheet part", "xml-damaged", changed(**{LINES: b""}))
    yield Odd("a sheet that is something else", "xml-damaged", changed(**{LINES: b"<a/>"}))
    yield Odd("a workbook that is something else", "not-a-workbook", changed(**{BOOK: b"<a/>"}))
    yield Odd(
        "no sheets", "not-a-workbook", changed(**{BOOK: re.sub(r"<sheets>.*</sheets>", "<sheets/>", book).encode()})
    )
    yield Odd("two sheets of one name", "xml-damaged", edited(BOOK, 'name="Evidence"', 'name="claim"'))
    yield Odd("a sheet that leads nowhere", "xml-damaged", edited(BOOK, 'r:id="rId5"', 'r:id="rId99"'))
    yield Odd(
        "a sheet part that is not there", "xml-damaged", zipped({n: c for n, c in parts().items() if n != EVIDENCE})
    )
    yield Odd(
        "shared strings that are not there", "xml-damaged", zipped({n: c for n, c in parts().items() if n != TEXTS})
    )
    yield Odd(
        "a relation out of the package",
        "out-of-package",
        edited(RELS, 'Target="theme/theme1.xml"', 'Target="../../../etc/passwd"'),
    )
    yield Odd(
        "a relation to a file",
        "out-of-package",
        edited(RELS, 'Target="theme/theme1.xml"', 'Target="file:///etc/passwd"'),
    )
    yield Odd(
        "a relation to a share", "out-of-package", edited(RELS, 'Target="theme/theme1.xml"', 'Target="\\\\host\\share"')
    )
    yield Odd(
        "an outside picture",
        "external-link",
        changed(
            **{
                "xl/drawings/_rels/drawing1.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="https://host.invalid/x.png" TargetMode="External"/></Relationships>'
            }
        ),
    )
    yield Odd("deep nesting", "xml-damaged", edited(LINES, "</worksheet>", "<a>" * 200_000))


def cells() -> Iterator[Odd]:
    """Cells that no sheet may hold."""
    yield Odd("a cell beyond the grid", "cell-out-of-grid", edited(LINES, '<c r="R7"', '<c r="XFE7"'))
    yield Odd("a cell with four letters", "cell-out-of-grid", edited(LINES, '<c r="R7"', '<c r="AAAA7"'))
    yield Odd("row 0", "cell-out-of-grid", edited(LINES, '<row r="7"', '<row r="0"'))
    yield Odd("row 1048577", "cell-out-of-grid", row_added(LINES, 1_048_577, '<c r="A1048577"><v>1</v></c>'))
    yield Odd("a row that is no number", "cell-out-of-grid", edited(LINES, '<row r="7"', '<row r="seven"'))
    yield Odd(
        "a row of a million figures", "cell-out-of-grid", edited(LINES, '<row r="7"', f'<row r="{"9" * 100_000}"')
    )
    yield Odd("a cell twice", "cell-twice", edited(LINES, '<c r="H7"', '<c r="G7"'))
    yield Odd("a row twice", "cell-twice", edited(LINES, '<row r="8"', '<row r="7"'))
    yield Odd("cells out of order", "cell-out-of-order", edited(LINES, '<c r="H7"', '<c r="A7"'))
    yield Odd("rows out of order", "cell-out-of-order", edited(LINES, '<row r="8"', '<row r="5"'))
    yield Odd("a cell of another row", "cell-out-of-order", edited(LINES, '<c r="H7"', '<c r="H8"'))
    yield Odd("a cell inside a cell", "xml-damaged", edited(LINES, "<v>46069</v>", '<c r="C7"><v>1</v></c>'))
    yield Odd(
        "a shared string that is not there", "shared-string-missing", with_cell(LINES, "C7", "<v>999999</v>", ' t="s"')
    )
    yield Odd("a shared string below nought", "shared-string-missing", with_cell(LINES, "C7", "<v>-1</v>", ' t="s"'))
    yield Odd(
        "a shared string in arabic figures", "shared-string-missing", with_cell(LINES, "C7", "<v>\u0661</v>", ' t="s"')
    )
    yield Odd("a kind of cell that is none", "xml-damaged", with_cell(LINES, "C7", "<v>1</v>", ' t="z"'))
    yield Odd("a style that is not there", "xml-damaged", with_cell(LINES, "C7", "<v>1</v>", ' s="9999"'))
    yield Odd(
        "a merged area beyond the grid",
        "cell-out-of-grid",
        edited(LINES, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFE9"/></mergeCells>'),
    )


# --- claims with something wrong in them ------------------------------------------------------------------------


def amounts() -> Iterator[Odd]:
    """Money cells."""
    at = "Cost lines!F7"
    for name, said in (("pounds", "\u00a386,400.10"), ("comma", "86.400,10"), ("words", "about 5"), ("digits", "86400.10"), ("full width", "\uff11\uff12\uff13"), ("NaN", "NaN"), ("brackets", "(5.00)"), ("null", "NULL")):  # fmt: skip
        yield Odd(f"amount as text: {name}", "amount-is-text", text(LINES, "F7", said), at)
    for said in ("86400.125", "12.345", "0.001", "1e-3", "86400.1000001"):
        yield Odd(f"part of a penny: {said}", "amount-not-whole-pence", number(LINES, "F7", said), at)
    for said in ("1e999", "NaN", "INF", "0x10", "1_000", "\u0661\u0662", "--1", "1.2.3", "1e99999"):
        yield Odd(f"no number: {said}", "amount-not-a-number", number(LINES, "F7", said), at)
    yield Odd("a number of a million figures", "amount-not-a-number", number(LINES, "F7", "0." + "0" * 10**6), at)
    for said in ("-0.01", "-86400.10", "-1e5"):
        yield Odd(f"below nought: {said}", "amount-negative", number(LINES, "F7", said), at)
    for said in ("1000000000000", "1e12", "99999999999999999999", "1e300"):
        yield Odd(f"too large: {said}", "amount-too-large", number(LINES, "F7", said), at)
    yield Odd("true as an amount", "amount-not-a-number", with_cell(LINES, "F7", "<v>1</v>", ' t="b"'), at)
    yield Odd("a day as an amount", "amount-not-a-number", with_format(LINES, "F7", "46069", "yyyy-mm-dd"), at)
    yield Odd("in thousands", "format-shows-another-value", with_format(LINES, "F7", "86400.1", "#,##0,"), at)
    yield Odd("as per cent", "format-shows-another-value", with_format(LINES, "F7", "86400.1", "0.00%"), at)
    yield Odd(
        "a format that shows nothing", "format-shows-another-value", with_format(LINES, "F7", "86400.1", ";;;"), at
    )
    yield Odd(
        "a format that shows another sum",
        "format-shows-another-value",
        with_format(LINES, "F7", "86400.1", "&quot;1.00&quot;"),
        at,
    )


def formulas() -> Iterator[Odd]:
    """Formulas, errors, and values stored with them."""
    at = "Cost lines!F7"
    for said in ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"):
        yield Odd(f"error {said}", "error-value", with_cell(LINES, "F7", f"<v>{said}</v>", ' t="e"'), at)
    yield Odd("no value stored", "formula-without-value", with_cell(LINES, "F7", "<f>86400+0.1</f>"), at)
    yield Odd("an empty value stored", "formula-without-value", with_cell(LINES, "F7", "<f>86400+0.1</f><v/>"), at)
    yield Odd("a forged value", "formula-value-differs", with_cell(LINES, "F7", "<f>1+1</f><v>999999</v>"), at)
    yield Odd(
        "a sum that is stale",
        "formula-value-differs",
        with_cell(LINES, "F7", "<f>SUM(G8:G9,0.01)</f><v>86400.1</v>"),
        at,
    )
    yield Odd(
        "a product that is stale",
        "formula-value-differs",
        with_cell(LINES, "F7", "<f>$M$7*2.5-H7</f><v>86400.1</v>"),
        at,
    )
    yield Odd(
        "a shared formula that is stale",
        "formula-value-differs",
        with_cell(LINES, "F7", '<f t="shared" ref="F7:F7" si="0">G7*2</f><v>86400.1</v>'),
        at,
    )
    yield Odd(
        "a formula nobody can work out",
        "formula-not-recomputed",
        with_cell(LINES, "F7", "<f>VLOOKUP(A7,Z1:Z9,1)</f><v>86400.1</v>"),
        at,
    )
    yield Odd(
        "a formula of an hour", "formula-not-recomputed", with_cell(LINES, "F7", "<f>NOW()</f><v>86400.1</v>"), at
    )
    yield Odd(
        "a command", "formula-not-recomputed", with_cell(LINES, "F7", "<f>cmd|' /C calc'!A0</f><v>86400.1</v>"), at
    )
    yield Odd(
        "an array formula",
        "formula-not-recomputed",
        with_cell(LINES, "F7", '<f t="array" ref="F7">SUM(G7:G9*2)</f><v>86400.1</v>'),
        at,
    )
    yield Odd(
        "a formula of great depth",
        "formula-not-recomputed",
        with_cell(LINES, "F7", f"<f>{'(' * 900}1{')' * 900}</f><v>86400.1</v>"),
        at,
    )
    yield Odd(
        "a day by formula",
        "formula-value-differs",
        with_cell(LINES, "B7", "<f>46000+1</f><v>46069</v>"),
        "Cost lines!B7",
    )
    yield Odd(
        "the sum above the lines forged",
        "sum-differs",
        with_cell(LINES, "F4", "<f>SUM(F7:F1048576)</f><v>1.00</v>"),
        "Cost lines!F4",
    )


def days() -> Iterator[Odd]:
    """Days and times."""
    at = "Cost lines!B7"
    for said, code in (("16/02/2026", "date-is-text"), ("03/04/2026", "date-ambiguous"), ("4/3/26", "date-ambiguous"), ("16 February 2026", "date-is-text"), ("2026-02-30", "no-such-date"), ("29/02/2026", "date-is-text"), ("2026-2-16", "date-is-text"), ("\uff12026-02-16", "date-is-text"), ("tomorrow", "date-is-text"), ("0000-00-00", "no-such-date")):  # fmt: skip
        yield Odd(f"day as text: {said}", code, text(LINES, "B7", said), at)
    for said, code in (("46069.5", "date-with-time"), ("46068.9999999999", "date-with-time"), ("60", "no-such-date"), ("0", "no-such-date"), ("-1", "no-such-date"), ("99999999", "no-such-date"), ("1e9", "no-such-date"), ("1e999", "date-not-a-date"), ("40000", "date-far-off"), ("54000", "date-far-off")):  # fmt: skip
        yield Odd(f"day as serial {said}", code, number(LINES, "B7", said), at)
    yield Odd("a number without a day's format", "date-not-a-date", with_format(LINES, "B7", "46069", "0"), at)
    yield Odd("true as a day", "date-not-a-date", with_cell(LINES, "B7", "<v>1</v>", ' t="b"'), at)
    yield Odd(
        "a moment in iso form", "date-with-time", with_cell(LINES, "B7", "<v>2026-02-16T09:30:00</v>", ' t="d"'), at
    )
    yield Odd("a time with a day", "time-not-a-time", number(CLAIM, "D10", "46069.5"), "Claim!D10")
    yield Odd("a time in words", "time-not-a-time", text(CLAIM, "D10", "ten"), "Claim!D10")
    yield Odd("a time of 24 hours", "time-not-a-time", number(CLAIM, "D10", "1"), "Claim!D10")
    yield Odd("a length of time", "time-not-a-time", with_format(CLAIM, "D10", "0.5", "[h]:mm"), "Claim!D10")
    spring = with_cell(CLAIM, "D10", "<v>0.0625</v>")
    with ZipFile(BytesIO(spring)) as made:
        skipped = made.read(CLAIM).replace(b"<v>46086</v>", b"<v>46110</v>", 1)
    yield Odd("a time that clocks skip", "no-such-time", changed(**{CLAIM: skipped}), "Claim!D10")


def words() -> Iterator[Odd]:
    """Text, names and choices."""
    at = "Cost lines!C7"
    for name, said in (("nul", "a_x0000_b"), ("bell", "a_x0007_b"), ("zero width", "a\u200bb"), ("right to left", "a\u202eb"), ("soft hyphen", "a\u00adb"), ("byte order mark", "\ufeffab"), ("c1", "a\u0085b"), ("a lone surrogate", "a_xD800_b")):  # fmt: skip
        yield Odd(f"hidden characters: {name}", "hidden-characters", text(LINES, "C7", said), at)
    for name, said in (("two lines", "two\nlines"), ("a blank before", " ab"), ("a blank behind", "ab "), ("blanks alone", "   "), ("a blank that does not break", "a\u00a0b"), ("a tab", "a\tb")):  # fmt: skip
        yield Odd(f"not clean: {name}", "text-not-clean", text(LINES, "C7", said), at)
    yield Odd("a number with a point as text", "not-text", with_cell(LINES, "E7", "<v>1.5</v>"), "Cost lines!E7")
    yield Odd("a long number as text", "not-text", with_cell(LINES, "E7", "<v>1234567890123456</v>"), "Cost lines!E7")
    yield Odd("true as text", "not-text", with_cell(LINES, "E7", "<v>1</v>", ' t="b"'), "Cost lines!E7")
    yield Odd("a choice in other case", "unknown-option", text(LINES, "I8", "use of the key"), "Cost lines!I8")
    yield Odd("a choice that is none", "unknown-option", text(LINES, "I8", "Lunch"), "Cost lines!I8")
    yield Odd("no device at all", "not-a-whole-number", with_cell(LINES, "M8", "<v>0</v>"), "Cost lines!M8")
    yield Odd("half a device", "not-a-whole-number", with_cell(LINES, "M8", "<v>1.5</v>"), "Cost lines!M8")
    yield Odd("a party in cyrillic", "party-look-alike", text(CLAIM, "B5", "Suppli\u0435r A"), "Claim!B5")
    yield Odd("a party of zero width", "hidden-characters", text(CLAIM, "B5", "Supplier\u200b A"), "Claim!B5")


def lists() -> Iterator[Odd]:
    """Rows, headings and sheets."""
    yield Odd("a heading that is gone", "heading-missing", with_cell(LINES, "F6", "", ""), "Cost lines!F6")
    yield Odd("a heading that was renamed", "heading-renamed", text(LINES, "F6", "Amounts (\u00a3)"), "Cost lines!F6")
    again = '<c r="S6" t="inlineStr"><is><t>Amount (\u00a3)</t></is></c></row><row r="7"'
    yield Odd("a heading twice", "heading-twice", edited(LINES, '</row><row r="7"', again), "Cost lines!S6")
    yield Odd("a sheet renamed", "sheet-missing", edited(BOOK, 'name="Cost lines"', 'name="Costs lines"'), None)
    yield Odd(
        "a sheet of workings",
        "sheet-unknown",
        edited(BOOK, 'name="recovery_costs" sheetId="6" state="veryHidden"', 'name="Workings" sheetId="6"'),
        "Workings!A1",
    )
    yield Odd(
        "a very hidden sheet", "hidden-sheet", edited(BOOK, 'name="recovery_costs"', 'name="Workings"'), "Workings!A1"
    )
    yield Odd(
        "the lines hidden",
        "hidden-sheet",
        edited(BOOK, 'name="Cost lines"', 'name="Cost lines" state="hidden"'),
        "Cost lines!A1",
    )
    yield Odd("hidden rows", "hidden-rows", edited(LINES, '<row r="8"', '<row r="8" hidden="1"'), "Cost lines!A8")
    yield Odd(
        "rows without height",
        "hidden-rows",
        edited(LINES, '<row r="8" spans="1:18" ht="18"', '<row r="8" spans="1:18" ht="0"'),
        "Cost lines!A8",
    )
    yield Odd(
        "a hidden column",
        "hidden-columns",
        edited(LINES, '<col min="5" max="5"', '<col min="5" max="5" hidden="1"'),
        "Cost lines!E1",
    )
    yield Odd(
        "merged amounts",
        "merged-cells",
        edited(
            LINES,
            "</sheetProtection>" if "</sheetProtection>" in parts()[LINES].decode() else "<conditionalFormatting",
            '<mergeCells count="1"><mergeCell ref="F7:F8"/></mergeCells><conditionalFormatting',
        ),
        "Cost lines!F7",
    )
    yield Odd(
        "a row that is said to be a total",
        "total-row-in-list",
        row_added(LINES, 11, line(11, "Total", "86411.21")),
        "Cost lines!F11",
    )
    yield Odd(
        "a total without a reference",
        "total-row-in-list",
        row_added(LINES, 11, '<c r="C11" t="inlineStr"><is><t>Sub-total:</t></is></c><c r="F11"><v>86411.21</v></c>'),
        "Cost lines!F11",
    )
    yield Odd(
        "a total by formula",
        "total-row-in-list",
        row_added(LINES, 11, line(11, "A-9", "86411.21").replace("<v>86411.21", "<f>SUM(F7:F10)</f><v>86411.21")),
        "Cost lines!F11",
    )
    yield Odd("a line twice", "line-twice", text(LINES, "A10", "A-1"), "Cost lines!A10")
    yield Odd(
        "a line again",
        "line-repeated",
        row_added(SUMLESS, 11, line(11, "A-5", "1.10").replace("46070", "46072")),
        "Cost lines!A11",
    )
    yield Odd("a gap", "gap-in-list", row_added(SUMLESS, 13, line(13, "A-5", "5.10")), "Cost lines!A11")
    yield Odd(
        "far away", "gap-in-list", row_added(SUMLESS, 1_048_576, line(1_048_576, "A-5", "5.10")), "Cost lines!A11"
    )
    yield Odd(
        "a line that the sum leaves out", "sum-differs", row_added(LINES, 11, line(11, "A-5", "5.10")), "Cost lines!F4"
    )
    yield Odd(
        "something in the last cell of all",
        "cell-not-expected",
        row_added(LINES, 1_048_576, '<c r="XFD1048576"><v>1</v></c>'),
        "Cost lines!XFD1048576",
    )
    yield Odd("nothing where a reference is needed", "value-missing", with_cell(LINES, "A10", ""), "Cost lines!A10")
    yield Odd("nothing where a day is needed", "value-missing", with_cell(LINES, "B10", ""), "Cost lines!B10")
    yield Odd("no outcome on a replacement", "value-missing", with_cell(LINES, "J7", ""), "Cost lines!J7")
    yield Odd("devices that do not add up", "fields-at-odds", number(LINES, "M7", "3"), "Cost lines!Q7")
    yield Odd(
        "a word beside the list",
        "cell-not-expected",
        edited(LINES, '</row><row r="8"', '<c r="Z7"><v>5</v></c></row><row r="8"'),
        "Cost lines!Z7",
    )
    yield Odd("evidence of a line that is not there", "line-unknown", text(EVIDENCE, "D7", "A-1, A-9"), "Evidence!D7")
    yield Odd("counted from 1904", "dates-since-1904", edited(BOOK, "<workbookPr ", '<workbookPr date1904="1" '), None)
    yield Odd("made for another party", "mark-differs", text(CLAIM, "B5", "Supplier B"), "Claim!B5")
    yield Odd("a party that looks like the mark's", "mark-differs", text(CLAIM, "B5", "supplier a"), "Claim!B5")


# --- what two programs may read as two things -------------------------------------------------------------------

_CHOICE = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="zz">'
_CHOSEN = "</mc:Choice></mc:AlternateContent>"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(kind: str, target: str, part: bytes = b"<a/>", base: str = _RELATION) -> bytes:
    """The claim with a part under a plain name, which only its relation tells apart."""
    more = f'<Relationship Id="rId77" Type="{base}/{kind}" Target="{target}"/></Relationships>'
    relations = parts()[RELS].decode().replace("</Relationships>", more)
    return changed(**{RELS: relations.encode(), f"xl/{target}": part})


def in_a_comment() -> bytes:
    """A whole claim in the comment of another: which of the two is opened is the program's choice."""
    good, other = whole(), bytearray(number(LINES, "F7", "1.00"))
    base = good[:-2] + struct.pack("<H", len(other))
    end = other.rfind(b"PK\x05\x06")
    (start,) = struct.unpack_from("<L", other, end + 16)
    at = start
    while other[at : at + 4] == b"PK\x01\x02":
        (first,) = struct.unpack_from("<L", other, at + 42)
        struct.pack_into("<L", other, at + 42, first + len(base))
        at += 46 + sum(struct.unpack_from("<3H", other, at + 28))
    struct.pack_into("<L", other, end + 16, start + len(base))
    return base + bytes(other)


def twofold() -> Iterator[Odd]:
    """Parts and cells that say two things."""
    for name, inside in {
        "two values": "<v>5.00</v><v>86400.1</v>",
        "two formulas": "<f>1+1</f><f>86400+0.1</f><v>86400.1</v>",
        "a value in an extension": '<v>86400.1</v><extLst><ext uri="x"><v>7</v></ext></extLst>',
        "a value with something in it": "<v>86<b/>400.1</v>",
        "a choice of values": f"{_CHOICE}<v>1</v>{_CHOSEN}<v>86400.1</v>",
    }.items():
        yield Odd(f"twofold: {name}", "xml-damaged", with_cell(LINES, "F7", inside))
    texts = "<is><t>one</t></is><is><t>two</t></is>"
    yield Odd("twofold: two texts", "xml-damaged", with_cell(LINES, "C7", texts, ' t="inlineStr"'))
    row = f'<row r="1040000">{line(1_040_000, "Z-1", "5000.00")}</row>'
    for name, rows in {
        "a choice of rows": f"{_CHOICE}{row}{_CHOSEN}</sheetData>",
        "rows inside something else": f'<x:a xmlns:x="urn:x">{row}</x:a></sheetData>',
        "rows in two places": f"</sheetData><sheetData>{row}</sheetData>",
    }.items():
        yield Odd(f"twofold: {name}", "xml-damaged", edited(LINES, "</sheetData>", rows))
    yield Odd(
        "twofold: the days' start", "xml-damaged", edited(BOOK, "</workbook>", '<workbookPr date1904="1"/></workbook>')
    )
    sheet = '<sheet name="More" sheetId="66" r:id="rId3"/>'
    yield Odd(
        "twofold: two lists of sheets", "xml-damaged", edited(BOOK, "</sheets>", f"</sheets><sheets>{sheet}</sheets>")
    )
    yield Odd(
        "twofold: a choice of sheets", "xml-damaged", edited(BOOK, "</sheets>", f"{_CHOICE}{sheet}{_CHOSEN}</sheets>")
    )
    yield Odd(
        "twofold: two sheets of one part", "xml-damaged", edited(RELS, "worksheets/sheet3.xml", "worksheets/sheet4.xml")
    )
    yield Odd("twofold: two lists of texts", "xml-damaged", related("sharedStrings", "other.xml", parts()[TEXTS]))
    yield Odd("twofold: two lists of styles", "xml-damaged", related("styles", "other.xml", parts()[STYLES]))
    yield Odd("twofold: two relations of one name", "xml-damaged", edited(RELS, 'Id="rId4"', 'Id="rId3"'))
    yield Odd("twofold: a zip in a zip's comment", "zip-damaged", in_a_comment())
    yield Odd("twofold: a name with a dot", "zip-unsafe-name", changed(**{"xl/./worksheets/sheet4.xml": b"<a/>"}))
    yield Odd("twofold: a name with a gap", "zip-unsafe-name", changed(**{"xl//worksheets/sheet4.xml": b"<a/>"}))
    yield Odd("twofold: a name that ends in a dot", "zip-unsafe-name", changed(**{f"{LINES}.": b"<a/>"}))
    yield Odd(
        "twofold: a name in other letters", "zip-duplicate-member", changed(**{"xl/worksheets/sheet4%2Exml": b"<a/>"})
    )


def by_relation() -> Iterator[Odd]:
    """What a plain workbook does not have, under a name that does not tell."""
    microsoft = "http://schemas.microsoft.com/office/2006/relationships"
    yield Odd("macros under another name", "macros", related("vbaProject", "v.bin", OLE, microsoft))
    yield Odd("macros of excel 4 under another name", "macros", related("xlMacrosheet", "m.xml", base=microsoft))
    kind = b'<Override PartName="/xl/m.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>'
    typed = {TYPES: parts()[TYPES].replace(b"</Types>", kind), "xl/m.xml": b"<a/>"}
    yield Odd("macros of excel 4 by their type", "macros", changed(**typed))
    yield Odd("a link under another name", "external-link", related("externalLink", "x.xml"))
    yield Odd("a connection under another name", "external-link", related("connections", "c.xml"))
    yield Odd("a query under another name", "external-link", related("queryTable", "q.xml"))
    yield Odd("a file inside under another name", "embedded-object", related("oleObject", "o.dat", OLE))
    yield Odd("a control under another name", "embedded-object", related("control", "k.xml"))


def shown_otherwise() -> Iterator[Odd]:
    """Cells that show something other than they hold, and rows and columns that nobody sees."""
    at, code = "Cost lines!F7", "format-shows-another-value"
    for name, said in {
        "a figure before": "&quot;1&quot;0.00",
        "a figure behind": "0.00&quot;0&quot;",
        "a figure that fills": "*10.00",
        "a figure as currency": "[$1-809]0.00",
        "a point too early": r"0\\\\.00",
        "a minus": "-0.00",
        "brackets": "(0.00)",
        "a condition": "[&lt;1]0.00;&quot;5.00&quot;",
        "a condition on thousands": "[&gt;=1000000]0.00;0.00,",
        "euros": "[$\u20ac-2] #,##0.00",
        "dollars": "$#,##0.00",
        "dollars in letters": "&quot;USD&quot; 0.00",
        "thousands in letters": "0.00&quot;k&quot;",
        "thousands in general": "General&quot;k&quot;",
        "pence": "0.00&quot;p&quot;",
    }.items():
        yield Odd(f"shown with {name}", code, with_format(LINES, "F7", "86400.1", said), at)
    row = '<row r="8" spans="1:18" ht="18"'
    for height in ("0.0", "0.01", ".5", " 0"):
        made = edited(LINES, row, row.replace('"18"', f'"{height}"'))
        yield Odd(f"rows of height {height!r}", "hidden-rows", made, "Cost lines!A8")
    yield Odd(
        "hidden, with a blank", "hidden-rows", edited(LINES, '<row r="8"', '<row r="8" hidden=" 1"'), "Cost lines!A8"
    )
    narrow = re.sub(r'(<col min="5" max="5") width="[^"]*"', r'\1 width="0.05"', parts()[LINES].decode())
    yield Odd("a column without width", "hidden-columns", changed(**{LINES: narrow.encode()}), "Cost lines!E1")
    merged = edited(LINES, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="F9:F7"/></mergeCells>')
    yield Odd("merged from below", "merged-cells", merged, at)
    for name, letter in {
        "joiner": "\u034f",
        "form": "\ufe0f",
        "filler": "\u3164",
        "braille": "\u2800",
        "jamo": "\u1160",
    }.items():
        yield Odd(f"unseen: {name}", "hidden-characters", text(LINES, "C7", f"a{letter}b"), "Cost lines!C7")
        yield Odd(f"a party with a {name}", "hidden-characters", text(CLAIM, "B5", f"Supplier{letter} A"), "Claim!B5")


def counted_twice() -> Iterator[Odd]:
    """Sums of other lines that stand among the lines."""
    at = "Cost lines!F11"
    for word in ("A-9", "Carried forward", "Gesamt", "Net total", "Amount due"):
        yield Odd(f"adds up: {word}", "line-adds-up", row_added(SUMLESS, 11, line(11, word, "86411.21")), at)
    for name, formula in {
        "plus": "F7+F8+F9+F10",
        "its own sheet": "SUM('Cost lines'!F7:F10)",
        "fixed": "SUM('COST LINES'!$F$7:$F$10)",
    }.items():
        cells = line(11, "A-9", "86411.21").replace("<v>86411.21", f"<f>{formula}</f><v>86411.21")
        yield Odd(f"a total by formula: {name}", "total-row-in-list", row_added(SUMLESS, 11, cells), at)
    grown = "*".join(["9999999999"] * 150)
    for name, formula in {
        "a power beyond all bounds": grown,
        "a share beyond all bounds": grown.replace("*", "/"),
    }.items():
        made = with_cell(LINES, "F7", f"<f>{formula}</f><v>86400.1</v>")
        yield Odd(name, "formula-not-recomputed", made, "Cost lines!F7")


EVERY: tuple[Callable[[], Iterator[Odd]], ...] = (
    no_workbooks, other_packages, crafted, xml, cells, amounts, formulas, days, words, lists,
    twofold, by_relation, shown_otherwise, counted_twice,
)  # fmt: skip


@cache
def corpus() -> tuple[Odd, ...]:
    """All of them."""
    return tuple(odd for make in EVERY for odd in make())


def main(folder: Path) -> None:
    """Write them all, to be opened in a spreadsheet program by whoever dares."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, odd in enumerate(corpus(), start=1):
        name = re.sub(r"[^a-z0-9]+", "-", odd.name.lower()).strip("-")
        (folder / f"{number:03}-{odd.code}-{name}.xlsx").write_bytes(odd.content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
