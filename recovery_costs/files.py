"""Case files and tables of bank holidays, read from disk."""

from __future__ import annotations

from pathlib import Path

from recovery_costs.calendar import Holiday, read_holidays, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.plain import Problem, Problems, read, shown


def load_case(path: Path) -> Case:
    """A case file from disk, checked.

    Raises:
        Problems: every problem in it.
    """
    return check_case(read(path.read_bytes()))


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
