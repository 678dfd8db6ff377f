"""What both stores promise, by the same tests: whole or not at all, once, in order, for whoever may read it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from recovery_costs.register import store
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.entry import Draft, canonical, fact_drafts
from recovery_costs.register.faults import CommandReused, FactTaken, NotARegister, NotThere, Stale, TooLarge
from recovery_costs.register.files import LARGEST, PART, name_of
from recovery_costs.register.store import open_register
from recovery_costs.register.tables import GROWING
from recovery_costs.register.verify import verify
from tests.register.people import PANEL
from tests.register.registers import AUDITOR, CASE, FINANCE, PARTY_A, PARTY_B, Clock, Place, give, of_kind, paid, told

ODD = [
    'O\'Brien & "Söhne"',
    "\U0001f511 ключ",
    "e\u0301 \u00e9",
    "\u202eevil\u202c",
    "a\tb\nc",
    "%s ? :x {0} \\",
    "Z" * 5000,
]


def test_what_was_appended_is_read_back_in_order_as_it_was(place: Place) -> None:
    with_odd = [of_kind("event_opened", note=each) for each in ODD]
    register = place.open(told())
    made = give(register, "c1", paid("F1"), *with_odd)
    assert [entry.seq for entry in made.entries] == list(range(2, 9 + 1))
    assert made.new
    assert made.size == 9
    read = place.open().seen_by(AUDITOR).entries(CASE)
    assert tuple(read) == made.entries
    assert [entry.content["note"] for entry in read[1:]] == ODD
    first = read[0]
    assert (first.at, first.actor, first.role, first.command, first.nth) == (
        "2026-01-05T09:00:02.000000Z",
        "fin",
        "dcc_finance",
        "c1",
        1,
    )
    assert first.body == ('{"amount":"100.00","at":"2026-06-01","id":"F1","party":"Supplier A","type":"payment_made"}')


def test_a_register_begins_with_its_id_and_opens_again_as_it_was(place: Place) -> None:
    first = place.open(told()).seen_by(AUDITOR).entries()
    again = place.open().seen_by(AUDITOR).entries()
    assert first == again
    assert [(entry.kind, entry.content) for entry in first] == [
        ("register_opened", {"register": "0" * 32, "format": 1})
    ]


def test_a_command_that_comes_again_is_one_entry(place: Place) -> None:
    register = place.open(told())
    once = give(register, "c1", paid("F1"), paid("F2"))
    give(register, "c2", paid("F3"))
    again = give(place.open(told()), "c1", paid("F1"), paid("F2"))
    assert again == once._replace(new=False)
    assert register.seen_by(AUDITOR).count(CASE) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"drafts": [paid("F1", amount="100.01")]},
        {"drafts": [paid("F1"), paid("F2")]},
        {"drafts": [paid("F1", party="Supplier B")]},
        {"drafts": [paid("F1")], "actor": PANEL},
    ],
    ids=["amount", "more", "party", "actor"],
)
def test_a_commands_id_serves_for_nothing_else(place: Place, other: dict[str, Any]) -> None:
    register = place.open(told())
    give(register, "c1", paid("F1"))
    with pytest.raises(CommandReused):
        give(register, "c1", *other["drafts"], actor=other.get("actor", FINANCE))
    assert register.seen_by(AUDITOR).count(CASE) == 1


@pytest.mark.parametrize(
    ("drafts", "refused"),
    [
        ([paid("F2"), paid("F1")], FactTaken),
        ([paid("F2"), paid("F2")], FactTaken),
        ([paid("F2"), of_kind("no_such_kind")], ValueError),
        ([paid("F2"), of_kind("event_opened", amount=1.5)], ValueError),
        ([paid("F2"), of_kind("event_opened", note="a\0b")], ValueError),
        ([paid("F2"), of_kind("event_opened", note="\ud800")], ValueError),
        ([paid("F2"), of_kind("event_opened", clé="x")], ValueError),
        ([paid("F2"), of_kind("event_opened", much=2**53)], ValueError),
        ([paid("F2"), Draft("file_received", {}, CASE, None, "0" * 64)], ValueError),
        ([], ValueError),
    ],
    ids=["taken", "twice", "kind", "float", "nul", "half", "key", "number", "file", "nothing"],
)
def test_what_cannot_be_recorded_whole_is_not_recorded_at_all(
    place: Place, drafts: list[Draft], refused: type[Exception]
) -> None:
    register = place.open(told())
    before = give(register, "c1", paid("F1"))
    with pytest.raises(refused):
        give(register, "c2", *drafts)
    found = verify(register)
    assert (found.size, found.root, found.clean) == (before.size, before.root, True)
    assert give(register, "c3", paid("F2")).size == before.size + 1


def test_a_fact_id_may_serve_in_another_case(place: Place) -> None:
    register = place.open(told())
    give(register, "c1", paid("F1"))
    give(register, "c2", paid("F1", case="RE-2026-002"))
    assert register.seen_by(AUDITOR).cases() == [CASE, "RE-2026-002"]


# --- stale commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "whole_event", "stale"),
    [
        (paid("L", "Supplier A"), False, True),
        (paid("L", "Supplier B"), False, False),
        (paid("L", "Supplier B"), True, True),
        (of_kind("reading_chosen"), False, True),
        (paid("L", "Supplier A", case="RE-2026-002"), True, False),
    ],
    ids=["own", "another's", "another's, whole event", "the event's", "another event"],
)
def test_a_command_decided_on_what_has_changed_is_refused(
    place: Place, later: Draft, whole_event: bool, stale: bool
) -> None:
    register = place.open(told())
    give(register, "c1", paid("F1"))
    seen = register.seen_by(FINANCE).last(CASE)
    give(register, "c2", later)
    if stale:
        with pytest.raises(Stale) as refused:
            give(register, "c3", paid("F2"), based_on=seen, whole_event=whole_event)
        assert [entry.command for entry in refused.value.changed] == ["c2"]
        assert later.kind.replace("_", " ") in str(refused.value)
        assert register.seen_by(FINANCE).command("c3") == []
        give(register, "c3", paid("F2"), based_on=seen + 1, whole_event=whole_event)
    else:
        give(register, "c3", paid("F2"), based_on=seen, whole_event=whole_event)
    assert give(register, "c3", paid("F2"), based_on=seen, whole_event=whole_event).new is False


def test_what_changed_is_said_only_as_far_as_the_actor_may_read_it(place: Place) -> None:
    register = place.open(told())
    opened = give(register, "c1", of_kind("event_opened"))
    give(register, "c2", of_kind("conflict_noted", party="Supplier A"))
    mine = of_kind("notice_stated", party="Supplier A")
    give(register, "c3", mine, actor=PARTY_A, based_on=opened.size)
    give(register, "c4", of_kind("line_assessed", party="Supplier A"))
    with pytest.raises(Stale) as refused:
        give(register, "c5", mine, actor=PARTY_A, based_on=opened.size + 2)
    assert [entry.kind for entry in refused.value.changed] == ["line_assessed"]


# --- the two clocks ---------------------------------------------------------------------------------------------------


def test_a_fact_is_on_record_from_the_moment_of_its_entry(place: Place) -> None:
    clock = Clock(datetime(2026, 7, 1, 22, 59, 59, 400_000, tzinfo=UTC))
    register = place.open(told(clock))
    said = {**paid("F1").body, "recorded": "2020-01-01"}
    give(register, "c1", Draft("payment_made", said, CASE, "Supplier A"))
    (fact,) = register.seen_by(AUDITOR).facts(CASE)
    assert fact == {**said, "recorded": "2026-07-01T23:00:01Z"}
    assert register.seen_by(AUDITOR).entries(CASE)[0].content == said


def test_a_clock_set_back_is_put_on_record_and_the_order_holds(place: Place) -> None:
    clock = Clock()
    register = place.open(told(clock))
    give(register, "c1", paid("F1"))
    for back in (timedelta(hours=1), timedelta(days=1), timedelta(days=3650)):
        clock.now -= back
        give(register, f"back {back}", paid(f"F back {back}"))
    clock.now += timedelta(days=36500)
    give(register, "later", paid("F later"))
    entries = register.seen_by(AUDITOR).entries()
    assert [entry.kind for entry in entries[2:8]] == ["clock_went_back", "payment_made"] * 3
    assert [entry.seq for entry in entries] == list(range(1, 10))
    assert entries[2].content == {"last": entries[1].at, "now": entries[2].at}
    assert verify(register).clean


def test_a_second_appeal_in_an_event_is_an_entry_like_the_first(place: Place) -> None:
    register = place.open(told())
    for number, party in enumerate((None, None, "Supplier A", "Supplier A")):
        body = {"id": f"A{number}", "type": "appeal_made"}
        assert give(register, f"c{number}", Draft("appeal_made", body, CASE, party)).new
    assert verify(register).clean


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART])
def test_a_file_is_kept_byte_for_byte(place: Place, size: int) -> None:
    content = bytes(number * 7 % 256 for number in range(251)) * (size // 251 + 1)
    content = content[:size]
    register = place.open(told())
    name = name_of(content)
    received = Draft("file_received", {"name": "x.pdf", "size": size}, CASE, "Supplier A", name)
    give(register, "c1", received, actor=PARTY_A, files=(content,))
    theirs = Draft("file_received", {"name": "y.pdf", "size": size}, CASE, "Supplier B", name)
    give(register, "c2", theirs, actor=PARTY_B, files=(content,))
    for actor in (PARTY_A, PARTY_B, AUDITOR):
        assert register.seen_by(actor).file(name) == content
    found = verify(register)
    assert (found.clean, found.files) == (True, 1)


def test_a_file_of_another_party_is_not_there(place: Place) -> None:
    register = place.open(told())
    draft = Draft("file_received", {"name": "x.pdf"}, CASE, "Supplier A", name_of(b"x"))
    give(register, "c1", draft, actor=PARTY_A, files=(b"x",))
    messages = set()
    for name in (name_of(b"x"), name_of(b"never sent")):
        with pytest.raises(NotThere) as refused:
            register.seen_by(PARTY_B).file(name)
        messages.add(str(refused.value))
    with pytest.raises(NotThere) as refused:
        register.seen_by(PARTY_B).entry(2)
    assert messages == {str(refused.value)}
    assert register.seen_by(PARTY_A).entry(2).file == name_of(b"x")


def test_a_file_beyond_the_largest_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LARGEST == 100 * 1024 * 1024
    largest = 3 * 1024 * 1024
    monkeypatch.setattr(store, "LARGEST", largest)
    register = place.open(told())
    for size in (largest - 1, largest, largest + 1):
        content = bytes(size)
        draft = Draft("file_received", {"name": "x"}, CASE, None, name_of(content))
        if size > largest:
            with pytest.raises(TooLarge, match="larger than 3 MiB"):
                give(register, f"c{size}", draft, files=(content,))
        else:
            give(register, f"c{size}", draft, files=(content,))
    assert register.seen_by(AUDITOR).count(CASE) == 2


def test_a_slow_reader_of_a_file_keeps_nobody_from_writing(place: Place) -> None:
    register = place.open(told())
    content = bytes(3 * PART)
    draft = Draft("file_received", {"name": "x"}, CASE, None, name_of(content))
    give(register, "c1", draft, files=(content,))
    reading = register.seen_by(AUDITOR).file_parts(name_of(content))
    assert next(reading) == bytes(PART)
    assert give(place.open(), "c2", paid("F1")).new
    assert b"".join(reading) == bytes(2 * PART)


# --- it only grows ----------------------------------------------------------------------------------------------------

_CHANGES = {
    "entries": ["UPDATE entries SET body = '{}'", "DELETE FROM entries WHERE seq = 2"],
    "nodes": ["UPDATE nodes SET hash = hash", "DELETE FROM nodes"],
    "files": ["UPDATE files SET size = 0", "DELETE FROM files"],
    "file_parts": ["UPDATE file_parts SET part = part", "DELETE FROM file_parts"],
    "appealed": ["UPDATE appealed SET party = 'x'", "DELETE FROM appealed"],
}
_REPLACES = [
    "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 2",
    "INSERT OR REPLACE INTO entries SELECT 4, at, actor, role, command, nth, case_name, party, kind, fact, file, body, salt FROM entries WHERE seq = 2",
    "INSERT OR REPLACE INTO entries SELECT 4, at, actor, role, 'new', nth, case_name, party, kind, fact, file, body, salt FROM entries WHERE seq = 2",
    "INSERT INTO entries SELECT 9, at, actor, role, 'new', nth, case_name, party, kind, 'F9', file, body, salt FROM entries WHERE seq = 2",
    "INSERT OR REPLACE INTO nodes SELECT * FROM nodes",
    "INSERT OR REPLACE INTO files SELECT * FROM files",
    "INSERT OR REPLACE INTO file_parts SELECT * FROM file_parts",
    "INSERT OR REPLACE INTO appealed SELECT * FROM appealed",
]


def _filled(place: Place) -> Any:
    register = place.open(told())
    give(register, "c1", paid("F1"))
    appeal = {"id": "A1", "type": "appeal_made", "at": "2026-06-02", "by": "Supplier A", "decision": "F1"}
    (draft,) = fact_drafts(CASE, [appeal], register.seen_by(PROGRAM).entries(CASE))
    assert draft.party == "Supplier A"
    received = Draft("file_received", {"name": "x"}, CASE, None, name_of(b"x"))
    give(register, "c2", draft, received, files=(b"x",))
    return register


def test_the_database_refuses_every_change(place: Place) -> None:
    register = _filled(place)
    before = verify(register)
    assert set(_CHANGES) == {table.name for table in GROWING}
    statements = [each for some in _CHANGES.values() for each in some]
    if place.kind == "sqlite":
        statements += _REPLACES
    else:
        statements += [f"TRUNCATE {table} CASCADE" for table in _CHANGES]
    for statement in statements:
        with pytest.raises(sa.exc.DBAPIError), register.database.writing() as connection:
            connection.exec_driver_sql(statement)
    assert verify(register) == before


def test_sqlite_refuses_any_program_that_opens_the_file(fast: Path) -> None:
    place = Place("sqlite", fast / "r.sqlite")
    _filled(place).close()
    with sqlite3.connect(place.where) as plain:
        for statement in [each for some in _CHANGES.values() for each in some] + _REPLACES:
            with pytest.raises(sqlite3.IntegrityError, match="the journal only grows"):
                plain.execute(statement)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_what_is_no_register_is_refused_and_left_as_it_was(fast: Path) -> None:
    other = fast / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE things (x)")
    note = fast / "note.sqlite"
    note.write_bytes(b"this is a note, and no register" * 100)
    for path in (other, note, fast / "no such folder" / "r.sqlite", fast):
        content = path.read_bytes() if path.is_file() else None
        with pytest.raises(Exception, match=r"holds something else|damaged, or something else|cannot be opened"):
            open_register(path)
        assert (path.read_bytes() if path.is_file() else None) == content


def test_a_new_sqlite_file_is_for_its_owner_alone(fast: Path) -> None:
    open_register(fast / "r.sqlite")
    assert (fast / "r.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_database_that_nobody_prepared_is_refused(place: Place) -> None:
    if place.kind == "sqlite":
        with pytest.raises(NotARegister):
            open_register(str(place.where) + "/x")
        return
    with pytest.raises(NotARegister, match="holds no register of this program's version"):
        open_register(str(place.where).rpartition("/")[0] + "/template1")


def test_the_canonical_form_is_one() -> None:
    assert canonical({"b": [1, None, True, "£\n\u2028é"], "a": {}}) == '{"a":{},"b":[1,null,true,"£\\n\u2028é"]}'
