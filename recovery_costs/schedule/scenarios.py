"""Scenarios to compare: one plan as the base, and for each scenario by name the fields in which it differs.

{format: 1, base: {...a plan...}, scenarios: {Caps of 100: {caps: {month: "100.00"}}, ...}}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_costs.calendar import WorkingDays
from recovery_costs.forms import is_text
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.schedule.plan import Plan, check_plan

KEYS = ("format", "base", "scenarios")


def frame(given: Any, keys: tuple[str, ...], what: str) -> Mapping[str, Any]:
    """A file of `keys`, the first of them its format.

    Raises:
        Problems: it is no mapping, has other keys, or lacks one of these.
    """
    if not isinstance(given, Mapping):
        raise Problems([Problem(None, None, shown(given), f"{what}: a mapping", f"Write {', '.join(keys)}.")])
    problems = [
        Problem(None, shown(key), f"{shown(key)}, which is unknown here", f"one of {', '.join(keys)}", "Take it out.")
        for key in given
        if key not in keys
    ]
    if given.get("format") != 1 or isinstance(given.get("format"), bool):
        problems.append(Problem(None, "format", shown(given.get("format", "nothing")), "1", "Write format: 1."))
    for key in keys[1:]:
        if not isinstance(given.get(key), Mapping) or not given[key]:
            found = shown(given[key]) if key in given else "nothing"
            problems.append(Problem(None, key, found, "a mapping that is not empty", f"Write {key}."))
    if problems:
        raise Problems(problems)
    return given


def check_scenarios(given: Any, working: WorkingDays) -> dict[str, Plan]:
    """The plans that a file of scenarios describes, by name, in its order.

    Raises:
        Problems: every problem in it; one that is the base's own is said for each scenario it reaches.
    """
    file = frame(given, KEYS, "scenarios to compare")
    plans, problems = {}, []
    for name, changes in file["scenarios"].items():
        where = f"scenarios.{shown(name)}"
        if not is_text(name) or not isinstance(changes, Mapping):
            found, wanted = shown(changes), "a name, and a mapping of the plan's fields; {} for the base itself"
            problems.append(Problem(None, where, found, wanted, "Write the fields by name."))
            continue
        try:
            plans[name] = check_plan({**file["base"], **changes}, working)
        except Problems as more:
            problems += [each._replace(field=f"{where}.{each.field}") for each in more.problems]
    if problems:
        raise Problems(problems)
    return plans
