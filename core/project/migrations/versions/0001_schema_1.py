"""Schema 1: images, masks, areas, measurements, snapshots, runs, models, inspections, reviews and undo steps."""

from __future__ import annotations

from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE folders (
        id INTEGER NOT NULL,
        path VARCHAR NOT NULL,
        relative VARCHAR,
        CONSTRAINT pk_folders PRIMARY KEY (id),
        CONSTRAINT uq_folders_path UNIQUE (path)
    )""",
    """CREATE TABLE meta (
        "key" VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        CONSTRAINT pk_meta PRIMARY KEY ("key")
    )""",
    """CREATE TABLE snapshots (
        id INTEGER NOT NULL,
        hash VARCHAR NOT NULL,
        created DOUBLE NOT NULL,
        document VARCHAR NOT NULL,
        CONSTRAINT pk_snapshots PRIMARY KEY (id),
        CONSTRAINT uq_snapshots_hash UNIQUE (hash)
    )""",
    """CREATE TABLE steps (
        id INTEGER NOT NULL,
        at DOUBLE NOT NULL,
        who VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        undone BOOLEAN NOT NULL,
        changes BLOB NOT NULL,
        CONSTRAINT pk_steps PRIMARY KEY (id)
    )""",
    """CREATE TABLE images (
        id INTEGER NOT NULL,
        folder_id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        added DOUBLE NOT NULL,
        file_size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        sha256 VARCHAR NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bit_depth INTEGER NOT NULL,
        channels INTEGER NOT NULL,
        error VARCHAR NOT NULL,
        label VARCHAR NOT NULL,
        split VARCHAR NOT NULL,
        defect_type VARCHAR NOT NULL,
        reviewed BOOLEAN NOT NULL,
        tags VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        problems INTEGER NOT NULL,
        score DOUBLE,
        verdict VARCHAR NOT NULL,
        removed BOOLEAN NOT NULL,
        CONSTRAINT pk_images PRIMARY KEY (id),
        CONSTRAINT uq_images_folder_id_name UNIQUE (folder_id, name),
        CONSTRAINT fk_images_folder_id FOREIGN KEY(folder_id) REFERENCES folders (id)
    )""",
    "CREATE INDEX ix_images_sha256 ON images (sha256)",
    """CREATE TABLE runs (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        folder VARCHAR NOT NULL,
        created DOUBLE NOT NULL,
        state VARCHAR NOT NULL,
        settings JSON NOT NULL,
        snapshot_id INTEGER,
        CONSTRAINT pk_runs PRIMARY KEY (id),
        CONSTRAINT fk_runs_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshots (id)
    )""",
    """CREATE TABLE areas (
        id INTEGER NOT NULL,
        image_id INTEGER,
        document VARCHAR NOT NULL,
        CONSTRAINT pk_areas PRIMARY KEY (id),
        CONSTRAINT fk_areas_image_id FOREIGN KEY(image_id) REFERENCES images (id)
    )""",
    "CREATE INDEX ix_areas_image_id ON areas (image_id)",
    """CREATE TABLE masks (
        image_id INTEGER NOT NULL,
        folder_id INTEGER,
        name VARCHAR,
        document VARCHAR,
        CONSTRAINT pk_masks PRIMARY KEY (image_id),
        CONSTRAINT fk_masks_image_id FOREIGN KEY(image_id) REFERENCES images (id),
        CONSTRAINT fk_masks_folder_id FOREIGN KEY(folder_id) REFERENCES folders (id)
    )""",
    """CREATE TABLE measurements (
        image_id INTEGER NOT NULL,
        sha256 VARCHAR NOT NULL,
        document VARCHAR NOT NULL,
        CONSTRAINT pk_measurements PRIMARY KEY (image_id),
        CONSTRAINT fk_measurements_image_id FOREIGN KEY(image_id) REFERENCES images (id)
    )""",
    """CREATE TABLE models (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        created DOUBLE NOT NULL,
        run_id INTEGER,
        CONSTRAINT pk_models PRIMARY KEY (id),
        CONSTRAINT uq_models_path UNIQUE (path),
        CONSTRAINT fk_models_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
    )""",
    """CREATE TABLE reviews (
        id INTEGER NOT NULL,
        image_id INTEGER NOT NULL,
        at DOUBLE NOT NULL,
        who VARCHAR NOT NULL,
        decision VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        CONSTRAINT pk_reviews PRIMARY KEY (id),
        CONSTRAINT fk_reviews_image_id FOREIGN KEY(image_id) REFERENCES images (id)
    )""",
    "CREATE INDEX ix_reviews_image_id ON reviews (image_id)",
    """CREATE TABLE inspections (
        id INTEGER NOT NULL,
        image_id INTEGER NOT NULL,
        model_id INTEGER NOT NULL,
        at DOUBLE NOT NULL,
        score DOUBLE,
        verdict VARCHAR NOT NULL,
        review_cut DOUBLE,
        ng_cut DOUBLE,
        otsu_level DOUBLE,
        level DOUBLE,
        error VARCHAR NOT NULL,
        CONSTRAINT pk_inspections PRIMARY KEY (id),
        CONSTRAINT uq_inspections_image_id_model_id UNIQUE (image_id, model_id),
        CONSTRAINT fk_inspections_image_id FOREIGN KEY(image_id) REFERENCES images (id),
        CONSTRAINT fk_inspections_model_id FOREIGN KEY(model_id) REFERENCES models (id)
    )""",
    "CREATE INDEX ix_inspections_model_id ON inspections (model_id)",
    """CREATE TABLE defects (
        id INTEGER NOT NULL,
        inspection_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        contour BLOB NOT NULL,
        area_px DOUBLE NOT NULL,
        area_percent DOUBLE NOT NULL,
        length_px DOUBLE NOT NULL,
        mean_ssim DOUBLE NOT NULL,
        contrast DOUBLE NOT NULL,
        x DOUBLE NOT NULL,
        y DOUBLE NOT NULL,
        "left" DOUBLE NOT NULL,
        top DOUBLE NOT NULL,
        width DOUBLE NOT NULL,
        height DOUBLE NOT NULL,
        CONSTRAINT pk_defects PRIMARY KEY (id),
        CONSTRAINT fk_defects_inspection_id FOREIGN KEY(inspection_id) REFERENCES inspections (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_defects_inspection_id ON defects (inspection_id)",
    # A snapshot is what a run saw. Nobody may change the past.
    """CREATE TRIGGER snapshots_never_change BEFORE UPDATE ON snapshots
    BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END""",
    """CREATE TRIGGER snapshots_stay BEFORE DELETE ON snapshots
    BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    """CREATE TRIGGER snapshots_are_not_replaced BEFORE INSERT ON snapshots
    WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.id OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END""",
    # "ISUG": how the program knows its own files, see `core.project.migrate`.
    "PRAGMA application_id = 1230198087",
)


def upgrade() -> None:
    """Make every table."""
    for statement in STATEMENTS:
        op.execute(statement)
