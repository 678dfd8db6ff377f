"""The law book is whole and up to date: clauses, neighbours and doubts, and the two documents written from them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recovery_costs import law_book, where
from recovery_costs.adjudicate import adjudicate
from recovery_costs.finding import Finding
from recovery_costs.law import CLAUSES, DOUBTS, NEIGHBOURS, ORDER, READINGS, RULES, Doubt, Neighbour
from recovery_costs.money import Money
from recovery_costs.plain import read
from recovery_costs.scenarios import misses, runs

DOCS = Path(__file__).parents[1] / "docs"

each_clause = pytest.mark.parametrize("ref", CLAUSES)
each_doubt = pytest.mark.parametrize("doubt", DOUBTS.values(), ids=lambda doubt: doubt.number)
each_neighbour = pytest.mark.parametrize("neighbour", NEIGHBOURS.values(), ids=lambda neighbour: neighbour.ref)
each_book = pytest.mark.parametrize("name", law_book.BOOKS)


def well_written(text: str) -> bool:
    """Whole sentences, single spaces."""
    return text.endswith(".") and text == " ".join(text.split())


# --- the documents --------------------------------------------------------------------------------------------------


@each_book
def test_a_document_is_up_to_date(name: str) -> None:
    committed = (DOCS / name).read_text(encoding="utf-8")
    if committed != law_book.BOOKS[name]():
        pytest.fail(f"docs/{name} is stale. Run: .venv/bin/{law_book.COMMAND}", pytrace=False)


def test_the_documents_do_not_depend_on_the_order_of_sets() -> None:
    script = "from recovery_costs import law_book as b; [print(text(), end='') for text in b.BOOKS.values()]"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode("utf-8").replace("\r\n", "\n") == "".join(text() for text in law_book.BOOKS.values())


def test_both_documents_are_written(tmp_path: Path) -> None:
    assert [path.name for path in law_book.write(tmp_path)] == ["law-and-code.md", "readings.md"]
    for name, text in law_book.BOOKS.items():
        assert (tmp_path / name).read_bytes() == text().encode()


@each_book
def test_every_link_has_its_target(name: str) -> None:
    texts = {other: text() for other, text in law_book.BOOKS.items()}
    for file, target in re.findall(r"\]\(([\w.-]*)#([\w-]+)\)", texts[name]):
        if target != "documented-doubts":
            assert texts[file or name].count(f'<a id="{target}"></a>') == 1, target


@each_book
def test_every_reference_to_L10_exists(name: str) -> None:
    # Paragraphs before L10.14 that the law book speaks of, besides its neighbours.
    others = {"L10.10", "L10.11"}
    for ref in re.findall(r"L10\.\d+(?:\([a-z]+\))*", law_book.BOOKS[name]()):
        assert ref in CLAUSES or where.neighbour(ref) or ref in others, ref


def test_the_law_and_the_code_says_all_of_every_clause_in_code_order() -> None:
    text = law_book.law_and_code()
    at = [text.index(f"</a>{ref}\n\n*{one.text}, in our words*\n\n{one.words}\n") for ref, one in CLAUSES.items()]
    assert at == sorted(at)
    for rules in RULES.values():
        for rule in rules:
            assert f"{rule.__module__.replace('.', '/')}.py`: `{rule.__name__}`" in text
    assert not re.search(r"\.py:\d", text), "a line number would go stale"


def test_the_readings_are_all_there_with_every_option_and_case() -> None:
    text = law_book.all_readings()
    for one in READINGS.values():
        assert f"**{one.question}**" in text
        assert f"`{one.default}` (default): " in text
        for option in one.options:
            assert option.means in text
            assert option.helps in text
        assert one.because in text
        assert one.case in text


# --- clauses --------------------------------------------------------------------------------------------------------


@each_clause
def test_a_clause_has_a_rule_or_a_stated_excuse(ref: str) -> None:
    assert (ref in RULES) != (ref in where.EXCUSES)


def test_excuses_are_in_code_order_and_lead_to_rules() -> None:
    assert list(where.EXCUSES) == sorted(where.EXCUSES, key=ORDER.__getitem__)
    for ref, excuse in where.EXCUSES.items():
        assert well_written(excuse.why), ref
        assert all(other in RULES and other != ref for other in excuse.stated_with), ref


@each_clause
def test_a_clause_has_its_places(ref: str) -> None:
    said = dict(where.places(ref))
    assert list(said) == ["Rule", "Tests", "Readings", "Documented doubts"]
    assert all(said.values())


def test_the_places_of_a_clause_with_a_rule() -> None:
    said = dict(where.places("L10.19(b)(ii)"))
    assert [re.sub(r":\d+ ", "", rule) for rule in said["Rule"]] == [
        f"recovery_costs/rules/l10_19_b_best_estimates.py {name}"
        for name in (
            "l10_19_b_ii__windows_run_from",
            "l10_19_b_ii__windows",
            "l10_19_b_ii__updated_estimate_in_every_window",
        )
    ]
    assert f"estimate_windows: {READINGS['estimate_windows'].question}" in said["Readings"]
    assert said["Documented doubts"] == [f"A11: {DOUBTS['A11'].question}"]


def test_the_places_of_a_clause_stated_with_another_lead_to_its_rule() -> None:
    excuse, rule = dict(where.places("L10.16(b)(i)"))["Rule"]
    assert excuse.startswith("none of its own, stated with L10.16(b): ")
    assert rule.endswith("  l10_16_b__replacement_evidence")


def test_the_places_of_a_definition_only() -> None:
    [excuse] = dict(where.places("L10.30(d)"))["Rule"]
    assert excuse.startswith("none of its own: defined and not computed")


def test_a_test_is_found_by_the_key_in_its_name_and_by_no_other() -> None:
    for ref in CLAUSES:
        for test in where.tests(ref):
            assert test.name.startswith(f"test_{where.key(ref)}__")
            assert (
                f"def {test.name}(" in (DOCS.parent / test.file).read_text(encoding="utf-8").splitlines()[test.line - 1]
            )


# --- neighbours -----------------------------------------------------------------------------------------------------


def test_the_neighbours_and_whose_text_is_held() -> None:
    assert {ref: one.text_held for ref, one in NEIGHBOURS.items()} == {
        "A2": False,
        "L10.6": True,
        "L10.12": True,
        "L10.31 to L10.33": False,
        "L11.9": False,
        "M2": False,
        "M8": False,
        "M10": False,
        "Organisation Certificate Policy 6.2.1": False,
    }


@each_neighbour
def test_a_neighbour_is_complete(neighbour: Neighbour) -> None:
    assert NEIGHBOURS[neighbour.ref] is neighbour
    assert neighbour.heading
    assert neighbour.names
    for text in (neighbour.said, neighbour.needed, neighbour.source):
        assert well_written(text), text
    for text in (neighbour.recalled, neighbour.is_not):
        assert not text or well_written(text), text
    assert neighbour.clauses
    assert list(neighbour.clauses) == [ref for ref in CLAUSES if ref in neighbour.clauses]
    assert list(neighbour.readings) == [name for name in READINGS if name in neighbour.readings]


@each_neighbour
def test_a_neighbour_is_marked_where_its_text_is_not_held(neighbour: Neighbour) -> None:
    held = "text held" if neighbour.text_held else "*text not held*"
    assert f"</a>{neighbour.ref}: {held}\n" in law_book.law_and_code()
    assert dict(where.of_neighbour(neighbour))["Text held"] == ["yes" if neighbour.text_held else "no"]


@each_neighbour
def test_what_is_only_recalled_is_marked_unverified(neighbour: Neighbour) -> None:
    assert not neighbour.recalled or "[unverified]" in neighbour.recalled
    assert "[unverified]" not in neighbour.said + neighbour.needed + neighbour.is_not


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("L10.6", "L10.6"),
        ("L10.12", "L10.12"),
        ("L10.31", "L10.31 to L10.33"),
        ("L10.33", "L10.31 to L10.33"),
        ("L10.31-L10.33", "L10.31 to L10.33"),
        ("l11.9", "L11.9"),
        ("Section L11.9", "L11.9"),
        (" L11.9 (a) ", "L11.9"),
        ("M10", "M10"),
        ("M10.5", "M10"),
        ("M2", "M2"),
        ("M8.1", "M8"),
        ("A2.1", "A2"),
        ("Part 6.2.1", "Organisation Certificate Policy 6.2.1"),
        ("Organisation Certificate Policy, Part 6.2.1", "Organisation Certificate Policy 6.2.1"),
    ],
)
def test_a_neighbour_is_found_as_people_write_it(written: str, ref: str) -> None:
    assert where.neighbour(written) is NEIGHBOURS[ref]


@pytest.mark.parametrize("written", ["L10.14", "L10.30", "L10.60", "L10.34", "L11", "L11.90", "M1", "M20", "6.2", ""])
def test_what_is_no_neighbour_is_not_found(written: str) -> None:
    assert where.neighbour(written) is None


def test_no_clause_is_a_neighbour() -> None:
    assert [ref for ref in CLAUSES if where.neighbour(ref)] == []


def test_a_direction_under_l10_31_is_said_not_to_be_a_recovery_event_with_the_reason() -> None:
    said = NEIGHBOURS["L10.31 to L10.33"].is_not
    assert "is not a Recovery Event" in said
    for ref in ("L10.14", "L10.15(a)", "L10.16(a)", "L10.17", "L10.25", "L10.26", "L10.30(b)"):
        assert ref in said


# --- documented doubts ----------------------------------------------------------------------------------------------


def test_every_doubt_is_a_reading_or_documented_and_none_is_both() -> None:
    read = {number for one in READINGS.values() for number in one.doubt.split(", ")}
    assert list(DOUBTS) == [f"A{n:02}" for n in (3, 11, 15, 19, 24, 25, 34, 35, 36, 37, 43, 45, 47, 48, 49, 50, 51)]
    assert read.isdisjoint(DOUBTS)
    assert read | DOUBTS.keys() == {f"A{n:02}" for n in range(1, 52)} | {"A06a"}


@each_doubt
def test_a_doubt_is_complete(doubt: Doubt) -> None:
    assert DOUBTS[doubt.number] is doubt
    assert doubt.question.endswith("?")
    assert doubt.others
    for text in (doubt.does, *doubt.others, doubt.because, doubt.case):
        assert well_written(text), text
    assert doubt.clauses
    assert list(doubt.clauses) == [ref for ref in CLAUSES if ref in doubt.clauses]
    assert set(doubt.neighbours) <= NEIGHBOURS.keys()
    text = law_book.all_readings()
    for part in (doubt.question, doubt.does, *doubt.others, doubt.because, doubt.case):
        assert part in text


# The worked cases as scenarios, their expectations worked out by hand from the case in words. A50 is about years of
# charging, in which an adjudication puts nothing.
WORKED = """
- id: A03
  as_of: 2025-04-01
  case:
    format: 1
    case: the key is declined and later required
    facts:
    - {id: F1, type: compromise_notified, at: 2025-01-13, keys: [device_credentials_key], state: actual}
    - {id: F2, type: replacement_evidence, at: 2025-01-15, limb: attempted}
    - {id: F3, type: recovery_key_decided, at: 2025-01-20, required: false}
    - {id: F4, type: recovery_key_decided, at: 2025-03-03, required: true, key: recovery}
    - {id: F5, type: estimate_given, party: A, received: 2025-02-01, amount: "1.00"}
  expect:
    recovery_event.on: "2025-01-20"
    recovery_event.route: L10.16
    claims.A.intention.due: "2025-04-20"
