"""The columns on the left: the facts that a row may state, each under its heading."""

from __future__ import annotations

from recovery_costs.workbook.acceptance.columns import (
    APPEALED,
    BY,
    CERTIFICATES,
    KEYS,
    MOTIONS,
    PROVISIONS,
    SUBSCRIBERS,
    Group,
    at,
    col,
    money,
    named,
    notice,
    on,
    one,
    readings,
    several,
)
from recovery_costs.workbook.layout import LIMBS, OUTCOMES, OWN_ROUTES, STATUSES, YES_NO, Kind
from recovery_costs.workbook.values import read_value

CASE = named("case", "Case", "Its name. Rows that follow one another under one name are one case.", 30)
SHOWS = named("shows", "What it shows", "In a few words; it decides nothing.", 44)
AS_OF = on("as_of", "As of", "The day at whose end the case is judged, on the first row of the case.")
READINGS = col(
    "readings", "Readings", "name=option, with commas between them; none is every default.", readings, width=30
)
PARTY = named("party", "Party", "Whom the row's notices, costs, decisions and answers are about.", 13)
SUBSCRIBER = named(
    "subscriber", "Certificate of", "The Subscriber, whom the row's breach columns and answers are about.", 13
)
PROVISION = one(
    "provision",
    "Breach provision",
    "Blank: a referral is of all; answers are of Policy 6.2.1 for an OCA Certificate, else L11.9.",
    PROVISIONS,
)
ABOUT = (CASE, SHOWS, AS_OF, READINGS, PARTY, SUBSCRIBER, PROVISION)

