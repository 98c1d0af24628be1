"""A number as people write it: without zeros at its end, and with a power of ten where it is tiny."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

DECIMALS = 6


class FloatBox(QDoubleSpinBox):
    """Figures as people write them: no zeros at the end, and powers of ten where `scientific`."""

    def __init__(self, parent: QWidget | None = None, *, scientific: bool) -> None:
        super().__init__(parent)
        self.scientific = scientific
        self.setDecimals(12 if scientific else DECIMALS)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """`2e-4` or `0.04`."""
        if not self.scientific or value == 0:
            return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
        figure, power = f"{value:.6e}".split("e")
        return f"{figure.rstrip('0').rstrip('.')}e{int(power)}"

    def valueFromText(self, text: str) -> float:  # noqa: N802
        """What was typed, in either way."""
        typed = text.removesuffix(self.suffix()).strip().replace(",", ".")
        try:
            return float(typed)
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Numbers of either way; what is not finished yet may stand."""
        typed = text.removesuffix(self.suffix()).strip().replace(",", ".")
        try:
            value = float(typed)
        except ValueError:
            started = not typed.strip("0123456789.eE+-")
            return (QValidator.State.Intermediate if started else QValidator.State.Invalid, text, position)
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, position)

    def stepBy(self, steps: int) -> None:  # noqa: N802
        """By a tenth of the figure's power of ten where scientific: from 2e-4 to 2.1e-4."""
        if self.scientific:
            power = int(f"{self.value() or self.minimum():.0e}".split("e")[1])
            self.setSingleStep(10.0 ** (power - 1))
        super().stepBy(steps)
