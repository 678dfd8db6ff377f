"""Every type of fact, field by field: what each field may hold, what it may not, and what contradicts what."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from recovery_costs.case_file import case_schema, check_case
from recovery_costs.facts import FACT_TYPES, Case
from recovery_costs.plain import Problem, Problems, read

Fields = dict[str, Any]

# The table of docs/case-file.md, typed by hand: for each type the form of each field, required first, optional after the bar.
COMMON = "id:text | recorded:moment corrects:text reason:text note:text source:record"
NOTICE = "sent:moment method:word received:moment"
FORMS = {
    "compromise_notified": "at:moment keys:words state:word |",
    "recovery_key_decided": "at:moment required:bool | key:word",
    "replacement_evidence": "at:moment limb:word |",
    "certificate_compromised": "at:moment certificate:text kind:word subscriber:text subscriber_kind:word"
    " | nominated_by:text caused_by_oca:bool",
    "intention_notified": f"party:text | {NOTICE} estimate:money total:money",
    "estimate_given": f"party:text amount:money | {NOTICE}",
    "costs_ceased": "party:text at:moment | last_payment:day",
    "total_notified": f"party:text amount:money | {NOTICE}",
    "cost_lines": "party:text at:moment lines:records |",
    "evidence_required": "party:text at:moment by:word item:text due:day | auditor_report:bool",
    "evidence_given": f"party:text requirement:text | {NOTICE}",
    "evidence_listed": "party:text at:moment items:any_records |",
    "panel_took_up": "party:text at:moment on:word |",
    "dcc_satisfied": "party:text at:moment |",
    "adequacy_referred": "party:text at:moment |",
    "payment_directed": "party:text at:moment direction:word | sum:money",
    "threshold_determined": "at:moment sum:money |",
    "dates_referred": "at:moment |",
    "dates_determined": "at:moment payments:records |",
    "draft_proposal_considered": "at:moment submit:bool |",
    "payment_made": "party:text at:moment amount:money |",
    "payment_returned": "party:text at:moment amount:money |",
    "breach_referred": f"subscriber:text | {NOTICE} provision:word",
    "breach_determined": "subscriber:text at:moment demonstrated:bool breach:bool | provision:word",
    "appeal_made": "at:moment by:text decision:text |",
    "appeal_decided": "at:moment decision:text upheld:bool | sum:money payments:records breach:bool set_aside:bool",
}
INNER_FORMS = {
    "lines": "line:text incurred:day amount:money limb:word | key_outcome:word devices:count responsible_supplier:bool"
    " smi_status:text compromised_credentials:bool otherwise_incurred:money recoverable_vat:money reasonable:bool"
    " own_route:word description:text supplier:text invoice:text evidence:text device_ids:texts",
    "items": "reference:text kind:text | file:text lines:texts",
    "payments": "party:text on:day amount:money |",
    "source": "workbook:text sheet:text cell:text |",
}
OPTIONS = {
    "keys": "contingency_symmetric_key device_credentials_key s1sp_credentials_key issuing_key xml_signing_key s1spki_key",
    "state": "actual suspected",
    "key": "recovery contingency",
    "replacement_evidence.limb": "attempted not_feasible",
    "certificate_compromised.kind": "organisation oca",
    "subscriber_kind": "dcc party non_party",
    "method": "hand email post",
    "evidence_required.by": "dcc panel",
    "panel_took_up.on": "own_motion party_referral dcc_referral",
    "direction": "full part none",
    "lines.limb": "key_use replace_device replace_data other",
    "lines.key_outcome": "not_used unsuccessful successful",
    "lines.own_route": "L10.6 L10.12",
    "provision": "L11.9|Organisation Certificate Policy 6.2.1",
}

AT = "2025-04-01T10:00"
BY_NOTICE = {"sent": AT, "method": "hand", "received": "2025-04-01T11:00"}
PAYMENTS = [{"party": "P", "on": "2025-06-02", "amount": "5.00"}]
LINE = {
    "line": "1",
    "incurred": "2025-03-10",
    "amount": "9.00",
    "limb": "replace_device",
    "key_outcome": "unsuccessful",
    "devices": 2,
    "responsible_supplier": True,
    "smi_status": "commissioned",
    "compromised_credentials": True,
    "otherwise_incurred": "1.00",
    "recoverable_vat": "1.00",
    "reasonable": True,
    "own_route": "L10.6",
    "description": "d",
    "supplier": "s",
    "invoice": "i",
    "evidence": "e",
    "device_ids": ["d1", "d2"],
}
ITEM = {"reference": "R1", "kind": "invoice", "file": "a.pdf", "lines": ["1"]}

# One whole fact of each type, every field given that may be given together.
WHOLE: dict[str, Fields] = {
    "compromise_notified": {"at": AT, "keys": ["issuing_key"], "state": "actual"},
    "recovery_key_decided": {"at": AT, "required": True, "key": "recovery"},
    "replacement_evidence": {"at": AT, "limb": "attempted"},
    "certificate_compromised": {
        "at": AT,
        "certificate": "c",
        "kind": "organisation",
        "subscriber": "RDP1",
        "subscriber_kind": "non_party",
        "nominated_by": "N",
        "caused_by_oca": False,
    },
    "intention_notified": {"party": "P", **BY_NOTICE, "estimate": "7.00", "total": "8.00"},
    "estimate_given": {"party": "P", **BY_NOTICE, "amount": "7.00"},
    "costs_ceased": {"party": "P", "at": AT, "last_payment": "2025-05-01"},
    "total_notified": {"party": "P", **BY_NOTICE, "amount": "8.00"},
    "cost_lines": {"party": "P", "at": AT, "lines": [LINE]},
    "evidence_required": {
        "party": "P",
        "at": AT,
        "by": "panel",
        "item": "a report",
        "due": "2025-05-01",
        "auditor_report": True,
    },
    "evidence_given": {"party": "P", **BY_NOTICE, "requirement": "evidence_required"},
    "evidence_listed": {"party": "P", "at": AT, "items": [ITEM]},
    "panel_took_up": {"party": "P", "at": AT, "on": "own_motion"},
    "dcc_satisfied": {"party": "P", "at": AT},
    "adequacy_referred": {"party": "P", "at": AT},
    "payment_directed": {"party": "P", "at": AT, "direction": "part", "sum": "5.00"},
    "threshold_determined": {"at": AT, "sum": "5.00"},
    "dates_referred": {"at": AT},
    "dates_determined": {"at": AT, "payments": PAYMENTS},
    "draft_proposal_considered": {"at": AT, "submit": False},
    "payment_made": {"party": "P", "at": AT, "amount": "5.00"},
    "payment_returned": {"party": "P", "at": AT, "amount": "5.00"},
    "breach_referred": {"subscriber": "P", **BY_NOTICE, "provision": "L11.9"},
    "breach_determined": {"subscriber": "P", "at": AT, "provision": "L11.9", "demonstrated": True, "breach": False},
    "appeal_made": {"at": AT, "by": "P", "decision": "payment_directed"},
    "appeal_decided": {"at": AT, "decision": "payment_directed", "upheld": False, "sum": "4.00"},
}
SOURCE = {"workbook": "claim.xlsx", "sheet": "Cost lines", "cell": "E14"}
RECORDED = {"recorded": "2025-04-02T10:00", "note": "n", "source": SOURCE}


def whole(kind: str, /, **changes: Any) -> Fields:
    """The whole fact of a type under the type's name as its id; a change to `...` takes the field out."""
    fields = {"id": kind, "type": kind, **WHOLE[kind], **RECORDED, **changes}
    return {name: value for name, value in fields.items() if value is not ...}


