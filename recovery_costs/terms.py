"""How time and doubt are read in one case: the readings chosen, and with them notices and deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from recovery_costs.calendar import (
    ENGLAND_AND_WALES,
    SCOTLAND,
    Holiday,
    Notices,
    WorkingDays,
    three_months_after,
)
from recovery_costs.facts import Case
from recovery_costs.law import READINGS

DEFAULTS: dict[str, str] = {name: reading.default for name, reading in READINGS.items()}


@dataclass(frozen=True)
class Terms:
    """How time and doubt are read: the readings chosen, and with them notices and deadlines."""

    readings: Mapping[str, str]
    notices: Notices

    def deadline(self, day: date, periods: int) -> date:
        """The last day of the n-th period of three months after `day`."""
        last = three_months_after(day, periods, self.readings["month_count"])
        moved = self.readings["last_day"] == "next_working_day"
        return self.notices.working_days.on_or_after(last) if moved else last


@lru_cache(maxsize=16)
def working_days(holidays: tuple[Holiday, ...], reading: str = DEFAULTS["bank_holidays"]) -> WorkingDays:
    """The Working Days of a table of bank holidays, under an option of the reading `bank_holidays`."""
    divisions = {ENGLAND_AND_WALES, SCOTLAND} if reading == "any_part_of_gb" else {ENGLAND_AND_WALES}
    return WorkingDays.of(holidays, frozenset(divisions))


def terms(case: Case, readings: Mapping[str, str], holidays: tuple[Holiday, ...]) -> Terms:
    """The case's terms under the readings chosen: the caller's over the case file's over the defaults."""
    chosen = {**DEFAULTS, **case.readings, **readings}
    notices = Notices(
        case.parameters,
        working_days(holidays, chosen["bank_holidays"]),
        sending=chosen["notice_effective"] == "sending",
        business_hours=chosen["proved_receipt"] == "business_hours",
    )
    return Terms(chosen, notices)
