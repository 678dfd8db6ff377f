"""The schedule studio."""

from __future__ import annotations

from recovery_costs.dashboard import state
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import head


def page(here: state.Here) -> None:
    head("a", "b", "c")


if __name__ == "__main__":
    framed(page)