def case_of(*facts: Fields) -> Fields:
    """A case of `facts` and of a whole fact of every other type, so that references find what they name."""
    named = [fact.get("id") for fact in facts]
    rest = [whole(kind) for kind in WHOLE if kind not in named]
    return {"format": 1, "case": "X", "facts": [*facts, *rest]}


def taken(*facts: Fields) -> Case:
    return check_case(read(json.dumps(case_of(*facts)).encode()))


def problems(*facts: Fields) -> list[Problem]:
    """Every problem of the case; each says what was found, wanted, and to do, shortly."""
    try:
        taken(*facts)
    except Problems as refused:
        found = refused.problems
    else:
        return []
    assert all(each.wanted and each.do for each in found)
    assert all(len(each.found + each.wanted) < 700 for each in found)
    return found


def where(*facts: Fields) -> list[tuple[str | None, str | None]]:
    return sorted((each.fact, each.field) for each in problems(*facts))


def forms(written: str) -> tuple[dict[str, str], dict[str, str]]:
    required, optional = ([tuple(pair.split(":")) for pair in part.split()] for part in written.split("|"))
    return dict(required), dict(optional)


COMMON_REQUIRED, COMMON_OPTIONAL = forms(COMMON)
EVERY_FIELD = [
    pytest.param(kind, field, form, field in required, id=f"{kind}.{field}")
    for kind, written in FORMS.items()
    for required, optional in [forms(written)]
    for field, form in {**required, **optional}.items()
]
EVERY_INNER_FIELD = [
    pytest.param(kind, holder, field, form, field in required, id=f"{holder}.{field}")
    for kind, holder in [
        ("cost_lines", "lines"),
        ("evidence_listed", "items"),
        ("dates_determined", "payments"),
        ("dates_referred", "source"),
    ]
    for required, optional in [forms(INNER_FORMS[holder])]
    for field, form in {**required, **optional}.items()
]
HERE = {"lines": "lines[0].", "items": "items[0].", "payments": "payments[0].", "source": "source."}
MAY_BE_NULL = {"reasonable", "own_route"}


def inner(kind: str, holder: str, /, **changes: Any) -> Fields:
    """The whole fact with one field of the record it holds changed."""
    record = SOURCE if holder == "source" else WHOLE[kind][holder][0]
    changed = {name: value for name, value in {**record, **changes}.items() if value is not ...}
    return whole(kind, **{holder: changed if holder == "source" else [changed]})


# --- a whole fact of each type ----------------------------------------------------------------------------------


def test_the_types_and_their_fields() -> None:
    assert list(FACT_TYPES) == list(FORMS)
    for kind, written in FORMS.items():
        required, optional = forms(written)
        fields = [*COMMON_REQUIRED, *COMMON_OPTIONAL, "type", *required, *optional]
        assert sorted(FACT_TYPES[kind].model_fields) == sorted(fields), kind


def test_a_whole_fact_of_every_type_is_taken_and_fits_the_schema() -> None:
    assert [fact.type for fact in taken().facts] == list(FORMS)
    jsonschema.validate(case_of(), case_schema())


