"""The last seat of a municipality at two desks at once, on both kinds of store."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from db.reads.people import people
from db.vocabulary import Instant
from seminar_tui.clock import parse_instant
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.meetings import MeetingChange, change_meeting
from seminar_tui.day.members import (
    MemberChange,
    NewDelegate,
    expect_delegates,
    name_delegate,
    set_member,
)
from seminar_tui.day.series_setup import new_from_template
from seminar_tui.day.station import take_station
from seminar_tui.rules.series_templates import Template

NOW = Instant(parse_instant("2021-09-24T09:00:00+02:00"))


def test_two_desks_never_give_one_seat_twice(any_store):
    office = take_station(any_store, "kontoret", NOW, 0)
    new_from_template(office, NOW, Template.LANGUAGE_NETWORKS, "2021-07-01", str)
    set_member(office, NOW, None, "Vejle", MemberChange())
    for number in range(6):
        name_delegate(office, NOW, None, NewDelegate(f"Person {'I' * (number + 1)}", "Vejle"))
    day_id = change_meeting(office, NOW, None, "1", MeetingChange(date="2021-09-24")).meeting.day_id
    expect_delegates(office, NOW, None, "1", override="alle vil med")
    desks = [
        replace(take_station(any_store, f"indgang {n}", NOW, day_id), day_id=day_id)
        for n in range(3)
    ]
    with any_store.reading() as connection:
        codes = [one.code for one in people(connection, day_id)]
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(check_in, desks[at % 3], NOW, code) for at, code in enumerate(codes)]
        results = sorted(job.result().result.value for job in jobs)
    assert results == ["in", "in", "no_seat", "no_seat", "no_seat", "no_seat"]
