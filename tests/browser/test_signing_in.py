"""Signing in with a real OpenID Connect provider on this machine, and every way in which somebody may lose their right."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from oidc_provider_mock import User
from playwright.sync_api import Browser, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from recovery_costs.casework.desk import Desk
from recovery_costs.register.access import Actor, Role
from tests.browser.registers import CANARIES, CANARIES_EVENT, canaries_only, pounds
from tests.browser.served import Look, looking
from tests.browser.signing import SECRET, Signed, sign_in, signing_in

pytestmark = pytest.mark.long

DEE, QUIN, OLLY, NOBODY = "dee@dcc.example", "quin@canary-q.example", "olly@dcc.example", "nobody@example.org"
PARTY = "Canary Q"
COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """A server that knows people by a provider, one of whose users has an address that it has not verified."""
    path = canaries_only(tmp_path_factory.mktemp("signing-in") / "register.sqlite")
    with signing_in(path, User(sub="unverified", claims={"email": DEE, "email_verified": False})) as made:
        made.role(DEE, Role.DCC_FINANCE)
        made.role(QUIN, Role.PARTY, PARTY)
        made.role(OLLY, Role.OPERATOR)
        yield made


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
        sign_in(dee, signed, DEE, "event", event=CANARIES_EVENT)
        assert dee.page.url == signed.server.address("event", event=CANARIES_EVENT)  # where dee was going
        sign_in(quin, signed, QUIN)
        assert quin.page.url.startswith(signed.server.address("today"))
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


def test_what_is_pressed_in_a_form_once_the_role_is_gone_records_nothing(signed: Signed, browser: Browser) -> None:
    """A form is drawn again by itself, without its page: who is looking is asked anew there too."""
    user = "sam@dcc.example"
    with looking(browser) as look:
        signed.role(user, Role.DCC_FINANCE)
        sign_in(look, signed, user, "today")
        look.page.get_by_role("button", name="Open a Recovery Event").click()
        look.page.get_by_label("Its name, such as RE-2026-001").fill("RE-2026-007")
        signed.role(user, Role.DCC_FINANCE, revoke=True)
        look.page.get_by_role("button", name="Open it", exact=True).click()
        look.page.get_by_text(f"{user} has no role here").wait_for()
    assert Desk(signed.register, Actor(DEE, Role.DCC_FINANCE)).events() == [CANARIES_EVENT]


def test_what_is_typed_outlives_a_refresh_for_whoever_typed_it(signed: Signed, browser: Browser) -> None:
    """The page is loaded again while the cursor still stands in the field."""
    here = {"event": CANARIES_EVENT}
    with looking(browser) as look, looking(browser) as other:
        sign_in(look, signed, DEE, "event", **here)
        box = look.page.get_by_role("combobox", name="Put on record what happened")
        box.click()
        box.fill("Record a Compromised Certificate")
        look.page.get_by_role("option", name="Record a Compromised Certificate").first.click()
        field = look.page.get_by_label("The Certificate", exact=True)
        field.press_sequentially("A name half wri")
        look.page.wait_for_timeout(1000)
        look.page.reload()
        expect(field).to_have_value("A name half wri")
        signed.role("sam@dcc.example", Role.DCC_FINANCE)
        sign_in(other, signed, "sam@dcc.example", "event", **here)
        other.page.get_by_role("combobox", name="Put on record what happened").wait_for()
        assert other.page.get_by_label("The Certificate", exact=True).count() == 0


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
