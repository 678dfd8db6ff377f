"""People at the pages: what they press, write and choose, by the words that stand there, and what they then read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator

from tests.browser.served import Look, looking
from tests.browser.signing import Signed, sign_in


@dataclass
class Person:
    """Somebody who has signed in, in a window of their own, and all that the pages ever showed them."""

    name: str
    signed: Signed
    look: Look
    seen: list[str] = field(default_factory=list)
    """The source of every page, as it stood after each step."""

    def opens(self, page: str, **address: str) -> Person:
        """Go to a page by its address."""
        self.look.go(self.signed.server.address(page, **address))
        return self._stands()

    def presses(self, label: str) -> Person:
        """Press the first button that says so."""
        self._button(label).click()
        return self._stands()

    def picks(self, option: str, of: str | None = None) -> Person:
        """Choose one of the options that stand side by side; of those under that label, where another has them too."""
        among = self.look.page.locator('[data-testid="stMain"]')
        if of is not None:
            among = among.locator(".stRadio, .stButtonGroup").filter(has_text=of)
        among.locator("label, button").get_by_text(option, exact=True).first.click()
        return self._stands()

    def follows(self, link: str) -> Person:
        """Follow a link to another page."""
        self.look.page.get_by_role("link", name=link, exact=True).first.click()
        return self._stands()

    def chooses(self, label: str, *options: str) -> Person:
        """Choose from a list that opens."""
        box = self._field(label)
        for option in options:
            box.click()
            box.fill(option)
            self.look.page.get_by_role("option", name=option).first.click()
        if len(options) > 1:
            box.press("Escape")
        return self._stands()

    def writes(self, label: str, words: str) -> Person:
        """Write into a field."""
        box = self._field(label)
        box.fill(words)
        box.press("Tab")
        return self._stands()

    def dates(self, label: str, day: str) -> Person:
        """Write a day, such as 02/03/2026, into a field of days."""
        self.look.page.get_by_role("spinbutton", name=f"day, {label}").first.click()
        self.look.page.keyboard.type(day.replace("/", ""))
        self.look.page.keyboard.press("Tab")
        return self._stands()

    def brings(self, label: str, file: str, content: bytes) -> Person:
        """Upload a file."""
        here = self.look.page.locator('[data-testid="stFileUploader"]').filter(has_text=re.compile(re.escape(label)))
        here.locator("input[type=file]").set_input_files(
            {"name": file, "mimeType": "application/octet-stream", "buffer": content}
        )
        return self._stands()

    def gets(self, label: str) -> bytes:
        """Download what a button gives."""
        with self.look.page.expect_download() as coming:
            self._button(label).click()
        content = Path(coming.value.path()).read_bytes()
        self.look.heard.told += [content, coming.value.suggested_filename.encode()]
        return content

    def reads(self, *words: str) -> Person:
        """What stands on the page, or does before long."""
        until = time.monotonic() + 20
        while missing := [each for each in words if each not in self.text]:
            assert time.monotonic() < until, f"{self.name} does not read {missing} in: {self.text}"
            self.look.page.wait_for_timeout(50)
            self._stands()
        return self

    @property
    def text(self) -> str:
        """The words on the page, with single blanks."""
        return " ".join(self.look.text.split())

    def _button(self, label: str) -> Locator:
        """It says so, with whatever number of an entry stands in it."""
        said = re.escape(label).replace(r"\#", r"\d+")
        return self.look.page.get_by_role("button", name=re.compile(f"^{said}$")).first

    def _field(self, label: str) -> Locator:
        page = self.look.page
        return page.locator("input:visible, textarea:visible").and_(page.get_by_label(label)).first

    def _stands(self) -> Person:
        self.look.page.wait_for_timeout(50)
        self.look.usable().heard.keep()
        self.seen.append(self.look.page.content())
        faults = self.look.faults()
        assert not faults, faults
        return self


@contextmanager
def somebody(browser: Browser, signed: Signed, name: str) -> Iterator[Person]:
    """Somebody signs in."""
    with looking(browser) as look:
        look.page.set_default_timeout(10_000)
        sign_in(look, signed, name)
        look.heard.asked.clear()  # the provider's own page asks for a stylesheet from elsewhere
        look.heard.complaints.clear()
        yield Person(name, signed, look)
