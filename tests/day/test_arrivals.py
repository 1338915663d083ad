"""Checking in and out: every answer of the door, each attempt a row, each undo exact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from db.models import Action, Arrival, Presence
from db.reads.people import people
from db.rows import PersonRow
from db.vocabulary import CheckInResult
from seminar_tui.clock import FrozenClock
from seminar_tui.day import door_questions
from seminar_tui.day.arrivals import (
    check_in,
    check_in_colleagues,
    check_in_person,
    save_replies,
)
from seminar_tui.day.leaving import check_out, close_door
from seminar_tui.day.people import PersonChange, edit_person, replace_badge
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused


def everybody(station: Station) -> tuple[PersonRow, ...]:
    with station.look() as connection:
        return people(connection, station.day_id)


def rows(station: Station, model: type) -> int:
    with station.look() as connection:
        return connection.execute(select(func.count()).select_from(model)).scalar_one()


def of(station: Station, participant_id: int) -> PersonRow:
    return next(one for one in everybody(station) if one.id == participant_id)


def test_a_code_lets_its_guest_in_once(any_station: Station, clock: FrozenClock) -> None:
    guest = everybody(any_station)[0]
    first = check_in(any_station, clock.now(), guest.code, desk="Indgang 1")
    assert (first.result, first.since, first.desk) == ("in", clock.utc_ms, "Indgang 1")
    assert of(any_station, guest.id).inside
    clock.advance(2.9)
    assert check_in(any_station, clock.now(), guest.code, desk="Indgang 1").result == "again"
    assert check_in(any_station, clock.now(), guest.code, desk="Indgang 2").result == "already"
    clock.advance(0.2)
    late = check_in(any_station, clock.now(), guest.code, desk="Indgang 1")
    assert (late.result, late.desk) == ("already", "Indgang 1")
    assert rows(any_station, Arrival) == 1
    assert rows(any_station, Presence) == 1


def test_again_adds_no_row_and_every_other_attempt_one(
    station: Station, clock: FrozenClock
) -> None:
    before = rows(station, Action)
    guest = everybody(station)[0]
    for code in (guest.code, guest.code, "P000000000", "xyz", "", "PAAAAAAAAA"):
        check_in(station, clock.now(), code)
    # in, (again), and four refusals.
    assert rows(station, Action) - before == 5


@pytest.mark.parametrize(("status", "result"), [("cancelled", "cancelled"), ("blocked", "blocked")])
def test_a_status_refuses_and_force_overrides(
    any_station: Station, clock: FrozenClock, status: str, result: str
) -> None:
    guest = everybody(any_station)[0]
    edit_person(any_station, clock.now(), guest.code, PersonChange(status=status))
    refused = check_in(any_station, clock.now(), guest.code)
    assert (refused.result, refused.ok, refused.forced.asked) == (result, False, False)
    assert rows(any_station, Arrival) == 0
    forced = check_in(any_station, clock.now(), guest.code, force="kender ham")
    assert (forced.result, forced.forced.asked, forced.forced.needed) == ("in", True, True)


def test_force_that_was_not_needed_says_so(station: Station, clock: FrozenClock) -> None:
    answer = check_in(
        station, clock.now(), everybody(station)[0].code, force="for en sikkerheds skyld"
    )
    assert (answer.result, answer.forced.asked, answer.forced.needed) == ("in", True, False)


def test_nobody_is_let_in_by_force_on_an_unknown_code(station: Station, clock: FrozenClock) -> None:
    answer = check_in(station, clock.now(), "nobody", force="vil ind")
    assert (answer.result, answer.forced.asked, answer.forced.needed) == ("unknown", True, False)


def test_a_damaged_code_is_told_from_an_unknown_one(station: Station, clock: FrozenClock) -> None:
    code = everybody(station)[0].code
    other = "0" if code[3] != "0" else "1"
    damaged = code[:3] + other + code[4:]
    assert check_in(station, clock.now(), damaged).result == "damaged"
    assert check_in(station, clock.now(), "TICKET-17").result == "unknown"


def test_a_replaced_badge_is_revoked_and_the_new_one_works(
    any_station: Station, clock: FrozenClock
) -> None:
    guest = everybody(any_station)[0]
    new = replace_badge(any_station, clock.now(), guest.code).person.code
    refused = check_in(any_station, clock.now(), guest.code)
    assert refused.result == "revoked"
    assert refused.participant is not None
    assert refused.participant.id == guest.id
    assert check_in(any_station, clock.now(), new).result == "in"
    undo_last(any_station, clock.now())
    undo_last(any_station, clock.now())
    assert check_in(any_station, clock.now(), guest.code).result == "in"
    assert check_in(any_station, clock.now(), new).result == "revoked"


def test_a_code_of_another_day_is_named_so(station: Station, clock: FrozenClock) -> None:
    from seminar_tui.day.days import DaySpec, create_day

    other = create_day(station, clock.now(), DaySpec("Dagen efter", "2026-10-15"))
    tomorrow = take_station(station.store, "test", clock.now(), other.day_id)
    answer = check_in(tomorrow, clock.now(), everybody(station)[0].code)
    assert (answer.result, answer.placements) == ("wrong_day", ())


def test_a_foreign_ticket_code_works_whatever_its_case_and_may_be_two_peoples(
    any_station: Station, clock: FrozenClock
) -> None:
    one, two = everybody(any_station)[:2]
    edit_person(any_station, clock.now(), one.code, PersonChange(outside_code="Zk3-ab_9"))
    assert check_in(any_station, clock.now(), "zK3-AB_9\r\n").result == "in"
    edit_person(any_station, clock.now(), two.code, PersonChange(outside_code="Zk3-ab_9"))
    assert check_in(any_station, clock.now(), "Zk3-ab_9").result == "ambiguous"


def test_a_nonce_gives_the_same_answer_and_no_row(any_station: Station, clock: FrozenClock) -> None:
    guest = everybody(any_station)[0]
    first = check_in(any_station, clock.now(), guest.code, nonce="n1", desk="A")
    clock.advance(60)
    actions = rows(any_station, Action)
    repeated = check_in(any_station, clock.now(), guest.code, nonce="n1", desk="A")
    assert (repeated.result, repeated.since, repeated.desk) == ("in", first.since, "A")
    assert rows(any_station, Action) == actions
    assert check_in(any_station, clock.now(), guest.code, nonce="n2", desk="A").result == "already"


def test_a_nonce_of_a_refused_scan_does_not_block(station: Station, clock: FrozenClock) -> None:
    guest = everybody(station)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(status="blocked"))
    assert check_in(station, clock.now(), guest.code, nonce="n").result == "blocked"
    edit_person(station, clock.now(), guest.code, PersonChange(status="registered"))
    assert check_in(station, clock.now(), guest.code, nonce="n").result == "in"


def test_a_nonce_counts_anew_after_an_undo(station: Station, clock: FrozenClock) -> None:
    guest = everybody(station)[0]
    check_in(station, clock.now(), guest.code, nonce="n")
    undo_last(station, clock.now())
    assert not of(station, guest.id).inside
    assert check_in(station, clock.now(), guest.code, nonce="n").result == "in"
    assert of(station, guest.id).inside


def test_out_and_in_again_by_order_of_time(any_station: Station, clock: FrozenClock) -> None:
    guest = everybody(any_station)[0]
    with pytest.raises(Refused, match="not_inside"):
        check_out(any_station, clock.now(), guest.code)
    first = check_in(any_station, clock.now(), guest.code)
    clock.advance(600)
    assert not check_out(any_station, clock.now(), guest.code).person.inside
    clock.advance(1)
    back = check_in(any_station, clock.now(), guest.code)
    assert back.result == "in"
    row = of(any_station, guest.id)
    assert (row.inside, row.arrived_at) == (True, first.since)
    undo_last(any_station, clock.now())
    assert (of(any_station, guest.id).inside, of(any_station, guest.id).arrived_at) == (
        False,
        first.since,
    )
    undo_last(any_station, clock.now())
    undo_last(any_station, clock.now())
    assert of(any_station, guest.id).arrived_at is None
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo_last(any_station, clock.now())


def test_undo_is_refused_after_15_minutes(station: Station, clock: FrozenClock) -> None:
    check_in(station, clock.now(), everybody(station)[0].code)
    clock.advance(15 * 60 + 1)
    with pytest.raises(Refused, match="too_late"):
        undo_last(station, clock.now())


def test_undo_by_desk_takes_back_that_desks_last(station: Station, clock: FrozenClock) -> None:
    one, two = everybody(station)[:2]
    check_in(station, clock.now(), one.code, desk="A")
    check_in(station, clock.now(), two.code, desk="B")
    assert undo_last(station, clock.now(), "A").participant_id == one.id
    assert (of(station, one.id).inside, of(station, two.id).inside) == (False, True)


def test_an_arrival_others_have_built_on_is_not_undone(
    station: Station, clock: FrozenClock
) -> None:
    guest = everybody(station)[0]
    check_in(station, clock.now(), guest.code, desk="A")
    clock.advance(5)
    check_out(station, clock.now(), guest.code, desk="B")
    with pytest.raises(Refused, match="changed_since"):
        undo_last(station, clock.now(), "A")


def test_a_whole_delegation_comes_in_with_its_count_and_goes_by_one_undo(
    any_station: Station, clock: FrozenClock
) -> None:
    people_ = everybody(any_station)
    first = people_[0]
    house = [one for one in people_ if one.municipality == first.municipality]
    clock.advance(1)
    check_in(any_station, clock.now(), house[1].code, desk="A")
    clock.advance(60)
    answer = check_in(any_station, clock.now(), first.code, desk="A", delegation=True)
    expected = {one.id for one in house} - {house[1].id}
    assert answer.count == len(expected)
    assert {one.participant.id for one in answer.people if one.participant} == expected
    assert all(of(any_station, who).inside for who in expected)
    undo_last(any_station, clock.now(), "A")
    inside = {one.id for one in everybody(any_station) if one.inside}
    assert inside == {first.id, house[1].id}


def test_the_door_asks_until_it_is_answered(any_station: Station, clock: FrozenClock) -> None:
    lunch = door_questions.add_question(
        any_station, clock.now(), "Spiser med?", ["ja", "nej"], required=True
    )
    name = door_questions.add_question(any_station, clock.now(), "Taler dansk?")
    guest = everybody(any_station)[0]
    held = check_in(any_station, clock.now(), guest.code)
    assert held.result is CheckInResult.INCOMPLETE
    assert [(one.id, one.required) for one in held.questions] == [
        (lunch.id, True),
        (name.id, False),
    ]
    with pytest.raises(BadInput, match="not_a_choice"):
        check_in(any_station, clock.now(), guest.code, replies={lunch.id: "måske"})
    answered = check_in(any_station, clock.now(), guest.code, replies={lunch.id: " JA "})
    assert answered.result == "in"
    assert [one.id for one in answered.questions] == [name.id]
    assert check_in(any_station, clock.now(), everybody(any_station)[1].code, force="x").ok
    door_questions.remove_question(any_station, clock.now(), lunch.id)
    assert check_in(any_station, clock.now(), everybody(any_station)[2].code).result == "in"


def test_one_guests_answer_is_nobody_elses(any_station: Station, clock: FrozenClock) -> None:
    lunch = door_questions.add_question(any_station, clock.now(), "Spiser med?", required=True)
    one, two = everybody(any_station)[:2]
    assert check_in(any_station, clock.now(), one.code, replies={lunch.id: "ja"}).result == "in"
    held = check_in(any_station, clock.now(), two.code)
    assert (held.result, [q.id for q in held.questions]) == ("incomplete", [lunch.id])


def test_a_guest_found_by_name_and_those_chosen_of_their_house(
    any_station: Station, clock: FrozenClock
) -> None:
    """By people's ids, as windows do it; nobody comes in twice, and one undo is all of them."""
    lunch = door_questions.add_question(any_station, clock.now(), "Spiser med?", ["ja", "nej"])
    house = [one for one in everybody(any_station) if one.municipality == "0175"]
    first, chosen = house[0], {one.id for one in house[1:3]}
    assert check_in_person(any_station, clock.now(), first.id).result == "in"
    save_replies(any_station, clock.now(), first.id, {lunch.id: "nej"})
    with pytest.raises(BadInput, match="not_a_choice"):
        save_replies(any_station, clock.now(), first.id, {lunch.id: "måske"})
    came = check_in_colleagues(any_station, clock.now(), first.id, chosen)
    assert {one.participant.id for one in came.people if one.participant} == chosen
    assert check_in_colleagues(any_station, clock.now(), first.id, chosen).people == ()
    assert {one.id for one in everybody(any_station) if one.inside} == {first.id, *chosen}


