"""A year of claims from one seed: many Parties, people who err, hurry and cheat, a program that dies, restarts, a clock that jumps.

After every step: what was acknowledged is on record and nothing else is; the event adjudicates; no sum changed but by a
decision that L10 gives its maker or by two people; all that was ever instructed, less what came back, is no more than was
payable; what a Party did on the record happened when it was recorded; and no Party reads another's entries. At the end the
journal verifies, and what was held of it all along is what a fresh reading gives. A seed that fails replays exactly.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recovery_costs.case_file import check_case
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.verify import verify
from tests.casework.year import EVENT, the_year
from tests.register.registers import Place

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
SEEDS = range(1000) if LONG else (0, 4, 7)
STEPS = 120 if LONG else 50


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_keeps_what_must_hold(seed: int, place: Place) -> None:
    year = the_year(place, seed, STEPS)
    found = verify(year.register)
    assert found.clean, found.wrong
    assert year.register.seen_by(PROGRAM).entries() == year.read
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    assert dcc.case(EVENT) == check_case(dcc.given(EVENT))
    for act, done in year.commands[-20:]:  # delivered once more, long after
        again = act()
        assert again is not None
        assert [entry.seq for entry in again.entries] == [entry.seq for entry in done.entries]
    year.close()


def test_a_seed_replays_to_the_same_root(place: Place, fast: Path) -> None:
    """Twice in one store, and once in the other: the same journal, entry for entry."""
    roots = []
    for again in (place, Place("sqlite", fast / "again.sqlite")):
        year = the_year(again, 7, 20)
        roots.append(verify(year.register).root)
        year.close()
    assert roots[0] == roots[1]
