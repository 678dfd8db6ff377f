"""The same twelve kinds of tampering on PostgreSQL, by its superuser: one round of each."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
import sqlalchemy as sa

from recovery_costs.register.checkpoint import Checkpoint, SigningKey
from recovery_costs.register.place import database_at
from recovery_costs.register.proof import checkpoint
from recovery_costs.register.store import Register, Sources
from recovery_costs.register.verify import Wrong, verify
from tests.register.postgres_server import APP, OWNER, Server
from tests.register.registers import Place, told
from tests.register.tampering import KINDS, filled, unguarded


@pytest.fixture(scope="module")
def whole(server: Server, key: SigningKey) -> tuple[str, list[Checkpoint]]:
    """A register: its database's name, and the checkpoint that was kept."""
    name = server.database()
    register = Place("postgres", server.url(APP, name)).open(told())
    filled(register)
    kept = [checkpoint(register, key)]
    register.close()
    return name, kept


def wrong(where: str, kept: list[Checkpoint], key: SigningKey) -> list[Wrong]:
    register = Register(database_at(where), Sources())
    try:
        return verify(register, kept, key.public).wrong
    finally:
        register.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_tampering_is_found_on_postgresql(
    kind: Callable[[sa.Connection, Random], None],
    server: Server,
    whole: tuple[str, list[Checkpoint]],
    key: SigningKey,
) -> None:
    original, kept = whole
    name = server.database(like=original)
    where = server.url(APP, name)
    assert wrong(where, kept, key) == []
    with unguarded(Place("postgres", where), server.url(OWNER, name)) as connection:
        kind(connection, Random(7))
    assert wrong(where, kept, key)
