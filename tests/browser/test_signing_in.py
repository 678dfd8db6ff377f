"""Signing in with a real OpenID Connect provider on this machine, and every way in which somebody may lose their right."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from recovery_costs.casework import admin
from recovery_costs.casework.desk import Desk
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.store import open_register
from tests.browser.registers import CANARIES, CANARIES_EVENT, canaries_only, pounds
from tests.browser.served import Look, Server, free_port, looking, serving

SECRET = "a secret of this test alone, of some length"
DEE, QUIN, OLLY, NOBODY = "dee@dcc.example", "quin@canary-q.example", "olly@dcc.example", "nobody@example.org"
PARTY = "Canary Q"
COOKIE = "_streamlit_user"
OPERATOR = Actor("the operator", Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Signed:
    """A server with sign-in, and the register whose roles it goes by."""

    server: Server
    register: Path

    def role(self, user: str, role: Role, party: str | None = None, *, revoke: bool = False) -> None:
        """Give a role, or take it away, as an operator at another desk would."""
        desk = Desk(open_register(self.register), OPERATOR)
        admin.grant(desk, user, role, party, command=f"{user} {role} {revoke} {time.monotonic_ns()}", revoke=revoke)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """The provider, the secrets file that docs/dashboard.md asks for, and the server."""
    folder = tmp_path_factory.mktemp("signing-in")
    path = canaries_only(folder / "register.sqlite")
    unverified = User(sub="unverified", claims={"email": DEE, "email_verified": False})
    with run_server_in_thread(user_claims=[unverified]) as provider:
        port = free_port()
        secrets = folder / "secrets.toml"
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
        with serving(path, f"--secrets.files={secrets}", port=port) as server:
            made = Signed(server, path)
            register = open_register(path)
            register.append(
                Command("first", PROGRAM, (Draft("user_granted", {"user": OPERATOR.name, "role": "operator"}),))
            )
            register.close()
            made.role(DEE, Role.DCC_FINANCE)
            made.role(QUIN, Role.PARTY, PARTY)
            made.role(OLLY, Role.OPERATOR)
            yield made


def sign_in(look: Look, signed: Signed, who: str, page: str = "") -> Look:
    """Come to a page, be asked to sign in, do so at the provider, and be brought back."""
    look.go(signed.server.address(page))
    assert look.title == "You are not signed in"
    look.page.get_by_role("button", name="Sign in", exact=True).click()
    look.page.wait_for_url("http://localhost:*/oauth2/authorize*")
    look.page.locator("input[name=sub]").fill(who)
    look.page.get_by_role("button", name="Authorize").click()
    look.page.wait_for_url(f"http://127.0.0.1:{signed.server.port}/**")
    return look.settled()


def cookie_of(look: Look) -> str:
    """The cookie by which the server knows who this is."""
    return str(next(each["value"] for each in look.page.context.cookies() if each["name"] == COOKIE))


def with_cookie(look: Look, signed: Signed, value: str) -> Look:
    """Come with that cookie."""
    look.page.context.add_cookies([{"name": COOKIE, "value": value, "url": signed.server.address()}])
    return look.go(signed.server.address("today"))


def content(cookie: str) -> dict[str, object]:
    """What the provider said of somebody, as it stands in their cookie."""
    found = decode_signed_value(SECRET, COOKIE, cookie)
    assert found is not None
    said: dict[str, object] = json.loads(found)
    return said


def test_two_users_see_what_their_roles_may_see_and_sign_out(signed: Signed, browser: Browser) -> None:
    own, other = pounds(CANARIES[PARTY][1]), pounds(CANARIES["Canary R"][1])
    with looking(browser) as dee, looking(browser) as quin:
        sign_in(dee, signed, DEE)
        sign_in(quin, signed, QUIN)
        assert DEE in dee.text
        assert "DCC finance" in dee.text
        assert "Demonstration" not in dee.text
        for look in (dee, quin):
            look.go(signed.server.address("event", event=CANARIES_EVENT))
        assert own in dee.text
        assert other in dee.text
        assert own in quin.text
        assert other not in quin.text
        quin.go(signed.server.address("claim", event=CANARIES_EVENT, party="Canary R", role="DCC finance"))
        assert quin.title == "There is no such claim that you may see"
        assert not quin.heard.says(other)
        quin.page.get_by_role("button", name="Sign out").click()
        quin.page.wait_for_url("http://localhost:*/oauth2/end_session*")
        assert COOKIE not in {each["name"] for each in quin.page.context.cookies()}
        assert quin.go(signed.server.address("event", event=CANARIES_EVENT)).title == "You are not signed in"
        assert dee.go(signed.server.address("event", event=CANARIES_EVENT)).title != "You are not signed in"


def test_a_page_typed_by_someone_without_the_right_is_refused(signed: Signed, browser: Browser) -> None:
    with looking(browser) as look:
        sign_in(look, signed, OLLY)
        look.go(signed.server.address("event", event=CANARIES_EVENT))
        assert look.title == "There is no such page for you"
        look.go(signed.server.address("event", event=CANARIES_EVENT, role="DCC finance"))
        assert look.title == "There is no such page for you"
        assert not any(look.heard.says(pounds(each)) for each in CANARIES[PARTY])


def test_somebody_without_a_role_is_told_so(signed: Signed, browser: Browser) -> None:
    with looking(browser) as look:
        sign_in(look, signed, NOBODY)
        assert look.title == f"{NOBODY} has no role here"


def test_an_address_that_the_provider_has_not_verified_is_nobodys(signed: Signed, browser: Browser) -> None:
    with looking(browser) as look:
        sign_in(look, signed, "unverified")
        assert look.title == "The sign-in gave no e-mail address that is verified"


def test_a_role_taken_away_works_at_the_next_click(signed: Signed, browser: Browser) -> None:
    with looking(browser) as look:
        user = "pat@panel.example"
        signed.role(user, Role.PANEL)
        sign_in(look, signed, user)
        assert "has no role here" not in look.title
        signed.role(user, Role.PANEL, revoke=True)
        look.page.get_by_role("link", name="Event", exact=True).click()
        look.page.get_by_text(f"{user} has no role here").wait_for()
        assert "£" not in look.text


def test_a_sign_in_that_has_run_out_works_no_longer(signed: Signed, browser: Browser) -> None:
    """The provider's own token, its end moved to a few seconds from now and signed as this server signs."""
    with looking(browser) as look, looking(browser) as later:
        said = content(cookie_of(sign_in(look, signed, DEE)))
        assert isinstance(said["exp"], int)
        assert said["exp"] > time.time() + 600

        def ending(at: float) -> str:
            return create_signed_value(SECRET, COOKIE, json.dumps({**said, "exp": int(at)})).decode()

        assert with_cookie(later, signed, ending(time.time() - 1)).title == "Your sign-in has run out"
        end = time.time() + 8
        with_cookie(later, signed, ending(end))
        assert later.title != "Your sign-in has run out"
        later.page.wait_for_timeout(max(0.0, end + 1 - time.time()) * 1000)
        later.page.get_by_role("link", name="Event", exact=True).click()
        later.page.get_by_text("Your sign-in has run out").wait_for()
        assert "£" not in later.text


def test_a_forged_cookie_is_nobodys(signed: Signed, browser: Browser) -> None:
    with looking(browser) as look, looking(browser) as forger:
        real = cookie_of(sign_in(look, signed, QUIN))
        said = json.dumps({**content(real), "email": DEE})
        forged = [
            create_signed_value("another secret that is as long as it", COOKIE, said).decode(),
            create_signed_value(SECRET, "_another_cookie", said).decode(),
            real[:-2] + ("AA" if real[-2:] != "AA" else "BB"),
            said,
            "",
        ]
        for each in forged:
            assert with_cookie(forger, signed, each).title == "You are not signed in"
