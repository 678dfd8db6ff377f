"""What an appeal lays open to the Authority: the very decision, the claim of the Party whose it is, and no other Party's money."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from recovery_costs.register import migrations
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere
from recovery_costs.register.files import name_of
from recovery_costs.register.store import Register, open_register
from recovery_costs.register.tables import appealed
from recovery_costs.register.verify import verify
from tests.register.people import AUTHORITY
from tests.register.registers import CASE, Place, give, of_kind, paid, told

KEPT = b"every Party's sums"
HELD = name_of(KEPT)


def decided(kind: str, name: str, party: str | None = None) -> Draft:
    return Draft(kind, {"id": name, "type": kind, "at": "2026-06-01"}, CASE, party)


def appeal(name: str, decision: str, party: str | None = None) -> Draft:
    return Draft("appeal_made", {"id": name, "type": "appeal_made", "by": "x", "decision": decision}, CASE, party)


def filled(register: Register) -> None:
    """Claims of A and B, two decisions on dates, and the adjudication that was published; nothing is appealed."""
    give(register, "open", of_kind("event_opened"), decided("threshold_determined", "S1"))
    give(register, "pay", paid("A1", "Supplier A"), paid("B1", "Supplier B"))
    give(register, "dates", *(decided("dates_determined", name) for name in ("D1", "D2")))
    give(
        register,
        "draft",
        decided("draft_proposal_considered", "P1"),
        of_kind("particulars", of="D1", minute="£ of all"),
    )
    held = Draft("adjudication_kept", {"based_on": 1}, CASE, None, HELD)
    give(register, "publish", held, Draft("published", {"adjudication": HELD}, CASE), files=(KEPT,))


def laid_open(register: Register) -> set[str]:
    """The facts that the Authority reads, and the kinds of what is no fact."""
    return {entry.fact or entry.kind for entry in register.seen_by(AUTHORITY).entries()}


OF_THE_EVENT = {"event_opened", "S1", "published"}


@pytest.mark.parametrize(
    ("made", "reads"),
    [
        (appeal("X", "S1"), set()),  # the sum, by nobody's own: no Party's claim
        (appeal("X", "S1", "Supplier A"), {"A1"}),  # the sum, by A: its own claim too
        (appeal("X", "A1", "Supplier A"), {"A1"}),
        (appeal("X", "D1"), {"D1"}),  # the dates: that very decision, every instalment of it
        (appeal("X", "D2", "Supplier B"), {"D2", "B1"}),
    ],
)
def test_the_authority_reads_only_what_is_appealed(place: Place, made: Draft, reads: set[str]) -> None:
    register = place.open(told())
    filled(register)
    assert laid_open(register) == set()
    give(register, "appeal", made)
    assert laid_open(register) == OF_THE_EVENT | {"X"} | reads
    with pytest.raises(NotThere):
        register.seen_by(AUTHORITY).file(HELD)
    assert verify(register).clean


def test_two_appeals_lay_open_what_each_is_about(place: Place) -> None:
    register = place.open(told())
    filled(register)
    give(register, "appeal", appeal("X", "D1"), appeal("Y", "D1", "Supplier A"))
    give(register, "again", appeal("Z", "D1"))
    assert laid_open(register) == OF_THE_EVENT | {"X", "Y", "Z", "D1", "A1"}
    assert verify(register).clean


# --- a register made before the decision was part of what is appealed --------------------------------------------------


def checked(register: Register) -> None:
    assert laid_open(register) == OF_THE_EVENT | {"X", "D1", "A1"}
    with register.database.reading(PROGRAM) as connection:
        assert connection.execute(sa.select(appealed)).all() == [(CASE, "Supplier A", "D1")]
        assert migrations.applied(connection) == migrations.HEAD
    assert verify(register).clean
    give(register, "once more", appeal("Y", "D2"))
    assert verify(register).clean


def before(fast: Path) -> Register:
    register = Place("sqlite", fast / "r.sqlite").open(told())
    filled(register)
    give(register, "appeal", appeal("X", "D1", "Supplier A"))
    return register


def test_an_older_sqlite_register_is_brought_up_to_date_when_it_is_opened(fast: Path) -> None:
    register = before(fast)
    with register.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE appealed")
        connection.exec_driver_sql("CREATE TABLE appealed (case_name TEXT, party TEXT, PRIMARY KEY (case_name, party))")
        connection.exec_driver_sql(f"INSERT INTO appealed VALUES ('{CASE}', 'Supplier A')")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    register.close()
    register = open_register(fast / "r.sqlite")
    checked(register)
    with pytest.raises(sa.exc.DBAPIError), register.database.writing() as connection:
        connection.execute(appealed.delete())
