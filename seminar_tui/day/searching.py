"""The people of a day as they are searched for: a door reads this first and little else with it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.reads import people as reads
from db.reference import municipality_name
from db.rows import PersonRow
from seminar_tui.rules.search import SearchIndex, index_of


def read_index(
    connection: Connection, day_id: int, everybody: Sequence[PersonRow] | None = None
) -> SearchIndex:
    """Return the index of a day's people, made for searching at each key."""
    people = reads.people(connection, day_id) if everybody is None else everybody
    return index_of(people, municipality_name, reads.outside_codes(connection, day_id))
