"""Time of an adversarial training step: the plain one, every step of the way to the fastest, all in one run.

python -m benchmarks.training_step [--base 64] [--crop 256] [--synthetic] [--warm-up] [--reference] [--device cuda]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.common import arguments, machine, seconds, table
from benchmarks.plain import PlainStepper, plain_parts
from core.datasets.dataset import Label
from core.nets.init import init_weights
from core.nets.resnet import ResNetGenerator
from core.training.ahead import Ahead
from core.training.batches import Pair, WarmUpBatch, draw_pair, ready_for
from core.training.data import LabelledPicture, TrainingData
from core.training.device import LANES, Execution, choose_execution
from core.training.graphs import GraphStepper
from core.training.loop import BATCHES_AHEAD
from core.training.networks import Networks
from core.training.resident import HostPictures, Pictures, ResidentPictures
from core.training.settings import TrainingSettings, preset
from core.training.steps import Stepper

PICTURES = 16
"""Good and as many defective ones, of twice the crop's length, that crops are cut from."""


class Variant(NamedTuple):
    """One way to run the step."""

    name: str
    parts: Callable[[], AbstractContextManager[None]]
    step: Callable[[], object]


class Steps:
    """Makes steps of the same pictures and settings on fresh networks."""

    def __init__(
        self,
        settings: TrainingSettings,
        device: torch.device,
        crop: int,
        *,
        synthetic: bool,
        warm_up: bool,
    ) -> None:
        self.settings, self.device, self.crop, self.warm_up = settings, device, crop, warm_up
        draw = torch.Generator().manual_seed(0)
        self.pair = (
            torch.rand(1, 1, crop, crop, generator=draw),
            torch.rand(1, 1, crop, crop, generator=draw),
        )
        side = settings.warm_up_crop
        good, defective, mask = (
            torch.rand(settings.warm_up_batch, 1, side, side, generator=draw) for _ in range(3)
        )
        self.batch = WarmUpBatch(defective, good, (mask > 0.95).float()) if synthetic or warm_up else None
        self.steppers: list[Stepper | PlainStepper] = []
        self.ahead: list[Ahead[Callable[[], Pair]]] = []

    def data(self) -> TrainingData:
        """Pictures to cut crops from."""
        rng = np.random.default_rng(0)
        good, defective = (
            tuple(
                LabelledPicture(Path(), label, rng.random((2 * self.crop, 2 * self.crop), np.float32))
                for _ in range(PICTURES)
            )
            for label in (Label.GOOD, Label.DEFECTIVE)
        )
        return TrainingData(good, defective, (), ())

    def of(
        self,
        kind: type[Stepper | PlainStepper],
        execution: Execution,
        *,
        resnet: bool = False,
        pictures: Pictures | None = None,
    ) -> Variant:
        """The step alone; name and parts are to be set.

        With `pictures` each step's crops are cut anew from those of `data`, as the loop does it; else they are given.
        """
        networks = Networks(self.settings)
        if resnet:
            networks._networks |= {n: ResNetGenerator(self.settings.network) for n in ("g_n2p", "g_p2n")}
            for network in (networks.g_n2p, networks.g_p2n):
                init_weights(network, torch.Generator().manual_seed(0))
        networks.prepare(self.device, channels_last=execution.channels_last)
        stepper = kind(networks, self.settings, execution)
        self.steppers.append(stepper)
        rng = np.random.default_rng(0)
        pair, batch = self._pairs(pictures), self.batch
        if pictures is not None and batch is not None:
            batch = ready_for(batch, self.device)

        def step() -> object:
            if self.warm_up and batch is not None:
                return stepper.warm_up(*batch)
            return stepper.adversarial(*pair(), rng, use_ssim=True, synthetic=batch)

        return Variant("", nullcontext, step)

    def _pairs(self, pictures: Pictures | None) -> Callable[[], tuple[Tensor, Tensor]]:
        if pictures is None:
            return lambda: self.pair
        data, numbers = self.data(), count()

        def prepared(number: int) -> Callable[[], Pair]:
            return pictures.prepared(draw_pair(data, self.crop, 0, PICTURES, number))

        ahead = Ahead(prepared, BATCHES_AHEAD)
        self.ahead.append(ahead)

        def pair() -> tuple[Tensor, Tensor]:
            made = ahead.get(next(numbers), sys.maxsize)()
            return made.good, made.defective

        return pair

    def close(self) -> None:
        """End all threads."""
        for one in (*self.steppers, *self.ahead):
            one.close()


def from_memory(steps: Steps, kind: type[Stepper], execution: Execution) -> list[Variant]:
    """Steps whose crops are cut from pictures, in the computer's memory and on the device."""
    data = steps.data()
    host = steps.of(kind, execution, pictures=HostPictures(data, steps.device))
    resident = steps.of(kind, execution, pictures=ResidentPictures(data, steps.crop, steps.device))
    return [
        host._replace(name="+ crops cut ahead in threads, sent from locked memory"),
        resident._replace(name="+ crops cut on the device, where the pictures are"),
    ]


