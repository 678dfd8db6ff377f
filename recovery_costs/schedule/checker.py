"""An independent check of a schedule against its plan: plain values in, what is wrong out. It shares no code with the makers."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def pence(text: str) -> int:
    return int(text.replace(".", ""))


def is_payment_day(day: date, plan: dict[str, Any], closed: set[date]) -> bool:
    def working(to: date, by: int, month: int = 0) -> date:
        while (to.weekday() > 4 or to in closed) and month in (0, to.month):
            to += timedelta(days=by)
        return to

    def moved(to: date) -> date:
        on, back = working(to, 1), working(to, -1)
        by_rule = {"following": on, "preceding": back, "modified_following": on if on.month == to.month else back}
        return by_rule.get(plan.get("adjust") or "none", to)

    if not plan["first"] <= day.isoformat() <= plan["last"] or day.isoformat() in (plan.get("no_payment_on") or []):
        return False
    if isinstance(plan["days"], str):
        by = 1 if plan["days"] == "last_working_day" else -1
        return working(day, by) == day and working(day + timedelta(days=by), by, day.month).month != day.month
    near = [day + timedelta(days=n) for n in range(-20, 21)]
    named = [
        d for d in near if WEEK[d.weekday()] == plan["days"].get("weekday") or str(d) in plan["days"].get("dates", [])
    ]
    return any(plan["first"] <= str(d) <= plan["last"] and moved(d) == day for d in named)


def check(plan: dict[str, Any], payments: list[dict[str, str]], closed: set[date]) -> list[str]:
    """What is wrong: sums per Party, payment days, caps, smallest, most_instalments. `closed`: the bank holidays."""
    owed = {party: pence(amount) for party, amount in plan["owed"].items()}
    smallest, most, caps = pence(plan.get("smallest") or "0.00"), plan.get("most_instalments"), plan.get("caps") or {}
    wrong, sums, periods = [], dict.fromkeys(owed, 0), dict[tuple[str, int, int], int]()
    for each in payments:
        party, on, amount = each["party"], date.fromisoformat(each["on"]), pence(each["amount"])
        sums[party] += amount
        if amount <= 0 or (amount < smallest and amount != owed[party]):
            wrong.append(f"{party}, {on}: {each['amount']} is too small")
        if not is_payment_day(on, plan, closed):
            wrong.append(f"{on} is no payment day")
        year = on.year - (on.month < 4)
        for period in (
            ("month", on.year, on.month),
            ("quarter", on.year, (on.month + 2) // 3),
            ("regulatory_year", year, 0),
        ):
            periods[period] = periods.get(period, 0) + amount
    pairs = [(each["party"], each["on"]) for each in payments]
    wrong += ["a Party is paid twice on one day"] if len(set(pairs)) < len(pairs) else []
    wrong += [f"{party}: {sums[party]} pence of {owed[party]}" for party in owed if sums[party] != owed[party]]
    counts = Counter(party for party, _ in pairs)
    wrong += [f"{party}: too many instalments" for party in owed if most and counts[party] > most]
    return wrong + [f"{p}: {paid} pence" for p, paid in periods.items() if caps.get(p[0]) and paid > pence(caps[p[0]])]
