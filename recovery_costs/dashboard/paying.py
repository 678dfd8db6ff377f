"""The payment run: what may be instructed today, what waits for a second person or for the bank, and what came back."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.casework import instructions, payments, second
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import doing, seconding, state, typed, understood
from recovery_costs.dashboard.look import clause_chip, count, figures, head, nothing, on, pounds, t, table
from recovery_costs.dashboard.part import part
from recovery_costs.dashboard.state import Here, Seen
from recovery_costs.inert import csv_text
from recovery_costs.money import NOUGHT, Money
from recovery_costs.register.access import Role


class Payable(NamedTuple):
    """A claim of which something may be instructed today."""

    event: str
    claim: Claim
    left: Money


def paying(here: Here) -> None:
    """The run over all events, as it stands today by the register's clock."""
    rows = [state.event(here, name, here.desk.today) for name in here.desk.events()]
    seen = [row for row in rows if isinstance(row, Seen)]
    due = [
        Payable(row.name, claim, left)
        for row in seen
        for claim in row.adjudication.claims
        if claim.outstanding is not None
        and claim.outstanding > NOUGHT
        and (left := instructions.left_to_instruct(here.desk, row.name, claim, here.desk.today)) > NOUGHT
    ]
    waiting = [each for row in seen for each in instructions.proposed(here.desk, row.name)]
    acts = [each for name in here.desk.events() for each in second.waiting(here.desk, name)]
    told = [
        (row.name, each) for row in seen for each in instructions.instructed(here.desk, row.name) if each.made is None
    ]
    title = f"{Money.sum(each.left for each in due)} may be instructed today" if due else "Nothing is to be instructed"
    lead = "One person proposes, another approves, the bank pays, and what it paid goes on record with its reference."
    head(f"All events · today, {on(here.desk.today)}", title, lead)
    claims = [claim for row in seen for claim in row.adjudication.claims]
    overpaid = Money.sum(claim.overpaid for claim in claims if claim.overpaid is not None)
    st.html(
        figures(
            [
                ("To propose", pounds(Money.sum(each.left for each in due)), count(len(due), "claim", "claims")),
                (
                    "To approve",
                    pounds(Money.sum(each.amount for each in waiting)),
                    count(len(waiting), "payment", "payments"),
                ),
                (
                    "With the bank",
                    pounds(Money.sum(each.amount for _, each in told)),
                    count(len(told), "instruction", "instructions"),
                ),
                ("Paid", pounds(Money.sum(claim.paid for claim in claims)), f"{overpaid} overpaid"),
            ]
        )
    )
    doing.said("pay")
    doing.said("waits")
    may = here.user.actor.role is Role.DCC_FINANCE
    _to_propose(here, due, may)
    _to_approve(here, waiting, acts, may)
    _with_the_bank(here, told, may)
    if may:
        _otherwise(here, seen)


# --- to propose ---------------------------------------------------------------------------------------------------


def _to_propose(here: Here, due: list[Payable], may: bool) -> None:
    st.html(f"<h2>May be instructed · {len(due)}</h2>")
    if not due:
        why = "What is payable is paid, proposed or instructed already, or its day has not come."
        st.html(nothing("Nothing.", f"{why} {clause_chip('L10.22', 'pay-none')}"))
        return
    for number, event in enumerate(dict.fromkeys(each.event for each in due), start=1):
        of = [each for each in due if each.event == event]
        rows = [[t(each.claim.party), pounds(each.claim.outstanding), pounds(each.left), _why(each)] for each in of]
        columns = [("Party", "long"), ("Outstanding", "num"), ("May be instructed", "num"), ("Under", "")]
        st.html(f"<h3>{t(event)}</h3>" + table(f"To be instructed, event {number}", columns, rows, kind="mid"))
        if may:
            _propose(here, event, of, first=number == 1)


def _why(each: Payable) -> str:
    clause = "L10.24(b)" if each.claim.instalments else "L10.22"
    return clause_chip(clause, f"pay-{each.event}-{each.claim.party}")


@part
def _propose(here: Here, event: str, of: list[Payable], first: bool) -> None:
    """A form for an event: how much to each Party, all or none."""
    place = f"pay-propose-{event}"
    doing.drawn(here, event, place)
    keys = {f"{place}-{each.claim.party}-{each.left.text}": each for each in of}
    amounts = {key: each.left.text for key, each in keys.items()}
    with st.container(key=f"form-{place}"), typed.kept(here, f"{place}-", {**amounts, f"{place}-on": here.desk.today}):
        given: list[tuple[str, str]] = []
        for number, (key, each) in enumerate(keys.items(), start=1):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(f"<p>{t(each.claim.party)}</p>", width=240)
                label = f"Pounds to propose for row {number}, or nothing"
                amount = st.text_input(label, key=key, label_visibility="collapsed", width=200, live=True)
            given.append((each.claim.party, understood.money(amount or "")))
        day = st.date_input("To be paid on", key=f"{place}-on", format="DD/MM/YYYY", width=200)
    if st.button("Propose these payments", type="primary" if first else "secondary", key=f"go {place}"):
        asked = [{"party": party, "amount": amount, "on": day.isoformat()} for party, amount in given if amount]
        doing.run(here, event, place, partial(_proposed, here, event, asked), [*keys, f"{place}-on"])
    doing.said(place)


