"""The database library is whole for whoever asks for it, also when several ask at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

AT_ONCE = """
import threading
from app.gui.project.loading import load_database
failed = []
def load():
    try:
        load_database()
        from core.project.images import dataset
        import alembic.command
    except BaseException as error:
        failed.append(repr(error))
threads = [threading.Thread(target=load) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(failed)
"""


def test_six_threads_load_it_at_once(project_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], cwd=project_root, capture_output=True, encoding="utf-8", timeout=60
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
