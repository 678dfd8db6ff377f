"""Writers killed at any moment, and many writers at once: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.cli.office import person
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.appending import Appended
from recovery_costs.register.entry import Command, Draft, Entry
from recovery_costs.register.faults import CommandReused
from recovery_costs.register.store import Register
from recovery_costs.register.verify import verify
from tests.casework.office import A, office
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


OF_COMMANDS = {0: ["evidence_required"], 1: ["payment_proposed"], 2: ["file_received"]}
"""What each kind of command leaves on record under its own id."""
OF_A_RECEIPT = {"facts": ["cost_lines"], "checked": ["file_checked"]}


def _whole(entries: list[Entry]) -> dict[str, list[Entry]]:
    """The commands on record, after seeing that each is there whole or not at all."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.command.startswith("r") and not entry.command.startswith(("register:", "refused:")):
            found.setdefault(entry.command, []).append(entry)
    for command, of in found.items():
        name, _, part = command.partition(":")
        wanted = OF_A_RECEIPT[part] if part else OF_COMMANDS[int(name.rpartition("-")[2]) % 3]
        assert [each.kind for each in of] == wanted, command
        assert name in found, command
        if part == "checked":  # the check is last: what it found is on record by then
            assert found.keys() >= {name, f"{name}:facts"}, command
        if part == "facts":
            _received_first(found[name][0], of[0])
    return found


def _received_first(receipt: Entry, listed: Entry) -> None:
    """A list that replaces another stands from the moment of its first receipt; the very first, from the day it bears."""
    at = Moment.of(listed.content["at"])
    assert at.day_only or at == Moment.of(f"{receipt.at[:19]}Z"), listed.command


def _opened(place: Place) -> None:
    """An event in which £1,000.00 is payable to A, and somebody who works at a terminal, for the DCC and for A."""
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    roles = ({"role": "dcc_finance"}, {"role": "party", "party": A})
    drafts = tuple(Draft("user_granted", {"user": person(), **role}) for role in roles)
    made.register.append(Command("the people", PROGRAM, drafts))
    made.register.close()


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_somebody_is_killed_who_submits_decides_and_pays(
    place: Place, request: pytest.FixtureRequest
) -> None:
    """Whoever comes next gives the command again that was cut off: it is finished as if nothing had been."""
    server: Server | None = request.getfixturevalue("server") if place.kind == "postgres" else None
    random, promised, again = Random(5), set[str](), "-"
    _opened(place)
    register = place.open()
    with working(place.where) as worker:
        for number in range(ROUNDS):
            pid = worker.work(f"r{number}", again)
            lines = [] if number % 6 == 0 else worker.until("try" if number % 6 < 3 else "ack")
            time.sleep(random.uniform(0, 0.3))
            crash = server is not None and number % CRASH_EVERY == CRASH_EVERY - 1
            if server is not None and crash:
                server.stop(signal.SIGQUIT)
            os.kill(pid, signal.SIGKILL)
            if server is not None and crash:
                server.start()
            lines += worker.wait()
            assert crash or not [line for line in lines if line.startswith("error")], (number, lines)
            promised.update(_acknowledged(lines))
            tried = [line.removeprefix("try ") for line in lines if line.startswith("try ")]
            again = next((each for each in reversed(tried) if each not in promised), again if not tried else "-")
            if number % 10 == 9 or number == ROUNDS - 1:
                whole = _whole(register.seen_by(PROGRAM).entries())
                assert promised <= whole.keys(), f"round {number}"
                done = {name for name in promised if int(name.rpartition("-")[2]) % 3 == 2}
                assert {f"{name}:checked" for name in done} <= whole.keys(), f"round {number}"
                waits = {each.command for each in register.seen_by(PROGRAM).unchecked()}
                assert waits <= {again}, f"round {number}"
                found = verify(register)
                assert found.clean, (number, found.wrong[:5])
    assert len(promised) >= ROUNDS // 2, "too few commands were acknowledged for this to show anything"
    assert {int(name.rpartition("-")[2]) % 3 for name in promised} == {0, 1, 2}


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
    """Among them one delivery under each id that asks for something else: whichever comes first is on record, alone."""
    random = Random(11)
    names = [f"d{number}" for number in range(1000 if LONG else 40)]
    deliveries = [(name, False) for name in names for _ in range(random.randint(1, 5))] + [
        (name, True) for name in names
    ]
    random.shuffle(deliveries)
    register = place.open()

    def delivered(of: tuple[str, bool]) -> Appended | None:
        name, other = of
        command = command_of(name)
        try:
            return register.append(replace(command, drafts=command.drafts[::-1]) if other else command)
        except CommandReused:
            return None

    with ThreadPoolExecutor(4) as pool:
        answers = list(zip(deliveries, pool.map(delivered, deliveries), strict=True))
    told = [answer for _, answer in answers if answer is not None]
    assert Counter(answer.entries[0].command for answer in told if answer.new) == Counter(names)
    first = {name: {other for (each, other), answer in answers if each == name and answer} for name in names}
    assert all(len(kinds) == 1 for kinds in first.values())
    refused = [of for of, answer in answers if answer is None]
    assert {name for name, _ in refused} == set(names)
    assert all((other in first[name]) is False for name, other in refused)
    kept = {entry.seq: entry for entry in register.seen_by(AUDITOR).entries()}
    for answer in told:
        assert [kept[entry.seq] for entry in answer.entries] == list(answer.entries)
    assert _commands(register) == Counter(dict.fromkeys(names, ENTRIES))
    assert verify(register).clean
