"""What the forms call the fields of facts, and the words that fields take: as people say them, not as a case file writes them."""

from __future__ import annotations

from recovery_costs.dashboard.look import first_up

_OF = {
    ("compromise_notified", "at"): "When the DCC told the SMKI PMA",
    ("recovery_key_decided", "at"): "When the SMKI PMA decided",
    ("replacement_evidence", "at"): "When the evidence reached the SMKI PMA",
    ("certificate_compromised", "at"): "When it was Compromised, or suspected of being so",
    ("costs_ceased", "at"): "When the last liability accrued",
    ("threshold_determined", "at"): "From when the sum is in force",
    ("payment_returned", "at"): "When the money came back",
    ("appeal_made", "at"): "When the appeal was made",
    ("appeal_decided", "at"): "When the Authority decided",
    ("payment_directed", "at"): "When the Panel directed it",
    ("breach_determined", "at"): "When the Panel determined it",
    ("dates_determined", "at"): "When the Panel determined them",
    ("evidence_required", "at"): "When it was asked for",
    ("threshold_determined", "sum"): "The sum",
    ("payment_directed", "sum"): "How much is to be paid",
    ("appeal_decided", "sum"): "How much is to be paid instead",
    ("dates_determined", "payments"): "The dates: on each line a Party, a day and a sum",
    ("appeal_decided", "payments"): "The dates instead: on each line a Party, a day and a sum",
    ("appeal_decided", "breach"): "Was it in breach, as the Authority decided?",
    ("certificate_compromised", "kind"): "Kind of Certificate",
    ("total_notified", "amount"): "Total asked for",
    ("estimate_given", "amount"): "Best estimate",
}
_LABELS = {
    "amount": "Sum",
    "at": "When it was done",
    "auditor_report": "Is an auditor's report asked for?",
    "breach": "Was it in breach?",
    "by": "Who appeals",
    "caused_by_oca": "Was it Compromised through an OCA Certificate?",
    "certificate": "The Certificate",
    "decision": "Which decision of the Panel",
    "demonstrated": "Did it demonstrate what L10.27(b) asks?",
    "direction": "What the DCC is to pay",
    "due": "By which day",
    "estimate": "Best estimate",
    "item": "What is asked for",
    "key": "Which key",
    "keys": "Which keys",
    "last_payment": "Day of the last payment",
    "limb": "What the evidence shows",
    "method": "How it was sent",
    "nominated_by": "The Network Party that nominated it",
    "on": "How it came before the Panel",
    "party": "Party",
    "payments": "Payments",
    "provision": "Which provision, if not every one",
    "received": "When it was received, if that is proved",
    "required": "Is use of the key required?",
    "requirement": "What it answers",
    "sent": "When it was sent, if that is known",
    "set_aside": "Is it set aside?",
    "state": "Was the Compromise actual or suspected?",
    "submit": "Is a Draft Proposal to be submitted?",
    "subscriber": "Relevant Subscriber",
    "subscriber_kind": "What the subscriber is",
    "sum": "The sum",
    "total": "Total asked for",
    "upheld": "Is the decision upheld?",
    # beside the facts, and in forms of their own
    "bank_reference": "The bank's reference",
    "case": "Its name",
    "file": "The file",
    "conflicts": "Conflicts of interest declared, and what followed",
    "consultation": "The consultation that came before it",
    "minute": "The minute in which it is recorded",
    "reason": "Why",
}
_VALUES = {
    ("direction", "full"): "All that is requested",
    ("direction", "part"): "Part of it",
    ("direction", "none"): "Nothing",
    ("kind", "organisation"): "Organisation Certificate",
    ("kind", "oca"): "OCA Certificate",
    ("limb", "attempted"): "Replacement was attempted",
    ("limb", "not_feasible"): "Replacement was not feasible",
    ("method", "email"): "By e-mail",
    ("method", "hand"): "By hand",
    ("method", "post"): "By post",
    ("on", "own_motion"): "Of its own motion",
    ("on", "party_referral"): "The Party referred it",
    ("on", "dcc_referral"): "The DCC referred it",
    ("subscriber_kind", "dcc"): "The DCC",
    ("keys", "s1sp_credentials_key"): "S1SP credentials key",
    ("keys", "s1spki_key"): "S1SPKI key",
    ("keys", "xml_signing_key"): "XML signing key",
    ("subscriber_kind", "party"): "A Party",
    ("subscriber_kind", "non_party"): "Not a Party",
}


def label(fact: str | None, field: str) -> str:
    """What a form calls a field of a type of fact."""
    return _OF.get((fact or "", field)) or _LABELS.get(field) or first_up(field.replace("_", " "))


def value(field: str, word: str) -> str:
    """What a form calls one of the words that a field takes."""
    return _VALUES.get((field, word)) or first_up(word.replace("_", " "))
