"""One person's data told, and one person erased: every byte, and no count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from db.schema import open_store
from db.vocabulary import EntryKind, StationRole
from seminar_tui.cli.privacy import as_markdown
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.backups import backups_beside, plan_backup, take_backup
from seminar_tui.day.drafts import Typing, save_draft
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.keeping import back_up, found_in, note_file, purge, purgeable
from seminar_tui.day.leaving import check_out
from seminar_tui.day.merging import merge
from seminar_tui.day.messages import send_message
from seminar_tui.day.people import PersonChange, edit_person, list_people
from seminar_tui.day.planning import place
from seminar_tui.day.privacy import erase, finish, known_about, remove_copies_again
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.status import floor
from seminar_tui.day.undo import undo_last
from seminar_tui.day.visits import visit
from seminar_tui.demo.generator import make_world
from seminar_tui.rules.refusal import BadInput, Refused

NAME = 'Rosalinde "Rose" Kvistgaard'
ADDRESS = "rosalinde@kvistgaard.dk"
TABLES = ("participant", "presence", "arrival", "visit", "standing", "entry", "wish", "placement")


@pytest.fixture
def code(any_station: Station, clock: FrozenClock) -> str:
    """A person about whom everything is stored that can be, in their own rows and others'."""
    station, now = any_station, clock.now()
    person = next(one for one in make_world(6).people if not one.presents and one.wishes)
    change = PersonChange(name=NAME, email=ADDRESS, note="Rosalindes hund", attention="Giv nøglen")
    edit_person(station, now, person.code, change)
    place(station, now)
    check_in(station, now, person.code)
    check_out(station, now, person.code)
    check_in(station, now, person.code, force=f"{NAME} bad om det")
    with station.look() as connection:
        number = connection.scalar(
            text("SELECT min(number) FROM stand WHERE municipality <> :m"),
            {"m": person.municipality or ""},
        )
    visit(station, now, person.code, str(number), force=f"{NAME} ville")
    add_entry(
        station,
        now,
        "1",
        NewEntry(EntryKind.COMMENT, f"Sagt af {NAME.upper()}, og godt sagt", by=person.code),
    )
    save_draft(station, now, 1, 1, Typing(EntryKind.QUESTION, f"Hvad mener {NAME}"))
    send_message(station, now, "all", f"{NAME} har glemt sin frakke")
    with station.store.writing() as connection:
        for statement in (
            "INSERT INTO pendingpresenter VALUES (1, :name)",
            "INSERT INTO importanswer VALUES ('person', :name, 'ny')",
            "UPDATE stand SET imported = :json WHERE id = 2",
        ):
            values = {"name": NAME, "json": json.dumps({"presenters": [NAME]})}
            connection.execute(text(statement), values)
    return person.code


def counts(station: Station) -> dict[str, int]:
    with station.look() as connection:
        return {
            table: int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
            for table in TABLES
        }


def everything(station: Station) -> str:
    """Return every row of every table, and of a file every byte."""
    from db.models import Day

    with station.look() as connection:
        rows = [
            str(row)
            for table in Day.metadata.sorted_tables
            for row in connection.execute(table.select())
        ]
    return "\n".join(rows)


def test_all_that_is_stored_is_told(any_station: Station, clock: FrozenClock, code: str) -> None:
    known = known_about(any_station, clock.now(), code)
    assert {"participant", "person", "badge", "arrival", "presence", "action"} <= set(known.rows)
    assert {"visit", "standing", "placement", "wish", "entry", "entryversion"} <= set(known.rows)
    assert known.rows["person"][0]["email"] == ADDRESS
    assert {where for where, _ in known.mentions} >= {"message.text", "draft.text"}
    page = as_markdown(known)
    assert ADDRESS in page.replace("\\", "")
    assert "Rosalinde" in page
    assert len(known.rows["person"]) == 1
    others = {one.name for one in make_world(6).people if one.code != code}
    assert not [name for name in others if name in page]


