"""What a kiosk at the door reads and does: check-ins without anything that is not the guest's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import arrivals as reads
from db.reads import days as day_reads
from db.rows import PersonRow, Seat
from db.vocabulary import Instant
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.station import Station
from seminar_tui.rules.checkin import Question
from seminar_tui.rules.kiosk import KioskSays, kiosk_says


@dataclass(frozen=True, slots=True)
class WhereTo:
    """Where a guest is in a round. `starts` in UTC ms; no `seat`: they choose freely."""

    round: int
    starts: int
    seat: Seat | None = None
    own: bool = False
    """Whether the guest presents at that stand."""


@dataclass(frozen=True, slots=True)
class KioskAnswer:
    """What a guest sees. `person` only where they were let in; a refused guest has no name.

    `see_desk`: something waits for them at the desk. `questions` are the door's open ones.
    """

    says: KioskSays
    person: PersonRow | None = None
    rounds: tuple[WhereTo, ...] = ()
    questions: tuple[Question, ...] = ()
    see_desk: bool = False


def scan_at_kiosk(
    station: Station, now: Instant, code: str, replies: Mapping[int, str] | None = None
) -> KioskAnswer:
    """Let in whom a code means, and say where they are going. Raises like `check_in`."""
    answer = check_in(station, now, code, replies=replies)
    says, guest = kiosk_says(answer.result), answer.participant
    if guest is None or not (says.admits or says is KioskSays.ASK):
        return KioskAnswer(says)
    questions = answer.questions
    if says is KioskSays.ASK:
        return KioskAnswer(says, questions=questions)
    with station.look() as connection:
        rounds = _rounds(connection, station.day_id, answer.placements, answer.presents)
    return KioskAnswer(says, guest, rounds, questions, answer.attention_open)


def where_to(station: Station, participant_id: int) -> tuple[WhereTo, ...]:
    """Return where a guest is in each round of the day."""
    with station.look() as connection:
        guest = reads.guest_shown(connection, participant_id)
        presents = guest.presents if guest else None
        return _rounds(
            connection, station.day_id, reads.seats(connection, participant_id), presents
        )


def _rounds(
    connection: Connection, day_id: int, seats: tuple[Seat, ...], presents: Seat | None
) -> tuple[WhereTo, ...]:
    placed = {seat.round: seat for seat in seats}
    found = []
    for one in day_reads.rounds(connection, day_id):
        own = presents is not None and presents.round == one.number
        seat = presents if own else placed.get(one.number)
        found.append(WhereTo(one.number, one.starts, seat, own))
    return tuple(found)