@pytest.mark.parametrize("kind", FORMS)
def test_the_optional_fields_may_be_left_out(kind: str) -> None:
    left = {"sent", "method"} & forms(FORMS[kind])[1].keys()
    out = {"recovery_key_decided": {"required": False}, "payment_directed": {"direction": "full"}}
    bare = {**whole(kind, recorded=..., note=..., source=...), **out.get(kind, {})}
    for field in forms(FORMS[kind])[1].keys() - left:
        if (kind, field) != ("appeal_decided", "sum"):
            bare.pop(field, None)
    assert problems(bare) == []
    assert fits(bare)


def test_what_is_left_out_has_its_default() -> None:
    line = {"line": "1", "incurred": "2025-03-10", "amount": "9.00", "limb": "other"}
    case = taken(
        whole("cost_lines", lines=[line]),
        whole("certificate_compromised", caused_by_oca=...),
        whole("evidence_required", auditor_report=...),
    )
    lines, certificate, required = (
        case.by_id[name] for name in ("cost_lines", "certificate_compromised", "evidence_required")
    )
    one = lines.lines[0]
    assert one.compromised_credentials is True
    assert (one.otherwise_incurred.text, one.recoverable_vat.text) == ("0.00", "0.00")
    assert (one.reasonable, one.own_route) == (None, None)
    assert certificate.caused_by_oca is False
    assert required.auditor_report is False


# --- each field missing, null, of another form, unknown ---------------------------------------------------------

# What a field's absence is found at, where that is another field: what depends on it says what it wants.
ABSENT = {
    ("recovery_key_decided", "key"): "key",
    ("payment_directed", "sum"): "sum",
    ("appeal_decided", "sum"): "upheld",
}


@pytest.mark.parametrize(("kind", "field", "form", "required"), EVERY_FIELD)
def test_a_field_that_is_missing(kind: str, field: str, form: str, required: bool) -> None:
    fact = whole(kind, **{field: ...})
    if field in ("sent", "method"):
        assert [found for found, _ in where(fact)] == [kind], "one thing is missing: one problem"
        assert where(fact)[0][1] in ("sent", "method")
        return
    at = field if required else ABSENT.get((kind, field))
    assert where(fact) == ([(kind, at)] if at else [])
    if required:
        assert problems(fact)[0].found == "nothing"
        assert not fits(fact), "the schema must refuse it too"


@pytest.mark.parametrize(("kind", "holder", "field", "form", "required"), EVERY_INNER_FIELD)
def test_a_field_of_a_row_that_is_missing(kind: str, holder: str, field: str, form: str, required: bool) -> None:
    fact = inner(kind, holder, **{field: ...})
    needed = required or field in ("key_outcome", "responsible_supplier", "smi_status")
    assert where(fact) == ([(kind, HERE[holder] + field)] if needed else [])
    if required:
        assert not fits(fact)


def fits(fact: Fields) -> bool:
    return not list(VALIDATOR.iter_errors({"format": 1, "case": "X", "facts": [fact]}))


VALIDATOR = jsonschema.Draft202012Validator(case_schema())
COMMON_FIELDS = [
    pytest.param("dates_referred", field, form, field in COMMON_REQUIRED, id=f"common.{field}")
    for field, form in {**COMMON_REQUIRED, **COMMON_OPTIONAL}.items()
    if field not in ("corrects", "reason")
]


@pytest.mark.parametrize(("kind", "field", "form", "required"), [*EVERY_FIELD, *COMMON_FIELDS])
def test_a_field_that_is_null(kind: str, field: str, form: str, required: bool) -> None:
    fact = whole(kind, **{field: None})
    (only,) = problems(fact)
    assert only.fact == ("number 1" if field == "id" else kind)
    assert only.field == field
    assert only.found in ("null", "nothing")
    assert not fits(fact)


def test_a_required_field_that_is_null_may_not_be_left_out_instead() -> None:
    for kind, field in (("payment_made", "amount"), ("dates_referred", "id"), ("cost_lines", "lines")):
        assert "no such field" not in problems(whole(kind, **{field: None}))[0].wanted
    assert "no such field" in problems(whole("costs_ceased", last_payment=None))[0].wanted


def test_what_is_empty_is_found_in_words() -> None:
    (only,) = problems(whole("payment_made", party=""))
    assert only.found


@pytest.mark.parametrize(("kind", "holder", "field", "form", "required"), EVERY_INNER_FIELD)
def test_a_field_of_a_row_that_is_null(kind: str, holder: str, field: str, form: str, required: bool) -> None:
    fact = inner(kind, holder, **{field: None})
    assert where(fact) == ([] if field in MAY_BE_NULL else [(kind, HERE[holder] + field)])
    assert fits(fact) == (field in MAY_BE_NULL)


BAD_TEXT = [5, 1.5, True, [], {}, ["x"], "", "a\nb", "a\tb", "a\0b", "\x1b[31mred", "a\x9bb", "\x7f", "\ud800"]
WRONG: dict[str, list[Any]] = {
    "text": BAD_TEXT,
    "word": [5, 1.5, True, [], {}, "", "nonsense", "Actual", " actual", "\x1b[31m", "x" * 500],
    "bool": [0, 1, 1.0, "true", "yes", "on", "", [], {}],
    "money": [5, 5.0, 5.25, True, [], {}, "", "5", "\ud800", "9" * 500],
    "day": [20250305, 1.5, True, [], {}, "", "yesterday", "\ud800", "2025-03-05T10:00"],
    "moment": [20250305, 1.5, True, [], {}, "", "yesterday", "\ud800", "2025-03-05 10:00"],
    "count": [0, -1, 1.5, 1.0, True, "2", [], {}, "", 10_000_000, 10**30],
    "record": [5, 1.5, True, "x", "", []],
    "records": [5, 1.5, True, "x", "", {}, []],
    "any_records": [5, 1.5, True, "x", "", {}],
    "words": [5, True, "issuing_key", "", {}, []],
    "texts": [5, True, "d1", "", {}],
}


