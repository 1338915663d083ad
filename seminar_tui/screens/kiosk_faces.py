"""What the kiosk shows of an answer, in the guest's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminar_tui.i18n import LANGUAGES, language, t
from seminar_tui.rules.dates import spoken_time
from seminar_tui.rules.kiosk import KioskSays
from seminar_tui.text import clean
from seminar_tui.widgets.kiosk_card import MOST_COLUMNS, Column, KioskFace

if TYPE_CHECKING:
    from seminar_tui.day.kiosk import KioskAnswer, WhereTo
    from seminar_tui.rules.checkin import Question

LOOK = {
    KioskSays.WELCOME: "-ok",
    KioskSays.HERE_ALREADY: "-ok",
    KioskSays.ASK: "-ask",
    KioskSays.TRY_AGAIN: "-ask",
    KioskSays.DESK: "-stop",
}
SOUND = {
    KioskSays.WELCOME: (1, 400),
    KioskSays.HERE_ALREADY: (1, 400),
    KioskSays.ASK: (2, 500),
    KioskSays.TRY_AGAIN: (2, 500),
    KioskSays.DESK: (3, 150),
}
"""Strokes and the milliseconds between them, as at the door."""


def other_language() -> str:
    """Return the name, in itself, of the language that the key changes to."""
    following = (LANGUAGES.index(language()) + 1) % len(LANGUAGES)
    return t(f"kiosk.language.{LANGUAGES[following]}")


def ready() -> KioskFace:
    """Return what invites the next guest."""
    keys = t("kiosk.keys.ready", language=other_language())
    return KioskFace(
        "-plain",
        t("kiosk.ready"),
        t("kiosk.ready.reason"),
        body=t("kiosk.ready.hint"),
        keys=keys,
    )


def unlocked() -> KioskFace:
    """Return what stands there until the kiosk can be locked."""
    return KioskFace("-plain", t("kiosk.unlocked"), t("kiosk.unlocked.reason"))


def answered(answer: KioskAnswer, timezone: str, *, wished: bool = False) -> KioskFace:
    """Return the face of an answer that asks for nothing. `wished`: the wishes are new."""
    key = f"kiosk.{answer.says.value}"
    if answer.person is None:
        reason = t(f"{key}.reason")
        keys = t("kiosk.keys.ready", language=other_language())
        return KioskFace(LOOK[answer.says], t(key), reason, keys=keys)
    name = clean(answer.person.name)
    columns = [_column(one, timezone) for one in answer.rounds]
    large = columns if len(columns) <= MOST_COLUMNS else []
    return KioskFace(
        LOOK[answer.says],
        t("kiosk.wished" if wished else key, name=name),
        columns=large,
        body="" if large else "\n".join(_row(column) for column in columns),
        hint=t("kiosk.see_desk") if answer.see_desk else "",
        keys=t("kiosk.keys.card", language=other_language()),
    )


def question(asked: Question, typed: str, problem: bool) -> KioskFace:
    """Return a question of the door with its answers numbered."""
    choices = [f"{at}  {clean(one)}" for at, one in enumerate(asked.choices, start=1)]
    how = t("kiosk.ask.choice" if asked.choices else "kiosk.ask.text")
    keys = how if asked.required else f"{how} · {t('kiosk.ask.optional')}"
    return KioskFace(
        LOOK[KioskSays.ASK],
        clean(asked.text),
        body="\n".join([*choices, "", f"▸ {clean(typed)}▌"]),
        hint=t("door.ask.not_a_choice") if problem else "",
        keys=keys,
    )


def _column(one: WhereTo, timezone: str) -> Column:
    title = t("kiosk.round", round=one.round, time=spoken_time(one.starts, timezone, language()))
    if one.seat is None:
        return Column(title, None, ("", t("kiosk.free"), t("kiosk.free.hint")))
    lines = [t("kiosk.own")] if one.own else []
    lines += [t("kiosk.stand", stand=one.seat.stand, municipality=one.seat.municipality)]
    return Column(title, one.seat.stand, tuple(filter(None, (*lines, one.seat.place))))


def _row(column: Column) -> str:
    return " · ".join(filter(None, (column.title, *column.lines)))
