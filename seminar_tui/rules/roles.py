"""Which role a word, a ticket or a title means, and which state of a registration."""

from __future__ import annotations

import re
from functools import lru_cache

from db.vocabulary import PersonStatus, Role
from seminar_tui.rules.names import fold

_ROLE_WORDS = {
    Role.POLITICIAN: "politiker politikere politician byraadsmedlem byraadspolitiker folkevalgt "
    "kommunalbestyrelsesmedlem udvalgsmedlem politisk councillor",
    Role.CHIEF: "chef chefer chief direktoer direktion ledelse manager director forvaltningschef",
    Role.STAFF: "medarbejder medarbejdere staff employee ansat deltager participant fagperson",
    Role.CONSULTANT: "konsulent konsulenter consultant",
    Role.LEADER: "leder ledere leader skoleleder institutionsleder dagtilbudsleder",
    Role.PARENT: "foraelder foraeldre parent foraeldrerepraesentant",
    Role.SPEAKER: "oplaegsholder oplaegsholdere speaker taler foredragsholder presenter",
    Role.ORGANISER: "arrangoer arrangoerer organiser organizer vaert crew projektleder host",
}
_ROLES = {word: role for role, words in _ROLE_WORDS.items() for word in words.split()}
_TITLES = (
    (
        re.compile(
            r"byraad|kommunalbestyrelse|borgmester|raadmand|politiker|folketing"
            r"|\budvalgs\w*form\w+|\bviceudvalgs|\bmedlem af\b.*\budvalg|\bmedlem af\b.*udvalget"
            r"|regionsraad|councillor|\bmayor\b"
        ),
        Role.POLITICIAN,
    ),
    (re.compile(r"konsulent|consultant"), Role.CONSULTANT),
    (
        re.compile(r"chef\b|chef for|direktoer|direktion|kommunaldirektoer|director|head of"),
        Role.CHIEF,
    ),
    (
        re.compile(r"\b(?:skole|viceskole|institutions|dagtilbuds|boernehus|omraade)leder\b"),
        Role.LEADER,
    ),
    (re.compile(r"foraelder|foraeldrerepraesentant"), Role.PARENT),
)
_REGISTERED = frozenset(
    "paid betalt pending afventer afventende unpaid ikke betalt ubetalt attending checked in "
    "tilmeldt registered registreret bekraeftet confirmed godkendt approved accepted accepteret "
    "ja yes deltager kommer ok aktiv active moedt n p afventer betaling free gratis modtaget "
    "tjekket ind completed gennemfoert".split()
) | {"ikke betalt", "checked in", "afventer betaling", "tjekket ind", "pending payment"}
_CANCELLED = re.compile(
    r"^(?:afbud|afmeldt|frameldt|annulleret|annullere|aflyst|aflys|cancel(?:l?ed)?|canceled"
    r"|declined|not attending|afvist|refunded|refunderet|slettet|deleted|withdrawn|trukket"
    r"|kommer ikke|deltager ikke|nej|no|rejected|c|tilbagebetalt|no longer attending)\b"
)
_EXPIRED = re.compile(r"^(?:udloebet|expired|e|overskredet)$")
_REGISTERED_START = re.compile(
    r"^(?:betalt|paid|tilmeldt|bekraeftet|confirmed|attending|registreret|registered|afventer"
    r"|checked in|pending|ikke betalt|delvist betalt|partially paid)\b"
)


@lru_cache(maxsize=1 << 12)
def role_of(word: str) -> Role | None:
    """Return the role a word of a list or a ticket means, or None."""
    folded = fold(word)
    if folded in set(Role):
        return Role(folded)
    found = {_ROLES[part] for part in folded.split() if part in _ROLES}
    return _ROLES.get(folded) or (found.pop() if len(found) == 1 else None)


@lru_cache(maxsize=1 << 12)
def role_of_title(title: str) -> Role | None:
    """Return the role a title says, where a list has no column for it; None where it says none."""
    folded = fold(title)
    for pattern, role in _TITLES:
        if pattern.search(folded):
            return role
    return None


@lru_cache(maxsize=1 << 12)
def status_of(word: str) -> PersonStatus | None:
    """Return the state a word of a list means; empty is registered, None is not understood.

    Paid and unpaid are registered; cancelled, declined and expired are cancelled.
    """
    folded = fold(word)
    if not folded or folded in _REGISTERED or folded == PersonStatus.REGISTERED:
        return PersonStatus.REGISTERED
    if folded in ("blocked", "blokeret", "spaerret"):
        return PersonStatus.BLOCKED
    if _CANCELLED.match(folded) or _EXPIRED.match(folded):
        return PersonStatus.CANCELLED
    return PersonStatus.REGISTERED if _REGISTERED_START.match(folded) else None


@lru_cache(maxsize=1 << 12)
def is_expired(word: str) -> bool:
    """Tell whether the word says that an order ran out before it was paid."""
    return bool(_EXPIRED.match(fold(word)))
