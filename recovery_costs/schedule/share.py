"""Money shared in whole pence: by weight, no share above its limit, odd pence to the largest remainders, ties by party."""

from __future__ import annotations

from collections.abc import Mapping


def share(amount: int, weights: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, int]:
    """`amount` shared among the Parties of `limits` in proportion to `weights`, none getting more than its limit.

    What a limit keeps from one Party goes to the others, in the same proportion. Exact: no share is off by a penny or
    more from its exact part, and the shares sum to `amount` (or to all the limits, where they come to less).
    """
    given = dict.fromkeys(limits, 0)
    open_ = {party: limit for party, limit in limits.items() if limit > 0}
    amount = min(amount, sum(open_.values()))
    while open_:
        whole = sum(weights[party] for party in open_)
        full = [party for party, limit in open_.items() if amount * weights[party] >= limit * whole]
        if not full:
            break
        for party in full:
            given[party] = open_.pop(party)
            amount -= given[party]
    if open_ and amount > 0:
        over = {}
        for party in open_:
            given[party], over[party] = divmod(amount * weights[party], whole)
        odd = amount - sum(given[party] for party in open_)
        for party in sorted(open_, key=lambda each: (-over[each], each))[:odd]:
            given[party] += 1
    return given


def even_parts(amount: int, parts: int, taken: int) -> int:
    """The first `taken` of `parts` equal whole parts of `amount`, together; odd pence go to the first of them."""
    each, odd = divmod(amount, parts)
    taken = min(taken, parts)
    return each * taken + min(odd, taken)
