"""People, their places and the door's answers as the contract names the fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.reference import municipality_name
from db.rows import PersonRow, Seat
from seminar_tui.cli.context import Context
from seminar_tui.door_words import reason, remedy
from seminar_tui.i18n import t
from seminar_tui.rules.checkin import CheckInAnswer, Question, Seating
from seminar_tui.text import clean


def person_json(context: Context, person: PersonRow, wishes: Sequence[int]) -> dict[str, object]:
    """Return a person as the contract names the fields. No e-mail address."""
    return {
        "code": person.code,
        "name": clean(person.name),
        "municipality": municipality_name(person.municipality) or None,
        "organisation": clean(person.organisation),
        "role": person.role.value,
        "title": clean(person.title),
        "status": person.status.value,
        "presents": person.presents,
        "wishes": list(wishes),
        "arrived_at": context.iso(person.arrived_at),
        "inside": person.inside,
        "note": person.note,
        "attention": clean(person.attention),
        "gone": person.gone,
    }


def seats_json(seats: Iterable[Seat]) -> list[dict[str, object]]:
    """Return where somebody is told to go, as the contract names the fields."""
    return [
        {
            "round": seat.round,
            "stand": seat.stand,
            "municipality": seat.municipality,
            "place": clean(seat.place),
        }
        for seat in seats
    ]


def questions_json(questions: Iterable[Question]) -> list[dict[str, object]]:
    """Return questions of the door as the contract names the fields."""
    return [
        {
            "id": one.id,
            "text": clean(one.text),
            "choices": list(one.choices),
            "required": one.required,
        }
        for one in questions
    ]


def seat_json(seating: Seating) -> dict[str, object]:
    """Return what a meeting's seat rules said; `substitutes` may be replaced by the guest."""
    breach = seating.decision.breach
    return {
        "verdict": seating.decision.verdict.value,
        "role": breach.rule.role.value if breach and breach.rule.role else "any",
        "count": breach.count if breach else None,
        "maximum": breach.rule.maximum if breach else None,
        "substitutes": [{"code": one.code, "name": clean(one.name)} for one in seating.instead_of],
    }


def answer_json(
    context: Context, answer: CheckInAnswer, wishes: Sequence[int] = ()
) -> dict[str, object]:
    """Return the door's answer without `ok` and `people`."""
    facts: dict[str, object] = {
        "result": answer.result.value,
        "placements": seats_json(answer.placements),
        "presents": seats_json([answer.presents])[0] if answer.presents else None,
        "forced": {"asked": answer.forced.asked, "needed": answer.forced.needed},
    }
    if answer.participant is not None:
        facts["participant"] = person_json(context, answer.participant, wishes)
        facts["attention"] = clean(answer.participant.attention) if answer.attention_open else ""
    if answer.since is not None:
        facts["since"] = context.iso(answer.since)
        facts["desk"] = clean(answer.desk)
    if answer.seating is not None:
        facts["seat"] = seat_json(answer.seating)
    if answer.questions:
        facts["questions"] = questions_json(answer.questions)
    if not answer.ok:
        facts["message"] = reason(answer, context.day.timezone) or t(f"door.{answer.result.value}")
        facts["hint"] = remedy(answer)
    return facts
