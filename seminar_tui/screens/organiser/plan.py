"""The plan: halves and placement, how good they are, what would change, and undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content

from db.reference import municipality_name
from db.vocabulary import Instant, StandStatus
from seminar_tui.i18n import t, tn
from seminar_tui.placement.seats import arithmetic
from seminar_tui.rules.happening import Happening
from seminar_tui.screens.organiser.by_hand import ByHand
from seminar_tui.screens.organiser.halves_search import HalvesSearch
from seminar_tui.screens.organiser.happening import AskEvent
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.plan_rows import (
    half_rows,
    halves_facts,
    lacking_rows,
    move_rows,
    seat_rows,
    seats_short,
    stand_rows,
    worth,
    would_change,
)
from seminar_tui.screens.organiser.why import about_person, about_stand
from seminar_tui.text import short
from seminar_tui.widgets.row_table import Row, RowTable

if TYPE_CHECKING:
    from seminar_tui.day.plan_report import PlanReport, StandReason
    from seminar_tui.day.planning import HalvesProposal
    from seminar_tui.day.problem import DayProblem
    from seminar_tui.day.replanning import Proposal
    from seminar_tui.day.station import Station


_PEOPLE_ROWS = ("wish", "seat", "move", "few")
"""Kinds of rows that are about a person; the others are about a stand."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The day as it is planned, the stored plan's report (None before there is one), what there
    is to say about each stand where stands are shown, and people's names by code."""

    posed: DayProblem
    report: PlanReport | None
    stands: tuple[StandReason, ...]
    names: dict[str, str]


class View(Enum):
    """What the list is of."""

    LACKS = 0
    SEATS = 1
    STANDS = 2

    @property
    def next(self) -> View:
        """The view that the key turns to."""
        return View((self.value + 1) % len(View))


