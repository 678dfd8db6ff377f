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
        modified = on if on.month == to.month else back
        return {"following": on, "preceding": back, "modified_following": modified}.get(plan.get("adjust") or "", to)

    policy, no_payment_on = plan["days"], plan.get("no_payment_on") or []
    if isinstance(policy, str):
        by = 1 if policy == "last_working_day" else -1
        named = working(day, by) == day and working(day + timedelta(days=by), by, day.month).month != day.month
    else:
        near = [day + timedelta(days=n) for n in range(-20, 21)]
        days = [d for d in near if WEEK[d.weekday()] == policy.get("weekday") or str(d) in policy.get("dates", [])]
        named = any(plan["first"] <= str(each) <= plan["last"] and moved(each) == day for each in days)
    return named and plan["first"] <= str(day) <= plan["last"] and str(day) not in no_payment_on


def periods_of(day: date) -> list[tuple[str, int, int]]:
    months = ("month", day.year, day.month), ("quarter", day.year, (day.month + 2) // 3)
    return [*months, ("regulatory_year", day.year - (day.month < 4), 0)]


def check(plan: dict[str, Any], payments: list[dict[str, str]], closed: set[date], made: Any = ()) -> list[str]:
    """What is wrong with a schedule. `closed`: the bank holidays; `made`: days and pence paid before the plan."""
    owed = {party: pence(amount) for party, amount in plan["owed"].items()}
    smallest, most, caps = pence(plan.get("smallest") or "0.00"), plan.get("most_instalments"), plan.get("caps") or {}
    wrong, sums, paid = [], Counter[str](), Counter[tuple[str, int, int]]()
    for each in payments:
        party, on, amount = each["party"], date.fromisoformat(each["on"]), pence(each["amount"])
        sums[party] += amount
        paid.update(dict.fromkeys(periods_of(on), amount))
        wrong += [f"{party}, {on}: {amount} is too small"] if amount < max(1, min(smallest, owed[party])) else []
    days = sorted({date.fromisoformat(each["on"]) for each in payments})
    wrong += [f"{on} is no payment day" for on in days if not is_payment_day(on, plan, closed)]
    for on, amount in made:
        paid.update({period: amount for period in periods_of(on) if period in paid})
    counts = Counter(each["party"] for each in payments)
    wrong += ["twice on one day"] if len({(p["party"], p["on"]) for p in payments}) < len(payments) else []
    wrong += [f"{party}: {sums[party]} pence of {owed[party]}" for party in owed if sums[party] != owed[party]]
    wrong += [f"{party}: too many instalments" for party in owed if most and counts[party] > most]
    return wrong + [f"{p}: {sum_} pence" for p, sum_ in paid.items() if caps.get(p[0]) and sum_ > pence(caps[p[0]])]
