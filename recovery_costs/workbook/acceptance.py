"""Acceptance cases in a workbook: facts on the left of a row, expected answers on the right, each under its clause.

`FACTS` and `ANSWERS` tie every heading to a field of a fact or to a value of the adjudication, once. Rows of a sheet
that follow one another under the same name are one case. Nothing is guessed: what cannot be read is a problem by sheet
and cell, all at once, and then no case is run. `returned` is the same workbook with what differs marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, long_day, parse_day
from recovery_costs.case_file import check_case, check_readings
from recovery_costs.facts import L11_9, POLICY_6_2_1, Case
from recovery_costs.finding import Adjudication, Finding
from recovery_costs.inert import say
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.scenarios import MISSING, at_path
from recovery_costs.workbook import dress
from recovery_costs.workbook.cells import Cell, Held, exact
from recovery_costs.workbook.cells import words as plain
from recovery_costs.workbook.codes import CODES, Found, found
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.headings import near
from recovery_costs.workbook.layout import LIMBS, METHODS, OUTCOMES, OWN_ROUTES, STATUSES, YES_NO, Entry, Kind
from recovery_costs.workbook.reader import ref as place_of
from recovery_costs.workbook.reading import read_book
from recovery_costs.workbook.values import Flagged, choice, day_of_serial, names, read_value, shown_cell
from recovery_costs.workbook.wire import letters

FREE_SHEETS = frozenset({"read me", "notes"})
"""Sheets that hold no cases and are not read, whatever their case."""
CHECKED = "Checked"
"""The heading of the column that a returned workbook adds; it is not read."""
UNKNOWN, NOTHING = "not known yet", "nothing"
MARK = "F9D2CC"
AUTHOR = "recovery-costs"

# --- what a row may say -----------------------------------------------------------------------------------------


class Column(NamedTuple):
    """A heading: what it fills or asks for, and how its cells are read."""

    entry: Entry
    read: Callable[[Cell, Entry], Any]

    @property
    def heading(self) -> str:
        """As people write it."""
        return self.entry.heading


class Group(NamedTuple):
    """Columns that make one fact: any of them filled in, and the fact is there."""

    name: str
    fact: str
    columns: tuple[Column, ...]
    whose: str | None = None
    """The field of the fact that the row's Party or Subscriber fills."""
    fixed: Mapping[str, Any] = {}


class Answer(NamedTuple):
    """An expected answer: its heading, and where the adjudication gives it."""

    column: Column
    get: Callable[[_About], Any]
    needs: str | None = None
    """The heading that says whom or what it is about."""

    @property
    def clause(self) -> str:
        """The clause that its heading carries."""
        return self.column.heading.split(" ", 1)[0]


def _moment(cell: Cell, entry: Entry) -> str:
    """A day, or a day and a time on the UK clock; a date cell without a time is the day alone."""
    wanted, do = "a day, or a day and a UK time", "Enter it such as 2025-03-05 or 2025-03-05 14:30."
    written = cell.text
    if cell.held is Held.NUMBER:
        serial = exact(cell)
        if serial is None or cell.format_kind not in (FormatKind.DAY, FormatKind.MOMENT) or not 0 <= serial < 10**6:
            raise Flagged("date-not-a-date", wanted, do)
        seconds = serial * 86_400
        second = round(seconds)
        if abs(seconds - second) > Decimal("0.005"):
            raise Flagged("no-such-time", wanted, "Enter whole seconds.")
        days, rest = divmod(second, 86_400)
        written = day_of_serial(days, False).isoformat()
        if rest:
            written += f"T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
    elif cell.held not in (Held.TEXT, Held.DAY):
        raise Flagged("date-not-a-date", wanted, do)
    try:
        moment = Moment.of(written.replace(" ", "T", 1))
    except ValueError as error:
        raise Flagged("no-such-date", f"{wanted}; this is {error}", do) from error
    return moment.day.isoformat() if moment.day_only else moment.text


def _whole(cell: Cell, entry: Entry) -> int:
    number = exact(cell)
    if number is not None and number == number.to_integral_value() and 0 <= number < 10**7:
        return int(number)
    raise Flagged("not-a-whole-number", "a whole number of days, 0 or more", "Enter it in plain digits.")


def _several(cell: Cell, entry: Entry) -> list[Any]:
    """Words with commas between them, each one of the choices; the word "nothing" is an empty list."""
    if cell.words == NOTHING:
        return []
    return [choice(replace(cell, text=word), entry) for word in names(cell)]


def _readings(cell: Cell, entry: Entry) -> dict[str, str]:
    """`name=option` with commas between them."""
    problems: list[Problem] = []
    pairs = [each.partition("=") for each in names(cell)]
    chosen = check_readings({name.strip(): option.strip() for name, _, option in pairs}, problems)
    if len({name.strip() for name, _, _ in pairs}) < len(pairs):
        raise Flagged("fields-at-odds", "each reading once", "Choose one option of it.")
    if problems:
        raise Flagged("unknown-option", problems[0].wanted, problems[0].do)
    return chosen


def _col(
    field_: str,
    heading: str,
    help_: str,
    read: Callable[[Cell, Entry], Any],
    kind: Kind = Kind.TEXT,
    width: int = 14,
    choices: Mapping[str, str | bool] | None = None,
) -> Column:
    return Column(Entry(field_, heading, kind, help_, width, choices or {}), read)


def _at(field_: str, heading: str, help_: str) -> Column:
    return _col(field_, heading, help_, _moment, width=17)


def _on(field_: str, heading: str, help_: str) -> Column:
    return _col(field_, heading, help_, read_value, Kind.DAY, 12)


def _sum(field_: str, heading: str, help_: str) -> Column:
    return _col(field_, heading, help_, read_value, Kind.MONEY, 15)


def _one(field_: str, heading: str, help_: str, choices: Mapping[str, str | bool], width: int = 14) -> Column:
    return _col(field_, heading, help_, read_value, Kind.CHOICE, width, choices)


def _named(field_: str, heading: str, help_: str, width: int = 14) -> Column:
    return _col(field_, heading, help_, read_value, width=width)


