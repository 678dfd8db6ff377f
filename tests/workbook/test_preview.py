"""What taking a workbook in would change, worked by hand on Supplier B of the first sample event."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs import plain
from recovery_costs.case_file import check_case
from recovery_costs.facts import CostLine, CostLines
from recovery_costs.money import Money
from recovery_costs.workbook.against import against, matched
from recovery_costs.workbook.check import check_file
from recovery_costs.workbook.preview import line_changes, twice
from recovery_costs.workbook.preview_words import sentences

SAMPLE = Path(__file__).parents[2] / "sample_claims" / "01-own-credentials"
B = "Supplier B"
DAY = date(2026, 11, 20)
EVENT: dict[str, Any] = plain.read((SAMPLE / "event.yaml").read_bytes())
WORKBOOK = check_file(SAMPLE / "supplier-b.xlsx").facts
CASE = check_case({**EVENT, "facts": [*EVENT["facts"], *WORKBOOK]})


def of(kind: str) -> dict[str, Any]:
    return next(dict(fact) for fact in WORKBOOK if fact["type"] == kind)


def estimate(**said: Any) -> dict[str, Any]:
    return {"id": "x", "type": "estimate_given", "party": B, "method": "email", "amount": "70000.00", **said}


def other_lines(at: str = "2026-11-20", **changes: dict[str, Any] | None) -> dict[str, Any]:
    """The list on record with lines changed, or taken out (None), or added."""
    fact = of("cost_lines")
    lines = {line["line"]: line for line in fact["lines"]}
    for name, change in changes.items():
        key = name.replace("_", "-")
        if change is None:
            del lines[key]
        else:
            lines[key] = {**lines.get(key, {"line": key}), **change}
    return {**fact, "at": at, "lines": list(lines.values())}


def test_the_same_content_again_changes_nothing_whatever_its_ids_and_cells():
    again = [
        {**fact, "id": f"n{number}", "source": {"workbook": "b.xlsx", "sheet": "S", "cell": "A1"}}
        for number, fact in enumerate(WORKBOOK)
    ]
    seen = against(CASE, again, B, DAY)
    assert seen.changes_nothing
    assert (seen.new, seen.already) == ((), len(WORKBOOK))
    assert seen.lines.added == seen.lines.removed == seen.lines.changed == ()
    assert all(figure.then == figure.now for figure in seen.figures)
    assert seen.questions == ()
    said = list(sentences(seen))
    assert said[0] == "The same content as on record (3 facts). Taking it in changes nothing."
    assert "Next: updated best estimate, by 15 February 2027 (L10.19(b)(ii))." in said


def test_a_notice_that_the_record_holds_as_received_is_known_by_its_id():
    facts = []
    for fact in WORKBOOK:
        stated = {name: value for name, value in fact.items() if name not in ("sent", "method")}
        facts.append({**stated, "received": "2026-08-14T09:00"} if fact["type"] == "estimate_given" else dict(fact))
    case = check_case({**EVENT, "facts": [*EVENT["facts"], *facts]})
    seen = against(case, list(WORKBOOK), B, DAY)
    assert (seen.changes_nothing, seen.already, seen.questions) == (True, len(WORKBOOK), ())


def test_what_was_judged_of_a_line_stays_and_the_same_lines_on_another_day_are_the_same_list():
    judged = other_lines(at="2026-08-13", B_1={"reasonable": True}, B_2={"own_route": "L10.6"})
    case = check_case({**EVENT, "facts": [*EVENT["facts"], *WORKBOOK[:2], judged]})
    seen = against(case, list(WORKBOOK), B, DAY)
    assert (seen.changes_nothing, seen.lines.changed) == (True, ())
    assert against(case, [*WORKBOOK[:2], other_lines()], B, DAY).changes_nothing
    seen = against(case, [*WORKBOOK[:2], other_lines(B_1={"amount": "24000.01"})], B, DAY)
    assert [(each.line, each.field) for each in seen.lines.changed] == [("B-1", "amount"), ("B-1", "reasonable")]


def test_a_note_alone_is_nothing_new():
    noted = [{**fact, "note": "our reference 7"} for fact in WORKBOOK]
    assert against(CASE, noted, B, DAY).changes_nothing


def test_an_estimate_meets_the_window_it_falls_in():
    # Windows: 16 May to 15 August, 16 August to 15 November, 16 November to 15 February 2027 (expected.yaml).
    seen = against(CASE, [*WORKBOOK, estimate(sent="2026-11-20T16:00")], B, DAY)
    (new,) = seen.new
    assert str(new.takes_effect) == "20 November 2026 at 17:00"
    assert new.serves == "meets window 3, 16 November 2026 to 15 February 2027, L10.19(b)(ii)"
    assert {each.figure: (each.then, each.now) for each in seen.figures}["estimate"] == (Money(7250000), Money(7000000))
    said = list(sentences(seen))
    assert "Best estimate: £72,500.00 then, £70,000.00 now, −£2,500.00." in said
    assert "No longer awaited: updated best estimate (L10.19(b)(ii))." in said


def test_a_letter_in_the_post_shows_what_it_will_do():
    # Posted on Friday 20 November: in effect at 09:00 on the second Working Day after, Tuesday 24 November.
    seen = against(CASE, [*WORKBOOK, estimate(sent="2026-11-20", method="post")], B, DAY)
    assert str(seen.new[0].takes_effect) == "24 November 2026 at 09:00"
    assert seen.as_of == date(2026, 11, 24)
    assert seen.new[0].serves.startswith("meets window 3")  # type: ignore[union-attr]


def test_an_estimate_in_a_window_already_met_says_so():
    seen = against(CASE, [*WORKBOOK, estimate(sent="2026-10-01T10:00", method="hand")], B, DAY)
    assert seen.new[0].serves == "falls in window 2, 16 August 2026 to 15 November 2026, which was met before"


def test_a_total_of_nought_withdraws():
    total = {
        "id": "t",
        "type": "total_notified",
        "party": B,
        "sent": "2026-11-20T10:00",
        "method": "hand",
        "amount": "0.00",
    }
    seen = against(CASE, [*WORKBOOK, total], B, DAY)
    assert {each.figure: each.now for each in seen.figures}["requested"] == Money(0)
    assert any("total of £0.00, which withdraws the request" in each for each in sentences(seen))


def test_lines_added_removed_and_changed():
    seen = against(
        CASE,
        [
            *WORKBOOK[:2],
            other_lines(
                B_4=None, B_2={"amount": "13500.01"}, B_9={"incurred": "2026-08-01", "amount": "10.00", "limb": "other"}
            ),
        ],
        B,
        DAY,
    )
    assert [(each.line, each.amount) for each in seen.lines.added] == [("B-9", Money(1000))]
    assert [(each.line, each.amount) for each in seen.lines.removed] == [("B-4", Money(120000))]
    assert [(each.line, each.field, each.from_, each.to) for each in seen.lines.changed] == [
        ("B-2", "amount", Money(1350000), Money(1350001))
    ]
    # 43,700.00 less 1,200.00, a penny and 10.00 more.
    assert (seen.lines.was, seen.lines.now) == (Money(4370000), Money(4251001))
    said = list(sentences(seen))
    assert "1 line added: B-9 (£10.00)." in said
    assert "Sum of the lines: £43,700.00 then, £42,510.01 now." in said
    # B-4 was eligible at 1,000.00; B-2 has a penny more.
    assert "Eligible: £32,250.00 then, £31,250.01 now, −£999.99." in said
    assert seen.questions == ()


def test_other_lines_on_the_same_day_are_a_question():
    seen = against(CASE, [*WORKBOOK[:2], other_lines(at="2026-08-13", B_4=None)], B, DAY)
    assert [each.code for each in seen.questions] == ["list-day-unchanged"]


def test_what_the_workbook_no_longer_says_stays_on_record():
    seen = against(CASE, [fact for fact in WORKBOOK if fact["type"] != "estimate_given"], B, DAY)
    assert seen.changes_nothing
    assert [each.code for each in seen.questions] == ["no-longer-said"]
    assert {each.figure: each.now for each in seen.figures}["estimate"] == Money(7250000)


def test_a_row_as_it_was_before_a_correction_is_known():
    old = of("estimate_given")
    mended = {
        **{k: v for k, v in old.items() if k != "source"},
        "id": "mended",
        "amount": "72000.00",
        "corrects": old["id"],
        "reason": "misread",
        "recorded": "2026-09-01",
    }
    case = check_case({**EVENT, "facts": [*EVENT["facts"], *WORKBOOK, mended]})
    seen = against(case, list(WORKBOOK), B, DAY)
    assert seen.changes_nothing
    assert [(each.code, each.about) for each in seen.questions] == [
        ("corrected-since", (old["id"],)),
        ("no-longer-said", ("mended",)),
    ]


def test_an_answer_to_a_requirement_is_matched_with_the_case():
    given = {
        "id": "e",
        "type": "evidence_given",
        "party": B,
        "sent": "2026-11-20T10:00",
        "method": "hand",
        "requirement": "evidence-b-1",
    }
    seen = against(CASE, [*WORKBOOK, given], B, DAY)
    assert [each.type for each in seen.new] == ["evidence_given"]
    assert any(each.clause == "L10.20" and each.then == date(2026, 12, 4) and each.now is None for each in seen.due)


def test_facts_that_do_not_fit_the_case_are_refused():
    given = {
        "id": "e",
        "type": "evidence_given",
        "party": B,
        "sent": "2026-11-20",
        "method": "hand",
        "requirement": "none",
    }
    with pytest.raises(plain.Problems):
        matched(CASE, [given], B)


def test_a_first_workbook_is_all_new():
    case = check_case(EVENT)
    seen = against(case, list(WORKBOOK), B, DAY)
    assert len(seen.new) == len(WORKBOOK)
    assert seen.lines.was is None
    assert len(seen.lines.added) == 4
    assert seen.as_json()["lines"]["now"] == "43700.00"


# --- lines alone ------------------------------------------------------------------------------------------------


def line(name: str, amount: str = "1.00", **more: Any) -> CostLine:
    return CostLine.model_validate({"line": name, "incurred": "2026-01-01", "amount": amount, "limb": "other", **more})


def test_the_same_invoice_or_device_twice_is_a_question():
    lines = [
        line("1", invoice="INV-7", supplier="Own Ltd", device_ids=["a", "b", "c"], devices=3),
        line("2", invoice="inv-7", supplier="OWN LTD", device_ids=["b", "c"], devices=2),
        line("3", invoice="INV-7", supplier="Another Ltd", device_ids=["d"], devices=1),
        line("4", device_ids=["d"], devices=1),
        line("5"),
        line("6"),
    ]
    assert [(each.code, each.about, each.found) for each in twice(lines)] == [
        ("invoice-twice", ("1", "2"), "invoice INV-7 on 2 lines"),
        ("device-twice", ("1", "2"), "2 devices, b the first, on 2 lines"),
        ("device-twice", ("3", "4"), "device d on 2 lines"),
    ]
    assert list(twice(lines[2:3])) == []


def test_a_list_against_itself_and_against_none():
    lists = [line("1"), line("2", "2.00")]
    same = line_changes(lists, list(reversed(lists)))
    assert (same.added, same.removed, same.changed) == ((), (), ())
    assert line_changes(None, None).now is None
    assert line_changes(lists, ()).now == Money(0)
    assert [each.line for each in line_changes(lists, ()).removed] == ["1", "2"]
    assert isinstance(next(fact for fact in CASE.facts if fact.type == "cost_lines"), CostLines)
