"""What would be so with judgements that are not on record yet, and what was last judged of each line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.casework import assess
from recovery_costs.casework.assess import Judgement
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere
from tests.casework.office import EVENT, A, B, Office, office


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """A lists £10.00, £20.00 and £30.00 of using the recovery key."""
    made = office(tmp_path)
    listed(made, "10.00", "20.00", "30.00")
    return made


def listed(here: Office, *amounts: str, at: str | None = None) -> None:
    lines: list[dict[str, Any]] = [
        {"line": str(number), "incurred": "2025-04-01", "amount": amount, "limb": "key_use"}
        for number, amount in enumerate(amounts, start=1)
    ]
    fact = {"id": here.id(), "type": "cost_lines", "party": A, "at": at or here.dcc.now.text, "lines": lines}
    here.dcc.record(here.id(), EVENT, [Draft("cost_lines", fact, EVENT, A)])


def claim(result: Adjudication) -> Claim:
    return next(each for each in result.claims if each.party == A)


def test_a_draft_is_adjudicated_and_nothing_is_recorded(here: Office) -> None:
    before = here.dcc.last(EVENT)
    given = [Judgement("1", "reasonable"), Judgement("2", "not_reasonable_cause"), Judgement("3", "route_l10_12")]
    with_it = claim(assess.trial(here.dcc, EVENT, A).with_these(given))
    assert [each.eligible for each in with_it.lines] == [Money.of("10.00"), Money.of("0.00"), Money.of("0.00")]
    assert with_it.eligible == Money.of("10.00")
    assert claim(here.dcc.judged(EVENT, here.dcc.today).adjudication).eligible == Money.of("60.00")
    assert here.dcc.last(EVENT) == before


def test_recording_the_draft_gives_what_the_draft_said(here: Office) -> None:
    here.at("2025-06-02T10:00")
    given = [Judgement("2", "not_reasonable_amount", "Twice the rate.")]
    with_it = claim(assess.trial(here.dcc, EVENT, A).with_these(given))
    assess.assess(here.dcc, EVENT, A, given, command=here.id())
    assert claim(here.dcc.judged(EVENT, here.dcc.today).adjudication) == with_it


def test_a_line_that_is_gone_counts_for_nothing_in_a_draft(here: Office) -> None:
    assert claim(assess.trial(here.dcc, EVENT, A).with_these([Judgement("9", "reasonable")])).eligible == Money.of(
        "60.00"
    )


def test_a_draft_is_only_for_who_may_see_the_lines(here: Office) -> None:
    own = assess.trial(here.party(A), EVENT, A).with_these([])
    assert [each.party for each in own.claims] == [A]
    for desk, party in ((here.party(B), A), (here.dcc, B)):  # another's; and B has no list
        with pytest.raises(NotThere):
            assess.trial(desk, EVENT, party)
    with pytest.raises(NotThere):
        assess.trial(here.dcc, "RE-2099-001", A)


def test_what_was_last_judged_stands_while_its_line_does(here: Office) -> None:
    first = Judgement("1", "reasonable"), Judgement("2", "not_evidenced", "No invoice.")
    assess.assess(here.dcc, EVENT, A, first, command=here.id())
    assert assess.on_record(here.dcc, EVENT, A) == {each.line: each for each in first}
    again = Judgement("1", "not_reasonable_cause")
    assess.assess(here.dcc, EVENT, A, [again], command=here.id())
    assert assess.on_record(here.dcc, EVENT, A)["1"] == again
    here.at("2025-06-03T09:00")
    listed(here, "11.00")  # a new list that no judgement was carried over to
    assert assess.on_record(here.dcc, EVENT, A) == {}
    assert assess.on_record(here.dcc, EVENT, B) == {}


def test_of_judgements_in_one_second_the_last_one_stands_for_the_rules_too(here: Office) -> None:
    """Twelve times not reasonable, then reasonable, on one tick of the clock: ids come in no order, what stands does."""
    no = next(code for code, each in assess.reasons().items() if each.reasonable is False)
    yes = next(code for code, each in assess.reasons().items() if each.reasonable is True)
    for code in [no, yes] * 6:
        assess.assess(here.dcc, EVENT, A, [Judgement("1", code)], command=here.id())
        claim = next(c for c in here.dcc.judged(EVENT, here.dcc.today).adjudication.claims if c.party == A)
        # £10.00 of line 1 counts or not; the £20.00 and £30.00 beside it always do
        assert claim.eligible == (Money.of("60.00") if code == yes else Money.of("50.00"))
        assert assess.on_record(here.dcc, EVENT, A)["1"].reason == code


def test_a_list_that_is_dated_by_its_day_is_judged_on_that_day_from_its_morning_on(here: Office) -> None:
    here.at("2025-06-03T08:00")
    listed(here, "11.00", "4.00", at="2025-06-03")
    no = [Judgement("1", next(code for code, each in assess.reasons().items() if each.reasonable is False))]
    with_it = claim(assess.trial(here.dcc, EVENT, A).with_these(no))
    assert with_it.eligible == Money.of("4.00")
    assess.assess(here.dcc, EVENT, A, no, command=here.id())
    assert claim(here.dcc.judged(EVENT, here.dcc.today).adjudication).eligible == Money.of("4.00")


def test_a_judgement_is_not_recorded_on_a_clock_that_stands_before_the_list(here: Office) -> None:
    assess.assess(here.dcc, EVENT, A, [Judgement("1", next(iter(assess.reasons())))], command=here.id())
    here.at("2025-06-02T08:00")
    with pytest.raises(Problems) as wrong:
        assess.assess(here.dcc, EVENT, A, [Judgement("2", next(iter(assess.reasons())))], command=here.id())
    assert [(each.field, each.do) for each in wrong.value.problems] == [("at", "Record it when it has happened.")]
