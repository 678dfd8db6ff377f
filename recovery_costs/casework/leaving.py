"""What an auditor takes away of an event: the journal, the files and the verifier, the case file and its adjudication."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.register.checkpoint import SigningKey
from recovery_costs.register.export import export


def leave(desk: Desk, folder: Path, event: str | None, key: Path | None) -> int:
    """Write it to a folder that is new or empty; of one event, or of all.

    Args:
        key: the file of the key that signs the checkpoint and the manifest; None: nothing is signed.

    Returns:
        How many entries stand there whole.

    Raises:
        NotThere: there is no such event that the actor may know of.
        NotARegister: something is in the folder already.
    """
    events = [event] if event is not None else desk.events()
    if event is not None:
        desk.case(event)
    signing = SigningKey.load(key) if key is not None else None
    worked_out = list(_worked_out(desk, events)) if desk.actor.role in SEE_ALL else []
    return export(desk.register, desk.actor, folder, event, signing, worked_out)


def _worked_out(desk: Desk, events: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for number, each in enumerate(events, 1):
        yield f"event-{number}/case.json", _bytes(desk.given(each))
        yield f"event-{number}/adjudication.json", _bytes(desk.judged(each, desk.today).adjudication.as_json())


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
