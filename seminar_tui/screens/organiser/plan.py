"""The plan: halves and placement, how good they are, what would change, and undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.content import Content

from db.vocabulary import Instant, StandStatus
from seminar_tui.i18n import t, tn
from seminar_tui.screens.organiser.by_hand import ByHand
from seminar_tui.screens.organiser.halves_search import HalvesSearch
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.plan_rows import (
    half_rows,
    halves_facts,
    lacking_rows,
    move_rows,
    seat_rows,
    worth,
)
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.plan_report import PlanReport
    from seminar_tui.day.planning import HalvesProposal
    from seminar_tui.day.problem import DayProblem
    from seminar_tui.day.replanning import Proposal
    from seminar_tui.day.station import Station


@dataclass(frozen=True, slots=True)
class _Read:
    """The day as it is planned, the stored plan's report (None before there is one), and
    people's names by code."""

    posed: DayProblem
    report: PlanReport | None
    names: dict[str, str]


class PlanPage(ListPage):
    """What the plan is worth; under it who lacks something, who sits where, or who would move."""

    NAME = "plan"
    COLUMNS = ("person", "round", "from", "to", "why")
    BINDINGS: ClassVar = [
        Binding("h", "halves", "h", id="plan.halves"),
        Binding("l", "place", "l", id="plan.place"),
        Binding("c", "compare", "c", id="plan.compare"),
        Binding("y", "accept", "y", id="plan.accept"),
        Binding("n", "refuse", "n", id="plan.refuse", show=False),
        Binding("m", "move", "m", id="plan.move"),
        Binding("p", "pin", "p", id="plan.pin"),
        Binding("v", "view", "v", id="plan.view"),
        Binding("r", "swap", "r", id="plan.swap", show=False),
        Binding("x", "stop", "x", id="plan.stop", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._read: _Read | None = None
        self._proposal: Proposal | None = None
        self._halves: HalvesProposal | None = None
        self._seats_shown = False
        self._search = HalvesSearch(self, self._found, self._not_found, self._draw)

    def reload(self) -> None:
        """Read the stored plan."""

        def job(station: Station, now: Instant) -> _Read:
            from seminar_tui.day.people import list_people
            from seminar_tui.day.plan_report import report
            from seminar_tui.day.planning import stored_plan

            with station.look() as connection:
                stored = stored_plan(connection, station.day_id)
                people = list_people(connection, station.day_id)
            names = {one.person.code: one.person.name for one in people}
            return _Read(stored.posed, report(stored) if stored.accepted else None, names)

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
            self.show(self._search.said(), [])
        elif read is None:
            return
        elif self._halves is not None:
            self.show(halves_facts(self._halves), half_rows(self._halves))
        elif self._proposal is not None:
            self.show(self._would_change(self._proposal), move_rows(self._proposal, self._called))
        elif self._seats_shown:
            facts, rows = seat_rows(read.posed, self._called)
            self.show(facts, rows)
        elif read.report is None:
            self.show(t("organiser.plan.none"), [])
        else:
            self.show(worth(read.report), lacking_rows(read.report, self._called))

    def _called(self, code: str) -> str:
        names = self._read.names if self._read else {}
        return clean(names.get(code, code), 32)

    def _would_change(self, proposal: Proposal) -> Content:
        words = tn("organiser.plan.moves", len(proposal.moves), gain=proposal.gain)
        return Content.assemble((words, "bold"), "\n", t("organiser.plan.choose"))

    def action_place(self) -> None:
        """Make the plan; where there is one, show what making it anew would change."""
        read = self._read
        if read is None:
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

        def job(station: Station, now: Instant) -> Proposal:
            from seminar_tui.day.replanning import propose

            if stay is None:
                return propose(station, now)
            return propose(station, now, stay=stay)

        def told(proposal: Proposal) -> None:
            if not proposal.moves:
                self.day_screen.say(t("organiser.plan.nothing"))
                return
            self._proposal, self._halves = proposal, None
            self._draw()

        self.day_screen.look("propose", job, told)

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

        def told(moves: int) -> None:
            self.action_refuse()
            self.day_screen.say(tn("organiser.plan.accepted", moves))

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
        self._draw()

    @property
    def _pointed_at(self) -> tuple[str, int] | None:
        """Whose line the cursor is on, and in which round (0: none); their code."""
        kind, _, rest = (self.table.key or "").partition("-")
        code, _, number = rest.partition("-")
        return (code, int(number or 0)) if kind in ("wish", "seat", "move") and code else None

    def _by_hand(self, do: Callable[[ByHand], Any]) -> None:
        if self._read is not None and not self._search.running:
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
        if not self._seats_shown or at is None:
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
        self._by_hand(lambda hand: hand.swap())

    def action_view(self) -> None:
        """Show who sits where, or again what is lacking."""
        self._seats_shown = not self._seats_shown
        self._draw()

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
