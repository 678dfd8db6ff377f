"""The dashboard as people get it: a real server on this machine, and a real Chromium that looks at it.

Also used by docs/screens/make.py and bench/dashboard.py. Everything that the browser asks for, is told on its console or
hears over the web socket is kept, so that a test can say what left the machine and what arrived.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from recovery_costs.dashboard.state import AS_OF, REGISTER
from tests.browser import chromium
from tests.register.postgres_server import free_port

TOP = Path(__file__).parents[2]
DAY = "2026-11-20"
Scheme = Literal["light", "dark"]


class Size(NamedTuple):
    """The size of a window, in pixels."""

    width: int
    height: int


DESKTOP, PHONE = Size(1440, 900), Size(390, 844)
PROBES = ("_stcore/health", "_stcore/host-config")
"""What Streamlit's own code asks for beside a deep address, and finds only at the top: two 404s of its own."""
_MAIN = '[data-testid="stMain"]'
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stMain"] h1') && !document.querySelector('[data-stale="true"]')
    && !document.querySelector('[data-testid="stSkeleton"]') && !document.querySelector('.working');
}"""
_WHOLE = "() => !document.querySelector('.later')"


# --- the server -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]
    ready_after: float
    """Seconds from its start until it answered."""

    def address(self, page: str = "", **more: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}/{page}{'?' + urlencode(more) if more else ''}"


@contextmanager
def serving(
    register: Path | str, *settings: str, port: int | None = None, day: str = DAY, clock: Path | None = None
) -> Iterator[Server]:
    """`streamlit run app.py` on a register, on a fixed day, until the block ends.

    Args:
        clock: a file that holds the moment by which the register goes (`by_a_clock`); the day is then its day.

    Raises:
        RuntimeError: it ended, or did not answer within a minute.
    """
    chosen = port or free_port()
    module = ["streamlit"] if clock is None else ["tests.browser.by_a_clock", str(clock)]
    command = [sys.executable, "-m", *module, "run", str(TOP / "app.py"), f"--server.port={chosen}"]
    command += ["--server.headless=true", "--server.fileWatcherType=none", *settings]
    surroundings = os.environ | {REGISTER: str(register), AS_OF: day if clock is None else "", "PYTHONPATH": str(TOP)}
    begun = time.monotonic()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=TOP, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
        try:
            while not _answers(chosen):
                if process.poll() is not None or time.monotonic() > begun + 60:
                    log.seek(0)
                    raise RuntimeError(f"the server did not start: {log.read().decode()}")
                time.sleep(0.05)
            yield Server(chosen, process, time.monotonic() - begun)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as got:
            return bool(got.status == 200)
    except (urllib.error.URLError, OSError):
        return False


# --- the browser ------------------------------------------------------------------------------------------------------


@dataclass
class Heard:
    """What the browser asked for, was told, and complained of, while a page was looked at."""

    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    told: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    @property
    def left(self) -> list[str]:
        """Requests that left the machine."""
        return [each for each in self.asked if not _stays(each)]

    def says(self, words: str) -> bool:
        """Whether words came over the network, in whatever answer or message."""
        return any(words.encode() in each for each in self.told)

    def keep(self) -> None:
        """Keep what the answers so far held, before the browser forgets it; not the program of Streamlit itself.

        Of a page that led on to this one by itself, as a sign-in does, the browser has forgotten it.
        """
        while self.answers:
            answer = self.answers.pop()
            if answer.ok and "/static/" not in answer.url and _stays(answer.url):
                with suppress(PlaywrightError):
                    self.told.append(answer.body())


def _stays(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname in ("127.0.0.1", "localhost")


@dataclass
class Look:
    """A page in a window of its own, and what was heard in it."""

    page: Page
    heard: Heard

    def go(self, address: str) -> Look:
        """Open an address and wait until the page stands."""
        self.page.goto(address)
        return self.settled()

    def usable(self) -> Look:
        """Wait until the page can be read and used, though something on it may still be worked out."""
        self.page.wait_for_function(_SETTLED, timeout=60_000)
        return self

    def settled(self) -> Look:
        """Wait until the server has nothing more to say, and fonts and charts are drawn."""
        self.usable().page.wait_for_function(_WHOLE, timeout=60_000)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(_SETTLED, timeout=60_000)
        self.heard.keep()
        return self

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.page.locator(f"{_MAIN} h1").first.inner_text().replace("\u00a0", " ")

    @property
    def text(self) -> str:
        """What stands on the page, opened or not."""
        return self.page.locator(_MAIN).evaluate("main => main.textContent").replace("\u00a0", " ")

    def resize(self, size: Size) -> Look:
        """Another size of window."""
        self.page.set_viewport_size({"width": size.width, "height": size.height})
        self.page.wait_for_timeout(150)
        return self

    def sticks_out(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate(f"document.querySelector('{_MAIN}').scrollWidth - window.innerWidth"))

    def faults(self) -> list[str]:
        """What no page may ever do: an exception, a complaint on the console, a request that leaves the machine."""
        shown = self.page.locator('[data-testid="stException"]').all_inner_texts()
        return [*shown, *self.heard.complaints, *(f"asked for {each}" for each in self.heard.left)]


@contextmanager
def chromium_runs() -> Iterator[Browser]:
    """Chromium, which asks for nothing of its own."""
    found = chromium()
    assert found is not None
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*quiet, "--no-first-run"])
        yield browser
        browser.close()


@contextmanager
def looking(browser: Browser, size: Size = DESKTOP, scheme: Scheme = "light") -> Iterator[Look]:
    """Somebody with a fresh browser: no cookie, no session."""
    window = {"width": size.width, "height": size.height}
    context = browser.new_context(
        viewport=window, color_scheme=scheme, reduced_motion="reduce", locale="en-GB", timezone_id="Europe/London"
    )
    heard = Heard()
    context.on("request", lambda request: heard.asked.append(request.url))
    context.on("response", lambda answer: heard.answers.append(answer))
    context.on("console", lambda message: _complaint(heard, message))
    page = context.new_page()
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    page.on("websocket", lambda socket: _listen(heard, socket))
    yield Look(page, heard)
    context.close()


def _listen(heard: Heard, socket: WebSocket) -> None:
    heard.asked.append(socket.url)
    socket.on("framereceived", lambda frame: heard.told.append(frame if isinstance(frame, bytes) else frame.encode()))


def _complaint(heard: Heard, message: ConsoleMessage) -> None:
    if message.type == "error" and not any(probe in message.location.get("url", "") for probe in PROBES):
        heard.complaints.append(f"{message.text} ({message.location.get('url', '')})")
