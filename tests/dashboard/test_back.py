"""The way back after a sign-in: said once, to the browser that went, for a while, and of so many at most."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from recovery_costs.dashboard import back

TOKEN = "2|01020304|4043424544|1795180661"
"""The token "AAAAE" (41 41 41 41 45), each byte of it under the mask 01 02 03 04 01 ..."""
AGAIN = "2|ffffffff|bebebebeba|1795180661"
"""The same token under another mask."""
OTHER = "2|00000000|4141414146|1795180661"


@pytest.fixture(autouse=True)
def _nobody_went(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[bytes, back.Wanted] = {}
    monkeypatch.setattr(back, "_kept", lambda: kept)


def browser(monkeypatch: pytest.MonkeyPatch, token: str, **address: str) -> None:
    """Who asks now, and with which address."""
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={"_streamlit_xsrf": token}))
    monkeypatch.setattr(st, "query_params", SimpleNamespace(to_dict=lambda: address))


def test_the_browser_that_went_comes_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    browser(monkeypatch, TOKEN, event="RE-1")
    back.keep("event")
    browser(monkeypatch, OTHER)
    assert back.taken() is None
    browser(monkeypatch, AGAIN)
    found = back.taken()
    assert found is not None
    assert (found.page, found.address) == ("event", {"event": "RE-1"})
    assert back.taken() is None


@pytest.mark.parametrize(("after", "comes_back"), [(599.0, True), (600.0, True), (601.0, False)])
def test_it_is_kept_for_ten_minutes(after: float, comes_back: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(monkeypatch, TOKEN)
    monkeypatch.setattr(back, "time", SimpleNamespace(monotonic=lambda: 1000.0))
    back.keep("claim")
    monkeypatch.setattr(back, "time", SimpleNamespace(monotonic=lambda: 1000.0 + after))
    assert (back.taken() is not None) is comes_back


def test_the_latest_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(back, "MOST", 2)
    for number, token in enumerate((TOKEN, OTHER, "2|00|ab|0")):
        browser(monkeypatch, token)
        back.keep(f"page {number}")
    browser(monkeypatch, TOKEN)
    assert back.taken() is None
    browser(monkeypatch, OTHER)
    assert back.taken() is not None


@pytest.mark.parametrize("token", ["", "2|zz|ab|0", "2||ab|0", "2|00||0", "ab", "2|00|ab"])
def test_a_browser_that_cannot_be_told_from_others_has_no_way_back(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(monkeypatch, token)
    back.keep("event")
    assert back.taken() is None
