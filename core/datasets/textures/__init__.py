"""Synthetic surfaces with fitting defects and exact masks, all decided by a seed."""

from __future__ import annotations

from core.datasets.textures.base import Texture
from core.datasets.textures.registry import TEXTURES, make_image

__all__ = ["TEXTURES", "Texture", "make_image"]
