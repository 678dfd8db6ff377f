"""A page as somebody in a role opens it, what they read on it, and what they press."""

from __future__ import annotations

import html
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.casework.office import A

TOP = Path(__file__).parents[2]
WORDS = {
    "dcc_finance": "DCC finance",
    "panel": "The Panel",
    "smki_pma": "SMKI PMA",
    "authority": "The Authority",
    "auditor": "Auditor",
    "operator": "Operator",
    "party": A,
}
"""How the address names each role; for a Party's user, the Party."""


def opened(page: str, role: str | None = None, **address: str) -> AppTest:
    """The page at an address, run to its end without an exception; in a role, where the address names one."""
    at = AppTest.from_file(str(TOP / "app.py"), default_timeout=60)
    at.switch_page(str(Path(page).relative_to(TOP)))
    for name, value in ({**address, "role": role} if role is not None else address).items():
        at.query_params[name] = value
    return ran(at.run())


def ran(at: AppTest) -> AppTest:
    """The page, which ran to its end without an exception."""
    assert not at.exception, [each.message for each in at.exception]
    return at


def markup(at: AppTest) -> str:
    """Everything on the page that is HTML we wrote; the page ran to its end."""
    ran(at)
    return "\n".join(each.body for each in at.html if not each.body.startswith("<style>"))


def plain(made: str) -> str:
    """What a reader reads of some HTML, with plain single blanks."""
    within = re.sub(r"</?(bdi|b|time)\b[^>]*>|[\u2068\u2069]", "", made)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", within)).split())


def text(at: AppTest) -> str:
    """What a reader reads of the page."""
    return plain(markup(at))


def title(at: AppTest) -> str:
    """The heading of the page."""
    found = re.search(r"<h1>(.*?)</h1>", markup(at), re.DOTALL)
    assert found, "every page has a heading of its own"
    return plain(found[1])


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button that says so."""
    (found,) = (each for each in at.button if each.label.startswith(label))
    return found.click().run()
