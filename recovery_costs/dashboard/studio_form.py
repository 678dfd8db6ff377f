"""The studio's form: a plan of payment in the reader's words, kept in the address, and the plans that it asks for.

What a field must be is the plan's to say: what was typed is handed on as it stands, and is refused by the field's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

import streamlit as st

from recovery_costs.dashboard import understood
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems
from recovery_costs.schedule.plan_file import OBJECTIVES, RULES

MOST = 8
"""Schedules laid side by side at once."""
RULE = {
    "at_once": "All at once",
    "equal": "Equal instalments",
    "pro_rata": "Pro rata",
    "oldest_first": "Oldest request first",
    "smallest_first": "Smallest claim first",
    "by_class": "By class",
    "by_weight": "By weight",
    "optimise": "Best by the objectives",
}
OBJECTIVE = {
    "waiting": "Least waiting",
    "peak": "Lowest peak month",
    "instalments": "Fewest instalments",
    "fairness": "Fairest",
}
DAYS = {
    "last_working_day": "The last Working Day of each month",
    "first_working_day": "The first Working Day of each month",
    **{day: f"Every {day.capitalize()}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")},
    "dates": "The days written below",
}
ADJUST = {
    "none": "They stay where they are",
    "following": "The next Working Day",
    "modified_following": "The next Working Day, but in the same month",
    "preceding": "The Working Day before",
}
FIELDS = {
    "caps.month": "most in a month",
    "caps.quarter": "most in a quarter",
    "caps.regulatory_year": "most in a Regulatory Year",
    "smallest": "smallest instalment",
    "most_instalments": "most instalments of a Party",
    "no_payment_on": "no payment on",
    "days": "payment days",
    "instalments": "number of equal instalments",
    "objective": "objectives",
    "annual_rate": "annual rate",
    "first": "first day",
    "last": "last day",
    "rule": "rules",
    "classes": "classes",
    "weights": "weights",
    "charging": "Charging Groups",
}
"""What the form calls a field of the plan."""
_MONEY = "Write pounds, such as 1,000.00; leave it empty for none."
_DAYS = "Write days such as 18 December 2026, with commas between."
_WHOLE = "Write a whole number from 1; leave it empty for none."
DO = {
    "caps": _MONEY,
    "smallest": _MONEY,
    "days": _DAYS,
    "no_payment_on": _DAYS,
    "most_instalments": _WHOLE,
    "instalments": _WHOLE,
    "classes": "Write a Party of those above, an equals sign and a whole number from 1.",
    "weights": "Write each Party above, an equals sign and a whole number from 1.",
    "charging": "Write g1 = 0.60, 30000000: a weight above 0, and a whole number of systems.",
    "annual_rate": "Write a part of 1: 0.0475 is 4.75% a year.",
}
"""What to do about a field in the form, where a plan's file would say it of the file."""
_OF_PARTIES = {DO[name]: "a Party of those above, and a whole number from 1" for name in ("classes", "weights")}
WANTED = {_MONEY: "a sum of money, £0.01 at least", _DAYS: "days", **_OF_PARTIES}
"""What a field wants, by what to do about it, likewise."""
_OR = " or "


def form(today: date) -> dict[str, Any]:
    """The form as it was last pressed, in the words typed."""
    with st.form(key="plan", border=False):
        st.html("<h2>The plan</h2>")
        filled: dict[str, Any] = {
            "rules": st.multiselect(
                "Rules to compare",
                RULES,
                default=["pro_rata", "equal", "optimise"],
                format_func=lambda rule: RULE[str(rule)],
                key="rules",
                bind="query-params",
            )
        }
        a, b, c = st.columns(3, gap="medium")
        filled["first"] = a.date_input(
            "No payment before", today + timedelta(days=1), key="first", format="DD/MM/YYYY", bind="query-params"
        )
        filled["last"] = b.date_input(
            "No payment after", today + timedelta(days=365), key="last", format="DD/MM/YYYY", bind="query-params"
        )
        filled["days"] = c.selectbox(
            "Payment days", list(DAYS), format_func=lambda name: DAYS[str(name)], key="days", bind="query-params"
        )
        a, b, c = st.columns(3, gap="medium")
        filled["month"] = _text(a, "Most in a month, in all", "month", "100,000.00 or 150,000.00")
        filled["quarter"] = _text(b, "Most in a quarter, in all", "quarter", "No cap")
        filled["regulatory_year"] = _text(c, "Most in a Regulatory Year, in all", "year", "No cap")
        with st.expander("More rules"):
            _more(filled)
        st.form_submit_button("Compare")
    return filled


