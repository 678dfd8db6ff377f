"""Back to the address that was asked for: after a sign-in the provider brings everybody to the bare address.

Where somebody was going is kept on this server for a few minutes, under the token by which Streamlit tells their browser's
requests from forged ones. It is an address and no more: whoever comes there is asked who they are like anybody else.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import streamlit as st

LONGEST = 600
"""Seconds for which a way back is kept."""
MOST = 1000
"""Ways back that are kept, the latest."""


class Wanted(NamedTuple):
    """A page and what its address says, and when it was asked for."""

    page: str
    address: dict[str, str]
    since: float


@st.cache_resource(show_spinner=False)
def _kept() -> dict[bytes, Wanted]:
    return {}


def keep(page: str) -> None:
    """Remember the page that is asked for, with its address, for whoever goes off to sign in."""
    kept, browser = _kept(), _browser()
    if browser is not None:
        kept.pop(browser, None)
        kept[browser] = Wanted(page, st.query_params.to_dict(), time.monotonic())
        for oldest in list(kept)[:-MOST]:
            kept.pop(oldest, None)


def taken() -> Wanted | None:
    """Where this browser was going, said once."""
    browser = _browser()
    found = _kept().pop(browser, None) if browser is not None else None
    return found if found is not None and time.monotonic() - found.since <= LONGEST else None


def _browser() -> bytes | None:
    """The token of this browser, which each answer masks afresh: 2|mask|masked token|time."""
    try:
        _, mask, masked, _ = str(st.context.cookies.get("_streamlit_xsrf", "")).split("|")
        key, hidden = bytes.fromhex(mask), bytes.fromhex(masked)
    except ValueError:
        return None
    return bytes(byte ^ key[at % len(key)] for at, byte in enumerate(hidden)) if key and hidden else None
