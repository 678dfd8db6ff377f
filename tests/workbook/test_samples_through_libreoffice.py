"""Every workbook of the sample events, opened and saved by LibreOffice, holds the same facts as before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.workbook.check import check_file
from recovery_costs.workbook.report import CheckReport

SAMPLES = Path(__file__).parents[2] / "sample_claims"
OFFICE = shutil.which("soffice")


def said(read: CheckReport) -> list[dict[str, Any]]:
    """The facts, without the name of the file that they were read from."""
    return [{name: value for name, value in fact.items() if name != "source"} for fact in read.facts]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_every_sample_workbook_comes_back_from_libreoffice_with_the_same_facts(tmp_path: Path) -> None:
    given = {f"{path.parent.name}-{path.name}": path for path in sorted(SAMPLES.glob("*/*.xlsx"))}
    for name, path in given.items():
        shutil.copy(path, tmp_path / name)
    back = tmp_path / "back"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(back)]
    files = [str(tmp_path / name) for name in given]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    types = set()
    for name, path in given.items():
        before, after = check_file(path), check_file(back / name)
        assert [each.code for each in after.problems] == [each.code for each in before.problems], name
        assert said(after) == said(before) != [], name
        types |= {fact["type"] for fact in after.facts}
    assert types == {
        "intention_notified",
        "estimate_given",
        "costs_ceased",
        "total_notified",
        "evidence_given",
        "cost_lines",
        "evidence_listed",
    }
