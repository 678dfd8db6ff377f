"""The register's commands, as a person at a terminal gives them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from recovery_costs.casework import second
from recovery_costs.casework.desk import Desk
from recovery_costs.cli import app
from recovery_costs.cli.office import person
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.kept import keeping, kept
from recovery_costs.register.store import open_register

SAMPLE = Path(__file__).parents[2] / "sample_claims" / "12-over-the-sum-by-a-penny"


class Terminal:
    """A person at a terminal, with a register of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        monkeypatch.setenv("RECOVERY_COSTS_REGISTER", str(folder / "register.sqlite"))
        self.says("init")

    def run(self, *words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    def says(self, *words: object) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *words: object) -> str:
        result = self.run(*words)
        assert result.exit_code == 1, result.output
        assert "Traceback" not in result.output
        return result.output

    def opens(self, name: str = "RE-2025-003") -> str:
        """Open the sample's event, and have another person of DCC finance approve what its file holds."""
        assert "It waits for a second person" in self.says("open-event", SAMPLE / "event.yaml")
        self.approved(name)
        return name

    def approved(self, name: str) -> None:
        """Another person of DCC finance approves what waits, one thing."""
        register = open_register(self.folder / "register.sqlite")
        desk = Desk(register, Actor("somebody else", Role.DCC_FINANCE))
        [waits] = second.waiting(desk, name)
        second.approve(desk, name, waits.seq, command=f"approved {waits.seq}")
        register.close()

    def becomes(self, *roles: tuple[Role, str | None]) -> None:
        """Give the person other roles, as another operator would."""
        register = open_register(self.folder / "register.sqlite")
        drafts = [
            Draft("user_granted", {"user": person(), "role": role.value, **({"party": party} if party else {})})
            for role, party in roles
        ]
        register.append(Command(f"roles {roles}", PROGRAM, tuple(drafts)))
        register.close()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, monkeypatch)


def test_a_register_needs_no_set_up_and_says_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOVERY_COSTS_REGISTER", str(tmp_path / "new.sqlite"))
    result = CliRunner().invoke(app, ["open-event", str(SAMPLE / "event.yaml")])
    assert result.exit_code == 0
    assert f"you, {person()}, are its operator and DCC finance" in result.output


def test_an_event_from_its_file_to_the_auditors_folder(terminal: Terminal) -> None:
    name = terminal.opens()
    for workbook in sorted(SAMPLE.glob("*.xlsx")):
        party = workbook.stem.replace("-", " ").title()
        said = terminal.run("submit", workbook, "--event", name, "--party", party).output
        assert "Received" in said
        if "waits for a second person of DCC finance" in " ".join(said.split()):  # what is payable turns on it already
            terminal.approved(name)
    rows = json.loads(terminal.says("claims", "--as-of", "2026-04-02", "--format", "json"))
    expected = json.loads(
        terminal.says("adjudicate", _case(terminal, name), "--as-of", "2026-04-02", "--format", "json")
    )
    assert [(row["party"], row["payable"], row["paid"]) for row in rows] == [
        (claim["party"], claim["payable"], claim["paid"]) for claim in expected["claims"]
    ]
    assert [row["payable"] for row in rows] == ["600000.00", "400000.01"]
    key = terminal.folder / "key.pem"
    terminal.says("init", "--key", key)
    kept = terminal.folder / "kept.jsonl"
    kept.write_text(terminal.says("checkpoint", "--key", key))
    assert "The journal is whole" in terminal.says("verify", "--checkpoint", kept, "--public", f"{key}.pub")
    out = terminal.folder / "out"
    terminal.says("export", "--event", name, "--to", out, "--key", key)
    assert (out / "verifier.py").exists()
    assert "is there already" in terminal.refused("export", "--event", name, "--to", out)
    terminal.says("backup", terminal.folder / "copy.sqlite")
    terminal.says(
        "restore", terminal.folder / "copy.sqlite", "--to", terminal.folder / "again.sqlite", "--checkpoint", kept
    )
    assert "payable" in terminal.says("report", "--as-of", "2026-03-31")
    assert terminal.says("report", "--as-of", "1999-12-31") == "At the end of 31 December 1999: no claims.\n"


def _case(terminal: Terminal, name: str) -> Path:
    folder = terminal.folder / "case"
    terminal.says("export", "--event", name, "--to", folder)
    return folder / "event-1" / "case.json"


