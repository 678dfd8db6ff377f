"""Long sheets, read a block at a time with whole arrays: the same cells as `reader` gives, some twenty times sooner.

Only XML of the plain form that spreadsheet programs write is read here; at anything else, `quick` gives up and `reader`
reads the sheet. What it takes is a subset of well-formed XML, and a test holds that both give the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.parts import parse
from recovery_costs.workbook.reader import Cells, SheetReader, Texts, hides, plain_number, unescaped
from recovery_costs.workbook.wire import BOOLEAN, DAY, ERROR, FIELDS, NOTHING, NUMBER, RAW, TEXT

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
MOST_FORMS = 1000
TOLD_EVERY = 50_000
"""Rows between two words of progress."""

# What a tag is, by its first two letters.
C, CE, CX, V, VX, VE, F, FX, FE, IS, ISX, T, TX, ROW, ROWE, ROWX = range(1, 17)
_TAGS = {
    b"c ": C, b"/c": CX, b"v>": V, b"/v": VX, b"v/": VE, b"f>": F, b"f ": F, b"f/": FE, b"/f": FX,
    b"is": IS, b"/i": ISX, b"t>": T, b"t ": T, b"/t": TX, b"ro": ROW, b"/r": ROWX,
}  # fmt: skip
_KIND = np.zeros(65536, np.int8)
for _two, _tag in _TAGS.items():
    _KIND[_two[0] | _two[1] << 8] = _tag
_BEGINS = {
    C: b'<c r="', CE: b'<c r="', CX: b"</c>", V: b"<v>", VX: b"</v>", VE: b"<v/>", FX: b"</f>", FE: b"<f", IS: b"<is>",
    ISX: b"</is>", TX: b"</t>", ROW: b"<row r=", ROWE: b"<row r=", ROWX: b"</row>",
}  # fmt: skip
"""How each tag must begin; one that ends in > is this very word."""
_WORD, _MASK = np.zeros(17, np.uint64), np.zeros(17, np.uint64)
for _tag, _begin in _BEGINS.items():
    _WORD[_tag] = int.from_bytes(_begin, "little")
    _MASK[_tag] = (1 << 8 * len(_begin)) - 1
_EMPTY = np.arange(17, dtype=np.int8)
_EMPTY[[C, ROW, F]] = (CE, ROWE, FE)
_MAY_BE_EMPTY = np.zeros(17, np.bool_)
_MAY_BE_EMPTY[[C, ROW, F]] = True
_FOLLOWS = {
    ROW: (C, CE, ROWX), ROWE: (ROW, ROWE), ROWX: (ROW, ROWE),
    C: (V, VE, F, FE, IS, CX), CE: (C, CE, ROWX), CX: (C, CE, ROWX),
    V: (VX,), VX: (CX,), VE: (CX,), F: (FX,), FX: (V, VE, CX), FE: (V, VE, CX),
    IS: (T,), T: (TX,), TX: (ISX,), ISX: (CX,),
}  # fmt: skip
_NEXT = np.zeros((17, 17), np.bool_)
for _tag, _after in _FOLLOWS.items():
    _NEXT[_tag, list(_after)] = True
_HOLDS_TEXT = np.zeros(17, np.bool_)
_HOLDS_TEXT[[V, F, T]] = True
_PRESERVE = b'<t xml:space="preserve">'
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*) ?/?>')
_FORMULA = re.compile(rb'<f((?: [A-Za-z0-9]+="[^"<>&]*")*)/?>')
_GIVEN = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_TYPES = {b"n": NUMBER, b"s": TEXT, b"str": TEXT, b"inlineStr": TEXT, b"b": BOOLEAN, b"e": ERROR, b"d": DAY}
_SHARED, _STR, _INLINE = 101, 102, 103
"""Kinds of text, while it is read."""
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("&[^;]*;?")


class _GivesUp(Exception):  # noqa: N818
    """XML of another form than the plain one; `reader` reads it."""


class _Block(NamedTuple):
    """Whole rows of XML: the bytes, with room behind them; where each tag begins and ends, and what it is."""

    raw: bytes
    byte: NDArray[np.uint8]
    words: NDArray[np.uint64]
    """The eight letters from each place on, as one number."""
    start: Ints
    end: Ints
    tag: NDArray[np.int8]

    def text(self, at: int) -> str:
        """The letters between a tag and the next."""
        said = self.raw[int(self.end[at]) + 1 : int(self.start[at + 1])].decode()
        return _ENTITY.sub(_entity, said) if "&" in said else said


def _entity(found: re.Match[str]) -> str:
    if found[0] not in _ENTITIES:
        raise _GivesUp
    return _ENTITIES[found[0]]


def quick(
    pieces: Iterator[bytes], into: Cells, texts: Texts, shared: int, styles: int, progress: Callable[[str], None]
) -> Cells | None:
    """A sheet's cells; None where its XML is not of the plain form. Raises what `reader` does for the gate."""
    try:
        return _Quick(into, texts, shared, styles, progress).sheet(pieces)
    except (_GivesUp, UnicodeDecodeError):
        return None