KEYS: Mapping[str, str | bool] = {
    "Contingency symmetric key": "contingency_symmetric_key",
    "Device credentials key": "device_credentials_key",
    "S1SP credentials key": "s1sp_credentials_key",
    "Issuing key": "issuing_key",
    "XML signing key": "xml_signing_key",
    "S1SPKI key": "s1spki_key",
}
BY: Mapping[str, str | bool] = {"DCC": "dcc", "Panel": "panel"}
MOTIONS: Mapping[str, str | bool] = {
    "Own motion": "own_motion",
    "The Party's referral": "party_referral",
    "The DCC's referral": "dcc_referral",
}
CERTIFICATES: Mapping[str, str | bool] = {"Organisation": "organisation", "OCA": "oca"}
SUBSCRIBERS: Mapping[str, str | bool] = {"The DCC": "dcc", "A Party": "party", "Not a Party": "non_party"}
PROVISIONS: Mapping[str, str | bool] = {"L11.9": L11_9, "Policy 6.2.1": POLICY_6_2_1}
APPEALED: Mapping[str, str | bool] = {
    "Direction": "direction",
    "Sum": "sum",
    "Dates": "dates",
    "Breach": "breach",
    "Evidence": "evidence",
}
SENT_BY = {f"by_{method}": method for method in METHODS.values()}


