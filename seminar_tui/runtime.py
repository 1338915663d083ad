"""The threads between the screens and the store.

One writer thread takes jobs in order and never drops one; one reader thread keeps only
the newest job of each key, so that slow reads never pile up; one feed thread waits for
other people's commits. Nothing on the event loop touches the database. The drivers are
imported in the writer thread, after the first frame is painted.
"""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol

from textual.message import Message
from textual.message_pump import MessagePump

from db.errors import StoreError
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import Clock, PracticeClock, elapsed
from seminar_tui.garbage import take_up
from seminar_tui.logfile import note, note_step, note_trouble
from seminar_tui.messages import Answered, Changed, NotKept, NotOpened, Opened, Troubled, Worried
from seminar_tui.rules.concern import EVERYTHING, Concern
from seminar_tui.rules.refusal import BadInput, Refused

if TYPE_CHECKING:
    from db.engine import Store
    from db.rows import DayRow
    from seminar_tui.day.station import Station

BACKUP_LOOK_S = 20.0
"""How often it is asked whether a copy is due."""
CONFLICTS = 3
"""How often a job is done again before it is told that others were in its way."""
ENDS_WITHIN_S = 6.0
"""How long all threads together have to finish what they took, as the program ends."""
TURN_S = 0.0005
"""How long a thread may go on while another waits for its turn. By default it is ten times as
long, and a check-in of a millisecond took six where a read went on beside it."""
PAINT_S = 0.05
"""So long after a key or a write the processor is the screen's: patient reads wait."""

Job = Callable[["Station", Instant], Any]
Told = Refused | BadInput | StoreError
"""What a screen can say in a sentence; anything else is a fault of the program."""


def note_answer(error: Exception) -> None:
    """Log why a job came to nothing, in the program's own words."""
    if isinstance(error, StoreError):
        note_trouble(error.code)
    elif isinstance(error, Refused | BadInput):
        note_step("refused", code=error.code)


class Asker(Protocol):
    """Whoever is told the answer; a screen, or a thread that waits."""

    def post_message(self, message: Message) -> bool:
        """Take the message; false where it cannot be taken any more."""
        ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A thread of ours that waits for an answer."""

    turn: SimpleQueue[Any]

    def post_message(self, message: Message) -> bool:
        if isinstance(message, Answered):
            self.turn.put(message.value)
        elif isinstance(message, Troubled):
            self.turn.put(message.error)
        return True


@dataclass(frozen=True, slots=True)
class Request:
    """A job, who asked for it, and what happens with its answer.

    A `patient` read may wait until the answer to what was just typed is painted.
    """

    job: Job
    asker: Asker
    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Which store and day, and who this terminal is.

    `stand` is the number of the one stand a stand's station may work on. `create` lets the
    file be made.
    """

    db: str
    day: str | None
    station: str
    role: StationRole = StationRole.ORGANISER
    create: bool = False
    stand: int | None = None


