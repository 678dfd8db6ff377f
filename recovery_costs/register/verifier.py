"""A stand-alone check of a register, for an auditor who trusts nobody: it imports nothing of this program's.

    python verifier.py REGISTER.sqlite|EXPORTED_FOLDER [--checkpoint FILE]... [--key KEY.pub]

It reads a register's SQLite file, or a folder with journal.jsonl (a line per entry: {"entry": [...]}, or {"leaf": "..."}
for one that is withheld), files/ and manifest.json. It works every leaf, the tree of RFC 9162, every SHA-256 and checkpoint
out afresh, says what is wrong, and leaves with 1 if anything is. Needs Python 3.11; with --key also `cryptography`.
"""

import argparse
import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

FIELDS = "seq, at, actor, role, command, nth, case_name, party, kind, fact, file, body, salt"
Read = tuple[
    list[tuple[list[Any] | None, bytes]], dict[str, bytes], dict[tuple[int, int], bytes] | None, set[Any] | None
]
"""The entries (None where withheld) with their leaves, the files, and what a database derives from the entries."""


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_of(entry: list[Any]) -> bytes:
    text = json.dumps(entry[:-1], ensure_ascii=False, separators=(",", ":"))
    return sha256(b"\0" + bytes.fromhex(entry[-1]) + text.encode())


def read_folder(folder: Path) -> Read:
    lines = (folder / "journal.jsonl").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    given = [json.loads(line) for line in lines]
    rows = [
        (each.get("entry"), leaf_of(each["entry"]) if "entry" in each else bytes.fromhex(each["leaf"]))
        for each in given
    ]
    files = {path.name: path.read_bytes() for path in (folder / "files").glob("*")}
    return rows, files, None, None


