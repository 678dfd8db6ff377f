"""What people type for a sum, a day or a moment, in the form that facts are written in.

Read is what has one meaning: as the pages write it (£1,000.00; 2 November 2026 at 10:00), as the day fields show it
(02/11/2026, day first), or in the form itself. All else is handed on as it was typed, for the fact to refuse.
"""

from __future__ import annotations

import re
from contextlib import suppress

from recovery_costs.calendar import Moment, parse_day
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems
from recovery_costs.workbook.own.values import DAY_FIRST, days_meant

_SUM = re.compile(r"£? ?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{2})?)", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>.+?)(?:,| at)? (?P<hour>[0-9]{1,2}):(?P<rest>[0-9]{2}(?::[0-9]{2})?)(?:,? UK time)?", re.ASCII | re.I
)
_WHOLE_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])", re.ASCII)


def money(written: str) -> str:
    """A sum: pounds, with two figures of pence or none, with commas between thousands or none."""
    found = _SUM.fullmatch(" ".join(written.split()))
    if found is None:
        return written.strip()
    pounds, _, pence = found[1].replace(",", "").partition(".")
    return f"{pounds.lstrip('0') or '0'}.{pence or '00'}"


def day(written: str) -> str:
    """A day with all four figures of its year; of figures alone, the day comes first unless the year does."""
    meant, timed = days_meant(written)
    found = meant.get("", meant.get(DAY_FIRST))
    if found is None or timed or not _WHOLE_YEAR.search(written):
        return written.strip()
    return found.isoformat()


def moment(written: str) -> str:
    """A day, or a day and a time of day on the UK clock."""
    text = " ".join(written.split())
    with suppress(ValueError):
        Moment.of(text)
        return text
    found = _MOMENT.fullmatch(text)
    made = f"{day(found['day'])}T{found['hour']:0>2}:{found['rest']}" if found else day(text)
    with suppress(ValueError):
        Moment.of(made)
        return made
    return text


def payments(written: str) -> list[dict[str, str]]:
    """Payments as they were typed, one on a line: a Party, a day, a sum.

    Raises:
        Problems: lines that are not these three, or none.
    """
    made, problems = [], []
    for number, line in enumerate(written.splitlines(), start=1):
        if not line.strip():
            continue
        if (payment := _payment(line)) is not None:
            made.append(payment)
        else:
            do = "Write them with commas between."
            problems.append(Problem(None, f"line {number}", line.strip()[:80], "a Party, a day and a sum", do))
    if problems or not made:
        none = Problem(None, "payments", "nothing", "at least one payment", "Write one on a line.")
        raise Problems(problems or [none])
    return made


def _payment(line: str) -> dict[str, str] | None:
    """The one way to part a line in which day and sum can be read, whatever commas they hold; else at the last two."""
    commas = [each.start() for each in re.finditer(",", line)]
    ways = [
        {"party": line[:a].strip(), "on": day(line[a + 1 : b]), "amount": money(line[b + 1 :])}
        for n, a in enumerate(commas)
        for b in commas[n + 1 :]
    ]
    read = [each for each in ways if each["party"] and _reads(each["on"], each["amount"])]
    if len(read) == 1:
        return read[0]
    last = line.rsplit(",", 2)
    if len(last) < 3:
        return None
    return {"party": last[0].strip(), "on": day(last[1]), "amount": money(last[2])}


def _reads(on: str, amount: str) -> bool:
    try:
        return bool(parse_day(on)) and Money.of(amount) is not None
    except ValueError:
        return False


def again(kind: str, written: str) -> str | None:
    """What was typed, as the pages write it, where that looks otherwise; None where it says the same, or cannot be read."""
    text = " ".join(written.split())
    try:
        said = str(Money.of(money(text))) if kind == "money" else str(Moment.of(moment(text)))
    except ValueError:
        return None
    return said if said != text else None
