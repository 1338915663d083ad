"""The door's answers as cards and as sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db.vocabulary import CheckInResult
from seminar_tui.door_words import (
    SIGNS,
    headline,
    question_line,
    reason,
    remedy,
    seat_lines,
    suggestion_line,
    who,
    with_stands,
)
from seminar_tui.door_words import seat_line as one_seat
from seminar_tui.i18n import t, tn
from seminar_tui.screens.door_queue import Ask, Asking
from seminar_tui.sentences import trouble
from seminar_tui.text import clean
from seminar_tui.widgets.result_card import Card

if TYPE_CHECKING:
    from db.rows import PersonRow, Seat
    from seminar_tui.day.people import Added
    from seminar_tui.day.suggesting import Suggested
    from seminar_tui.rules.bells import Pattern
    from seminar_tui.rules.checkin import CheckInAnswer, Question

LOOK = {
    CheckInResult.IN: "-ok",
    CheckInResult.AGAIN: "-ok",
    CheckInResult.ALREADY: "-warn",
    CheckInResult.INCOMPLETE: "-ask",
    CheckInResult.AMBIGUOUS: "-ask",
}
"""The look of each result; every other one is a refusal."""
_SOUND = {
    CheckInResult.IN: (1, 400),
    CheckInResult.AGAIN: (0, 400),
    CheckInResult.ALREADY: (2, 250),
    CheckInResult.INCOMPLETE: (2, 500),
    CheckInResult.AMBIGUOUS: (2, 500),
}
MOST_LINES = 8
"""Colleagues named on one card: what must be read below them stays in sight."""
REFUSED = (3, 150)
ATTENTION = (2, 500)
"""Strokes and the milliseconds between them, told apart by the ear: one stroke in; two quick
already in; two slow asks; three refused."""


def sound(answer: CheckInAnswer) -> Pattern:
    """Return how an answer sounds."""
    if answer.result is CheckInResult.IN and answer.attention_open:
        return pattern(ATTENTION)
    return pattern(_SOUND.get(answer.result, REFUSED))


def pattern(strokes_and_gap: tuple[int, int]) -> Pattern:
    """Return a sound as the bell rings it."""
    from seminar_tui.rules.bells import Pattern

    return Pattern(*strokes_and_gap)


def welcome(answer: CheckInAnswer, timezone: str, box: str = "") -> Card:
    """Return the card of an answer that asks for nothing. `box`: where the badge lies."""
    person = answer.participant
    lines = seat_lines(answer) if answer.ok else ()
    hint = remedy(answer)
    if answer.result is CheckInResult.IN and person is not None:
        hint = t("door.badge_box", box=box) if box else ""
    if answer.result is CheckInResult.NO_SEAT:
        hint = t("door.no_seat.hint")
    if answer.forced.needed:
        hint = t("door.forced")
    return Card(
        look=LOOK.get(answer.result, "-stop"),
        headline=f"{SIGNS[answer.result]}  {headline(answer)}",
        name=person.name if person else "",
        who=who(person) if person else "",
        reason=reason(answer, timezone),
        lines=lines,
        hint=hint,
    )


def walked_in(added: Added, answer: CheckInAnswer, timezone: str) -> Card:
    """Return the card of a guest who was just added; who may be on the list twice is said so."""
    twice = len(added.namesakes)
    return replace(
        welcome(answer, timezone),
        reason="",
        note=f"! {tn('people.namesakes', twice)}" if twice else "",
        hint=t("door.walk_in.done", code=added.person.code),
    )


def with_room(card: Card, found: Sequence[Suggested]) -> Card:
    """Return the card with where there is room, for a guest who has no seat."""
    lines = (*card.lines, t("suggest.door"), *map(suggestion_line, found))
    return replace(card, lines=lines)


def asking(ask: Ask, timezone: str, box: str = "", problem: str = "") -> Card:
    """Return the card of what is asked. `problem`: why it asks again."""
    match ask.what:
        case Asking.RETRY:
            assert ask.trouble is not None
            return not_stored(trouble(ask.trouble))
        case Asking.REPLY:
            assert ask.answer is not None
            return question(ask.answer, ask.question, len(ask.questions), problem)
    answer = ask.answer
    assert answer is not None
    match ask.what:
        case Asking.INSTEAD:
            return instead(answer, timezone, problem)
        case Asking.WHY:
            return override(answer, timezone)
        case Asking.READ if answer.people:
            return delegation(answer)
        case Asking.READ:
            return attention(answer, timezone, box)


def attention(answer: CheckInAnswer, timezone: str, box: str = "") -> Card:
    """Return the card of a guest with a note that must be read."""
    card = welcome(answer, timezone, box)
    assert answer.participant is not None
    note = f"! {clean(answer.participant.attention)}"
    return replace(_asking(card, note=note, ask=t("door.ask.read")), turn=t("door.ask.turn"))


def question(answer: CheckInAnswer, one: Question, left: int, problem: str) -> Card:
    """Return the card that puts one of the door's questions. `problem`: why it asks again."""
    person = answer.participant
    choices = [f"{n}  {clean(choice)}" for n, choice in enumerate(one.choices, start=1)]
    key = "door.ask.choice" if one.choices else "door.ask.text"
    optional = "" if one.required else " " + t("door.ask.optional")
    return Card(
        look="-ask",
        headline=f"?  {t('door.incomplete')}",
        name=person.name if person else "",
        who=who(person) if person else "",
        reason=question_line(left, one.text, ()).partition(" ")[2],
        lines=choices,
        note=problem,
        ask=t(key) + optional,
        hint=t("door.ask.escape"),
        asking=True,
    )


