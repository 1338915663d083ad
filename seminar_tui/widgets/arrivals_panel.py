"""Beside the line: how many have come, which presenters are missing, the last arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.vocabulary import CheckInResult
from seminar_tui.door_words import SIGNS
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.door import DoorBoard, Latest, MissingPresenter, Share

_BLOCKS = "▁▂▃▄▅▆▇█"
_BAR = 8
_LEAST_BAR = 3
NARROW = 24
"""Cells in the panel on the narrowest screen."""
MOST = 5
SOON_MS = 15 * 60_000
"""A presenter missing so shortly before the round is marked."""


def bar(share: Share, room: int = 0) -> str:
    """Return how far along as a percentage and a bar, in at most `room` cells if given."""
    if not share.registered:
        return ""
    part = share.arrived / share.registered
    said = f"{round(part * 100)} % "
    wide = min(_BAR, room - len(said)) if room else _BAR
    if wide < _LEAST_BAR:
        return said.rstrip()
    full = min(wide, round(part * wide))
    return f"{said}{'▇' * full}{'▁' * (wide - full)}"


def spark(counts: tuple[int, ...]) -> str:
    """Return counts as columns; the highest fills its cell."""
    top = max(counts, default=0)
    if not top:
        return _BLOCKS[0] * len(counts)
    return "".join(_BLOCKS[round(count / top * (len(_BLOCKS) - 1))] for count in counts)


class ArrivalsPanel(Vertical):
    """Told what to show; redraws only what differs."""

    DEFAULT_CSS = """
    ArrivalsPanel {
        width: 28; height: 1fr;
        Static { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis;
                 border-title-color: $foreground; }
        #counts { height: auto; }
        #missing { height: auto; max-height: 40%; }
        #latest { height: 1fr; }
        #missing.-empty { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: dict[str, str] = {}

    def _furnish(self) -> None:
        """Make the three lists, once there is something to show: the first frame needs none."""
        if self.children:
            return
        for part in ("counts", "missing", "latest"):
            static = Static(id=part, classes="panel", markup=False)
            static.border_title = Content(t(f"door.panel.{part}"))
            self.mount(static)

    def show(self, board: DoorBoard, now_ms: int, timezone: str) -> None:
        """Show the figures of a moment."""
        self._furnish()
        self._put("counts", self._over(board, now_ms, timezone) + self._counts(board))
        missing = self._missing(board.missing, now_ms, timezone)
        self.query_one("#missing").set_class(not missing, "-empty")
        self._put("missing", missing)
        self._put("latest", [self._latest(one, timezone) for one in board.latest])

    def _put(self, part: str, lines: list[str]) -> None:
        text = "\n".join(lines)
        before = self._shown.get(part)
        if before != text:
            self._shown[part] = text
            # No line wraps, so only more or fewer lines take another room.
            moves = before is None or before.count("\n") != text.count("\n")
            self.query_one(f"#{part}", Static).update(Content(text), layout=moves)

    def _counts(self, board: DoorBoard) -> list[str]:
        def share(name: str, one: Share) -> str:
            return t(f"door.panel.{name}", arrived=one.arrived, registered=one.registered)

        all_of_them = share("all", board.all)
        along = bar(board.all, NARROW - len(all_of_them) - 2)
        lines = [f"{all_of_them}  {along}".rstrip()]
        if board.inside != board.all.arrived:
            lines.append(t("door.panel.inside", inside=board.inside))
        lines.append(share("politicians", board.politicians))
        lines.append(share("presenters", board.presenters))
        lines.append(
            t("door.panel.quarter", spark=spark(board.arrivals), count=sum(board.arrivals))
        )
        return lines

    def _over(self, board: DoorBoard, now_ms: int, timezone: str) -> list[str]:
        if board.closes is None or now_ms < board.closes:
            return []
        from seminar_tui.rules.dates import hh_mm

        return [t("door.panel.closed", time=hh_mm(board.closes, timezone))]

    def _missing(
        self, missing: tuple[MissingPresenter, ...], now_ms: int, timezone: str
    ) -> list[str]:
        from db.reference import municipality_name
        from seminar_tui.rules.dates import hh_mm

        by_stand: dict[int, list[MissingPresenter]] = {}
        for presenter in missing:
            by_stand.setdefault(presenter.stand, []).append(presenter)
        lines = []
        for presenters in list(by_stand.values())[:MOST]:
            one = presenters[0]
            soon = one.starts is not None and one.starts - now_ms <= SOON_MS
            starts = "" if one.starts is None else hh_mm(one.starts, timezone)
            place = municipality_name(one.municipality)
            several = f" ×{len(presenters)}" if len(presenters) > 1 else ""
            lines.append(f"{'!' if soon else '○'} {one.stand:>2} {place}{several}  {starts}")
        if len(by_stand) > MOST:
            lines.append(tn("door.panel.more", len(by_stand) - MOST))
        return lines

    def _latest(self, one: Latest, timezone: str) -> str:
        from seminar_tui.rules.dates import hh_mm

        if one.kind == "check_in":
            result = CheckInResult(one.result)
            sign = SIGNS[result]
            said = clean(one.name) or t(f"door.{result.value}").lower()
        else:
            sign = {"check_out": "→", "undo": "↶"}.get(one.kind, "+")
            said = clean(one.name) or t(f"action.{one.kind}")
        return f"{hh_mm(one.at, timezone)} {sign} {said}"