def check_manifest(folder: Path, key: bytes | None) -> list[str]:
    """That the folder holds the files that its manifest lists, and no other."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    held = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found = {name: sha256(path.read_bytes()).hex() for name, path in held.items() if name != "manifest.json"}
    other = sorted({name for name, _ in found.items() ^ manifest["files"].items()})
    wrong = [f"{name} is not what the manifest lists" for name in other]
    if key is None or is_signed(manifest, key):
        return wrong
    how = (
        "is not signed with that key"
        if manifest.get("signature")
        else "bears no signature: it was exported without a key"
    )
    return [*wrong, f"the manifest {how}"]


def read_sqlite(path: Path) -> Read:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    entries = [list(row) for row in base.execute(f"SELECT {FIELDS} FROM entries ORDER BY seq")]  # noqa: S608
    files = {}
    for name, size in base.execute("SELECT sha256, size FROM files"):
        parts = base.execute("SELECT part FROM file_parts WHERE sha256 = ? ORDER BY nth", (name,))
        content = b"".join(part for (part,) in parts)
        files[name] = content if len(content) == size else b""
    nodes = {(level, place): held for level, place, held in base.execute("SELECT level, place, hash FROM nodes")}
    appealed = set(base.execute("SELECT case_name, party, decision FROM appealed"))
    return [(entry, leaf_of(entry)) for entry in entries], files, nodes, appealed


def check(source: Path, checkpoints: list[dict[str, Any]], key: bytes | None) -> tuple[list[str], int, str]:
    """Every thing that is wrong, as sentences; and the size and root found."""
    rows, files, nodes, appealed = read_sqlite(source) if source.is_file() else read_folder(source)
    wrong = [] if source.is_file() else check_manifest(source, key)
    wrong += [] if rows else ["there is not one entry"]
    peaks: list[tuple[int, bytes]] = []
    made: dict[tuple[int, int], bytes] = {}
    appeals: set[Any] = set()
    bound: set[str] = set()
    roots = {0: sha256(b"")}
    sizes = {len(rows), *(each["size"] for each in checkpoints)}
    identity, last, signed_at = None, "", ""
    for size, (entry, leaf) in enumerate(rows, 1):
        level, place, node = 0, size - 1, leaf
        made[level, place] = node
        while peaks and peaks[-1][0] == level:
            node = sha256(b"\1" + peaks.pop()[1] + node)
            level, place = level + 1, place >> 1
            made[level, place] = node
        peaks.append((level, node))
        if size in sizes:
            roots[size] = peaks[-1][1]
            for _, each in reversed(peaks[:-1]):
                roots[size] = sha256(b"\1" + each + roots[size])
        if size - 1 in sizes:
            signed_at = max([signed_at, *(each["at"] for each in checkpoints if each["size"] == size - 1)])
        if entry is None:
            last = signed_at = ""  # it may be what says that the clock went back
            continue
        seq, at, _, _, _, _, case, party, kind, _, file, body, _ = entry
        if seq != size:
            wrong.append(f"entry {size} is missing or out of its place")
        if kind == "clock_went_back":
            signed_at = ""
        elif at < last or at < signed_at:
            wrong.append(f"entry {seq}: its moment {at} is before what it came after")
        last = at
        if kind == "appeal_made":
            appeals.add((case, party or "", str(json.loads(body).get("decision", ""))))
        if file is not None:
            bound.add(file)
        if seq == 1 and kind == "register_opened":
            identity = json.loads(body).get("register")
    if nodes is not None and (nodes != made or appealed != appeals or set(files) != bound):
        wrong.append("what the database derives from the entries is not what they say")
    wrong += [f"the file {name} is missing" for name in sorted(bound - set(files))]
    wrong += [
        f"the bytes of {name} are not those kept" for name, content in files.items() if sha256(content).hex() != name
    ]
    for point in checkpoints:
        if key is not None and not is_signed(point, key):
            wrong.append(f"the checkpoint of {point['size']} entries is not signed with that key")
        elif point["register"] != identity and (not rows or rows[0][0] is not None):
            wrong.append(f"the checkpoint of {point['size']} entries is of another register")
        elif point["size"] > len(rows) or roots[point["size"]].hex() != point["root"]:
            wrong.append(f"the first {point['size']} entries are not those that a checkpoint signed on {point['at']}")
    return wrong, len(rows), roots[len(rows)].hex()


def is_signed(checkpoint: dict[str, Any], pem: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    key = load_pem_public_key(pem)
    assert isinstance(key, Ed25519PublicKey), "the key is no Ed25519 public key"
    bare = {name: value for name, value in checkpoint.items() if name != "signature"}
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        key.verify(bytes.fromhex(checkpoint.get("signature", "")), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return bool(sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hex()[:16] == checkpoint.get("key"))


def read_checkpoints(path: Path) -> list[dict[str, Any]]:
    """A checkpoint a line, or a receipt, which holds one."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    if not lines:
        raise ValueError(f"there is no checkpoint in {path}")
    return [json.loads(each["checkpoint"]) if "checkpoint" in each else each for each in lines]


def main() -> int:
    options = argparse.ArgumentParser(description="Check a register without the program that kept it.")
    options.add_argument("source", type=Path)
    options.add_argument("--checkpoint", type=Path, action="append", default=[])
    options.add_argument("--key", type=Path)
    given = options.parse_args()
    try:
        checkpoints = [each for path in given.checkpoint for each in read_checkpoints(path)]
        wrong, size, root = check(given.source, checkpoints, given.key.read_bytes() if given.key else None)
    except Exception as error:  # whatever was given, an auditor gets a sentence
        print(f"This cannot be checked ({type(error).__name__}: {error}).")
        return 1
    print(*(wrong or ["Nothing is wrong."]), sep="\n")
    covered = max([0, *(each["size"] for each in checkpoints)]) if not wrong else 0
    print(f"{size} entries, root {root}; checkpoints cover {covered}.")
    if not checkpoints:
        print("No checkpoint was given: truncation, rollback and a full rewrite cannot be found without one.")
    if given.key is None:
        print("No key was given: no signature was checked.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
