"""Columns that come back as the vocabulary's own types."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlalchemy.types import TypeDecorator


class Enumerated(TypeDecorator[StrEnum]):
    """A text column that is read as a member of an enum."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_result_value(self, value: str | None, dialect: Any) -> StrEnum | None:
        """Return the member of that name."""
        return None if value is None else self.members(value)

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Return the member as text."""
        return None if value is None else str(value)
