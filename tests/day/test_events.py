"""Events of the day on a real store: proposed, accepted in one step, and exactly undone."""

import pytest
from sqlalchemy import select

from db.models import Participant, Placement, Plan, Stand, Standing, Wish
from db.reads import plan as plan_reads
from seminar_tui.day import moving, planning, replanning
from seminar_tui.day.people import PersonChange, edit_person, walk_in
from seminar_tui.day.people import WalkIn as Newcomer
from seminar_tui.day.stands import StandChange, edit_stand
from seminar_tui.day.station import take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.wishes import wish
from seminar_tui.placement.events import (
    CapacityChanged,
    Here,
    Pinned,
    PresenterSwapped,
    StandCancelled,
    StandMoved,
    StandReopened,
    Unpinned,
    WalkIn,
    WishesChanged,
)
from seminar_tui.placement.model import Person
from seminar_tui.rules.refusal import BadInput, Refused
from tests.day.test_planning import a_guest, a_stand_for, everybody, placed, stands

TABLES = (Participant, Stand, Wish, Placement, Plan)


def everything(station):
    """Return every row that an event may change."""
    with station.look() as connection:
        return [sorted(map(repr, connection.execute(select(table)))) for table in TABLES]


def proof(station):
    with station.look() as connection:
        return planning.check(planning.stored_plan(connection, station.day_id)).verdict.value


def of_the_day(station):
    """One event of each kind, by name."""
    guest = a_guest(station)
    other = a_stand_for(station, guest)
    presenter = next(p for p in everybody(station) if p.presents)
    mine = [n for n, s in stands(station).items() if s.municipality != guest.municipality]
    moved = stands(station)[2]
    return {
        "no_show": Here(guest.id, frozenset()),
        "late": Here(guest.id, frozenset({2})),
        "leaves": Here(guest.id, frozenset({1})),
        "wishes": WishesChanged(guest.id, tuple(mine[:3])),
        "pin": Pinned(guest.id, other.number),
        "cancel": StandCancelled(1),
        "capacity": CapacityChanged(2, 5),
        "late_stand": StandMoved(moved.number, 3 - moved.round),
        "presenter": PresenterSwapped(presenter.presents, presenter.id, guest.id),
    }


KINDS = "no_show late leaves wishes pin cancel capacity late_stand presenter".split()


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_moves_nobody_until_accepted_and_is_exactly_undone(any_station, clock, kind):
    planning.place(any_station, clock.now())
    before = everything(any_station)
    event = of_the_day(any_station)[kind]
    proposal = replanning.propose_event(any_station, clock.now(), event)
    assert everything(any_station) == before
    told = {(s.participant_id, s.round): s.stand for s in placed(any_station)}
    replanning.accept(any_station, clock.now(), proposal)
    assert proof(any_station) == "optimal"
    after = {(s.participant_id, s.round): s.stand for s in placed(any_station)}
    ids = {p.code: p.id for p in everybody(any_station)}
    moves = {(ids[m.code], m.round): (m.from_stand, m.to_stand) for m in proposal.moves}
    changed = {k for k in {*told, *after} if told.get(k) != after.get(k)}
    assert moves == {k: (told.get(k), after.get(k)) for k in changed}
    assert everything(any_station) != before
    assert undo_last(any_station, clock.now()).kind == "event"
    assert everything(any_station) == before
    assert proof(any_station) == "optimal"


def test_facts_that_others_changed_since_are_not_written_over(any_station, clock):
    planning.place(any_station, clock.now())
    other = take_station(any_station.store, "other", clock.now(), any_station.day_id)
    events, guest = of_the_day(any_station), a_guest(any_station)
    mine = [n for n, s in stands(any_station).items() if s.municipality != guest.municipality]
    since = {
        "wishes": lambda: wish(other, clock.now(), guest.code, [str(mine[-1])]),
        "capacity": lambda: edit_stand(other, clock.now(), "2", StandChange(capacity=7)),
        "presenter": lambda: edit_person(
            other, clock.now(), guest.code, PersonChange(presents="-")
        ),
    }
    for kind, change in since.items():
        found = replanning.propose_event(any_station, clock.now(), events[kind])
        replanning.accept(any_station, clock.now(), found)
        change()
        held = everything(any_station)
        with pytest.raises(Refused, match="changed_since"):
            undo_last(any_station, clock.now())
        assert everything(any_station) == held
        undo_last(other, clock.now())
        undo_last(any_station, clock.now())