@pytest.mark.parametrize(("kind", "field", "form", "required"), [*EVERY_FIELD, *COMMON_FIELDS])
def test_a_field_of_another_form(kind: str, field: str, form: str, required: bool) -> None:
    """One problem, at that field and no other, and it wants the field's own form."""
    if form == "record":
        return
    for value in WRONG[form]:
        alone = {"sum": ...} if field in ("payments", "breach", "set_aside") and kind == "appeal_decided" else {}
        found = problems(whole(kind, **{**alone, field: value}))
        assert [each.field for each in found] == [field], ascii(value)
        assert "mapping of fields" not in found[0].wanted, ascii(value)


@pytest.mark.parametrize(("kind", "holder", "field", "form", "required"), EVERY_INNER_FIELD)
def test_a_field_of_a_row_of_another_form(kind: str, holder: str, field: str, form: str, required: bool) -> None:
    for value in WRONG[form]:
        found = problems(inner(kind, holder, **{field: value}))
        assert [each.field for each in found] == [HERE[holder] + field], ascii(value)
        assert "mapping of fields" not in found[0].wanted, ascii(value)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        (whole("replacement_evidence", limb="\ud800"), "limb"),
        (whole("compromise_notified", keys=["\ud800"]), "keys[0]"),
        (inner("cost_lines", "lines", own_route="\ud800"), "lines[0].own_route"),
    ],
)
def test_half_a_letter_where_a_word_is_wanted_is_answered_with_the_words(fact: Fields, at: str) -> None:
    (only,) = problems(fact)
    assert (only.fact, only.field, only.found) == (fact["id"], at, "\\ud800")
    assert " or " in only.wanted


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("cost_lines", "lines"),
        ("evidence_listed", "items"),
        ("dates_determined", "payments"),
        ("dates_referred", "source"),
    ],
)
def test_a_row_that_is_no_mapping(kind: str, field: str) -> None:
    for value in (5, 1.5, True, None, "x", "", []):
        given, at = (value, field) if field == "source" else ([value], f"{field}[0]")
        assert where(whole(kind, **{field: given})) == [(kind, at)], ascii(value)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        (whole("compromise_notified", keys=["issuing_key", 5]), "keys[1]"),
        (whole("compromise_notified", keys=[None]), "keys[0]"),
        (whole("compromise_notified", keys=["issuing_key", "Issuing_key"]), "keys[1]"),
        (whole("cost_lines", lines=[{**LINE, "device_ids": ["d1", 5]}]), "lines[0].device_ids[1]"),
        (whole("cost_lines", lines=[{**LINE, "device_ids": ["d1", ""]}]), "lines[0].device_ids[1]"),
        (whole("evidence_listed", items=[{**ITEM, "lines": ["1", None]}]), "items[0].lines[1]"),
        (whole("evidence_listed", items=[ITEM, {**ITEM, "kind": 5}]), "items[1].kind"),
    ],
)
def test_an_item_of_another_form(fact: Fields, at: str) -> None:
    assert where(fact) == [(fact["id"], at)]


@pytest.mark.parametrize("kind", FORMS)
def test_fields_that_belong_to_other_types_are_all_refused_at_once(kind: str) -> None:
    mine = {**forms(FORMS[kind])[0], **forms(FORMS[kind])[1]}
    elsewhere = {field: value for fields in WHOLE.values() for field, value in fields.items()}
    foreign = {field: value for field, value in elsewhere.items() if field not in mine}
    assert where(whole(kind, **foreign, bogus=1)) == sorted((kind, field) for field in [*foreign, "bogus"])
    assert not fits(whole(kind, bogus=1))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *(
            ("[red]", "[red]"),
            ("\x1b[31m", "\\x1b[31m"),
            ("\ud800", "\\ud800"),
            ("a\nb", "a\\nb"),
            (".x", ".x"),
            ("x.y", "x.y"),
        ),
        *(
            (" ", " "),
            ("0", "0"),
            ("at ", "at "),
            ("At", "At"),
            ("model_fields", "model_fields"),
            ("__class__", "__class__"),
        ),
        *(("x" * 999, "x" * 80 + "... (999 characters)"), ("at_odds", "at_odds"), ("[key]", "[key]")),
    ],
)
def test_an_unknown_field_is_named_as_it_is_written(name: str, said: str) -> None:
    (only,) = problems(whole("dates_referred", **{name: 1}))
    assert (only.fact, only.field) == ("dates_referred", said)
    assert "unknown" in only.found
    (only,) = problems(whole("dates_referred", source={**SOURCE, name: 1}))
    assert only.fact == "dates_referred"
    assert (only.field or "").startswith(f"source.{said[:60]}")
    assert "unknown" in only.found


