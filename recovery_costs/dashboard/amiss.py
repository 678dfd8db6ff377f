"""What is wrong with the fields of a form, as a page says it: each by its label, with what to do about it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recovery_costs.casework.acts import Act
from recovery_costs.dashboard.asking import form
from recovery_costs.dashboard.field_words import label
from recovery_costs.dashboard.look import t
from recovery_costs.plain import Problem

DO = {
    "money": ("a sum of money", "Write pounds, such as 1,000.00."),
    "moment": ("a day or a moment, in UK time", "Write it such as 5 March 2026, or 5 March 2026, 14:30."),
    "day": ("a day", "Write it such as 5 March 2026."),
    "yes": ("yes or no", "Choose one of them."),
    "choice": ("one of those offered", "Choose one."),
    "choices": ("at least one of those offered", "Choose them."),
    "fact": ("one of those on record", "Choose one."),
    "payments": (
        "at least one payment",
        "Write each on a line of its own: a Party, a day, a sum, with commas between.",
    ),
    "text": ("some words", "Write it."),
}
"""What a field of each form wants, and what to do about it on a page."""
_NONE = ("nothing", "none", "an empty list", "an empty text")
_PARTS = {"party": "Party", "on": "day", "amount": "sum"}


def problems(found: Iterable[Problem], act: Act | None = None) -> Iterator[str]:
    """What is wrong, as a page says it: each field by its label, with what to do here."""
    for each in found:
        yield _problem(each, act)


def _problem(each: Problem, act: Act | None) -> str:
    field = each.field or ""
    first, _, inner = field.partition("[")
    called = label(act.fact if act is not None else None, first) if first else "This"
    kind = form(act, first) if act is not None and first else ""
    if inner:  # one of the payments
        number, _, part = inner.rstrip("]").partition("].")
        part = part or "amount"
        called = f"Payment {int(number) + 1 if number.isdigit() else number}, its {_PARTS.get(part, part)}"
        kind = {"amount": "money", "on": "day"}.get(part, "text")
    if each.found in _NONE:
        do = DO[kind][1] if kind in DO else "Fill it in."
        return f"<b>{t(called)}</b>: nothing is given. {t(do)}"
    of_form = each.wanted.startswith(("pounds and pence", "a day or a moment", "a day, YYYY", "money and a day"))
    wanted, do = DO[kind] if kind in DO and of_form else (each.wanted, each.do)
    return f"<b>{t(called)}</b>: found {t(each.found)}; wanted {t(wanted)}. {t(do)}"