def test_events_follow_each_other_and_each_is_undone(station, clock):
    planning.place(station, clock.now())
    past = [everything(station)]
    for kind in ("late", "cancel", "capacity", "late_stand"):
        event = of_the_day(station)[kind]
        replanning.accept(
            station, clock.now(), replanning.propose_event(station, clock.now(), event)
        )
        assert proof(station) == "optimal"
        past.append(everything(station))
    for former in reversed(past[:-1]):
        undo_last(station, clock.now())
        assert everything(station) == former


def test_a_stand_reopens_and_a_pin_is_let_go(station, clock):
    planning.place(station, clock.now())
    guest = a_guest(station)
    other = a_stand_for(station, guest).number

    def happens(event):
        proposal = replanning.propose_event(station, clock.now(), event, stay=0)
        replanning.accept(station, clock.now(), proposal)
        assert proof(station) == "optimal"
        return proposal

    worth = happens(Pinned(guest.id, other)).plan.value
    assert [s.stand for s in placed(station) if s.pinned] == [other]
    assert happens(Unpinned(guest.id)).plan.value >= worth
    assert not any(s.pinned for s in placed(station))
    best = happens(CapacityChanged(1, stands(station)[1].capacity)).plan.value
    assert happens(StandCancelled(1)).plan.value < best
    assert happens(StandReopened(1)).plan.value == best


def test_a_walk_in_gets_the_best_seats_instead_of_those_that_were_left(station, clock):
    planning.place(station, clock.now())
    wanted = max(stands(station), key=lambda n: sum(s.stand == n for s in placed(station)))
    full = sum(s.stand == wanted for s in placed(station))
    edit_stand(station, clock.now(), str(wanted), StandChange(capacity=full))
    added = walk_in(station, clock.now(), Newcomer("Ny Gæst", wishes=(str(wanted),)))
    left = {seat.round: seat.stand for seat in added.seats}
    assert wanted not in left.values()
    event = WalkIn(Person(added.person.id, ""))
    before = placed(station)
    proposal = replanning.propose_event(station, clock.now(), event, stay=0)
    assert placed(station) == before
    mine = [m for m in proposal.moves if m.code == added.person.code]
    assert [(m.from_stand, m.to_stand, m.why) for m in mine if m.to_stand == wanted] == [
        (left[stands(station)[wanted].round], wanted, "event")
    ]
    replanning.accept(station, clock.now(), proposal)
    assert proof(station) == "optimal"
    undo_last(station, clock.now())
    assert placed(station) == before


def test_who_does_not_come_is_not_placed_again_until_they_do(station, clock):
    planning.place(station, clock.now())
    guest = a_guest(station)

    def happens(event):
        proposal = replanning.propose_event(station, clock.now(), event)
        replanning.accept(station, clock.now(), proposal)
        return {s.round for s in placed(station) if s.participant_id == guest.id}

    assert happens(Here(guest.id, frozenset())) == set()
    planning.place(station, clock.now(), seed=4)
    assert guest.id not in {s.participant_id for s in placed(station)}
    assert happens(Here(guest.id, None)) == {1, 2}


