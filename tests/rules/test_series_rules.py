"""A series that is set up wrongly is refused with what would be right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.series_vocabulary import (
    AppearanceRow,
    Group,
    MeetingRow,
    MemberRow,
    MemberStatus,
    Mode,
    SeatRule,
    Tier,
)
from db.vocabulary import Role
from seminar_tui.rules.attendance import Cell, matrix_of
from seminar_tui.rules.matching import Expected, Outcome, match_all
from seminar_tui.rules.quota import OUTSIDE, Seated
from seminar_tui.rules.records import Registration
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.series import (
    check_host,
    check_meeting,
    check_period,
    check_seat_rules,
    check_tiers,
    date_after,
    in_period,
    month_after,
    period_of,
    seat_rule_of,
    seat_rule_text,
)
from seminar_tui.rules.series_check import SeriesCode, membership_findings

ODENSE, VEJLE, ROSKILDE = "0461", "0630", "0265"
MEETING = MeetingRow(
    1, 1, 1, "Møde", "2021-09-24", "", Mode.PHYSICAL, "", "", None, Group.WEST, False, None
)


def member(code, status=MemberStatus.YES, group=None, since="", until=""):
    return MemberRow(code, status, "", group, "", None, "", since, until)


def refused(code, check, *given):
    with pytest.raises(Refused) as caught:
        check(*given)
    assert caught.value.code == code
    return caught.value.facts


def test_a_maximum_under_the_minimum_is_refused():
    facts = refused("maximum_under_minimum", check_seat_rules, [SeatRule(None, 2, 1)], ())
    assert facts == {"minimum": 2, "maximum": 1}


def test_overlapping_tiers_are_refused_with_what_fits():
    facts = refused("tiers_overlap", check_tiers, [Tier(1, 3, 1), Tier(3, 5, 2)])
    assert (facts["one"], facts["other"], facts["right"]) == ("1-3", "3-5", "1-2")
    refused("tier_backwards", check_tiers, [Tier(3, 2, 1)])


def test_a_meeting_outside_the_period_is_refused_with_the_period():
    facts = refused("meeting_outside_period", check_meeting, MEETING, "2021-10-01", "2022-06-30")
    assert (facts["starts"], facts["ends"]) == ("2021-10-01", "2022-06-30")
    check_meeting(MEETING, "2021-09-24", "2021-09-24")


def test_r43_a_host_that_is_no_member_of_the_group_is_refused_with_who_could():
    hosted = replace(MEETING, host=ROSKILDE)
    members = [member(ODENSE), member(ROSKILDE), member(VEJLE, MemberStatus.NO)]
    facts = refused("host_not_a_member", check_host, hosted, members)
    assert facts["members"] == "Odense"
    check_host(replace(MEETING, host=ODENSE), members)


def test_a_role_the_series_does_not_know_is_refused_with_those_it_knows():
    rules = [SeatRule(Role.PARENT, 0, 1)]
    facts = refused("role_not_in_series", check_seat_rules, rules, (Role.STAFF, Role.CHIEF))
    assert facts["roles"] == "chief, staff"
    check_seat_rules(rules, ())


def test_two_rules_for_one_role_are_refused():
    refused("rule_twice", check_seat_rules, [SeatRule(None, 0, 1), SeatRule(None, 0, 2)], ())


def test_a_period_that_ends_before_it_begins_is_refused():
    refused("period_backwards", check_period, "2021-02-01", "2021-01-01")


@pytest.mark.parametrize("text", ["", "chief", "chief=2", "ukendt=1..2", "any=a..b", "any=1..2:x"])
def test_a_seat_rule_that_cannot_be_read_is_bad_input(text):
    with pytest.raises(BadInput):
        seat_rule_of(text)


@given(
    st.none() | st.sampled_from(Role),
    st.integers(0, 99),
    st.none() | st.integers(0, 99),
    st.booleans(),
)
def test_a_seat_rule_is_read_back_as_written(role, minimum, maximum, hard):
    rule = SeatRule(role, minimum, maximum, hard)
    assert seat_rule_of(seat_rule_text(rule)) == rule


def test_r38_a_year_from_half_year_to_half_year():
    assert period_of("2021-07-01", 12) == "2022-06-30"
    assert period_of("2024-01-31", 1) == "2024-02-29"
    assert month_after("2021-11", 3) == "2022-02"
    assert date_after("2021-08-31", 6) == "2022-02-28"


def test_r40_a_month_lies_in_a_period_that_touches_it():
    assert in_period("2021-12", "2021-07-01", "2022-06-30")
    assert in_period("2022-06", "2021-07-01", "2022-06-30")
    assert not in_period("2022-07", "2021-07-01", "2022-06-30")


def test_r38_a_meeting_outside_a_membership_is_found():
    people = [Seated(1, VEJLE, Role.STAFF)]
    late = member(VEJLE, since="2022-01-01")
    (found,) = membership_findings(people, [late], (), MEETING)
    assert found.code is SeriesCode.OUTSIDE_MEMBERSHIP
    assert membership_findings(people, [member(VEJLE)], (), MEETING) == ()


def test_the_other_groups_people_and_unknown_roles_are_found():
    people = [Seated(1, ROSKILDE, Role.STAFF), Seated(2, VEJLE, Role.PARENT)]
    members = [member(ROSKILDE), member(VEJLE)]
    codes = {one.code for one in membership_findings(people, members, (Role.STAFF,), MEETING)}
    assert codes == {SeriesCode.OTHER_GROUP, SeriesCode.ROLE_NOT_IN_SERIES}


def test_r45_a_speaker_from_the_other_side_is_flagged_no_more_than_at_the_door():
    people = [Seated(1, ROSKILDE, Role.SPEAKER), Seated(2, "0751", Role.ORGANISER)]
    members = [member(ROSKILDE, since="2022-01-01")]
    assert membership_findings(people, members, (), MEETING)
    assert membership_findings(people, members, (), MEETING, exempt=OUTSIDE) == ()


def seen(meeting, who, *, delegate=None, arrived=True, name="Bo Holm", expected=True):
    return AppearanceRow(meeting, who, delegate, name, VEJLE, "", Role.STAFF, arrived, expected)


MEETINGS = [replace(MEETING, id=number, number=number) for number in (1, 2, 3)]


def test_r50_a_person_is_one_row_over_three_meetings():
    table = matrix_of(
        MEETINGS,
        [seen(1, 11, delegate=5), seen(2, 12, delegate=5, arrived=False), seen(3, 13)],
    )
    assert [line.cells for line in table.people] == [(Cell.HERE, Cell.MISSED, Cell.HERE)]
    assert [house.counts for house in table.houses] == [(1, 0, 1)]
    assert table.houses[0].people == 1


def test_two_delegates_of_one_name_stay_two_people():
    table = matrix_of(MEETINGS, [seen(1, 11, delegate=5), seen(1, 12, delegate=6), seen(2, 13)])
    assert len(table.people) == 3


def test_first_timers_and_drop_offs():
    table = matrix_of(
        MEETINGS,
        [
            seen(1, 11, name="Bo"),
            seen(2, 21, name="Bo", arrived=False),
            seen(2, 22, name="Eva"),
            seen(1, 12, name="Eva", arrived=False),
        ],
    )
    assert [line.name for line in table.first_timers(1)] == ["Eva"]
    assert [line.name for line in table.drop_offs()] == ["Bo"]


def test_r66_purged_people_still_count():
    table = matrix_of(MEETINGS, [seen(1, 11, name=""), seen(1, 12, name=""), seen(2, 13, name="")])
    assert [house.counts for house in table.houses] == [(2, 1, 0)]


KAREN = Expected("PAAA", "Karen Østergaard", "karen@vejle.dk", VEJLE)
TWINS = [Expected("PBBB", "Bo Holm", "", VEJLE), Expected("PCCC", "Bo Holm", "", ODENSE)]


def matched(name, answers=None, expected=(KAREN, *TWINS), **facts):
    (found,) = match_all([Registration((1,), name, **facts)], list(expected), answers)
    return found


def test_r37_a_name_on_a_virtual_meetings_list_is_matched_or_asked_about():
    assert matched("karen oestergaard").code == "PAAA"
    assert matched("Bo Holm").outcome is Outcome.ASK
    assert {one.code for one in matched("Bo Holm").choices} == {"PBBB", "PCCC"}
    assert matched("Bo Holm", municipality=ODENSE).code == "PCCC"


def test_a_likely_name_is_offered_and_never_taken():
    found = matched("Karen Ostergard")
    assert (found.outcome, [one.code for one in found.choices]) == (Outcome.ASK, ["PAAA"])


def test_the_same_name_with_another_address_is_asked_about():
    assert matched("Karen Østergaard", email="privat@example.dk").outcome is Outcome.ASK


def test_a_shared_address_with_another_name_is_asked_about():
    assert matched("Per Lund", email="karen@vejle.dk").outcome is Outcome.ASK


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("PAAA", "matched"), ("Karen Østergaard", "matched"), ("ny", "new"), ("skip", "left_out")],
)
def test_an_answer_decides(answer, outcome):
    assert matched("iPad 3", {"iPad 3": answer}).outcome.value == outcome


def test_an_answer_that_names_nobody_is_asked_again():
    assert matched("iPad 3", {"iPad 3": "Bo Holm"}).outcome is Outcome.ASK