class _Quick:
    def __init__(self, into: Cells, texts: Texts, shared: int, styles: int, progress: Callable[[str], None]) -> None:
        self.into, self.texts, self.shared, self.styles, self.progress = into, texts, shared, styles, progress
        self.blank = np.fromiter((not text for text in texts.all[:shared]), np.bool_, shared)
        self.arrays: list[list[NDArray[Any]]] = [[] for _ in FIELDS]
        self.row, self.told, self.rows = 0, 0, 0
        self.forms: dict[bytes, bool] = {}
        """Each form of a row's other attributes, and whether it hides the row."""

    def sheet(self, pieces: Iterator[bytes]) -> Cells:
        """The whole sheet: what stands around the rows goes to `reader`, the rows here."""
        head, left = b"", b""
        for piece in pieces:
            head += piece
            before, found, left = head.partition(b"<sheetData>")
            if found:
                head = before + found
                break
            if len(head) > 1 << 20:
                raise _GivesUp
        else:
            raise _GivesUp
        for piece in pieces:
            whole, found, rest = (left + piece).rpartition(b"</row>")
            left = rest if found else left + piece
            if found:
                self._block(whole + found)
            if len(left) > 1 << 24:
                raise _GivesUp
        whole, found, tail = left.rpartition(b"</row>")
        if found:
            self._block(whole + found)
        if b"</sheetData>" not in tail[:32]:
            rows, _, tail = tail.partition(b"</sheetData>")
            if rows:
                self._block(rows)
            tail = b"</sheetData>" + tail
        self._around(head, tail)
        self.into.arrays = [
            np.concatenate(each) if each else np.empty(0, np.dtype(letter))
            for each, (_, letter) in zip(self.arrays, FIELDS, strict=True)
        ]
        return self.into

    def _around(self, head: bytes, tail: bytes) -> None:
        """What stands before and after the rows, and a row of each form, through `reader`."""
        if len(self.forms) > MOST_FORMS:
            raise _GivesUp
        rows = b"".join(b'<row r="%d"%s/>' % (at, form) for at, form in enumerate(self.forms, start=1))
        hidden = list(self.into.hidden_rows)
        reader = SheetReader(self.into, self.texts, self.shared, self.styles)
        try:
            parse("", iter([head, rows, tail]), reader.start, reader.end, reader.text)
        except Refused as refused:
            if refused.code in ("xml-damaged", "cell-out-of-grid", "cell-out-of-order", "cell-twice"):
                raise _GivesUp from refused  # `reader` names the place
            raise
        if not reader.root or any(len(each) for each in self.into.arrays):
            raise _GivesUp
        self.into.hidden_rows = hidden

    # --- one block ----------------------------------------------------------------------------------------------

    def _block(self, raw: bytes) -> None:
        block = _tokens(raw)
        rows, row_of = self._rows(block)
        cells = np.flatnonzero((block.tag == C) | (block.tag == CE))
        if not len(cells):
            return
        at = np.searchsorted(rows.tags, cells, "right") - 1
        column, after = _references(block, cells, rows, at)
        style, held = self._given(block, cells, after)
        row = row_of[at]
        same = row[1:] == row[:-1]
        if (same & (column[1:] <= column[:-1])).any():
            raise _GivesUp
        number = np.zeros(len(cells), np.int64)
        decimals = np.zeros(len(cells), np.int64)
        follows = block.tag[np.minimum(cells + 1, len(block.tag) - 1)]
        plain = (block.tag[cells] == C) & (follows == V)
        keep = plain.copy()
        self._numbers(block, cells, plain, held, number, decimals, keep)
        self._others(block, cells, row, column, held, number, decimals, keep, follows)
        held[(held == _SHARED) | (held == _STR) | (held == _INLINE)] = TEXT
        for kept, given, (_, letter) in zip(
            self.arrays, (row, column, held, style, number, decimals), FIELDS, strict=True
        ):
            kept.append(given[keep].astype(letter))
        self.rows += len(row_of)
        if self.rows - self.told >= TOLD_EVERY:
            self.told = self.rows
            self.progress(f"{self.into.name}: {self.rows:,} rows")

    def _rows(self, block: _Block) -> tuple[_Rows, Ints]:
        """The rows of a block, each number above the one before."""
        tags = np.flatnonzero((block.tag == ROW) | (block.tag == ROWE))
        found = _ROW.findall(block.raw)
        if len(found) != len(tags):
            raise _GivesUp
        numbers = np.array([int(number) for number, _ in found], np.int64)
        if numbers[0] <= self.row or (np.diff(numbers) <= 0).any() or numbers[-1] > 1_048_576:
            raise _GivesUp
        self.row = int(numbers[-1])
        forms = {form for _, form in found}
        for form in forms - self.forms.keys():
            given = {name.decode(): said.decode("utf-8", "replace") for name, said in _GIVEN.findall(form)}
            self.forms[form] = hides(given, "ht")
            if "r" in given or len(self.forms) > MOST_FORMS:
                raise _GivesUp
        hidden = {form for form in forms if self.forms[form]}
        if hidden:
            self.into.hidden_rows += [int(number) for number, form in found if form in hidden]
        return _Rows(tags, np.array([len(number) for number, _ in found], np.int64)), numbers

    def _given(self, block: _Block, cells: Ints, after: Ints) -> tuple[Ints, Ints]:
        """Each cell's style and type, from what stands behind its name."""
        byte, end = block.byte, block.end[cells] - (block.tag[cells] == CE)
        style, held = np.zeros(len(cells), np.int64), np.full(len(cells), NUMBER, np.int64)
        at = after.copy()
        left = np.flatnonzero(at < end)
        styled = left[byte[at[left] + 1] == ord("s")]
        if len(styled):
            _must(byte, at[styled], b' s="')
            place, closed = at[styled] + 4, np.zeros(len(styled), np.bool_)
            for figure in range(6):
                letter = byte[place].astype(np.int64)
                ends = ~closed & (letter == ord('"'))
                going = ~closed & ~ends
                if (going & ((letter < 48) | (letter > 57))).any() or (figure == 0 and ends.any()):
                    raise _GivesUp
                style[styled] = np.where(going, style[styled] * 10 + letter - 48, style[styled])
                closed |= ends
                place = place + going
                if closed.all():
                    break
            else:
                raise _GivesUp
            at[styled] = place + 1
            left = np.flatnonzero(at < end)
        if len(left):
            _must(byte, at[left], b' t="')
            self._types(block, left, at[left] + 4, end[left] - 1, held)
            at[left] = end[left]
        if (at != end).any() or (style >= self.styles).any():
            raise _GivesUp
        return style, held

    @staticmethod
    def _types(block: _Block, left: Ints, start: Ints, quote: Ints, held: Ints) -> None:
        byte, length = block.byte, quote - start
        if (byte[quote] != ord('"')).any():
            raise _GivesUp
        known = np.zeros(len(left), np.bool_)
        for word, kind in _TYPES.items():
            same = length == len(word)
            for at, letter in enumerate(word):
                same &= byte[start + at] == letter
            held[left[same]] = {b"s": _SHARED, b"str": _STR, b"inlineStr": _INLINE}.get(word, kind)
            known |= same
        if not known.all():
            raise _GivesUp

    def _numbers(
        self, block: _Block, cells: Ints, plain: Flags, held: Ints, number: Ints, decimals: Ints, keep: Flags
    ) -> None:
        """Numbers and places of shared strings, digit by digit in whole arrays."""
        these = np.flatnonzero(plain & ((held == NUMBER) | (held == _SHARED)))
        if not len(these):
            return
        start, end = block.end[cells[these] + 1] + 1, block.start[cells[these] + 2]
        value, places, good = _digits(block, start, end)
        is_shared = held[these] == _SHARED
        if (is_shared & (~good | (places > 0) | (value >= self.shared) | (value < 0))).any():
            raise _GivesUp
        number[these], decimals[these] = value, places
        if self.shared:
            keep[these[is_shared][self.blank[value[is_shared]]]] = False
        for at in these[~good].tolist():
            text = block.text(int(cells[at]) + 1)
            if not text:
                keep[at] = False
                continue
            number[at], decimals[at] = self._raw(text)

    def _raw(self, text: str) -> tuple[int, int]:
        number, decimals = plain_number(text)
        return (number, decimals) if decimals != RAW else (self.texts.own(text), RAW)

    def _others(
        self,
        block: _Block,
        cells: Ints,
        row: Ints,
        column: Ints,
        held: Ints,
        number: Ints,
        decimals: Ints,
        keep: Flags,
        follows: NDArray[np.int8],
    ) -> None:
        """Cells that are few: their own text, true and false, errors, formulas; one at a time."""
        opened = block.tag[cells] == C
        few = opened & ((follows == F) | (follows == FE) | (follows == IS))
        few |= opened & (follows == V) & (held != NUMBER) & (held != _SHARED)
        for at in np.flatnonzero(few).tolist():
            tag, kind = int(cells[at]) + 1, int(held[at])
            formula = block.tag[tag] in (F, FE)
            if formula:
                self._formula(block, tag, int(row[at]), int(column[at]))
                tag += 2 if block.tag[tag] == F else 1
            value: str | None = None
            if block.tag[tag] == IS:
                value = block.text(tag + 1) if kind == _INLINE else None
            elif block.tag[tag] == V:
                value = block.text(tag) if kind != _INLINE else None
                if kind == _INLINE:
                    raise _GivesUp
            elif block.tag[tag] == VE:
                value = ""
            held[at], number[at], decimals[at], keep[at] = self._one(kind, value, formula)

    def _one(self, kind: int, value: str | None, formula: bool) -> tuple[int, int, int, bool]:
        """What one cell holds, as `reader` has it."""
        is_text = kind in (_SHARED, _STR, _INLINE)
        if formula and (value is None or (not value and not is_text)):
            return NOTHING, self.texts.own(""), 0, True
        if not formula and not value:
            return kind, 0, 0, False
        assert value is not None
        if kind == _SHARED:
            if not value.isdecimal() or not value.isascii() or len(value) > 9 or int(value) >= self.shared:
                raise _GivesUp
            return TEXT, int(value), 0, not bool(self.blank[int(value)])
        if kind == NUMBER:
            return (NUMBER, *self._raw(value), True)
        if kind == BOOLEAN and value in ("0", "1"):
            value = "TRUE" if value == "1" else "FALSE"
        return (TEXT if is_text else kind), self.texts.own(unescaped(value) if is_text else value), 0, True

    def _formula(self, block: _Block, tag: int, row: int, column: int) -> None:
        found = _FORMULA.fullmatch(block.raw, int(block.start[tag]), int(block.end[tag]) + 1)
        if found is None:
            raise _GivesUp
        pairs = _GIVEN.findall(found[1])
        given = dict(pairs)
        if len(given) != len(pairs):
            raise _GivesUp
        text = block.text(tag) if block.tag[tag] == F else ""
        group = given.get(b"si", b"").decode()
        self.into.formulas.append(
            (row, column, text, given.get(b"t", b"normal").decode(), int(group) if group.isdecimal() else None)
        )


