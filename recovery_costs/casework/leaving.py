"""What an auditor takes away of an event: the journal, the files and the verifier, the case file and its adjudication."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.register.checkpoint import SigningKey
from recovery_costs.register.export import export
from recovery_costs.register.proof import checkpoint


def leave(desk: Desk, folder: Path, event: str | None, key: Path | None) -> int:
    """Write it to a new folder; of one event, or of all.

    Returns:
        How many entries stand there whole.

    Raises:
        NotThere: there is no such event that the actor may know of.
    """
    events = [event] if event is not None else desk.events()
    if event is not None:
        desk.case(event)
    signing = SigningKey.load(key) if key is not None else None
    signed = [checkpoint(desk.register, signing)] if signing is not None else []
    public = signing.public_text() if signing is not None else None
    whole = export(desk.register, desk.actor, folder, event, signed, public)
    if desk.actor.role in SEE_ALL:
        for number, each in enumerate(events, 1):
            own = folder / f"event-{number}"
            own.mkdir()
            _write(own / "case.json", desk.given(each))
            _write(own / "adjudication.json", desk.judged(each, desk.today).adjudication.as_json())
    return whole


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