- id: A11
  as_of: 2025-12-01
  case:
    format: 1
    case: a total in the third period
    facts:
    - {id: F1, type: compromise_notified, at: 2025-01-13, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-01-13, required: true, key: recovery}
    - {id: F3, type: intention_notified, party: A, received: 2025-02-10, estimate: "1.00"}
    - {id: F4, type: estimate_given, party: A, received: 2025-02-20, amount: "2.00"}
    - {id: F5, type: estimate_given, party: A, received: 2025-08-08, amount: "3.00"}
    - {id: F6, type: total_notified, party: A, received: 2025-10-01, amount: "4.00"}
    - {id: F7, type: intention_notified, party: B, received: 2025-02-10, estimate: "1.00"}
    - {id: F8, type: estimate_given, party: B, received: 2025-02-20, amount: "2.00"}
    - {id: F9, type: estimate_given, party: B, received: 2025-08-08, amount: "3.00"}
    - {id: F10, type: total_notified, party: B, received: 2025-11-11, amount: "4.00"}
  expect:
    claims.A.estimates.#count: 3
    claims.A.estimates.1.status: met
    claims.A.estimates.2.status: met
    claims.A.estimates.3.from: "2025-08-11"
    claims.A.estimates.3.to: "2025-11-10"
    claims.A.estimates.3.status: ended_by_total
    claims.B.estimates.3.status: missed
    claims.B.estimates.4.status: ended_by_total