LINES, INSTALMENTS = "a cost line", "an instalment"
FACTS: tuple[Group, ...] = (
    Group(
        "the notification",
        "compromise_notified",
        (
            at(
                "actual",
                "Compromise notified",
                "When the DCC told the SMKI PMA of an actual Compromise: L10.15(a), L10.16(a).",
            ),
            at("suspected", "Suspected Compromise notified", "The same, of a suspected one."),
            col(
                "keys",
                "Relevant Private Key",
                "Its kind, L10.30(c); several with commas between them.",
                several,
                width=22,
                choices=KEYS,
            ),
        ),
    ),
    Group(
        "a decision to require the recovery key",
        "recovery_key_decided",
        (at("at", "Key required on", "When the SMKI PMA required use of the recovery key: L10.15(b)."),),
        fixed={"required": True, "key": "recovery"},
    ),
    Group(
        "a decision to require the contingency key",
        "recovery_key_decided",
        (at("at", "Contingency key required on", "The same, of the contingency key."),),
        fixed={"required": True, "key": "contingency"},
    ),
    Group(
        "a decision to require no key",
        "recovery_key_decided",
        (at("at", "Key not required on", "When it decided not to require a key: L10.16(c)."),),
        fixed={"required": False},
    ),
    Group(
        "evidence of attempts",
        "replacement_evidence",
        (at("at", "Evidence of attempts on", "L10.16(b)(i): evidence of attempts to replace the Data."),),
        fixed={"limb": "attempted"},
    ),
    Group(
        "evidence that none was feasible",
        "replacement_evidence",
        (
            at(
                "at",
                "Evidence of none feasible on",
                "L10.16(b)(ii): evidence that no attempt was feasible or appropriate.",
            ),
        ),
        fixed={"limb": "not_feasible"},
    ),
    Group(
        "the intention",
        "intention_notified",
        notice(
            "Intention",
            (
                money("estimate", "Intention estimate (£)", "The best estimate in the same notice."),
                money("total", "Intention total (£)", "The total, where the same notice gives it."),
            ),
        ),
        "party",
    ),
    Group(
        "an estimate",
        "estimate_given",
        notice("Estimate", (money("amount", "Estimate (£)", "A best estimate: L10.19(b)."),)),
        "party",
    ),
    Group(
        "the day costs ceased",
        "costs_ceased",
        (
            at("at", "Costs ceased on", "When the last liability accrued: L10.19(c)."),
            on("last_payment", "Last payment on", "When the last such cost was paid."),
        ),
        "party",
    ),
    Group(
        "a total",
        "total_notified",
        notice("Total", (money("amount", "Total (£)", "The total asked for: L10.19(c)."),)),
        "party",
    ),
    Group(
        LINES,
        "cost_lines",
        (
            at("at", "Lines listed on", "The day of the list; the lines of a Party's rows are one list."),
            named("line", "Line", "Its reference, once in the list.", 8),
            on("incurred", "Line incurred on", "The day of the liability."),
            money("amount", "Line amount (£)", "The whole cost."),
            one("limb", "Line what for", "L10.17(a), (b)(i), (b)(ii), or none.", LIMBS, 18),
            one("key_outcome", "Line key was", "Needed where Devices or Data are replaced.", OUTCOMES, 19),
            one(
                "responsible_supplier",
                "Line Responsible Supplier",
                "Needed where Devices or Data are replaced.",
                YES_NO,
            ),
            col(
                "smi_status",
                "Line SMI Status",
                "L10.30(a)(i); needed where Devices or Data are replaced.",
                read_value,
                Kind.STATUS,
                16,
                STATUSES,
            ),
            one("compromised_credentials", "Line Compromised credentials", "L10.30(a)(ii). Blank: Yes.", YES_NO),
            money("otherwise_incurred", "Line incurred anyway (£)", "What would have been spent without the event."),
            money("recoverable_vat", "Line recoverable VAT (£)", "VAT in it that can be recovered."),
            one("reasonable", "Line reasonable", "Blank: nobody has judged it.", YES_NO),
            one("own_route", "Line own route", "Another clause that reimburses it.", OWN_ROUTES),
        ),
        "party",
    ),
    Group(
        "a requirement of evidence",
        "evidence_required",
        (
            at("at", "Evidence required on", "L10.20."),
            one("by", "Evidence required by", "Who required it.", BY),
            named("item", "Evidence item", "What was required."),
            on("due", "Evidence due", "The day given for it."),
            one("auditor_report", "Auditor's report", "Whether it is one: L10.21. Blank: No.", YES_NO),
        ),
        "party",
    ),
    Group("an answer", "evidence_given", notice("Evidence"), "party"),
    Group(
        "the Panel's taking up",
        "panel_took_up",
        (at("at", "Panel took up on", "L10.20(b)."), one("on", "Taken up on", "On whose motion.", MOTIONS, 20)),
        "party",
    ),
    Group(
        "satisfaction",
        "dcc_satisfied",
        (at("at", "DCC satisfied", "When the DCC was satisfied of the evidence: L10.22."),),
        "party",
    ),
    Group(
        "a referral of adequacy",
        "adequacy_referred",
        (at("at", "Adequacy referred", "When the DCC referred the evidence to the Panel: L10.23(a)."),),
        "party",
    ),
    Group(
        "a direction in full",
        "payment_directed",
        (at("at", "Panel directs full", "When the Panel directed payment in full: L10.23(b)."),),
        "party",
        {"direction": "full"},
    ),
    Group(
        "a direction in part",
        "payment_directed",
        (
            at("at", "Panel directs part", "When it directed payment in part."),
            money("sum", "Panel directs part (£)", "How much."),
        ),
        "party",
        {"direction": "part"},
    ),
    Group(
        "a direction of nothing",
        "payment_directed",
        (at("at", "Panel directs none", "When it directed that nothing is paid."),),
        "party",
        {"direction": "none"},
    ),
    Group(
        "the sum",
        "threshold_determined",
        (
            at("at", "Sum determined on", "When the Panel's sum came into force: L10.24."),
            money("sum", "Sum determined (£)", "How much."),
        ),
    ),
    Group("a referral of dates", "dates_referred", (at("at", "Dates referred on", "L10.24(a)."),)),
    Group(
        INSTALMENTS,
        "dates_determined",
        (
            at("at", "Dates determined on", "L10.24(b); the instalments of a case's rows are one determination."),
            on("on", "Instalment on", "The day of a payment to the row's Party."),
            money("amount", "Instalment (£)", "How much."),
        ),
    ),
    Group(
        "a Draft Proposal considered",
        "draft_proposal_considered",
        (
            at("at", "Draft Proposal considered on", "L10.24(c)."),
            one("submit", "Draft Proposal submitted", "What the Panel decided.", YES_NO),
        ),
    ),
    Group(
        "a payment", "payment_made", (at("at", "Paid on", "L10.22."), money("amount", "Paid (£)", "How much.")), "party"
    ),
    Group(
        "a return",
        "payment_returned",
        (at("at", "Returned on", "When money came back."), money("amount", "Returned (£)", "How much.")),
        "party",
    ),
    Group(
        "a Certificate",
        "certificate_compromised",
        (
            at("at", "Certificate compromised on", "L10.25, L10.26, L10.30(b)."),
            one("kind", "Certificate kind", "Organisation or OCA.", CERTIFICATES),
            one("subscriber_kind", "Subscriber is", "What the Subscriber is.", SUBSCRIBERS),
            named("nominated_by", "Nominated by", "The Network Party that nominated one that is not a Party."),
            one(
                "caused_by_oca",
                "Caused by OCA",
                "Whether it was Compromised through an OCA Certificate. Blank: No.",
                YES_NO,
            ),
        ),
        "subscriber",
    ),
    Group("a referral of breach", "breach_referred", notice("Breach referred"), "subscriber"),
    Group(
        "a determination of breach",
        "breach_determined",
        (
            at("at", "Breach determined on", "When the Panel determined it: L10.27(b), (c)."),
            one(
                "demonstrated",
                "Demonstrated",
                "Whether the Subscriber showed that its breach was not the cause.",
                YES_NO,
            ),
            one("breach", "Breach found", "Whether the Panel found a breach.", YES_NO),
        ),
        "subscriber",
    ),
    Group(
        "an appeal",
        "appeal_made",
        (at("at", "Appeal made on", "L10.29."), named("by", "Appeal by", "Who appealed.")),
    ),
    Group(
        "a decision of the Authority",
        "appeal_decided",
        (
            at("at", "Appeal decided on", "L10.29."),
            one("upheld", "Appeal upheld", "Yes: the Panel's decision stands.", YES_NO),
            money("sum", "Authority fixes (£)", "In place of a direction."),
            one("breach", "Authority finds breach", "In place of a determination of breach.", YES_NO),
        ),
    ),
)
AGAINST = one("against", "Appeal against", "Which of the row's decisions.", APPEALED)
APPEALABLE = {
    "direction": "payment_directed",
    "sum": "threshold_determined",
    "dates": "dates_determined",
    "breach": "breach_determined",
    "evidence": "evidence_required",
}