def _more(filled: dict[str, Any]) -> None:
    a, b, c = st.columns(3, gap="medium")
    filled["instalments"] = _text(a, "Number of equal instalments", "equal", "", "6")
    filled["most_instalments"] = _text(b, "Most instalments of a Party", "most", "No limit")
    filled["smallest"] = _text(c, "Smallest instalment", "smallest", "No limit")
    filled["objective"] = st.multiselect(
        "What is best, first things first",
        OBJECTIVES,
        default=["waiting", "peak"],
        format_func=lambda name: OBJECTIVE[str(name)],
        key="best",
        bind="query-params",
    )
    a, b = st.columns(2, gap="medium")
    filled["dates"] = _text(a, "Payment days, if written by hand", "on", "18 December 2026, 29 January 2027")
    filled["adjust"] = b.selectbox(
        "Where such a day, or a weekday, is no Working Day",
        list(ADJUST),
        format_func=lambda name: ADJUST[str(name)],
        key="adjust",
        bind="query-params",
    )
    a, b = st.columns(2, gap="medium")
    filled["no_payment_on"] = _text(a, "No payment on", "never", "26 March 2027, 29 March 2027")
    filled["annual_rate"] = _text(b, "Annual rate, for information only", "rate", "0.0475 is 4.75%")
    a, b, c = st.columns(3, gap="medium")
    filled["classes"] = _lines(a, "Classes: 1 is paid first", "classes", "Supplier A = 1")
    filled["weights"] = _lines(b, "Weights", "weights", "Supplier A = 2")
    filled["charging"] = _lines(c, "Charging Groups: weight, systems", "groups", "g1 = 0.60, 30000000")


def _text(place: Any, label: str, key: str, hint: str, default: str = "") -> str:
    return str(place.text_input(label, default, key=key, placeholder=hint or None, bind="query-params"))


def _lines(place: Any, label: str, key: str, hint: str) -> str:
    return str(place.text_area(label, "", key=key, placeholder=hint, height=100, bind="query-params"))


# --- from the form to plans -----------------------------------------------------------------------------------------


def plans(filled: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The plans that a form asks for, by name: one for each rule and each cap on months, without what is owed.

    Raises:
        Problems: lines that cannot be read, no rule, or too many schedules.
    """
    problems: list[Problem] = []
    base = _base(filled, problems)
    caps = [understood.money(each) for each in filled["month"].split(_OR)] if filled["month"].strip() else [""]
    rules = list(filled["rules"])
    if not rules:
        problems.append(Problem(None, "rules", "none", "at least one rule", "Choose one."))
    if len(rules) * len(caps) > MOST:
        found = f"{len(rules)} rules with {len(caps)} caps: {len(rules) * len(caps)} schedules"
        problems.append(Problem(None, "rules", found, f"at most {MOST} side by side", "Take some out."))
    if problems:
        raise Problems(problems)
    made = {}
    for rule, cap in product(rules, caps):
        name = RULE[rule] + (f" at {_pounds(cap)}" if len(caps) > 1 else "")
        made[name] = {**base, "rule": rule, "caps": {**base["caps"], **({"month": cap} if cap else {})}}
    return made


def _base(filled: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    base: dict[str, Any] = {"format": 1, "adjust": filled["adjust"], "objective": list(filled["objective"]) or None}
    for name in ("first", "last"):
        base[name] = filled[name].isoformat() if isinstance(filled[name], date) else None
    base["caps"] = {
        name: understood.money(filled[name]) for name in ("quarter", "regulatory_year") if filled[name].strip()
    }
    chosen = filled["days"]
    if chosen == "dates":
        base["days"] = {"dates": _split(filled["dates"])}
    else:
        base["days"] = chosen if chosen.endswith("working_day") else {"weekday": chosen}
    base["no_payment_on"] = _split(filled["no_payment_on"])
    for name, read in (("smallest", understood.money), ("annual_rate", str.strip)):
        if filled[name].strip():
            base[name] = read(filled[name])
    for name in ("most_instalments", "instalments"):
        if written := filled[name].strip():
            base[name] = _whole(written)
    for name in ("classes", "weights"):
        base[name] = {who: _whole(much) for who, much in _pairs(filled[name], name, problems)}
    base["charging"] = {
        group: {"weight": parts[0].strip(), "systems": _whole(parts[-1].strip())}
        for group, written in _pairs(filled["charging"], "charging", problems)
        for parts in [written.split(",")]
    }
    return {name: value for name, value in base.items() if value is not None}


def _split(written: str) -> list[str]:
    """Days, with commas between."""
    return [understood.day(each) for each in written.split(",") if each.strip()]


def _whole(written: str) -> int | str:
    """A whole number, or what was written instead, for the plan to refuse."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else written


def _pairs(written: str, field: str, problems: list[Problem]) -> Sequence[tuple[str, str]]:
    """Lines of a name, an equals sign and what it is given."""
    pairs = []
    for number, line in enumerate(written.splitlines(), start=1):
        name, sign, much = line.rpartition("=")
        if sign and name.strip() and much.strip():
            pairs.append((name.strip(), much.strip()))
        elif line.strip():
            wanted, do = "a name, an equals sign and a number", "Write one on a line."
            problems.append(Problem(None, f"{field}, line {number}", line.strip()[:80], wanted, do))
    return pairs


def _pounds(cap: str) -> str:
    try:
        return str(Money.of(cap))
    except ValueError:
        return cap
