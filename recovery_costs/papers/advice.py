"""An advice in words: what is still open and until when, what was missed and what decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recovery_costs.advice.parts import (
    Advice,
    ByMeans,
    Cannot,
    ChangeOfFact,
    Chosen,
    Means,
    Missed,
    OpenAct,
    StillOpen,
    Strictest,
)
from recovery_costs.calendar import Moment, days, long_day
from recovery_costs.law import READINGS

END_OF_DAY = "23:59:59"
BY: dict[Means, str] = {
    "hand": "by hand",
    "email": "by e-mail",
    "post": "by post",
    "received": "proved receipt",
}
NOT_HELD = "no bank holidays are held for those days"
CANNOT: dict[Cannot, str] = {
    "beyond_the_table": f"cannot be said: {NOT_HELD}",
    "no_such_moment": "none would be in time",
    "not_open": "not open as chosen",
}
_GIVEN: dict[Means, tuple[str, str]] = {
    "hand": ("", "been delivered by hand"),
    "email": ("the e-mail ", "been sent"),
    "post": ("the letter ", "been posted"),
    "received": ("", "been received"),
}


# --- a moment, a spell of time, readings ------------------------------------------------------------------------


def by_the_day(moment: Moment) -> bool:
    """Whether it is the end of a day, so that any moment of that day will do."""
    return moment.wall.strftime("%H:%M:%S") == END_OF_DAY


def until(moment: Moment) -> str:
    """A last moment: "14 November 2025 at 16:30", "the end of 12 November 2025"."""
    return f"the end of {long_day(moment.day)}" if by_the_day(moment) else str(moment)


def _by(moment: Moment) -> str:
    return f"on or before {long_day(moment.day)}" if by_the_day(moment) else f"by {moment}"


def spell(seconds: int) -> str:
    """A length of time in words: "10 minutes", "2 days, 1 hour and 5 minutes"."""
    left, parts = seconds, []
    for unit, name in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        number, left = divmod(left, unit)
        if number:
            parts.append(f"{number} {name}" if number == 1 else f"{number} {name}s")
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else "0 seconds"


def readings(chosen: Chosen) -> str:
    """Readings taken otherwise than chosen: "month_count=ninety_days and bank_holidays=any_part_of_gb"."""
    return " and ".join(f"{name}={option}" for name, option in chosen.items()) or "the readings chosen"


# --- what is open -----------------------------------------------------------------------------------------------


def title(act: OpenAct) -> str:
    """Who, what and under which clause."""
    return f"{act.from_}: {'may ' if act.kind == 'right' else ''}{act.what} ({act.clause})"


def last_day(act: OpenAct) -> str:
    """The last day for it, as chosen, and the strictest."""
    if act.due is None:
        return (
            f"Not open under the readings chosen. Under {readings(act.strictest_due_readings)} the last day is "
            f"{long_day(act.strictest_due)}."
        )
    said = f"Last day {long_day(act.due)}"
    if act.strictest_due == act.due:
        return f"{said} under every reading."
    return f"{said}; under {readings(act.strictest_due_readings)} it is {long_day(act.strictest_due)}."


def means(one: ByMeans) -> str:
    """The last safe moment by one means: as chosen, then the strictest with the readings that make it so."""
    chosen = _moment(one.last_safe, one.cannot, one.passed)
    strictest = one.strictest
    if (one.last_safe, one.cannot) == (strictest.moment, strictest.cannot):
        return f"{chosen}, under every reading" if one.last_safe else chosen
    return f"{chosen}; strictest {_strictest(strictest)}{_ahead(one)}"


def _strictest(one: Strictest) -> str:
    return f"{_moment(one.moment, one.cannot, one.passed)}, under {readings(one.readings)}"


def _ahead(one: ByMeans) -> str:
    """The strictest that can still be kept, where it is stricter than the one chosen."""
    if one.ahead is None or one.ahead.moment == one.last_safe:
        return ""
    return f"; of those still ahead {_strictest(one.ahead)}"


def _moment(moment: Moment | None, cannot: Cannot | None, passed: bool) -> str:
    if moment is None:
        assert cannot
        return CANNOT[cannot]
    return f"{until(moment)} (passed)" if passed else until(moment)


def on_its_way(act: OpenAct) -> Iterator[str]:
    """Notices given for it that are not yet in effect."""
    for each in act.on_its_way:
        if each.effective is None:
            yield f"{each.fact} is on its way; when it takes effect {CANNOT['beyond_the_table']}."
        else:
            verdict = "in time" if each.in_time else "not in time: give it again by a means that still is"
            yield f"{each.fact} is on its way and takes effect on {each.effective}, {verdict}."


# --- what was missed --------------------------------------------------------------------------------------------


def how_late(one: Missed) -> str:
    """When it came, beside the last day for it."""
    if one.effective is None:
        return f"None took effect by {long_day(one.due)}, the last day for it."
    late = days(one.days_late or 0)
    return f"{one.notice} took effect on {one.effective}, {late} after the last day for it, {long_day(one.due)}."


def what_decides(one: Missed) -> Iterator[str]:
    """The reading that says what it does, and those under which it is in time, or open yet."""
    if one.decided_under:
        yield f"It is decided already, under {one.decided_under}."
    if one.reading:
        for option in READINGS[one.reading].options:
            chosen = " (chosen)" if option.name == one.option else ""
            yield f"{one.reading}={option.name}{chosen}: {option.means}"
    if one.not_late_under:
        ways = "; ".join(readings(each) for each in one.not_late_under)
        yield f"In time, or not asked for, under: {ways}."
    yield from (still_open(each) for each in one.still_open_under)


def still_open(one: StillOpen) -> str:
    """Readings under which it can still be done, and by when."""
    moments = {"by hand": one.last_safe.hand, "by e-mail": one.last_safe.email, "by post": one.last_safe.post}
    by = ", ".join(
        f"{how} {until(moment) if moment else CANNOT['beyond_the_table']}" for how, moment in moments.items()
    )
    return f"Still open under {readings(one.readings)}, to the end of {long_day(one.due)}: {by}."


def who_decides(one: Missed) -> Iterator[str]:
    """Who can decide what it comes to."""
    for each in one.deciders:
        yield f"The {each.who} {each.can} ({each.clause})."
    if not one.deciders:
        yield "Nobody any more: the decision of the Authority is final and binding (L10.29)."


def changes(one: Missed) -> Iterator[str]:
    """The smallest change of each fact that would have made it in time, in a sentence each."""
    by_method = [each for each in one.changes if each.changed == "notice" and each.fact is None]
    if by_method:
        yield _given_at_all(by_method)
    would = "it would have been in time" if one.notice else "it would still be open"
    for each in one.changes:
        if each.changed == "notice" and each.fact:
            yield _sooner(each)
        elif each.changed == "estimate_stated":
            yield f"Had the notice of intention {each.fact} stated a best estimate, none would be missing."
        elif each.on:
            later = f", {days(each.days)} later," if each.days else ","
            yield f"Had {_DAYS[each.changed]} {long_day(each.on)}{later} or after that, {would}."


_DAYS = {
    "costs_ceased": "costs ceased on",
    "last_payment": "the last payment been made on",
    "event_day": "the Recovery Event been on",
    "due_day": "the evidence been asked for by",
}


def _sooner(one: ChangeOfFact) -> str:
    assert one.method
    noun, verb = _GIVEN[one.method]
    named = f"{noun}{one.fact}"
    if one.by is None:
        assert one.cannot
        if one.cannot == "beyond_the_table":
            return f"By when {named} would have had to be given {CANNOT[one.cannot]}."
        return f"{named[0].upper()}{named[1:]} could not have taken effect in time, whenever it had {verb}."
    sooner = days(one.days) if one.days is not None else spell(one.seconds or 0)
    return f"Had {named} {verb} {_by(one.by)}, {sooner} earlier, it would have taken effect in time."


def _given_at_all(by_method: Sequence[ChangeOfFact]) -> str:
    said = [f"{BY[each.method]} {_by(each.by)}" for each in by_method if each.method and each.by]
    if not said:
        if any(each.cannot == "beyond_the_table" for each in by_method):
            return f"By when a notice would have had to be given {CANNOT['beyond_the_table']}."
        return "No notice could have taken effect in time unless its receipt is proved."
    return f"Had a notice been given {', or '.join(said)}, it would have taken effect in time."


# --- the paper --------------------------------------------------------------------------------------------------


def advice(result: Advice) -> Group:
    """The whole advice for the terminal. Text from files is printed as it is, never read as markup."""
    parts: list[RenderableType] = [Text(_heading(result), style="bold"), Text(_event(result))]
    if result.for_ and not result.on_file:
        parts.append(Text(f"Nothing on file names {result.for_}; it is advised as a Party that has yet to claim."))
    parts.append(Text("\nStill open", style="bold"))
    parts += [_open(act, result.as_of) for act in result.open] or [Text("  Nothing with a last day.")]
    parts.append(Text("\nMissed", style="bold"))
    parts += [_missed(one) for one in result.missed] or [Text("  Nothing.")]
    if result.also_awaited:
        parts.append(Text("\nAlso awaited, with no last day to keep by notice", style="bold"))
        for item in result.also_awaited:
            may = "may " if item.kind == "right" else ""
            parts.append(Padding(Text(f"{item.from_}: {may}{item.what} ({item.clause})"), (0, 0, 0, 2)))
    parts.append(Text(f"\n{rests_on(result)}", style="dim"))
    for each in result.untried:
        parts.append(Text(f"{readings(each)} could not be tried: {NOT_HELD}.", style="dim"))
    return Group(*parts)


def rests_on(result: Advice) -> str:
    """What the moments rest on, and what this is not."""
    return (
        f"The moments rest on {', '.join(result.rests_on)}, which stand for SEC Section M10. This is no legal advice."
    )


def _heading(result: Advice) -> str:
    for_ = f" for {result.for_}" if result.for_ else ""
    return f"{result.case}: advice{for_}, at the end of {long_day(result.as_of)}"


def _event(result: Advice) -> str:
    event = result.recovery_event
    return f"Recovery Event on {long_day(event.on)}, under {event.route}." if event.on else "No Recovery Event yet."


def _open(act: OpenAct, as_of: date) -> RenderableType:
    rows = [("", last_day(act) + _left(act, as_of))]
    rows += [(BY[one.method], means(one)) for one in act.methods]
    rows += [("", each) for each in on_its_way(act)]
    return Group(Padding(Text(title(act), style="bold"), (0, 0, 0, 2)), _grid(rows))


def _left(act: OpenAct, as_of: date) -> str:
    apart = (act.day - as_of).days
    return " It is today." if apart == 0 else f" That is in {days(apart)}." if apart > 0 else ""


def _missed(one: Missed) -> RenderableType:
    rows = [("", how_late(one))]
    rows += _headed("what decides", what_decides(one))
    rows += _headed("who decides", who_decides(one))
    rows += _headed("in time, if", changes(one))
    return Group(Padding(Text(f"{one.from_}: {one.what} ({one.clause})", style="bold"), (0, 0, 0, 2)), _grid(rows))


def _headed(name: str, said: Iterable[str]) -> list[tuple[str, str]]:
    return [("" if number else name, each) for number, each in enumerate(said)]


def _grid(rows: Iterable[tuple[str, str]]) -> Padding:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=14)
    table.add_column(ratio=1)
    for name, said in rows:
        table.add_row(Text(name, style="dim"), Text(said))
    return Padding(table, (0, 0, 0, 4))
