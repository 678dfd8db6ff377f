"""Two ways to judge the same lines: a grid of many, and one line at a time by the keyboard."""

from __future__ import annotations

from typing import Any

import streamlit as st

from recovery_costs.casework.assess import reasons
from recovery_costs.dashboard import claim_parts, said, state
from recovery_costs.dashboard.drafts import Work
from recovery_costs.dashboard.look import on, pairs, pounds, t
from recovery_costs.facts import CostLine

ROW = 34
"""Pixels: the height of a row of the grid."""
HIGHEST = 560
"""Pixels: of the grid."""
NOT_YET = "Not looked at yet"


def _words() -> dict[str, str]:
    """The reasons of the catalogue by what they say."""
    return {each.words: each.code for each in reasons().values()}


# --- many at once -------------------------------------------------------------------------------------------------


def grid(here: state.Here, work: Work, shown: list[CostLine]) -> None:
    """The lines in a grid, with a decision and words to give; and one reason for all of them at once."""
    key = f"grid {work.place} {st.session_state[f'turn grid {work.place}']}"
    st.data_editor(
        _columns(work, shown),
        key=key,
        hide_index=True,
        disabled=["line", "what", "supplier", "incurred", "amount", "counts"],
        column_config=_configured(),
        row_height=ROW,
        height=min(ROW * (len(shown) + 1) + 2, HIGHEST),
        placeholder="",
        on_change=_edited,
        args=(here, work, key, [line.line for line in shown]),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "One reason for every line shown",
            list(_words()),
            index=None,
            key=f"all-reason-{work.place}",
            width=420,
        )
        st.button(
            f"Give it to all {len(shown):,}",
            key=f"all-{work.place}",
            disabled=chosen is None,
            on_click=_given_to_all,
            args=(here, work, [line.line for line in shown], chosen),
        )


def _given_to_all(here: state.Here, work: Work, shown: list[str], chosen: str | None) -> None:
    for line in shown if chosen is not None else ():
        work.note(here, line, _words()[str(chosen)], work.noted(line).words)
    st.session_state[f"turn grid {work.place}"] += 1


def _columns(work: Work, shown: list[CostLine]) -> dict[str, list[object]]:
    """The grid's cells. Sums are here to be read; none is ever read back."""
    counts = {line.line: line.eligible for line in work.claim.lines}
    given = {code: each.words for code, each in reasons().items()}
    noted = [work.noted(line.line) for line in shown]
    eligible = [counts.get(line.line) for line in shown]
    return {
        "line": [line.line for line in shown],
        "what": [line.description or said.LIMBS[line.limb] for line in shown],
        "supplier": [" ".join(each for each in (line.supplier, line.invoice) if each) for line in shown],
        "incurred": [line.incurred for line in shown],
        "amount": [line.amount.pence / 100 for line in shown],
        "counts": [each.pence / 100 if each is not None else None for each in eligible],
        "decision": [given[each.reason] if each.reason else "" for each in noted],
        "words": [each.words for each in noted],
    }


def _configured() -> dict[str, Any]:
    column = st.column_config
    return {
        "line": column.TextColumn("Line", width=70, pinned=True),
        "what": column.TextColumn("What", width=200),
        "supplier": column.TextColumn("Supplier, invoice", width=180),
        "incurred": column.DateColumn("Incurred", format="D MMM YYYY", width=105),
        "amount": column.NumberColumn("Claimed", format="£%,.2f", width=105),
        "counts": column.NumberColumn("Counts", format="£%,.2f", width=105),
        "decision": column.SelectboxColumn("Decision and reason", options=["", *_words()], width=220),
        "words": column.TextColumn("In your words", max_chars=2000, width="medium"),
    }


def _edited(here: state.Here, work: Work, key: str, shown: list[str]) -> None:
    """Store what was edited in the draft, by line."""
    for row, cells in st.session_state[key]["edited_rows"].items():
        line = shown[int(row)]
        noted = work.noted(line)
        reason = _words().get(cells["decision"] or "") if "decision" in cells else noted.reason
        work.note(here, line, reason, (cells["words"] or "") if "words" in cells else noted.words)


# --- one line at a time ---------------------------------------------------------------------------------------------


def one_by_one(here: state.Here, work: Work, shown: list[CostLine]) -> None:
    """One line, its reason and words, and the way to the next."""
    at = min(st.session_state.setdefault(f"at {work.place}", 0), len(shown) - 1)
    line, place = shown[at], work.place
    _fill(work, line)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        step = (f"at {place}",)
        st.button(
            "Previous", key=f"previous-{place}", shortcut="Alt+P", on_click=_go, args=(*step, at - 1), disabled=at == 0
        )
        last = at == len(shown) - 1
        st.button("Next", key=f"next-{place}", shortcut="Alt+N", on_click=_go, args=(*step, at + 1), disabled=last)
        st.button(
            "Reasonable, next",
            key=f"accept-{place}",
            shortcut="Alt+A",
            on_click=_accept,
            args=(here, work, line.line, at if last else at + 1),
        )
        st.html(f'<p class="soft">{at + 1:,} of {len(shown):,} shown</p>')
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(f'<div class="one-line"><h3>Line {t(line.line)}</h3>{_told(work, line)}</div>')
    with right:
        st.radio(
            "Decision and reason",
            ["", *reasons()],
            key=f"reason-{place}",
            format_func=lambda code: reasons()[code].words if code else NOT_YET,
            on_change=_noted,
            args=(here, work, line.line),
        )
        st.text_area(
            "In your words", key=f"words-{place}", max_chars=2000, on_change=_noted, args=(here, work, line.line)
        )


def _fill(work: Work, line: CostLine) -> None:
    """What is noted of the line into the widgets, when the line is another or its widgets are drawn anew."""
    place, noted = work.place, work.noted(line.line)
    st.session_state[f"reason-{place}"] = noted.reason or ""
    st.session_state[f"words-{place}"] = noted.words


def _go(where: str, to: int) -> None:
    st.session_state[where] = to


def _accept(here: state.Here, work: Work, line: str, to: int) -> None:
    work.note(here, line, "reasonable", work.noted(line).words)
    _go(f"at {work.place}", to)


def _noted(here: state.Here, work: Work, line: str) -> None:
    reason = st.session_state[f"reason-{work.place}"] or None
    work.note(here, line, reason, st.session_state[f"words-{work.place}"] or "")


def _told(work: Work, line: CostLine) -> str:
    """All that the Party says of the line, and what counts of it with the draft."""
    result = next((each for each in work.claim.lines if each.line == line.line), None)
    rows = [
        ("What", t(line.description or "Not said")),
        ("Kind", said.LIMBS[line.limb]),
        ("Incurred", on(line.incurred)),
        ("Claimed", pounds(line.amount)),
        ("Counts", pounds(result.eligible if result is not None else None)),
    ]
    if result is not None and result.finding is not None:
        rows.append(("Why", t(claim_parts.why(result))))
    rest = {
        "Supplier": line.supplier,
        "Invoice": line.invoice,
        "Evidence": line.evidence,
        "Devices": f"{line.devices:,}" if line.devices is not None else None,
        "SMI Status": line.smi_status,
        "Recovery key": line.key_outcome.replace("_", " ") if line.key_outcome else None,
    }
    return pairs([*rows, *((name, t(value)) for name, value in rest.items() if value)])
