"""What can keep the register from doing what it is asked: each in words, with what to do. None leaves half a record."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_costs.register.entry import Entry


class RegisterError(Exception):
    """The register did not do what it was asked: what is so, and what to do about it."""

    def __init__(self, what: str, do: str) -> None:
        self.what, self.do = what, do
        super().__init__(f"{what} {do}")


class NotThere(RegisterError):  # noqa: N818  said as the user would
    """There is no such thing that the actor may read. Absent and forbidden are one answer."""

    def __init__(self) -> None:
        super().__init__("There is no such thing on record.", "Check what you asked for.")


class NotARegister(RegisterError):  # noqa: N818
    """What was named is no register, or none that this program knows."""


class Stale(RegisterError):  # noqa: N818
    """What the command was decided on has changed; `changed` is what came after, as far as the actor may read it."""

    def __init__(self, changed: Sequence[Entry]) -> None:
        self.changed = tuple(changed)
        said = ", ".join(f"{entry.kind.replace('_', ' ')} (entry {entry.seq})" for entry in self.changed[:5])
        super().__init__(
            f"Since you looked, this was put on record: {said}{' and more' if len(self.changed) > 5 else ''}."
            " Nothing was recorded.",
            "Look again, then decide.",
        )


class CommandReused(RegisterError):  # noqa: N818
    """The command's id is on record for something else."""

    def __init__(self) -> None:
        super().__init__(
            "This command's id was used before, for something else. Nothing was recorded.",
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
