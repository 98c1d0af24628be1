"""Training steps as CUDA graphs: at batch 1 a GPU waits for Python most of the time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
import torch
from torch import Tensor

from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.learner import Losses
from core.training.networks import Networks, set_rate
from core.training.recorded import Outputs, Record, Recorded, cuda_graph
from core.training.settings import TrainingSettings
from core.training.steps import Stepper

MOST = 8
"""Recordings that are kept, each with its memory: pictures of many sizes are not worth one each."""
ALIKE = 0.2
"""How far a replay may be from the plain step, relative: it takes sums in another order, in fewer bits (TF32, bf16)."""

TINY = 1e-30
Inputs = Sequence[Tensor | None]


class GraphStepper(Stepper):
    """Runs each kind of step from a recording, made at its first time and tried against the plain step.

    Where a recording fails, or does not do what the plain step does, all later steps are plain ones, and `notices`
    says why. Randomness and the image buffers stay outside of the recordings.

    Args:
        record: how to record; stands open for tests.
    """

    def __init__(
        self,
        networks: Networks,
        settings: TrainingSettings,
        execution: Execution,
        record: Record = cuda_graph,
    ) -> None:
        super().__init__(networks, settings, execution)
        self._record = record
        self._recorded: dict[Hashable, Recorded] = {}
        self._plain = False

    def warm_up(
        self, defective: Tensor, good: Tensor, mask: Tensor, looked_at: Tensor | None = None
    ) -> Losses:
        """See `Stepper.warm_up`."""
        batch = self._placed(WarmUpBatch(defective, good, mask, looked_at))
        return _losses(self._run("warm-up", self._warm_up, batch))

    def adversarial(
        self,
        good: Tensor,
        defective: Tensor,
        rng: np.random.Generator,
        *,
        use_ssim: bool,
        synthetic: WarmUpBatch | None = None,
        looked_at: tuple[Tensor | None, Tensor | None] = (None, None),
    ) -> Losses:
        """See `Stepper.adversarial`."""
        nets = self.networks
        good, defective = self.place(good), self.place(defective)
        batch: Inputs = (None,) * 4 if synthetic is None else self._placed(synthetic)
        inside = [None if t is None else self.place(t) for t in looked_at]

        def make(*inputs: Tensor | None) -> Outputs:
            return self._make(use_ssim, inputs)

        made = self._run(("make", use_ssim), make, (good, defective, *inside, *batch))
        old = [
            pool.exchange(fake, rng)
            for pool, fake in zip((nets.pool_p, nets.pool_n), made.pictures, strict=True)
        ]
        judged = self._run("judge", self._judge, (good, defective, *old, *batch))
        return _losses(made) | _losses(judged)

    def _warm_up(self, *inputs: Tensor | None) -> Outputs:
        return _outputs(super().warm_up(*inputs))  # type: ignore[arg-type]

    def _make(self, use_ssim: bool, inputs: Inputs) -> Outputs:
        good, defective, in_good, in_defective, *batch = inputs
        assert good is not None and defective is not None  # noqa: PT018
        making = self._making(good, defective, (in_good, in_defective), self._of(batch), use_ssim)
        losses = self._end_making(making)
        return _outputs(losses, *(fake for part in making[:2] if (fake := part.result().fake) is not None))

    def _judge(self, *inputs: Tensor | None) -> Outputs:
        good, defective, old_good, old_defective, *batch = inputs
        judging = self._judging(good, defective, old_good, old_defective, self._of(batch))  # type: ignore[arg-type]
        return _outputs(self._descend(self.networks.discriminators, self._judges, judging))

    def _of(self, batch: Inputs) -> list[tuple[WarmUpBatch, float]]:
        return [] if batch[0] is None else self._shares(WarmUpBatch(*batch))  # type: ignore[arg-type]

    def _run(self, name: Hashable, work: Callable[..., Outputs], inputs: Inputs) -> Outputs:
        key = (name, *(None if t is None else tuple(t.shape) for t in inputs))
        if not self._plain and key not in self._recorded:
            if len(self._recorded) >= MOST:
                self._fall_back("the pictures have many sizes")
            else:
                self._make_recording(key, work, inputs)
        return work(*inputs) if self._plain else self._recorded[key](inputs)

    def _make_recording(self, key: Hashable, work: Callable[..., Outputs], inputs: Inputs) -> None:
        kept = Kept(self.networks)
        try:
            recorded = Recorded(work, inputs, self._record)
        except RuntimeError as error:
            self._fall_back(str(error).splitlines()[0])
        else:
            otherwise = self._tried(kept, work, recorded, inputs)
            if otherwise:
                self._fall_back(f"a recorded step did not do what the plain one does ({otherwise})")
            else:
                self._recorded[key] = recorded
        finally:
            kept.put_back()

    def _tried(self, kept: Kept, work: Callable[..., Outputs], recorded: Recorded, inputs: Inputs) -> str:
        """What a replay does otherwise than the plain step; "": it changes the networks as that does, and not at all
        at a rate of 0."""
        kept.put_back()
        plain = work(*inputs).losses.clone()
        change, moments = kept.change(), kept.moments()
        kept.put_back()
        replayed = recorded(inputs).losses
        size = float(kept.change().norm() / change.norm().clamp_min(TINY))
        apart = float((kept.moments() - moments).norm() / moments.norm().clamp_min(TINY))
        kept.put_back()
        kept.set_rates(0.0)
        recorded(inputs)
        if bool(kept.change().any()):
            return "at a rate of 0 it changes weights"
        if not torch.allclose(replayed, plain, rtol=ALIKE, atol=1e-3):
            return f"its losses are {replayed.tolist()}, not {plain.tolist()}"
        if not (abs(size - 1) <= ALIKE and apart <= ALIKE):
            return f"its change is {size:.2f} times as large, its gradients are {apart:.0%} off"
        return ""

    def _fall_back(self, why: str) -> None:
        self._plain = True
        self._recorded.clear()
        self.notices.append(f"Steps are not replayed as CUDA graphs, which makes them slower: {why}.")


class Kept:
    """Everything that a step changes, as it was, to be put back in place."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._optimisers = list(networks.optimisers().values())
        self._rates = [[float(group["lr"]) for group in o.param_groups] for o in self._optimisers]
        tensors = [t for network in networks.all().values() for t in network.state_dict().values()]
        self._tensors = [(t, t.clone()) for t in tensors]
        self._states = {id(t): t.clone() for t in self._momenta()}
        self._weights = [p for network in networks.all().values() for p in network.parameters()]
        self._before = [p.detach().clone() for p in self._weights]

    def moments(self) -> Tensor:
        """Adam's moving means of the gradients, in one row.

        By these two steps are compared, and not by the change of the weights: Adam's first change is the gradient's
        sign, which rounding decides wherever the gradient is next to nothing. A noise of 0.05 % in the convolutions
        makes the weights' changes differ by a fifth, these by a twenty-fifth.
        """
        states = [
            (parameter, optimiser.state.get(parameter, {}).get("exp_avg"))
            for optimiser in self._optimisers
            for group in optimiser.param_groups
            for parameter in group["params"]
        ]
        rows = [torch.zeros_like(p) if mean is None else mean.clone() for p, mean in states]
        return torch.cat([row.detach().flatten() for row in rows])

    def _momenta(self) -> list[Tensor]:
        return [t for o in self._optimisers for state in o.state.values() for t in state.values()]

    @torch.no_grad()
    def put_back(self) -> None:
        """Also what an optimiser has made since, which begins at 0."""
        for tensor, before in self._tensors:
            tensor.copy_(before)
        for tensor in self._momenta():
            if id(tensor) in self._states:
                tensor.copy_(self._states[id(tensor)])
            else:
                tensor.zero_()
        for optimiser, rates in zip(self._optimisers, self._rates, strict=True):
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                set_rate(group, rate)

    def set_rates(self, rate: float) -> None:
        """Of all optimisers."""
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                set_rate(group, rate)

    @torch.no_grad()
    def change(self) -> Tensor:
        """How all weights differ from what they were, in one row."""
        pairs = zip(self._weights, self._before, strict=True)
        return torch.cat([(weight - before).flatten() for weight, before in pairs])


def _outputs(losses: Losses, *pictures: Tensor) -> Outputs:
    return Outputs(tuple(losses), torch.stack([value.float() for value in losses.values()]), pictures)


def _losses(outputs: Outputs) -> Losses:
    return dict(zip(outputs.names, outputs.losses.unbind(), strict=True))
