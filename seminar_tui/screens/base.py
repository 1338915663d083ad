"""What every screen of a day shares: asking for work, hearing answers, saying trouble."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on
from textual.screen import Screen
from textual.widget import Widget

from db.errors import StoreError
from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.messages import Answered, Troubled
from seminar_tui.rules.concern import EVERYTHING, Concern
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.runtime import Request, Runtime
from seminar_tui.sentences import trouble
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.rows import DayRow
    from seminar_tui.day.station import Station

T = TypeVar("T")


class DayScreen(Screen[Any]):
    """A screen on a day's live data.

    `reload` asks for what is shown and is called when the screen comes up, when its day
    is opened and when anybody has written. `tick` is called four times a second.
    """

    _concern: Concern = EVERYTHING

    @property
    def runtime(self) -> Runtime:
        """The threads to the store."""
        runtime: Runtime = self.app.runtime  # type: ignore[attr-defined]  # set by SeminarApp
        return runtime

    @property
    def day(self) -> DayRow | None:
        """The day worked on; None before it is opened."""
        return self.runtime.day

    @property
    def can_undo(self) -> bool:
        """Whether there is anything that can be taken back here."""
        return self.day is not None

    def act(
        self,
        job: Callable[[Station, Instant], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Queue a use case. `then` hears its answer after the commit, `failed` its refusal."""
        self.runtime.write(Request(job, self, then, failed or self.say_trouble))

    def look(
        self,
        key: str,
        job: Callable[[Station, Instant], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        patient: bool = False,
    ) -> None:
        """Ask for a read. Of several that wait under one key only the newest is done.

        A `patient` one leaves the processor to the answer that is being painted.
        """
        name = f"{type(self).__name__}:{key}"
        request = Request(job, self, then, failed or self.say_trouble, patient)
        self.runtime.read(name, request)

    def aside(
        self,
        job: Callable[[Station, Instant], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask for what may take long, such as printing; reads and writes go on meanwhile."""
        self.runtime.aside(Request(job, self, then, failed or self.say_trouble))

    def reload(self) -> None:
        """Ask for what is shown."""

    def enter(self) -> None:
        """Take the focus again after the screen was built anew in another language."""

    def tick(self, now: Instant) -> None:
        """Show what has changed by time alone."""

    def concerned(self, concern: Concern) -> None:
        """Say what is shown now: others' writes that do not touch it are read a little later."""
        self._concern = concern
        if self in self.app.screen_stack:
            self.runtime.concern = concern

    def on_screen_resume(self) -> None:
        """Read again: others may have written while another screen was up."""
        self.runtime.concern = self._concern
        if self.day is not None:
            self.reload()

    @on(Answered)
    def _hear(self, event: Answered) -> None:
        # A part that was built anew meanwhile, in another language, has asked again itself.
        if not _is_gone(event.then):
            event.then(event.value)

    @on(Troubled)
    def _hear_trouble(self, event: Troubled) -> None:
        failed = self.say_trouble if _is_gone(event.failed) else event.failed
        failed(event.error)

    def undo(self) -> None:
        """Take back this station's last action and say what it was."""

        def job(station: Station, now: Instant) -> str:
            from seminar_tui.day.undo import undo_last

            return undo_last(station, now).kind

        self.act(job, lambda kind: self.say(t("undo.done", what=t(f"action.{kind}"))))

    def say_trouble(self, error: Exception) -> None:
        """Say a refusal or trouble in a sentence; a fault of the program ends it loudly."""
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say(trouble(error), loud=isinstance(error, StoreError))

    def say(self, sentence: str, *, loud: bool = False, long: bool = False) -> None:
        """Show a sentence for a few seconds; a loud one is an error and stays longer.

        A `long` one is no error, but has more to read than a few seconds give time for.
        """
        self.notify(
            clean(sentence),
            severity="error" if loud else "information",
            timeout=30 if loud or long else 5,
            markup=False,
        )


def _is_gone(heard: Callable[[Any], None]) -> bool:
    """Tell whether a part of a screen that an answer is for is not there: no more, or not yet.

    One that comes up asks for itself. A function is for the parts that it speaks of; a window
    that was left may speak on by one.
    """
    part = getattr(heard, "__self__", None)
    if isinstance(part, Widget):
        return not part.is_attached or part._pruning or not part.is_mounted
    spoken_of = [cell.cell_contents for cell in getattr(heard, "__closure__", None) or ()]
    parts = [getattr(one, "__self__", one) for one in spoken_of]
    return any(
        isinstance(one, Widget)
        and not isinstance(one, Screen)
        and (not one.is_attached or one._pruning)
        for one in parts
    )