def _notice(name: str, more: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    said = name.lower()
    return (
        _at("by_hand", f"{name} by hand sent", f"When the {said} was handed over."),
        _at("by_email", f"{name} by e-mail sent", f"When the {said} was sent by e-mail."),
        _at("by_post", f"{name} by post sent", f"When the {said} was posted."),
        _at(
            "received", f"{name} received", "When it was received, where that is proved; it may stand beside a sending."
        ),
        *more,
    )


CASE = _named("case", "Case", "Its name. Rows that follow one another under one name are one case.", 30)
SHOWS = _named("shows", "What it shows", "In a few words; it decides nothing.", 44)
AS_OF = _on("as_of", "As of", "The day at whose end the case is judged, on the first row of the case.")
READINGS = _col(
    "readings", "Readings", "name=option, with commas between them; none is every default.", _readings, width=30
)
PARTY = _named("party", "Party", "Whom the row's notices, costs, decisions and answers are about.", 13)
SUBSCRIBER = _named(
    "subscriber", "Certificate of", "The Subscriber, whom the row's breach columns and answers are about.", 13
)
PROVISION = _one(
    "provision",
    "Breach provision",
    "Blank: a referral is of all; answers are of Policy 6.2.1 for an OCA Certificate, else L11.9.",
    PROVISIONS,
)
ABOUT = (CASE, SHOWS, AS_OF, READINGS, PARTY, SUBSCRIBER, PROVISION)

LINES, INSTALMENTS = "a cost line", "an instalment"
FACTS: tuple[Group, ...] = (
    Group(
        "the notification",
        "compromise_notified",
        (
            _at(
                "actual",
                "Compromise notified",
                "When the DCC told the SMKI PMA of an actual Compromise: L10.15(a), L10.16(a).",
            ),
            _at("suspected", "Suspected Compromise notified", "The same, of a suspected one."),
            _col(
                "keys",
                "Relevant Private Key",
                "Its kind, L10.30(c); several with commas between them.",
                _several,
                width=22,
                choices=KEYS,
            ),
        ),
    ),
    Group(
        "a decision to require the recovery key",
        "recovery_key_decided",
        (_at("at", "Key required on", "When the SMKI PMA required use of the recovery key: L10.15(b)."),),
        fixed={"required": True, "key": "recovery"},
    ),
    Group(
        "a decision to require the contingency key",
        "recovery_key_decided",
        (_at("at", "Contingency key required on", "The same, of the contingency key."),),
        fixed={"required": True, "key": "contingency"},
    ),
    Group(
        "a decision to require no key",
        "recovery_key_decided",
        (_at("at", "Key not required on", "When it decided not to require a key: L10.16(c)."),),
        fixed={"required": False},
    ),
    Group(
        "evidence of attempts",
        "replacement_evidence",
        (_at("at", "Evidence of attempts on", "L10.16(b)(i): evidence of attempts to replace the Data."),),
        fixed={"limb": "attempted"},
    ),
    Group(
        "evidence that none was feasible",
        "replacement_evidence",
        (
            _at(
                "at",
                "Evidence of none feasible on",
                "L10.16(b)(ii): evidence that no attempt was feasible or appropriate.",
            ),
        ),
        fixed={"limb": "not_feasible"},
    ),
    Group(
        "the intention",
        "intention_notified",
        _notice(
            "Intention",
            (
                _sum("estimate", "Intention estimate (£)", "The best estimate in the same notice."),
                _sum("total", "Intention total (£)", "The total, where the same notice gives it."),
            ),
        ),
        "party",
    ),
    Group(
        "an estimate",
        "estimate_given",
        _notice("Estimate", (_sum("amount", "Estimate (£)", "A best estimate: L10.19(b)."),)),
        "party",
    ),
    Group(
        "the day costs ceased",
        "costs_ceased",
        (
            _at("at", "Costs ceased on", "When the last liability accrued: L10.19(c)."),
            _on("last_payment", "Last payment on", "When the last such cost was paid."),
        ),
        "party",
    ),
    Group(
        "a total",
        "total_notified",
        _notice("Total", (_sum("amount", "Total (£)", "The total asked for: L10.19(c)."),)),
        "party",
    ),
    Group(
        LINES,
        "cost_lines",
        (
            _at("at", "Lines listed on", "The day of the list; the lines of a Party's rows are one list."),
            _named("line", "Line", "Its reference, once in the list.", 8),
            _on("incurred", "Line incurred on", "The day of the liability."),
            _sum("amount", "Line amount (£)", "The whole cost."),
            _one("limb", "Line what for", "L10.17(a), (b)(i), (b)(ii), or none.", LIMBS, 18),
            _one("key_outcome", "Line key was", "Needed where Devices or Data are replaced.", OUTCOMES, 19),
            _one(
                "responsible_supplier",
                "Line Responsible Supplier",
                "Needed where Devices or Data are replaced.",
                YES_NO,
            ),
            _col(
                "smi_status",
                "Line SMI Status",
                "L10.30(a)(i); needed where Devices or Data are replaced.",
                read_value,
                Kind.STATUS,
                16,
                STATUSES,
            ),
            _one("compromised_credentials", "Line Compromised credentials", "L10.30(a)(ii). Blank: Yes.", YES_NO),
            _sum("otherwise_incurred", "Line incurred anyway (£)", "What would have been spent without the event."),
            _sum("recoverable_vat", "Line recoverable VAT (£)", "VAT in it that can be recovered."),
            _one("reasonable", "Line reasonable", "Blank: nobody has judged it.", YES_NO),
            _one("own_route", "Line own route", "Another clause that reimburses it.", OWN_ROUTES),
        ),
        "party",
    ),
    Group(
        "a requirement of evidence",
        "evidence_required",
        (
            _at("at", "Evidence required on", "L10.20."),
            _one("by", "Evidence required by", "Who required it.", BY),
            _named("item", "Evidence item", "What was required."),
            _on("due", "Evidence due", "The day given for it."),
            _one("auditor_report", "Auditor's report", "Whether it is one: L10.21. Blank: No.", YES_NO),
        ),
        "party",
    ),
    Group("an answer", "evidence_given", _notice("Evidence"), "party"),
    Group(
        "the Panel's taking up",
        "panel_took_up",
        (_at("at", "Panel took up on", "L10.20(b)."), _one("on", "Taken up on", "On whose motion.", MOTIONS, 20)),
        "party",
    ),
    Group(
        "satisfaction",
        "dcc_satisfied",
        (_at("at", "DCC satisfied", "When the DCC was satisfied of the evidence: L10.22."),),
        "party",
    ),
    Group(
        "a referral of adequacy",
        "adequacy_referred",
        (_at("at", "Adequacy referred", "When the DCC referred the evidence to the Panel: L10.23(a)."),),
        "party",
    ),
    Group(
        "a direction in full",
        "payment_directed",
        (_at("at", "Panel directs full", "When the Panel directed payment in full: L10.23(b)."),),
        "party",
        {"direction": "full"},
    ),
    Group(
        "a direction in part",
        "payment_directed",
        (
            _at("at", "Panel directs part", "When it directed payment in part."),
            _sum("sum", "Panel directs part (£)", "How much."),
        ),
        "party",
        {"direction": "part"},
    ),
    Group(
        "a direction of nothing",
        "payment_directed",
        (_at("at", "Panel directs none", "When it directed that nothing is paid."),),
        "party",
        {"direction": "none"},
    ),
    Group(
        "the sum",
        "threshold_determined",
        (
            _at("at", "Sum determined on", "When the Panel's sum came into force: L10.24."),
            _sum("sum", "Sum determined (£)", "How much."),
        ),
    ),
    Group("a referral of dates", "dates_referred", (_at("at", "Dates referred on", "L10.24(a)."),)),
    Group(
        INSTALMENTS,
        "dates_determined",
        (
            _at("at", "Dates determined on", "L10.24(b); the instalments of a case's rows are one determination."),
            _on("on", "Instalment on", "The day of a payment to the row's Party."),
            _sum("amount", "Instalment (£)", "How much."),
        ),
    ),
    Group(
        "a Draft Proposal considered",
        "draft_proposal_considered",
        (
            _at("at", "Draft Proposal considered on", "L10.24(c)."),
            _one("submit", "Draft Proposal submitted", "What the Panel decided.", YES_NO),
        ),
    ),
    Group(
        "a payment", "payment_made", (_at("at", "Paid on", "L10.22."), _sum("amount", "Paid (£)", "How much.")), "party"
    ),
    Group(
        "a return",
        "payment_returned",
        (_at("at", "Returned on", "When money came back."), _sum("amount", "Returned (£)", "How much.")),
        "party",
    ),
    Group(
        "a Certificate",
        "certificate_compromised",
        (
            _at("at", "Certificate compromised on", "L10.25, L10.26, L10.30(b)."),
            _one("kind", "Certificate kind", "Organisation or OCA.", CERTIFICATES),
            _one("subscriber_kind", "Subscriber is", "What the Subscriber is.", SUBSCRIBERS),
            _named("nominated_by", "Nominated by", "The Network Party that nominated one that is not a Party."),
            _one(
                "caused_by_oca",
                "Caused by OCA",
                "Whether it was Compromised through an OCA Certificate. Blank: No.",
                YES_NO,
            ),
        ),
        "subscriber",
    ),
    Group("a referral of breach", "breach_referred", _notice("Breach referred"), "subscriber"),
    Group(
        "a determination of breach",
        "breach_determined",
        (
            _at("at", "Breach determined on", "When the Panel determined it: L10.27(b), (c)."),
            _one(
                "demonstrated",
                "Demonstrated",
                "Whether the Subscriber showed that its breach was not the cause.",
                YES_NO,
            ),
            _one("breach", "Breach found", "Whether the Panel found a breach.", YES_NO),
        ),
        "subscriber",
    ),
    Group(
        "an appeal",
        "appeal_made",
        (_at("at", "Appeal made on", "L10.29."), _named("by", "Appeal by", "Who appealed.")),
    ),
    Group(
        "a decision of the Authority",
        "appeal_decided",
        (
            _at("at", "Appeal decided on", "L10.29."),
            _one("upheld", "Appeal upheld", "Yes: the Panel's decision stands.", YES_NO),
            _sum("sum", "Authority fixes (£)", "In place of a direction."),
            _one("breach", "Authority finds breach", "In place of a determination of breach.", YES_NO),
        ),
    ),
)
AGAINST = _one("against", "Appeal against", "Which of the row's decisions.", APPEALED)
APPEALABLE = {
    "direction": "payment_directed",
    "sum": "threshold_determined",
    "dates": "dates_determined",
    "breach": "breach_determined",
    "evidence": "evidence_required",
}

# --- what a row may expect --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _About:
    """An adjudication, and whom and what a row is about."""

    result: Adjudication
    said: Mapping[str, Any]
    row: _CaseRow

    def path(self, path: str) -> Any:
        """The value at a path that names the row's own Party, line and so on."""
        row = self.row
        return at_path(
            self.said,
            path.format(
                party=row.named("party"),
                line=row.named("line"),
                requirement=row.ids.get("evidence_required"),
                subscriber=row.named("subscriber"),
                provision=row.provision,
            ),
        )

    def findings(self, ref: str) -> list[Finding]:
        """The findings under a clause that are about the row's Party or Subscriber, or about the event."""
        whom = {self.row.named("subscriber")} if _of_breach(ref) else {self.row.named("party")}
        limbs = () if ref == "L10.24" else (f"{ref}(",)  # its limbs speak of other things
        under = [each for each in self.result.findings if each.clause == ref or each.clause.startswith(limbs)]
        return [each for each in under if each.about in whom] or [each for each in under if each.about is None]


def _of_breach(ref: str) -> bool:
    return ref.startswith(("L10.25", "L10.26", "L10.27", "L10.28"))


def _windows(about: _About) -> Any:
    rows = about.path("claims.{party}.estimates")
    return rows if rows == MISSING else [row["status"] for row in rows]


def _may_ask(about: _About) -> Any:
    barred_by = about.path("claims.{party}.barred_by")
    return barred_by if barred_by == MISSING else "L10.18" not in barred_by


def _status(about: _About) -> Any:
    status = about.path("breaches.{subscriber}.{provision}.status")
    return "not_deemed" if status == MISSING else status


def _in(about: _About, path: str) -> bool:
    rows = about.path(path)
    return any(
        about.row.named("subscriber") in (row, row.get("subscriber") if isinstance(row, dict) else None) for row in rows
    )


def _direction(about: _About) -> Any:
    decided = about.row.ids.get("payment_directed")
    under = (each for each in about.result.findings if each.clause == "L10.23(b)" and decided in each.facts)
    return next((str(each.outcome) for each in under if each.basis == "judgement"), MISSING)


def _outcome_of(about: _About, ref: str, whose: str | None) -> Any:
    whom = about.row.named(whose) if whose else None
    under = (each for each in about.result.findings if each.clause.startswith(ref) and each.about == whom)
    return next(
        (str(each.outcome) for each in under if not (ref == "L10.24(b)" and each.clause == "L10.24(b)(i)")), MISSING
    )


ROUTES: Mapping[str, str | bool] = {"L10.15": "L10.15", "L10.16": "L10.16"}
INITIAL: Mapping[str, str | bool] = {"Given": "met", "Missing": "not_met", "Not needed": "not_required"}
WINDOWS: Mapping[str, str | bool] = {
    "met": "met",
    "missed": "missed",
    "open": "open",
    "ended by total": "ended_by_total",
}
BARS: Mapping[str, str | bool] = {ref: ref for ref in ("L10.18", "L10.19(a)", "L10.19(b)", "L10.19(c)")}
UNDER: Mapping[str, str | bool] = {ref: ref for ref in ("L10.22", "L10.23(b)", "L10.29", *BARS)}
LEFT_OUT: Mapping[str, str | bool] = {
    name.replace("_", " "): name
    for name in (
        "before_event",
        "key_not_required",
        "key_successful",
        "not_responsible_supplier",
        "not_relevant_device",
        "otherwise_incurred",
        "not_reasonable",
        "own_route",
        "outside_limbs",
    )
}
EVIDENCE: Mapping[str, str | bool] = {
    "Given in time": "given_in_time",
    "Given late": "given_late",
    "Overdue": "overdue",
    "Open": "open",
    "Displaced": "displaced",
}
STATES: Mapping[str, str | bool] = {
    "Barred": "barred",
    "Nothing payable": "refused",
    "Paid": "paid",
    "Payable": "payable",
    "With the Panel": "referred",
    "Requested": "requested",
    "Intention notified": "notified",
}
STANDS: Mapping[str, str | bool] = {
    "Deemed, open to referral": "deemed_rebuttable",
    "Deemed, with the Panel": "deemed_pending",
    "Cleared": "erased",
    "Final and binding": "final",
    "Not deemed": "not_deemed",
}
SAYS: Mapping[str, str | bool] = {
    "Met": "met",
    "Not met": "not_met",
    "Does not apply": "does_not_apply",
    "Cannot say": "cannot_say",
    "For judgement": "for_judgement",
}


def _path(path: str) -> Callable[[_About], Any]:
    return lambda about: about.path(path)


def _asks(column: Column, get: Callable[[_About], Any] | str, needs: Column | None = None) -> Answer:
    return Answer(column, _path(get) if isinstance(get, str) else get, needs.heading if needs else None)


def _yes(heading: str, help_: str) -> Column:
    return _one("", heading, help_, YES_NO, 12)


def _list(heading: str, help_: str, choices: Mapping[str, str | bool]) -> Column:
    return _col("", heading, help_, _several, Kind.NAMES, 20, choices)


def _late(heading: str) -> Column:
    return _col("", heading, "0 in time.", _whole, Kind.COUNT, 11)


def _notified(ref: str, part: str) -> tuple[Answer, ...]:
    at = f"claims.{{party}}.{part}"
    return (
        _asks(_at("", f"{ref} took effect", "When the notice that governs took effect."), f"{at}.effective", PARTY),
        _asks(_on("", f"{ref} last day", "The last good day for it."), f"{at}.due", PARTY),
        _asks(_yes(f"{ref} in time?", "Whether it was."), f"{at}.in_time", PARTY),
        _asks(_late(f"{ref} days late"), f"{at}.days_late", PARTY),
    )


_LINE = next(column for group in FACTS for column in group.columns if column.heading == "Line")
_CLAIM = "claims.{party}"
_BREACH = "breaches.{subscriber}.{provision}"
ANSWERS: tuple[Answer, ...] = (
    _asks(_yes("L10.14 occurred?", "Whether a Recovery Event has occurred."), "recovery_event.occurred"),
    _asks(_one("", "L10.14 route", "Which circumstances were complete first.", ROUTES), "recovery_event.route"),
    _asks(_on("", "L10.14 day", "The day of the Recovery Event."), "recovery_event.on"),
    _asks(
        _sum("", "L10.17 line (£)", "What of the row's line is a Recovery Cost."),
        f"{_CLAIM}.lines.{{line}}.eligible",
        _LINE,
    ),
    _asks(
        _list("L10.17 left out because", "Every reason that excludes the row's line, in order.", LEFT_OUT),
        f"{_CLAIM}.lines.{{line}}.excluded",
        _LINE,
    ),
    _asks(_sum("", "L10.17 eligible (£)", "The sum of the Party's lines."), f"{_CLAIM}.eligible", PARTY),
    _asks(
        _yes("L10.17 still to judge?", "Whether any line's reasonableness is not judged."),
        f"{_CLAIM}.judgement_pending",
        PARTY,
    ),
    _asks(_yes("L10.18 may ask?", "Whether the Party may ask at all."), _may_ask, PARTY),
    _asks(_list("L10.19 barred by", "The clauses that bar the request, in order.", BARS), f"{_CLAIM}.barred_by", PARTY),
    _asks(_sum("", "L10.19 requested (£)", "The total that governs."), f"{_CLAIM}.requested", PARTY),
    *_notified("L10.19(a)", "intention"),
    _asks(
        _one("", "L10.19(b)(i) estimate", "Whether one came with the intention.", INITIAL),
        f"{_CLAIM}.initial_estimate",
        PARTY,
    ),
    _asks(_list("L10.19(b)(ii) windows", "How each window stands, from the first.", WINDOWS), _windows, PARTY),
    _asks(_on("", "L10.19(b)(ii) window 1 ends", "Its last day."), f"{_CLAIM}.estimates.1.to", PARTY),
    _asks(_on("", "L10.19(b)(ii) window 2 ends", "Its last day."), f"{_CLAIM}.estimates.2.to", PARTY),
    *_notified("L10.19(c)", "total"),
    _asks(
        _one("", "L10.20 evidence", "How the row's requirement stands.", EVIDENCE),
        f"{_CLAIM}.evidence.{{requirement}}.status",
        PARTY,
    ),
    _asks(_one("", "L10.22 stands", "Where the claim stands.", STATES, 18), f"{_CLAIM}.state", PARTY),
    _asks(_sum("", "L10.22 payable (£)", "What is payable, whoever decided it."), f"{_CLAIM}.payable", PARTY),
    _asks(_one("", "L10.22 payable under", "The clause that decides it.", UNDER), f"{_CLAIM}.payable_under", PARTY),
    _asks(_sum("", "L10.22 paid (£)", "Payments less what came back."), f"{_CLAIM}.paid", PARTY),
    _asks(_sum("", "L10.22 outstanding (£)", "Payable less paid, never below 0.00."), f"{_CLAIM}.outstanding", PARTY),
    _asks(_sum("", "L10.22 overpaid (£)", "Paid less payable, never below 0.00."), f"{_CLAIM}.overpaid", PARTY),
    _asks(
        _one("", "L10.23(b) direction", "Whether the row's direction is one the clause allows, and governs.", SAYS),
        _direction,
        PARTY,
    ),
    _asks(_sum("", "L10.24 requested (£)", "All Parties together, as compared with the sum."), "aggregate.requested"),
    _asks(_sum("", "L10.24 sum (£)", "The sum determined."), "aggregate.threshold"),
    _asks(_yes("L10.24 exceeds?", "Whether the requests exceed the sum."), "aggregate.exceeds"),
    _asks(_yes("L10.24(a) may refer dates?", "Whether the DCC may refer the dates."), "aggregate.dcc_may_refer_dates"),
    _asks(
        _one("", "L10.24(b) dates", "Whether the dates could be determined.", SAYS),
        partial(_outcome_of, ref="L10.24(b)", whose=None),
    ),
    _asks(
        _one("", "L10.24(b) adds up", "Whether the Party's instalments sum to what was payable.", SAYS),
        partial(_outcome_of, ref="L10.24(b)", whose="party"),
        PARTY,
    ),
    _asks(
        _yes("L10.24(c) to consider?", "Whether a Draft Proposal is still to be considered."),
        "aggregate.draft_proposal_to_consider",
    ),
    _asks(
        _yes("L10.26 carved out?", "Whether the Subscriber is carved out."), partial(_in, path="carved_out"), SUBSCRIBER
    ),
    _asks(
        _yes("L10.26 not a Party?", "Whether it is deemed in breach of nothing, being no Party."),
        partial(_in, path="not_deemed"),
        SUBSCRIBER,
    ),
    _asks(_on("", "L10.27(a) last day", "The last day to refer."), f"{_BREACH}.refer_by", SUBSCRIBER),
    _asks(_yes("L10.27(a) in time?", "Whether the first referral was."), f"{_BREACH}.referral_in_time", SUBSCRIBER),
    _asks(_one("", "L10.28 status", "Where the deemed breach stands.", STANDS, 22), _status, SUBSCRIBER),
)

_FACT_COLUMNS: tuple[Column, ...] = (*ABOUT, *(column for group in FACTS for column in group.columns), AGAINST)
COLUMNS: dict[str, Column] = {
    plain(column.heading): column for column in (*_FACT_COLUMNS, *(each.column for each in ANSWERS))
}
"""Every heading, whatever its case and spacing."""
_ANSWER_OF = {plain(answer.column.heading): answer for answer in ANSWERS}
HEADINGS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("The case", ABOUT),
    *((group.name[0].upper() + group.name[1:], group.columns) for group in FACTS),
    ("What an appeal is against", (AGAINST,)),
    ("Expected answers", tuple(each.column for each in ANSWERS)),
)
"""Every heading by what it belongs to, in order."""

