"""Schedules side by side: measures, domination, the frontier; charts, the workbook and the sweep."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from recovery_costs.cli import app
from recovery_costs.papers import schedule_chart
from recovery_costs.papers.schedule_workbook import workbook
from recovery_costs.plain import Problems
from recovery_costs.schedule.compare import Comparison, compare, payments_of, standing
from recovery_costs.schedule.plan import check_plan
from recovery_costs.schedule.rules import divide
from recovery_costs.schedule.scenarios import check_scenarios
from recovery_costs.schedule.sweep import paid_along, sweep
from tests.schedule.commands import run
from tests.schedule.problems import BY_CAPS_ALONE, LONG, WORKING, a_plan, answered

# £600.00, £300.00 and £100.00, asked for on the first day. Last Working Days 30 January, 27 February, 31 March 2026.
BASE: dict[str, Any] = {
    "format": 1,
    "owed": {"=HYPERLINK(1)": "600.00", "B & <b>": "300.00", "C": "100.00"},
    "first": "2026-01-01",
    "last": "2026-12-31",
    "days": "last_working_day",
    "caps": {"month": "500.00"},
    "rule": "pro_rata",
    "annual_rate": "0.10",
    "charging": {"g1": {"weight": "0.60", "systems": 300}},
}
SCENARIOS = {
    "format": 1,
    "base": BASE,
    "scenarios": {
        "Pro rata": {},
        "Smallest first": {"rule": "smallest_first"},
        "Lower cap": {"caps": {"month": "250.00"}},
        "At once": {"rule": "at_once", "caps": {}},
        "+Too tight": {"caps": {"month": "10.00"}},
    },
}


# Names that differ in their letters' case only; three groups that a month's pence do not divide by.
ALIKE = {
    **BASE,
    "owed": {"Supplier A": "600.01", "SUPPLIER A": "299.99"},
    "charging": {name: {"weight": weight, "systems": 100} for name, weight in (("g1", "1"), ("g2", "1"), ("g3", "1"))},
}
BASES = [pytest.param(ALIKE, id="names alike"), pytest.param(BASE, id="the base")]


def compared(base: dict[str, Any] = BASE) -> tuple[Comparison, dict[str, Any], dict[str, Any]]:
    plans = check_scenarios({**SCENARIOS, "base": base}, WORKING)
    result, schedules = compare(plans, WORKING)
    return result, plans, schedules


def test_the_measures_by_hand() -> None:
    result, *_ = compared()
    rows = {row["name"]: row for row in result.as_json()["rows"]}
    # Half on 30 January (29 days after 1 January), half on 27 February (57): 43 days for every pound.
    assert {name: rows["Pro rata"][name] for name in ("days_waited", "longest_wait", "fairness", "peak_month")} == {
        "days_waited": "43.00",
        "longest_wait": "43.00",
        "fairness": "1.00",
        "peak_month": "500.00",
    }
    # C and B in January with £100.00 of A; £500.00 of A in February: (100 x 29 + 500 x 57) / 600 = 52.33.
    assert rows["Smallest first"]["longest_wait"] == "52.33"
    assert rows["Smallest first"]["longest_wait_of"] == "=HYPERLINK(1)"
    assert rows["Lower cap"]["share_paid_by"] == {"2025/26": "75.00", "2026/27": "100.00"}
    # A pound on 30 January is worth 1 / 1.1 ** (29/365) = 0.992456; £1,000.00 lose £7.54.
    assert rows["At once"]["present_value_lost_in_all"] == "7.54"
    assert sum(float(each) for each in rows["At once"]["present_value_lost"].values()) == pytest.approx(7.54)
    assert rows["Pro rata"]["charging"][0]["amount"] == "1000.00"
    assert rows["+Too tight"]["because"].startswith("1 January 2026 to 31 December 2026 can carry £120.00")


def test_what_is_dominated_and_what_is_on_the_frontier() -> None:
    result, *_ = compared()
    said = {row.name: (row.dominated_by, row.on_frontier) for row in result.rows}
    assert said == {
        "Pro rata": ((), True),
        "Smallest first": (("Pro rata",), True),  # as good by peak and waiting, worse by longest wait and fairness
        "Lower cap": ((), True),
        "At once": ((), True),
        "+Too tight": ((), False),
    }


def test_every_scenario_is_checked_and_problems_name_it() -> None:
    wrong = {**SCENARIOS, "scenarios": {"One": {"rule": "x"}, "Two": 5, "Three": {"caps": {"month": "0.00"}}}}
    with pytest.raises(Problems) as refused:
        check_scenarios(wrong, WORKING)
    fields = [each.field for each in refused.value.problems]
    assert fields == ["scenarios.One.rule", "scenarios.Two", "scenarios.Three.caps.month"]
    with pytest.raises(Problems) as refused:
        check_scenarios({"format": 2, "scenario": {}}, WORKING)
    assert [each.field for each in refused.value.problems] == ["scenario", "format", "base", "scenarios"]


# --- charts ---------------------------------------------------------------------------------------------------------


def test_the_charts_are_drawn_here_with_every_name_as_text() -> None:
    result, _, schedules = compared()
    drawn = schedule_chart.svg(schedule_chart.board(result, schedules))
    assert set(re.findall(r"https?://[^\"' )]+", drawn)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "<script" not in drawn
    assert "<b>" not in drawn
    for name in ("=HYPERLINK(1)", "B &amp; &lt;b&gt;", "Lower cap", "At once"):
        assert name in drawn
    assert schedule_chart.png(schedule_chart.frontier(result)).startswith(b"\x89PNG")


def test_small_sums_are_drawn_on_an_axis_that_says_no_number_twice() -> None:
    # Peaks of £4.00 and £13.00: ticks half a pound apart would read 4, 4, 5, 5.
    base = {**BASE, "owed": {"A": "10.00", "B": "3.00"}, "caps": {}, "charging": {}}
    changes: dict[str, Any] = {"all": {}, "four": {"caps": {"month": "4.00"}}}
    result, _ = compare(check_scenarios({"format": 1, "base": base, "scenarios": changes}, WORKING), WORKING)
    drawn = schedule_chart.svg(schedule_chart.frontier(result))
    ticks = re.findall(r">([0-9]+)</text>", drawn[drawn.index("X-axis") : drawn.index("Y-axis")])
    assert {"4", "13"} <= set(ticks)
    assert len(ticks) == len(set(ticks))


def test_a_month_in_which_nothing_is_paid_is_drawn_empty() -> None:
    # £500.00 a month and a quarter: January, then April.
    plan = {**BASE, "caps": {"month": "500.00", "quarter": "500.00"}}
    drawn = schedule_chart.svg(schedule_chart.payments_by_month(answered(plan)))
    assert re.findall(r">(2026-[0-9]+)</text>", drawn) == [
        "2026-01",
        "2026-02",
        "2026-03",
        "2026-04",
    ]


@pytest.mark.parametrize(
    ("sum_", "cap", "at"),
    [(70.0, 80.0, 70.0), (70.01, 80.0, 80.0), (79.99, 80.0, 80.0), (80.0, 80.0, 80.0), (70.0, None, 70.0)],
)
def test_a_sum_is_not_struck_out_by_the_cap_s_tick(sum_: float, cap: float | None, at: float) -> None:
    # Of eighty pounds an eighth is ten.
    assert schedule_chart.clear_of(sum_, cap, 80.0) == at


def test_many_parties_are_drawn_together() -> None:
    plan = {**BASE, "owed": {f"Party {n:02d}": "10.00" for n in range(20)}}
    spec = json.dumps(schedule_chart.payments_by_month(answered(plan)).to_dict())
    assert schedule_chart.OTHERS in spec
    assert "Party 19" not in spec


# --- the workbook ---------------------------------------------------------------------------------------------------


def cells(content: bytes, values: bool) -> dict[tuple[str, str], Any]:
    book = load_workbook(BytesIO(content), data_only=values)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_every_figure_of_the_workbook_is_live_and_ours() -> None:
    result, plans, schedules = compared()
    content = workbook(result, plans, schedules)
    values, formulas = cells(content, True), cells(content, False)
    live = {place: text for place, text in formulas.items() if isinstance(text, str) and text.startswith("=")}
    assert len(live) > 100
    assert all(place[0] in ("Compare", "Schedule 1", "Schedule 2", "Schedule 3", "Schedule 4") for place in live)
    for place, row in enumerate(result.rows, start=4):
        if row.feasible:
            peak, mean = values["Compare", f"E{place}"], values["Compare", f"G{place}"]
            assert (f"{peak:.2f}", f"{mean:.2f}") == (row.peak_month and row.peak_month.text, row.days_waited)
    heads = {head: at[:-1] for (name, at), head in values.items() if name == "Compare" and re.fullmatch("[A-Z]+3", at)}
    # Pro rata pays all by 31 March; under £250.00 a month it is three months of four. All of 2025/26 lands on g1, by twelfths.
    for place, share, a_month in ((4, 1, 83.33), (6, 0.75, 62.5)):
        assert values["Compare", f"{heads['Paid by the end of 2025/26']}{place}"] == share
        assert values["Compare", f"{heads['Charges a month, 2025/26, g1']}{place}"] == a_month
    # A name that looks like a formula is text: no formula of the file holds it.
    with zipfile.ZipFile(BytesIO(content)) as held:
        xml = b"".join(held.read(name) for name in held.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>HYPERLINK" not in xml
    assert b"<hyperlink" not in xml


@pytest.mark.long
@pytest.mark.parametrize("base", BASES if LONG else BASES[:1])
def test_libreoffice_comes_to_the_same_figures(base: dict[str, Any], tmp_path: Path) -> None:
    """With our values taken out, so that it has to compute them."""
    office = shutil.which("soffice")
    if office is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("LibreOffice is not installed")
    result, plans, schedules = compared(base)
    ours, bare = workbook(result, plans, schedules), tmp_path / "bare.xlsx"
    with zipfile.ZipFile(BytesIO(ours)) as held, zipfile.ZipFile(bare, "w") as out:
        for name in held.namelist():
            out.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", held.read(name)))
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(bare)], check=True, capture_output=True)
    theirs = cells((tmp_path / "out" / "bare.xlsx").read_bytes(), True)
    for place, value in cells(ours, True).items():
        expected = pytest.approx(value, abs=1e-6) if isinstance(value, float) else value
        assert theirs.get(place) == expected, place


# --- the sweep ------------------------------------------------------------------------------------------------------


def a_sweep() -> dict[str, Any]:
    owed = {"A": "6000.00", "B": "3000.00", "C": "1000.01"}
    base = {**BASE, "owed": owed, "weights": {"A": 1, "B": 2, "C": 3}, "requested_on": {"B": "2025-06-01"}}
    axes = {
        "month": [f"{n}00.00" for n in range(5, 35)],
        "regulatory_year": [None, "7000.00"],
        "last": ["2026-06-30", "2026-12-31"],
        "rule": ["at_once", "equal", *BY_CAPS_ALONE],
        "instalments": [3, 5],
    }
    return {"format": 1, "base": base, "sweep": axes}


def test_a_sweep_keeps_what_no_other_beats() -> None:
    seen: list[tuple[int, int]] = []
    found = sweep(a_sweep(), WORKING, lambda done, of: seen.append((done, of)))
    # 30 x 2 caps, 2 last days, 6 rules and equal twice.
    assert found.combinations == 30 * 2 * 2 * 8
    assert seen[-1] == (found.combinations, found.combinations)
    assert 0 < len(found.comparison.rows) <= len(found.unbeaten) < found.feasible < found.combinations
    assert not any(row.dominated_by for row in found.comparison.rows)


def test_a_sweep_finds_what_trying_each_one_finds() -> None:
    asked = a_sweep()
    asked["sweep"] = {"month": ["900.00", "1500.00", "2500.00"], "rule": ["pro_rata", "oldest_first", "by_weight"]}
    found = sweep(asked, WORKING)
    stands = {}
    for month in asked["sweep"]["month"]:
        for rule in asked["sweep"]["rule"]:
            plan = {**asked["base"], "caps": {"month": month}, "rule": rule}
            made = answered(plan)
            if made.feasible:
                stands[f"{rule} to 2026-12-31, month {month}"] = standing(check_plan(plan, WORKING), payments_of(made))
    unbeaten = {name for name, stand in stands.items() if not any(other.beats(stand) for other in stands.values())}
    assert found.feasible == len(stands)
    assert {row.name for row in found.comparison.rows} == {row.name for row in found.unbeaten} == unbeaten
    exact = {row.name: (row.last_payment, row.peak_month, row.days_waited) for row in found.comparison.rows}
    assert {row.name: (row.last_payment, row.peak_month, row.days_waited) for row in found.unbeaten} == exact


def test_a_sweep_in_which_nothing_has_a_schedule() -> None:
    asked = a_sweep()
    asked["sweep"] = {"month": ["1.00", "2.00"], "rule": ["pro_rata", "oldest_first"]}
    found = sweep(asked, WORKING)
    assert (found.combinations, found.feasible, found.unbeaten, found.comparison.rows) == (4, 0, (), ())


def test_what_the_sweep_takes_along_is_within_a_penny_a_payment_of_the_rule() -> None:
    for seed in range(60):
        plan = {**a_plan(seed), "rule": BY_CAPS_ALONE[seed % len(BY_CAPS_ALONE)]}
        for field in ("smallest", "most_instalments"):
            plan.pop(field, None)
        checked = check_plan(plan, WORKING)
        lines = dict(paid_along(checked))
        paid = dict.fromkeys(lines, 0)
        for days, day in enumerate(checked.days, start=1):
            today = [each for each in divide(checked).payments if each.on == day]
            for each in today:
                paid[each.party] += each.amount
            whole = sum(paid.values())
            for party, (along, own) in lines.items():
                near = _on_the_line(whole, along, own)
                assert abs(near - paid[party]) <= days * len(lines) + 1e-6 * checked.total, (seed, party)


def _on_the_line(at: float, along: list[float], own: list[float]) -> float:
    """A point on a line of corners, without NumPy."""
    for (left, low), (right, high) in zip(
        zip(along, own, strict=True), list(zip(along, own, strict=True))[1:], strict=False
    ):
        if left <= at <= right:
            return low + (high - low) * ((at - left) / (right - left) if right > left else 0)
    return own[0] if at < along[0] else own[-1]


@pytest.mark.parametrize(
    ("first", "asked", "days", "month", "waited"),
    [
        # 300 years of 365 days, 72 leap days, and from 1 to 30 January.
        ("2026-01-01", "2026-01-01", ["2326-01-30"], "999999999999.99", "109601.00"),
        # 400 years are 146,097 days; half waits 29 more, half 58.
        ("2326-01-01", "1926-01-01", ["2326-01-30", "2326-02-28"], "500000000000.00", "146140.50"),
    ],
    ids=["until payment", "before the plan"],
)
def test_amounts_beyond_64_bits_are_swept_exactly(
    first: str, asked: str, days: list[str], month: str, waited: str
) -> None:
    # £999,999,999,999.99 for 300 years: pence times days pass 2 ** 63.
    owed = {"A": "500000000000.00", "B": "499999999999.99"}
    base = {**BASE, "owed": owed, "requested_on": dict.fromkeys(owed, asked), "first": first, "last": "2326-12-31"}
    base |= {"days": {"dates": days}, "charging": {}, "annual_rate": None}
    (row,) = sweep({"format": 1, "base": base, "sweep": {"month": [month]}}, WORKING).unbeaten
    assert (row.peak_month.text, row.days_waited) == (month, waited)


@pytest.mark.parametrize(
    ("axes", "field"),
    [
        ({"month": []}, "sweep.month"),
        ({"cap": ["1.00"]}, "sweep.cap"),
        ({"rule": ["optimise"]}, "sweep.rule"),
        ({"month": ["0.00"]}, "sweep.caps"),
        ({"month": [["1.00"]]}, "sweep.caps"),
        ({"month": [{"month": "1.00"}]}, "sweep.caps"),
        ({"month": ["None"]}, "sweep.caps"),
        ({"rule": True}, "sweep.rule"),
        ({"rule": "optimise"}, "sweep.rule"),
        ({"last": ["2020-01-01"]}, "last"),
        ({"month": [f"{n}.00" for n in range(1, 1000)], "quarter": [f"{n}.00" for n in range(1, 1000)]}, "sweep"),
    ],
)
def test_a_sweep_with_problems_is_refused(axes: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as refused:
        sweep({**a_sweep(), "sweep": axes}, WORKING)
    assert [each.field for each in refused.value.problems] == [field]


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_compares_draws_and_writes(tmp_path: Path) -> None:
    file, chart, book = tmp_path / "scenarios.json", tmp_path / "out.svg", tmp_path / "out.xlsx"
    file.write_text(json.dumps(SCENARIOS), encoding="utf-8")
    asked = ["compare-schedules", str(file), "--chart", str(chart), "--workbook", str(book)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    assert " ".join(done.stderr.split()) == f"Written: {chart}. Written: {book}."
    said = done.stdout
    for part in ("Lower cap", "dominated", "frontier", "can carry £120.00"):
        assert part in said
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert load_workbook(book).sheetnames[0] == "Compare"
    assert len(json.loads(run("compare-schedules", file, "--format", "json"))["rows"]) == 5
    run("compare-schedules", file, "--chart", tmp_path / "out.pdf", code=2)
    run("compare-schedules", file, "--workbook", tmp_path / "none" / "out.xlsx", code=2)


def test_the_command_sweeps(tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"
    asked = a_sweep()
    asked["sweep"] |= {
        "month": [f"{n}00.00" for n in range(5, 35, 2)],
        "regulatory_year": [None],
        "last": ["2026-12-31"],
    }
    file.write_text(json.dumps(asked), encoding="utf-8")
    # 15 caps by eight rules: at_once, equal in 3 and in 5, five more.
    assert json.loads(run("compare-schedules", file, "--format", "json"))["combinations"] == 120
    chart, book = tmp_path / "x.svg", tmp_path / "x.xlsx"
    assert "120 combinations" in run("compare-schedules", file, "--chart", chart, "--workbook", book)
    assert "oldest_first" in chart.read_text(encoding="utf-8")
    assert len(load_workbook(book, read_only=True).sheetnames) > 12
    file.write_text(json.dumps({**a_sweep(), "base": {}}), encoding="utf-8")
    assert json.loads(run("compare-schedules", file, "--format", "json", code=1))[0]["field"] == "base"
