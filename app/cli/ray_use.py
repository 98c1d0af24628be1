"""`--ray`: a cluster in place of this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import IsuganError

if TYPE_CHECKING:
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import Model
    from core.inspection.onnx_file import OnnxModel
    from core.inspection.ray_run import RayInspector
    from core.inspection.segment import SegmentSettings


def inspector_for(
    loaded: Model | OnnxModel,
    path: Path,
    sha256: str,
    device: str,
    segment: SegmentSettings,
    ray: str | None,
    workers: int | None,
) -> Inspector | RayInspector:
    """What inspects: this process, or with an address in `ray` the cluster there.

    Raises:
        IsuganError: the device is not there, or Ray is not installed.
    """
    if ray is None:
        from core.inspection.inspector import Inspector

        return Inspector(loaded, device, segment)
    from core.inspection.ray_cluster import check_installed
    from core.inspection.ray_run import RayInspector

    check_installed()
    return RayInspector(loaded, path, sha256, device, segment, ray, workers)


def ray_address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The value of `--ray`, refused at once where it is none: it may be the argument that is then missing.

    Raises:
        click.BadParameter: it is no address.
    """
    if value is not None:
        from core.inspection.ray_cluster import check_address

        try:
            check_address(value)
        except IsuganError as error:
            raise click.BadParameter(str(error)) from error
    return value


@contextmanager
def unheard(ray: str | None) -> Iterator[None]:
    """Ray prints to stdout what becomes of its processes, where a document may be expected."""
    if ray is None:
        yield
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield
