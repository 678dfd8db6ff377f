"""Time: moments in the United Kingdom, months after a day, Working Days, and when a notice takes effect.

Everything here is UK civil time and is passed in; nothing asks the clock.
"""

from recovery_costs.calendar.moments import (
    UK,
    Moment,
    beside,
    clock_words,
    days,
    long_day,
    months_after,
    parse_day,
    three_months_after,
)
from recovery_costs.calendar.notices import METHODS, Method, Notices, Parameters, Rest, TakesEffect, spoken
from recovery_costs.calendar.working_days import (
    ENGLAND_AND_WALES,
    SCOTLAND,
    Holiday,
    OutsideTheTable,
    WorkingDays,
    read_holidays,
    shipped_holidays,
)

__all__ = [
    "ENGLAND_AND_WALES",
    "METHODS",
    "SCOTLAND",
    "UK",
    "Holiday",
    "Method",
    "Moment",
    "Notices",
    "OutsideTheTable",
    "Parameters",
    "Rest",
    "TakesEffect",
    "WorkingDays",
    "beside",
    "clock_words",
    "days",
    "long_day",
    "months_after",
    "parse_day",
    "read_holidays",
    "shipped_holidays",
    "spoken",
    "three_months_after",
]
