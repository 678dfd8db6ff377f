"""Files kept byte for byte and known by their SHA-256: workbooks as they were sent, evidence, adjudications relied on.

They are kept in the database itself, in parts, so that a file and the entry that binds it are one transaction, and one
backup holds both. Nothing here opens what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import sqlalchemy as sa

from recovery_costs.register.tables import file_parts, files

LARGEST = 100 * 1024 * 1024
"""Bytes; a larger file is refused."""
PART = 1024 * 1024


def name_of(content: bytes) -> str:
    """What a file is known by: the SHA-256 of its bytes, in hex."""
    return sha256(content).hexdigest()


def keep(connection: sa.Connection, content: bytes) -> None:
    """Put a file's bytes on record, once."""
    name = name_of(content)
    if connection.execute(sa.select(files.c.size).where(files.c.sha256 == name)).first() is not None:
        return
    connection.execute(files.insert(), [{"sha256": name, "size": len(content)}])
    for nth, start in enumerate(range(0, len(content), PART)):
        connection.execute(file_parts.insert(), [{"sha256": name, "nth": nth, "part": content[start : start + PART]}])


def part(connection: sa.Connection, name: str, nth: int) -> bytes | None:
    """One part of a file, from 0; None past its end."""
    content = connection.scalar(
        sa.select(file_parts.c.part).where(file_parts.c.sha256 == name, file_parts.c.nth == nth)
    )
    return None if content is None else bytes(content)


def parts(connection: sa.Connection, name: str) -> Iterator[bytes]:
    """The parts of a file, in order."""
    held = sa.select(file_parts.c.part).where(file_parts.c.sha256 == name).order_by(file_parts.c.nth)
    for part in connection.execution_options(yield_per=4).scalars(held):
        yield bytes(part)
