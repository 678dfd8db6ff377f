"""Every answer that every clause can give: one small case for each, with the sentence in full.

The cases are worked by hand from the words. But where a case says otherwise the DCC notified on 3 March 2025 and the SMKI PMA
required the key on 5 March, so the Recovery Event is on 5 March 2025 and its three months end on 5 June. P notified its
intention on 4 April, so its first window runs from 5 April to 4 July; its total of £1,000.00 took effect on 20 June.
tests/shape/test_outcomes.py holds that no answer is missing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case
from recovery_costs.finding import Finding

Fields = dict[str, Any]


class Answer(NamedTuple):
    """What a clause says of some facts."""

    clause: str
    outcome: str
    because: str
    facts: tuple[Fields, ...]
    about: str | None = None
    as_of: str = "2025-12-31"
    readings: dict[str, str] = {}  # noqa: RUF012  read only

    @property
    def name(self) -> str:
        return f"{self.clause} {self.outcome}"


def fact(kind: str, at: str | None = None, /, **fields: Any) -> Fields:
    return {"type": kind, **({"at": at} if at else {}), **fields}


def of_p(kind: str, at: str | None = None, /, **fields: Any) -> Fields:
    return fact(kind, at, party="P", **fields)


def notified(*keys: str) -> Fields:
    return fact("compromise_notified", "2025-03-03", keys=list(keys or ("device_credentials_key",)), state="actual")


def decided(at: str = "2025-03-05", required: bool = True) -> Fields:
    return fact("recovery_key_decided", at, required=required, **({"key": "recovery"} if required else {}))


def evidence(limb: str) -> Fields:
    return fact("replacement_evidence", "2025-03-06", limb=limb)


def lines(limb: str, **fields: Any) -> Fields:
    replaced = {"key_outcome": "unsuccessful", "responsible_supplier": True, "smi_status": "commissioned"}
    made = {"line": "1", "incurred": "2025-04-10", "amount": "2500.25", "limb": limb, "reasonable": True}
    return of_p("cost_lines", "2025-05-01", lines=[{**made, **(replaced if "replace" in limb else {}), **fields}])


def intention(on: str = "2025-04-04", **fields: Any) -> Fields:
    return of_p("intention_notified", received=on, **fields)


def total(on: str = "2025-06-20", amount: str = "1000.00") -> Fields:
    return of_p("total_notified", received=on, amount=amount)


def required(by: str, **fields: Any) -> Fields:
    return of_p("evidence_required", "2025-09-01", id="R", by=by, item="invoices", due="2025-10-01", **fields)


def answered(on: str) -> Fields:
    return of_p("evidence_given", received=on, requirement="R")


def directed(on: str, direction: str, **fields: Any) -> Fields:
    return of_p("payment_directed", on, direction=direction, **fields)


def sum_determined(amount: str) -> Fields:
    return fact("threshold_determined", "2025-01-02", sum=amount)


def dated(*payments: tuple[str, str, str]) -> Fields:
    rows = [{"party": party, "on": on, "amount": amount} for party, on, amount in payments]
    return fact("dates_determined", "2025-07-02", payments=rows)


def compromised(subscriber: str, kind: str = "organisation", caused_by_oca: bool = False) -> Fields:
    whose = "dcc" if subscriber == "DCC" else "party"
    named = {"certificate": "C-1", "kind": kind, "subscriber": subscriber, "subscriber_kind": whose}
    return fact("certificate_compromised", "2025-03-02", **named, caused_by_oca=caused_by_oca)


def referred(on: str, subscriber: str = "Q") -> Fields:
    return fact("breach_referred", subscriber=subscriber, received=on)


def determined(demonstrated: bool, breach: bool) -> Fields:
    return fact("breach_determined", "2025-07-01", subscriber="Q", demonstrated=demonstrated, breach=breach)


EVENT = (notified(), decided())
ASKED = (*EVENT, intention(), total())
SATISFIED = (*ASKED, of_p("dcc_satisfied", "2025-06-25"))
CEASED = (*EVENT, intention(), of_p("costs_ceased", "2025-05-15"))
Q_COMPROMISED = (*EVENT, compromised("Q"))
DATES_REFERRED = fact("dates_referred", "2025-07-01")
NO_BAR = "Read as a breach only, that does not bar the request."
WINDOW_1 = "Window 1, 5 April 2025 to 4 July 2025"

EVENT_ANSWERS = (
    Answer(
        "L10.14",
        "met",
        "The circumstances of L10.15 were complete on 5 March 2025. The Recovery Event is on 5 March 2025.",
        EVENT,
    ),
    Answer("L10.14", "not_met", "Neither the circumstances of L10.15 nor those of L10.16 exist yet.", (notified(),)),
    Answer(
        "L10.14",
        "for_judgement",
        "The moment is on the stroke of midnight: if midnight at the end of the day before is meant, the event is a day earlier. "
        "Check the record.",
        (notified(), decided("2025-03-05T00:00")),
    ),
    Answer(
        "L10.14",
        "cannot_say",
        "The event is before 6 March 2020; it is adjudicated on the only text held, SEC L10, text of 6 March 2020.",
        ({**notified(), "at": "2020-03-04"}, decided("2020-03-05")),
    ),
    Answer("L10.15(a)", "met", "The DCC notified the SMKI PMA on 3 March 2025 of an actual Compromise.", EVENT),
    Answer("L10.15(a)", "cannot_say", "No notification by the DCC to the SMKI PMA is on file.", (decided(),)),
    Answer("L10.15(b)", "met", "The SMKI PMA decided on 5 March 2025 to require use of the recovery key.", EVENT),
    Answer(
        "L10.15(b)",
        "not_met",
        "The SMKI PMA decided on 5 March 2025 not to require use of the key.",
        (notified(), decided(required=False)),
    ),
    Answer(
        "L10.15(b)",
        "not_met",
        "The decision of 1 March 2025 came before the DCC's notification and does not count under this reading.",
        (notified(), decided("2025-03-01")),
        readings={"decision_after_notice": "required"},
    ),
    Answer("L10.15(b)", "cannot_say", "No decision of the SMKI PMA is on file.", (notified(),)),
    Answer("L10.16(a)", "met", "The DCC notified the SMKI PMA on 3 March 2025.", EVENT),
    Answer("L10.16(a)", "cannot_say", "No notification by the DCC to the SMKI PMA is on file.", (decided(),)),
    Answer("L10.16(b)", "cannot_say", "No evidence of attempts, or that none was feasible, is on file.", EVENT),
    Answer(
        "L10.16(b)(i)",
        "met",
        "The SMKI PMA had evidence of attempts to replace the Data by Commands on 6 March 2025.",
        (notified(), evidence("attempted")),
    ),
    Answer(
        "L10.16(b)(ii)",
        "met",
        "The SMKI PMA had evidence that no attempt was feasible or appropriate on 6 March 2025.",
        (notified(), evidence("not_feasible")),
    ),
    Answer(
        "L10.16(c)",
        "met",
        "The SMKI PMA decided on 5 March 2025 not to require use of the key.",
        (decided(required=False),),
    ),
    Answer("L10.16(c)", "not_met", "The SMKI PMA's decision of 5 March 2025 requires use of the key.", EVENT),
    Answer("L10.16(c)", "cannot_say", "No decision of the SMKI PMA is on file.", (notified(),)),
)

COST_ANSWERS = (
    Answer(
        "L10.17",
        "cannot_say",
        "No Recovery Event has occurred, so no line can be called a Recovery Cost yet.",
        (notified(), lines("key_use")),
        "P",
    ),
    Answer(
        "L10.17",
        "not_met",
        "Line 1: £2,500.25 is left out: it falls under neither (a) nor (b).",
        (*EVENT, lines("other")),
        "P",
    ),
    Answer("L10.17(a)", "met", "Line 1: £2,500.25 is a Recovery Cost.", (*EVENT, lines("key_use")), "P"),
    Answer(
        "L10.17(a)",
        "for_judgement",
        "Line 1: £2,500.25 is a Recovery Cost, if it was reasonably incurred: nobody has judged that yet.",
        (*EVENT, lines("key_use", reasonable=None)),
        "P",
    ),
    Answer(
        "L10.17(a)",
        "not_met",
        "Line 1: £2,500.25 is left out: it was incurred before the day of the Recovery Event (5 March 2025).",
        (*EVENT, lines("key_use", incurred="2025-03-04")),
        "P",
    ),
    Answer(
        "L10.17(b)(i)",
        "met",
        "Line 1: £2,250.00 of £2,500.25 is a Recovery Cost.",
        (*EVENT, lines("replace_device", recoverable_vat="250.25")),
        "P",
    ),
    Answer(
        "L10.17(b)(i)",
        "for_judgement",
        "Line 1: £2,250.00 of £2,500.25 is a Recovery Cost, if it was reasonably incurred: nobody has judged that yet.",
        (*EVENT, lines("replace_device", recoverable_vat="250.25", reasonable=None)),
        "P",
    ),
    Answer(
        "L10.17(b)(i)",
        "not_met",
        "Line 1: £2,500.25 is left out: the key was used successfully; the Party is not the Responsible Supplier.",
        (*EVENT, lines("replace_device", key_outcome="successful", responsible_supplier=False)),
        "P",
    ),
    Answer("L10.17(b)(ii)", "met", "Line 1: £2,500.25 is a Recovery Cost.", (*EVENT, lines("replace_data")), "P"),
    Answer(
        "L10.17(b)(ii)",
        "for_judgement",
        "Line 1: £2,500.25 is a Recovery Cost, if it was reasonably incurred: nobody has judged that yet.",
        (*EVENT, lines("replace_data", reasonable=None)),
        "P",
    ),
    Answer(
        "L10.17(b)(ii)",
        "not_met",
        "Line 1: £2,500.25 is left out: it was judged not reasonable.",
        (*EVENT, lines("replace_data", reasonable=False)),
        "P",
    ),
    Answer(
        "L10.30(a)(i)",
        "met",
        "Line 1: SMI Status recovery; a Relevant Device.",
        (*EVENT, lines("replace_data", smi_status="recovery")),
        "P",
    ),
    Answer(
        "L10.30(a)(i)",
        "not_met",
        "Line 1: SMI Status pending; not a Relevant Device.",
        (*EVENT, lines("replace_data", smi_status="pending")),
        "P",
    ),
    Answer(
        "L10.30(a)(ii)",
        "not_met",
        "Line 1: credentials not Compromised; not a Relevant Device.",
        (*EVENT, lines("replace_data", compromised_credentials=False)),
        "P",
    ),
)

NOTICE_ANSWERS = (
    Answer("L10.18", "met", "Any Party may ask to be recompensed for Recovery Costs it incurs.", ASKED, "P"),
    Answer(
        "L10.18",
        "not_met",
        "The DCC cannot ask itself to pay; its costs go through its own allowed revenue.",
        (*EVENT, {**intention(), "party": "DCC"}),
        "DCC",
    ),
    Answer(
        "L10.19(a)",
        "met",
        "Notice of intention took effect on 5 June 2025, on the last day for it.",
        (*EVENT, intention("2025-06-05")),
        "P",
    ),
    Answer(
        "L10.19(a)",
        "not_met",
        "Notice of intention took effect on 6 June 2025, 1 day after the last day for it, 5 June 2025. "
        "Read as a condition of the request, that bars it.",
        (*EVENT, intention("2025-06-06")),
        "P",
    ),
    Answer(
        "L10.19(a)",
        "cannot_say",
        "No notice of intention is on file; it may take effect to the end of 5 June 2025.",
        (*EVENT, lines("key_use")),
        "P",
        "2025-06-05",
    ),
    Answer(
        "L10.19(b)(i)",
        "met",
        "A best estimate of £1,000.00 came with the intention.",
        (*EVENT, intention(estimate="1000.00")),
        "P",
    ),
    Answer(
        "L10.19(b)(i)",
        "not_met",
        f"No best estimate took effect on 4 April 2025, with the intention. {NO_BAR}",
        (*EVENT, intention()),
        "P",
    ),
    Answer(
        "L10.19(b)(i)",
        "does_not_apply",
        "The total was notified with the intention, so no estimate is asked for.",
        (*EVENT, intention(total="1000.00")),
        "P",
    ),
    Answer(
        "L10.19(b)(ii)",
        "met",
        f"{WINDOW_1}: an updated best estimate of £1,200.00 took effect on 20 May 2025.",
        (*EVENT, intention(), of_p("estimate_given", received="2025-05-20", amount="1200.00")),
        "P",
        "2025-07-04",
    ),
    Answer(
        "L10.19(b)(ii)",
        "not_met",
        f"{WINDOW_1}: no updated best estimate took effect in it. {NO_BAR}",
        (*EVENT, intention()),
        "P",
        "2025-07-05",
    ),
    Answer(
        "L10.19(b)(ii)",
        "cannot_say",
        f"{WINDOW_1}: no updated best estimate yet; one is due by the end of the last day.",
        (*EVENT, intention()),
        "P",
        "2025-07-04",
    ),
    Answer(
        "L10.19(b)(ii)",
        "does_not_apply",
        f"{WINDOW_1}: the total was notified in it, and no estimate is needed after that.",
        ASKED,
        "P",
    ),
    Answer(
        "L10.19(c)",
        "met",
        "The total of £1,000.00 took effect on 15 August 2025, on the last day for it.",
        (*CEASED, total("2025-08-15")),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "for_judgement",
        "Whether 92 days from the day costs ceased was as soon as possible is for judgement; no date follows from it.",
        (*CEASED, total("2025-08-15")),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "not_met",
        "The total of £1,000.00 took effect on 16 August 2025, 1 day after the last day for it, 15 August 2025. "
        "Read as a long-stop, that bars the request.",
        (*CEASED, total("2025-08-16")),
        "P",
    ),
    Answer(
        "L10.19(c)",
        "cannot_say",
        "No total is on file; it may take effect to the end of 15 August 2025.",
        CEASED,
        "P",
        "2025-08-15",
    ),
    Answer(
        "L10.19(c)",
        "does_not_apply",
        "The total of £900.00 that took effect on 1 August 2025 does not govern: a later one in time governs.",
        (*CEASED, total("2025-08-01", "900.00"), total("2025-08-10")),
        "P",
    ),
)

DISPLACED = "; the Panel took the claim up on 15 September 2025, and its timetable displaces that day."
TAKEN_UP = of_p("panel_took_up", "2025-09-15", on="own_motion")
SUPPORTS = "The DCC was satisfied on 25 June 2025 that the evidence supports the amount requested"
ADEQUACY = "The DCC referred the adequacy of the evidence to the Panel on"
DECISION_X = (*ASKED, directed("2025-07-20", "none", id="X"))

EVIDENCE_ANSWERS = (
    Answer(
        "L10.20(a)",
        "met",
        "The DCC required invoices by 1 October 2025; it was given on 1 October 2025, in time.",
        (*ASKED, required("dcc"), answered("2025-10-01")),
        "P",
    ),
    Answer(
        "L10.20(a)",
        "not_met",
        "The DCC required invoices by 1 October 2025; it was given on 2 October 2025, late.",
        (*ASKED, required("dcc"), answered("2025-10-02")),
        "P",
    ),
    Answer(
        "L10.20(a)",
        "not_met",
        "The DCC required invoices by 1 October 2025; it is overdue.",
        (*ASKED, required("dcc")),
        "P",
        "2025-10-02",
    ),
    Answer(
        "L10.20(a)",
        "cannot_say",
        "The DCC required invoices by 1 October 2025; it may be given to the end of that day.",
        (*ASKED, required("dcc")),
        "P",
        "2025-10-01",
    ),
    Answer(
        "L10.20(a)",
        "does_not_apply",
        f"The DCC required invoices by 1 October 2025{DISPLACED}",
        (*ASKED, required("dcc"), TAKEN_UP),
        "P",
    ),
    Answer(
        "L10.20(b)",
        "met",
        "The Panel took the claim up of its own motion on 15 September 2025; from then it may say what evidence is required, and by "
        "when.",
        (*ASKED, TAKEN_UP),
        "P",
    ),
    Answer(
        "L10.20(b)",
        "not_met",
        "The Panel required invoices by 1 October 2025; it was given on 2 October 2025, late.",
        (*ASKED, required("panel"), answered("2025-10-02")),
        "P",
    ),
    Answer(
        "L10.20(b)",
        "cannot_say",
        "The Panel required invoices; no record shows that it had taken the claim up by then, of its own motion or on a referral.",
        (*ASKED, required("panel"), answered("2025-10-01")),
        "P",
    ),
    Answer(
        "L10.21",
        "for_judgement",
        "The DCC requires the report of an independent auditor; that it is reasonably required is for the DCC to determine.",
        (*ASKED, required("dcc", auditor_report=True)),
        "P",
    ),
    Answer(
        "L10.21",
        "for_judgement",
        "The Panel requires the report of an independent auditor; that it is reasonably required is for the Panel to determine.",
        (*ASKED, required("panel", auditor_report=True)),
        "P",
    ),
    Answer("L10.22", "met", f"{SUPPORTS}: it is to pay £1,000.00.", SATISFIED, "P"),
    Answer(
        "L10.22",
        "not_met",
        "The DCC was satisfied on 10 June 2025, before there was a request to be satisfied of.",
        (*ASKED, of_p("dcc_satisfied", "2025-06-10")),
        "P",
    ),
    Answer(
        "L10.22",
        "for_judgement",
        "£1,000.00 is requested. The DCC is to pay it if it is satisfied of the evidence; if it has any question it is to refer that "
        "to the Panel under L10.23(a).",
        ASKED,
        "P",
    ),
    Answer(
        "L10.22",
        "does_not_apply",
        f"{SUPPORTS}; a decision of the Panel or the Authority governs instead.",
        (*SATISFIED, directed("2025-07-20", "none")),
        "P",
    ),
    Answer(
        "L10.22",
        "cannot_say",
        "More came back than was paid, by £100.00: a payment is missing from the record.",
        (*ASKED, of_p("payment_returned", "2025-07-01", amount="100.00")),
        "P",
    ),
    Answer("L10.23(a)", "met", f"{ADEQUACY} 20 June 2025.", (*ASKED, of_p("adequacy_referred", "2025-06-20")), "P"),
    Answer(
        "L10.23(a)",
        "not_met",
        f"{ADEQUACY} 19 June 2025, before an amount was requested: there was no amount yet for the evidence to support.",
        (*ASKED, of_p("adequacy_referred", "2025-06-19")),
        "P",
    ),
    Answer(
        "L10.23(a)",
        "cannot_say",
        "The Panel directed payment though no referral by the DCC is on file; the direction is taken as it stands.",
        (*ASKED, directed("2025-07-20", "full")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "for_judgement",
        "The Panel has not directed yet whether the DCC is to pay in full, in part or not at all.",
        (*ASKED, of_p("adequacy_referred", "2025-07-01")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "met",
        "The Panel directed payment in part (£400.00) on 20 July 2025: £400.00 is payable.",
        (*ASKED, directed("2025-07-20", "part", sum="400.00")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "not_met",
        "The Panel directed payment in part (£1,000.00) on 20 July 2025; the clause does not allow that and it is not counted: "
        "£1,000.00 is not only part of the £1,000.00 requested.",
        (*ASKED, directed("2025-07-20", "part", sum="1000.00")),
        "P",
    ),
    Answer(
        "L10.23(b)",
        "does_not_apply",
        "The Panel directed payment of nothing on 20 July 2025; a later direction governs.",
        (*ASKED, directed("2025-07-20", "none"), directed("2025-07-21", "full")),
        "P",
    ),
    Answer(
        "L10.29",
        "met",
        "P appealed on 25 July 2025 against the Panel's decision of 20 July 2025 under L10.23. The Authority has not decided; meanwhile the Panel's "
        "decision is not stayed.",
        (*DECISION_X, fact("appeal_made", "2025-07-25", by="P", decision="X")),
        "P",
    ),
    Answer(
        "L10.29",
        "for_judgement",
        "The Panel's decision of 20 July 2025 under L10.23 may be appealed to the Authority; the clause sets no time for it.",
        DECISION_X,
        "P",
    ),
)

DATES = "The DCC referred the dates of payment on 1 July 2025"
OVER = (*SATISFIED, sum_determined("999.99"))
AT = (*SATISFIED, sum_determined("1000.00"))
OF_Q = (
    {**intention(), "party": "Q"},
    {**total(amount="500.00"), "party": "Q"},
    fact("dcc_satisfied", "2025-06-25", party="Q"),
)

SUM_ANSWERS = (
    Answer(
        "L10.24",
        "met",
        "£1,000.00 is requested for this event; the clause asks for more than £999.99, the sum determined. It is over by £0.01.",
        OVER,
    ),
    Answer(
        "L10.24",
        "not_met",
        "£1,000.00 is requested for this event; the clause asks for more than £1,000.00, the sum determined.",
        AT,
    ),
    Answer(
        "L10.24",
        "not_met",
        "£1,000.00 is requested for this event; the clause asks for more than £1,000.01, the sum determined. It is under by £0.01.",
        (*ASKED, sum_determined("1000.01")),
    ),
    Answer(
        "L10.24",
        "cannot_say",
        "£1,000.00 is requested; the Panel has determined no sum, so L10.24 cannot operate.",
        ASKED,
    ),
    Answer("L10.24(a)", "met", f"{DATES}.", (*OVER, DATES_REFERRED)),
    Answer(
        "L10.24(a)",
        "not_met",
        f"{DATES}; the requests did not exceed the sum then, so the clause did not allow it.",
        (*AT, DATES_REFERRED),
    ),
    Answer(
        "L10.24(a)",
        "cannot_say",
        f"{DATES}; no sum was determined then, so whether the clause allowed it cannot be said.",
        (*SATISFIED, DATES_REFERRED),
    ),
    Answer(
        "L10.24(a)",
        "for_judgement",
        "The requests exceed the sum: the DCC may refer the dates of payment to the Panel.",
        OVER,
    ),
    Answer(
        "L10.24(b)",
        "met",
        "The Panel determined the dates of payment on 2 July 2025.",
        (*OVER, DATES_REFERRED, dated(("P", "2025-09-01", "1000.00"))),
    ),
    Answer(
        "L10.24(b)",
        "met",
        "The payments dated for P on 2 July 2025 sum to £1,000.00, which was payable.",
        (*OVER, DATES_REFERRED, dated(("P", "2025-09-01", "1000.00"))),
        "P",
    ),
    Answer(
        "L10.24(b)",
        "not_met",
        "The Panel determined the dates of payment on 2 July 2025; when it did, no question of dates had been referred and the "
        "requests did not exceed the sum.",
        (*AT, dated(("P", "2025-09-01", "1000.00"))),
    ),
    Answer(
        "L10.24(b)",
        "not_met",
        "£999.99 was dated for P on 2 July 2025; £1,000.00 was payable. They differ.",
        (*OVER, DATES_REFERRED, dated(("P", "2025-09-01", "999.99"))),
        "P",
    ),
    Answer(
        "L10.24(b)",
        "not_met",
        "£1.00 is dated for Z, which has no claim.",
        (*OVER, DATES_REFERRED, dated(("Z", "2025-09-01", "1.00"))),
        "Z",
    ),
    Answer(
        "L10.24(b)",
        "cannot_say",
        "The Panel determined the dates of payment on 2 July 2025; when it did, no sum had been determined.",
        (*SATISFIED, DATES_REFERRED, dated(("P", "2025-09-01", "1000.00"))),
    ),
    Answer(
        "L10.24(b)",
        "cannot_say",
        "£1,000.00 is dated for P; nothing was payable to it yet, so the sum cannot be checked.",
        (*ASKED, sum_determined("999.99"), DATES_REFERRED, dated(("P", "2025-09-01", "1000.00"))),
        "P",
    ),
    Answer(
        "L10.24(b)(i)",
        "met",
        "Parties are paid at different times: P by 1 September 2025, Q by 1 October 2025.",
        (*OVER, *OF_Q, DATES_REFERRED, dated(("Q", "2025-10-01", "500.00"), ("P", "2025-09-01", "1000.00"))),
    ),
    Answer(
        "L10.24(b)(ii)",
        "met",
        "The payments dated for P on 2 July 2025 sum to £1,000.00, which was payable.",
        (*OVER, DATES_REFERRED, dated(("P", "2025-09-01", "400.00"), ("P", "2025-10-01", "600.00"))),
        "P",
    ),
    Answer(
        "L10.24(c)",
        "met",
        "The Panel considered a Draft Proposal on 3 July 2025 and decided not to submit one.",
        (*OVER, fact("draft_proposal_considered", "2025-07-03", submit=False)),
    ),
    Answer(
        "L10.24(c)",
        "does_not_apply",
        "The Panel considered a Draft Proposal on 3 July 2025 and decided to submit one. The clause did not ask it to.",
        (*AT, fact("draft_proposal_considered", "2025-07-03", submit=True)),
    ),
    Answer(
        "L10.24(c)",
        "for_judgement",
        "The requests exceed the sum: the Panel is to consider whether to submit a Draft Proposal.",
        OVER,
    ),
)

OF_L11_9 = "the deemed breach of L11.9"
LATE = (*Q_COMPROMISED, referred("2025-06-06"))
IN_TIME = (*Q_COMPROMISED, referred("2025-06-05"))
ORIGINATING = {"dcc_breaches": "originating_only"}

BREACH_ANSWERS = (
    Answer(
        "L10.25(a)",
        "met",
        "A Compromise of Organisation Certificate C-1: the DCC is deemed in breach of L11.9.",
        (*EVENT, compromised("DCC")),
        "DCC",
    ),
    Answer(
        "L10.25(a)",
        "does_not_apply",
        "Organisation Certificate C-1 was Compromised through an OCA Certificate and is left out under this reading.",
        (*EVENT, compromised("DCC", caused_by_oca=True)),
        "DCC",
        readings=ORIGINATING,
    ),
    Answer(
        "L10.25(b)",
        "met",
        "A Compromise of OCA Certificate C-1: the DCC is deemed in breach of Organisation Certificate Policy 6.2.1.",
        (*EVENT, compromised("DCC", "oca")),
        "DCC",
    ),
    Answer(
        "L10.25(b)",
        "met",
        "The Root OCA Certificate is read as Compromised: the DCC is deemed in breach of Organisation Certificate Policy 6.2.1.",
        (notified("contingency_symmetric_key"), decided()),
        "DCC",
        readings={"symmetric_key_only": "root_oca_compromised"},
    ),
    Answer(
        "L10.25(b)",
        "does_not_apply",
        "OCA Certificate C-1 was Compromised through an OCA Certificate and is left out under this reading.",
        (*EVENT, compromised("DCC", "oca", caused_by_oca=True)),
        "DCC",
        readings=ORIGINATING,
    ),
    Answer(
        "L10.26",
        "met",
        "The Compromise of C-1 was not due to that of an OCA Certificate: Q is deemed in breach of L11.9.",
        Q_COMPROMISED,
        "Q",
    ),
    Answer(
        "L10.26",
        "does_not_apply",
        "The Compromise of C-1 was due to that of an OCA Certificate: Q is carved out.",
        (*EVENT, compromised("Q", caused_by_oca=True)),
        "Q",
    ),
    Answer(
        "L10.27(a)",
        "met",
        f"The referral of {OF_L11_9} took effect on 5 June 2025, by the last day, 5 June 2025.",
        IN_TIME,
        "Q",
    ),
    Answer(
        "L10.27(a)",
        "not_met",
        f"Nothing was referred of {OF_L11_9} by 5 June 2025, the last day for it.",
        Q_COMPROMISED,
        "Q",
        "2025-06-06",
    ),
    Answer(
        "L10.27(a)",
        "not_met",
        f"The referral of {OF_L11_9} took effect on 6 June 2025, 1 day after the last day, 5 June 2025. L10.27(a) gives no power to "
        "extend the time: the referral is out of time.",
        LATE,
        "Q",
    ),
    Answer(
        "L10.27(a)",
        "cannot_say",
        f"Nothing is referred yet; {OF_L11_9} may be referred to the end of 5 June 2025.",
        Q_COMPROMISED,
        "Q",
        "2025-06-05",
    ),
    Answer(
        "L10.27(a)",
        "cannot_say",
        "The referral of 6 June 2025 has nothing to lift: no Recovery Event has occurred.",
        (notified(), compromised("Q"), referred("2025-06-06")),
        "Q",
    ),
    Answer(
        "L10.27(a)",
        "for_judgement",
        f"The referral of {OF_L11_9} took effect on 6 June 2025, 1 day after the last day, 5 June 2025. Under this reading the Panel "
        "may accept it, and it is treated as in time.",
        LATE,
        "Q",
        readings={"late_referral": "panel_may_accept"},
    ),
    Answer(
        "L10.27(a)",
        "does_not_apply",
        "The referral of 1 June 2025 has nothing to lift: R is not deemed in breach of anything.",
        (*Q_COMPROMISED, referred("2025-06-01", "R")),
        "R",
    ),
    Answer(
        "L10.27(a)",
        "does_not_apply",
        "The further referral of 6 June 2025 adds nothing: the first governs the time.",
        (*IN_TIME, referred("2025-06-06")),
        "Q",
    ),
    Answer(
        "L10.27(b)",
        "met",
        "The Panel was satisfied that the Compromise was not due to a breach of L11.9 by Q.",
        (*IN_TIME, determined(True, False)),
        "Q",
    ),
    Answer(
        "L10.27(b)",
        "not_met",
        "The Panel was not satisfied that the Compromise was not due to a breach of L11.9 by Q.",
        (*IN_TIME, determined(False, True)),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "met",
        "The Panel determined on 1 July 2025 that no such breach occurred.",
        (*IN_TIME, determined(True, False)),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "not_met",
        "The Panel determined on 1 July 2025 that the breach occurred.",
        (*IN_TIME, determined(False, True)),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "not_met",
        "The determination of 1 July 2025 was made though nothing was referred and does not count.",
        (*Q_COMPROMISED, determined(True, False)),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "not_met",
        "The determination of 1 July 2025 came before the matter was referred and does not count.",
        (*Q_COMPROMISED, determined(True, False), referred("2025-07-02")),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "for_judgement",
        "L11.9: referred; the Panel has not yet determined it.",
        IN_TIME,
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "does_not_apply",
        "The Panel determined on 1 July 2025 that no such breach occurred. It was not referred in time, so the determination does not "
        "lift the deemed breach.",
        (*LATE, determined(True, False)),
        "Q",
    ),
    Answer(
        "L10.27(c)",
        "cannot_say",
        "The determination of 1 July 2025 has nothing to lift: no Recovery Event has occurred.",
        (notified(), compromised("Q"), determined(True, False)),
        "Q",
    ),
    Answer(
        "L10.28",
        "met",
        "Breach of L11.9: L10.27 is not met, so its occurrence is treated as final and binding.",
        Q_COMPROMISED,
        "Q",
        "2025-06-06",
    ),
    Answer(
        "L10.28",
        "does_not_apply",
        "Breach of L11.9: deemed, and open to referral to the end of 5 June 2025.",
        Q_COMPROMISED,
        "Q",
        "2025-06-05",
    ),
    Answer(
        "L10.28",
        "does_not_apply",
        "Breach of L11.9: deemed, referred, and not yet determined by the Panel.",
        IN_TIME,
        "Q",
    ),
    Answer(
        "L10.28",
        "does_not_apply",
        "Breach of L11.9: L10.27 is met, so none is treated as having occurred.",
        (*IN_TIME, determined(True, False)),
        "Q",
    ),
    Answer("L10.30(b)", "met", "The Subscriber for C-1.", Q_COMPROMISED, "Q"),
    Answer(
        "L10.30(b)",
        "cannot_say",
        "The Subscriber for C-1; no Recovery Event has occurred, so nobody is a Relevant Subscriber yet.",
        (notified(), compromised("Q")),
        "Q",
    ),
    Answer(
        "L10.30(b)",
        "does_not_apply",
        "Only keys without an Organisation or OCA Certificate are notified, so there is no Relevant Subscriber.",
        (notified("contingency_symmetric_key"), decided()),
    ),
    Answer(
        "L10.30(b)",
        "met",
        "Only keys without an Organisation or OCA Certificate are notified; the Root OCA Certificate is read as Compromised as a "
        "result, so the DCC is a Relevant Subscriber.",
        (notified("s1spki_key"), decided()),
        readings={"symmetric_key_only": "root_oca_compromised"},
    ),
    *(
        Answer(
            clause,
            "met",
            f"The key notified is of the kind {kind}: a Relevant Private Key.",
            (notified(kind.replace(" ", "_")), decided()),
        )
        for clause, kind in (
            ("L10.30(c)(i)", "contingency symmetric key"),
            ("L10.30(c)(ii)", "device credentials key"),
            ("L10.30(c)(iii)", "s1sp credentials key"),
            ("L10.30(c)(iv)", "issuing key"),
            ("L10.30(c)(v)", "xml signing key"),
            ("L10.30(c)(vi)", "s1spki key"),
        )
    ),
)

ANSWERS = (
    *EVENT_ANSWERS,
    *COST_ANSWERS,
    *NOTICE_ANSWERS,
    *EVIDENCE_ANSWERS,
    *SUM_ANSWERS,
    *BREACH_ANSWERS,
)


def check(answer: Answer) -> Finding:
    """The clause gives that answer once, in those words."""
    facts = [{"id": f"F{number}", **each} for number, each in enumerate(answer.facts, start=1)]
    case = check_case({"format": 1, "case": "ONE", "facts": facts})
    result = adjudicate(case, date.fromisoformat(answer.as_of), None, answer.readings)
    wanted = (answer.clause, answer.outcome, answer.about)
    alike = [each for each in result.findings if (each.clause, str(each.outcome), each.about) == wanted]
    assert [each.because for each in alike].count(answer.because) == 1, alike
    return next(each for each in alike if each.because == answer.because)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_the_clause_says_just_that(answer: Answer) -> None:
    check(answer)
