"""What a membership costs, and whether more people came than it was paid for.

Amounts are whole øre. The price goes by the people named; who was really there is counted
apart, and may drift past the tier through substitutions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from db.series_vocabulary import PriceKind, Tier

_AMOUNT = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,9})(?:,(\d{2}))?(?:\s*kr\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PriceRule:
    """How a series is priced: one amount a municipality, or tiers by named people."""

    kind: PriceKind = PriceKind.NONE
    ore: int = 0
    tiers: tuple[Tier, ...] = ()


class PriceState(StrEnum):
    """Whether a price can be told."""

    KNOWN = "known"
    NOBODY_NAMED = "nobody_named"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Price:
    """A membership's price; `tier` where there are tiers. Only `KNOWN` has an amount to ask for."""

    state: PriceState
    ore: int = 0
    tier: Tier | None = None


def price_of(rule: PriceRule, named: int) -> Price:
    """Return what a municipality pays that has named so many people.

    With tiers nobody named costs nothing yet, and a number outside every tier is for a
    person to decide.
    """
    match rule.kind:
        case PriceKind.NONE:
            return Price(PriceState.KNOWN)
        case PriceKind.FLAT:
            return Price(PriceState.KNOWN, rule.ore)
        case PriceKind.TIERS:
            if named == 0:
                return Price(PriceState.NOBODY_NAMED)
            tier = next((one for one in rule.tiers if holds(one, named)), None)
            if tier is None:
                return Price(PriceState.ASK)
            return Price(PriceState.KNOWN, tier.ore, tier)


def holds(tier: Tier, count: int) -> bool:
    """Tell whether a number of people falls in a tier."""
    return tier.lowest <= count and (tier.highest is None or count <= tier.highest)


def drifted(price: Price, seen: int) -> bool:
    """Tell whether more different people were seen over the series than the tier is for."""
    return price.tier is not None and price.tier.highest is not None and seen > price.tier.highest


def overlapping(tiers: Sequence[Tier]) -> tuple[Tier, Tier] | None:
    """Return two tiers that claim the same number of people, if there are any."""
    ordered = sorted(tiers, key=lambda one: one.lowest)
    for former, latter in pairwise(ordered):
        if former.highest is None or former.highest >= latter.lowest:
            return former, latter
    return None


def spread(tier: Tier) -> str:
    """Return a tier as it is written: "1-2", "3", "6+"."""
    if tier.highest is None:
        return f"{tier.lowest}+"
    return str(tier.lowest) if tier.lowest == tier.highest else f"{tier.lowest}-{tier.highest}"


def kroner(ore: int) -> str:
    """Return an amount as Danes write it: 9.000,00 kr."""
    whole, rest = divmod(abs(ore), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{'-' if ore < 0 else ''}{grouped},{rest:02} kr."


def ore_of(text: str) -> int | None:
    """Return the øre of an amount of kroner as people write it, or None: 9000, 9.000,00 kr."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    return int(re.sub(r"[. ]", "", found[1])) * 100 + int(found[2] or 0)


def tier_of(text: str) -> Tier | None:
    """Return the tier written as `1-2=9000`, `3=4500` or `6+=20000`; None where it is none."""
    people, equals, amount = text.partition("=")
    found = re.fullmatch(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4})|(\+))?\s*", people)
    ore = ore_of(amount)
    if not equals or found is None or ore is None:
        return None
    lowest = int(found[1])
    highest = None if found[3] else int(found[2] or found[1])
    return Tier(lowest, highest, ore)
