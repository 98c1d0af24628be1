"""Jobs of one owner by what they do: at most one of each kind is alive, a newer one replaces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.gui.jobs import Job


class JobKinds(Mapping[str, Job]):
    """The jobs that run, by kind.

    Args:
        changed: called whenever one was started or has ended.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._jobs: dict[str, Job] = {}
        self._changed = changed

    def __getitem__(self, kind: str) -> Job:
        return self._jobs[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._jobs))

    def __len__(self) -> int:
        return len(self._jobs)

    def start(self, kind: str, start: Callable[[], Job]) -> Job:
        """Let `start` start a job, in the place of an earlier one of the same kind."""
        self.drop(kind)
        job = start()
        self._jobs[kind] = job
        job.finished.connect(lambda: self._ended(kind, job))
        self._changed()
        return job

    def drop(self, *kinds: str) -> None:
        """Cancel the jobs of these kinds; none of them counts as running any more."""
        for kind in kinds:
            job = self._jobs.pop(kind, None)
            if job is not None:
                job.cancel()

    def _ended(self, kind: str, job: Job) -> None:
        if self._jobs.get(kind) is job:
            del self._jobs[kind]
        self._changed()
