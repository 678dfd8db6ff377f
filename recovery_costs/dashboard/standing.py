"""Where each event stands: the table at the foot of Today."""

from __future__ import annotations

from recovery_costs.adjudication import Adjudication
from recovery_costs.dashboard import as_csv, said, state
from recovery_costs.dashboard.look import chip, on, pounds, t
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import words

_NOT_SHOWN = '<span class="unknown">Not shown to you</span>'
NOT_YET = '<span class="unknown later">Being worked out</span>'


def table(seen: list[state.Seen], moved: dict[str, Money] | None) -> None:
    """Every event with its sums, as far as the reader may see any.

    Args:
        moved: by event, the money that the one reading moves that moves most; None while that is worked out.
    """
    if not seen:
        return
    money = any(row.amounts for row in seen)
    columns = [("Event", "id"), ("Recovery Event", ""), ("Claims", "num")]
    if money:
        columns += [("Requested", "num"), ("Payable", "num"), ("Paid", "num"), ("Contested", "")]
    if money and all(row.together for row in seen):
        columns.insert(4, ("The sum", "num"))
    as_csv.table("events", columns, [_event(row, money, moved) for row in seen], above="<h2>Events</h2>")


def _event(row: state.Seen, money: bool, moved: dict[str, Money] | None) -> list[str]:
    result = row.adjudication
    if not row.together and not result.claims:
        return [t(row.name), _occurred(result), *[_NOT_SHOWN] * (5 if money else 1)]
    cells = [t(row.name), _occurred(result), str(len(result.claims))]
    if not money:
        return cells
    moves = moved.get(row.name, NOUGHT) if moved is not None else None
    turns = NOT_YET if moves is None else chip("ok", "The same under every reading")
    if moves is not None and moves > NOUGHT:
        turns = chip("fork", f"{moves} turns on a reading")
    amounts = [
        said.so_far(getattr(claim, name) for claim in result.claims) for name in ("requested", "payable", "paid")
    ]
    if row.together:
        amounts[0] += _not_counted(result)
        amounts.insert(1, _against(result))
    return [*cells, *amounts, turns]


def _occurred(result: Adjudication) -> str:
    happened = result.recovery_event
    return f"{on(happened.on)}<small>under {t(happened.route)}</small>" if happened.on else "None has occurred"


def _not_counted(result: Adjudication) -> str:
    """How much of what the claims ask for does not count against the sum."""
    asked, _ = said.all_known(claim.requested for claim in result.claims)
    out = asked - result.aggregate.requested
    return f"<small>{out} of it does not count</small>" if out > NOUGHT else ""


def _against(result: Adjudication) -> str:
    """How far the requests are from the sum."""
    total = result.aggregate
    if total.threshold is None:
        return '<span class="unknown">No sum is determined</span>'
    return f"{pounds(total.threshold)}<small>{words.beside(total.requested, total.threshold)}</small>"
