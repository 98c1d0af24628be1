"""A model is one safetensors file: the network's weights and, in its header, one JSON document."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from core.errors import ModelFileError
from core.files import parse_json, write_atomically
from core.inspection.calibration import Calibration
from core.inspection.header import SCHEMA, Header
from core.language import Later, later

if TYPE_CHECKING:
    from torch import Tensor, nn

    from core.inspection.networks import Networks

FORMAT = "isugan-model"
ONNX_SUFFIX = ".onnx"
MAX_BYTES = 2 * 1024**3
CRITIC = "critic."
"""What the names of D_p's weights begin with."""


@dataclass(frozen=True)
class Model:
    """A model file's content; the network is built on demand by `generator`."""

    path: Path
    header: Header
    weights: dict[str, Tensor]

    def generator(self) -> nn.Module:
        """The network, which repairs or marks, with the stored weights, on the CPU, for evaluation.

        Raises:
            ModelFileError: the weights do not fit the header's network settings.
        """
        from core.nets.build import repair_network

        own = {name: value for name, value in self.weights.items() if not name.startswith(CRITIC)}
        return self._loaded(lambda: repair_network(self.header.network), own)

    def critic(self) -> nn.Module | None:
        """D_p, likewise, where it is a critic (see `core.nets.critic`), else None.

        Raises:
            ModelFileError: as for `generator`.
        """
        if not self.header.network.criticises:
            return None
        from core.nets.critic import Critic

        own = {name[len(CRITIC) :]: value for name, value in self.weights.items() if name.startswith(CRITIC)}
        return self._loaded(lambda: Critic(self.header.network), own)

    def networks(self, device: str) -> Networks:
        """All that inspect, on a device; see `core.inspection.device.pick_device`.

        Raises:
            ModelFileError: as for `generator`.
            IsuganError: the device is not there.
        """
        from core.inspection.critic_map import CriticMapper
        from core.inspection.device import device_name, pick_device
        from core.inspection.marking import Marker
        from core.inspection.networks import Networks
        from core.inspection.repair import Repairer
        from core.inspection.watch import ask_between_layers

        chosen = pick_device(device)
        network, preprocess = self.generator(), self.header.preprocess
        ask_between_layers(network)
        critic = self.critic() if self.header.asks_critic else None
        return Networks(
            device_name(chosen),
            repairer=Repairer(network, preprocess, chosen),
            marker=Marker(network, preprocess, chosen) if self.header.network.segments else None,
            critic=None if critic is None else CriticMapper(critic, preprocess, chosen),
            gate=self.header.gate,
        )

    def _loaded(self, build: Callable[[], nn.Module], weights: dict[str, Tensor]) -> nn.Module:
        import torch

        try:
            # Without memory for its weights: a header of a few bytes can ask for gigabytes, which the file must hold.
            with torch.device("meta"):
                network = build()
            kinds = {name: value.dtype for name, value in network.state_dict().items()}
            own = {name: value.to(kinds.get(name, value.dtype), copy=True) for name, value in weights.items()}
            network.load_state_dict(own, assign=True)
        except (RuntimeError, ValueError, ArithmeticError) as error:
            why = later("Inspection", "its weights do not fit its network settings")
            raise damaged(self.path, why) from error
        return network.eval()


def save_model(path: Path, generator: nn.Module, header: Header, critic: nn.Module | None = None) -> None:
    """Write a model file, atomically; `critic` where D_p is one.

    Convolution weights are stored as float16: half the size, and every figure (calibration, evaluation) is
    measured on what a reader loads. BatchNorm's statistics stay float32, since small variances would underflow.
    """
    weights = _stored(generator)
    if critic is not None:
        weights |= {CRITIC + name: value for name, value in _stored(critic).items()}
    _write(path, weights, header)


def _stored(network: nn.Module) -> dict[str, Tensor]:
    import torch

    kept = {
        f"{path}.{name}" if path else name
        for path, module in network.named_modules()
        if isinstance(module, torch.nn.BatchNorm2d)
        for name in module.state_dict()
    }
    return {
        name: value.detach().cpu().contiguous()
        if name in kept or not value.is_floating_point()
        else value.detach().cpu().to(torch.float16).contiguous()
        for name, value in network.state_dict().items()
    }


