"""SQLite's storage fails at every point: the register is exactly before or after, says so, and works again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from recovery_costs.register import database, sqlite
from recovery_costs.register.faults import Busy, Full, OutOfReach, RegisterError
from recovery_costs.register.sqlite import Sqlite
from recovery_costs.register.store import Register, Sources
from recovery_costs.register.verify import verify
from tests.register.faulty_vfs import FULL, Disk, Plan, faults
from tests.register.registers import LONG, Place, told
from tests.register.worker import ENTRIES, command_of

MOST = 400
"""More operations than a command takes; a loop that gets there is at fault itself."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "register.sqlite"
    register = Place("sqlite", path).open(told())
    for number in range(12):
        register.append(command_of(f"before-{number}"))
    register.close()
    return path


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(sqlite, "_WAIT_MILLISECONDS", 10)


def attempts(whole: Path, folder: Path, made: str, **how: object) -> Iterator[tuple[int, RegisterError | None]]:
    """A command on a fresh copy, with its first operation failing, then its second, until none does.

    Whatever happened: the state is exactly before or after, an error means before wherever that can be known, and the
    same command then goes through once.
    """
    before = 1 + 12 * ENTRIES
    path = folder / "copy.sqlite"
    with faults() as layer:
        register = Register(Sqlite(path), Sources())
        for nth in range(1, MOST):
            register.close()  # every connection; the next begins on a fresh copy
            for each in folder.glob("copy.sqlite*"):
                each.unlink()
            shutil.copy(whole, path)
            layer.plan = plan = Plan(nth=nth, **how)  # type: ignore[arg-type]
            error = None
            try:
                register.append(command_of(made))
            except RegisterError as raised:
                error = raised
            layer.plan = Plan()
            register.close()
            found = verify(register)
            assert found.clean, (nth, plan.done[-1], found.wrong)
            assert found.size in (before, before + ENTRIES), (nth, plan.done[-1])
            assert (found.size == before + ENTRIES) == (error is None) or (error and plan.from_then_on), (
                nth,
                plan.done,
            )
            assert register.append(command_of(made)).size == before + ENTRIES
            if not plan.failed:
                return
            yield nth, error
    raise AssertionError("it never came through")


@pytest.mark.parametrize("how", [{}, {"from_then_on": True}, {"torn": True}], ids=["once", "from then on", "torn"])
@pytest.mark.parametrize("made", ["now-1", "now-0"], ids=["facts", "with a file"])
def test_the_nth_operation_fails_for_every_n(whole: Path, fast: Path, made: str, how: dict[str, object]) -> None:
    tried = [error for _, error in attempts(whole, fast, made, **how)]
    assert len(tried) > 10
    said = {type(error) for error in tried if error is not None}
    assert OutOfReach in said
    assert said <= {OutOfReach, Busy}


@pytest.mark.parametrize("operation", ["write", "sync", "truncate", "delete", "lock"])
def test_each_kind_of_operation_is_among_them(whole: Path, fast: Path, operation: str) -> None:
    """That the test above fails what it says it fails: a command does each of these but truncate."""
    tried = list(attempts(whole, fast, "now-1", only=(operation,)))
    assert bool(tried) == (operation != "truncate")


def test_the_disk_is_full_at_fifty_points(whole: Path, fast: Path) -> None:
    errors = []
    for made, torn in (("now-1", False), ("now-0", True)):
        full = attempts(whole, fast, made, only=("write",), code=FULL, from_then_on=True, torn=torn)
        errors += [error for _, error in full]
    assert len(errors) >= 50
    for error in errors:
        assert isinstance(error, Full), error
        assert "There is no space left where the register is kept" in error.what
        assert "Make space, then give the same command again" in error.do


def power_cuts(whole: Path, folder: Path, each_time: int) -> tuple[int, int, list[str]]:
    """After each operation of some commands the power goes: of what was not synced any part is there, and any sectors.

    Returns:
        How often; how often the command of the moment was gone; and what was wrong with what was found.
    """
    kept, found_as = folder / "kept", folder / "found"
    for made in (kept, found_as):
        made.mkdir()
    path = kept / "register.sqlite"
    shutil.copy(whole, path)
    random, acknowledged, cuts, gone = Random(3), 12, 0, 0
    wrong: list[str] = []
    looking = Register(Sqlite(found_as / path.name), Sources())

    def look() -> None:
        nonlocal gone
        try:
            found = verify(looking)
        except RegisterError as error:
            wrong.append(f"cut {cuts}: {error}")
            return
        commands = (found.size - 1) / ENTRIES
        if not found.clean or commands not in (acknowledged, acknowledged + 1):
            wrong.append(f"cut {cuts}: {found.size} entries after {acknowledged} commands; {found.wrong[:3]}")
        gone += commands == acknowledged

    def power_goes() -> None:
        """Within SQLite's own call, where an exception would go unseen: what is wrong is collected."""
        nonlocal cuts
        layer.remove()
        for _ in range(each_time):
            looking.close()
            for each in found_as.iterdir():
                each.unlink()
            disk.without_power(found_as, random)
            cuts += 1
            look()
        layer.install()

    with faults() as layer:
        register = Register(Sqlite(path), Sources())
        layer.disk = disk = Disk(kept)
        disk.after = power_goes
        for number in range(6):
            register.append(command_of(f"power-{number}"))
            acknowledged += 1
        layer.disk = None
        register.close()
        looking.close()
    return cuts, gone, wrong


@pytest.mark.long
def test_the_power_goes_at_any_moment_and_unsynced_writes_with_it(whole: Path, fast: Path) -> None:
    cuts, gone, wrong = power_cuts(whole, fast, 10 if LONG else 1)
    assert wrong == []
    assert cuts >= (1000 if LONG else 100)
    assert 0 < gone < cuts


def test_a_register_that_did_not_sync_would_be_found_broken(
    whole: Path, fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the test above can fail."""
    monkeypatch.setitem(sqlite.PRAGMAS, "synchronous", 0)
    assert power_cuts(whole, fast, 1)[2]
