"""The register's own commands: what is no register is refused, proofs say what they do not cover, nothing is overwritten."""

from __future__ import annotations

import errno
import json
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recovery_costs.cli import app
from recovery_costs.register.checkpoint import SigningKey, read_checkpoints
from recovery_costs.register.entry import Entry
from recovery_costs.register.files import name_of
from recovery_costs.register.place import prepare
from recovery_costs.register.sqlite import Sqlite
from tests.casework.test_commands import SAMPLE, Terminal, _case

ROOT = Path(__file__).parents[2]
EVENT = "RE-2025-003"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    here = Terminal(tmp_path, monkeypatch)
    here.says("open-event", SAMPLE / "event.yaml")
    return here


def key_of(terminal: Terminal) -> Path:
    key = terminal.folder / "key.pem"
    terminal.says("init", "--key", key)
    return key


# --- what is no register ------------------------------------------------------------------------------------------------

LOOKING = [
    ("verify",),
    ("claims",),
    ("case", EVENT),
    ("journal",),
    ("report",),
    ("kept", "--event", EVENT),
    ("pay", "list", "--event", EVENT),
    ("decide", "list"),
    ("decide", "note_total", "--event", EVENT, "party=Supplier C", "amount=1.00"),
    ("user", "list"),
    ("party", "list"),
    ("party", "add", "Supplier Z"),
    ("export", "--to", "out"),
    ("backup", "copy.sqlite"),
    ("carry", "--to", "other.sqlite"),
    ("submit", str(SAMPLE / "event.yaml"), "--event", EVENT, "--party", "Supplier C"),
    ("attach", str(SAMPLE / "event.yaml"), "--event", EVENT, "--party", "Supplier C"),
]


@pytest.mark.parametrize("words", LOOKING, ids=lambda words: " ".join(words[:2]))
def test_only_init_and_open_event_make_a_register(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, what in (("none.sqlite", "There is no register none.sqlite"), ("empty.sqlite", "is empty: 0 bytes")):
        (tmp_path / "empty.sqlite").write_bytes(b"")
        result = CliRunner().invoke(app, [*words, "--register", name])
        assert (result.exit_code, what in result.output) == (1, True), result.output
        assert "recovery-costs init makes a new one" in result.output
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"empty.sqlite": b""}
    assert CliRunner().invoke(app, ["doctor", "--register", "none.sqlite"]).exit_code == 1


def test_open_event_makes_one_where_there_is_none_and_never_in_an_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["open-event", str(SAMPLE / "event.yaml"), "--register"]
    (tmp_path / "empty.sqlite").write_bytes(b"")
    assert "is empty: 0 bytes" in CliRunner().invoke(app, [*given, "empty.sqlite"]).output
    assert (tmp_path / "empty.sqlite").read_bytes() == b""
    (tmp_path / "bad.yaml").write_text("format: 1\n")
    assert CliRunner().invoke(app, ["open-event", "bad.yaml", "--register", "new.sqlite"]).exit_code == 1
    assert not (tmp_path / "new.sqlite").exists()
    assert CliRunner().invoke(app, [*given, "new.sqlite"]).exit_code == 0
    assert CliRunner().invoke(app, ["init", "--register", "empty.sqlite"]).exit_code == 0
    assert ": 3 entries" in CliRunner().invoke(app, ["verify", "--register", "empty.sqlite"]).output


@pytest.mark.parametrize("left", [1, 99, 512, 4096, 8192, 20_000])
def test_a_register_that_was_cut_short_is_said_to_be_damaged(terminal: Terminal, left: int) -> None:
    path = terminal.folder / "register.sqlite"
    content = path.read_bytes()[:left]
    path.write_bytes(content)
    for words in (("verify",), ("claims",), ("open-event", SAMPLE / "event.yaml")):
        assert "damaged, or something else" in " ".join(terminal.refused(*words).split())
    assert path.read_bytes() == content


