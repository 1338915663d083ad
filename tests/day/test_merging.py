"""Two registrations of one person become one, and are parted again exactly."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from db.errors import StoreError
from db.reads import merging as reads
from db.reads.arrivals import seats
from db.reads.people import people, wishes_of
from db.rows import PersonRow
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.merging import merge
from seminar_tui.day.moving import move
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.day.visits import visit
from seminar_tui.day.wishes import wish
from seminar_tui.rules.refusal import Refused

TABLES = (
    "participant",
    "person",
    "badge",
    "wish",
    "placement",
    "arrival",
    "presence",
    "visit",
    "standing",
    "entry",
)


def everybody(station: Station) -> tuple[PersonRow, ...]:
    with station.look() as connection:
        return people(connection, station.day_id)


def two_guests(station: Station) -> tuple[PersonRow, PersonRow]:
    guests = [one for one in everybody(station) if one.presents is None]
    return next(
        (one, other)
        for one in guests
        for other in guests
        if one.id != other.id and one.municipality == other.municipality
    )


def stored(station: Station) -> dict[str, set[tuple[object, ...]]]:
    with station.look() as connection:
        return {
            table: {tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))}
            for table in TABLES
        }


def test_both_badges_wishes_notes_and_the_arrival_are_the_one_persons(any_station, clock):
    place(any_station, clock.now())
    kept, double = two_guests(any_station)
    edit_person(any_station, clock.now(), double.code, PersonChange(note="Spiser ikke nødder"))
    check_in(any_station, clock.now(), double.code)
    with any_station.look() as connection:
        wished = wishes_of(connection, [kept.id, double.id])
    done = merge(any_station, clock.now(), kept.code, double.code)
    assert set(done.codes) == {kept.code, double.code}
    assert "nødder" in done.listed.person.note
    assert done.listed.person.inside
    both = dict.fromkeys((*wished.get(kept.id, ()), *wished.get(double.id, ())))
    assert done.listed.wishes == tuple(both)[:5]
    assert double.id not in {one.id for one in everybody(any_station)}
    for code in (kept.code, double.code):
        answer = check_in(any_station, clock.now(), code, desk="Indgang 2")
        assert answer.result.value == "already"
        assert answer.participant.id == kept.id


def test_parting_them_again_leaves_everything_as_it_was(any_station, clock):
    place(any_station, clock.now())
    kept, double = two_guests(any_station)
    check_in(any_station, clock.now(), double.code)
    before = stored(any_station)
    merge(any_station, clock.now(), kept.code, double.code)
    assert stored(any_station) != before
    assert undo_last(any_station, clock.now()).kind == "merge"
    assert stored(any_station) == before


@pytest.mark.parametrize("what", ["note", "wishes", "seats"])
def test_what_others_changed_since_is_not_parted_over(any_station, clock, what):
    place(any_station, clock.now())
    kept, double = two_guests(any_station)
    wish(any_station, clock.now(), kept.code, [])
    theirs = ["3", "5"] if {"3", "5"}.isdisjoint(_own(any_station, kept)) else ["4", "6"]
    wish(any_station, clock.now(), double.code, theirs)
    edit_person(any_station, clock.now(), double.code, PersonChange(note="Spiser ikke nødder"))
    with any_station.store.writing() as connection:
        connection.execute(
            text("DELETE FROM placement WHERE participant_id = :who"), {"who": kept.id}
        )
    merge(any_station, clock.now(), kept.code, double.code)
    other = take_station(any_station.store, "other", clock.now(), any_station.day_id)
    if what == "note":
        edit_person(other, clock.now(), kept.code, PersonChange(note="Spiser alt"))
    elif what == "wishes":
        wish(other, clock.now(), kept.code, theirs[:1])
    else:
        assert move(other, clock.now(), kept.code, _free(any_station, kept)).moves
    before = stored(any_station)
    with pytest.raises(Refused, match="changed_since"):
        undo_last(any_station, clock.now())
    assert stored(any_station) == before
    undo_last(other, clock.now())
    undo_last(any_station, clock.now())


def _free(station: Station, person: PersonRow) -> str:
    """A stand the person has no seat at and may hear."""
    with station.look() as connection:
        held = {str(one.stand) for one in seats(connection, person.id)}
    return next(
        str(n) for n in range(1, 7) if str(n) not in held and str(n) not in _own(station, person)
    )


def test_the_history_of_both_is_one(station: Station, clock: FrozenClock):
    kept, double = two_guests(station)
    check_in(station, clock.now(), double.code)
    merge(station, clock.now(), kept.code, double.code)
    with station.look() as connection:
        found = connection.execute(
            text("SELECT kind FROM action WHERE participant_id = :who ORDER BY id"),
            {"who": kept.id},
        ).scalars()
        assert list(found) == ["check_in", "merge"]


def test_two_who_were_both_seen_are_two(station: Station, clock: FrozenClock):
    kept, double = two_guests(station)
    for one in (kept, double):
        check_in(station, clock.now(), one.code)
    with pytest.raises(Refused) as refused:
        merge(station, clock.now(), kept.code, double.code)
    assert refused.value.code == "both_arrived"


def test_who_comes_in_on_the_double_meanwhile_is_inside_once(any_station, clock, monkeypatch):
    kept, double = two_guests(any_station)
    check_in(any_station, clock.now(), kept.code)
    read, desks = reads.owned, []

    def scan() -> None:
        check_in(any_station, clock.now(), double.code, desk="Indgang 2")

    def owned(connection, who):
        found = read(connection, who)
        if who == double.id and not desks:
            desks.append(threading.Thread(target=scan))
            desks[0].start()
            desks[0].join(1)
        return found

    monkeypatch.setattr(reads, "owned", owned)
    merge(any_station, clock.now(), kept.code, double.code)
    desks[0].join(10)
    with any_station.look() as connection:
        inside = connection.execute(text("SELECT participant_id FROM presence")).scalars()
        assert list(inside) == [kept.id]


def test_two_who_merge_the_same_pair_at_once_merge_it_once(any_station, clock):
    kept, double = two_guests(any_station)
    pairs, said = ((kept.code, double.code), (double.code, kept.code)), []

    def run(first: str, second: str) -> None:
        try:
            merge(any_station, clock.now(), first, second)
            said.append("merged")
        except (Refused, StoreError) as refused:
            said.append(refused.code)

    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["merged", "same_registration"]


def test_others_than_one_person_are_refused(station: Station, clock: FrozenClock):
    kept, _double = two_guests(station)
    stranger = next(o for o in everybody(station) if o.municipality != kept.municipality)
    for other, code in ((kept, "same_registration"), (stranger, "merge_municipality")):
        with pytest.raises(Refused) as refused:
            merge(station, clock.now(), kept.code, other.code)
        assert refused.value.code == code


def test_a_visit_of_the_double_is_the_one_persons_and_undone_as_theirs(station, clock):
    kept, double = two_guests(station)
    check_in(station, clock.now(), double.code)
    number = next(str(stand) for stand in range(1, 7) if str(stand) not in _own(station, double))
    visit(station, clock.now(), double.code, number, round_=1, force="prøve")
    merge(station, clock.now(), kept.code, double.code)
    with station.look() as connection:
        who = connection.execute(text("SELECT participant_id FROM standing")).scalars().all()
    assert who == [kept.id]


def _own(station: Station, person: PersonRow) -> set[str]:
    from seminar_tui.day.stands import list_stands

    with station.look() as connection:
        found = list_stands(connection, station.day_id)
    return {str(one.stand.number) for one in found if one.stand.municipality == person.municipality}


def test_the_list_read_again_does_not_bring_the_double_back(tmp_path):
    from tests.importing_day import ImportDay

    day = ImportDay(tmp_path)
    path = tmp_path / "liste.csv"
    path.write_text(
        "Navn,E-mail,Kommune\nBo Nielsen,bo@faxe.dk,Faxe\nBo Nilsen,bn@faxe.dk,Faxe\n", "utf-8"
    )
    day.run("import", "participants", str(path))
    kept, double = day.run("people")["people"]
    assert day.run("merge", kept["code"], double["code"])["result"] == "merged"
    again = day.run("import", "participants", str(path))
    assert (again["new"], again["changed"], again["gone"]) == (0, 0, [])
    (left,) = day.run("people")["people"]
    assert (left["name"], left["status"]) == ("Bo Nielsen", "registered")


def test_one_person_with_two_badges_is_printed_counted_and_listed_once(station, clock):
    from seminar_tui.day.printing import material
    from seminar_tui.day.stands import list_stands
    from seminar_tui.day.status import floor

    presenters = [one for one in everybody(station) if one.presents == 1]
    kept, double = presenters[0], two_guests(station)[0]
    before = floor(station, clock.now()).heads.registered
    guest = next(
        o for o in everybody(station) if o.municipality == kept.municipality and not o.presents
    )
    del double
    merge(station, clock.now(), kept.code, guest.code)
    assert floor(station, clock.now()).heads.registered == before - 1
    with station.look() as connection:
        ids = [one.id for one in material(connection, station.day_id).guests]
        (stand, *_rest) = list_stands(connection, station.day_id)
    assert len(ids) == len(set(ids))
    assert guest.id not in ids
    assert [name for _code, name in stand.presenters].count(kept.name) == 1