class _Rows(NamedTuple):
    """Where the rows of a block begin, among its tags, and how many figures each one's number has."""

    tags: Ints
    digits: Ints


def _tokens(raw: bytes) -> _Block:
    """The tags of a block: each known, each where it may be, and nothing but text between them."""
    room = raw + bytes(40)
    byte, words = np.frombuffer(room, np.uint8), np.ndarray((len(raw) + 33,), "<u8", room, 0, (1,))
    given = byte[: len(raw)]
    if given.min() < 32 and ((given < 32) & (given != 9) & (given != 10)).any():
        raise _GivesUp
    if given.max() > 127:
        letters = raw.decode("utf-8")
        if "\ufffe" in letters or "\uffff" in letters:
            raise _GivesUp
    start, end = np.flatnonzero(given == ord("<")), np.flatnonzero(given == ord(">"))
    if len(start) != len(end) or not len(start) or start[0] != 0 or end[-1] != len(raw) - 1:
        raise _GivesUp
    if (start >= end).any() or (end[:-1] >= start[1:]).any():
        raise _GivesUp
    begins = words[start]
    tag = _KIND[(begins >> np.uint64(8)) & np.uint64(0xFFFF)]
    some = np.flatnonzero(_MAY_BE_EMPTY[tag])
    some = some[byte[end[some] - 1] == ord("/")]
    tag[some] = _EMPTY[tag[some]]
    if ((begins ^ _WORD[tag]) & _MASK[tag]).any():
        raise _GivesUp
    length = end - start + 1
    is_text = tag == T
    if is_text.any():
        spaced = is_text & (length > 3)
        _only(byte, start, length, spaced, _PRESERVE)
        _only(byte, start, length, is_text & ~spaced, b"<t>")
    if tag[0] not in (ROW, ROWE) or tag[-1] not in (ROWX, ROWE) or not _NEXT[tag[:-1], tag[1:]].all():
        raise _GivesUp
    if ((start[1:] != end[:-1] + 1) & ~_HOLDS_TEXT[tag[:-1]]).any():
        raise _GivesUp
    return _Block(raw, byte, words, start, end, tag)


