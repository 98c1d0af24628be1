"""What a step of the project file does to the images in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.gui.project.updates import updates_of
from core.datasets.dataset import Sample
from core.project.changes import RowChange
from core.project.image_table import ImageTable
from core.project.images import all_rows, import_images
from core.project.project import Project


def test_a_folder_may_take_the_place_of_another(tmp_path: Path, samples: list[Sample]) -> None:
    with Project.create(tmp_path / "p.isugan") as project:
        import_images(project, samples)
        rows = [row for block in all_rows(project) for row in block]
    table = ImageTable()
    table.append([row for row in rows if row.id > 6])
    inner = tmp_path / "bilder" / "bilder"
    moved = [row for row in rows if row.id <= 6]
    table.append([replace(row, folder=str(inner)) for row in moved])

    def change(key: int, before: Path, after: Path) -> RowChange:
        old, new = ({"path": str(path), "relative": None} for path in (before, after))
        return RowChange(table="folders", key=key, before=old, after=new)

    outer, parent = tmp_path / "bilder", tmp_path
    step = [change(1, outer, parent), change(2, inner, outer)]
    before = [table.folder_of(row) for row in range(12)]
    for changes in (step, [one.inverse() for one in reversed(step)]):
        ids, _ = updates_of(table, changes)
        assert len(ids) == 12
        found = {table.folder_of(row) for row in range(12)}
        assert found == ({str(parent), str(outer)} if changes is step else {str(outer), str(inner)})
    assert [table.folder_of(row) for row in range(12)] == before
