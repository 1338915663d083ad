"""Suggestions: stands with room that were wished for or are like them, with a plan and without."""

from collections import Counter

import pytest

from db.reads import stands as stand_reads
from db.reads.suggesting import wished_beside, wisher_counts
from db.vocabulary import PersonStatus
from seminar_tui.day import planning
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.door_view import read_suggestions
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.suggesting import suggestions, suggestions_for
from seminar_tui.day.visits import visit
from seminar_tui.day.wishes import wish
from seminar_tui.rules.refusal import BadInput, Refused
from tests.day.test_planning import a_guest, everybody, placed, stands


def asked(station, clock, code, round_=None):
    with station.look() as connection:
        return suggestions(connection, station.day_id, code, clock.now(), round_)


def with_rounds(station, clock):
    """Stands in two rounds and nobody placed: choice is free."""
    for number in stands(station):
        edit_stand(station, clock.now(), str(number), StandChange(round=1 + number % 2))


def test_without_a_plan_wishes_with_room_come_first(any_station, clock):
    with_rounds(any_station, clock)
    guest = a_guest(any_station)
    mine = [n for n, s in stands(any_station).items() if s.municipality != guest.municipality]
    wish(any_station, clock.now(), guest.code, [str(mine[0]), str(mine[1])])
    found = asked(any_station, clock, guest.code)
    for round_ in (1, 2):
        of_round = [one for one in found if one.round == round_]
        assert 1 <= len(of_round) <= 3
        wished = [n for n in mine[:2] if stands(any_station)[n].round == round_]
        assert [one.stand.number for one in of_round if one.because == "wished"] == wished
        assert of_round[: len(wished)] == [one for one in of_round if one.because == "wished"]
    assert all(one.stand.municipality != guest.municipality and one.told is None for one in found)
    assert placed(any_station) == ()


def test_a_stand_that_is_full_of_visitors_is_not_suggested(station, clock):
    with_rounds(station, clock)
    guest = a_guest(station)
    target = asked(station, clock, guest.code, 1)[0].stand
    edit_stand(station, clock.now(), str(target.number), StandChange(capacity=1))
    other = next(
        p
        for p in everybody(station)
        if p.id != guest.id and p.municipality != target.municipality and not p.presents
    )
    check_in(station, clock.now(), other.code)
    visit(station, clock.now(), other.code, str(target.number), round_=1)
    assert target.number not in {one.stand.number for one in asked(station, clock, guest.code, 1)}


def test_with_a_plan_ones_own_seat_is_known_and_not_in_the_way(station, clock):
    planning.place(station, clock.now())
    guest = a_guest(station)
    mine = {s.round: s.stand for s in placed(station) if s.participant_id == guest.id}
    found = asked(station, clock, guest.code)
    assert {one.round: one.told for one in found} == mine
    assert read_suggestions(station, clock.now(), guest.id) == ()
    full = {n: sum(s.stand == n for s in placed(station)) for n in stands(station)}
    assert all(one.free <= one.stand.capacity - full[one.stand.number] + 1 for one in found)


def test_a_round_that_has_ended_is_not_suggested(station, clock):
    with_rounds(station, clock)
    clock.advance(8 * 3600)
    assert asked(station, clock, a_guest(station).code) == ()


def test_who_cannot_be_suggested_to_is_said(station, clock):
    with_rounds(station, clock)
    with pytest.raises(BadInput, match="code_unknown"):
        asked(station, clock, "P0")
    with pytest.raises(BadInput, match="out_of_range"):
        asked(station, clock, a_guest(station).code, 3)
    with station.look() as connection, pytest.raises(Refused, match="unknown_person"):
        suggestions_for(connection, station.day_id, 9999, clock.now())
    assert read_suggestions(station, clock.now(), 9999) == ()


def test_the_store_counts_who_wishes_for_two_stands(any_station, clock):
    hosts = {stands(any_station)[number].municipality for number in (1, 2, 3)}
    guest, gone = [
        p for p in everybody(any_station) if not p.presents and p.municipality not in hosts
    ][:2]
    wish(any_station, clock.now(), guest.code, ["1", "2"])
    wish(any_station, clock.now(), gone.code, ["2", "3"])
    edit_person(any_station, clock.now(), gone.code, PersonChange(status="cancelled"))
    with any_station.look() as connection:
        lists = stand_reads.wishes(connection, any_station.day_id)
        of = wisher_counts(connection, any_station.day_id)
        of_both = wished_beside(connection, guest.id)
    expected = {p.id for p in everybody(any_station) if p.status is PersonStatus.REGISTERED}
    kept = [set(wishes) for who, wishes in lists.items() if who in expected]
    assert of == Counter(stand for wishes in kept for stand in wishes)
    assert of_both == Counter(
        (a, b) for wishes in kept for a in wishes & {1, 2} for b in wishes - {a}
    )
