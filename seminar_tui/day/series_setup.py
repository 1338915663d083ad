"""Setting up the series of a ready-made template, with meetings, seats, price and milestones."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from db.reads import series as reads
from db.reference import municipalities
from db.series_vocabulary import MemberStatus
from db.vocabulary import Instant, StationRole
from db.writes import series as writes
from seminar_tui.day.series import (
    TITLE,
    UNCHANGED,
    SeriesChange,
    Whole,
    change_made,
    find_series,
    whole,
)
from seminar_tui.day.series_undo import Recorder, of_series
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.quota import OUTSIDE
from seminar_tui.rules.series import check_meeting, check_months, iso_date, month_after, period_of
from seminar_tui.rules.series_templates import PLANS, MeetingPlan, SeriesPlan, Template
from seminar_tui.text import clean

Say = Callable[[str], str]
"""Gives a key's sentence in the language of whoever sets a series up."""


def new_from_template(
    station: Station,
    now: Instant,
    template: Template,
    starts_on: str,
    say: Say,
    *,
    title: str = "",
    months: int | None = None,
    also: SeriesChange = UNCHANGED,
) -> tuple[Whole, ...]:
    """Set up all series of a template, with its meetings, seats, prices and milestones.

    `starts_on` is an ISO date; meetings fall in the months after it. A `title` names the
    series in place of the template's own (its parts keep their own behind it). `also` is
    what each of them is to have otherwise than the template.
    Raises BadInput: iso_date_unclear, out_of_range; Refused: meeting_outside_period where
    `months` makes the period too short for the template's meetings; and as `change_series`.
    """
    first = iso_date(starts_on)
    if months is not None:
        check_months(months)
    plans = PLANS[template]
    with station.act(now, "new_series", StationRole.ORGANISER) as work:
        made: list[int] = []
        for plan in plans:
            name = say(f"template.{plan.key}.title")
            if clean(title):
                name = clean(title, TITLE) if len(plans) == 1 else f"{clean(title, TITLE)}: {name}"
            made.append(_set_up(work, plan, template, name, first, months or plan.months, say))
        for number in made:
            change_made(work.connection, number, also)
        undo = Recorder(work).undo(*(one for number in made for one in of_series(number)))
        work.log("created", detail={"series": made, "template": template.value}, undo=undo)
        return tuple(
            whole(work.connection, find_series(work.connection, str(number))) for number in made
        )


def _set_up(
    work: Work,
    plan: SeriesPlan,
    template: Template,
    title: str,
    first: str,
    months: int,
    say: Say,
) -> int:
    connection = work.connection
    ends = period_of(first, months)
    series_id = writes.add_series(
        connection,
        {
            "title": title,
            "template": template.value,
            "starts_on": first,
            "ends_on": ends,
            "organisers": plan.organisers,
            "tags": plan.tags,
            "topics": plan.topics,
            "roles": [role.value for role in plan.roles],
            "exempt_roles": sorted(role.value for role in OUTSIDE),
            "price_kind": plan.price.kind.value,
            "price_ore": plan.price.ore,
            "council_needed": plan.council_needed,
        },
    )
    writes.set_tiers(connection, series_id, plan.price.tiers)
    writes.set_seat_rules(connection, series_id, None, plan.rules)
    for meeting in plan.meetings:
        _plan_meeting(connection, series_id, meeting, (first, ends), say)
    for month, key in plan.milestones:
        due = month_after(first[:7], month) + first[7:8] + "01"
        writes.add_milestone(connection, series_id, max(due, first), say(f"template.due.{key}"))
    if plan.invite_all:
        for code in municipalities():
            writes.set_member(connection, series_id, code, {"status": MemberStatus.INVITED.value})
    return series_id


def _plan_meeting(
    connection: Connection, series_id: int, plan: MeetingPlan, period: tuple[str, str], say: Say
) -> None:
    month = month_after(period[0][:7], plan.month)
    values = {
        "title": say(f"template.meeting.{plan.key}"),
        "month": month,
        "mode": plan.mode.value,
        "place": plan.place,
        "for_group": plan.group.value,
        "stands": plan.stands,
    }
    meeting_id = writes.add_meeting(connection, series_id, values)
    (row,) = [one for one in reads.meetings(connection, series_id) if one.id == meeting_id]
    check_meeting(row, *period)
    writes.set_seat_rules(connection, series_id, meeting_id, plan.rules)
