"""How long the pages take: `python -m bench.dashboard [--events 20] [--claims 25] [--lines 200] [--clicks 1000]`.

Generates a register of that many events, claims in each and cost lines in each claim (20 x 25 x 200 is 500 claims and
100,000 lines), starts the real server on it and looks at it in Chromium. Prints seconds until the process answers, until
Today and Event can be used and until they stand whole (what is contested on Today is worked out last), for the first time
and again; until an interaction is shown (median) and 20 people are served who act at once (one in Chromium, the rest by web
socket); and what memory grew by from the 100th to the last interaction. Asserts nothing.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from recovery_costs.casework.samples import DEMONSTRATION
from recovery_costs.register.entry import Command, Draft, fact_drafts
from recovery_costs.register.store import open_register
from tests.browser.by_socket import session, shown
from tests.browser.served import Server, chromium_runs, looking, serving

ROLE = "DCC finance"


def event(number: int) -> str:
    """The name of an event."""
    return f"RE-2026-{number:03d}"


def facts(claims: int, lines: int) -> Iterator[dict[str, Any]]:
    """An event with claims of that many lines, each of £10.00, all in time."""
    yield {
        "id": "N",
        "type": "compromise_notified",
        "at": "2026-03-05T08:00",
        "keys": ["issuing_key"],
        "state": "actual",
    }
    yield {"id": "K", "type": "recovery_key_decided", "at": "2026-03-05T08:30", "required": True, "key": "recovery"}
    yield {"id": "T", "type": "threshold_determined", "at": "2026-02-01", "sum": "1000000.00"}
    for number in range(claims):
        party = f"Supplier {number:03d}"
        notice = {"party": party, "method": "email"}
        total = f"{lines * 10}.00"
        yield {
            "id": f"I{number}",
            "type": "intention_notified",
            "sent": "2026-05-01T10:00",
            "estimate": total,
            **notice,
        }
        yield {"id": f"C{number}", "type": "costs_ceased", "party": party, "at": "2026-09-12"}
        yield {"id": f"S{number}", "type": "total_notified", "sent": "2026-10-14T10:00", "amount": total, **notice}
        listed = [
            {"line": f"{line}", "incurred": "2026-04-01", "amount": "10.00", "limb": "key_use"} for line in range(lines)
        ]
        yield {"id": f"L{number}", "type": "cost_lines", "party": party, "at": "2026-10-14", "lines": listed}


def filled(path: Path, events: int, claims: int, lines: int) -> None:
    """The register."""
    register = open_register(path)
    for number in range(1, events + 1):
        name = event(number)
        drafts = (Draft("event_opened", {"event": name}, name), *fact_drafts(name, list(facts(claims, lines))))
        register.append(Command(f"put {name}", DEMONSTRATION, drafts))
    register.close()


def memory(server: Server) -> int:
    """What the server holds in memory, in KiB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def timed(name: str, begun: float) -> None:
    """Print the seconds since then."""
    print(f"{name:58} {time.monotonic() - begun:8.2f} s", flush=True)


def in_chromium(server: Server) -> None:
    """Today and Event, for the first time and again, and an interaction on each."""
    with chromium_runs() as browser:
        for again in ("first", "again"):
            for page, more in (("today", {}), ("event", {"event": event(1)})):
                with looking(browser) as look:
                    begun = time.monotonic()
                    look.page.goto(server.address(page, role=ROLE, **more))
                    look.usable()
                    timed(f"{page} is usable, {again} visit", begun)
                    look.settled()
                    timed(f"{page} stands whole, {again} visit", begun)
        with looking(browser) as look:
            look.go(server.address("event", event=event(1), role=ROLE))
            taken = []
            for number in range(20):
                begun = time.monotonic()
                look.page.get_by_text(("Not met", "All", "Needs someone")[number % 3], exact=True).first.click()
                look.page.wait_for_function(
                    "() => document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState === 'notRunning'"
                )
                taken.append(time.monotonic() - begun)
            print(f"{'an interaction on Event is shown, median of 20':58} {median(taken) * 1000:8.0f} ms", flush=True)
        with looking(browser) as look, ThreadPoolExecutor(19) as people:
            look.go(server.address("today", role=ROLE))
            begun = time.monotonic()
            others = [people.submit(_acts, server, number) for number in range(19)]
            look.go(server.address("event", event=event(1), role=ROLE))
            for each in others:
                each.result()
            timed("20 people at once, all served", begun)


def _acts(server: Server, number: int) -> None:
    with session(server.port) as socket:
        shown(socket, "event", event=event(1 + number % 3), role=ROLE)


def growth(server: Server, clicks: int) -> None:
    """What memory grew by while one person went to and fro."""
    with session(server.port) as socket:
        before = memory(server)
        for number in range(1, clicks + 1):
            shown(socket, "event", event=event(1), role=ROLE, show=("All", "Not met")[number % 2])
            if number == min(100, clicks // 2):
                before = memory(server)
    after = memory(server)
    print(
        f"{f'memory, {min(100, clicks // 2)} to {clicks} interactions':58} {before} to {after} KiB, {after / before - 1:+.1%}"
    )


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("events", 20), ("claims", 25), ("lines", 200), ("clicks", 1000)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.sqlite"
        begun = time.monotonic()
        filled(path, given.events, given.claims, given.lines)
        timed(f"(made {given.events} events, {given.events * given.claims * given.lines} lines)", begun)
        with serving(path) as server:
            print(f"{'the process answers':58} {server.ready_after:8.2f} s", flush=True)
            in_chromium(server)
            growth(server, given.clicks)


if __name__ == "__main__":
    main()
