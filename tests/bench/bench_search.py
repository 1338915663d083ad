"""A key in the search line at 10,000 people, on one core: the time from the key to the hits.

`python -m tests.bench.bench_search [people]` types names, parts of names, municipalities,
titles, misspellings and codes letter by letter and prints median, p99 and the slowest key.
"""

from __future__ import annotations

import os
import random
import sys
from statistics import median
from time import perf_counter

from db.reference import municipalities, municipality_name
from db.rows import PersonRow
from db.vocabulary import PersonStatus, Role
from seminar_tui.demo.generator import draw_name
from seminar_tui.rules.badge import CodeKind, new_code
from seminar_tui.rules.search import SearchIndex, index_of

TITLES = ("Skoleleder", "Udviklingskonsulent", "Pædagogisk leder", "Byrådsmedlem", "Psykolog")

SYLLABLES = ("ka", "ster", "gaard", "lund", "bø", "ri", "mann", "ske", "holt", "vi", "ner", "å")


def make_index(people: int, seed: int = 7) -> SearchIndex:
    """Return an index of so many made-up people of the 98 municipalities."""
    source = random.Random(seed)
    houses = list(municipalities())
    rows = (
        PersonRow(
            id=number,
            code=new_code(CodeKind.PERSON, source),
            name=f"{draw_name(source)} {_rare(source)}",
            title=TITLES[number % len(TITLES)],
            municipality=houses[number % 98],
            organisation="",
            role=Role.STAFF,
            status=PersonStatus.REGISTERED,
            presents=number if number < 98 else None,
            note="",
            attention="",
            arrived_at=None,
            inside=False,
            gone=False,
        )
        for number in range(1, people + 1)
    )
    return index_of(rows, municipality_name, {1: "TKT-900412"})


def _rare(source: random.Random) -> str:
    """Return one of some thousand made-up names: real lists have more words than ours."""
    return "".join(source.choice(SYLLABLES) for _ in range(3)).capitalize()


def lines_typed(index: SearchIndex, seed: int = 3) -> list[str]:
    """Return what people type: some of it right, some in odd order, some of it wrong."""
    source = random.Random(seed)
    typed: list[str] = []
    for person in source.sample(index.people, 60):
        words = person.name.split()
        place = municipality_name(person.municipality)
        typed += [
            person.name,
            " ".join(reversed(words)),
            f"{words[-1]} {place}",
            f"{place} kommune {words[0]}",
            " ".join(word[:3] for word in words),
            person.name[:2] + person.name[3:],
            f"{person.title} {place}",
            person.code,
        ]
    return [*typed, "jensen", "an", "er", "sen", "zzqx xyzzy", "31", "tkt-9004"]


def measure(people: int = 10_000) -> dict[str, float]:
    """Return the milliseconds a key takes: median, p99, slowest; and how many were pressed."""
    index = make_index(people)
    took = []
    for line in lines_typed(index):
        for end in range(1, len(line) + 1):
            began = perf_counter()
            index.search(line[:end])
            took.append((perf_counter() - began) * 1000)
    took.sort()
    return {
        "keys": len(took),
        "median_ms": median(took),
        "p99_ms": took[int(len(took) * 0.99)],
        "slowest_ms": took[-1],
    }


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    found = measure(*map(int, sys.argv[1:2]))
    print("  ".join(f"{name} {value:.3f}" for name, value in found.items()))
