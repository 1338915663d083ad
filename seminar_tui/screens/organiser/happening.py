"""What happens on the day, asked for with a few keys: what, to whom, and what else it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from db.reference import municipality_name
from db.vocabulary import PersonStatus, StandStatus
from seminar_tui.i18n import t
from seminar_tui.rules.happening import KINDS, PEOPLE, Happening
from seminar_tui.screens.organiser.by_hand import ByHand, stand_choices
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText

NOBODY = "-"
"""The choice of nobody where somebody may be left out."""

GOES_ON = frozenset({"late", "leaves", "pin", "round", "capacity"})
"""Kinds whose words go on with what is asked for last: a round, a stand, a number."""

Then = Callable[[Happening, str], None]
"""Hears what happens, and the sentence that says it."""


@dataclass(frozen=True, slots=True)
class AskEvent:
    """One event, asked for window by window; any of them may be left, and nothing has happened.

    `at` is the badge code of who is pointed at, or None.
    """

    hand: ByHand
    at: str | None
    then: Then

    def start(self, kind: str | None = None) -> None:
        """Ask what happens, unless that is known, and then the rest."""
        if kind is not None:
            self._kind(kind)
            return
        choices = [Choice(kind, t(f"organiser.event.{kind}")) for kind in KINDS]
        self._pick(t("organiser.event.ask"), choices, self._kind)

    def _kind(self, kind: str) -> None:
        what = t(f"organiser.event.{kind}") + (" …" if kind in GOES_ON else "")
        if kind in PEOPLE:
            question = t("organiser.event.who", what=what)
            people = self.hand.people()
            self._pick(question, people, lambda code: self._person(Happening(kind, code)), self.at)
        else:
            question = t("organiser.event.stand", what=what)
            self._pick(question, self._stands(kind), lambda one: self._stand(Happening(kind, one)))

    def _stands(self, kind: str) -> list[Choice]:
        posed = self.hand.posed
        if kind != "reopen":
            return stand_choices(posed)
        return [
            Choice(str(one.number), f"{one.number}  {municipality_name(one.municipality)}")
            for one in posed.stands
            if one.status is not StandStatus.OPEN
        ]

    # -- what else it takes --------------------------------------------------------------------

    def _person(self, said: Happening) -> None:
        match said.kind:
            case "late":
                self._round(said, range(2, self.hand.posed.day.rounds + 1))
            case "leaves":
                self._round(said, range(1, self.hand.posed.day.rounds))
            case "wishes":
                self._text(said, t("organiser.event.ask.wishes", name=self._named(said)))
            case "pin":
                self._where(said)
            case _:
                self._tell(said)

    def _stand(self, said: Happening) -> None:
        match said.kind:
            case "capacity":
                self._text(said, t("organiser.event.ask.capacity", stand=said.who))
            case "round":
                here = next(s.round for s in self.hand.posed.stands if str(s.number) == said.who)
                rounds = range(1, self.hand.posed.day.rounds + 1)
                self._round(said, [number for number in rounds if number != here])
            case "presenters":
                self._who_leaves(said)
            case _:
                self._tell(said)

    def _round(self, said: Happening, rounds: Sequence[int]) -> None:
        """Ask for a round, where there is more than one to choose from."""
        if len(rounds) == 1:
            self._tell(replace(said, more=(str(rounds[0]),)))
            return
        choices = [Choice(str(n), t("organiser.plan.in_round", round=n)) for n in rounds]
        question = t("organiser.event.ask.round", what=t(f"organiser.event.{said.kind}"))
        self._pick(question, choices, lambda number: self._tell(replace(said, more=(number,))))

    def _where(self, said: Happening) -> None:
        person = next(one for one in self.hand.posed.people.values() if one.code == said.who)
        question = t("organiser.plan.pick_stand", name=self._named(said))
        stands = stand_choices(self.hand.posed, without=person.municipality)
        self._pick(question, stands, lambda stand: self._tell(replace(said, more=(stand,))))

    def _text(self, said: Happening, question: str) -> None:
        def given(words: str | None) -> None:
            if words is not None:
                more = tuple(words.replace(",", " ").split())
                self._tell(replace(said, more=more))

        self.hand.screen.app.push_screen(AskText(question, limit=60, enter="go"), given)

    def _who_leaves(self, said: Happening) -> None:
        posed = self.hand.posed
        nobody = Choice(NOBODY, t("organiser.event.nobody"))
        mine = [
            Choice(one.code, self.hand.called(one.code))
            for one in posed.people.values()
            if one.status is PersonStatus.REGISTERED and str(one.presents) == said.who
        ]

        def leaves(code: str) -> None:
            out = None if code == NOBODY else code
            self._who_comes(replace(said, out=out), nobody)

        self._pick(t("organiser.event.ask.out", stand=said.who), [*mine, nobody], leaves)

    def _who_comes(self, said: Happening, nobody: Choice) -> None:
        def comes(code: str) -> None:
            self._tell(replace(said, in_=None if code == NOBODY else code))

        question = t("organiser.event.ask.in", stand=said.who)
        self._pick(question, [nobody, *self.hand.people()], comes)

    # -- answers -------------------------------------------------------------------------------

    def _pick(
        self,
        question: str,
        choices: list[Choice],
        then: Callable[[str], None],
        at: str | None = None,
    ) -> None:
        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.hand.screen.app.push_screen(Pick(question, choices, at), picked)

    def _named(self, said: Happening) -> str:
        if said.kind in PEOPLE:
            return self.hand.called(said.who)
        return t("organiser.event.at_stand", stand=said.who)

    def _tell(self, said: Happening) -> None:
        people = [self.hand.called(code) for code in (said.out, said.in_) if code is not None]
        words = " ".join(said.more)
        sentence = t(f"organiser.event.{said.kind}")
        parts = [f"{sentence} {words}".strip(), self._named(said), " → ".join(people)]
        self.then(said, " · ".join(part for part in parts if part))
