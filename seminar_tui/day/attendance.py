"""Attendance over a series: the matrix, and a virtual meeting's list read into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from db.reads import arrivals as arrival_reads
from db.reads import attendance as reads
from db.reads import people as people_reads
from db.reads import registrations
from db.reads import series as series_reads
from db.reads.actions import Undoable
from db.series_vocabulary import AppearanceRow, DelegateRow, MeetingRow, SeriesRow
from db.vocabulary import Instant, Role, Severity, StationRole
from db.writes import people as people_writes
from db.writes import series as series_writes
from seminar_tui.day import doorway
from seminar_tui.day.importing import Asked, answers
from seminar_tui.day.meetings import find_meeting
from seminar_tui.day.one_badge import add_delegate, link_to_delegates
from seminar_tui.day.people import fresh_code
from seminar_tui.day.series import find_series
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.attendance import Matrix, matrix_of
from seminar_tui.rules.findings import Finding, in_order
from seminar_tui.rules.listdiff import unite
from seminar_tui.rules.matching import Expected, Match, Outcome, match_all
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Field, RawList, Registration
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.registration import Known, read_registrations
from seminar_tui.text import clean

DESK = "virtual"
"""The desk at which people of an attendance list come in."""


def matrix(
    connection: Connection,
    series: Sequence[SeriesRow],
    seen: Sequence[AppearanceRow] | None = None,
) -> Matrix:
    """Return who came to which meetings of these series, as one table.

    `seen` are the appearances, where they were read already.
    """
    meetings = [row for one in series for row in series_reads.meetings(connection, one.id)]
    meetings.sort(key=lambda row: (row.when, row.series_id, row.number))
    members = {
        row.municipality: None
        for one in series
        for row in series_reads.members(connection, one.id)
        if row.status == "yes"
    }
    if seen is None:
        seen = reads.appearances(connection, [one.id for one in series])
    place = {meeting.id: index for index, meeting in enumerate(meetings)}
    in_order_of_time = sorted(seen, key=lambda row: place[row.meeting_id])
    return matrix_of(meetings, in_order_of_time, members)


def tagged(connection: Connection, tag: str) -> tuple[SeriesRow, ...]:
    """Return the series with a tag, for a report over all of them.

    Raises BadInput: series_tag_unknown.
    """
    everything = series_reads.all_series(connection)
    found = tuple(one for one in everything if fold(tag) in {fold(known) for known in one.tags})
    if not found:
        tags = sorted({known for one in everything for known in one.tags})
        raise BadInput("series_tag_unknown", tag=clean(tag, 60), tags=", ".join(tags) or "–")
    return found


@dataclass(frozen=True, slots=True)
class ListMatched:
    """What a meeting's attendance list did, or would do.

    `asked` are the names that a person must decide; while there are any nothing is written,
    unless good rows were asked for. `coming` counts whom the list lets in, or would;
    `expected` are those whom a name may mean.
    """

    result: str
    meeting: MeetingRow
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    arrived: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    coming: int = 0
    expected: tuple[Expected, ...] = ()

    @property
    def asked(self) -> tuple[Match, ...]:
        """The names that have to be asked about."""
        return tuple(one for one in self.matches if one.outcome is Outcome.ASK)


def import_attendance(
    station: Station,
    now: Instant,
    asked_series: str | None,
    number: str,
    raw: RawList,
    said: Sequence[Finding] = (),
    asked: Asked | None = None,
) -> ListMatched:
    """Let in everybody on a meeting's attendance list, once; doing it again adds nobody twice.

    Names are matched with who was expected and who is named for the series. An answer is a
    badge code, a name, `new` for a guest of the meeting, or `skip`.
    Raises BadInput: meeting_unknown; Refused: no_day_yet.
    """
    asked = asked or Asked()
    with station.act(now, "import_attendance", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked_series)
        meeting = find_meeting(series_reads.meetings(work.connection, series.id), number)
        if meeting.day_id is None:
            raise Refused("no_day_yet", meeting=meeting.number)
        on_day = Work(work.connection, _at(station, meeting.day_id), now, work.kind)
        link_to_delegates(on_day, series.id, meeting)
        here = _Here.read(work.connection, series, meeting.day_id)
        matches, findings = _matched(work.connection, here, raw, said, asked)
        coming = _coming(here, matches)
        looked = ListMatched("refused", meeting, matches, findings, (), (), coming, here.expected)
        waits = looked.asked or any(one.severity is not Severity.NOTE for one in findings)
        if waits and not asked.good_rows:
            return looked
        if asked.dry_run:
            return replace(looked, result="would_import")
        let_in = _let_in(on_day, meeting, here, matches)
        detail = {"meeting": meeting.id, "people": coming}
        work.log("imported", detail=detail, undo=let_in.undo(meeting.day_id))
        arrived, added = tuple(let_in.arrived), tuple(let_in.added)
        return replace(looked, result="imported", arrived=arrived, added=added)


def undo_attendance(work: Work, action: Undoable) -> None:
    """Take back a list: who came by it did not, and whom it added is on no list any more.

    Raises Refused: changed_since, where everybody on it has come or gone otherwise since.
    """
    on_day = Work(work.connection, _at(work.station, int(action.undo["day"])), work.now, work.kind)
    doorway.undo_all(on_day, action)
    for who in map(int, action.undo["added"]):
        if arrival_reads.presence(work.connection, who) is None:
            people_writes.revoke_badges(work.connection, who, work.now.utc_ms)
            series_writes.disappear(work.connection, who)


def _at(station: Station, day_id: int) -> Station:
    return Station(station.store, station.actor, day_id)


@dataclass(frozen=True, slots=True)
class _Here:
    """Who may be on a meeting's list: those on the day, and those named for the series."""

    ids: Mapping[str, int]
    delegates: Mapping[str, DelegateRow]
    arrived: frozenset[str] = frozenset()
    expected: tuple[Expected, ...] = field(default=())

    @classmethod
    def read(cls, connection: Connection, series: SeriesRow, day_id: int) -> _Here:
        """Read them; a delegate who is on the day already is one person."""
        ids = series_reads.participant_ids(connection, day_id)
        delegates = {one.code: one for one in series_reads.delegates(connection, series.id)}
        on_day = [
            Expected(row.badge, row.name, row.email or "", row.municipality)
            for row in registrations.registered(connection, day_id)
            if row.badge in ids
        ]
        named = [
            Expected(one.code, one.name, one.email, one.municipality)
            for one in delegates.values()
            if one.code not in ids
        ]
        present = people_reads.people(connection, day_id)
        arrived = frozenset(one.code for one in present if one.arrived_at is not None)
        return cls(ids, delegates, arrived, (*on_day, *named))


