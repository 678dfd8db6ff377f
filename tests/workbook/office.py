"""Drive LibreOffice as somebody at its keyboard would: open, type into cells, recalculate, read, save.

Run by the system's own Python, which has LibreOffice's `uno`, with a file of jobs; the answers go to standard output.
One LibreOffice does all the jobs. A job: `open`, `type` (sheet, cell, text), `read` and `locked` (sheet, cell), `save` (files).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".pdf": "calc_pdf_Export"}


def option(name, value):
    given = PropertyValue()
    given.Name, given.Value = name, value
    return given


def desk(pipe):
    """The desktop of the LibreOffice that listens on `pipe`, once it does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(600):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start within a minute")


def done(desktop, job):
    """One job, and what its cells said: text as shown, and the formula or the value as typed."""
    book = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, (option("Hidden", True),))
    try:
        for sheet, cell, text in job.get("type", ()):
            # As if it were typed: numbers, days and times are taken as such.
            book.Sheets.getByName(sheet).getCellRangeByName(cell).setFormula(text)
        book.calculateAll()
        read = [book.Sheets.getByName(sheet).getCellRangeByName(cell).String for sheet, cell in job.get("read", ())]
        for path in job.get("save", ()):
            book.storeToURL(Path(path).as_uri(), (option("FilterName", FILTERS[Path(path).suffix]),))
        locked = [_locked(book.Sheets.getByName(sheet), cell) for sheet, cell in job.get("locked", ())]
        return {"locked": locked, "sheets": list(book.Sheets.ElementNames), "read": read}
    finally:
        book.close(True)


def _locked(sheet, cell):
    return sheet.isProtected() and sheet.getCellRangeByName(cell).CellProtection.IsLocked


def main():
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as home:
        pipe = Path(home).name
        command = ["soffice", f"-env:UserInstallation={Path(home).as_uri()}", "--headless", "--norestore"]
        office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
        try:
            desktop = desk(pipe)
            print(json.dumps([done(desktop, job) for job in jobs]))
            desktop.terminate()
            office.wait(30)
        finally:
            office.kill()


main()