@pytest.mark.parametrize(
    ("fact", "at", "near"),
    [
        (whole("total_notified", amount=..., amuont="1.00"), "amuont", "amount"),
        (whole("cost_lines", lines=[{**LINE, "incured": "x"}]), "lines[0].incured", "incurred"),
        (whole("dates_referred", source={**SOURCE, "cel": "A1"}), "source.cel", "cell"),
        (whole("panel_took_up", on="own_moton"), "on", "own_motion"),
        (whole("dates_referred", type="dates_refered"), "type", "dates_referred"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_the_nearest_word(fact: Fields, at: str, near: str) -> None:
    said = {each.field: each.do for each in problems(fact)}
    assert f"Did you mean {near}?" in said[at]


@pytest.mark.parametrize(
    "kind", [..., None, 5, 1.5, True, [], {}, "", "nonsense", "DATES_REFERRED", "\ud800", "x" * 999]
)
def test_a_fact_of_no_type_is_one_problem(kind: Any) -> None:
    fact = {"id": "F1", "at": 5, "bogus": 1} if kind is ... else {"id": "F1", "type": kind, "at": 5, "bogus": 1}
    assert where(fact) == [("F1", "type")]


@pytest.mark.parametrize("fact", [5, 1.5, True, None, "x", "", []])
def test_a_fact_that_is_no_mapping_is_known_by_its_place(fact: Any) -> None:
    with pytest.raises(Problems) as refused:
        check_case({"format": 1, "case": "X", "facts": [whole("dates_referred"), fact]})
    assert [(each.fact, each.field) for each in refused.value.problems] == [("number 2", None)]


def test_every_option_is_taken_and_is_in_the_schema() -> None:
    for name, words in OPTIONS.items():
        holder, _, field = name.rpartition(".")
        for word in words.split("|" if "|" in words else None):
            if holder == "lines":
                fact = inner("cost_lines", "lines", **{field: word})
            else:
                kind = holder or next(kind for kind in WHOLE if field in forms(FORMS[kind])[0] | forms(FORMS[kind])[1])
                fact = whole(kind, **{field: [word] if field == "keys" else word})
                if kind == "certificate_compromised" and word in ("dcc", "party"):
                    fact |= {"subscriber": "DCC" if word == "dcc" else "Q"}
                    fact.pop("nominated_by")
                if word == "oca":
                    fact |= {"subscriber": "DCC", "subscriber_kind": "dcc"}
                    fact.pop("nominated_by")
                if word in ("full", "none"):
                    del fact["sum"]
            assert problems(fact) == [], (name, word)
            assert fits(fact), (name, word)


# --- contradictions within one fact -----------------------------------------------------------------------------


def certificate(kind: str, subscriber: str, subscriber_kind: str, /, **more: Any) -> Fields:
    fields = {"kind": kind, "subscriber": subscriber, "subscriber_kind": subscriber_kind, "nominated_by": ...}
    return whole("certificate_compromised", **{**fields, **more})


def decided(**fields: Any) -> Fields:
    return whole("appeal_decided", **{"sum": ..., **fields})


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        pytest.param(whole("recovery_key_decided", key=...), ["key"], id="required without a key"),
        pytest.param(whole("recovery_key_decided", required=False), ["key"], id="a key that is not required"),
        pytest.param(whole("recovery_key_decided", required=False, key=...), [], id="no key, none required"),
        pytest.param(certificate("organisation", "DCC", "party"), ["subscriber_kind"], id="DCC as a Party"),
        pytest.param(certificate("organisation", "DCC", "non_party"), ["subscriber_kind"], id="DCC as no Party"),
        pytest.param(certificate("organisation", "P", "dcc"), ["subscriber_kind"], id="a Party as dcc"),
        pytest.param(certificate("organisation", "dcc", "party"), [], id="a Party whose name is dcc"),
        pytest.param(certificate("oca", "DCC", "dcc"), [], id="an OCA Certificate of the DCC"),
        pytest.param(certificate("oca", "P", "party"), ["kind"], id="an OCA Certificate of a Party"),
        pytest.param(certificate("oca", "R", "non_party"), ["kind"], id="an OCA Certificate of no Party"),
        pytest.param(certificate("organisation", "R", "non_party", nominated_by="N"), [], id="nominated by N"),
        pytest.param(certificate("organisation", "R", "non_party"), [], id="nominated by nobody"),
        pytest.param(certificate("organisation", "R", "non_party", nominated_by="DCC"), ["nominated_by"], id="by DCC"),
        pytest.param(
            certificate("organisation", "P", "party", nominated_by="N"), ["nominated_by"], id="a Party, nominated"
        ),
        pytest.param(
            certificate("organisation", "DCC", "dcc", nominated_by="N"), ["nominated_by"], id="DCC, nominated"
        ),
        pytest.param(whole("payment_directed", sum=...), ["sum"], id="part without a sum"),
        pytest.param(whole("payment_directed", direction="full"), ["sum"], id="full with a sum"),
        pytest.param(whole("payment_directed", direction="none"), ["sum"], id="none with a sum"),
        pytest.param(whole("payment_directed", direction="none", sum=...), [], id="none without a sum"),
        pytest.param(whole("total_notified", method=..., received=...), ["method"], id="sent by no method"),
        pytest.param(
            whole("total_notified", sent=..., method=..., received=...), ["sent"], id="neither sent nor received"
        ),
        pytest.param(whole("total_notified", sent=..., received=...), ["sent"], id="a method alone"),
        pytest.param(whole("total_notified", sent=..., method=...), [], id="received alone"),
        pytest.param(whole("total_notified", received=...), [], id="sent and method alone"),
        pytest.param(
            whole("total_notified", received="2025-04-01T09:59"), ["received"], id="received a minute too early"
        ),
        pytest.param(whole("total_notified", received="2025-04-01T10:00"), [], id="received as it was sent"),
        pytest.param(whole("total_notified", received="2025-04-01T09:00Z"), [], id="received as it was sent, in UTC"),
        pytest.param(whole("total_notified", received="2025-04-01T10:00Z"), [], id="received an hour later, in UTC"),
        pytest.param(whole("dates_referred", reason="r"), ["reason"], id="a reason for no correction"),
        pytest.param(decided(upheld=True), [], id="upheld"),
        pytest.param(decided(upheld=True, sum="4.00"), ["sum"], id="upheld with a sum"),
        pytest.param(decided(upheld=True, set_aside=True), ["set_aside"], id="upheld and set aside"),
        pytest.param(decided(), ["upheld"], id="not upheld, nothing in its place"),
        pytest.param(decided(sum="4.00", breach=True), ["upheld"], id="not upheld, two things in its place"),
        pytest.param(decided(set_aside=False), ["set_aside"], id="set_aside: false"),
        pytest.param(decided(breach=True), ["breach"], id="a breach in place of a direction"),
        pytest.param(decided(payments=PAYMENTS), ["payments"], id="payments in place of a direction"),
        pytest.param(decided(set_aside=True), ["set_aside"], id="a direction set aside"),
        pytest.param(decided(decision="evidence_required", set_aside=True), [], id="a requirement set aside"),
        pytest.param(decided(decision="threshold_determined", set_aside=True), [], id="a sum set aside"),
        pytest.param(decided(decision="threshold_determined", sum="4.00"), ["sum"], id="another sum of L10.24"),
        pytest.param(decided(decision="dates_determined", payments=PAYMENTS), [], id="other dates"),
        pytest.param(decided(decision="dates_determined", sum="4.00"), ["sum"], id="a sum in place of dates"),
        pytest.param(decided(decision="breach_determined", breach=False), [], id="no breach"),
        pytest.param(decided(decision="breach_determined", set_aside=True), ["set_aside"], id="a breach set aside"),
        pytest.param(decided(decision="dcc_satisfied", sum="4.00"), ["decision"], id="an appeal against the DCC"),
        pytest.param(decided(decision="appeal_made", sum="4.00"), ["decision"], id="an appeal against an appeal"),
        pytest.param(decided(decision="appeal_decided", sum="4.00"), ["decision"], id="an appeal against itself"),
        pytest.param(
            decided(decision="draft_proposal_considered", set_aside=True), ["decision"], id="not listed in L10.29"
        ),
        pytest.param(decided(decision="nonsense", sum="4.00"), ["decision"], id="an appeal against nothing on file"),
        pytest.param(
            whole("appeal_made", decision="panel_took_up"), ["decision"], id="an appeal against what decides nothing"
        ),
        pytest.param(whole("evidence_given", requirement="nonsense"), ["requirement"], id="an answer to nothing"),
        pytest.param(
            whole("evidence_given", requirement="dcc_satisfied"), ["requirement"], id="an answer to no requirement"
        ),
        pytest.param(whole("evidence_given", requirement="evidence_given"), ["requirement"], id="an answer to itself"),
        pytest.param(
            whole("evidence_given", party="Q"), ["requirement"], id="an answer to another Party's requirement"
        ),
    ],
)
def test_what_a_fact_says_against_itself_or_against_what_it_names(fact: Fields, at: list[str]) -> None:
    assert where(fact) == [(fact["id"], field) for field in at]


def test_an_appeal_against_evidence_that_the_dcc_required_is_refused() -> None:
    required = whole("evidence_required", id="E1", by="dcc")
    assert where(required, whole("appeal_made", decision="E1")) == [("appeal_made", "decision")]


LINES = {"key_outcome": ..., "responsible_supplier": ..., "smi_status": ..., "devices": ..., "device_ids": ...}


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        pytest.param({**LINES, "limb": "key_use"}, [], id="key_use needs none of them"),
        pytest.param({**LINES, "limb": "other"}, [], id="other needs none of them"),
        pytest.param(
            {**LINES, "limb": "replace_data"}, ["key_outcome", "responsible_supplier", "smi_status"], id="data"
        ),
        pytest.param({"limb": "key_use"}, [], id="key_use may have all of them"),
        pytest.param({"otherwise_incurred": "9.00", "recoverable_vat": "9.00"}, [], id="deductions above the amount"),
        pytest.param({"smi_status": "recovery"}, [], id="SMI Status recovery"),
        pytest.param({"smi_status": "decommissioned"}, [], id="any other SMI Status"),
        pytest.param({"device_ids": ["d1"]}, ["device_ids"], id="one id too few"),
        pytest.param({"device_ids": ["d1", "d2", "d3"]}, ["device_ids"], id="one id too many"),
        pytest.param({"device_ids": ["d1", "d1"]}, ["device_ids"], id="one device twice"),
        pytest.param({"device_ids": ["d1", "D1"]}, [], id="compared exactly"),
        pytest.param({"devices": ..., "device_ids": ["d1", "d2", "d3"]}, [], id="ids without a number"),
        pytest.param({"devices": 1, "device_ids": ...}, [], id="a number without ids"),
        pytest.param({"devices": "2"}, ["devices"], id="the number is text: the ids are not wrong too"),
        pytest.param({"limb": "replace_devices", **LINES}, ["limb"], id="the limb is misspelt: nothing else is wrong"),
    ],
)
def test_a_cost_line(changes: Fields, at: list[str]) -> None:
    assert where(inner("cost_lines", "lines", **changes)) == [("cost_lines", f"lines[0].{field}") for field in at]


