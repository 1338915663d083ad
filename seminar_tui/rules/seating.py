"""A seat for somebody who was not in the plan: among the seats that are left, moving nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.rows import StandRow
from db.vocabulary import StandStatus


@dataclass(frozen=True, slots=True)
class Load:
    """How full a stand is: people placed, politicians among them, and of which municipalities."""

    placed: int = 0
    politicians: int = 0
    municipalities: Mapping[str, int] | None = None

    def of(self, municipality: str | None) -> int:
        """Return how many of that municipality are placed here."""
        return (self.municipalities or {}).get(municipality or "", 0)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who needs seats. `presents` is a stand's number; `wishes` are numbers, best first."""

    municipality: str | None
    wishes: tuple[int, ...]
    presents: int | None
    politician: bool


def seats_left(
    newcomer: Newcomer,
    rounds: Iterable[int],
    stands: Sequence[StandRow],
    loads: Mapping[int, Load],
) -> dict[int, int]:
    """Return a stand's number for each round that has a seat left for the newcomer.

    A wish first; then a stand nobody is placed at, one without a politician where the
    newcomer is one, one without colleagues, the emptiest for its capacity, the lowest number.
    """
    own = next((stand for stand in stands if stand.number == newcomer.presents), None)
    busy = own.round if own and own.status is StandStatus.OPEN else None
    found: dict[int, int] = {}
    for round_ in rounds:
        if round_ == busy:
            continue
        fitting = [stand for stand in stands if _fits(newcomer, stand, round_, loads)]
        if fitting:
            found[round_] = min(fitting, key=lambda s: _rank(newcomer, s, loads)).number
    return found


def _fits(newcomer: Newcomer, stand: StandRow, round_: int, loads: Mapping[int, Load]) -> bool:
    return (
        stand.round == round_
        and stand.status is StandStatus.OPEN
        and stand.number != newcomer.presents
        and stand.municipality != newcomer.municipality
        and loads.get(stand.number, Load()).placed < stand.capacity
    )


def _rank(
    newcomer: Newcomer, stand: StandRow, loads: Mapping[int, Load]
) -> tuple[int, bool, bool, int, float, int]:
    load = loads.get(stand.number, Load())
    wished = stand.number in newcomer.wishes
    return (
        newcomer.wishes.index(stand.number) if wished else len(newcomer.wishes),
        load.placed > 0,
        newcomer.politician and load.politicians > 0,
        load.of(newcomer.municipality),
        load.placed / stand.capacity,
        stand.number,
    )
