"""A process that forks writers of a register, so that a test can kill them, or have many at once, without paying for a start each.

    python -m tests.register.worker WHERE

It reads `write NAME THREADS COMMANDS`, `work NAME AGAIN` (until killed) or `wait` from standard input. It writes `pid N` for
each writer and `end` after each wait. Writers append: `open NAME`, then `ack COMMAND` once the register has answered, or
`error ...`. Workers give commands as people do at a terminal, AGAIN (or `-`) first: `try COMMAND`, then `ack COMMAND`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import chain, count
from pathlib import Path
from tempfile import mkdtemp
from typing import IO
from zlib import crc32

from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.files import name_of
from recovery_costs.register.store import Register, Sources, open_register
from tests.casework.office import EVENT, A
from tests.register.registers import CASE, FINANCE, paid

LOADED = [
    "recovery_costs.cli",
    *(f"recovery_costs.casework.{name}" for name in ("admin", "correcting", "intake", "payments", "publish")),
    *(f"recovery_costs.papers.{name}" for name in ("check", "text", "words")),
    "recovery_costs.workbook.check",
    "typer.testing",
]
"""What commands load: once, before any fork."""
ENTRIES = 3
"""What each command puts on record: three payments, or two and a file."""


def command_of(name: str) -> Command:
    """The command of that name, the same each time."""
    first, second = paid(f"{name}-1"), paid(f"{name}-2", "Supplier B")
    if not name.endswith("0"):
        return Command(name, FINANCE, (first, second, paid(f"{name}-3")))
    content = name.encode() * 300
    received = Draft("file_received", {"name": f"{name}.pdf"}, CASE, "Supplier A", name_of(content))
    return Command(name, FINANCE, (first, second, received), (content,))


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _write(register: Register, name: str, commands: int) -> None:
    try:
        for number in range(commands) if commands else count():
            register.append(command_of(f"{name}-{number}"))
            _say(f"ack {name}-{number}")
    except Exception as error:  # said, so that the test sees what a user would
        _say(f"error {type(error).__name__}: {' '.join(str(error).split())}")


def _writer(where: str, name: str, threads: int, commands: int) -> None:
    try:
        register = open_register(where, Sources())
        _say(f"open {name}")
    except Exception as error:
        _say(f"error {type(error).__name__}: {' '.join(str(error).split())}")
        return
    running = [
        threading.Thread(target=_write, args=(register, f"{name}-{thread}", commands)) for thread in range(threads)
    ]
    for each in running:
        each.start()
    for each in running:
        each.join()


def given(name: str, folder: Path) -> list[str]:
    """What somebody gives at a terminal under that name, the same each time: they decide, propose a payment, or submit."""
    of = ["--event", EVENT, "--command", name]
    kind = int(name.rpartition("-")[2]) % 3
    if kind == 0:
        return ["decide", "require_evidence", *of, f"party={A}", f"item={name}", "due=2030-01-01"]
    if kind == 1:
        return ["pay", "propose", "0.01", *of, "--party", A]
    path = folder / f"{name}.csv"
    pence = crc32(name.encode()) % 10**8
    row = f"1,2025-04-01,{pence // 100}.{pence % 100:02d},key_use"
    path.write_text(f"line,incurred,amount,limb\n{row}\n", encoding="utf-8")
    return ["submit", str(path), *of, "--party", A, "--role", "party", "--at", "2025-06-01"]


def _work(name: str, again: str, folder: Path) -> None:
    from typer.testing import CliRunner

    from recovery_costs.cli import app

    for each in chain([] if again == "-" else [again], (f"{name}-{number}" for number in count(int(name[1:])))):
        _say(f"try {each}")
        result = CliRunner().invoke(app, given(each, folder))
        if result.exit_code:
            _say(f"error {each}: {' '.join(result.output.split())}")
            return
        _say(f"ack {each}")


def _main(where: str) -> None:
    os.environ["RECOVERY_COSTS_REGISTER"] = where
    folder = Path(mkdtemp())
    if where.startswith("postgresql"):
        import psycopg  # noqa: F401  loaded once, before any fork
    children: list[int] = []
    for line in sys.stdin:
        words = line.split()
        if words[0] == "write":
            pid = os.fork()
            if pid == 0:
                _writer(where, words[1], int(words[2]), int(words[3]))
                os._exit(0)
            children.append(pid)
            _say(f"pid {pid}")
        elif words[0] == "work":
            for module in LOADED:
                import_module(module)
            pid = os.fork()
            if pid == 0:
                _work(words[1], words[2], folder)
                os._exit(0)
            children.append(pid)
            _say(f"pid {pid}")
        else:
            for pid in children:
                os.waitpid(pid, 0)
            children.clear()
            _say("end")


class Worker:
    """The other end: orders go in, lines come out."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        self._in: IO[str] = process.stdin
        self._out: IO[str] = process.stdout
        self._ahead: list[str] = []
        """What a worker wrote before its process id was read."""

    def write(self, name: str, threads: int = 1, commands: int = 0) -> tuple[int, list[str]]:
        """Start a writer: its process id, and what others wrote in the meantime."""
        self._order(f"write {name} {threads} {commands}")
        before = []
        while not (line := self._line()).startswith("pid "):
            before.append(line)
        return int(line[4:]), before

    def work(self, name: str, again: str = "-") -> int:
        """Start somebody who gives commands: their process id."""
        self._order(f"work {name} {again}")
        ahead = []
        while not (line := self._line()).startswith("pid "):
            ahead.append(line)
        self._ahead += ahead
        return int(line[4:])

    def until(self, word: str) -> list[str]:
        """Wait until the one writer says a word: what it has written by then."""
        lines = [self._line()]
        while not lines[-1].startswith(word):
            assert not lines[-1].startswith("error"), lines[-1]
            lines.append(self._line())
        return lines

    def wait(self) -> list[str]:
        """Wait for every writer to end: what they wrote."""
        self._order("wait")
        lines = []
        while (line := self._line()) != "end":
            lines.append(line)
        return lines

    def _order(self, order: str) -> None:
        self._in.write(f"{order}\n")
        self._in.flush()

    def _line(self) -> str:
        if self._ahead:
            return self._ahead.pop(0)
        line = self._out.readline()
        assert line, "the worker ended"
        return line.rstrip("\n")


@contextmanager
def working(where: str | Path) -> Iterator[Worker]:
    """A worker for a register."""
    command = [sys.executable, "-m", "tests.register.worker", str(where)]
    top = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=top) as process:
        try:
            yield Worker(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


if __name__ == "__main__":
    _main(sys.argv[1])
