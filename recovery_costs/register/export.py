"""What an auditor takes away: the journal as plain lines, the files, the checkpoints, the key and the verifier.

The entries that the actor may not read, or that belong to another event, are there as their leaves alone, so that the whole
tree can be worked out and nothing is shown. A leaf is salted: no amount can be guessed from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files as packaged
from itertools import chain
from pathlib import Path

import sqlalchemy as sa

from recovery_costs.register.access import PROGRAM, Actor
from recovery_costs.register.checkpoint import Checkpoint
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import NotARegister
from recovery_costs.register.store import Register
from recovery_costs.register.tables import nodes
from recovery_costs.register.view import View


def export(
    register: Register,
    actor: Actor,
    folder: Path,
    case: str | None = None,
    checkpoints: Sequence[Checkpoint] = (),
    public_key: str | None = None,
) -> int:
    """Write what an actor may read, of one event or of all, to a new folder.

    Returns:
        How many entries stand there whole.

    Raises:
        NotARegister: the folder is there already.
    """
    try:
        (folder / "files").mkdir(parents=True)
    except FileExistsError as error:
        raise NotARegister(f"{folder} is there already.", "Name a new folder; nothing was written.") from error
    view = register.seen_by(actor)
    first = view.entries(of=["register_opened"])
    shown = {entry.seq: entry for entry in chain(first, view.entries(case))}
    with (folder / "journal.jsonl").open("w", encoding="utf-8") as out:
        for seq, leaf in enumerate(_leaves(register), 1):
            out.write(_line(shown.get(seq), leaf))
    for name in {entry.file for entry in shown.values() if entry.file is not None}:
        _write_file(view, name, folder / "files" / name)
    (folder / "checkpoints.jsonl").write_text("".join(f"{each.text()}\n" for each in checkpoints), encoding="utf-8")
    if public_key is not None:
        (folder / "key.pub").write_text(public_key, encoding="ascii")
    verifier = packaged("recovery_costs.register").joinpath("verifier.py").read_bytes()
    (folder / "verifier.py").write_bytes(verifier)
    return len(shown)


def _line(entry: Entry | None, leaf: bytes) -> str:
    whole = {"entry": list(entry)} if entry is not None else {"leaf": leaf.hex()}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _leaves(register: Register) -> Iterator[bytes]:
    query = sa.select(nodes.c.hash).where(nodes.c.level == 0).order_by(nodes.c.place)
    with register.database.reading(PROGRAM) as connection:
        yield from (bytes(each) for each in connection.execution_options(yield_per=2000).scalars(query))


def _write_file(view: View, name: str, path: Path) -> None:
    with path.open("wb") as out:
        for part in view.file_parts(name):
            out.write(part)
