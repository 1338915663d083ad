"""Backups, putting back, and purging: what must go goes from every byte, and counts stay."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db.errors import StoreError
from db.reads.participants import participants
from db.schema import open_store
from db.vocabulary import EntryKind, StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.drafts import Typing, save_draft
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.keeping import (
    back_up,
    found_in,
    note_file,
    paper_folders,
    purge,
    purgeable,
    restore,
)
from seminar_tui.day.messages import send_message
from seminar_tui.day.presence import leave
from seminar_tui.day.privacy import remove_copies_again
from seminar_tui.day.station import Station, take_station
from seminar_tui.demo.generator import World, make_world
from seminar_tui.demo.script import write_script
from seminar_tui.demo.simulator import Simulator
from seminar_tui.rules.refusal import BadInput, Refused


@pytest.fixture
def world() -> World:
    return make_world(6)


@pytest.fixture
def lived(any_station: Station, world: World, clock: FrozenClock) -> Station:
    """A day that has been lived, with everything personal that a day can hold."""
    simulator = Simulator()
    simulator.take(any_station.store, any_station.day_id)
    simulator.learn(write_script(world, {}))
    simulator.catch_up(2**60)
    now = clock.now()
    add_entry(any_station, now, "1", NewEntry(EntryKind.COMMENT, "Ring til Rosalinde Kvistgaard"))
    save_draft(any_station, now, 1, 1, Typing(EntryKind.QUESTION, "Hvornår kommer Rosalinde"))
    send_message(any_station, now, "all", "Rosalinde Kvistgaard har glemt sin frakke")
    with any_station.store.writing() as connection:
        for statement in (
            "INSERT INTO pendingpresenter VALUES (1, 'Rosalinde Kvistgaard')",
            'UPDATE stand SET imported = \'{"presenters":["Rosalinde Kvistgaard"]}\' WHERE id = 2',
            'UPDATE action SET undo = \'{"email":"rosalinde@kvistgaard.dk"}\' WHERE id = 6',
            "INSERT INTO importanswer VALUES ('person', 'Rosalinde Kvistgaard', 'ny')",
            "UPDATE day SET contact = 'Rosalinde Kvistgaard, 12345678'",
            "UPDATE person SET note = 'Rosalinde henter nøglen' WHERE participant_id = 3",
            'UPDATE action SET detail = \'{"reason":"Rosalinde sagde ja"}\' WHERE id = 5',
        ):
            connection.execute(text(statement))
    return any_station


TABLES = ("participant", "presence", "arrival", "visit", "standing", "timerevent", "entry")


def _counts(station: Station) -> dict[str, int]:
    with station.look() as connection:
        return {
            table: int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
            for table in TABLES
        }


def test_a_purge_leaves_no_byte_and_every_count(
    lived: Station, world: World, clock: FrozenClock, tmp_path: Path
) -> None:
    before = _counts(lived)
    listed = tmp_path / "liste.csv"
    listed.write_text("Rosalinde")
    note_file(lived, clock.now(), "export", listed)
    done = purge(lived, clock.now())
    assert done.removed == (str(listed),)
    assert done.was.people >= len(world.people)
    assert _counts(lived) == before
    secrets = {person.name for person in world.people} | {person.code for person in world.people}
    secrets |= {person.email for person in world.people if person.email}
    secrets |= {"Rosalinde", "Kvistgaard", "rosalinde", "frakke", "nøglen"}
    if lived.store.is_sqlite:
        path = Path(lived.store.location)
        lived.store.close()
        assert done.searched > 100
        assert done.found == 0
        assert found_in(path, frozenset(secrets)) == 0
        return
    with lived.look() as connection:
        tables = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalars()
        rows = "\n".join(
            str(row)
            for table in tables.all()
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )
    assert not [secret for secret in secrets if secret in rows]


def test_a_purge_takes_the_names_of_stations_and_desks(
    any_station: Station, clock: FrozenClock
) -> None:
    """Machines and desks are called after people; how much each of them did stays."""
    now, day_id, store = clock.now(), any_station.day_id, any_station.store
    with store.reading() as connection:
        codes = [one.code for one in participants(connection, day_id)]
    mine = take_station(store, "Karens bærbare", now, day_id)
    for code, desk in zip(codes, ("", "desk 1", ""), strict=False):
        check_in(mine, now, code, desk=desk)
    leave(take_station(store, "Rosalindes telefon", now, day_id, process="7"), now)
    take_station(store, "Foyerens skærm", now, day_id, process="8")
    purge(mine, now)
    with store.reading() as connection:
        used = connection.execute(text("SELECT desk FROM arrival ORDER BY id")).scalars()
        assert list(used) == ["desk 1", "desk 2", "desk 1"]
        names = set(connection.execute(text("SELECT name FROM station")).scalars())
    assert "Foyerens skærm" in names, "it is on show, on another day perhaps"
    assert not {"Karens bærbare", "Rosalindes telefon", "test"} & names
    if store.is_sqlite:
        store.close()
        secret = frozenset({"Karens", "Rosalinde"})
        assert found_in(Path(store.location), secret) == 0


def test_a_purge_takes_the_files_the_program_wrote(station: Station, clock: FrozenClock) -> None:
    folder = Path(station.store.location).parent
    now = clock.now()
    back_up(station, now, folder / "copy.db")
    badges = folder / "badges.pdf"
    badges.write_bytes(b"%PDF Karen")
    note_file(station, now, "export", badges)
    (folder / "seminar-before-0002-was-0001.db").write_bytes(b"x")
    (folder / "letter.txt").write_text("my own")
    listed = purgeable(station).files
    assert {Path(path).name for path in listed} == {
        "copy.db",
        "badges.pdf",
        "seminar-before-0002-was-0001.db",
    }
    done = purge(station, now)
    assert set(done.removed) == set(listed)
    assert {path.name for path in folder.iterdir()} == {"letter.txt", "seminar.db"}


def test_the_folders_of_a_days_papers_are_those_where_one_still_lies_the_latest_first(
    any_station: Station, clock: FrozenClock, tmp_path: Path
) -> None:
    now = clock.now()
    for name in ("first", "gone", "latest"):
        paper = tmp_path / name / "report.pdf"
        paper.parent.mkdir()
        paper.write_bytes(b"%PDF")
        note_file(any_station, now, "print", paper)
    for copy in ("backup", "auto_backup"):
        (tmp_path / copy).mkdir()
        (tmp_path / copy / "copy.db").write_bytes(b"x")
        note_file(any_station, now, copy, tmp_path / copy / "copy.db")
    (tmp_path / "gone" / "report.pdf").unlink()
    assert paper_folders(any_station) == (tmp_path / "latest", tmp_path / "first")


def test_a_disk_that_cannot_be_looked_at_ends_nothing(
    any_station: Station, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "stick" / "report.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF")
    note_file(any_station, clock.now(), "print", paper)
    is_file = Path.is_file

    def carried_away(path: Path) -> bool:
        if path == paper:
            raise OSError(5, "Input/output error")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", carried_away)
    assert paper_folders(any_station) == (paper.parent,)
    assert str(paper) in purgeable(any_station).files


def test_a_file_that_cannot_be_deleted_is_told_and_tried_again(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = Path(station.store.location).parent / "stick"
    stick.mkdir()
    back_up(station, clock.now(), stick / "copy.db")
    unlink = Path.unlink

    def pulled_out(path: Path, missing_ok: bool = False) -> None:
        if path.parent == stick:
            raise PermissionError(path)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", pulled_out)
    for _ in range(2):
        done = purge(station, clock.now())
        assert (done.removed, done.left) == ((), (str(stick / "copy.db"),))
    monkeypatch.undo()
    done = purge(station, clock.now())
    assert (done.removed, done.left) == ((str(stick / "copy.db"),), ())
    assert list(stick.iterdir()) == []


def test_another_day_of_the_store_keeps_its_people(station: Station, clock: FrozenClock) -> None:
    from seminar_tui.demo.making import write_world

    other = make_world(2, seed=99)
    # The second day's people come with codes of their own: another seed.
    second = write_world(station.store, other)
    purge(station, clock.now())
    with station.look() as connection:
        left = connection.execute(text("SELECT name FROM person ORDER BY participant_id"))
        assert list(left.scalars()) == [person.name for person in other.people]
    assert second.day_id != station.day_id


def test_only_an_organiser_purges(station: Station, clock: FrozenClock) -> None:
    door = take_station(station.store, "door", clock.now(), station.day_id, role=StationRole.DOOR)
    with pytest.raises(Refused) as said:
        purge(door, clock.now())
    assert said.value.code == "not_allowed"
    assert purgeable(station).people > 0


def test_a_purge_that_is_held_up_says_so_and_can_be_run_again(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = sqlite3.connect(station.store.location, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    with pytest.raises(Refused) as said:
        purge(station, clock.now())
    assert said.value.code == "purge_unfinished"
    reader.execute("ROLLBACK")
    reader.close()
    purge(station, clock.now())
    world = make_world(6)
    path = Path(station.store.location)
    station.store.close()
    assert found_in(path, frozenset(person.name for person in world.people)) == 0


def test_back_and_forth(station: Station, clock: FrozenClock, tmp_path: Path) -> None:
    path = Path(station.store.location)
    made = back_up(station, clock.now(), tmp_path / "copy.db")
    assert made.size == (tmp_path / "copy.db").stat().st_size
    with station.store.writing() as connection:
        connection.execute(text("UPDATE day SET title = 'Ødelagt'"))
    done = restore(tmp_path / "copy.db", path, "1")
    assert done.days == 1
    assert done.kept is not None
    with closing(sqlite3.connect(done.kept)) as kept:
        assert kept.execute("SELECT title FROM day").fetchone() == ("Ødelagt",)
    with station.look() as connection:
        assert connection.scalar(text("SELECT title FROM day")) != "Ødelagt"


def test_a_backup_overwrites_nothing(station: Station, clock: FrozenClock, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(BadInput) as said:
        back_up(station, clock.now(), tmp_path / "copy.db")
    assert said.value.code == "file_exists"
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_store_is_not_restored_from_itself(station: Station) -> None:
    path = Path(station.store.location)
    with pytest.raises(BadInput) as said:
        restore(path, path, "1")
    assert said.value.code == "same_file"


def test_restoring_from_nothing(tmp_path: Path) -> None:
    open_store(tmp_path / "day.db", create=True).close()
    before = (tmp_path / "day.db").read_bytes()
    with pytest.raises(StoreError) as said:
        restore(tmp_path / "none.db", tmp_path / "day.db", "1")
    assert said.value.code == "missing"
    assert (tmp_path / "day.db").read_bytes() == before


def test_a_server_has_its_own_tools(server_address: str, clock: FrozenClock) -> None:
    store = open_store(server_address, create=True)
    station = take_station(store, "test", clock.now(), 0)
    with pytest.raises(BadInput) as said:
        back_up(station, clock.now(), Path("copy.db"))
    assert said.value.code == "needs_file"
    with pytest.raises(BadInput) as said:
        remove_copies_again(station, clock.now())
    assert said.value.code == "needs_file"
    store.close()
