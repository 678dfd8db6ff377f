"""Where an answer is said in more than one way: a case for each further way, with the sentence in full.

The cases and their dates are those of test_every_outcome.py, which has the first way for each answer.
"""

from __future__ import annotations

import pytest

from recovery_costs.finding import Basis
from tests.rules.test_every_outcome import (
    ASKED,
    AT,
    CEASED,
    DATES_REFERRED,
    DECISION_X,
    EVENT,
    IN_TIME,
    NO_BAR,
    OF_L11_9,
    OVER,
    Q_COMPROMISED,
    SATISFIED,
    WINDOW_1,
    Answer,
    Fields,
    answered,
    check,
    compromised,
    dated,
    decided,
    determined,
    directed,
    evidence,
    fact,
    intention,
    lines,
    notified,
    of_p,
    referred,
    required,
    sum_determined,
    total,
)

HOURS = "working hours from 09:00 to 17:30 [unverified]."
BY_EMAIL = f"Deemed receipt (SEC Section M10) rests on e-mail 1 hour, {HOURS}"
BAR = "Read as a condition of the request, that bars it."
LEFT_OUT = "Line 1: £2,500.25 is left out"
DECLINED = (notified(), decided(required=False), evidence("attempted"))


def emailed(kind: str, sent: str, **fields: str) -> Fields:
    return of_p(kind, sent=sent, method="email", **fields)


def costs(clause: str, outcome: str, because: str, limb: str, **fields: object) -> Answer:
    return Answer(clause, outcome, because, (*EVENT, lines(limb, **fields)), "P")


EVENT_AND_COSTS = (
    Answer(
        "L10.14",
        "met",
        "The circumstances of L10.16 were complete on 6 March 2025. The Recovery Event is on 6 March 2025. Those of L10.15 were "
        "complete later; there is one event and its day does not move.",
        (*DECLINED, decided("2025-03-07")),
    ),
    Answer(
        "L10.14",
        "met",
        "The circumstances of L10.15 were complete on 6 March 2025. The Recovery Event is on 6 March 2025. Those of L10.16 were "
        "complete at the same moment; there is one event and its day does not move.",
        (*DECLINED, decided("2025-03-06")),
    ),
    Answer(
        "L10.15(a)",
        "met",
        "The DCC notified the SMKI PMA on 3 March 2025 of a suspected Compromise.",
        ({**notified(), "state": "suspected"}, decided()),
    ),
    Answer(
        "L10.15(b)",
        "met",
        "The SMKI PMA decided on 1 March 2025 to require use of the recovery key. It decided before it was notified; L10.15(b) asks "
        "that the decision follow from the Compromise, not from the notice.",
        (notified(), decided("2025-03-01")),
    ),
    Answer(
        "L10.17(a)",
        "not_met",
        f"{LEFT_OUT}: the SMKI PMA has not required use of a key.",
        (*DECLINED, lines("key_use")),
        "P",
    ),
    costs("L10.17(a)", "not_met", f"{LEFT_OUT}: it has its own reimbursement clause.", "key_use", own_route="L10.6"),
    costs(
        "L10.17(a)",
        "not_met",
        f"{LEFT_OUT}: all of it would have been incurred anyway.",
        "key_use",
        otherwise_incurred="2500.25",
    ),
    costs(
        "L10.17(b)(i)",
        "not_met",
        f"{LEFT_OUT}: it is not for a Relevant Device.",
        "replace_device",
        smi_status="pending",
    ),
)

IN_BREACH = "It is deemed in breach and not cleared of it"
DOES_NOT_GOVERN = "does not govern"

