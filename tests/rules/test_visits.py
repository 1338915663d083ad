"""Who counts as a guest, and where there is room."""

from __future__ import annotations

import pytest

from db.rows import StandRow
from db.vocabulary import StandStatus, VisitResult
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.visits import Room, Visitor, admit, counted, nearest_with_room, objection


def stand(
    number: int, code: str = "0751", round_: int | None = 1, status: StandStatus = StandStatus.OPEN
) -> StandRow:
    return StandRow(number, number, code, round_, "", "", "", "", "", "", 14, status)


HERE = stand(12)


@pytest.mark.parametrize(
    ("visitor", "at", "answer"),
    [
        (Visitor("0461", True), HERE, None),
        (Visitor(None, True), HERE, None),
        (Visitor("0461", True), stand(12, round_=None), None),
        (Visitor("0461", False), HERE, VisitResult.NOT_ARRIVED),
        (Visitor("0461", True), stand(12, status=StandStatus.CANCELLED), VisitResult.NOT_OPEN),
        (Visitor("0461", True), stand(12, round_=2), VisitResult.NOT_OPEN),
        (Visitor("0751", True), HERE, VisitResult.OWN_STAND),
        (Visitor("0461", True, presents=12, presents_in=1), HERE, VisitResult.OWN_STAND),
        (Visitor("0461", True, presents=3, presents_in=1), HERE, VisitResult.PRESENTING),
        (Visitor("0461", True, presents=3, presents_in=2), HERE, None),
    ],
)
def test_objections(visitor: Visitor, at: StandRow, answer: VisitResult | None) -> None:
    assert objection(visitor, at, 1) is answer


def test_force_overrules_all_but_the_door() -> None:
    own = Visitor("0751", True)
    with pytest.raises(Refused, match="own_stand"):
        admit(own, HERE, 1, force=False)
    assert admit(own, HERE, 1, force=True)
    assert not admit(Visitor("0461", True), HERE, 1, force=True)
    with pytest.raises(Refused, match="not_arrived"):
        admit(Visitor("0461", False), HERE, 1, force=True)


@pytest.mark.parametrize(
    ("stands_at", "here", "answer"),
    [
        (None, 9, VisitResult.HERE),
        (None, 10, VisitResult.OVER_TARGET),
        (3, 9, VisitResult.MOVED),
        (3, 10, VisitResult.OVER_TARGET),
        (12, 30, VisitResult.AGAIN),
    ],
)
def test_what_a_counted_visit_is(stands_at: int | None, here: int, answer: VisitResult) -> None:
    assert counted(Visitor("0461", True, stands_at=stands_at), HERE, here, 10) is answer


def test_the_nearest_room_is_never_full_nor_ones_own() -> None:
    rooms = [
        Room(HERE, 4),
        Room(stand(10, "0461"), 2),
        Room(stand(13, "0851"), 0),
        Room(stand(14, "0101"), 1),
        Room(stand(15, "0630"), 1),
        Room(stand(20, "0561"), 9),
        Room(stand(11, "0657", status=StandStatus.CANCELLED), 9),
    ]
    near = nearest_with_room(HERE, rooms, "0101")
    assert [room.stand.number for room in near] == [10, 15, 20]