# --- reading ----------------------------------------------------------------------------------------------------


@dataclass
class _CaseRow:
    """What was read of a row: the value and the cell of each heading, and the ids of the facts it makes."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    """The column of each heading of the sheet, by its words."""
    values: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def cell(self, heading: str) -> str | None:
        """The cell under a heading; None where the sheet has no such heading."""
        column = self.columns.get(plain(heading))
        return f"{letters(column)}{self.number}" if column else None

    def of(self, column: Column) -> Any:
        """What the row says under a heading; None where it is blank."""
        return self.values.get(plain(column.heading))

    def named(self, what: str) -> Any:
        """The row's Party, Subscriber or line."""
        return self.of({"party": PARTY, "subscriber": SUBSCRIBER, "line": _LINE}[what])

    @property
    def provision(self) -> str:
        """The provision that the row's answers about breach are of."""
        kind = COLUMNS[plain("Certificate kind")]
        default = POLICY_6_2_1 if self.of(kind) == "oca" else L11_9
        return str(self.of(PROVISION) or default)

    def filled(self, group: Group) -> dict[str, Any]:
        """The fields of a group that are filled in."""
        return {each.entry.field: self.of(each) for each in group.columns if self.of(each) is not None}

    @property
    def expected(self) -> Iterator[tuple[Answer, Any]]:
        """What the row expects; None is that it is not known yet."""
        for words, answer in _ANSWER_OF.items():
            if words in self.values:
                yield answer, self.values[words]


