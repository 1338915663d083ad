"""Alembic's entry: it works on the connection it is handed and on no other."""

from alembic import context

import db.series_models  # noqa: F401 - its tables belong to the same schema
from db.models import Day

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Day.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