class PlanPage(ListPage):
    """What the plan is worth; under it who lacks something, who sits where, or who would move."""

    NAME = "plan"
    DEFAULT_CSS = "PlanPage { .facts { max-height: 7; } }"
    COLUMNS = ("person", "round", "from", "to", "why")
    STAND_COLUMNS = ("stand", "round", "guests", "waiting", "price")
    BINDINGS: ClassVar = [
        Binding("h", "halves", "h", id="plan.halves"),
        Binding("l", "place", "l", id="plan.place"),
        Binding("c", "compare", "c", id="plan.compare"),
        Binding("m", "move", "m", id="plan.move"),
        Binding("e", "event", "e", id="plan.event"),
        Binding("v", "view", "v", id="plan.view"),
        Binding("p", "pin", "p", id="plan.pin"),
        Binding("w", "why", "w", id="plan.why"),
        Binding("y", "accept", "y", id="plan.accept", show=False),
        Binding("n,escape", "refuse", "n", id="plan.refuse", show=False),
        Binding("r", "swap", "r", id="plan.swap", show=False),
        Binding("x", "stop", "x", id="plan.stop", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._read: _Read | None = None
        self._proposal: Proposal | None = None
        self._halves: HalvesProposal | None = None
        self._said = ""
        self._view = View.LACKS
        self._search = HalvesSearch(self, self._found, self._not_found, self._draw)

    def reload(self) -> None:
        """Read the stored plan."""
        stands_shown = self._view is View.STANDS

        def job(station: Station, now: Instant) -> _Read:
            from seminar_tui.day.people import list_people
            from seminar_tui.day.plan_report import report, stand_reasons
            from seminar_tui.day.planning import stored_plan

            with station.look() as connection:
                stored = stored_plan(connection, station.day_id)
                people = list_people(connection, station.day_id)
            names = {one.person.code: one.person.name for one in people}
            made = report(stored) if stored.accepted else None
            stands = stand_reasons(stored) if stands_shown and stored.accepted else ()
            return _Read(stored.posed, made, stands, names)

        self.day_screen.look("plan", job, self._take)

    def _take(self, read: _Read) -> None:
        self._read = read
        self._draw()

    def tick(self, now: Instant) -> None:
        """Let the search's bar grow."""
        if self._search.running:
            self._draw()

    def _draw(self) -> None:
        read = self._read
        if self._search.running:
            self._show(self._search.said(), [])
        elif read is None:
            return
        elif self._halves is not None:
            self._show(halves_facts(self._halves), half_rows(self._halves))
        elif self._proposal is not None:
            proposal = self._proposal
            facts = would_change(proposal, self._said)
            self._show(facts, move_rows(proposal, self._called))
        elif self._view is View.SEATS:
            self._show(*seat_rows(read.posed, self._called))
        elif read.report is None:
            short = seats_short(arithmetic(read.posed.problem))
            self._show(Content.assemble(short, t("organiser.plan.none")), [])
        elif self._view is View.STANDS:
            self._show(
                worth(read.report, read.posed.day.plan_version),
                stand_rows(read.stands, read.posed),
                of_stands=True,
            )
        else:
            # Where nobody lacks anything, who sits where says more than an empty list.
            lacking = lacking_rows(read.report, self._called)
            self._show(
                worth(read.report, read.posed.day.plan_version),
                lacking or seat_rows(read.posed, self._called)[1],
            )

    def _show(self, facts: Content | str, rows: list[Row], *, of_stands: bool = False) -> None:
        columns = self.STAND_COLUMNS if of_stands else self.COLUMNS
        self.table.name_columns([t(f"organiser.plan.{column}") for column in columns])
        self.show(facts, rows)

    def _stand_called(self, number: int) -> str:
        stands = self._read.posed.stands if self._read else ()
        home = next((one.municipality for one in stands if one.number == number), None)
        return f"{number}  {municipality_name(home)}"

    def _called(self, code: str) -> str:
        names = self._read.names if self._read else {}
        return short(names.get(code, code), 32)

    @property
    def _busy(self) -> bool:
        """Whether halves are searched for; a plan made meanwhile would make them worthless."""
        if self._search.running:
            self.day_screen.say(t("organiser.plan.search_first"))
        return self._search.running

    def action_place(self) -> None:
        """Make the plan; where there is one, show what making it anew would change."""
        read = self._read
        if read is None or self._busy:
            return
        loose = [s for s in read.posed.stands if s.status is StandStatus.OPEN and s.round is None]
        if read.report is not None and not loose:
            self._propose(0)
            return

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.planning import place

            return place(station, now).plan.value

        self.day_screen.act(job, self._placed)

    def _placed(self, value: int) -> None:
        self._proposal = self._halves = None
        self.day_screen.say(t("organiser.plan.placed", value=value))
        self.reload()

    def action_compare(self) -> None:
        """Show what should change now, moving as few as is worth it; nothing is moved."""
        self._propose(None)

    def _propose(self, stay: int | None) -> None:
        """Show who would move and why; `stay` is the price of telling somebody something new."""
        if self._busy:
            return

        def job(station: Station, now: Instant) -> Proposal:
            from seminar_tui.day.replanning import propose

            if stay is None:
                return propose(station, now)
            return propose(station, now, stay=stay)

        def told(proposal: Proposal) -> None:
            if not proposal.moves:
                key = "organiser.plan.nothing" if stay is None else "organiser.plan.already_best"
                self.day_screen.say(t(key))
                return
            self._consider(proposal)

        self.day_screen.look("propose", job, told)

    def _consider(self, proposal: Proposal, said: str = "") -> None:
        """Show a proposal, and what happens with it; nothing has moved yet."""
        self._proposal, self._halves, self._said = proposal, None, said
        self._draw()

    def action_event(self) -> None:
        """Say what happens on the day, and show who would move; nothing is stored."""
        self._ask_event()

    def _ask_event(self, kind: str | None = None) -> None:
        at = self._pointed_at
        code = at[0] if at else None
        self._by_hand(lambda hand: AskEvent(hand, code, self._happens).start(kind))

    def _happens(self, happening: Happening, said: str) -> None:
        def job(station: Station, now: Instant) -> Proposal:
            from seminar_tui.day.happening import event_of
            from seminar_tui.day.replanning import propose_event

            with station.look() as connection:
                event = event_of(connection, station.day_id, happening)
            return propose_event(station, now, event)

        self.day_screen.look("propose", job, lambda proposal: self._consider(proposal, said))

    def action_accept(self) -> None:
        """Take what is proposed."""
        halves, proposal = self._halves, self._proposal
        if halves is not None:
            self._accept_halves(halves)
        elif proposal is not None:
            self._accept(proposal)

    def _accept(self, proposal: Proposal) -> None:
        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.replanning import accept

            return len(accept(station, now, proposal).moves)

        happened = proposal.event is not None

        def told(moves: int) -> None:
            self.action_refuse()
            said = tn("organiser.plan.accepted", moves)
            self.day_screen.say(f"{t('plan.happened')} {said}" if happened else said)

        self.day_screen.act(job, told, self._not_accepted)

    def _accept_halves(self, halves: HalvesProposal) -> None:
        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.planning import accept_halves

            accept_halves(station, now, halves)

        def told(_none: None) -> None:
            self.action_refuse()
            said = t("organiser.plan.halves", before=halves.before, value=halves.value)
            self.day_screen.say(said)

        self.day_screen.act(job, told, self._not_accepted)

    def _not_accepted(self, error: Exception) -> None:
        self.action_refuse()
        self.day_screen.say_trouble(error)

    def action_refuse(self) -> None:
        """Leave everything as it is."""
        self._proposal = self._halves = None
        self._said = ""
        self._draw()

    @property
    def _pointed_at(self) -> tuple[str, int] | None:
        """Whose line the cursor is on, and in which round (0: none); their code."""
        kind, _, rest = (self.table.key or "").partition("-")
        code, _, number = rest.partition("-")
        return (code, int(number or 0)) if kind in _PEOPLE_ROWS and code else None

    def action_why(self) -> None:
        """Say why: what became of somebody's wishes, or who waits for a stand."""
        kind, _, rest = (self.table.key or "").partition("-")
        about = rest.partition("-")[0]
        if self._read is None or not about:
            return
        if kind in _PEOPLE_ROWS:
            self.app.push_screen(about_person(self.day_screen, about, self._called))
        else:
            number = int(about)
            name = self._stand_called(number)
            self.app.push_screen(about_stand(self.day_screen, number, name, self._called))

    @on(RowTable.RowSelected)
    def _chosen(self, event: RowTable.RowSelected) -> None:
        event.stop()
        self.action_why()

    def _by_hand(self, do: Callable[[ByHand], Any]) -> None:
        if self._read is not None and not self._busy:
            do(ByHand(self.day_screen, self._read.posed, self._read.names))

    def action_move(self) -> None:
        """Pick a person and a stand, and move them there by hand."""
        at = self._pointed_at
        self._by_hand(lambda hand: hand.place(at[0] if at else None, pinned=False))

    def action_pin(self) -> None:
        """Pin the seat under the cursor or let go of it; elsewhere pick a person and a stand."""
        at = self._pointed_at
        if self._read is None:
            return
        if self._view is not View.SEATS or at is None:
            self._by_hand(lambda hand: hand.place(at[0] if at else None, pinned=True))
            return
        code, number = at
        posed = self._read.posed
        seat = next(
            (s for s in posed.placed if s.round == number and posed.code(s.participant_id) == code),
            None,
        )
        if seat is None:
            return
        if seat.pinned:
            self._by_hand(lambda hand: hand.let_go(code, number))
        else:
            # A seat that is held already counts, even at a stand that is over its room.
            self._by_hand(lambda hand: hand.do(code, str(seat.stand), pinned=True))

    def action_swap(self) -> None:
        """Pick a stand that is late, and let it present in the other round."""
        if self._read is not None and self._read.report is not None:
            self._ask_event("round")
        else:
            self._by_hand(lambda hand: hand.swap())

    def action_view(self) -> None:
        """Show who sits where, then the stands, then again what is lacking."""
        self._view = self._view.next
        self.reload()

    def action_halves(self) -> None:
        """Search for the halves that let most wishes be met; a key ends it."""
        if not self._search.running:
            self._proposal = self._halves = None
            self._search.start()
            self._draw()

    def _found(self, halves: HalvesProposal) -> None:
        if halves.changes:
            self._halves = halves
        else:
            self.day_screen.say(t("organiser.plan.halves_same"))
        self._draw()

    def _not_found(self, error: Exception) -> None:
        self._draw()
        self.day_screen.say_trouble(error)

    def action_stop(self) -> None:
        """End the search with the best so far."""
        self._search.stop()
