"""Who sees what at a terminal: everybody gives every command that opens a register, and no canary of another Party comes out.

What is looked at: what is printed, what is said of an error, every log line, and every file with its name. Typer names the
commands; one without a row here turns the test red.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
import typer
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup
from typer.testing import CliRunner

from recovery_costs.adjudication import Adjudication
from recovery_costs.casework import acts, users
from recovery_costs.casework import desk as desk_room
from recovery_costs.casework.seen import Seen
from recovery_costs.cli import app
from recovery_costs.cli import office as cli_office
from recovery_costs.register.access import PEOPLE, PROGRAM, Actor, Role
from recovery_costs.register.checkpoint import SigningKey
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.store import Register, open_register
from recovery_costs.register.tables import entries
from recovery_costs.register.view import View
from tests.casework.canaries import APPELLANT, CANARIES, PARTIES, PROPOSED, SEES, TOGETHER, canary, fill, leaked
from tests.casework.office import EVENT, Office
from tests.casework.office import office as office_at
from tests.register.places import STORES, place_of
from tests.register.postgres_server import APP, Server
from tests.register.registers import LONG, Place

pytestmark = pytest.mark.long

E = ("--event", EVENT)
TO = (*E, "--party", "{party}")
JSON = ("--format", "json")
ROWS: dict[str, list[tuple[str, ...]]] = {
    "open-event": [("{event.yaml}",), ("{event.yaml}", *JSON)],
    "submit": [("{lines.csv}", *TO, "--at", "2025-06-20", *form) for form in ((), JSON)]
    + [("{lines.csv}", *E, "--party", "{own}", "--at", "2025-06-20", "--key", "{key}")],
    "attach": [("{lines.csv}", *TO), ("{lines.csv}", *TO, "line=1"), ("{lines.csv}", *TO, "requirement=L-{party}")],
    "claims": [(), JSON, E, ("--event", "RE-1999-001"), ("--twice",), ("--twice", *JSON)],
    "case": [(EVENT,), (EVENT, *JSON), (EVENT, "--known-at", "2025-06-02T12:00"), (EVENT, "--as-of", "2020-01-01")],
    "decide": [
        ("list",),
        *((act, *E, "party={party}", "nonsense=x") for act in acts.ACTS),
        *((act, *E, "party={own}", "--on", "1") for act in ("note_costs_ceased", "satisfied", "appeal")),
        ("note_total", *E, "party={party}", "amount=12.00", "--on", "1"),
        ("assess", *E, "party={party}", "line=1", "reason=dance"),
        ("assess", *E, "party={party}", "line=9", "reason=dance"),
        ("correct", *E, "fact=L-{party}", "reason=So.", "party={own}"),
        ("correct", *E, "fact=L-{party}", "reason=So.", "amount=1.00"),
        ("appeal", *E, "by={party}", "decision=L-{party}"),
        ("decide_appeal", *E, "decision=L-{party}", "upheld=true"),
        ("refer_breach", *E, "subscriber={party}"),
        ("mark_seen", *E, "entry={file entry}"),
        ("confirm", *E, "entry={stated entry}"),
        ("reject", *E, "entry={stated entry}", "reason=So."),
        ("publish", *E, "as_of=2025-06-20"),
        ("choose_reading", *E, "reading=late_total", "option=breach_only", "reason=So."),
    ],
    "pay": [
        *(("list", *E, *form) for form in ((), JSON)),
        ("propose", "999999.00", *TO),
        ("propose", "1.00", *TO, *JSON),
        ("record", "1.00", *TO, "--bank-reference", "R"),
    ],
    "approve": [("{proposal}", *E), ("{proposal}", *E, *JSON), ("1", *E)],
    "kept": [E, (*E, *JSON), ("--event", "RE-1999-001")],
    "report": [(), JSON, ("--as-of", "2025-06-30", "--known-at", "2025-06-30T12:00")],
    "init": [(), ("--key", "{new}.pem")],
    "user": [("list",), ("list", *JSON), ("grant", "eve", "party", "--party", "{party}"), ("revoke", "eve", "party")],
    "party": [
        ("list",),
        ("list", *JSON),
        ("add", "{party}"),
        ("rename", "{party}", "X"),
        ("succeed", "{party}", "{own}"),
    ],
    "journal": [(), JSON, (*E, *JSON), ("--event", "RE-1999-001")],
    "verify": [(), ("--checkpoint", "{checkpoint}", "--public", "{key}.pub")],
    "checkpoint": [("--key", "{key}")],
    "export": [("--to", "{new}"), (*E, "--to", "{new}", "--key", "{key}"), ("--event", "RE-1999-001", "--to", "{new}")],
    "backup": [("{new}.sqlite",)],
    "carry": [("--to", "{new}.sqlite")],
    "doctor": [()],
    "reschedule": [
        ("{plan}", *E, "--as-of", "2025-06-20"),
        ("{plan}", *E, "--as-of", "2025-06-20", *JSON),
        ("{plan}", *E, "--as-of", "2025-06-20", "--adopt", "0" * 12, "minute=1"),
    ],
    "demo": [("05", "--register", "{register}")],
}
"""What is given to each command that opens a register. `{party}` is whom it is about, `{own}` the user's own Party."""