class Miss(NamedTuple):
    """An expected cell that the adjudication does not meet: where, what was expected, what is said, and why."""

    sheet: str
    cell: str
    case: str
    heading: str
    expected: str
    actual: str
    because: str

    @property
    def text(self) -> str:
        """In a sentence or two, for the cell and for the terminal."""
        return f"Expected {self.expected}; the program says {self.actual}. {self.because}"


class Checked(NamedTuple):
    """What became of a workbook of cases. Where there are problems no case was run."""

    sheets: int
    cases: int
    answers: int
    misses: tuple[Miss, ...]
    problems: tuple[Found, ...]
    rows: tuple[tuple[str, int], ...]
    """The sheet and number of each row of a case."""
    heads: Mapping[str, int]
    """The row of headings of each sheet."""

    @property
    def passed(self) -> bool:
        """Whether every case was run and every answer is as expected."""
        return not self.misses and not self.problems


class _Book:
    """A workbook of cases as it is read."""

    def __init__(self, content: bytes) -> None:
        book = read_book(content)
        self.since_1904 = book.since_1904
        self.grids = {sheet.name: {(cell.row, cell.column): cell for cell in sheet.cells()} for sheet in book.sheets}
        self.problems: list[Found] = []
        self.heads: dict[str, int] = {}

    def flag(self, code: str, sheet: str, cell: str, found: str, wanted: str, do: str) -> None:
        self.problems.append(Found(code, "blocking", sheet, cell, found, wanted, do))

    def value(self, cell: Cell, column: Column, expected: bool) -> Any:
        """What a cell says; the problem raised is the cell's."""
        if cell.held is Held.ERROR:
            raise Flagged("error-value", column.entry.help)
        if cell.held is Held.NOTHING:
            raise Flagged("formula-without-value")
        if expected and cell.words == UNKNOWN:
            return None
        return column.read(cell, column.entry)

    def rows(self, sheet: str) -> list[_CaseRow]:
        """The rows of a sheet of cases; what cannot be read is a problem."""
        grid = self.grids[sheet]
        hits: dict[int, int] = {}
        for seen in grid.values():
            hits[seen.row] = hits.get(seen.row, 0) + (seen.words in COLUMNS)
        head = max(hits, key=lambda row: hits[row], default=0)
        if hits.get(head, 0) < 2:
            first = next(iter(grid.values()))
            do = "Put the row of headings in, or name the sheet Read me or Notes: those are not read."
            self.flag(
                "headings-missing",
                sheet,
                first.name,
                shown_cell(first),
                "a row of headings: Case, As of, facts, answers",
                do,
            )
            return []
        self.heads[sheet] = head
        columns, known = self._columns(sheet, head)
        made: dict[int, _CaseRow] = {}
        for (row, column), seen in grid.items():
            if row <= head or column in known.get("ignored", ()):
                continue
            words = next((words for words, at in columns.items() if at == column), None)
            if words is None:
                self.flag(
                    "cell-not-expected",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    "nothing here, for the column has no heading",
                    "Give the column a heading, or clear the cell.",
                )
                continue
            one = made.setdefault(row, _CaseRow(sheet, row, columns))
            try:
                one.values[words] = self.value(seen, COLUMNS[words], words in _ANSWER_OF)
            except Flagged as flagged:
                known_as = CODES[flagged.code]
                wanted, do = flagged.wanted or known_as.wanted, flagged.do or known_as.do
                self.flag(flagged.code, sheet, seen.name, shown_cell(seen, self.since_1904), wanted, do)
                one.values.setdefault("flagged", True)
        return [made[row] for row in sorted(made)]

    def _columns(self, sheet: str, head: int) -> tuple[dict[str, int], dict[str, set[int]]]:
        """The column of each known heading, and the columns whose cells are not read: the heading stands for them."""
        columns: dict[str, int] = {}
        ignored: set[int] = set()
        for seen in [seen for seen in self.grids[sheet].values() if seen.row == head]:
            if seen.words == plain(CHECKED):
                ignored.add(seen.column)
            elif seen.words not in COLUMNS:
                ignored.add(seen.column)
                like = near(seen.words, COLUMNS)
                do = f"Did you mean {COLUMNS[like].heading}? " if like else ""
                self.flag(
                    "heading-unknown",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    "a heading of the vocabulary",
                    f"{do}Mend it, or take the column out.",
                )
            elif seen.words in columns:
                ignored.add(seen.column)
                self.flag(
                    "heading-twice",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    f"once, as in {letters(columns[seen.words])}{head}",
                    "Keep one of them.",
                )
            else:
                columns[seen.words] = seen.column
        for column in (CASE, AS_OF):
            if plain(column.heading) not in columns:
                self.flag(
                    "heading-missing",
                    sheet,
                    f"A{head}",
                    "no such heading",
                    column.heading,
                    f'Add a column "{column.heading}".',
                )
        return columns, {"ignored": ignored}


