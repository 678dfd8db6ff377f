"""Refusals on record: who was refused what, and why; nothing of the thing itself. Only the auditor reads them.

Somebody with a role has each refusal of an act on record. Looks, and what people without a role ask for, are on record once
a day for each kind, so that nobody can fill the register by asking. That one cannot be put on record changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import Any, Concatenate, NoReturn, ParamSpec, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError

from recovery_costs.calendar import UK
from recovery_costs.register.access import PROGRAM, Actor
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.store import Register

P = ParamSpec("P")
T = TypeVar("T")
LOOK = "look"
"""What a refusal to show something is called on record."""


class Asks(Protocol):
    """Somebody at the register: a desk."""

    register: Register
    actor: Actor


D = TypeVar("D", bound=Asks)


def refused_as(
    act: str | Callable[[Mapping[str, Any]], str],
) -> Callable[[Callable[Concatenate[D, P], T]], Callable[Concatenate[D, P], T]]:
    """What is asked of a desk, by the name under which a refusal of it goes on record, or what its arguments make of it."""

    def of(work: Callable[Concatenate[D, P], T]) -> Callable[Concatenate[D, P], T]:
        names = signature(work)

        @wraps(work)
        def asked(desk: D, /, *args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return work(desk, *args, **kwargs)
            except RegisterError as error:
                given = names.bind(desk, *args, **kwargs).arguments
                name = act if isinstance(act, str) else act(given)
                on_record(desk.register, desk.actor, name, given.get("event"), error)
                raise

        return asked

    return of


def refuse(desk: Asks, act: str, event: str | None, error: RegisterError) -> NoReturn:
    """Put a refusal on record, then refuse."""
    on_record(desk.register, desk.actor, act, event, error)
    raise error


def on_record(register: Register, who: Actor | str, act: str, event: str | None, error: RegisterError) -> None:
    """Put a refusal on record, once; what only failed is no refusal.

    Args:
        who: an actor, or the name of somebody without a role for it.
        event: the Recovery Event that was named; one that is not on record is left out.
    """
    if error.why is None or error.on_record:
        return
    error.on_record = True
    named = who if isinstance(who, str) else who.name
    try:
        whole = register.seen_by(PROGRAM)
        case = event if event is not None and whole.count(event) else None
        body = {"act": act, "why": error.why, **({"who": named} if isinstance(who, str) else {})}
        at = register.now()
        often = isinstance(who, str) or act == LOOK
        when = at.astimezone(UK).date().isoformat() if often else at.isoformat()
        role = "" if isinstance(who, str) else who.role.value
        name = sha256("\0".join((when, named, role, act, error.why, case or "")).encode()).hexdigest()[:24]
        command = f"refused:{name}"
        if often and whole.command(command):
            return
        actor = PROGRAM if isinstance(who, str) else who
        register.append(Command(command, actor, (Draft("refused", body, case),)))
    except (RegisterError, DBAPIError, ValueError):
        return  # what was asked is answered all the same