def _only(byte: NDArray[np.uint8], start: Ints, length: Ints, which: Flags, word: bytes) -> None:
    """These tags are this very word."""
    these = start[which]
    if len(these):
        if (length[which] != len(word)).any():
            raise _GivesUp
        _must(byte, these + 1, word[1:-1])


def _must(byte: NDArray[np.uint8], at: Ints, word: bytes) -> None:
    """These letters stand at each place."""
    for place, letter in enumerate(word):
        if (byte[at + place] != letter).any():
            raise _GivesUp


def _references(block: _Block, cells: Ints, rows: _Rows, at: Ints) -> tuple[Ints, Ints]:
    """Each cell's column, and the place behind its name, which must be of the row that it stands in."""
    byte = block.byte
    place = block.start[cells] + 6
    first, second, third = (byte[place + n].astype(np.int64) - 64 for n in range(3))
    two = (second >= 1) & (second <= 26)
    three = two & (third >= 1) & (third <= 26)
    if ((first < 1) | (first > 26)).any():
        raise _GivesUp
    column = np.where(two, first * 26 + second, first)
    column = np.where(three, column * 26 + third, column)
    if (column > 16_384).any():
        raise _GivesUp
    place = place + 1 + two + three
    words = block.words
    figures = rows.digits[at]
    mask = (np.uint64(1) << (8 * (figures + 1)).astype(np.uint64)) - np.uint64(1)
    mask = np.where(figures >= 7, np.uint64(0xFFFFFFFFFFFFFFFF), mask)
    of_row = words[block.start[rows.tags] + 8][at]
    if ((words[place] ^ of_row) & mask).any():
        raise _GivesUp
    return column, place + figures + 1


