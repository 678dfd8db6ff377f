"""One case in parts: the event, each breach, each claim and the sum, each worked out once for what it can see of the readings.

Claims of different Parties meet only in the event, in the deemed breaches, in the failure of a key and in the sum. So each
part is a computation of its own over the readings. What it computes is the procedure's own (`adjudicate`, `breach`,
`claim`); a part only hands each step what the steps before it came to under the same readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from recovery_costs import facts as f
from recovery_costs.adjudicate import event_of, keys_of
from recovery_costs.adjudication import Breach, RecoveryEvent
from recovery_costs.breach import LookedAt, breach_of, looked_at, not_cleared
from recovery_costs.calendar import Holiday, Moment
from recovery_costs.money import Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_24_requests_above_the_sum import (
    l10_24__requests_exceed_the_sum,
    l10_24__sum_determined,
    l10_24_c__draft_proposal,
)
from recovery_costs.rules.l10_29_appeal import l10_29__rulings, l10_29__set_aside
from recovery_costs.verdict.claim import ClaimInParts
from recovery_costs.verdict.counts import Counts, Own
from recovery_costs.verdict.parts import Asked, Following, Part, Readings
from recovery_costs.written import as_json

Row = tuple[str, f.Provision]
Threshold = tuple[Money | None, Counted[f.ThresholdDetermined] | None]
"""The sum of L10.24, and the determination it comes from."""


class CaseInParts:
    """A case on a day, in parts.

    Raises:
        Problems: a notice's effect turns on a Working Day beyond the table, under the readings chosen.
    """

    def __init__(
        self, case: f.Case, as_of: date, known_at: Moment | None, readings: Readings, holidays: tuple[Holiday, ...]
    ) -> None:
        self.counts = counts = Counts(case, as_of, known_at, readings, holidays)
        self.trees, self._happened = counts.trees, counts.happened
        self._rulings = l10_29__rulings(self._happened.of(f.AppealDecided), self._happened.named)
        self.event: Part[RecoveryEvent] = Part(self.trees, lambda tried: event_of(self._happened, counts.law(tried))[0])
        self.keys: Part[tuple[bool, bool]] = Part(self.trees, lambda tried: keys_of(self._happened, counts.law(tried)))
        self.threshold: Part[Threshold] = Part(self.trees, self._threshold, self.event)
        self._of_no_party = counts.own(None)
        self._deemed = Part(self.trees, self._who_is_deemed, self.event)
        self.breaches: dict[Row, Part[Breach | None]] = {
            (subscriber, provision): self._breach((subscriber, provision))
            for subscriber in sorted(self._subscribers())
            for provision in (f.L11_9, f.POLICY_6_2_1)
        }
        self.claims = {
            party: ClaimInParts(party, counts, self.event, self.keys, self._in_breach(party), self._rulings)
            for party in counts.parties
        }

    def shown(self, of: Part[Any], *names: str) -> Iterator[tuple[str, Part[Any]]]:
        """Fields of a part, by name, in the written form; None where there is nothing to have them."""
        return ((name, Following(self.trees, partial(_field, name), of)) for name in names)

    # --- breach ---------------------------------------------------------------------------------------------------

    def _subscribers(self) -> set[str]:
        """Who may be deemed in breach, under any reading."""
        certificates = [each.fact for each in self._happened.of(f.CertificateCompromised)]
        named = {each.nominated_by for each in certificates if each.nominated_by}
        return {f.DCC, *named, *(each.subscriber for each in certificates)}

    def _who_is_deemed(self, event: RecoveryEvent, readings: Readings) -> LookedAt:
        return looked_at(self._happened, event, self.counts.law(readings))[0]

    def _breach(self, row: Row) -> Part[Breach | None]:
        """Where one deemed breach stands; None where there is none."""

        def stands(seen: LookedAt, own: Own, event: RecoveryEvent, readings: Readings) -> Breach | None:
            deemed = next((each for each in seen.deemed if (each.subscriber, each.provision) == row), None)
            if deemed is None:
                return None
            counts = self.counts
            return breach_of(deemed, own.facts, event, self._rulings, counts.as_of, counts.law(readings))[0]

        return Part(self.trees, stands, self._deemed, self._of_no_party, self.event)

    def _in_breach(self, party: str) -> Part[bool]:
        """Whether a Party is deemed in breach of anything and not cleared of it."""
        breaches = [part for (subscriber, _), part in self.breaches.items() if subscriber == party]
        return Following(self.trees, lambda *these: party in not_cleared(each for each in these if each), *breaches)

    # --- all claims together --------------------------------------------------------------------------------------

    def limits(self) -> set[int]:
        """The sums, in pence, at which an answer about what is requested may change."""
        return {0, *(each.fact.sum.pence for each in self._happened.of(f.ThresholdDetermined))}

    def of_the_sum(self, pence: int) -> Part[tuple[bool | None, bool]]:
        """L10.24, L10.24(c): whether so much exceeds the sum, and whether a Draft Proposal is to be considered.

        More requested never lies less above the sum.
        """
        return Part(self.trees, partial(self._of_the_sum, Money(pence)), self.threshold)

    def _threshold(self, event: RecoveryEvent, readings: Readings) -> Threshold:
        set_aside, determined = l10_29__set_aside(self._rulings), self._happened.of(f.ThresholdDetermined)
        return l10_24__sum_determined(determined, set_aside, event.on, readings)

    def _of_the_sum(self, requested: Money, threshold: Threshold, readings: Readings) -> tuple[bool | None, bool]:
        happened = self._happened
        exceeds, _ = l10_24__requests_exceed_the_sum(requested, *threshold, readings)
        referred, considered = happened.of(f.DatesReferred), happened.of(f.DraftProposalConsidered)
        return exceeds, l10_24_c__draft_proposal(exceeds, referred, considered, readings)[0]

    # --- one combination ------------------------------------------------------------------------------------------

    def contested(self, options: dict[str, str]) -> dict[str, Any]:
        """The values that `contested` names, by path, under one option of every reading.

        Raises:
            Untried: a part of the case cannot be tried under them.
        """
        readings = Asked(options)
        event = as_json(self.event.at(readings))
        values = {f"recovery_event.{name}": value for name, value in event.items()}
        requested = sum(claim.brings.at(readings) for claim in self.claims.values())
        values["aggregate.exceeds"] = self.of_the_sum(requested).at(readings)[0]
        for (subscriber, provision), breach in self.breaches.items():
            stands = breach.at(readings)
            if stands:
                values[f"breaches.{subscriber}.{provision}.status"] = stands.status
        for party, claim in self.claims.items():
            values |= {f"claims.{party}.{name}": value for name, value in claim.contested.at(readings)}
        return values


def _field(name: str, of: Any) -> Any:
    return None if of is None else as_json(getattr(of, name))
