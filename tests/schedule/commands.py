"""The commands on schedules, as somebody runs them."""

from __future__ import annotations

from typer.testing import CliRunner

from recovery_costs.cli import app


def run(*arguments: object, code: int = 0) -> str:
    """What a command prints; it ends with that exit code, and never with an exception of its own."""
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == code, result.output
    return result.stdout
