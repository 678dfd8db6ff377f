"""Draw the contact sheet of docs/workbook.md: `python docs/workbook/draw.py`. Needs LibreOffice and pdftoppm.

Every page of the workbook as LibreOffice prints it: empty, filled in, and with what is on record; and the Findings sheet.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from recovery_costs.casework.samples import case_of, samples
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.returned import return_workbook
from recovery_costs.workbook.standing import standing
from recovery_costs.workbook.template import claim_bytes

HERE = Path(__file__).parent
CAPTION, GAP, DOTS = 34, 16, 62
CLOSE_UP = (("claim", 1, 1), ("estimate", 2, 2), ("cost-lines", 2, 3), ("findings", 3, -1))
"""The upper half of a page by itself: its name, which workbook, which page."""


def findings(claim: bytes) -> bytes:
    """The workbook given back after slips: half a penny, a day as text, a word that is no choice."""
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(claim))
    for cell, value in (("F8", 64800.005), ("B9", "16/03/26"), ("I10", "Replacement"), ("D12", "=1+1")):
        book["Cost lines"][cell] = value
    slipped = BytesIO()
    book.save(slipped)
    content = slipped.getvalue()
    return return_workbook(content, check_bytes(content, "supplier-a.xlsx").as_json())


def pages(name: str, content: bytes, folder: Path, dots: int = DOTS) -> list[Image.Image]:
    """The pages that LibreOffice prints of a workbook, at so many dots to the inch."""
    (folder / f"{name}.xlsx").write_bytes(content)
    home = f"-env:UserInstallation={folder.as_uri()}/home"
    convert = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / f"{name}.xlsx"),
    ]
    subprocess.run(convert, check=True, capture_output=True)  # noqa: S603  our own command
    draw = ["pdftoppm", "-r", str(dots), "-png", str(folder / f"{name}.pdf"), str(folder / name)]
    subprocess.run(draw, check=True)  # noqa: S603  our own command
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{name}-*.png"))]


def main() -> None:
    first = samples()[0].folder
    filled = (first / "supplier-a.xlsx").read_bytes()
    stands = standing(case_of(first), "Supplier B", date(2026, 11, 20))
    rows = (
        ("Empty", claim_bytes("RE-2026-001", "Supplier C")),
        ("Filled in", filled),
        ("With what is on record", claim_bytes("RE-2026-001", "Supplier B", None, (), stands)),
        ("Given back: the Findings sheet", findings(filled)),
    )
    with tempfile.TemporaryDirectory() as folder:
        drawn = [(title, pages(f"p{at}", content, Path(folder))) for at, (title, content) in enumerate(rows)]
        drawn[-1] = (drawn[-1][0], drawn[-1][1][-1:])
        for name, at, page in CLOSE_UP:
            shown = pages(f"close-{name}", rows[at][1], Path(folder), 105)[page]
            shown.crop((30, 30, shown.width - 30, shown.height // 2)).quantize(48).save(
                HERE / f"{name}.png", optimize=True
            )
    width = max(sum(page.width + GAP for page in each) for _, each in drawn) + GAP
    height = sum(max(page.height for page in each) + CAPTION + GAP for _, each in drawn) + GAP
    sheet = Image.new("RGB", (width, height), "#868F9B")
    pen, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(18), GAP
    for title, each in drawn:
        pen.text((GAP, top + 4), title, "#FFFFFF", font)
        left = GAP
        for page in each:
            sheet.paste(page, (left, top + CAPTION))
            left += page.width + GAP
        top += max(page.height for page in each) + CAPTION + GAP
    sheet.quantize(48).save(HERE / "contact-sheet.png", optimize=True)


if __name__ == "__main__":
    main()