- id: A15
  as_of: 2025-11-20
  case:
    format: 1
    case: a total the day before its last day
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: intention_notified, party: A, received: 2025-03-06, estimate: "1.00"}
    - {id: F4, type: costs_ceased, party: A, at: 2025-08-15}
    - {id: F5, type: total_notified, party: A, received: 2025-11-14, amount: "75000.00"}
  expect:
    claims.A.total.due: "2025-11-15"
    claims.A.total.in_time: true
    claims.A.requested: "75000.00"
    claims.A.barred: false
- id: A19
  as_of: 2025-06-01
  case:
    format: 1
    case: a key used, and devices on which it failed
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - id: F3
      type: cost_lines
      party: A
      at: 2025-06-01
      lines:
      - {line: "1", incurred: 2025-04-01, amount: "120000.00", limb: key_use}
      - {line: "2", incurred: 2025-05-01, amount: "92600.00", limb: replace_device, devices: 500, key_outcome: unsuccessful, responsible_supplier: true, smi_status: commissioned}
  expect: {claims.A.eligible: "212600.00", claims.A.lines.1.eligible: "120000.00", claims.A.lines.2.eligible: "92600.00"}
- id: A24
  as_of: 2025-06-01
  case:
    format: 1
    case: A says commissioned, as it has been since the event; B says what it was before
    facts:
    - {id: F1, type: compromise_notified, at: 2025-04-14, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-04-14, required: true, key: recovery}
    - id: F3
      type: cost_lines
      party: A
      at: 2025-06-01
      lines: [{line: "1", incurred: 2025-04-25, amount: "185.00", limb: replace_device, key_outcome: not_used, responsible_supplier: true, smi_status: commissioned}]
    - id: F4
      type: cost_lines
      party: B
      at: 2025-06-01
      lines: [{line: "1", incurred: 2025-04-25, amount: "185.00", limb: replace_device, key_outcome: not_used, responsible_supplier: true, smi_status: not yet commissioned}]
  expect:
    claims.A.eligible: "185.00"
    claims.B.eligible: "0.00"
    claims.B.lines.1.excluded: [not_relevant_device]
