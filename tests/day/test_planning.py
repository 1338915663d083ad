"""Planning on a real store: placing, checking, choosing halves, moving by hand, undoing."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from db.models import Standing
from db.reads import participants as people_reads
from db.reads import plan as plan_reads
from db.reads import stands as stand_reads
from db.vocabulary import PersonStatus, StandStatus
from seminar_tui.day import moving, planning, replanning
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.plan_report import report, stand_reason
from seminar_tui.day.seating import seat_newcomer
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.wishes import wish
from seminar_tui.placement.events import StandCancelled
from seminar_tui.rules.refusal import BadInput, Refused


def placed(station):
    with station.look() as connection:
        return plan_reads.placements(connection, station.day_id)


def everybody(station):
    with station.look() as connection:
        return people_reads.participants(connection, station.day_id)


def stands(station):
    with station.look() as connection:
        return {s.number: s for s in stand_reads.stands(connection, station.day_id)}


def a_guest(station):
    return next(
        p for p in everybody(station) if not p.presents and p.status is PersonStatus.REGISTERED
    )


def a_stand_for(station, person):
    return next(s for s in stands(station).values() if s.municipality != person.municipality)


def checked(station):
    with station.look() as connection:
        return planning.check(planning.stored_plan(connection, station.day_id))


def test_a_plan_is_stored_and_proves_itself(any_station, clock):
    made = planning.place(any_station, clock.now(), seed=3)
    assert report(made).proof == "optimal"
    assert checked(any_station).verdict == "optimal"
    with any_station.look() as connection:
        stored = planning.stored_plan(connection, any_station.day_id)
    assert report(stored) == report(made)
    for seat in placed(any_station):
        assert stands(any_station)[seat.stand].round == seat.round


def test_the_same_seed_gives_the_same_plan(station, clock):
    first = report(planning.place(station, clock.now(), seed=3))
    again = report(planning.place(station, clock.now(), seed=3))
    assert first == again


def test_a_tampered_plan_is_not_called_optimal(station, clock):
    planning.place(station, clock.now())
    with station.look() as connection:
        stored = planning.stored_plan(connection, station.day_id)
    wished = next(
        (key, number)
        for key, number in stored.plan.seats.items()
        for person in stored.posed.problem.people
        if person.key == key[0] and number in person.wishes
    )
    fewer = {key: n for key, n in stored.plan.seats.items() if key != wished[0]}
    assert planning.check(replace(stored, plan=replace(stored.plan, seats=fewer))).verdict != (
        "optimal"
    )


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("certificate", "no json"),
        ("certificate", "{}"),
        ("certificate", "[1]"),
        ("certificate", '{"gain":[Infinity],"bonus":0,"stay":0,"base":0,"prices":{}}'),
        ("certificate", '{"gain":[1],"bonus":1,"stay":0,"base":0,"prices":{},"over":987654321}'),
        ("certificate", '{"gain":[1],"bonus":1,"stay":0,"base":0,"prices":{},"over":-9}'),
        ("certificate", '{"gain":["0"],"bonus":"0","stay":"0","base":"0","prices":{}}'),
        ("objective", "whatever"),
    ],
)
def test_a_tampered_certificate_is_named_and_the_day_goes_on(station, clock, column, text):
    value = planning.place(station, clock.now()).plan.value
    with station.store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE plan SET {column} = ?", (text,))
    with station.look() as connection:
        stored = planning.stored_plan(connection, station.day_id)
    found = planning.check(stored)
    assert (found.verdict, [rule for rule, _, _ in found.breaches]) == ("broken", ["weights_wrong"])
    assert report(stored).value == value
    with station.look() as connection:
        stand_reason(connection, station.day_id, "1")
    proposal = replanning.propose_event(station, clock.now(), StandCancelled(1))
    replanning.accept(station, clock.now(), proposal)
    with station.look() as connection:
        mended = planning.stored_plan(connection, station.day_id)
    assert planning.check(mended).verdict == "optimal"


def test_without_a_plan_there_is_nothing_to_check(station):
    with pytest.raises(Refused, match="no_plan"):
        checked(station)


def test_undo_of_a_plan_restores_every_seat_exactly(any_station, clock):
    planning.place(any_station, clock.now(), seed=1)
    before = placed(any_station)
    planning.place(any_station, clock.now(), seed=2)
    assert undo_last(any_station, clock.now()).kind == "place"
    assert placed(any_station) == before


def test_a_plan_that_was_changed_since_is_not_undone_over(station, clock):
    person = a_guest(station)
    planning.place(station, clock.now())
    other = take_station(station.store, "another", clock.now(), station.day_id)
    target = str(a_stand_for(station, person).number)
    moving.pin(other, clock.now(), person.code, target, force="x")
    with pytest.raises(Refused, match="plan_changed"):
        undo_last(station, clock.now())
    assert undo_last(other, clock.now()).kind == "pin"
    assert undo_last(station, clock.now()).kind == "place", "the pin was taken back: as it was"
    assert placed(station) == ()


def test_halves_are_even_and_locks_hold(station, clock):
    found = planning.halves(station, clock.now(), locks={1: 2, 2: 2})
    assert found.rounds[1] == found.rounds[2] == 2
    assert sorted(list(found.rounds.values()).count(r) for r in (1, 2)) == [3, 3]
    assert {n: s.round for n, s in stands(station).items()} == dict(found.rounds)
    assert found.value >= found.before


def test_keep_stores_nothing(station, clock):
    before = stands(station)
    found = planning.halves(station, clock.now(), locks={1: 2}, keep=True)
    assert found.rounds[1] == 2
    assert stands(station) == before


def test_new_halves_take_away_only_the_seats_that_no_longer_hold(any_station, clock):
    planning.place(any_station, clock.now())
    swapped = {n: 3 - s.round for n, s in list(stands(any_station).items())[:2]}
    planning.halves(any_station, clock.now(), locks=swapped)
    for seat in placed(any_station):
        assert stands(any_station)[seat.stand].round == seat.round


def test_a_pin_holds_when_planned_again(any_station, clock):
    person = a_guest(any_station)
    planning.place(any_station, clock.now())
    target = a_stand_for(any_station, person)
    moving.pin(any_station, clock.now(), person.code, str(target.number), force="reserved")
    planning.place(any_station, clock.now(), seed=9)
    mine = [s for s in placed(any_station) if s.participant_id == person.id and s.pinned]
    assert [s.stand for s in mine] == [target.number]
    moving.unpin(any_station, clock.now(), person.code)
    assert not any(s.pinned for s in placed(any_station))


def test_undo_of_a_move_gives_the_former_seat_back(station, clock):
    planning.place(station, clock.now())
    person = a_guest(station)
    before = placed(station)
    moved = moving.move(
        station, clock.now(), person.code, str(a_stand_for(station, person).number), force="x"
    )
    assert moved.moves[0].to_stand == a_stand_for(station, person).number
    undo_last(station, clock.now())
    assert placed(station) == before


def test_a_full_stand_takes_force_and_says_whether_it_was_needed(station, clock):
    planning.place(station, clock.now())
    person = a_guest(station)
    target = a_stand_for(station, person)
    edit_stand(station, clock.now(), str(target.number), StandChange(capacity=0))
    with pytest.raises(Refused, match="full"):
        moving.move(station, clock.now(), person.code, str(target.number))
    forced = moving.move(
        station, clock.now(), person.code, str(target.number), force="a journalist"
    )
    assert (forced.forced_asked, forced.forced_needed) == (True, True)


@pytest.mark.parametrize(("code", "stand", "error"), [("P0", "1", "code_unknown")])
def test_an_unknown_code_is_said(station, clock, code, stand, error):
    with pytest.raises(BadInput, match=error):
        moving.move(station, clock.now(), code, stand)


def test_wishes_are_replaced_in_order_and_undone(any_station, clock):
    person = a_guest(any_station)
    mine = [n for n, s in stands(any_station).items() if s.municipality != person.municipality]

    def wishes():
        with any_station.look() as connection:
            return stand_reads.wishes(connection, any_station.day_id).get(person.id, ())

    before = wishes()
    asked = [str(mine[2]), str(mine[0])]
    assert wish(any_station, clock.now(), person.code, asked).stands == (mine[2], mine[0])
    assert wishes() == (mine[2], mine[0])
    undo_last(any_station, clock.now())
    assert wishes() == before


def test_wishes_for_oneself_twice_or_nowhere_are_refused(station, clock):
    person = a_guest(station)
    own = next(n for n, s in stands(station).items() if s.municipality == person.municipality)
    other = a_stand_for(station, person).number
    with pytest.raises(Refused, match="own_municipality"):
        wish(station, clock.now(), person.code, [str(own)])
    with pytest.raises(BadInput, match="wish_twice"):
        wish(station, clock.now(), person.code, [str(other), str(other)])
    with pytest.raises(BadInput, match="stand_unknown"):
        wish(station, clock.now(), person.code, ["99"])


def test_a_newcomer_gets_seats_that_are_left_and_nobody_moves(station, clock):
    planning.place(station, clock.now())
    person = a_guest(station)
    others = [s for s in placed(station) if s.participant_id != person.id]
    with station.act(clock.now(), "test") as work:
        for seat in placed(station):
            if seat.participant_id == person.id:
                planning.writes.set_placement(work.connection, person.id, seat.round, None, False)
    with station.act(clock.now(), "test") as work:
        found = seat_newcomer(work, person.id)
    assert set(found) == {1, 2}
    assert [s for s in placed(station) if s.participant_id != person.id] == others


def test_on_a_day_without_a_plan_choice_stays_free(station, clock):
    with station.act(clock.now(), "test") as work:
        assert seat_newcomer(work, a_guest(station).id) == {}


def test_an_edited_stand_is_given_back_by_undo(any_station, clock):
    before = stands(any_station)[1]
    change = StandChange(theme="[/] \x1b[31mrød", capacity=3, cancel=True, round=2)
    edit_stand(any_station, clock.now(), "1", change)
    after = stands(any_station)[1]
    assert (after.theme, after.capacity, after.status, after.round) == (
        "[/] rød",
        3,
        "cancelled",
        2,
    )
    undo_last(any_station, clock.now())
    assert stands(any_station)[1] == before


def test_a_cancelled_stand_is_replanned_by_moving_few_and_only_when_accepted(any_station, clock):
    planning.place(any_station, clock.now())
    before = placed(any_station)
    gone = before[0].stand
    edit_stand(any_station, clock.now(), str(gone), StandChange(cancel=True))
    proposal = replanning.propose(any_station, clock.now())
    assert placed(any_station) == before, "nothing moves until accepted"
    freed = {(s.participant_id, s.round) for s in before if s.stand == gone}
    assert len(proposal.moves) >= len(freed) > 0
    replanning.accept(any_station, clock.now(), proposal)
    after = placed(any_station)
    assert all(seat.stand != gone for seat in after)
    moved = sum(
        1
        for seat in before
        if seat.stand != gone
        and not any((s.participant_id, s.stand) == (seat.participant_id, seat.stand) for s in after)
    )
    assert moved <= len(freed), "those who can stay where they were told do"
    undo_last(any_station, clock.now())
    assert placed(any_station) == before


def test_a_proposal_made_before_somebody_else_changed_the_plan_is_refused(station, clock):
    planning.place(station, clock.now())
    proposal = replanning.propose(station, clock.now())
    person = a_guest(station)
    moving.pin(station, clock.now(), person.code, str(a_stand_for(station, person).number))
    with pytest.raises(Refused, match="plan_changed"):
        replanning.accept(station, clock.now(), proposal)


def test_a_plan_that_fits_the_facts_moves_nobody(station, clock):
    planning.place(station, clock.now())
    assert replanning.propose(station, clock.now()).moves == ()


def test_round_two_is_planned_again_from_what_was_really_seen(station, clock):
    planning.place(station, clock.now())
    before = placed(station)
    seen = next(s for s in before if s.round == 2)
    with station.act(clock.now(), "test") as work:
        work.connection.execute(
            insert(Standing).values(
                participant_id=seen.participant_id, round=1, stand_id=seen.stand_id, at=0
            )
        )
    proposal = replanning.propose(station, clock.now(), from_round=2)
    assert all(move.round == 2 for move in proposal.moves)
    problem = {person.key: person for person in proposal.problem.people}
    assert seen.stand in problem[seen.participant_id].seen


def test_without_those_who_did_not_come_their_seats_are_free(station, clock):
    planning.place(station, clock.now())
    with pytest.raises(Refused, match="no_people"):
        replanning.propose(station, clock.now(), arrived_only=True)
    came = a_guest(station)
    check_in(station, clock.now(), came.code)
    proposal = replanning.propose(station, clock.now(), arrived_only=True)
    lost = {move.code for move in proposal.moves if move.to_stand is None}
    with_seats = {s.participant_id for s in placed(station)}
    assert lost == {p.code for p in everybody(station) if p.id in with_seats} - {came.code}


def test_a_stand_without_seats_is_kept_and_nobody_is_placed_there(station, clock):
    edit_stand(station, clock.now(), "2", StandChange(capacity=0))
    planning.place(station, clock.now(), seed=3)
    shut = stands(station)[2]
    assert shut.status is StandStatus.OPEN
    assert placed(station)
    assert shut.id not in {seat.stand_id for seat in placed(station)}
    guest = next(
        p for p in everybody(station) if not p.presents and p.municipality != shut.municipality
    )
    with pytest.raises(Refused, match="full"):
        moving.move(station, clock.now(), guest.code, "2")
