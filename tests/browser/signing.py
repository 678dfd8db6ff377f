"""A server that knows people by a real OpenID Connect provider on this machine, and how somebody signs in to it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from recovery_costs.casework import admin
from recovery_costs.casework.desk import Desk
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.store import Register, Sources, open_register
from tests.browser.by_a_clock import now
from tests.browser.served import Look, Server, serving
from tests.register.postgres_server import free_port

SECRET = "a secret of this test alone, of some length"
OPERATOR = Actor("the operator", Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Signed:
    """A server with sign-in, and the register whose roles it goes by."""

    server: Server
    register: Register

    def role(self, user: str, role: Role, party: str | None = None, *, revoke: bool = False) -> None:
        """Give a role, or take it away, as an operator at another desk would."""
        desk = Desk(self.register, OPERATOR)
        admin.grant(desk, user, role, party, command=f"{user} {role} {revoke} {time.monotonic_ns()}", revoke=revoke)


@contextmanager
def signing_in(register: Path | str, *known: User, clock: Path | None = None) -> Iterator[Signed]:
    """The provider, the secrets file that docs/dashboard.md asks for, and the server; nobody has a role yet.

    Args:
        known: users of whom the provider says something of its own.
    """
    with tempfile.TemporaryDirectory() as folder, run_server_in_thread(user_claims=known) as provider:
        port = free_port()
        secrets = Path(folder) / "secrets.toml"
        secrets.write_text(
            f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "recovery-costs"
client_secret = "of no use elsewhere"
server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"
""",
            encoding="utf-8",
        )
        sources = Sources(clock=partial(now, clock)) if clock is not None else None
        opened = open_register(register, sources)
        first = Draft("user_granted", {"user": OPERATOR.name, "role": "operator"})
        opened.append(Command("first", PROGRAM, (first,)))
        try:
            with serving(register, f"--secrets.files={secrets}", port=port, clock=clock) as server:
                yield Signed(server, opened)
        finally:
            opened.close()


def sign_in(look: Look, signed: Signed, who: str, page: str = "", **address: str) -> Look:
    """Come to a page, be asked to sign in, do so at the provider, and be brought back."""
    look.go(signed.server.address(page, **address))
    assert look.title == "You are not signed in"
    look.page.get_by_role("button", name="Sign in", exact=True).click()
    look.page.wait_for_url("http://localhost:*/oauth2/authorize*")
    look.page.locator("input[name=sub]").fill(who)
    look.page.get_by_role("button", name="Authorize").click()
    look.page.wait_for_url(f"http://127.0.0.1:{signed.server.port}/**")
    return look.settled()
