"""Placing people by hand: pick a person, pick a stand; let go of a pin; swap a stand's round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.rows import StandRow
from db.vocabulary import Instant, PersonStatus, StandStatus
from seminar_tui.i18n import t, tn
from seminar_tui.rules.happening import Happening
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.refusal import Refused
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.text import clean, short

if TYPE_CHECKING:
    from db.reads.plan import PlacementRow
    from seminar_tui.day.problem import DayProblem
    from seminar_tui.day.replanning import Proposal
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen


@dataclass(frozen=True, slots=True)
class ByHand:
    """What choosing needs: the screen, the day as it is planned, and names by code."""

    screen: DayScreen
    posed: DayProblem
    names: Mapping[str, str]

    def called(self, code: str) -> str:
        """Return somebody's name, or the code of who has none any more."""
        return short(self.names.get(code, code), 40)

    def place(self, at: str | None, *, pinned: bool) -> None:
        """Ask who, then where to, then do it. `at` is the code of who is pointed at."""

        def who(code: str | None) -> None:
            if code is not None:
                self._ask_stand(code, pinned=pinned)

        question = t("organiser.plan.pick_person.pin" if pinned else "organiser.plan.pick_person")
        self.screen.app.push_screen(Pick(question, self.people(), at), who)

    def people(self) -> list[Choice]:
        """Return everybody who is registered by name, with where they are placed."""
        seats: dict[int, list[str]] = {}
        for seat in self.posed.placed:
            seats.setdefault(seat.participant_id, []).append(_seat(seat))
        return [
            Choice(
                one.code,
                self.called(one.code),
                " · ".join(
                    filter(None, (municipality_name(one.municipality), *seats.get(one.id, ())))
                ),
            )
            for one in sorted(
                self.posed.people.values(), key=lambda one: danish_key(self.called(one.code))
            )
            if one.code and one.status is PersonStatus.REGISTERED
        ]

    def _ask_stand(self, code: str, *, pinned: bool) -> None:
        def where(stand: str | None) -> None:
            if stand is not None:
                self.do(code, stand, pinned=pinned)

        person = next(one for one in self.posed.people.values() if one.code == code)
        question = t("organiser.plan.pick_stand", name=self.called(code))
        choices = stand_choices(self.posed, without=person.municipality)
        self.screen.app.push_screen(Pick(question, choices), where)

    def do(self, code: str, stand: str, *, pinned: bool, force: str | None = None) -> None:
        """Move somebody, or pin them; a full stand asks for a reason."""

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.moving import move, pin

            (pin if pinned else move)(station, now, code, stand, force=force)

        def refused(error: Exception) -> None:
            if isinstance(error, Refused) and error.code == "full" and force is None:
                self._ask_reason(code, stand, pinned=pinned)
            else:
                self.screen.say_trouble(error)

        key = "organiser.plan.pinned" if pinned else "organiser.plan.moved"
        said = t(key, name=self.called(code), stand=clean(stand))
        self.screen.act(job, lambda _none: self.screen.say(said), refused)

    def _ask_reason(self, code: str, stand: str, *, pinned: bool) -> None:
        def given(reason: str | None) -> None:
            if reason:
                self.do(code, stand, pinned=pinned, force=reason)

        question = t("organiser.plan.ask_force", stand=stand)
        self.screen.app.push_screen(AskText(question, enter="go"), given)

    def let_go(self, code: str, number: int) -> None:
        """Let go of a pin."""

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.moving import unpin

            unpin(station, now, code, number)

        said = t("organiser.plan.unpinned", name=self.called(code))
        self.screen.act(job, lambda _none: self.screen.say(said))

    def swap(self) -> None:
        """Ask which stand presents in the other round instead."""
        rounds = self.posed.day.rounds

        def picked(number: str | None) -> None:
            stand = next((s for s in self.posed.stands if str(s.number) == number), None)
            if stand is not None:
                swap_round(self.screen, stand.number, stand.round, rounds)

        choices = stand_choices(self.posed)
        self.screen.app.push_screen(Pick(t("organiser.plan.pick_swap"), choices), picked)


def _seat(seat: PlacementRow) -> str:
    """Return where somebody sits in a round."""
    return f"{t('organiser.plan.in_round', round=seat.round)}: {seat.stand}"


def stand_choices(posed: DayProblem, without: str | None = None) -> list[Choice]:
    """Return the open stands and their free seats; but for a municipality's own."""
    placed = Counter(seat.stand_id for seat in posed.placed)
    return [
        Choice(str(one.number), _stand_name(one), _room(one, placed[one.id]))
        for one in posed.stands
        if one.status is StandStatus.OPEN and (without is None or one.municipality != without)
    ]


def _stand_name(stand: StandRow) -> str:
    return f"{stand.number}  {municipality_name(stand.municipality)}"


def _room(stand: StandRow, placed: int) -> str:
    in_round = t("organiser.plan.in_round", round=stand.round) if stand.round else ""
    free = tn("organiser.plan.free", max(0, stand.capacity - placed))
    return " · ".join(filter(None, (in_round, free)))


def swap_round(
    screen: DayScreen,
    number: int,
    round_: int | None,
    rounds: int,
    done: Callable[[str], None] | None = None,
) -> None:
    """Ask to move a stand to the next round: a municipality that is late presents later.

    Where there is a plan, it follows in the same stroke, with as few moves as can be.
    """
    now = round_ or 0
    other = now + 1 if now < rounds else 1
    if other == now:
        return

    def ask(proposal: Proposal | None) -> None:
        detail = t("organiser.ask.swap.detail")
        if proposal is not None:
            detail = tn("organiser.ask.swap.moves", len(proposal.moves))
        screen.app.push_screen(
            AskYes(t("organiser.ask.swap", stand=number, round=other), detail),
            lambda yes: answered(proposal) if yes else None,
        )

    def answered(proposal: Proposal | None) -> None:
        said = t("organiser.stand.swapped", stand=number, round=other)
        job = partial(_swap, number, other, proposal)
        screen.act(job, lambda _none: (done or screen.say)(said))

    screen.look("swap", partial(_swapped, number, other), ask)


def _swapped(number: int, other: int, station: Station, now: Instant) -> Proposal | None:
    """Return what the plan becomes by a swap; None where there is none that could follow."""
    from seminar_tui.day.happening import event_of
    from seminar_tui.day.replanning import propose_event

    happening = Happening("round", str(number), more=(str(other),))
    with station.look() as connection:
        event = event_of(connection, station.day_id, happening)
    try:
        return propose_event(station, now, event)
    except Refused:
        return None


def _swap(
    number: int, other: int, proposal: Proposal | None, station: Station, now: Instant
) -> None:
    from seminar_tui.day.replanning import accept
    from seminar_tui.day.stands import StandChange, edit_stand

    if proposal is not None:
        accept(station, now, proposal)
    else:
        edit_stand(station, now, str(number), StandChange(round=other))
