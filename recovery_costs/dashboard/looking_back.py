"""An event looked back at from the record: how it stood on a day as known at the end of another, and all of it to take away."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from recovery_costs.calendar import Moment, long_day
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.leaving import leave
from recovery_costs.dashboard import event_parts, state
from recovery_costs.dashboard.history import known_as
from recovery_costs.dashboard.look import nothing, t
from recovery_costs.papers import words
from recovery_costs.plain import Problems


def stood(here: state.Here, event: str, known: date, latest: date) -> None:
    """How an event stood on a day that the reader chooses, on what was on record by the end of `known`; of `latest`: on all."""
    st.html(f"<h2>How {t(event)} stood</h2>")
    with st.container(key="looking-back", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.date_input(
            "As of the end of", value=here.today, key="true", bind="query-params", format="DD/MM/YYYY", width=180
        )
        st.download_button(
            "Export the event",
            partial(exported, here.desk, event),
            "event.zip",
            "application/zip",
            key="export-event",
            on_click="ignore",
        )
    st.html(
        '<p class="soft no-print">The export has what you may read of it, its files, and the verifier that checks it anywhere.</p>'
    )
    day = chosen if isinstance(chosen, date) else here.today
    when = f"On {long_day(day)}, {known_as(day, known, latest)}"
    try:
        seen = here.desk.judged(event, day, Moment.at(known, time(23, 59, 59)))
    except Problems as problems:
        st.html(nothing(f"{when}, it cannot be adjudicated.", f"{len(problems.problems)} problems stand in the way."))
        return
    st.html(f"<p><b>{when}.</b> {t(words.event(seen.adjudication))}</p>")
    if seen.amounts and seen.adjudication.claims:
        event_parts.summary(seen.adjudication.claims, above="")


def exported(desk: Desk, event: str) -> bytes:
    """What `recovery-costs export --event` writes, as one file: what the reader may read of the event, and the verifier."""
    with TemporaryDirectory() as folder:
        to = Path(folder) / "event"
        leave(desk, to, event, None)
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as packed:
            for path in sorted(each for each in to.rglob("*") if each.is_file()):
                packed.write(path, path.relative_to(to))
        return made.getvalue()