def test_a_reply_stays_even_if_the_guest_is_refused(station: Station, clock: FrozenClock) -> None:
    lunch = door_questions.add_question(station, clock.now(), "Spiser med?", required=True)
    guest = everybody(station)[0]
    edit_person(station, clock.now(), guest.code, PersonChange(status="blocked"))
    assert check_in(station, clock.now(), guest.code, replies={lunch.id: "ja"}).result == "blocked"
    edit_person(station, clock.now(), guest.code, PersonChange(status="registered"))
    assert check_in(station, clock.now(), guest.code).result == "in"


def test_closing_time_takes_everybody_out_and_can_be_undone(
    station: Station, clock: FrozenClock
) -> None:
    for one in everybody(station)[:5]:
        check_in(station, clock.now(), one.code)
    clock.advance(60)
    assert close_door(station, clock.now()) == 5
    assert not any(one.inside for one in everybody(station))
    undo_last(station, clock.now())
    assert sum(one.inside for one in everybody(station)) == 5


def test_a_guest_is_told_their_places(any_station: Station, clock: FrozenClock) -> None:
    from seminar_tui.day.planning import place

    place(any_station, clock.now())
    people_ = everybody(any_station)
    guest = next(one for one in people_ if one.presents is None)
    answer = check_in(any_station, clock.now(), guest.code)
    assert [seat.round for seat in answer.placements] == [1, 2]
    assert all(seat.municipality and seat.stand for seat in answer.placements)
    presenter = next(one for one in people_ if one.presents is not None)
    told = check_in(any_station, clock.now(), presenter.code)
    assert told.presents is not None
    assert told.presents.stand == presenter.presents
    assert told.presents.round not in [seat.round for seat in told.placements]


