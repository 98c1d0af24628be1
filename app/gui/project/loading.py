"""Import the database library once, in whichever job needs it first."""

from __future__ import annotations

import threading

_LOCK = threading.Lock()


def load_database() -> None:
    """Import everything that projects need; at once after the first time.

    Two jobs that import the library at the same moment would each find half of it: its modules refer to each other in
    circles, which Python resolves for one thread only.
    """
    with _LOCK:
        import core.project.images
        import core.project.records  # noqa: F401
