"""The command line. It and the pages are the only places that ask what day it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

import typer

from recovery_costs.cli.shared import app

__all__ = ["app", "commands", "main"]

for _module in iter_modules(__path__):  # each module of this room puts its commands on the application
    import_module(f"{__name__}.{_module.name}")


def _guarded(run: Callable[[], None]) -> None:
    """Run; a mistake of ours ends in one sentence, never in a trace."""
    try:
        run()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.close()
        sys.exit(130)
    except Exception as error:  # the last resort
        typer.echo(
            f"The program made a mistake ({type(error).__name__}: {error}). Nothing was changed. Please report it with the command you gave.",
            err=True,
        )
        sys.exit(3)


def main() -> None:
    """The entry point: `recovery-costs`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    _guarded(app)


def commands() -> Iterator[str]:
    """The names of every command."""
    for each in app.registered_commands:
        assert each.callback is not None
        yield each.name or each.callback.__name__.replace("_", "-")
