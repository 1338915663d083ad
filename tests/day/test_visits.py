"""Guests are counted where they really stand, once a round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from db.models import Action, Badge, Stand, Standing, Visit
from db.reads import visits as reads
from db.vocabulary import VisitResult
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.visits import read_people, report_presenters, visit
from seminar_tui.rules.refusal import BadInput, Refused
from tests.day.at_a_stand import (
    guests,
    let_everybody_in,
    other_station,
    place,
    set_day,
    set_rounds,
    stand,
    strangers,
)


@pytest.fixture
def here(any_station: Station, clock: FrozenClock) -> Station:
    set_rounds(any_station, s1=1, s2=2, s3=1, s4=2, s5=1, s6=2)
    let_everybody_in(any_station, clock)
    return any_station


def test_a_guest_is_counted_once_and_moves(here: Station, clock: FrozenClock) -> None:
    one, three = stand(here, 1), stand(here, 3)
    guest = next(g for g in strangers(here, one) if g.municipality != three.municipality)
    first = visit(here, clock.now(), f" {guest.code.lower()}\r", "1")
    assert (first.result, first.here, first.round) == (VisitResult.HERE, 1, 1)
    assert visit(here, clock.now(), guest.code, "1").result is VisitResult.AGAIN
    moved = visit(here, clock.now(), guest.code, "3")
    assert (moved.result, moved.moved_from, moved.here) == (VisitResult.MOVED, 1, 1)
    with here.look() as connection:
        assert reads.counts(connection, here.day_id, 1) == {three.id: 1}
        kinds = connection.execute(select(col(Visit.kind)).order_by(col(Visit.id))).scalars()
        assert list(kinds) == ["came", "left", "came"]


def test_nobody_makes_more_visits_than_the_day_has_rounds(
    here: Station, clock: FrozenClock
) -> None:
    set_rounds(here, s2=None, s4=None)
    two, four = stand(here, 2), stand(here, 4)
    homes = {two.municipality, four.municipality}
    guest = next(g for g in strangers(here, two) if g.municipality not in homes)
    for round_ in (1, 2):
        for asked in ("2", "4"):
            visit(here, clock.now(), guest.code, asked, round_=round_)
    for round_ in (0, 3):
        with pytest.raises(BadInput, match="out_of_range"):
            visit(here, clock.now(), guest.code, "2", round_=round_, force="vil så gerne")
    with here.look() as connection:
        for round_ in (1, 2, 3):
            at_four = {four.id: 1} if round_ < 3 else {}
            assert reads.counts(connection, here.day_id, round_) == at_four
    presenter = next(g for g in guests(here) if g.presents == stand(here, 1).id)
    assert visit(here, clock.now(), presenter.code, "2", round_=2).result is VisitResult.HERE
    with pytest.raises(Refused, match="presenting"):
        visit(here, clock.now(), presenter.code, "2", round_=1)


def test_over_the_target_is_counted_and_says_where_there_is_room(
    here: Station, clock: FrozenClock
) -> None:
    set_day(here, target=2)
    coming = strangers(here, stand(here, 3))[:3]
    for guest in coming[:2]:
        assert visit(here, clock.now(), guest.code, "3").result is VisitResult.HERE
    over = visit(here, clock.now(), coming[2].code, "3")
    assert (over.result, over.here, over.target) == (VisitResult.OVER_TARGET, 3, 2)
    near = [room.stand.number for room in over.nearest]
    assert set(near) <= {1, 5}
    assert near == sorted(near)
    assert all(room.stand.municipality != coming[2].municipality for room in over.nearest)


def test_refusals_and_force(here: Station, clock: FrozenClock) -> None:
    one = stand(here, 1)
    own = next(g for g in guests(here) if g.municipality == one.municipality)
    other = next(g for g in guests(here) if g.presents == stand(here, 3).id)
    for person, code in ((own, "own_stand"), (other, "presenting")):
        with pytest.raises(Refused, match=code):
            visit(here, clock.now(), person.code, "1")
    forced = visit(here, clock.now(), other.code, "1", force="taler med borgmesteren")
    assert forced.forced == (True, True)
    guest = strangers(here, one)[0]
    unneeded = visit(here, clock.now(), guest.code, "1", force="for en sikkerheds skyld")
    assert unneeded.forced == (True, False)
    with here.look() as connection:
        stored = connection.execute(
            select(col(Action.forced_asked), col(Action.forced_needed))
            .where(col(Action.kind) == "visit")
            .order_by(col(Action.id))
        )
        assert [tuple(row) for row in stored] == [(True, True), (True, False)]


def test_a_stand_that_is_closed_takes_nobody(here: Station, clock: FrozenClock) -> None:
    guest = strangers(here, stand(here, 1))[0]
    with pytest.raises(Refused, match="not_open"):
        visit(here, clock.now(), guest.code, "1", round_=2)
    with here.store.writing() as connection:
        connection.execute(update(Stand).where(col(Stand.number) == 1).values(status="cancelled"))
    with pytest.raises(Refused, match="not_open"):
        visit(here, clock.now(), guest.code, "1")


def test_who_has_not_arrived_cannot_be_forced(any_station: Station, clock: FrozenClock) -> None:
    guest = strangers(any_station, stand(any_station, 1))[0]
    for force in (None, "hun er her jo"):
        with pytest.raises(Refused, match="not_arrived"):
            visit(any_station, clock.now(), guest.code, "1", force=force)


def test_codes_that_are_nobodys(here: Station, clock: FrozenClock) -> None:
    code = strangers(here, stand(here, 1))[0].code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for raw, answer in ((wrong, "damaged"), ("HALLO", "unknown"), ("", "unknown")):
        with pytest.raises(Refused, match=answer):
            visit(here, clock.now(), raw, "1")
    with here.store.writing() as connection:
        connection.execute(update(Badge).where(col(Badge.code) == code).values(revoked_at=1))
    with pytest.raises(Refused, match="revoked"):
        visit(here, clock.now(), code, "1")
    with pytest.raises(BadInput, match="stand_unknown"):
        visit(here, clock.now(), guests(here)[3].code, "77")


def test_one_guest_scanned_at_two_stands_at_once_stands_at_one(
    here: Station, clock: FrozenClock
) -> None:
    one, three = stand(here, 1), stand(here, 3)
    guest = next(g for g in strangers(here, one) if g.municipality != three.municipality)
    stations = [other_station(here, clock, name) for name in "abcd"]
    jobs = list(zip(stations, ("1", "3", "1", "3"), strict=True))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: visit(job[0], clock.now(), guest.code, job[1]), jobs))
    with here.look() as connection:
        count = select(func.count()).where(col(Standing.participant_id) == guest.id)
        assert connection.execute(count).scalar_one() == 1


def test_undo_puts_a_guest_back(here: Station, clock: FrozenClock) -> None:
    one, three = stand(here, 1), stand(here, 3)
    guest = next(g for g in strangers(here, one) if g.municipality != three.municipality)
    visit(here, clock.now(), guest.code, "1")
    visit(here, clock.now(), guest.code, "3")
    assert undo_last(here, clock.now()).kind == "visit"
    with here.look() as connection:
        assert reads.stands_at(connection, guest.id, 1) == one.id
    undo_last(here, clock.now())
    with here.look() as connection:
        assert reads.stands_at(connection, guest.id, 1) is None


def test_who_is_expected_here_and_besides(here: Station, clock: FrozenClock) -> None:
    one = stand(here, 1)
    three = stand(here, 3)
    coming = [g for g in strangers(here, one) if g.municipality != three.municipality]
    for guest in coming[:3]:
        place(here, guest, one)
    visit(here, clock.now(), coming[0].code, "1")
    visit(here, clock.now(), coming[1].code, "3")
    visit(here, clock.now(), coming[3].code, "1")
    with here.look() as connection:
        people = read_people(connection, one.id, 1)
    assert (people.expected, people.here, people.extra) == (3, 2, 1)
    by_id = {guest.participant_id: guest for guest in people.guests}
    assert by_id[coming[1].id].elsewhere
    assert not by_id[coming[2].id].here
    assert by_id[coming[3].id].here
    assert not by_id[coming[3].id].expected


def test_a_presenters_absence_is_reported_and_taken_back(here: Station, clock: FrozenClock) -> None:
    number = next(
        n for n in range(1, 7) if any(g.presents == stand(here, n).id for g in guests(here))
    )
    assert report_presenters(here, clock.now(), str(number))
    with here.look() as connection:
        assert any(p.missing for p in reads.presenters_of(connection, stand(here, number).id))
    assert not report_presenters(here, clock.now(), str(number))
    with here.look() as connection:
        assert not any(p.missing for p in reads.presenters_of(connection, stand(here, number).id))
