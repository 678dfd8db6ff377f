"""What happened: one frozen record per kind of fact, in the SEC's defined terms.

A fact is what somebody did, gave or decided. Nothing here says what the Code makes of it. Fields are those of docs/case-file.md;
a `Moment` is UK time, an amount is `Money`. `Case` is a checked case file: facts with unique ids and whole references.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from recovery_costs.calendar import Method, Moment, Parameters
from recovery_costs.forms import Amount, AtOdds, Count, Day, Record, Text, When, YesNo
from recovery_costs.money import NOUGHT

DCC = "DCC"
L11_9: Literal["L11.9"] = "L11.9"
POLICY_6_2_1: Literal["Organisation Certificate Policy 6.2.1"] = "Organisation Certificate Policy 6.2.1"
REPLACE_LIMBS = frozenset({"replace_device", "replace_data"})

KeyKind = Literal[
    "contingency_symmetric_key",
    "device_credentials_key",
    "s1sp_credentials_key",
    "issuing_key",
    "xml_signing_key",
    "s1spki_key",
]
Provision = Literal["L11.9", "Organisation Certificate Policy 6.2.1"]
CertificateKind = Literal["organisation", "oca"]
SubscriberKind = Literal["dcc", "party", "non_party"]
Limb = Literal["key_use", "replace_device", "replace_data", "other"]
KeyOutcome = Literal["not_used", "unsuccessful", "successful"]
OwnRoute = Literal["L10.6", "L10.12"]


def _only(given: Mapping[str, Any], field: str, wanted: bool, when: str) -> Iterator[AtOdds]:
    """`field` if and only if `wanted`; `when` says on what that depends."""
    if wanted and field not in given:
        yield AtOdds(field, "nothing", f"{field}, {when}", f"Give {field}.")
    if not wanted and field in given:
        yield AtOdds(field, _shown(given[field]), f"no {field}: it goes {when}", f"Take {field} out.")


def _shown(value: object) -> str:
    return value if isinstance(value, str) else str(value)


class Source(Record):
    """The cell of a workbook that a fact was read from."""

    workbook: Text
    sheet: Text
    cell: Text


class Fact(Record):
    """What every fact carries. `corrects` names the fact it replaces."""

    id: Text
    recorded: When | None = None
    corrects: Text | None = None
    reason: Text | None = None
    note: Text | None = None
    source: Source | None = None

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from _only(given, "reason", "corrects" in given, "with corrects, to say why the fact is replaced")


class Happening(Fact):
    """A fact that happened at a moment."""

    at: When


class Notice(Fact):
    """A fact given by notice: sent by a method, or received at a moment that is proved, or both."""

    sent: When | None = None
    method: Method | None = None
    received: When | None = None

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from super().at_odds(given)
        if "sent" not in given and ("method" in given or "received" not in given):
            wanted = "sent with method, or received where receipt is proved"
            yield AtOdds("sent", "nothing", wanted, "Say when the notice was sent.")
        yield from _only(given, "method", "sent" in given or "method" in given, "with sent")


def recorded(fact: Any) -> Moment:
    """When a fact was put on record: `recorded`, else when it happened, was received or was sent."""
    happened: Any = (fact.received or fact.sent) if isinstance(fact, Notice) else fact.at
    moment: Moment = fact.recorded or happened
    return moment


# --- the Recovery Event and its certificates: L10.15, L10.16, L10.25, L10.26, L10.30 --------------------------------


class CompromiseNotified(Happening):
    """The DCC told the SMKI PMA that a Relevant Private Key was, or was suspected of being, Compromised: L10.15(a)."""

    type: Literal["compromise_notified"] = "compromise_notified"
    keys: Annotated[tuple[KeyKind, ...], Field(min_length=1)]
    state: Literal["actual", "suspected"]


class RecoveryKeyDecided(Happening):
    """The SMKI PMA decided whether to require use of the recovery or contingency key: L10.15(b), L10.16(c)."""

    type: Literal["recovery_key_decided"] = "recovery_key_decided"
    required: YesNo
    key: Literal["recovery", "contingency"] | None = None

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from super().at_odds(given)
        if isinstance(given.get("required"), bool):
            yield from _only(given, "key", given["required"], "with required: true and only then")


class ReplacementEvidence(Happening):
    """Evidence reached the SMKI PMA that replacement was attempted, or was not feasible: L10.16(b)."""

    type: Literal["replacement_evidence"] = "replacement_evidence"
    limb: Literal["attempted", "not_feasible"]


class CertificateCompromised(Happening):
    """A Certificate was, or was suspected of being, Compromised, and whose it is: L10.25, L10.26, L10.30(b)."""

    type: Literal["certificate_compromised"] = "certificate_compromised"
    certificate: Text
    kind: CertificateKind
    subscriber: Text
    subscriber_kind: SubscriberKind
    nominated_by: Text | None = None
    caused_by_oca: YesNo = False

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from super().at_odds(given)
        subscriber, kind = given.get("subscriber"), given.get("subscriber_kind")
        if kind not in ("dcc", "party", "non_party"):
            return
        if isinstance(subscriber, str) and (subscriber == DCC) != (kind == "dcc"):
            yield AtOdds(
                "subscriber_kind",
                f"{kind} for {subscriber}",
                "dcc for DCC and only for DCC",
                "Mend the subscriber or its kind.",
            )
        elif given.get("kind") == "oca" and kind != "dcc":
            do = "An OCA Certificate's Subscriber is the DCC: mend the kind or the subscriber."
            yield AtOdds("kind", f"oca for a {kind}", "oca only for the DCC", do)
        yield from _only(
            given, "nominated_by", kind == "non_party" and "nominated_by" in given, "with a non_party only"
        )
        if kind == "non_party" and given.get("nominated_by") == DCC:
            yield AtOdds("nominated_by", DCC, "a Network Party, never the DCC", "Name the Party that nominated it.")


# --- notices, evidence and requests: L10.17 to L10.21 ---------------------------------------------------------------


class IntentionNotified(Notice):
    """A Party told the DCC that it means to ask for its Recovery Costs: L10.19(a), (b)."""

    type: Literal["intention_notified"] = "intention_notified"
    party: Text
    estimate: Amount | None = None
    total: Amount | None = None


class EstimateGiven(Notice):
    """A Party gave its best estimate: L10.19(b)."""

    type: Literal["estimate_given"] = "estimate_given"
    party: Text
    amount: Amount


class CostsCeased(Happening):
    """A Party ceased to incur Recovery Costs; `at` is when the last liability accrued: L10.19(c)."""

    type: Literal["costs_ceased"] = "costs_ceased"
    party: Text
    last_payment: Day | None = None


class TotalNotified(Notice):
    """A Party told the DCC the total for which it asks: L10.19(c)."""

    type: Literal["total_notified"] = "total_notified"
    party: Text
    amount: Amount


class CostLine(Record):
    """One cost as the Party states it: L10.17. Dates are days, amounts whole pence."""

    line: Text
    incurred: Day
    amount: Amount
    limb: Limb
    key_outcome: KeyOutcome | None = None
    devices: Count | None = None
    responsible_supplier: YesNo | None = None
    smi_status: Text | None = None
    compromised_credentials: YesNo = True
    otherwise_incurred: Amount = NOUGHT
    recoverable_vat: Amount = NOUGHT
    reasonable: YesNo | None = None
    own_route: OwnRoute | None = None
    description: Text | None = None
    supplier: Text | None = None
    invoice: Text | None = None
    evidence: Text | None = None
    device_ids: tuple[Text, ...] | None = None

    @property
    def replaces(self) -> bool:
        """Whether it is a cost of replacing Relevant Devices or their Data: L10.17(b)."""
        return self.limb in REPLACE_LIMBS

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        if given.get("limb") in ("replace_device", "replace_data"):
            for field in ("key_outcome", "responsible_supplier", "smi_status"):
                yield from _only(given, field, True, "which L10.17(b) needs on a replacement")
        ids, devices = given.get("device_ids"), given.get("devices")
        if isinstance(ids, (list, tuple)):
            names = [_shown(name) for name in ids]
            for name, times in Counter(names).items():
                if times > 1:
                    yield AtOdds("device_ids", f"{name}, {times} times", "each device once", "Name each device once.")
            if (
                isinstance(devices, int)
                and not isinstance(devices, bool)
                and 0 < devices <= 9_999_999
                and devices != len(names)
            ):
                yield AtOdds(
                    "device_ids",
                    f"{len(names)} for {devices} devices",
                    "as many as devices",
                    "Mend the list or the number.",
                )


class CostLines(Happening):
    """A Party's list of costs; the latest that counts replaces earlier ones: L10.17."""

    type: Literal["cost_lines"] = "cost_lines"
    party: Text
    lines: Annotated[tuple[CostLine, ...], Field(min_length=1)]


