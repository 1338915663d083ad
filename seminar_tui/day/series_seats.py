"""Seat rules met by people: checked for a meeting, and for the naming for a whole series.

The door asks the same function of `rules.quota`: see `day.seat_at_door`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.series_vocabulary import Group, MeetingRow, SeatRule, SeriesRow
from seminar_tui.day.series import Whole
from seminar_tui.rules.quota import Seated, Terms
from seminar_tui.rules.series_check import SeriesFinding, membership_findings, seat_findings


def terms_of(series: SeriesRow, rules: Iterable[SeatRule], meeting: MeetingRow | None) -> Terms:
    """Return the terms a meeting, or the naming for a whole series, is held under."""
    return Terms(
        tuple(rules),
        frozenset(series.exempt_roles),
        meeting.host if meeting else None,
        series.host_exempt,
        meeting.group if meeting else Group.BOTH,
    )


def meeting_findings(
    whole: Whole, meeting: MeetingRow, people: Iterable[Seated]
) -> tuple[SeriesFinding, ...]:
    """Return everything odd about the people of one meeting."""
    seated = tuple(people)
    terms = terms_of(whole.series, whole.rules_of(meeting), meeting)
    return (
        *_membership(whole, seated, meeting),
        *seat_findings(terms, seated, whole.members),
    )


def naming_findings(whole: Whole, people: Iterable[Seated]) -> tuple[SeriesFinding, ...]:
    """Return everything odd about the people named for a whole series."""
    seated = tuple(people)
    terms = terms_of(whole.series, whole.rules, None)
    return (
        *_membership(whole, seated, None),
        *seat_findings(terms, seated, whole.members),
    )


def _membership(
    whole: Whole, seated: Sequence[Seated], meeting: MeetingRow | None
) -> tuple[SeriesFinding, ...]:
    series = whole.series
    exempt = frozenset(series.exempt_roles)
    return membership_findings(seated, whole.members, series.roles, meeting, exempt=exempt)