def test_the_kiosk_reads_where_a_guest_goes(any_station: Station, clock: FrozenClock) -> None:
    from seminar_tui.day.kiosk import where_to
    from seminar_tui.day.planning import place

    place(any_station, clock.now())
    with any_station.look() as connection:
        people_ = people(connection, any_station.day_id)
    guest = next(one for one in people_ if one.presents is None)
    assert all(one.seat is not None for one in where_to(any_station, guest.id))
    presenter = next(one for one in people_ if one.presents is not None)
    own = [one.seat for one in where_to(any_station, presenter.id) if one.own]
    assert [seat.stand for seat in own if seat] == [presenter.presents]


def test_who_is_going_out_while_the_door_closes_goes_out_once(
    any_station: Station, clock: FrozenClock
) -> None:
    import threading

    from seminar_tui.day.doorway import leave
    from seminar_tui.day.leaving import close_door

    with any_station.look() as connection:
        guests = people(connection, any_station.day_id)[:2]
    for guest in guests:
        check_in(any_station, clock.now(), guest.code)
    going, closing = threading.Event(), threading.Event()

    def go() -> None:
        with any_station.act(clock.now(), "check_out") as work:
            leave(work, guests[0].id, "Indgang 2")
            going.set()
            closing.wait(1)

    thread = threading.Thread(target=go)
    thread.start()
    assert going.wait(10)
    assert close_door(any_station, clock.now()) == 1
    thread.join(10)


