"""Every page for every role it is offered to, as Chromium shows it: calm, whole, reachable by keyboard, and at home.

The short form looks at each page in one role, another page another role; RECOVERY_COSTS_LONG=1 looks at every page in
every role. Both look at light and dark, on a desk and on a phone.
"""

from __future__ import annotations

import re

import pytest
import streamlit as st
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from recovery_costs.dashboard import PAGES, PageOf
from recovery_costs.papers.words import ROLE
from recovery_costs.register.access import PEOPLE, Role
from tests.browser.conftest import LONG, First
from tests.browser.registers import BAD, CANARIES, CANARIES_EVENT, EVENT, PARTY, pounds
from tests.browser.served import DESKTOP, PHONE, Look, Server, Size, looking

pytestmark = pytest.mark.long

STREAMLITS_OWN = {("presentation-role-conflict", "stFileUploaderDropzone"): "1.67.0"}
"""What axe finds in Streamlit's own widgets: the rule and the widget, and the version of Streamlit it was found in."""
EVERY = [pytest.param(page, role, id=f"{page.name}-{role.value}") for page in PAGES for role in page.roles]
SOME = [
    pytest.param(page, page.roles[number % len(page.roles)], id=f"{page.name}-{page.roles[number % len(page.roles)]}")
    for number, page in enumerate(PAGES)
]
LOOKED_AT = EVERY if LONG else SOME


def known_as(role: Role) -> str:
    """How the address names a role; for a Party's user, the Party."""
    return PARTY if role is Role.PARTY else ROLE[role]


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page that is ours."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == name and widget in node["html"] for name, widget in STREAMLITS_OWN)
    ]


def test_the_list_of_what_is_streamlits_own_is_of_the_version_that_runs() -> None:
    assert set(STREAMLITS_OWN.values()) == {st.__version__}


@pytest.mark.parametrize(("page", "role"), LOOKED_AT)
def test_the_page_stands(page: PageOf, role: Role, server: Server, browser: Browser) -> None:
    address = server.address(page.name, event=EVENT, party=PARTY, role=known_as(role))
    with looking(browser) as look:
        look.go(address)
        assert "no such page for you" not in look.text
        assert look.page.locator('[data-testid="stMain"] h1').count() == 1
        for scheme in ("light", "dark"):
            look.page.emulate_media(color_scheme=scheme)
            look.settled()
            ground = look.page.locator('[data-testid="stApp"]').evaluate("app => getComputedStyle(app).backgroundColor")
            assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 21, 27)"}[scheme]
            assert axe(look.page) == []
        for size in (PHONE, DESKTOP):
            assert look.resize(size).sticks_out() <= 0
        reaches_what_the_page_is_for(look)
        assert look.faults() == []


def test_a_deep_address_may_be_the_first_that_a_fresh_server_is_asked_for(first: First) -> None:
    assert first.title == "There is no such claim that you may see"  # the Authority reads no claim that is not appealed
    assert "£" not in first.text
    assert first.faults == []


