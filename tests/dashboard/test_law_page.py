"""The law page: every clause, limb and neighbour by its address; what is not a clause is said, as text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.dashboard import LAW
from recovery_costs.law import CLAUSES, NEIGHBOURS
from recovery_costs.where import doubts, readings

TOP = Path(__file__).parents[2]


def shown(clause: str | None = None) -> str:
    at = AppTest.from_file(str(TOP / "app.py"), default_timeout=60)
    at.switch_page(str(Path(LAW).relative_to(TOP)))
    if clause is not None:
        at.query_params["clause"] = clause
    at.run()
    assert not at.exception, [each.message for each in at.exception]
    return html.unescape("\n".join(each.body for each in at.html if not each.body.startswith("<style>")))


@pytest.mark.parametrize("ref", [*list(CLAUSES)[::7], "L10.19(b)(ii)", "L10.30(d)(ii)"])
def test_a_clause_has_an_address_and_shows_its_words_and_its_doubts(ref: str) -> None:
    page = shown(ref)
    assert f"<h1><bdi>{ref}</bdi></h1>" in page
    assert CLAUSES[ref].words in page
    for one in readings(ref):
        assert one.question in page
        assert all(option.name in page for option in one.options)
    for doubt in doubts(ref):
        assert doubt.question in page


@pytest.mark.parametrize("ref", NEIGHBOURS)
def test_a_neighbour_says_whether_its_text_is_held(ref: str) -> None:
    page = shown(ref)
    assert NEIGHBOURS[ref].said in page
    assert ("Its text is held." in page) is NEIGHBOURS[ref].text_held


def test_the_list_holds_every_clause_in_code_order() -> None:
    page = shown()
    said = re.findall(r'<p class="words[^"]*"><bdi>(.*?)</bdi></p>', page)
    assert said == [*(one.words for one in CLAUSES.values()), *(one.said for one in NEIGHBOURS.values())]


def test_what_is_no_clause_is_said_and_shown_as_text() -> None:
    page = shown("L10.99<script>alert(1)</script>")
    assert "is called <bdi>L10.99<script>alert(1)</script></bdi>" in page  # unescaped above; escaped in the page
    assert "Choose a clause below." in page
