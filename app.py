"""The dashboard: the list of its pages. `streamlit run app.py`, or `recovery-costs demo --serve`."""

import streamlit as st

from recovery_costs.dashboard import EVENT, EVENTS, LAW, look

st.set_page_config(page_title="Recovery Costs", layout="wide")
page = st.navigation(
    [
        st.Page(EVENTS, title="Events", url_path="events", default=True),
        st.Page(EVENT, title="Event", url_path="event"),
        st.Page(LAW, title="The law", url_path="law"),
    ],
    position="top",
)
look.dress()
page.run()
