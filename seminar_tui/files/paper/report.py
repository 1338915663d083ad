"""The report after the day, as data for the page and the web page alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from db.paper import Attendance, DayHead, Outcome, Said, StandOutcome
from db.vocabulary import EntryState
from seminar_tui.files.paper.press import Document
from seminar_tui.files.paper.stands import clock_span
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm, time_spent
from seminar_tui.rules.names import danish_key

LATE_MS = 60_000
"""A stand that ends a minute or more after its round is late."""


def report(head: DayHead, outcome: Outcome) -> Document:
    """Return the report: attendance, wishes, occupancy, times, and what was said."""
    title = t("paper.report.title", day=head.title)
    return Document("report.typ", title, report_body(head, outcome), of_plan=True)


def report_body(head: DayHead, outcome: Outcome) -> dict[str, Any]:
    """Return everything the report shows, with its numbers still numbers."""
    visited = sum(stand.visited for stand in outcome.stands)
    return {
        "figures": _figures(outcome, visited),
        "attendance": [
            _attendance("by_municipality", _danish(outcome.by_municipality)),
            _attendance("by_role", _with_roles(outcome.by_role)),
        ],
        "wishes": _wishes(outcome),
        "occupancy_note": t("paper.report.occupancy_note", target=outcome.target),
        "occupancy_most": max([outcome.target, *(s.visited for s in outcome.stands)]),
        "target": outcome.target,
        "timing_note": t("paper.report.timing_note"),
        "rounds": [_round(head, planned.number, outcome.stands) for planned in head.rounds],
        "said": _said(outcome),
    }


def _figures(outcome: Outcome, visited: int) -> list[dict[str, str]]:
    figures = (
        ("arrived", f"{outcome.arrived}"),
        ("attendance_share", share(outcome.arrived, outcome.registered)),
        ("visits", f"{visited}"),
        ("entries", f"{len(outcome.said)}"),
    )
    return [{"name": t(f"paper.report.figure.{name}"), "value": value} for name, value in figures]


def share(part: int, whole: int) -> str:
    """Return a share as percent: "61 %"; a dash of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def _danish(groups: Sequence[Attendance]) -> list[Attendance]:
    return sorted(groups, key=lambda group: danish_key(group.group))


def _with_roles(groups: Sequence[Attendance]) -> list[Attendance]:
    return [Attendance(t(f"paper.role.{g.group}"), g.registered, g.arrived) for g in groups]


def _attendance(kind: str, groups: Sequence[Attendance]) -> dict[str, Any]:
    most = max((max(g.registered, g.arrived) for g in groups), default=0)
    rows = [
        {
            "group": group.group or t("paper.lists.none"),
            "registered": group.registered,
            "arrived": group.arrived,
            "most": most,
            "share": share(group.arrived, group.registered),
        }
        for group in groups
    ]
    return {"kind": kind, "rows": rows}


def _wishes(outcome: Outcome) -> dict[str, Any]:
    rows = [
        {"name": t("paper.report.wish_number", rank=rank), "count": count}
        for rank, count in enumerate(outcome.wishes_met, 1)
    ]
    rest = outcome.seated - sum(outcome.wishes_met)
    rows.append({"name": t("paper.report.no_wish"), "count": rest})
    text = t(
        "paper.report.wishes_text",
        met=outcome.wishers_met,
        wishers=outcome.wishers,
        share=share(outcome.wishers_met, outcome.wishers),
    )
    return {"text": text, "rows": rows, "most": max(int(str(row["count"])) for row in rows)}


def _round(head: DayHead, number: int, stands: Sequence[StandOutcome]) -> dict[str, Any]:
    planned = next(planned for planned in head.rounds if planned.number == number)
    of_round = sorted((s for s in stands if s.round == number), key=lambda s: s.stand)
    moments = [planned.starts, planned.ends]
    moments += [at for s in of_round for at in (s.started, s.ended) if at is not None]
    window = min(moments), max(moments)
    return {
        "title": t("paper.round", round=number),
        "times": clock_span(head, planned.starts, planned.ends),
        "planned": _share_of(window, planned.starts, planned.ends),
        "stands": [_stand(head, stand, window) for stand in of_round],
    }


def _share_of(window: tuple[int, int], starts: int | None, ends: int | None) -> list[float]:
    """Return where a span of time begins and ends within a window, 0 to 1; empty for none."""
    if starts is None or ends is None:
        return []
    first, last = window
    length = max(1, last - first)
    return [round((starts - first) / length, 4), round((max(starts, ends) - first) / length, 4)]


def _stand(head: DayHead, stand: StandOutcome, window: tuple[int, int]) -> dict[str, Any]:
    late = None if stand.ended is None else stand.ended - stand.planned_ends
    return {
        "number": stand.stand,
        "municipality": stand.municipality,
        "placed": stand.placed,
        "visited": stand.visited,
        "real": _share_of(window, stand.started, stand.ended),
        "started": "–" if stand.started is None else hh_mm(stand.started, head.timezone),
        "ended": "–" if stand.ended is None else hh_mm(stand.ended, head.timezone),
        "talk": "–" if stand.talk_ms is None else time_spent(stand.talk_ms),
        "dialogue": "–" if stand.dialogue_ms is None else time_spent(stand.dialogue_ms),
        "late": "–" if late is None else _signed(late),
        "is_late": late is not None and late >= LATE_MS,
    }


def _signed(length_ms: int) -> str:
    return ("−" if length_ms <= -1000 else "+") + time_spent(abs(length_ms))


def _said(outcome: Outcome) -> list[dict[str, Any]]:
    themes = {sheet.number: sheet for sheet in outcome.themes}
    ordered = sorted(outcome.said, key=lambda s: (s.round, s.stand, s.at, s.id))
    sections = []
    for (number, stand), entries in groupby(ordered, key=lambda s: (s.round, s.stand)):
        listed = list(entries)
        sheet = themes.get(stand)
        title = t("paper.report.stand_title", number=stand, municipality=listed[0].municipality)
        sections.append(
            {
                "title": f"{title} · {t('paper.round', round=number)}",
                "theme": sheet.theme if sheet else "",
                "question": sheet.question if sheet else "",
                "entries": [_entry(entry) for entry in listed],
            }
        )
    return sections


def _entry(entry: Said) -> dict[str, Any]:
    parked = entry.state == EntryState.PARKED
    return {
        "kind": t(f"paper.kind.{entry.kind}"),
        "text": entry.text,
        "starred": entry.starred,
        "state": t("paper.report.parked") if parked else "",
    }
