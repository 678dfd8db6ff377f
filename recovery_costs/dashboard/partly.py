"""What is said where there is nothing to show: of the whole event to who sees it whole, to everybody else of what they see.

Who sees an event whole is `casework.seen.SEE_ALL`, as for the adjudication itself. What is not shown is never denied.
"""

from __future__ import annotations

from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import nothing
from recovery_costs.register.access import Role

_OTHERS = "What concerns others is not shown to you."
_WHOLE = {
    "breach": ("Nobody is deemed in breach.", "L10.25 and L10.26 speak once a Certificate is on file."),
    "awaited": ("Nothing is awaited.", "Nobody has anything left to do under L10 on this day."),
    "claim": ("No Party has a claim on file.", "A claim stands here once its first notice is on record."),
    "happened": ("Nothing has happened yet.", "The first fact on record starts the timeline."),
    "event": ("No Recovery Event is on record.", "One stands here as soon as the first fact about it is on record."),
    "contested": ("Nothing.", "The answers are the same under every reading."),
}
_OF_SOME = {
    "breach": ("No deemed breach is shown to you.", "Who is deemed in breach, others than you, is not yours to see."),
    "awaited": ("What others have left to do is not shown to you.", "L10 sets you no last day here."),
    "claim": ("No claim is shown to you.", _OTHERS),
    "happened": ("Nothing that is yours to see has happened yet.", _OTHERS),
    "event": _WHOLE["event"],
    "contested": ("Nothing of what you see.", "It is the same under every reading. " + _OTHERS),
}
_OF_PARTY = {
    "breach": ("You are not deemed in breach.", "Whether anybody else is deemed in breach is not shown to you."),
    "awaited": ("Nothing is awaited of you, nor of others about you.", _OTHERS),
    "claim": ("You have no claim on file.", "Yours stands here once its first notice is on record. " + _OTHERS),
}
_OF_AUTHORITY = {
    "breach": ("No deemed breach of whoever an appeal is about.", _OTHERS),
    "awaited": ("Nothing waits for your decision, nor is awaited of whoever an appeal is about.", _OTHERS),
    "claim": ("Whoever an appeal is about has no claim on file.", _OTHERS),
    "event": ("No Recovery Event is shown to you.", "One stands here once a decision in it is appealed."),
}
_OF = {Role.PARTY: _OF_PARTY, Role.AUTHORITY: _OF_AUTHORITY}


def whole(here: state.Here) -> bool:
    """Whether whoever is looking sees every Party's claims and breaches."""
    return here.user.actor.role in SEE_ALL


def none(here: state.Here, what: str) -> str:
    """That there is nothing of a kind ("breach", "awaited", "claim", "happened", "event", "contested"), as HTML."""
    return nothing(*says(here, what))


def says(here: state.Here, what: str) -> tuple[str, str]:
    """The same as two sentences: what is not there, and when it would be, or what is not shown."""
    return (_WHOLE if whole(here) else {**_OF_SOME, **_OF.get(here.user.actor.role, {})})[what]


def limits(here: state.Here) -> str:
    """That what concerns others is not shown; nothing where all is."""
    return "" if whole(here) else f" {_OTHERS}"
