"""Many shared strings, read a block at a time; None where their XML is not of the plain form. See `quick`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from recovery_costs.workbook.quick_block import PRESERVE, GivesUp, plain
from recovery_costs.workbook.sheet_reader import unescaped

_ITEM = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|((?:(?!<si|</si).)*))</si>', re.DOTALL)
_BARE, _SPACED = len(b"<si><t></t></si>"), len(PRESERVE) - len(b"<t>")


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
    except (GivesUp, UnicodeDecodeError):
        return None
    return texts


def _items(head: bytes, raw: bytes, one: Callable[[bytes], list[str]]) -> list[str]:
    """The texts of whole items."""
    found = _ITEM.findall(raw)
    if b"\r" in raw or b"]]>" in raw or re.search(rb"[\x00-\x08\x0b-\x1f]", raw):
        raise GivesUp
    length = 0
    odd: dict[int, str] = {}
    for at, (_, other) in enumerate(found) if any(other for _, other in found) else ():
        if other:
            said = one(head + b"<si>" + other + b"</si></sst>")
            if len(said) != 1:
                raise GivesUp
            odd[at] = said[0]
            length += len(other) - len(b"<t></t>") - _SPACED * other.count(PRESERVE)
    run = b"\x00".join([text for text, _ in found])
    length += len(run) - (len(found) - 1) + _BARE * len(found) + _SPACED * raw.count(PRESERVE)
    if length != len(raw):
        raise GivesUp
    said_all = run.decode()
    if "\ufffe" in said_all or "\uffff" in said_all:
        raise GivesUp
    texts = said_all.split("\x00")
    if "&" in said_all:
        texts = [plain(text) for text in texts]
    if "_x" in said_all:
        texts = [unescaped(text) for text in texts]
    for at, text in odd.items():
        texts[at] = text
    return texts
