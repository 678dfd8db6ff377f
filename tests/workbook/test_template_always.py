"""Whatever a Party states, its workbook says the same when it is read: facts in, facts out."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.template import claim_bytes
from tests.properties import strategies
from tests.workbook.facts import EVENT, PARTY, records, said
from tests.workbook.test_check_always import report_of

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
LISTS = ("cost_lines", "evidence_listed")
_RUNS = ((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164))
_RUNS += ((0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF))
UNSEEN = "".join(chr(each) for first, last in _RUNS for each in range(first, last + 1))
"""Letters and marks with nothing to see (Unicode's default ignorables beyond class C, and the empty braille cell)."""
texts = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=f",{UNSEEN}"), min_size=1, max_size=20)
names = st.lists(texts, min_size=1, max_size=3, unique=True)


@st.composite
def stated(draw: Any) -> list[dict[str, Any]]:
    """What a Party may state in a claim workbook: any notices, at most one list of each kind, and odd texts."""
    kinds = draw(st.lists(st.sampled_from(sorted(HELD - set(LISTS))), max_size=6)) + draw(st.permutations(LISTS))[:1]
    made = []
    for kind in kinds:
        if kind == "evidence_given":
            fact = {**strategies.notice(draw), "requirement": draw(texts)}
        elif kind == "evidence_listed":
            items = [{"reference": each, "kind": draw(texts), "lines": draw(names)} for each in draw(names)]
            fact = {"at": strategies.moment(draw), "items": items}
        else:
            fact = strategies.fact(draw, kind, PARTY)
        for line in fact.get("lines", ()):
            line |= {"description": draw(texts), "invoice": draw(texts), "supplier": draw(texts)}
        made.append({**fact, "type": kind, "note": draw(texts)})
    return made


@settings(max_examples=2_000 if LONG else 30, deadline=None)
@given(stated())
def test_what_is_written_is_read(given_facts):
    facts = [{name: value for name, value in fact.items() if name not in ("id", "party")} for fact in given_facts]
    wanted = [said(fact) for fact in records(facts)]
    checked = report_of(claim_bytes(EVENT, PARTY, None, records(facts)))
    blocking = {problem.code for problem in checked.blocking}
    assert blocking <= {"row-twice"}
    if blocking:
        return
    read = [
        {name: value for name, value in fact.items() if name not in ("id", "source", "party")} for fact in checked.facts
    ]
    assert sorted(map(str, (said(fact) for fact in records(read)))) == sorted(map(str, wanted))
