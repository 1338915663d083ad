"""What was done to a series is taken back, and not over what somebody did meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.reads.log import log_lines
from db.series_vocabulary import (
    ContactRow,
    Contributes,
    MemberStatus,
    Mode,
    PriceKind,
    Sharing,
    Tier,
)
from db.vocabulary import Instant
from seminar_tui.clock import parse_instant
from seminar_tui.day import meetings, members, series, series_setup
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.log import undo_action
from seminar_tui.day.meetings import MeetingChange
from seminar_tui.day.members import MemberChange, NewDelegate
from seminar_tui.day.series import SeriesChange
from seminar_tui.day.series_report import renew
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.series import seat_rule_of
from seminar_tui.rules.series_templates import Template

NOW = Instant(parse_instant("2021-09-24T09:00:00+02:00"))


@pytest.fixture
def office(any_store):
    return prepared(any_store)


@pytest.fixture
def file_office(store):
    return prepared(store)


def prepared(store) -> Station:
    """An office with the language networks, two members and one person named."""
    office = take_station(store, "kontoret", NOW, 0)
    series_setup.new_from_template(office, NOW, Template.LANGUAGE_NETWORKS, "2021-07-01", str)
    for town in ("Vejle", "Odense"):
        members.set_member(office, NOW, None, town, MemberChange(status=MemberStatus.YES))
    members.name_delegate(office, NOW, None, NewDelegate("Bo Holm", "Vejle"))
    meetings.change_meeting(office, NOW, None, "2", MeetingChange(items=("Oplæg", "[A] Sprog")))
    return office


def state(office: Station):
    """Return everything there is to see of a series, and the days there are."""
    from db.reads.days import all_days

    with office.look() as connection:
        found = series.whole(connection, series.find_series(connection, "1"))
        everything = series.reads.all_series(connection)
        given = series.reads.contributions(connection, 1)
        return found, everything, given, all_days(connection)


def code(office: Station, name: str = "Bo Holm") -> str:
    with office.look() as connection:
        return next(one.code for one in series.reads.all_delegates(connection) if one.name == name)


DONE = {
    "an answer": lambda o: members.set_member(
        o,
        NOW,
        None,
        "Vejle",
        MemberChange(status=MemberStatus.NO, note="x", council_on="2021-08-01"),
    ),
    "a first answer": lambda o: members.set_member(
        o, NOW, None, "Faxe", MemberChange(status=MemberStatus.INVITED)
    ),
    "all invited": lambda o: members.invite_all(o, NOW, None),
    "a person": lambda o: members.name_delegate(o, NOW, None, NewDelegate("Ny Lund", "Odense")),
    "a known person": lambda o: members.name_delegate(
        o, NOW, None, NewDelegate("Bo Holm", "Vejle", role="leder", theme="sprog")
    ),
    "what is shown": lambda o: members.set_sharing(o, NOW, None, code(o), Sharing.NOTHING, "tal"),
    "a naming that ends": lambda o: members.end_naming(o, NOW, None, code(o), "2021-10-01"),
    "seats": lambda o: series.set_seats(o, NOW, None, [seat_rule_of("any=1..3")]),
    "price": lambda o: series.set_price(
        o, NOW, None, PriceKind.TIERS, 0, [Tier(1, 2, 100), Tier(3, None, 200)]
    ),
    "a title": lambda o: series.change_series(
        o, NOW, None, series.SeriesChange(title="Nyt", tags=("x",), ends_on="2022-08-01")
    ),
    "a milestone": lambda o: series.add_milestone(o, NOW, None, "2021-10-01", "Noget"),
    "a milestone done": lambda o: series.finish_milestone(o, NOW, None, 1, "2021-09-01"),
    "a meeting": lambda o: meetings.add_meeting(
        o, NOW, None, MeetingChange(title="Ekstra", date="2021-11-01", items=("Kaffe",))
    ),
    "a meeting's month": lambda o: meetings.change_meeting(
        o, NOW, None, "2", MeetingChange(month="2022-01", mode=Mode.PHYSICAL, items=("Andet",))
    ),
    "a meeting that became a day": lambda o: meetings.change_meeting(
        o, NOW, None, "1", MeetingChange(date="2021-09-24", place="Odense")
    ),
    "a contribution": lambda o: meetings.set_contribution(
        o, NOW, None, "1", "Vejle", Contributes.PROMISED, "en case"
    ),
    "a series": lambda o: series.new_series(
        o, NOW, series.SeriesSpec("Ny", "2022-01-01", "2022-12-31")
    ),
    "a template": lambda o: series_setup.new_from_template(
        o, NOW, Template.IT_PARTNERSHIP, "2022-01-01", str
    ),
    "a renewal": lambda o: renew(o, NOW, "1", "2022-07-01"),
}


@pytest.mark.parametrize("what", DONE)
def test_it_is_taken_back_to_the_last_letter(file_office, what):
    before = state(file_office)
    DONE[what](file_office)
    assert state(file_office) != before
    undo_last(file_office, NOW)
    assert state(file_office) == before


def test_everything_is_taken_back_one_after_the_other_on_both_kinds_of_store(office):
    seen = []
    for do in list(DONE.values())[:-2]:
        seen.append(state(office))
        do(office)
    for before in reversed(seen):
        undo_last(office, NOW)
        assert state(office) == before


MEANWHILE = {
    "an answer": lambda o: members.set_member(
        o, NOW, None, "Vejle", MemberChange(status=MemberStatus.NO_ANSWER)
    ),
    "seats": lambda o: series.set_seats(o, NOW, None, [seat_rule_of("any=1..4")]),
    "price": lambda o: series.set_price(o, NOW, None, PriceKind.FLAT, 900, []),
    "a title": lambda o: series.change_series(o, NOW, None, series.SeriesChange(title="Tredje")),
    "a milestone": lambda o: series.finish_milestone(o, NOW, None, 2, "2021-09-02"),
    "a meeting": lambda o: meetings.change_meeting(
        o, NOW, None, "8", MeetingChange(place="Nyborg")
    ),
    "a meeting's month": lambda o: meetings.change_meeting(
        o, NOW, None, "2", MeetingChange(month="2022-02")
    ),
    "a contribution": lambda o: meetings.set_contribution(
        o, NOW, None, "1", "Vejle", Contributes.GIVEN
    ),
    "what is shown": lambda o: members.set_sharing(o, NOW, None, code(o), Sharing.EMAIL),
    "a series": lambda o: members.set_member(o, NOW, "Ny", "Vejle", MemberChange()),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_it_is_refused_where_somebody_changed_it_meanwhile(file_office, what):
    colleague = take_station(file_office.store, "kollegaen", NOW, 0)
    DONE[what](file_office)
    if what == "a series":
        with file_office.look() as connection:
            assert len(series.reads.all_series(connection)) == 2
    MEANWHILE[what](colleague)
    after = state(file_office)
    with pytest.raises(Refused, match="changed_since"):
        undo_last(file_office, NOW)
    assert state(file_office) == after


def test_what_somebody_else_changed_beside_it_does_not_matter(file_office):
    colleague = take_station(file_office.store, "kollegaen", NOW, 0)
    DONE["an answer"](file_office)
    members.set_member(colleague, NOW, None, "Odense", MemberChange(status=MemberStatus.NO))
    undo_last(file_office, NOW)
    found = {one.municipality: one.status for one in state(file_office)[0].members}
    assert set(found.values()) == {MemberStatus.YES, MemberStatus.NO}


def test_a_list_of_people_goes_again_until_one_of_them_came(file_office):
    before = state(file_office)
    DONE["a meeting that became a day"](file_office)
    dated = state(file_office)
    done = members.expect_delegates(file_office, NOW, None, "1")
    assert len(done.added) == 1
    undo_last(file_office, NOW)
    assert state(file_office) == dated
    again = members.expect_delegates(file_office, NOW, None, "1")
    desk = take_station(file_office.store, "indgang", NOW, again.meeting.day_id)
    assert check_in(desk, NOW, again.added[0]).ok
    with pytest.raises(Refused, match="changed_since"):
        undo_last(file_office, NOW)
    with file_office.look() as connection:
        dating = next(one for one in log_lines(connection, 0) if one.kind == "change_meeting")
    with pytest.raises(Refused, match="changed_since"):
        undo_action(file_office, NOW, dating.id)
    assert state(file_office) != before


def test_a_person_who_is_on_a_list_is_not_taken_back(file_office):
    DONE["a meeting that became a day"](file_office)
    DONE["a person"](file_office)
    members.expect_delegates(take_station(file_office.store, "kollegaen", NOW, 0), NOW, None, "1")
    with pytest.raises(Refused, match="changed_since"):
        undo_last(file_office, NOW)


def test_the_log_holds_no_name_and_no_code(file_office):
    from sqlalchemy import text

    members.set_sharing(file_office, NOW, None, code(file_office), Sharing.EMAIL)
    DONE["a person"](file_office)
    with file_office.look() as connection:
        kept = " ".join(connection.execute(text("SELECT undo || detail FROM action")).scalars())
    for said in ("Bo Holm", "Ny Lund", code(file_office), code(file_office, "Ny Lund")):
        assert said not in kept


def test_a_day_and_a_series_are_taken_back_apart(file_office):
    DONE["a meeting that became a day"](file_office)
    at_day = replace(file_office, day_id=state(file_office)[3][0].id)
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo_last(at_day, NOW)


@pytest.mark.parametrize("way", ["by hand", "of a template", "of last year's"])
def test_a_series_is_made_with_all_that_was_asked_or_not_at_all(file_office, way):
    def make(**also):
        change = SeriesChange(**also)
        if way == "by hand":
            spec = series.SeriesSpec("Nyt", "2026-01-01", "2026-12-31")
            return series.new_series(file_office, NOW, spec, change)
        if way == "of a template":
            kind = Template.IT_PARTNERSHIP
            made = series_setup.new_from_template(
                file_office, NOW, kind, "2026-01-01", str, title="Nyt", also=change
            )
            return made[0]
        return renew(file_office, NOW, None, "2027-01-01", "Nyt", change)

    before = state(file_office)
    for refused in ({"ends_on": "2001-01-01"}, {"roles": ("ingen",)}):
        with pytest.raises((Refused, BadInput)):
            make(**refused)
        assert state(file_office) == before
    made = make(link="https://x.dk", contacts=(ContactRow("Karen Holm", "", ""),))
    assert (made.series.title, made.series.link) == ("Nyt", "https://x.dk")
    assert [one.name for one in made.contacts] == ["Karen Holm"]
    undo_last(file_office, NOW)
    assert state(file_office) == before


def test_an_old_change_is_for_the_log(file_office):
    DONE["an answer"](file_office)
    later = Instant(NOW.utc_ms + 16 * 60_000)
    with pytest.raises(Refused, match="too_late"):
        undo_last(file_office, later)
    with file_office.look() as connection:
        line = log_lines(connection, 0)[0]
    assert line.undoable
    assert undo_action(file_office, later, line.id).kind == "set_member"
