"""What a list last said of a participant, as text to store: an import takes only what changed."""

from __future__ import annotations

import json
from dataclasses import replace

from db.vocabulary import PersonStatus, Role
from seminar_tui.rules.records import Registration

_ROLES = {role.value: role for role in Role}
_STATUSES = {status.value: status for status in PersonStatus}


def from_json(text: str) -> Registration | None:
    """Return what was stored; None where no list named the participant."""
    if not text:
        return None
    held = json.loads(text)
    return Registration(
        rows=(0,),
        name=held["name"],
        email=held["email"],
        municipality=held["municipality"],
        organisation=held["organisation"],
        role=_ROLES.get(held["role"]),
        title=held["title"],
        presents=held["presents"],
        wishes=tuple(held["wishes"]),
        code=held["code"],
        status=_STATUSES[held["status"]],
        note=held["note"],
    )


def to_json(said: Registration, before: Registration | None = None) -> str:
    """Return what the list says, over what it said before: an empty cell forgets nothing."""
    if before is not None:
        said = replace(
            said,
            email=said.email or before.email,
            role=said.role or before.role,
            title=said.title or before.title,
            presents=said.presents or before.presents,
            wishes=said.wishes or before.wishes,
            code=said.code or before.code,
            note=said.note or before.note,
        )
    held = {
        "name": said.name,
        "email": said.email,
        "municipality": said.municipality,
        "organisation": said.organisation,
        "role": said.role,
        "title": said.title,
        "presents": said.presents,
        "wishes": said.wishes,
        "code": said.code,
        "status": said.status,
        "note": said.note,
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))
