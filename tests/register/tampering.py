"""Twelve kinds of tampering, by somebody who may do anything to the database: clumsily, and with everything derived made afresh.

Each kind takes a connection on which nothing is refused, and a random number generator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import sqlalchemy as sa

from recovery_costs.register.appending import project
from recovery_costs.register.entry import Draft, Entry, fact_drafts
from recovery_costs.register.files import name_of
from recovery_costs.register.merkle import Tree
from recovery_costs.register.store import Register
from recovery_costs.register.tables import appealed, entries, file_parts, files, nodes
from tests.register.registers import CASE, FINANCE, Place, give, of_kind, paid

SIZE = 27
"""Entries in the register that is tampered with."""


def filled(register: Register) -> None:
    """A register with payments of two Parties, evidence, and an appeal."""
    give(register, "open", of_kind("event_opened"))
    for number in range(10):
        for party in ("Supplier A", "Supplier B"):
            give(register, f"pay {party} {number}", paid(f"{party[-1]}{number}", party, f"{100 + number}.00"))
    for nth, content in enumerate((b"invoice one", b"invoice two" * 50)):
        draft = Draft("file_received", {"name": f"{nth}.pdf"}, CASE, "Supplier A", name_of(content))
        give(register, f"file {nth}", draft, files=(content,))
    appeal = {"id": "AP", "type": "appeal_made", "at": "2026-06-02", "by": "Supplier A", "decision": "A1"}
    give(register, "appeal", *fact_drafts(CASE, [appeal], register.seen_by(FINANCE).entries(CASE)))
    give(register, "last", paid("Z1"), paid("Z2"))


@contextmanager
def unguarded(place: Place, owner_url: str | None = None) -> Iterator[sa.Connection]:
    """A connection on which nothing is refused: SQLite without its triggers, PostgreSQL as its superuser."""
    if place.kind == "sqlite":
        engine = sa.create_engine(f"sqlite:///{place.where}")
        with engine.begin() as connection:
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
    else:
        assert owner_url is not None
        engine = sa.create_engine(owner_url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.exec_driver_sql("SET session_replication_role = replica")
            yield connection
    engine.dispose()


def rows(connection: sa.Connection) -> list[Entry]:
    return [Entry._make(row) for row in connection.execute(sa.select(entries).order_by(entries.c.seq))]


def put_back(connection: sa.Connection, changed: list[Entry]) -> None:
    """These entries and no others, in this order."""
    connection.execute(entries.delete())
    connection.execute(entries.insert(), [each._replace(seq=seq)._asdict() for seq, each in enumerate(changed, 1)])


def derive(connection: sa.Connection) -> None:
    """Everything that is derived from the entries, made afresh from what they now are; and no file that none binds."""
    bound = {each.file for each in rows(connection)}
    for table in (file_parts, files):
        connection.execute(table.delete().where(table.c.sha256.not_in([each for each in bound if each])))
    connection.execute(nodes.delete())
    connection.execute(appealed.delete())
    project(connection, Tree(), rows(connection))


# --- the twelve kinds -------------------------------------------------------------------------------------------------


def edit(connection: sa.Connection, random: Random) -> None:
    now = rows(connection)
    at = random.choice([nth for nth, each in enumerate(now) if each.kind == "payment_made"])
    figure = f"{random.randrange(200, 999)}.00"
    change: dict[str, Any] = random.choice(
        [
            {"body": now[at].body.replace(now[at].content["amount"], figure)},
            {"actor": "somebody else"},
            {"command": f"other {random.random()}"},
            {"salt": f"{random.getrandbits(128):032x}"},
            {"body": now[at].body + " "},
            {"fact": "another"},
            {"role": "panel"},
            {"nth": 9},
            {"case_name": "RE-2026-009"},
        ]
    )
    now[at] = now[at]._replace(**change)
    put_back(connection, now)


def delete(connection: sa.Connection, random: Random) -> None:
    now = rows(connection)
    del now[random.randrange(1, SIZE - 1)]
    put_back(connection, now)


def insert(connection: sa.Connection, random: Random) -> None:
    now = rows(connection)
    like = random.choice([each for each in now if each.kind == "payment_made"])
    new = like._replace(command="forged", fact="forged", body=like.body.replace(f'"{like.fact}"', '"forged"'))
    at = random.randrange(1, SIZE)
    now.insert(at, new._replace(at=now[at].at))
    put_back(connection, now)


def _other_place(connection: sa.Connection, places: list[int], random: Random) -> None:
    """The entries at some places in another order, each place keeping its moment."""
    now = rows(connection)
    order = places[:]
    while order == places:
        random.shuffle(order)
    moved = [now[each]._replace(at=now[place].at) for place, each in zip(places, order, strict=True)]
    for place, each in zip(places, moved, strict=True):
        now[place] = each
    put_back(connection, now)


def swap(connection: sa.Connection, random: Random) -> None:
    first = random.randrange(1, SIZE - 1)
    _other_place(connection, [first, first + 1], random)


def reorder(connection: sa.Connection, random: Random) -> None:
    first = random.randrange(1, SIZE - 8)
    _other_place(connection, list(range(first, first + 8)), random)


def truncate(connection: sa.Connection, random: Random) -> None:
    put_back(connection, rows(connection)[: random.randrange(1, SIZE)])


def roll_back(connection: sa.Connection, random: Random) -> None:
    """The whole store as it was earlier: entries, files and all that is derived."""
    put_back(connection, rows(connection)[: random.randrange(1, SIZE)])
    derive(connection)


def swap_parties(connection: sa.Connection, random: Random) -> None:
    now, number = rows(connection), random.randrange(10)
    (left, a), (right, b) = (
        next((nth, each) for nth, each in enumerate(now) if each.fact == f"{letter}{number}") for letter in "AB"
    )
    now[left], now[right] = a._replace(party=b.party), b._replace(party=a.party)
    put_back(connection, now)


def alter_bytes(connection: sa.Connection, random: Random) -> None:
    """One byte of a file; and, derived afresh, the names under which it stands."""
    old, part = random.choice(connection.execute(sa.select(file_parts.c.sha256, file_parts.c.part)).all())
    content = bytearray(part)
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    connection.execute(file_parts.update().where(file_parts.c.sha256 == old).values(part=bytes(content)))


def rename_file(connection: sa.Connection) -> None:
    """What a careful forger does after `alter_bytes`."""
    for name, part in connection.execute(sa.select(file_parts.c.sha256, file_parts.c.part)).all():
        new = hashlib.sha256(part).hexdigest()
        for table in (files, file_parts):
            connection.execute(table.update().where(table.c.sha256 == name).values(sha256=new))
        connection.execute(entries.update().where(entries.c.file == name).values(file=new))


def alter_projection(connection: sa.Connection, random: Random) -> None:
    if random.random() < 0.2:
        connection.execute(random.choice([appealed.delete(), appealed.update().values(party="Supplier B")]))
        return
    level, place = random.choice(connection.execute(sa.select(nodes.c.level, nodes.c.place)).all())
    at = sa.and_(nodes.c.level == level, nodes.c.place == place)
    change = nodes.update().where(at).values(hash=random.randbytes(32))
    connection.execute(random.choice([change, nodes.delete().where(at)]))


def forge_time(connection: sa.Connection, random: Random) -> None:
    now, at = rows(connection), random.randrange(1, SIZE)
    when = random.choice(["2025-12-31T10:00:00.000000Z", "2026-01-05T09:00:00.500000Z", "2026-01-05T09:30:00.000000Z"])
    now[at] = now[at]._replace(at=when)
    put_back(connection, now)


def rewrite_everything(connection: sa.Connection, random: Random) -> None:
    """Another history from the first entry on, with salts of its own; the forger holds the signing key too."""
    now = rows(connection)
    other = [each._replace(salt=f"{random.getrandbits(128):032x}") for each in now]
    at = random.choice([nth for nth, each in enumerate(now) if each.kind == "payment_made"])
    other[at] = other[at]._replace(body=other[at].body.replace(".00", ".01"))
    put_back(connection, other)
    derive(connection)


KINDS: list[Callable[[sa.Connection, Random], None]] = [
    edit,
    delete,
    insert,
    swap,
    reorder,
    truncate,
    roll_back,
    swap_parties,
    alter_bytes,
    alter_projection,
    forge_time,
    rewrite_everything,
]
NOT_FOUND_WITHOUT_A_CHECKPOINT = {
    "edit",
    "delete",
    "insert",
    "swap",
    "reorder",
    "truncate",
    "roll_back",
    "swap_parties",
    "alter_bytes",
    "rewrite_everything",
}
"""Where the forger derives everything afresh. docs/register.md lists them."""
