"""What the register stands on: the tables are those that the steps make, and doctor sees what is not as it should be."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from recovery_costs.register import doctor, migrations
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.doctor import Check, examine
from recovery_costs.register.tables import GROWING, metadata
from tests.register.registers import Place
from tests.register.tampering import NOT_FOUND_WITHOUT_A_CHECKPOINT


def test_the_steps_make_the_tables_that_queries_use(place: Place) -> None:
    register = place.open()
    with register.database.reading(PROGRAM) as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
        # The folder holds two things that no query uses: Alembic's own table, and PostgreSQL's turn of the writers.
        assert [each for each in found if each[0] != "remove_table"] == []
        assert {each[1].name for each in found} <= {"turn", "alembic_version"}
        assert migrations.applied(connection) == migrations.HEAD
    folder = str(Path(migrations.__file__).parent)
    assert ScriptDirectory(folder).get_heads() == [migrations.HEAD]


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {each.what: each for each in checks}


def test_doctor_names_every_floor_and_what_covers_it(place: Place) -> None:
    checks = examine(place.open())
    assert all(each.met or each.covered_by for each in checks)
    found = by_name(checks)
    if place.kind == "sqlite":
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers"):
            assert found[f"SQLite {name}"].met
        assert found["SQLite synchronous"].found == "3"
        assert found["rights on the register's file"].met
        assert found["file system"].met
        assert found["triggers"].met
        assert found["the file's structure, indexes included"].met
    else:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert found[f"PostgreSQL {name}"].met
        assert found["the program's role"].met
    assert found["the tables' step"].met


def test_doctor_sees_open_rights_and_triggers_taken_away(fast: Path) -> None:
    place = Place("sqlite", fast / "r.sqlite")
    register = place.open()
    (fast / "r.sqlite").chmod(0o644)
    with sqlite3.connect(place.where) as connection:
        connection.execute("DROP TRIGGER nodes_no_update")
    found = by_name(examine(register))
    assert not found["rights on the register's file"].met
    assert (found["triggers"].found, found["triggers"].met) == (f"{3 * len(GROWING) - 1}", False)


@pytest.mark.parametrize(
    ("python", "met"),
    [((3, 11, 7), False), ((3, 11, 8), True), ((3, 12, 1), False), ((3, 12, 2), True), ((3, 13, 0), True)],
)
def test_the_floor_of_python(monkeypatch: pytest.MonkeyPatch, python: tuple[int, int, int], met: bool) -> None:
    monkeypatch.setattr("recovery_costs.register.doctor.sys.version_info", python)
    check = by_name(examine())["Python"]
    assert check.met is met
    assert re.search("overlap", check.covered_by)


@pytest.mark.parametrize(("version", "met"), [((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True)])
def test_the_floor_of_sqlite(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], met: bool) -> None:
    monkeypatch.setattr("recovery_costs.register.doctor.sqlite3.sqlite_version_info", version)
    check = by_name(examine())["SQLite"]
    assert check.met is met
    assert "rollback journal" in check.covered_by


def test_doctor_sees_little_space(fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Place("sqlite", fast / "r.sqlite").open()
    monkeypatch.setattr(
        "recovery_costs.register.doctor.shutil.disk_usage",
        lambda _path: type("Usage", (), {"free": doctor.FREE_BYTES - 1}),
    )
    assert not by_name(examine(register))["space beside the register"].met
    monkeypatch.setattr(
        "recovery_costs.register.doctor.shutil.disk_usage", lambda _path: type("Usage", (), {"free": doctor.FREE_BYTES})
    )
    assert by_name(examine(register))["space beside the register"].met


def test_the_page_names_what_is_not_found_without_a_checkpoint_and_tests_that_exist() -> None:
    """docs/register.md and docs/threat-model.md stay true to the tests."""
    docs = Path(__file__).parents[2] / "docs"
    register, threats = (docs / name for name in ("register.md", "threat-model.md"))
    named = set(re.findall(r"test_\w+\.py", register.read_text("utf-8") + threats.read_text("utf-8")))
    here = {path.name for path in Path(__file__).parent.glob("test_*.py")}
    anywhere = {path.name for path in Path(__file__).parents[1].rglob("test_*.py")}
    assert here <= named <= anywhere
    rows = [row for row in register.read_text("utf-8").splitlines() if row.endswith("| **not found** | found |")]
    said = " ".join(rows)
    words = {
        "edit": "edits",
        "delete": "deletes",
        "insert": "inserts",
        "swap": "swaps",
        "reorder": "reorders",
        "swap_parties": "swaps two Parties' entries",
        "truncate": "cuts entries off the end",
        "roll_back": "puts an earlier copy of the whole register back",
        "alter_bytes": "alters a file",
    }
    assert {name for name, words in words.items() if words in said} | {"rewrite_everything"} == (
        NOT_FOUND_WITHOUT_A_CHECKPOINT
    )
