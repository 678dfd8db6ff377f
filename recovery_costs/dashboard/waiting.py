"""Files that wait on this server until whoever brought them confirms: nothing of them is on record, nobody else sees them.

A file is kept by the hash of its bytes, apart for each person, role and register, so that it outlives a change of page
and a reload. It goes when it is sent, after a day, with the process, or when there is no more room.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import streamlit as st

from recovery_costs.dashboard.state import Here

ROOM = 1024 * 1024 * 1024
"""Bytes; beyond it what has waited longest goes first."""
LONGEST = 24 * 3600
"""Seconds."""
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits: its hash, the name it came under, and what was said of how it is read."""

    sha256: str
    name: str
    path: Path
    mapping: str | None
    """The mapping of a spreadsheet of the Party's own making, as far as it has got; JSON."""
    day: str | None
    """The day on which its list stood."""

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    @property
    def size(self) -> int:
        """How many they are."""
        return self.path.stat().st_size


@st.cache_resource(show_spinner=False)
def _room() -> Path:
    folder = tempfile.mkdtemp(prefix="recovery-costs-waiting-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _place(here: Here, name: str) -> Path:
    who = here.user.actor
    key = json.dumps([here.register.path, who.name, who.role.value, sorted(who.parties)])
    return _room() / sha256(key.encode()).hexdigest() / name


def put(here: Here, name: str, content: bytes) -> str:
    """Keep a file; its hash."""
    key = sha256(content).hexdigest()
    _clear(len(content))
    place = _place(here, key)
    place.mkdir(parents=True, exist_ok=True)
    said(here, key, name=name)
    (place / "content").write_bytes(content)
    return key


def said(here: Here, key: str, **what: str | None) -> None:
    """Keep what was said of a file: its `name`, its `mapping`, the `day` of its list."""
    place = _place(here, key) / "said"
    before = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    place.write_text(json.dumps({**before, **what}), encoding="utf-8")


def get(here: Here, key: str | None) -> Waiting | None:
    """A file that waits for whoever is looking; None where there is none of that hash."""
    if key is None or not _HASH.fullmatch(key):
        return None
    place = _place(here, key)
    if not (place / "content").is_file():
        return None
    what = json.loads((place / "said").read_text(encoding="utf-8"))
    return Waiting(key, what["name"], place / "content", what.get("mapping"), what.get("day"))


def drop(here: Here, key: str) -> None:
    """Let go of a file."""
    shutil.rmtree(_place(here, key), ignore_errors=True)


def _clear(more: int) -> None:
    """Make room for so many bytes more."""
    kept = sorted((each.stat().st_mtime, each.stat().st_size, each.parent) for each in _room().glob("*/*/content"))
    left = sum(size for _, size, _ in kept) + more
    for since, size, folder in kept:
        if left > ROOM or time.time() - since > LONGEST:
            shutil.rmtree(folder, ignore_errors=True)
            left -= size