class EvidenceRequired(Happening):
    """The DCC or the Panel required evidence by a day: L10.20, L10.21."""

    type: Literal["evidence_required"] = "evidence_required"
    party: Text
    by: Literal["dcc", "panel"]
    item: Text
    due: Day
    auditor_report: YesNo = False


class EvidenceGiven(Notice):
    """A Party answered a requirement for evidence: L10.20."""

    type: Literal["evidence_given"] = "evidence_given"
    party: Text
    requirement: Text


class EvidenceItem(Record):
    """One piece of evidence on a list."""

    reference: Text
    kind: Text
    file: Text | None = None
    lines: tuple[Text, ...] | None = None


class EvidenceListed(Happening):
    """A list of evidence; carried, decides nothing: L10.20."""

    type: Literal["evidence_listed"] = "evidence_listed"
    party: Text
    items: tuple[EvidenceItem, ...]


class PanelTookUp(Happening):
    """The Panel came to consider a claim: L10.20(b)."""

    type: Literal["panel_took_up"] = "panel_took_up"
    party: Text
    on: Literal["own_motion", "party_referral", "dcc_referral"]


# --- decisions and payment: L10.22 to L10.24 ------------------------------------------------------------------------


class DccSatisfied(Happening):
    """The DCC was satisfied that the amount is adequately supported: L10.22."""

    type: Literal["dcc_satisfied"] = "dcc_satisfied"
    party: Text


