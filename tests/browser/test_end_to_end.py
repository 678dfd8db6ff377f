"""A Recovery Event from its first notice to the last payment, by the people whose work it is, in Chromium, on both stores.

Each has signed in. Another Party takes part with sums and names that stand nowhere else, and the first never gets any.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from recovery_costs.case_file import check_case
from recovery_costs.casework import admin, sending
from recovery_costs.casework.desk import Desk
from recovery_costs.dashboard import PAGES
from recovery_costs.register.access import Actor, Role
from recovery_costs.workbook.template import claim_bytes
from tests.browser.conftest import LONG
from tests.browser.people import Person, somebody
from tests.browser.registers import pounds
from tests.browser.signing import Signed, signing_in
from tests.register.postgres_server import APP, binaries
from tests.register.postgres_server import running as postgres

EVENT, A, B, C = "RE-2026-001", "Supplier A", "Canary Supplies", "Supplier C"
DEE, SAM, PAT, AUD = "dee@dcc.example", "sam@dcc.example", "pat@panel.example", "aud@audit.example"
ANN, BOB, CAT = "ann@a.example", "bob@b.example", "cat@c.example"
ROLES = [
    (DEE, Role.DCC_FINANCE, None),
    (SAM, Role.DCC_FINANCE, None),
    (PAT, Role.PANEL, None),
    (AUD, Role.AUDITOR, None),
    (ANN, Role.PARTY, A),
    (BOB, Role.PARTY, B),
    (CAT, Role.PARTY, C),
]
COSTS = (
    "Date,Supplier,Invoice,Cost inc VAT (£)\n2026-02-05,Fitters,F-1,600.00\n2026-02-06,Fitters,F-2,300.00\n"
    "2026-02-09,Vans,V-1,100.00\n"
)
CANARIES = ("71034.17", "71135.18", "Canary Fitters Ltd", "canary-invoice-9", "canary-costs.xlsx", B)
"""Of the other Party: its estimate, its total, whom it paid and on which invoice, its file, its name."""


def workbook(party: str, *given: dict[str, Any]) -> bytes:
    """A claim workbook that a Party has filled in."""
    facts = [{"id": f"F{number}", "party": party, **fact} for number, fact in enumerate(given)]
    return claim_bytes(EVENT, party, None, check_case({"format": 1, "case": EVENT, "facts": facts}).facts)


class Story:
    """The people, and the clock by which the register goes."""

    def __init__(self, clock: Path, signed: Signed, browser: Browser, people: ExitStack) -> None:
        self.clock, self.signed, self.browser, self._people = clock, signed, browser, people
        self.here: dict[str, Person] = {}

    def at(self, moment: str) -> None:
        """It is now this moment, in UTC."""
        self.clock.write_text(moment, encoding="utf-8")

    def __getitem__(self, name: str) -> Person:
        if name not in self.here:
            self.here[name] = self._people.enter_context(somebody(self.browser, self.signed, name))
        return self.here[name]


STORES = ["sqlite", "postgres"] if LONG else ["postgres"]
"""The short form takes the store that no other test of the pages looks at."""


@pytest.fixture(params=STORES if binaries() is not None else ["sqlite"])
def story(request: pytest.FixtureRequest, tmp_path: Path, browser: Browser) -> Iterator[Story]:
    """The server on a new register in one of the stores, with everybody's role on record, on 2 February 2026."""
    clock = tmp_path / "clock"
    clock.write_text("2026-02-02T10:00", encoding="utf-8")
    with ExitStack() as open_:
        where: Path | str = tmp_path / "register.sqlite"
        if request.param == "postgres":
            server = open_.enter_context(postgres())
            where = server.url(APP, server.database())
        signed = open_.enter_context(signing_in(where, clock=clock))
        dcc = Desk(signed.register, Actor(DEE, Role.DCC_FINANCE))
        for party in (A, B, C):
            admin.add_party(dcc, party, command=f"add {party}")
        for name, role, whose in ROLES:
            signed.role(name, role, whose)
        yield Story(clock, signed, browser, open_)


@pytest.mark.long
def test_a_recovery_event_from_its_first_notice_to_the_last_payment(story: Story) -> None:
    _what_happened(story)
    _breach(story)
    _claims(story)
    _evidence(story)
    _decisions(story)
    _dates(story)
    _payment(story)
    _verified(story)
    _nothing_of_the_other(story)


