"""The shown images as a Qt model: one row of the list is one image."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui.project.session import ProjectSession
from app.gui.views.dataset.listing import Listing, Rows
from app.gui.widgets.thumbnail_grid.tile import Tile, tile_data
from core.datasets.dataset import Split
from core.project.chips import LABELS, SPLITS
from core.project.image_row import ImageRow
from core.project.problem import Problem

Index = QModelIndex | QPersistentModelIndex
_SPLIT_WORDS = ["" if split is Split.UNASSIGNED else str(split) for split in SPLITS]


class ImagesModel(QAbstractListModel):
    """Follows a `Listing`. Images that are only added at the end are added; any other change is a reset."""

    def __init__(self, session: ProjectSession, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._listing = listing
        # The rows belong to this table: after another project was opened, the session has a new one already.
        self._table = session.table
        self._rows: Rows = listing.rows
        listing.changed.connect(self._take)
        session.values_changed.connect(self._on_values)

    def tile(self, row: int) -> Tile:
        """The image in `row`."""
        table = self._table
        place = int(self._rows[row])
        columns = table.columns
        name = table.names[place]
        score = float(columns["score"][place])
        problems = int(columns["problems"][place])
        return Tile(
            key=int(columns["id"][place]),
            name=name,
            path=os.path.join(table.folder_of(place), name),  # noqa: PTH118 - painted sixty at a time
            label=str(LABELS[columns["label"][place]]),
            split=_SPLIT_WORDS[columns["split"][place]],
            reviewed=bool(columns["reviewed"][place]),
            problem=Problem(problems).shown if problems else "",
            has_mask=bool(columns["has_mask"][place]),
            score=None if score != score else score,
        )

    def ids_at(self, positions: Rows) -> list[int]:
        """The ids of the images at positions of the list."""
        ids: list[int] = self._table.ids[self._rows[positions]].tolist()
        return ids

    def positions_of(self, ids: Sequence[int]) -> Rows:
        """Where images are in the list, ascending; those that are not shown are left out."""
        found: Rows = np.flatnonzero(np.isin(self._table.ids[self._rows], ids)).astype(np.int64)
        return found

    def image(self, position: int) -> ImageRow:
        """Everything about the image at a position."""
        return self._table.row(int(self._rows[position]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Images shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See `tile_data`."""
        return tile_data(self.tile(index.row()), role) if index.isValid() else None

    def _take(self) -> None:
        new, old = self._listing.rows, self._rows
        grows = self._table is self._session.table and 0 < len(old) < len(new)
        if grows and np.array_equal(new[: len(old)], old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()
            return
        self.beginResetModel()
        self._table, self._rows = self._session.table, new
        self.endResetModel()

    def _on_values(self, ids: Sequence[int] | None) -> None:
        # Painting asks for what is visible only, so one signal for all is cheaper than many for a few.
        if len(self._rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