def test_the_second_round_is_planned_from_visits_once_the_first_is_over(station, clock):
    planning.place(station, clock.now())
    past = [s for s in placed(station) if s.round == 1]
    seen = next(s for s in placed(station) if s.round == 2)
    with station.act(clock.now(), "test") as work:
        work.connection.execute(
            Standing.__table__.insert().values(
                participant_id=seen.participant_id, round=1, stand_id=seen.stand_id, at=0
            )
        )
    clock.advance(3 * 3600)
    with pytest.raises(Refused, match="day_over"):
        replanning.propose(station, clock.now())
    event = CapacityChanged(seen.stand, stands(station)[seen.stand].capacity + 1)
    proposal = replanning.propose_event(station, clock.now(), event, from_round=2)
    person = next(p for p in proposal.problem.people if p.key == seen.participant_id)
    assert seen.stand in person.seen
    replanning.accept(station, clock.now(), proposal)
    assert [s for s in placed(station) if s.round == 1] == past
    assert seen.stand not in {
        s.stand for s in placed(station) if (s.participant_id, s.round) == (seen.participant_id, 2)
    }
    assert proof(station) == "optimal"


def test_a_round_that_has_ended_is_over_by_the_clock(station, clock):
    planning.place(station, clock.now())
    with station.look() as connection:
        first = planning.stored_plan(connection, station.day_id).posed.day.id
        from db.reads.days import rounds

        ends = rounds(connection, first)[0].ends
    clock.advance((ends - clock.now().utc_ms) / 1000)
    edit_stand(station, clock.now(), "1", StandChange(cancel=True))
    proposal = replanning.propose(station, clock.now())
    assert proposal.over == 1
    assert all(move.round == 2 for move in proposal.moves)


def test_reasons_are_told_apart(station, clock):
    planning.place(station, clock.now())
    gone = {s.participant_id for s in placed(station) if s.stand == 1}
    ids = {p.code: p.id for p in everybody(station)}
    proposal = replanning.propose_event(station, clock.now(), StandCancelled(1))
    assert {ids[m.code] for m in proposal.moves if m.why == "stand_gone"} == gone
    edit_stand(station, clock.now(), "1", StandChange(cancel=True))
    cold = replanning.propose(station, clock.now())
    assert {ids[m.code] for m in cold.moves if m.why == "stand_gone"} == gone


def test_a_proposal_is_refused_when_a_stand_was_changed_since(station, clock):
    planning.place(station, clock.now())
    before = placed(station)
    proposal = replanning.propose_event(station, clock.now(), StandCancelled(1))
    edit_stand(station, clock.now(), "2", StandChange(capacity=1))
    with pytest.raises(Refused, match="plan_changed"):
        replanning.accept(station, clock.now(), proposal)
    assert placed(station) == before


def test_what_cannot_be_is_refused_and_nothing_is_stored(station, clock):
    with pytest.raises(Refused, match="no_plan"):
        replanning.propose_event(station, clock.now(), StandCancelled(1))
    planning.place(station, clock.now())
    before = everything(station)
    guest = a_guest(station)
    for event, code in (
        (PresenterSwapped(1, guest.id, None), "not_presenting"),
        (CapacityChanged(1, 0), "zero_capacity"),
        (Here(10_000, None), "unknown_person"),
        (WalkIn(Person(10_000, "")), "unknown_person"),
        (StandMoved(1, 9), "unknown_round"),
    ):
        with pytest.raises(Refused, match=code):
            replanning.propose_event(station, clock.now(), event)
    with pytest.raises(BadInput, match="out_of_range"):
        replanning.propose_event(station, clock.now(), StandCancelled(1), from_round=3)
    assert everything(station) == before


def test_a_move_by_hand_is_part_of_the_next_proposal(station, clock):
    planning.place(station, clock.now())
    guest = a_guest(station)
    moving.move(
        station, clock.now(), guest.code, str(a_stand_for(station, guest).number), force="x"
    )
    proposal = replanning.propose_event(station, clock.now(), CapacityChanged(2, 20))
    replanning.accept(station, clock.now(), proposal)
    assert proof(station) == "optimal"
    with station.look() as connection:
        assert (
            plan_reads.plan_version(connection, station.day_id)
            == proposal.posed.day.plan_version + 1
        )
