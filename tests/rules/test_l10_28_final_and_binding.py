"""L10.28: what L10.27 does not lift is final and binding, subject to the Authority."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Breach, BreachStatus
from recovery_costs.case_file import check_case
from recovery_costs.facts import AppealDecided, BreachDetermined
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, Ruling, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_28_final_and_binding import l10_28__final_and_binding
from tests.rules.shared import EVENT, but_its_words

DEEMED = Deemed("P", "L11.9", ("F1", "F2"))
REFER_BY, LATER = date(2025, 6, 5), date(2025, 9, 1)


def ruling(breach: bool) -> Ruling:
    given = {"id": "D", "subscriber": "P", "at": "2025-07-01", "demonstrated": True, "breach": not breach}
    decided = {"id": "AD", "at": "2025-08-01T10:00", "decision": "D", "upheld": False, "breach": breach}
    fact = AppealDecided.model_validate(decided)
    return Ruling(BreachDetermined.model_validate(given), Counted(fact, fact.at, fact.at))


def l10_28(outcome: Outcome, *facts: str, basis: Basis = Basis.STATED) -> Finding:
    return found("L10.28", outcome, "", about="P", facts=facts or DEEMED.facts, basis=basis)


@pytest.mark.parametrize(
    ("as_of", "status", "outcome", "words"),
    [
        pytest.param("2025-06-04", "deemed_rebuttable", Outcome.DOES_NOT_APPLY, "open to referral", id="a day before"),
        pytest.param("2025-06-05", "deemed_rebuttable", Outcome.DOES_NOT_APPLY, "of 5 June 2025", id="on the last day"),
        pytest.param("2025-06-06", "final", Outcome.MET, "final and binding", id="a day after the last"),
    ],
)
def test_l10_28__without_a_referral_it_is_final_once_the_last_day_has_passed(
    as_of: str, status: BreachStatus, outcome: Outcome, words: str
) -> None:
    day = date.fromisoformat(as_of)
    actual, finding = l10_28__final_and_binding(DEEMED, False, False, None, None, REFER_BY, day)
    assert actual == status
    assert but_its_words(finding) == l10_28(outcome)
    assert finding.because.startswith("Breach of L11.9: ")
    assert words in finding.because


@pytest.mark.parametrize(
    ("erased", "status", "outcome", "words"),
    [
        (None, "deemed_pending", Outcome.DOES_NOT_APPLY, "not yet determined by the Panel"),
        (True, "erased", Outcome.DOES_NOT_APPLY, "none is treated as having occurred"),
        (False, "final", Outcome.MET, "L10.27 is not met"),
    ],
)
@pytest.mark.parametrize("as_of", [date(2025, 6, 1), LATER], ids=["before the last day", "after the last day"])
def test_l10_28__once_referred_in_time_the_panel_decides(
    erased: bool | None, status: BreachStatus, outcome: Outcome, words: str, as_of: date
) -> None:
    actual, finding = l10_28__final_and_binding(DEEMED, True, True, erased, None, REFER_BY, as_of)
    assert actual == status
    assert but_its_words(finding) == l10_28(outcome)
    assert words in finding.because


@pytest.mark.parametrize("erased", [None, True, False])
def test_l10_28__after_a_late_referral_it_is_final_whatever_the_panel_determined(erased: bool | None) -> None:
    status, finding = l10_28__final_and_binding(DEEMED, True, False, erased, None, REFER_BY, LATER)
    assert status == "final"
    assert (finding.outcome, finding.readings) == (Outcome.MET, ("late_referral",))


def test_l10_28__that_a_late_referral_leaves_it_final_turns_on_the_reading() -> None:
    _, finding = l10_28__final_and_binding(DEEMED, True, False, None, None, REFER_BY, LATER)
    assert finding.basis is Basis.READING


@pytest.mark.parametrize(
    ("breach", "status", "outcome", "words"),
    [
        (True, "final", Outcome.MET, "that it stands"),
        (False, "erased", Outcome.DOES_NOT_APPLY, "that there was none"),
    ],
)
@pytest.mark.parametrize(
    ("referred", "accepted", "erased", "as_of"),
    [
        pytest.param(False, False, None, date(2025, 6, 1), id="while it could be referred"),
        pytest.param(True, True, True, LATER, id="after the Panel erased it"),
        pytest.param(True, True, False, LATER, id="after the Panel left it"),
        pytest.param(True, False, None, LATER, id="after a late referral"),
    ],
)
def test_l10_28__the_authority_decides_by_itself(
    breach: bool,
    status: BreachStatus,
    outcome: Outcome,
    words: str,
    referred: bool,
    accepted: bool,
    erased: bool | None,
    as_of: date,
) -> None:
    actual, finding = l10_28__final_and_binding(DEEMED, referred, accepted, erased, ruling(breach), REFER_BY, as_of)
    assert actual == status
    assert but_its_words(finding) == l10_28(outcome, "F1", "F2", "AD", basis=Basis.JUDGEMENT)
    assert f"the Authority decided on 1 August 2025 at 10:00 {words}" in finding.because


# --- in a case -----------------------------------------------------------------------------------------------------


def certificate(name: str, subscriber: str, kind: str = "organisation") -> dict[str, Any]:
    whose = "dcc" if subscriber == "DCC" else "party"
    given = {"id": f"F-{name}", "type": "certificate_compromised", "at": "2025-03-01", "certificate": name}
    return given | {"kind": kind, "subscriber": subscriber, "subscriber_kind": whose}


def referral(at: str, **fields: Any) -> dict[str, Any]:
    return {"id": "R", "type": "breach_referred", "subscriber": "P", "received": at} | fields


DETERMINED = {"id": "D", "type": "breach_determined", "subscriber": "P", "at": "2025-07-01T10:00"}
CLEARED = DETERMINED | {"demonstrated": True, "breach": False}
APPEAL = {"id": "AD", "type": "appeal_decided", "at": "2025-08-01", "decision": "D", "upheld": False}


def breaches(*facts: dict[str, Any], as_of: date = LATER, **readings: str) -> list[Breach]:
    case = check_case({"format": 1, "case": "C", "facts": [*EVENT, *facts]})
    return list(adjudicate(case, as_of, readings=readings).breaches)


def test_l10_28__a_breach_is_since_the_event_and_may_be_referred_for_three_months() -> None:
    assert breaches(certificate("P1", "P"), as_of=REFER_BY) == [
        Breach("P", "L11.9", "deemed_rebuttable", REFER_BY, None, date(2025, 3, 5))
    ]


def test_l10_28__nobody_is_in_breach_without_a_recovery_event() -> None:
    case = check_case({"format": 1, "case": "C", "facts": [EVENT[0], certificate("P1", "P")]})
    without = adjudicate(case, LATER)
    assert (without.breaches, without.carved_out, without.not_deemed) == ((), (), ())
    assert not [each for each in without.findings if each.clause >= "L10.25" and each.clause < "L10.29"]


@pytest.mark.parametrize(
    ("at", "in_time", "status"),
    [
        pytest.param("2025-06-04", True, "erased", id="referred a day before the last"),
        pytest.param("2025-06-05T23:59:59", True, "erased", id="referred on the last day"),
        pytest.param("2025-06-06T00:00", False, "final", id="referred a day after the last"),
    ],
)
def test_l10_28__a_determination_lifts_only_what_was_referred_in_time(
    at: str, in_time: bool, status: BreachStatus
) -> None:
    (breach,) = breaches(certificate("P1", "P"), referral(at), CLEARED)
    assert (breach.referral_in_time, breach.status) == (in_time, status)


def test_l10_28__a_late_referral_the_panel_may_accept_is_pending_and_then_erased() -> None:
    late = referral("2025-06-06")
    (pending,) = breaches(certificate("P1", "P"), late, late_referral="panel_may_accept")
    assert (pending.referral_in_time, pending.status) == (False, "deemed_pending")
    (erased,) = breaches(certificate("P1", "P"), late, CLEARED, late_referral="panel_may_accept")
    assert (erased.referral_in_time, erased.status) == (False, "erased")
    (alone,) = breaches(certificate("P1", "P"), CLEARED, late_referral="panel_may_accept")
    assert (alone.referral_in_time, alone.status) == (None, "final")


def test_l10_28__one_referral_serves_all_only_under_that_reading_and_each_is_determined_on_its_own() -> None:
    facts = (certificate("P1", "P"), certificate("Q1", "Q"), referral("2025-06-05"), CLEARED)
    own = [(each.subscriber, each.referral_in_time, each.status) for each in breaches(*facts)]
    assert own == [("P", True, "erased"), ("Q", None, "final")]
    one = [
        (each.subscriber, each.referral_in_time, each.status) for each in breaches(*facts, referral="one_serves_all")
    ]
    assert one == [("P", True, "erased"), ("Q", True, "deemed_pending")]


def test_l10_28__each_provision_stands_on_its_own() -> None:
    policy = "Organisation Certificate Policy 6.2.1"
    facts = (certificate("OCA1", "DCC", "oca"), certificate("ORG1", "DCC"), certificate("B1", "B"))
    of_policy = referral("2025-06-05", subscriber="DCC", provision=policy)
    rows = [(each.subscriber, each.provision, each.status) for each in breaches(*facts, of_policy)]
    assert rows == [("B", "L11.9", "final"), ("DCC", "L11.9", "final"), ("DCC", policy, "deemed_pending")]


@pytest.mark.parametrize(("breach", "status"), [(True, "final"), (False, "erased")])
def test_l10_28__the_authority_has_the_last_word(breach: bool, status: BreachStatus) -> None:
    facts = (certificate("P1", "P"), referral("2025-06-06"), CLEARED)
    (row,) = breaches(*facts, APPEAL | {"breach": breach})
    assert row.status == status


def test_l10_28__where_the_authority_upholds_the_panels_determination_stands_as_the_panel_made_it() -> None:
    upheld = {**APPEAL, "upheld": True}
    (row,) = breaches(certificate("P1", "P"), referral("2025-06-05"), CLEARED, upheld)
    assert row.status == "erased"
    (late,) = breaches(certificate("P1", "P"), referral("2025-06-06"), CLEARED, upheld)
    assert late.status == "final"


def test_l10_28__with_only_a_symmetric_key_the_dcc_is_in_breach_under_that_reading() -> None:
    key = EVENT[0] | {"keys": ["contingency_symmetric_key"]}
    case = check_case({"format": 1, "case": "C", "facts": [key, EVENT[1]]})
    assert adjudicate(case, LATER).breaches == ()
    (row,) = adjudicate(case, LATER, readings={"symmetric_key_only": "root_oca_compromised"}).breaches
    assert (row.subscriber, row.provision) == ("DCC", "Organisation Certificate Policy 6.2.1")


def test_l10_28__carved_out_parties_and_non_parties_stand_beside_the_breaches() -> None:
    knock_on = certificate("P1", "P") | {"caused_by_oca": True}
    rdp = certificate("R1", "RDP1") | {"subscriber_kind": "non_party"}
    case = check_case({"format": 1, "case": "C", "facts": [*EVENT, knock_on, rdp]})
    result = adjudicate(case, LATER)
    assert (result.breaches, result.carved_out) == ((), ("P",))
    assert [each.subscriber for each in result.not_deemed] == ["RDP1"]
