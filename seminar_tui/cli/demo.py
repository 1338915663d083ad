"""`demo`: a made-up day that runs by itself, or one written to a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput

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
    from seminar_tui.demo.generator import make_world
    from seminar_tui.demo.making import make_file

    path = Path(given.make)
    world = make_world(given.size, given.seed)
    running = None
    if given.speed is not None:
        running = (context.real_clock.now(), world.opens, given.speed)
    made = make_file(path, world, running)
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
    from seminar_tui.cli.screens import run_app
    from seminar_tui.demo.practice import Practice

    mode = SCREENS[given.screen] if given.screen else "home"
    stand = 1 if mode == "stand" else None
    with Practice(given.size, given.seed, given.speed or SPEED) as practice:
        run_app(context, mode, practice.runtime(context.real_clock), stand)


COMMANDS = (Command("demo", _configure, _demo, creates=True),)
