"""What the record of an event comes to, held in memory for as long as the record says the same.

The journal only grows: a fact that was checked stays checked, so that of an event read before only what came since is
read. All desks of a process share it. It is whole: what of it somebody may see, and whether anything, `Desk` decides.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case, check_more
from recovery_costs.facts import Case
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.store import Register

T = TypeVar("T")

EVENTS = 64
"""How many events are held: those asked for last."""
ANSWERS = 4
"""How many answers on an event are held: on a day, with or without the other readings."""


@dataclass
class _Held:
    """An event as it was when last asked for; each answer is there as soon as it is asked for, for all to wait for."""

    lock: RLock = field(default_factory=RLock)
    last: tuple[int, int] = (0, 0)
    case: Case | None = None
    answers: OrderedDict[Hashable, Future[Any]] = field(default_factory=OrderedDict)


class Record:
    """The events of one register as checked cases."""

    def __init__(self, register: Register) -> None:
        self._whole = register.seen_by(PROGRAM)
        self._events: OrderedDict[str, _Held] = OrderedDict()
        self._lock = RLock()
        self.works = 0
        """How often a case was read or a question answered: while it stands still, so does what is held."""

    def case(self, event: str) -> Case:
        """The whole case as it is on record now.

        Raises:
            Problems: what is on record is no case.
        """
        held = self._of(event)
        with held.lock:
            return self._current(event, held)

    def answer(self, case: Case, asked: Hashable, work: Callable[[], T]) -> T:
        """What `work` makes of a case, which is done once where the case is the one on record.

        Args:
            asked: the question, with all that the answer depends on but the case.
        """
        held = self._of(case.name)
        with held.lock:
            on_record = held.case is case
            answer = held.answers.get(asked) if on_record else None
            mine = answer is None
            if answer is None:
                answer = Future()
            if on_record:
                held.answers[asked] = answer
                held.answers.move_to_end(asked)
                while len(held.answers) > ANSWERS:
                    held.answers.popitem(last=False)
        if mine:
            try:
                answer.set_result(work())
                self.works += 1
            except BaseException as trouble:
                with held.lock:
                    if held.answers.get(asked) is answer:
                        del held.answers[asked]
                answer.set_exception(trouble)
        return cast("T", answer.result())

    def head(self, event: str) -> dict[str, Any]:
        """A case file of an event without its facts: its parameters, and the readings chosen."""
        head: dict[str, Any] = {"format": 1, "case": event}
        opened = self._whole.entries(event, ["event_opened"])
        if opened and opened[-1].content.get("parameters"):
            head["parameters"] = opened[-1].content["parameters"]
        if chosen := self.readings(event):
            head["readings"] = chosen
        return head

    def readings(self, event: str | None, known_at: Moment | None = None) -> dict[str, str]:
        """The readings chosen on record by a moment (None: all), to the second, as facts count.

        Those for every event, and over them those for this one; the latest of each.
        """
        entries = self._whole.entries(of=["reading_chosen"])
        known = [e for e in entries if known_at is None or e.moment <= known_at]
        general = {e.content["reading"]: e.content["option"] for e in known if e.case_name is None}
        own = {e.content["reading"]: e.content["option"] for e in known if e.case_name == event}
        return {**general, **own}

    def _of(self, event: str) -> _Held:
        with self._lock:
            held = self._events.setdefault(event, _Held())
            self._events.move_to_end(event)
            while len(self._events) > EVENTS:
                self._events.popitem(last=False)
            return held

    def _current(self, event: str, held: _Held) -> Case:
        last = self._whole.last(event), self._whole.last(None)
        if held.case is None or held.last != last:
            before = held.case.facts if held.case is not None else ()
            head = replace(check_case({**self.head(event), "facts": []}), facts=before)
            case = check_more(head, self._whole.facts(event, after=held.last[0], until=last[0]))
            if case != held.case:
                held.answers.clear()
            held.last, held.case = last, case
            self.works += 1
        return held.case


_RECORDS: WeakKeyDictionary[Register, Record] = WeakKeyDictionary()
_LOCK = RLock()


def record_of(register: Register) -> Record:
    """What is held of a register that is open: one for all its desks."""
    with _LOCK:
        if register not in _RECORDS:
            _RECORDS[register] = Record(register)
        return _RECORDS[register]