def _what_happened(story: Story) -> None:
    """The DCC opens the event; the Compromise, the decision on the key and a Certificate are put on record."""
    dee = story[DEE].opens("today").presses("Open a Recovery Event").writes("Its name, such as RE-2026-001", EVENT)
    dee.presses("Open it").reads("Recorded: event opened", EVENT)
    dee.opens("event", event=EVENT)
    note = "Put on record what happened"
    dee.chooses(note, "Record the DCC's notice of a Compromise").chooses("Which keys", "Issuing key").chooses(
        "Was the Compromise actual", "Actual"
    )
    dee.writes("When the DCC told", "2 February 2026 at 08:00").presses("Record it").reads(
        "Recorded: compromise notified"
    )
    dee.chooses(note, "Record whether use of a key is required").picks("Yes").chooses("Which key", "Recovery")
    dee.writes("When the SMKI PMA decided", "02/02/2026 8:30").presses("Record it").reads(
        "Recorded: recovery key decided"
    )
    dee.chooses(note, "Record a Compromised Certificate").writes("The Certificate", "C-ORG-0231").chooses(
        "Kind of Certificate", "Organisation Certificate"
    )
    dee.chooses("Relevant Subscriber", C).chooses("What the subscriber is", "A Party").presses("Record it")
    dee.reads("Recorded: certificate compromised", "2 February 2026")


def _breach(story: Story) -> None:
    """The Relevant Subscriber refers its deemed breach, and the Panel determines that there was none: L10.27."""
    cat = story[CAT].opens("event", event=EVENT).reads(C, "Nothing referred")
    cat.chooses("Put on record what happened", "Refer a deemed breach to the Panel")
    cat.presses("Record it").reads("Recorded: breach referred", "Referred in time")
    pat = story[PAT].opens("panel").reads("One thing to decide", C).follows("Open item 1")
    pat.picks("Determine a referred breach").picks("Yes", "Did it demonstrate").picks("No", "Was it in breach")
    pat.writes("The minute in which", "26/1").writes("Why", "Its keys were held as L11 asks.").presses("Record it")
    pat.reads("Recorded: breach determined")
    pat.opens("panel", event=EVENT, item="sum").picks("Determine the sum").writes("The sum", "£50,000.00")
    pat.writes("The minute in which", "26/2").writes("The consultation", "Of 20 January").presses("Record it")
    pat.reads("Recorded: threshold determined")


def _claims(story: Story) -> None:
    """Both Parties give notice in February; in March they list their costs, one on a spreadsheet of its own, and a total."""
    story.at("2026-02-16T10:00")
    notice = {"type": "intention_notified", "sent": "2026-02-16T10:00", "method": "hand"}
    ann = story[ANN].opens("send", event=EVENT)
    assert ann.gets("Get the workbook").startswith(b"PK")
    ann.brings("An Excel workbook", "notice.xlsx", workbook(A, {**notice, "estimate": "900.00"}))
    ann.reads("One notice given by this upload").presses("Send it").reads("Received, and taken in")
    _sent(story, "notice.xlsx", workbook(B, {**notice, "estimate": CANARIES[0]}))

    story.at("2026-03-02T10:00")
    ceased = {"type": "costs_ceased", "at": "2026-02-27"}
    total = {"type": "total_notified", "sent": "2026-03-02T10:00", "method": "hand"}
    line = {"line": "1", "incurred": "2026-02-05", "amount": CANARIES[1], "limb": "key_use"}
    listed = {
        "type": "cost_lines",
        "at": "2026-03-02",
        "lines": [{**line, "supplier": CANARIES[2], "invoice": CANARIES[3]}],
    }
    _sent(story, CANARIES[4], workbook(B, ceased, {**total, "amount": CANARIES[1]}, listed))
    ann.opens("send", event=EVENT).brings("An Excel workbook", "costs.csv", COSTS.encode())
    ann.reads("say how it is read").dates("Answer to question 1", "02/03/2026")
    ann.chooses("Answer to question 2", "None").chooses("Answer to question 3", "Key use").presses("Go on")
    ann.reads("Read by your mapping", "£1,000.00accepted").presses("Send the 3 accepted rows").reads(
        "Received, and taken in"
    )
    ann.opens("send", event=EVENT).brings(
        "An Excel workbook", "total.xlsx", workbook(A, ceased, {**total, "amount": "1000.00"})
    )
    ann.presses("Send it").reads("Received, and taken in")
    assert b"total.xlsx" in ann.gets("Download the receipt")


def _sent(story: Story, name: str, content: bytes) -> None:
    """The other Party sends a workbook."""
    desk = Desk(story.signed.register, Actor(BOB, Role.PARTY, frozenset({B})))
    assert sending.send(desk, EVENT, B, name, content, command=f"send {name}").done is not None


def _evidence(story: Story) -> None:
    """DCC finance judges the lines and asks for evidence; the Party gives it, and it is marked as seen: L10.17, L10.20."""
    dee = story[DEE].opens("assess", event=EVENT, party=A).reads("0 of 3 lines looked at")
    dee.chooses("One reason for every line shown", "Incurred reasonably").presses("Give it to all 3")
    dee.presses("Record three judgements").reads("Recorded: cost lines")
    dee.picks("Ask for evidence by a day").writes("What is asked for", "Invoice F-2").dates(
        "By which day", "09/03/2026"
    ).presses("Record it")
    dee.reads("Recorded: evidence required")
    ann = story[ANN].opens("claim", event=EVENT, party=A, part="Evidence").reads("Invoice F-2", "9 March 2026")
    ann.brings("Attach a file of evidence", "F-2.pdf", b"%PDF-1.4 of Supplier A").chooses(
        "What it answers", "Invoice F-2"
    )
    ann.presses("Attach it").reads("Recorded: file received, evidence given", "Given in time")
    dee.opens("claim", event=EVENT, party=A, part="Evidence").presses("Mark entry # as seen").reads(f"Seen by {DEE}")
    assert dee.gets("Download entry #") == b"%PDF-1.4 of Supplier A"


