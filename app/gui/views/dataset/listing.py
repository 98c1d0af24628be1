"""Which images are shown, and in which order."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.foreground import FOREGROUND
from app.gui.project.session import ProjectSession
from core.project.chips import Chips, Counters, Facets
from core.project.ordering import SortKey
from core.project.query import Query, QueryError, parse_query

Rows = NDArray[np.int64]
REST_FACTOR = 8
"""While images stream in, the list takes at most a ninth of the GUI thread."""


class Listing(QObject):
    """Filter and order of the open project's images.

    Attributes:
        rows: rows of `ProjectSession.table` that are shown, in order.
        counters, facets: of all images, and of those shown.

    Signals: `changed()`: other rows, or another order; `counted()`: figures changed; `query_failed(str)`: the search
    text is not understood, "" = it is again; `query_replaced(str)`: another search is in force than was asked for
    last; `only_changed(str)`: what the list is narrowed to.
    """

    changed = Signal()
    counted = Signal()
    query_failed = Signal(str)
    query_replaced = Signal(str)
    only_changed = Signal(str)

    def __init__(self, session: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query()
        self.chips = Chips()
        self.sort_key = SortKey.NAME
        self.descending = False
        self.rows: Rows = np.empty(0, np.int64)
        self._only: NDArray[np.int64] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)
        # Whether something came while the list rested.
        self._late = False
        session.opened.connect(self._on_opened)
        session.images_changed.connect(self.schedule)
        session.values_changed.connect(self._on_values)
        self._count()

    @property
    def narrowed(self) -> bool:
        """Whether something hides images."""
        return bool(self._query.terms) or self.chips != Chips() or self._only is not None

    def set_query(self, text: str) -> None:
        """Search; a text that is not understood leaves the list as it is and says why."""
        try:
            self._query = parse_query(text)
        except QueryError as error:
            self.query_failed.emit(str(error.told))
            return
        self.query_failed.emit("")
        self.refresh()

    def set_chips(self, chips: Chips) -> None:
        """Filter by chips."""
        self.chips = chips
        self.refresh()

    def show_only(self, ids: Sequence[int], title: str) -> None:
        """Narrow the list to some images, such as those behind a finding; the other filters are lifted."""
        self._lift()
        self._only = np.asarray(ids, np.int64)
        self.only_changed.emit(title)
        self.refresh()

    def show_all(self) -> None:
        """Lift every filter."""
        self._lift()
        self.refresh()

    def set_order(self, key: SortKey, descending: bool) -> None:
        """Sort."""
        self.sort_key, self.descending = key, descending
        self.refresh()

    def schedule(self) -> None:
        """Refresh soon: at once if the list had its rest."""
        if self._rest.isActive():
            self._late = True
        else:
            self.refresh()

    def refresh(self) -> None:
        """Filter, sort and count anew."""
        with FOREGROUND:
            self._refresh()

    def _refresh(self) -> None:
        start = time.perf_counter()
        self._late = False
        table = self._session.table
        mask = table.select(self._query, self.chips)
        if self._only is not None:
            mask &= np.isin(table.ids, self._only)
        rows = table.order(mask, self.sort_key, descending=self.descending)
        if not np.array_equal(rows, self.rows):
            self.rows = rows
            self.changed.emit()
        self._count()
        took = time.perf_counter() - start
        self._rest.start(round(1000 * took * REST_FACTOR))

    def stop(self) -> None:
        """No more refreshing; for the end."""
        self._rest.stop()

    def _on_opened(self) -> None:
        self._lift()
        self.rows = np.empty(0, np.int64)
        self.changed.emit()
        self.refresh()

    def _lift(self) -> None:
        self._query, self.chips, self._only = Query(), Chips(), None
        self.query_failed.emit("")
        self.query_replaced.emit("")
        self.only_changed.emit("")

    def _on_rested(self) -> None:
        if self._late:
            self.refresh()

    def _on_values(self, _ids: object) -> None:
        self.schedule()

    def _count(self) -> None:
        table = self._session.table
        self.counters: Counters = table.counters()
        self.facets: Facets = table.facets()
        self.counted.emit()
