"""What the floor says of itself, in the reader's language: alerts and the state of a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.vocabulary import Phase, TimerState
from seminar_tui.i18n import t, tn
from seminar_tui.rules.alerts import MINUTE, Alert, AlertGroup, AlertKind
from seminar_tui.rules.refusal import Refused
from seminar_tui.sentences import said
from seminar_tui.text import short

if TYPE_CHECKING:
    from seminar_tui.day.status import StandLine
    from seminar_tui.rules.timer import TimerView

SHOWN = 8
"""How many stands a group names before it says how many more."""


def sentence(alert: Alert) -> str:
    """Return what is wrong with one stand or station."""
    key = f"alert.{alert.kind.value}"
    facts = {"stand": alert.stand or 0, "station": short(alert.station, 40)}
    match alert.kind:
        case AlertKind.PRESENTER_MISSING | AlertKind.PRESENTER_LATE | AlertKind.OVER_CAPACITY:
            return tn(key, alert.amount, **facts)
        case _:
            return t(key, minutes=alert.amount // 60_000, **facts)


def group_sentence(group: AlertGroup, most: int = SHOWN) -> str:
    """Return what is wrong with all of a group and in which round; of one alone, its own.

    `most` of them are named; where those are few, how many more is a figure.
    """
    if len(group.alerts) == 1:
        return sentence(group.first)
    stands = [
        str(alert.stand) if alert.stand is not None else short(alert.station, 40)
        for alert in group.alerts
    ]
    listed = ", ".join(stands[:most])
    if len(stands) > most:
        more = len(stands) - most
        listed += f" +{more}" if most < SHOWN else " " + t("alert.and_more", count=more)
    said = t(f"alert.many.{group.first.kind.value}", count=len(group.alerts), stands=listed)
    number = group.first.round
    return said if number is None else t("alert.in_round", round=number, said=said)


def clock_word(line: StandLine, clock: TimerView) -> str:
    """Return the word for where a stand's clock stands."""
    if not line.is_open:
        return t("floor.cancelled")
    match clock.state:
        case TimerState.ARMED:
            return t("floor.late") if clock.late_ms >= MINUTE else t("floor.ready")
        case TimerState.PAUSED:
            return t("floor.paused")
        case TimerState.DONE:
            return t("floor.done")
        case TimerState.RUNNING if clock.overtime_ms:
            return t("floor.overtime")
        case TimerState.RUNNING:
            return t("floor.talk") if clock.phase is Phase.TALK else t("floor.dialogue")


def skipped_words(stand: int, why: Refused) -> str:
    """Return that a stand's clock was not started with its round's, and why."""
    return t("timer.skipped", stand=stand, why=said("refused", why.code, why.facts)[0])
