"""`demo`: a made-up day that runs by itself, or one written to a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context, default_db
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.screens import need_terminal, show
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput

SMALLEST, LARGEST = 2, 98
SPEED = 60.0
FASTEST = 3600.0
SCREENS = {"door": "door", "stand": "stand", "organise": "organiser", "wall": "wall"}


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("--size", type=int, default=26, metavar="N", help=t("demo.option.size"))
    parser.add_argument("--speed", type=float, metavar="X", help=t("demo.option.speed"))
    parser.add_argument("--seed", type=int, default=14, metavar="N", help=t("demo.option.seed"))
    parser.add_argument("--screen", choices=SCREENS, help=t("demo.option.screen"))
    parser.add_argument("--make", metavar="FILE", help=t("demo.option.make"))


def _demo(context: Context, given: Namespace) -> Reply | None:
    if given.speed is not None and not 0 < given.speed <= FASTEST:
        raise BadInput("out_of_range", field="speed", value=given.speed, low=0, high=int(FASTEST))
    if given.make:
        return _make(context, given)
    _run(context, given)
    return None


def _make(context: Context, given: Namespace) -> Reply:
    """Write the day to a file. Without a speed it keeps ordinary time and is byte-equal."""
    from db.engine import Store
    from seminar_tui.demo.generator import make_world
    from seminar_tui.demo.making import MadeDay, make_file, start_clock

    path = Path(given.make)
    world = make_world(given.size, given.seed)

    def run(store: Store, made: MadeDay) -> None:
        start_clock(store, made.day_id, context.real_clock.now(), world.opens, given.speed)

    made = make_file(path, world, None if given.speed is None else run)
    size = path.stat().st_size
    facts = {
        "file": str(path),
        "day": made.day_id,
        "stands": made.stands,
        "people": made.people,
        "seed": world.seed,
        "bytes": size,
    }
    text = t("demo.made", path=path, people=made.people, stands=made.stands)
    return Reply("made", facts, text)


def _run(context: Context, given: Namespace) -> None:
    """Live the day beside the app; its process starts first, so that both start at once."""
    need_terminal(context)
    if not SMALLEST <= given.size <= LARGEST:
        raise BadInput("out_of_range", field="size", value=given.size, low=SMALLEST, high=LARGEST)
    from seminar_tui.demo.practice import Practice

    mode = SCREENS[given.screen] if given.screen else "home"
    stand = 1 if mode == "stand" else None
    file = None if getattr(given, "apart", False) else _asked_file(context)
    with Practice(given.size, given.seed, given.speed or SPEED, file) as practice:
        show(practice.runtime(context.real_clock), mode, stand)


def _asked_file(context: Context) -> Path | None:
    """Return the file named with --db; without one the day lives in a temporary folder."""
    if context.options.db == default_db():
        return None
    if "://" in context.options.db:
        raise BadInput("demo_needs_file")
    path = Path(context.options.db)
    if path.exists():
        raise BadInput("file_exists", path=str(path))
    return path


COMMANDS = (Command("demo", _configure, _demo, creates=True),)
