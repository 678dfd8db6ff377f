"""The pages: one module each, and what they share. No rule and no query lives here.

A page is a file that Streamlit runs. `look` is how everything looks, `said` how values are said, `state` the register
and the day that the pages show.
"""

from pathlib import Path

ROOM = Path(__file__).parent
"""Where the pages stand, in a checkout and in an installed package."""
EVENTS, EVENT, LAW = (str(ROOM / name) for name in ("events.py", "event.py", "law.py"))
