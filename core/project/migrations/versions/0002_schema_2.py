"""Schema 2: a decision holds the mask that was drawn with it, and whether it was undone."""

from __future__ import annotations

from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE new_reviews (
        id INTEGER NOT NULL,
        image_id INTEGER NOT NULL,
        at DOUBLE NOT NULL,
        who VARCHAR NOT NULL,
        decision VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        mask VARCHAR,
        undone BOOLEAN NOT NULL,
        CONSTRAINT pk_reviews PRIMARY KEY (id),
        CONSTRAINT fk_reviews_image_id FOREIGN KEY(image_id) REFERENCES images (id)
    )""",
    "INSERT INTO new_reviews SELECT id, image_id, at, who, decision, note, NULL, FALSE FROM reviews",
    "DROP TABLE reviews",
    "ALTER TABLE new_reviews RENAME TO reviews",
    "CREATE INDEX ix_reviews_image_id ON reviews (image_id)",
)


def upgrade() -> None:
    """Make the table anew: SQLite adds no column that must have a value."""
    for statement in STATEMENTS:
        op.execute(statement)