def test_a_reference_of_a_cost_line_that_is_given_twice() -> None:
    twice = whole("cost_lines", lines=[LINE, {**LINE, "line": "2"}, LINE])
    assert where(twice) == [("cost_lines", "lines")]
    assert "line 1" in problems(twice)[0].found


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        pytest.param(
            whole("payment_directed", direction="half"), "direction", id="a direction misspelt, a sum with it"
        ),
        pytest.param(whole("payment_directed", direction=...), "direction", id="no direction, a sum all the same"),
        pytest.param(whole("recovery_key_decided", required="yes"), "required", id="required in quotes, a key with it"),
        pytest.param(certificate("oca", "DCC", "ddc"), "subscriber_kind", id="dcc misspelt on an OCA Certificate"),
        pytest.param(certificate("oca", "DCC", "dcc", subscriber_kind=...), "subscriber_kind", id="dcc left out"),
        pytest.param(
            whole("certificate_compromised", subscriber_kind="nonparty"), "subscriber_kind", id="non_party misspelt"
        ),
        pytest.param(
            certificate("organisation", "P", "party", subscriber=5), "subscriber", id="a subscriber by number"
        ),
        pytest.param(whole("total_notified", sent=20250401), "sent", id="sent as a number, a method with it"),
        pytest.param(whole("total_notified", sent=None, received=...), "sent", id="sent is null, a method with it"),
        pytest.param(whole("total_notified", method="fax"), "method", id="a method that is none"),
        pytest.param(decided(upheld="no", sum="4.00"), "upheld", id="upheld as a word"),
        pytest.param(decided(sum=5), "sum", id="not upheld, a sum that is none"),
        pytest.param(decided(sum=None), "sum", id="not upheld, the sum null"),
    ],
)
def test_one_mistake_is_one_problem(fact: Fields, at: str) -> None:
    """What cannot be read cannot contradict: the field that depends on it is not a second problem."""
    assert where(fact) == [(fact["id"], at)]


