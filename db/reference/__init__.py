"""The 98 municipalities, what people call them, and the regions with their dates.

Plain public facts: codes, names and regions as in the Danish address register.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: four-digit code, short and official name, region, side of the Great Belt."""

    code: str
    name: str
    long_name: str
    region: str
    side: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region and the days from and to which it exists; an empty date is open."""

    code: str
    name: str
    valid_from: str
    valid_to: str
    successor: str


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("db.reference") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def municipalities() -> dict[str, Municipality]:
    """Return the 98 municipalities by code."""
    long_names = {row["code"]: row["long_name"] for row in _rows("aliases.csv")}
    return {
        row["code"]: Municipality(
            row["code"],
            row["name"],
            long_names.get(row["code"], row["name"] + " Kommune"),
            row["region"],
            row["side"],
        )
        for row in _rows("municipalities.csv")
    }


@cache
def aliases() -> tuple[tuple[str, str], ...]:
    """Return every (spelling, code) that is known to mean one municipality."""
    return tuple((row["alias"], row["code"]) for row in _rows("aliases.csv"))


@cache
def regions() -> tuple[Region, ...]:
    """Return the regions, with the dates they exist."""
    return tuple(Region(**row) for row in _rows("regions.csv"))


def municipality_name(code: str | None) -> str:
    """Return the short name of a code; a code we do not know is its own name."""
    if code is None:
        return ""
    found = municipalities().get(code)
    return found.name if found else code
