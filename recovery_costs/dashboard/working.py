"""Long work off the page: it goes on when the page is left, says what it is at, and its answer is there on coming back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Condition, Lock, Semaphore, Thread
from time import monotonic
from typing import Any, TypeVar

import streamlit as st

from recovery_costs.dashboard.look import icon, t

T = TypeVar("T")
Says = Callable[[str], None]
AT_ONCE = 2
"""Seconds for which a page waits with an answer before it says that it is at work."""
BEFORE_LONG = 0.15
"""Seconds for which a page waits with what it can do without for now."""
AGAIN = 0.5
"""Seconds between two looks at work that goes on."""
AT_MOST = 2
"""Seconds for which work that can be done without gives way to the pages that are being drawn, at each of its steps."""
MOST = 64
"""Answers that are kept, the latest asked for."""


class Work:
    """One piece of work, what it is at, and its answer once there is one. It ends with the program, done or not."""

    def __init__(self, doing: Callable[[Says], Any], gives_way: bool) -> None:
        self.at = ""
        self._from = monotonic() + BEFORE_LONG if gives_way else None
        self.answer: Future[Any] = Future()
        Thread(target=self._do, args=(doing,), name="working", daemon=True).start()

    def there_in(self, seconds: float) -> bool:
        """Whether there is an answer, or what went wrong, before so long."""
        return bool(wait([self.answer], seconds).done)

    def _do(self, doing: Callable[[Says], Any]) -> None:
        with _TURN:
            try:
                found = doing(self._says)
            except BaseException as error:  # whoever asks for the answer is told
                self.answer.set_exception(error)
            else:
                self.answer.set_result(found)

    def _says(self, what: str) -> None:
        self.at = what
        if self._from is not None and monotonic() > self._from:
            with _idle:
                _idle.wait_for(lambda: not _drawing, AT_MOST)


_TURN = Semaphore(4)
_idle = Condition()
_drawing: list[object] = []
_works: OrderedDict[Hashable, Work] = OrderedDict()
_lock = Lock()


@contextmanager
def drawing() -> Iterator[None]:
    """A page is being drawn: work that can be done without for now gives way to it."""
    page = object()
    _drawing.append(page)
    try:
        yield
    finally:
        with _idle:
            _drawing.remove(page)
            _idle.notify_all()


def _work(key: Hashable, doing: Callable[[Says], Any], gives_way: bool = False) -> Work:
    with _lock:
        work = _works.get(key)
        if work is None or (work.answer.done() and work.answer.exception() is not None):
            work = _works[key] = Work(doing, gives_way)
        _works.move_to_end(key)
        for old in [name for name, each in _works.items() if each.answer.done()][: max(0, len(_works) - MOST)]:
            del _works[old]
        return work


def answer(key: Hashable, what: str, doing: Callable[[Says], T]) -> T:
    """The answer of some work, begun if it is new. Until it is there the page says how far it is, and stops.

    Args:
        key: what the answer depends on, all of it.
        what: what is being done, in our own words.
        doing: the work; it is given where to say what it is at, and touches nothing of the page.

    Raises: whatever the work raised.
    """
    work = _work(key, doing)
    if not work.there_in(AT_ONCE):
        _wait(work, what)
        st.stop()
    found: T = work.answer.result()
    return found


def later(key: Hashable, doing: Callable[[Says], T]) -> T | None:
    """The answer of some work if it is there before long; else None, and the page is drawn again once it is.

    Args: as of `answer`; at each step that it says it is at, the work lets pages be drawn first.
    """
    work = _work(key, doing, gives_way=True)
    if not work.there_in(BEFORE_LONG):
        _watch(work)
        return None
    found: T = work.answer.result()
    return found


@st.fragment(run_every=AGAIN)
def _watch(work: Work) -> None:
    if work.answer.done():
        st.rerun()


@st.fragment(run_every=AGAIN)
def _wait(work: Work, what: str) -> None:
    if work.answer.done():
        st.rerun()
    at = f" Now: {t(work.at)}." if work.at else ""
    st.html(
        f'<p class="working" role="status">{icon("clock")}<span>{what}.{at} You may leave this page and come back.</span></p>'
    )