# --- days, moments, money ---------------------------------------------------------------------------------------


def at(written: str) -> str:
    """The moment of a fact as the program took it."""
    return taken(whole("dates_referred", at=written, recorded=...)).by_id["dates_referred"].at.text


@pytest.mark.parametrize(
    ("written", "taken_as"),
    [
        pytest.param("2025-03-05", "2025-03-05T12:00", id="a day alone is noon"),
        pytest.param("2025-03-05T00:00", "2025-03-05T00:00", id="midnight"),
        pytest.param("2025-03-05T23:59:59", "2025-03-05T23:59:59", id="the last second"),
        pytest.param("2025-03-05T09:30:00", "2025-03-05T09:30", id="no seconds when they are zero"),
        pytest.param("2025-03-05T09:30:01", "2025-03-05T09:30:01", id="one second"),
        pytest.param("2025-03-05T09:30Z", "2025-03-05T09:30", id="Z in winter"),
        pytest.param("2025-07-01T23:30Z", "2025-07-02T00:30", id="Z in summer is another day"),
        pytest.param("2025-07-01T23:30+00:00", "2025-07-02T00:30", id="an offset of nought"),
        pytest.param("2025-07-02T00:30+01:00", "2025-07-02T00:30", id="summer time as an offset"),
        pytest.param("2025-03-05T09:30-05:00", "2025-03-05T14:30", id="New York"),
        pytest.param("2025-01-01T05:00+05:30", "2024-12-31T23:30", id="India, the year before"),
        pytest.param("2025-03-30T00:59:59", "2025-03-30T00:59:59", id="a second before the skipped hour"),
        pytest.param("2025-03-30T02:00", "2025-03-30T02:00", id="the end of the skipped hour"),
        pytest.param("2025-03-30T01:00Z", "2025-03-30T02:00", id="the same moment in UTC"),
        pytest.param("2024-02-29", "2024-02-29T12:00", id="a leap day"),
        pytest.param("2000-02-29", "2000-02-29T12:00", id="a leap day of a century"),
    ],
)
def test_a_moment_is_taken_as_uk_time(written: str, taken_as: str) -> None:
    assert at(written) == taken_as


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2025-10-26T00:59:59", "2025-10-25T23:59:59"),
        ("2025-10-26T01:00", "2025-10-26T00:00:00"),
        ("2025-10-26T01:30", "2025-10-26T00:30:00"),
        ("2025-10-26T01:59:59", "2025-10-26T00:59:59"),
        ("2025-10-26T02:00", "2025-10-26T02:00:00"),
        ("2025-10-26T01:30Z", "2025-10-26T01:30:00"),
    ],
)
def test_a_time_that_occurs_twice_is_the_first(written: str, utc: str) -> None:
    moment = taken(whole("dates_referred", at=written, recorded=...)).by_id["dates_referred"].at
    assert f"{moment.utc:%Y-%m-%dT%H:%M:%S}" == utc


