"""Seconds per adversarial training step: a textbook CycleGAN step against the fast paths, in the same run.

python -m benchmarks.training_step [--base 64] [--crop 256] [--device cuda]
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from benchmarks.common import arguments, machine, seconds, table
from core.training.device import Execution
from core.training.losses import adversarial_loss, similarity_loss
from core.training.networks import Networks
from core.training.settings import preset
from core.training.steps import Stepper


def textbook(networks: Networks, good: torch.Tensor, defective: torch.Tensor) -> Callable[[], None]:
    """Everything computed where it is needed: fakes once more for the discriminators, no gradient switched off."""
    pairs = [(networks.g_n2p, networks.g_p2n), (networks.d_p, networks.d_n)]
    generators, discriminators = (
        torch.optim.Adam([p for n in pair for p in n.parameters()], 2e-4, (0.5, 0.999), foreach=False)
        for pair in pairs
    )

    def step() -> None:
        fake_good, fake_defective = networks.g_n2p(defective), networks.g_p2n(good)
        loss = adversarial_loss(networks.d_p(fake_good), real=True)
        loss = loss + adversarial_loss(networks.d_n(fake_defective), real=True)
        loss = loss + 10 * similarity_loss(networks.g_n2p(fake_defective), good, use_ssim=False)
        loss = loss + 10 * similarity_loss(networks.g_p2n(fake_good), defective, use_ssim=False)
        loss = loss + 5 * similarity_loss(networks.g_n2p(good), good, use_ssim=False)
        generators.zero_grad()
        loss.backward()
        generators.step()
        for judge, maker, real, source in (
            (networks.d_p, networks.g_n2p, good, defective),
            (networks.d_n, networks.g_p2n, defective, good),
        ):
            fake = maker(source).detach()
            judged = adversarial_loss(judge(real), real=True) + adversarial_loss(judge(fake), real=False)
            discriminators.zero_grad()
            judged.backward()
            discriminators.step()

    return step


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--base", type=int, default=32)
    parser.add_argument("--crop", type=int, default=256)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    settings = preset("paper", network={"base": options.base})
    good, defective = (torch.rand(1, 1, options.crop, options.crop) for _ in range(2))
    cuda = device.type == "cuda"
    print(f"{machine(options.device)}; base {options.base}, {options.crop} x {options.crop}, batch 1\n")

    def fresh(channels_last: bool = False) -> Networks:
        networks = Networks(settings)
        networks.prepare(device, channels_last=channels_last)
        return networks

    plain = seconds(textbook(fresh(), good.to(device), defective.to(device)), repeats=3, cuda=cuda)
    rows = [("textbook step, fp32", f"{plain:.3f} s", "1")]
    for bf16, last in ((False, False), (True, False), (False, True), (True, True)):
        stepper = Stepper(fresh(last), settings, Execution(device.type, bf16, last, ""))
        rng = np.random.default_rng(0)
        taken = seconds(lambda s=stepper, r=rng: s.adversarial(good, defective, r, use_ssim=False), 3, cuda)
        name = f"our step, {'bf16' if bf16 else 'fp32'}{', channels_last' if last else ''}"
        rows.append((name, f"{taken:.3f} s", f"{plain / taken:.2f} x faster"))
    table(("step", "time", "ratio"), rows)


if __name__ == "__main__":
    main()
