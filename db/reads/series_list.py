"""Every series at a glance: how many members, people, meetings, and what is overdue."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from db.reads.series import all_series
from db.series_models import Meeting, Member, Milestone, Naming
from db.series_vocabulary import MemberStatus, SeriesRow


@dataclass(frozen=True, slots=True)
class SeriesSize:
    """A series and its sizes. `upcoming` is the next meeting's date or month, or empty.

    `overdue` counts milestones that should have been done before today.
    """

    series: SeriesRow
    joined: int
    invited: int
    named: int
    meetings: int
    upcoming: str
    overdue: int


def series_list(connection: Connection, today: str) -> tuple[SeriesSize, ...]:
    """Return every series with its sizes on an ISO date, by when it starts."""
    statuses: dict[int, Counter[str]] = defaultdict(Counter)
    for series_id, status, count in connection.execute(
        select(col(Member.series_id), col(Member.status), func.count()).group_by(
            col(Member.series_id), col(Member.status)
        )
    ):
        statuses[series_id][status] = count
    named: dict[int, int] = {}
    for series_id, count in connection.execute(
        select(col(Naming.series_id), func.count())
        .where(col(Naming.ended_on) == "")
        .group_by(col(Naming.series_id))
    ):
        named[series_id] = count
    whens: dict[int, list[str]] = defaultdict(list)
    for series_id, date, month in connection.execute(
        select(col(Meeting.series_id), col(Meeting.date), col(Meeting.month))
    ):
        whens[series_id].append(date or month)
    late = connection.execute(
        select(col(Milestone.series_id)).where(
            col(Milestone.done_on) == "", col(Milestone.due) < today
        )
    )
    overdue = Counter(late.scalars())
    return tuple(
        SeriesSize(
            one,
            statuses[one.id][MemberStatus.YES.value],
            statuses[one.id].total(),
            named.get(one.id, 0),
            len(whens[one.id]),
            min((when for when in whens[one.id] if when >= today[: len(when)]), default=""),
            overdue[one.id],
        )
        for one in all_series(connection)
    )
