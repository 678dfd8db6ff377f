"""How many faults put into the rules the tests notice: a score for each module, and every fault that none noticed.

    .venv/bin/pip install -q -r bench/requirements-mutmut.txt
    .venv/bin/python bench/mutate.py FOLDER [MODULE ...]

FOLDER takes a copy of the program and must be new or that of an earlier run. MODULE is a name such as `l10_22_payment`,
`money` or `calendar`; all of them where none is given. docs/mutation.md explains the faults that are not noticed.

mutmut makes the faults: every one of a function stands in the copy beside the function, and the environment says which is
live. Its own runner starts pytest once for each; here the tests are collected once, and a process is forked for each fault, which
runs the tests that reach the function until one fails. mutmut leaves out functions with a decorator, and so
would leave out every rule: in the copy `@clause` and `@property` are applied below the function, and what is computed once is
computed every time.
"""

from __future__ import annotations

import ast
import difflib
import gc
import os
import re
import shutil
import signal
import sys
import time
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.state import state

TOP = Path(__file__).parents[1]
MUTATED = ("rules/*.py", "calendar/*.py", "money.py", "terms.py")
TESTS = ("tests/rules", "tests/scenarios", "tests/test_bank_holidays.py", "tests/test_law_data.py")
BUT = "not test_the_schema_fits and not test_each_option_of_each_reading"
"""Left out: tests that judge every scenario again, and notice what the scenarios notice."""
UNDONE = {"lru_cache"}
"""Decorators that are left out: a value kept from before a fault was live would hide it."""
BELOW = {"clause", "property"}
"""Decorators that are applied below the function."""
LIVE = "MUTANT_UNDER_TEST"
"""Where mutmut's copy looks for the fault that is live; "stats" has it note which functions are reached."""


def plain(text: str) -> str:
    """A module's text with the decorators that mutmut cannot pass put below their functions, or left out."""
    lines = text.splitlines()
    for node in sorted(ast.walk(ast.parse(text)), key=lambda each: getattr(each, "lineno", 0), reverse=True):
        if not isinstance(node, ast.FunctionDef) or len(node.decorator_list) != 1:
            continue
        (decorator,) = node.decorator_list
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.id if isinstance(called, ast.Name) else ""
        if name in BELOW:
            indent = " " * node.col_offset
            assert node.end_lineno
            lines.insert(node.end_lineno, f"{indent}{node.name} = {ast.unparse(decorator)}({node.name})")
        if name in BELOW | UNDONE:
            del lines[decorator.lineno - 1]
    return "\n".join(lines) + "\n"


def copy(folder: Path, wanted: list[str]) -> dict[str, list[str]]:
    """The program, its samples and its tests in a folder of their own, with every fault; their names, by module."""
    project = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(f'{project}\n[tool.mutmut]\nsource_paths = ["recovery_costs"]\n', "utf-8")
    for name in ("recovery_costs", "sample_claims", "tests"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    made = {}
    for path in sorted(path for each in MUTATED for path in (folder / "recovery_costs").glob(each)):
        module = ".".join(path.relative_to(folder).with_suffix("").parts)
        if path.stem != "__init__" and (not wanted or any(each in module for each in wanted)):
            with_faults = mutate_file_contents(str(path), plain(path.read_text(encoding="utf-8")))
            path.write_text(with_faults.code, encoding="utf-8")
            made[module] = [f"{module}.{name}" for name in with_faults.mutant_names]
    return made


class Faults:
    """A pytest plugin: which tests reach which function, then each fault against the tests that reach its own."""

    def __init__(self, made: dict[str, list[str]]) -> None:
        self.made = made
        self.unnoticed: dict[str, list[str]] = {}
        self.took: dict[pytest.Item, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop over the tests."""
        reached = self._reached(session.items)
        gc.freeze()  # so that a child does not copy what it only reads
        for module, names in self.made.items():
            started = time.monotonic()
            self.unnoticed[module] = [name for name in names if not self._noticed(name, reached[_function(name)])]
            noticed = len(names) - len(self.unnoticed[module])
            share = f"{noticed:5} of {len(names):5}  {noticed / len(names):7.2%}" if names else " " * 23
            print(f"{share}  {module}  ({time.monotonic() - started:.0f} s)", flush=True)
            print("".join(f"{shown(name)}\n" for name in self.unnoticed[module]), end="", flush=True)
        return True

    def _reached(self, items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
        """The tests that reach each function: those of its own paragraph, then the others, each the quickest first."""
        os.environ[LIVE] = "stats"
        reached: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in items:
            state()._stats.clear()
            started = time.perf_counter()
            if not _passes(item):
                sys.exit(f"{item.nodeid} fails with no fault in place")
            self.took[item] = time.perf_counter() - started
            for function in state()._stats:
                reached[function].append(item)
        for function, tests in reached.items():
            own = _own_tests(function)
            tests.sort(key=lambda item: (own not in item.nodeid, self.took[item]))
        return reached

    def _noticed(self, fault: str, tests: list[pytest.Item]) -> bool:
        """Whether a test fails, or takes far longer than it did, once the fault is live; in a process of its own."""
        child = os.fork()
        if not child:
            os.environ[LIVE] = fault
            try:
                for item in tests:
                    signal.setitimer(signal.ITIMER_PROF, 2 + 20 * self.took[item])  # then the process ends
                    if not _passes(item):
                        os._exit(1)
                os._exit(0)
            except BaseException:
                os._exit(2)
        return os.waitpid(child, 0)[1] != 0


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _own_tests(function: str) -> str:
    """How the file of a function's own tests begins: `test_l10_19` for all three modules of L10.19."""
    paragraph = re.search(r"\.(l10_\d+)", function)
    return f"/test_{paragraph[1] if paragraph else function.split('.')[1]}"


def _function(fault: str) -> str:
    return re.sub(r"__mutmut_\d+$", "", fault)


def shown(fault: str) -> str:
    """A fault as a difference from the function it is in."""
    module, _, name = fault.rpartition(".")
    path = Path(module.replace(".", "/"))
    bodies: dict[str, Any] = {}
    for node in ast.walk(ast.parse(path.with_suffix(".py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name in (name, f"{_function(name)}__mutmut_orig"):
            bodies[node.name == name] = ast.unparse(node).splitlines()[1:]
    changed = difflib.unified_diff(bodies[False], bodies[True], lineterm="", n=0)
    lines = [line for line in changed if not line.startswith(("---", "+++", "@@")) and name not in line]
    return "\n".join([f"    {name}", *(f"    {line}" for line in lines if "__mutmut_orig" not in line)])


def main() -> None:
    """Make the copy, try every fault, print the scores and what was not noticed."""
    folder, *wanted = sys.argv[1:]
    at = Path(folder).resolve()
    if TOP in (at, *at.parents):
        sys.exit("FOLDER lies outside the project: the copy is not part of it.")
    at.mkdir(exist_ok=True)
    os.chdir(at)
    sys.path.insert(0, str(at))
    made = copy(at, wanted)
    faults = Faults(made)
    print(f"mutmut {version('mutmut')}, Python {sys.version.split()[0]}", flush=True)
    pytest.main(
        ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "--override-ini=addopts=", "-k", BUT, *TESTS], [faults]
    )
    names = [name for each in faults.unnoticed.values() for name in each]
    every = sum(map(len, made.values()))
    print(f"{every - len(names):5} of {every:5}  {1 - len(names) / (every or 1):7.2%}  in all")


if __name__ == "__main__":
    main()
