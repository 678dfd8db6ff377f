"""What the pages show: the register, the day, and each event on record as the core sees it.

The register is the file or the postgresql:// address in RECOVERY_COSTS_REGISTER. Without one the ready-made events are
taken into a register of this process's own, once, and every page says so. The day is the address's `as_of`, else
RECOVERY_COSTS_AS_OF, else today by the register's clock.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import streamlit as st

from recovery_costs.calendar import parse_day
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.judged import Judged as Seen
from recovery_costs.casework.samples import take_in_samples
from recovery_costs.dashboard import who
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.store import Register as Store
from recovery_costs.register.store import open_register

__all__ = [
    "Day",
    "Here",
    "Register",
    "Seen",
    "Unreadable",
    "as_of",
    "event",
    "events",
    "here",
    "kept",
    "opened",
    "register",
    "role",
    "usual_day",
]
T = TypeVar("T")
MOST = 1024
"""Answers that are kept, those asked for last; of each the latest alone, so that what the record was goes."""
_KEPT: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
_LOCK = Lock()
REGISTER, AS_OF = "RECOVERY_COSTS_REGISTER", "RECOVERY_COSTS_AS_OF"


class CannotOpen(Exception):  # noqa: N818  said as the user would
    """The register cannot be opened: what is so, and what to do about it."""

    def __init__(self, what: str, do: str) -> None:
        self.what, self.do = what, do
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Register:
    """Where the facts are kept (a file, or an address of a database), and whether it is only the demonstration's."""

    path: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event on record that cannot be adjudicated on the day, and every reason why."""

    name: str
    problems: tuple[Problem, ...]


# --- the day ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """The day whose end is shown; `asked` where the address names it; `refused` is what it names that is no day."""

    day: date
    asked: bool
    refused: str | None = None


def as_of(today: date) -> Day:
    """The day to show. Once an address has named it, it holds for the visit and stands in every address.

    Args:
        today: the day where nothing names one.
    """
    refused = None
    written = st.query_params.get("as_of") or st.session_state.get("as_of")
    if written:
        try:
            day = parse_day(written)
        except ValueError:
            refused = str(written)
        else:
            st.session_state["as_of"] = st.query_params["as_of"] = day.isoformat()
            return Day(day, asked=True)
    return Day(usual_day(today), asked=False, refused=refused)


def usual_day(today: date) -> date:
    """The day that is shown where no address names one: as the program was told, else today."""
    try:
        return parse_day(os.environ.get(AS_OF, ""))
    except ValueError:
        return today


def not_a_day(name: str) -> str | None:
    """What the address gives for a day of this name, where it is no day."""
    written = st.query_params.get(name)
    try:
        parse_day(written or "2000-01-01")
    except ValueError:
        return written
    return None


# --- who looks at what, on which day ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Here:
    """What a page is run with: the register, who is looking, the desk they work at, and the day."""

    register: Register
    user: who.User
    desk: Desk
    day: Day

    @property
    def today(self) -> date:
        """The day that is shown."""
        return self.day.day

    def stamp(self, event: str) -> int:
        """What the record of an event stood at: the newest entry of its own, or of what concerns every event."""
        return self.desk.last(event)

    def one_event(self, event: str) -> tuple[Hashable, ...]:
        """What an answer about an event as it stands today depends on: the register, who is looking, its record, and the day."""
        return self.register.path, self.user.actor, event, self.stamp(event), self.desk.today

    def all_events(self) -> tuple[Hashable, ...]:
        """What an answer about every event depends on: the register, who is looking, and each record."""
        return self.register.path, self.user.actor, *((name, self.stamp(name)) for name in self.desk.events())

    def address(self, **more: str) -> dict[str, str]:
        """The parameters of an address that keeps the day and, where one was chosen, the role."""
        kept = {"role": self.user.says} if st.query_params.get("role") == self.user.says else {}
        return {**more, **kept, **({"as_of": self.today.isoformat()} if self.day.asked else {})}


def here() -> Here:
    """Who is looking at what.

    Raises:
        CannotOpen: there is no register that can be opened.
        NotHere: nobody may look, as things are.
    """
    kept = register()
    user = who.current_user(opened(kept.path))
    desk = Desk(opened(kept.path), user.actor)
    return Here(kept, user, desk, as_of(desk.today))


def role() -> Role | None:
    """The role of whoever is looking; None where nobody may look, as things are. `frame` says why."""
    try:
        return here().user.actor.role
    except (CannotOpen, RegisterError, who.NotHere):
        return None


# --- the register -----------------------------------------------------------------------------------------------


def register() -> Register:
    """The register that is shown.

    Raises:
        CannotOpen: there is none that can be opened.
    """
    named = os.environ.get(REGISTER)
    if named is None:
        return Register(_demonstration(), demonstration=True)
    if "://" not in named and not Path(named).is_file():
        raise CannotOpen(
            "There is no register where this program was told to look.",
            f"Check the setting {REGISTER}, or start the program without it to see the ready-made events.",
        )
    try:
        opened(named)
    except (OSError, RegisterError) as error:
        raise _unopened() from error
    return Register(named, demonstration=False)


def _unopened() -> CannotOpen:
    return CannotOpen(
        "The register cannot be opened.",
        "Nothing was changed. Ask whoever runs this program to check the register, then reload this page.",
    )


@st.cache_resource(show_spinner=False)
def opened(path: str) -> Store:
    """The register at a place, opened once for everybody."""
    return open_register(path, make=False)


@st.cache_resource(show_spinner=False)
def _demonstration() -> str:
    """A register of this process's own with the ready-made events in it; it goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="recovery-costs-")
    path = Path(folder) / "demonstration.sqlite"
    store = open_register(path)
    try:
        for _ in take_in_samples(store):
            pass
    except Problems as problems:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotOpen(
            "The ready-made events cannot be taken in.",
            f"{len(problems.problems)} problems stand in their files. Run recovery-costs demo to see them.",
        ) from problems
    finally:
        store.close()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(path)


# --- events on record -------------------------------------------------------------------------------------------


def event(at: Here, name: str, day: date | None = None, *, contested: bool = False) -> Seen | Unreadable:
    """One event at the end of a day (the one that is shown), as far as whoever is looking may see it."""
    on = day or at.today

    def seen() -> Seen | Unreadable:
        try:
            return at.desk.judged(name, on, contested=contested)
        except Problems as problems:
            return Unreadable(name, tuple(problems.problems))

    return kept(at, name, ("seen", on, contested), seen)


def events(at: Here) -> Iterator[Seen | Unreadable]:
    """Every event that whoever is looking may know of, at the end of the day."""
    for name in at.desk.events():
        yield event(at, name)


def kept(at: Here, event: str, what: Hashable, work: Callable[[], T]) -> T:
    """What is worked out of an event for whoever is looking: once, until another entry bears on it.

    Args:
        what: which work, with all that it depends on beside the record and the reader.
    """
    key, stamp = (at.register.path, at.user.actor, event, what), at.stamp(event)
    with _LOCK:
        before, found = _KEPT.get(key, (None, None))
    if before != stamp:
        found = work()
    with _LOCK:
        _KEPT[key] = stamp, found
        _KEPT.move_to_end(key)
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return cast("T", found)