class AdequacyReferred(Happening):
    """The DCC referred the adequacy of the evidence to the Panel: L10.23(a)."""

    type: Literal["adequacy_referred"] = "adequacy_referred"
    party: Text


class PaymentDirected(Happening):
    """The Panel directed payment in full, in part or not at all: L10.23(b)."""

    type: Literal["payment_directed"] = "payment_directed"
    party: Text
    direction: Literal["full", "part", "none"]
    sum: Amount | None = None

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from super().at_odds(given)
        if given.get("direction") in ("full", "part", "none"):
            yield from _only(given, "sum", given["direction"] == "part", "with direction: part and only then")


class ThresholdDetermined(Happening):
    """The Panel determined the sum, in force from `at`: L10.24."""

    type: Literal["threshold_determined"] = "threshold_determined"
    sum: Amount


class DatesReferred(Happening):
    """The DCC referred the dates of payment to the Panel: L10.24(a)."""

    type: Literal["dates_referred"] = "dates_referred"


class Instalment(Record):
    """A payment to be made to a Party on a day."""

    party: Text
    on: Day
    amount: Amount


Instalments = Annotated[tuple[Instalment, ...], Field(min_length=1)]


class DatesDetermined(Happening):
    """The Panel determined the dates of payment: L10.24(b)."""

    type: Literal["dates_determined"] = "dates_determined"
    payments: Instalments


class DraftProposalConsidered(Happening):
    """The Panel considered whether to submit a Draft Proposal: L10.24(c)."""

    type: Literal["draft_proposal_considered"] = "draft_proposal_considered"
    submit: YesNo