def _proposed(here: Here, event: str, asked: list[dict[str, str]], command: str, seen: int) -> Done:
    return payments.propose(here.desk, event, asked, command=command, based_on=seen)


# --- to approve ---------------------------------------------------------------------------------------------------


def _to_approve(here: Here, waiting: list[instructions.Proposed], acts: list[second.Waiting], may: bool) -> None:
    st.html(f"<h2>Waits for a second person · {len(waiting) + len(acts)}</h2>")
    if not waiting and not acts:
        st.html(nothing("Nothing.", "What one person proposes stands here until another approves it."))
    for each in waiting:
        made = f"Says that the bank has paid ({t(each.reference)})" if each.reference else "To be paid"
        said = f"{pounds(each.amount)}. {made} on {on(each.on)}; proposed by {t(each.by)}."
        says = f"{t(each.party)} <small>{t(each.event)}, entry {each.seq}</small> {said}"
        seconding.row(here, each.event, each, says, may)
    seconding.acts(here, acts)


# --- with the bank ------------------------------------------------------------------------------------------------


def _with_the_bank(here: Here, told: list[tuple[str, instructions.Instructed]], may: bool) -> None:
    st.html(f"<h2>With the bank · {len(told)}</h2>")
    if not told:
        st.html(nothing("Nothing.", "What is approved stands here until it is on record as paid."))
        return
    csv = csv_text(
        [
            ["event", "party", "amount", "on", "entry"],
            *([event, each.party, each.amount, each.on.isoformat(), each.seq] for event, each in told),
        ]
    )
    st.download_button("Download as CSV", csv, "instructions.csv", "text/csv", on_click="ignore")
    for event, each in told:
        st.html(
            f"<p>{t(each.party)} <small>{t(event)}, entry {each.seq}</small> {pounds(each.amount)}, to be paid on "
            f"{on(each.on)}.</p>"
        )
        if may:
            _paid(here, event, each)


@part
def _paid(here: Here, event: str, each: instructions.Instructed) -> None:
    """That the bank paid what was instructed."""
    place = f"pay-made-{each.seq}"
    with (
        st.container(key=f"form-{place}", horizontal=True, vertical_alignment="bottom", gap="small"),
        typed.kept(here, f"{place}-", {f"{place}-on": here.desk.today}),
    ):
        reference = st.text_input("The bank's reference", key=f"{place}-ref", width=240, live=True)
        day = st.date_input("Paid on", key=f"{place}-on", format="DD/MM/YYYY", width=200)
        pressed = st.button("Record that it was paid", key=f"go {place}")
    if pressed:
        asked = (event, each.party, each.amount.text, reference or "", day.isoformat())
        doing.run(here, event, place, partial(_made, here, asked), [f"{place}-ref", f"{place}-on"])
    doing.said(place)


def _made(here: Here, asked: tuple[str, str, str, str, str], command: str, seen: int) -> Done:
    event, party, amount, reference, day = asked
    on_day = None if day == here.desk.today.isoformat() else day
    desk = here.desk
    return payments.record_payment(desk, event, party, amount, reference, command=command, on=on_day, based_on=seen)


# --- what went otherwise ------------------------------------------------------------------------------------------


def _otherwise(here: Here, seen: list[Seen]) -> None:
    """Money that came back, and a payment that nobody instructed here."""
    places = [(row.name, claim.party) for row in seen for claim in row.adjudication.claims]
    if not places:
        return
    st.html("<h2>What went otherwise</h2>")
    ways = ("Money came back", "A payment without an instruction")
    with typed.kept(here, "otherwise"):
        way = st.segmented_control("What happened", ways, key="otherwise", label_visibility="collapsed")
        chosen = None
        if way is not None:
            chosen = st.selectbox(
                "Whose claim", places, None, lambda of: f"{of[1]}, {of[0]}", key="otherwise-of", width=420
            )
    if chosen is None:
        return
    event, party = chosen
    place = f"pay-otherwise-{event}-{party}"
    if way == ways[0]:
        doing.form(here, event, ACTS["record_return"], {"party": party}, place)
        return
    _uninstructed(here, event, party, place)


@part
def _uninstructed(here: Here, event: str, party: str, place: str) -> None:
    """A payment that happened without an instruction."""
    keys = {name: f"{place}-{name}" for name in ("amount", "ref", "on")}
    with st.container(key=f"form-{place}"), typed.kept(here, f"{place}-", {keys["on"]: here.desk.today}):
        st.html("<p>It goes on record once a second person approves it; L10.22 says what it makes of it.</p>")
        amount = st.text_input("Sum", key=keys["amount"], placeholder="Such as 1,000.00", width=240, live=True)
        reference = st.text_input("The bank's reference", key=keys["ref"], width=240, live=True)
        day = st.date_input("Paid on", key=keys["on"], format="DD/MM/YYYY", width=240)
    if st.button("Record it", key=f"go {place}"):
        asked = (event, party, understood.money(amount or ""), reference or "", day.isoformat())
        doing.run(here, event, place, partial(_made, here, asked), keys.values())
    doing.said(place)
