"""What Alembic runs to migrate: in the transaction of the connection that storage/revisions.py hands over."""

from __future__ import annotations

from alembic import context

from storage.catalog_schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
