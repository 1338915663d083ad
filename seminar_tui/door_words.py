"""The door's answers in words: the same for a screen, a command and a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.vocabulary import CheckInResult
from seminar_tui.i18n import known, language, t
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.rows import PersonRow, Seat
    from seminar_tui.day.suggesting import Suggested
    from seminar_tui.rules.checkin import CheckInAnswer, Seating

SIGNS: dict[CheckInResult, str] = {
    CheckInResult.IN: "✓",
    CheckInResult.AGAIN: "✓",
    CheckInResult.ALREADY: "!",
    CheckInResult.INCOMPLETE: "?",
    CheckInResult.UNKNOWN: "✗",
    CheckInResult.DAMAGED: "✗",
    CheckInResult.REVOKED: "✗",
    CheckInResult.CANCELLED: "✗",
    CheckInResult.BLOCKED: "✗",
    CheckInResult.WRONG_DAY: "✗",
    CheckInResult.NO_SEAT: "✗",
    CheckInResult.AMBIGUOUS: "?",
}
"""The sign of each result; never the colour alone."""
MINUTE_MS = 60_000
MOST_MINUTES = 180
"""Further away than this a time of day says more than a number of minutes."""


def house(person: PersonRow) -> str:
    """Return where somebody comes from: "Vejle Kommune", or the organisation."""
    if person.municipality is None:
        return clean(person.organisation)
    from db.reference import municipalities, municipality_name

    found = municipalities().get(person.municipality)
    return found.long_name if found else municipality_name(person.municipality)


def who(person: PersonRow) -> str:
    """Return what tells namesakes apart: house and title, or the role."""
    title = clean(person.title) or t(f"role.{person.role.value}")
    return " · ".join(filter(None, (house(person), title)))


def headline(answer: CheckInAnswer) -> str:
    """Return the result in a word or two."""
    return t(f"door.{answer.result.value}")


def reason(answer: CheckInAnswer, timezone: str) -> str:
    """Return why, in a sentence; empty where the headline says it all."""
    if answer.seating is not None:
        return seat_reason(answer.seating)
    key = f"door.{answer.result.value}.reason"
    if not known(key):
        return ""
    from seminar_tui.rules.dates import spoken_time

    since = spoken_time(answer.since, timezone, language()) if answer.since is not None else ""
    return t(key, since=since, desk=clean(answer.desk))


def seat_reason(seating: Seating) -> str:
    """Return what the seat rules of a meeting said of a guest."""
    decision = seating.decision
    facts: dict[str, object] = {"people": ", ".join(clean(one.name) for one in seating.instead_of)}
    if decision.breach is not None:
        rule = decision.breach.rule
        role = f"series.role.{rule.role.value}" if rule.role else "series.any_role"
        facts |= {"count": decision.breach.count, "limit": rule.maximum, "role": t(role)}
    return t(f"door.seat.{decision.verdict.value}", **facts)


def remedy(answer: CheckInAnswer) -> str:
    """Return the nearest thing to do about it; empty where nothing is to be done."""
    key = f"door.{answer.result.value}.remedy"
    return t(key) if known(key) else ""


def seat_line(seat: Seat, *, own: bool = False) -> str:
    """Return one place to be: "Runde 1 · Stand 12 Aarhus · lokale B"."""
    facts = {"round": seat.round or "–", "stand": seat.stand, "municipality": seat.municipality}
    line = t("door.seat.own" if own else "door.seat", **facts)
    return " · ".join(filter(None, (line, clean(seat.place))))


def suggestion_line(one: Suggested) -> str:
    """Return a stand one could go to: "Runde 1 · Stand 12 Aarhus · 4 ledige · et ønske"."""
    from db.reference import municipality_name

    town = municipality_name(one.stand.municipality)
    why = t(f"suggest.{one.because}", like=one.like or "–")
    return t(
        "suggest.line",
        round=one.round,
        stand=one.stand.number,
        municipality=town,
        free=one.free,
        why=why,
    )


def seat_lines(answer: CheckInAnswer) -> tuple[str, ...]:
    """Return where the guest goes, a line a round, their own stand among them."""
    lines = [(seat.round, seat_line(seat)) for seat in answer.placements]
    if answer.presents is not None:
        lines.append((answer.presents.round, seat_line(answer.presents, own=True)))
    return tuple(line for _round, line in sorted(lines))


def with_stands(answer: CheckInAnswer) -> str:
    """Return a guest with the stands they go to, a colleague among many: "Karen · stand 12, 7"."""
    name = clean(answer.participant.name) if answer.participant is not None else ""
    seats = [seat for seat in (*answer.placements, answer.presents) if seat is not None]
    stands = ", ".join(str(seat.stand) for seat in sorted(seats, key=lambda one: one.round or 0))
    return t("door.delegation.stands", name=name, stands=stands) if stands else name


def spoken(answer: CheckInAnswer, timezone: str) -> str:
    """Return the whole answer as lines of text, the result first."""
    lines = [f"{SIGNS[answer.result]} {headline(answer)}"]
    if answer.participant is not None:
        lines[0] += f": {clean(answer.participant.name)}"
        lines.append(who(answer.participant))
    lines.append(reason(answer, timezone))
    if answer.ok:
        lines += seat_lines(answer)
    if answer.attention_open and answer.participant is not None:
        lines.append(t("door.attention", note=clean(answer.participant.attention)))
    lines += [question_line(one.id, one.text, one.choices) for one in answer.questions]
    lines.append(remedy(answer))
    return "\n".join(filter(None, lines))


def time_left(starts: int | None, now_ms: int, timezone: str) -> str:
    """Return how long until a round; far away, when it is. Empty where it has no time."""
    from seminar_tui.rules.dates import spoken_time

    if starts is None:
        return ""
    minutes = (starts - now_ms) // MINUTE_MS
    if abs(minutes) > MOST_MINUTES:
        return spoken_time(starts, timezone, language())
    return t("door.missing.in" if minutes >= 0 else "door.missing.since", minutes=abs(minutes))


def question_line(number: int, text: str, choices: tuple[str, ...]) -> str:
    """Return a question of the door with what may be answered."""
    offered = f" ({' / '.join(map(clean, choices))})" if choices else ""
    return f"{number}. {clean(text)}{offered}"
