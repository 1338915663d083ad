"""`door`, `stand`, `organise`, `wall`, `home`: open a screen on this terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from seminar_tui.cli.command import Command, find_command, parse
from seminar_tui.cli.context import Context, make_own_folder
from seminar_tui.garbage import put_off
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput

if TYPE_CHECKING:
    from seminar_tui.runtime import Runtime


def open_screen(
    context: Context, mode: str, station: str = "", stand: int | None = None, *, only: bool = False
) -> str | None:
    """Run the app on a screen until it is closed; return what it asks for next, if anything.

    With `only` the terminal has that screen's role, a stand's its own stand, and no other
    screen. Raises BadInput: no_terminal, with_json.
    """
    need_terminal(context)
    # Textual is loaded here and not before: a command that prints needs none of it.
    from seminar_tui.runtime import Runtime, Target
    from seminar_tui.terminal import station_name

    target = Target(
        db=context.options.db,
        day=context.options.day,
        station=station or station_name(),
        create=mode in ("home", "series"),
    )
    if not only:
        return show(Runtime(target, context.real_clock), mode, stand)
    from seminar_tui.app import ROLES

    target = replace(target, role=ROLES[mode], stand=stand)
    # A kiosk's PIN leads out to the door it stands at.
    allowed = ("kiosk", "door") if mode == "kiosk" else (mode,)
    return show(Runtime(target, context.real_clock), mode, stand, allowed)


def need_terminal(context: Context) -> None:
    """Raise BadInput where no screen can be shown: no_terminal, with_json."""
    if context.options.json:
        raise BadInput("with_json")
    if not sys.stdout.isatty():
        raise BadInput("no_terminal")


def show(
    runtime: Runtime, mode: str, stand: int | None = None, allowed: Collection[str] | None = None
) -> str | None:
    """Run the app on these threads until it is closed; return what it asks for next.

    `allowed` are the screens the terminal may show; all of them where none are named.
    """
    put_off()
    from seminar_tui.app import SCREENS, SeminarApp

    app = SeminarApp(runtime, mode, stand, SCREENS if allowed is None else allowed)
    asked: str | None = app.run()
    if app.return_code:
        sys.exit(app.return_code)
    return asked


def _door(context: Context, given: Namespace) -> None:
    open_screen(context, "kiosk" if given.kiosk else "door", given.desk, only=given.only)


def _stand(context: Context, given: Namespace) -> None:
    open_screen(context, "stand", stand=given.number, only=given.only)


def _home(context: Context, _given: Namespace) -> None:
    """Open the front page; go on to the demo day where that is asked for there."""
    make_own_folder(context.options.db)
    if open_screen(context, "home") == "demo":
        demo = find_command("demo")
        given = parse(demo, [])
        # The file that is open is somebody's own, even while it is empty.
        given.apart = True
        demo.run(context, given)


def _organise(context: Context, _given: Namespace) -> None:
    open_screen(context, "organiser")


def _wall(context: Context, given: Namespace) -> None:
    open_screen(context, "wall", only=given.only)


def _configure_only(parser: ArgumentParser) -> None:
    parser.add_argument("--only", action="store_true", help=t("screens.option.only"))


def _configure_door(parser: ArgumentParser) -> None:
    parser.add_argument("--desk", default="", metavar="D")
    parser.add_argument("--kiosk", action="store_true")
    _configure_only(parser)


def _configure_stand(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N")
    _configure_only(parser)


COMMANDS = (
    Command("door", _configure_door, _door),
    Command("stand", _configure_stand, _stand),
    Command("organise", lambda _parser: None, _organise),
    Command("wall", _configure_only, _wall),
    Command("home", lambda _parser: None, _home, creates=True),
)
