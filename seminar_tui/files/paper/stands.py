"""What is printed about stands: the programme, signs, wall posters and letters."""

from __future__ import annotations

import math
from collections.abc import Sequence

from db.paper import Agenda, DayHead, Guest, StandSheet
from db.rows import RoundRow
from db.vocabulary import StandStatus
from seminar_tui.files import qr
from seminar_tui.files.paper.fit import fitted
from seminar_tui.files.paper.press import Document
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import local, spoken_time
from seminar_tui.rules.fixed_codes import stand_code
from seminar_tui.rules.programme import MINUTE


def clock_span(head: DayHead, starts: int, ends: int) -> str:
    """Return a span of time as the reader writes it: "kl. 10.00–10.25"."""
    end = local(ends, head.timezone)
    until = f"{end.hour}.{end.minute:02}" if language() == "da" else f"{end.hour}:{end.minute:02}"
    return f"{spoken_time(starts, head.timezone, language())}–{until}"


def _in_round(stands: Sequence[StandSheet], number: int | None) -> list[StandSheet]:
    return sorted((s for s in stands if s.round == number), key=lambda s: s.number)


def _round_of(head: DayHead, number: int | None) -> RoundRow | None:
    return next((planned for planned in head.rounds if planned.number == number), None)


def programme(
    head: DayHead, stands: Sequence[StandSheet], agenda: Agenda | None = None
) -> Document:
    """Return the programme: every stand with theme and question, in time order.

    Stands that have no round yet come last; who has not sent theme or question is said on top.
    A meeting of a series begins with its own items and group lists, and where it has no
    stands that is all.
    """
    silent = [s.municipality for s in sorted(stands, key=lambda s: s.number) if _silent(s)]
    rounds = [
        {
            "title": t("paper.round", round=planned.number),
            "times": t(
                "paper.programme.times",
                whole=clock_span(head, planned.starts, planned.ends),
                talk=(planned.talk_ends - planned.starts) // MINUTE,
                dialogue=(planned.ends - planned.talk_ends) // MINUTE,
            ),
            "stands": [_line(stand) for stand in _in_round(stands, planned.number)],
        }
        for planned in (head.rounds if stands or agenda is None else ())
    ]
    loose = _in_round(stands, None)
    if loose:
        later = {"title": t("paper.programme.no_round"), "times": t("paper.programme.no_round_why")}
        rounds.append({**later, "stands": [_line(stand) for stand in loose]})
    missing = t("paper.programme.missing", who=", ".join(silent)) if silent else ""
    title = t("paper.programme.title", day=head.title)
    body = {"rounds": rounds, "missing": missing, **_agenda(agenda)}
    return Document("programme.typ", title, body)


def _agenda(agenda: Agenda | None) -> dict[str, object]:
    if agenda is None:
        return {"series": "", "items": []}
    topics = f"{t('series.topics')} {', '.join(agenda.topics)}" if agenda.topics else ""
    items = [
        {
            "starts": item.starts.replace(":", ".") if language() == "da" else item.starts,
            "track": item.track,
            "title": item.title,
            "people": t("paper.programme.group", names=", ".join(item.people))
            if item.people
            else "",
        }
        for item in agenda.items
    ]
    return {"series": " · ".join(filter(None, (agenda.series, topics))), "items": items}


def _silent(stand: StandSheet) -> bool:
    return stand.status is StandStatus.OPEN and not (stand.theme and stand.question)


def _line(stand: StandSheet) -> dict[str, object]:
    return {
        "number": stand.number,
        "municipality": stand.municipality,
        "place": stand.place,
        "presenters": ", ".join(stand.presenters),
        "theme": stand.theme,
        "question": stand.question,
        "focus": stand.focus,
        "learning": stand.learning,
        "note": t("paper.cancelled") if stand.status is StandStatus.CANCELLED else "",
    }


def signs(head: DayHead, stands: Sequence[StandSheet]) -> Document:
    """Return a sign for every open stand, by number, with the stand's code."""
    open_stands = [s for s in stands if s.status is StandStatus.OPEN]
    sheets = [_sign(head, stand) for stand in sorted(open_stands, key=lambda s: s.number)]
    title = t("paper.signs.document", day=head.title)
    return Document("signs.typ", title, {"signs": sheets})


