"""Writing what an import brings: people with their badges, stands, answers, mappings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlmodel import col

from db.models import (
    Badge,
    ImportAnswer,
    ImportProfile,
    Participant,
    PendingPresenter,
    Person,
    Stand,
    Wish,
)
from db.series_models import Appearance, GroupPlace


def add_people(
    connection: Connection,
    day_id: int,
    participants: Sequence[Mapping[str, Any]],
    persons: Sequence[Mapping[str, Any]],
    codes: Sequence[str],
    at: int,
) -> list[int]:
    """Add participants with their personal side and one badge each; return their ids in order."""
    if not participants:
        return []
    found = connection.execute(
        insert(Participant).returning(col(Participant.id), sort_by_parameter_order=True),
        [{"day_id": day_id, **one} for one in participants],
    )
    ids = [int(number) for number in found.scalars()]
    connection.execute(
        insert(Person),
        [{"participant_id": number, **one} for number, one in zip(ids, persons, strict=True)],
    )
    connection.execute(
        insert(Badge),
        [
            {"code": code, "participant_id": number, "issued_at": at}
            for number, code in zip(ids, codes, strict=True)
        ],
    )
    return ids


def add_wishes(connection: Connection, wishes: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Add wishes: participant id and stand ids, best first."""
    rows = [
        {"participant_id": number, "rank": rank, "stand_id": stand_id}
        for number, stand_ids in wishes
        for rank, stand_id in enumerate(stand_ids, start=1)
    ]
    if rows:
        connection.execute(insert(Wish), rows)


def change_participants(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write columns of participants; each row names its `id`, all rows the same columns."""
    _change(connection, update(Participant), col(Participant.id), "id", rows)


def change_persons(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write columns of persons; each row names its `participant_id`."""
    _change(connection, update(Person), col(Person.participant_id), "participant_id", rows)


def change_stands(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write columns of stands; each row names its `id`. Numbers may change places."""
    for row in rows:
        # Out of the way first: a number or a municipality is one stand's only.
        aside = {"number": -int(row["id"]), "municipality": f"-{row['id']}"}
        moving = {name: value for name, value in aside.items() if name in row}
        if moving:
            connection.execute(update(Stand).where(col(Stand.id) == row["id"]).values(**moving))
    for row in rows:
        values = {name: value for name, value in row.items() if name != "id"}
        connection.execute(update(Stand).where(col(Stand.id) == row["id"]).values(**values))


def _change(
    connection: Connection, statement: Any, key: Any, name: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        columns = tuple(sorted(column for column in row if column != name))
        if columns:
            by_columns.setdefault(columns, []).append({"key_": row[name], **row})
    for columns, values in by_columns.items():
        connection.execute(
            statement.where(key == bindparam("key_")).values(
                {column: bindparam(f"{column}_") for column in columns}
            ),
            [
                {"key_": row["key_"], **{f"{column}_": row[column] for column in columns}}
                for row in values
            ],
        )


def add_stands(
    connection: Connection, day_id: int, stands: Sequence[Mapping[str, Any]]
) -> list[int]:
    """Add stands and return their ids in order."""
    if not stands:
        return []
    found = connection.execute(
        insert(Stand).returning(col(Stand.id), sort_by_parameter_order=True),
        [{"day_id": day_id, **one} for one in stands],
    )
    return [int(number) for number in found.scalars()]


def add_pending(connection: Connection, pending: Iterable[tuple[int, str]]) -> None:
    """Note presenters named on a list: stand id and name."""
    rows = [{"stand_id": stand_id, "name": name} for stand_id, name in dict.fromkeys(pending)]
    if rows:
        connection.execute(insert(PendingPresenter), rows)


def drop_pending(connection: Connection, pending: Iterable[tuple[int, str]]) -> None:
    """Forget presenters who were found."""
    for stand_id, name in pending:
        connection.execute(
            delete(PendingPresenter).where(
                col(PendingPresenter.stand_id) == stand_id, col(PendingPresenter.name) == name
            )
        )


def remember_answers(connection: Connection, answers: Mapping[str, str]) -> None:
    """Keep answers for the next list; a later answer about a value wins."""
    for value, answer in answers.items():
        connection.execute(delete(ImportAnswer).where(col(ImportAnswer.value) == value))
        connection.execute(insert(ImportAnswer).values(kind="value", value=value, answer=answer))


def remember_mapping(connection: Connection, shape: str, mapping: Mapping[str, str]) -> None:
    """Keep a mapping (heading to field) for the next list of this shape, over an earlier one."""
    mine = col(ImportProfile.shape) == shape
    earlier = connection.scalar(select(col(ImportProfile.mapping)).where(mine))
    connection.execute(delete(ImportProfile).where(mine))
    text = json.dumps({**json.loads(earlier or "{}"), **mapping}, ensure_ascii=False)
    connection.execute(insert(ImportProfile).values(shape=shape, mapping=text))


def delete_people(connection: Connection, participant_ids: Iterable[int]) -> None:
    """Take back participants that an undone import brought and nothing was recorded of."""
    for number in participant_ids:
        for table, column in (
            (Appearance, col(Appearance.participant_id)),
            (GroupPlace, col(GroupPlace.participant_id)),
            (Wish, col(Wish.participant_id)),
            (Badge, col(Badge.participant_id)),
            (Person, col(Person.participant_id)),
            (Participant, col(Participant.id)),
        ):
            connection.execute(delete(table).where(column == number))


def delete_stand(connection: Connection, stand_id: int) -> None:
    """Take back a stand that an undone import brought, with the presenters named for it."""
    connection.execute(delete(PendingPresenter).where(col(PendingPresenter.stand_id) == stand_id))
    connection.execute(delete(Stand).where(col(Stand.id) == stand_id))