def _decisions(story: Story) -> None:
    """The DCC refers the one claim and is satisfied of the other; the Panel directs part of the first: L10.22, L10.23."""
    dee = story[DEE].opens("claim", event=EVENT, party=A).picks("Refer the question of evidence to the Panel")
    dee.presses("Record it").reads("Recorded: adequacy referred")
    dee.opens("claim", event=EVENT, party=B).picks("Be satisfied, and pay in full").presses("Record it")
    dee.reads("Recorded: dcc satisfied", "£71,135.18")
    pat = story[PAT].opens("panel").reads(A).follows("Open item 1").picks("Direct what is paid")
    pat.chooses("What the DCC is to pay", "Part of it").writes("How much is to be paid", "1000").writes(
        "The minute in which", "30/1"
    )
    pat.writes("Why", "F-3 is not shown.").presses("Record it").reads("L10.23(b)")  # all of it is no part
    pat.writes("How much is to be paid", "900").presses("Record it").reads("Recorded: payment directed")


def _dates(story: Story) -> None:
    """Together the claims exceed the sum: the DCC refers the dates, and the Panel adopts a schedule it modelled: L10.24.

    £900.00 and £71,135.18 are £72,035.18. With £50,000.00 at most in a month the rest, £22,035.18, is paid in April.
    """
    dee = story[DEE].opens("event", event=EVENT).picks("Refer the dates of payment to the Panel")
    dee.presses("Record it").reads("Recorded: dates referred")
    pat = story[PAT].opens("studio", event=EVENT).reads("£72,035.18 is outstanding")
    pat.writes("Most in a month, in all", "50,000").presses("Compare")
    pat.reads("Last payment30 April 2026").writes("The minute in which", "30/2").presses("Adopt these dates")
    pat.reads("Recorded: dates determined")


def _payment(story: Story) -> None:
    """On the first of those days one of the DCC proposes, another approves, and the bank's reference makes it paid.

    One of the payments is refused first, with why, and proposed anew.
    """
    story.at("2026-03-31T10:00")
    dee = story[DEE].opens("assess", part="Payment run").reads("£50,000.00 may be instructed today")
    dee.presses("Propose these payments").reads(
        "Recorded: payment proposed", "You proposed it: somebody else approves it."
    )
    sam = story[SAM].opens("assess", part="Payment run").reads("Waits for a second person · 2")
    sam.presses("Refuse it").writes("Why", "A slip.").presses("Refuse it, for that reason").reads(
        "Recorded: payment withdrawn"
    )
    dee.opens("assess", part="Payment run").presses("Propose these payments").reads("Recorded: payment proposed")
    sam.opens("assess", part="Payment run").reads("Waits for a second person · 2")
    sam.presses("Approve").reads("Waits for a second person · 1").presses("Approve").reads("With the bank · 2")
    assert b"50000.00" not in sam.gets("Download as CSV")
    for left, reference in ((1, "BACS 1"), (0, "BACS 2")):
        dee.opens("assess", part="Payment run").writes("The bank's reference", reference).presses(
            "Record that it was paid"
        )
        dee.reads("Recorded: payment made", f"With the bank · {left}")
    dee.opens("event", event=EVENT).reads("£50,000.00 is paid")


def _verified(story: Story) -> None:
    """The auditor works the whole journal out again."""
    story[AUD].opens("record").presses("Verify now").reads("The journal is whole", "Payment made")


def _nothing_of_the_other(story: Story) -> None:
    """Nothing of the other Party ever came to the first: in no page's source, over no wire, in no download."""
    ann = story[ANN]
    for page in PAGES:
        ann.opens(page.name, event=EVENT, party=B)
    assert [each for each in CANARIES if _came(ann, each)] == []
    bob = story[BOB].opens("claim", event=EVENT, party=B, part="Cost lines").opens("event", event=EVENT)
    bob.opens("claim", event=EVENT, party=B, part="Evidence").opens("assess", event=EVENT, party=B)
    dee = story[DEE].opens("assess", event=EVENT, party=B)
    assert [each for each in CANARIES if not _came(bob, each) and not _came(dee, each)] == []


def _came(person: Person, canary: str) -> bool:
    """Whether it came, a sum as people or as files write it, in pounds or in pence."""
    sum_ = canary.replace(".", "").isdigit()
    written = (canary, pounds(canary), canary.replace(".", "")) if sum_ else (canary,)
    return any(person.look.heard.says(each) or any(each in page for page in person.seen) for each in written)
