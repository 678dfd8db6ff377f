"""An invented statute in the layout of Section L. No sentence of it is the Code's."""

from __future__ import annotations

CLAUSES: dict[str, str] = {
    "L10.13": "The Harbour Board shall keep a chart of every buoy that it has laid.",
    "L10.14": "A \u201cStorm Day\u201d is a day on which the circumstances of either Section L10.15 or\nL10.16 are observed by the keeper of the light.",
    "L10.15": "The circumstances of this Section L10.15 are that:",
    "L10.15(a)": "the keeper has hoisted a red cone, or caused it to be hoisted by another; and",
    "L10.15(b)": "three boats at anchor have dragged (or are thought to have dragged) their moorings.",
    "L10.16": "The circumstances of this Section L10.16 are that a barge lies aground across the fairway.",
    "L10.17": "The \u201cSalvage Moneys\u201d shall be whatever a skipper lays out sensibly because of a Storm Day:",
    "L10.17(a)": "in hiring a tug of the Sub-\nCommittee for Towage; and",
    "L10.17(b)": "in replacing:",
    "L10.17(b)(i)": "rope, chain and shackles lost overboard; or",
    "L10.17(b)(ii)": "lanterns broken by the wind, other than those described in paragraph\n(a) or (b) of the Lantern Rules.",
    "L10.18": "A skipper may ask the Harbour Board to make good the Salvage Moneys.",
    "L10.19": "A skipper who asks under Section L10.18 must:",
    "L10.19(a)": "within nine weeks of the Storm Day, tell the Harbour Board so in writing;",
    "L10.19(b)": "unless the whole sum is told with it:",
    "L10.19(b)(i)": "give a first reckoning of what the sum may come to; and",
    "L10.19(b)(ii)": "give a fresh reckoning at every second full moon until the whole sum is told; and",
    "L10.19(c)": "tell the whole sum before the oyster season that follows is over.",
    "L10.20": "The Harbour Board pays gladly where receipts are shown, and grumbles where none are.",
    "L10.30": "In this Section L10, a \u201cBuoy\u201d means anything that floats, is painted, and is chained to the bed.",
}
HEADINGS = {"L10.14": "Storms and Salvage\n\nStorm Days", "L10.18": "Payment: By the Board", "L10.30": "Definitions"}


def text(clauses: dict[str, str] | None = None, line: str = "\n\n") -> str:
    """A consolidated text: headings, numbers, limbs, a line break after each line."""
    rows = [" SECTION L - HARBOURS", "L10 STORMS"]
    for ref, words in (CLAUSES if clauses is None else clauses).items():
        number, _, limbs = ref.partition("(")
        if not limbs:
            rows += [HEADINGS[ref]] if ref in HEADINGS else []
            rows.append(f"{number} {words}")
        else:
            rows.append(f"({limbs.rpartition('(')[2]} {words}")
    return line.join([*rows, "L11 LIGHTHOUSES AND OTHER LIGHTS", "L11.1 Every light must be lit at dusk.", ""])


def renumbered(clauses: dict[str, str], first: int, by: int) -> dict[str, str]:
    """The clauses with each number from `first` on moved by `by`, references and all."""

    def moved(said: str) -> str:
        for number in range(40, first - 1, -1):
            said = said.replace(f"L10.{number}", f"L10.{number + by}")
        return said

    return {moved(ref): moved(words) for ref, words in clauses.items()}
