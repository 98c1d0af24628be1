from __future__ import annotations

from core.experiments.paper import Printed, Share, largest_f1, printed, printed_average
from core.experiments.systems import OF_PAPER, systems_of


def test_what_is_printed() -> None:
    assert printed("table2", "isu-gan", 1) == Printed(96.52, 0.9524, None)
    assert printed("table2", "dcgan", 7) == Printed(97.39, 0.9538, None)
    assert printed("table3", "isu-gan", 6) == Printed(None, 0.9853, 8.95)
    assert printed("table3", "default", 7) == Printed(None, 0.9714, 21.99)
    assert printed("table3", "unet", 1) is None
    assert printed("table2", "isu-gan", None) is None
    assert printed("table2", "isu-gan", 2) is None


def test_the_printed_averages_are_those_of_the_classes() -> None:
    """To one digit more or less at the end; but for one that the paper has wrong, so that a slip in the data shows."""
    wrong = []
    for table in OF_PAPER:
        for system in systems_of(table):
            average = printed_average(table, system.name, (7, 1, 6))
            columns = [printed(table, system.name, number) for number in (1, 6, 7)]
            assert average is not None
            for name, digit in (("accuracy", 0.01), ("f1", 0.0001), ("mse", 0.01)):
                values = [getattr(column, name) for column in columns]
                if None in values:
                    assert getattr(average, name) is None
                elif abs(getattr(average, name) - sum(values) / 3) > 1.01 * digit:
                    wrong.append((system.name, name))
    assert wrong == [("resunet++", "accuracy")]
    assert printed_average("table2", "isu-gan", (1, 6)) is None
    assert printed_average("table2", "isu-gan", (1, 6, None)) is None


def test_the_largest_f1_by_hand() -> None:
    # 96.52 % of 575 are 20 errors; all of them false alarms: 2 * 71 / (2 * 71 + 20).
    assert largest_f1(96.52, Share(504, 71)) == 142 / 162
    assert largest_f1(100.0, Share(1000, 150)) == 1
    assert largest_f1(90.0, Share(5, 5)) == 10 / 11
