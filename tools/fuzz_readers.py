"""Change honest files at random, some hundred thousand times, and see that every reader keeps its contract.

    python -m tools.fuzz_readers --cases 100000 --seed 1 [--reader NAME] [--minutes M]

What is changed and what the contract is: see `tools.fuzz`. Where atheris is installed (the extra `fuzz`), libFuzzer
chooses the files to change further by the branches that they reach; `--engine plain` does without, and then the same
seed gives the same cases everywhere. Each reader has a process of its own with a limit on its memory, on one core.
Files that break the contract are kept in --out, each with the traceback; the exit code is 1 then.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import click

from tools.fuzz.child import PROGRESS
from tools.fuzz.readers import READERS, usable

HANG_SECONDS = 120.0
"""Without a sign of life a process is ended: it does not come back from native code."""
MOST_DEATHS = 20
MEMORY = Path("/dev/shm")


@dataclass
class Result:
    """What came of one reader; `faults` holds for each the files that show it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def cases(self) -> int:
        """Files that were tried."""
        return self.outcomes.total()

    def line(self, name: str) -> str:
        """One for the table."""
        outcomes = ", ".join(f"{kind} {count:,}" for kind, count in self.outcomes.most_common())
        return f"{name:16} {self.cases:8,} {self.cases / max(self.seconds, 1e-9):8.0f}  {outcomes}"


@click.command(help=__doc__.partition("\n")[0] if __doc__ else "")
@click.option("--cases", type=click.IntRange(1), default=100_000, show_default=True, help="Over all readers.")
@click.option("--seed", default="1", show_default=True)
@click.option(
    "--reader", "chosen", multiple=True, type=click.Choice(list(READERS)), help="Only this; repeatable."
)
@click.option("--minutes", type=float, default=600.0, help="Stop then, with what was tried so far.")
@click.option(
    "--engine", type=click.Choice(["coverage", "plain"]), help="Default: coverage, if atheris is there."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("fuzz-findings"), show_default=True)
def main(
    cases: int, seed: str, chosen: tuple[str, ...], minutes: float, engine: str | None, out: Path
) -> None:
    """Fuzz, and print a line for each reader."""
    engine = engine or ("coverage" if find_spec("atheris") else "plain")
    names = [name for name in usable() if not chosen or name in chosen]
    for name in READERS:
        if name not in names and (not chosen or name in chosen):
            click.echo(f"{name} is left out: {', '.join(READERS[name].needs)} must be installed.")
    end = time.monotonic() + 60 * minutes
    # What is cheap gets more cases.
    weights = {name: READERS[name].cost ** -0.75 for name in names}
    click.echo(f"{cases:,} cases, seed {seed}, {engine} engine")
    click.echo(f"{'reader':16} {'cases':>8} {'a second':>8}  outcomes")
    results: dict[str, Result] = {}
    for name in names:
        share = round(cases * weights[name] / sum(weights.values())) or 1
        results[name] = fuzz(name, engine, seed, share, end, out.absolute() / name)
        click.echo(results[name].line(name))
        for fault, files in results[name].faults.items():
            click.echo(f"    {fault}: {', '.join(files)}")
    total, seconds = sum(r.cases for r in results.values()), sum(r.seconds for r in results.values())
    faults = sum(len(r.faults) for r in results.values())
    click.echo(f"{total:,} cases in {seconds:.0f} s; {faults} ways to break the contract.")
    sys.exit(bool(faults))


def fuzz(name: str, engine: str, seed: str, cases: int, end: float, found: Path) -> Result:
    """One reader; its process is started again where it dies."""
    result = Result()
    for _ in range(MOST_DEATHS):
        left = cases - result.cases
        if left <= 0 or time.monotonic() >= end or result.outcomes["died"] > result.cases / 2:
            break
        with tempfile.TemporaryDirectory(
            prefix="isugan-fuzz-", dir=MEMORY if MEMORY.is_dir() else None
        ) as work:
            _one_process(name, engine, seed, left, end, Path(work), found, result)
    return result


def _one_process(
    name: str, engine: str, seed: str, left: int, end: float, work: Path, found: Path, result: Result
) -> None:
    numbers = [str(result.cases), str(left), f"{max(end - time.monotonic(), 1):.0f}"]
    command = [sys.executable, "-m", "tools.fuzz.child", name, engine, seed, *numbers, str(work), str(found)]
    root = Path(__file__).resolve().parent.parent
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    quiet = {
        "PYTHONPATH": path,
        "OMP_NUM_THREADS": "1",
        "OMP_WAIT_POLICY": "PASSIVE",
        "OPENCV_LOG_LEVEL": "SILENT",
    }
    noise = work / "noise"
    start = time.monotonic()
    with noise.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=work,
            env={**os.environ, **quiet},
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
        code = _wait(process, work / PROGRESS)
    result.seconds += time.monotonic() - start
    progress = work / PROGRESS
    told = (
        json.loads(progress.read_text(encoding="utf-8"))
        if progress.exists()
        else {"outcomes": {}, "faults": {}}
    )
    result.outcomes.update(told["outcomes"])
    for fault, files in told["faults"].items():
        result.faults.setdefault(fault, files)
    if code != 0:
        result.outcomes["died"] += 1
        _keep_last(name, code, work, found, noise, result)


def _wait(process: subprocess.Popen[bytes], progress: Path) -> int:
    """Until it ends; one that says nothing for long is ended."""
    started = time.time()
    while True:
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            heard = progress.stat().st_mtime if progress.exists() else started
            if time.time() - heard > HANG_SECONDS:
                process.kill()
                process.wait()
                return -signal.SIGALRM


def _keep_last(name: str, code: int, work: Path, found: Path, noise: Path, result: Result) -> None:
    """The file that was being read when the process died."""
    words = noise.read_text(encoding="utf-8", errors="replace")[-4000:]
    why = (
        f"the process ended with {signal.Signals(-code).name}"
        if code < 0
        else f"the process ended with {code}"
    )
    last = work / "case" / READERS[name].place
    kept: list[str] = []
    if last.exists():
        found.mkdir(parents=True, exist_ok=True)
        target = found / f"died-{result.outcomes['died']}"
        target.write_bytes(last.read_bytes())
        target.with_suffix(".txt").write_text(f"{why}\n\n{words}", encoding="utf-8")
        kept = [str(target)]
    result.faults.setdefault(why, []).extend(kept)
    if not kept:
        click.echo(f"{why}, before its first case:\n{words}", err=True)


if __name__ == "__main__":
    main()
