"""Hostile and odd workbooks: each gets its exact code, by its cell; nothing is left behind; none becomes a claim."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from recovery_costs.workbook import reading
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.codes import CODES, REFUSALS
from recovery_costs.workbook.gate import MIB
from recovery_costs.workbook.reading import Limits, read_book
from tests.workbook import hostile
from tests.workbook.hostile import Odd, corpus, whole
from tests.workbook.test_check_always import report_of

TOP = Path(__file__).parents[2]


def test_there_are_enough_and_each_is_of_its_own_name() -> None:
    assert len(corpus()) >= 120
    assert len({odd.name for odd in corpus()}) == len(corpus())
    assert len({odd.content for odd in corpus()}) == len(corpus())


def test_what_everything_is_done_to_is_a_claim_without_a_problem() -> None:
    report = check_bytes(whole(), "claim.xlsx")
    assert (report.kind, report.accepted, report.problems) == ("claim", True, ())
    assert report.facts


@pytest.mark.parametrize("odd", corpus(), ids=lambda odd: odd.name)
def test_each_gets_its_exact_code(odd: Odd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is read in a child, as everything is; a workbook with problems here, which takes a tenth of the time."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = check_bytes(odd.content, "claim.xlsx") if odd.code in REFUSALS else report_of(odd.content)
    assert {problem.code for problem in report.problems} == {odd.code}
    assert all(problem.found and problem.do for problem in report.problems)
    assert (report.kind == "refused") == (odd.code in REFUSALS)
    assert report.accepted == (CODES[odd.code].severity != "blocking")
    assert bool(report.facts) == report.accepted
    if odd.cell is not None:
        assert odd.cell in {f"{problem.sheet}!{problem.cell}" for problem in report.problems}
    assert report.receipt.cells == report.receipt.read + report.receipt.ignored + report.receipt.flagged
    assert list(tmp_path.iterdir()) == []  # nothing stays


# --- the child's limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        pytest.param(Limits(24 * MIB, 10, 20), "memory", id="memory, before it reads"),
        pytest.param(Limits(60 * MIB, 10, 20), "memory", id="memory, while it reads"),
        pytest.param(Limits(512 * MIB, 10, 0), "0 seconds", id="the clock"),
    ],
)
def test_a_child_that_goes_beyond_its_limits_is_stopped_and_said(
    limits: Limits, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SMALL", limits)
    large = hostile.zipped({**hostile.parts(), "xl/sharedStrings.xml": strings(400_000)})
    for content in (large, b"line,incurred,amount\n" + b"".join(b"%d,,\n" % number for number in range(400_000))):
        (problem,) = check_bytes(content, "claim").problems
        assert problem.code == "too-costly-to-read"
        assert said in problem.found


def strings(count: int) -> bytes:
    """Shared strings that are all different, and not of the plain form."""
    items = "".join(f"<si><t/><r><t>{number}</t></r></si>" for number in range(count))
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'.encode()


def test_the_child_cannot_write_a_file_and_sees_no_environment() -> None:
    told = (
        "import sys, os; sys.argv = ['', str(1 << 29), '10']; from recovery_costs.workbook.child import limited; "
        "limited(1 << 29, 10); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    print(open('/tmp/recovery-costs-may-not', 'wb', 0).write(b'x'))\nexcept OSError as error:\n    print(error.errno)"
    )
    said = subprocess.run([sys.executable, "-c", told], cwd=TOP, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "27"  # EFBIG
    Path("/tmp/recovery-costs-may-not").unlink(missing_ok=True)  # empty


def test_the_parent_is_unharmed_and_its_own_limits_stand() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    here, environment = Path.cwd(), dict(os.environ)
    for odd in corpus()[-3:]:
        check_bytes(odd.content, "claim.xlsx")
    assert (resource.getrlimit(resource.RLIMIT_AS), Path.cwd(), dict(os.environ)) == (before, here, environment)
    assert read_book(whole()).sheet("Claim") is not None