def variants(steps: Steps, *, reference: bool, bf16: bool) -> list[Variant]:
    """From the plain step on, each with what came before it."""
    device = steps.device.type
    plain = steps.of(PlainStepper, Execution(device, False, False, ""))
    one = steps.of(Stepper, Execution(device, False, False, ""))
    ways = [
        plain._replace(name="plain eager fp32", parts=plain_parts),
        one._replace(name="fakes made once, needed gradients only, fused Adam", parts=plain_parts),
        one._replace(name="+ SSIM by running sums", parts=lambda: plain_parts(box=False)),
        one._replace(
            name="+ involution's own backward pass", parts=lambda: plain_parts(involution=False, box=False)
        ),
        one._replace(name="+ Winograd's 3 x 3 convolutions"),
    ]
    lanes = LANES if device == "cpu" else 1
    if lanes > 1:
        ways.append(
            steps.of(Stepper, Execution(device, False, False, "", lanes))._replace(name="+ two lanes")
        )
    if bf16:
        ways.append(steps.of(Stepper, Execution(device, True, False, "", lanes))._replace(name="+ bf16"))
    last = steps.of(Stepper, Execution(device, bf16, True, "", lanes))
    ways.append(last._replace(name="+ channels_last" + ("" if device == "cuda" else " (not taken on a CPU)")))
    if device == "cuda":
        graphs = steps.of(GraphStepper, Execution(device, bf16, True, ""))
        ways.append(graphs._replace(name="+ CUDA graphs"))
        if not steps.warm_up:
            ways += from_memory(steps, GraphStepper, Execution(device, bf16, True, ""))
    if reference:
        resnet = steps.of(PlainStepper, Execution(device, False, False, ""), resnet=True)
        ways.append(
            resnet._replace(name="CycleGAN's ResNet-9 generators, 64 channels, plain", parts=plain_parts)
        )
    return ways


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--base", type=int, default=32)
    parser.add_argument("--crop", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5, help="measured after one that is not")
    parser.add_argument(
        "--synthetic", action="store_true", help="with the presets' synthetic batch and critic"
    )
    parser.add_argument("--warm-up", action="store_true", help="the warm-up's step instead")
    parser.add_argument("--reference", action="store_true", help="ResNet-9 generators too (slow)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    name = "quick" if options.synthetic or options.warm_up else "paper"
    # The paper's D_p: its step is the one whose variants are compared.
    settings = preset(name, network={"base": options.base, "judge": "patchgan"})
    steps = Steps(settings, device, options.crop, synthetic=options.synthetic, warm_up=options.warm_up)
    cuda = device.type == "cuda"
    print(f"{machine(options.device)}; base {options.base}, {options.crop} x {options.crop}", flush=True)
    chosen = choose_execution(settings, device, Networks(settings).g_n2p.to(device))
    print(f"auto: {chosen.reason}; {chosen.lanes} lanes\n", flush=True)
    ways = variants(steps, reference=options.reference, bf16=chosen.bf16)
    taken: list[list[float]] = [[] for _ in ways]
    # In turn, so that what else the machine does meets all of them.
    for _ in range(options.rounds + 1):
        for way, times in zip(ways, taken, strict=True):
            with way.parts():
                start = time.perf_counter()
                way.step()
                if cuda:
                    torch.cuda.synchronize()
                times.append(time.perf_counter() - start)
    medians, least = ([pick(times[1:]) for times in taken] for pick in (statistics.median, min))
    table(
        ("step", "median", "ratio", "fastest", "ratio"),
        [
            (way.name, f"{m:.3f} s", f"{medians[0] / m:.2f}", f"{f:.3f} s", f"{least[0] / f:.2f}")
            for way, m, f in zip(ways, medians, least, strict=True)
        ],
    )
    # One lane, as the counter sees its own thread only; Winograd's products would not count what they stand for.
    with FlopCounterMode(display=False) as counter, plain_parts(involution=False, box=False):
        steps.of(Stepper, Execution(device.type, False, False, "")).step()
    best = min(least[1 : len(ways) - options.reference])
    rate = counter.get_total_flops() / best
    side = 8192 if cuda else 2048
    square = torch.rand(side, side, device=device, dtype=torch.bfloat16 if chosen.bf16 else torch.float32)
    roof = 2 * side**3 / seconds(lambda: square @ square, 5, cuda)
    print(
        f"\n{counter.get_total_flops() / 1e9:.0f} GFLOP a step (convolutions); {rate / 1e9:.0f} GFLOP/s at the fastest,"
    )
    print(f"{rate / roof:.0%} of a {side} x {side} matrix product's {roof / 1e9:.0f} GFLOP/s measured here")
    for stepper in steps.steppers:
        for notice in getattr(stepper, "notices", ()):
            print(notice)
    steps.close()
    print(f"at the end: {machine(options.device)}")


if __name__ == "__main__":
    main()
