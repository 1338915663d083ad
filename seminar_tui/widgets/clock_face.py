"""What a stand's clock says, in words and signs: a function of what it shows and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import Level, TimerState
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import hh_mm, signed_seconds, spoken_time
from seminar_tui.rules.rounds import wants_nudge
from seminar_tui.rules.timer import TimerView

_SIGNS = {
    TimerState.ARMED: "○",
    TimerState.RUNNING: "▶",
    TimerState.PAUSED: "‖",
    TimerState.DONE: "■",
}


@dataclass(frozen=True, slots=True)
class Face:
    """A clock's face. `tone` names the look; `said` is anything the host must know."""

    sign: str
    word: str
    level: str
    digits: str
    tone: str
    spent: float
    ends: str
    said: tuple[str, ...]


def face_of(shown: TimerView, timezone: str) -> Face:
    """Return the face of a clock that shows this, at a place in this time zone."""
    return Face(
        sign=_SIGNS[shown.state],
        word=_word(shown),
        level=_level(shown),
        digits=_digits(shown),
        tone=tone_of(shown),
        spent=_spent(shown),
        ends=_ends(shown, timezone),
        said=_said(shown, timezone),
    )


def tone_of(shown: TimerView) -> str:
    """Return the look's name: a state where the clock does not run, else the level."""
    if shown.state is not TimerState.RUNNING:
        return shown.state.value
    return Level.NORMAL.value if shown.left_running else shown.level.value


def _word(shown: TimerView) -> str:
    if shown.state is TimerState.DONE:
        return t("stand.word.done")
    phase = t(f"stand.word.{shown.phase.value}")
    if shown.state is TimerState.RUNNING:
        return phase
    return f"{phase} · {t(f'stand.word.{shown.state.value}')}"


def _level(shown: TimerView) -> str:
    silent = shown.left_running or shown.state in (TimerState.ARMED, TimerState.DONE)
    if silent or shown.level is Level.NORMAL:
        return ""
    return t(f"stand.level.{shown.level.value}")


def clock_text(length_ms: int) -> str:
    """Return a length as minutes and seconds; what is left rounds up, what is over rounds down."""
    seconds = -(-length_ms // 1000) if length_ms >= 0 else -length_ms // 1000
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{seconds // 60:02}:{seconds % 60:02}"


def _digits(shown: TimerView) -> str:
    return ("+" if shown.overtime_ms else "") + clock_text(shown.remaining_ms)


def _spent(shown: TimerView) -> float:
    if shown.length_ms <= 0:
        return 1.0
    # To the second, as the digits: a finer part would draw the same bar four times.
    return min(1.0, shown.elapsed_ms // 1000 * 1000 / shown.length_ms)


def _ends(shown: TimerView, timezone: str) -> str:
    parts = []
    if shown.phase_ends is not None and shown.state is not TimerState.DONE:
        key = "stand.ended" if shown.overtime_ms else "stand.until"
        parts.append(t(key, time=hh_mm(shown.phase_ends, timezone)))
    if shown.state is TimerState.DONE:
        parts.append(t("stand.finished", time=hh_mm(shown.projected_end, timezone)))
    if shown.round_ends is not None:
        parts.append(t("stand.round_until", time=hh_mm(shown.round_ends, timezone)))
    return " · ".join(parts)


def _said(shown: TimerView, timezone: str) -> tuple[str, ...]:
    said = []
    if shown.left_running and shown.talk.began is not None:
        since = spoken_time(shown.talk.began, timezone, language())
        said.append(t("stand.left_running", time=since))
    if shown.clock_step_ms:
        said.append(t("stand.clock_step", seconds=signed_seconds(shown.clock_step_ms)))
    if shown.ahead_ms:
        said.append(t("stand.clock_differs", seconds=round(shown.ahead_ms / 1000)))
    if shown.conflict_ms and not shown.left_running:
        minutes = -(-shown.conflict_ms // 60_000)
        said.append(t("stand.conflict", minutes=minutes))
    if wants_nudge(shown):
        said.append(t("stand.nudge", minutes=shown.late_ms // 60_000))
    return tuple(said)