- id: A25
  as_of: 2025-06-01
  case:
    format: 1
    case: B says who was responsible when it replaced, C who was on the day of the event
    facts:
    - {id: F1, type: compromise_notified, at: 2025-04-14, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-04-14, required: true, key: recovery}
    - id: F3
      type: cost_lines
      party: B
      at: 2025-06-01
      lines: [{line: "1", incurred: 2025-05-10, amount: "1850.00", limb: replace_device, devices: 10, key_outcome: not_used, responsible_supplier: true, smi_status: commissioned}]
    - id: F4
      type: cost_lines
      party: C
      at: 2025-06-01
      lines: [{line: "1", incurred: 2025-05-10, amount: "1850.00", limb: replace_device, devices: 10, key_outcome: not_used, responsible_supplier: false, smi_status: commissioned}]
  expect:
    claims.B.eligible: "1850.00"
    claims.B.intention.due: "2025-07-14"
    claims.C.eligible: "0.00"
    claims.C.lines.1.excluded: [not_responsible_supplier]
- id: A34
  as_of: 2025-08-01
  case:
    format: 1
    case: a referral that is not determined yet
    facts:
    - {id: F1, type: compromise_notified, at: 2025-04-14, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-04-14, required: true, key: recovery}
    - {id: F3, type: certificate_compromised, at: 2025-04-14, certificate: C1, kind: organisation, subscriber: Supplier B, subscriber_kind: party}
    - {id: F4, type: breach_referred, subscriber: Supplier B, received: 2025-07-01}
    - {id: F5, type: breach_determined, subscriber: Supplier B, at: 2025-09-12, demonstrated: true, breach: false}
  expect: {breaches.Supplier B.L11.9.status: deemed_pending, breaches.Supplier B.L11.9.referral_in_time: true}
  variants:
  - {as_of: 2025-06-30, expect: {breaches.Supplier B.L11.9.status: deemed_rebuttable}}
  - {as_of: 2025-09-11, expect: {breaches.Supplier B.L11.9.status: deemed_pending}}
  - {as_of: 2025-09-12, expect: {breaches.Supplier B.L11.9.status: erased}}