# --- from rows to cases -----------------------------------------------------------------------------------------


@dataclass
class _Run:
    """A case as its rows give it, ready to be adjudicated."""

    name: str
    rows: list[_CaseRow]
    case: Case | None = None
    as_of: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def _cases(book: _Book, rows: Sequence[_CaseRow]) -> list[_Run]:
    """The cases of a sheet: rows that follow one another under one name."""
    runs: list[_Run] = []
    names: set[str] = set()
    for row in rows:
        name = row.of(CASE)
        if name is None:
            if "flagged" not in row.values or row.cell(CASE.heading):
                cell = row.cell(CASE.heading) or f"A{row.number}"
                if not any((each.sheet, each.cell) == (row.sheet, cell) for each in book.problems):
                    book.flag("value-missing", row.sheet, cell, "nothing", "the case's name", 'Fill in "Case".')
        elif runs and runs[-1].name == name:
            runs[-1].rows.append(row)
        elif name in names:
            cell = row.cell(CASE.heading) or f"A{row.number}"
            book.flag(
                "line-twice",
                row.sheet,
                cell,
                shown(name),
                "rows of one case under one another",
                "Move the row, or name the case otherwise.",
            )
        else:
            names.add(name)
            runs.append(_Run(name, [row]))
    for run in runs:
        _prepare(book, run)
    return runs


def _prepare(book: _Book, run: _Run) -> None:
    """The case, its day and its readings, from the rows of a run."""
    before = len(book.problems)
    first = run.rows[0]
    for column in (AS_OF, READINGS):
        said = [(row, row.of(column)) for row in run.rows if row.of(column) is not None]
        for row, value in said[1:]:
            if value != said[0][1]:
                book.flag(
                    "fields-at-odds",
                    row.sheet,
                    row.cell(column.heading) or "",
                    shown(str(value)),
                    f"blank, or as in {said[0][0].cell(column.heading)}",
                    "Say it once.",
                )
        if column is AS_OF and said:
            run.as_of = parse_day(said[0][1])
        elif column is READINGS and said:
            run.readings = said[0][1]
    bad = any("flagged" in row.values for row in run.rows)
    if run.as_of is None and not bad and first.cell(AS_OF.heading):
        book.flag(
            "value-missing",
            first.sheet,
            first.cell(AS_OF.heading) or "",
            "nothing",
            AS_OF.entry.help,
            'Fill in "As of".',
        )
    if not bad and not any(True for row in run.rows for _ in row.expected):
        book.flag(
            "value-missing",
            first.sheet,
            first.cell(CASE.heading) or "",
            shown(run.name),
            "a case that expects something",
            "Fill in an answer, or take the row out.",
        )
    facts = _lines(run.rows) + _instalments(run.rows)  # first: an appeal may be against the dates
    if not bad:
        facts += [fact for row in run.rows for fact in _facts_of(book, row)]
    for row in run.rows:
        _about_nobody(book, row)
    if bad or len(book.problems) > before:
        return
    try:
        run.case = check_case({"format": 1, "case": run.name, "facts": facts})
    except Problems as problems:
        for problem in problems.problems:
            _place(book, run, problem)


def _id(group: Group, row: _CaseRow) -> str:
    return f"{group.fact}-{row.number}"


