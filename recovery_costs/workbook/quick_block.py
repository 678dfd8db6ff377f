"""Whole rows of a sheet's XML as arrays: where each tag begins and ends, what it is, and the numbers and names in it.

Only the plain form that spreadsheet programs write is known here; anything else raises `GivesUp`. See `quick`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook.wire import BOOLEAN, DAY, ERROR, LAST_COLUMN, NUMBER, TEXT

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

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
PRESERVE = b'<t xml:space="preserve">'
_TYPES = {b"n": NUMBER, b"s": TEXT, b"str": TEXT, b"inlineStr": TEXT, b"b": BOOLEAN, b"e": ERROR, b"d": DAY}
SHARED, STR, INLINE = 101, 102, 103
"""Kinds of text, while it is read."""
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("&[^;]*;?")


class GivesUp(Exception):  # noqa: N818
    """XML of another form than the plain one; `reader` reads it."""


class Block(NamedTuple):
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
        return plain(said)


def plain(text: str) -> str:
    """Text with XML's own five entities as the letters that they stand for."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(found: re.Match[str]) -> str:
    if found[0] not in _ENTITIES:
        raise GivesUp
    return _ENTITIES[found[0]]


class Rows(NamedTuple):
    """Where the rows of a block begin, among its tags, and how many figures each one's number has."""

    tags: Ints
    digits: Ints


def tokens(raw: bytes) -> Block:
    """The tags of a block: each known, each where it may be, and nothing but text between them."""
    room = raw + bytes(40)
    byte, words = np.frombuffer(room, np.uint8), np.ndarray((len(raw) + 33,), "<u8", room, 0, (1,))
    given = byte[: len(raw)]
    if given.min() < 32 and ((given < 32) & (given != 9) & (given != 10)).any():
        raise GivesUp
    if given.max() > 127:
        letters = raw.decode("utf-8")
        if "\ufffe" in letters or "\uffff" in letters:
            raise GivesUp
    start, end = np.flatnonzero(given == ord("<")), np.flatnonzero(given == ord(">"))
    if len(start) != len(end) or not len(start) or start[0] != 0 or end[-1] != len(raw) - 1:
        raise GivesUp
    if (start >= end).any() or (end[:-1] >= start[1:]).any():
        raise GivesUp
    begins = words[start]
    tag = _KIND[(begins >> np.uint64(8)) & np.uint64(0xFFFF)]
    some = np.flatnonzero(_MAY_BE_EMPTY[tag])
    some = some[byte[end[some] - 1] == ord("/")]
    tag[some] = _EMPTY[tag[some]]
    if ((begins ^ _WORD[tag]) & _MASK[tag]).any():
        raise GivesUp
    length = end - start + 1
    is_text = tag == T
    if is_text.any():
        spaced = is_text & (length > 3)
        _only(byte, start, length, spaced, PRESERVE)
        _only(byte, start, length, is_text & ~spaced, b"<t>")
    if tag[0] not in (ROW, ROWE) or tag[-1] not in (ROWX, ROWE) or not _NEXT[tag[:-1], tag[1:]].all():
        raise GivesUp
    if ((start[1:] != end[:-1] + 1) & ~_HOLDS_TEXT[tag[:-1]]).any():
        raise GivesUp
    return Block(raw, byte, words, start, end, tag)


def _only(byte: NDArray[np.uint8], start: Ints, length: Ints, which: Flags, word: bytes) -> None:
    """These tags are this very word."""
    these = start[which]
    if len(these):
        if (length[which] != len(word)).any():
            raise GivesUp
        must(byte, these + 1, word[1:-1])


def must(byte: NDArray[np.uint8], at: Ints, word: bytes) -> None:
    """These letters stand at each place."""
    for place, letter in enumerate(word):
        if (byte[at + place] != letter).any():
            raise GivesUp


def references(block: Block, cells: Ints, rows: Rows, at: Ints) -> tuple[Ints, Ints]:
    """Each cell's column, and the place behind its name, which must be of the row that it stands in."""
    byte = block.byte
    place = block.start[cells] + 6
    first, second, third = (byte[place + n].astype(np.int64) - 64 for n in range(3))
    two = (second >= 1) & (second <= 26)
    three = two & (third >= 1) & (third <= 26)
    if ((first < 1) | (first > 26)).any():
        raise GivesUp
    column = np.where(two, first * 26 + second, first)
    column = np.where(three, column * 26 + third, column)
    if (column > LAST_COLUMN).any():
        raise GivesUp
    place = place + 1 + two + three
    words = block.words
    figures = rows.digits[at]
    mask = (np.uint64(1) << (8 * (figures + 1)).astype(np.uint64)) - np.uint64(1)
    mask = np.where(figures >= 7, np.uint64(0xFFFFFFFFFFFFFFFF), mask)
    of_row = words[block.start[rows.tags] + 8][at]
    if ((words[place] ^ of_row) & mask).any():
        raise GivesUp
    return column, place + figures + 1


def styles_and_types(block: Block, cells: Ints, after: Ints, styles: int) -> tuple[Ints, Ints]:
    """Each cell's style and type, from what stands behind its name."""
    byte, end = block.byte, block.end[cells] - (block.tag[cells] == CE)
    style, held = np.zeros(len(cells), np.int64), np.full(len(cells), NUMBER, np.int64)
    at = after.copy()
    left = np.flatnonzero(at < end)
    styled = left[byte[at[left] + 1] == ord("s")]
    if len(styled):
        must(byte, at[styled], b' s="')
        place, closed = at[styled] + 4, np.zeros(len(styled), np.bool_)
        for figure in range(6):
            letter = byte[place].astype(np.int64)
            ends = ~closed & (letter == ord('"'))
            going = ~closed & ~ends
            if (going & ((letter < 48) | (letter > 57))).any() or (figure == 0 and ends.any()):
                raise GivesUp
            style[styled] = np.where(going, style[styled] * 10 + letter - 48, style[styled])
            closed |= ends
            place = place + going
            if closed.all():
                break
        else:
            raise GivesUp
        at[styled] = place + 1
        left = np.flatnonzero(at < end)
    if len(left):
        must(byte, at[left], b' t="')
        _types(block, left, at[left] + 4, end[left] - 1, held)
        at[left] = end[left]
    if (at != end).any() or (style >= styles).any():
        raise GivesUp
    return style, held


def _types(block: Block, left: Ints, start: Ints, quote: Ints, held: Ints) -> None:
    byte, length = block.byte, quote - start
    if (byte[quote] != ord('"')).any():
        raise GivesUp
    known = np.zeros(len(left), np.bool_)
    for word, kind in _TYPES.items():
        same = length == len(word)
        for at, letter in enumerate(word):
            same &= byte[start + at] == letter
        held[left[same]] = {b"s": SHARED, b"str": STR, b"inlineStr": INLINE}.get(word, kind)
        known |= same
    if not known.all():
        raise GivesUp


_ZEROS, _SIXES, _HIGH = (np.uint64(int(each * 8, 16)) for each in ("30", "06", "F0"))


def digits(block: Block, start: Ints, end: Ints) -> tuple[Ints, Ints, Flags]:
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
    """`digits`, letter by letter."""
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
