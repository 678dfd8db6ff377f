"""The words: every clause of L10.14 to L10.30 restated in plain English.

These are our words, not the Code's: the Code's own text governs. Terms with a capital letter are the Code's defined terms.
Rows stand in Code order, a parent before its limbs. A parent says what its own lead-in says; a limb can be read alone.
A later text of the Code adds rows with another `text`; it never changes these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CODE = "SEC L10, text of 6 March 2020"
TEXT_OF = date(2020, 3, 6)

_EVENTS = "Recovery Events"
_COSTS = "Recovery Costs"
_PAYMENT = "Payment of Recovery Costs by the DCC"
_BREACH = "Breach by the Relevant Subscriber"
_APPEAL = "Appeal to the Authority"
_DEFINITIONS = "Definitions"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its reference, the heading it stands under, and what it says in our words."""

    ref: str
    heading: str
    words: str
    text: str = CODE


WORDS: tuple[Clause, ...] = (
    # What is a Recovery Event
    Clause(
        "L10.14",
        _EVENTS,
        "A Recovery Event is taken to have occurred when everything that L10.15 describes is the case, or everything "
        "that L10.16 describes is. Either is enough. This holds for the purposes of L10.",
    ),
    Clause(
        "L10.15",
        _EVENTS,
        "The first way for a Recovery Event to occur: both (a) and (b) are the case.",
    ),
    Clause(
        "L10.15(a)",
        _EVENTS,
        "The DCC has given the SMKI PMA notice that some Relevant Private Key was Compromised, or that this is "
        "suspected.",
    ),
    Clause(
        "L10.15(b)",
        _EVENTS,
        "As a consequence of that Compromise, whether actual or suspected, the SMKI PMA has made a decision to "
        "require one of two keys to be used, as the SMKI Recovery Procedure lays down: the Recovery Private Key, or "
        "the Contingency Private Key. Using the Contingency Private Key includes using the Contingency Symmetric "
        "Key.",
    ),
    Clause(
        "L10.16",
        _EVENTS,
        "The second way for a Recovery Event to occur: (a), (b) and (c) are all the case.",
    ),
    Clause(
        "L10.16(a)",
        _EVENTS,
        "The DCC has given the SMKI PMA notice that some Relevant Private Key was Compromised, or that this is "
        "suspected.",
    ),
    Clause(
        "L10.16(b)",
        _EVENTS,
        "The SMKI PMA has evidence of what (i) says or of what (ii) says. It may have been given the evidence or have "
        "obtained it in another way.",
    ),
    Clause(
        "L10.16(b)(i)",
        _EVENTS,
        "Appropriate Commands were sent in attempts to replace certain Data on Relevant Devices. The Data is the part of "
        "their Device Security Credentials that derives from any OCA Certificate or Organisation Certificate that is "
        "Compromised or suspected to be.",
    ),
    Clause(
        "L10.16(b)(ii)",
        _EVENTS,
        "To attempt to replace the Data that (i) describes, by sending Commands, was not feasible or appropriate.",
    ),
    Clause(
        "L10.16(c)",
        _EVENTS,
        "The SMKI PMA has made a decision that neither key is required to be used: not the Recovery Private Key, "
        "and not the Contingency Private Key. Using the Contingency Private Key includes using the Contingency "
        "Symmetric Key.",
    ),
    # What are Recovery Costs
    Clause(
        "L10.17",
        _COSTS,
        "Recovery Costs are costs that any Party reasonably incurs in consequence of a Recovery Event, where they "
        "would not have been incurred otherwise. They are the costs described in (a) and in (b). This holds for the "
        "purposes of L10.",
    ),
    Clause(
        "L10.17(a)",
        _COSTS,
        "Costs in respect of using the Recovery Private Key, or the Contingency Private Key, as the SMKI PMA required. "
        "Using the Contingency Private Key includes using the Contingency Symmetric Key.",
    ),
    Clause(
        "L10.17(b)",
        _COSTS,
        "Costs of taking action that is necessary to replace what (i) or (ii) names, where the Recovery Private Key or "
        "the Contingency Private Key was not used, or was used without success. Here too the Contingency Private Key "
        "includes the Contingency Symmetric Key.",
    ),
    Clause(
        "L10.17(b)(i)",
        _COSTS,
        "The action replaces Relevant Devices whose Responsible Supplier is the Party that incurs the costs.",
    ),
    Clause(
        "L10.17(b)(ii)",
        _COSTS,
        "The action replaces Data on Relevant Devices whose Responsible Supplier is the Party that incurs the "
        "costs. The Data is the part of their Device Security Credentials that derives from any OCA Certificate or "
        "Organisation Certificate that is Compromised or suspected to be.",
    ),
    # How they are asked for and paid
    Clause(
        "L10.18",
        _PAYMENT,
        "Any Party that incurs Recovery Costs may ask the DCC, by a request, to recompense it for them.",
    ),
    Clause(
        "L10.19",
        _PAYMENT,
        "A Party that wishes to make a request under L10.18 must do what (a), (b) and (c) say.",
    ),
    Clause(
        "L10.19(a)",
        _PAYMENT,
        "The Party must give the DCC notice that it intends to make a request. It must do so within three months of "
        "the day on which the Recovery Event occurred.",
    ),
    Clause(
        "L10.19(b)",
        _PAYMENT,
        "The Party must give the estimates that (i) and (ii) ask for. It need not do so if, together with the "
        "notice of its intention, it gives the DCC notice of the total costs for which it asks to be recompensed.",
    ),
    Clause(
        "L10.19(b)(i)",
        _PAYMENT,
        "At the time when it gives notice of its intention, the Party must give the DCC its best estimate of what "
        "those costs are likely to come to.",
    ),
    Clause(
        "L10.19(b)(ii)",
        _PAYMENT,
        "After that, at least once in every further period of three months, the Party must bring up to date its "
        "best estimate of what those costs are likely to come to, and give it to the DCC. This ends when it gives "
        "the DCC notice of the total costs for which it asks to be recompensed.",
    ),
    Clause(
        "L10.19(c)",
        _PAYMENT,
        "The Party must give the DCC notice of the total costs for which it asks to be recompensed. It must do this "
        "as soon as possible. In any case it must do it within three months of the day when it ceases to incur "
        "Recovery Costs.",
    ),
    Clause(
        "L10.20",
        _PAYMENT,
        "A Party that gives the DCC notice under L10.19 must provide evidence, under (a) or under (b).",
    ),
    Clause(
        "L10.20(a)",
        _PAYMENT,
        "The Party must provide the DCC with evidence of how much it has incurred in Recovery Costs, as (i) and "
        "(ii) say. This is subject to (b).",
    ),
    Clause(
        "L10.20(a)(i)",
        _PAYMENT,
        "The evidence is what the DCC may reasonably require.",
    ),
    Clause(
        "L10.20(a)(ii)",
        _PAYMENT,
        "The evidence for the DCC is due by the dates that the DCC may reasonably specify.",
    ),
    Clause(
        "L10.20(b)",
        _PAYMENT,
        "Where the Panel considers the matter, the Party must provide the DCC with evidence relating to how much it "
        "has incurred in costs, as (i) and (ii) say. The Panel may consider it of its own motion, or because the "
        "Party or the DCC referred it.",
    ),
    Clause(
        "L10.20(b)(i)",
        _PAYMENT,
        "The evidence is what the Panel may determine to be reasonably required.",
    ),
    Clause(
        "L10.20(b)(ii)",
        _PAYMENT,
        "The evidence that the Panel requires is due by the dates that the Panel may reasonably specify.",
    ),
    Clause(
        "L10.21",
        _PAYMENT,
        "The evidence under L10.20 may include, in particular, a report by an independent auditor, if the DCC or "
        "the Panel, whichever it concerns, determines that one is reasonably required. The report verifies that the "
        "amount a Party requests fairly and accurately states the Recovery Costs that it incurred.",
    ),
    Clause(
        "L10.22",
        _PAYMENT,
        "This applies once the DCC has received a Party's request to be recompensed for Recovery Costs. Where the DCC is "
        "satisfied that the evidence provided to it under L10.20 adequately supports the amount that the Party "
        "requested, it must pay the Party that amount.",
    ),
    Clause(
        "L10.23",
        _PAYMENT,
        "This applies where the DCC has any question whether a Party's evidence is adequate to support the amount "
        "that the Party requested. Both (a) and (b) then follow.",
    ),
    Clause(
        "L10.23(a)",
        _PAYMENT,
        "The DCC must refer to the Panel the question whether the evidence is adequate. The Panel is to determine it.",
    ),
    Clause(
        "L10.23(b)",
        _PAYMENT,
        "The Panel must determine the question by giving one of three directions. The DCC is to pay the Party everything "
        "that it requested; or only part of it, in a sum that the Panel specifies; or nothing.",
    ),
    Clause(
        "L10.24",
        _PAYMENT,
        "This applies where the Recovery Costs that a Party requests exceed a sum set by the Panel. They may exceed it "
        "alone, or when added to what any other Parties request for the same Recovery Event. The Panel determines the "
        "sum from time to time, for the purposes of L10.24, after consulting the Parties and the Authority.",
    ),
    Clause(
        "L10.24(a)",
        _PAYMENT,
        "The DCC may put to the Panel the question on which dates the requested amounts are to be paid. The Panel "
        "is to determine it.",
    ),
    Clause(
        "L10.24(b)",
        _PAYMENT,
        "The Panel must determine the dates of those payments. In particular, it may determine what (i) and (ii) say.",
    ),
    Clause(
        "L10.24(b)(i)",
        _PAYMENT,
        "The Panel may determine that one Party is paid at a different time from another.",
    ),
    Clause(
        "L10.24(b)(ii)",
        _PAYMENT,
        "The Panel may determine that any amount due to a Party is split into instalments, each paid at its own time.",
    ),
    Clause(
        "L10.24(c)",
        _PAYMENT,
        "The Panel must consider whether any Draft Proposal about the Charging Methodology should be submitted by "
        "it. In doing so it takes two things into account: whether the Authority proposes to adjust the DCC's "
        "allowable revenues at all, and whether the DCC proposes to amend the Charging Statement.",
    ),
    # Who is taken to have breached the Code
    Clause(
        "L10.25",
        _BREACH,
        "Where a Recovery Event occurs and the DCC is the Relevant Subscriber, the DCC is deemed to be in breach of the "
        "provision that (a) or (b) names.",
    ),
    Clause(
        "L10.25(a)",
        _BREACH,
        "Where the Compromise, actual or suspected, is to an Organisation Certificate, the DCC is deemed to be in breach "
        "of L11.9, on protecting the Private Keys of Organisation and IKI Certificates.",
    ),
    Clause(
        "L10.25(b)",
        _BREACH,
        "Where the Compromise, actual or suspected, is to an OCA Certificate, the DCC is deemed to be in breach of the "
        "Organisation Certificate Policy, Part 6.2.1, on standards and controls for cryptographic modules.",
    ),
    Clause(
        "L10.26",
        _BREACH,
        "Where a Recovery Event occurs and a Party other than the DCC is the Relevant Subscriber, that Party is deemed "
        "to be in breach of L11.9, on protecting the Private Keys of Organisation and IKI Certificates. There is one "
        "exception. It applies where the Recovery Event arose from a Compromise to the Relevant Private Key that was "
        "itself due to the Compromise of an OCA Certificate. Either Compromise may be actual or suspected.",
    ),
    Clause(
        "L10.27",
        _BREACH,
        "Where L10.25 or L10.26 deems a Relevant Subscriber to be in breach of some provision of the Code, it stops "
        "being so deemed once (a), (b) and (c) are all met. The breach is then treated as never having occurred.",
    ),
    Clause(
        "L10.27(a)",
        _BREACH,
        "The Relevant Subscriber refers the matter to the Panel, and does so within three months of the day on which the "
        "Recovery Event occurred.",
    ),
    Clause(
        "L10.27(b)",
        _BREACH,
        "After that referral, the Relevant Subscriber demonstrates that the Recovery Event arose from a Compromise "
        "to the Relevant Private Key, actual or suspected, that was not due to its own breach of the provision "
        "concerned: L11.9, or the Organisation Certificate Policy at Part 6.2.1. The Panel must be satisfied of "
        "this, acting reasonably.",
    ),
    Clause(
        "L10.27(c)",
        _BREACH,
        "The Panel determines, in accordance with what was demonstrated, that no such breach occurred.",
    ),
    Clause(
        "L10.28",
        _BREACH,
        "Where L10.25 or L10.26 deems a breach to have occurred, that counts for the purposes of the Code as a "
        "determination, final and binding, that it did. This is so in every circumstance but those that L10.27 "
        "describes, and subject to L10.29.",
    ),
    # Appeals
    Clause(
        "L10.29",
        _APPEAL,
        "Any decision of the Panel under L10.20, L10.23 or L10.24, or under L10.27, may go to the Authority on appeal. "
        "For the purposes of the Code, what the Authority decides is final and binding.",
    ),
    # Definitions
    Clause(
        "L10.30",
        _DEFINITIONS,
        "These definitions hold for the purposes of L10.",
    ),
    Clause(
        "L10.30(a)",
        _DEFINITIONS,
        "A Relevant Device is a Device that meets both (i) and (ii).",
    ),
    Clause(
        "L10.30(a)(i)",
        _DEFINITIONS,
        "The Device has an SMI Status of 'commissioned', or had it immediately before a Recovery Event.",
    ),
    Clause(
        "L10.30(a)(ii)",
        _DEFINITIONS,
        "The Device Security Credentials of the Device are populated with certain Data; or it is reasonably believed, "
        "immediately before a Recovery Event, that they have been. The Data comes from an OCA Certificate or "
        "Organisation Certificate that has been Compromised, or is suspected to have been. That Compromise results from "
        "the Compromise to the Relevant Private Key, actual or suspected, from which the Recovery Event arose.",
    ),
    Clause(
        "L10.30(b)",
        _DEFINITIONS,
        "Where a Recovery Event has occurred, the Relevant Subscriber is the Subscriber for an OCA Certificate or "
        "Organisation Certificate that has been Compromised, or is suspected to have been. That Compromise results "
        "from the Compromise to the Relevant Private Key, actual or suspected, from which the Recovery Event arose.",
    ),
    Clause(
        "L10.30(c)",
        _DEFINITIONS,
        "A Relevant Private Key is any key that one of (i) to (vi) describes.",
    ),
    Clause(
        "L10.30(c)(i)",
        _DEFINITIONS,
        "The Contingency Symmetric Key is a Relevant Private Key.",
    ),
    Clause(
        "L10.30(c)(ii)",
        _DEFINITIONS,
        "A Private Key is a Relevant Private Key if its Public Key is in any OCA Certificate or Organisation "
        "Certificate that supplies Data with which a Device's Device Security Credentials are populated. The Device "
        "must be part of an Enrolled Smart Metering System.",
    ),
    Clause(
        "L10.30(c)(iii)",
        _DEFINITIONS,
        "A Private Key is a Relevant Private Key if its Public Key is in any Organisation Certificate that supplies "
        "Data with which part of any Device Security Credentials is populated, where an S1SP holds those "
        "credentials.",
    ),
    Clause(
        "L10.30(c)(iv)",
        _DEFINITIONS,
        "A Private Key is a Relevant Private Key if it was used in the process of Issuing any certificate that (ii) or "
        "(iii) refers to, whether an OCA Certificate or an Organisation Certificate.",
    ),
    Clause(
        "L10.30(c)(v)",
        _DEFINITIONS,
        "A Private Key is a Relevant Private Key if any XML Document is Digitally Signed with it and its Public Key "
        "is in any Organisation Certificate.",
    ),
    Clause(
        "L10.30(c)(vi)",
        _DEFINITIONS,
        "A Private Key is a Relevant Private Key if its Public Key is in any certificate issued under an S1SPKI "
        "Certificate Policy, and the SMKI PMA has determined that it is a Private Key for this purpose.",
    ),
    Clause(
        "L10.30(d)",
        _DEFINITIONS,
        "A Recovery Key Pair is a Key Pair that the DCC establishes in order to replace Organisation Certificates "
        "on Devices once some Relevant Private Key has been Compromised.",
    ),
    Clause(
        "L10.30(d)(i)",
        _DEFINITIONS,
        "A Recovery Private Key is the Private Key of a Recovery Key Pair.",
    ),
    Clause(
        "L10.30(d)(ii)",
        _DEFINITIONS,
        "A Recovery Certificate is an Organisation Certificate that the OCA has Issued and that contains the Public Key "
        "of a Recovery Key Pair.",
    ),
)