class Runtime:
    """Owns the threads. Made before the app, started after its first frame."""

    def __init__(self, target: Target, clock: Clock) -> None:
        self.target = target
        self.clock = clock
        self._real_clock = clock
        self.day: DayRow | None = None
        self.concern: Concern = EVERYTHING
        """What the screen that is up shows, so that it need not read what does not change it."""
        self._app: MessagePump | None = None
        self._store: Store | None = None
        self._station: Station | None = None
        self._writes: SimpleQueue[Request | None] = SimpleQueue()
        self._reads: OrderedDict[str, Request] = OrderedDict()
        self._reads_changed = Condition()
        self._stop = Event()
        self._looked_at = elapsed()
        self._patience_until = 0.0
        self._threads: list[Thread] = []
        self._spawning = Lock()

    def now(self) -> Instant:
        """Return the day's present moment."""
        return self.clock.now()

    @property
    def is_open(self) -> bool:
        """Whether the store can be asked; before that there is nothing to show."""
        return self._station is not None

    @property
    def age_s(self) -> float:
        """How long ago the store was last looked at."""
        return elapsed() - self._looked_at

    @property
    def waiting(self) -> int:
        """How many writes wait for their turn."""
        return self._writes.qsize()

    def start(self, app: MessagePump) -> None:
        """Open the store in the background; the app is told `Opened` or `NotOpened`."""
        self._app = app
        sys.setswitchinterval(TURN_S)
        self._spawn(self._write_forever, "writer")

    def stop(self) -> None:
        """Finish what was accepted, then end the threads and close the store."""
        self._stop.set()
        self._writes.put(None)
        with self._reads_changed:
            self._reads_changed.notify_all()
        ends = elapsed() + ENDS_WITHIN_S
        for thread in self._threads:
            thread.join(timeout=max(0.0, ends - elapsed()))
        if self._store is not None:
            self._store.close()

    def write(self, request: Request) -> None:
        """Queue a use case; in order, and never dropped."""
        self._writes.put(request)

    def read(self, key: str, request: Request) -> None:
        """Ask for a read; a newer one of the same key replaces one still waiting."""
        with self._reads_changed:
            self._reads.pop(key, None)
            self._reads[key] = request
            self._reads_changed.notify()

    def hold_reads(self) -> None:
        """Let patient reads wait a moment: somebody types, or is about to see an answer."""
        self._patience_until = elapsed() + PAINT_S

    def aside(self, request: Request) -> None:
        """Do what may take long and waits for no store, such as printing; it holds nobody up."""
        self._spawn(lambda: self._run(request), "aside")

    def choose_day(self, day: DayRow | None) -> None:
        """Work on this day from now on."""
        assert self._store is not None
        from seminar_tui.day.station import take_station

        self.day = day
        self.clock = self._real_clock
        if day is not None and day.practice_since is not None and day.practice_started is not None:
            self.clock = PracticeClock(
                self._real_clock, day.practice_since, day.practice_started, day.practice_speed
            )
        self._station = take_station(
            self._store,
            self.target.station,
            self.now(),
            day.id if day else 0,
            process=str(os.getpid()),
            role=self.target.role,
            stand_id=self._own_stand(),
        )

    def _own_stand(self) -> int | None:
        """Return the id of the stand this station is bound to."""
        if self.target.stand is None or self.day is None or self._store is None:
            return None
        from seminar_tui.day.stands import stand_named

        with self._store.reading() as connection:
            return stand_named(connection, self.day.id, str(self.target.stand)).id

    def _spawn(self, work: Callable[[], object], name: str) -> None:
        thread = Thread(target=work, name=f"seminar-{name}", daemon=True)
        thread.start()
        with self._spawning:
            self._threads = [one for one in (*self._threads, thread) if one.is_alive()]

    def _tell(self, message: Opened | NotOpened | NotKept | Worried | Changed) -> None:
        if self._app is not None and not self._stop.is_set():
            self._app.post_message(message)

    def _open(self) -> None:
        from db.reads.days import all_days
        from db.schema import open_store
        from seminar_tui.rules.choosing_day import choose_day
        from seminar_tui.rules.dates import local

        self._store = open_store(self.target.db, create=self.target.create)
        with self._store.reading() as connection:
            days = all_days(connection)
        chosen = None
        if days:
            today = local(self.now().utc_ms, days[0].timezone).date().isoformat()
            try:
                chosen = choose_day(days, self.target.day, today)
            except BadInput:
                if self.target.day is not None:
                    raise
        self.choose_day(chosen)
        self._spawn(self._read_forever, "reader")
        self._spawn(self._feed_forever, "feed")
        self._spawn(self._keep_forever, "backups")
        self._tell(Opened(chosen, days))
        worry = self._store.worry()
        if worry is not None:
            note_trouble(worry.code)
            self._tell(Worried(worry))

    def _write_forever(self) -> None:
        try:
            self._open()
        except (Refused, BadInput, StoreError) as error:
            self._tell(NotOpened(error))
            return
        finally:
            take_up()
        while (request := self._writes.get()) is not None:
            self.hold_reads()
            self._run(request)
            self.hold_reads()
        self._leave()

    def _leave(self) -> None:
        from seminar_tui.day.presence import leave

        assert self._station is not None
        with suppress(StoreError):  # a store out of reach does not keep the program open
            leave(self._station, self.now())

    def _read_forever(self) -> None:
        while (request := self._next_read()) is not None:
            if self._run(request):
                self._looked_at = elapsed()

    def _next_read(self) -> Request | None:
        """Wait for the oldest read whose time has come; None as the program ends."""
        with self._reads_changed:
            while not self._stop.is_set():
                pause = self._patience_until - elapsed()
                for key, request in self._reads.items():
                    if pause <= 0 or not request.patient:
                        return self._reads.pop(key)
                self._reads_changed.wait(pause if self._reads else None)
        return None

    def _run(self, request: Request) -> bool:
        try:
            value = self._done(request.job)
        except Exception as error:  # told to the asker, who shows it or lets the app fail
            note_answer(error)
            request.asker.post_message(Troubled(request.failed, error))
            return False
        request.asker.post_message(Answered(request.then, value))
        return True

    def _done(self, job: Job) -> Any:
        """Do a job; again where nothing of it was stored and it may go the next time.

        A server undid it to let another station go on, or the file was put back to a moment
        from before this station.
        """
        assert self._station is not None
        for _ in range(CONFLICTS):
            try:
                return job(self._station, self.now())
            except StoreError as error:
                if error.code not in ("conflict", "put_back"):
                    raise
                note_step(error.code)
                if error.code == "put_back":
                    self._introduce_again()
        return job(self._station, self.now())

    def _introduce_again(self) -> None:
        """Become a station of the store as it is now. Raises StoreError: gone without the day."""
        from db.reads.days import all_days

        assert self._store is not None
        if self.day is None:
            return self.choose_day(None)
        with self._store.reading() as connection:
            days = {(day.id, day.date): day for day in all_days(connection)}
        found = days.get((self.day.id, self.day.date))
        if found is None:
            raise StoreError("gone", path=self._store.location)
        self.choose_day(found)

    def _keep_forever(self) -> None:
        """Copy the store now and then; that a copy came to nothing is said loudly."""
        from seminar_tui.day.backups import plan_backup, take_backup

        while not self._stop.wait(BACKUP_LOOK_S):
            turn: SimpleQueue[Any] = SimpleQueue()
            # The note goes through the one writer; the copy itself must not hold it up.
            self._writes.put(Request(plan_backup, _Waiting(turn), turn.put, turn.put))
            planned = self._answer_of(turn)
            try:
                if isinstance(planned, StoreError):
                    raise planned
                if planned is not None and not isinstance(planned, Exception):
                    take_backup(planned)
                    note("backup")
            except StoreError as error:
                self._not_kept(error)
            except OSError:
                # A stick pulled out meanwhile; the next copy may find it again.
                self._not_kept(StoreError("write_failed"))

    def _not_kept(self, error: StoreError) -> None:
        note_trouble(error.code)
        self._tell(NotKept(error))

    def _answer_of(self, turn: SimpleQueue[Any]) -> Any:
        """Wait for the writer's answer; None where the program ends meanwhile."""
        while not self._stop.is_set():
            with suppress(Empty):
                return turn.get(timeout=1.0)
        return None

    def _feed_forever(self) -> None:
        from seminar_tui.i18n import read_the_rest
        from seminar_tui.listening import Listener

        assert self._store is not None
        read_the_rest()
        Listener(
            self._store, self._stop, lambda: self.concern, self._was_looked_at, self._hear
        ).listen()

    def _was_looked_at(self) -> None:
        self._looked_at = elapsed()

    def _hear(self, wide: bool) -> None:
        if wide:
            self._read_day_again()
        self._tell(Changed())

    def _read_day_again(self) -> None:
        """Know the day as it is now: another station may have given it another title."""
        from db.reads.days import all_days

        known = self.day
        if known is None or self._store is None:
            return
        with self._store.reading() as connection:
            days = all_days(connection)
        found = next((one for one in days if (one.id, one.date) == (known.id, known.date)), None)
        # Unless another day was chosen, or an earlier file put back, meanwhile.
        if found is not None and self.day is known:
            self.day = found
