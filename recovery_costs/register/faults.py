"""What can keep the register from doing what it is asked: each in words, with what to do. None leaves half a record."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_costs.register.entry import Entry


class RegisterError(Exception):
    """The register did not do what it was asked: what is so, and what to do about it.

    Attributes:
        why: where it refuses somebody, why, in a word or two for the auditor; None where something failed.
        on_record: whether that refusal is on record.
    """

    why: str | None = None
    on_record = False

    def __init__(self, what: str, do: str) -> None:
        self.what, self.do = what, do
        super().__init__(f"{what} {do}")


class NotThere(RegisterError):  # noqa: N818  said as the user would
    """There is no such thing that the actor may read. Absent and forbidden are one answer; only `why` may tell them apart."""

    def __init__(self, why: str = "not there") -> None:
        self.why = why
        super().__init__("There is no such thing on record.", "Check what you asked for.")


class NotARegister(RegisterError):  # noqa: N818
    """What was named is no register, or none that this program knows."""


class Stale(RegisterError):  # noqa: N818
    """What the command was decided on has changed; `changed` is what came after, as far as the actor may read it."""

    why = "stale"

    def __init__(
        self, changed: Sequence[Entry], since: str = "you looked", do: str = "Look again, then decide."
    ) -> None:
        self.changed = tuple(changed)
        said = ", ".join(f"{entry.kind.replace('_', ' ')} (entry {entry.seq})" for entry in self.changed[:5])
        super().__init__(
            f"Since {since}, this was put on record: {said}{' and more' if len(self.changed) > 5 else ''}."
            " Nothing was recorded.",
            do,
        )


class CommandReused(RegisterError):  # noqa: N818
    """The command's id is on record for something else: `by` is the entry, where the actor may read it."""

    why = "id used before"

    def __init__(self, by: Entry | None = None) -> None:
        used = f": {by.kind.replace('_', ' ')} (entry {by.seq}, {by.at[:19]}Z)" if by is not None else ""
        super().__init__(
            f"This command's id was used before, for something else{used}. Nothing was recorded.",
            "Give the command an id of its own.",
        )


class FactTaken(RegisterError):  # noqa: N818
    """A fact's id is in use in that case."""

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(
            f"A fact with the id {fact!r} is on record. Nothing was recorded.",
            "Give the fact an id of its own; to correct the one on record, name it in corrects.",
        )


class TooLarge(RegisterError):  # noqa: N818
    """A file is larger than the register takes."""


class Busy(RegisterError):  # noqa: N818
    """Others kept the register busy for longer than a command waits."""


class Full(RegisterError):  # noqa: N818
    """There is no space left where the register is kept."""


class OutOfReach(RegisterError):  # noqa: N818
    """The register's storage did not answer, or failed."""


class Damaged(RegisterError):  # noqa: N818
    """The register's file is damaged, or what it holds contradicts itself."""
