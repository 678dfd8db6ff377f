"""SQLite's own file layer with faults let in: the n-th write, sync, truncation, deletion or lock fails.

It wraps the layer (VFS) of the very library that Python's sqlite3 uses, so that all above it is as in earnest: SQLite, the
driver, SQLAlchemy, the register.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p, cast, memmove, pointer, sizeof
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

BUSY, FULL = 5, 13
FAILS = {"write": 778, "sync": 1034, "truncate": 1546, "delete": 2570, "lock": BUSY}
"""What SQLite is told when an operation fails: IOERR_WRITE and so on."""
_SAFE_TO_LOCK = 2

# Names travel as addresses: SQLite keeps them, and what stands behind their end, for as long as the file is open.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_FLAG = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", c_void_p),
        ("xDelete", c_void_p),
        ("others", c_void_p * 13),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", c_void_p),
        ("xTruncate", c_void_p),
        ("xSync", c_void_p),
        ("xFileSize", c_void_p),
        ("xLock", c_void_p),
        ("others", c_void_p * 10),
    ]


@dataclass
class Plan:
    """Which operations fail: the n-th from now (0: none), and all after it where `from_then_on`; with which code."""

    nth: int = 0
    from_then_on: bool = False
    torn: bool = False
    """Whether a write that fails has written its first half."""
    code: int | None = None
    only: tuple[str, ...] = tuple(FAILS)
    done: list[str] = field(default_factory=list)
    failed: int = 0

    def fails(self, operation: str) -> int:
        """The code with which this operation fails, or 0."""
        if operation not in self.only:
            return 0
        self.done.append(operation)
        if self.nth and (len(self.done) == self.nth or (self.from_then_on and len(self.done) > self.nth)):
            self.failed += 1
            return self.code or FAILS[operation]
        return 0


class Disk:
    """What would be on the disk if the power went now: what was synced, and any part of what was not.

    A file is there from its first sync on, and gone once its deletion and its folder were synced, which SQLite asks for
    in one. Of writes that were not synced each may have arrived, or not, or only some of its sectors.
    """

    SECTOR = 512

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._synced = {str(path): path.read_bytes() for path in folder.iterdir()}
        self._since: dict[str, list[tuple[int, bytes | None]]] = {}
        self.after: Callable[[], None] = lambda: None

    def changed(self, path: str, offset: int, content: bytes | None) -> None:
        """A write; or, with no content, a cut to a length."""
        if path.startswith(self._folder):
            self._since.setdefault(path, []).append((offset, content))
            self.after()

    def synced(self, path: str) -> None:
        if path.startswith(self._folder):
            self._synced[path] = self._applied(path, self._since.pop(path, []))
            self.after()

    def deleted(self, path: str, for_good: bool) -> None:
        if path.startswith(self._folder):
            self._since.pop(path, None)
            if for_good:
                self._synced.pop(path, None)
            self.after()

    def _applied(self, path: str, changes: list[tuple[int, bytes | None]]) -> bytes:
        held = bytearray(self._synced.get(path, b""))
        for offset, content in changes:
            if content is None:
                del held[offset:]
            else:
                held.extend(bytes(max(0, offset - len(held))))
                held[offset : offset + len(content)] = content
        return bytes(held)

    def without_power(self, into: Path, random: Random) -> None:
        """Write what would be found to a folder."""
        for path in self._synced:
            arrived: list[tuple[int, bytes | None]] = []
            for offset, content in self._since.get(path, []):
                chance = random.random()
                if chance < 0.4:
                    arrived.append((offset, content))
                elif chance < 0.7 and content is not None:
                    for start in range(0, len(content), self.SECTOR):
                        if random.random() < 0.5:
                            arrived.append((offset + start, content[start : start + self.SECTOR]))
            (into / Path(path).name).write_bytes(self._applied(path, arrived))


class _Faulty:
    """The wrapped layer; `plan` and `disk` may be changed at any time."""

    def __init__(self) -> None:
        self.plan = Plan()
        self.disk: Disk | None = None
        self._paths: dict[int, str] = {}
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = c_void_p
        self._library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        self._real = self._library.sqlite3_vfs_find(None)
        self._mine = _Vfs.from_buffer_copy(ctypes.string_at(self._real, sizeof(_Vfs)))
        self._real_open = _OPEN(self._mine.xOpen)
        self._real_delete = _DELETE(self._mine.xDelete)
        self._kept: list[Any] = [_OPEN(self._open), _DELETE(self._delete)]
        self._mine.zName = b"faulty"
        self._mine.xOpen, self._mine.xDelete = (cast(each, c_void_p).value for each in self._kept)
        self._tables: dict[int, Any] = {}

    def install(self) -> None:
        self._library.sqlite3_vfs_register(ctypes.addressof(self._mine), 1)

    def remove(self) -> None:
        self._library.sqlite3_vfs_register(self._real, 1)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        done: int = self._real_open(vfs, name, file, flags, out)
        self._paths[file] = ctypes.string_at(name).decode() if name else ""
        methods = ctypes.cast(file, POINTER(c_void_p))
        if done == 0 and methods[0]:
            methods[0] = ctypes.addressof(self._table(methods[0]))
        return done

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        code = self.plan.fails("delete") or int(self._real_delete(vfs, name, sync))
        if code == 0 and self.disk is not None:
            self.disk.deleted(ctypes.string_at(name).decode(), bool(sync))
        return code

    def _table(self, real: int) -> Any:
        """The methods of a file, with ours in place of some."""
        if real in self._tables:
            return self._tables[real]
        table = _Methods()
        memmove(pointer(table), real, sizeof(_Methods))
        write, truncate = _WRITE(table.xWrite), _TRUNCATE(table.xTruncate)
        sync, lock = _FLAG(table.xSync), _FLAG(table.xLock)

        def on_write(file: int, content: int, size: int, offset: int) -> int:
            code = self.plan.fails("write")
            if code and self.plan.torn:
                write(file, content, size // 2, offset)
            code = code or int(write(file, content, size, offset))
            if code == 0 and self.disk is not None:
                self.disk.changed(self._paths[file], offset, ctypes.string_at(content, size))
            return code

        def on_truncate(file: int, size: int) -> int:
            code = self.plan.fails("truncate") or int(truncate(file, size))
            if code == 0 and self.disk is not None:
                self.disk.changed(self._paths[file], size, None)
            return code

        def on_sync(file: int, flags: int) -> int:
            code = self.plan.fails("sync") or int(sync(file, flags))
            if code == 0 and self.disk is not None:
                self.disk.synced(self._paths[file])
            return code

        def on_lock(file: int, level: int) -> int:
            return (self.plan.fails("lock") if level >= _SAFE_TO_LOCK else 0) or int(lock(file, level))

        ours = {
            "xWrite": _WRITE(on_write),
            "xTruncate": _TRUNCATE(on_truncate),
            "xSync": _FLAG(on_sync),
            "xLock": _FLAG(on_lock),
        }
        for name, function in ours.items():
            setattr(table, name, cast(function, c_void_p).value)
        self._kept += [*ours.values(), write, truncate, sync, lock]
        self._tables[real] = table
        return table


_faulty: list[_Faulty] = []


@contextmanager
def faults() -> Iterator[_Faulty]:
    """While open, every new SQLite connection of this process goes through the faulty layer."""
    if not _faulty:
        _faulty.append(_Faulty())  # once for the process: a connection may outlive the test that made it
    layer = _faulty[0]
    layer.plan, layer.disk = Plan(), None
    layer.install()
    try:
        yield layer
    finally:
        layer.plan, layer.disk = Plan(), None
        layer.remove()
