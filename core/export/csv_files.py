"""`results.csv` and `defects.csv`, as an inspection writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.export.writer import Writer
from core.inspection.result import FailedInspection, Inspection
from core.inspection.results_csv import ResultsWriter


class CsvWriter(Writer):
    """Both files, row by row.

    Paths are absolute: a name such as `=HYPERLINK(...)` cannot stand at the beginning of a cell, where a spreadsheet
    would take it as a formula.
    """

    lists_errors = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._rows = ResultsWriter(self.folder)

    def add(self, inspection: Inspection) -> None:
        """Append one image's rows."""
        self._rows.write(replace(inspection, path=inspection.path.absolute(), images=None))
        self.written += 1

    def fail(self, failed: FailedInspection) -> None:
        """Append a row with the error."""
        path = failed.path.absolute()
        error = failed.error if failed.error.startswith(str(path)) else f"{path}: {failed.error}"
        self._rows.write(FailedInspection(path, error))
        super().fail(failed)

    def close(self) -> None:
        """Close both files."""
        self._rows.close()
