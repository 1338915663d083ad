"""Runs migrations without an ini file. Importing this module loads Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    return config


def knows(revision: str) -> bool:
    """Tell whether this program has the revision; one it has not is newer than the program."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def head() -> str | None:
    """Return the newest revision on disk."""
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the store to the revision, inside the transaction of this connection."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
