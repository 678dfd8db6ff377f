"""What check does beyond its report: what the workbook would change, what has been mended, and the workbook back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from recovery_costs.cli.shared import Format, refuse, wrong_use

if TYPE_CHECKING:
    from datetime import date

    from recovery_costs.facts import Case
    from recovery_costs.workbook.preview import Preview
    from recovery_costs.workbook.report import CheckReport


def may_write(back: Path, file: Path) -> None:
    """Wrong use unless `back` is a workbook's name in a folder that exists, and nothing is there yet."""
    if back.suffix.lower() != ".xlsx" or not back.parent.is_dir():
        wrong_use(f"--return {str(back)!r}: give the name of a workbook (.xlsx) in a folder that exists.")
    if back.exists() and back.samefile(file):
        wrong_use(f"--return {str(back)!r} is the workbook itself, which is not changed; give another name.")
    if back.exists():
        wrong_use(f"--return {str(back)!r} exists and is left as it is; give another name.")


def case(against: Path, form: Format) -> Case:
    """The case that `--against` names: a file, or a folder with an event file and the workbooks taken in."""
    from recovery_costs.casework.samples import case_of
    from recovery_costs.plain import Problems

    try:
        return case_of(against)
    except Problems as problems:
        refuse(problems.problems, form)


def preview(case: Case, report: CheckReport, as_of: date, form: Format) -> Preview | None:
    """What taking the workbook in would change; None where it cannot be taken in."""
    from recovery_costs.plain import Problems
    from recovery_costs.workbook.against import against

    if not report.accepted or report.party is None:
        return None
    try:
        return against(case, report.facts, report.party, as_of)
    except Problems as problems:
        refuse(problems.problems, form)


def say_preview(shown: Preview | None) -> None:
    """The preview in sentences."""
    from recovery_costs.papers import text
    from recovery_costs.workbook.preview_words import sentences

    out = text.console()
    if shown is None:
        out.print("\nNot held against the case: it cannot be taken in yet.", markup=False)
        return
    out.print("\nWhat taking it in would change", style="bold")
    for sentence in sentences(shown):
        out.print(f"  {sentence}", markup=False, highlight=False)


def say_mended(file: Path, report: CheckReport) -> None:
    """What has been mended since the check that left a Findings sheet in the workbook, if one did."""
    from recovery_costs.workbook.returned import mended

    content = file.read_bytes()
    if _is_workbook(report, content):
        since = mended(content, [each._asdict() for each in report.problems])
        if since and (since.before or since.new):
            typer.echo(f"Since the check before: {since.words}.")


def write_back(back: Path, file: Path, report: CheckReport) -> None:
    """The workbook with its Findings sheet; the file itself stays as it is."""
    from recovery_costs.workbook.returned import return_workbook

    original = file.read_bytes()
    if not _is_workbook(report, original):
        typer.echo(f"Not written: {back}. {file.name} is no workbook that can be given back.", err=True)
        return
    if hashlib.sha256(original).hexdigest() != report.sha256:
        typer.echo(f"Not written: {back}. {file.name} was changed while it was checked; check it again.", err=True)
        raise typer.Exit(1)
    said: dict[str, Any] = {
        "file": {"name": report.name, "sha256": report.sha256, "bytes": report.size},
        "problems": [each._asdict() for each in report.problems],
    }
    try:
        back.write_bytes(return_workbook(original, said))
    except OSError as error:
        wrong_use(f"--return {str(back)!r}: {error.strerror}.")
    typer.echo(f"Written: {back}, with a Findings sheet. {file.name} is as it was.", err=True)


def _is_workbook(report: CheckReport, content: bytes) -> bool:
    """Whether the gate passed the file, and as a workbook."""
    return report.kind != "refused" and content.startswith(b"PK\x03\x04")
