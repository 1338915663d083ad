"""What is printed about people besides badges: sign-in lists, plan slips and name tents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from db.paper import DayHead, Guest, StandSheet
from db.vocabulary import Role, StandStatus
from seminar_tui.files.paper.badges import plan_parts
from seminar_tui.files.paper.fit import fitted
from seminar_tui.files.paper.press import Document
from seminar_tui.files.paper.stands import clock_span
from seminar_tui.i18n import t, tn
from seminar_tui.rules.boxes import boxes, initial
from seminar_tui.rules.equipment import Needed, needed
from seminar_tui.rules.names import danish_key


def sign_in_lists(
    head: DayHead, guests: Sequence[Guest], stands: Sequence[StandSheet] = ()
) -> Document:
    """Return the lists people sign at the door: a table a municipality, organisations last.

    Names, titles and roles only: a list lies open on a table. Who sets up the room reads on top
    how many poster boards and tables the open stands need.
    """
    ordered = sorted(
        guests,
        key=lambda g: (not g.municipality, danish_key(g.comes_from), danish_key(g.name)),
    )
    groups = []
    for name, members in groupby(ordered, key=lambda g: g.comes_from):
        people = [
            {
                "name": guest.name,
                "title": guest.title,
                "role": t(f"paper.role.{guest.role}"),
                "filled": guest.role is Role.POLITICIAN,
            }
            for guest in members
        ]
        count = tn("paper.count.people", len(people))
        groups.append({"name": name or t("paper.lists.none"), "count": count, "people": people})
    summary = [tn("paper.count.people", len(guests)), tn("paper.count.groups", len(groups))]
    asked = needed(stand.equipment for stand in stands if stand.status is StandStatus.OPEN)
    if asked != Needed():
        summary += [tn("paper.count.boards", asked.boards), tn("paper.count.tables", asked.tables)]
    title = t("paper.lists.document", day=head.title)
    return Document("lists.typ", title, {"groups": groups, "summary": " · ".join(summary)})


def slips(head: DayHead, guests: Sequence[Guest], box_count: int = 4) -> Document:
    """Return a plan slip for every guest in the order given: round, time, stand, place."""
    labels = boxes((guest.name for guest in guests), box_count)
    times = [clock_span(head, planned.starts, planned.ends) for planned in head.rounds]
    sheets = [
        {
            "name": guest.name,
            "origin": guest.comes_from,
            "box": t("paper.badges.box", box=labels[initial(guest.name)]),
            "plan": [
                {**part, "time": time}
                for part, time in zip(plan_parts(head, guest), times, strict=True)
            ],
        }
        for guest in guests
    ]
    return Document(
        "slips.typ", t("paper.slips.title", day=head.title), {"slips": sheets}, of_plan=True
    )


def tents(head: DayHead, guests: Sequence[Guest]) -> Document:
    """Return a folded name tent for every guest in the order given."""
    sheets = [
        {
            "name": guest.name,
            "name_pt": fitted(guest.name, 245, 72, 30),
            "origin": guest.comes_from,
            "title": guest.title,
            "filled": t("paper.role.politician").upper() if guest.role is Role.POLITICIAN else "",
        }
        for guest in guests
    ]
    return Document("tents.typ", t("paper.tents.title", day=head.title), {"tents": sheets})
