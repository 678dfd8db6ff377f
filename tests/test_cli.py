"""The command line: what each command prints, its exit code, and that whatever it is given it answers in words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from freezegun import freeze_time
from typer.testing import CliRunner

import recovery_costs.papers.text  # noqa: F401  loaded before any clock is stopped
from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import case_schema
from recovery_costs.casework.samples import samples
from recovery_costs.cli import app, commands
from recovery_costs.contested import contest
from recovery_costs.law import CLAUSES, READINGS
from recovery_costs.plain import read
from recovery_costs.scenarios import runs

SCENARIOS = Path(__file__).parent / "scenarios"
FILES = sorted(SCENARIOS.rglob("*.yaml"))
RUNNER = CliRunner()

# The event of 5 March 2025, so that the last day is 5 June; the intention of P came a day late.
CASE = """
format: 1
case: RE-1
readings: {vat: gross}
facts:
- {id: N, type: compromise_notified, at: 2025-03-03T10:00, keys: [issuing_key], state: actual}
- {id: D, type: recovery_key_decided, at: 2025-03-05T15:00, required: true, key: recovery}
- {id: I, type: intention_notified, party: P, received: 2025-06-06T10:00, recorded: 2025-07-10, total: "5.00",
   source: {workbook: p.xlsx, sheet: Claim, cell: B4}}
- {id: J, type: intention_notified, party: Q, received: 2025-06-05T10:00, total: "7.00"}
"""


def run(*arguments: object) -> Result:
    """The command's result: never a trace, and an exit code that means something."""
    result = RUNNER.invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 1, 2)
    return result


def answer(*arguments: object) -> Any:
    """The JSON that a command prints, having done what was asked."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*arguments: object) -> list[dict[str, str | None]]:
    """The problems that a command lists as JSON on standard output, with exit code 1 and nothing else."""
    result = run(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    found = json.loads(result.stdout)
    for each in found:
        assert list(each) == ["fact", "field", "found", "wanted", "do"]
    return found


def wrong(*arguments: object) -> str:
    """What a command says of wrong use, in one piece: exit code 2, nothing on standard output."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return " ".join(result.stderr.replace("│", " ").split())


