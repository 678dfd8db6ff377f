"""The child process that reads one file: limits first, then the gate, then the reader. Run by `reading`, never imported.

It takes the file on standard input, writes cells (`wire`) or why there are none (a line of JSON) on standard output and
what it is at on standard error. It can write no file, and starts no other process.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress


def limited(memory: int, seconds: int) -> None:
    """No more memory or processor time than this, no file written, no core left behind; where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit stands already
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Read the workbook or the list in CSV on standard input, within the limits that the arguments give: bytes, seconds."""
    limited(int(sys.argv[1]), int(sys.argv[2]))
    from recovery_costs.workbook.csv_lines import read_csv
    from recovery_costs.workbook.gate import Refused, kind_of
    from recovery_costs.workbook.reader import read
    from recovery_costs.workbook.wire import pack

    def progress(said: str) -> None:
        sys.stderr.write(json.dumps(said) + "\n")
        sys.stderr.flush()

    out = sys.stdout.buffer
    try:
        content = sys.stdin.buffer.read()
        cells = read_csv(content, progress) if kind_of(content) == "csv" else read(content, progress)
        for piece in pack(*cells):
            out.write(piece)
    except Refused as refused:
        out.write(json.dumps([refused.code, refused.found, refused.sheet, refused.cell]).encode())
    except (MemoryError, ImportError):  # numpy cannot be loaded where there is too little memory
        out.write(json.dumps(["too-costly-to-read", "more memory than a claim needs", "", ""]).encode())
    out.flush()


if __name__ == "__main__":
    main()
