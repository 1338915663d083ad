"""A seeded lottery: the same names and seed draw the same order, whatever came first in the file.

People are sorted by a keyed hash of their lottery string, never by key or position. Namesakes with
the same lottery string are told apart by what they asked for; where even that is equal they are
interchangeable, and so is the plan by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from .model import Person, Stand


def ticket(seed: int, text: str) -> bytes:
    """A ticket drawn for this text under this seed."""
    key = (seed % 2**256).to_bytes(32, "big")
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()


def draw(seed: int, people: Iterable[Person]) -> list[Person]:
    """People in the order of their tickets."""
    return sorted(people, key=lambda person: (ticket(seed, person.lottery), _content(person)))


def draw_stands(seed: int, stands: Iterable[Stand]) -> list[Stand]:
    """Stands in the order of their tickets, so that no number is favoured."""
    return sorted(stands, key=lambda stand: ticket(seed, f"stand {stand.key}"))


def _content(person: Person) -> tuple[object, ...]:
    return (
        person.lottery,
        person.wishes,
        person.presents if person.presents is not None else -1,
        person.politician,
        str(person.municipality),
        sorted(person.rounds) if person.rounds is not None else [],
        sorted(person.pins.items()),
        sorted(person.told.items()),
        person.seen,
    )
