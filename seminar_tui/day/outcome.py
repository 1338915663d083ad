"""What a day came to: attendance, wishes, visits, times and what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from db.paper import Attendance, Guest, Outcome, Said, StandOutcome
from db.reads import days as day_reads
from db.reads import paper as reads
from db.reads.entries import entries
from db.reads.stands import stands
from db.reads.timing import events_of_day
from db.reference import municipality_name
from db.vocabulary import EntryState, PersonStatus, TimerState
from seminar_tui.rules.rounds import plan_of
from seminar_tui.rules.timer import PhaseTime, settle

WISHES = 5
"""Ranks that are counted."""


def outcome(connection: Connection, day_id: int) -> Outcome:
    """Return what the day came to so far. Purged people count, nameless, under their group."""
    guests = [
        guest
        for guest in reads.guests(connection, day_id)
        if guest.status is PersonStatus.REGISTERED or guest.arrived_at is not None
    ]
    ranks = [
        guest.wishes.index(seat.stand) + 1
        for guest in guests
        for seat in guest.seats
        if seat.stand in guest.wishes
    ]
    met = Counter(ranks)
    wishers = [guest for guest in guests if guest.wishes]
    happy = [g for g in wishers if any(seat.stand in g.wishes for seat in g.seats)]
    return Outcome(
        registered=len(guests),
        arrived=sum(guest.arrived_at is not None for guest in guests),
        by_municipality=_attendance(guests, lambda guest: guest.comes_from),
        by_role=_attendance(guests, lambda guest: guest.role.value),
        wishes_met=tuple(met[rank] for rank in range(1, WISHES + 1)),
        seated=sum(len(guest.seats) for guest in guests),
        wishers=len(wishers),
        wishers_met=len(happy),
        target=day_reads.day(connection, day_id).target,
        stands=stand_outcomes(connection, day_id, guests),
        said=said(connection, day_id),
        themes=reads.stand_sheets(connection, day_id),
    )


def _attendance(guests: Iterable[Guest], group: Callable[[Guest], str]) -> tuple[Attendance, ...]:
    registered: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    for guest in guests:
        registered[group(guest)] += 1
        arrived[group(guest)] += guest.arrived_at is not None
    return tuple(Attendance(name, registered[name], arrived[name]) for name in registered)


def stand_outcomes(
    connection: Connection, day_id: int, guests: Iterable[Guest]
) -> tuple[StandOutcome, ...]:
    """Return how each stand that has a round went, by number."""
    day = day_reads.day(connection, day_id)
    events = events_of_day(connection, day_id)
    came = reads.visited(connection, day_id)
    placed = Counter((seat.stand, seat.round) for guest in guests for seat in guest.seats)
    rounds = {planned.number: planned for planned in day_reads.rounds(connection, day_id)}
    found = []
    for stand in stands(connection, day_id):
        if stand.round is None or stand.round not in rounds:
            continue
        planned = rounds[stand.round]
        plan = plan_of(day, tuple(rounds.values()), stand.round)
        ledger = settle(events.get((stand.id, stand.round), ()), plan)
        found.append(
            StandOutcome(
                stand=stand.number,
                municipality=municipality_name(stand.municipality),
                round=stand.round,
                capacity=stand.capacity,
                placed=placed[stand.number, stand.round],
                visited=came.get((stand.id, stand.round), 0),
                planned_starts=planned.starts,
                planned_ends=planned.ends,
                started=ledger.talk.began,
                ended=_ended(ledger.state, ledger.talk, ledger.dialogue),
                talk_ms=_spent(ledger.talk),
                dialogue_ms=_spent(ledger.dialogue),
            )
        )
    return tuple(found)


def _spent(phase: PhaseTime) -> int | None:
    return None if phase.began is None else phase.active_ms


def _ended(state: TimerState, talk: PhaseTime, dialogue: PhaseTime) -> int | None:
    """Return when a stand that has finished did so; a clock that runs has no end yet."""
    if state is not TimerState.DONE:
        return None
    return dialogue.ended if dialogue.ended is not None else talk.ended


def said(connection: Connection, day_id: int) -> tuple[Said, ...]:
    """Return what was written down and not withdrawn, as it reads now."""
    towns = {
        stand.number: municipality_name(stand.municipality) for stand in stands(connection, day_id)
    }
    return tuple(
        Said(
            stand=row.stand,
            municipality=towns[row.stand],
            round=row.round,
            phase=row.phase.value,
            at=row.at,
            kind=row.kind.value,
            state=row.state.value,
            text=row.text,
            starred=row.starred,
            id=row.id,
            answers=row.answers,
        )
        for row in (stored.row for stored in entries(connection, day_id))
        if row.state is not EntryState.WITHDRAWN
    )
