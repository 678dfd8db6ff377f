"""SQLite's storage fails at every point: the register is exactly before or after, says so, and works again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_costs.register import database, sqlite
from recovery_costs.register.faults import Busy, Full, OutOfReach, RegisterError
from recovery_costs.register.sqlite import Sqlite
from recovery_costs.register.store import Register, Sources
from recovery_costs.register.verify import verify
from tests.register.faulty_vfs import FULL, Plan, faults
from tests.register.registers import Place, told
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
    for made in ("now-1", "now-0"):
        for torn in (False, True):
            full = attempts(whole, fast, made, only=("write",), code=FULL, from_then_on=True, torn=torn)
            errors += [error for _, error in full]
    assert len(errors) >= 50
    for error in errors:
        assert isinstance(error, Full), error
        assert "There is no space left where the register is kept" in error.what
        assert "Make space, then give the same command again" in error.do
