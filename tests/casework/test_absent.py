"""What may not be seen and what is not there get one answer, in every field that names a fact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recovery_costs.casework import correcting, intake
from recovery_costs.casework.desk import Desk
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.faults import RegisterError
from tests.casework.office import EVENT, A, B, Office, office

Named = Callable[[Office, str], object]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Of B: a requirement, a direction, a payment and a stated notice. Of nobody: the sum. The ids are as written."""
    made = office(tmp_path_factory.mktemp("absent"))
    made.does(made.dcc, "require_evidence", party=B, item="x", due="2025-07-01")
    made.does(made.dcc, "refer", party=B)
    made.at("2025-06-03T09:00").does(made.panel, "direct", party=B, direction="full", minute="1", reason="So.")
    made.does(made.dcc, "record_payment", party=B, amount="1.00", bank_reference="R")
    decision = made.does(made.panel, "set_sum", sum="1499.99", minute="1", consultation="Users").facts[0]
    made.does(made.party(A), "appeal", by=A, decision=decision)
    stated = {"id": "E", "type": "estimate_given", "party": B, "received": "2025-05-02", "amount": "950.00"}
    made.sends(B, stated)
    return made


def ids(here: Office) -> dict[str, str]:
    """The id of B's newest fact of each kind."""
    entries = here.register.seen_by(PROGRAM).entries(EVENT)
    return {entry.kind: str(entry.fact) for entry in entries if entry.party == B and entry.fact is not None}


def attempt(desk: Desk, here: Office, act: str, **fields: object) -> None:
    desk.decide(act, EVENT, fields, command=here.id())


def correction(here: Office, name: str) -> None:
    """A corrects its own appeal, to one against another decision."""
    own = next(e.fact for e in here.dcc.view.entries(EVENT, party=A) if e.kind == "appeal_made")
    correcting.correct(here.party(A), EVENT, str(own), {"decision": name}, "So.", command=here.id())


def answer(here: Office, work: Named, name: str) -> str:
    """What is said when this name is given, without the name."""
    with pytest.raises((Problems, RegisterError)) as refused:
        work(here, name)
    said = str(refused.value) + str(getattr(refused.value, "problems", ""))
    return said.replace(name, "NAME")


FIELDS: dict[str, Named] = {
    "appeal decision": lambda here, name: attempt(here.party(A), here, "appeal", by=A, decision=name),
    "correct fact": lambda here, name: correcting.correct(
        here.party(A), EVENT, name, {"at": "2025-05-29"}, "So.", command=here.id()
    ),
    "correct decision": correction,
    "attach requirement": lambda here, name: intake.receive(
        here.party(A), EVENT, A, "x.pdf", b"x", command=here.id(), about={"requirement": name}
    ),
    "decide_appeal decision": lambda here, name: attempt(
        here.desk(Role.AUTHORITY), here, "decide_appeal", decision=name, upheld=True
    ),
}


@pytest.mark.parametrize("field", FIELDS)
def test_of_a_fact(here: Office, field: str) -> None:
    named = ids(here)
    kinds = {"total_notified", "evidence_required", "adequacy_referred", "payment_directed", "payment_made"}
    assert kinds <= named.keys()
    answers = {answer(here, FIELDS[field], name) for name in (*named.values(), "nothing-of-that-name", "directed-zzz")}
    assert len(answers) == 1


def test_of_an_entry(here: Office) -> None:
    numbers = [e.seq for e in here.register.seen_by(PROGRAM).entries(EVENT) if e.party == B]
    for work in (intake.mark_seen, intake.confirm):
        said = set()
        for seq in (*numbers, 9999):
            with pytest.raises(RegisterError) as refused:
                work(here.party(A), EVENT, seq, command=here.id())
            said.add(str(refused.value))
        assert len(said) == 1


def test_of_a_line(here: Office) -> None:
    """A has no list at all, and B none either."""
    with pytest.raises(Problems) as refused:
        intake.receive(here.party(A), EVENT, A, "x.pdf", b"x", command=here.id(), about={"line": "1"})
    assert [(each.field, each.found) for each in refused.value.problems] == [("line", "1")]


# --- a file belongs to what is there ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["party", "dcc"])
@pytest.mark.parametrize(
    ("about", "bound"),
    [
        ({"line": "1"}, True),
        ({"line": "2"}, False),
        ({"line": "ZZZ"}, False),
        ({"requirement": "asked"}, True),
        ({"requirement": "of another"}, False),
        ({"requirement": "NOPE"}, False),
        ({"type": "application/pdf"}, True),
        ({"line": "1", "requirement": "NOPE"}, False),
    ],
)
def test_a_file_is_bound_to_a_line_or_a_requirement_that_is_there(
    tmp_path: Path, who: str, about: dict[str, str], bound: bool
) -> None:
    here = office(tmp_path)
    asked = {
        name: here.does(here.dcc, "require_evidence", party=party, item="x", due="2025-07-01").facts[0]
        for name, party in (("asked", A), ("of another", B))
    }
    for party, line in ((A, "1"), (B, "2")):
        rows = [{"line": line, "incurred": "2025-04-01", "amount": "10.00", "limb": "key_use"}]
        listed = {"id": f"L {party}", "type": "cost_lines", "party": party, "at": "2025-06-01", "lines": rows}
        here.sends(party, listed)
    desk = here.party(A) if who == "party" else here.dcc
    given = {field: asked.get(name, name) for field, name in about.items()}
    before = here.dcc.last(EVENT)
    if bound:
        assert intake.receive(desk, EVENT, A, "x.pdf", b"x", command=here.id(), about=given).done.new
        return
    with pytest.raises(Problems):
        intake.receive(desk, EVENT, A, "x.pdf", b"x", command=here.id(), about=given)
    assert here.dcc.last(EVENT) == before
