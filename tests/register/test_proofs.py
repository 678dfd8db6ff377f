"""What leaves the register: checkpoints, receipts, exports; and what comes back from a backup."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from recovery_costs.register import merkle, verifier
from recovery_costs.register.access import Actor, Role
from recovery_costs.register.backup import backup, restore
from recovery_costs.register.checkpoint import BadKey, Checkpoint, SigningKey, is_signed, public_key, read_checkpoints
from recovery_costs.register.database import Database
from recovery_costs.register.entry import Draft, Entry, leaf_hash
from recovery_costs.register.export import export
from recovery_costs.register.faults import Damaged, NotARegister, NotThere
from recovery_costs.register.files import name_of
from recovery_costs.register.place import database_at, prepare
from recovery_costs.register.proof import checkpoint, growth, receipt
from recovery_costs.register.store import open_register
from recovery_costs.register.tables import appealed, nodes
from recovery_costs.register.transfer import carry
from recovery_costs.register.verify import verify
from tests.register.postgres_server import APP, Server
from tests.register.registers import AUDITOR, CASE, PARTY_A, PARTY_B, Clock, Place, give, paid, told
from tests.register.tampering import SIZE, edit, filled, unguarded

OPERATOR = Actor("ops", Role.OPERATOR)


# --- keys and checkpoints ---------------------------------------------------------------------------------------------


def test_a_checkpoint_signs_the_journal_as_it_stands(place: Place, key: SigningKey) -> None:
    clock = Clock()
    register = place.open(told(clock))
    done = give(register, "c1", paid("F1"), paid("F2"))
    made = checkpoint(register, key)
    assert (made.register, made.size, made.root, made.key) == ("0" * 32, 3, done.root.hex(), key.id)
    assert made.at == "2026-01-05T09:00:03.000000Z"
    assert is_signed(made, public_key(key.public_text()))
    assert read_checkpoints(f"{made.text()}\n\n") == [made]
    found = verify(register, [made], key.public)
    assert (found.clean, found.covered) == (True, 3)


@pytest.mark.parametrize("field", ["register", "size", "root", "at", "key"])
def test_no_field_of_a_checkpoint_can_be_changed(key: SigningKey, field: str) -> None:
    made = key.sign("0" * 32, 3, bytes(32), "2026-01-05T09:00:03.000000Z")
    other: dict[str, object] = {"size": 4} if field == "size" else {field: "1" + getattr(made, field)[1:]}
    if field == "at":
        other = {"at": "2026-01-05T09:00:04.000000Z"}
    changed = replace(made, **other)  # type: ignore[arg-type]
    assert is_signed(made, key.public)
    assert changed != made
    assert not is_signed(changed, key.public)


@pytest.mark.parametrize("written", ["", "x", "{}", "[]", '{"format":1}', '{"format":2,"size":1}'])
def test_what_is_no_checkpoint_is_said(written: str) -> None:
    with pytest.raises(NotARegister, match="no checkpoint"):
        Checkpoint.of(written)


def test_a_key_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "register.pem"
    made = SigningKey.make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SigningKey.load(path).id == made.id
    assert public_key((tmp_path / "keys" / "register.pem.pub").read_text(encoding="ascii")) == made.public
    content = path.read_bytes()
    with pytest.raises(BadKey, match="is there already"):
        SigningKey.make(path)
    assert path.read_bytes() == content
    path.chmod(0o640)
    with pytest.raises(BadKey, match="can be read by others"):
        SigningKey.load(path)
    with pytest.raises(BadKey, match="holds no key"):
        SigningKey.load(tmp_path / "none.pem")
    with pytest.raises(BadKey, match="no public key"):
        public_key("nothing")


# --- receipts ---------------------------------------------------------------------------------------------------------


def test_a_receipt_proves_its_entry_and_shows_nothing_of_others(place: Place, key: SigningKey) -> None:
    register = place.open(told())
    filled(register)
    for seq in (1, 2, 3, SIZE - 1, SIZE):
        entry = register.seen_by(AUDITOR).entry(seq)
        proof = receipt(register, entry, key)
        assert proof.holds()
        assert not replace(proof, entry=entry._replace(body=entry.body + " ")).holds()
        assert not replace(proof, entry=entry._replace(seq=seq + 1)).holds()
    mine = receipt(register, register.seen_by(PARTY_A).entries(CASE, party="Supplier A")[0], key)
    written = json.loads(mine.text())
    assert Entry(**written["entry"]) == mine.entry
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in written["proof"])
    assert "Supplier B" not in mine.text()
    with pytest.raises(NotThere):
        receipt(register, mine.entry._replace(seq=SIZE + 1), key)


def test_the_journal_of_a_later_checkpoint_begins_with_that_of_an_earlier(place: Place, key: SigningKey) -> None:
    register = place.open(told())
    points = [checkpoint(register, key)]
    for number in range(9):
        give(register, f"c{number}", paid(f"F{number}"))
        points.append(checkpoint(register, key))
    for before in points:
        for after in points[before.size - 1 :]:
            proof = growth(register, before, after)
            roots = bytes.fromhex(before.root), bytes.fromhex(after.root)
            assert merkle.is_consistent(before.size, after.size, proof, *roots)
    with pytest.raises(NotThere):
        growth(register, points[0], replace(points[-1], size=11))


def test_one_salt_apart_the_same_amounts_have_other_leaves() -> None:
    fields = (2, "at", "a", "party", "c", 1, CASE, "Supplier A", "payment_made", "F1", None, "{}")
    assert leaf_hash([*fields, "0" * 32]) != leaf_hash([*fields, "1" * 32])


def test_the_leaf_is_the_one_published() -> None:
    """The test vector of docs/register.md, worked out there with sha256sum."""
    entry = Entry(
        2, "2026-01-05T09:00:02.000000Z", "fin", "dcc_finance", "c1", 1, "RE-2026-001", "Supplier A", "payment_made", "F1",
        None, '{"amount":"100.00","at":"2026-06-01","id":"F1","party":"Supplier A","type":"payment_made"}', "00" * 16,
    )  # fmt: skip
    assert leaf_hash(entry).hex() == "4fdd76e5855a3a7678e19d0f5c0a598946a07c5f67236a87a1246a26e7b2d1b1"


# --- exports ----------------------------------------------------------------------------------------------------------


def test_an_export_holds_what_the_actor_may_read_and_verifies_whole(
    place: Place, key: SigningKey, tmp_path: Path
) -> None:
    register = place.open(told())
    filled(register)
    received = Draft("file_received", {"name": "b.pdf"}, CASE, "Supplier B", name_of(b"theirs"))
    give(register, "b file", received, actor=PARTY_B, files=(b"theirs",))
    give(register, "other", paid("O1", "Supplier B", case="RE-2026-002"))
    newest = checkpoint(register, key)
    plain = [json.loads(newest.text())]
    for actor, case, whole in ((AUDITOR, None, SIZE + 2), (AUDITOR, CASE, SIZE + 1), (PARTY_A, CASE, 16)):
        folder = tmp_path / f"{actor.name} {case}"
        assert export(register, actor, folder, case, key, [("event-1/case.json", b"{}\n")]) == whole
        wrong, size, root = verifier.check(folder, plain, (folder / "key.pub").read_bytes())
        assert (wrong, size, root) == ([], SIZE + 2, newest.root)
        [made] = read_checkpoints((folder / "checkpoints.jsonl").read_text(encoding="utf-8"))
        assert (made.size, made.root, is_signed(made, key.public)) == (SIZE + 2, newest.root, True)
        lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
        assert sum("entry" in line for line in lines) == whole
        held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert (b"Supplier B" in held, b"theirs" in held) == (actor is AUDITOR, actor is AUDITOR)
        at = next(nth for nth, line in enumerate(lines) if "entry" in line and nth)
        lines[at]["entry"][11] = '{"forged":1}'
        (folder / "journal.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        assert verifier.check(folder, plain, None)[0]
    with pytest.raises(NotARegister, match="is there already"):
        export(register, AUDITOR, folder)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.json").write_text("my own", encoding="utf-8")
    with pytest.raises(NotARegister, match=r"is there already, with something in it\. Nothing was written"):
        export(register, AUDITOR, tmp_path / "mine")
    assert [path.read_text() for path in (tmp_path / "mine").iterdir()] == ["my own"]
    with pytest.raises(NotARegister, match="a file is there"):
        export(register, AUDITOR, tmp_path / "mine" / "case.json")
    (tmp_path / "empty").mkdir()
    assert export(register, AUDITOR, tmp_path / "empty") == SIZE + 2
    assert not {"checkpoints.jsonl", "key.pub"} & {path.name for path in (tmp_path / "empty").iterdir()}


def test_whatever_is_changed_in_an_export_is_found_by_its_manifest(key: SigningKey, tmp_path: Path) -> None:
    register = Place("sqlite", tmp_path / "r.sqlite").open(told())
    filled(register)
    public, folder = key.public_text().encode(), tmp_path / "out"
    beside = [("event-1/case.json", b'{"payable":"1.00"}\n'), ("event-1/adjudication.json", b"{}\n")]
    export(register, AUDITOR, folder, None, key, beside)
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(listed) == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {
        "manifest.json"
    }
    assert listed["event-1/case.json"] == name_of(b'{"payable":"1.00"}\n')
    for name in ("event-1/case.json", "event-1/adjudication.json", "checkpoints.jsonl", "verifier.py"):
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content.replace(b"1", b"2") + b"\n")
        assert f"{name} is not what the manifest lists" in verifier.check(folder, [], None)[0]
        (folder / name).unlink()
        assert f"{name} is not what the manifest lists" in verifier.check(folder, [], None)[0]
        (folder / name).write_bytes(content)
    (folder / "event-2").mkdir()
    (folder / "event-2" / "case.json").write_bytes(b"{}")
    assert verifier.check(folder, [], public)[0] == ["event-2/case.json is not what the manifest lists"]
    (folder / "event-2" / "case.json").unlink()
    assert verifier.check(folder, [], public)[0] == []
    # who writes a manifest afresh is found by its signature, and by nothing else
    (folder / "event-1" / "case.json").write_bytes(b"other")
    forged = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    forged["files"]["event-1/case.json"] = name_of(b"other")
    (folder / "manifest.json").write_text(json.dumps(forged), encoding="utf-8")
    assert verifier.check(folder, [], None)[0] == []
    assert verifier.check(folder, [], public)[0] == ["the manifest is not signed with that key"]
    export(register, AUDITOR, tmp_path / "unsigned")
    assert verifier.check(tmp_path / "unsigned", [], None)[0] == []
    assert verifier.check(tmp_path / "unsigned", [], public)[0] == [
        "the manifest bears no signature: it was exported without a key"
    ]


def test_an_export_of_one_event_holds_what_concerns_every_event(key: SigningKey, tmp_path: Path) -> None:
    """A reading chosen for every event, a Party, and a clock that went back: what is said of the event rests on them."""
    clock = Clock()
    register = Place("sqlite", tmp_path / "r.sqlite").open(told(clock))
    chosen = {"reading": "late_total", "option": "breach_only", "reason": "counsel"}
    give(register, "r", Draft("reading_chosen", chosen))
    give(register, "p", Draft("party_added", {"party": "Supplier A"}, None, "Supplier A"))
    give(register, "1", paid("F1"))
    clock.now -= timedelta(hours=1)
    give(register, "2", paid("F2"))
    give(register, "3", paid("O1", case="RE-2026-002"))
    export(register, AUDITOR, tmp_path / "out", CASE, key)
    lines = [json.loads(each) for each in (tmp_path / "out" / "journal.jsonl").read_text("utf-8").splitlines()]
    kinds = [
        "register_opened",
        "reading_chosen",
        "party_added",
        "payment_made",
        "clock_went_back",
        "payment_made",
        None,
    ]
    assert [each["entry"][8] if "entry" in each else None for each in lines] == kinds
    assert verifier.check(tmp_path / "out", [], key.public_text().encode())[0] == []
    # A Party may not read that the clock went back: its leaf alone stands there, and no time is held against the next.
    export(register, PARTY_A, tmp_path / "party", CASE, key)
    assert verifier.check(tmp_path / "party", [], key.public_text().encode())[0] == []


# --- from store to store ----------------------------------------------------------------------------------------------


def empty(where: str | Path) -> Database:
    """A store with its tables and no entry."""
    database = database_at(where)
    prepare(database)
    return database


def test_a_register_keeps_its_root_from_store_to_store_and_back(
    place: Place, request: pytest.FixtureRequest, fast: Path
) -> None:
    register = place.open(told())
    filled(register)
    before = verify(register)
    other: str | Path = fast / "other.sqlite"
    if "postgres" in request.node.name:
        target = empty(other)
        assert carry(register, target) == (SIZE, before.root)
        assert verify(open_register(other)) == before
        server: Server = request.getfixturevalue("server")
        other = server.url(APP, server.database())
        back = empty(other)
        assert carry(open_register(fast / "other.sqlite"), back) == (SIZE, before.root)
    else:
        assert carry(register, empty(other)) == (SIZE, before.root)
    again = open_register(other)
    assert verify(again) == before
    assert again.seen_by(AUDITOR).entries() == register.seen_by(AUDITOR).entries()
    with pytest.raises(NotARegister, match="The target holds a register"):
        carry(register, again.database)


@pytest.mark.parametrize("later", [0, 2], ids=["at the checkpoint", "beyond it"])
def test_what_is_derived_can_be_made_again_from_the_entries(key: SigningKey, fast: Path, later: int) -> None:
    place = Place("sqlite", fast / "r.sqlite")
    register = place.open(told())
    filled(register)
    newest = checkpoint(register, key)
    for number in range(later):
        give(register, f"later {number}", paid(f"later {number}"))
    before = verify(register, [newest])
    register.close()
    with unguarded(place) as connection:
        connection.execute(nodes.update().values(hash=bytes(32)))
        connection.execute(appealed.delete())
    damaged = open_register(place.where)
    assert not verify(damaged, [newest]).clean
    with pytest.raises(Damaged):
        carry(damaged, empty(fast / "by itself.sqlite"))
    other = replace(newest, root="0" * 64)
    with pytest.raises(Damaged):
        carry(damaged, empty(fast / "by another.sqlite"), other)
    with pytest.raises(Damaged):
        carry(damaged, empty(fast / "too short.sqlite"), replace(newest, size=SIZE + 9))
    assert carry(damaged, empty(fast / "mended.sqlite"), newest) == (SIZE + later, before.root)
    assert verify(open_register(fast / "mended.sqlite"), [newest]) == before


# --- backup and restore -----------------------------------------------------------------------------------------------


def test_a_backup_is_whole_and_a_restored_register_says_so(place: Place, key: SigningKey, fast: Path) -> None:
    register = place.open(told())
    filled(register)
    copy = fast / "backup.sqlite"
    made = backup(register, copy)
    assert (made.clean, made.size, made.root) == (True, SIZE, verify(register).root)
    with pytest.raises(NotARegister, match="is there already"):
        backup(register, copy)
    newest = checkpoint(register, key)
    again = restore(copy, fast / "again.sqlite", OPERATOR, [newest])
    last = again.seen_by(OPERATOR).entries()[-1]
    assert (last.kind, last.seq, last.actor) == ("register_restored", SIZE + 1, "ops")
    assert last.content == {"size": SIZE, "root": newest.root, "missing": 0, "checkpoint": newest.text()}
    assert verify(again, [newest], key.public).clean
    with pytest.raises(NotARegister, match="is there already"):
        restore(copy, fast / "again.sqlite", OPERATOR, [newest])
    assert sorted(path.name for path in fast.glob(".*")) == []


def test_a_backup_older_than_the_newest_checkpoint_is_not_restored_unseen(
    place: Place, key: SigningKey, fast: Path
) -> None:
    register = place.open(told())
    filled(register)
    backup(register, fast / "backup.sqlite")
    give(register, "later", paid("later 1"), paid("later 2"))
    newest = checkpoint(register, key)
    with pytest.raises(NotARegister, match=f"holds {SIZE} entries and the newest checkpoint {SIZE + 2}"):
        restore(fast / "backup.sqlite", fast / "again.sqlite", OPERATOR, [newest])
    assert not (fast / "again.sqlite").exists()
    again = restore(fast / "backup.sqlite", fast / "again.sqlite", OPERATOR, [newest], accept_loss=True)
    assert again.seen_by(OPERATOR).entries()[-1].content["missing"] == 2
    assert not verify(again, [newest]).clean


def test_a_damaged_register_gives_no_backup_and_a_damaged_backup_no_register(key: SigningKey, fast: Path) -> None:
    place = Place("sqlite", fast / "r.sqlite")
    register = place.open(told())
    filled(register)
    backup(register, fast / "good.sqlite")
    newest = checkpoint(register, key)
    register.close()
    for path in (fast / "r.sqlite", fast / "good.sqlite"):
        with unguarded(Place("sqlite", path)) as connection:
            edit(connection, Random(2))
    with pytest.raises(Damaged, match="is not whole"):
        backup(open_register(fast / "r.sqlite"), fast / "bad.sqlite")
    assert not (fast / "bad.sqlite").exists()
    with pytest.raises(Damaged, match="is not whole"):
        restore(fast / "good.sqlite", fast / "again.sqlite", OPERATOR, [newest])
    with pytest.raises(NotARegister, match="no backup"):
        restore(fast / "none.sqlite", fast / "again.sqlite", OPERATOR, [newest])
    assert not (fast / "again.sqlite").exists()