class Person(NamedTuple):
    """Somebody with a role on record; of a Party's user, whose."""

    role: Role
    party: str | None = None

    @property
    def name(self) -> str:
        return f"{self.role.value} {self.party or ''}".strip()

    @property
    def hidden(self) -> list[str]:
        """The Parties whose amounts they may not see: the Authority sees those of whoever appealed."""
        seen = SEES[self.party] if self.party else {APPELLANT} if self.role is Role.AUTHORITY else set()
        return [each for each in PARTIES if each not in seen]


PEOPLE_HERE = [*(Person(Role.PARTY, party) for party in PARTIES), *(Person(each) for each in PEOPLE if each != "party")]
SWEPT = [each for each in PEOPLE_HERE if LONG or each in (Person(Role.PARTY, PARTIES[0]), Person(Role.SMKI_PMA))]
LOOKING = (Person(Role.AUTHORITY), Person(Role.PARTY, "Supplier R"))
"""Who has a way to another's amounts that no others have: an appeal, a successor."""
LOOKS = ("case", "claims", "journal", "export", "kept", "pay", "report")
"""The commands that only look: enough to tell that there is something to be seen."""
SEE_ALL = (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR)


def test_every_command_that_opens_a_register_has_a_row() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    opens = {name for name, each in group.commands.items() if any(p.name == "register" for p in each.params)}
    assert opens == set(ROWS)
    others = {name for name, each in group.commands.items() if "register" in (each.help or "").casefold()} - opens
    assert others == {"restore"}  # makes a register from a backup, which whoever holds it holds whole