def _sign(head: DayHead, stand: StandSheet) -> dict[str, object]:
    planned = _round_of(head, stand.round)
    code = stand_code(stand.number)
    times = []
    if planned is not None:
        times = [
            {
                "title": t("paper.round", round=planned.number),
                "times": clock_span(head, planned.starts, planned.ends),
            }
        ]
    return {
        "number": stand.number,
        "municipality": stand.municipality,
        "municipality_pt": fitted(stand.municipality, 92, 52, 20),
        "place": stand.place,
        "theme": stand.theme,
        "theme_pt": _large(stand.theme, 46, 24),
        "question": stand.question,
        "question_pt": _large(stand.question, 29, 15),
        "times": times,
        "code": code,
        "svg": qr.svg(code),
        "alt": t("paper.qr_alt", code=code),
    }


def _large(text: str, largest: float, smallest: float) -> float:
    """Return a size for a text on a sign: short ones shout, long ones keep to five lines."""
    return max(smallest, min(largest, largest * math.sqrt(70 / max(70, len(text)))))


_POSTER_SIZES = ((8, 32, 12.0), (14, 27, 8.0), (20, 20, 4.5), (26, 16, 3.0))
"""For up to so many stands: the type's size in points and the room around a line, on A3."""

_A_POSTER = 26


def posters(head: DayHead, stands: Sequence[StandSheet], paper: str = "a3") -> Document:
    """Return a poster a round: its stands, themes and places. `paper` is a3 or a4."""
    sheets = []
    for planned in head.rounds:
        rows = [
            {
                "number": str(stand.number),
                "municipality": stand.municipality,
                "theme": stand.theme,
                "place": stand.place,
            }
            for stand in _in_round(stands, planned.number)
            if stand.status is StandStatus.OPEN
        ]
        for at in range(0, max(1, len(rows)), _A_POSTER):
            part = rows[at : at + _A_POSTER]
            size, pitch = next(
                ((size, pitch) for most, size, pitch in _POSTER_SIZES if len(part) <= most)
            )
            sheets.append(
                {
                    "title": t("paper.round", round=planned.number),
                    "times": clock_span(head, planned.starts, planned.ends),
                    "rows": part,
                    "size": size,
                    "pitch": pitch,
                }
            )
    title = t("paper.posters.title", day=head.title)
    return Document("posters.typ", title, {"posters": sheets, "paper": paper})


def letters(head: DayHead, stands: Sequence[StandSheet], guests: Sequence[Guest]) -> Document:
    """Return a letter a stand: its number, round, place, time, people, and what is missing."""
    sheets = [
        _letter(head, stand, [g for g in guests if g.municipality == stand.municipality])
        for stand in sorted(stands, key=lambda s: s.number)
        if stand.status is StandStatus.OPEN
    ]
    title = t("paper.letters.title", day=head.title)
    return Document("letters.typ", title, {"letters": sheets})


def _letter(head: DayHead, stand: StandSheet, delegation: Sequence[Guest]) -> dict[str, object]:
    planned = _round_of(head, stand.round)
    unknown = t("paper.letters.later")
    when = clock_span(head, planned.starts, planned.ends) if planned else unknown
    lengths = planned or head.rounds[0]
    told = {
        "talk": (lengths.talk_ends - lengths.starts) // MINUTE,
        "dialogue": (lengths.ends - lengths.talk_ends) // MINUTE,
        "target": head.target,
    }
    visitors = [g.name for g in delegation if g.presents is None]
    facts = [
        ("stand", str(stand.number)),
        ("place", stand.place or unknown),
        ("round", f"{stand.round or unknown}"),
        ("time", when),
        ("presenters", ", ".join(stand.presenters) or t("paper.letters.nobody")),
        ("visitors", ", ".join(visitors) or t("paper.letters.nobody")),
        ("theme", stand.theme or t("paper.letters.not_yet")),
        ("question", stand.question or t("paper.letters.not_yet")),
        ("equipment", stand.equipment or t("paper.letters.no_equipment")),
    ]
    missing = [
        t(f"paper.letters.missing.{what}")
        for what, there in (
            ("theme", stand.theme),
            ("question", stand.question),
            ("presenters", stand.presenters),
        )
        if not there
    ]
    return {
        "municipality": stand.long_name,
        "heading": t("paper.letters.heading", number=stand.number, municipality=stand.municipality),
        "greeting": t("paper.letters.greeting", municipality=stand.long_name),
        "opening": t("paper.letters.opening", day=head.title),
        "facts": [(t(f"paper.letters.fact.{name}"), value) for name, value in facts],
        "missing": missing,
        "how": [
            t(f"paper.letters.how.{point}", **told)
            for point in ("once", "time", "standing", "boards", "question", "visit")
        ],
        "closing": t("paper.letters.closing"),
        "contact": head.contact or t("paper.letters.organiser"),
    }