def _matched(
    connection: Connection, here: _Here, raw: RawList, said: Sequence[Finding], asked: Asked
) -> tuple[tuple[Match, ...], tuple[Finding, ...]]:
    known = Known({}, answers(connection, asked))
    reading = read_registrations(raw, known)
    column = raw.heading(Field.NAME) or raw.heading(Field.LAST_NAME)
    united = unite(reading.registrations, known.answers, column)
    findings = in_order((*said, *reading.findings, *united.findings))
    return match_all(united.people, here.expected, asked.answers), findings


def _coming(here: _Here, matches: Sequence[Match]) -> int:
    """Return how many of a list are not here yet."""
    known = {one.code for one in matches if one.outcome is Outcome.MATCHED}
    return len(known - here.arrived) + sum(one.outcome is Outcome.NEW for one in matches)


@dataclass(slots=True)
class _LetIn:
    """Whom a list let in: badge codes, and what taking it back needs."""

    arrived: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    arrivals: list[dict[str, object]] = field(default_factory=list)
    added_ids: list[int] = field(default_factory=list)

    def undo(self, day_id: int) -> dict[str, object] | None:
        """Return what the log keeps: ids only; nothing where nobody was let in."""
        if not self.arrivals:
            return None
        return {"day": day_id, "all": self.arrivals, "added": self.added_ids}


def _let_in(work: Work, meeting: MeetingRow, here: _Here, matches: Sequence[Match]) -> _LetIn:
    """Write the arrivals, and first onto the day's list who was not on it."""
    done, ids = _LetIn(), dict(here.ids)
    for one in matches:
        match one.outcome:
            case Outcome.MATCHED:
                code = one.code
                who = ids.get(code)
                if who is None:
                    who = ids[code] = add_delegate(work, meeting, here.delegates[code])
                    done.added.append(code)
                    done.added_ids.append(who)
            case Outcome.NEW:
                code, who = _add_guest(work, one.registration)
                done.added.append(code)
                done.added_ids.append(who)
            case Outcome.ASK | Outcome.LEFT_OUT:
                continue
        guest = arrival_reads.guest_by_id(work.connection, who)
        if guest is not None and guest.person.arrived_at is None:
            kept = doorway.enter(work, guest, DESK)
            done.arrivals.append({**kept, "participant": who, "since": work.now.utc_ms})
            done.arrived.append(code)
    return done


def _add_guest(work: Work, listed: Registration) -> tuple[str, int]:
    code = fresh_code(work.connection)
    who = people_writes.add_person(
        work.connection,
        work.day_id,
        code,
        work.now.utc_ms,
        {
            "municipality": listed.municipality,
            "organisation": listed.organisation,
            "role": (listed.role or Role.STAFF).value,
            "name": listed.name,
            "email": listed.email,
            "title": listed.title,
            "walked_in": True,
        },
    )
    return code, who
