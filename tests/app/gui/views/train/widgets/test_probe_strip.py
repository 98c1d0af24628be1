"""The strip of probe images."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.inspect.colours import ssim_table
from app.gui.views.train.widgets.probe_picture import ssim_colours, to_image
from app.gui.views.train.widgets.probe_strip import ProbeStrip
from core.training.events import Probe


def probes(epoch: int) -> tuple[Probe, ...]:
    """A defective and a good one, whose repair is as bright as the epoch says."""
    grey = np.full((8, 12), 100, np.uint8)
    repair = np.full((8, 12), 10 * epoch, np.uint8)
    ssim = np.full((8, 12), 255, np.uint8)
    return (
        Probe("/set/d.png", grey, repair, ssim, None, True),
        Probe("/set/g.png", grey, repair, ssim, grey, False),
    )


class Owner:
    """Remembers what it was asked for, and answers when the test says so."""

    def __init__(self, qtbot: QtBot) -> None:
        self.asked: list[int] = []
        self.strip = ProbeStrip(self.asked.append)
        qtbot.addWidget(self.strip)
        self.strip.resize(500, 460)
        self.strip.show()
        qtbot.waitExposed(self.strip)

    def answer(self) -> None:
        """Hand in what was asked for last."""
        self.strip.show_epoch(self.asked[-1], probes(self.asked[-1]))

    def repair(self) -> int:
        """How bright the repair on the screen is."""
        image = self.strip.pictures[1, 0].image
        assert image is not None
        return image.pixelColor(0, 0).red()


@pytest.fixture
def owner(qtbot: QtBot) -> Owner:
    """A strip with three epochs, the newest of them shown."""
    made = Owner(qtbot)
    made.strip.set_epochs([0, 1, 2])
    made.answer()
    return made


def test_the_newest_epoch_is_loaded_and_shown(owner: Owner) -> None:
    assert owner.asked == [2]
    assert owner.strip.shown_epoch == 2
    assert owner.repair() == 20
    assert owner.strip.pictures[3, 1].isVisible()
    assert not owner.strip.pictures[3, 0].isVisible()


def test_all_columns_have_one_width(qtbot: QtBot, owner: Owner) -> None:
    def widths() -> set[int]:
        return {picture.width() for (row, _), picture in owner.strip.pictures.items() if row == 0}

    for width in (1000, 300):
        owner.strip.resize(width, 460)
        qtbot.waitUntil(lambda: len(widths()) == 1)


def test_what_is_shown_stays_until_the_next_is_complete(owner: Owner) -> None:
    owner.strip.epochs.slider.setValue(0)
    assert owner.asked == [2, 0]
    assert owner.repair() == 20
    owner.answer()
    assert owner.repair() == 0


def test_one_is_loaded_at_a_time_and_only_the_last_wish_next(owner: Owner) -> None:
    owner.strip.set_epochs(list(range(9)))
    for place in (7, 6, 5, 4):
        owner.strip.epochs.slider.setValue(place)
    assert owner.asked == [2, 8]
    owner.answer()
    assert owner.asked == [2, 8, 4]
    # What nobody asked for, as an answer that comes too late, does nothing.
    owner.strip.show_epoch(1, probes(1))
    assert owner.strip.shown_epoch == 8


def test_the_newest_is_followed_until_someone_looks_back(qtbot: QtBot, owner: Owner) -> None:
    owner.strip.set_epochs([0, 1, 2, 3])
    owner.answer()
    assert owner.strip.shown_epoch == 3
    qtbot.keyClick(owner.strip.epochs.slider, Qt.Key.Key_Left)
    owner.answer()
    assert owner.strip.shown_epoch == 2
    assert not owner.strip.epochs.follow.isChecked()
    owner.strip.set_epochs([0, 1, 2, 3, 4])
    assert owner.asked[-1] == 2
    owner.strip.epochs.follow.click()
    assert owner.asked[-1] == 4


def test_keys_on_a_picture_go_through_the_epochs(qtbot: QtBot, owner: Owner) -> None:
    picture = owner.strip.pictures[0, 0]
    for key, epoch in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 2),
        (Qt.Key.Key_Left, 1),
    ):
        qtbot.keyClick(picture, key)
        assert owner.asked[-1] == epoch
        owner.answer()


def test_a_picture_is_shown_large_and_esc_goes_back(qtbot: QtBot, owner: Owner) -> None:
    strip = owner.strip
    qtbot.mouseClick(strip.pictures[1, 1], Qt.MouseButton.LeftButton)
    assert strip.stack.currentWidget() is strip.large
    assert strip.large.title.text() == "Repair of g.png · Epoch 2"
    qtbot.keyClick(strip.large.picture, Qt.Key.Key_Left)
    owner.answer()
    assert strip.large.title.text() == "Repair of g.png · Epoch 1"
    qtbot.keyClick(strip.large.picture, Qt.Key.Key_Up)
    assert strip.large.title.text() == "Original of g.png · Epoch 1"
    qtbot.keyClick(strip.large.picture, Qt.Key.Key_Escape)
    assert strip.stack.currentIndex() == 1


def test_a_failure_is_said_and_the_rest_stays(owner: Owner) -> None:
    owner.strip.epochs.slider.setValue(1)
    owner.strip.show_failed(1, "The pictures are gone.")
    assert owner.strip.note.text() == "The pictures are gone."
    assert owner.repair() == 20


def test_cleared_it_waits_for_nothing(owner: Owner) -> None:
    owner.strip.epochs.slider.setValue(1)
    owner.strip.clear()
    owner.strip.show_epoch(1, probes(1))
    assert owner.strip.stack.currentWidget() is owner.strip.empty
    assert owner.strip.epochs.follow.isChecked()
    assert owner.asked == [2, 1]


def test_the_map_has_the_fixed_colours() -> None:
    ends = ssim_colours(np.array([[0, 127, 128, 255]], np.uint8))
    table = ssim_table()[:, :3]
    np.testing.assert_array_equal(ends[0, 0], table[0])
    np.testing.assert_array_equal(ends[0, 1], table[0])
    np.testing.assert_array_equal(ends[0, 3], table[255])
    # 192 of 255 is an SSIM of 0.506.
    np.testing.assert_array_equal(ssim_colours(np.array([[192]], np.uint8))[0, 0], table[129])


def test_odd_widths_and_colours_come_through() -> None:
    pixels = np.arange(3 * 5 * 3, dtype=np.uint8).reshape(3, 5, 3)
    image = to_image(pixels[:, ::-1])
    colour = image.pixelColor(0, 2)
    assert [colour.red(), colour.green(), colour.blue()] == pixels[2, 4].tolist()
