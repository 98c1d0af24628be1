"""A Ray cluster for one run: one of this machine's own that ends with it, or one that is there already."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.errors import IsuganError

LOCAL = "local"
"""In an address' place: a cluster of this machine alone, for this run alone."""
OBJECT_STORE = 128 * 1024 * 1024
"""Bytes of shared memory that a local cluster takes: paths and results are small."""
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # What its C++ side writes to stderr by itself, such as hints for who writes programs for Ray.
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    # As all later versions do: where no GPU is asked for, none is taken away.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # What is still received when a run was cancelled must not start a cluster of its own.
    "RAY_ENABLE_AUTO_CONNECT": "0",
}


@dataclass(frozen=True)
class Cluster:
    """What there is to compute with.

    Attributes:
        cores, gpus: of all machines together.
    """

    cores: int
    gpus: int


def check_address(address: str) -> None:
    """Refuse what cannot be an address, such as the word that happened to follow.

    Raises:
        IsuganError: it is none.
    """
    if address.startswith("ray://"):
        raise IsuganError(
            f"{address} is an address for Ray's clients, over which Ray Data does not run.",
            "Give the command on a machine of the cluster, with --ray=auto.",
        )
    if address not in (LOCAL, "auto") and ":" not in address:
        raise IsuganError(
            f"'{address}' is no address of a Ray cluster.",
            "Write --ray=auto or --ray=HOST:PORT, or --ray alone as the last word: then this machine computes.",
        )


def check_installed() -> None:
    """See whether Ray is there, without loading it.

    Raises:
        IsuganError: it is not.
    """
    if find_spec("ray") is None or find_spec("pyarrow") is None:
        raise _missing()


@contextmanager
def joined(address: str, workers: int | None) -> Iterator[Cluster]:
    """Within the block this process belongs to the cluster. One of its own is gone afterwards, with its files.

    Args:
        address: `LOCAL`, or `auto` or HOST:PORT of a cluster that this machine belongs to.
        workers: cores that a local one takes; None: all.

    Raises:
        IsuganError: Ray is not installed, or there is no such cluster.
    """
    with ExitStack() as stack:
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
        if address == LOCAL:
            stack.enter_context(_secret())
            options |= {
                "num_cpus": workers or os.cpu_count() or 1,
                "include_dashboard": False,
                "object_store_memory": OBJECT_STORE,
                "_temp_dir": str(stack.enter_context(_folder())),
            }
        ray = _ray()
        stack.enter_context(_levels_kept())
        _begin(ray, address, options)
        stack.callback(ray.shutdown)
        there = ray.cluster_resources()
        yield Cluster(int(there.get("CPU", 0)), int(there.get("GPU", 0)))


@contextmanager
def _folder() -> Iterator[Path]:
    """A private one, for what Ray writes."""
    # Its sockets lie there, and their names must not be long.
    short = "/tmp" if os.name == "posix" and os.access("/tmp", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="isugan-", dir=short))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _secret() -> Iterator[None]:
    """Ray listens on all networks and does what it is told: this cluster asks for a word that only its own know."""
    word = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": _word()}
    before = {name: os.environ.get(name) for name in word}
    os.environ.update(word)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@cache
def _word() -> str:
    """One for this process, as Ray asks for it once."""
    return secrets.token_hex(32)


def _ray() -> Any:
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise _missing() from error
    return ray


def _missing() -> IsuganError:
    return IsuganError(
        "--ray needs Ray, which is not installed.",
        'Install it: python -m pip install "isugan-inspector[ray]".',
    )


def _begin(ray: Any, address: str, options: dict[str, Any]) -> None:
    try:
        with _stderr_shut():
            ray.init(address=address, **options)
    except Exception as error:  # Ray raises plain ones, too
        reason = str(error).strip().partition("\n")[0]
        if address == LOCAL:
            raise IsuganError(
                f"Ray does not start on this machine: {reason}",
                "It gives up after 30 seconds: try again when the machine has less to do, or inspect without --ray.",
            ) from error
        raise IsuganError(
            f"No Ray cluster answers at {address}: {reason}",
            "Start it (ray start --head), and give this command on one of its machines.",
        ) from error


@contextmanager
def _stderr_shut() -> Iterator[None]:
    """Ray's C++ side says there, past Python, how it was told to be quiet."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _levels_kept() -> Iterator[None]:
    """Ray's loggers tell nothing: what goes wrong is told once, by who asked for it."""
    loggers = [logging.getLogger(name) for name in ("ray", "ray.data")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
