"""Who may open which screen from elsewhere: a PIN a role, and links with tokens."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from db.engine import Store
from db.reads import access as reads
from db.reads import stands as stand_reads
from db.vocabulary import Instant, StationRole
from db.writes import access as writes
from seminar_tui.day.station import Station
from seminar_tui.rules.access import (
    StoredPin,
    check_pin_shape,
    fits,
    new_pin,
    new_token,
    store_pin,
    token_hash,
    wait_after,
)
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.stands import find_stand


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made: the only moment its token is known."""

    role: StationRole
    stand: int | None
    token: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens."""

    day_id: int
    role: StationRole
    stand: int | None
    stand_id: int | None


def set_pin(
    station: Station, now: Instant, role: StationRole, pin: str, source: random.Random
) -> None:
    """Give a role a PIN. Raises BadInput: pin_shape."""
    stored = store_pin(check_pin_shape(pin), source)
    with station.act(now, "pin_set", StationRole.ORGANISER) as work:
        writes.set_pin(work.connection, work.day_id, role.value, stored.salt, stored.hash)
        work.log("set", detail={"role": role.value})


def give_missing_pins(
    station: Station, now: Instant, roles: Iterable[StationRole], source: random.Random
) -> dict[StationRole, str]:
    """Give every role that has no PIN one, all of them or none; return the new ones.

    It is the only moment they are known.
    """
    missing = [role for role in dict.fromkeys(roles) if not has_pin(station, role)]
    if not missing:
        return {}
    drawn = {role: new_pin(source) for role in missing}
    stored = {role: store_pin(pin, source) for role, pin in drawn.items()}
    with station.act(now, "pin_set", StationRole.ORGANISER) as work:
        # Another server may have been started meanwhile; what it told holds.
        have = reads.roles_with_pin(work.connection, work.day_id)
        made = {role: pin for role, pin in drawn.items() if role.value not in have}
        for role in made:
            held = stored[role]
            writes.set_pin(work.connection, work.day_id, role.value, held.salt, held.hash)
            work.log("set", detail={"role": role.value})
    return made


def has_pin(station: Station, role: StationRole) -> bool:
    """Tell whether a role has a PIN."""
    with station.look() as connection:
        return role.value in reads.roles_with_pin(connection, station.day_id)


def drop_pin(station: Station, now: Instant, role: StationRole) -> None:
    """Take a role's PIN away."""
    with station.act(now, "pin_set", StationRole.ORGANISER) as work:
        writes.drop_pin(work.connection, work.day_id, role.value)
        work.log("dropped", detail={"role": role.value})


def enter_pin(store: Store, now: Instant, day_id: int, role: StationRole, pin: str) -> None:
    """Check a PIN that somebody entered; return if it is right.

    Wrong guesses are counted in the store, so that guessing from many browsers at once is
    no faster than from one. Raises Refused: pin_missing (the role has none), pin_wrong,
    pin_wait with the seconds until a guess counts again.
    """
    with store.writing() as connection:
        row = reads.pin(connection, day_id, role.value, lock=True)
        if row is None:
            raise Refused("pin_missing", role=role.value)
        wait = row.not_before - now.utc_ms
        if wait > 0:
            raise Refused("pin_wait", seconds=-(-wait // 1000))
        right = fits(pin, StoredPin(row.salt, row.hash))
        failures = 0 if right else row.failures + 1
        until = 0 if right else now.utc_ms + wait_after(failures)
        writes.note_guess(connection, day_id, role.value, failures, until)
    if not right:
        raise Refused("pin_wrong")


def make_links(
    station: Station,
    now: Instant,
    wanted: Iterable[tuple[StationRole, str | None]],
    source: random.Random,
) -> tuple[NewLink, ...]:
    """Make a link for each role, a stand's with its stand. Raises BadInput: stand_unknown."""
    made: list[NewLink] = []
    with station.act(now, "link", StationRole.ORGANISER) as work:
        stands = stand_reads.stands(work.connection, work.day_id)
        for role, asked in wanted:
            stand = None if asked is None else find_stand(stands, asked)
            token = new_token(source)
            writes.add_link(
                work.connection,
                work.day_id,
                role.value,
                stand.id if stand else None,
                token_hash(token),
                now.utc_ms,
            )
            made.append(NewLink(role, stand.number if stand else None, token))
        work.log("made", detail={"links": len(made)})
    return tuple(made)


def revoke_links(station: Station, now: Instant) -> int:
    """Revoke every link of the day; return how many there were."""
    with station.act(now, "link", StationRole.ORGANISER) as work:
        count = writes.revoke_links(work.connection, work.day_id, now.utc_ms)
        work.log("revoked", detail={"links": count})
    return count


def open_link(store: Store, token: str) -> Opened | None:
    """Return what a token opens; None for one that opens nothing (any more)."""
    with store.reading() as connection:
        row = reads.link(connection, token_hash(token))
    if row is None:
        return None
    return Opened(row.day_id, StationRole(row.role), row.stand, row.stand_id)
