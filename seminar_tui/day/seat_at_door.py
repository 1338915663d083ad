"""The seat rules of a meeting, asked when somebody comes in at its door.

Read inside the check-in's own transaction, so that two desks cannot give one seat twice.
"""

from __future__ import annotations

import json
from dataclasses import replace

from db.reads import people as people_reads
from db.reads.arrivals import Guest
from db.rows import PersonRow
from db.series_vocabulary import SeatRule
from db.vocabulary import CheckInResult, Role
from seminar_tui.day.station import Work
from seminar_tui.rules.checkin import Decision, Forced, Seating
from seminar_tui.rules.groups import group_of
from seminar_tui.rules.quota import (
    SeatDecision,
    Seated,
    SeatVerdict,
    Terms,
    at_the_door,
    rules_in,
)


def asked_for_a_seat(
    work: Work, decision: Decision, guest: Guest, *, force: bool
) -> tuple[Decision, Seating | None]:
    """Return the door's decision about a guest of a meeting once its seat rules were asked.

    Only who would come in for the first time needs a seat. An override lets them in and is
    kept as needed; without one the answer is `no_seat`, with who has not come.
    """
    if not guest.of_series or decision.result is not CheckInResult.IN:
        return decision, None
    if guest.person.arrived_at is not None:
        return decision, None
    seat = seat_of(work, guest.person, override=force)
    if seat is None or seat.verdict is SeatVerdict.SEAT:
        return decision, None
    if seat.ok:
        needed = decision.forced.needed or seat.verdict is SeatVerdict.OVERRIDDEN
        return replace(decision, forced=Forced(decision.forced.asked, needed)), Seating(seat)
    absent = people_reads.people_by_id(work.connection, seat.instead_of)
    return replace(decision, result=CheckInResult.NO_SEAT), Seating(seat, absent)


def seat_of(work: Work, person: PersonRow, *, override: bool) -> SeatDecision | None:
    """Return what the seat rules of this day's meeting say of a guest; None where it has none."""
    # Loaded at a meeting's door only: no other waits for the tables of a series.
    from db.reads import attendance as reads

    if person.municipality is None:
        return None
    rows = reads.door_rules(work.connection, work.day_id, person.municipality)
    if not rows:
        return None
    first = rows[0]
    rules = [
        SeatRule(Role(row.role) if row.role else None, row.minimum, row.maximum, row.hard)
        for row in rows
        if row.bounded
    ]
    terms = Terms(
        rules_in(first.mode, rules),
        frozenset(Role(role) for role in json.loads(first.exempt_roles)),
        first.host,
        first.host_exempt,
        first.group,
    )
    colleagues = [
        Seated(row.id, person.municipality, row.role, row.arrived, row.named)
        for row in reads.house(work.connection, work.day_id, person.municipality)
    ]
    guest = next(
        (one for one in colleagues if one.id == person.id),
        Seated(person.id, person.municipality, person.role),
    )
    return at_the_door(
        terms,
        guest,
        colleagues,
        guest_group=group_of(person.municipality, first.guest_group),
        override=override,
    )
