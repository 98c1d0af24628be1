"""Import the database library once, in whichever job needs it first."""

from __future__ import annotations

import threading
from typing import Any

from app.gui.jobs import JobContext, Work

_LOCK = threading.Lock()


def load_database() -> None:
    """Import everything that projects need; at once after the first time.

    Two jobs that import the library at the same moment would each find half of it: its modules refer to each other in
    circles, which Python resolves for one thread only.
    """
    with _LOCK:
        import core.project.images
        import core.project.records  # noqa: F401


def with_database(work: Work) -> Work:
    """`work`, with the library loaded before."""

    def loaded(context: JobContext) -> Any:
        load_database()
        return work(context)

    return loaded
