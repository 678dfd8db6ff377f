"""The dashboard: the list of its pages. `streamlit run app.py`, or `recovery-costs demo --serve`."""

import streamlit as st

from recovery_costs.dashboard import PAGES, look, state

st.set_page_config(page_title="Recovery Costs", layout="wide")
role = state.role()
offered = [page for page in PAGES if role is None or role in page.roles]
page = st.navigation(
    [
        st.Page(
            each.file,
            title=each.title,
            url_path=each.name,
            default=each is offered[0],
            visibility="visible" if each in offered and each.listed else "hidden",
        )
        for each in PAGES
    ],
    position="top",
)
look.dress()
page.run()
