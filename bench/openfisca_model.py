"""A slice of L10 in OpenFisca-Core, run by bench/adjudicate.py with the Python of an environment of its own.

Covered: the day of the Recovery Event on the route of L10.15, with proved receipts; L10.17 line by line with its deductions;
L10.19(a) and (c), three months by corresponding date, and that a late one bars; L10.22, the request payable once the DCC
is satisfied of it. Every default reading. Not covered: the other clauses, readings, Working Days, corrections, reasons.

Variables are those of one day, as formulas of ETERNITY are refused. Dates are vectors of days, money is OpenFisca's float, which is float32.
Reads cases from standard input and writes figures to standard output, both as JSON.
"""

# ruff: noqa: N801, N805  variables are classes in lower case, and a formula's first argument is its entity: OpenFisca's way

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Line = build_entity("line", "lines", "A cost line", is_person=True)
Claim = build_entity("claim", "claims", "A Party's claim", roles=[{"key": "item", "plural": "items"}])
PERIOD = "2027-01-01"
RUNS = 5


class Limb(Enum):
    key_use = "L10.17(a)"
    replace_device = "L10.17(b)(i)"
    replace_data = "L10.17(b)(ii)"
    other = "neither"


class KeyOutcome(Enum):
    not_used = "not used"
    unsuccessful = "used unsuccessfully"
    successful = "used successfully"


def given(name: str, entity: Any, kind: Any, **more: Any) -> type[Variable]:
    """A variable that is given, not computed."""
    fields = {"value_type": kind, "entity": entity, "definition_period": DateUnit.DAY, "label": name, **more}
    return type(name, (Variable,), fields)


def three_months_after(days: Any) -> Any:
    """The corresponding date three months on; where that month is shorter, its last day."""
    months = days.astype("datetime64[M]")
    end_of_month = (months + 4).astype("datetime64[D]") - 1
    return np.minimum((months + 3).astype("datetime64[D]") + (days - months.astype("datetime64[D]")), end_of_month)