NOTICES = (
    Answer(
        "L10.19(b)(ii)",
        "does_not_apply",
        f"{WINDOW_1}: the total was notified in it, and no estimate is needed after that.",
        (*ASKED, of_p("estimate_given", received="2025-06-21", amount="1200.00")),
        "P",
    ),
    Answer(
        "L10.18",
        "met",
        "The DCC is itself a Party and may ask.",
        (*EVENT, {**intention(), "party": "DCC"}),
        "DCC",
        readings={"dcc_claims": "any_party"},
    ),
    Answer(
        "L10.18",
        "met",
        f"{IN_BREACH}; the clause speaks of any Party, so it may ask.",
        (*ASKED, compromised("P")),
        "P",
    ),
    Answer(
        "L10.18",
        "not_met",
        f"{IN_BREACH}; under this reading it may not ask.",
        (*ASKED, compromised("P")),
        "P",
        readings={"deemed_breacher_claims": "barred"},
    ),
    Answer(
        "L10.19(a)",
        "cannot_say",
        "Notice of intention took effect on 4 April 2025; no Recovery Event has occurred, so there is no last day yet.",
        (notified(), intention()),
        "P",
    ),
    Answer(
        "L10.19(a)",
        "cannot_say",
        "No notice of intention is on file, and no last day runs yet.",
        (notified(), lines("key_use")),
        "P",
    ),
    Answer(
        "L10.19(a)",
        "not_met",
        f"No notice of intention took effect by 5 June 2025, the last day for it. {BAR}",
        (*EVENT, lines("key_use")),
        "P",
        "2025-06-06",
    ),
    Answer(
        "L10.19(a)",
        "not_met",
        f"Notice of intention took effect on 6 June 2025, 1 day after the last day for it, 5 June 2025. {NO_BAR}",
        (*EVENT, intention("2025-06-06")),
        "P",
        readings={"late_intention": "breach_only"},
    ),
    Answer(
        "L10.19(a)",
        "met",
        "Notice of intention took effect on 4 April 2025 at 11:00, 62 days before the last day for it. It was e-mailed on "
        f"4 April 2025 at 10:00. {BY_EMAIL}",
        (*EVENT, emailed("intention_notified", "2025-04-04T10:00")),
        "P",
    ),
    Answer(
        "L10.19(a)",
        "met",
        "Notice of intention took effect on 4 April 2025, 62 days before the last day for it. It was delivered by hand on "
        f"4 April 2025. Deemed receipt (SEC Section M10) rests on {HOURS}",
        (*EVENT, of_p("intention_notified", sent="2025-04-04", method="hand")),
        "P",
    ),
    Answer(
        "L10.19(b)(i)",
        "not_met",
        "No best estimate took effect on 4 April 2025, with the intention. One of £1,000.00, sent that day, took effect on 7 April "
        "2025 at 09:00. It was e-mailed on 4 April 2025 at 17:00; 18:00 is after working hours. "
        f"{NO_BAR} {BY_EMAIL}",
        (*EVENT, intention(), emailed("estimate_given", "2025-04-04T17:00", amount="1000.00")),
        "P",
    ),
    Answer(
        "L10.19(b)(i)",
        "not_met",
        f"No best estimate took effect on 4 April 2025, with the intention. {BAR}",
        (*EVENT, intention()),
        "P",
        readings={"missed_estimate": "bars"},
    ),
    Answer(
        "L10.19(b)(ii)",
        "not_met",
        f"{WINDOW_1}: no updated best estimate took effect in it. {BAR}",
        (*EVENT, intention()),
        "P",
        "2025-07-05",
        {"missed_estimate": "bars"},
    ),
    Answer(
        "L10.19(c)",
        "cannot_say",
        "The total of £1,000.00 took effect on 20 June 2025, and costs have not ceased: no last day runs.",
        ASKED,
        "P",
    ),
    Answer(
        "L10.19(c)",
        "cannot_say",
        "No total is on file, and no last day runs yet.",
        (*EVENT, intention()),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "not_met",
        "No total took effect by 15 August 2025, the last day for it. Read as a long-stop, that bars the request.",
        CEASED,
        "P",
        "2025-08-16",
    ),
    Answer(
        "L10.19(c)",
        "not_met",
        f"The total of £1,000.00 took effect on 16 August 2025, 1 day after the last day for it, 15 August 2025. {NO_BAR}",
        (*CEASED, total("2025-08-16")),
        "P",
        readings={"late_total": "breach_only"},
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        f"The total of £1,000.00 that took effect on 10 August 2025 {DOES_NOT_GOVERN}: under this reading the first total governs.",
        (*CEASED, total("2025-08-01", "900.00"), total("2025-08-10")),
        "P",
        readings={"later_totals": "first_is_final"},
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        f"The total of £900.00 that took effect on 26 June 2025 {DOES_NOT_GOVERN}: it came after the first payment, direction or "
        "satisfaction, on 25 June 2025.",
        (*SATISFIED, total("2025-06-26", "900.00")),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        f"The total of £1,000.00 that took effect on 16 August 2025 {DOES_NOT_GOVERN}: it came after the last day, 15 August 2025.",
        (*CEASED, total("2025-08-01", "900.00"), total("2025-08-16")),
        "P",
    ),
)

