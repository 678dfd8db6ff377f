"""The gate's second half, in the child process: every member inflated and held to its stated size, and its XML to what
a plain workbook has. Only then does `reader` take cells from it.

Only the standard library is used.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.zip_directory import Member, members

PIECE = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT = "http://purl.oclc.org/ooxml/"
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]*)["']""")
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


class Relation(NamedTuple):
    """What one part says of another: the last word of its type, and the member it names."""

    id: str
    kind: str
    target: str


def inflated(content: bytes, member: Member) -> Iterator[bytes]:
    """A member's bytes, a piece at a time.

    Raises:
        Refused: it inflates to more or less than the directory says, or to other bytes.
    """
    packed, size, crc = memoryview(content)[member.start : member.start + member.packed], 0, 0
    inflate = zlib.decompressobj(-15) if member.deflated else None
    at, left = 0, b""
    try:
        while True:
            if inflate is None:
                piece, at = bytes(packed[at : at + PIECE]), at + PIECE
            else:
                given = left or packed[at : at + PIECE]
                at += 0 if left else PIECE
                piece, left = inflate.decompress(given, PIECE), inflate.unconsumed_tail
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > member.size:
                raise Refused("zip-size-false", f"{member.name} inflates to more than it says")
            if piece:
                yield piece
            if not piece and not left and at >= len(packed):
                break
    except zlib.error as error:
        raise Refused("zip-damaged", f"{member.name} cannot be inflated") from error
    if (inflate is not None and (not inflate.eof or inflate.unused_data)) or size != member.size:
        raise Refused("zip-size-false", f"{member.name} does not inflate to the size it says")
    if crc != member.crc:
        raise Refused("zip-damaged", f"{member.name} does not match its checksum")


def scanned(content: bytes, member: Member) -> Iterator[bytes]:
    """`inflated`, and of XML: in UTF-8, and with no DOCTYPE or ENTITY anywhere.

    Raises:
        Refused: as `inflated`, or the XML declares what a workbook's does not.
    """
    xml, tail = bool(_XML.search(member.name)), b""
    for piece in inflated(content, member):
        if xml and not tail:
            _in_utf_8(member.name, piece)
        if xml and any(word in piece or word in tail + piece[:16] for word in _DECLARED):
            raise Refused("xml-doctype", f"{member.name} declares a document type or an entity")
        tail = piece[-16:]
        yield piece


def _in_utf_8(name: str, piece: bytes) -> None:
    """The first piece of XML says or implies UTF-8."""
    said = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf"))
    encoding = said[1].decode().lower() if said else "utf-8"
    if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:64] or encoding not in ("utf-8", "us-ascii"):
        raise Refused("xml-encoding", f"{name} is not in UTF-8")


# --- XML --------------------------------------------------------------------------------------------------------

Start = Callable[[str, dict[str, str]], None]