def _facts_of(book: _Book, row: _CaseRow) -> Iterator[dict[str, Any]]:
    """The facts that a row makes by itself."""
    for group in FACTS:
        given = row.filled(group)
        if not given or group.name in (LINES, INSTALMENTS):
            continue
        name = _id(group, row)
        if group.fact in row.ids:  # two decisions of one type in a row
            name = f"{name}-{len(row.ids)}"
        row.ids[group.fact] = name
        if group.fact == "compromise_notified":
            given = _compromise(book, row, group, given)
        elif any(each.entry.field == "received" for each in group.columns):
            given = _sent(book, row, group, given)
        if group.whose and row.named(group.whose) is not None:
            given[group.whose] = row.named(group.whose)
        if group.fact == "certificate_compromised":
            given["certificate"] = f"of {row.named('subscriber')}, row {row.number}"
        if group.fact in ("breach_referred", "breach_determined") and row.of(PROVISION):
            given["provision"] = row.of(PROVISION)
        if group.fact == "evidence_given":
            given["requirement"] = row.ids.get("evidence_required", "")
        if group.fact in ("appeal_made", "appeal_decided"):
            given |= _appeal(row, given, group)
        yield {"id": name, "type": group.fact, **given, **group.fixed}


def _compromise(book: _Book, row: _CaseRow, group: Group, given: dict[str, Any]) -> dict[str, Any]:
    _at_most_one(book, row, [each for each in group.columns if each.entry.field in ("actual", "suspected")])
    made = {name: value for name, value in given.items() if name == "keys"}
    for state in ("actual", "suspected"):
        if state in given:
            made |= {"at": given[state], "state": state}
    return made


def _sent(book: _Book, row: _CaseRow, group: Group, given: dict[str, Any]) -> dict[str, Any]:
    """A notice's fields, with its method and moment of sending from the heading that is filled in."""
    _at_most_one(book, row, [each for each in group.columns if each.entry.field in SENT_BY])
    made = {name: value for name, value in given.items() if name not in SENT_BY}
    for name, method in SENT_BY.items():
        if name in given:
            made |= {"sent": given[name], "method": method}
    return made


def _at_most_one(book: _Book, row: _CaseRow, columns: Sequence[Column]) -> None:
    filled = [column for column in columns if row.of(column) is not None]
    for column in filled[1:]:
        book.flag(
            "fields-at-odds",
            row.sheet,
            row.cell(column.heading) or "",
            shown(row.of(column)),
            f'nothing, for "{filled[0].heading}" is filled in',
            "Keep one; give a second notice a row of its own.",
        )


def _appeal(row: _CaseRow, given: Mapping[str, Any], group: Group) -> dict[str, Any]:
    """The decision that an appeal is against, which is the row's own; and that it is set aside, where that is all."""
    against = row.of(AGAINST)
    more: dict[str, Any] = {"decision": row.ids.get(APPEALABLE.get(str(against), ""), "")}
    if group.fact == "appeal_decided" and given.get("upheld") is False and against in ("sum", "evidence"):
        more["set_aside"] = True
    return more


def _lines(rows: Sequence[_CaseRow]) -> list[dict[str, Any]]:
    """A list of costs for each Party, of the lines in its rows."""
    group = next(group for group in FACTS if group.name == LINES)
    lists: dict[Any, dict[str, Any]] = {}
    for row in rows:
        given = row.filled(group)
        if given:
            at = given.pop("at", None)
            party = row.named("party")
            made = lists.setdefault(party, {"id": _id(group, row), "type": group.fact, "lines": []})
            made |= {name: value for name, value in (("party", party), ("at", at)) if value is not None}
            made["lines"].append(given)
            row.ids[group.fact] = made["id"]
    return list(lists.values())


def _instalments(rows: Sequence[_CaseRow]) -> list[dict[str, Any]]:
    """One determination of dates, of the instalments in a case's rows."""
    group = next(group for group in FACTS if group.name == INSTALMENTS)
    made: dict[str, Any] = {}
    for row in rows:
        given = row.filled(group)
        if given:
            made = made or {"id": _id(group, row), "type": group.fact, "payments": []}
            if "at" in given:
                made["at"] = given.pop("at")
            if given:
                party = {"party": row.named("party")} if row.named("party") is not None else {}
                made["payments"].append({**party, **given})
            row.ids[group.fact] = made["id"]
    return [made] if made else []


def _about_nobody(book: _Book, row: _CaseRow) -> None:
    """Answers that are about a Party, a line or a Subscriber that the row does not name."""
    for answer, _ in row.expected:
        if answer.needs and row.of(COLUMNS[plain(answer.needs)]) is None and "flagged" not in row.values:
            cell = row.cell(answer.needs) or row.cell(answer.column.heading) or ""
            if not any((each.sheet, each.cell) == (row.sheet, cell) for each in book.problems):
                book.flag(
                    "value-missing",
                    row.sheet,
                    cell,
                    "nothing",
                    f"whom or what {answer.column.heading} is about",
                    f'Fill in "{answer.needs}".',
                )


def _place(book: _Book, run: _Run, problem: Problem) -> None:
    """A problem of a case by the cell it comes from."""
    for row in run.rows:
        for group in FACTS:
            if problem.fact is None or row.ids.get(group.fact) != problem.fact or not row.filled(group):
                continue
            name = re.split(r"[.\[]", (problem.field or "").rpartition("].")[2] or problem.field or "")[0]
            heading = next((each.heading for each in group.columns if each.entry.field == name), None)
            heading = {
                "party": PARTY.heading,
                "subscriber": SUBSCRIBER.heading,
                "decision": AGAINST.heading,
                "requirement": "Evidence required on",
            }.get(name, heading)
            place = row.cell(heading) if heading else None
            first = next(
                cell for each in group.columns if row.of(each) is not None and (cell := row.cell(each.heading))
            )
            do = (
                f'Fill in "{heading}", in the same row.'
                if heading and problem.found in ("nothing", "an empty text")
                else problem.do
            )
            book.flag("fields-at-odds", row.sheet, place or first, problem.found, problem.wanted, do)
            return
    first_row = run.rows[0]
    at_readings = (problem.field or "").startswith("readings") and first_row.of(READINGS)
    cell = first_row.cell(READINGS.heading if at_readings else CASE.heading) or "A1"
    book.flag("fields-at-odds", first_row.sheet, cell, problem.found, problem.wanted, problem.do)


# --- running them -----------------------------------------------------------------------------------------------


def check_bytes(content: bytes) -> Checked:
    """Run every case of a workbook. Raises nothing for a bad file: it has problems, and no case is run."""
    try:
        book = _Book(content)
    except Refused as refused:
        problem = found(refused.code, refused.sheet, refused.cell, refused.found)
        return Checked(0, 0, 0, (), (problem,), (), {})
    runs: list[_Run] = []
    sheets = [title for title, grid in book.grids.items() if grid and plain(title) not in FREE_SHEETS]
    for title in sheets:
        runs += _cases(book, book.rows(title))
    if not runs and not book.problems:
        title = next(iter(book.grids), "")
        book.flag(
            "not-a-claim",
            title,
            "A1" if title else "",
            "no case",
            "a sheet with a row for each case",
            "Write the cases.",
        )
    misses = [miss for run in runs for miss in _misses(book, run)] if not book.problems else []
    place = {title: number for number, title in enumerate(book.grids)}
    problems = sorted(
        set(book.problems), key=lambda each: (place.get(each.sheet, -1), *place_of(each.cell or "A1", ""))
    )
    return Checked(
        len(sheets),
        len(runs),
        sum(1 for run in runs for row in run.rows for _ in row.expected),
        tuple(misses) if not problems else (),
        tuple(problems),
        tuple((row.sheet, row.number) for run in runs for row in run.rows),
        book.heads,
    )


