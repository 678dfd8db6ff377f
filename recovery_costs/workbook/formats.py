"""Number formats: whether a cell's number is shown as a day, a time, both, a length of time, or as a number."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache


class FormatKind(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"
    """A day and a time."""
    LENGTH = "length"
    """Elapsed time, such as [h]:mm."""


BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy/m/d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
"""The formats that a file may name by number alone."""

_COLOUR = r"black|blue|cyan|green|magenta|red|white|yellow|color *[0-9]+"
_QUOTED = re.compile(rf'"[^"]*"|\\.|_.|\*.|\[(?:{_COLOUR}|\$[^\]]*|[^hms\]][^\]]*)\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


@cache
def format_kind(code: str) -> FormatKind:
    """What a number format shows; its first section, for numbers not below nought, decides."""
    bare = _QUOTED.sub("", code).split(";")[0].lower()
    if _ELAPSED.search(bare):
        return FormatKind.LENGTH
    bare = bare.replace("general", "").replace("am/pm", "h").replace("a/p", "h")
    if "@" in bare:
        return FormatKind.TEXT
    day, clock = bool(re.search(r"[yd]", bare)), bool(re.search(r"[hs]", bare))
    if "m" in bare and not day and not clock:
        day = True
    if day and clock:
        return FormatKind.MOMENT
    return FormatKind.DAY if day else FormatKind.CLOCK if clock else FormatKind.NUMBER


_DIGITS = re.compile(r"[0#?]")
_SHOWN = re.compile(
    r'"([^"]*)"|\\(.)|\*(.)|_.|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|(General)|(E[-+])|([^0#?.,;/%])', re.IGNORECASE
)
_PLAIN = re.compile(r"[ \u00a0\u2007\u2009\u202f+]*((£|GBP)[ \u00a0\u2007\u2009\u202f]*)?", re.ASCII)
"""What may stand beside the figures of an amount in pounds."""


@cache
def shows_another(code: str) -> bool:
    """Whether a number format shows an amount as something else than pounds: in thousands, per cent, another currency,
    below nought, with figures of its own, by a condition, as words, or not at all."""
    if format_kind(code) is not FormatKind.NUMBER or code in ("", "General"):
        return False
    first = re.match(r'(?:"[^"]*"|\\.|[^;"])*', code)
    section = first[0] if first else code
    beside = ""
    for quoted, one, filled, currency, bracket, _, _, other in _SHOWN.findall(section):
        if bracket and not re.fullmatch(_COLOUR, bracket, re.IGNORECASE):
            return True
        beside += quoted + one + filled.strip() + currency + other
    if not _PLAIN.fullmatch(beside):
        return True
    bare = _QUOTED.sub("", section)
    if "general" in bare.lower():
        return "%" in bare
    placed = list(_DIGITS.finditer(bare))
    return "%" in bare or not placed or "," in bare[placed[-1].end() :]
