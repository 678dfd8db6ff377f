"""Write the workbooks that the Parties of the sample events sent: `python sample_claims/make_workbooks.py`.

What each Party wrote stands in its event's `workbooks.yaml`, as a case file would hold it. The same bytes every time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recovery_costs.facts import FACT_TYPES, Fact
from recovery_costs.plain import read
from recovery_costs.workbook.template import write_claim

HERE = Path(__file__).parent


class Sample(NamedTuple):
    """A workbook: where it goes, whose it is, and the facts it holds."""

    folder: str
    event: str
    party: str
    contact: str
    facts: list[dict[str, Any]]

    @property
    def file(self) -> str:
        return f"{self.folder}/{self.party.lower().replace(' ', '-')}.xlsx"


def samples() -> Iterator[Sample]:
    """Every workbook of every event, in order."""
    for path in sorted(HERE.glob("*/workbooks.yaml")):
        event = read(path.with_name("event.yaml").read_bytes())["case"]
        for each in read(path.read_bytes()):
            yield Sample(path.parent.name, event, each["party"], each["contact"], each["facts"])


def facts_of(sample: Sample) -> Iterator[Fact]:
    """The facts of a sample as records; ids are the reader's business."""
    for number, given in enumerate(sample.facts, start=1):
        kind = FACT_TYPES[given["type"]]
        yield kind.model_validate({"id": f"{number}", "party": sample.party, **given})


def main(folder: Path = HERE) -> None:
    """Write every workbook under `folder`, in its event's folder."""
    for sample in samples():
        path = folder / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        write_claim(path, sample.event, sample.party, sample.contact, facts_of(sample))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
