"""A small day of pure data for the tests of paper: no store, awkward names, hostile text."""

from __future__ import annotations

import random

from db.paper import Attendance, DayHead, Guest, Outcome, Said, StandOutcome, StandSheet
from db.rows import RoundRow, Seat
from db.vocabulary import Instant, Role
from seminar_tui.rules.badge import CodeKind, new_code

MINUTE = 60_000
STARTS = 1_542_186_000_000
"""Wednesday 14 November 2018, 10:00 in Copenhagen."""

NOW = Instant(STARTS - 20 * 60 * MINUTE)
HOSTILE = '[/] #panic("x") $1$ \\u{41} *b* _i_ `c` <l> @r \x1b]0;owned\x07\u202eevil ='
NAMES = (
    "Karen Østergaard",
    "Łukasz Kowalski",
    "Çiğdem Yılmaz",
    "Thị Nguyễn",
    "Åse Aagaard",
    "Maximiliane-Charlotte von Hollebæk-Kristoffersen",
    "Őz",
    "Bo",
)
TOWNS = ("Vejle", "Aarhus", "Ærø", "Lyngby-Taarbæk", "Faaborg-Midtfyn", "Ringkøbing-Skjern")


def head(rounds: int = 2, **changed: object) -> DayHead:
    facts: dict[str, object] = {
        "id": 1,
        "title": "Midtvejsseminar",
        "date": "2018-11-14",
        "place": "KL-huset",
        "timezone": "Europe/Copenhagen",
        "plan_version": 3,
        "programme_version": 2,
        "case_id": "SAG-2018-04711",
        "document_id": "2588134",
        "contact": "Hanne Sø, hso@example.dk",
        "target": 10,
        "rounds": tuple(
            RoundRow(
                number,
                STARTS + (number - 1) * 35 * MINUTE,
                STARTS + (number - 1) * 35 * MINUTE + 15 * MINUTE,
                STARTS + (number - 1) * 35 * MINUTE + 25 * MINUTE,
            )
            for number in range(1, rounds + 1)
        ),
    }
    return DayHead(**{**facts, **changed})  # type: ignore[arg-type]


def guests(count: int = 8, seed: int = 1) -> list[Guest]:
    source = random.Random(seed)
    roles = (Role.STAFF, Role.POLITICIAN, Role.CONSULTANT, Role.ORGANISER)
    return [
        Guest(
            id=number + 1,
            code=new_code(CodeKind.PERSON, source),
            name=NAMES[number % len(NAMES)],
            title=("udviklingskonsulent", "byrådsmedlem, formand for Børneudvalget", "")[
                number % 3
            ],
            municipality=TOWNS[number % len(TOWNS)],
            organisation="",
            role=roles[number % 4],
            presents=31 if number % 5 == 4 else None,
            presents_round=2 if number % 5 == 4 else None,
            seats=(Seat(1, 12, "Aarhus", "lokale B"),),
        )
        for number in range(count)
    ]


def stands(count: int = 6) -> list[StandSheet]:
    return [
        StandSheet(
            id=number,
            number=number,
            municipality=TOWNS[number % len(TOWNS)],
            long_name=f"{TOWNS[number % len(TOWNS)]} Kommune",
            round=1 if number <= count // 2 else 2,
            theme=f"Tidlig indsats og læring {number}",
            question=f"Hvordan fastholder vi det på Ærø, del {number}?",
            focus="Involvering af forældre",
            learning="Små skridt",
            place=f"lokale {number}",
            equipment="1 opslagstavle",
            capacity=14,
            presenters=("Łukasz Kowalski",),
        )
        for number in range(1, count + 1)
    ]


def outcome() -> Outcome:
    return Outcome(
        registered=20,
        arrived=17,
        by_municipality=(Attendance("Ærø", 12, 10), Attendance("Vejle", 8, 7)),
        by_role=(Attendance("politician", 5, 4), Attendance("staff", 15, 13)),
        wishes_met=(9, 4, 1, 0, 0),
        seated=20,
        wishers=16,
        wishers_met=14,
        target=10,
        stands=(
            StandOutcome(
                1,
                "Vejle",
                1,
                14,
                9,
                11,
                STARTS,
                STARTS + 25 * MINUTE,
                STARTS + MINUTE,
                STARTS + 28 * MINUTE,
                900_000,
                610_000,
            ),
            StandOutcome(2, "Ærø", 2, 14, 8, 0, STARTS + 35 * MINUTE, STARTS + 60 * MINUTE),
        ),
        said=(
            Said(
                1,
                "Vejle",
                1,
                "dialogue",
                STARTS + MINUTE,
                "question",
                "open",
                "Hvem betaler efter 2019, spørger Ærø?",
                True,
                1,
            ),
            Said(
                1,
                "Vejle",
                1,
                "dialogue",
                STARTS + 2 * MINUTE,
                "answer",
                "parked",
                HOSTILE,
                False,
                2,
            ),
        ),
        themes=tuple(stands(2)),
    )
