"""Run under torchrun: every process takes part in some steps and writes its networks, `FOLDER/CASE-RANK.safetensors`.

python -m torch.distributed.run ... share_steps.py DATASET FOLDER
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from core.datasets.layout import recognise
from core.training.checkpoint import Progress, TrainingState
from core.training.device import Execution
from core.training.group import Group, device_of
from core.training.networks import Networks
from core.training.pictures import pictures_of, with_splits
from core.training.ranks import Ranks, ranks_here
from core.training.settings import TrainingSettings
from core.training.shared import Share, own_learner
from tests.tiny import tiny_settings

CASES = {
    # Nothing in it measures a batch, so what two processes learn from one picture each is one batch of two.
    "plain": tiny_settings(
        network={"base": 4, "blocks": 1, "judge": "patchgan", "involution": False},
        synthetic_weight=0,
        critic=False,
        pool_size=0,
        warm_up_steps=0,
    ),
    # Batch statistics in the critic and in involution, and means over the steps.
    "taught": tiny_settings(network={"base": 4, "blocks": 1, "judge": "critic"}, averaging=0.9),
}
STEPS = 2


def begin(settings: TrainingSettings) -> TrainingState:
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    execution = Execution("cpu", bf16=False, channels_last=False, reason="")
    return TrainingState(settings, execution, "", networks, Progress(), {})


def content(state: TrainingState) -> dict[str, Tensor]:
    """Networks, and of each weight the running mean of its gradients."""
    found = {
        f"{name}.{key}": value.clone()
        for name, network in state.networks.all().items()
        for key, value in network.state_dict().items()
    }
    for name, optimiser in state.networks.optimisers().items():
        for index, entries in optimiser.state_dict()["state"].items():
            found[f"gradients.{name}.{index}"] = entries["exp_avg"].clone()
    return found


def main(dataset: Path, folder: Path) -> None:
    ranks = ranks_here()
    group = Group(ranks, device_of(ranks, "cpu"))
    for name, settings in CASES.items():
        state = begin(settings)
        data = pictures_of(with_splits(recognise(dataset), settings), settings)
        group.join(state.networks)
        with closing(Share(own_learner(data, state, ranks), ranks)) as learner:
            for step in range(STEPS if settings.warm_up_steps else 0):
                learner.warm_up(learner.warm_up_batch(step))
                state.networks.follow()
            for step in range(STEPS):
                learner.learn(learner.batch(step), step, use_ssim=step == 0)
                state.networks.follow()
                save_file(content(state), folder / f"{name}-{step}-{ranks.rank}.safetensors")
    group.close()


def together(dataset: Path, size: int) -> TrainingState:
    """The first plain step of `size` processes, done by one: their pictures are one batch."""
    settings = CASES["plain"]
    state = begin(settings)
    data = pictures_of(with_splits(recognise(dataset), settings), settings)
    with closing(own_learner(data, state, Ranks(0, size))) as learner:
        pairs = [learner.batch(Ranks(rank, size).number(0)).pair() for rank in range(size)]
        good, defective = (torch.cat(pictures) for pictures in list(zip(*pairs, strict=True))[:2])
        rng = torch.Generator()  # without an image buffer nothing is drawn
        learner.stepper.adversarial(good, defective, rng, use_ssim=True)
    return state


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
