"""The timeline of one event: each thing on a row of its own, ordered by its start, and the same rows as a list.

A row may have a period with its last day, and the day on which something happened or is to happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recovery_costs import facts as f
from recovery_costs.adjudication import Claim, Notified
from recovery_costs.casework.beside import Beside
from recovery_costs.dashboard import said
from recovery_costs.dashboard.look import Tone, chip, first_up, on, t
from recovery_costs.dashboard.state import Seen
from recovery_costs.money import Money
from recovery_costs.record import Counted


@dataclass(frozen=True, slots=True)
class Row:
    """A thing on the timeline: `start` to `last` is a period, `point` a day on which something happened."""

    what: str
    about: str | None
    start: date
    last: date | None
    point: date | None
    tone: Tone | None
    says: str
    of: tuple[str, ...] = ()
    """The facts that it shows, where it stands for nothing else."""

    @property
    def label(self) -> str:
        """What it is, and whose."""
        return f"{self.what} · {self.about}" if self.about else self.what

    @property
    def end(self) -> date:
        """The last day that the row shows."""
        return max(day for day in (self.start, self.last, self.point) if day is not None)


# --- the rows ---------------------------------------------------------------------------------------------------


def rows(seen: Seen, party: str | None = None) -> list[Row]:
    """What stands on the timeline, ordered by start; of one Party and the event, where a Party is named."""
    found = [*_of_event(seen), *_of_claims(seen), *_of_breaches(seen), *_of_facts(seen)]
    kept = [row for row in found if party is None or row.about in (None, party)]
    return sorted(kept, key=lambda row: (row.start, row.end, row.label))


def _of_event(seen: Seen) -> Iterator[Row]:
    event = seen.adjudication.recovery_event
    if event.on:
        yield Row("Recovery Event", None, event.on, None, event.on, None, f"under {event.route}")


def _of_claims(seen: Seen) -> Iterator[Row]:
    event = seen.adjudication.recovery_event.on
    for claim in seen.adjudication.claims:
        party = claim.party
        ceased = seen.facts.of(f.CostsCeased, party)
        yield from _notice("Intention", party, claim.intention, event)
        yield from _notice("Total", party, claim.total, ceased[-1].day if ceased else None)
        for window in claim.estimates:
            tone, word = said.window(window.status)
            what = f"Estimate window {window.window}"
            yield Row(what, party, window.from_, window.to, window.met_on, tone, word)
        yield from _of_evidence(seen, claim)
        for each in claim.instalments:
            yield Row("Instalment", party, each.on, None, each.on, None, str(each.amount))


def _notice(what: str, party: str, notice: Notified, runs_from: date | None) -> Iterator[Row]:
    """A notice against its last day; without a last day, the notice alone."""
    given = notice.effective.day if notice.effective else None
    tone: Tone = {None: "calm", True: "ok", False: "late"}[notice.in_time]  # type: ignore[assignment]
    word = {None: "Open", True: "In time", False: "Late" if given else "Not given"}[notice.in_time]
    if notice.due and runs_from:
        yield Row(what, party, min(day for day in (runs_from, given) if day), notice.due, given, tone, word)
    elif given:
        yield Row(what, party, given, None, given, None, "no last day runs yet")


def _of_evidence(seen: Seen, claim: Claim) -> Iterator[Row]:
    answers: dict[str, date] = {}
    for each in seen.facts.of(f.EvidenceGiven, claim.party):
        answers.setdefault(seen.facts.read_through(each.fact.requirement), each.day)
    for row in claim.evidence:
        asked = seen.facts.named(row.requirement)
        tone, word = said.evidence(row.status)
        what = f"Evidence: {asked.item}"
        yield Row(what, claim.party, min(asked.at.day, row.due), row.due, answers.get(asked.id), tone, word)


def _of_breaches(seen: Seen) -> Iterator[Row]:
    for row in seen.adjudication.breaches:
        referred = [
            each.day
            for each in seen.facts.of(f.BreachReferred)
            if each.fact.subscriber == row.subscriber and each.fact.provision in (None, row.provision)
        ]
        point = referred[0] if referred else None
        tone: Tone = "ok" if row.referral_in_time else "late" if point else "calm"
        word = {None: "Not referred", True: "Referred in time", False: "Referred late"}[row.referral_in_time]
        start = min(day for day in (row.since, point) if day)
        short = row.provision.removeprefix("Organisation Certificate ")
        yield Row(f"Time to refer, {short}", row.subscriber, start, row.refer_by, point, tone, word)


ALONE: dict[type[f.Fact], str] = {
    f.CompromiseNotified: "Compromise notified",
    f.RecoveryKeyDecided: "Decision on the key",
    f.ReplacementEvidence: "Evidence to the SMKI PMA",
    f.CertificateCompromised: "Certificate Compromised",
    f.EstimateGiven: "Estimate given",
    f.CostsCeased: "Costs ceased",
    f.CostLines: "Cost lines given",
    f.PanelTookUp: "Panel takes the claim up",
    f.DccSatisfied: "DCC satisfied",
    f.AdequacyReferred: "Referred to the Panel",
    f.PaymentDirected: "Panel directs payment",
    f.ThresholdDetermined: "Panel determines the sum",
    f.DatesReferred: "Dates referred",
    f.DatesDetermined: "Dates determined",
    f.DraftProposalConsidered: "Draft Proposal considered",
    f.PaymentMade: "Paid",
    f.PaymentReturned: "Returned",
    f.BreachDetermined: "Breach determined",
    f.AppealMade: "Appeal made",
    f.AppealDecided: "Appeal decided",
}
"""Facts that stand on rows of their own; the others are the points of periods."""


def _of_facts(seen: Seen) -> Iterator[Row]:
    """A row for each other fact that counts; the same kind of the same Party on the same day shares one."""
    shared: dict[tuple[str, str | None, date], list[Counted[Any]]] = {}
    for each in seen.facts.facts:
        if what := ALONE.get(type(each.fact)):
            about = getattr(each.fact, "party", None)
            if isinstance(each.fact, f.BreachDetermined):
                about = each.fact.subscriber
            shared.setdefault((what, about, each.day), []).append(each)
    for (what, about, day), group in shared.items():
        what_it_says = says(group[0].fact) if len(group) == 1 else f"{len(group)} of them"
        yield Row(what, about, day, None, day, None, what_it_says, tuple(each.id for each in group))


def says(fact: Any) -> str:
    """What a fact that stands alone says, in a few words."""
    if isinstance(fact, f.BreachDetermined):
        return "the breach occurred" if fact.breach else "no breach occurred"
    if isinstance(fact, f.AppealDecided):
        return "the decision stands" if fact.upheld else "the decision is replaced"
    if isinstance(fact, f.RecoveryKeyDecided):
        return f"the {fact.key} key is required" if fact.required else "no key is required"
    if isinstance(fact, f.PaymentDirected):
        return {"full": "in full", "part": str(fact.sum), "none": "nothing"}[fact.direction]
    if isinstance(fact, f.CompromiseNotified):
        return fact.state
    amount = getattr(fact, "amount", None) or getattr(fact, "sum", None)
    return str(amount) if isinstance(amount, Money) else ""


# --- the list ---------------------------------------------------------------------------------------------------


def nearest(found: Sequence[Row], as_of: date, most: int) -> list[Row]:
    """The rows nearest to the day, in order, at most so many."""
    if len(found) <= most:
        return list(found)
    near = sorted(
        enumerate(found), key=lambda each: min(abs((day - as_of).days) for day in (each[1].start, each[1].end))
    )
    kept = {number for number, _ in near[:most]}
    return [row for number, row in enumerate(found) if number in kept]


def as_list(found: Sequence[Row], as_of: date, beside: Beside | None = None) -> str:
    """The rows in order, as a list, with the day shown in its place, and what is kept beside each decision."""
    made, passed = [], False
    for row in found:
        if not passed and row.start > as_of:
            made.append(_today(as_of))
            passed = True
        more = "".join(_kept(of) for fact in row.of if (of := (beside or {}).get(fact)))
        made.append(f"<li><span>{_when(row)}</span><span>{t(row.label)}{_status(row)}{more}</span></li>")
    if not passed:
        made.append(_today(as_of))
    return f'<ol class="lines when">{"".join(made)}</ol>'


def _kept(of: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<small>{t(first_up(says))}: {t(text)}</small>" for says, text in of)


def _today(as_of: date) -> str:
    return f'<li class="now"><span>{on(as_of)}</span><span><b>The day shown</b></span></li>'


def _when(row: Row) -> str:
    return f"{on(row.start)} to {on(row.last)}" if row.last else on(row.start)


def _status(row: Row) -> str:
    happened = f", {on(row.point)}" if row.point and row.last else ""
    if row.tone is None:
        return f": {t(row.says)}" if row.says else ""
    return f"{happened} {chip(row.tone, row.says)}"
