"""The command that compares a new text of Section L with the one the program states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from recovery_costs.cli.shared import AsOf, Form, Format, app, day_of, refuse, say

LARGEST = 16 * 1024 * 1024
"""Bytes; the whole of Section L takes about 300,000 as text."""
MOST_PAGES = 1000

law = typer.Typer(no_args_is_help=True, help="The text of Section L itself.")
app.add_typer(law, name="law")


@law.callback()
def _group() -> None:
    """The text of Section L itself."""


@law.command(epilog="Example: recovery-costs law diff section-l.pdf --case case.yaml --as-of 2025-09-01")
def diff(
    file: Annotated[
        Path,
        typer.Argument(help="A consolidated Section L, text or PDF.", exists=True, dir_okay=False, readable=True),
    ],
    case: Annotated[
        list[Path] | None,
        typer.Option(
            "--case",
            metavar="CASE",
            help="A case file: list its open claims that rest on what changed; may be repeated.",
            exists=True,
            dir_okay=False,
            readable=True,
        ),
    ] = None,
    as_of: AsOf = None,
    form: Form = Format.TEXT,
) -> None:
    """What a new Section L changes in L10.14 to L10.30, and what depends on it. 0: nothing; 1: something."""
    from recovery_costs.adjudicate import adjudicate
    from recovery_costs.files import load_case
    from recovery_costs.law_diff import compare, held
    from recovery_costs.papers import law_diff as paper
    from recovery_costs.papers import text
    from recovery_costs.plain import Problem, Problems

    day, adjudications, problems = day_of(as_of), [], list[Problem]()
    for path in case or []:
        try:
            adjudications.append(adjudicate(load_case(path), day))
        except Problems as found:
            problems += [each._replace(field=f"{path}: {each.field or 'the file'}") for each in found.problems]
    try:
        result = compare(read(file), held())
    except Problems as found:
        problems += [each._replace(field=str(file)) for each in found.problems]
    if problems:
        refuse(problems, form)
    claims = paper.resting(result, adjudications) if case else None
    if form is Format.JSON:
        say(paper.as_json(result, claims))
    else:
        text.console().print(paper.comparison(result, claims))
    if any(row.status != "same" for row in result.rows):
        raise typer.Exit(1)


def read(path: Path) -> str:
    """The text of a file: a PDF's, or plain text in UTF-8, UTF-16 or Windows-1252.

    Raises:
        Problems: it is too large, no text, or a PDF without any.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        _refuse(f"more than {LARGEST // 1024 // 1024} MiB", "Give Section L alone.")
    if content.lstrip()[:5] == b"%PDF-":
        return _of_pdf(path)
    codes = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        strange = next((each for each in text if ord(each) < 32 and each not in "\t\n\v\f\r"), None)
        if strange is not None:
            _refuse(f"the control character {ord(strange)}, as no text has", "Save it as plain text, or give the PDF.")
        return text
    return _refuse("bytes that are no text", "Save it as plain text in UTF-8, or give the PDF.")


def _of_pdf(path: Path) -> str:
    """The text of a PDF, a form feed between pages."""
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = pypdf.PdfReader(path).pages
        many = len(pages)
        text = "\f".join(page.extract_text() for page in pages) if many <= MOST_PAGES else ""
    except Exception as error:  # a broken PDF fails in many ways
        _refuse(f"a PDF that cannot be read ({type(error).__name__})", "Save it anew, or save its text as plain text.")
    if many > MOST_PAGES:
        _refuse(f"a PDF of {many} pages", "Give Section L alone.")
    if not text.strip():
        _refuse("a PDF without text, such as a scan", "Give a PDF that has its text, or plain text.")
    return text


def _refuse(found: str, do: str) -> NoReturn:
    from recovery_costs.plain import Problem, Problems

    raise Problems([Problem(None, None, found, "the text of Section L, as plain text or PDF", do)])
