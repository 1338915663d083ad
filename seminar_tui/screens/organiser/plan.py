"""The plan: halves and placement, how good they are, what would change, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.worker import Worker, get_current_worker

from db.vocabulary import Instant
from seminar_tui.i18n import known, t, tn
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.text import cell, clean
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.day.plan_report import PlanReport
    from seminar_tui.day.planning import Halves
    from seminar_tui.day.replanning import Proposal
    from seminar_tui.day.station import Station
    from seminar_tui.placement.halves import Split

SEARCH_S = 10.0
"""How long halves are searched for; a key ends it with the best so far."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The stored plan's report, or None before there is one, and people's names by code."""

    report: PlanReport | None
    names: dict[str, str]


class PlanPage(ListPage):
    """What the plan is worth; under it who lacks something, or who would move."""

    NAME = "plan"
    COLUMNS = ("person", "round", "from", "to", "why")
    BINDINGS: ClassVar = [
        Binding("h", "halves", "h", id="plan.halves"),
        Binding("l", "place", "l", id="plan.place"),
        Binding("c", "compare", "c", id="plan.compare"),
        Binding("y", "accept", "y", id="plan.accept"),
        Binding("n", "refuse", "n", id="plan.refuse", show=False),
        Binding("m", "move", "m", id="plan.move"),
        Binding("x", "stop", "x", id="plan.stop", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._read = _Read(None, {})
        self._proposal: Proposal | None = None
        self._search: Worker[None] | None = None
        self._searching = ""

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
            return _Read(report(stored) if stored.accepted else None, names)

        self.day_screen.look("plan", job, self._take)

    def _take(self, read: _Read) -> None:
        self._read = read
        self._draw()

    def _draw(self) -> None:
        if self._searching:
            self.show(Content.styled(self._searching, "bold $accent"), [])
        elif self._proposal is not None:
            self.show(self._would_change(self._proposal), self._moves(self._proposal))
        elif self._read.report is None:
            self.show(t("organiser.plan.none"), [])
        else:
            self.show(_worth(self._read.report), self._lacking(self._read.report))

    def _called(self, code: str) -> str:
        return clean(self._read.names.get(code, code), 32)

    def _lacking(self, report: PlanReport) -> list[Row]:
        rows = [
            (f"wish-{code}", _cells(self._called(code), "", "", "", t("organiser.plan.no_wish")))
            for code in report.without_wish
        ]
        for code, number in report.unseated:
            words = t("organiser.plan.unseated")
            key = f"seat-{code}-{number}"
            rows.append((key, _cells(self._called(code), str(number), "", "", words)))
        return rows

    def _would_change(self, proposal: Proposal) -> Content:
        words = tn("organiser.plan.moves", len(proposal.moves), gain=proposal.gain)
        return Content.assemble((words, "bold"), "\n", t("organiser.plan.choose"))

    def _moves(self, proposal: Proposal) -> list[Row]:
        return [
            (
                f"move-{one.code}-{one.round}",
                _cells(
                    self._called(one.code),
                    str(one.round),
                    _stand(one.from_stand),
                    _stand(one.to_stand),
                    _why(one.why),
                ),
            )
            for one in proposal.moves
        ]

    def action_place(self) -> None:
        """Place everybody anew and store it."""

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.planning import place

            return place(station, now).plan.value

        def answered(yes: bool | None) -> None:
            if yes:
                self.day_screen.act(job, self._placed)

        if self._read.report is None:
            answered(True)
            return
        question = AskYes(t("organiser.plan.ask_place"), t("organiser.plan.ask_place.detail"))
        self.app.push_screen(question, answered)

    def _placed(self, value: int) -> None:
        self._proposal = None
        self.day_screen.say(t("organiser.plan.placed", value=value))
        self.reload()

    def action_compare(self) -> None:
        """Show what a new plan would change; nothing is moved."""

        def job(station: Station, now: Instant) -> Proposal:
            from seminar_tui.day.replanning import propose

            return propose(station)

        def told(proposal: Proposal) -> None:
            if not proposal.moves:
                self.day_screen.say(t("organiser.plan.nothing"))
                return
            self._proposal = proposal
            self._draw()

        self.day_screen.look("propose", job, told)

    def action_accept(self) -> None:
        """Take the proposal."""
        proposal = self._proposal
        if proposal is None:
            return

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.replanning import accept

            return len(accept(station, now, proposal).moves)

        def told(moves: int) -> None:
            self.action_refuse()
            self.day_screen.say(tn("organiser.plan.accepted", moves))

        self.day_screen.act(job, told, self._not_accepted)

    def _not_accepted(self, error: Exception) -> None:
        self.action_refuse()
        self.day_screen.say_trouble(error)

    def action_refuse(self) -> None:
        """Leave everything as it is."""
        self._proposal = None
        self._draw()

    def action_move(self) -> None:
        """Move the person under the cursor by hand."""
        key = self.table.key
        if key is None:
            return
        code = key.split("-")[1]

        def given(stand: str | None) -> None:
            if not stand:
                return

            def job(station: Station, now: Instant) -> None:
                from seminar_tui.day.moving import move

                move(station, now, code, stand)

            said = t("organiser.plan.moved", name=self._called(code), stand=clean(stand))
            self.day_screen.act(job, lambda _none: self.day_screen.say(said))

        self.app.push_screen(AskText(t("organiser.plan.ask_move", name=self._called(code))), given)

    def action_halves(self) -> None:
        """Search for the halves that let most wishes be met; a key ends it."""
        if self._searching:
            return
        self._searching = t("organiser.plan.searching")
        self._draw()
        # The search has a thread of its own: neither a check-in nor the board waits for it.
        self.day_screen.act(lambda station, now: (station, now), self._start_search)

    def _start_search(self, at: tuple[Station, Instant]) -> None:
        self._search = self.run_worker(
            lambda: self._look_for_halves(*at), thread=True, exclusive=True, exit_on_error=False
        )

    def _look_for_halves(self, station: Station, now: Instant) -> None:
        from seminar_tui.day.planning import halves

        worker = get_current_worker()

        def on_best(split: Split) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._best, split.before, split.value)

        try:
            found = halves(
                station,
                now,
                seconds=SEARCH_S,
                should_stop=lambda: worker.is_cancelled or not self._searching,
                on_best=on_best,
            )
        except Exception as error:  # said on the screen like any other refusal
            self.app.call_from_thread(self._not_found, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, found)

    def _best(self, before: int, value: int) -> None:
        if self._searching:
            self._searching = t("organiser.plan.best", before=before, value=value)
            self._draw()

    def _found(self, found: Halves) -> None:
        self._searching = ""
        self.day_screen.say(t("organiser.plan.halves", before=found.before, value=found.value))
        self.reload()

    def _not_found(self, error: Exception) -> None:
        self._searching = ""
        self._draw()
        self.day_screen.say_trouble(error)

    def action_stop(self) -> None:
        """End the search with the best so far."""
        self._searching = ""


def _cells(*words: str) -> tuple[Text, ...]:
    return tuple(cell(word) for word in words)


def _stand(number: int | None) -> str:
    return "–" if number is None else str(number)


def _why(code: str) -> str:
    key = f"plan.move.{code}"
    return t(key) if known(key) else code


def _worth(report: PlanReport) -> Content:
    profile = "  ".join(f"{rank}: {seats}" for rank, seats in enumerate(report.profile, 1))
    proof = f"organiser.plan.proof.{report.proof}"
    parts = [
        t("organiser.plan.value", value=report.value),
        t(proof) if known(proof) else report.proof,
        t("organiser.plan.profile", profile=profile),
    ]
    lacks = [
        tn("organiser.plan.without", len(report.without_wish)),
        tn("organiser.plan.pairs", report.same_municipality_pairs),
    ]
    short = sum(room.short for room in report.rooms)
    if short:
        lacks.append(tn("organiser.plan.short", short))
    for key, stands in (
        ("empty", report.empty_stands),
        ("no_politician", report.stands_without_politician),
    ):
        if stands:
            lacks.append(t(f"organiser.plan.{key}", stands=", ".join(map(str, stands[:12]))))
    return Content.assemble((" · ".join(parts), "bold"), "\n", " · ".join(lacks))