def test_a_person_is_erased_from_every_row_and_every_count_stays(
    any_station: Station, clock: FrozenClock, code: str
) -> None:
    before = counts(any_station)
    people = len(make_world(6).people)
    done = erase(any_station, clock.now(), code)
    assert counts(any_station) == before
    assert done.mentions >= 5
    secrets = {NAME, ADDRESS, code, "Rosalinde", "ROSALINDE", "Kvistgaard", "nøglen", "frakke"}
    left = everything(any_station)
    assert [one for one in secrets if one in left] == ["frakke"]
    if any_station.store.is_sqlite:
        path = Path(any_station.store.location)
        any_station.store.close()
        assert done.found == 0
        assert done.searched >= 4
        assert found_in(path, frozenset(secrets - {"frakke"})) == 0
    # The day goes on: everybody else is there, and the plan can be made again.
    now = clock.now()
    with any_station.look() as connection:
        named = [one for one in list_people(connection, any_station.day_id) if one.person.name]
    assert len(named) >= people - 1
    assert floor(any_station, now).lines
    place(any_station, now)
    with pytest.raises(BadInput) as said:
        erase(any_station, now, code)
    assert said.value.code == "code_unknown"


def test_copies_go_and_a_new_one_is_taken(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    person = make_world(6).people[0]
    planned = plan_backup(station, clock.now(), {})
    assert planned is not None
    own = take_backup(planned)
    assert own is not None
    back_up(station, clock.now(), tmp_path / "mine.db")
    listed = tmp_path / "people.csv"
    listed.write_text(person.name)
    note_file(station, clock.now(), "export", listed)
    done = erase(station, clock.now(), person.code)
    assert set(done.removed) == {str(own), str(tmp_path / "mine.db")}
    assert done.left == (str(listed),)
    (fresh,) = own.parent.iterdir()
    assert found_in(fresh, frozenset({person.code, person.email or person.code})) == 0


def test_a_copy_that_cannot_be_deleted_stops_nothing_and_is_tried_again(
    station: Station, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_world(6).people[0]
    held, other = tmp_path / "held.db", tmp_path / "other.db"
    for copy in (held, other):
        back_up(station, clock.now(), copy)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == held:
            raise PermissionError(str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        done = erase(station, clock.now(), person.code)
        assert (done.removed, done.left, done.found) == ((str(other),), (str(held),), 0)
        assert remove_copies_again(station, clock.now()) == ((), (str(held),))
    later = tmp_path / "later.db"
    back_up(station, clock.now(), later)
    fresh = backups_beside(Path(station.store.location))
    assert remove_copies_again(station, clock.now()) == ((str(held),), ())
    assert later.is_file()
    assert fresh
    assert all(copy.is_file() for copy in fresh)


def test_where_nobody_was_erased_no_copy_goes(
    station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    back_up(station, clock.now(), tmp_path / "mine.db")
    assert remove_copies_again(station, clock.now()) == ((), ())
    assert (tmp_path / "mine.db").is_file()


@pytest.mark.parametrize("taken", ["asked for", "by itself"])
@pytest.mark.parametrize("way", ["erase", "purge"])
def test_a_copy_that_was_opened_is_never_deleted_as_its_own_copy(
    station: Station, clock: FrozenClock, tmp_path: Path, taken: str, way: str
) -> None:
    copy: Path | None = tmp_path / "elsewhere" / "copy.db"
    assert copy is not None
    copy.parent.mkdir()
    if taken == "asked for":
        back_up(station, clock.now(), copy)
    else:
        planned = plan_backup(station, clock.now(), {})
        assert planned is not None
        copy = take_backup(planned)
        assert copy is not None
    opened = take_station(open_store(copy), "test", clock.now(), station.day_id)
    if way == "erase":
        assert erase(opened, clock.now(), make_world(6).people[0].code).removed == ()
    else:
        assert purgeable(opened).files == ()
        assert purge(opened, clock.now()).removed == ()
    assert copy.is_file()
    with opened.look() as connection:
        assert connection.scalar(text("SELECT count(*) FROM participant"))
    opened.store.close()


def test_who_has_a_namesake_leaves_them_their_name(station: Station, clock: FrozenClock) -> None:
    one, two = make_world(6).people[:2]
    for person in (one, two):
        edit_person(station, clock.now(), person.code, PersonChange(name="Karen Østergaard"))
    done = erase(station, clock.now(), one.code)
    assert done.found == 0
    with station.look() as connection:
        names = [p.person.name for p in list_people(connection, station.day_id)]
    assert names.count("Karen Østergaard") == 1


def alike(station: Station, clock: FrozenClock) -> tuple[str, str, str]:
    """Return the codes of three registrations that may be merged."""
    with station.look() as connection:
        found = list_people(connection, station.day_id)
    guests = [one.person for one in found if one.person.presents is None]
    of_one = next(
        same
        for guest in guests
        if len(same := [one for one in guests if one.municipality == guest.municipality]) > 2
    )
    for number, one in enumerate(of_one[:3]):
        change = PersonChange(name=f"Rosalinde Kvist{'gaard' * number}", email=f"rosa{number}@k.dk")
        edit_person(station, clock.now(), one.code, change)
    first, second, third = (one.code for one in of_one[:3])
    return first, second, third


def test_who_was_registered_three_times_is_told_and_erased_three_times(
    station: Station, clock: FrozenClock
) -> None:
    first, second, third = alike(station, clock)
    merge(station, clock.now(), second, third)
    merge(station, clock.now(), first, second)
    told = known_about(station, clock.now(), first).rows["person"]
    assert {row["email"] for row in told} >= {"rosa1@k.dk", "rosa2@k.dk"}
    done = erase(station, clock.now(), first)
    assert done.days == 1
    left = everything(station)
    assert [one for one in ("Rosalinde", "rosa1@k.dk", "rosa2@k.dk") if one in left] == []


def test_who_was_parted_again_is_somebody_else(station: Station, clock: FrozenClock) -> None:
    first, second, _third = alike(station, clock)
    merge(station, clock.now(), first, second)
    undo_last(station, clock.now())
    assert len(known_about(station, clock.now(), first).rows["person"]) == 1
    erase(station, clock.now(), first)
    assert "rosa1@k.dk" in everything(station)


@pytest.mark.parametrize("name", ["Registered", "Staff", "Changed", "Europe/Copenhagen"])
def test_who_is_called_as_a_code_takes_no_code_along(
    station: Station, clock: FrozenClock, name: str
) -> None:
    one, other = make_world(6).people[:2]
    edit_person(station, clock.now(), other.code, PersonChange(note="Kender reglerne"))
    edit_person(station, clock.now(), one.code, PersonChange(name=name))
    send_message(station, clock.now(), "all", f"{name} har glemt sin frakke")
    held = json.dumps({"role": "staff", "status": "registered", "note": f"Med {name}"})
    query = text(
        "SELECT day.timezone, p.status, p.role, a.detail FROM day, participant p, action a"
        " WHERE a.detail LIKE '%changed%' AND a.participant_id = p.id ORDER BY p.id"
    )
    with station.store.writing() as connection:
        who = int(connection.scalar(text("SELECT max(participant_id) FROM person")) or 0)
        values = {"held": held, "who": who}
        imported = text("UPDATE person SET imported = :held WHERE participant_id = :who")
        connection.execute(imported, values)
        before = [row for row in connection.execute(query) if "note" in row.detail]
    erase(station, clock.now(), one.code)
    with station.look() as connection:
        assert [row for row in connection.execute(query) if "note" in row.detail] == before
        assert list_people(connection, station.day_id)
        left = connection.scalar(
            text("SELECT imported FROM person WHERE participant_id = :who"), {"who": who}
        )
        assert json.loads(str(left)) == {"role": "staff", "status": "registered", "note": "Med —"}
        said = connection.scalar(text("SELECT text FROM message"))
        assert said == "— har glemt sin frakke"


def test_only_an_organiser_asks_and_erases(station: Station, clock: FrozenClock) -> None:
    door = take_station(station.store, "door", clock.now(), station.day_id, role=StationRole.DOOR)
    for asked in (known_about, erase):
        with pytest.raises(Refused) as said:
            asked(door, clock.now(), make_world(6).people[0].code)
        assert said.value.code == "not_allowed"


def test_an_erasure_that_is_held_up_is_finished_later(station: Station, clock: FrozenClock) -> None:
    import sqlite3

    person = make_world(6).people[0]
    reader = sqlite3.connect(station.store.location, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    with pytest.raises(Refused) as said:
        erase(station, clock.now(), person.code)
    assert said.value.code == "purge_unfinished"
    reader.execute("ROLLBACK")
    reader.close()
    assert finish(station, frozenset({person.name, person.code})) == 0
