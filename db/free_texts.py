"""Which columns hold what people wrote, as opposed to the program's own codes.

A name is taken out of these alone: a person may be called what a status is called.
"""

from __future__ import annotations

from sqlalchemy import String
from sqlmodel import AutoString

from db import series_models  # noqa: F401 - its tables hold texts too
from db.models import Day

Columns = frozenset[tuple[str, str]]

_BY_TABLE = {
    "action": ("detail", "undo", "desk"),
    "arrival": ("desk",),
    "contribution": ("about",),
    "day": ("title", "place", "contact"),
    "daymilestone": ("title",),
    "delegate": ("organisation", "theme"),
    "doorquestion": ("text", "choices"),
    "draft": ("text",),
    "entry": ("tags",),
    "entryversion": ("text",),
    "importanswer": ("value", "answer"),
    "meeting": ("title", "place", "link"),
    "member": ("theme", "note"),
    "message": ("text",),
    "milestone": ("title",),
    "participant": ("organisation",),
    "pendingpresenter": ("name",),
    "person": ("note", "attention", "imported", "former"),
    "presence": ("desk",),
    "programmeitem": ("track", "title"),
    "reply": ("value",),
    "series": ("title", "organisers", "tags", "topics", "link"),
    "seriescontact": ("name", "email", "phone"),
    "stand": ("theme", "question", "focus", "learning", "place", "equipment", "imported"),
}
FREE: Columns = frozenset((table, name) for table, names in _BY_TABLE.items() for name in names)

OF_WHO_HAS_THE_ROW: Columns = frozenset(
    {
        ("person", "name"),
        ("person", "email"),
        ("person", "title"),
        ("person", "outside_code"),
        ("badge", "code"),
        ("delegate", "code"),
        ("delegateperson", "name"),
        ("delegateperson", "email"),
        ("delegateperson", "title"),
        ("station", "name"),
        ("draft", "station"),
        ("messageseen", "station"),
    }
)
"""Where a text belongs to whoever has the row: a namesake keeps their name."""

JSON: Columns = frozenset(
    {
        ("action", "detail"),
        ("action", "undo"),
        ("doorquestion", "choices"),
        ("person", "imported"),
        ("person", "former"),
        ("series", "organisers"),
        ("series", "tags"),
        ("series", "topics"),
        ("stand", "imported"),
    }
)
"""Free texts that are kept as JSON, with the program's own keys and codes among them."""


def all_texts() -> Columns:
    """Return every column of text there is."""
    return frozenset(
        (table.name, column.name)
        for table in Day.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String | AutoString)
    )


def code_names() -> frozenset[str]:
    """Return the names under which JSON holds the program's own codes, as the columns do."""
    texts = {name for _table, name in FREE | OF_WHO_HAS_THE_ROW}
    return frozenset({name for _table, name in all_texts()} - texts | {"changed", "from", "was"})
