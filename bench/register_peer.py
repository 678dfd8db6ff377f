"""The peer's half of bench/register.py: `eventsourcing` on SQLite, an event a transaction, as durable as the register.

It sets the write-ahead log; here each of its connections is put back to the rollback journal and synchronous=EXTRA, which
is what the register runs with, and what it then ran with is said.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any
from uuid import uuid4

import eventsourcing
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteConnectionPool, SQLiteDatastore

_create = SQLiteConnectionPool._create_connection


def _as_durable(self: Any) -> Any:
    connection = _create(self)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=DELETE")
    cursor.execute("PRAGMA synchronous=EXTRA")
    return connection


def main(path: str, count: int) -> None:
    SQLiteConnectionPool._create_connection = _as_durable
    datastore = SQLiteDatastore(path)
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    body = b'{"amount":"100.00","at":"2026-06-01","id":"F1","party":"Supplier A","type":"payment_made"}'
    case = uuid4()
    events = [StoredEvent(case, number, "recovery_costs:PaymentMade", body) for number in range(count)]
    begun = time.perf_counter()
    for event in events:
        recorder.insert_events([event])
    taken = time.perf_counter() - begun
    with datastore.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM stored_events")
        assert cursor.fetchone()[0] == count
    version = getattr(eventsourcing, "__version__", "")
    said = f"eventsourcing {version} ({mode} journal, synchronous {synchronous})".replace("  ", " ")
    print(json.dumps({"per_second": count / taken, "said": said}))


main(sys.argv[1], int(sys.argv[2]))
