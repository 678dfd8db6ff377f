"""The sample events: each workbook is read without a problem, and the adjudication is the one worked out by hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest

from recovery_costs import plain
from recovery_costs.facts import FACT_TYPES
from recovery_costs.scenarios import misses
from recovery_costs.workbook.read import read_claim

SAMPLES = Path(__file__).parents[1] / "sample_claims"
EVENTS = sorted(path.parent for path in SAMPLES.glob("*/event.yaml"))
# What a Party tells the DCC in its workbook; an event file has none of it.
IN_WORKBOOKS = {
    "intention_notified",
    "estimate_given",
    "costs_ceased",
    "total_notified",
    "cost_lines",
    "evidence_listed",
}

each_event = pytest.mark.parametrize("folder", EVENTS, ids=lambda path: path.name)


def combined(folder: Path) -> dict[str, Any]:
    """The event file's facts and those of every workbook beside it."""
    case = plain.read((folder / "event.yaml").read_bytes())
    for path in sorted(folder.glob("*.xlsx")):
        case["facts"] += read_claim(path).facts
    return case


def make_workbooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_workbooks", SAMPLES / "make_workbooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_samples():
    assert [folder.name for folder in EVENTS] >= ["01-own-credentials"]
    assert all((folder / "expected.yaml").exists() and list(folder.glob("*.xlsx")) for folder in EVENTS)


@each_event
def test_every_workbook_is_read_whole(folder):
    case = plain.read((folder / "event.yaml").read_bytes())
    for path in folder.glob("*.xlsx"):
        read = read_claim(path)
        assert read.problems == ()
        assert read.facts
        assert read.event == case["case"]
        assert path.stem == read.party.lower().replace(" ", "-")
        assert read.counts.cells_flagged == 0


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