class Terminals:
    """A register with canaries in it, and a terminal for everybody."""

    def __init__(self, place: Place, folder: Path, server: Server | None) -> None:
        self.place, self.folder, self.server = place, folder, server
        made = office_at(place)
        fill(made)
        _people(made)
        self.key = folder / "key.pem"
        key = SigningKey.make(self.key)
        self._written(made, key)
        self.entries = _numbers(made.register)
        made.register.close()

    def _written(self, made: Office, key: SigningKey) -> None:
        from recovery_costs.register.proof import checkpoint

        (self.folder / "kept.jsonl").write_text(checkpoint(made.register, key).text() + "\n", encoding="utf-8")
        (self.folder / "lines.csv").write_text(
            "line,incurred,amount,limb\n1,2025-04-01,10.00,key_use\n", encoding="utf-8"
        )
        (self.folder / "event.yaml").write_text("format: 1\ncase: RE-2025-009\nfacts: []\n", encoding="utf-8")
        plan = {"format": 1, "first": "2025-06-21", "last": "2025-12-31", "days": "last_working_day", "rule": "at_once"}
        (self.folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    def copy(self, number: int) -> str:
        """The register once more, for what somebody does to it."""
        if self.server is None:
            return str(shutil.copy(self.place.where, self.folder / f"copy-{number}.sqlite"))
        name = str(self.place.where).rsplit("/", 1)[-1]
        return self.server.url(APP, self.server.database(like=name))

    def words(self, row: tuple[str, ...], person: Person, about: str, new: Path) -> list[str]:
        """A row with what stands for its places."""
        own = person.party or PARTIES[0]
        places = {
            **self.entries[about],
            "{party}": about,
            "{own}": own,
            "{new}": str(new),
            "{register}": os.environ[cli_office.REGISTER],
            "{key}": str(self.key),
            "{checkpoint}": str(self.folder / "kept.jsonl"),
            "{lines.csv}": str(self.folder / "lines.csv"),
            "{event.yaml}": str(self.folder / "event.yaml"),
            "{plan}": str(self.folder / "plan.json"),
        }
        return [_put(word, places) for word in row]


def _put(word: str, places: dict[str, str]) -> str:
    for place, value in places.items():
        word = word.replace(place, value)
    return word


def _people(made: Office) -> None:
    """Everybody has their role on record."""
    drafts = [
        Draft(
            "user_granted",
            {"user": each.name, "role": each.role.value, **({"party": each.party} if each.party else {})},
        )
        for each in PEOPLE_HERE
    ]
    made.register.append(Command("the people", PROGRAM, tuple(drafts)))


def _numbers(register: Register) -> dict[str, dict[str, str]]:
    """The numbers of each Party's entries that commands take."""
    found: dict[str, dict[str, str]] = {party: {} for party in PARTIES}
    named = {"file_received": "{file entry}", "payment_proposed": "{proposal}", "notice_stated": "{stated entry}"}
    for entry in register.seen_by(PROGRAM).entries(of=named):
        if entry.party in found:
            found[entry.party][named[entry.kind]] = str(entry.seq)
    return found


@pytest.fixture(scope="module", params=STORES if LONG else STORES[:1])
def terminals(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminals]:
    folder = tmp_path_factory.mktemp("terminals")
    server = request.getfixturevalue("server") if request.param == "postgres" else None
    with place_of(request, folder) as place:
        yield Terminals(place, folder, server)


class Heard(logging.Handler):
    """Every log line, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def said(
    terminals: Terminals,
    person: Person,
    commands: Iterable[str],
    about: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[str, str]]:
    """What comes of every command that somebody gives about each of these Parties: of which command, and all its text."""
    monkeypatch.setattr(cli_office, "person", lambda: person.name)
    monkeypatch.setenv(cli_office.REGISTER, terminals.copy(len(os.listdir(terminals.folder))))
    monkeypatch.chdir(folder)
    heard = Heard()
    logging.getLogger().addHandler(heard)
    try:
        for command in commands:
            for party in about:
                for number, row in enumerate(ROWS[command]):
                    new = folder / f"{command}-{PARTIES.index(party)}-{number}"
                    words = terminals.words(row, person, party, new)
                    result = CliRunner().invoke(app, [command, *words])
                    assert "Traceback" not in result.output, (command, words, result.output)
                    yield command, f"{result.output}\n{result.exception!r}\n{result.__dict__.get('stderr_bytes')}"
    finally:
        logging.getLogger().removeHandler(heard)
    yield "log", "\n".join(heard.lines)
    for path in folder.rglob("*"):
        yield "file", str(path.relative_to(folder))
        if path.is_file() and path.suffix != ".sqlite":  # a backup is the register, for whoever runs it
            yield "file", path.read_text(encoding="utf-8", errors="replace")
        assert path.suffix != ".sqlite" or person.role is Role.OPERATOR, path


def leaks(
    terminals: Terminals,
    person: Person,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    hidden: list[str],
    commands: Iterable[str] = LOOKS,
) -> dict[str, set[str]]:
    """The canaries that come out, by command."""
    others = [each for each in PARTIES if each != person.party]
    about = PARTIES if LONG else [others[len(person.name) % len(others)]]
    found: dict[str, set[str]] = {}
    for command, text in said(terminals, person, commands, about, folder, monkeypatch):
        if sums := leaked(text, hidden):
            found.setdefault(command, set()).update(sums)
    return found


@pytest.mark.parametrize("person", [each for each in SWEPT if each.role not in SEE_ALL], ids=lambda each: each.name)
def test_no_command_gives_anybody_an_amount_that_is_not_theirs(
    terminals: Terminals, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert leaks(terminals, person, tmp_path, monkeypatch, person.hidden, ROWS) == {}


@pytest.mark.parametrize("person", LOOKING, ids=lambda each: each.name)
def test_who_has_a_way_to_anothers_amounts_is_given_none(
    terminals: Terminals, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert leaks(terminals, person, tmp_path, monkeypatch, person.hidden) == {}


@pytest.mark.parametrize("role", SEE_ALL if LONG else SEE_ALL[:1])
def test_the_same_commands_give_every_amount_to_who_may_see_it(
    terminals: Terminals, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = leaks(terminals, Person(role), tmp_path, monkeypatch, PARTIES)
    proposed = {canary(party, PROPOSED) for party in PARTIES} if role is Role.PANEL else set()
    assert set.union(*found.values()) >= {TOGETHER}.union(*CANARIES.values()) - proposed
    assert {"case", "claims", "journal", "file"} <= found.keys()  # a file that `export` wrote


def test_a_party_is_given_its_own(terminals: Terminals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(Role.PARTY, PARTIES[2])
    found = leaks(terminals, person, tmp_path, monkeypatch, [PARTIES[2]])
    assert set.union(*found.values()) == CANARIES[PARTIES[2]] - {canary(PARTIES[2], PROPOSED)}


# --- each filter dropped: the same commands must then give another's amounts --------------------------------------------


def _everything(*_: object) -> sa.ColumnElement[bool]:
    return sa.true()


def _uncut(_: Actor, whole: Adjudication, __: frozenset[str] = frozenset()) -> Seen:
    return Seen(whole, together=True, amounts=True)


@pytest.mark.parametrize("person", [Person(Role.PARTY, PARTIES[0]), LOOKING[0]], ids=lambda each: each.name)
def test_without_the_filter_of_rows_commands_would_give_it(
    terminals: Terminals, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the database still keeps every row from who may not read it."""
    monkeypatch.setattr(View, "filters", staticmethod(_everything))
    found = leaks(terminals, person, tmp_path, monkeypatch, person.hidden)
    assert ({"journal", "file"} <= found.keys()) is (terminals.server is None)


def test_without_the_cut_of_the_adjudication_commands_would_give_it(
    terminals: Terminals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(Role.PARTY, PARTIES[0])
    monkeypatch.setattr(desk_room, "seen_by", _uncut)
    found = leaks(terminals, person, tmp_path, monkeypatch, person.hidden)
    assert {"case", "claims"} <= found.keys()


def test_without_the_order_of_a_succession_the_old_party_would_be_given_its_successors(
    terminals: Terminals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = frozenset({"Supplier P", "Supplier R"})
    monkeypatch.setattr(users, "names_of", lambda _register, party: both if party in both else frozenset({party}))
    person = LOOKING[1]
    assert {"case", "claims", "journal"} <= leaks(terminals, person, tmp_path, monkeypatch, person.hidden).keys()


def test_an_error_of_the_database_shows_nothing_of_what_it_was_given(terminals: Terminals) -> None:
    register = open_register(terminals.place.where)
    row = {"seq": 1, "body": f'{{"amount":"{canary(PARTIES[0], 0)}"}}', "salt": "0" * 32, "command": "c", "nth": 1}
    row |= {"at": "2025-06-20T09:00:00.000000Z", "actor": "x", "role": "program", "kind": "refused"}
    with pytest.raises(DBAPIError) as failed, register.database.writing() as connection:
        connection.execute(entries.insert(), [row])
    assert leaked(str(failed.value), PARTIES) == set()
    register.close()
