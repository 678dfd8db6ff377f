"""How long a claim workbook of 100,000 lines takes to check and return, beside reading it bare and beside a validator.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r bench/requirements-workbook.txt
    .venv/bin/python bench/workbook.py --peers /tmp/peers/bin/python
    .venv/bin/python bench/workbook.py --lines 1048569

One workbook with errors planted in it (`--seed`), made here from the template, as a spreadsheet program writes it. What
is found is held against what was planted: every one, at its cell, and nothing else. Each runs in a process of
its own; times are by the clock and of the processor, which a busy machine changes less. Nothing here is asserted but what was found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from recovery_costs.workbook.layout import LIMBS
from recovery_costs.workbook.sheets import COST_LINES
from recovery_costs.workbook.template import claim_bytes

FIRST = 7
LINES, TEXTS = "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml"
CHOICES = ("Use of the key", "Something else", "Calder Head-End Services Ltd", "Northgate Metering", "Own staff")

CALAMINE = """
import sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
print(sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows()))
"""
FRICTIONLESS = """
import json, sys
from frictionless import Dialect, Resource, Schema, formats, system
names = json.loads(sys.argv[2])
more = {
    0: {"type": "string", "constraints": {"required": True, "unique": True}},
    1: {"type": "date", "constraints": {"required": True}},
    5: {"type": "number", "constraints": {"required": True, "minimum": 0}},
    6: {"type": "number", "constraints": {"minimum": 0}},
    8: {"type": "string", "constraints": {"required": True, "enum": json.loads(sys.argv[3])}},
    12: {"type": "integer", "constraints": {"minimum": 1}},
}
fields = [{"name": name, **more.get(at, {"type": "string"})} for at, name in enumerate(names)]
system.trusted = True
dialect = Dialect(header_rows=[6], controls=[formats.ExcelControl(sheet="Cost lines")])
resource = Resource(path=sys.argv[1], format="xlsx", dialect=dialect, schema=Schema.from_descriptor({"fields": fields}))
report = resource.validate(limit_errors=100000)
print(report.stats["errors"], report.tasks[0].stats["rows"], report.tasks[0].errors[0].message if report.stats["errors"] < 10 else "")
"""
OURS = """
import json, sys, time
from pathlib import Path
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.returned import return_workbook
start = time.perf_counter()
content = Path(sys.argv[1]).read_bytes()
report = check_bytes(content, "claim.xlsx", progress=lambda said: print(said, file=sys.stderr) if len(sys.argv) > 3 else None)
checked = time.perf_counter()
Path(sys.argv[2]).write_bytes(return_workbook(content, {**report.as_json(), "facts": []}))
print(json.dumps({
    "check": checked - start, "return": time.perf_counter() - checked, "receipt": report.receipt.as_json(),
    "found": [[each.code, each.cell] for each in report.problems if each.severity == "blocking"],
}))
"""


def made(count: int, seed: int, planted: int) -> tuple[bytes, set[tuple[str, str]]]:
    """A claim of `count` lines, and what was planted in it: each code with its cell."""
    with zipfile.ZipFile(BytesIO(claim_bytes("RE-2026-001", "Supplier A"))) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    sheet, texts = parts.pop(LINES).decode(), parts.pop(TEXTS).decode()
    style = dict(re.findall(rf'<c r="([A-Z]){FIRST}" s="(\d+)"', sheet))
    first = texts.count("<si>")
    chance = random.Random(seed)  # noqa: S311  not for secrets
    wrong = dict(zip(chance.sample(range(1, count), planted), range(planted), strict=True))
    found: set[tuple[str, str]] = set()
    made_ = BytesIO()
    with zipfile.ZipFile(made_, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as into:
        for name, part in parts.items():
            into.writestr(name, part)
        with into.open(TEXTS, "w") as out:
            words = "".join(f"<si><t>{each}</t></si>" for each in CHOICES)
            out.write((texts.replace("</sst>", "") + words).encode())
            for at in range(count):
                out.write(f"<si><t>L-{at:07}</t></si><si><t>Work order {at} at depot {at % 50}</t></si>".encode())
            out.write(b"</sst>")
        with into.open(LINES, "w") as out:
            head, _, rest = sheet.partition(f'<row r="{FIRST}"')
            head = re.sub(r'<c r="[A-Z]+4"[^>]*><f>SUM.*?</c>', "", head)
            head = re.sub(r'(<c r="D3"[^>]*?)/>', r"\1><v>46300</v></c>", head)
            head = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:R{count + FIRST - 1}"', head)
            out.write(head.encode())
            for at in range(count):
                out.write(_line(at, first, style, chance, wrong.get(at), found).encode())
            out.write(rest[rest.index("</sheetData>") :].encode())
    return made_.getvalue(), found


def _line(
    at: int, first: int, style: dict[str, str], chance: random.Random, wrong: int | None, found: set[tuple[str, str]]
) -> str:
    row, text = at + FIRST, first + len(CHOICES) + 2 * at

    def shared(column: str, number: int) -> str:
        return f'<c r="{column}{row}" s="{style[column]}" t="s"><v>{number}</v></c>'

    def number(column: str, written: str) -> str:
        return f'<c r="{column}{row}" s="{style[column]}"><v>{written}</v></c>'

    cells = {
        "A": shared("A", text),
        "B": number("B", str(46070 + at % 200)),
        "C": shared("C", text + 1),
        "D": shared("D", first + 2 + at % 3),
        "F": number("F", f"{chance.randrange(1, 500_000)}.{chance.randrange(10, 99)}"),
        "G": number("G", f"{at % 100}.5"),
        "I": shared("I", first + at % 2),
        "M": number("M", str(at % 40 + 1)),
    }
    plants = (
        ("amount-not-whole-pence", "F", number("F", "12.345")),
        ("amount-is-text", "F", f'<c r="F{row}" t="inlineStr"><is><t>1,234.50</t></is></c>'),
        ("amount-negative", "F", number("F", "-5")),
        ("error-value", "F", f'<c r="F{row}" t="e"><v>#REF!</v></c>'),
        ("formula-without-value", "F", f'<c r="F{row}"><f>G{row}*2</f></c>'),
        ("formula-value-differs", "F", f'<c r="F{row}"><f>G{row}*2</f><v>999999</v></c>'),
        ("value-missing", "F", ""),
        ("date-ambiguous", "B", f'<c r="B{row}" t="inlineStr"><is><t>03/04/2026</t></is></c>'),
        ("date-with-time", "B", number("B", "46070.5")),
        ("unknown-option", "I", f'<c r="I{row}" t="inlineStr"><is><t>Lunch</t></is></c>'),
        ("line-twice", "A", shared("A", text - 2)),
        ("not-a-whole-number", "M", number("M", "1.5")),
        ("hidden-characters", "C", f'<c r="C{row}" t="inlineStr"><is><t>a\u200bb</t></is></c>'),
    )
    if wrong is not None:
        code, column, cell = plants[wrong % len(plants)]
        cells[column] = cell
        found.add((code, f"{column}{row}"))
    return f'<row r="{row}" spans="1:18" ht="18" customHeight="1">{"".join(cells.values())}</row>'


class Taken(NamedTuple):
    """Seconds of each run: by the clock, and of the processor (its own and its children's)."""

    clock: list[float]
    cpu: list[float]

    def __str__(self) -> str:
        said = ((name, min(each), statistics.median(each)) for name, each in zip(self._fields, self, strict=True))
        return "; ".join(f"{name} least {least:.2f} s, median {median:.2f} s" for name, least, median in said)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: list[str], runs: int) -> tuple[Taken, str]:
    """The seconds of each run, and what the last one printed."""
    taken, said = Taken([], []), ""
    for _ in range(runs):
        start, before = time.perf_counter(), _cpu()
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
        taken.clock.append(time.perf_counter() - start)
        taken.cpu.append(_cpu() - before)
    return taken, said


