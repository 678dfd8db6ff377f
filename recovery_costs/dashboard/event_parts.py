"""The parts of an event on its page: what each limb says, the figures, requested against the sum, claims, and breaches."""

from __future__ import annotations

from collections import Counter

from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.dashboard import as_csv, said
from recovery_costs.dashboard.look import PARTIES, clause_chip, count, figures, pounds, t
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import words

# --- when and why -----------------------------------------------------------------------------------------------


def limbs(result: Adjudication) -> str:
    """What each limb of the route says; of both routes while no event has occurred."""
    route = result.recovery_event.route
    wanted = (f"{route}(",) if route else ("L10.15(", "L10.16(")
    rows = [row for row in result.findings if row.clause.startswith((*wanted, "L10.30(c)"))]
    made = "".join(
        f"<li>{said.outcome(row)}<span>{t(row.because)} {clause_chip(row.clause, f'limb-{n}')}</span></li>"
        for n, row in enumerate(rows)
    )
    return f'<ul class="lines limbs">{made}</ul>'


def in_figures(result: Adjudication, together: bool) -> str:
    """How many claims there are, and what is requested, payable and outstanding.

    Args:
        together: whether the reader sees every claim.
    """
    claims = result.claims
    _, undecided = said.all_known(each.payable for each in claims)
    paid, _ = said.all_known(each.paid for each in claims)
    states = Counter(words.STATE[each.state].lower() for each in claims)
    return figures(
        [
            (
                "Claims" if together else "Claims shown to you",
                str(len(claims)),
                ", ".join(f"{much} {name}" for name, much in states.items()) or "none on file",
            ),
            (
                "Requested",
                pounds(result.aggregate.requested) if together else said.known(each.requested for each in claims),
                _of_the_sum(result.aggregate.threshold) if together else "in the claims shown to you",
            ),
            (
                "Payable",
                said.known(each.payable for each in claims),
                f"{count(undecided, 'claim', 'claims')} not known yet" if undecided else "known for every claim",
            ),
            ("Outstanding", said.known(each.outstanding for each in claims), f"{paid} is paid"),
        ]
    )


def _of_the_sum(threshold: Money | None) -> str:
    return f"of the sum of {threshold}" if threshold is not None else "no sum is determined"


# --- against the sum --------------------------------------------------------------------------------------------


def against(result: Adjudication) -> str:
    """What is requested against the Panel's sum, in words and as a bar by Party."""
    said_so = said.against_the_sum(result)
    heading = f"<h2>Requested against the Panel’s sum</h2><p>{said.aggregate(result, 'sum')}</p>"
    total = result.aggregate
    asked = Money.sum(each.requested for each in result.claims if each.requested is not None)
    if asked != total.requested:
        heading += (
            f"<p>The claims ask for {asked} in all; {total.requested} of it is counted here, because a claim that "
            "is barred (L10.18, L10.19) counts only where a decision makes something payable on it.</p>"
        )
    bar = "" if total.threshold is None or total.threshold == NOUGHT else _bar(result, said_so)
    return f'<div class="with-bar">{heading}{bar}</div>'


def _bar(result: Adjudication, said_so: str) -> str:
    total = result.aggregate
    assert total.threshold is not None
    whole = max(total.requested.pence, total.threshold.pence) * 1.015
    counted = [(n, each) for n, each in enumerate(result.claims) if each.requested is not None and not each.barred]
    segments = "".join(
        f'<div class="seg" style="width:{100 * each.requested.pence / whole:.3f}%;background:{_party(n)}"></div>'
        for n, each in counted
        if each.requested is not None
    )
    if Money.sum(each.requested for _, each in counted if each.requested is not None) != total.requested:
        segments = (
            f'<div class="seg" style="width:{100 * total.requested.pence / whole:.3f}%;background:var(--act)"></div>'
        )
        counted = []
    at = 100 * total.threshold.pence / whole
    side = f"right:{100 - at:.3f}%" if at > 50 else f"left:{at:.3f}%"
    key = "".join(
        f'<li><span class="sw" style="background:{_party(n)}"></span>{t(each.party)} {pounds(each.requested)}</li>'
        for n, each in counted
    )
    return (
        f'<div class="sumbar" role="img" aria-label="{said_so}"><div class="track">{segments}</div>'
        f'<div class="mark" style="left:calc({at:.3f}% - 1px)"></div>'
        f'<div class="label" style="{side}">The sum, {total.threshold}</div></div><ul class="key">{key}</ul>'
    )


def _party(number: int) -> str:
    return f"var(--party-{min(number, len(PARTIES) - 1)})"


# --- claims -----------------------------------------------------------------------------------------------------


def summary(claims: tuple[Claim, ...], above: str = "<h2>Claims</h2>") -> None:
    """Every claim with its state and its sums."""
    rows = [
        [
            t(each.party),
            said.state(each),
            pounds(each.requested),
            pounds(each.eligible) if each.lines else '<span class="unknown">No cost lines</span>',
            pounds(each.payable),
            pounds(each.paid),
            pounds(each.outstanding),
        ]
        for each in claims
    ]
    foot = None
    if len(claims) > 1:
        foot = ["All claims", ""]
        foot += [
            said.so_far(getattr(each, name) for each in claims)
            for name in ("requested", "eligible", "payable", "paid", "outstanding")
        ]
    columns = [
        ("Party", "long"),
        ("State", ""),
        ("Requested", "num"),
        ("Recovery Costs", "num"),
        ("Payable", "num"),
        ("Paid", "num"),
        ("Outstanding", "num"),
    ]
    as_csv.table("claims", columns, rows, foot, above=above)
