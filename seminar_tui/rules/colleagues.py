"""Who else works on a theme: members and delegates, nearest in size first.

Only what a delegate lets be shown is in the answer: nothing at all, the name with title
and municipality, or the e-mail address too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.reference import municipality_name
from db.series_vocabulary import DelegateRow, MemberRow, Sharing
from seminar_tui.rules.names import danish_key, fold


@dataclass(frozen=True, slots=True)
class House:
    """A member that works on something, with those of its people who may be shown.

    `themes` are the member's own, its stands' and its people's, each once.
    """

    municipality: str
    inhabitants: int | None
    themes: tuple[str, ...]
    people: tuple[DelegateRow, ...]


def may_show(one: DelegateRow) -> DelegateRow | None:
    """Return a delegate as the contact list may show them, or None."""
    match one.sharing:
        case Sharing.NOTHING:
            return None
        case Sharing.NAME:
            return replace(one, email="", code="")
        case Sharing.EMAIL:
            return replace(one, code="")


def colleagues(
    members: Iterable[MemberRow],
    delegates: Iterable[DelegateRow],
    stand_themes: Iterable[tuple[str, str]] = (),
    *,
    theme: str = "",
    near: str | None = None,
) -> tuple[House, ...]:
    """Return the members that work on a theme (any, where it is empty).

    With `near`, a municipality, the others come by how close their number of inhabitants
    is, unknown ones last; else all by name. `stand_themes` are (municipality, theme).
    """
    known = tuple(members)
    people = [shown for one in delegates if (shown := may_show(one)) is not None]
    stands = list(stand_themes)
    houses = [_house(member, people, stands, fold(theme)) for member in known]
    found = [house for house in houses if house is not None and house.municipality != near]
    if near is None:
        return tuple(sorted(found, key=lambda one: danish_key(municipality_name(one.municipality))))
    own = next((one.inhabitants for one in known if one.municipality == near), None)
    return tuple(sorted(found, key=lambda one: _distance(one, own)))


def _distance(house: House, own: int | None) -> tuple[bool, float, object]:
    name = danish_key(municipality_name(house.municipality))
    if own is None or house.inhabitants is None:
        return True, 0.0, name
    small, large = sorted((own, house.inhabitants))
    return False, large / max(small, 1), name


def _house(
    member: MemberRow,
    people: list[DelegateRow],
    stands: list[tuple[str, str]],
    theme: str,
) -> House | None:
    own = [one for one in people if one.municipality == member.municipality]
    about = [member.theme, *(text for code, text in stands if code == member.municipality)]
    themes = tuple(dict.fromkeys(text for text in (*about, *(p.theme for p in own)) if text))
    if theme and not any(theme in fold(text) for text in themes):
        return None
    of_theme = [one for one in own if not theme or theme in fold(one.theme)]
    return House(member.municipality, member.inhabitants, themes, tuple(of_theme or own))
