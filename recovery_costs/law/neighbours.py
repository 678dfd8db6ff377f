"""The neighbours of L10.14 to L10.30: provisions that L10 leans on, and what is known of each.

`said` is what L10 says of a neighbour, or a document that is named in `source`; where the neighbour's own text is not held,
that is all that is known. `recalled` is what stands on recollection alone, marked "[unverified]"; "[found]" marks what a
public page confirms. All of it is in our words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One provision beside L10.14 to L10.30: what is said of it, why L10 needs it, and whether its text is held."""

    ref: str
    names: tuple[str, ...]
    """Other ways to write the reference."""
    heading: str
    said: str
    needed: str
    text_held: bool
    source: str
    clauses: tuple[str, ...]
    """The clauses of L10.14 to L10.30 that lean on it, in Code order."""
    readings: tuple[str, ...] = ()
    """The readings that turn on it."""
    recalled: str = ""
    is_not: str = ""
    """What it must not be taken for, and why."""


_SECTION_L = "SEC Section L, text of 6 March 2020"
_NOTICES = ("L10.19(a)", "L10.19(b)(i)", "L10.19(b)(ii)", "L10.19(c)", "L10.20(a)(ii)", "L10.20(b)(ii)", "L10.27(a)")

_RECORDS = (
    Neighbour(
        ref="A2",
        names=("Section A2", "A1", "Section A1"),
        heading="Definitions and interpretation: month, day, Working Day",
        said=(
            "L10.14 to L10.30 count their own time in months and never in Working Days, and do not say what a month is, nor "
            "on whose clock a day ends."
        ),
        needed=(
            "Every last day in L10 is three months after some day. Working Days come in only through the rule on notices "
            "(M10), and through the reading that moves a last day."
        ),
        text_held=False,
        source=(
            f"{_SECTION_L}: L10.19 and L10.27(a). That a month which starts in the middle of one ends on the corresponding "
            "date: Freeman v Read (1863) 4 B & S 174, as quoted at caselawquotes.net/M/MonthCalendar.html [found]."
        ),
        clauses=("L10.19(a)", "L10.19(b)(ii)", "L10.19(c)", "L10.27(a)"),
        readings=("month_count", "last_day", "bank_holidays"),
        recalled=(
            "A day is a calendar day, a month a calendar month, and a time of day the time in the United Kingdom (A2.1). "
            "Writing includes e-mail (A2.1). A Working Day is any day but a Saturday, a Sunday, Christmas Day, Good Friday "
            "or a bank holiday under the Banking and Financial Dealings Act 1971, with no part of the United Kingdom named "
            "(A1.1). The program is built on this [unverified]."
        ),
    ),
    Neighbour(
        ref="L10.6",
        names=("Section L10.6",),
        heading="Costs of keeping the SMKI Recovery Procedure ready",
        said=(
            "The DCC reimburses a Party for reasonable costs of acting to support the upkeep of what the SMKI Recovery "
            "Procedure sets out. The Party must be able to show that those acts, alone and directly, brought the costs "
            "about, and that it would not have had them otherwise. L10.6 sets no time, and asks for no notice, estimate or "
            "determination by the Panel."
        ),
        needed=(
            "These costs have a clause of their own, so they are no Recovery Costs and are not paid twice. A cost line that "
            "gives L10.6 as its `own_route` is left out under L10.17. The program computes nothing under L10.6."
        ),
        text_held=True,
        source=f"{_SECTION_L}: L10.6.",
        clauses=("L10.17",),
    ),
    Neighbour(
        ref="L10.12",
        names=("Section L10.12",),
        heading="Costs of helping the SMKI PMA to decide",
        said=(
            "Where a Party asks for it, the DCC reimburses its reasonable costs of the assistance that L10.11 has it give. "
            "That is the information and help for which the SMKI PMA may ask, under L10.10, in order to decide whether a key "
            "is to be used or to be ready to decide it. L10.12 sets no time."
        ),
        needed=(
            "These costs have a clause of their own, so they are no Recovery Costs and are not paid twice. A cost line that "
            "gives L10.12 as its `own_route` is left out under L10.17. The program computes nothing under L10.12."
        ),
        text_held=True,
        source=f"{_SECTION_L}: L10.10 to L10.12.",
        clauses=("L10.17",),
    ),
    Neighbour(
        ref="L10.31 to L10.33",
        names=("L10.31", "L10.32", "L10.33", "L10.31-L10.33", "Recovery Key Direction"),
        heading="Further use of the Recovery Private Key, by direction of the SMKI PMA (modification MP173)",
        said=(
            "MP173 proposed to add these paragraphs so that Section L agrees with MP128B. The SMKI PMA could then direct the "
            "DCC to carry out an SMKI recovery for a reason other than an actual or suspected Compromise; the example given is "
            "putting wrong SMKI Certificates right. They were to say in which circumstances, and subject to what, it may do so. "
            "The report calls this a Recovery Key Direction. On the Code Administrator's advice they were to stand before the "
            "definitions, so the definitions may since have another number than L10.30. MP173 was to take effect on "
            "24 February 2022 if approved by 10 February 2022, or on 30 June 2022 if approved after that and by 16 June 2022. "
            "Whether it was approved was not found, and the redrafted text is not held."
        ),
        needed=(
            "The same key is used, so a direction looks like a Recovery Event. Costs of acting on one must not be taken for "
            "Recovery Costs."
        ),
        text_held=False,
        source=(
            "MP173, SMKI & DCCKI Document Set reviews: Annex A, Section L observation 2; Modification Report, version 1.0 of "
            "1 December 2021, sections 1, 4, 6 and 7."
        ),
        clauses=("L10.14", "L10.15(a)", "L10.16(a)", "L10.17", "L10.25", "L10.26", "L10.30(b)"),
        is_not=(
            "On the text held, a direction under L10.31 is not a Recovery Event. L10.14 knows two ways for one to occur, and both begin with "
            "notice from the DCC to the SMKI PMA of a Compromise, actual or suspected (L10.15(a), L10.16(a)). The direction is "
            "given for other reasons. Without a Recovery Event there are no Recovery Costs (L10.17), there is no Relevant "
            "Subscriber (L10.30(b)), and nobody is deemed to be in breach (L10.25, L10.26). Who bears the costs of a direction "
            "is for its own text to say."
        ),
    ),
    Neighbour(
        ref="L11.9",
        names=("Section L11.9",),
        heading="Protecting the Private Keys of Organisation and IKI Certificates",
        said=(
            "L10 gives its heading and no more. L10.25(a) deems the DCC to be in breach of it, and L10.26 any other Party; "
            "L10.27(b) asks whether the Compromise was due to a breach of it. MP128A changed the duties of Subscribers in "
            "Section L on 29 June 2023 [found]; whether L11.9 still has that number is not known."
        ),
        needed=(
            "It is the provision that a Relevant Subscriber is deemed to have breached where an Organisation Certificate is "
            "Compromised. The program names it and never tests it: what it asks for is not known here, and whether it was "
            "breached is for the Panel."
        ),
        text_held=False,
        source=(
            f"{_SECTION_L}: L10.25(a), L10.26 and L10.27(b). For MP128A: "
            "smartenergycodecompany.co.uk/modifications/gas-network-operators-smki-requirements."
        ),
        clauses=("L10.25(a)", "L10.26", "L10.27(b)"),
    ),
    Neighbour(
        ref="M2",
        names=("Section M2",),
        heading="Limits of liability",
        said=(
            "L10 does not name it. L10.25 to L10.28 settle whether a breach is taken to have occurred, for the purposes of the "
            "Code. L10 does not say what follows from one: it has no set-off and no recharge."
        ),
        needed=(
            "What one Party may recover from another that is in breach lies outside L10. The program computes nothing under M2."
        ),
        text_held=False,
        source=f"{_SECTION_L}: L10.25 to L10.28.",
        clauses=("L10.25", "L10.26", "L10.28"),
        recalled=(
            "M2 limits what Parties owe one another for a breach, and lists losses that may be recovered all the same, the "
            "cost of replacing Compromised Certificates on Devices among them [unverified]. Whether the DCC may recover from "
            "a Party in breach the Recovery Costs that it paid to others is not known."
        ),
    ),
    Neighbour(
        ref="M8",
        names=("Section M8",),
        heading="Events of Default",
        said=(
            "L10 does not name it. As the Code Administrator's glossary explains M8.1, two Events of Default of a Party are to "
            "leave a sum other than Charges unpaid for five Working Days after notice, and to leave a material breach "
            "unremedied after notice. The DCC is excepted [found]."
        ),
        needed=(
            "A deemed breach that is final counts for the purposes of the Code, and so perhaps here. The program computes "
            "nothing under M8."
        ),
        text_held=False,
        source=f"{_SECTION_L}: L10.28. For M8.1: smartenergycodecompany.co.uk/glossary/event-of-default.",
        clauses=("L10.28",),
    ),
    Neighbour(
        ref="M10",
        names=("Section M10",),
        heading="Notices: how they are given, and when they take effect",
        said=(
            "L10 does not name it. L10.19 asks a Party to notify the DCC, L10.20 to provide evidence by dates, and L10.27(a) to "
            "refer a matter to the Panel; none of them says when that has been done."
        ),
        needed=(
            "Whether a notice is in time turns on when it takes effect. Parameters of the case file stand in its place: "
            "`email_hours` 1, `post_working_days` 2, `working_day_starts` 09:00, `working_day_ends` 17:30. Every finding that "
            "depends on them says so, and a case file can give other values with the text relied on."
        ),
        text_held=False,
        source=f"{_SECTION_L}: L10.19, L10.20 and L10.27(a).",
        clauses=_NOTICES,
        readings=("notice_effective", "proved_receipt", "bank_holidays"),
        recalled=(
            "A notice is in writing and goes by hand, by first-class post, by fax or by e-mail (M10.2). It is taken to be "
            "received by hand when it is left at the address, by post two Working Days after posting, and by e-mail one hour "
            "after sending unless an error message comes back within that hour (M10.4). What is received on a day that is not a "
            "Working Day, or after 17:30 on one, counts as received at 09:00 on the next Working Day (M10.5); other codes "
            "often have 17:00. The program is built on this, without fax [unverified]."
        ),
    ),
    Neighbour(
        ref="Organisation Certificate Policy 6.2.1",
        names=("Part 6.2.1", "6.2.1", "Organisation Certificate Policy", "Appendix B", "Appendix B 6.2.1"),
        heading="Standards and controls for cryptographic modules (Appendix B to the Code)",
        said=(
            "L10 gives its heading and no more. L10.25(b) deems the DCC to be in breach of it, and L10.27(b) asks whether the "
            "Compromise was due to a breach of it. The Organisation Certificate Policy is Appendix B to the Code."
        ),
        needed=(
            "It is the provision that the DCC is deemed to have breached where an OCA Certificate is Compromised. The program "
            "names it and never tests it: what it asks for is not known here, and whether it was breached is for the Panel."
        ),
        text_held=False,
        source=f"{_SECTION_L}: L10.25(b) and L10.27(b). For the appendix: MP173, Modification Report, section 4.",
        clauses=("L10.25(b)", "L10.27(b)"),
        readings=("symmetric_key_only",),
    ),
)

NEIGHBOURS: dict[str, Neighbour] = {neighbour.ref: neighbour for neighbour in _RECORDS}
"""Every neighbour by its reference, in Code order."""