- id: A35
  as_of: 2025-09-12
  case:
    format: 1
    case: B of no such breach, C of one that was not the cause
    facts:
    - {id: F1, type: compromise_notified, at: 2025-04-14, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-04-14, required: true, key: recovery}
    - {id: F3, type: certificate_compromised, at: 2025-04-14, certificate: C1, kind: organisation, subscriber: Supplier B, subscriber_kind: party}
    - {id: F4, type: certificate_compromised, at: 2025-04-14, certificate: C2, kind: organisation, subscriber: Supplier C, subscriber_kind: party}
    - {id: F5, type: breach_referred, subscriber: Supplier B, received: 2025-07-01}
    - {id: F6, type: breach_referred, subscriber: Supplier C, received: 2025-07-01}
    - {id: F7, type: breach_determined, subscriber: Supplier B, at: 2025-09-12, demonstrated: true, breach: false}
    - {id: F8, type: breach_determined, subscriber: Supplier C, at: 2025-09-12, demonstrated: true, breach: true}
  expect: {breaches.Supplier B.L11.9.status: erased, breaches.Supplier C.L11.9.status: final}
- id: A36
  as_of: 2025-05-31
  case:
    format: 1
    case: a doubt about a part of the request
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: total_notified, party: A, received: 2025-04-01, amount: "254250.00"}
    - {id: F4, type: adequacy_referred, party: A, at: 2025-05-01}
    - {id: F5, type: payment_directed, party: A, at: 2025-06-01, direction: part, sum: "212600.00"}
  expect: {claims.A.requested: "254250.00", claims.A.payable: null, claims.A.payable_under: null}
  variants:
  - {as_of: 2025-06-01, expect: {claims.A.payable: "212600.00", claims.A.payable_under: L10.23(b)}}
- id: A37
  as_of: 2025-06-01
  case:
    format: 1
    case: more than was requested
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: total_notified, party: A, received: 2025-04-01, amount: "250000.00"}
    - {id: F4, type: adequacy_referred, party: A, at: 2025-05-01}
    - {id: F5, type: payment_directed, party: A, at: 2025-06-01, direction: part, sum: "260000.00"}
    - {id: F6, type: appeal_made, by: A, at: 2025-06-20, decision: F5}
    - {id: F7, type: appeal_decided, at: 2025-07-01, decision: F5, upheld: false, sum: "260000.00"}
  expect: {claims.A.requested: "250000.00", claims.A.payable: null}
  variants:
  - {as_of: 2025-07-01, expect: {claims.A.payable: "260000.00", claims.A.payable_under: L10.29}}
