"""The engine of ISU-GAN Inspector: no Qt, no display."""

__version__ = "0.1.0"