def program(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The installed program in a process of its own."""
    command = [sys.executable, "-c", "from recovery_costs.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env={**os.environ, **environment})


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(CASE.replace("state: actual", "state: likely").replace('"5.00"', "5.00"), encoding="utf-8")
    return path


# --- help -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", list(commands()))
def test_the_help_of_each_command_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: recovery-costs {command}" in " ".join(result.stdout.split())


def test_the_help_lists_the_commands_and_the_exit_codes() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for each in ("adjudicate", "why", "where", "schema", "readings", "check-scenarios", "demo"):
        assert each in list(commands())
        assert each in result.stdout
    assert "0 done, 1 the input has problems, 2 wrong use" in " ".join(result.stdout.split())


# --- adjudicate -------------------------------------------------------------------------------------------------


def test_adjudicate_prints_an_adjudication_as_json(case: Path) -> None:
    said = answer("adjudicate", case, "--as-of", "2025-09-01", "--format", "json")
    assert (said["format"], said["case"], said["as_of"], said["known_at"]) == (1, "RE-1", "2025-09-01", None)
    assert said["recovery_event"] == {"occurred": True, "route": "L10.15", "on": "2025-03-05"}
    assert [(each["party"], each["barred"], each["payable"]) for each in said["claims"]] == [
        ("P", True, "0.00"),
        ("Q", False, None),
    ]
    assert said["aggregate"]["requested"] == "7.00"
    assert "contested" not in said


def test_adjudicate_prints_text_that_says_what_was_decided(case: Path) -> None:
    result = run("adjudicate", case, "--as-of", "2025-09-01")
    assert (result.exit_code, result.stderr) == (0, "")
    said = " ".join(result.stdout.split())
    for each in (
        "RE-1",
        "1 September 2025",
        "5 March 2025",
        "L10.15",
        "What is awaited",
        "What is contested",
        "late_intention",
    ):
        assert each in said


def test_a_reading_of_the_command_line_overrides_the_files(case: Path) -> None:
    def said(*more: str) -> Any:
        return answer("adjudicate", case, "--as-of", "2025-09-01", "--format", "json", *more)

    assert said()["readings"]["vat"] == "gross"
    over = said("--reading", "vat=net_of_recoverable", "--reading", "late_intention=breach_only")
    assert over["readings"]["vat"] == "net_of_recoverable"
    assert [each["barred"] for each in over["claims"]] == [False, False]
    assert over["aggregate"]["requested"] == "12.00"


@pytest.mark.parametrize(
    ("known_at", "parties"),
    [
        ("2025-07-10T11:59", ["Q"]),
        ("2025-07-10", ["P", "Q"]),
        ("2025-07-10T12:00", ["P", "Q"]),
        ("2025-07-10T10:59:59Z", ["Q"]),
        ("2025-07-10T11:00Z", ["P", "Q"]),
        ("2025-06-05T10:00", ["Q"]),
        ("2025-06-05T09:59:59", []),
    ],
)
def test_known_at_leaves_out_what_was_not_on_record(case: Path, known_at: str, parties: list[str]) -> None:
    said = answer("adjudicate", case, "--as-of", "2025-09-01", "--known-at", known_at, "--format", "json")
    assert [each["party"] for each in said["claims"]] == parties
    assert said["known_at"][:10] == known_at[:10]


def test_contested_tries_every_other_reading(case: Path) -> None:
    said = answer("adjudicate", case, "--as-of", "2025-09-01", "--format", "json", "--contested")
    rows = {(each["reading"], each["option"], each["instead_of"]) for each in said["contested"]}
    assert ("late_intention", "breach_only", "bars") in rows
    assert not any(reading == "vat" for reading, _, _ in rows)
    order = list(READINGS)
    places = [order.index(each["reading"]) for each in said["contested"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2025-07-01T22:59:59", "2025-07-01"),
        ("2025-07-01T23:00:00", "2025-07-02"),
        ("2025-07-01T23:30:00", "2025-07-02"),
        ("2025-12-31T23:59:59", "2025-12-31"),
        ("2026-01-01T00:00:00", "2026-01-01"),
    ],
)
def test_without_as_of_it_is_today_in_the_uk(case: Path, utc: str, day: str) -> None:
    with freeze_time(utc):
        assert answer("adjudicate", case, "--format", "json")["as_of"] == day


# --- problems ---------------------------------------------------------------------------------------------------


def test_problems_are_a_bare_list_on_standard_output_with_json(broken: Path) -> None:
    first, second = refused("adjudicate", broken, "--as-of", "2025-09-01")
    assert (first["fact"], first["field"], first["found"]) == ("N", "state", "likely")
    assert "actual" in str(first["wanted"])
    assert (second["fact"], second["field"], second["found"]) == ("I", "total", "the bare number 5.00")


@pytest.mark.parametrize("command", [["adjudicate"], ["why", "L10.19"]])
def test_problems_are_listed_in_words_on_standard_error_without(broken: Path, command: list[str]) -> None:
    result = run(command[0], broken, *command[1:], "--as-of", "2025-09-01")
    assert (result.exit_code, result.stdout) == (1, "")
    said = " ".join(result.stderr.split())
    assert "2 problems" in said
    assert "fact N state: found likely; wanted actual or suspected" in said
    assert "fact I total: found the bare number 5.00" in said


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\n", b"# x", b"5", b"- 1", b"\xff", b"\x00", b"a: !!python/object:x {}", b"a: &x [*x]", b"[" * 50_000),
        *(b"{", b'{"a": NaN}', b'{"format": 1e400}', b'{"\\ud800": "\\ud800"}', b'{"case": "\\u001b[2J\\u202e[red]"}'),
        *(
            "format: 1\ncase: X\n".encode("utf-16"),
            b"[red]: [/red]",
            b'{"facts": [{"id": "\\u001b[31m[/]", "type": "[/x]"}]}',
        ),
    ],
)
def test_any_file_ends_in_problems_in_both_formats(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "case"
    path.write_bytes(content)
    assert refused("adjudicate", path, "--as-of", "2025-09-01")
    result = run("adjudicate", path, "--as-of", "2025-09-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "problem" in result.stderr
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


@pytest.mark.parametrize(
    "name", ["[red]x[/red]", "[/]", "[link=x]y", ":smile:", "שלום", "\\[b]", "%s {0} $x", "<b>&amp;", "é" * 300]
)
def test_names_are_printed_as_they_are(tmp_path: Path, name: str) -> None:
    facts = read(CASE.encode())["facts"]
    facts[2] |= {"party": name, "id": name, "note": name}
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"format": 1, "case": name, "facts": facts}), encoding="utf-8")
    assert answer("adjudicate", path, "--as-of", "2025-09-01", "--format", "json")["case"] == name
    for command in (["adjudicate", path], ["why", path, "L10.19(a)"], ["why", path, "L10.19(a)", "--about", name]):
        result = run(*command, "--as-of", "2025-09-01")
        assert result.exit_code == 0
        assert name[:30] in result.stdout


# --- wrong use --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--as-of", "2025-02-30"], "'2025-02-30': not a day in the calendar", id="a day that is none"),
        pytest.param(["--as-of", "1/9/2025"], "such as 2025-09-01", id="a day written otherwise"),
        pytest.param(["--as-of", "2025-09-01T12:00"], "--as-of", id="a moment for a day"),
        pytest.param(["--as-of", ""], "--as-of", id="an empty day"),
        pytest.param(["--as-of", "[red]x[/red]"], "'[red]x[/red]'", id="markup for a day"),
        pytest.param(["--as-of", "\x1b[31m"], "\\x1b[31m", id="an escape for a day"),
        pytest.param(["--known-at", "2025-03-30T01:30"], "the clocks skip", id="a moment that is skipped"),
        pytest.param(["--known-at", "yesterday"], "such as 2025-09-01T12:00", id="a moment written otherwise"),
        pytest.param(["--reading", "late_totl=bars"], "Did you mean late_total?", id="a reading that is none"),
        pytest.param(["--reading", "late_total=bar"], "Did you mean bars?", id="an option that is none"),
        pytest.param(["--reading", "late_total=bar"], "late_total", id="and the reading it is of"),
        pytest.param(["--reading", "late_total"], "late_total", id="a reading without an option"),
        pytest.param(["--reading", "late_total="], "late_total", id="an empty option"),
        pytest.param(["--reading", "=bars"], "one of event_date", id="an option without a reading"),
        pytest.param(["--reading", "[/]=[/]"], "[/]", id="markup for a reading"),
        pytest.param(["--format", "xml"], "'xml'", id="a format that is none"),
        pytest.param(["--bank-holidays", "nowhere.csv"], "nowhere.csv", id="a table that is nowhere"),
        pytest.param(["--bogus"], "--bogus", id="an option that is none"),
        pytest.param(["--batch", __file__], "Give one case file, or --batch", id="a case and a batch"),
    ],
)
def test_wrong_use_of_adjudicate(case: Path, arguments: list[str], said: str) -> None:
    assert said in wrong("adjudicate", case, *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["adjudicate"], "Give one case file, or --batch", id="no case"),
        pytest.param(["adjudicate", "nowhere.yaml"], "nowhere.yaml", id="a case that is nowhere"),
        pytest.param(["adjudicate", "."], "directory", id="a folder for a case"),
        pytest.param(["adjudicate", "--batch", "nowhere.jsonl"], "nowhere.jsonl", id="a batch that is nowhere"),
        pytest.param(
            ["adjudicate", "--batch", __file__, "--as-of", "2025-01-01"],
            "each line says its own",
            id="a day for a batch",
        ),
        pytest.param(
            ["adjudicate", "--batch", __file__, "--contested"], "each line says its own", id="contested for a batch"
        ),
        pytest.param(["why", "nowhere.yaml", "L10.19"], "nowhere.yaml", id="why of nothing"),
        pytest.param(["why", __file__, "L10.20(c)"], "Did you mean L10.", id="why by a clause that is none"),
        pytest.param(["where", "L1.019"], "There is no clause 'L1.019'", id="a clause that is none, by a dot"),
        pytest.param(["where", "L10.19(d)"], "Did you mean L10.19", id="a clause that is none"),
        pytest.param(["where", "[/x]"], "'[/x]'", id="markup for a clause"),
        pytest.param(["where", ""], "no clause ''", id="an empty clause"),
        pytest.param(["where"], "Missing argument", id="no clause"),
        pytest.param(["schema", "nonsense"], "'nonsense'", id="a document that is none"),
        pytest.param(["readings", "late"], "no reading 'late'", id="a reading that is none"),
        pytest.param(["check-scenarios", "nowhere"], "nowhere", id="a folder that is nowhere"),
        pytest.param(["demo", "--as-of", "soon"], "'soon'", id="a demo on no day"),
        pytest.param(["nonsense"], "No such command", id="a command that is none"),
    ],
)
def test_wrong_use(arguments: list[str], said: str) -> None:
    assert said in wrong(*arguments)


# --- batch ------------------------------------------------------------------------------------------------------


def line(**changes: Any) -> str:
    given = {"case": read(CASE.encode()), "as_of": "2025-09-01", **changes}
    return json.dumps({key: value for key, value in given.items() if value is not ...})


def batch(path: Path, *lines: str | bytes) -> tuple[int, list[Any]]:
    path.write_bytes(b"\n".join(each if isinstance(each, bytes) else each.encode() for each in lines))
    result = run("adjudicate", "--batch", path)
    return result.exit_code, [json.loads(each) for each in result.stdout.splitlines()]


def test_a_batch_keeps_the_order_and_puts_errors_in_their_line(tmp_path: Path) -> None:
    code, said = batch(
        tmp_path / "cases.jsonl",
        line(as_of="2025-03-04"),
        "",
        '{"case": ',
        line(as_of="2025-09-01", contested=True),
        "   \t",
        line(as_of=...),
        line(bogus=1),
        b"\xff\xfe",
        line(as_of="2025-10-01", readings={"late_intention": "breach_only"}) + "\r",
        "",
    )
    assert code == 1
    assert [each.get("as_of", "error") for each in said] == [
        *("2025-03-04", "error", "2025-09-01", "error", "error", "error", "2025-10-01")
    ]
    assert ["contested" in each for each in said] == [False, False, True, False, False, False, False]
    assert [each["error"]["problems"][0]["field"] for each in said if "error" in each] == [None, "as_of", "bogus", None]
    assert [each["barred"] for each in said[-1]["claims"]] == [False, False]


def test_a_batch_without_a_problem_ends_in_0(tmp_path: Path) -> None:
    code, said = batch(tmp_path / "cases.jsonl", *[line(as_of=f"2025-{month:02}-01") for month in range(1, 13)])
    assert (code, [each["as_of"][5:7] for each in said]) == (0, [f"{month:02}" for month in range(1, 13)])


def test_an_empty_batch_answers_nothing(tmp_path: Path) -> None:
    assert batch(tmp_path / "cases.jsonl", "", "  ") == (0, [])


# --- bank holidays of one's own -------------------------------------------------------------------------------------

HEADING = b"day,division,name,source,standing\n"
CHRISTMAS = b"2029-12-25,england_and_wales,Christmas Day,a proclamation,found\n"


@pytest.fixture
def beyond(tmp_path: Path) -> Path:
    path = tmp_path / "beyond.yaml"
    path.write_text(
        "format: 1\ncase: X\nfacts:\n- {id: I, type: intention_notified, party: P, sent: 2029-03-05, method: hand}\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte-order mark"])
def test_a_table_of_ones_own_reaches_further(beyond: Path, tmp_path: Path, before: bytes) -> None:
    (only,) = refused("adjudicate", beyond, "--as-of", "2029-05-01")
    assert (only["fact"], only["field"]) == ("I", "sent")
    table = tmp_path / "more.csv"
    table.write_bytes(before + HEADING + CHRISTMAS)
    for command in (["adjudicate", beyond], ["why", beyond, "L10.19(a)"]):
        assert run(*command, "--as-of", "2029-05-01", "--bank-holidays", table).exit_code == 0


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(CHRISTMAS.replace(b"2029-12-25", b"25/12/2029"), id="a day written otherwise"),
        pytest.param(CHRISTMAS.replace(b"2029-12-25", b"2029-02-30"), id="a day that is none"),
        pytest.param(CHRISTMAS.replace(b"2029-12-25", b""), id="no day"),
        pytest.param(CHRISTMAS.replace(b"england_and_wales", b"wales"), id="a division that is none"),
        pytest.param(CHRISTMAS.replace(b"a proclamation", b""), id="no source"),
        pytest.param(CHRISTMAS.replace(b"found", b"certain"), id="a standing that is none"),
        pytest.param(b"2029-12-25,england_and_wales\n", id="a short row"),
        pytest.param(CHRISTMAS.replace(b",found", b",found,and more"), id="a long row"),
        pytest.param(CHRISTMAS.replace(b"Christmas Day", b"\xff"), id="not UTF-8"),
        pytest.param(CHRISTMAS.replace(b"Christmas Day", b"x" * 200_000), id="a name beyond all length"),
        pytest.param(CHRISTMAS.replace(b"Christmas Day", b"\x1b[31mred"), id="a name that would colour the terminal"),
        pytest.param(CHRISTMAS.replace(b"a proclamation", b"\0"), id="a NUL"),
        pytest.param(CHRISTMAS.replace(b"Christmas", b'"Christmas'), id="an open quote"),
    ],
)
def test_a_row_that_is_none_is_a_problem(beyond: Path, tmp_path: Path, rows: bytes) -> None:
    table = tmp_path / "more.csv"
    table.write_bytes(HEADING + rows)
    found = refused("adjudicate", beyond, "--as-of", "2029-05-01", "--bank-holidays", table)
    assert [each["field"] for each in found] == ["bank_holidays"]
    assert len(str(found)) < 1_000


# --- why, where, readings, schema -------------------------------------------------------------------------------


def test_why_gives_words_reason_facts_cell_and_readings(case: Path) -> None:
    result = run("why", case, "L10.19(a)", "--as-of", "2025-09-01", "--about", "P")
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert CLAUSES["L10.19(a)"].heading in said
    assert " ".join(CLAUSES["L10.19(a)"].words.split())[:60] in said
    for each in ("5 June 2025", "6 June 2025", "p.xlsx", "Claim!B4", "late_intention=bars", "intention notified"):
        assert each in said


def test_why_keeps_to_the_clause_and_to_the_party(case: Path) -> None:
    def heads(*more: str) -> list[str]:
        said = run("why", case, *more, "--as-of", "2025-09-01").stdout
        return [row for row in said.splitlines()[1:] if row.startswith("L10.")]

    both = heads("L10.19(a)")
    assert ["P" in row for row in both] == [True, False]
    assert ["Q" in row for row in both] == [False, True]
    assert heads("L10.19(a)", "--about", "Q") == [row for row in both if "Q" in row]
    assert heads("L10.19(a)", "--about", "nobody") == []
    assert "Nothing on file" in run("why", case, "L10.19(a)", "--about", "nobody", "--as-of", "2025-09-01").stdout
    assert all(row.startswith("L10.19") for row in heads("L10.19"))
    assert len(heads("L10.19")) > len(both)


def test_why_takes_readings_and_known_at(case: Path) -> None:
    said = run("why", case, "L10.19(a)", "--as-of", "2025-09-01", "--reading", "late_intention=breach_only").stdout
    assert "late_intention=breach_only" in said
    before = run("why", case, "L10.19(a)", "--as-of", "2025-09-01", "--known-at", "2025-07-01", "--about", "P").stdout
    assert "Nothing on file" in before


@pytest.mark.parametrize("ref", CLAUSES)
def test_where_finds_every_clause(ref: str) -> None:
    result = run("where", ref)
    assert (result.exit_code, result.stderr) == (0, "")
    said = " ".join(result.stdout.split())
    assert said.startswith(f"{ref} {CLAUSES[ref].heading}")
    assert " ".join(CLAUSES[ref].words.split())[:50] in said
    for each in ("Rule", "Tests", "Readings"):
        assert each in said


def test_where_reads_a_clause_with_spaces() -> None:
    plain = run("where", "L10.19(b)(ii)").stdout
    assert "L10.19(b)(ii)" in plain
    for written in (" L10.19 (b) (ii) ", "SEC L10.19(B)(II)", "Section L10.19(b)(ii)", "10.19(b)(ii)", "l10_19_b_ii"):
        assert run("where", written).stdout == plain, written
    assert run("where", "SEC L11.9").stdout == run("where", "L11.9").stdout != ""


def test_readings_lists_every_reading_with_its_default() -> None:
    said = " ".join(run("readings").stdout.split())
    for name, reading in READINGS.items():
        assert name in said
        assert f"{reading.default} (default)" in said


@pytest.mark.parametrize("name", READINGS)
def test_readings_tells_one_with_its_worked_case(name: str) -> None:
    result = run("readings", name)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert all(option.name in said for option in READINGS[name].options)
    assert "Worked case:" in said


def test_the_schemas_are_printed_and_every_scenarios_adjudication_fits() -> None:
    assert answer("schema", "case") == case_schema()
    schema = answer("schema", "adjudication")
    jsonschema.Draft202012Validator.check_schema(schema)
    adjudications = jsonschema.Draft202012Validator(schema)
    for number, path in enumerate(FILES):
        each = runs(read(path.read_bytes()))[0]
        judge = contest if number % 40 == 0 else adjudicate
        adjudications.validate(judge(each.case, each.as_of, each.known_at, each.readings).as_json())


# --- check-scenarios --------------------------------------------------------------------------------------------


def test_the_shared_scenarios_pass() -> None:
    result = run("check-scenarios", SCENARIOS / "shared")
    assert result.exit_code == 0, result.output
    assert "28 scenarios" in result.stdout
    assert "0 expectations not met" in result.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "scenarios"
    (folder / "inner").mkdir(parents=True)
    shutil.copy(SCENARIOS / "shared" / "S01.yaml", folder / "S01.yaml")
    shutil.copy(SCENARIOS / "shared" / "S02.yaml", folder / "inner" / "S02.yaml")
    return folder


def test_an_expectation_that_is_wrong_ends_in_1_and_is_named(copied: Path) -> None:
    assert run("check-scenarios", copied).exit_code == 0
    path = copied / "S01.yaml"
    right = 'claims.P.intention.due: "2025-06-05"'
    assert right in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(right, right.replace("06-05", "06-06")), encoding="utf-8")
    result = run("check-scenarios", copied)
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert "S01.yaml, itself: claims.P.intention.due: expected 2025-06-06, got 2025-06-05" in said
    assert "2 scenarios" in said
    assert "1 expectations not met" in said
    assert run("check-scenarios", path).exit_code == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "5",
        "id: Z\ncase: {format: 1, case: Z, facts: [5]}\nas_of: 2025-01-01\nexpect: {}\n",
        "id: Z\ncase: {format: 1, case: Z, facts: []}\nas_of: soon\nexpect: {}\n",
        "id: Z\ncase: {format: 1, case: Z, facts: []}\nas_of: 2025-01-01\nexpect: [x]\n",
        "id: Z\ncase: {format: 1, case: Z, facts: []}\nas_of: 2025-01-01\nexpect: {}\nvariants: [5]\n",
    ],
)
def test_a_file_that_is_no_scenario_ends_in_1_and_the_others_still_run(copied: Path, content: str) -> None:
    (copied / "A.yaml").write_text(content, encoding="utf-8")
    result = run("check-scenarios", copied)
    assert result.exit_code == 1
    assert "A.yaml: cannot be run" in result.stdout
    assert "3 scenarios" in result.stdout


def test_a_folder_without_scenarios_is_wrong_use(tmp_path: Path) -> None:
    assert "holds no scenario" in wrong("check-scenarios", tmp_path)


# --- the demonstration ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A register that the demonstration was kept in, and what it said."""
    register = tmp_path_factory.mktemp("demo") / "kept.sqlite"
    return register, run("demo", "--register", register)


def test_the_demo_prints_the_portfolio_and_may_be_repeated_on_one_register(demonstrated: tuple[Path, Result]) -> None:
    register, first = demonstrated
    assert first.exit_code == 0, first.output
    assert first.stderr == ""
    said = " ".join(first.stdout.split())
    for each in samples():
        assert read(each.event.read_bytes())["case"] in said
    assert "£" in said
    assert register.exists()
    again = run("demo", "--register", register)
    assert (again.exit_code, again.stdout) == (0, first.stdout)


@pytest.mark.parametrize("event", ["5", "RE-2026-002"])
def test_the_demo_shows_one_event_in_full_by_its_number_or_its_name(
    event: str, demonstrated: tuple[Path, Result]
) -> None:
    result = run("demo", event, "--as-of", "2026-08-16", "--register", demonstrated[0])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("RE-2026-002  at the end of 16 August 2026")
    assert "Why, in Code order" in result.stdout


def test_a_demo_of_an_event_that_is_none_names_those_there_are(demonstrated: tuple[Path, Result]) -> None:
    assert "12 (RE-2025-003)" in wrong("demo", "13", "--register", demonstrated[0])


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("a folder", "cannot be opened for a register"),
        ("another kind of file", "cannot be read as a register"),
        ("in a folder that is nowhere", "cannot be opened for a register"),
    ],
)
def test_a_register_that_is_none_is_said(tmp_path: Path, register: str, said: str) -> None:
    path = tmp_path if register == "a folder" else tmp_path / "nowhere" / "kept.sqlite"
    if register == "another kind of file":
        path = tmp_path / "kept.sqlite"
        path.write_text(CASE, encoding="utf-8")
    assert said in wrong("demo", "--register", path)


# --- the program as it is installed -----------------------------------------------------------------------------


def test_it_prints_where_the_locale_knows_no_pound_sign(case: Path) -> None:
    done = program(
        "adjudicate", str(case), "--as-of", "2025-09-01", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "£5.00" in done.stdout.decode("utf-8")


def test_bytes_that_are_no_text_on_the_command_line_are_wrong_use(case: Path) -> None:
    for arguments in (
        ["adjudicate", b"a\xffb"],
        ["adjudicate", str(case), "--as-of", b"\xff"],
        ["where", b"\xff\x1b[31m"],
    ):
        done = program(*arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stderr


def test_a_reader_that_goes_away_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join([line()] * 100), encoding="utf-8")
    command = [sys.executable, "-c", "from recovery_costs.cli import main; main()", "adjudicate", "--batch", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout
        assert started.stderr
        assert json.loads(started.stdout.readline())["case"] == "RE-1"
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()


def test_problems_of_a_file_reach_the_shell_as_1(broken: Path) -> None:
    done = program("adjudicate", str(broken), "--format", "json")
    assert (done.returncode, done.stderr) == (1, b"")
    assert [each["field"] for each in json.loads(done.stdout)] == ["state", "total"]
