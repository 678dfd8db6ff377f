"""The documents are true: their examples run, their tables are whole, their links resolve."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.calendar import ENGLAND_AND_WALES, Moment, Notices, Parameters, WorkingDays, shipped_holidays
from recovery_costs.calendar import three_months_after as last_day
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.facts import FACT_TYPES, CostLine, Fact, Happening, Notice
from recovery_costs.law import READINGS
from recovery_costs.plain import Problems, read

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)


def rows(name: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading row that starts with `heading`."""
    lines = iter(page(name).splitlines())
    found = []
    for line in lines:
        if line.startswith(f"| {heading} |"):
            next(lines)
            while (line := next(lines, "")).startswith("|"):
                found.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return found


def differences(expected: Any, actual: Any, path: str = "") -> Iterator[str]:
    """The paths at which what a page shows is not what the program gives; a page may leave fields and rows out."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for name, value in expected.items():
            if name in actual:
                yield from differences(value, actual[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}: not there"
    elif isinstance(expected, list) and isinstance(actual, list) and any(isinstance(row, dict) for row in expected):
        for number, row in enumerate(expected):
            if all(any(differences(row, other)) for other in actual):
                yield f"{path}[{number}]: no such row"
    elif expected != actual or type(expected) is not type(actual):
        yield f"{path}: {expected!r}, the program gives {actual!r}"


# --- the examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("excerpt", blocks("adjudication.md", "json"), ids=["main", "awaited"])
def test_the_example_adjudicates_to_the_excerpt(excerpt: str) -> None:
    case = check_case(read(blocks("case-file.md", "yaml")[0].encode()))
    expected = json.loads(excerpt)
    actual = contest(case, date.fromisoformat(expected["as_of"])).as_json()
    assert list(differences(expected, actual)) == []


def test_the_excerpt_shows_every_part_and_every_field_of_a_claim() -> None:
    case = check_case(read(blocks("case-file.md", "yaml")[0].encode()))
    shown = {name: value for each in blocks("adjudication.md", "json") for name, value in json.loads(each).items()}
    actual = contest(case, date(2025, 10, 15)).as_json()
    assert actual.keys() - shown.keys() == {"readings"}
    assert shown["claims"][0].keys() == actual["claims"][0].keys()


def test_the_broken_file_has_the_problems_shown() -> None:
    *_, broken = blocks("case-file.md", "yaml")
    (shown,) = blocks("case-file.md", "json")
    with pytest.raises(Problems) as refused:
        check_case(read(broken.encode()))
    assert [each._asdict() for each in refused.value.problems] == json.loads(shown)


def test_the_parameters_shown_can_be_read() -> None:
    _, parameters, _ = blocks("case-file.md", "yaml")
    case = check_case(read(f"format: 1\ncase: A\nfacts: []\n{parameters}".encode()))
    assert case.parameters.email_hours == 2
    assert set(case.parameters.sources) == {"email_hours"}


# --- the tables of the case file ----------------------------------------------------------------------------------


def words(cell: str) -> list[str]:
    """The words in code type in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def test_every_type_of_fact_has_a_row_with_its_fields() -> None:
    table = {words(name)[0]: fields for name, _, fields, _ in rows("case-file.md", "type")}
    assert table.keys() == FACT_TYPES.keys()
    for name, kind in FACT_TYPES.items():
        own = kind.model_fields.keys() - {*Fact.model_fields, "type"}
        if issubclass(kind, Notice):
            assert ", notice" in table[name], name
            own -= Notice.model_fields.keys()
        assert own <= set(words(table[name])), name
        assert issubclass(kind, Happening) == ("at" in words(table[name])), name
        for field in own:
            optional = not kind.model_fields[field].is_required() and field not in ("key", "sum")
            assert optional == (f"[`{field}`" in table[name]) or name == "appeal_decided", f"{name}.{field}"


def test_every_field_of_a_cost_line_has_a_row() -> None:
    required = {"key_outcome", "responsible_supplier", "smi_status"}  # on the replace limbs, as the page says
    shown: dict[str, bool] = {}
    for names, *meaning in rows("case-file.md", "field"):
        if len(meaning) == 1:
            shown |= dict.fromkeys(words(names), names.startswith("["))
    for field, info in CostLine.model_fields.items():
        assert shown[field] == (not info.is_required() and field not in required), field


def test_every_reading_has_a_row_with_its_options() -> None:
    table = [(words(name)[0], words(options)) for name, options, _ in rows("case-file.md", "reading")]
    assert table == [(name, [option.name for option in one.options]) for name, one in READINGS.items()]


def test_every_parameter_has_its_default() -> None:
    table = {words(name)[0]: default for name, default, _ in rows("case-file.md", "parameter")}
    held = Parameters()
    assert table == {
        "email_hours": str(held.email_hours),
        "post_working_days": str(held.post_working_days),
        "working_day_starts": f"{held.working_day_starts:%H:%M}",
        "working_day_ends": f"{held.working_day_ends:%H:%M}",
        "sources": "none",
    }


# --- the worked examples of time, which were worked by hand -------------------------------------------------------


def day(written: str) -> date:
    """ "5 June 2025"."""
    return datetime.strptime(written, "%d %B %Y").date()  # noqa: DTZ007  a day has no zone


def moment(written: str) -> Moment:
    """ "Thursday 5 June 2025, 17:31": its weekday must be right."""
    weekday, rest = written.split(" ", 1)
    on, clock = rest.split(", ")
    assert f"{day(on):%A}" == weekday, written
    return Moment.at(day(on), time.fromisoformat(clock))


@pytest.mark.parametrize("row", rows("time.md", "first day"), ids=lambda row: row[0])
def test_three_months_end_as_the_page_says(row: list[str]) -> None:
    first, *ends = map(day, row)
    assert ends == [last_day(first, 1, count) for count in ("corresponding_date", "ninety_days", "event_day_included")]


def test_windows_end_as_the_page_says() -> None:
    anchor = chained = date(2024, 5, 31)
    for number, (_, fixed_end, chained_end) in enumerate(rows("time.md", "window"), start=1):
        chained = last_day(chained, 1, "corresponding_date")
        assert day(fixed_end) == last_day(anchor, number, "corresponding_date")
        assert day(chained_end) == chained


@pytest.mark.parametrize("row", rows("time.md", "method"), ids=lambda row: " ".join(row[:2]))
def test_a_notice_takes_effect_as_the_page_says(row: list[str]) -> None:
    method, sent, takes_effect, _ = row
    notices = Notices(Parameters(), WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES})))
    assert notices.takes_effect(moment(sent), method, None).moment == moment(takes_effect)  # type: ignore[arg-type]


def test_the_tables_of_time_are_read() -> None:
    assert [len(rows("time.md", name)) for name in ("first day", "window", "method")] == [6, 4, 9]


# --- every page -------------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The headings of a page as links name them, and the anchors it sets itself."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return set(re.findall(r'<a id="([^"]+)">', text)) | {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_relative_links_resolve(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_a_record_of_a_decision_is_short_and_has_its_four_parts() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 40, path.name
        for part in ("Context", "Decision", "Also considered", "Consequences"):
            assert f"**{part}.**" in text, f"{path.name}: {part}"
