"""Importing a list of the people that members have named for a series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from db.reads import series as reads
from db.series_vocabulary import DelegateRow, MemberStatus
from db.vocabulary import Instant, PersonStatus, Role, Severity, StationRole
from db.writes import series as writes
from db.writes.series_undo import Watched
from seminar_tui.day.importing import Asked, answers
from seminar_tui.day.members import Wanted, find_same, is_certain, write_delegates
from seminar_tui.day.series import Whole, find_series, whole
from seminar_tui.day.series_seats import naming_findings
from seminar_tui.day.series_undo import Recorder, of_delegates
from seminar_tui.day.station import Station
from seminar_tui.rules.answers import Answers, Decision
from seminar_tui.rules.findings import Finding, in_order, stops
from seminar_tui.rules.listdiff import unite
from seminar_tui.rules.prices import PriceState, price_of, spread
from seminar_tui.rules.quota import INVITED, Seated
from seminar_tui.rules.records import Field, RawList, Registration
from seminar_tui.rules.registration import Known, read_registrations
from seminar_tui.rules.series_check import SeriesCode, SeriesFinding, named_counts


class Imported(StrEnum):
    """What became of a list."""

    IMPORTED = "imported"
    WOULD_IMPORT = "would_import"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class MembersImported:
    """What an import did, would do or did not do.

    `findings` are about the list's rows, `odd` about what it means for the series; the ids
    in `odd` are keys of `names`. `joined` are municipalities that became members by it.
    """

    result: Imported
    rows: int
    new: tuple[str, ...]
    known: int
    joined: tuple[str, ...]
    findings: tuple[Finding, ...]
    odd: tuple[SeriesFinding, ...]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A list read against a series: whom it names, with whom of those known."""

    pairs: tuple[tuple[Wanted, DelegateRow | None], ...]
    joined: tuple[str, ...]
    findings: tuple[Finding, ...]
    odd: tuple[SeriesFinding, ...]
    names: dict[int, str]


def import_members(
    station: Station,
    now: Instant,
    series: str | None,
    raw: RawList,
    said: Sequence[Finding] = (),
    asked: Asked | None = None,
    *,
    join: bool = True,
) -> MembersImported:
    """Name everybody on a list for a series, in one transaction.

    Seat rules of the series, its price's tiers, its roles and its members are checked.
    Anything that a person must decide stops the import, unless `asked.good_rows`: then only
    municipalities with nothing to decide are taken. With `join` the municipalities on the
    list become members. An import adds: who is not on the list keeps their naming.
    """
    asked = asked or Asked()
    with station.act(now, "import_members", StationRole.ORGANISER) as work:
        found = find_series(work.connection, series)
        all_of = whole(work.connection, found)
        plan = _plan(work.connection, all_of, raw, said, asked, join)
        pairs, joined = plan.pairs, plan.joined
        stopped = stops(plan.findings) or any(_waits(one) for one in plan.odd)
        if stopped and asked.good_rows:
            pairs = _clear(plan)
            joined = _joining(all_of, pairs) if join else ()
        result = _result(stopped, asked)
        known_ids = {known.id for _one, known in pairs if known is not None}
        undo = None
        if result is Imported.IMPORTED:
            recorder = Recorder(work, *_of(found.id), *of_delegates(sorted(known_ids)))
            for code in joined:
                values = {"status": MemberStatus.YES.value}
                writes.set_member(work.connection, found.id, code, values)
            ids = write_delegates(work, found.id, pairs)
            undo = recorder.undo(*of_delegates(sorted(set(ids) - known_ids)))
        detail = {"series": found.id, "people": len(pairs)}
        work.log(result.value, detail=detail, undo=undo)
    new = tuple(one.name for one, known in pairs if known is None)
    known = len(pairs) - len(new)
    return MembersImported(
        result, len(raw.rows), new, known, joined, plan.findings, plan.odd, plan.names
    )


def _of(series_id: int) -> tuple[Watched, ...]:
    return ("naming", {"series_id": series_id}), ("member", {"series_id": series_id})


def _result(stopped: bool, asked: Asked) -> Imported:
    if stopped and not asked.good_rows:
        return Imported.REFUSED
    return Imported.WOULD_IMPORT if asked.dry_run else Imported.IMPORTED


def _waits(finding: SeriesFinding) -> bool:
    return finding.severity is not Severity.NOTE