def parse(
    name: str,
    pieces: Iterator[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """A part's XML through expat: names are "namespace local".

    Raises:
        Refused: it is not well formed, or strict OOXML.
    """
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def no_doctype(*_: object) -> None:
        raise Refused("xml-doctype", f"{name} declares a document type")

    def no_strict(_: str, address: str | None) -> None:
        if address and address.startswith(STRICT):
            raise Refused("strict-ooxml", "a Strict Open XML workbook")

    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartNamespaceDeclHandler = no_strict
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("xml-damaged", f"{name}, line {error.lineno}: {expat.ErrorString(error.code)}") from error


# --- the package ------------------------------------------------------------------------------------------------

_FOREIGN: tuple[tuple[str, str, str], ...] = (
    (r"^word/", "document", "a Word document (.docx)"),
    (r"^ppt/", "document", "a PowerPoint presentation (.pptx)"),
    (r"^Index/|^Index\.zip$|\.iwa$", "other-spreadsheet", "an Apple Numbers document"),
    (r"^xl/workbook\.bin$", "xlsb", "an Excel Binary Workbook (.xlsb)"),
    (r"(^|/)vbaProject\.bin$|(^|/)macrosheets/|(^|/)dialogsheets/", "macros", "a workbook with macros"),
    (r"(^|/)activeX/|(^|/)ctrlProps/.*\.bin$", "embedded-object", "a workbook with ActiveX controls"),
    (r"(^|/)embeddings/", "embedded-object", "a workbook with other files inside it"),
    (r"(^|/)externalLinks/", "external-link", "a workbook with links to other workbooks"),
    (r"^xl/connections\.xml$|(^|/)queryTables/", "external-link", "a workbook with a connection to outside data"),
    (r"^EncryptedPackage$", "encrypted", "a workbook with a password"),
)
_FOREIGN_KINDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"), ("macros", "macros")),
    **dict.fromkeys(("externalLink", "connections", "queryTable"), ("external-link", "a link to outside data")),
    **dict.fromkeys(("oleObject", "package", "control", "activeXControlBinary"), ("embedded-object", "another file")),
}
"""The same by the last word of a relation's type, for parts under a name of any sort."""
_MACRO_TYPES = ("macroEnabled", "vbaProject", "macrosheet")


class Package:
    """The members of a workbook, each scanned once, and which part is which."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.members = members(content)
        self.inflated = sum(member.size for member in self.members.values())
        self._named()
        self._relations = {name: list(self._related(name)) for name in self.members if name.lower().endswith(".rels")}
        self.workbook = self._main()

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part's bytes, scanned."""
        return scanned(self.content, self.members[name])

    def related(self, name: str) -> list[Relation]:
        """What a part says of others."""
        folder, base = posixpath.split(name)
        return self._relations.get(posixpath.join(folder, "_rels", f"{base}.rels"), [])

    def _named(self) -> None:
        """What the names of the members say it is.

        Raises:
            Refused: it is no plain workbook.
        """
        if "mimetype" in self.members:
            said = b"".join(inflated(self.content, self.members["mimetype"]))[:200]
            kind = "ods" if b"spreadsheet" in said else "document"
            raise Refused(kind, f"an OpenDocument file ({said.decode('ascii', 'replace').strip()[:80]})")
        for pattern, code, found in _FOREIGN:
            if any(re.search(pattern, name, re.IGNORECASE) for name in self.members):
                raise Refused(code, found)
        if "[Content_Types].xml" not in self.members:
            inside = ", ".join(list(self.members)[:3])
            raise Refused("zip", f"a zip file that holds {inside[:120]}")

    def _related(self, name: str) -> Iterator[Relation]:
        """The relations of one .rels part.

        Raises:
            Refused: one leads outside the package.
        """
        folder = posixpath.dirname(posixpath.dirname(name))
        found: list[Relation] = []

        def start(tag: str, given: dict[str, str]) -> None:
            if tag != f"{PACKAGE} Relationship":
                return
            kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
            if given.get("Type", "").startswith(STRICT):
                raise Refused("strict-ooxml", "a Strict Open XML workbook")
            if given.get("TargetMode", "Internal") != "Internal":
                if kind != "hyperlink":
                    raise Refused("external-link", f"{name} leads to {target[:80]}")
                return
            if kind in _FOREIGN_KINDS:
                code, what = _FOREIGN_KINDS[kind]
                raise Refused(code, f"{what} in {target[:80]}")
            bare = target.partition("#")[0]
            where = bare.lstrip("/") if bare.startswith("/") else posixpath.join(folder, bare)
            where = posixpath.normpath(where) if bare else ""
            if where.startswith("..") or "\\" in bare or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare):
                raise Refused("out-of-package", f"{name} leads to {target[:80]}")
            found.append(Relation(given.get("Id", ""), kind, where))

        parse(name, self.pieces(name), start)
        if len({each.id for each in found}) != len(found):
            raise Refused("xml-damaged", f"{name} has two relations of one name")
        return iter(found)

    def _main(self) -> str:
        """The workbook part.

        Raises:
            Refused: there is none, or it is of a kind that is not a plain workbook.
        """
        kinds: dict[str, str] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag in (f"{TYPES} Override", f"{TYPES} Default"):
                kinds[given.get("PartName", "").lstrip("/").casefold()] = given.get("ContentType", "")
                if any(word in given.get("ContentType", "") for word in _MACRO_TYPES):
                    raise Refused("macros", "a workbook for macros (.xlsm)")

        parse("[Content_Types].xml", self.pieces("[Content_Types].xml"), start)
        found = [each.target for each in self._relations.get("_rels/.rels", []) if each.kind == "officeDocument"]
        if len(found) != 1 or found[0] not in self.members:
            raise Refused("not-a-workbook", "an Office file without a workbook in it")
        kind = kinds.get(found[0].casefold(), _MAIN_TYPE)
        if "template" in kind:
            raise Refused("other-spreadsheet", "an Excel template (.xltx)")
        if kind != _MAIN_TYPE:
            raise Refused("not-a-workbook", f"an Office file whose main part is {kind[:80]}")
        return found[0]
