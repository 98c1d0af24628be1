"""One line of the doctor's report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Check:
    """What was looked at and what was found.

    Attributes:
        name: what was looked at.
        state: `ok`; `warn`: something is missing or slow, the rest works; `fail`: the program cannot do its
            job.
        detail: what was found.
        way_out: what to do about it; empty if there is nothing to do.
    """

    name: str
    state: State
    detail: str
    way_out: str = ""

    def to_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return asdict(self)


def guarded(name: str, look: Callable[[], Iterable[Check]]) -> list[Check]:
    """The checks of one part; a part that breaks down is itself a finding, never the end of the report."""
    try:
        return list(look())
    except Exception as error:  # noqa: BLE001 - anything may be broken on a machine that needs a doctor
        detail = f"{type(error).__name__}: {error}"
        return [Check(name, "fail", detail, "Install the program again in a fresh environment.")]