def test_deciding_paying_and_approving(terminal: Terminal) -> None:
    name = terminal.opens()
    assert "satisfied: be satisfied, and pay in full [party]" in terminal.says("decide", "list")
    done = terminal.says(
        "decide", "note_total", "--event", name, "party=Supplier C", "amount=10.00", "--format", "json"
    )
    assert json.loads(done)["recorded"][0]["kind"] == "total_notified"
    assert "amount" in terminal.refused("decide", "note_total", "--event", name, "party=Supplier C", "amount=ten")
    assert "There is no such thing on record" in terminal.refused(
        "decide", "direct", "--event", name, "party=Supplier C"
    )
    assert "no act" in terminal.run("decide", "dance", "--event", name).output
    assert "may still be instructed" in terminal.refused(
        "pay", "propose", "10.00", "--event", name, "--party", "Supplier C"
    )
    reported = terminal.says(
        "pay",
        "record",
        "5.00",
        "--event",
        name,
        "--party",
        "Supplier C",
        "--bank-reference",
        "BACS 1",
        "--format",
        "json",
    )
    number = json.loads(reported)["recorded"][0]["number"]
    assert "You proposed this yourself" in terminal.refused("approve", number, "--event", name)
    corrected = terminal.says("decide", "correct", "--event", name, "fact=paid-a-1", "amount=1.00", "reason=A slip.")
    assert "It waits for a second person: recovery-costs approve" in corrected
    for listed in (terminal.says("pay", "list", "--event", name), terminal.says("approve", "--event", name)):
        said = " ".join(listed.split())
        assert f"{person()} reports that the bank paid £5.00 to Supplier C on" in said
        assert "(BACS 1) without an instruction; it waits for a second person" in said
        assert f"{person()} proposes to correct a fact on record: payment made of Supplier A" in said
        assert "(paid of Supplier A: £450,000.00 becomes £150,001.00" in said
    listed = json.loads(terminal.says("pay", "list", "--event", name, "--format", "json"))
    assert listed["waits"][0]["entry"] == number
    assert json.loads(terminal.says("approve", "--event", name, "--format", "json"))["waits"] == listed["waits"]
    only = json.loads(terminal.says("pay", "list", "--event", name, "--party", "Supplier A", "--format", "json"))
    assert ["Supplier C" in each["what"] for each in only["waits"]] == [False]
    assert "reason" in terminal.refused("decide", "withdraw", "--event", name, f"entry={number}")
    terminal.says("decide", "withdraw", "--event", name, f"entry={number}", "reason=Not of this event.")
    assert "BACS 1" not in terminal.says("approve", "--event", name)


@pytest.mark.parametrize(("amount", "field"), [("10", "amount"), ("0.00", "amount")])
def test_what_is_wrong_with_one_payment_is_said_of_it(terminal: Terminal, amount: str, field: str) -> None:
    name = terminal.opens()
    asked = ("pay", "propose", amount, "--event", name, "--party", "Supplier C", "--format", "json")
    [problem] = json.loads(terminal.refused(*asked))
    assert problem["field"] == field


def test_evidence_that_answers_a_requirement_says_so_with_a_receipt(terminal: Terminal) -> None:
    name, key = terminal.opens(), terminal.folder / "key.pem"
    terminal.says("init", "--key", key)
    (asked,) = json.loads(
        terminal.says(
            "decide", "require_evidence", "--event", name, "party=Supplier A", "item=invoices", "due=2027-01-05",
            "--format", "json",
        )
    )["recorded"]  # fmt: skip
    terminal.becomes((Role.PARTY, "Supplier A"))
    paper = terminal.folder / "invoices.pdf"
    paper.write_bytes(b"%PDF-1.7")
    to = ("attach", paper, "--event", name, "--party", "Supplier A", "--role", "party of Supplier A")
    said = terminal.says(*to, f"requirement={asked['fact']}", "--key", key)
    assert f"the requirement {asked['fact']} is answered: given" in said
    assert json.loads(said.splitlines()[-1])["entry"]["kind"] == "file_received"
    assert "is answered" not in terminal.says(*to)


def test_a_stale_decision_is_refused_with_what_changed(terminal: Terminal) -> None:
    name = terminal.opens()
    on = json.loads(terminal.says("case", name, "--as-of", "2026-04-02", "--format", "json"))["on"]
    terminal.says("decide", "note_costs_ceased", "--event", name, "party=Supplier C", "at=2025-06-01")
    said = terminal.refused("decide", "refer", "--event", name, "--on", on, "party=Supplier C")
    assert "costs ceased" in said


def test_the_operating_systems_user_is_the_actor_whatever_the_environment_says(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "somebody-else")
    terminal.says("party", "add", "Supplier A")
    assert {
        entry["actor"]
        for entry in json.loads(terminal.says("journal", "--format", "json"))
        if entry["kind"] == "party_added"
    } == {person()}


