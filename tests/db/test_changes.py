"""Hearing of other people's commits, on both kinds of store."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import text

from db.changes import CHANNEL, PostgresFeed, SqliteFeed, open_feed
from db.engine import Store, connect
from db.errors import StoreError
from db.schema import open_store
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station, take_station


def _touch(store: Store, name: str) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO importprofile VALUES (:n, '{}')"), {"n": name})
        if not store.is_sqlite:
            connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def test_a_commit_is_heard_once(any_store: Store, address: str) -> None:
    other = connect(address)
    feed = open_feed(any_store, time.sleep)
    try:
        assert not feed.changed(1)
        _touch(other, "a")
        assert feed.changed(200)
        assert not feed.changed(1)
    finally:
        feed.close()
        other.close()


def test_a_commit_of_one_s_own_process_is_heard_too(any_store: Store) -> None:
    feed = open_feed(any_store, time.sleep)
    try:
        _touch(any_store, "a")
        assert feed.changed(200)
    finally:
        feed.close()


def test_a_transaction_that_was_undone_is_not_heard(any_store: Store) -> None:
    feed = open_feed(any_store, time.sleep)
    try:
        try:
            with any_store.writing() as connection:
                connection.execute(text("INSERT INTO importprofile VALUES ('a', '{}')"))
                raise KeyError
        except KeyError:
            pass
        assert not feed.changed(50)
    finally:
        feed.close()


def test_every_use_case_is_heard(any_station: Station, clock: FrozenClock) -> None:
    feed = open_feed(any_station.store, time.sleep)
    try:
        with any_station.act(clock.now(), "test") as work:
            work.log("done")
        assert feed.changed(500)
    finally:
        feed.close()


def test_each_store_gets_its_own_kind_of_feed(any_store: Store) -> None:
    feed = open_feed(any_store, time.sleep)
    assert isinstance(feed, SqliteFeed if any_store.is_sqlite else PostgresFeed)
    feed.close()


def test_a_lost_notification_is_made_good(server_address: str) -> None:
    store = open_store(server_address, create=True)
    feed = PostgresFeed(store)
    feed.SAFETY_MS = 20
    try:
        assert [feed.changed(10) for _ in range(4)] == [False, True, False, True]
    finally:
        feed.close()
        store.close()


def test_a_feed_leaves_nothing_behind(server_address: str, clock: FrozenClock) -> None:
    """A listening connection is not handed back to those who read."""
    store = open_store(server_address, create=True)
    feed = open_feed(store, time.sleep)
    feed.close()
    take_station(store, "test", clock.now(), 0)
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM station")) == 1
        assert connection.scalar(text("SELECT count(*) FROM pg_listening_channels()")) == 0
    store.close()


@pytest.mark.parametrize("replaced", [False, True])
def test_the_silence_of_a_file_that_went_away_is_not_taken_for_calm(
    store: Store, replaced: bool
) -> None:
    path = Path(store.location)
    feed = open_feed(store, time.sleep)
    assert not feed.changed(1)
    path.rename(path.with_name("moved.db"))
    if replaced:
        open_store(path, create=True).close()
    try:
        with pytest.raises(StoreError, match="gone"):
            feed.changed(1)
    finally:
        feed.close()
    if not replaced:
        with pytest.raises(Exception, match="unable to open"):
            open_feed(store, time.sleep)
        assert not path.exists(), "no empty file is made in its place"
