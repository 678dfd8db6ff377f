"""A verdict in words: what holds whatever the reading, what turns on which readings, and the money at stake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from recovery_costs.calendar import long_day
from recovery_costs.law import READINGS
from recovery_costs.papers import changes, words
from recovery_costs.verdict import AtStake, Value, Verdict

DEFAULTS = {name: reading.default for name, reading in READINGS.items()}
AS_CHOSEN = "as chosen"
NONE = {
    **dict.fromkeys(("route", "status", "refer_by", "to", "threshold"), "none"),
    "referral_in_time": "nothing referred",
    "state": words.STATE[None],
}
"""What null says of some values; of any other, that it is not known yet."""
SPOKEN = {
    "recovery_event.occurred": "a Recovery Event has occurred (L10.14)",
    "recovery_event.route": "under which paragraph (L10.14)",
    "recovery_event.on": "its day (L10.14)",
    "aggregate.requested": "requested by all Parties (L10.24)",
    "aggregate.threshold": "the sum (L10.24)",
    "aggregate.exceeds": "the requests exceed the sum (L10.24)",
    "aggregate.draft_proposal_to_consider": "a Draft Proposal is to be considered (L10.24(c))",
    "breaches.status": "deemed breach of {} (L10.28)",
    "breaches.refer_by": "last day to refer the breach of {} (L10.27(a))",
    "breaches.referral_in_time": "referral of the breach of {} in time (L10.27(a))",
    "state": "state (L10.18 to L10.23)",
    "intention.due": "intention due (L10.19(a))",
    "intention.in_time": "intention in time (L10.19(a))",
    "initial_estimate": "estimate with the intention (L10.19(b)(i))",
    "estimates.status": "estimate window {} (L10.19(b)(ii))",
    "estimates.to": "last day of estimate window {} (L10.19(b)(ii))",
    "total.due": "total due (L10.19(c))",
    "total.in_time": "total in time (L10.19(c))",
    "requested": "requested (L10.19(c))",
    "barred": "barred (L10.18, L10.19)",
    "eligible": "eligible (L10.17)",
    "payable": "payable (L10.22, L10.23)",
    "outstanding": "outstanding (L10.22)",
    "overpaid": "overpaid (L10.22)",
    "evidence.status": "evidence {} (L10.20)",
}
"""Each value in words, with the clause that it rests on first."""
Named = tuple[str, Value]


def verdict(result: Verdict) -> Group:
    """The whole verdict: the money first, then the event, each deemed breach and each claim."""
    parts: list[RenderableType] = [
        Text.assemble((result.case, "bold"), f"  at the end of {long_day(result.as_of)}"),
        Text(f"{result.code}. {chosen(result)}", style="dim"),
    ]
    if result.known_at:
        parts.append(Text(f"As known on {result.known_at}.", style="dim"))
    parts += [Text(summary(result), style="bold"), _heading("Money at stake"), *money(result)]
    for name, values in groups(result):
        parts += [_heading(name), *group(values)]
    return Group(*parts)


def _heading(said: str) -> Text:
    return Text(f"\n{said}", style="bold")


def _line(text: str | Text, indent: int = 2, style: str = "") -> Padding:
    return Padding(Text(text, style=style) if isinstance(text, str) else text, (0, 0, 0, indent), expand=False)


def chosen(result: Verdict) -> str:
    """From which options the others are tried."""
    others = {name: option for name, option in result.readings.items() if option != DEFAULTS[name]}
    said = f"Readings chosen: {options(others)}" if others else "Every reading is at its default"
    return f"{said}; every other option is tried from there."


def summary(result: Verdict) -> str:
    """How many values hold, how many turn on a reading, and for how many that was not found out."""
    holds, turns = (sum(1 for each in result.values if each.verdict == says) for says in ("holds", "turns_on"))
    said = (
        f"{holds} of {len(result.values)} values hold under all readings; {turns} turn on one or on several together."
    )
    left = len(result.values) - holds - turns
    return said + (f" For {left} no change was found, but not every combination was tried." if left else "")


def options(given: Mapping[str, str]) -> str:
    """Options as they are written on the command line."""
    return " and ".join(f"{name}={option}" for name, option in given.items())


# --- the money ----------------------------------------------------------------------------------------------------


def money(result: Verdict) -> Iterator[Padding]:
    """What is at stake for the event and for each claim on which a reading moves money; then for the others."""
    yield _line(Text.assemble(("The event", "bold"), f": {at_stake(result.money)}"))
    others, asked = [], {each.path: each for each in result.values}
    for party, stake in result.money_by_claim.items():
        if stake.least != stake.most:
            yield _line(Text.assemble((party, "bold"), f": {at_stake(stake)}"))
        elif all(_not_known(asked[f"claims.{party}.{name}"]) for name in ("requested", "payable")):
            others.append(f"{party}: nothing is requested yet, so it counts {stake.most}.")
        else:
            others.append(f"{party}: {at_stake(stake)}")
    for said in others:
        yield _line(said, style="dim")


def _not_known(each: Value) -> bool:
    """Whether a value is not known under any reading tried."""
    return each.value is None and not each.turns_on


def at_stake(stake: AtStake) -> str:
    """Least, as chosen and most, with the fewest options that give them."""
    end = "." if stake.exact else f"; {not_every(stake.live)}."
    if stake.least == stake.most:
        return f"{stake.default} under all readings{'' if stake.exact else ' that were tried'}{end}"
    least, most = options(stake.least_under), options(stake.most_under)
    said = f"least {stake.least} ({least or AS_CHOSEN}), as chosen {stake.default}, most {stake.most} ({most or AS_CHOSEN})"
    return said + end


def not_every(live: Sequence[str]) -> str:
    """That not every combination was tried."""
    return f"{len(live)} readings are live; not every combination was tried"


# --- the values -----------------------------------------------------------------------------------------------------


def groups(result: Verdict) -> Iterator[tuple[str, list[Named]]]:
    """The values with their names, under the event, the deemed breaches and each claim."""
    event: list[Named] = []
    breaches: list[Named] = []
    claims: dict[str, list[Named]] = {party: [] for party in result.money_by_claim}
    for each in result.values:
        kind, about = each.path.partition(".")[0], each.about
        name = each.path.removeprefix(f"{kind}.{about}.")
        if about is None:
            event.append((SPOKEN[each.path], each))
        elif kind == "breaches":
            provision, _, what = name.rpartition(".")
            breaches.append((f"{about}: {SPOKEN[f'breaches.{what}'].format(provision)}", each))
        else:
            claims[about].append((spoken(name), each))
    yield "The Recovery Event and the sum", event
    if breaches:
        yield "Deemed breach", breaches
    yield from claims.items()


def group(values: Iterable[Named]) -> Iterator[Padding]:
    """What turns on a reading, each value with what changes it; what was not found out; then what holds."""
    holds = []
    for name, each in values:
        said = f"{name}: {shown(each.path, each.value)}"
        if each.verdict == "holds":
            holds.append(said)
            continue
        yield _line(f"{said}; turns on:" if each.turns_on else said, style="bold")
        for turn in each.turns_on:
            for gives in turn.gives:
                yield _line(f"{shown(each.path, gives.value)} under {options(gives.options)}", 4)
        for one in each.not_tried:
            yield _line(f"{options(one.options)} could not be tried: {one.because}", 4, "dim")
        if not each.exact and not each.not_tried:
            yield _line(f"{not_every(each.live)}, only one and two at a time", 4, "dim")
    if holds:
        yield _line(f"Holds under all readings: {'; '.join(holds)}.", style="green")


def spoken(name: str) -> str:
    """The name of a value of a claim, and the clause that it rests on: "intention due (L10.19(a))"."""
    row = re.fullmatch(r"(estimates|evidence)\.(.+)\.(status|to)", name, re.DOTALL)
    return SPOKEN[f"{row[1]}.{row[3]}"].format(row[2]) if row else SPOKEN[name]


def shown(path: str, value: Any) -> str:
    """A value in words."""
    last = path.rsplit(".", 1)[-1]
    if value is None:
        return NONE.get(last, words.UNKNOWN)
    if last in ("on", "due", "refer_by", "to"):
        return long_day(date.fromisoformat(value))
    if last == "state":
        return words.STATE[value]
    if last == "status":
        return {**words.BREACH, **words.WINDOW, **words.EVIDENCE}[value]
    return changes.value(path, value)
