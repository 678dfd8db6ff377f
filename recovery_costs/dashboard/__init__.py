"""The pages: one module each, and what they share. No rule and no query lives here.

A page is a file that Streamlit runs. `look` is how everything looks, `said` how values are said, `who` who is looking,
`state` what they look at. `PAGES` says which page is offered to whom; `frame` refuses it again to everybody else.
"""

from pathlib import Path
from typing import NamedTuple

from recovery_costs.register.access import PEOPLE, Role

ROOM = Path(__file__).parent
"""Where the pages stand, in a checkout and in an installed package."""

_DECIDE = (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR)
_CLAIMS = (*_DECIDE, Role.PARTY, Role.AUTHORITY)


class PageOf(NamedTuple):
    """A page: its short title, its module, the roles it is for, and whether the navigation lists it."""

    title: str
    name: str
    roles: tuple[Role, ...]
    listed: bool = True

    @property
    def file(self) -> str:
        """The file that Streamlit runs."""
        return str(ROOM / f"{self.name}.py")


PAGES = (
    PageOf("Today", "today", tuple(role for role in PEOPLE if role is not Role.OPERATOR)),
    PageOf("Event", "event", tuple(role for role in PEOPLE if role is not Role.OPERATOR)),
    PageOf("Claim", "claim", _CLAIMS),
    PageOf("Send", "send", (Role.PARTY, Role.DCC_FINANCE)),
    PageOf("Assess", "assess", (Role.DCC_FINANCE, Role.AUDITOR)),
    PageOf("Panel", "panel", _DECIDE),
    PageOf("Schedule studio", "studio", _DECIDE, listed=False),
    PageOf("Readings", "readings", _CLAIMS),
    PageOf("Record", "record", PEOPLE),
    PageOf("The law", "law", PEOPLE),
)
"""Every page, in the order of the navigation; the first that somebody may see is where they begin."""

FILES = {page.name: page.file for page in PAGES}
TODAY, EVENT, CLAIM, RECORD, LAW = (FILES[name] for name in ("today", "event", "claim", "record", "law"))
SEND, ASSESS, PANEL, STUDIO = (FILES[name] for name in ("send", "assess", "panel", "studio"))
READINGS_PAGE = FILES["readings"]
