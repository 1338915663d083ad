"""Seats as data: one count at import and at the door (requirements 39, 41, 42, 43, 45, 60, 61)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.series_vocabulary import Group, Mode, SeatRule
from db.vocabulary import Role
from seminar_tui.rules.groups import admits, group_of
from seminar_tui.rules.quota import (
    REFUSALS,
    Seated,
    SeatVerdict,
    Side,
    Terms,
    at_the_door,
    breaches,
    breaches_by_municipality,
    rules_in,
)

ONE_OR_TWO = Terms((SeatRule(None, 1, 2),))
CHIEF_AND_STAFF = Terms((SeatRule(Role.CHIEF, 1, 1), SeatRule(Role.STAFF, 0, 4)))
VEJLE, AARHUS = "0630", "0751"


def house(*roles, code=VEJLE, arrived=False, named=True, first=1):
    return [Seated(n, code, role, arrived, named) for n, role in enumerate(roles, start=first)]


def test_r34_odense_is_west_bornholm_is_east_and_an_override_wins():
    assert group_of("0461") is Group.WEST
    assert group_of("0400") is Group.EAST
    assert group_of("0461", Group.EAST) is Group.EAST
    assert group_of(None) is Group.BOTH


def test_r35_a_joint_meeting_admits_both_groups():
    assert admits(Group.BOTH, Group.EAST)
    assert admits(Group.BOTH, Group.WEST)
    assert not admits(Group.EAST, Group.WEST)


def test_r39_the_third_of_a_municipality_is_over():
    assert breaches(ONE_OR_TWO, house(Role.STAFF, Role.LEADER)) == ()
    (found,) = breaches(ONE_OR_TWO, house(Role.STAFF, Role.LEADER, Role.CHIEF))
    assert (found.side, found.count, found.hard) == (Side.OVER, 3, True)


def test_r41_unlimited_lets_fifty_of_one_municipality_pass():
    terms = Terms((SeatRule(None, 0, None),))
    assert breaches(terms, house(*[Role.STAFF] * 50)) == ()
    guest = Seated(99, VEJLE, Role.STAFF, named=False)
    assert at_the_door(terms, guest, house(*[Role.STAFF] * 50, arrived=True)).verdict == "seat"


def test_r41_a_meeting_moved_to_a_screen_turns_nobody_away_and_keeps_its_rules():
    rules = (SeatRule(None, 1, 2), SeatRule(Role.CHIEF, 1, None))
    assert rules_in(Mode.PHYSICAL, rules) == rules
    virtual = Terms(rules_in(Mode.VIRTUAL, rules))
    found = at_the_door(
        virtual, Seated(9, VEJLE, Role.STAFF), house(*[Role.STAFF] * 2, arrived=True)
    )
    assert (found.verdict, found.ok) == (SeatVerdict.OVER_SOFT, True)
    assert virtual.rules[1] == rules[1]


def test_r43_the_hosts_own_people_are_outside_unless_the_series_counts_them():
    three = house(Role.STAFF, Role.STAFF, Role.STAFF)
    assert breaches(Terms(ONE_OR_TWO.rules, host=VEJLE), three) == ()
    assert breaches(Terms(ONE_OR_TWO.rules, host=VEJLE, host_exempt=False), three)
    assert breaches(Terms(ONE_OR_TWO.rules, host=AARHUS), three)


def test_r45_people_of_no_municipality_have_no_quota():
    outside = house(*[Role.SPEAKER] * 5, code=None)
    assert breaches(ONE_OR_TWO, outside) == ()
    assert at_the_door(ONE_OR_TWO, outside[0], outside[1:]).verdict is SeatVerdict.SEAT


def test_r60_two_chiefs_or_five_staff_are_over_and_no_chief_is_a_warning():
    assert breaches(CHIEF_AND_STAFF, house(Role.CHIEF, *[Role.STAFF] * 4)) == ()
    (two_chiefs,) = breaches(CHIEF_AND_STAFF, house(Role.CHIEF, Role.CHIEF))
    assert two_chiefs.hard
    (five_staff,) = breaches(CHIEF_AND_STAFF, house(Role.CHIEF, *[Role.STAFF] * 5))
    assert (five_staff.count, five_staff.hard) == (5, True)
    (no_chief,) = breaches(CHIEF_AND_STAFF, house(Role.STAFF))
    assert (no_chief.side, no_chief.hard) == (Side.UNDER, False)


def test_r60_a_consultant_counts_as_staff_unless_a_rule_names_them():
    five = house(Role.CHIEF, Role.CONSULTANT, *[Role.STAFF] * 4)
    assert breaches(CHIEF_AND_STAFF, five)
    own = Terms((*CHIEF_AND_STAFF.rules, SeatRule(Role.CONSULTANT, 0, 1)))
    assert breaches(own, five) == ()


def test_r61_organisers_staff_of_both_bodies_take_no_seat():
    crew = house(*[Role.ORGANISER] * 9, Role.STAFF)
    assert breaches(ONE_OR_TWO, crew) == ()


def test_a_member_nobody_comes_from_is_under_its_minimum():
    found = breaches_by_municipality(CHIEF_AND_STAFF, [], [VEJLE])
    assert [one.count for one in found[VEJLE]] == [0]


def test_r39_the_door_counts_who_is_present():
    named = house(Role.STAFF, Role.STAFF, Role.STAFF)
    first, second, third = named
    assert at_the_door(ONE_OR_TWO, third, [first, second]).verdict is SeatVerdict.SEAT
    present = house(Role.STAFF, Role.STAFF, arrived=True)
    found = at_the_door(ONE_OR_TWO, third, present)
    assert (found.verdict, found.instead_of) == (SeatVerdict.FULL, ())


def test_a_colleague_nobody_named_comes_instead_of_a_named_one():
    here, absent = Seated(1, VEJLE, Role.STAFF, arrived=True), Seated(2, VEJLE, Role.LEADER)
    guest = Seated(3, VEJLE, Role.STAFF, named=False)
    found = at_the_door(ONE_OR_TWO, guest, [here, absent])
    assert (found.verdict, found.instead_of) == (SeatVerdict.SUBSTITUTE, (2,))
    assert not found.ok
    forced = at_the_door(ONE_OR_TWO, guest, [here, absent], override=True)
    assert (forced.verdict, forced.ok) == (SeatVerdict.OVERRIDDEN, True)


def test_an_override_that_was_not_needed_is_an_ordinary_seat():
    guest = Seated(3, VEJLE, Role.STAFF)
    assert at_the_door(ONE_OR_TWO, guest, [], override=True).verdict is SeatVerdict.SEAT


def test_a_soft_rule_lets_in_and_says_so():
    soft = Terms((SeatRule(None, 0, 1, hard=False),))
    found = at_the_door(soft, Seated(2, VEJLE, Role.STAFF), house(Role.STAFF, arrived=True))
    assert (found.verdict, found.ok) == (SeatVerdict.OVER_SOFT, True)


def test_the_other_group_is_refused_but_its_speaker_is_not():
    east = Terms((), group=Group.EAST)
    staff, speaker = Seated(1, VEJLE, Role.STAFF), Seated(2, VEJLE, Role.SPEAKER)
    assert at_the_door(east, staff, [], guest_group=Group.WEST).verdict is SeatVerdict.OTHER_GROUP
    assert at_the_door(east, speaker, [], guest_group=Group.WEST).verdict is SeatVerdict.SEAT


people = st.lists(
    st.builds(
        Seated,
        id=st.integers(1, 10**6),
        municipality=st.just(VEJLE),
        role=st.sampled_from(Role),
        arrived=st.booleans(),
        named=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
rules = st.lists(
    st.builds(
        SeatRule,
        st.none() | st.sampled_from(Role),
        st.just(0),
        st.none() | st.integers(0, 6),
        st.booleans(),
    ),
    max_size=3,
)


@given(people, rules, st.sampled_from(Role), st.booleans())
def test_the_door_lets_in_exactly_who_the_import_would_not_flag(others, rules, role, named):
    terms = Terms(tuple(rules))
    guest = Seated(0, VEJLE, role, named=named)
    taken = [one for one in others if one.arrived or (not named and one.named)]
    flagged = any(one.hard and guest.id in one.who for one in breaches(terms, [*taken, guest]))
    assert at_the_door(terms, guest, others).ok is not flagged


@given(people, rules, st.sampled_from(Role))
def test_who_is_offered_a_seat_instead_has_one_and_is_not_here(others, rules, role):
    found = at_the_door(Terms(tuple(rules)), Seated(0, VEJLE, role, named=False), others)
    absent = {one.id for one in others if not one.arrived and one.named}
    assert set(found.instead_of) <= absent
    assert (found.verdict is SeatVerdict.SUBSTITUTE) == bool(found.instead_of)


@given(people, rules, st.sampled_from(Role))
def test_an_override_with_its_reason_always_lets_in(others, rules, role):
    guest = Seated(0, VEJLE, role, named=False)
    assert at_the_door(Terms(tuple(rules)), guest, others, override=True).verdict not in REFUSALS


@pytest.mark.parametrize("count", [0, 1, 2])
def test_r42_a_hosted_meeting_has_the_same_quota(count):
    hosted = Terms((SeatRule(None, 1, 2),), host=AARHUS)
    present = house(*[Role.STAFF] * count, arrived=True)
    found = at_the_door(hosted, Seated(9, VEJLE, Role.STAFF), present)
    assert found.ok is (count < 2)
