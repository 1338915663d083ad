"""What the door asks everybody who comes in."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from db.reads import arrivals as reads
from db.vocabulary import Instant, StationRole
from db.writes import arrivals as writes
from seminar_tui.day.station import Station
from seminar_tui.day.written import written
from seminar_tui.rules.checkin import Question
from seminar_tui.rules.refusal import BadInput

TEXT_LIMIT, CHOICE_LIMIT, MOST_CHOICES = 200, 60, 9


def list_questions(connection: Connection, day_id: int) -> tuple[Question, ...]:
    """Return the questions the door asks now."""
    rows = reads.door_questions(connection, day_id)
    return tuple(Question(row.id, row.text, row.choices, row.required) for row in rows)


def add_question(
    station: Station,
    now: Instant,
    text: str,
    choices: Sequence[str] = (),
    *,
    required: bool = False,
) -> Question:
    """Let the door ask something. Raises BadInput: text_missing, too_many_choices."""
    asked = written(text, TEXT_LIMIT)
    if not asked:
        raise BadInput("text_missing")
    offered = tuple(dict.fromkeys(filter(None, (written(one, CHOICE_LIMIT) for one in choices))))
    if len(offered) > MOST_CHOICES:
        raise BadInput("too_many_choices", most=MOST_CHOICES)
    with station.act(now, "door_question", StationRole.ORGANISER) as work:
        stored = json.dumps(offered, ensure_ascii=False)
        number = writes.add_question(work.connection, work.day_id, asked, stored, required)
        work.log("added", detail={"question": number})
    return Question(number, asked, offered, required)


def remove_question(station: Station, now: Instant, question_id: int) -> tuple[Question, ...]:
    """Ask it no longer; answers already given stay. Return what is still asked.

    Raises BadInput: no_such_question.
    """
    with station.act(now, "door_question", StationRole.ORGANISER) as work:
        known = {asked.id for asked in list_questions(work.connection, work.day_id)}
        if question_id not in known or not writes.remove_question(
            work.connection, work.day_id, question_id
        ):
            raise BadInput("no_such_question", id=question_id)
        work.log("removed", detail={"question": question_id})
        return list_questions(work.connection, work.day_id)
