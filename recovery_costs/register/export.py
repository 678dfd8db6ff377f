"""What an auditor takes away: the journal as plain lines, the files, a checkpoint, the key, the verifier, and a manifest.

The entries that the actor may not read, or that belong to another event, are there as their leaves alone, so that the whole
tree can be worked out and nothing is shown. A leaf is salted: no amount can be guessed from it. What concerns every event or
none (readings chosen for all, Parties, roles, a clock that went back) is there whole: what is said of one event rests on it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files as packaged
from pathlib import Path

import sqlalchemy as sa

from recovery_costs.register.access import PROGRAM, Actor
from recovery_costs.register.checkpoint import SigningKey
from recovery_costs.register.entry import Entry, canonical
from recovery_costs.register.faults import NotARegister
from recovery_costs.register.proof import checkpoint
from recovery_costs.register.store import Register
from recovery_costs.register.tables import nodes
from recovery_costs.register.view import View

MANIFEST = "manifest.json"


def export(
    register: Register,
    actor: Actor,
    folder: Path,
    case: str | None = None,
    key: SigningKey | None = None,
    beside: Iterable[tuple[str, bytes]] = (),
) -> int:
    """Write what an actor may read, of one event or of all, to a folder that is new or empty.

    Args:
        key: signs the checkpoint and the manifest. None: neither proves who made the folder.
        beside: more files, by path: what is worked out from the record.

    Returns:
        How many entries stand there whole.

    Raises:
        NotARegister: something is there already.
    """
    _begin(folder)
    try:
        return _written(register, actor, folder, case, key, beside)
    except OSError:
        for each in folder.iterdir():  # what is there by half would stand in the way of the next try
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        raise


def _written(
    register: Register,
    actor: Actor,
    folder: Path,
    case: str | None,
    key: SigningKey | None,
    beside: Iterable[tuple[str, bytes]],
) -> int:
    view = register.seen_by(actor)
    signed = checkpoint(register, key) if key is not None else None
    size = signed.size if signed is not None else register.seen_by(PROGRAM).newest()
    entries = [entry for entry in view.entries() if entry.seq <= size]  # what came since is not in it
    shown = {entry.seq: entry for entry in entries if case is None or entry.case_name in (None, case)}
    with (folder / "journal.jsonl").open("w", encoding="utf-8") as out:
        for seq, leaf in enumerate(_leaves(register, size), 1):
            out.write(_line(shown.get(seq), leaf))
    for name in {entry.file for entry in shown.values() if entry.file is not None}:
        _write_file(view, name, folder / "files" / name)
    for name, content in beside:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    if key is not None and signed is not None:
        (folder / "checkpoints.jsonl").write_text(f"{signed.text()}\n", encoding="utf-8")
        (folder / "key.pub").write_text(key.public_text(), encoding="ascii")
    verifier = packaged("recovery_costs.register").joinpath("verifier.py").read_bytes()
    (folder / "verifier.py").write_bytes(verifier)
    (folder / MANIFEST).write_text(_manifest(folder, key), encoding="utf-8")
    return len(shown)


def _begin(folder: Path) -> None:
    """A folder with nothing in it but a place for files."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it holds what others may not read
        if next(folder.iterdir(), None) is not None:
            raise FileExistsError
        (folder / "files").mkdir()
    except (FileExistsError, NotADirectoryError) as error:
        what = "is there already, with something in it" if folder.is_dir() else "cannot be a folder: a file is there"
        raise NotARegister(f"{folder} {what}. Nothing was written.", "Name a new folder, or an empty one.") from error


def _manifest(folder: Path, key: SigningKey | None) -> str:
    """The SHA-256 of every file in the folder by its path, under the key's signature where there is a key."""
    listed = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    hashes = {name: sha256(path.read_bytes()).hexdigest() for name, path in listed.items()}
    bare = {"files": hashes, "format": 1, "key": key.id if key is not None else ""}
    signature = key.signature(canonical(bare).encode()) if key is not None else ""
    return canonical({**bare, "signature": signature}) + "\n"


def _line(entry: Entry | None, leaf: bytes) -> str:
    whole = {"entry": list(entry)} if entry is not None else {"leaf": leaf.hex()}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _leaves(register: Register, size: int) -> Iterator[bytes]:
    query = sa.select(nodes.c.hash).where(nodes.c.level == 0, nodes.c.place < size).order_by(nodes.c.place)
    with register.database.reading(PROGRAM) as connection:
        yield from (bytes(each) for each in connection.execution_options(yield_per=2000).scalars(query))


def _write_file(view: View, name: str, path: Path) -> None:
    with path.open("wb") as out:
        for part in view.file_parts(name):
            out.write(part)
