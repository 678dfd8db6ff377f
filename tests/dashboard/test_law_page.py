"""The law page: every clause, limb and neighbour by its address; what is not a clause is said, as text."""

from __future__ import annotations

import html
import re

import pytest

from recovery_costs.dashboard import LAW
from recovery_costs.law import CLAUSES, NEIGHBOURS
from recovery_costs.where import doubts, readings
from tests.dashboard.reader import markup, opened


def shown(**address: str) -> str:
    return html.unescape(markup(opened(LAW, **address)))


@pytest.mark.parametrize("ref", [*list(CLAUSES)[::7], "L10.19(b)(ii)", "L10.30(d)(ii)"])
def test_a_clause_has_an_address_and_shows_its_words_and_its_doubts(ref: str) -> None:
    page = shown(clause=ref)
    assert f"<h1><bdi>{ref}</bdi></h1>" in page
    assert CLAUSES[ref].words in page
    for one in readings(ref):
        assert one.question in page
        assert all(option.name in page for option in one.options)
    for doubt in doubts(ref):
        assert doubt.question in page


@pytest.mark.parametrize("ref", NEIGHBOURS)
def test_a_neighbour_says_whether_its_text_is_held(ref: str) -> None:
    page = shown(clause=ref)
    assert NEIGHBOURS[ref].said in page
    assert ("Its text is held." in page) is NEIGHBOURS[ref].text_held


def test_the_list_holds_every_clause_in_code_order() -> None:
    page = shown()
    said = re.findall(r'<p class="words[^"]*"><bdi>(.*?)</bdi></p>', page)
    assert said == [*(one.words for one in CLAUSES.values()), *(one.said for one in NEIGHBOURS.values())]


def test_what_is_no_clause_is_said_and_shown_as_text() -> None:
    page = shown(clause="L10.99<script>alert(1)</script>")
    assert "is called <bdi>L10.99<script>alert(1)</script></bdi>" in page  # unescaped above; escaped in the page
    assert "Choose a clause below." in page
