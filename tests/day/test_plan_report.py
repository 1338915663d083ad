"""What there is to say about a plan on a real store: wishes, stands, delegations."""

from __future__ import annotations

from db.reads import stands as stand_reads
from seminar_tui.day import planning, replanning
from seminar_tui.day.plan_report import report, stand_reason, why_not
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.placement.events import StandCancelled
from tests.day.test_planning import everybody, placed, stands


def test_why_says_that_a_round_is_over_rather_than_that_somebody_was_away(station, clock):
    planning.place(station, clock.now())
    rounds = {number: stand.round for number, stand in stands(station).items()}
    with station.look() as connection:
        wishes = stand_reads.wishes(connection, station.day_id)
    person = next(
        p for p in everybody(station) if {rounds[n] for n in wishes.get(p.id, ())} == {1, 2}
    )
    closing = next(number for number, round_ in rounds.items() if round_ == 2)
    event = StandCancelled(closing)
    replanning.accept(
        station, clock.now(), replanning.propose_event(station, clock.now(), event, from_round=2)
    )
    with station.look() as connection:
        reasons = why_not(connection, station.day_id, person.code)
    assert {one.why == "round_over" for one in reasons if rounds[one.stand] == 1} == {True}
    assert {one.why == "round_over" for one in reasons if rounds[one.stand] == 2} == {False}


def test_why_says_what_became_of_every_wish(any_station, clock):
    planning.place(any_station, clock.now())
    with any_station.look() as connection:
        wishes = stand_reads.wishes(connection, any_station.day_id)
        person = next(p for p in everybody(any_station) if len(wishes.get(p.id, ())) > 2)
        reasons = why_not(connection, any_station.day_id, person.code)
    assert [one.stand for one in reasons] == list(wishes[person.id])
    assert [one.rank for one in reasons] == list(range(1, len(reasons) + 1))
    for one in reasons:
        assert (one.cost is not None) == (one.why in ("full", "better_instead"))
        assert (one.cost is not None) == any(move.why == "wish" for move in one.moves)
    seats = {s.stand for s in placed(any_station) if s.participant_id == person.id}
    assert {one.stand for one in reasons if one.why == "met"} == seats & set(wishes[person.id])


def test_a_stand_says_who_has_its_seats_and_who_waits(station, clock):
    crowded = stands(station)[1]
    edit_stand(station, clock.now(), str(crowded.number), StandChange(capacity=1))
    planning.place(station, clock.now())
    with station.look() as connection:
        story = stand_reason(connection, station.day_id, str(crowded.number))
        wishes = stand_reads.wishes(connection, station.day_id)
        why = {
            code: {one.stand: one.why for one in why_not(connection, station.day_id, code)}
            for code, _rank in story.waiting
        }
    ids = {p.code: p.id for p in everybody(station)}
    there = {s.participant_id for s in placed(station) if s.stand == crowded.number}
    assert {ids[code] for code, _rank in story.holders} == there
    assert (story.capacity, story.free, len(there)) == (1, 0, 1)
    assert story.price > 0
    assert story.waiting
    for code, rank in story.waiting:
        assert wishes[ids[code]].index(crowded.number) + 1 == rank
        assert why[code][crowded.number] == "full"


def test_delegations_that_share_a_stand_are_named(station, clock):
    planning.place(station, clock.now())
    with station.look() as connection:
        made = report(planning.stored_plan(connection, station.day_id))
    homes = {p.code: p.municipality for p in everybody(station)}
    for stand, town, codes in made.together:
        assert {homes[code] for code in codes} == {town}
        seated = {
            code
            for _round, there in made.rounds
            for n, codes in there
            if n == stand
            for code in codes
        }
        assert set(codes) <= seated
    shared = sum(len(codes) * (len(codes) - 1) // 2 for _stand, _town, codes in made.together)
    assert shared == made.same_municipality_pairs > 0