def test_another_programs_file_and_one_never_begun_are_no_register(terminal: Terminal) -> None:
    other, begun = terminal.folder / "other.sqlite", terminal.folder / "begun.sqlite"
    for statement in ("CREATE TABLE things (x)", "CREATE TABLE alembic_version (version_num TEXT)"):
        with sqlite3.connect(other) as connection:
            connection.execute(statement)
        content = other.read_bytes()
        for words in (("verify",), ("init",), ("open-event", SAMPLE / "event.yaml")):
            assert "holds something else, no register" in terminal.refused(*words, "--register", other)
        assert other.read_bytes() == content
    database = Sqlite(begun)
    prepare(database)
    database.close()
    assert "holds no register: not one entry" in terminal.refused("verify", "--register", begun)
    terminal.says("init", "--register", begun)
    terminal.says("verify", "--register", begun)


def test_a_register_of_a_later_version_is_left_to_it(terminal: Terminal) -> None:
    path = terminal.folder / "register.sqlite"
    terminal.says("backup", terminal.folder / "copy.sqlite")
    for each in (path, terminal.folder / "copy.sqlite"):
        with sqlite3.connect(each) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    content = path.read_bytes()
    later = "made by a later version of this program: its tables are at step 9999"
    for words in (("verify",), ("claims",), ("init",), ("doctor", "--register", path)):
        assert later in " ".join(terminal.refused(*words).split())
    restored = terminal.refused("restore", terminal.folder / "copy.sqlite", "--to", terminal.folder / "new.sqlite")
    assert later in " ".join(restored.split())
    assert not (terminal.folder / "new.sqlite").exists()
    assert path.read_bytes() == content


# --- checkpoints --------------------------------------------------------------------------------------------------------


