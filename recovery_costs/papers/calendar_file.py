"""A calendar file of what is still open: one all-day entry on each last day, with alarms (RFC 5545).

The same advice makes the same bytes. An entry keeps its identity when its day moves, so that a later file replaces it.
"""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from recovery_costs.adjudication import Awaited
from recovery_costs.advice.parts import Advice, OpenAct
from recovery_costs.calendar import Moment
from recovery_costs.papers import advice as said
from recovery_costs.papers import words

OURS = uuid.UUID("6f1f4c1e-7a0a-5d0f-9b1c-7f5a0c2d9e31")
"""The name space of our entries; changing it would orphan every entry in every calendar."""
DAYS_BEFORE = (14, 3)
RINGS_AT = time(9)
"""When, on the UK clock of the reader's calendar, the alarms some days before ring."""
_PUT_APART = re.compile(r"(?<=[A-Za-z0-9])(:)(?=//)|(?<=[Ww]{3})(\.)|(?<=mailto)(:)|(@)(?=\S+\.\S)", re.ASCII)
_DOMAIN = re.compile(r"\b([A-Za-z0-9-]+)\.(?=([A-Za-z]{2,})\b)", re.ASCII)


def calendar_file(advice: Advice) -> bytes | None:
    """The calendar; None where nothing is open, for a calendar without an entry is not one."""
    if not advice.open:
        return None
    made = _calendar(f"Recovery Costs {advice.case}")
    for act in advice.open:
        made.add_component(_entry(act, advice))
    written: bytes = made.to_ical(sorted=False)
    return written


def agenda(rows: Sequence[tuple[str, Awaited]], as_of: date) -> bytes | None:
    """A calendar of what is awaited over several events, each with its event's name; None where nothing has a day."""
    dated = [(event, item) for event, item in rows if item.due is not None]
    if not dated:
        return None
    made = _calendar("Recovery Costs")
    for event, item in dated:
        assert item.due is not None
        name = json.dumps([event, item.clause, item.from_, item.what])
        title = f"Last day, {event}: {item.from_}: {item.what} ({item.clause})"
        made.add_component(_all_day(str(uuid.uuid5(OURS, name)), item.due, title, [words.last_safe(item)], as_of))
    written: bytes = made.to_ical(sorted=False)
    return written


def uid(case: str, act: OpenAct) -> str:
    """The identity of an entry: the case, who is to act, the clause and which act; never the day."""
    return str(uuid.uuid5(OURS, json.dumps([case, act.clause, *act.key])))


def _calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//recovery-costs//advise//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plain(name))
    return made


def _entry(act: OpenAct, advice: Advice) -> Event:
    title = f"Last day, {advice.case}: {said.title(act)}"
    made = _all_day(uid(advice.case, act), act.day, title, _lines(act, advice), advice.as_of)
    for alarm in _alarms(act, advice.as_of):
        made.add_component(alarm)
    return made


def _all_day(name: str, day: date, title: str, lines: Iterable[str], as_of: date) -> Event:
    made = Event()
    made.add("uid", name)
    made.add("dtstamp", datetime.combine(as_of, time(0), UTC))
    made.add("sequence", as_of.toordinal())
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", plain(title))
    made.add("description", vText("\n".join(plain(line) for line in lines)))
    made.add("transp", "TRANSPARENT")
    return made


def _lines(act: OpenAct, advice: Advice) -> Iterator[str]:
    yield f"{said.title(act)}."
    yield said.last_day(act)
    for one in act.methods:
        yield f"{said.BY[one.method][0].upper()}{said.BY[one.method][1:]}: {said.means(one)}."
    yield from said.on_its_way(act)
    yield said.rests_on(advice)


def _alarms(act: OpenAct, as_of: date) -> Iterator[Alarm]:
    """Some days before, and at the last safe moment for an e-mail: as chosen, and the strictest still ahead. None that has passed."""
    for before in DAYS_BEFORE:
        if act.day - timedelta(days=before) >= as_of:
            morning = timedelta(hours=RINGS_AT.hour, minutes=RINGS_AT.minute)
            yield _alarm(f"{before} days to the last day: {said.title(act)}", morning - timedelta(days=before))
    email = next(one for one in act.methods if one.method == "email")
    strictest = email.ahead or email.strictest
    moments = {strictest.moment: "under the strictest reading", email.last_safe: "as chosen"}
    for moment, how in sorted(((each, how) for each, how in moments.items() if each), key=lambda row: row[0]):
        if moment.day >= as_of:
            yield _alarm(f"Last safe moment for an e-mail, {how}: {said.title(act)}", moment)


def _alarm(words: str, at: timedelta | Moment) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", plain(words))
    if isinstance(at, Moment):
        made.add("trigger", at.utc, parameters={"VALUE": "DATE-TIME"})
    else:
        made.add("trigger", at)
    return made


def plain(text: str) -> str:
    """Text that a calendar shows as it is: on one line, in one direction, and with nothing in it that becomes a link."""
    letters = [_LETTERS.get(unicodedata.category(each), each) for each in text]
    put_apart = _PUT_APART.sub(lambda found: f"[{found.group(0)}]", "".join(letters))
    return _DOMAIN.sub(_dot, put_apart)


_LETTERS = {"Cc": " ", "Cf": "", "Cs": "", "Co": "", "Zl": " ", "Zp": " "}


def _dot(found: re.Match[str]) -> str:
    """The dot of what may be a domain, set apart; initials in capitals are left as they are."""
    before, after = found.group(1), found.group(2)
    initials = len(before) == 1 and (before + after).isupper()
    return found.group(0) if initials else f"{before}[.]"