def test_users_and_parties_by_command(terminal: Terminal) -> None:
    terminal.says("party", "add", "Supplier A")
    terminal.says("user", "grant", "ann", "party", "--party", "Supplier A")
    assert "ann: party of Supplier A" in terminal.says("user", "list")
    terminal.says("user", "revoke", "ann", "party", "--party", "Supplier A")
    assert "ann" not in terminal.says("user", "list")
    terminal.says("party", "rename", "Supplier A", "Alpha Energy")
    assert "Alpha Energy (earlier: Supplier A)" in terminal.says("party", "list")
    assert "Nobody changes their own roles" in terminal.refused("user", "grant", person(), "panel")
    assert "is no role" in terminal.run("user", "grant", "ann", "king").output
    panel = terminal.run("user", "grant", "ann", "panel", "--party", "Alpha Energy")
    assert (panel.exit_code, "leave it out" in " ".join(panel.output.replace("│", " ").split())) == (2, True)


def test_a_role_among_several_is_chosen_by_the_act_or_named(terminal: Terminal) -> None:
    name = terminal.opens()
    terminal.becomes((Role.PANEL, None))
    terminal.says("decide", "set_sum", "--event", name, "sum=1.00", "minute=1", "consultation=Users")
    assert "There is no such thing" in terminal.refused(
        "decide", "set_sum", "--event", name, "--role", "dcc_finance", "sum=1.00", "minute=1", "consultation=Users"
    )
    assert "no role on record" in terminal.refused("case", name, "--role", "auditor")


def test_the_doctor_says_what_covers_each_floor_that_is_not_met(terminal: Terminal) -> None:
    said = terminal.says("doctor", "--register", terminal.folder / "register.sqlite")
    for line in said.split("\n"):
        assert line[:9] in ("ok       ", "not met  ", "         ") or not line
    assert said.count("not met") == said.count("covered by:")


def test_a_list_in_csv_and_a_mapped_spreadsheet_are_submitted(terminal: Terminal) -> None:
    name = terminal.opens()
    lines, costs, mapping = (terminal.folder / each for each in ("lines.csv", "costs.csv", "mapping.json"))
    lines.write_text("line,incurred,amount,limb\n1,2025-07-01,10.00,key_use\n", encoding="utf-8")
    to = ("--event", name, "--party", "Supplier C")
    assert "Give --at." in terminal.refused("submit", lines, *to)
    assert "£10.00 accepted" in terminal.says("submit", lines, *to, "--at", "2025-07-31")
    costs.write_text("Date,Supplier,Cost inc VAT (£)\n2025-07-01,Acme,10.00\n2025-08-01,Fixit,7.50\n", encoding="utf-8")
    answers = ("--answer", "limb=key_use", "--answer", "vat recoverable=none")
    terminal.says("map", costs, "--suggest", mapping, *answers)
    assert "£17.50 accepted" in terminal.says("submit", costs, *to, "--profile", mapping, "--at", "2025-08-31")


def test_what_was_relied_on_is_listed_with_where_it_comes_out_otherwise_now(terminal: Terminal) -> None:
    """An adjudication that other rules made, with another day for the Recovery Event, beside one of these rules."""
    name = terminal.opens()
    assert "No adjudication" in terminal.says("kept", "--event", name)
    terminal.becomes((Role.PANEL, None))
    terminal.says("decide", "publish", "--event", name, "as_of=2026-03-01")
    [made] = json.loads(terminal.says("kept", "--event", name, "--role", "panel", "--format", "json"))
    assert (made["made_by_these_rules"], made["differences"]) == (True, [])

    register = open_register(terminal.folder / "register.sqlite")
    [held] = kept(register, PROGRAM, name)
    then = json.loads(held.content)
    now, then["recovery_event"]["on"] = then["recovery_event"]["on"], "1999-12-31"
    content = json.dumps(then).encode()
    draft = keeping(name, content, made["adjudication"], made["based_on"])
    older = replace(draft, body={**draft.body, "rules": "0" * 64, "program": "0.0.1"})
    register.append(Command("an older program", PROGRAM, (older,), files=(content,)))
    register.close()

    said = " ".join(terminal.says("kept", "--event", name, "--role", "panel").split())
    assert "by these rules" in said
    assert "Worked out again: the same." in said
    assert "by rules 000000000000 (program 0.0.1)" in said
    assert f"Worked out again: 1 place differs. recovery_event.on: kept 1999-12-31, now {now}" in said
    assert "There is no such thing on record" in terminal.refused("kept", "--event", "RE-1999-001")
