"""Walking in, being changed, being replaced: seats, wishes and history follow."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from db.models import Participant
from db.reads import arrivals as arrival_reads
from db.reads.people import people, wishes_of
from db.rows import PersonRow
from db.vocabulary import PersonStatus, Role
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.people import (
    PersonChange,
    WalkIn,
    edit_person,
    find_people,
    list_people,
    walk_in,
)
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station
from seminar_tui.day.substitutes import substitute
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.badge import Code, read_code
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.sentences import trouble


def everybody(station: Station) -> tuple[PersonRow, ...]:
    with station.look() as connection:
        return people(connection, station.day_id)


def seats(station: Station, participant_id: int) -> dict[int, int]:
    with station.look() as connection:
        return {s.round: s.stand for s in arrival_reads.seats(connection, participant_id)}


def guest_of(station: Station) -> PersonRow:
    """A guest who presents nowhere."""
    return next(one for one in everybody(station) if one.presents is None)


def test_a_walk_in_gets_a_code_seats_and_the_doors_answer(
    any_station: Station, clock: FrozenClock
) -> None:
    place(any_station, clock.now())
    home = guest_of(any_station)
    with any_station.look() as connection:
        from db.reads.stands import stands

        other = next(
            s for s in stands(connection, any_station.day_id) if s.municipality != home.municipality
        )
    added = walk_in(
        any_station,
        clock.now(),
        WalkIn(
            "  Maja\tYılmaz ", "ishøj kommune", title="byrådsmedlem", wishes=(str(other.number),)
        ),
        let_in=True,
        desk="A",
    )
    assert isinstance(read_code(added.person.code), Code)
    assert (added.person.name, added.person.role) == ("Maja Yılmaz", Role.POLITICIAN)
    assert added.answer is not None
    assert added.answer.result == "in"
    assert [seat.round for seat in added.answer.placements] == [1, 2]
    assert other.number in [seat.stand for seat in added.answer.placements]
    assert added.wishes == (other.number,)


def test_before_a_plan_a_walk_in_has_wishes_and_no_seat(
    station: Station, clock: FrozenClock
) -> None:
    added = walk_in(station, clock.now(), WalkIn("Bo Bech", "Vejle"))
    assert added.seats == ()
    assert added.answer is None


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (WalkIn("  "), "name_missing"),
        (WalkIn("Bo", "Skagen"), "municipality_unknown"),
        (WalkIn("Bo", role="troldmand"), "role_unknown"),
        (WalkIn("Bo", wishes=("999",)), "stand_unknown"),
    ],
)
def test_a_walk_in_that_is_unclear_changes_nothing(
    station: Station, clock: FrozenClock, who: WalkIn, code: str
) -> None:
    before = everybody(station)
    with pytest.raises(BadInput, match=code):
        walk_in(station, clock.now(), who)
    assert everybody(station) == before


def test_namesakes_are_named_and_never_merged(station: Station, clock: FrozenClock) -> None:
    known = everybody(station)[0]
    from db.reference import municipality_name

    added = walk_in(
        station, clock.now(), WalkIn(known.name.upper(), municipality_name(known.municipality))
    )
    assert [one.id for one in added.namesakes] == [known.id]


def test_undoing_a_walk_in_takes_it_off_every_list(
    any_station: Station, clock: FrozenClock
) -> None:
    place(any_station, clock.now())
    before = everybody(any_station)
    added = walk_in(any_station, clock.now(), WalkIn("Bo Bech", "Ishøj"), let_in=True)
    undo_last(any_station, clock.now())
    undo_last(any_station, clock.now())
    assert everybody(any_station) == before
    assert seats(any_station, added.person.id) == {}
    assert check_in(any_station, clock.now(), added.person.code).result == "revoked"


def test_an_edit_changes_what_is_named_and_undo_gives_it_back(
    any_station: Station, clock: FrozenClock
) -> None:
    before = everybody(any_station)[0]
    change = PersonChange(
        name="Ny [/] Navn\x1b[2J",
        title="chef",
        note="kørestol",
        attention="Giv mappe",
        role="chief",
    )
    after = edit_person(any_station, clock.now(), before.code, change).person
    assert (after.name, after.title, after.attention) == ("Ny [/] Navn", "chef", "Giv mappe")
    assert (after.municipality, after.presents) == (before.municipality, before.presents)
    undo_last(any_station, clock.now())
    assert everybody(any_station)[0] == before


def test_an_edit_that_changes_nothing_leaves_nothing_to_undo(
    station: Station, clock: FrozenClock
) -> None:
    known = everybody(station)[0]
    edit_person(station, clock.now(), known.code, PersonChange(name=known.name))
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo_last(station, clock.now())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (PersonChange(name=" "), "name_missing"),
        (PersonChange(status="væk"), "status_unknown"),
        (PersonChange(email="ikke en adresse"), "email_invalid"),
        (PersonChange(presents="999"), "stand_unknown"),
    ],
)
def test_a_bad_edit_changes_nothing(
    station: Station, clock: FrozenClock, change: PersonChange, code: str
) -> None:
    before = everybody(station)
    with pytest.raises(BadInput, match=code):
        edit_person(station, clock.now(), before[0].code, change)
    assert everybody(station) == before


def test_who_cancels_gives_the_seats_up_and_undo_returns_them(
    any_station: Station, clock: FrozenClock
) -> None:
    place(any_station, clock.now())
    guest = guest_of(any_station)
    held = seats(any_station, guest.id)
    assert held
    edit_person(any_station, clock.now(), guest.code, PersonChange(status="cancelled"))
    assert seats(any_station, guest.id) == {}
    undo_last(any_station, clock.now())
    assert seats(any_station, guest.id) == held


def test_who_becomes_a_presenter_has_no_seat_in_that_round(
    any_station: Station, clock: FrozenClock
) -> None:
    from db.reads.stands import stands

    place(any_station, clock.now())
    guest = guest_of(any_station)
    with any_station.look() as connection:
        own = next(
            s
            for s in stands(connection, any_station.day_id)
            if s.municipality == guest.municipality
        )
    edit_person(any_station, clock.now(), guest.code, PersonChange(presents=str(own.number)))
    assert own.round not in seats(any_station, guest.id)


def test_a_new_colleague_takes_over_place_and_wishes(
    any_station: Station, clock: FrozenClock
) -> None:
    place(any_station, clock.now())
    with any_station.look() as connection:
        wished = wishes_of(connection, [one.id for one in everybody(any_station)])
    absent = next(one for one in everybody(any_station) if one.id in wished)
    held = seats(any_station, absent.id)
    done = substitute(any_station, clock.now(), absent.code, name="Ny Kollega", title="konsulent")
    assert done.person.municipality == absent.municipality
    assert done.person.presents == absent.presents
    assert done.wishes == wished[absent.id]
    assert {seat.round: seat.stand for seat in done.seats} == held
    assert check_in(any_station, clock.now(), absent.code).result == "cancelled"
    with any_station.look() as connection:
        kept = connection.execute(
            select(col(Participant.substitute_for)).where(col(Participant.id) == done.person.id)
        ).scalar_one()
    assert kept == absent.id
    assert done.namesakes == ()
    undo_last(any_station, clock.now())
    assert seats(any_station, absent.id) == held
    assert done.person.id not in [one.id for one in everybody(any_station)]
    assert check_in(any_station, clock.now(), absent.code).result == "in"


def test_a_registered_colleague_may_take_over(station: Station, clock: FrozenClock) -> None:
    place(station, clock.now())
    absent = next(one for one in everybody(station) if one.presents is not None)
    by = next(
        one
        for one in everybody(station)
        if one.municipality == absent.municipality and one.presents is None
    )
    before = (everybody(station), seats(station, by.id), seats(station, absent.id))
    done = substitute(station, clock.now(), absent.code, by=by.code)
    assert (done.person.id, done.person.presents) == (by.id, absent.presents)
    undo_last(station, clock.now())
    assert (everybody(station), seats(station, by.id), seats(station, absent.id)) == before
    # Somebody new of the same name may be the same person: it is said.
    doubled = substitute(station, clock.now(), absent.code, name=by.name.upper())
    assert [one.id for one in doubled.namesakes] == [by.id]


def test_only_one_comes_instead_of_a_no_show(any_station: Station, clock: FrozenClock) -> None:
    station = any_station
    place(station, clock.now())
    absent = next(one for one in everybody(station) if one.presents is not None)
    third = next(
        one
        for one in everybody(station)
        if one.municipality == absent.municipality and one.presents is None
    )
    first = substitute(station, clock.now(), absent.code, name="Ny Nymann").person
    before = (everybody(station), seats(station, third.id))
    for again in ({"by": third.code}, {"name": "Nyere Nymann"}):
        with pytest.raises(Refused, match="has_substitute"):
            substitute(station, clock.now(), absent.code, **again)
    assert (everybody(station), seats(station, third.id)) == before
    assert substitute(station, clock.now(), first.code, by=third.code).person.id == third.id
    undo_last(station, clock.now())
    undo_last(station, clock.now())
    assert substitute(station, clock.now(), absent.code, by=third.code).person.id == third.id


def test_substitution_is_refused_where_it_makes_no_sense(
    station: Station, clock: FrozenClock
) -> None:
    here, *rest = everybody(station)
    stranger = next(one for one in rest if one.municipality != here.municipality)
    with pytest.raises(Refused, match="other_municipality"):
        substitute(station, clock.now(), here.code, by=stranger.code)
    with pytest.raises(Refused, match="cannot_replace_self"):
        substitute(station, clock.now(), here.code, by=here.code)
    with pytest.raises(BadInput, match="name_or_by"):
        substitute(station, clock.now(), here.code)
    check_in(station, clock.now(), here.code)
    with pytest.raises(Refused, match="has_arrived"):
        substitute(station, clock.now(), here.code, name="Ny")


def test_who_a_later_list_left_out_may_take_a_place(station: Station, clock: FrozenClock) -> None:
    absent = everybody(station)[0]
    by = next(one for one in everybody(station)[1:] if one.municipality == absent.municipality)
    with station.store.writing() as connection:
        connection.execute(
            update(Participant).where(col(Participant.id) == by.id).values(gone=True)
        )
    done = substitute(station, clock.now(), absent.code, by=by.code)
    assert done.person.id == by.id
    assert check_in(station, clock.now(), by.code).ok


@pytest.mark.parametrize("status", [PersonStatus.CANCELLED, PersonStatus.BLOCKED])
def test_whom_the_door_turns_away_takes_nobodys_place(
    station: Station, clock: FrozenClock, status: PersonStatus
) -> None:
    absent = everybody(station)[0]
    by = next(one for one in everybody(station)[1:] if one.municipality == absent.municipality)
    edit_person(station, clock.now(), by.code, PersonChange(status=status))
    before = everybody(station)
    with pytest.raises(Refused, match="not_expected") as refused:
        substitute(station, clock.now(), absent.code, by=by.code)
    assert everybody(station) == before
    assert by.name in trouble(refused.value)


def test_people_are_listed_by_text_municipality_and_arrival(
    station: Station, clock: FrozenClock
) -> None:
    from db.reference import municipality_name

    first = everybody(station)[0]
    check_in(station, clock.now(), first.code)
    with station.look() as connection:
        day_id = station.day_id
        assert [x.person.id for x in list_people(connection, day_id, arrived=True)] == [first.id]
        mine = list_people(connection, day_id, municipality=municipality_name(first.municipality))
        assert {x.person.municipality for x in mine} == {first.municipality}
        assert first.id in [x.person.id for x in mine]
        named = list_people(connection, day_id, text=first.name)
        assert first.id in [x.person.id for x in named]
        assert find_people(connection, day_id, first.name)[0].person.name == first.name
        with pytest.raises(BadInput, match="municipality_unknown"):
            list_people(connection, day_id, municipality="Skagen")
