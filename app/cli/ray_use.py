"""`--ray`: a cluster in place of this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

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
        IsuganError: the device is not there, `ray` is no address, or Ray is not installed.
    """
    if ray is None:
        from core.inspection.inspector import Inspector

        return Inspector(loaded, device, segment)
    from core.inspection.ray_cluster import check_ray
    from core.inspection.ray_run import RayInspector

    check_ray(ray)
    return RayInspector(loaded, path, sha256, device, segment, ray, workers)


@contextmanager
def unheard(ray: str | None) -> Iterator[None]:
    """Ray prints to stdout what becomes of its processes, where a document may be expected."""
    if ray is None:
        yield
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield
