"""Case files, payment plans and tables of bank holidays, read from disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recovery_costs.calendar import Holiday, read_holidays, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.plain import Problem, Problems, read, shown

LARGEST = 64 * 1024 * 1024
"""Bytes; a case of 5,000 facts takes about one million."""


def load_case(path: Path) -> Case:
    """A case file from disk, checked.

    Raises:
        Problems: every problem in it, or that it is larger than `LARGEST`.
    """
    return check_case(load_plain(path))


def load_plain(path: Path) -> Any:
    """The plain values of a file: a case, a payment plan.

    Raises:
        Problems: it is not plain, well-formed YAML or JSON, or is larger than `LARGEST`.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        found = f"more than {LARGEST // 1024 // 1024} MiB"
        raise Problems([Problem(None, None, found, "one file of at most that size", "Check that this is the file.")])
    return read(content)


def load_holidays(path: Path | None) -> tuple[Holiday, ...]:
    """The shipped table of bank holidays, with a deployer's rows before it where there are any.

    Raises:
        Problems: a row cannot be read or names no source.
    """
    if path is None:
        return shipped_holidays()
    try:
        added = read_holidays(path.read_text(encoding="utf-8-sig").splitlines())
    except ValueError as error:
        problem = Problem(
            None, "bank_holidays", shown(str(error)), "rows of day,division,name,source,standing", "Mend that row."
        )
        raise Problems([problem]) from error
    return (*added, *shipped_holidays())
