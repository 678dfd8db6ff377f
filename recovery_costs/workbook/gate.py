"""The gate: a file's raw bytes, before anything opens it: what it is by its first bytes. `zip_directory` then looks at its zip.

Only the standard library, for the child process loads it too.
"""

from __future__ import annotations

import codecs
import re

MIB = 1024 * 1024
LARGEST_FILE = 100 * MIB
SMALL_INFLATED = 64 * MIB
"""Up to here a workbook is read in the smaller of the two limits on memory."""


class Refused(Exception):  # noqa: N818  it carries why a file is not read
    """A file is not read: by code, with what was found, and the cell where there is one."""

    def __init__(self, code: str, found: str, sheet: str = "", cell: str = "") -> None:
        self.code, self.found, self.sheet, self.cell = code, found, sheet, cell
        super().__init__(code, found, sheet, cell)


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
