"""Tampering is found: all of it with a checkpoint, by `verify` and by the stand-alone verifier, which agree each time."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from recovery_costs.register import verifier
from recovery_costs.register.checkpoint import Checkpoint, SigningKey
from recovery_costs.register.faults import Damaged
from recovery_costs.register.place import database_at
from recovery_costs.register.proof import checkpoint
from recovery_costs.register.store import Register, Sources
from recovery_costs.register.verify import verify
from tests.register.registers import LONG, Place, told
from tests.register.tampering import (
    KINDS,
    NOT_FOUND_WITHOUT_A_CHECKPOINT,
    SIZE,
    derive,
    filled,
    rename_file,
    rewrite_everything,
    unguarded,
)

ROUNDS = 1000 if LONG else 5


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, key: SigningKey) -> tuple[Path, list[Checkpoint]]:
    """A register, and the checkpoints that an auditor kept: one from the middle and one from the end."""
    path = tmp_path_factory.mktemp("whole") / "register.sqlite"
    register = Place("sqlite", path).open(told())
    filled(register)
    last = checkpoint(register, key)
    assert last.size == SIZE
    register.close()
    return path, [last]


def alone(source: Path, checkpoints: list[Checkpoint], key: SigningKey) -> list[str]:
    """What the stand-alone verifier says is wrong."""
    as_plain: list[dict[str, Any]] = [json.loads(each.text()) for each in checkpoints]
    return verifier.check(source, as_plain, key.public_text().encode())[0]


def ours(where: Path | str, checkpoints: list[Checkpoint], key: SigningKey) -> list[Any]:
    register = Register(database_at(where), Sources())
    try:
        return verify(register, checkpoints, key.public).wrong
    finally:
        register.close()


def test_a_whole_register_is_found_whole_by_both(whole: tuple[Path, list[Checkpoint]], key: SigningKey) -> None:
    path, kept = whole
    assert ours(path, kept, key) == []
    assert alone(path, kept, key) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_tampering_is_found_with_a_checkpoint_and_both_verifiers_agree(
    kind: Callable[[sa.Connection, Random], None],
    whole: tuple[Path, list[Checkpoint]],
    key: SigningKey,
    fast: Path,
) -> None:
    path, kept = whole
    for seed in range(ROUNDS):
        for careful in (False, True):
            place = Place("sqlite", fast / "tampered.sqlite")
            shutil.copy(path, place.where)
            with unguarded(place) as connection:
                kind(connection, Random(seed))
                if careful:
                    if kind.__name__ == "alter_bytes":
                        rename_file(connection)
                    derive(connection)
            mended = careful and kind.__name__ == "alter_projection"
            said = f"{kind.__name__}, seed {seed}, {'careful' if careful else 'clumsy'}"
            for checkpoints in (kept, []):
                by_us, by_them = ours(Path(place.where), checkpoints, key), alone(Path(place.where), checkpoints, key)
                assert bool(by_us) == bool(by_them), (said, by_us, by_them)
                if checkpoints:
                    assert bool(by_us) is not mended, said
                elif careful and kind.__name__ in NOT_FOUND_WITHOUT_A_CHECKPOINT:
                    assert not by_us, (said, by_us)
                elif not careful and kind.__name__ not in ("roll_back", "rewrite_everything"):
                    assert by_us, said


def test_a_new_checkpoint_under_the_same_key_does_not_hide_a_rewrite(
    whole: tuple[Path, list[Checkpoint]], key: SigningKey, fast: Path
) -> None:
    path, kept = whole
    place = Place("sqlite", fast / "tampered.sqlite")
    shutil.copy(path, place.where)
    with unguarded(place) as connection:
        rewrite_everything(connection, Random(1))
    register = Register(database_at(place.where), told())
    forged = [checkpoint(register, key)]
    assert ours(Path(place.where), forged, key) == alone(Path(place.where), forged, key) == []
    assert ours(Path(place.where), [*kept, *forged], key)
    assert alone(Path(place.where), [*kept, *forged], key)


@pytest.mark.parametrize("seed", range(200 if LONG else 25))
def test_bytes_of_the_file_itself_are_damaged(
    whole: tuple[Path, list[Checkpoint]], key: SigningKey, fast: Path, seed: int
) -> None:
    """Both verifiers say so, or find every entry as it was; neither breaks down."""
    path, kept = whole
    content, random = bytearray(path.read_bytes()), Random(seed)
    for _ in range(random.choice([1, 8, 64])):
        content[random.randrange(100, len(content))] = random.randrange(256)
    damaged = fast / "damaged.sqlite"
    damaged.write_bytes(content)
    try:
        by_us = bool(ours(damaged, kept, key))
    except Damaged:
        by_us = True
    try:
        by_them = bool(alone(damaged, kept, key))
    except (sqlite3.Error, TypeError, ValueError, AttributeError, LookupError):  # its main() says so
        by_them = True
    assert by_us == by_them


@pytest.mark.parametrize("salt", ["no hex", "", "00"])
def test_a_salt_that_is_none_is_found_at_its_entry(
    whole: tuple[Path, list[Checkpoint]], key: SigningKey, fast: Path, salt: str
) -> None:
    place = Place("sqlite", fast / "tampered.sqlite")
    shutil.copy(whole[0], place.where)
    with unguarded(place) as connection:
        connection.execute(sa.text("UPDATE entries SET salt = :salt WHERE seq = 5"), {"salt": salt})
    assert 5 in {each.seq for each in ours(Path(place.where), [], key)}


def test_a_checkpoint_that_is_forged_or_of_another_register_is_said(
    whole: tuple[Path, list[Checkpoint]], key: SigningKey, tmp_path: Path
) -> None:
    path, (kept,) = whole
    other = SigningKey.make(tmp_path / "other.pem")
    forged = [
        other.sign(kept.register, kept.size, bytes.fromhex(kept.root), kept.at),
        replace(kept, signature=kept.signature[:-2] + ("00" if kept.signature[-2:] != "00" else "01")),
        replace(kept, at="2026-01-05T09:00:00.000000Z"),
        replace(kept, signature="no hex"),
        key.sign("f" * 32, kept.size, bytes.fromhex(kept.root), kept.at),
        key.sign(kept.register, kept.size + 1, bytes.fromhex(kept.root), kept.at),
        key.sign(kept.register, kept.size, bytes(32), kept.at),
    ]
    for each in forged:
        assert len(ours(path, [each], key)) == 1
        assert len(alone(path, [each], key)) == 1


def test_the_verifier_runs_alone(whole: tuple[Path, list[Checkpoint]], key: SigningKey, tmp_path: Path) -> None:
    """As an auditor runs it: one file, elsewhere, that cannot import this program."""
    path, (kept,) = whole
    script = Path(shutil.copy(verifier.__file__, tmp_path / "verifier.py"))
    (tmp_path / "kept.jsonl").write_text(kept.text() + "\n", encoding="utf-8")
    (tmp_path / "key.pub").write_text(key.public_text(), encoding="ascii")
    with_checkpoint = ["--checkpoint", str(tmp_path / "kept.jsonl"), "--key", str(tmp_path / "key.pub")]
    command = [sys.executable, "-I", str(script)]
    done = subprocess.run([*command, str(path), *with_checkpoint], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Nothing is wrong.")
    assert f"{SIZE} entries, root {kept.root}" in done.stdout
    bad = tmp_path / "bad.sqlite"
    shutil.copy(path, bad)
    with unguarded(Place("sqlite", bad)) as connection:
        KINDS[0](connection, Random(3))
    done = subprocess.run([*command, str(bad), *with_checkpoint], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "recovery_costs" not in script.read_text(encoding="utf-8").replace("recovery_costs/", "")