def test_every_page_refuses_below_itself_whoever_it_is_not_for(server: Server, browser: Browser) -> None:
    refused = [(page, role) for page in PAGES for role in PEOPLE if role not in page.roles]
    assert refused
    for page, role in refused if LONG else refused[:: len(refused) // 2]:
        with looking(browser) as look:
            look.go(server.address(page.name, event=EVENT, party=PARTY, role=known_as(role)))
            assert look.title == "There is no such page for you"
            assert "£" not in look.text
            assert look.faults() == []


def test_the_bare_address_leads_to_the_first_page_and_keeps_what_it_was_given(server: Server, browser: Browser) -> None:
    with looking(browser) as look:
        look.go(server.address(as_of="2026-05-16"))
        assert look.page.url.startswith(server.address("today"))
        assert "at the end of 16 May 2026" in look.text
        look.go(server.address(role="Operator"))
        assert look.page.url.startswith(server.address("record"))
        assert look.faults() == []


# --- by keyboard ------------------------------------------------------------------------------------------------------


def focused(page: Page) -> str:
    """What has the focus, in words."""
    return str(page.evaluate("(document.activeElement?.innerText || document.activeElement?.ariaLabel || '').trim()"))


def tabbed_to(page: Page, within: str, most: int = 80) -> None:
    """Press Tab until the focus is on what is looked for."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => !!document.activeElement?.matches(selector)", within):
            return
    raise AssertionError(f"{most} tabs do not reach {within}; the focus is on {focused(page)!r}")


def test_a_clause_opens_with_enter_and_closes_with_escape(server: Server, browser: Browser) -> None:
    with looking(browser) as look:
        page = look.go(server.address("event", event=EVENT)).page
        tabbed_to(page, "button.cl")
        name = focused(page)
        page.keyboard.press("Enter")
        words = page.locator(".pop:popover-open")
        assert name.split("(")[0] in words.inner_text()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Escape")
        assert words.count() == 0
        assert focused(page) == name


def reaches_what_the_page_is_for(look: Look) -> None:
    """Tab reaches the filled button if there is one, else the first thing to open; the stop after it can be seen."""
    main = '[data-testid="stMain"]'
    primary = f'{main} [data-testid^="stBaseButton-primary"]:enabled'
    page = look.page
    wanted = primary if page.locator(f"{primary}:visible").count() else f"{main} :is(summary, a, button.cl)"
    tabbed_to(page, wanted)
    page.keyboard.press("Tab")
    assert focused(page), "the next stop says what it is"
    assert page.locator(":focus").evaluate("each => each.getBoundingClientRect().width > 0")


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["today", "event", "claim"])
def test_a_page_printed_is_one_light_column_of_what_is_read(name: str, server: Server, browser: Browser) -> None:
    """From the dark, on the 182 millimetres (688 pixels) that margins leave of A4."""
    with looking(browser, PHONE, "dark") as look:
        look.go(server.address(name, event=EVENT, party=PARTY, role="DCC finance")).resize(Size(688, 1000))
        page = look.page
        page.emulate_media(media="print", color_scheme="dark")
        ground, ink = page.evaluate(
            "['.stApp', 'h1'].map(each => getComputedStyle(document.querySelector(each)))"
            ".map((style, at) => at ? style.color : style.backgroundColor)"
        )
        assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(21, 26, 33)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 688
        pressed = page.locator("button:visible, input:visible, select:visible, textarea:visible, canvas:visible")
        assert [each for each in pressed.all_inner_texts() if not re.match("L10", each)] == []  # a clause is read
        assert page.locator("h1:visible").count() == 1
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) >= 2  # not the first screen alone


# --- text that means harm ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "role"), LOOKED_AT)
def test_hostile_text_shows_as_text(page: PageOf, role: Role, server: Server, browser: Browser) -> None:
    party = BAD if role is Role.PARTY else known_as(role)
    with looking(browser, PHONE) as look:
        look.go(server.address(page.name, event=BAD, party=BAD, role=party))
        if page.name in ("event", "claim", "today") and role not in (Role.AUTHORITY, Role.OPERATOR):
            assert BAD in look.text
        _harmless(look)
        look.resize(DESKTOP)
        look.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        _harmless(look)


def _harmless(look: Look) -> None:
    main = look.page.locator('[data-testid="stMain"]')
    assert main.locator("img, script, iframe").count() == 0
    hosts = main.locator("a").evaluate_all("links => links.map(each => new URL(each.href).hostname)")
    assert set(hosts) <= {"127.0.0.1"}
    assert look.page.evaluate("window.hit") is None
    assert look.sticks_out() <= 0
    assert look.faults() == []


# --- what is another Party's -------------------------------------------------------------------------------------------


def walked(look: Look, server: Server, role: str, *names: str) -> str:
    """Pages (all of them, unless named) at every address that somebody may try for that event; their source."""
    source = []
    for page in PAGES:
        if names and page.name not in names:
            continue
        for party in CANARIES if page.name == "claim" else (PARTY,):
            look.go(server.address(page.name, event=CANARIES_EVENT, party=party, role=role))
            source.append(look.page.content().replace("\u00a0", " "))
    return "\n".join(source)


def test_no_other_partys_sums_reach_the_browser(server: Server, browser: Browser) -> None:
    mine, *others = CANARIES
    with looking(browser) as look:
        source = walked(look, server, mine)
        found = {party: {sum_ for sum_ in CANARIES[party] if _came(look, source, sum_)} for party in CANARIES}
    assert found[mine] == set(CANARIES[mine])
    assert all(found[party] == set() for party in others)


def test_the_same_walk_finds_every_sum_for_dcc_finance(server: Server, browser: Browser) -> None:
    with looking(browser) as look:
        source = walked(look, server, "DCC finance", "event", "claim")
        assert all(_came(look, source, sum_) for sums in CANARIES.values() for sum_ in sums)


def _came(look: Look, source: str, amount: str) -> bool:
    """Whether a sum came, as people or as files write it, in pounds or in pence."""
    written = (amount, pounds(amount), amount.replace(".", ""))
    return any(each in source or look.heard.says(each) for each in written)
