"""SeminarApp: modes, looks, one tick, the change feed. Wiring only, no rules."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen

from db.errors import StoreError
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import elapsed
from seminar_tui.escape import with_hand_parser
from seminar_tui.faults import QuietApp
from seminar_tui.garbage import Tidying
from seminar_tui.i18n import LANGUAGES, language, t, use_language
from seminar_tui.looks import DARK, LOOKS, next_look
from seminar_tui.messages import Changed, LeftKiosk, NotKept, NotOpened, Opened, Worried
from seminar_tui.rules.clock_trouble import stepped
from seminar_tui.rules.dates import signed_seconds
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.runtime import Request, Runtime
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.keys import key_sign, name_keys
from seminar_tui.sentences import trouble
from seminar_tui.text import clean
from seminar_tui.widgets.few_notices import FewNotices

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.screens.over_door import OverDoor

TICK_S = 0.25
BEAT_S = 20.0
"""How often a station says that it is there."""
SCREENS = {
    "home": "home:HomeScreen",
    "door": "door:DoorScreen",
    "kiosk": "kiosk:KioskScreen",
    "stand": "stand:StandScreen",
    "organiser": "organiser:OrganiserScreen",
    "wall": "wall:WallScreen",
    "series": "series:SeriesScreen",
}
WITHOUT_A_DAY = ("home", "series")
"""Screens that there is something to do on before a day is made."""
FOR_GUESTS = ("kiosk", "wall")
"""Screens that guests read: nothing about the machine is said there."""
ROLES = {
    "door": StationRole.DOOR,
    "kiosk": StationRole.DOOR,
    "stand": StationRole.STAND,
    "organiser": StationRole.ORGANISER,
    "wall": StationRole.WALL,
    "series": StationRole.ORGANISER,
}
"""What a station is while it shows a screen."""


def _screen(path: str) -> Callable[[], Screen[Any]]:
    module, name = path.split(":")

    def make() -> Screen[Any]:
        # Only the screen that is opened is imported.
        made: Screen[Any] = getattr(import_module(f"seminar_tui.screens.{module}"), name)()
        return made

    return make


class SeminarApp(QuietApp):
    """The program on a terminal.

    `stand` is the stand's number this terminal stands at; `allowed` are the screens it may
    show, all of them unless it was opened for one role.
    """

    CSS_PATH = "app.tcss"
    TITLE = "seminar"
    ENABLE_COMMAND_PALETTE = True
    MODES = {name: _screen(path) for name, path in SCREENS.items()}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]
    BINDINGS = [
        Binding("f1", "help", "F1", id="app.help", show=False),
        Binding("f2", "go('door')", "F2", id="app.door", show=False),
        Binding("f3", "go('stand')", "F3", id="app.stand", show=False),
        Binding("f4", "go('organiser')", "F4", id="app.organiser", show=False),
        Binding("f5", "go('wall')", "F5", id="app.wall", show=False),
        Binding("f9", "language", "F9", id="app.language", show=False),
        Binding("f10", "look", "F10", id="app.look", show=False),
        Binding("ctrl+z", "undo", "Ctrl+Z", id="app.undo", show=False, priority=True),
        Binding("ctrl+q", "quit", "Ctrl+Q", id="app.quit", show=False, priority=True),
        Binding("ctrl+p", "command_palette", "Ctrl+P", id="app.palette", show=False, priority=True),
    ]

    def __init__(
        self,
        runtime: Runtime,
        start: str = "home",
        stand: int | None = None,
        allowed: Collection[str] = tuple(SCREENS),
    ) -> None:
        # The first screen is the first mode and the look is there before the first style
        # sheet is read: nothing is laid out or parsed that nobody sees.
        self.DEFAULT_MODE = start  # type: ignore[misc]  # a class's constant to Textual
        super().__init__()
        self._notifications = FewNotices()
        self.runtime = runtime
        self.stand_number = stand
        self.allowed = allowed
        self._start = start
        self._over_door: OverDoor | None = None
        self._ticked: Instant | None = None
        self._tidying = Tidying(elapsed())
        for look in LOOKS:
            self.register_theme(look)
        self.set_reactive(QuietApp.theme, DARK.name)

    def get_driver_class(self) -> type[Driver]:
        """Return the platform's driver, one that loses no scan behind an Esc."""
        return with_hand_parser(super().get_driver_class())

    def on_mount(self) -> None:
        """Open the store once the first screen is painted."""
        self.set_interval(TICK_S, self._tick)
        self.set_interval(BEAT_S, self._beat)
        self.call_after_refresh(self.runtime.start, self)

    def on_unmount(self) -> None:
        """Finish what was accepted before the process ends."""
        self.runtime.stop()

    async def on_event(self, event: events.Event) -> None:
        """Look first whether a key in a window belongs to a scan, which is the door's."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseScrollDown):
            self._tidying.touched(elapsed())
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._over_door is None:
                from seminar_tui.screens.over_door import OverDoor

                self._over_door = OverDoor(self, self.forward)
            for one in self._over_door.pass_on(event):
                if not await self._over_door.act(one):
                    await self.forward(one)
            return
        await super().on_event(event)

    async def forward(self, event: events.Event) -> None:
        """Give an event to whatever has the focus, as the toolkit does."""
        await super().on_event(event)

    def _tick(self) -> None:
        self._tidying.tidy(elapsed())
        screen = self._day_screen()
        if screen is None:
            return
        now = self.runtime.now()
        moved_ms = stepped(self._ticked or now, now)
        self._ticked = now
        if moved_ms:
            self._clock_stepped(screen, moved_ms)
        screen.tick(now)

    def _clock_stepped(self, screen: DayScreen, moved_ms: int) -> None:
        """Say and note that somebody or a time server moved this machine's clock."""
        if self.current_mode not in FOR_GUESTS:
            screen.say(t("app.clock_step", seconds=signed_seconds(moved_ms)), long=True)
        if screen.day is None or self.current_mode == "wall":
            return

        def job(station: Station, now: Instant) -> bool:
            from seminar_tui.day.presence import note_clock_step

            return note_clock_step(station, now, moved_ms)

        self.runtime.write(Request(job, screen, lambda _first: None, screen.say_trouble))

    def _beat(self) -> None:
        """Say that this station is there, so that its silence can be noticed."""
        screen = self._day_screen()
        role = ROLES.get(self.current_mode)
        if screen is None or role is None or screen.day is None:
            return
        stand = self.stand_number if role is StationRole.STAND else None
        # The door does it to the second and says so; these do it where no door is open.
        closes_the_door = self.current_mode in ("organiser", "kiosk")

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.presence import beat

            beat(station, now, role, stand)
            if closes_the_door:
                from seminar_tui.day.leaving import close_on_time

                close_on_time(station, now)

        # Trouble with the store is said by what the user does, not by this.
        self.runtime.write(Request(job, screen, lambda _none: None, lambda _error: None))

    def _day_screen(self) -> DayScreen | None:
        """Return the topmost screen that shows a day's data, below any dialog."""
        if not self.is_running:
            return None  # as the program ends its screens lose their parts one by one
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DayScreen):
                return screen
        return None

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        if event.day is None and self._start not in WITHOUT_A_DAY:
            if "home" not in self.allowed:
                # Nobody makes or opens a day from a station that has one screen.
                self._end(BadInput("no_day"))
                return
            self.switch_mode("home")
        self._beat()
        self._reload()

    @on(NotOpened)
    def _not_opened(self, event: NotOpened) -> None:
        self._end(event.error)  # type: ignore[arg-type]  # the runtime sends no other

    def _end(self, why: Refused | BadInput | StoreError) -> None:
        """Close the program and say why on the terminal it leaves."""
        code = 3 if isinstance(why, StoreError) else 2
        self.exit(return_code=code, message=clean(trouble(why)))

    @on(LeftKiosk)
    async def _left_kiosk(self) -> None:
        self.action_go("door")
        # The next kiosk asks anew whether it can be locked.
        await self.remove_mode("kiosk")
        self.add_mode("kiosk", self.MODES["kiosk"])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether an action of the app's may be used; in a kiosk almost none may.

        A screen that this terminal may not show has no key, no help and no palette line.
        """
        if action == "go" and parameters and parameters[0] not in self.allowed:
            return False
        stack = self._screen_stacks.get(self.current_mode, [])
        only = getattr(stack[0], "only_actions", None) if stack else None
        if only is not None and action not in only:
            return False
        return super().check_action(action, parameters)

    @on(Worried)
    def _worried(self, event: Worried) -> None:
        screen = self._day_screen()
        if screen is not None and self.current_mode not in FOR_GUESTS:
            screen.say_trouble(event.error)

    @on(NotKept)
    def _not_kept(self, event: NotKept) -> None:
        screen = self._day_screen()
        if screen is not None:
            said = trouble(event.error)  # type: ignore[arg-type]  # the runtime sends no other
            screen.say(t("app.not_backed_up", why=said), loud=True)

    @on(Changed)
    def _changed(self) -> None:
        self._reload()

    def _reload(self) -> None:
        screen = self._day_screen()
        if screen is not None:
            screen.reload()

    def action_go(self, mode: str) -> None:
        """Go to another screen, where this terminal may show it."""
        if mode not in self.allowed:
            return
        self.switch_mode(mode)
        self._beat()

    def action_help(self) -> None:
        """Show what can be pressed where you are."""
        from seminar_tui.screens.help import HelpWindow, keys_here

        name_keys(self)
        self.push_screen(HelpWindow(keys_here(self.screen)))

    def action_look(self) -> None:
        """Take the next look."""
        self.theme = next_look(self.theme)

    async def action_language(self) -> None:
        """Speak the next language: every screen is built again with its words."""
        following = (LANGUAGES.index(language()) + 1) % len(LANGUAGES)
        use_language(LANGUAGES[following])
        mode = self.current_mode
        for name in SCREENS:
            if name != mode and name in self._screen_stacks:
                await self.remove_mode(name)
                self.add_mode(name, self.MODES[name])
        # By the screen itself: keys and answers that come meanwhile wait for the new parts.
        self.screen.call_next(self._rebuild, self.screen)

    async def _rebuild(self, screen: Screen[Any]) -> None:
        await screen.recompose()
        if isinstance(screen, DayScreen):
            screen.enter()
        self._reload()

    def get_key_display(self, binding: Binding) -> str:
        """Write a key in the footer as in the help."""
        return key_sign(binding)

    def action_undo(self) -> None:
        """Take back this station's last action."""
        screen = self._day_screen()
        if screen is not None and screen.can_undo:
            screen.undo()

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        screen = self._day_screen()
        if screen is not None:
            screen.say(t("app.how_to_quit"))

    def action_command_palette(self) -> None:
        """Show the palette."""
        from seminar_tui.screens.palette import Palette

        name_keys(self)
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Any:
        """Offer in the palette all that has a key here, in the reader's language."""
        from textual.app import SystemCommand

        from seminar_tui.screens.help import keys_here

        for key in keys_here(screen):
            mode = key.action.removeprefix("go('").removesuffix("')")
            if key.action == "command_palette" or mode in SCREENS:
                continue

            async def do(action: str = key.action, node: DOMNode = key.node) -> None:
                await self.run_action(action, default_namespace=node)

            yield SystemCommand(f"{key.says} ({key.sign})", "", do)
        for offer in screen.elsewhere() if hasattr(screen, "elsewhere") else ():
            yield SystemCommand(offer.says, "", offer.do)
        for name in self.allowed:
            go = partial(self.action_go, name)
            yield SystemCommand(t(f"palette.{name}"), t(f"palette.{name}.help"), go)
