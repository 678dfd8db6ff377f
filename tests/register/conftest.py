"""What only the tests of the register share. Where a register is kept, in either store, is in tests/conftest.py."""

from __future__ import annotations

import pytest

from recovery_costs.register.checkpoint import SigningKey
from tests.register.postgres_server import binaries

collect_ignore = (
    []
    if binaries() is not None
    else ["test_carrying.py", "test_lost_connections.py", "test_row_security.py", "test_tampering_postgres.py"]
)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """A key that signs checkpoints."""
    return SigningKey.make(tmp_path_factory.mktemp("key") / "key.pem")
