"""One badge in every meeting: which participant of a day is which delegate."""

from __future__ import annotations

from collections import defaultdict

from db.reads import attendance as reads
from db.reads import people as people_reads
from db.reads import series as series_reads
from db.series_vocabulary import DelegateRow, MeetingRow
from db.writes import people as people_writes
from db.writes import series as writes
from seminar_tui.day.station import Work
from seminar_tui.rules.names import fold

_Key = tuple[str, str | None, str]


def add_delegate(work: Work, meeting: MeetingRow, delegate: DelegateRow) -> int:
    """Put a delegate on a meeting's day under their one badge; return the participant's id."""
    who = people_writes.add_person(
        work.connection,
        work.day_id,
        delegate.code,
        work.now.utc_ms,
        {
            "municipality": delegate.municipality,
            "organisation": delegate.organisation,
            "role": delegate.role.value,
            "name": delegate.name,
            "email": delegate.email or None,
            "title": delegate.title,
        },
    )
    writes.appear(work.connection, meeting.id, who, delegate.id)
    return who


def link_to_delegates(work: Work, series_id: int, meeting: MeetingRow) -> tuple[str, ...]:
    """Tell which participants of a meeting's day are delegates, and give them their one badge.

    Only a name that one participant and one delegate of the same place have is a match. A
    badge that was printed already keeps counting beside it. Returns the codes given.
    """
    assert meeting.day_id is not None
    codes = series_reads.participant_ids(work.connection, meeting.day_id)
    free: dict[_Key, list[DelegateRow]] = defaultdict(list)
    for one in series_reads.delegates(work.connection, series_id):
        if one.code not in codes:
            free[fold(one.name), one.municipality, fold(one.organisation)].append(one)
    given: list[str] = []
    for key, ids in _unlinked(work, series_id, meeting.day_id).items():
        fitting = free.get(key, [])
        if len(ids) == 1 and len(fitting) == 1:
            code = fitting[0].code
            writes.share_badge(work.connection, ids[0], code, work.now.utc_ms)
            writes.appear(work.connection, meeting.id, ids[0], fitting[0].id)
            given.append(code)
    return tuple(given)


def link_day(work: Work) -> None:
    """Tell which participants of this day are delegates, where the day is a meeting."""
    meeting = series_reads.meeting_of_day(work.connection, work.day_id)
    if meeting is not None:
        link_to_delegates(work, meeting.series_id, meeting)


def _unlinked(work: Work, series_id: int, day_id: int) -> dict[_Key, list[int]]:
    """Return the day's participants who are no delegate yet, by name and place."""
    linked = {
        row.participant_id
        for row in reads.appearances(work.connection, [series_id])
        if row.delegate_id is not None
    }
    found: dict[_Key, list[int]] = defaultdict(list)
    for person in people_reads.people(work.connection, day_id):
        if person.id not in linked:
            key = (fold(person.name), person.municipality, fold(person.organisation))
            found[key].append(person.id)
    return found


def carry_badge(work: Work, participant_id: int, code: str) -> int:
    """Let a delegate's new badge count on the days of their other meetings too.

    Called when a badge was replaced on one day; the lost one is revoked everywhere.
    Returns on how many other days it was exchanged.
    """
    delegate_id = series_reads.delegate_of(work.connection, participant_id)
    if delegate_id is None:
        return 0
    writes.change_delegate(work.connection, delegate_id, {"code": code}, {})
    others = series_reads.other_appearances(work.connection, delegate_id, participant_id)
    for other in others:
        people_writes.revoke_badges(work.connection, other, work.now.utc_ms)
        writes.give_badge(work.connection, other, code, work.now.utc_ms)
    return len(others)
