"""The stands' yield as a document, as Markdown and as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.paper import DayHead
from db.reads.entries import StoredEntry
from db.vocabulary import EntryKind, EntryState, Phase
from seminar_tui.day.stand_yield import StandYield
from seminar_tui.files.export import Column, Table, Value, markdown_text
from seminar_tui.files.paper.press import Document
from seminar_tui.files.paper.stands import clock_span
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import iso, long_date, spoken_time, time_spent
from seminar_tui.rules.timer import PhaseTime


def yield_pages(head: DayHead, found: Sequence[StandYield]) -> Document:
    """Return the document: each stand on a page of its own."""
    title = t("yield.title", day=head.title)
    return Document("yield.typ", title, {"stands": [_page(head, one) for one in found]})


def _page(head: DayHead, one: StandYield) -> dict[str, object]:
    return {
        "title": _heading(one),
        "theme": one.sheet.theme,
        "question": one.sheet.question,
        "facts": [{"name": name, "value": value} for name, value in _facts(head, one)],
        "said": [_entry(stored) for stored in one.said],
        "nothing": t("yield.nothing_said"),
        "heading": t("yield.said"),
    }


def _heading(one: StandYield) -> str:
    return t(
        "yield.stand",
        number=one.sheet.number,
        municipality=one.sheet.municipality,
        round=one.round,
    )


def _facts(head: DayHead, one: StandYield) -> tuple[tuple[str, str], ...]:
    return (
        (t("yield.talk"), _spent(head, one.talk)),
        (t("yield.dialogue"), _spent(head, one.dialogue)),
        (t("yield.guests"), _came(one)),
    )


def _came(one: StandYield) -> str:
    if not one.guests:
        return t("yield.no_guests")
    guests = tn("yield.guests.count", one.guests)
    return t("yield.came", guests=guests, homes=tn("yield.homes.count", one.municipalities))


def _spent(head: DayHead, phase: PhaseTime) -> str:
    """Return a phase's real times and length: "kl. 10.01–10.17 (16:04)"."""
    if phase.began is None:
        return t("yield.not_held")
    if phase.ended is None:
        return t("yield.not_ended", time=spoken_time(phase.began, head.timezone, language()))
    span = clock_span(head, phase.began, phase.ended)
    return f"{span} ({time_spent(phase.active_ms)})"


def _marks(stored: StoredEntry) -> list[str]:
    parked = [t("yield.parked")] if stored.row.state is EntryState.PARKED else []
    return parked + [t(f"entry.tag.{tag}") for tag in stored.tags]


def _entry(stored: StoredEntry) -> dict[str, object]:
    return {
        "kind": t(f"paper.kind.{stored.row.kind.value}"),
        "text": stored.row.text,
        "starred": stored.row.starred,
        "marks": " · ".join(_marks(stored)),
    }


def yield_markdown(head: DayHead, found: Sequence[StandYield]) -> bytes:
    """Return the same pages as Markdown; nothing that people wrote is read as markup."""
    place = ", ".join(filter(None, (long_date(head.date, language()), head.place)))
    lines = [f"# {markdown_text(t('yield.title', day=head.title))}", "", markdown_text(place)]
    for one in found:
        lines += ["", f"## {markdown_text(_heading(one))}", ""]
        if one.sheet.theme:
            lines += [f"**{markdown_text(one.sheet.theme)}**", ""]
        if one.sheet.question:
            lines += [f"*{markdown_text(one.sheet.question)}*", ""]
        lines += [f"- {name}: {markdown_text(value)}" for name, value in _facts(head, one)]
        lines += ["", f"### {t('yield.said')}", ""]
        lines += [_markdown_line(stored) for stored in one.said] or [t("yield.nothing_said")]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _markdown_line(stored: StoredEntry) -> str:
    # An answer hangs under its question.
    row = stored.row
    indent = "  " if row.kind is EntryKind.ANSWER and row.answers is not None else ""
    star = "★ " if row.starred else ""
    marks = "".join(f" · {mark}" for mark in _marks(stored))
    kind = t(f"paper.kind.{row.kind.value}")
    return f"{indent}- **{kind}** {star}{markdown_text(row.text)}{marks}"


def yield_tables(head: DayHead, found: Sequence[StandYield]) -> tuple[Table, ...]:
    """Return a table of the stands and a table of what was said there."""
    stands = tuple(_stand_row(head, one) for one in found)
    said = tuple(_said_row(one, stored) for one in found for stored in one.said)
    return (
        _table("yield", _STAND_FIELDS, stands, bars="guests municipalities"),
        _table("said", _SAID_FIELDS, said),
    )


_STAND_FIELDS = (
    "round stand stand_municipality theme question talk_began talk_ended talk_s dialogue_began "
    "dialogue_ended dialogue_s guests municipalities questions answered comments follow_ups"
)
_SAID_FIELDS = (
    "id round stand stand_municipality phase offset_s kind text state starred tags answers"
)


def _table(key: str, fields: str, rows: tuple[tuple[Value, ...], ...], bars: str = "") -> Table:
    barred = bars.split()
    columns = tuple(
        Column(field, t(f"export.column.{field}"), field in barred) for field in fields.split()
    )
    return Table(key, t(f"export.table.{key}"), columns, rows)


def _stand_row(head: DayHead, one: StandYield) -> tuple[Value, ...]:
    kinds = Counter(stored.row.kind for stored in one.said)
    return (
        one.round,
        one.sheet.number,
        one.sheet.municipality,
        one.sheet.theme,
        one.sheet.question,
        *_times(head, one.talk),
        *_times(head, one.dialogue),
        one.guests,
        one.municipalities,
        kinds[EntryKind.QUESTION],
        kinds[EntryKind.ANSWER],
        kinds[EntryKind.COMMENT],
        kinds[EntryKind.FOLLOW_UP],
    )


def _times(head: DayHead, phase: PhaseTime) -> tuple[Value, ...]:
    """Return begin, end and seconds; empty where it did not happen or is not over."""
    began, ended = (
        None if at is None else iso(at, head.timezone) for at in (phase.began, phase.ended)
    )
    return (began, ended, None if phase.ended is None else phase.active_ms / 1000)


def _said_row(one: StandYield, stored: StoredEntry) -> tuple[Value, ...]:
    row = stored.row
    phase = t("yield.talk") if row.phase is Phase.TALK else t("yield.dialogue")
    return (
        row.id,
        one.round,
        one.sheet.number,
        one.sheet.municipality,
        phase,
        row.offset_ms / 1000,
        t(f"paper.kind.{row.kind.value}"),
        row.text,
        t(f"entry.state.{row.state.value}"),
        row.starred,
        ", ".join(t(f"entry.tag.{tag}") for tag in stored.tags),
        row.answers,
    )
