"""Run by Alembic: apply the migrations on the connection that `core.project.migrate` holds open."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    # SQLite alters a table by making it anew.
    render_as_batch=True,
)
# No transaction of its own: the caller's holds either all of the migration or nothing.
context.run_migrations()
