"""The sample events: each workbook is read without a problem, and the adjudication is the one worked out by hand."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest

from recovery_costs import plain
from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import BreachStatus, ClaimState, EvidenceStatus, Exclusion, WindowStatus
from recovery_costs.facts import FACT_TYPES, CostLine, EvidenceItem, Fact
from recovery_costs.forms import is_text
from recovery_costs.scenarios import misses, runs
from recovery_costs.workbook.check import check_file
from recovery_costs.workbook.report import CheckReport

SAMPLES = Path(__file__).parents[1] / "sample_claims"
EVENTS = sorted(path.parent for path in SAMPLES.glob("*/event.yaml"))
# What a Party tells the DCC in its workbook; an event file has none of it.
IN_WORKBOOKS = {
    "intention_notified",
    "estimate_given",
    "costs_ceased",
    "total_notified",
    "evidence_given",
    "cost_lines",
    "evidence_listed",
}

each_event = pytest.mark.parametrize("folder", EVENTS, ids=lambda path: path.name)


@cache
def held(path: Path) -> CheckReport:
    """What a workbook holds, read once."""
    return check_file(path)


@cache
def combined(folder: Path) -> dict[str, Any]:
    """The event file's facts and those of every workbook beside it."""
    case = plain.read((folder / "event.yaml").read_bytes())
    for path in sorted(folder.glob("*.xlsx")):
        case["facts"] += held(path).facts
    return case


def make_workbooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_workbooks", SAMPLES / "make_workbooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def options(field: Any) -> set[Any]:
    """The words that a field may hold, where it holds one of a few."""
    if get_origin(field) is Literal:
        return set(get_args(field))
    return {each for inner in get_args(field) for each in options(inner)}


