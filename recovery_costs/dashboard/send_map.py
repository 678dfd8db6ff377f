"""A spreadsheet of the Party's own making, mapped on the page: what each column was taken for, and what only they can say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from recovery_costs.calendar import parse_day
from recovery_costs.dashboard import said, state, typed, waiting, working
from recovery_costs.dashboard.look import chip, first_up, nothing, t, table
from recovery_costs.dashboard.part import part
from recovery_costs.dashboard.waiting import Waiting
from recovery_costs.plain import Problems, shown
from recovery_costs.workbook.check_own import Given, proposed
from recovery_costs.workbook.own.profile import Profile, Question, read_profile

AT_A_TIME = 4
"""Questions asked at once: an answer often settles those that come after it."""
FREE = ("incurred",)
"""Questions with options that may be answered otherwise: a column of days, or one day for all."""


def mapped(here: state.Here, event: str, party: str, file: Waiting) -> Given | None:
    """How the file is read, once nothing is left open; until then its questions stand on the page."""
    known = read_profile(file.mapping.encode()) if file.mapping is not None else None

    def propose(says: working.Says) -> Profile:
        return proposed(file.content, file.name, Given(known, party, file.day), event, {}, says)

    key = ("map", here.register.path, file.sha256, file.mapping, file.day, event, party)
    profile = working.answer(key, "Reading the headings of your spreadsheet", propose)
    if not profile.open:
        _settled(here, file, profile)
        return Given(profile, party, file.day)
    st.html(
        f"<h2>This is no claim workbook: say how it is read · {len(profile.open)} to answer</h2>"
        "<p>Nothing is guessed. What the file itself settles is settled; the rest only you can say. Keep the mapping "
        "and use it next month. Where no answer fits, download the mapping, say it there, and bring it back.</p>"
    )
    _questions(here, file, profile)
    _proposal(profile)
    _again(here, file, profile)
    return None


# --- the questions --------------------------------------------------------------------------------------------------


@part
def _questions(here: state.Here, file: Waiting, profile: Profile) -> None:
    asked = sorted(profile.open, key=lambda each: each.name != "at")[:AT_A_TIME]
    place = f"map-{file.sha256[:12]}-{len(profile.answers())}"
    with st.container(key=place), typed.kept(here, f"{place}-"):
        answers = {each.name: _question(each, number, f"{place}-{number}") for number, each in enumerate(asked, 1)}
    if st.button("Go on", type="primary", key=f"go {place}"):
        given = {name: answer for name, answer in answers.items() if answer}
        if not given:
            st.html(nothing("Nothing is answered yet.", "Answer a question, then go on."))
            return
        day = given.pop("at", file.day)
        waiting.said(here, file.sha256, mapping=profile.answered(given).text(), day=day)
        st.rerun()


def _question(asked: Question, number: int, key: str) -> str | None:
    """One question: its words hold headings of the file, so they stand above the widget, never in its label."""
    where = f"<small>{t(shown(asked.where))}: {t(shown(asked.found))}</small>" if asked.where else ""
    words = "On which day did the list stand as it stands here?" if asked.name == "at" else asked.ask
    st.html(f'<p class="ask"><b>{number}.</b> {t(words)}{where}</p>')
    label = f"Answer to question {number}"
    if asked.name == "at":
        return _day(label, key)
    if not asked.options:
        return st.text_input(label, key=key, label_visibility="collapsed", live=True).strip() or None
    return st.selectbox(
        label,
        list(asked.options),
        index=None,
        key=key,
        format_func=lambda option: _option(asked, option),
        accept_new_options=asked.name.rpartition(" / ")[2] in FREE,
        label_visibility="collapsed",
        placeholder="Choose",
    )


def _option(asked: Question, option: str) -> str:
    meaning = asked.options.get(option)
    return f"{first_up(option.replace('_', ' '))}: {meaning}" if meaning else option


def _day(label: str, key: str) -> str | None:
    day: date | None = st.date_input(label, value=None, key=key, format="DD/MM/YYYY", label_visibility="collapsed")
    return day.isoformat() if day is not None else None


def list_day(here: state.Here, file: Waiting) -> None:
    """The one thing that a list in CSV cannot say by itself."""
    st.html("<h2>One question first</h2><p>On which day did the list stand as it stands here?</p>")
    day = _day("The day of the list", f"day-{file.sha256[:12]}")
    if day is not None:
        waiting.said(here, file.sha256, day=parse_day(day).isoformat())
        st.rerun()


# --- what is settled --------------------------------------------------------------------------------------------------


def _proposal(profile: Profile) -> None:
    """Which column holds what, and why; what the file settled."""
    parts = []
    for each in profile.tables:
        rows = [
            [t(shown(c.heading) if c.heading else f"column {c.column}"), _holds(c.field), t(c.why)]
            for c in each.columns
        ]
        columns = [("Heading", "long"), ("Read as", ""), ("Why", "long")]
        sheets = ", ".join(shown(name) for name in each.sheets)
        parts.append(
            f'<h3 class="sub">{t(sheets)}: headings in row {each.heading_row}</h3>{table("Columns", columns, rows)}'
        )
    out = [[t(shown(sheet)), t(why)] for sheet, why in profile.leave_out_sheets.items()]
    if out:
        parts.append(table("Sheets that are left out", [("Sheet left out", "long"), ("Why", "long")], out))
    parts.append(_answers([each for each in profile.questions if each.answer is not None]))
    st.html(f'<details class="quiet"><summary>What each column is read as, and why</summary>{"".join(parts)}</details>')


def _answers(settled: Sequence[Question]) -> str:
    rows = [[t(each.ask or each.name), t(shown(each.answer)), t(each.why)] for each in settled]
    columns = [("What was asked", "long"), ("Answer", "long"), ("Why", "long")]
    return table("What is settled", columns, rows) if rows else ""


def _holds(field: str | None) -> str:
    if field is None:
        return chip("calm", "Asked above")
    return "Left out" if field == "ignore" else first_up(field.replace("_", " "))


def _settled(here: state.Here, file: Waiting, profile: Profile) -> None:
    st.html(f"<p>{chip('ok', 'Read by your mapping')} Nothing is left open.</p>")
    _proposal(profile)
    _again(here, file, profile)


def _again(here: state.Here, file: Waiting, profile: Profile) -> None:
    """The mapping to keep, one kept before, or a fresh start."""
    with st.container(key="mapping", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.download_button("Download the mapping", profile.text(), "mapping.json", key="mapping-get", on_click="ignore")
        if file.mapping is not None and st.button("Begin the mapping again", key="mapping-again", type="tertiary"):
            waiting.said(here, file.sha256, mapping=None, day=None)
            st.rerun()
    if profile.open:
        _kept_before(here, file)


def _kept_before(here: state.Here, file: Waiting) -> None:
    turn = st.session_state.setdefault("mapping-turn", 0)
    kept = st.file_uploader("Or use a mapping that you kept (.json)", max_upload_size=1, key=f"mapping-file-{turn}")
    if kept is None:
        return
    try:
        profile = read_profile(kept.getvalue())
    except Problems as problems:
        st.html(
            nothing("This is no mapping that can be used.", "What you answered is kept.")
            + said.problems(problems.problems)
        )
        return
    day = profile.at.isoformat() if profile.at is not None else file.day
    waiting.said(here, file.sha256, mapping=profile.text(), day=day)
    st.session_state["mapping-turn"] = turn + 1
    st.rerun()
