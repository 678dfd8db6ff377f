"""Alembic's entry: it runs the steps on the connection that `upgrade` hands it, in that connection's transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
