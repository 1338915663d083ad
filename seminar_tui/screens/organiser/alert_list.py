"""What needs somebody now, most urgent first, each with what Enter does about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from seminar_tui.floor_words import SHOWN, group_sentence
from seminar_tui.i18n import t
from seminar_tui.rules.alerts import AlertGroup, AlertKind
from seminar_tui.text import clean

FEW = 3
"""How many stands a line names on a narrow terminal, so that it stays one line."""


OPENED = frozenset({AlertKind.PRESENTER_MISSING, AlertKind.PRESENTER_LATE, AlertKind.NO_PRESENTER})
"""Kinds that need a look at each stand: of several, Enter opens the first."""


class AlertList(OptionList):
    """The alerts. It is there while there are any, and asks for as few lines as it can."""

    DEFAULT_CSS = """
    AlertList {
        height: auto; max-height: 5; border: none; padding: 0 1; margin: 0 0 1 0;
        background: $surface; scrollbar-size: 1 1;
        text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { background: $surface; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $primary 30%; color: $foreground; }
        &.-none { display: none; }
    }
    """  # noqa: E501
    BINDINGS: ClassVar = [
        Binding("x", "hide", show=False),
        Binding("escape", "leave", show=False),
    ]

    @dataclass
    class Resolve(Message):
        """Somebody wants to do something about it."""

        group: AlertGroup

    @dataclass
    class Hide(Message):
        """Somebody knows, and does not want to see it any more."""

        group: AlertGroup

    @dataclass
    class Left(Message):
        """The list was left for the board."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._groups: tuple[AlertGroup, ...] = ()
        self._said: tuple[str, ...] = ()

    def show(self, groups: Sequence[AlertGroup]) -> None:
        """Show these; the cursor stays on what it was on."""
        most = SHOWN if self.app.size.width >= 100 else FEW
        said = tuple(group_sentence(group, most) for group in groups)
        if said == self._said:
            self._groups = tuple(groups)
            return
        on = self._on()
        self._groups, self._said = tuple(groups), said
        self.clear_options()
        self.add_options(
            [Option(_prompt(group, text)) for group, text in zip(groups, said, strict=True)]
        )
        self.set_class(not groups, "-none")
        if not groups and self.has_focus:
            self.post_message(self.Left())
        keys = [_key(group) for group in groups]
        if groups:
            self.highlighted = keys.index(on) if on in keys else 0

    @property
    def stand(self) -> int | None:
        """The stand that the line under the cursor is about; None where it is about several."""
        at = self.highlighted
        group = self._groups[at] if at is not None and at < len(self._groups) else None
        return group.first.stand if group is not None and len(group.alerts) == 1 else None

    def _on(self) -> tuple[object, ...] | None:
        at = self.highlighted
        return _key(self._groups[at]) if at is not None and at < len(self._groups) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click: do what the line offers."""
        event.stop()
        self.post_message(self.Resolve(self._groups[event.option_index]))

    def action_hide(self) -> None:
        """Put the line away: somebody knows."""
        if self.highlighted is not None and self._groups:
            self.post_message(self.Hide(self._groups[self.highlighted]))

    def action_leave(self) -> None:
        """Go back to the board."""
        self.post_message(self.Left())


def _key(group: AlertGroup) -> tuple[object, ...]:
    first = group.first
    return (first.kind, first.round, first.stand, first.station, first.about)


def _prompt(group: AlertGroup, text: str) -> Content:
    sign, style = ("!", "bold $error") if group.first.stops else ("△", "bold $warning")
    return Content.assemble((sign + " ", style), clean(text), ("   " + _offer(group), "$accent"))


def _offer(group: AlertGroup) -> str:
    """Return the keys that help, each with what it does."""
    first, alone = group.first, len(group.alerts) == 1
    if first.kind is AlertKind.STATION_QUIET and first.stand is None:
        return "⏎ " + t("organiser.remedy.hide")
    opens_first = not alone and first.kind in OPENED
    remedy = "first" if opens_first else first.kind.value
    offer = ["⏎ " + t(f"organiser.remedy.{remedy}")]
    if alone and first.kind in (AlertKind.PRESENTER_MISSING, AlertKind.PRESENTER_LATE):
        offer.insert(0, "c " + t("organiser.remedy.here"))
    if alone and first.kind in (AlertKind.PRESENTER_MISSING, AlertKind.NO_PRESENTER):
        offer.append("r " + t("organiser.remedy.swap"))
    return " · ".join(offer)
