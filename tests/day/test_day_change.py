"""Changing a day after it was made, and what is due before it."""

import pytest

from db.reads.log import log_lines
from db.vocabulary import Instant
from seminar_tui.day.day_change import DayChange, edit_day, read_day
from seminar_tui.day.log import undo_action
from seminar_tui.day.milestones import add_due, finish_due, read_due, remove_due
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused
from tests.floor_day import at, make_floor

NOW = Instant(at("08:30"))
LATER = Instant(at("08:31"))


@pytest.fixture
def station(address):
    store, station = make_floor(address, 2)
    yield station
    store.close()


def seen(station):
    with station.look() as connection:
        return read_day(connection, station.day_id)


def due(station):
    with station.look() as connection:
        return read_due(connection, station.day_id)


def test_a_day_is_changed_and_taken_back_and_its_programme_counts_on(station):
    before = seen(station)
    change = DayChange(contact="HSO · 3370 3370", case_id="SAG-1", warning=3, automatic=True)
    after = edit_day(station, NOW, change)
    assert (after.contact, after.day.case_id, after.day.warning_ms) == (
        "HSO · 3370 3370",
        "SAG-1",
        180_000,
    )
    assert after.day.auto_advance
    assert after.day.programme_version == before.day.programme_version + 1
    assert (before.day.programme_changed_at, after.day.programme_changed_at) == (None, NOW.utc_ms)
    assert edit_day(station, LATER, change) == after, "nothing was changed"
    undo_last(station, LATER)
    assert seen(station).texts() == before.texts()
    assert seen(station).day.programme_version == after.day.programme_version + 1
    assert seen(station).day.programme_changed_at == LATER.utc_ms


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (DayChange(title="  "), "title_missing"),
        (DayChange(target=0), "out_of_range"),
        (DayChange(contact="x" * 201), "text_too_long"),
        (DayChange(danger=3), "danger_before_warning"),
        (DayChange(warning=0), "danger_before_warning"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(station, change, code):
    before = seen(station)
    with pytest.raises(BadInput) as told:
        edit_day(station, NOW, change)
    assert told.value.code == code
    assert seen(station) == before


def test_a_limit_is_not_taken_back_where_the_other_would_come_before_it(station):
    edit_day(station, NOW, DayChange(warning=5))
    with station.look() as connection:
        wider = log_lines(connection, station.day_id)[0]
    edit_day(station, LATER, DayChange(danger=5))
    with pytest.raises(Refused, match="changed_since"):
        undo_action(station, LATER, wider.id)
    undo_last(station, LATER)
    undo_action(station, LATER, wider.id)


def test_what_is_due_is_noted_done_removed_and_taken_back(station):
    first = add_due(station, NOW, "6.9.2018", "Notat til kommunerne")
    add_due(station, NOW, "2018-12-01", "Evaluering")
    assert [(one.due, one.overdue("2018-11-14")) for one in due(station)] == [
        ("2018-09-06", True),
        ("2018-12-01", False),
    ]
    finish_due(station, NOW, first)
    assert due(station)[0].done_on == "2018-11-14"
    undo_last(station, NOW)
    assert due(station)[0].done_on == ""
    remove_due(station, NOW, first)
    assert [one.title for one in due(station)] == ["Evaluering"]
    undo_last(station, NOW)
    assert [one.title for one in due(station)] == ["Notat til kommunerne", "Evaluering"]
    with pytest.raises(BadInput, match="milestone_unknown"):
        finish_due(station, NOW, 999)


def test_the_words_of_a_day_stored_with_limits_in_no_order_are_changed_and_taken_back(station):
    with station.store.writing() as connection:
        connection.exec_driver_sql("UPDATE day SET warning_ms = 60000, danger_ms = 120000")
    before = seen(station)
    assert edit_day(station, NOW, DayChange(title="Ny titel")).day.title == "Ny titel"
    undo_last(station, LATER)
    assert seen(station).day.title == before.day.title
    with pytest.raises(BadInput, match="danger_before_warning"):
        edit_day(station, LATER, DayChange(danger=3))
