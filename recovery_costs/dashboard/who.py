"""Who is looking. Every page asks `current_user`, and nothing else does.

Where sign-in is set up (`[auth]` in the secrets) the identity is the provider's, and the roles are those on our own register,
read afresh on every run, so that taking one away works at once. Where it is not, this is a demonstration: it is served
to this machine alone, says so on every page, and lets whoever looks choose a role.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from recovery_costs.casework import users
from recovery_costs.casework.acts import ACTS
from recovery_costs.papers.words import ROLE
from recovery_costs.register.access import PEOPLE, PROGRAM, Actor, Role
from recovery_costs.register.store import Register

LOOPBACK = ("127.0.0.1", "localhost", "::1")

SECOND = "demonstration, a second person"
"""Whom a demonstration offers beside the first where one proposes and another approves."""


class NotHere(Exception):  # noqa: N818  said as the user would
    """Nobody may look, as things are: what is so, what to do, and whether signing in would help."""

    def __init__(self, what: str, do: str, sign_in: bool = False) -> None:
        self.what, self.do, self.sign_in = what, do, sign_in
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who looks, in one of the roles they have."""

    actor: Actor
    grant: users.Grant
    grants: tuple[users.Grant, ...]
    """Every role that they may look in."""
    demonstration: bool
    refused: str | None = None
    """A role that the address names and they do not have."""

    @property
    def says(self) -> str:
        """The role in words; for a Party's user, the Party."""
        return words(self.grant)


def words(grant: users.Grant) -> str:
    """A role in words; for a Party's user, the Party; in a demonstration, which of two people."""
    return grant.party or ROLE[grant.role] + (", a second person" if grant.user == SECOND else "")


def current_user(register: Register) -> User:
    """Who is looking, in which role.

    Raises:
        NotHere: nobody is signed in, the sign-in has run out, there is no role on record, or a demonstration would be
            served to other machines.
    """
    if _sign_in_is_set_up():
        name = _signed_in()
        held = tuple(each for each in users.grants(register) if each.user == name)
        if not held:
            raise NotHere(f"{name} has no role here.", "Ask whoever runs this register to give you one.")
        return _in_role(register, held, demonstration=False)
    if (st.get_option("server.address") or "") not in LOOPBACK or not _asked_for_on_this_machine():
        raise NotHere(
            "No sign-in is set up, and this server can be reached from other machines.",
            "Set up sign-in, or start it with --server.address 127.0.0.1 as a demonstration and open it as 127.0.0.1.",
        )
    return _in_role(register, _all_roles(register), demonstration=True)


def _in_role(register: Register, held: tuple[users.Grant, ...], *, demonstration: bool) -> User:
    """The role that the address names, if it is one of theirs; else their first."""
    asked = st.query_params.get("role") or st.session_state.get("role")
    grant = next((each for each in held if words(each) == asked), held[0])
    refused = st.query_params.get("role") if words(grant) != asked else None
    if words(grant) == asked:
        st.session_state["role"] = st.query_params["role"] = asked
    parties = users.names_of(register, grant.party) if grant.party is not None else frozenset()
    return User(Actor(grant.user, grant.role, parties), grant, held, demonstration, refused)


def _all_roles(register: Register) -> tuple[users.Grant, ...]:
    """Every role there is, with a second person where one proposes and another approves, and one for each Party on record."""
    view = register.seen_by(PROGRAM)
    named = {entry.party for entry in view.entries(of=["total_notified", "intention_notified", "file_received"])}
    parties = sorted({*(each.name for each in users.parties(register)), *(each for each in named if each)})
    offices = [
        users.Grant(user, role, None)
        for role in PEOPLE
        if role is not Role.PARTY
        for user in ("demonstration", SECOND)
        if user != SECOND or role in ACTS["approve"].who
    ]
    return (*offices, *(users.Grant("demonstration", Role.PARTY, party) for party in parties))


def _asked_for_on_this_machine() -> bool:
    """Whether the address that was opened names this machine, and nobody passed the request on.

    A name that was pointed at this machine from outside, or a proxy on it, would bring others in.
    """
    asked = st.context.headers
    host = urlsplit(f"//{asked.get('Host', LOOPBACK[0])}").hostname
    return host in LOOPBACK and not any(name in asked for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded"))


def _sign_in_is_set_up() -> bool:
    """Whether the secrets say how people sign in.

    Raises:
        NotHere: there are secrets that cannot be read. That is no demonstration.
    """
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError as error:
        if any(Path(each).exists() for each in st.get_option("secrets.files")):
            raise NotHere(
                "The file that says how people sign in cannot be read.",
                "Ask whoever runs this program to mend its secrets file (docs/dashboard.md) and start it again.",
            ) from error
        return False


def _signed_in() -> str:
    """Who the provider says is signed in: their e-mail address, if it is verified or the provider says nothing of that."""
    if not st.user.is_logged_in:
        raise NotHere("You are not signed in.", "Sign in to see what is yours to see.", sign_in=True)
    expires = st.user.get("exp")
    if not isinstance(expires, (int, float)) or expires <= time.time():
        raise NotHere("Your sign-in has run out.", "Sign in again. Nothing you recorded is lost.", sign_in=True)
    name = st.user.get("email") or st.user.get("sub")
    if not name or str(st.user.get("email_verified", True)).lower() != "true":
        raise NotHere("The sign-in gave no e-mail address that is verified.", "Ask whoever runs the sign-in.")
    return str(name)
