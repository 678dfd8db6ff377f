"""A page as somebody in a role opens it, and what they read on it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

TOP = Path(__file__).parents[2]


def opened(page: str, role: str, **address: str) -> AppTest:
    """The page at an address, in a role, run once."""
    at = AppTest.from_file(str(TOP / "app.py"), default_timeout=60)
    at.switch_page(str(Path(page).relative_to(TOP)))
    at.query_params["role"] = role
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def text(at: AppTest) -> str:
    """What a reader reads of it, with plain single blanks; the page ran without an exception."""
    assert not at.exception, [each.message for each in at.exception]
    body = "\n".join(each.body for each in at.html if not each.body.startswith("<style>"))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())
