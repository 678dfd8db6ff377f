"""When a notice takes effect, and until when it can be sent.

The values that stand for SEC Section M10 (deemed receipt) are `Parameters`; its text was not available, so whoever relies on
them says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from recovery_costs.calendar.moments import UK, Moment, clock_words, long_day
from recovery_costs.calendar.working_days import OutsideTheTable, WorkingDays

_DAY = timedelta(days=1)

Method = Literal["hand", "email", "post"]
METHODS: tuple[Method, ...] = ("hand", "email", "post")


class Rest(NamedTuple):
    """A value of the deemed-receipt rule, as it is written, and what it rests on."""

    name: str
    value: str
    source: str

    @property
    def text(self) -> str:
        """As documents write it: email_hours 1 [unverified]."""
        return f"{self.name} {self.value} [{self.source}]"


def spoken(rests: Iterable[Rest]) -> str:
    """Values of the deemed-receipt rule in words, each once; what several rest on stands once, after the last of them."""
    once = list(dict.fromkeys(rests))
    names = {each.name for each in once}
    made = []
    for number, each in enumerate(once):
        said = _SPOKEN[each.name].format(each.value, "" if each.value == "1" else "s")
        if each.name == "working_day_ends" and "working_day_starts" not in names:
            said = f"working hours {said}"
        next_ = once[number + 1].source if number + 1 < len(once) else None
        made.append(said if next_ == each.source else f"{said} [{each.source}]")
    return ", ".join(made).replace(", to ", " to ")


_SPOKEN = {
    "email_hours": "e-mail {} hour{}",
    "post_working_days": "post {} Working Day{}",
    "working_day_starts": "working hours from {}",
    "working_day_ends": "to {}",
}


@dataclass(frozen=True)
class Parameters:
    """What stands for SEC Section M10, whose text was not available. Clock times are UK wall clock."""

    email_hours: int = 1
    post_working_days: int = 2
    working_day_starts: time = time(9)
    working_day_ends: time = time(17, 30)
    sources: Mapping[str, str] = field(default_factory=dict)

    def standing(self, *names: str) -> tuple[Rest, ...]:
        """The values named, each with what it rests on."""
        written = {
            "email_hours": str(self.email_hours),
            "post_working_days": str(self.post_working_days),
            "working_day_starts": f"{self.working_day_starts:%H:%M}",
            "working_day_ends": f"{self.working_day_ends:%H:%M}",
        }
        return tuple(Rest(name, written[name], self.sources.get(name, "unverified")) for name in names)


@dataclass(frozen=True, slots=True)
class TakesEffect:
    """When a notice takes effect, and why."""

    moment: Moment
    because: str
    rests: tuple[Rest, ...] = ()
    """The parameters of the deemed-receipt rule that it rests on, each with its source."""
    moved: bool = False
    """Whether it takes effect at another moment than it was sent or received."""


@dataclass(frozen=True)
class Notices:
    """When notices take effect: the deemed-receipt rule with its parameters, Working Days and readings."""

    parameters: Parameters
    working_days: WorkingDays
    sending: bool = False
    """The reading `notice_effective` is `sending`."""
    business_hours: bool = False
    """The reading `proved_receipt` is `business_hours`."""

    def takes_effect(self, sent: Moment | None, method: Method | None, received: Moment | None) -> TakesEffect:
        """When a notice takes effect. `received`, where given, wins over the deemed rule.

        Args:
            sent: when it was sent; None where only receipt is proved.
            method: how it was sent, if `sent` is given.
            received: when it was in fact received, if that is proved.

        Raises:
            OutsideTheTable: a Working Day must be decided beyond the table of bank holidays.
        """
        if self.sending and sent:
            return TakesEffect(sent, "taken to be given when sent")
        if received:
            if self.business_hours and not self.sending:
                return self._in_hours(received, f"proved to be received on {received}", ())
            return TakesEffect(received, "received, and receipt is proved")
        assert sent
        assert method
        if method == "hand":
            return self._in_hours(sent, f"delivered by hand on {sent}", ())
        if method == "email":
            wall = sent.wall + timedelta(hours=self.parameters.email_hours)
            return self._in_hours(sent, f"e-mailed on {sent}", ("email_hours",), wall)
        day = self.working_days.after(sent.day, self.parameters.post_working_days)
        moment = Moment.at(day, self.parameters.working_day_starts)
        rests = self.parameters.standing("post_working_days", "working_day_starts")
        passed = self.working_days.passed_over(sent.day, day)
        return TakesEffect(moment, f"posted on {long_day(sent.day)}{passed}", rests, moved=True)

    def _in_hours(self, moment: Moment, how: str, named: tuple[str, ...], wall: datetime | None = None) -> TakesEffect:
        """`wall` (or the moment itself) moved into working hours, where it falls outside them."""
        clock = wall or moment.wall
        closed = self.working_days.why_not(clock.date())
        start, end = self.parameters.working_day_starts, self.parameters.working_day_ends
        standing = self.parameters.standing(*named, "working_day_starts", "working_day_ends")
        if closed or clock.time() > end:
            effective = Moment.at(self.working_days.on_or_after(clock.date() + _DAY), start)
            outside = (
                f"{long_day(clock.date())} is no Working Day ({closed})"
                if closed
                else f"{clock_words(clock)} is after working hours"
            )
        elif clock.time() < start:
            effective, outside = Moment.at(clock.date(), start), f"{clock_words(clock)} is before working hours"
        else:
            inside = Moment.at(clock.date(), clock.time()) if wall else moment
            return TakesEffect(inside, how, standing, moved=inside != moment)
        outside += self.working_days.passed_over(clock.date(), effective.day)
        return TakesEffect(effective, f"{how}; {outside}", standing, moved=True)

    def last_safe(self, due: date) -> dict[Method, Moment | None]:
        """By each method, the last moment of sending that still takes effect on or before `due`.

        None for a method where the table of bank holidays does not reach: the answer would be a guess.
        """
        if self.sending:
            return dict.fromkeys(METHODS, Moment.at(due, time(23, 59, 59)))
        try:
            last = self.working_days.on_or_before(due)
        except OutsideTheTable:
            return dict.fromkeys(METHODS)
        closing = datetime.combine(last, self.parameters.working_day_ends)
        return {
            "hand": Moment.at(last, self.parameters.working_day_ends),
            "email": _last_wall(closing - timedelta(hours=self.parameters.email_hours)),
            "post": self._last_post(last),
        }

    def _last_post(self, last: date) -> Moment | None:
        try:
            for _ in range(self.parameters.post_working_days - 1):
                last = self.working_days.on_or_before(last - _DAY)
        except OutsideTheTable:
            return None
        return Moment.at(last - _DAY, time(23, 59, 59))


def _last_wall(wall: datetime) -> Moment:
    """The last moment at or before `wall` on the UK clock: of a repeated hour the second, of a skipped one none."""
    moment = Moment(wall.replace(tzinfo=UK, fold=1).astimezone(UTC))
    if moment.wall == wall:
        return moment
    return Moment(datetime.combine(wall.date(), time(1), UTC) - timedelta(seconds=1))
