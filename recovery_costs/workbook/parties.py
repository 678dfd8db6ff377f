"""Party names: what can be one, how one becomes part of an id, and names that look like another's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 200
"""The most characters a Party's name has."""

_LIKE = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈӀԛԝаекорсухѕіјӏһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικονρυⅼօսոցıɑɡ",
        "ABEKMHOPCTYXSIJIqwaekopcyxsijlhdABEZHIKMNOPTYXaikovpuloungiag",
        strict=True,
    )
)
"""Letters of other scripts that look like Latin ones."""


def slug(party: str) -> str:
    """A Party's name as part of an id: plain where the name can be read back from it, else with a short digest."""
    plain = re.sub(r"[^a-z0-9]+", "-", party.lower()).strip("-")
    if " ".join(word.capitalize() for word in plain.split("-")) == party:
        return plain
    return f"{plain}-{hashlib.sha256(party.encode()).hexdigest()[:8]}".lstrip("-")


def looks(party: str) -> str:
    """What a name looks like: one case, one width, no marks that do not show, letters of other scripts as Latin ones."""
    plain = "".join(_LIKE.get(letter, letter) for letter in unicodedata.normalize("NFKC", party))
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Cf", "Cc"))
    plain = plain.casefold().replace("0", "o").replace("1", "l").replace("|", "l")
    return "".join(letter for letter in plain if letter.isalnum())


def like(party: str, known: Iterable[str]) -> str | None:
    """The known Party that another name looks like."""
    return next((other for other in known if other != party and looks(other) == looks(party)), None)


def look_alike(party: str, known: Iterable[str]) -> str | None:
    """Why a name is not taken as it stands: the known Party that it looks like, or letters that look like others."""
    other = like(party, known)
    return f"{other!r}, which it looks like" if other is not None else _foreign(party)


def _foreign(party: str) -> str | None:
    """A letter of another script among Latin ones, which it looks like."""
    strange = next((letter for letter in party if letter in _LIKE), None)
    if strange is None or not re.search(r"[A-Za-z]", party):
        return None
    return f"U+{ord(strange):04X}, which looks like {_LIKE[strange]!r}"


def unfit(name: str) -> str | None:
    """Why a text cannot be anybody's name: what was found in it."""
    if not any(letter.isalnum() for letter in name):
        return "no letter in it"
    if len(name) > LONGEST:
        return f"{len(name)} characters"
    for letter in name:
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return f"U+{ord(letter):04X}, which does not show"
    return "blanks at its start or end" if name != name.strip() else _foreign(name)


def near_miss(party: str, known: Iterable[str]) -> str | None:
    """The known Party whose name is this one but for a slip of the keyboard.

    A slip is one letter too many, too few or another, or two swapped, in one word of five letters or more.
    """
    asked = party.casefold().split()
    for other in known:
        words = other.casefold().split()
        differ = [(one, two) for one, two in zip(asked, words, strict=False) if one != two]
        if len(words) == len(asked) and len(differ) == 1 and _one_slip(*differ[0]):
            return other
    return None


def _one_slip(one: str, two: str) -> bool:
    if min(len(one), len(two)) < 5 or not (one + two).isalpha():
        return False
    start = _same(one, two)
    one, two = one[start:][::-1], two[start:][::-1]
    end = _same(one, two)
    one, two = one[end:], two[end:]
    return max(len(one), len(two)) < 2 or (len(one) == 2 and one == two[::-1])


def _same(one: str, two: str) -> int:
    """How many letters two words have in common from their start."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
