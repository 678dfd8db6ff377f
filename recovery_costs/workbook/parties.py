"""Party names: how one becomes part of an id, and names that look like another's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_LIKE = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈԛԝаеорсухѕіјһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρυⅼ",
        "ABEKMHOPCTYXSIJqwaeopcyxsijhdABEZHIKMNOPTYXaovpul",
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


def look_alike(party: str, known: Iterable[str]) -> str | None:
    """Why a name is not taken as it stands: the known Party that it looks like, or letters that look like others."""
    for other in known:
        if other != party and looks(other) == looks(party):
            return f"{other!r}, which it looks like"
    if any(letter in _LIKE for letter in party) and re.search(r"[A-Za-z]", party):
        strange = next(letter for letter in party if letter in _LIKE)
        return f"U+{ord(strange):04X}, which looks like {_LIKE[strange]!r}"
    return None