def instead(answer: CheckInAnswer, timezone: str, problem: str = "") -> Card:
    """Return the card of a guest without a seat: whose they might take. `problem`: ask again."""
    card = welcome(answer, timezone)
    absent = answer.seating.instead_of if answer.seating is not None else ()
    return Card(
        look="-ask",
        headline=card.headline,
        name=card.name,
        who=card.who,
        reason=card.reason,
        lines=[f"{n}  {clean(one.name)} · {who(one)}" for n, one in enumerate(absent, start=1)],
        note=problem,
        ask=t("door.instead.ask"),
        hint=t("door.no_seat.hint"),
        asking=True,
    )


def override(answer: CheckInAnswer, timezone: str) -> Card:
    """Return the card that asks why somebody is let in all the same."""
    return _asking(welcome(answer, timezone), note="", ask=t("door.ask.why"))


def not_stored(sentence: str) -> Card:
    """Return the card of a scan the store could not take."""
    return Card(
        look="-stop",
        headline=f"✗  {t('door.not_stored')}",
        reason=sentence,
        ask=t("door.ask.retry"),
        hint=t("door.ask.drop"),
        asking=True,
    )


def person_card(person: PersonRow, seats: tuple[Seat, ...], said: str, hint: str = "") -> Card:
    """Return a card about somebody that is no answer to a scan."""
    return Card(
        look="-plain",
        headline=said,
        name=person.name,
        who=who(person),
        lines=tuple(one_seat(seat) for seat in seats),
        hint=hint,
    )


def delegation(answer: CheckInAnswer, *, read: bool = False) -> Card:
    """Return the card of a delegation that came in. `read`: its notes have been read."""
    people = [one for one in answer.people if one.result is CheckInResult.IN]
    later = to_answer(answer)
    held = [one for one in answer.people if one not in people and one not in later]
    notes = [] if read else [_note_of(one) for one in noted(answer)]
    if later and not read:
        notes.append(tn("door.delegation.to_answer", len(later)))
    if held:
        names = ", ".join(clean(one.participant.name) for one in held if one.participant)
        notes.append(tn("door.delegation.held", len(held), names=names))
    lines = [with_stands(one) for one in people[:MOST_LINES]]
    if len(people) > MOST_LINES:
        lines.append(tn("door.panel.more", len(people) - MOST_LINES))
    asks = not read and bool(noted(answer) or later)
    return Card(
        look="-warn" if asks or not people else "-ok",
        headline=f"{'✓' if people else '!'}  {tn('door.delegation.in', len(people))}",
        lines=lines,
        note="\n".join(notes),
        ask=t("door.ask.read") if asks else "",
        asking=asks,
        turn=t("door.ask.turn") if asks else "",
    )


def to_answer(answer: CheckInAnswer) -> list[CheckInAnswer]:
    """Return who of a delegation must first answer the door's question."""
    return [one for one in answer.people if one.result is CheckInResult.INCOMPLETE]


def noted(answer: CheckInAnswer) -> list[CheckInAnswer]:
    """Return who came in by this and has a note that nobody has read."""
    came = (one for one in (answer, *answer.people) if one.ok and one.attention_open)
    return [one for one in came if one.participant is not None]


def _note_of(answer: CheckInAnswer) -> str:
    assert answer.participant is not None
    return f"! {clean(answer.participant.name)}: {clean(answer.participant.attention)}"


def plain(said: str, reason_: str = "", hint: str = "") -> Card:
    """Return a card that only says something."""
    return Card(look="-plain", headline=said, reason=reason_, hint=hint)


def nobody(typed: str) -> Card:
    """Return the card that says that nobody is called what was typed."""
    said = t("door.search.typed", text=typed)
    return plain(t("door.search.nobody"), said, t("door.search.nobody.hint"))


def ready() -> Card:
    """Return the card that waits for the first guest."""
    return plain(t("door.ready"), t("door.ready.reason"), t("door.ready.hint"))


def _asking(card: Card, *, note: str, ask: str) -> Card:
    return Card(
        look="-warn",
        headline=card.headline,
        name=card.name,
        who=card.who,
        reason=card.reason,
        lines=card.lines,
        note=note,
        ask=ask,
        hint=card.hint,
        asking=True,
    )
