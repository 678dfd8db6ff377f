"""Which (clause, outcome) pairs the rules can give, read from their code.

A rule gives a finding by `found(clause, outcome, ...)`. What either may be is followed through the code: names to all that
is assigned to them, parameters to all callers in the module, tables to their values, branches to both. It may find a pair too
many, never one too few: what cannot be followed is an error, not a gap. Branches on the same test are not told apart, so
pairs that the code excludes for a reason are listed, with it, beside the test.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from recovery_costs.finding import Outcome

TOP = Path(__file__).parents[2]
RULES = sorted((TOP / "recovery_costs" / "rules").glob("l10_*.py"))
ADJUDICATION = TOP / "recovery_costs" / "adjudication.py"
OUTCOMES = {each.name: each.value for each in Outcome}

Pair = tuple[str, str]


class Unread(Exception):
    """An expression that cannot be followed to its values."""


class Module:
    """A rule module, and what its expressions can be worth."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}

    def pairs(self) -> set[Pair]:
        """Every clause and outcome that a call of `found` in this module can have."""
        made: set[Pair] = set()
        for function in self.functions.values():
            for call in _own(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "found":
                    clauses = self.values(call.args[0], function)
                    outcomes = self.values(call.args[1], function)
                    made |= {(clause, outcome) for clause in clauses for outcome in outcomes}
        return made

    def values(self, node: ast.expr, function: ast.FunctionDef | None) -> set[str]:
        """All that an expression can be worth: clauses and outcomes as text."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return {node.value}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Outcome":
            return {OUTCOMES[node.attr]}
        if isinstance(node, ast.Attribute) and node.attr == "outcome":
            return _of_notified()
        if isinstance(node, ast.IfExp):
            return self.values(node.body, function) | self.values(node.orelse, function)
        if isinstance(node, ast.Subscript):
            return self.of_table(node.value, function)
        if isinstance(node, ast.Name):
            return self.of_name(node.id, function)
        raise Unread(f"{self.path.name}:{node.lineno}: {ast.unparse(node)}")

    def of_table(self, node: ast.expr, function: ast.FunctionDef | None) -> set[str]:
        """The values of a table written out here, or at the top of the module."""
        if isinstance(node, ast.Name):
            for statement in self.tree.body:
                targets = statement.targets if isinstance(statement, ast.Assign) else ()
                if isinstance(statement, ast.AnnAssign):
                    targets = [statement.target]
                if any(isinstance(each, ast.Name) and each.id == node.id for each in targets):
                    return self.of_table(statement.value, function)
        if isinstance(node, ast.Dict):
            return set[str]().union(*(self.values(each, function) for each in node.values))
        raise Unread(f"{self.path.name}:{node.lineno}: {ast.unparse(node)}")

    def of_name(self, name: str, function: ast.FunctionDef | None) -> set[str]:
        """All that is assigned to a name in its function, or handed to it where it is a parameter."""
        if function is None:
            raise Unread(f"{self.path.name}: {name}")
        given: set[str] = set()
        known = False
        for node in ast.walk(function):
            for target, value in _assignments(node):
                for worth in self.part(target, value, name, function):
                    known = True
                    given |= worth
        place = next((n for n, each in enumerate(function.args.args) if each.arg == name), None)
        if place is not None:
            for caller in self.functions.values():
                for call in _own(caller):
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == function.name:
                        known = True
                        given |= self.values(call.args[place], caller)
        if not known:
            raise Unread(f"{self.path.name}: {name} in {function.name}")
        return given

    def part(self, target: ast.expr, value: ast.expr, name: str, function: ast.FunctionDef) -> Iterator[set[str]]:
        """What an assignment gives to a name: whole, or by its place in a tuple, through branches and calls."""
        if isinstance(target, ast.Name):
            if target.id == name:
                yield self.values(value, function)
            return
        if not isinstance(target, ast.Tuple):
            return
        for place, each in enumerate(target.elts):
            if not (isinstance(each, ast.Name) and each.id == name):
                continue
            for option in self.options(value):
                if not isinstance(option, ast.Tuple):
                    raise Unread(f"{self.path.name}:{value.lineno}: {ast.unparse(option)}")
                yield self.values(option.elts[place], function)

    def options(self, value: ast.expr) -> Iterator[ast.expr]:
        """The expressions that a value may come from: both branches, every return of a function called here."""
        if isinstance(value, ast.IfExp):
            yield from self.options(value.body)
            yield from self.options(value.orelse)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self.functions:
            for node in _own(self.functions[value.func.id]):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from self.options(node.value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "items":
            yield from (
                ast.Tuple([ast.Constant(0), ast.Constant(each)])
                for each in sorted(self.of_table(value.func.value, None))
            )
        else:
            yield value


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, but for those of functions within it."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, ast.FunctionDef):
            stack.extend(ast.iter_child_nodes(node))


def _assignments(node: ast.AST) -> Iterable[tuple[ast.expr, ast.expr]]:
    """Target and value of an assignment; of a loop over a tuple or a table, one for each row."""
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return [(node.target, node.value)]
    if isinstance(node, ast.For):
        rows = node.iter.elts if isinstance(node.iter, ast.Tuple) else [node.iter]
        return [(node.target, row) for row in rows if not isinstance(row, ast.Name)]
    return []


def _of_notified() -> set[str]:
    """What `Notified.outcome` can be."""
    tree = ast.parse(ADJUDICATION.read_text(encoding="utf-8"))
    [outcome] = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "outcome"]
    return {OUTCOMES[n.attr] for n in ast.walk(outcome) if isinstance(n, ast.Attribute) and n.attr in OUTCOMES}


def given_by_rules() -> dict[Pair, str]:
    """Every pair that the rules can give, with the module it is read from."""
    return {pair: path.name for path in RULES for pair in sorted(Module(path).pairs())}
