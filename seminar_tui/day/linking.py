"""Linking presenters named on a list of stands to the people who are registered."""

from __future__ import annotations

from db.reads import registrations as reads
from db.reads import stands as stand_reads
from db.writes import registrations as writes
from seminar_tui.day.station import Work
from seminar_tui.rules.presenting import Candidate, find_presenters


def link_presenters(work: Work) -> list[tuple[int, int, bool]]:
    """Link every pending presenter who is one registered person for certain.

    Returns (participant id, stand id, whether they were pending) of the links made, for undo.
    """
    pending = [
        (stand_id, name)
        for stand_id, names in stand_reads.pending_presenters(work.connection, work.day_id).items()
        for name in names
    ]
    if not pending:
        return []
    municipality_of = {
        one.id: one.municipality for one in stand_reads.stands(work.connection, work.day_id)
    }
    people = [
        Candidate(row.id, row.name, row.municipality, row.status, row.presents_stand_id)
        for row in reads.registered(work.connection, work.day_id)
        if not row.gone
    ]
    links = find_presenters(pending, municipality_of, people)
    writes.drop_pending(work.connection, [(link.stand_id, link.name) for link in links])
    made = [link for link in links if not link.already]
    writes.change_participants(
        work.connection,
        [{"id": link.participant_id, "presents_stand_id": link.stand_id} for link in made],
    )
    return [(link.participant_id, link.stand_id, True) for link in made]