- id: A43
  as_of: 2025-11-30
  case:
    format: 1
    case: three months between satisfaction and payment
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: total_notified, party: A, received: 2025-04-01, amount: "75000.00"}
    - {id: F4, type: dcc_satisfied, party: A, at: 2025-09-01}
    - {id: F5, type: payment_made, party: A, at: 2025-12-01, amount: "75000.00"}
  expect: {claims.A.outstanding: "75000.00", awaited.#count: 1}
  variants:
  - {as_of: 2025-12-01, expect: {claims.A.outstanding: "0.00", claims.A.overpaid: "0.00", awaited.#count: 0}}
- id: A45
  as_of: 2025-06-01
  case:
    format: 1
    case: costs with a clause of their own, or none
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - id: F3
      type: cost_lines
      party: A
      at: 2025-06-01
      lines:
      - {line: "1", incurred: 2025-05-01, amount: "12000.00", limb: other}
      - {line: "2", incurred: 2025-05-01, amount: "6500.00", limb: other, own_route: L10.6}
      - {line: "3", incurred: 2025-05-01, amount: "2200.00", limb: key_use, own_route: L10.12}
  expect:
    claims.A.eligible: "0.00"
    claims.A.lines.1.excluded: [outside_limbs]
    claims.A.lines.2.excluded: [own_route, outside_limbs]
    claims.A.lines.3.excluded: [own_route]
- id: A47
  as_of: 2025-09-30
  case:
    format: 1
    case: paid, and reduced on appeal
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: total_notified, party: A, received: 2025-04-01, amount: "250000.00"}
    - {id: F4, type: adequacy_referred, party: A, at: 2025-05-01}
    - {id: F5, type: payment_directed, party: A, at: 2025-06-01, direction: full}
    - {id: F6, type: payment_made, party: A, at: 2025-06-10, amount: "250000.00"}
    - {id: F7, type: appeal_made, by: DCC, at: 2025-09-01, decision: F5}
    - {id: F8, type: appeal_decided, at: 2025-10-01, decision: F5, upheld: false, sum: "200000.00"}
  expect: {claims.A.payable: "250000.00", claims.A.overpaid: "0.00"}
  variants:
  - {as_of: 2025-10-01, expect: {claims.A.payable: "200000.00", claims.A.overpaid: "50000.00", claims.A.outstanding: "0.00"}}
- id: A48
  as_of: 2025-06-02
  case:
    format: 1
    case: a direction put on record as a decision, with no Compromise notified
    facts:
    - {id: F1, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F2, type: cost_lines, party: A, at: 2025-06-01, lines: [{line: "1", incurred: 2025-04-01, amount: "55000.00", limb: key_use}]}
    - {id: F3, type: total_notified, party: A, received: 2025-06-01, amount: "55000.00"}
    - {id: F4, type: dcc_satisfied, party: A, at: 2025-06-02}
  expect: {recovery_event.occurred: false, claims.A.requested: "55000.00", claims.A.eligible: null, claims.A.payable: null}
- id: A49
  as_of: 2025-06-01
  case:
    format: 1
    case: two keys as one event; until B asks, as the one key would stand alone
    facts:
    - {id: F1, type: compromise_notified, at: 2025-03-05, keys: [device_credentials_key, issuing_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2025-03-05, required: true, key: recovery}
    - {id: F3, type: threshold_determined, at: 2025-01-01, sum: "1000000.00"}
    - {id: F4, type: total_notified, party: A, received: 2025-04-01, amount: "600000.00"}
    - {id: F5, type: total_notified, party: B, received: 2025-05-01, amount: "600000.00"}
  expect: {aggregate.requested: "1200000.00", aggregate.threshold: "1000000.00", aggregate.exceeds: true}
  variants:
  - {as_of: 2025-04-30, expect: {aggregate.requested: "600000.00", aggregate.exceeds: false}}
- id: A51
  as_of: 2022-06-30
  case:
    format: 1
    case: an event on either side of a change of the text
    facts:
    - {id: F1, type: compromise_notified, at: 2022-02-10, keys: [device_credentials_key], state: actual}
    - {id: F2, type: recovery_key_decided, at: 2022-02-10, required: true, key: recovery}
    - {id: F3, type: costs_ceased, party: A, at: 2022-03-20}
    - {id: F4, type: total_notified, party: A, received: 2022-06-10, amount: "1.00"}
  expect:
    code: SEC L10, text of 6 March 2020
    recovery_event.on: "2022-02-10"
    claims.A.total.due: "2022-06-20"
    claims.A.total.in_time: true
"""
CASES: dict[str, Any] = {given["id"]: given for given in read(WORKED.encode())}

each_case = pytest.mark.parametrize("number", CASES)


def test_every_worked_case_that_the_program_decides_is_run() -> None:
    assert CASES.keys() == DOUBTS.keys() - {"A50"}


@each_case
def test_the_program_does_what_the_worked_case_says(number: str) -> None:
    assert list(misses(CASES[number])) == []


@each_case
def test_the_sums_of_the_worked_case_stand_in_its_words(number: str) -> None:
    given = CASES[number]
    for expect in (given["expect"], *(variant["expect"] for variant in given.get("variants", ()))):
        for value in expect.values():
            if isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value) and value != "0.00":
                assert str(Money.of(value)) in DOUBTS[number].case, value


def findings(number: str, clause: str, outcome: str) -> list[Finding]:
    """What a clause says, on the last day of a worked case."""
    run = runs(CASES[number])[-1]
    said = adjudicate(run.case, run.as_of).findings
    return [each for each in said if each.clause == clause and each.outcome == outcome]


def test_as_soon_as_possible_is_left_to_judgement_and_gives_no_day() -> None:
    [judged] = findings("A15", "L10.19(c)", "for_judgement")
    assert "91 days" in judged.because
    assert judged.due is None


def test_a_direction_beyond_the_request_is_found_wanting_and_the_authority_is_not() -> None:
    [direction] = findings("A37", "L10.23(b)", "not_met")
    assert "260,000.00" in direction.because
    [authority] = findings("A37", "L10.29", "for_judgement")
    assert "250,000.00 is requested" in authority.because


def test_a_payment_awaited_has_no_last_day() -> None:
    run = runs(CASES["A43"])[0]
    [awaited] = adjudicate(run.case, run.as_of).awaited
    assert (awaited.clause, awaited.due) == ("L10.22", None)
