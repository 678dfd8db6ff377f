"""Reading a workbook, or a list in CSV, safely: the gate, then the reader in a child process with limits of its own.

Whatever a file does to the child (memory, time, a crash), the parent goes on and says so by code. The parent itself
parses nothing of the file but the zip's directory, and sees whether text is in UTF-8.
"""

from __future__ import annotations

import importlib.util
import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from recovery_costs.workbook.cells import Book, unpacked
from recovery_costs.workbook.gate import MIB, SMALL_INFLATED, Refused, kind_of
from recovery_costs.workbook.zip_directory import members


class Limits(NamedTuple):
    """What the child may use: address space in bytes, seconds of processor time, seconds by the clock."""

    memory: int
    cpu: int
    wall: int


SMALL, LARGE = Limits(512 * MIB, 10, 20), Limits(2048 * MIB, 60, 120)
CSV_TIMES = 8
"""A byte of a list in CSV holds about as much as eight of a workbook's XML."""
MOST_ANSWER = 1536 * MIB
_BOOT = "import sys; sys.path[:0] = sys.argv.pop().split('\\n'); from recovery_costs.workbook.child import main; main()"
_one_at_a_time = threading.Lock()
Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""
    return


@contextmanager
def _alone(limits: Limits) -> Iterator[None]:
    """Large workbooks are read one at a time, on this machine where the system has file locks."""
    if limits is SMALL:
        yield
        return
    with _one_at_a_time, Path(__file__).open("rb") as here:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(here, fcntl.LOCK_EX)
        yield


def _command(limits: Limits) -> list[str]:
    """Python, apart from its environment and its site, with the package and numpy alone within reach."""
    numpy = importlib.util.find_spec("numpy")
    paths = [str(Path(__file__).parents[2])]
    if numpy and numpy.origin:
        paths.append(str(Path(numpy.origin).parents[1]))
    return [sys.executable, "-I", "-S", "-B", "-c", _BOOT, str(limits.memory), str(limits.cpu), "\n".join(paths)]


def read_book(content: bytes, progress: Progress = silent) -> Book:
    """The cells of an Excel workbook (.xlsx), or of a list in CSV.

    Raises:
        Refused: by the gate, by the reader, or because reading it went beyond the limits.
    """
    if kind_of(content) == "csv":
        inflated = len(content) * CSV_TIMES
    else:
        inflated = sum(member.size for member in members(content).values())
    limits = SMALL if inflated <= SMALL_INFLATED else LARGE
    with _alone(limits):
        answer = _answer(content, limits, progress)
    if answer.startswith(b"["):
        raise Refused(*(str(each) for each in json.loads(answer)))
    try:
        return unpacked(answer)
    except ValueError as error:
        raise Refused("too-costly-to-read", "the reader stopped in the middle") from error


def _answer(content: bytes, limits: Limits, progress: Progress) -> bytes:
    """What the child writes.

    Raises:
        Refused: it was stopped, or stopped itself.
    """
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(  # noqa: S603  our own interpreter and module
            _command(limits),
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8", **_windows()},
            cwd=os.path.abspath(os.sep),
            close_fds=True,
            bufsize=0,
        )
    try:
        answer = _collected(child, time.monotonic() + limits.wall, progress)
    finally:
        with suppress(OSError):
            child.kill()
        code = child.wait()
        for pipe in (child.stdout, child.stderr):
            if pipe:
                pipe.close()
    if answer is None:
        raise Refused("too-costly-to-read", f"reading it took more than {limits.wall} seconds")
    if not answer:
        why = (
            "more processor time" if code == -24 else "more memory or time" if code < 0 else "a file it could not take"
        )
        raise Refused("too-costly-to-read", f"the reader was stopped: {why}")
    return answer


def _windows() -> dict[str, str]:
    """What a process needs of its environment on Windows."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _collected(child: subprocess.Popen[bytes], until: float, progress: Progress) -> bytes | None:
    """Everything that the child writes before the clock says `until`; None where it does not end by then."""
    assert child.stdout
    assert child.stderr
    if sys.platform == "win32":  # no selectors on pipes there
        try:
            return child.communicate(timeout=until - time.monotonic())[0]
        except subprocess.TimeoutExpired:
            return None
    pieces: list[bytes] = []
    size, said = 0, b""
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        ready.register(child.stderr, selectors.EVENT_READ)
        while ready.get_map():
            left = until - time.monotonic()
            if left <= 0 or size > MOST_ANSWER:
                return None
            for key, _ in ready.select(left):
                piece = os.read(key.fd, MIB)
                if not piece:
                    ready.unregister(key.fileobj)
                elif key.fileobj is child.stdout:
                    pieces.append(piece)
                    size += len(piece)
                else:
                    *lines, said = (said + piece)[-4096:].split(b"\n")
                    for line in lines:
                        with suppress(ValueError):
                            progress(str(json.loads(line)))
    return b"".join(pieces)