TWICE_LATE = (
    *EVENT,
    intention("2025-06-06"),
    of_p("costs_ceased", "2025-03-10"),
    total(),
    of_p("dcc_satisfied", "2025-06-25"),
)
TWICE_BARRED = "that is barred by L10.19(a) and L10.19(c) as it is read; what follows is for judgement."
NOT_ALLOWED = "the clause does not allow that and it is not counted"
DATED = (*OVER, DATES_REFERRED, dated(("P", "2025-09-01", "400.00"), ("P", "2025-10-01", "600.00")))


def paid(amount: str, at: str = "2025-07-01") -> Fields:
    return of_p("payment_made", at, amount=amount)


PAYMENTS = (
    *(
        Answer(
            "L10.20(b)",
            "met",
            f"The Panel took the claim up {motion} on 15 September 2025; from then it may say what evidence is required, and by "
            "when.",
            (*ASKED, of_p("panel_took_up", "2025-09-15", on=on)),
            "P",
        )
        for on, motion in (
            ("party_referral", "on the Party's referral"),
            ("dcc_referral", "on the DCC's referral"),
        )
    ),
    Answer(
        "L10.22",
        "not_met",
        "The DCC was satisfied on 25 June 2025, but no Recovery Event has occurred.",
        (notified(), intention(), total(), of_p("dcc_satisfied", "2025-06-25")),
        "P",
    ),
    Answer(
        "L10.22",
        "not_met",
        "The DCC was satisfied, but the question of the evidence is with the Panel: after a referral it is for the Panel to direct.",
        (*SATISFIED, of_p("adequacy_referred", "2025-06-24")),
        "P",
    ),
    Answer("L10.22", "for_judgement", f"The DCC was satisfied of a request {TWICE_BARRED}", TWICE_LATE, "P"),
    Answer(
        "L10.22",
        "for_judgement",
        f"£10.00 was paid on a request {TWICE_BARRED}",
        (*TWICE_LATE, paid("10.00")),
        "P",
    ),
    Answer(
        "L10.22",
        "for_judgement",
        "The DCC was satisfied on evidence of which some was given late; whether that is in accordance with L10.20 is for judgement.",
        (*SATISFIED, required("dcc"), answered("2025-10-02")),
        "P",
    ),
    Answer("L10.22", "not_met", "£10.00 was paid, and nothing is payable now.", (*ASKED, paid("10.00")), "P"),
    Answer(
        "L10.22",
        "not_met",
        "£1,000.01 was paid and £1,000.00 is payable: £0.01 too much. The clause does not say how it comes back.",
        (*SATISFIED, paid("1000.01")),
        "P",
    ),
    Answer("L10.22", "met", "All of £1,000.00 is paid.", (*SATISFIED, paid("1000.00")), "P"),
    Answer(
        "L10.22",
        "for_judgement",
        "£999.99 of £1,000.00 is paid; £0.01 is outstanding, and no day is set for it.",
        (*SATISFIED, paid("999.99")),
        "P",
    ),
    Answer(
        "L10.22",
        "not_met",
        "£399.99 of £1,000.00 is paid; £600.01 is outstanding, of which £0.01 has fallen due under L10.24(b).",
        (*DATED, paid("399.99", "2025-09-01")),
        "P",
        "2025-09-01",
    ),
    Answer(
        "L10.22",
        "met",
        "£400.00 of £1,000.00 is paid; £600.00 is outstanding, and none of that has fallen due under L10.24(b).",
        (*DATED, paid("400.00", "2025-09-01")),
        "P",
        "2025-09-30",
    ),
    Answer(
        "L10.22",
        "does_not_apply",
        "The total notified is £0.00: no amount is requested, so there is none to pay or to refer.",
        (*EVENT, intention(), total(amount="0.00")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "does_not_apply",
        "The Panel directed payment in full on 20 July 2025; a sum that the Authority fixed governs.",
        (
            *ASKED,
            directed("2025-07-20", "full", id="X"),
            fact("appeal_decided", "2025-08-01", decision="X", upheld=False, sum="600.00"),
        ),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "met",
        "The Panel directed payment in full on 20 July 2025: £1,000.00 is payable.",
        (*ASKED, directed("2025-07-20", "full")),
        "P",
    ),
    Answer(
        "L10.23(b)", "met", "The Panel directed payment of nothing on 20 July 2025: £0.00 is payable.", DECISION_X, "P"
    ),
    Answer(
        "L10.23(b)",
        "not_met",
        f"The Panel directed payment in full on 19 June 2025; {NOT_ALLOWED}: no amount had been requested by then, so there was none "
        "to pay in full or in part.",
        (*ASKED, directed("2025-06-19", "full")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "not_met",
        f"The Panel directed payment in part (£0.00) on 20 July 2025; {NOT_ALLOWED}: a part payment of nothing is no payment; the "
        "clause has a direction for that.",
        (*ASKED, directed("2025-07-20", "part", sum="0.00")),
        "P",
    ),
)

PANEL_DATES = {**dated(("P", "2025-09-01", "1000.00")), "id": "D"}
OTHER_PAYMENTS = [{"party": "P", "on": "2025-10-01", "amount": "1000.00"}]

SUMS = (
    Answer(
        "L10.24",
        "met",
        "£1,000.00 is requested for this event; the clause asks for at least £1,000.00, the sum determined.",
        AT,
        readings={"threshold_comparison": "reaching"},
    ),
    Answer(
        "L10.24",
        "met",
        "£1,000.00 is requested for this event; the clause asks for more than £0.00, read where no sum is determined. It is over by "
        "£1,000.00.",
        ASKED,
        readings={"no_threshold": "nil"},
    ),
    Answer(
        "L10.24(b)",
        "met",
        "The Panel determined the dates of payment on 2 July 2025. Later dates govern in their place.",
        (*OVER, DATES_REFERRED, PANEL_DATES, {**PANEL_DATES, "id": "E", "at": "2025-07-03"}),
    ),
    Answer(
        "L10.24(b)",
        "met",
        "The Authority determined the dates of payment on 1 August 2025.",
        (
            *OVER,
            DATES_REFERRED,
            PANEL_DATES,
            fact("appeal_decided", "2025-08-01", decision="D", upheld=False, payments=OTHER_PAYMENTS),
        ),
    ),
    Answer(
        "L10.24(c)",
        "met",
        "The Panel considered a Draft Proposal on 3 July 2025 and decided to submit one.",
        (*OVER, fact("draft_proposal_considered", "2025-07-03", submit=True)),
    ),
)

BOTH = (*EVENT, compromised("Q"), {**compromised("Q"), "certificate": "C-2"})
NO_PARTY = {**compromised("N"), "subscriber_kind": "non_party"}
DETERMINED = {**determined(True, False), "id": "B"}
OF_THE_POLICY = {**referred("2025-06-01"), "provision": "Organisation Certificate Policy 6.2.1"}


def decided_on_appeal(decision: str, at: str = "2025-08-01", **fields: object) -> Fields:
    ruled = {"upheld": False, **fields} if fields else {"upheld": True}
    return fact("appeal_decided", at, decision=decision, **ruled)


def appealed(by: str, decision: str) -> Fields:
    return fact("appeal_made", "2025-07-25", by=by, decision=decision)


APPEALED_X = "P appealed on 25 July 2025 against the Panel's decision of 20 July 2025 under L10.23."
SUM_T = {**sum_determined("1000.00"), "id": "T"}
TAKEN_AS_GIVEN = "its decision is final and binding and is taken as given."

BREACH_AND_APPEAL = (
    Answer(
        "L10.25(a)",
        "met",
        "A Compromise of Organisation Certificate C-1, Organisation Certificate C-2: the DCC is deemed in breach of L11.9.",
        (*EVENT, compromised("DCC"), {**compromised("DCC"), "certificate": "C-2"}),
        "DCC",
    ),
    Answer(
        "L10.26",
        "met",
        "The Compromise of C-1, C-2 was not due to that of an OCA Certificate: Q is deemed in breach of L11.9.",
        BOTH,
        "Q",
    ),
    Answer(
        "L10.26",
        "does_not_apply",
        "An OCA Certificate was Compromised in this event, which under this reading carves Q out.",
        (*Q_COMPROMISED, {**compromised("DCC", "oca"), "certificate": "C-2"}),
        "Q",
        readings={"oca_carve_out": "any_oca_in_event"},
    ),
    Answer(
        "L10.26",
        "does_not_apply",
        "N is not a Party, and the clause speaks of Parties: it is deemed in breach of nothing.",
        (*EVENT, NO_PARTY),
        "N",
    ),
    Answer(
        "L10.27(a)",
        "met",
        f"The referral of {OF_L11_9} by R, which serves every Subscriber here, took effect on 5 June 2025, by the last day, "
        "5 June 2025.",
        (*Q_COMPROMISED, compromised("R"), referred("2025-06-05", "R")),
        "Q",
        readings={"referral": "one_serves_all"},
    ),
    Answer(
        "L10.27(a)",
        "does_not_apply",
        "The referral of 1 June 2025 has nothing to lift: Q is not deemed in breach of Organisation Certificate Policy 6.2.1.",
        (*Q_COMPROMISED, OF_THE_POLICY),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "does_not_apply",
        "The determination of 1 July 2025 has nothing to lift: R is not deemed in breach of anything.",
        (*Q_COMPROMISED, {**determined(True, False), "subscriber": "R"}),
        "R",
    ),
    Answer(
        "L10.27(c)",
        "does_not_apply",
        "A later determination, of 2 July 2025, does not undo the first.",
        (*IN_TIME, determined(True, False), {**determined(False, True), "at": "2025-07-02"}),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "not_met",
        "The Panel determined on 1 July 2025 that the breach occurred.",
        (*IN_TIME, determined(True, True)),
        "Q",
    ),
    Answer(
        "L10.28",
        "met",
        "Breach of L11.9: the Authority decided on 1 August 2025 that it stands.",
        (*IN_TIME, DETERMINED, decided_on_appeal("B", breach=True)),
        "Q",
    ),
    Answer(
        "L10.28",
        "does_not_apply",
        "Breach of L11.9: the Authority decided on 1 August 2025 that there was none.",
        (*IN_TIME, DETERMINED, decided_on_appeal("B", breach=False)),
        "Q",
    ),
    Answer(
        "L10.29",
        "for_judgement",
        "Whether setting the sum is a decision open to appeal is arguable; it is taken to be.",
        (*ASKED, SUM_T, appealed("P", "T")),
    ),
    Answer(
        "L10.29",
        "for_judgement",
        "The Panel's decision of 2 January 2025 under L10.24 may arguably be appealed to the Authority; the clause sets no time for it.",
        (*ASKED, SUM_T),
    ),
    Answer(
        "L10.29",
        "for_judgement",
        "R is neither P nor the DCC; the clause does not say who may appeal.",
        (*DECISION_X, appealed("R", "X")),
        "P",
    ),
    Answer("L10.29", "met", APPEALED_X, (*DECISION_X, appealed("P", "X"), decided_on_appeal("X")), "P"),
    Answer(
        "L10.29",
        "met",
        f"{APPEALED_X} The Authority had decided on it already, and that is final.",
        (*DECISION_X, appealed("P", "X"), decided_on_appeal("X", "2025-07-24")),
        "P",
    ),
    Answer(
        "L10.29",
        "met",
        "On the Panel's decision of 20 July 2025 the Authority upheld it on 1 August 2025; that is final and binding.",
        (*DECISION_X, appealed("P", "X"), decided_on_appeal("X")),
        "P",
    ),
    Answer(
        "L10.29",
        "met",
        "On the Panel's decision of 20 July 2025 the Authority put its own decision in its place on 1 August 2025; that is final and binding. "
        "No appeal is on file; the decision counts all the same.",
        (*DECISION_X, decided_on_appeal("X", sum="600.00")),
        "P",
    ),
    Answer(
        "L10.29",
        "met",
        "The Authority fixed £600.00 on 1 August 2025; that governs.",
        (*DECISION_X, decided_on_appeal("X", sum="600.00")),
        "P",
    ),
    Answer(
        "L10.29",
        "for_judgement",
        f"The Authority fixed £1,000.01 and £1,000.00 is requested; {TAKEN_AS_GIVEN}",
        (*DECISION_X, decided_on_appeal("X", sum="1000.01")),
        "P",
    ),
    Answer(
        "L10.29",
        "for_judgement",
        f"The Authority fixed £5.00 and nothing is requested; {TAKEN_AS_GIVEN}",
        (*EVENT, intention(), directed("2025-07-20", "none", id="X"), decided_on_appeal("X", sum="5.00")),
        "P",
    ),
    Answer("L10.30(b)", "met", "The Subscriber for C-1, C-2.", BOTH, "Q"),
)


@pytest.mark.parametrize(
    "answer",
    [*EVENT_AND_COSTS, *NOTICES, *PAYMENTS, *SUMS, *BREACH_AND_APPEAL],
    ids=lambda answer: answer.name,
)
def test_the_clause_says_just_that(answer: Answer) -> None:
    check(answer)


# --- whose word it is, where the deemed-receipt rule moved the notice -------------------------------------------------

TOTAL_BY_EMAIL = {"sent": "2025-06-26T10:00", "method": "email", "amount": "900.00"}
MOVED = (
    Answer(
        "L10.19(b)(i)",
        "met",
        f"A best estimate of £1,000.00 came with the intention. It was e-mailed on 4 April 2025 at 10:00. {BY_EMAIL}",
        (*EVENT, emailed("intention_notified", "2025-04-04T10:00", estimate="1000.00")),
        "P",
    ),
    Answer(
        "L10.19(b)(ii)",
        "met",
        f"{WINDOW_1}: an updated best estimate of £1,200.00 took effect on 20 May 2025 at 11:00. It was e-mailed on 20 May 2025 at "
        f"10:00. {BY_EMAIL}",
        (*EVENT, intention(), emailed("estimate_given", "2025-05-20T10:00", amount="1200.00")),
        "P",
        "2025-07-04",
    ),
    Answer(
        "L10.19(b)(ii)",
        "does_not_apply",
        f"{WINDOW_1}: the total was notified in it, and no estimate is needed after that. {BY_EMAIL}",
        (*EVENT, intention(), of_p("total_notified", **TOTAL_BY_EMAIL)),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        f"The total of £900.00 that took effect on 26 June 2025 at 11:00 {DOES_NOT_GOVERN}: it came after the first payment, "
        f"direction or satisfaction, on 25 June 2025. It was e-mailed on 26 June 2025 at 10:00. {BY_EMAIL}",
        (*SATISFIED, of_p("total_notified", **TOTAL_BY_EMAIL)),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        f"The total of £900.00 that took effect on 26 June 2025 at 11:00 {DOES_NOT_GOVERN}: it came after the last day, 10 June "
        f"2025. It was e-mailed on 26 June 2025 at 10:00. {BY_EMAIL}",
        (
            *EVENT,
            intention(),
            of_p("costs_ceased", "2025-03-10"),
            total("2025-06-10"),
            of_p("total_notified", **TOTAL_BY_EMAIL),
        ),
        "P",
    ),
)


@pytest.mark.parametrize("answer", MOVED, ids=lambda answer: answer.name)
def test_what_rests_on_a_moment_that_was_moved_is_a_parameters_word(answer: Answer) -> None:
    finding = check(answer)
    assert finding.basis is Basis.PARAMETER
    assert finding.facts == (f"F{len(answer.facts)}",)  # the notice that was moved


# --- L10.24: whose word the comparison is, and what it cites ----------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "determined_sum", "more", "said", "basis"),
    [
        pytest.param(
            "not_met",
            "1200.00",
            (),
            "£1,200.00, the sum determined. It is under by £200.00.",
            Basis.COMPUTED,
            id="under it under every reading",
        ),
        pytest.param(
            "not_met",
            "1200.00",
            ({**intention(estimate="200.01"), "party": "Q"},),
            "£1,200.00, the sum determined. It is under by £200.00.",
            Basis.READING,
            id="a penny over it once Q's estimate is counted",
        ),
        pytest.param(
            "not_met",
            "1200.01",
            ({**intention(estimate="200.00"), "party": "Q"},),
            "£1,200.01, the sum determined. It is under by £200.01.",
            Basis.COMPUTED,
            id="a penny under it though Q's estimate were counted",
        ),
        pytest.param(
            "met",
            "999.99",
            (),
            "£999.99, the sum determined. It is over by £0.01.",
            Basis.COMPUTED,
            id="over it under every reading",
        ),
    ],
)
def test_l10_24__it_is_a_readings_word_only_where_another_reading_would_answer_otherwise(
    outcome: str, determined_sum: str, more: tuple[Fields, ...], said: str, basis: Basis
) -> None:
    because = f"£1,000.00 is requested for this event; the clause asks for more than {said}"
    finding = check(Answer("L10.24", outcome, because, (*ASKED, sum_determined(determined_sum), *more)))
    assert finding.basis is basis
    assert finding.facts == ("F4", "F5")  # the total and the sum


def test_l10_24__without_a_sum_the_total_is_cited() -> None:
    because = "£1,000.00 is requested; the Panel has determined no sum, so L10.24 cannot operate."
    assert check(Answer("L10.24", "cannot_say", because, ASKED)).facts == ("F4",)


def test_l10_24_c__what_is_still_to_be_considered_cites_the_total_and_the_sum() -> None:
    because = "The requests exceed the sum: the Panel is to consider whether to submit a Draft Proposal."
    assert check(Answer("L10.24(c)", "for_judgement", because, OVER)).facts == ("F4", "F6")
