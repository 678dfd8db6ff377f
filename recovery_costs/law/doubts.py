"""The documented doubts: where L10 can be read in more than one way and the program offers no switch.

Each says what the program does, what else the words could mean, and why. A switch would not help: the answer is a fact that
somebody records, or a decision that the Code leaves to people, or it moves nothing that the program computes. The numbers
are of one series with the readings'. "[found]" and "[unverified]" mean what they mean there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """One documented doubt: the question, what the program does, what else could be meant, why, and a worked case."""

    number: str
    clauses: tuple[str, ...]
    question: str
    does: str
    others: tuple[str, ...]
    because: str
    case: str
    neighbours: tuple[str, ...] = ()
    """The neighbours that bear on it, by their references."""


_RECORDS = (
    Doubt(
        number="A03",
        clauses=("L10.14", "L10.15", "L10.16", "L10.19(a)", "L10.27(a)"),
        question="If the SMKI PMA first decides against the key and later requires it, is that one Recovery Event or two?",
        does="There is one event: the route that is complete first gives it its day, and the other does not move it.",
        others=("There are two events, each with time of its own to give notice and to refer.",),
        because=(
            "L10.17(b) has a key that is not used and a key that fails side by side within one event. A second event would "
            "also open again the time of L10.27(a), after a breach had become final."
        ),
        case=(
            "The DCC gives notice on 13 January 2025, there is evidence of attempts on 15 January, and the SMKI PMA decides "
            "against the key on 20 January and to require it on 3 March 2025. The program finds one event, on 20 January, and "
            "one last day, 20 April 2025. With two events there would be another last day, 3 June 2025."
        ),
    ),
    Doubt(
        number="A11",
        clauses=("L10.19(b)(ii)",),
        question="Is an updated estimate needed in the period in which the total is given?",
        does="None is needed: the total ends that period, on whichever of its days it comes. A period that ended before is not saved.",
        others=("One is needed where the total comes late in the period: a period without an estimate is missed.",),
        because="The duty to update lasts until the total is given, and then the total says what an estimate could only guess.",
        case=(
            "Notice of intention with an estimate on 10 February 2025, updates on 20 February and 8 August, total on "
            "1 October. The third period runs from 11 August to 10 November 2025 and has no estimate in it. The program finds "
            "it ended by the total; under the other reading it is missed. Had the total come on 11 November, it would be "
            "missed under both."
        ),
    ),
    Doubt(
        number="A15",
        clauses=("L10.19(c)",),
        question='Does "as soon as possible" ask for anything before the three months are over?',
        does=(
            "It computes no date from those words. A total that comes after the day on which costs ceased gets a finding that leaves "
            "to judgement whether that was as soon as possible, and nothing is lost by it."
        ),
        others=("The words add nothing: a total within the three months is in time, and there is nothing to judge.",),
        because=(
            "The words ask for something, but what is possible depends on circumstances that no case file holds, and L10.19 "
            "gives a long-stop beside them."
        ),
        case=(
            "Costs cease on 15 August 2025, the figures are known on 20 August, and the total of £75,000.00 takes effect on "
            "14 November, 91 days after costs ceased and 1 day before the last day. The program finds it in time and leaves the "
            "91 days to judgement; under the other reading there is no such finding. £75,000.00 is requested under both."
        ),
    ),
    Doubt(
        number="A19",
        clauses=("L10.17", "L10.17(a)", "L10.17(b)"),
        question="Must one cost fall under both (a) and (b) of L10.17?",
        does="A cost needs to fall under one of them: they are two classes of cost.",
        others=('"And" joins conditions: a cost counts only if it falls under both.',),
        because=(
            "Hardly a cost could fall under both. Limb (a) is about a key that is used, limb (b) about one that was not used or "
            "failed. The definition would be nearly empty."
        ),
        case=(
            "Supplier A spends £120,000.00 on using the key and £92,600.00 on replacing 500 devices, at £185.20 each, on "
            "which it failed. The program finds £212,600.00 eligible; under the other reading £0.00."
        ),
    ),
    Doubt(
        number="A24",
        clauses=("L10.17(b)", "L10.30(a)", "L10.30(a)(i)"),
        question="Can a Device that was commissioned only after the Recovery Event be a Relevant Device?",
        does=(
            "It can: a cost line's `smi_status` is `commissioned` if the Device was so immediately before the event or has "
            "been since. Its credentials must meet limb (ii) all the same."
        ),
        others=("It cannot: only its status immediately before the event counts.",),
        because='Limb (i) says "has, or had", so that either time is enough.',
        case=(
            "On the day of the event, 14 April 2025, a device is installed and not yet commissioned, and already carries Data "
            "from the Compromised certificate. It is commissioned on 16 April and replaced on 25 April for £185.00. The "
            "program finds £185.00 eligible; under the other reading £0.00."
        ),
    ),
    Doubt(
        number="A25",
        clauses=("L10.17(b)(i)", "L10.17(b)(ii)"),
        question="On which day must the Party be the Responsible Supplier?",
        does=(
            "Whoever records the cost line says whether the Party was the Responsible Supplier. That is meant of the day when it "
            "took the action, and the program compares it with no other day."
        ),
        others=(
            "On the day of the Recovery Event.",
            "On the day when it makes its claim.",
        ),
        because="The words are in the present tense and go with the action. The time to give notice runs from the event all the same.",
        case=(
            "A Recovery Event on 14 April 2025; on 1 May the customer of Supplier A moves to Supplier B, which replaces 10 "
            "devices on 10 May at £185.00 each. The program finds £1,850.00 of Supplier B eligible, and its last day for notice "
            "of intention is 14 July 2025. By the day of the event, nobody can claim: Supplier A spent nothing, and Supplier B "
            "was not responsible. By the day of the claim, Supplier B can, unless the customer has moved again."
        ),
    ),
    Doubt(
        number="A34",
        clauses=("L10.25", "L10.26", "L10.27", "L10.27(c)", "L10.28"),
        question="What is a deemed breach while the Panel has not determined a referral?",
        does=(
            "It is deemed and pending. The Panel's determination then makes it final, or erases it as if it had never "
            "occurred."
        ),
        others=(
            "It is final, and becomes undone if the Panel so determines.",
            "It is suspended: there is no breach until the Panel has determined.",
        ),
        because=(
            "L10.25 and L10.26 deem the breach from the event on. L10.28 makes final what L10.27 does not describe, and while "
            "the Panel has yet to determine it is not known which that is."
        ),
        case=(
            "A Recovery Event on 14 April 2025; Supplier B refers the matter on 1 July, and the Panel determines on "
            "12 September that no such breach occurred. On 1 August 2025 the program says pending; under the other readings "
            "final, or none. From 12 September it is erased under all three."
        ),
    ),
    Doubt(
        number="A35",
        clauses=("L10.27(b)", "L10.27(c)"),
        question="Must the Relevant Subscriber show that it was in no breach at all, or only that none caused the Compromise?",
        does=(
            "It reads the Panel's determination, which is recorded in two answers: was it demonstrated that no breach of its own caused "
            "the Compromise, and did the breach occur? The deemed breach is erased if the first is yes and the second no. "
            "The Panel need not find that there was no lapse of any kind in order to answer so."
        ),
        others=("It must show besides that it was not in breach of the provision at all, whatever the cause.",),
        because=(
            "Limb (c) has the Panel determine in accordance with what limb (b) had demonstrated, and limb (b) is about the cause. "
            "What the Panel determines is its own decision."
        ),
        case=(
            "A Recovery Event on 14 April 2025; Supplier B refers the matter on 1 July. It had let a check of its keys lapse, "
            "but the key was stolen in another way. On 12 September 2025 the Panel is satisfied that no breach of Supplier B was "
            "the cause, and determines that no such breach occurred: erased. Under the other reading it would determine that the "
            "breach occurred; so recorded, the program says final."
        ),
        neighbours=("L11.9", "Organisation Certificate Policy 6.2.1"),
    ),
    Doubt(
        number="A36",
        clauses=("L10.22", "L10.23", "L10.23(a)", "L10.23(b)"),
        question="Does the question of the evidence include whether costs are Recovery Costs, and may the DCC pay a part?",
        does=(
            "It includes that. The DCC either is satisfied and pays the whole request, or refers the whole question to the "
            "Panel; only the Panel can direct part of it."
        ),
        others=(
            "The question is whether the figures add up, and the Panel has no say on which costs count.",
            "The DCC may pay at once the part that it does not question, and refer the rest.",
        ),
        because=(
            'L10.22 has the DCC pay "that amount", the one requested. Evidence supports a request for Recovery Costs only if it '
            "shows that they are such costs. The power to direct a part is given to the Panel."
        ),
        case=(
            "Supplier A requests £254,250.00, of which the DCC doubts £41,650.00. It refers the question, and the Panel "
            "directs £212,600.00. The program finds nothing payable until the direction and then £212,600.00, under "
            "L10.23(b). Were a part payment open to the DCC, it would pay £212,600.00 before any direction."
        ),
    ),
    Doubt(
        number="A37",
        clauses=("L10.23(b)", "L10.29"),
        question="Can more be made payable than was requested?",
        does=(
            "Not by the Panel: a direction to pay as a part what is no less than the request is not counted, and a finding says so. "
            "A sum that the Authority fixes is taken as it is, with a finding that leaves the excess to judgement."
        ),
        others=(
            "The Panel may put a request right upwards.",
            "The Authority is bound by the request as the Panel is.",
        ),
        because=(
            "L10.23(b) has three directions: the full amount, only part of it, or nothing. Of the Authority L10.29 says only "
            "that its decision is final and binding, so the program does not correct it."
        ),
        case=(
            "£250,000.00 is requested and the Panel directs £260,000.00: the direction is not counted, and nothing is payable "
            "yet. If on appeal the Authority fixes £260,000.00, that is payable, with a finding that £250,000.00 was requested."
        ),
    ),
    Doubt(
        number="A43",
        clauses=("L10.22", "L10.23(b)", "L10.24(b)"),
        question="By when must the DCC pay, and does it owe interest?",
        does=(
            "Unless dates are determined under L10.24(b), no last day is given for a payment, and no interest is ever computed. "
            "The days of satisfaction and of payment are facts."
        ),
        others=(
            "It must pay on the day when it is satisfied, and interest may run from then.",
            "It must pay in the time that Section J1 gives for Charges; the text of J1 is not held.",
        ),
        because=(
            "L10.22 gives no date, which leaves a reasonable time, and L10 has no words on interest. The program invents neither."
        ),
        case=(
            "The DCC is satisfied on 1 September 2025 of a request for £75,000.00 and pays it on 1 December 2025. The program "
            "shows £75,000.00 outstanding with no last day until then, and £0.00 outstanding from then. If it had been due on "
            "1 September there would be 91 days of interest to argue about."
        ),
    ),
    Doubt(
        number="A45",
        clauses=("L10.17", "L10.17(a)", "L10.17(b)", "L10.21"),
        question="Are the costs of an auditor's report, of preparing the claim, or of L10.6 or L10.12 Recovery Costs?",
        does=(
            "None of them is. A cost line that falls under neither limb of L10.17 is left out, and so is one that has a "
            "reimbursement clause of its own."
        ),
        others=(
            "Costs that go with Recovery Costs, such as the report of an auditor that L10.21 allows to be required, count too.",
        ),
        because=(
            "An auditor's report and the preparing of a claim neither use a key nor replace anything. L10.6 and L10.12 each reimburse "
            "costs by themselves, and no cost is paid twice."
        ),
        case=(
            "Supplier A lists £12,000.00 for an auditor, £6,500.00 under L10.6 and £2,200.00 under L10.12, together "
            "£20,700.00. The program finds £0.00 eligible; under the other reading £12,000.00."
        ),
        neighbours=("L10.6", "L10.12"),
    ),
    Doubt(
        number="A47",
        clauses=("L10.20", "L10.23", "L10.24", "L10.27", "L10.29"),
        question="Who may appeal, by when, against what, and what happens to the money meanwhile?",
        does=(
            "It gives an appeal no last day and takes no decision to be stayed by one. An appeal by the claimant or Relevant Subscriber "
            "concerned, or by the DCC, stands without a remark; one by anybody else is left to judgement. Setting the sum of "
            "L10.24 is taken to be open to appeal, with a finding that this is arguable. A refusal to look at a late referral "
            "can be recorded as the Panel's determination, and appealed as one. Money paid beyond what the Authority fixes is "
            "shown as overpaid, and no clause is cited for getting it back."
        ),
        others=(
            "An appeal must be made within a reasonable time.",
            "Any Party may appeal.",
            "An appeal suspends payment.",
            "What was overpaid is set off against later payments, or cannot be recovered.",
        ),
        because=(
            "L10.29 names no appellant, no time and no stay, and says nothing of repayment. The Code does set periods elsewhere, "
            "so its silence here reads as meant."
        ),
        case=(
            "The Panel directs the full £250,000.00, the DCC pays it, and on appeal the Authority fixes £200,000.00. The program "
            "finds £200,000.00 payable and £50,000.00 overpaid. Under the other readings the £50,000.00 would be set off, or "
            "would be lost to the DCC."
        ),
    ),
    Doubt(
        number="A48",
        clauses=("L10.14", "L10.15(a)", "L10.16(a)", "L10.17"),
        question="Is a direction of the SMKI PMA under L10.31 a Recovery Event?",
        does="It is not. Without the DCC's notice of a Compromise no event occurs, even if a decision to use the key is on record.",
        others=("It counts as one, if the text of L10.31 to L10.33, which is not held, says so.",),
        because=(
            "L10.15 and L10.16 both begin with a Compromise, actual or suspected, and such a direction is for other purposes. "
            "That is how Annex A to MP173 describes it."
        ),
        case=(
            "By a direction under L10.31 wrong certificates are replaced, and Supplier A spends £55,000.00. The program finds no "
            "Recovery Event, calls none of the £55,000.00 eligible and makes nothing payable, whatever the DCC is satisfied of. Under "
            "the other reading £55,000.00 could be."
        ),
        neighbours=("L10.31 to L10.33",),
    ),
    Doubt(
        number="A49",
        clauses=("L10.14", "L10.15", "L10.16", "L10.24"),
        question="Are several keys, notices or decisions one Recovery Event or several?",
        does=(
            "A case file is one event, and whoever keeps the record says what belongs to it. Within it several notices and decisions "
            "make one event, however many keys they name."
        ),
        others=(
            "Each Relevant Private Key that is Compromised has an event of its own.",
            "All that one incident brings about is one event, however often the SMKI PMA decides.",
        ),
        because=(
            "An event is made of a notice and a decision, so that each such pair is meant to be recorded as one. The program "
            "cannot see from the facts which notices belong together, and does not guess."
        ),
        case=(
            "One notice names two keys; Supplier A requests £600,000.00 for the one and Supplier B £600,000.00 for the other, and "
            "the Panel's sum is £1,000,000.00. As one event, £1,200,000.00 exceeds it. As two, £600,000.00 does not, and "
            "nor does the other £600,000.00."
        ),
    ),
    Doubt(
        number="A50",
        clauses=("L10.22", "L10.24(b)", "L10.24(c)"),
        question="To which Regulatory Year does a cost belong?",
        does=(
            "An adjudication puts no cost in a Regulatory Year. Where payments are set out by year, each belongs to the year of the day "
            "on which it is paid."
        ),
        others=(
            "It belongs to the year in which it was requested.",
            "It belongs to the year in which it was incurred.",
        ),
        because=(
            "L10 does not say, and the money leaves the DCC when it is paid. That a Regulatory Year runs from 1 April to "
            "31 March is [found]."
        ),
        case=(
            "A cost incurred on 14 November 2025 is requested on 30 March 2026 and paid on 2 April 2026. By payment it belongs "
            "to 2026/27; by request or by when it was incurred, to 2025/26."
        ),
    ),
    Doubt(
        number="A51",
        clauses=("L10.14", "L10.19(c)", "L10.30"),
        question="Which text of the Code governs an event that a change of the text falls into?",
        does=(
            "It holds one text, of 6 March 2020, applies it to every event and names it on every adjudication. A finding says so where the "
            "event is earlier. No later text is held, so a later change is not seen."
        ),
        others=(
            "The text in force on the day of the event governs all that follows, except who decides.",
            "The text in force on the day of each step governs that step.",
        ),
        because=(
            "Rights that arose from an event should not change under it, so the first of the other readings is the one to build on "
            "once a second text is held. Whether MP173 took effect was not found."
        ),
        case=(
            "An event on 10 February 2022, costs that cease on 20 March 2022 and a total on 10 June 2022. The program applies the "
            "text of 6 March 2020 throughout: the last day for the total is 20 June 2022. If MP173 took effect on "
            "24 February 2022, the text of each step would have the total given under the text with L10.31 to L10.33 in it, and "
            "the text of the event under the one without."
        ),
        neighbours=("L10.31 to L10.33",),
    ),
)

DOUBTS: dict[str, Doubt] = {doubt.number: doubt for doubt in _RECORDS}
"""Every documented doubt by its number."""
