"""Writers killed at any moment, and many writers at once: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from recovery_costs.register.store import Register
from recovery_costs.register.verify import verify
from tests.register.postgres_server import Server
from tests.register.registers import AUDITOR, LONG, Place
from tests.register.worker import ENTRIES, command_of, working

ROUNDS = 1000 if LONG else 60
WRITERS, COMMANDS = (32, 1000) if LONG else (8, 100)
CRASH_EVERY = 25
"""On PostgreSQL every so many rounds the server itself is stopped without warning while somebody writes."""


def _commands(register: Register) -> Counter[str]:
    return Counter(entry.command for entry in register.seen_by(AUDITOR).entries() if entry.nth and entry.case_name)


def _acknowledged(lines: list[str]) -> list[str]:
    return [line.removeprefix("ack ") for line in lines if line.startswith("ack ")]


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(place: Place, request: pytest.FixtureRequest) -> None:
    server: Server | None = request.getfixturevalue("server") if place.kind == "postgres" else None
    random = Random(5)
    register = place.open()
    promised: set[str] = set()
    with working(place.where) as worker:
        for number in range(ROUNDS):
            pid, _ = worker.write(f"r{number}")
            # Before it has opened the register, while it does its first command, and among many.
            lines = [] if number % 6 == 0 else worker.until("open" if number % 6 < 3 else "ack")
            time.sleep(random.uniform(0, 0.03))
            if server is not None and number % CRASH_EVERY == CRASH_EVERY - 1:
                server.stop(signal.SIGQUIT)
                os.kill(pid, signal.SIGKILL)
                server.start()
            else:
                os.kill(pid, signal.SIGKILL)
            promised.update(_acknowledged(lines + worker.wait()))
            if number % 10 == 9 or number == ROUNDS - 1:
                kept = _commands(register)
                assert promised <= kept.keys(), f"round {number}"
                assert set(kept.values()) <= {ENTRIES}, f"round {number}"
                found = verify(register)
                assert found.clean, (number, found.wrong[:5])
    assert len(promised) > ROUNDS // 2, "too few commands were acknowledged for this to show anything"


@pytest.mark.long
def test_many_writers_at_once_lose_nothing_and_see_no_lock(place: Place) -> None:
    register = place.open()
    processes, threads = WRITERS // 2, 2
    with working(place.where) as worker:
        lines = []
        for number in range(processes):
            lines += worker.write(f"w{number}", threads, COMMANDS)[1]
        lines += worker.wait()
    acknowledged = _acknowledged(lines)
    assert [line for line in lines if not line.startswith(("ack ", "open "))] == []
    wanted = {f"w{w}-{t}-{c}" for w in range(processes) for t in range(threads) for c in range(COMMANDS)}
    assert sorted(acknowledged) == sorted(wanted)
    assert _commands(register) == Counter(dict.fromkeys(wanted, ENTRIES))
    found = verify(register)
    assert found.clean
    assert found.size == 1 + WRITERS * COMMANDS * ENTRIES + len(
        register.seen_by(AUDITOR).entries(of=["clock_went_back"])
    )


@pytest.mark.long
def test_commands_delivered_again_and_again_in_any_order_are_on_record_once(place: Place) -> None:
    random = Random(11)
    names = [f"d{number}" for number in range(1000 if LONG else 40)]
    deliveries = [name for name in names for _ in range(random.randint(1, 5))]
    random.shuffle(deliveries)
    register = place.open()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda name: register.append(command_of(name)), deliveries))
    assert Counter(answer.entries[0].command for answer in answers if answer.new) == Counter(names)
    kept = {entry.seq: entry for entry in register.seen_by(AUDITOR).entries()}
    for answer in answers:
        assert [kept[entry.seq] for entry in answer.entries] == list(answer.entries)
    assert _commands(register) == Counter(dict.fromkeys(names, ENTRIES))
    assert verify(register).clean
