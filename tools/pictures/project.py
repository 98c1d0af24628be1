"""What the pictures show: painted sets, and a project with a short run and the demo model's results in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.synth import write_dataset
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.project import records
from core.project.images import import_images, read_new_images
from core.project.project import Project
from resources import DEMO_MODEL
from tools.make_demo import isugan

RUN = Path("runs") / "quick-1"
SHORT_RUN = (
    *("--preset", "quick", "--seed", "0", "--epochs", "6", "--base", "16", "--crop", "96"),
    *("--warm-up-batch", "4", "--set", "warm_up_crop=96", "--set", "warm_up_steps=120"),
    *("--set", "network.blocks=2", "--set", "steps_per_epoch=16"),
)
"""Shows what the view shows, not how good a model becomes."""
COPIES = ((2, "copy_of_3.png", Split.TEST), (6, "part_7b.png", Split.TRAIN))
"""Two pictures that somebody copied, for the pre-flight to find."""


def make_project(work: Path) -> Path:
    """A project of a woven texture with a run in it and, of its test half, the demo model's results; made once.

    Returns:
        A copy of it, to be changed by whoever takes pictures of it.
    """
    folder = work / "Weave.isugan"
    if not (folder / RUN / "model.safetensors").exists():
        _fill(work, folder)
    shown = work / "Projects" / folder.name
    shutil.rmtree(shown, ignore_errors=True)
    return Path(shutil.copytree(folder, shown))


def make_parts(work: Path) -> Path:
    """A painted set that is in no project yet, as the tutorial for a small shop makes it."""
    write_dataset(work / "parts", "cast", good=60, defective=20, size=256, seed=7)
    return work / "parts"


def _fill(work: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    data = write_dataset(work / "photos", "weave", good=48, defective=20, size=256, seed=11)
    trained = data.select(split=Split.TRAIN, label=Label.GOOD)
    copies = [Sample(_copy(trained[at].path, name), Label.GOOD, split) for at, name, split in COPIES]
    with Project.create(folder) as project:
        import_images(project, [*data.samples, *copies])
        read_new_images(project)
        model = records.add_model(project, "Demo weave", DEMO_MODEL)
        tested = [sample.path for sample in data.select(split=Split.TEST)]
        inspector = Inspector(load_model(DEMO_MODEL))
        items = list(inspect_files(inspector, tested, keep_images=False))
        records.record_inspections(project, model, items)
    isugan("train", folder, *SHORT_RUN, "--out", folder / RUN)


def _copy(path: Path, name: str) -> Path:
    return Path(shutil.copy(path, path.with_name(name)))