def told() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every fact, cost line and piece of evidence of every event, as it was given, with what it is."""
    for folder in EVENTS:
        for fact in combined(folder)["facts"]:
            yield fact["type"], fact
            yield from (("cost line", line) for line in fact.get("lines", ()))
            yield from (("evidence", item) for item in fact.get("items", ()))


def test_there_are_twelve_events():
    assert [folder.name[:3] for folder in EVENTS] == [f"{number:02}-" for number in range(1, 13)]
    assert all((folder / "expected.yaml").exists() and list(folder.glob("*.xlsx")) for folder in EVENTS)
    assert len({plain.read((folder / "event.yaml").read_bytes())["case"] for folder in EVENTS}) == 12


def test_together_they_hold_every_type_of_fact_every_field_and_every_option():
    kinds = {**FACT_TYPES, "cost line": CostLine, "evidence": EvidenceItem}
    given, chosen = set(), set()
    for kind, record in told():
        for field, value in record.items():
            given.add((kind, field))
            chosen |= {(kind, field, each) for each in (value if isinstance(value, list) else [value]) if is_text(each)}
    assert {kind for kind, _ in given} == kinds.keys()
    fields = {(kind, name): field for kind, record in kinds.items() for name, field in record.model_fields.items()}
    anybody = {(kind, name) for kind, name in fields if kind in FACT_TYPES and name in Fact.model_fields}
    assert fields.keys() - anybody - given == set()
    assert {name for _, name in given & anybody} == Fact.model_fields.keys()
    wanted = {(*place, each) for place, field in fields.items() for each in options(field.annotation)}
    assert wanted - chosen == set()


def test_the_workbooks_hold_every_type_of_fact_that_a_party_tells():
    types = {fact["type"] for path in SAMPLES.glob("*/*.xlsx") for fact in held(path).facts}
    assert types == IN_WORKBOOKS


def test_together_they_come_to_every_state_and_every_status():
    seen: dict[str, set[Any]] = {name: set() for name in ("claims", "breaches", "windows", "evidence", "left out")}
    for folder in EVENTS:
        for run in runs({**plain.read((folder / "expected.yaml").read_bytes()), "case": combined(folder)}):
            result = adjudicate(run.case, run.as_of, run.known_at, run.readings)
            seen["claims"] |= {claim.state for claim in result.claims}
            seen["breaches"] |= {breach.status for breach in result.breaches}
            seen["windows"] |= {window.status for claim in result.claims for window in claim.estimates}
            seen["evidence"] |= {row.status for claim in result.claims for row in claim.evidence}
            seen["left out"] |= {why for claim in result.claims for line in claim.lines for why in line.excluded}
    assert seen == {
        "claims": options(ClaimState) | {None},
        "breaches": options(BreachStatus),
        "windows": options(WindowStatus),
        "evidence": options(EvidenceStatus),
        "left out": options(Exclusion),
    }


def test_a_workbook_says_what_its_party_wrote():
    module = make_workbooks()
    for sample in module.samples():
        read = held(SAMPLES / sample.file).facts
        found = [FACT_TYPES[fact["type"]].model_validate({**fact, "id": "X", "source": None}) for fact in read]
        wrote = [fact.model_copy(update={"id": "X"}) for fact in module.facts_of(sample)]
        assert sorted(found, key=repr) == sorted(wrote, key=repr), sample.file


def test_the_readme_tells_of_each_event_under_its_folders_name():
    told_of = re.findall(
        r"^## (\d.+)\n\n\*\*([^.]+)\.", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told_of == [(each.name, plain.read((each / "event.yaml").read_bytes())["case"]) for each in EVENTS]


@each_event
def test_every_sum_in_the_readme_stands_in_the_events_own_files(folder):
    section = (
        (SAMPLES / "README.md").read_text(encoding="utf-8").split(f"## {folder.name}\n", 1)[1].split("\n## ", 1)[0]
    )
    files = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")).replace(",", "")
    sums = [each.replace(",", "") for each in re.findall(r"£([0-9,]+\.[0-9]{2})", section)]
    assert [each for each in sums if not re.search(rf"(?<![0-9]){re.escape(each)}(?![0-9])", files)] == []


@each_event
def test_every_workbook_is_read_whole(folder):
    case = plain.read((folder / "event.yaml").read_bytes())
    for path in folder.glob("*.xlsx"):
        read = held(path)
        assert {each.code for each in read.problems} <= {"total-below-lines"}
        assert read.accepted
        assert read.facts
        assert read.event == case["case"]
        assert path.stem == read.party.lower().replace(" ", "-")
        assert read.receipt.flagged == len(read.problems)


@each_event
def test_the_event_file_holds_what_is_not_the_parties_to_tell(folder):
    types = {fact["type"] for fact in plain.read((folder / "event.yaml").read_bytes())["facts"]}
    assert not types & IN_WORKBOOKS
    assert types < FACT_TYPES.keys()


@each_event
def test_the_adjudication_is_the_one_worked_out_by_hand(folder):
    expected = plain.read((folder / "expected.yaml").read_bytes())
    assert expected["why"]
    assert list(misses({**expected, "case": combined(folder)})) == []


def test_the_workbooks_are_the_same_bytes_whenever_they_are_made(tmp_path):
    module = make_workbooks()
    module.main(tmp_path / "once")
    module.main(tmp_path / "again")
    made = sorted(path.relative_to(tmp_path / "once") for path in (tmp_path / "once").rglob("*.xlsx"))
    assert made == sorted(path.relative_to(SAMPLES) for path in SAMPLES.glob("*/*.xlsx"))
    for name in made:
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
        # Against what is kept, part by part: another zlib packs the same parts in other bytes, and another XML library,
        # which openpyxl takes where it finds it, writes empty elements another way.
        with ZipFile(tmp_path / "once" / name) as new, ZipFile(SAMPLES / name) as kept:
            assert new.namelist() == kept.namelist()
            parts = [(canonicalize(new.read(n)), canonicalize(kept.read(n))) for n in new.namelist()]
            assert all(one == other for one, other in parts)
