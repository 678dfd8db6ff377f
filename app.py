"""The dashboard: the list of its pages. `streamlit run app.py`, or `recovery-costs demo --serve`."""

from typing import Any, cast

import streamlit as st

from recovery_costs.dashboard import PAGES, back, look, state, waking


def pages() -> None:
    """The pages that are whoever looks' own, and the one that the address names."""
    st.set_page_config(page_title="Recovery Costs", layout="wide")
    role = state.role()
    offered = [page for page in PAGES if role is None or role in page.roles]
    every = {
        each.name: st.Page(
            each.file,
            title=each.title,
            url_path=each.name,
            visibility="visible" if each in offered and each.listed else "hidden",
        )
        for each in PAGES
    }

    def begin() -> None:
        """The bare address leads to where whoever signed in was going; else to the first page that is the reader's."""
        wanted = back.taken() if role is not None else None
        name, given = (
            (wanted.page, wanted.address) if wanted is not None else (offered[0].name, st.query_params.to_dict())
        )
        st.switch_page(every[name], query_params=cast("Any", given))

    page = st.navigation(
        [*every.values(), st.Page(begin, title="Recovery Costs", default=True, visibility="hidden")], position="top"
    )
    look.dress()
    page.run()


if __name__ == "__main__":  # a look at a page
    pages()
else:  # the server starts
    app = st.App(__file__, lifespan=waking.awake)
