"""Checking in at the door.

Every attempt is one transaction and one row of the log, refused ones too; only a doubled
scan (`again`) and a repeated nonce leave none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from db.reads import arrivals as reads
from db.vocabulary import CheckInResult, Instant, StationRole
from db.writes import arrivals as writes
from seminar_tui.day.doorway import enter
from seminar_tui.day.seat_at_door import asked_for_a_seat
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.badge import Code, CodeKind, Damaged, read_code
from seminar_tui.rules.checkin import CheckInAnswer, Decision, Forced, Known, Question, decide
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.text import clean


def check_in(
    station: Station,
    now: Instant,
    code: str,
    *,
    desk: str = "",
    nonce: str | None = None,
    force: str | None = None,
    delegation: bool = False,
    replies: Mapping[int, str] | None = None,
) -> CheckInAnswer:
    """Let in whom a code means, and say where they are going.

    `code` is what was scanned or typed: a badge's or a foreign ticket's. `desk` is the
    station's name where none is given. A `nonce` seen on a successful check-in gives that
    one's answer again. `force` is the reason of an override. With `delegation` the same is
    done for every colleague still expected. `replies` answer the door's questions by id.
    Raises BadInput: no_such_question, not_a_choice, reply_missing.
    """
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "check_in", StationRole.DOOR) as work:
        if nonce is not None and (repeated := _repeated(work, nonce)) is not None:
            return repeated
        read = read_code(code)
        found = find_guests(work, code, read)
        if replies and (guest := _here(found, work.day_id)) is not None:
            found = (_answered(work, guest, replies),)
        answer = _settle(work, found, isinstance(read, Damaged), desk, force, nonce)
        if not delegation or not answer.ok or answer.participant is None:
            return answer
        return _with_colleagues(work, answer, found[0], desk)


def check_in_person(
    station: Station,
    now: Instant,
    participant_id: int,
    *,
    desk: str = "",
    force: str | None = None,
    replies: Mapping[int, str] | None = None,
) -> CheckInAnswer:
    """Let in somebody who was found by name. Like `check_in`."""
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "check_in", StationRole.DOOR) as work:
        guest = reads.guest_by_id(work.connection, participant_id)
        if guest is not None and replies:
            guest = _answered(work, guest, replies)
        return _settle(work, () if guest is None else (guest,), False, desk, force, None)


def check_in_colleagues(
    station: Station, now: Instant, participant_id: int, chosen: Collection[int], *, desk: str = ""
) -> CheckInAnswer:
    """Let in those chosen (ids) of who is still expected from a guest's house, by one undo.

    `people` and `count` of the answer say who came in. Raises Refused: unknown.
    """
    desk = clean(desk, 60) or station.actor.station
    with station.act(now, "delegation", StationRole.DOOR) as work:
        guest = reads.guest_by_id(work.connection, participant_id)
        if guest is None:
            raise Refused("unknown")
        answer = CheckInAnswer(CheckInResult.ALREADY, guest.person, desk=desk)
        return _with_colleagues(work, answer, guest, desk, chosen)


def check_in_new(work: Work, participant_id: int, desk: str) -> CheckInAnswer:
    """Let in somebody inside a transaction that has just added them."""
    guest = reads.guest_by_id(work.connection, participant_id)
    assert guest is not None
    inner = replace(work, kind="check_in")
    return _settle(inner, (guest,), False, desk or work.station.actor.station, None, None)


def find_guests(work: Work, raw: str, read: Code | Damaged | None) -> tuple[reads.Guest, ...]:
    """Return whom a code may mean: those of this day, else those of others. `read`: as ours."""
    if isinstance(read, Code) and read.kind is CodeKind.PERSON:
        found = reads.guests_by_badge(work.connection, read.text)
        if found:
            return _of_day(work, found)
    outside = clean(raw, 200)
    if not outside:
        return ()
    return _of_day(work, reads.guests_by_outside_code(work.connection, outside))


def _of_day(work: Work, found: tuple[reads.Guest, ...]) -> tuple[reads.Guest, ...]:
    """Return those of this day, or else of other days: a code may hold on several."""
    return tuple(guest for guest in found if guest.day_id == work.day_id) or found


def _here(found: tuple[reads.Guest, ...], day_id: int) -> reads.Guest | None:
    return found[0] if len(found) == 1 and found[0].day_id == day_id else None


def _known(work: Work, guest: reads.Guest) -> Known:
    questions: tuple[Question, ...] = ()
    if guest.asks:
        rows = reads.open_questions(work.connection, guest.person.id)
        questions = tuple(Question(row.id, row.text, row.choices, row.required) for row in rows)
    return Known(
        person=guest.person,
        day_id=guest.day_id,
        revoked=guest.revoked,
        since=guest.inside_since,
        desk=guest.desk,
        attention_open=guest.attention_open,
        open_questions=questions,
    )


def _settle(
    work: Work,
    found: tuple[reads.Guest, ...],
    damaged: bool,
    desk: str,
    force: str | None,
    nonce: str | None,
) -> CheckInAnswer:
    """Decide about a code, write what follows from it, and return the answer."""
    decision = decide(
        [_known(work, guest) for guest in found],
        damaged=damaged,
        day_id=work.day_id,
        desk=desk,
        now_ms=work.now.utc_ms,
        force=force is not None,
    )
    known = decision.known
    if known is None:
        action_id = _log(work, decision, desk, force, {})
        return CheckInAnswer(decision.result, forced=decision.forced, action_id=action_id)
    guest = next(guest for guest in found if guest.person.id == known.person.id)
    decision, seating = asked_for_a_seat(work, decision, guest, force=force is not None)
    answer = CheckInAnswer(
        decision.result,
        participant=known.person,
        presents=guest.presents,
        since=known.since,
        desk=known.desk,
        forced=decision.forced,
        questions=known.open_questions,
        attention_open=known.attention_open,
        seating=seating,
    )
    match decision.result:
        case CheckInResult.AGAIN:
            return _with_seats(work, answer)
        case CheckInResult.IN:
            undo = enter(work, guest, desk)
            action_id = _log(work, decision, desk, force, undo, nonce)
            moment = work.now.utc_ms
            answer = replace(
                answer,
                participant=replace(
                    known.person, arrived_at=known.person.arrived_at or moment, inside=True
                ),
                since=moment,
                desk=desk,
                action_id=action_id,
            )
            return _with_seats(work, answer)
        case _:
            answer = replace(answer, action_id=_log(work, decision, desk, force, {}))
            return _with_seats(work, answer) if known.day_id == work.day_id else answer


def _with_seats(work: Work, answer: CheckInAnswer) -> CheckInAnswer:
    assert answer.participant is not None
    return replace(answer, placements=reads.seats(work.connection, answer.participant.id))


def _log(
    work: Work,
    decision: Decision,
    desk: str,
    force: str | None,
    undo: Mapping[str, object],
    nonce: str | None = None,
) -> int:
    reason = written(force or "", 200)
    person = decision.known.person if decision.known else None
    of_day = decision.known is not None and decision.known.day_id == work.day_id
    return work.log(
        decision.result.value,
        participant_id=person.id if person is not None and of_day else None,
        detail={"reason": reason} if reason else None,
        undo=undo or None,
        desk=desk,
        nonce=nonce,
        forced_asked=decision.forced.asked,
        forced_needed=decision.forced.needed,
    )


def _repeated(work: Work, nonce: str) -> CheckInAnswer | None:
    earlier = reads.earlier_with_nonce(work.connection, work.day_id, nonce)
    if earlier is None:
        return None
    guest = reads.guest_by_id(work.connection, earlier.participant_id)
    answer = CheckInAnswer(
        CheckInResult.IN,
        participant=guest.person if guest else None,
        presents=guest.presents if guest else None,
        since=earlier.at,
        desk=earlier.desk,
        forced=Forced(bool(earlier.forced_asked), bool(earlier.forced_needed)),
        attention_open=guest.attention_open if guest else False,
        action_id=earlier.action_id,
    )
    return answer if guest is None else _with_seats(work, answer)


def _with_colleagues(
    work: Work,
    answer: CheckInAnswer,
    guest: reads.Guest,
    desk: str,
    chosen: Collection[int] | None = None,
) -> CheckInAnswer:
    """Do the same for everybody still expected from the guest's house; one undo takes all back."""
    answers = [answer] if answer.result is CheckInResult.IN else []
    inner = replace(work, kind="delegation")
    undone: list[dict[str, object]] = []
    for colleague in reads.expected_with(work.connection, guest):
        left_out = chosen is not None and colleague.person.id not in chosen
        if colleague.person.gone or left_out:
            continue
        known = _known(work, colleague)
        decision = decide(
            [known], damaged=False, day_id=work.day_id, desk=desk, now_ms=work.now.utc_ms
        )
        decision, seating = asked_for_a_seat(work, decision, colleague, force=False)
        person = colleague.person
        if decision.result is CheckInResult.IN:
            undo = enter(work, colleague, desk)
            undone.append({"participant": person.id, **undo})
            person = replace(person, arrived_at=work.now.utc_ms, inside=True)
        answers.append(
            _with_seats(
                work,
                CheckInAnswer(
                    decision.result,
                    participant=person,
                    presents=colleague.presents,
                    since=work.now.utc_ms if decision.result is CheckInResult.IN else None,
                    desk=desk,
                    questions=known.open_questions,
                    attention_open=known.attention_open,
                    seating=seating,
                ),
            )
        )
    if undone:
        inner.log(
            "in",
            participant_id=guest.person.id,
            detail={"participants": [one["participant"] for one in undone]},
            undo={"all": undone},
            desk=desk,
        )
    return replace(answer, people=tuple(answers))


