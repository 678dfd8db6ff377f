"""The dashboard: the list of its pages. `streamlit run app.py`, or `recovery-costs demo --serve`."""

from typing import Any

import streamlit as st

from recovery_costs.dashboard import PAGES, look, state

st.set_page_config(page_title="Recovery Costs", layout="wide")
role = state.role()
offered = [page for page in PAGES if role is None or role in page.roles]
pages = {
    each.name: st.Page(
        each.file,
        title=each.title,
        url_path=each.name,
        visibility="visible" if each in offered and each.listed else "hidden",
    )
    for each in PAGES
}


def begin() -> None:
    """The bare address leads to the first page that is the reader's, so that every page has one address of its own."""
    given: dict[str, Any] = st.query_params.to_dict()
    st.switch_page(pages[offered[0].name], query_params=given)


page = st.navigation(
    [*pages.values(), st.Page(begin, title="Recovery Costs", default=True, visibility="hidden")], position="top"
)
look.dress()
page.run()
