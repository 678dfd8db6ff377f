"""What a file that comes in may belong to: a Party on record, and a line or a requirement of its that is there."""

from __future__ import annotations

from collections.abc import Mapping

from recovery_costs.casework.assess import latest_list
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.naming import on_record
from recovery_costs.plain import Problem, Problems, shown


def check_file(desk: Desk, event: str, party: str, about: Mapping[str, str]) -> None:
    """That what a file is of is there. A claim workbook, and how it is read, may be the first on record of a Party.

    Args:
        about: as of `intake.receive`.

    Raises:
        Problems: it is not.
    """
    if party not in desk.actor.parties:
        on_record(desk, event, party, "party", first=not about or "reads" in about)
    if (asked := about.get("requirement")) is not None:
        required = desk.view.entries(event, ["evidence_required"], party)
        if all(entry.fact != asked for entry in required):
            raise _nothing("requirement", asked, f"the id of an evidence_required of {shown(party)}")
    if (line := about.get("line")) is not None:
        listed = latest_list(desk, event, party)
        if listed is None or all(each["line"] != line for each in listed["lines"]):
            raise _nothing("line", line, f"a line of the latest list of {shown(party)}")


def _nothing(field: str, found: str, wanted: str) -> Problems:
    return Problems([Problem(None, field, shown(found), wanted, "Name what it belongs to, or leave it out.")])
