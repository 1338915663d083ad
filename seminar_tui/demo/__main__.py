"""The practice day's own process: makes the day, says so, and lives it until told to stop.

Its one argument is an order as JSON; it stops when its standard input ends.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any

from db.engine import Store
from db.errors import StoreError
from db.reads.days import day as read_day
from db.schema import open_store
from seminar_tui.clock import PracticeClock, clock_from
from seminar_tui.demo.generator import World, make_world
from seminar_tui.demo.making import MadeDay, make_file, start_clock
from seminar_tui.demo.script import write_script
from seminar_tui.demo.simulator import Simulator, read_seats
from seminar_tui.rules.refusal import BadInput


def main() -> None:
    """Obey the order."""
    if hasattr(os, "nice"):
        # The app paints first and answers first; the day it shows can wait a moment.
        os.nice(5)
    order = json.loads(sys.argv[1])
    path = Path(order["file"])
    stop = Event()
    Thread(target=_listen, args=(stop,), daemon=True).start()
    try:
        live(path, make_world(order["size"], order["seed"]), order["speed"], stop)
    except StoreError as error:
        _say({"error": error.code, "facts": {key: str(fact) for key, fact in error.facts.items()}})
    except BadInput as error:
        _say({"error": "trouble", "facts": {"detail": error.code}})
    finally:
        if order["temporary"]:
            shutil.rmtree(path.parent, ignore_errors=True)


def live(path: Path, world: World, speed: float, stop: Event) -> None:
    """Make the day, let some guests have come, and live the rest of it until stopped."""
    real = clock_from()
    simulator = Simulator()

    def prepare(store: Store, made: MadeDay) -> None:
        simulator.take(store, made.day_id)
        simulator.learn(write_script(world, read_seats(store, made.day_id)))
        simulator.catch_up(world.opens)
        start_clock(store, made.day_id, real.now(), world.opens, speed)

    made = make_file(path, world, prepare)
    store = open_store(path)
    try:
        with store.reading() as connection:
            row = read_day(connection, made.day_id)
        assert row.practice_since is not None
        assert row.practice_started is not None
        simulator.take(store, made.day_id)
        _say({"made": made.day_id})
        clock = PracticeClock(real, row.practice_since, row.practice_started, row.practice_speed)
        simulator.live(clock, speed, stop)
    finally:
        store.close()


def _listen(stop: Event) -> None:
    sys.stdin.buffer.read()
    stop.set()


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
