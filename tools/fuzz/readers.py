"""All readers that are fuzzed, by name."""

from __future__ import annotations

from importlib.util import find_spec

from tools.fuzz import image_readers, model_readers, project_readers
from tools.fuzz.reader import Reader

READERS: dict[str, Reader] = {
    **image_readers.IMAGES,
    **image_readers.DATASETS,
    **project_readers.READERS,
    **model_readers.MODELS,
}


def usable() -> dict[str, Reader]:
    """Those whose modules are installed."""
    return {
        name: reader for name, reader in READERS.items() if all(find_spec(module) for module in reader.needs)
    }