def _answered(work: Work, guest: reads.Guest, replies: Mapping[int, str]) -> reads.Guest:
    """Write the answers to the door's questions; they stay even if the guest is then refused."""
    asked = {row.id: row for row in reads.door_questions(work.connection, work.day_id)}
    for question_id, given in replies.items():
        question = asked.get(question_id)
        if question is None:
            raise BadInput("no_such_question", id=question_id)
        value = written(given, 500)
        if not value:
            raise BadInput("reply_missing", question=question.text)
        if question.choices:
            fitting = [one for one in question.choices if one.casefold() == value.casefold()]
            if not fitting:
                raise BadInput("not_a_choice", value=value, choices=", ".join(question.choices))
            value = fitting[0]
        writes.set_reply(work.connection, question_id, guest.person.id, value)
    return guest


def save_replies(
    station: Station, now: Instant, participant_id: int, replies: Mapping[int, str]
) -> None:
    """Write a guest's answers to the door's questions after they were let in.

    Raises BadInput: no_such_question, not_a_choice, reply_missing; Refused: unknown.
    """
    with station.act(now, "replies", StationRole.DOOR) as work:
        guest = reads.guest_by_id(work.connection, participant_id)
        if guest is None:
            raise Refused("unknown")
        _answered(work, guest, replies)
        work.log("saved", participant_id=participant_id, detail={"questions": list(replies)})