def test_a_file_without_a_checkpoint_proves_nothing_and_is_refused(terminal: Terminal) -> None:
    folder = terminal.folder
    terminal.says("backup", folder / "copy.sqlite")
    (folder / "empty.jsonl").write_bytes(b"\n")
    (folder / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    (folder / "other.jsonl").write_text('{"a": 1}\n')
    said = {"empty": "There is no checkpoint in it", "binary": "no text (byte 0", "other": "This is no checkpoint"}
    for name, what in said.items():
        kept = folder / f"{name}.jsonl"
        for words in (
            ("verify",),
            ("restore", folder / "copy.sqlite", "--to", folder / "new.sqlite"),
            ("carry", "--to", folder / "new.sqlite"),
        ):
            told = terminal.refused(*words, "--checkpoint", kept)
            assert what in told
            assert f"{name}.jsonl: " in told
    assert not (folder / "new.sqlite").exists()
    key = key_of(terminal)
    (folder / "kept.jsonl").write_text(terminal.says("checkpoint", "--key", key))
    for name in ("binary.jsonl", "other.jsonl"):
        assert name in terminal.refused("verify", "--checkpoint", folder / "kept.jsonl", "--public", folder / name)
    assert terminal.run("verify", "--public", f"{key}.pub").exit_code == 2


def test_what_was_not_signed_or_not_looked_at_is_said(terminal: Terminal) -> None:
    folder, key = terminal.folder, key_of(terminal)
    kept, copy = folder / "kept.jsonl", folder / "copy.sqlite"
    kept.write_text(terminal.says("checkpoint", "--key", key))
    terminal.says("backup", copy)
    other = SigningKey.make(folder / "other.pem")
    assert "No signature was checked" in terminal.says("verify", "--checkpoint", kept)
    assert "No signature" not in terminal.says("verify", "--checkpoint", kept, "--public", f"{key}.pub")
    assert "not signed with that key" in terminal.refused(
        "verify", "--checkpoint", kept, "--public", folder / "other.pem.pub"
    )
    to = ("restore", copy, "--to", folder / "new.sqlite")
    assert "not signed with that key" in terminal.refused(
        *to, "--checkpoint", kept, "--public", folder / "other.pem.pub"
    )
    assert not (folder / "new.sqlite").exists()
    assert "No checkpoint was given" in terminal.says("restore", copy, "--to", folder / "a.sqlite")
    assert "No signature was checked" in terminal.says(
        "restore", copy, "--to", folder / "b.sqlite", "--checkpoint", kept
    )
    said = terminal.says(*to, "--checkpoint", kept, "--public", f"{key}.pub")
    assert "No signature" not in said
    assert "The journal is whole" in terminal.says(
        "verify", "--register", folder / "new.sqlite", "--checkpoint", kept, "--public", f"{key}.pub"
    )
    assert other.id not in kept.read_text()


def test_a_checkpoint_leaves_with_a_decision_its_approval_and_a_receipt(terminal: Terminal) -> None:
    """Each is a line that verify takes as it stands, which covers the very entry that it came with."""
    key = key_of(terminal)
    to, bank = ("--event", EVENT, "--key", key), ("--bank-reference", "BACS 1", "--format", "json")
    said = terminal.says("decide", "note_costs_ceased", *to, "party=Supplier C", "at=2025-06-01")
    entry, line = said.splitlines()
    kept = terminal.folder / "kept.jsonl"
    kept.write_text(line)
    number = int(entry.split()[1].removesuffix(":"))
    [point] = read_checkpoints(line)
    assert point.size == number
    assert f"Checkpoints cover {number}" in terminal.says("verify", "--checkpoint", kept, "--public", f"{key}.pub")
    made = json.loads(terminal.says("pay", "record", "5.00", "--event", EVENT, "--party", "Supplier C", *bank))
    proposed = made["recorded"][0]["number"]
    with sqlite3.connect(terminal.folder / "register.sqlite") as connection:
        size = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    key.chmod(0o644)  # a key that others can read is refused before anything is recorded
    assert "can be read by others" in terminal.refused("decide", "note_total", *to, "party=Supplier C", "amount=1.00")
    assert "can be read by others" in terminal.refused("approve", proposed, *to)
    with sqlite3.connect(terminal.folder / "register.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == size


def test_an_export_says_how_it_is_checked_and_what_is_not_signed(terminal: Terminal) -> None:
    key, folder = key_of(terminal), terminal.folder
    said = terminal.says("export", "--event", EVENT, "--to", folder / "out", "--key", key).split("To check them: ")[1]
    command = [sys.executable, *said.split()[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Nothing is wrong."), done.stdout + done.stderr
    assert "No key was given" not in done.stdout
    case = folder / "out" / "event-1" / "case.json"
    case.write_text(case.read_text("utf-8").replace(EVENT, "RE-2099-001"), "utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "event-1/case.json is not what the manifest lists")
    assert "nothing in it is signed" in terminal.says("export", "--to", folder / "plain")
    assert {path.name for path in (folder / "plain").iterdir()} >= {"journal.jsonl", "files", "manifest.json"}
    assert not (folder / "plain" / "checkpoints.jsonl").exists()
    (folder / "file").write_text("mine")
    assert "a file is there" in terminal.refused("export", "--to", folder / "file")
    assert (folder / "file").read_text() == "mine"


def test_an_export_of_an_event_holds_the_readings_chosen_for_all(terminal: Terminal) -> None:
    from recovery_costs.register.access import Role

    terminal.becomes((Role.PANEL, None))
    chosen = ("reading=late_total", "option=breach_only", "reason=counsel")
    terminal.says("decide", "choose_reading", *chosen)
    case = json.loads(_case(terminal, EVENT).read_text("utf-8"))
    assert case["readings"] == {"late_total": "breach_only"}
    lines = (terminal.folder / "case" / "journal.jsonl").read_text("utf-8").splitlines()
    whole = [Entry(*json.loads(line)["entry"]) for line in lines if "entry" in json.loads(line)]
    assert {each.case_name for each in whole} == {None, EVENT}
    chosen_there = [each.content for each in whole if each.kind == "reading_chosen"]
    assert {each["reading"]: each["option"] for each in chosen_there} == case["readings"]
    facts = [{**each.content, "recorded": f"{each.at[:19]}Z"} for each in whole if each.fact is not None]
    assert facts == case["facts"]  # so the case file can be made from the journal in the folder, and from nothing else


@pytest.mark.parametrize("source", ["none", "empty folder", "no journal", "no entry", "too deep", "file", "nothing"])
def test_the_stand_alone_verifier_says_in_a_line_what_it_cannot_read(source: str, tmp_path: Path) -> None:
    at = tmp_path / "source"
    if source == "empty folder":
        at.mkdir()
    elif source == "no journal":
        at.mkdir()
        (at / "manifest.json").write_text('{"files":{},"format":1,"key":"","signature":""}')
    elif source == "no entry":
        at.mkdir()
        hashes = {"journal.jsonl": name_of(b"")}
        (at / "journal.jsonl").write_bytes(b"")
        (at / "manifest.json").write_text(json.dumps({"files": hashes, "format": 1, "key": "", "signature": ""}))
    elif source == "too deep":
        at.mkdir()
        (at / "journal.jsonl").write_text("[" * 100_000)
    elif source in ("file", "nothing"):
        at.write_bytes(b"no register" if source == "file" else b"")
    assert _verifier(at) == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"x", b"\xff\xfe", b"[]", b"{}", b'{"size":"1"}'])
def test_the_stand_alone_verifier_refuses_what_is_no_checkpoint(terminal: Terminal, content: bytes) -> None:
    kept = terminal.folder / "kept.jsonl"
    kept.write_bytes(content)
    path = terminal.folder / "register.sqlite"
    assert _verifier(path) == 0
    assert _verifier(path, "--checkpoint", kept) == 1
    assert _verifier(path, "--checkpoint", terminal.folder / "no such file") == 1


def _verifier(*words: object) -> int:
    """What the verifier leaves with; it never prints a traceback, and at least a line."""
    script = ROOT / "recovery_costs" / "register" / "verifier.py"
    done = subprocess.run([sys.executable, script, *map(str, words)], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()
    return done.returncode


# --- faults -------------------------------------------------------------------------------------------------------------


def test_a_folder_where_a_file_is_wanted_is_wrong_use(terminal: Terminal) -> None:
    folder, event = terminal.folder, ("--event", EVENT)
    for words in (
        ("submit", folder, *event, "--party", "Supplier C"),
        ("attach", folder, *event, "--party", "Supplier C"),
        ("open-event", folder),
        ("decide", "note_total", *event, "--file", folder),
        ("verify", "--checkpoint", folder),
        ("verify", "--public", folder),
        ("checkpoint", "--key", folder),
        ("restore", folder, "--to", folder / "x"),
    ):
        result = terminal.run(*words)
        said = " ".join(result.output.replace("│", " ").split())
        assert (result.exit_code, "is a directory" in said) == (2, True), words


def test_fields_in_a_file_that_cannot_be_read_are_said_by_place(terminal: Terminal) -> None:
    bad = terminal.folder / "bad.yaml"
    bad.write_text("party: [Supplier C\n")
    assert "well-formed YAML" in terminal.refused("decide", "note_total", "--event", EVENT, "--file", bad)
    bad.write_bytes(b"\xff")
    assert "byte 0 is not UTF-8" in terminal.refused("decide", "note_total", "--event", EVENT, "--file", bad)


@pytest.mark.parametrize("number", ["99999999999999999999999", str(2**53), "-1"])
def test_a_number_that_no_entry_can_have_is_wrong_use(terminal: Terminal, number: str) -> None:
    event = ("--event", EVENT)
    for words in (
        ("journal", f"--after={number}"),
        ("decide", "mark_seen", *event, f"entry={number}"),
        ("decide", "confirm", *event, f"entry={number}"),
        ("decide", "note_costs_ceased", *event, f"--on={number}", "party=Supplier C", "at=2025-06-01"),
    ):
        assert terminal.run(*words).exit_code == 2, words
    assert "There is no such thing" in terminal.refused("decide", "mark_seen", *event, f"entry={2**53 - 1}")


def test_a_place_that_cannot_be_written_is_said(terminal: Terminal) -> None:
    nowhere = terminal.folder / "no such folder"
    assert "There is no folder" in terminal.refused("backup", nowhere / "copy.sqlite")
    terminal.says("backup", terminal.folder / "copy.sqlite")
    restored = terminal.refused("restore", terminal.folder / "copy.sqlite", "--to", nowhere / "new.sqlite")
    assert "cannot be opened for a register: No such file or directory" in " ".join(restored.split())
    assert "is there already" in terminal.refused("carry", "--to", terminal.folder / "copy.sqlite")


@pytest.mark.parametrize("name", ["inv\u2028oice.pdf", "inv\x85oice.pdf", "inv\x1eoice.pdf"])
def test_an_export_and_a_receipt_hold_whatever_a_file_is_called(terminal: Terminal, name: str) -> None:
    paper, out, key = terminal.folder / name, terminal.folder / "out", key_of(terminal)
    terminal.says("party", "add", "Supplier B")
    paper.write_bytes(b"%PDF-1.7")
    held = terminal.folder / "receipt.jsonl"
    said = terminal.says("attach", paper, "--event", EVENT, "--party", "Supplier B", "--key", key)
    held.write_text(said.rstrip("\n").rpartition("\n")[2] + "\n", encoding="utf-8")
    assert "Checkpoints cover" in terminal.says("verify", "--checkpoint", held, "--public", f"{key}.pub")
    terminal.says("export", "--event", EVENT, "--to", out, "--key", key)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    checked = subprocess.run(
        [sys.executable, out / "verifier.py", out, "--checkpoint", out / "checkpoints.jsonl", "--key", out / "key.pub"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.stdout.startswith("Nothing is wrong."), checked.stdout


def test_a_backup_can_be_read_by_its_owner_alone(terminal: Terminal) -> None:
    copy = terminal.folder / "copy.sqlite"
    terminal.says("backup", copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_checkpoint_of_another_register_is_named_and_accuses_nothing(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, copy = key_of(terminal), terminal.folder / "copy.sqlite"
    terminal.says("backup", copy)
    (tmp_path / "other").mkdir()
    other = Terminal(tmp_path / "other", monkeypatch)
    other.says("init", "--register", other.folder / "register.sqlite")
    kept = other.folder / "kept.jsonl"
    kept.write_text(other.says("checkpoint", "--key", key, "--register", other.folder / "register.sqlite"))
    to = ("--register", terminal.folder / "register.sqlite")
    said = terminal.refused("verify", "--checkpoint", kept, *to)
    assert said.startswith("the checkpoint of 3 entries is of another register")
    assert "not whole: 1 found" in said
    restored = terminal.folder / "again.sqlite"
    for more in ((), ("--accept-loss",)):
        assert "is of another register" in terminal.refused(
            "restore", copy, "--to", restored, "--checkpoint", kept, *more
        )
    assert not restored.exists()


@pytest.mark.parametrize("given", ["", " ", "register:x", "\udcff"])
def test_a_command_id_that_cannot_be_kept_is_wrong_use(terminal: Terminal, given: str) -> None:
    assert terminal.run("party", "add", "Supplier Z", "--command", given).exit_code == 2


def test_a_field_that_an_act_does_not_take_is_wrong_use(terminal: Terminal) -> None:
    result = terminal.run("decide", "publish", "--event", EVENT, "as_of=2026-04-02", "known-at=2026-04-01T12:00")
    assert result.exit_code == 2
    assert "publish takes no known-at, only as_of, known_at" in result.output


def test_the_journal_of_an_event_that_is_not_there_is_said(terminal: Terminal) -> None:
    assert "There is no such thing on record" in terminal.refused("journal", "--event", "RE-2025-0003")


def test_an_export_that_finds_no_space_leaves_nothing_in_the_way_of_the_next(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, write = terminal.folder / "out", Path.write_text
    with monkeypatch.context() as full:

        def no_space(path: Path, *args: Any, **more: Any) -> int:
            if path.name == "manifest.json":
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(path, *args, **more)

        full.setattr(Path, "write_text", no_space)
        assert "No space left on device" in terminal.refused("export", "--event", EVENT, "--to", out)
    assert list(out.iterdir()) == []
    assert "entries are in" in terminal.says("export", "--event", EVENT, "--to", out)