_ZEROS, _SIXES, _HIGH = (np.uint64(int(each * 8, 16)) for each in ("30", "06", "F0"))


def _digits(block: _Block, start: Ints, end: Ints) -> tuple[Ints, Ints, Flags]:
    """Plain numbers: digits as a whole number with its sign, places after the point, and whether it is plain."""
    length = end - start
    short = (length >= 1) & (length <= 8)
    shift = (64 - 8 * np.where(short, length, 8)).astype(np.uint64)
    word = block.words[start]
    word = np.where(shift > 0, (word << shift) | (_ZEROS & ((np.uint64(1) << shift) - np.uint64(1))), word)
    short &= ((word & _HIGH) == _ZEROS) & (((word + _SIXES) & _HIGH) == _ZEROS)
    short &= (length == 1) | (block.byte[start] != ord("0"))
    word = ((word & np.uint64(0x0F0F0F0F0F0F0F0F)) * np.uint64(2561)) >> np.uint64(8)
    word = ((word & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    word = ((word & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)
    value, places, good = word.astype(np.int64), np.zeros(len(start), np.int64), short.copy()
    rest = np.flatnonzero(~short)
    if len(rest):
        value[rest], places[rest], good[rest] = _any_digits(block.byte, start[rest], end[rest])
    return value, places, good


def _any_digits(byte: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Ints, Ints, Flags]:
    """`_digits`, letter by letter."""
    length = end - start
    negative = byte[start] == ord("-")
    first = start + negative
    value, places = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
    point = np.zeros(len(start), np.bool_)
    good = (length - negative >= 1) & (length <= 20)
    longest = int(length[good].max()) if good.any() else 0
    count = np.zeros(len(start), np.int64)
    for at in range(longest):
        inside = good & (first + at < end)
        letter = byte[np.where(inside, first + at, 0)].astype(np.int64)
        figure = inside & (letter >= 48) & (letter <= 57)
        dot = inside & (letter == ord(".")) & ~point & (at > 0)
        good &= ~inside | figure | dot
        count += figure
        good &= count <= 18
        value = np.where(figure & good, value * 10 + letter - 48, value)
        places += figure & point
        point |= dot
    lead = byte[first] == ord("0")
    following = byte[first + 1]
    good &= ~(lead & (first + 1 < end) & (following != ord(".")))
    good &= ~point | (places > 0)
    good &= ~(negative & (value == 0))
    return np.where(negative, -value, value), places, good


# --- shared strings ---------------------------------------------------------------------------------------------

_ITEM = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|((?:(?!<si|</si).)*))</si>', re.DOTALL)
_BARE, _SPACED = len(b"<si><t></t></si>"), len(_PRESERVE) - len(b"<t>")


def quick_texts(pieces: Iterator[bytes], one: Callable[[bytes], list[str]]) -> list[str] | None:
    """The shared strings; None where their XML is not of the plain form. `one` reads XML that may be of any form."""
    texts: list[str] = []
    head, left, began = b"", b"", False
    try:
        for piece in pieces:
            left += piece
            if not began:
                at = left.find(b"<si>")
                if at < 0:
                    if len(left) > 1 << 16:
                        return None
                    continue
                head, left, began = left[:at], left[at:], True
            whole, found, rest = left.rpartition(b"</si>")
            if found:
                texts += _items(head, whole + found, one)
                left = rest
            if len(left) > 1 << 24:
                return None
        if not began or one(head + left):
            return None
    except (_GivesUp, UnicodeDecodeError):
        return None
    return texts


def _items(head: bytes, raw: bytes, one: Callable[[bytes], list[str]]) -> list[str]:
    """The texts of whole items."""
    found = _ITEM.findall(raw)
    if b"\r" in raw or b"]]>" in raw or re.search(rb"[\x00-\x08\x0b-\x1f]", raw):
        raise _GivesUp
    length = 0
    odd: dict[int, str] = {}
    for at, (_, other) in enumerate(found) if any(other for _, other in found) else ():
        if other:
            said = one(head + b"<si>" + other + b"</si></sst>")
            if len(said) != 1:
                raise _GivesUp
            odd[at] = said[0]
            length += len(other) - len(b"<t></t>") - _SPACED * other.count(_PRESERVE)
    run = b"\x00".join([text for text, _ in found])
    length += len(run) - (len(found) - 1) + _BARE * len(found) + _SPACED * raw.count(_PRESERVE)
    if length != len(raw):
        raise _GivesUp
    said_all = run.decode()
    if "\ufffe" in said_all or "\uffff" in said_all:
        raise _GivesUp
    texts = said_all.split("\x00")
    if "&" in said_all:
        texts = [_ENTITY.sub(_entity, text) if "&" in text else text for text in texts]
    if "_x" in said_all:
        texts = [unescaped(text) for text in texts]
    for at, text in odd.items():
        texts[at] = text
    return texts
