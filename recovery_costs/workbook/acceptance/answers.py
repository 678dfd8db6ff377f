"""The columns on the right: the answers that a row may expect, each under its clause, and where the adjudication gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, get_args

from recovery_costs.adjudication import Adjudication, Exclusion, WindowStatus
from recovery_costs.facts import L11_9, POLICY_6_2_1
from recovery_costs.finding import Finding
from recovery_costs.scenarios import MISSING, at_path
from recovery_costs.workbook.acceptance.columns import Column, Group, at, col, money, on, one, several, whole
from recovery_costs.workbook.acceptance.facts import ABOUT, AGAINST, FACTS, PARTY, PROVISION, SUBSCRIBER
from recovery_costs.workbook.cells import words as plain
from recovery_costs.workbook.layout import YES_NO, Kind
from recovery_costs.workbook.wire import letters


@dataclass
class CaseRow:
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
        return self.of({"party": PARTY, "subscriber": SUBSCRIBER, "line": LINE}[what])

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
        for words, answer in ANSWER_OF.items():
            if words in self.values:
                yield answer, self.values[words]


@dataclass(frozen=True)
class About:
    """An adjudication, and whom and what a row is about."""

    result: Adjudication
    said: Mapping[str, Any]
    row: CaseRow

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
        whom = {self.row.named("subscriber")} if of_breach(ref) else {self.row.named("party")}
        limbs = () if ref == "L10.24" else (f"{ref}(",)  # its limbs speak of other things
        under = [each for each in self.result.findings if each.clause == ref or each.clause.startswith(limbs)]
        return [each for each in under if each.about in whom] or [each for each in under if each.about is None]


class Answer(NamedTuple):
    """An expected answer: its heading, and where the adjudication gives it."""

    column: Column
    get: Callable[[About], Any]
    needs: str | None = None
    """The heading that says whom or what it is about."""

    @property
    def clause(self) -> str:
        """The clause that its heading carries."""
        return self.column.heading.split(" ", 1)[0]


def of_breach(ref: str) -> bool:
    return ref.startswith(("L10.25", "L10.26", "L10.27", "L10.28"))


def _windows(about: About) -> Any:
    rows = about.path("claims.{party}.estimates")
    return rows if rows == MISSING else [row["status"] for row in rows]


def _may_ask(about: About) -> Any:
    barred_by = about.path("claims.{party}.barred_by")
    return barred_by if barred_by == MISSING else "L10.18" not in barred_by


def _status(about: About) -> Any:
    status = about.path("breaches.{subscriber}.{provision}.status")
    return "not_deemed" if status == MISSING else status


def _in(about: About, path: str) -> bool:
    rows = about.path(path)
    return any(
        about.row.named("subscriber") in (row, row.get("subscriber") if isinstance(row, dict) else None) for row in rows
    )


def _direction(about: About) -> Any:
    decided = about.row.ids.get("payment_directed")
    under = (each for each in about.result.findings if each.clause == "L10.23(b)" and decided in each.facts)
    return next((str(each.outcome) for each in under if each.basis == "judgement"), MISSING)


def _outcome_of(about: About, ref: str, whose: str | None) -> Any:
    whom = about.row.named(whose) if whose else None
    under = (each for each in about.result.findings if each.clause.startswith(ref) and each.about == whom)
    return next(
        (str(each.outcome) for each in under if not (ref == "L10.24(b)" and each.clause == "L10.24(b)(i)")), MISSING
    )


ROUTES: Mapping[str, str | bool] = {"L10.15": "L10.15", "L10.16": "L10.16"}
INITIAL: Mapping[str, str | bool] = {"Given": "met", "Missing": "not_met", "Not needed": "not_required"}
WINDOWS: Mapping[str, str | bool] = {name.replace("_", " "): name for name in get_args(WindowStatus)}
BARS: Mapping[str, str | bool] = {ref: ref for ref in ("L10.18", "L10.19(a)", "L10.19(b)", "L10.19(c)")}
UNDER: Mapping[str, str | bool] = {ref: ref for ref in ("L10.22", "L10.23(b)", "L10.29", *BARS)}
LEFT_OUT: Mapping[str, str | bool] = {name.replace("_", " "): name for name in get_args(Exclusion)}
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


def _path(path: str) -> Callable[[About], Any]:
    return lambda about: about.path(path)


def _asks(column: Column, get: Callable[[About], Any] | str, needs: Column | None = None) -> Answer:
    return Answer(column, _path(get) if isinstance(get, str) else get, needs.heading if needs else None)


def _yes(heading: str, help_: str) -> Column:
    return one("", heading, help_, YES_NO, 12)


def _list(heading: str, help_: str, choices: Mapping[str, str | bool]) -> Column:
    return col("", heading, help_, several, Kind.NAMES, 20, choices)


def _late(heading: str) -> Column:
    return col("", heading, "0 in time.", whole, Kind.COUNT, 11)


def _notified(ref: str, part: str) -> tuple[Answer, ...]:
    of = f"claims.{{party}}.{part}"
    return (
        _asks(at("", f"{ref} took effect", "When the notice that governs took effect."), f"{of}.effective", PARTY),
        _asks(on("", f"{ref} last day", "The last good day for it."), f"{of}.due", PARTY),
        _asks(_yes(f"{ref} in time?", "Whether it was."), f"{of}.in_time", PARTY),
        _asks(_late(f"{ref} days late"), f"{of}.days_late", PARTY),
    )


LINE = next(column for group in FACTS for column in group.columns if column.heading == "Line")
_CLAIM = "claims.{party}"
_BREACH = "breaches.{subscriber}.{provision}"
ANSWERS: tuple[Answer, ...] = (
    _asks(_yes("L10.14 occurred?", "Whether a Recovery Event has occurred."), "recovery_event.occurred"),
    _asks(one("", "L10.14 route", "Which circumstances were complete first.", ROUTES), "recovery_event.route"),
    _asks(on("", "L10.14 day", "The day of the Recovery Event."), "recovery_event.on"),
    _asks(
        money("", "L10.17 line (£)", "What of the row's line is a Recovery Cost."),
        f"{_CLAIM}.lines.{{line}}.eligible",
        LINE,
    ),
    _asks(
        _list("L10.17 left out because", "Every reason that excludes the row's line, in order.", LEFT_OUT),
        f"{_CLAIM}.lines.{{line}}.excluded",
        LINE,
    ),
    _asks(money("", "L10.17 eligible (£)", "The sum of the Party's lines."), f"{_CLAIM}.eligible", PARTY),
    _asks(
        _yes("L10.17 still to judge?", "Whether any line's reasonableness is not judged."),
        f"{_CLAIM}.judgement_pending",
        PARTY,
    ),
    _asks(_yes("L10.18 may ask?", "Whether the Party may ask at all."), _may_ask, PARTY),
    _asks(_list("L10.19 barred by", "The clauses that bar the request, in order.", BARS), f"{_CLAIM}.barred_by", PARTY),
    _asks(money("", "L10.19 requested (£)", "The total that governs."), f"{_CLAIM}.requested", PARTY),
    *_notified("L10.19(a)", "intention"),
    _asks(
        one("", "L10.19(b)(i) estimate", "Whether one came with the intention.", INITIAL),
        f"{_CLAIM}.initial_estimate",
        PARTY,
    ),
    _asks(_list("L10.19(b)(ii) windows", "How each window stands, from the first.", WINDOWS), _windows, PARTY),
    _asks(on("", "L10.19(b)(ii) window 1 ends", "Its last day."), f"{_CLAIM}.estimates.1.to", PARTY),
    _asks(on("", "L10.19(b)(ii) window 2 ends", "Its last day."), f"{_CLAIM}.estimates.2.to", PARTY),
    *_notified("L10.19(c)", "total"),
    _asks(
        one("", "L10.20 evidence", "How the row's requirement stands.", EVIDENCE),
        f"{_CLAIM}.evidence.{{requirement}}.status",
        PARTY,
    ),
    _asks(one("", "L10.22 stands", "Where the claim stands.", STATES, 18), f"{_CLAIM}.state", PARTY),
    _asks(money("", "L10.22 payable (£)", "What is payable, whoever decided it."), f"{_CLAIM}.payable", PARTY),
    _asks(one("", "L10.22 payable under", "The clause that decides it.", UNDER), f"{_CLAIM}.payable_under", PARTY),
    _asks(money("", "L10.22 paid (£)", "Payments less what came back."), f"{_CLAIM}.paid", PARTY),
    _asks(money("", "L10.22 outstanding (£)", "Payable less paid, never below 0.00."), f"{_CLAIM}.outstanding", PARTY),
    _asks(money("", "L10.22 overpaid (£)", "Paid less payable, never below 0.00."), f"{_CLAIM}.overpaid", PARTY),
    _asks(
        one("", "L10.23(b) direction", "Whether the row's direction is one the clause allows, and governs.", SAYS),
        _direction,
        PARTY,
    ),
    _asks(money("", "L10.24 requested (£)", "All Parties together, as compared with the sum."), "aggregate.requested"),
    _asks(money("", "L10.24 sum (£)", "The sum determined."), "aggregate.threshold"),
    _asks(_yes("L10.24 exceeds?", "Whether the requests exceed the sum."), "aggregate.exceeds"),
    _asks(_yes("L10.24(a) may refer dates?", "Whether the DCC may refer the dates."), "aggregate.dcc_may_refer_dates"),
    _asks(
        one("", "L10.24(b) dates", "Whether the dates could be determined.", SAYS),
        partial(_outcome_of, ref="L10.24(b)", whose=None),
    ),
    _asks(
        one("", "L10.24(b) adds up", "Whether the Party's instalments sum to what was payable.", SAYS),
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
    _asks(on("", "L10.27(a) last day", "The last day to refer."), f"{_BREACH}.refer_by", SUBSCRIBER),
    _asks(_yes("L10.27(a) in time?", "Whether the first referral was."), f"{_BREACH}.referral_in_time", SUBSCRIBER),
    _asks(one("", "L10.28 status", "Where the deemed breach stands.", STANDS, 22), _status, SUBSCRIBER),
)

_FACT_COLUMNS: tuple[Column, ...] = (*ABOUT, *(column for group in FACTS for column in group.columns), AGAINST)
COLUMNS: dict[str, Column] = {
    plain(column.heading): column for column in (*_FACT_COLUMNS, *(each.column for each in ANSWERS))
}
"""Every heading, whatever its case and spacing."""
ANSWER_OF = {plain(answer.column.heading): answer for answer in ANSWERS}
HEADINGS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("The case", ABOUT),
    *((group.name[0].upper() + group.name[1:], group.columns) for group in FACTS),
    ("What an appeal is against", (AGAINST,)),
    ("Expected answers", tuple(each.column for each in ANSWERS)),
)
"""Every heading by what it belongs to, in order."""
