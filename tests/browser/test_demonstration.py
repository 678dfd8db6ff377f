"""Without sign-in anybody may look in any role: so only from this machine, and never because a setting cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.by_socket import session, shown
from tests.browser.registers import EVENT, canaries_only
from tests.browser.served import Server, looking, serving

pytestmark = pytest.mark.long

FROM_ELSEWHERE = [
    ("register.example", {}),
    ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}),
    ("127.0.0.1", {"X-Forwarded-Host": "register.example"}),
    ("127.0.0.1", {"Forwarded": "for=203.0.113.7"}),
]


def test_from_this_machine_it_is_served(server: Server) -> None:
    with session(server.port) as socket:
        assert EVENT in shown(socket, "today")


@pytest.mark.parametrize(("name", "headers"), FROM_ELSEWHERE, ids=["name", "for", "host", "standard"])
def test_passed_on_by_a_proxy_or_under_another_name_it_is_not(
    name: str, headers: dict[str, str], server: Server
) -> None:
    with session(server.port, headers, name) as socket:
        told = shown(socket, "today", role="DCC finance")
    assert "No sign-in is set up, and this server can be reached from other machines" in told
    assert EVENT not in told
    assert "£" not in told


def test_secrets_that_cannot_be_read_are_no_demonstration(tmp_path: Path, browser: Browser) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[auth\n", encoding="utf-8")
    path = canaries_only(tmp_path / "register.sqlite")
    with serving(path, f"--secrets.files={secrets}") as server, looking(browser) as look:
        look.go(server.address("event", role="DCC finance"))
        assert look.title == "The file that says how people sign in cannot be read"
        assert not look.heard.says("Canary P")