def _clear(plan: _Plan) -> tuple[tuple[Wanted, DelegateRow | None], ...]:
    """Return the people of the municipalities about which nothing has to be decided."""
    waiting = {one.municipality for one in plan.odd if _waits(one) and one.municipality}
    alone = {
        number for one in plan.odd if _waits(one) and not one.municipality for number in one.who
    }
    return tuple(
        pair
        for number, pair in enumerate(plan.pairs)
        if pair[0].municipality not in waiting and -1 - number not in alone
    )


def _plan(
    connection: Connection,
    all_of: Whole,
    raw: RawList,
    said: Sequence[Finding],
    asked: Asked,
    join: bool,
) -> _Plan:
    known = Known({}, answers(connection, asked))
    column = raw.heading(Field.NAME) or raw.heading(Field.LAST_NAME)
    reading = read_registrations(raw, known)
    united = unite(reading.registrations, known.answers, column)
    everybody = reads.all_delegates(connection)
    pairs: list[tuple[Wanted, DelegateRow | None]] = []
    odd: list[SeriesFinding] = []
    for one in united.people:
        if one.status is not PersonStatus.REGISTERED:
            continue
        wanted = _wanted(one)
        same, finding = _same(wanted, everybody, known.answers, -1 - len(pairs))
        odd += [finding] if finding else []
        pairs.append((wanted, same))
    joined = _joining(all_of, pairs) if join else ()
    odd += _about(all_of, pairs, joined)
    names = {-1 - number: wanted.name for number, (wanted, _known) in enumerate(pairs)}
    names |= {one.id: one.name for one in all_of.delegates}
    findings = in_order((*said, *reading.findings, *united.findings))
    return _Plan(tuple(pairs), joined, findings, tuple(odd), names)


def _wanted(one: Registration) -> Wanted:
    return Wanted(
        one.name,
        one.municipality,
        one.organisation,
        one.role or Role.STAFF,
        one.title,
        one.email or "",
    )


def _same(
    wanted: Wanted, everybody: Iterable[DelegateRow], answered: Answers, number: int
) -> tuple[DelegateRow | None, SeriesFinding | None]:
    """Return who of those known somebody on the list is; asked where that is not certain."""
    same = find_same(wanted, everybody)
    if not same:
        return None, None
    if len(same) == 1 and is_certain(wanted, same[0]):
        return same[0], None
    answer = answered.about_name(wanted.name)
    if answer is not None and len(same) == 1:
        if answer.decision is Decision.ONE:
            return same[0], None
        if answer.decision is Decision.SEVERAL:
            return None, None
    facts = {"name": wanted.name}
    finding = SeriesFinding(
        SeriesCode.NAMESAKE, Severity.ASK, wanted.municipality, (number,), facts
    )
    return None, finding


def _joining(all_of: Whole, pairs: Iterable[tuple[Wanted, DelegateRow | None]]) -> tuple[str, ...]:
    """Return the municipalities that become members by whom they have named."""
    members = {one.municipality for one in all_of.joined}
    named = {
        one.municipality
        for one, _known in pairs
        if one.municipality is not None and one.role not in INVITED
    }
    return tuple(sorted(named - members))


def _about(
    all_of: Whole, pairs: Sequence[tuple[Wanted, DelegateRow | None]], joined: Iterable[str]
) -> list[SeriesFinding]:
    """Return what the list and those named before mean for the series together."""
    listed = {known.id for _one, known in pairs if known is not None}
    people = [
        Seated(-1 - number, one.municipality, one.role) for number, (one, _k) in enumerate(pairs)
    ]
    people += [
        Seated(one.id, one.municipality, one.role)
        for one in all_of.delegates
        if one.id not in listed
    ]
    joining = set(joined)
    odd = [
        one
        for one in naming_findings(all_of, people)
        if not (one.code is SeriesCode.NOT_A_MEMBER and one.municipality in joining)
    ]
    named = named_counts(
        [(one.municipality, one.role) for one in people], all_of.series.exempt_roles
    )
    on_list = {one.municipality for one, _known in pairs}
    for code, count in named.items():
        if code in on_list and price_of(all_of.price, count).state is PriceState.ASK:
            tiers = ", ".join(spread(tier) for tier in all_of.price.tiers)
            facts = {"named": count, "tiers": tiers}
            who = tuple(one.id for one in people if one.municipality == code)
            odd.append(SeriesFinding(SeriesCode.PRICE_UNDEFINED, Severity.ASK, code, who, facts))
    return odd