def test_undo_is_of_ones_own_action_not_of_the_door_that_closed_unseen(
    any_station: Station, clock: FrozenClock
) -> None:
    from db.reads.days import rounds
    from seminar_tui.day.leaving import close_on_time
    from seminar_tui.day.log import read_log, undo_action
    from seminar_tui.day.undo import undo_last
    from seminar_tui.day.wishes import wish
    from seminar_tui.rules.closing import closes_at

    with any_station.look() as connection:
        guest = people(connection, any_station.day_id)[0]
        closes = closes_at(one.ends for one in rounds(connection, any_station.day_id))
    assert closes is not None
    check_in(any_station, clock.now(), guest.code)
    late = replace(clock.now(), utc_ms=closes + 60_000)
    wish(any_station, late, guest.code, [])
    assert close_on_time(any_station, late) == 1
    closed = read_log(any_station)[0]
    assert undo_last(any_station, late).kind == "wish"
    assert undo_action(any_station, late, closed.id).kind == "close_door"


def test_the_door_closes_by_itself_once_and_only_on_time(
    any_station: Station, clock: FrozenClock
) -> None:
    from db.reads.arrivals import inside_now
    from db.reads.days import rounds
    from seminar_tui.day.leaving import close_on_time
    from seminar_tui.day.undo import undo_last
    from seminar_tui.rules.closing import closes_at

    with any_station.look() as connection:
        guests = people(connection, any_station.day_id)[:3]
        closes = closes_at(one.ends for one in rounds(connection, any_station.day_id))
    assert closes is not None

    def inside() -> list[int]:
        with any_station.look() as connection:
            return [one.participant_id for one in inside_now(connection, any_station.day_id)]

    now = clock.now()
    for guest in guests[:2]:
        check_in(any_station, now, guest.code)
    assert close_on_time(any_station, replace(now, utc_ms=closes - 1)) == 0
    assert len(inside()) == 2
    late = replace(now, utc_ms=closes + 60_000)
    check_in(any_station, late, guests[2].code)
    assert close_on_time(any_station, late, desk="Indgang 1") == 2
    assert inside() == [guests[2].id]
    undo_last(any_station, late)
    assert inside() == [one.id for one in guests]
    assert close_on_time(any_station, late) == 0
    assert len(inside()) == 3