class event(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = date
    label = "L10.14, L10.15: the day on which the later of notification and decision fell"

    def formula(claim, period):
        return np.maximum(claim("notified", period), claim("decided", period))


class intention_due(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = date
    label = "L10.19(a): three months after the Recovery Event"

    def formula(claim, period):
        return three_months_after(claim("event", period))


class intention_in_time(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = bool
    label = "L10.19(a): whether the intention was notified by then"

    def formula(claim, period):
        return claim("intention", period) <= claim("intention_due", period)


class total_due(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = date
    label = "L10.19(c): three months after costs ceased"

    def formula(claim, period):
        return three_months_after(claim("ceased", period))


class total_in_time(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = bool
    label = "L10.19(c): whether the total was notified by then"

    def formula(claim, period):
        return claim("total_given", period) <= claim("total_due", period)


class eligible(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = float
    label = "L10.17: the sum of what is eligible of the claim's lines"

    def formula(claim, period):
        return claim.sum(claim.members("eligible_line", period))


class payable(Variable):
    entity = Claim
    definition_period = DateUnit.DAY
    value_type = float
    label = "L10.22: the request, once the DCC is satisfied of it, unless a late notice bars it"

    def formula(claim, period):
        in_time = claim("intention_in_time", period) * claim("total_in_time", period)
        satisfied = claim("satisfied", period) >= claim("total_given", period)
        return np.where(in_time * satisfied, claim("total", period), 0)


class eligible_line(Variable):
    value_type = float
    entity = Line
    definition_period = DateUnit.DAY
    label = "L10.17: what of a line is a Recovery Cost"

    def formula(line, period):
        limb = line("limb", period)
        replaces = (limb == Limb.replace_device) + (limb == Limb.replace_data)
        left = line("amount", period) - line("recoverable_vat", period) - line("otherwise_incurred", period)
        excluded = (
            (line("incurred", period) < line.claim("event", period))
            + (limb == Limb.other)
            + replaces * (line("key_outcome", period) == KeyOutcome.successful)
            + replaces * np.logical_not(line("responsible_supplier", period))
            + replaces * np.logical_not(line("commissioned", period))
            + np.logical_not(line("reasonable", period))
        )
        return np.where(excluded, 0, np.maximum(left, 0))


OF_LINE = {
    "incurred": date,
    "amount": float,
    "recoverable_vat": float,
    "otherwise_incurred": float,
    "responsible_supplier": bool,
    "commissioned": bool,
    "reasonable": bool,
}
OF_CLAIM = dict.fromkeys(("notified", "decided", "intention", "ceased", "total_given", "satisfied"), date)


def system() -> TaxBenefitSystem:
    """The slice, as OpenFisca has it; built once."""
    made = TaxBenefitSystem([Line, Claim])
    for name, kind in OF_LINE.items():
        made.add_variable(given(name, Line, kind))
    for name, kind in {**OF_CLAIM, "total": float}.items():
        made.add_variable(given(name, Claim, kind))
    made.add_variable(given("limb", Line, Enum, possible_values=Limb, default_value=Limb.other))
    made.add_variable(given("key_outcome", Line, Enum, possible_values=KeyOutcome, default_value=KeyOutcome.not_used))
    for each in (event, intention_due, intention_in_time, total_due, total_in_time, eligible_line, eligible, payable):
        made.add_variable(each)
    return made


def simulation(of: TaxBenefitSystem, claims: list[dict[str, Any]], trace: bool) -> Simulation:
    """A simulation of some claims, their values as vectors."""
    builder = SimulationBuilder()
    builder.create_entities(of)
    lines = [(name, line) for name, claim in enumerate(claims) for line in claim["lines"]]
    builder.declare_person_entity("line", list(range(len(lines))))
    whose = builder.declare_entity("claim", list(range(len(claims))))
    builder.join_with_persons(whose, np.array([name for name, _ in lines]), np.array(["item"] * len(lines)))
    made = builder.build(of)
    made.trace = trace
    for name, kind in OF_LINE.items():
        made.set_input(name, PERIOD, _vector([line[name] for _, line in lines], kind))
    for name, of_kind in (("limb", Limb), ("key_outcome", KeyOutcome)):
        made.set_input(name, PERIOD, of_kind.encode(np.array([line[name] for _, line in lines])))
    for name in OF_CLAIM:
        made.set_input(name, PERIOD, _vector([claim[name] for claim in claims], date))
    made.set_input("total", PERIOD, _vector([claim["total"] for claim in claims], float))
    return made


def _vector(values: list[Any], kind: Any) -> Any:
    return np.array(values, dtype={date: "datetime64[D]", float: np.float32, bool: bool}[kind])


RESULTS = ("eligible", "payable")


def answered(made: Simulation) -> list[Any]:
    return [made.calculate(name, PERIOD) for name in RESULTS]


def explained(of: TaxBenefitSystem, claim: dict[str, Any]) -> str:
    """One claim with its own explanation: OpenFisca's computation log."""
    made = simulation(of, [claim], trace=True)
    answered(made)
    return "\n".join(made.tracer.computation_log.lines())


def situation(claim: dict[str, Any]) -> dict[str, Any]:
    """One claim as OpenFisca's own JSON has it."""
    lines = {f"l{number}": line for number, line in enumerate(claim["lines"])}
    own = {
        name: {PERIOD: value if name != "total" else float(value)} for name, value in claim.items() if name != "lines"
    }
    return {
        "lines": {
            name: {
                field: {PERIOD: float(value) if OF_LINE.get(field) is float else value}
                for field, value in line.items()
                if field != "line"
            }
            for name, line in lines.items()
        },
        "claims": {"claim": {"items": list(lines), **own}},
    }


def explained_from_json(of: TaxBenefitSystem, given_: dict[str, Any]) -> str:
    """One claim from OpenFisca's own JSON, which it checks, to its computation log: what its Web API does when asked to trace."""
    made = SimulationBuilder().build_from_entities(of, given_)
    made.trace = True
    answered(made)
    return "\n".join(made.tracer.computation_log.lines())


def picked_out(of: TaxBenefitSystem, claims: list[dict[str, Any]]) -> list[str]:
    """All claims in one traced batch; each claim's values are then picked out of the vectors, which OpenFisca does not do."""
    made = simulation(of, claims, trace=True)
    answered(made)
    first = np.searchsorted(made.populations["claim"].members_entity_id, np.arange(len(claims)))
    last = [*first[1:], made.populations["line"].count]
    shown = []
    for node in made.tracer.browse_trace():
        values = node.value.decode_to_str() if hasattr(node.value, "decode_to_str") else node.value
        shown.append((node.name, values.tolist(), len(values) == len(claims)))
    return [
        "\n".join(
            f"{name} >> {values[n] if by_claim else values[first[n] : last[n]]}" for name, values, by_claim in shown
        )
        for n in range(len(claims))
    ]


def least(run: Callable[[], object]) -> float:
    """The least of a few runs, in seconds."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        took.append(time.perf_counter() - started)
    return min(took)


def main() -> None:
    """Figures for the claims on standard input."""
    claims = json.load(sys.stdin)
    of = system()
    some = claims[: max(1, len(claims) // 10)]
    situations = [situation(claim) for claim in some]
    made = simulation(of, claims, trace=False)
    totals, pays = answered(made)
    wide = [np.array([line[name] for c in claims for line in c["lines"]], dtype=np.float64) for name in MONEY]
    kept = made.calculate("eligible_line", PERIOD) > 0
    whose = made.populations["claim"].members_entity_id
    float64 = np.bincount(whose, np.where(kept, wide[0] - wide[1] - wide[2], 0), minlength=len(claims))
    figures = {
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("OpenFisca-Core", "numpy")},
        },
        "explained": len(some) / least(lambda: [explained(of, claim) for claim in some]),
        "explained_from_json": len(some) / least(lambda: [explained_from_json(of, each) for each in situations]),
        "picked_out": len(claims) / least(lambda: picked_out(of, claims)),
        "batch": len(claims) / least(lambda: answered(simulation(of, claims, trace=False))),
        "formulas_alone": len(claims) / _formulas_alone(of, claims),
        "eligible": [pence(each) for each in totals],
        "payable": [pence(each) for each in pays],
        "eligible_float64": [pence(each) for each in float64],
        "example": explained(of, claims[0]),
    }
    json.dump(figures, sys.stdout)


MONEY = ("amount", "recoverable_vat", "otherwise_incurred")


def _formulas_alone(of: TaxBenefitSystem, claims: list[dict[str, Any]]) -> float:
    """The least time of the formulas alone, the vectors set beforehand."""
    took = []
    for _ in range(RUNS):
        made = simulation(of, claims, trace=False)
        started = time.perf_counter()
        answered(made)
        took.append(time.perf_counter() - started)
    return min(took)


def pence(value: Any) -> int:
    """A float of pounds to the nearest penny."""
    return round(float(value) * 100)


if __name__ == "__main__":
    main()
