"""The readings: where a reasonable reader of L10 could differ, the options, and why the first is the default.

An option is a way to read the words; choosing one decides nothing that the Code leaves to people. `clauses` are the clauses
that hold the doubt, and those whose answer it moves directly, in Code order. "[found]" marks an authority that a public page
confirms. "[unverified]" marks what stands on recollection alone: the texts of SEC Sections A2 and M10 were not available.
None of this is legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read the clause: its name, what it means and whom it helps."""

    name: str
    means: str
    helps: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One doubt about the words: the question, the options (the first is the default), the reason, and a worked case."""

    name: str
    clauses: tuple[str, ...]
    doubt: str
    question: str
    options: tuple[Option, ...]
    because: str
    case: str

    @property
    def default(self) -> str:
        """The name of the option taken unless somebody chooses another: the first."""
        return self.options[0].name


_NOTICES = (
    "L10.19(a)",
    "L10.19(b)(i)",
    "L10.19(b)(ii)",
    "L10.19(c)",
    "L10.20(a)(ii)",
    "L10.20(b)(ii)",
    "L10.27(a)",
)
_THREE_MONTHS = ("L10.19(a)", "L10.19(b)(ii)", "L10.19(c)", "L10.27(a)")

_EVENT_AND_TIME = (
    Reading(
        name="event_date",
        clauses=("L10.14", "L10.15", "L10.16", "L10.17", "L10.19(a)", "L10.27(a)"),
        doubt="A01",
        question="On which day did the Recovery Event occur?",
        options=(
            Option(
                "all_circumstances",
                "The event occurred on the first day when everything that its route asks for was there.",
                "Usually the claimant and the Relevant Subscriber, whose three months start latest.",
            ),
            Option(
                "pma_decision",
                "The event occurred on the day of the SMKI PMA's first decision under its route.",
                "Depends on the dates: an earlier day shortens the time to give notice and to refer, but lets in earlier "
                "costs.",
            ),
            Option(
                "dcc_notice",
                "The event occurred on the day when the DCC first notified the SMKI PMA.",
                "Depends on the dates: an earlier day shortens the time to give notice and to refer, but lets in earlier "
                "costs.",
            ),
        ),
        because=(
            "L10.14 says that the event occurs when the circumstances exist, and they exist only once the last of them "
            "does. The day is a day in the United Kingdom."
        ),
        case=(
            "The SMKI PMA decides on 3 March 2025 to require the key and the DCC gives notice on 6 March 2025. Under "
            "all_circumstances the event is on 6 March and the last day for a notice of intention is 6 June 2025; under "
            "pma_decision they are 3 March and 3 June. Had the DCC given notice on 27 February 2025 and the decision "
            "come on 3 March, dcc_notice alone would give 27 February and 27 May, the others 3 March and 3 June."
        ),
    ),
    Reading(
        name="decision_after_notice",
        clauses=("L10.15", "L10.15(b)"),
        doubt="A02",
        question="Must the SMKI PMA's decision to require the key come after the DCC's notice?",
        options=(
            Option(
                "not_required",
                "A decision made before the DCC gave notice counts, because it need only follow from the Compromise.",
                "The claimant, because the event has occurred.",
            ),
            Option(
                "required",
                "A decision made at an earlier moment than the DCC's first notice does not count for L10.15.",
                "The DCC and the Relevant Subscriber, because there is no event until a fresh decision.",
            ),
        ),
        because=(
            'L10.15(b) ties the decision to the Compromise ("in consequence of that ... Compromise"), not to the '
            "notice of it."
        ),
        case=(
            "The SMKI PMA decides on 3 March 2025 and the DCC gives notice on 6 March 2025. Under not_required the "
            "Recovery Event is on 6 March 2025; under required there is none until the SMKI PMA decides afresh."
        ),
    ),
    Reading(
        name="month_count",
        clauses=_THREE_MONTHS,
        doubt="A04",
        question="How are three months counted?",
        options=(
            Option(
                "corresponding_date",
                "The first day is not counted, and the last is the same day of the month three months on, or that "
                "month's last day.",
                "Usually whoever has the time to keep: it is the latest last day of the three.",
            ),
            Option(
                "ninety_days",
                "Three months are 90 days after the first day.",
                "Usually the DCC: the last day is mostly a day or two earlier, but it can be a day later where the time starts in late January or February.",
            ),
            Option(
                "event_day_included",
                "The first day counts, so the last is the day before the corresponding date, or the month's last day "
                "where there is no such date.",
                "The DCC: the last day is mostly a day earlier.",
            ),
        ),
        because=(
            "A period of months ends on the corresponding date, or at the end of a shorter month: Dodds v Walker [1981] "
            "1 WLR 1027 (HL) [found]. The day of the event is left out unless the words include it: Trow v Ind Coope "
            "[1967] 2 QB 899 [found]. That a month in the Code is a calendar month rests on Section A2 [unverified] and "
            "on section 61 of the Law of Property Act 1925 [unverified]."
        ),
        case=(
            "A Recovery Event on 5 March 2025: the last day is 5 June under corresponding_date, 3 June under ninety_days "
            "and 4 June under event_day_included. One on 31 August 2023: 30 November, 29 November and 30 November 2023."
        ),
    ),
    Reading(
        name="last_day",
        clauses=_THREE_MONTHS,
        doubt="A05",
        question="Does a last day that is not a Working Day move?",
        options=(
            Option(
                "unmoved",
                "The last day stays where it falls, whether or not it is a Working Day.",
                "The DCC.",
            ),
            Option(
                "next_working_day",
                "A last day that is not a Working Day becomes the next Working Day.",
                "Whoever has the time to keep: the claimant or the Relevant Subscriber.",
            ),
        ),
        because=(
            "L10 has no words that carry a last day over. A period of months ending on a Sunday was held to end that "
            "day: My Contracts Ltd v 74 Hamilton Terrace Freehold Ltd [2024] EWHC 2896 (TCC) [found]."
        ),
        case=(
            "A Recovery Event on 20 January 2025: the last day is Easter Sunday, 20 April 2025, under unmoved. Under "
            "next_working_day it is Tuesday 22 April 2025, because Easter Monday is a bank holiday."
        ),
    ),
    Reading(
        name="notice_effective",
        clauses=_NOTICES,
        doubt="A06",
        question="Is a notice given when it is received or when it is sent?",
        options=(
            Option(
                "deemed_receipt",
                "A notice takes effect when it is received, or when the rule on notices takes it to be received.",
                "The DCC.",
            ),
            Option(
                "sending",
                "A notice takes effect at the moment when it was sent, wherever that is on record.",
                "Whoever sends the notice: the claimant or the Relevant Subscriber.",
            ),
        ),
        because=(
            "To notify somebody is to let them know, so sending alone is not enough, and Section M10 fixes when a notice "
            "is taken to be received [unverified]."
        ),
        case=(
            "A notice of intention is e-mailed on Saturday 15 November 2025 at 10:00, the last day for it. Under "
            "deemed_receipt it takes effect on Monday 17 November 2025 at 09:00 and is 2 days late; under sending it is "
            "in time."
        ),
    ),
    Reading(
        name="proved_receipt",
        clauses=_NOTICES,
        doubt="A06a",
        question="Does a notice proved to be received outside working hours take effect at once?",
        options=(
            Option(
                "as_received",
                "A notice takes effect at the moment at which receipt is proved, at any hour of any day.",
                "Whoever sends the notice: the claimant or the Relevant Subscriber.",
            ),
            Option(
                "business_hours",
                "A proved receipt outside working hours is moved into them, as a receipt under the rule on notices is.",
                "The DCC.",
            ),
        ),
        because=(
            "Actual receipt is a fact, and what is proved needs no rule to assume it. Against this, Section M10.5 may "
            "reach every notice received on a day that is not a Working Day, or late on one that is [unverified]."
        ),
        case=(
            "A notice is handed over, and receipt proved, on Saturday 15 November 2025, the last day for it. Under "
            "as_received it is in time; under business_hours it takes effect on Monday 17 November 2025 and is 2 days "
            "late."
        ),
    ),
    Reading(
        name="bank_holidays",
        clauses=_NOTICES,
        doubt="A07",
        question="Whose bank holidays are not Working Days?",
        options=(
            Option(
                "england_and_wales",
                "A bank holiday in England and Wales is not a Working Day; one in Scotland alone is.",
                "Depends on the dates: mostly whoever sends a notice on a Scottish bank holiday.",
            ),
            Option(
                "any_part_of_gb",
                "A bank holiday in England and Wales or in Scotland is not a Working Day.",
                "Depends on the dates: mostly the DCC, but the sender where a last day moves to the next Working Day.",
            ),
        ),
        because=(
            "The Code is governed by English law and the DCC and the Code Administrator are in England [unverified]. The "
            "Code's definition of Working Day names no part of the United Kingdom [unverified], so days that differ are "
            "shown."
        ),
        case=(
            "A notice is e-mailed on Thursday 30 November 2023 at 14:00, the last day for it and St Andrew's Day. Under "
            "england_and_wales it takes effect at 15:00 and is in time; under any_part_of_gb it takes effect on Friday "
            "1 December 2023 at 09:00 and is 1 day late."
        ),
    ),
)

_REQUESTS = (
    Reading(
        name="estimate_windows_from",
        clauses=("L10.19(b)(ii)",),
        doubt="A08",
        question="From where do the three-month periods for updated estimates run?",
        options=(
            Option(
                "intention",
                "The first period starts the day after the notice of intention took effect.",
                "Depends on the dates: a claimant that updates soon after an early notice.",
            ),
            Option(
                "first_three_months_end",
                "The first period starts the day after the last day for the notice of intention.",
                "Depends on the dates: a claimant that gave notice early and updates late.",
            ),
        ),
        because=(
            'The periods are "subsequent" to something, and the nearest thing that the words name is the time of the '
            "notice of intention, when the first estimate is due."
        ),
        case=(
            "A Recovery Event on 13 January 2025, notice of intention with an estimate on 10 February, updates on "
            "20 February and 8 August. Under intention the periods to 10 May and to 10 August are both met; under "
            "first_three_months_end the period from 14 April to 13 July 2025 is missed."
        ),
    ),
    Reading(
        name="estimate_windows",
        clauses=("L10.19(b)(ii)",),
        doubt="A09, A10",
        question="Do the periods for updated estimates follow one series, each other, or the estimates themselves?",
        options=(
            Option(
                "fixed",
                "The periods end 3, 6, 9 and more months after one first day, and one estimate anywhere in each is enough.",
                "The claimant: ends do not drift, and two estimates can stand almost six months apart.",
            ),
            Option(
                "chained",
                "Each period ends three months after the end of the one before it.",
                "The DCC: after a short month the ends stay early.",
            ),
            Option(
                "rolling",
                "Each period ends three months after the last estimate, so that no three months pass without one.",
                "The DCC.",
            ),
        ),
        because=(
            '"Once in every ... period" describes consecutive periods with one act in each, not a clock that each '
            "estimate restarts. Counting every end from the one first day avoids drift."
        ),
        case=(
            "Notice of intention on 10 February 2025, updates on 20 February and 8 August: under fixed every period to "
            "10 August is met; under rolling the period that ends on 20 May 2025 is missed. Notice on 31 May 2024, "
            "three updates in time and a fourth on 30 May 2025: under fixed the fourth period ends on 31 May 2025 and is "
            "met; under chained it ended on 28 May 2025 and is missed."
        ),
    ),
    Reading(
        name="late_intention",
        clauses=("L10.18", "L10.19(a)", "L10.22"),
        doubt="A12",
        question="Is a request lost when the notice of intention is late?",
        options=(
            Option(
                "bars",
                "A late notice of intention ends the right to be paid on the request.",
                "The DCC.",
            ),
            Option(
                "breach_only",
                "A late notice of intention is a breach of L10.19(a), and the request stands.",
                "The claimant.",
            ),
        ),
        because=(
            "L10.22 pays on evidence provided under L10.20, and L10.20 speaks of a Party that gives notice as L10.19 "
            "asks. The right is an option to make a request, and options are strict about time. Against this, L10.19 "
            "states no consequence, and loss of a right is not presumed: Bremer v Vanden Avenne [1978] 2 Lloyd's Rep 109 "
            "[found]; though ordinary words can make notice a condition: Steria v Sigma [2008] BLR 79 [found]. The other "
            "figure is always to be shown beside this one."
        ),
        case=(
            "Supplier A requests £75,000.00 and the DCC is satisfied, but its notice of intention took effect 1 day "
            "late. Under bars £0.00 is payable; under breach_only £75,000.00."
        ),
    ),
    Reading(
        name="missed_estimate",
        clauses=("L10.18", "L10.19(b)", "L10.19(b)(i)", "L10.19(b)(ii)", "L10.22"),
        doubt="A13",
        question="Is a request lost when an estimate is missed?",
        options=(
            Option(
                "breach_only",
                "A missed estimate is a breach of L10.19(b), and the request stands.",
                "The claimant.",
            ),
            Option(
                "bars",
                "A missed estimate, the first or any update, ends the right to be paid on the request.",
                "The DCC.",
            ),
        ),
        because=(
            "Estimates inform the DCC and are given again and again, while payment hangs on the notice of intention, the "
            "total and the evidence."
        ),
        case=(
            "Supplier A gives notice of intention with no estimate, sends its first estimate 18 days later, and requests "
            "£48,000.00 with which the DCC is satisfied. Under breach_only £48,000.00 is payable; under bars £0.00."
        ),
    ),
    Reading(
        name="late_total",
        clauses=("L10.18", "L10.19(c)", "L10.22"),
        doubt="A14",
        question="Is a request lost when notice of the total is late?",
        options=(
            Option(
                "bars",
                "A late notice of the total ends the right to be paid on the request.",
                "The DCC.",
            ),
            Option(
                "breach_only",
                "A late notice of the total is a breach of L10.19(c), and the request stands.",
                "The claimant.",
            ),
        ),
        because=(
            '"In any event within" is the language of a long-stop, and the total is the request itself. Against this, '
            "L10.19 states no consequence, and loss of a right is not presumed: Bremer v Vanden Avenne [1978] 2 Lloyd's "
            "Rep 109 [found]."
        ),
        case=(
            "Supplier A's total of £310,000.00, with which the DCC is satisfied, took effect 2 days late. Under bars "
            "£0.00 is payable; under breach_only £310,000.00."
        ),
    ),
    Reading(
        name="ceases_to_incur",
        clauses=("L10.19(c)",),
        doubt="A16",
        question="When does a Party cease to incur Recovery Costs?",
        options=(
            Option(
                "liability",
                "A Party ceases to incur costs on the day when its last liability for one arose.",
                "The DCC.",
            ),
            Option(
                "payment",
                "A Party ceases to incur costs on the day when it makes its last payment for one.",
                "The claimant, whose three months start later.",
            ),
        ),
        because=(
            "A cost is incurred when the liability for it arises, not when it is settled. A cost that resumes sets a new "
            "day."
        ),
        case=(
            "The last work is done on 15 August 2025, when the liability arises; the supplier invoices on 1 September and "
            "is paid on 30 September. Under liability the last day for the total is 15 November 2025; under payment it is "
            "30 December 2025."
        ),
    ),
    Reading(
        name="later_totals",
        clauses=("L10.19(b)", "L10.19(c)", "L10.22"),
        doubt="A17",
        question="Does a later total replace an earlier one?",
        options=(
            Option(
                "latest_in_time",
                "The latest total governs that took effect by its last day and no later than the DCC or the Panel acted.",
                "Depends on the figures: mostly the claimant, whose costs continue after its first total.",
            ),
            Option(
                "first_is_final",
                "The earliest total governs and no later one changes it.",
                "Depends on the figures: mostly the DCC.",
            ),
        ),
        because=(
            "L10.19(c) measures its time from when costs cease, so a total given while they continue cannot be the last "
            "word."
        ),
        case=(
            "A Recovery Event on 3 March 2025, a total of £100,000.00 on 1 May, another £40,000.00 of costs to 30 June, "
            "and a revised total of £140,000.00 on 15 July 2025. Under latest_in_time £140,000.00 is requested; under "
            "first_is_final £100,000.00."
        ),
    ),
    Reading(
        name="estimates",
        clauses=("L10.19(b)(i)", "L10.19(b)(ii)", "L10.19(c)", "L10.22"),
        doubt="A18",
        question="Does an estimate limit the total?",
        options=(
            Option(
                "not_binding",
                "The total may be more or less than any estimate.",
                "The claimant.",
            ),
            Option(
                "cap_the_total",
                "The total counts only up to the latest estimate that took effect before it.",
                "The DCC.",
            ),
        ),
        because=("The words ask for the best estimate of a likely amount. That is a forecast and not a promise."),
        case=(
            "The latest estimate is £450,000.00 and the total that follows is £480,000.00. Under not_binding £480,000.00 "
            "is requested; under cap_the_total £450,000.00."
        ),
    ),
)

_COSTS = (
    Reading(
        name="key_success",
        clauses=("L10.17(b)",),
        doubt="A20",
        question="Is a key used unsuccessfully device by device, or for the whole event?",
        options=(
            Option(
                "per_device",
                "Replacement counts only for a device on which the key was not used or failed.",
                "The DCC.",
            ),
            Option(
                "per_event",
                "One failure anywhere in the event lets in replacement on devices where the key worked.",
                "The claimant.",
            ),
        ),
        because=(
            "L10.17(b) asks for action that is necessary, and on a device that the key has recovered no replacement is."
        ),
        case=(
            "The key fails on 50 of 500 devices, and 80 are replaced at £185.00 each: the 50, and 30 on which it worked. "
            "Under per_device £9,250.00 is eligible; under per_event £14,800.00."
        ),
    ),
    Reading(
        name="pre_event_costs",
        clauses=("L10.17",),
        doubt="A21",
        question="Can a cost incurred before the day of the Recovery Event be a Recovery Cost?",
        options=(
            Option(
                "excluded",
                "A cost incurred before the day of the event is no Recovery Cost; one incurred on that day can be.",
                "The DCC.",
            ),
            Option(
                "included",
                "A cost incurred before the event can be a Recovery Cost, as part of the same incident.",
                "The claimant.",
            ),
        ),
        because=(
            'L10.17 says "in consequence of a Recovery Event" where L10.15(b) speaks of the consequence of a '
            "Compromise: the drafter told the two apart. Against this, L10.16(b)(i) itself assumes attempts made before "
            "the event."
        ),
        case=(
            "Supplier A lists £212,600.00 from the day of the event on and £9,000.00 incurred the day before, all "
            "otherwise eligible. Under excluded £212,600.00 is eligible; under included £221,600.00."
        ),
    ),
    Reading(
        name="otherwise_incurred",
        clauses=("L10.17",),
        doubt="A22",
        question="Is the part of a cost that would have been incurred anyway left out?",
        options=(
            Option(
                "increment_only",
                "Only what the event added to a cost counts; the money that would have been spent anyway is deducted.",
                "The DCC.",
            ),
            Option(
                "whole_cost",
                "A cost that the event caused to be incurred when it was counts whole, and nothing is deducted.",
                "The claimant.",
            ),
        ),
        because=(
            'A cost "which would not otherwise have incurred" (the text leaves out "been") is what the event added. '
            "Work brought forward would have been paid for in any case."
        ),
        case=(
            "Replacement worth £30,000.00 that was due in 2026 is brought forward at a premium of £2,400.00, so that the "
            "line is £32,400.00. Under increment_only £2,400.00 is eligible; under whole_cost £32,400.00."
        ),
    ),
    Reading(
        name="recovery_status",
        clauses=("L10.17(b)(i)", "L10.17(b)(ii)", "L10.30(a)(i)"),
        doubt="A23",
        question="Is a device whose SMI Status the recovery itself had set to 'recovery' a commissioned one?",
        options=(
            Option(
                "looked_through",
                "A status of 'recovery' is read as 'commissioned', because the recovery itself set it.",
                "The claimant.",
            ),
            Option(
                "literal",
                "Only a status of 'commissioned' counts, so a device with the status 'recovery' is no Relevant Device.",
                "The DCC.",
            ),
        ),
        because=(
            "Annex A to modification MP173 records that Methods 2 and 3 of Appendix L set this status and, as it reads "
            "Method 2, before the SMKI PMA decides. Read to the letter, the definition would leave out the very devices "
            "that the recovery is for."
        ),
        case=(
            "Supplier A replaces 1,000 devices at £185.00 each, every one set to 'recovery' before the decision. Under "
            "looked_through £185,000.00 is eligible; under literal £0.00."
        ),
    ),
    Reading(
        name="vat",
        clauses=("L10.17",),
        doubt="A46",
        question="Is VAT that a Party can recover a cost?",
        options=(
            Option(
                "net_of_recoverable",
                "VAT that the Party can recover is deducted.",
                "The DCC.",
            ),
            Option(
                "gross",
                "VAT counts as part of the cost, whether or not the Party can recover it.",
                "The claimant.",
            ),
        ),
        because=(
            "Money that comes back to the Party as recovered VAT is not a cost to it, and L10.17 speaks of costs incurred."
        ),
        case=(
            "A line of £120,000.00 includes £20,000.00 of VAT that Supplier A can recover. Under net_of_recoverable "
            "£100,000.00 is eligible; under gross £120,000.00."
        ),
    ),
    Reading(
        name="dcc_claims",
        clauses=("L10.18", "L10.22", "L10.24"),
        doubt="A26",
        question="Can the DCC request Recovery Costs?",
        options=(
            Option(
                "not_a_claimant",
                "The DCC makes no request under L10.18, and its own costs are not counted with those of the Parties.",
                "Depends on the figures: the DCC recovers its costs through its allowed revenues instead.",
            ),
            Option(
                "any_party",
                "The DCC is a Party like any other, and what it requests counts.",
                "The DCC.",
            ),
        ),
        because=(
            "A request goes to the DCC and is paid by the DCC: nobody asks or pays itself. The DCC's own costs have "
            "their place in its allowed revenues."
        ),
        case=(
            "The DCC asks for £300,000.00, other Parties for £800,000.00, and the Panel's sum is £1,000,000.00. Under "
            "not_a_claimant the DCC is paid nothing under L10.22 and £800,000.00 does not exceed the sum; under any_party "
            "£1,100,000.00 does."
        ),
    ),
    Reading(
        name="deemed_breacher_claims",
        clauses=("L10.18", "L10.22", "L10.25", "L10.26"),
        doubt="A27",
        question="Can a Party that is deemed to be in breach request Recovery Costs?",
        options=(
            Option(
                "may_claim",
                "A deemed breach does not touch a request, and nothing is set off against it.",
                "The claimant that is also the Relevant Subscriber.",
            ),
            Option(
                "barred",
                "A Party with a deemed breach that has not been undone has no right to be paid on its request.",
                "The DCC.",
            ),
        ),
        because=(
            "L10.18 gives the right to any Party and makes no exception. The Panel may weigh what was reasonably incurred."
        ),
        case=(
            "Supplier B is deemed to be in breach of L11.9 and requests £40,000.00 with which the DCC is satisfied. Under "
            "may_claim £40,000.00 is payable; under barred £0.00."
        ),
    ),
)

_PAYMENT = (
    Reading(
        name="evidence_timetable",
        clauses=("L10.20(a)", "L10.20(a)(ii)", "L10.20(b)", "L10.20(b)(ii)"),
        doubt="A44",
        question="Do the DCC's dates for evidence still run once the Panel considers the matter?",
        options=(
            Option(
                "panel_displaces_dcc",
                "From the day when the Panel takes the matter up its dates replace those of the DCC that were not yet "
                "past.",
                "The claimant, where the Panel gives more time.",
            ),
            Option(
                "parallel",
                "The dates of the DCC and of the Panel run side by side, and each is to be kept.",
                "The DCC.",
            ),
        ),
        because=(
            'Limb (a) is made subject to limb (b), and "or" stands between them. A date of the DCC that had passed '
            "before the Panel took the matter up stays missed."
        ),
        case=(
            "The DCC asks for evidence by 2 June 2025, the Panel takes the matter up on 28 May and asks for it by "
            "30 June, and it is given on 25 June 2025. Under panel_displaces_dcc it is in time, 5 days early; under parallel "
            "it is in time for the Panel and 23 days late for the DCC."
        ),
    ),
    Reading(
        name="threshold_counts",
        clauses=("L10.24",),
        doubt="A38",
        question="Do estimates count towards the Panel's sum, or only totals?",
        options=(
            Option(
                "totals",
                "Only totals count, because only they request an amount.",
                "The claimant, whose payment dates are less often referred.",
            ),
            Option(
                "totals_and_estimates",
                "The latest estimate counts as well, for each claim that has no total yet and has not been lost.",
                "The DCC, which may refer the dates earlier.",
            ),
        ),
        because=('L10.24 speaks of the amount "requested", and an estimate requests nothing yet.'),
        case=(
            "One Party's total is £700,000.00, another's latest estimate £600,000.00, and the Panel's sum is "
            "£1,000,000.00. Under totals £700,000.00 does not exceed it; under totals_and_estimates £1,300,000.00 does."
        ),
    ),
    Reading(
        name="threshold_comparison",
        clauses=("L10.24",),
        doubt="A39",
        question="Does a request of exactly the Panel's sum exceed it?",
        options=(
            Option(
                "exceeding",
                "What is requested must be more than the sum.",
                "The claimant, whose payment dates are less often referred.",
            ),
            Option(
                "reaching",
                "It is enough that what is requested is the sum or more.",
                "The DCC, which may refer the dates.",
            ),
        ),
        because=('"Exceeding" means more than, in its ordinary sense.'),
        case=(
            "Exactly £1,000,000.00 is requested and the Panel's sum is £1,000,000.00. Under exceeding L10.24 does not "
            "apply; under reaching it does. At £1,000,000.01 it applies under both, at £999,999.99 under neither."
        ),
    ),
    Reading(
        name="threshold_sum",
        clauses=("L10.24",),
        doubt="A39",
        question="Which of the Panel's sums applies where it has changed?",
        options=(
            Option(
                "in_force_when_tested",
                "The sum in force on the day when the question is asked applies.",
                "Depends on the dates: where the sum has risen, the claimant.",
            ),
            Option(
                "in_force_at_event",
                "The sum in force on the day of the Recovery Event applies throughout.",
                "Depends on the dates: where the sum has risen, the DCC.",
            ),
        ),
        because=("L10.24 names the sum determined from time to time, which is the one that now stands."),
        case=(
            "£1,200,000.00 is requested; the Panel's sum was £1,000,000.00 on the day of the event and has been "
            "£1,500,000.00 since. Under in_force_when_tested it is not exceeded; under in_force_at_event it is."
        ),
    ),
    Reading(
        name="threshold_amounts",
        clauses=("L10.24",),
        doubt="A40",
        question="Is the Panel's sum compared with what was requested or with what is payable?",
        options=(
            Option(
                "as_requested",
                "The amounts count as they were requested, whatever was later reduced or paid.",
                "The DCC, which may refer the dates.",
            ),
            Option(
                "as_payable",
                "Where it is known what is payable on a request, that amount counts in its place.",
                "Mostly the claimant, whose payment dates are less often referred.",
            ),
        ),
        because=(
            "L10.24 compares the amounts requested. A request on which L10 gives no right to payment is left out, and a "
            "finding says so."
        ),
        case=(
            "One request of £700,000.00 was reduced to £300,000.00 by the Panel, another is £500,000.00, and the Panel's "
            "sum is £1,000,000.00. Under as_requested £1,200,000.00 exceeds it; under as_payable £800,000.00 does not."
        ),
    ),
    Reading(
        name="no_threshold",
        clauses=("L10.24", "L10.24(a)", "L10.24(b)", "L10.24(c)"),
        doubt="A42",
        question="What follows when the Panel has determined no sum?",
        options=(
            Option(
                "inoperative",
                "Without a sum L10.24 cannot apply, and requests are paid under L10.22 and L10.23.",
                "The claimant.",
            ),
            Option(
                "nil",
                "Without a sum the sum is £0.00, so that any request above it is enough.",
                "The DCC, which may refer the dates.",
            ),
        ),
        because=(
            "L10.24 needs a sum that the Panel has determined after consulting. Where there is none, nothing can exceed "
            "it."
        ),
        case=(
            "£5,000,000.00 is requested and the Panel has determined no sum. Under inoperative it is paid under L10.22 "
            "like any other request; under nil the DCC may refer the dates of payment to the Panel."
        ),
    ),
    Reading(
        name="draft_proposal",
        clauses=("L10.24", "L10.24(a)", "L10.24(c)"),
        doubt="A41",
        question="Does the Panel consider a Draft Proposal only where the DCC has referred the dates?",
        options=(
            Option(
                "whenever_exceeded",
                "The Panel considers a Draft Proposal whenever its sum is exceeded.",
                "Depends on the facts: whoever gains if the Charging Methodology is looked at early.",
            ),
            Option(
                "only_on_referral",
                "The Panel considers a Draft Proposal only once the DCC has referred the dates of payment.",
                "The Panel, which has less to consider.",
            ),
        ),
        because=(
            "Limb (b) answers a question that limb (a) refers. Limb (c) answers none, and stands by itself under the "
            "opening words."
        ),
        case=(
            "£1,200,000.00 is requested, the Panel's sum is £1,000,000.00, and the DCC refers nothing. No dates are set "
            "under either option. Under whenever_exceeded the Panel has a Draft Proposal to consider; under "
            "only_on_referral it has not."
        ),
    ),
)

_BREACH = (
    Reading(
        name="dcc_breaches",
        clauses=("L10.25", "L10.25(a)", "L10.25(b)"),
        doubt="A30",
        question="Is the DCC deemed to be in breach for each of its certificates, or only for the one where it began?",
        options=(
            Option(
                "each_certificate",
                "Each certificate of the DCC that was Compromised puts it in breach of the provision for its kind.",
                "The Parties.",
            ),
            Option(
                "originating_only",
                "A certificate that was Compromised only because an OCA Certificate was puts the DCC in no breach.",
                "The DCC.",
            ),
        ),
        because=(
            'The words of each limb are met by its own kind of certificate, and "or" need not exclude both. Against '
            "this, the exception in L10.26 suggests that a knock-on Compromise was not meant to be the subscriber's "
            "breach."
        ),
        case=(
            "An OCA Certificate of the DCC is Compromised and, through it, one of its Organisation Certificates. Under "
            "each_certificate the DCC is deemed to be in two breaches, of L11.9 and of Part 6.2.1; under "
            "originating_only in one, of Part 6.2.1."
        ),
    ),
    Reading(
        name="oca_carve_out",
        clauses=("L10.26",),
        doubt="A31",
        question="Does the exception in L10.26 ask what caused each Party's own Compromise?",
        options=(
            Option(
                "caused_by_oca",
                "A Party is outside L10.26 only if an OCA Certificate caused the Compromise that concerns it.",
                "The DCC and the other Parties.",
            ),
            Option(
                "any_oca_in_event",
                "Any Compromise of an OCA Certificate in the event takes every Party outside L10.26.",
                "The Relevant Subscriber that is a Party.",
            ),
        ),
        because=(
            '"Due to" asks for a cause. A suspected Compromise of an OCA Certificate is enough. Where causes are mixed '
            "the Party is not taken out, and it may refer the matter to the Panel."
        ),
        case=(
            "In one event, a certificate of Supplier P is Compromised by its own lapse, and an unrelated OCA Certificate "
            "is suspected of being so. Under caused_by_oca Supplier P is deemed to be in breach of L11.9; under "
            "any_oca_in_event it is not."
        ),
    ),
    Reading(
        name="non_party_subscriber",
        clauses=("L10.26", "L10.30(b)"),
        doubt="A28",
        question="Is anybody deemed to be in breach where the Subscriber is not a Party?",
        options=(
            Option(
                "no_breach",
                "A Subscriber that is not a Party is not deemed to be in breach, and nobody is in its place.",
                "The Network Party that nominated it.",
            ),
            Option(
                "nominating_party",
                "The Network Party that nominated the Subscriber stands in its place.",
                "The DCC and the other Parties.",
            ),
        ),
        because=(
            "L10.26 speaks of a Party. SECCo may hold only IKI Certificates (L3.2(c)), so it cannot be a Relevant "
            "Subscriber at all. A Network Party that is itself treated as an RDP is a Party."
        ),
        case=(
            "An Organisation Certificate of RDP1 is Compromised; RDP1 is not a Party and Network Party N nominated it. "
            "Under no_breach nobody is deemed to be in breach; under nominating_party Network Party N is, of L11.9."
        ),
    ),
    Reading(
        name="symmetric_key_only",
        clauses=("L10.25(b)", "L10.30(b)", "L10.30(c)(i)", "L10.30(c)(vi)"),
        doubt="A32",
        question="Is there a Relevant Subscriber where only keys with no Organisation or OCA Certificate are notified?",
        options=(
            Option(
                "no_relevant_subscriber",
                "With no such certificate Compromised there is no Relevant Subscriber and no deemed breach.",
                "The DCC.",
            ),
            Option(
                "root_oca_compromised",
                "The Root OCA Certificate is Compromised as a result, and the DCC is in breach of Part 6.2.1.",
                "The Parties.",
            ),
        ),
        because=(
            "A Relevant Subscriber needs an Organisation or OCA Certificate that was Compromised as a result, and none "
            "is on record. Against this, the Root OCA Certificate carries the Contingency key in wrapped form."
        ),
        case=(
            "The DCC notifies a suspected Compromise of the Contingency Symmetric Key alone, and Supplier A spends "
            "£20,000.00 on using the key. Under no_relevant_subscriber nobody is deemed to be in breach; "
            "under root_oca_compromised the DCC is, of Part 6.2.1. The £20,000.00 is eligible under both: the "
            "reading changes no cost line."
        ),
    ),
    Reading(
        name="referral",
        clauses=("L10.27(a)",),
        doubt="A29",
        question="Does one Relevant Subscriber's referral serve the others?",
        options=(
            Option(
                "own",
                "Each Relevant Subscriber needs a referral of its own, and is judged by itself.",
                "The DCC and the other Parties.",
            ),
            Option(
                "one_serves_all",
                "A referral by any Relevant Subscriber counts for all of them; each is still judged by itself.",
                "The Relevant Subscriber that did not refer.",
            ),
        ),
        because=('L10.27(a) asks that "it", the Relevant Subscriber concerned, refers the matter.'),
        case=(
            "A Recovery Event on 14 April 2025 with two Relevant Subscribers, P and Q; only P refers the matter by "
            "14 July 2025. From 15 July 2025, under own P's breach is pending and Q's is final; under one_serves_all "
            "both are pending."
        ),
    ),
    Reading(
        name="late_referral",
        clauses=("L10.27(a)", "L10.28"),
        doubt="A33",
        question="Can a referral made after three months still undo a deemed breach?",
        options=(
            Option(
                "fatal",
                "A late referral does nothing, and the deemed breach is final.",
                "The DCC and the other Parties.",
            ),
            Option(
                "panel_may_accept",
                "The Panel may take up a late referral and determine it as if it were in time.",
                "The Relevant Subscriber.",
            ),
        ),
        because=(
            "L10.28 makes the breach final in every other circumstance, and nothing in L10 gives a power to extend the "
            "time."
        ),
        case=(
            "A Recovery Event on 14 April 2025; the Relevant Subscriber's referral takes effect on 15 July 2025, 1 day "
            "after the last day for it. Under fatal the breach is final; under panel_may_accept it is pending until the "
            "Panel determines it."
        ),
    ),
)

READINGS: dict[str, Reading] = {
    reading.name: reading for reading in (*_EVENT_AND_TIME, *_REQUESTS, *_COSTS, *_PAYMENT, *_BREACH)
}