BAD_DAYS = [
    *("2025-02-29", "1900-02-29", "2025-02-30", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "2025-01-32"),
    *(
        "2025-3-05",
        "2025-03-5",
        "25-03-05",
        "20250305",
        "2025-W10-3",
        "2025-064",
        "2025/03/05",
        "05/03/2025",
        "5 March 2025",
    ),
    *(
        " 2025-03-05",
        "2025-03-05 ",
        "2025-03-05\n",
        "٢٠٢٥-٠٣-٠٥",
        "２０２５-03-05",
        "2025−03−05",
        "+2025-03-05",
        "-2025-03-05",
    ),
    *(
        "0000-01-01",
        "0001-01-01",
        "1899-12-31",
        "3000-01-01",
        "9999-12-31",
        "10000-01-01",
        "today",
        "45000",
        "2025-03",
        "2025",
    ),
]
BAD_MOMENTS = [
    *("2025-03-05T24:00", "2025-03-05T10:60", "2025-03-05T10:00:60", "2025-03-05T25:00", "2025-03-05T-1:00"),
    *(
        "2025-03-05T10",
        "2025-03-05T1000",
        "2025-03-05T9:30",
        "2025-03-05 10:00",
        "2025-03-05t10:00",
        "2025-03-05T10:00z",
    ),
    *(
        "2025-03-05T",
        "T10:00",
        "10:00",
        "2025-03-05T10:00:00.5",
        "2025-03-05T10:00,5",
        "2025-03-05T10:00 Z",
        "2025-03-05Z",
    ),
    *("2025-03-05T10:00+1:00", "2025-03-05T10:00+0100", "2025-03-05T10:00+01", "2025-03-05T10:00+24:00"),
    *("2025-03-05T10:00+01:60", "2025-03-05T10:00GMT", "2025-03-05T10:00+01:00[Europe/London]", "2025-03-05T١٠:٠٠"),
    *("2025-03-05T10:00\n", "2025-02-30T10:00", "2025-02-30T10:00Z", "2025-03-05T10:00ZZ", "2025-03-05T10:00--01:00"),
    *("2025-03-30T01:00", "2025-03-30T01:30", "2025-03-30T01:59:59"),
]


@pytest.mark.parametrize("written", BAD_DAYS)
def test_a_day_that_is_none(written: str) -> None:
    assert where(whole("costs_ceased", last_payment=written)) == [("costs_ceased", "last_payment")]
    assert where(whole("dates_referred", at=written)) == [("dates_referred", "at")]


@pytest.mark.parametrize("written", BAD_MOMENTS)
def test_a_moment_that_is_none(written: str) -> None:
    assert where(whole("dates_referred", at=written)) == [("dates_referred", "at")]
    assert where(whole("costs_ceased", last_payment=written)) == [("costs_ceased", "last_payment")]


@pytest.mark.parametrize("written", ["1900-01-01", "2024-02-29", "2000-02-29", "2999-12-31"])
def test_a_day_within_the_years(written: str) -> None:
    assert where(whole("costs_ceased", last_payment=written)) == []


@pytest.mark.parametrize(
    "written",
    [
        *(
            "1.5",
            "1",
            "1.",
            ".50",
            "1.000",
            "1.005",
            "-1.00",
            "+1.00",
            "\u22121.00",
            "01.00",
            "00.00",
            "1,000.00",
            "1 000.00",
        ),
        *(
            "£1.00",
            "1.00 GBP",
            "GBP 1.00",
            "1.00p",
            "1_000.00",
            "1e2",
            "1.00e2",
            "0x1.00",
            "NaN",
            "Infinity",
            "nil",
            "1,00",
        ),
        *(" 1.00", "1.00 ", "1.00\n", "\ufeff1.00", "١.٠٠", "１.００", "1٫00", "1.0０", "(1.00)", "1000000000000.00"),
    ],
)
def test_money_that_is_not_pounds_and_pence(written: str) -> None:
    found = problems(whole("threshold_determined", sum=written))
    assert [(each.fact, each.field) for each in found] == [("threshold_determined", "sum")]


@pytest.mark.parametrize("written", ["0.00", "0.01", "0.10", "1.00", "254250.00", "999999999999.99"])
def test_money_is_kept_to_the_penny(written: str) -> None:
    assert taken(whole("threshold_determined", sum=written)).by_id["threshold_determined"].sum.text == written


@pytest.mark.parametrize(
    "name", ["DCC", " ", "dcc", "שלום", "Ünïcode & Söhne", "[red]x[/red]", "a" * 5_000, "e\u0301", "é", "null"]
)
def test_names_are_any_text_and_kept_exactly(name: str) -> None:
    assert taken(whole("payment_made", party=name)).by_id["payment_made"].party == name


@pytest.mark.parametrize("written", ["9" * 100_000, "x" * 100_000, "\x1b[31m" * 100_000, "\ud800" * 100_000])
def test_what_is_very_long_is_said_shortly(written: str) -> None:
    for kind, field in (
        ("threshold_determined", "sum"),
        ("costs_ceased", "last_payment"),
        ("dates_referred", "at"),
        ("panel_took_up", "on"),
        ("dates_referred", "type"),
        ("evidence_given", "requirement"),
        ("appeal_made", "decision"),
    ):
        assert {at for _, at in where(whole(kind, **{field: written}))} == {field}
    assert len(problems(whole("dates_referred", **{written: 1}))) == 1