def main() -> int:
    """Make, measure, compare."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--lines", type=int, default=100_000)
    ask.add_argument("--planted", type=int, default=1_300)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--peers", help="a Python that has the peers")
    ask.add_argument("--keep", type=Path, help="keep the workbook here")
    asked = ask.parse_args()
    content, planted = made(asked.lines, asked.seed, asked.planted)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "claim.xlsx"
        path.write_bytes(content)
        print(
            f"{asked.lines:,} lines, {len(content) / 2**20:.1f} MiB, {len(planted)} errors planted, seed {asked.seed}"
        )
        tell = ["tell"] if asked.lines > 500_000 else []
        taken, said = timed([sys.executable, "-c", OURS, str(path), str(Path(folder) / "back.xlsx"), *tell], asked.runs)
        answer = json.loads(said)
        found = {(code, cell) for code, cell in answer["found"]}
        print(f"checked and returned: {taken}")
        print(f"  of which in the last run: check {answer['check']:.2f} s, return {answer['return']:.2f} s")
        print(f"  cells {answer['receipt']['cells']}")
        print(
            f"  planted and found {len(found & planted)}, missed {len(planted - found)}, invented {len(found - planted)}"
        )
        for name, script in (("python-calamine", CALAMINE), ("frictionless", FRICTIONLESS)) if asked.peers else ():
            names = json.dumps([entry.heading for entry in COST_LINES.table.entries])
            theirs, said = timed(
                [asked.peers, "-c", script, str(path), names, json.dumps(list(LIMBS))],
                asked.runs if name != "frictionless" else 1,
            )
            clock, cpu = min(taken.clock) / min(theirs.clock), min(taken.cpu) / min(theirs.cpu)
            print(f"{name}: {theirs} (said {said.strip()}); ours takes {clock:.2f} times its clock, {cpu:.2f} its cpu")
        return 0 if found == planted else 1


if __name__ == "__main__":
    sys.exit(main())