def _misses(book: _Book, run: _Run) -> Iterator[Miss]:
    """Every expected cell of a case that its adjudication does not meet."""
    assert run.case is not None
    assert run.as_of is not None
    try:
        result = adjudicate(run.case, run.as_of, None, run.readings)
    except Problems as problems:
        for problem in problems.problems:
            _place(book, run, problem)
        return
    said = result.as_json()
    for row in run.rows:
        about = _About(result, said, row)
        for answer, expected in row.expected:
            actual = answer.get(about)
            if not _same(expected, actual):
                heading = answer.column.heading
                yield Miss(
                    row.sheet,
                    row.cell(heading) or "",
                    run.name,
                    heading,
                    _inwords(answer.column, expected),
                    _inwords(answer.column, actual),
                    _because(about, answer),
                )


def _same(expected: Any, actual: Any) -> bool:
    """Equal in value and kind; a day alone, where a moment is meant, is noon."""
    if isinstance(expected, str) and isinstance(actual, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+", actual):
        return expected in (actual, f"{actual.partition('T')[0]}" if actual.endswith("T12:00") else actual)
    return type(expected) is type(actual) and bool(expected == actual)


def _inwords(column: Column, value: Any) -> str:
    """A value as its cell would say it."""
    words = {meant: word for word, meant in column.entry.choices.items()}
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return ", ".join(str(words.get(each, each)) for each in value) or NOTHING
    if value in words:
        return words[value]
    if value == MISSING:
        return MISSING
    if column.entry.kind is Kind.MONEY:
        return str(Money.of(value))
    if column.entry.kind is Kind.DAY:
        return long_day(parse_day(value))
    if column.read is _moment:
        return str(Moment.of(value))
    return str(value)


def _because(about: _About, answer: Answer) -> str:
    """The reasons of the findings on the heading's clause; for what is payable, on the clause that decides it."""
    refs = [answer.clause]
    if answer.clause == "L10.22":
        under = about.path("claims.{party}.payable_under")
        refs = [under if under in UNDER else "L10.22", "L10.22", "L10.19(c)"]
    elif answer.clause == "L10.19":
        refs = [*(about.path("claims.{party}.barred_by") or []), "L10.19(c)", "L10.19(a)"]
    elif answer.clause == "L10.20":
        refs = ["L10.20(a)", "L10.20(b)"]
    elif answer.column.heading == "L10.28 status":
        refs = ["L10.28", "L10.26", "L10.25", "L10.30(b)", "L10.14"]
    elif _of_breach(answer.clause):
        refs = [answer.clause, "L10.26", "L10.25", "L10.14"]
    for ref in refs:
        found = about.findings(ref)
        if answer.needs == _LINE.heading:
            found = [each for each in found if each.because.startswith(f"Line {about.row.named('line')}: ")]
        if answer.clause in ("L10.19(a)", "L10.19(c)"):
            found = found[:1]  # the notice that governs; the others are about other notices
        if found:
            return " ".join(dict.fromkeys(f"{each.clause}: {each.because}" for each in found))
    return f"No finding is made on {answer.clause}."


# --- the workbook back ------------------------------------------------------------------------------------------


def returned(content: bytes, checked: Checked) -> bytes:
    """The workbook with each cell that differs (or cannot be read) marked, and a column that says why; values stay.

    Marks of an earlier return are taken off first. A workbook that cannot be opened comes back as it is.
    """
    try:
        read_book(content)
        book = load_workbook(BytesIO(content), keep_links=False)
    except Exception:  # what openpyxl cannot write back comes back as it is
        return content
    said: dict[tuple[str, str], list[str]] = {}
    for miss in checked.misses:
        said.setdefault((miss.sheet, miss.cell), []).append(miss.text)
    for problem in checked.problems:
        said.setdefault((problem.sheet, problem.cell), []).append(
            f"Found {problem.found}; wanted {problem.wanted}. {problem.do}"
        )
    for sheet in book.worksheets:
        _unmark(sheet)
        marks = {cell: " ".join(texts) for (title, cell), texts in said.items() if title == sheet.title and cell}
        for cell, text in marks.items():
            _mark(sheet[cell], text)
        if sheet.title in checked.heads:
            _notes(sheet, checked, marks)
    return dress.settled(book)


def _unmark(sheet: Worksheet) -> None:
    for cell in list(sheet._cells.values()):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill()


def _mark(cell: Any, text: str) -> None:
    cell.fill = PatternFill("solid", fgColor=MARK)
    cell.comment = Comment(text, AUTHOR, height=160, width=360)


def _notes(sheet: Worksheet, checked: Checked, marks: Mapping[str, str]) -> None:
    """The column at the right that says, row by row, what is as expected and what is not."""
    head = checked.heads[sheet.title]
    held = [(column, cell.value) for (row, column), cell in sheet._cells.items() if row == head and cell.value]
    mine = [column for column, value in held if plain(str(value)) == plain(CHECKED)]
    column = mine[0] if mine else max(at for (_, at), cell in sheet._cells.items() if cell.value is not None) + 1
    top = sheet.cell(head, column)
    say(top, CHECKED)
    dress.HEAD.dress(top, "left", vertical="center")
    sheet.column_dimensions[letters(column)].width = 80
    by_row: dict[int, list[str]] = {}
    for cell, text in marks.items():
        row, at = place_of(cell, "")
        heading = sheet.cell(head, at).value
        by_row.setdefault(row, []).append(f"{cell} ({heading}): {text}" if row > head else f"{cell}: {text}")
    for title, row in checked.rows:
        if title != sheet.title:
            continue
        note = sheet.cell(row, column)
        passed = "Not run: the workbook has problems." if checked.problems else "As expected."
        text = "\n".join(by_row.get(row, [passed]))
        say(note, text)
        dress.ROW.dress(note, "left", vertical="center")
        lines = sum(len(part) // 88 + 1 for part in text.split("\n"))
        before = sheet.row_dimensions[row].height or dress.ROW_HEIGHT
        sheet.row_dimensions[row].height = max(before, dress.LINE_HEIGHT * lines + 5)