def load_model(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelFileError: missing, unreadable, truncated, not a model of this program, or made by a newer version.
    """
    from safetensors import SafetensorError, safe_open

    path = Path(path)
    check_file(path)
    if path.suffix.lower() == ONNX_SUFFIX:
        raise ModelFileError(
            later(
                "Inspection",
                "{path} is an exported model, which only inspects, evaluates and watches.",
                path=path,
            ),
            later("Inspection", "Give the model.safetensors that it was exported from."),
            path,
        )
    try:
        with safe_open(str(path), framework="pt", device="cpu") as file:
            metadata = file.metadata() or {}
            header = read_header(path, metadata)
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    except SafetensorError as error:
        why = later("Inspection", "it is no safetensors file, or cut off ({error})", error=error)
        raise damaged(path, why) from error
    except OSError as error:
        raise damaged(path, later("Inspection", "it cannot be read ({error})", error=error)) from error
    import torch

    if not {value.dtype for value in weights.values()} <= {torch.float16, torch.float32, torch.int64}:
        raise damaged(path, later("Inspection", "its weights are of another kind"))
    if not all(value.isfinite().all() for value in weights.values() if value.is_floating_point()):
        # A score that is no number lies below every cut, and each part would be OK.
        raise damaged(path, later("Inspection", "some of its weights are no numbers"))
    return Model(path, header, weights)


def save_calibration(path: Path, calibration: Calibration | None) -> Model:
    """Replace the calibration in a model file, atomically; weights and everything else stay. Returns the new model."""
    return rewrite_header(load_model(path), calibration=calibration)


def rewrite_header(model: Model, **changes: object) -> Model:
    """Write `model` back to its file with some header fields changed; never needs training.

    Where its path is a link, the file that was read through it is replaced, not the link.
    """
    header = model.header.model_copy(update=changes)
    _write(Path(os.path.realpath(model.path)), model.weights, header)
    return Model(model.path, header, model.weights)


def _write(path: Path, weights: dict[str, Tensor], header: Header) -> None:
    from safetensors.torch import save_file

    with write_atomically(path) as temporary:
        save_file(weights, temporary, metadata={"format": FORMAT, "header": header.model_dump_json()})


def check_file(path: Path) -> None:
    """Raise a ModelFileError if `path` is missing, a folder or larger than a model can be."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ModelFileError(
            later(
                "Inspection",
                "The model file {path} cannot be opened: {error}.",
                path=path,
                error=error.strerror,
            ),
            later("Inspection", "Check the path."),
            path,
        ) from error
    if path.is_dir():
        raise ModelFileError(
            later("Inspection", "{path} is a folder, not a model file.", path=path),
            later("Inspection", "Give the model.safetensors inside a run's folder."),
            path,
        )
    if size > MAX_BYTES:
        raise ModelFileError(
            later("Inspection", "{path} is too large for a model file ({size} bytes).", path=path, size=size),
            later("Inspection", "Check the path."),
            path,
        )


def read_header(path: Path, metadata: Mapping[str, str]) -> Header:
    """The header in a model file's metadata.

    Raises:
        ModelFileError: there is none, it is damaged, or a newer version made it.
    """
    if metadata.get("format") != FORMAT or "header" not in metadata:
        raise ModelFileError(
            later("Inspection", "{path} is not a model of this program.", path=path),
            later(
                "Inspection",
                "Give a model.safetensors that isugan train wrote, or an .onnx file that isugan export made of one.",
            ),
            path,
        )
    try:
        document = parse_json(metadata["header"])
    except ValueError as error:
        raise damaged(path, later("Inspection", "its header is no JSON document")) from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if isinstance(version, int) and version > SCHEMA:
        raise ModelFileError(
            later(
                "Inspection",
                "{path} was made by a newer version (schema {version}; this program reads {known}).",
                path=path,
                version=str(version),
                known=str(SCHEMA),
            ),
            later("Inspection", "Update ISU-GAN Inspector."),
            path,
        )
    try:
        return Header.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        why = later("Inspection", "its header is wrong at {place}: {error}", place=where, error=first["msg"])
        raise damaged(path, why) from error


def damaged(path: Path, why: str | Later) -> ModelFileError:
    """The error for a model file that was one once, or never was."""
    return ModelFileError(
        later("Inspection", "{path} is not a usable model file: {why}.", path=path, why=why),
        later(
            "Inspection",
            "Give the model.safetensors of a run, or what isugan export --format onnx made of it; if it is one, copy "
            "it again, or train or export again.",
        ),
        path,
    )
