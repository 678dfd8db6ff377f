"""Writes both tables into `docs/`."""

from recovery_costs.tables.document import write
from recovery_costs.where import TOP

for path in write(TOP / "docs"):
    print(f"wrote {path.relative_to(TOP).as_posix()}")