class PaymentMade(Happening):
    """The DCC paid a Party: L10.22."""

    type: Literal["payment_made"] = "payment_made"
    party: Text
    amount: Amount


class PaymentReturned(Happening):
    """Money came back, by refund or a bounced payment: L10.22."""

    type: Literal["payment_returned"] = "payment_returned"
    party: Text
    amount: Amount


# --- breach and appeal: L10.27, L10.29 ------------------------------------------------------------------------------


class BreachReferred(Notice):
    """A Relevant Subscriber referred its deemed breach to the Panel; without `provision`, of all: L10.27(a)."""

    type: Literal["breach_referred"] = "breach_referred"
    subscriber: Text
    provision: Provision | None = None


class BreachDetermined(Happening):
    """The Panel determined a deemed breach; without `provision`, all of them: L10.27(b), (c)."""

    type: Literal["breach_determined"] = "breach_determined"
    subscriber: Text
    provision: Provision | None = None
    demonstrated: YesNo
    breach: YesNo


class AppealMade(Happening):
    """A decision of the Panel was appealed to the Authority: L10.29."""

    type: Literal["appeal_made"] = "appeal_made"
    by: Text
    decision: Text


OUTCOMES: dict[str, str] = {
    "payment_directed": "sum",
    "dates_determined": "payments",
    "breach_determined": "breach",
    "evidence_required": "set_aside",
    "threshold_determined": "set_aside",
}
"""What the Authority may put in place of each kind of Panel decision that L10.29 lists."""


class AppealDecided(Happening):
    """The Authority upheld a Panel decision or put its own in its place: L10.29."""

    type: Literal["appeal_decided"] = "appeal_decided"
    decision: Text
    upheld: YesNo
    sum: Amount | None = None
    payments: Instalments | None = None
    breach: YesNo | None = None
    set_aside: YesNo | None = None

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from super().at_odds(given)
        fixed = [field for field in ("sum", "payments", "breach", "set_aside") if field in given]
        if given.get("upheld") is True:
            for field in fixed:
                yield from _only(given, field, False, "with upheld: false only")
        if given.get("upheld") is False and len(fixed) != 1 and all(given[field] is not None for field in fixed):
            yield AtOdds(
                "upheld",
                f"false with {', '.join(fixed) or 'nothing in its place'}",
                "exactly one of sum, payments, breach, set_aside",
                "Say what the Authority put in place of the decision.",
            )
        if given.get("set_aside") is False:
            yield AtOdds(
                "set_aside", "false", "true, or no such field", "Write upheld: true where the decision stands."
            )


AnyFact = (
    CompromiseNotified
    | RecoveryKeyDecided
    | ReplacementEvidence
    | CertificateCompromised
    | IntentionNotified
    | EstimateGiven
    | CostsCeased
    | TotalNotified
    | CostLines
    | EvidenceRequired
    | EvidenceGiven
    | EvidenceListed
    | PanelTookUp
    | DccSatisfied
    | AdequacyReferred
    | PaymentDirected
    | ThresholdDetermined
    | DatesReferred
    | DatesDetermined
    | DraftProposalConsidered
    | PaymentMade
    | PaymentReturned
    | BreachReferred
    | BreachDetermined
    | AppealMade
    | AppealDecided
)
"""Every kind of fact, in the order of docs/case-file.md."""

FACT_TYPES: dict[str, type[Fact]] = {kind.model_fields["type"].default: kind for kind in AnyFact.__args__}


@dataclass(frozen=True)
class Case:
    """A checked case file: one Recovery Event's facts, parameters and chosen readings.

    Ids are unique and every reference names a fact of the case. `readings` holds only what the file chooses.
    """

    name: str
    facts: tuple[Any, ...]
    parameters: Parameters = field(default_factory=Parameters)
    readings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Any]:
        """The facts by id."""
        return {fact.id: fact for fact in self.facts}
