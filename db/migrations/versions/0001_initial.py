"""The tables of a day, as first released."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Column = sa.Column[Any]


def _texts(*names: str, nullable: bool = False) -> list[Column]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[Column]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _moments(*names: str, nullable: bool = False) -> list[Column]:
    return [sa.Column(name, sa.BigInteger(), nullable=nullable) for name in names]


def _flags(*names: str, nullable: bool = False) -> list[Column]:
    return [sa.Column(name, sa.Boolean(), nullable=nullable) for name in names]


def _reals(*names: str, nullable: bool = False) -> list[Column]:
    return [sa.Column(name, sa.Float(), nullable=nullable) for name in names]


def _key(*names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names)


def _points(name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [to])


def _day() -> None:
    op.create_table(
        "day",
        *_numbers("id"),
        *_texts("title", "date", "place", "timezone"),
        *_moments("starts"),
        *_numbers(
            "rounds",
            "talk_ms",
            "dialogue_ms",
            "block_ms",
            "target",
            "capacity",
            "warning_ms",
            "danger_ms",
        ),
        *_flags("auto_advance"),
        *_numbers("plan_version", "programme_version"),
        *_texts("case_id", "document_id", nullable=True),
        *_texts("contact"),
        *_moments("practice_since", "practice_started", nullable=True),
        *_reals("practice_speed"),
        *_moments("closed_at", nullable=True),
        *_texts("purge_on", nullable=True),
        _key("id"),
    )
    op.create_index("ix_day_date", "day", ["date"])


def _delegate() -> None:
    op.create_table(
        "delegate",
        *_numbers("id"),
        *_texts("code"),
        *_texts("municipality", nullable=True),
        *_texts("organisation", "role", "sharing", "theme"),
        _key("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_delegate_municipality", "delegate", ["municipality"])


def _importanswer() -> None:
    op.create_table(
        "importanswer",
        *_texts("kind", "value", "answer"),
        _key("kind", "value"),
    )


def _importprofile() -> None:
    op.create_table(
        "importprofile",
        *_texts("shape", "mapping"),
        _key("shape"),
    )


def _series() -> None:
    op.create_table(
        "series",
        *_numbers("id"),
        *_texts(
            "title",
            "template",
            "starts_on",
            "ends_on",
            "organisers",
            "tags",
            "topics",
            "link",
            "roles",
            "exempt_roles",
        ),
        *_flags("host_exempt"),
        *_texts("price_kind"),
        *_numbers("price_ore"),
        *_flags("council_needed"),
        *_numbers("renewed_from", nullable=True),
        _key("id"),
        _points("renewed_from", "series.id"),
    )


def _delegateperson() -> None:
    op.create_table(
        "delegateperson",
        *_numbers("delegate_id"),
        *_texts("name", "email", "title"),
        _key("delegate_id"),
        _points("delegate_id", "delegate.id"),
    )


def _doorquestion() -> None:
    op.create_table(
        "doorquestion",
        *_numbers("id", "day_id"),
        *_texts("text", "choices"),
        *_flags("required", "removed"),
        _key("id"),
        _points("day_id", "day.id"),
    )
    op.create_index("ix_doorquestion_day_id", "doorquestion", ["day_id"])


def _meeting() -> None:
    op.create_table(
        "meeting",
        *_numbers("id", "series_id", "number"),
        *_texts("title", "date", "month", "mode", "place", "link"),
        *_texts("host", nullable=True),
        *_texts("for_group"),
        *_flags("stands"),
        *_numbers("day_id", nullable=True),
        _key("id"),
        _points("series_id", "series.id"),
        _points("day_id", "day.id"),
        sa.UniqueConstraint("day_id"),
        sa.UniqueConstraint("series_id", "number"),
    )
    op.create_index("ix_meeting_series_id", "meeting", ["series_id"])


def _member() -> None:
    op.create_table(
        "member",
        *_numbers("series_id"),
        *_texts("municipality", "status", "council_on"),
        *_texts("for_group", nullable=True),
        *_texts("theme"),
        *_numbers("inhabitants", nullable=True),
        *_texts("note", "since", "until"),
        _key("series_id", "municipality"),
        _points("series_id", "series.id"),
    )


def _milestone() -> None:
    op.create_table(
        "milestone",
        *_numbers("id", "series_id"),
        *_texts("due", "title", "done_on"),
        _key("id"),
        _points("series_id", "series.id"),
    )
    op.create_index("ix_milestone_series_id", "milestone", ["series_id"])


def _naming() -> None:
    op.create_table(
        "naming",
        *_numbers("series_id", "delegate_id"),
        *_texts("ended_on"),
        _key("series_id", "delegate_id"),
        _points("series_id", "series.id"),
        _points("delegate_id", "delegate.id"),
    )


def _pin() -> None:
    op.create_table(
        "pin",
        *_numbers("day_id"),
        *_texts("role", "salt", "hash"),
        *_numbers("failures"),
        *_moments("not_before"),
        _key("day_id", "role"),
        _points("day_id", "day.id"),
    )


def _plan() -> None:
    op.create_table(
        "plan",
        *_numbers("day_id", "version"),
        *_moments("at"),
        *_numbers("seed"),
        *_texts("objective", "value", "certificate"),
        _key("day_id", "version"),
        _points("day_id", "day.id"),
    )


def _pricetier() -> None:
    op.create_table(
        "pricetier",
        *_numbers("series_id", "lowest"),
        *_numbers("highest", nullable=True),
        *_numbers("ore"),
        _key("series_id", "lowest"),
        _points("series_id", "series.id"),
        sa.CheckConstraint("highest IS NULL OR highest >= lowest"),
    )


def _round() -> None:
    op.create_table(
        "round",
        *_numbers("day_id", "number"),
        *_moments("starts", "talk_ends", "ends"),
        _key("day_id", "number"),
        _points("day_id", "day.id"),
    )


def _seriescontact() -> None:
    op.create_table(
        "seriescontact",
        *_numbers("id", "series_id"),
        *_texts("name", "email", "phone"),
        _key("id"),
        _points("series_id", "series.id"),
    )
    op.create_index("ix_seriescontact_series_id", "seriescontact", ["series_id"])


def _stand() -> None:
    op.create_table(
        "stand",
        *_numbers("id", "day_id", "number"),
        *_texts("municipality"),
        *_numbers("round", nullable=True),
        *_flags("locked"),
        *_texts("theme", "question", "focus", "learning", "place", "equipment"),
        *_numbers("capacity"),
        *_texts("imported", "status", "prepared"),
        _key("id"),
        _points("day_id", "day.id"),
        sa.UniqueConstraint("day_id", "municipality"),
        sa.UniqueConstraint("day_id", "number"),
    )
    op.create_index("ix_stand_day_id", "stand", ["day_id"])


def _contribution() -> None:
    op.create_table(
        "contribution",
        *_numbers("meeting_id"),
        *_texts("municipality", "status", "about"),
        _key("meeting_id", "municipality"),
        _points("meeting_id", "meeting.id"),
    )


def _link() -> None:
    op.create_table(
        "link",
        *_numbers("id", "day_id"),
        *_texts("role"),
        *_numbers("stand_id", nullable=True),
        *_texts("token_hash"),
        *_moments("made_at"),
        *_moments("revoked_at", nullable=True),
        _key("id"),
        _points("day_id", "day.id"),
        _points("stand_id", "stand.id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_link_day_id", "link", ["day_id"])


def _participant() -> None:
    op.create_table(
        "participant",
        *_numbers("id", "day_id"),
        *_texts("municipality", nullable=True),
        *_texts("organisation", "role", "status"),
        *_numbers("presents_stand_id", nullable=True),
        *_flags("presenter_missing", "walked_in"),
        *_texts("listed"),
        *_flags("gone"),
        *_numbers("substitute_for", nullable=True),
        *_texts("rounds_here", nullable=True),
        _key("id"),
        _points("day_id", "day.id"),
        _points("presents_stand_id", "stand.id"),
        _points("substitute_for", "participant.id"),
    )
    op.create_index("ix_participant_day_id", "participant", ["day_id"])
    op.create_index("ix_participant_presents_stand_id", "participant", ["presents_stand_id"])


def _pendingpresenter() -> None:
    op.create_table(
        "pendingpresenter",
        *_numbers("stand_id"),
        *_texts("name"),
        _key("stand_id", "name"),
        _points("stand_id", "stand.id"),
    )


def _programmeitem() -> None:
    op.create_table(
        "programmeitem",
        *_numbers("id", "meeting_id", "position"),
        *_texts("starts", "track", "title"),
        _key("id"),
        _points("meeting_id", "meeting.id"),
    )
    op.create_index("ix_programmeitem_meeting_id", "programmeitem", ["meeting_id"])


def _seatlimit() -> None:
    op.create_table(
        "seatlimit",
        *_numbers("id", "series_id"),
        *_numbers("meeting_id", nullable=True),
        *_texts("role", nullable=True),
        *_numbers("minimum"),
        *_numbers("maximum", nullable=True),
        *_flags("hard"),
        _key("id"),
        _points("series_id", "series.id"),
        _points("meeting_id", "meeting.id"),
        sa.CheckConstraint("maximum IS NULL OR maximum >= minimum"),
    )
    op.create_index("ix_seatlimit_meeting_id", "seatlimit", ["meeting_id"])
    op.create_index("ix_seatlimit_series_id", "seatlimit", ["series_id"])


def _station() -> None:
    op.create_table(
        "station",
        *_numbers("id"),
        *_texts("name", "process", "role"),
        *_numbers("stand_id", nullable=True),
        *_moments("seen_at"),
        *_moments("left_at", nullable=True),
        _key("id"),
        _points("stand_id", "stand.id"),
        sa.UniqueConstraint("name", "process"),
    )


def _action() -> None:
    op.create_table(
        "action",
        *_numbers("id"),
        *_numbers("day_id", nullable=True),
        *_moments("at"),
        *_numbers("station_id"),
        *_texts("kind", "result"),
        *_numbers("participant_id", "stand_id", nullable=True),
        *_texts("detail"),
        *_texts("undo", nullable=True),
        *_numbers("undoes", nullable=True),
        *_texts("desk"),
        *_texts("nonce", nullable=True),
        *_flags("forced_asked", "forced_needed"),
        _key("id"),
        _points("day_id", "day.id"),
        _points("station_id", "station.id"),
        _points("participant_id", "participant.id"),
        _points("stand_id", "stand.id"),
        _points("undoes", "action.id"),
        sa.UniqueConstraint("undoes"),
    )
    op.create_index("ix_action_day_at", "action", ["day_id", "at"])
    op.create_index("ix_action_participant_id", "action", ["participant_id"])
    op.create_index("ix_action_station_id", "action", ["station_id"])
    given = sa.text("nonce IS NOT NULL")
    op.create_index(
        "ux_action_nonce",
        "action",
        ["day_id", "nonce"],
        unique=True,
        sqlite_where=given,
        postgresql_where=given,
    )


def _appearance() -> None:
    op.create_table(
        "appearance",
        *_numbers("participant_id", "delegate_id", "meeting_id"),
        _key("participant_id"),
        _points("participant_id", "participant.id"),
        _points("delegate_id", "delegate.id"),
        _points("meeting_id", "meeting.id"),
        sa.UniqueConstraint("meeting_id", "delegate_id"),
    )
    op.create_index("ix_appearance_delegate_id", "appearance", ["delegate_id"])


def _arrival() -> None:
    op.create_table(
        "arrival",
        *_numbers("id", "day_id", "participant_id"),
        *_texts("kind"),
        *_moments("at"),
        *_numbers("station_id"),
        *_texts("desk"),
        *_numbers("voids", nullable=True),
        _key("id"),
        _points("day_id", "day.id"),
        _points("participant_id", "participant.id"),
        _points("station_id", "station.id"),
        _points("voids", "arrival.id"),
    )
    op.create_index("ix_arrival_day_id", "arrival", ["day_id"])
    op.create_index("ix_arrival_participant_id", "arrival", ["participant_id"])


def _badge() -> None:
    op.create_table(
        "badge",
        *_texts("code"),
        *_numbers("participant_id"),
        *_moments("issued_at"),
        *_moments("revoked_at", "printed_at", nullable=True),
        _key("code", "participant_id"),
        _points("participant_id", "participant.id"),
    )
    op.create_index("ix_badge_participant_id", "badge", ["participant_id"])


def _entry() -> None:
    op.create_table(
        "entry",
        *_numbers("id", "day_id", "stand_id", "round"),
        *_texts("phase"),
        *_numbers("offset_ms"),
        *_texts("kind", "state"),
        *_flags("starred"),
        *_texts("tags"),
        *_numbers("answers", "by_participant_id", nullable=True),
        *_numbers("version"),
        *_moments("at"),
        *_numbers("station_id"),
        _key("id"),
        _points("day_id", "day.id"),
        _points("stand_id", "stand.id"),
        _points("answers", "entry.id"),
        _points("by_participant_id", "participant.id"),
        _points("station_id", "station.id"),
    )
    op.create_index("ix_entry_day_id", "entry", ["day_id"])
    op.create_index("ix_entry_stand_id", "entry", ["stand_id"])


def _draft() -> None:
    op.create_table(
        "draft",
        *_numbers("stand_id", "round"),
        *_texts("station"),
        *_numbers("entry_id", "version"),
        *_numbers("answers", nullable=True),
        *_texts("kind", "text"),
        *_moments("at"),
        _key("stand_id", "round", "station", "entry_id"),
        _points("stand_id", "stand.id"),
        _points("answers", "entry.id"),
    )


def _groupplace() -> None:
    op.create_table(
        "groupplace",
        *_numbers("item_id", "participant_id"),
        _key("item_id", "participant_id"),
        _points("item_id", "programmeitem.id"),
        _points("participant_id", "participant.id"),
    )


def _message() -> None:
    op.create_table(
        "message",
        *_numbers("id", "day_id"),
        *_numbers("stand_id", nullable=True),
        *_texts("text"),
        *_moments("at"),
        *_numbers("station_id"),
        _key("id"),
        _points("day_id", "day.id"),
        _points("stand_id", "stand.id"),
        _points("station_id", "station.id"),
    )
    op.create_index("ix_message_day_id", "message", ["day_id"])


def _person() -> None:
    op.create_table(
        "person",
        *_numbers("participant_id"),
        *_texts("name"),
        *_texts("email", nullable=True),
        *_texts("title", "note", "attention"),
        *_moments("attention_seen_at", nullable=True),
        *_texts("outside_code", nullable=True),
        *_texts("imported", "former"),
        _key("participant_id"),
        _points("participant_id", "participant.id"),
    )
    op.create_index("ix_person_outside_code", "person", ["outside_code"])


def _placement() -> None:
    op.create_table(
        "placement",
        *_numbers("participant_id", "round", "stand_id"),
        *_flags("pinned"),
        _key("participant_id", "round"),
        _points("participant_id", "participant.id"),
        _points("stand_id", "stand.id"),
    )
    op.create_index("ix_placement_stand_id", "placement", ["stand_id"])


def _presence() -> None:
    op.create_table(
        "presence",
        *_numbers("participant_id", "day_id"),
        *_moments("arrived_at", "since"),
        *_texts("desk"),
        *_flags("inside"),
        _key("participant_id"),
        _points("participant_id", "participant.id"),
        _points("day_id", "day.id"),
    )
    op.create_index("ix_presence_day_id", "presence", ["day_id"])


def _reply() -> None:
    op.create_table(
        "reply",
        *_numbers("question_id", "participant_id"),
        *_texts("value"),
        _key("question_id", "participant_id"),
        _points("question_id", "doorquestion.id"),
        _points("participant_id", "participant.id"),
    )


def _standing() -> None:
    op.create_table(
        "standing",
        *_numbers("participant_id", "round", "stand_id"),
        *_moments("at"),
        _key("participant_id", "round"),
        _points("participant_id", "participant.id"),
        _points("stand_id", "stand.id"),
    )
    op.create_index("ix_standing_stand_id", "standing", ["stand_id"])


def _timerevent() -> None:
    op.create_table(
        "timerevent",
        *_numbers("stand_id", "round", "seq"),
        *_texts("kind", "phase"),
        *_moments("at"),
        *_texts("boot_id", nullable=True),
        *_moments("boot_ms", nullable=True),
        *_numbers("delta_ms"),
        *_numbers("talk_ms", "dialogue_ms", nullable=True),
        *_flags("automatic", nullable=True),
        *_numbers("voids", nullable=True),
        *_numbers("station_id"),
        _key("stand_id", "round", "seq"),
        _points("stand_id", "stand.id"),
        _points("station_id", "station.id"),
    )


def _visit() -> None:
    op.create_table(
        "visit",
        *_numbers("id", "participant_id", "stand_id", "round"),
        *_texts("kind"),
        *_moments("at"),
        *_numbers("station_id"),
        _key("id"),
        _points("participant_id", "participant.id"),
        _points("stand_id", "stand.id"),
        _points("station_id", "station.id"),
    )
    op.create_index("ix_visit_participant_id", "visit", ["participant_id"])
    op.create_index("ix_visit_stand_id", "visit", ["stand_id"])


def _wish() -> None:
    op.create_table(
        "wish",
        *_numbers("participant_id", "rank", "stand_id"),
        _key("participant_id", "rank"),
        _points("participant_id", "participant.id"),
        _points("stand_id", "stand.id"),
    )
    op.create_index("ix_wish_stand_id", "wish", ["stand_id"])


def _entryversion() -> None:
    op.create_table(
        "entryversion",
        *_numbers("entry_id", "version"),
        *_texts("text"),
        *_moments("at"),
        *_numbers("station_id"),
        _key("entry_id", "version"),
        _points("entry_id", "entry.id"),
        _points("station_id", "station.id"),
    )


def _messageseen() -> None:
    op.create_table(
        "messageseen",
        *_numbers("message_id"),
        *_texts("station"),
        *_moments("at"),
        _key("message_id", "station"),
        _points("message_id", "message.id"),
    )


TABLES = (
    _day,
    _delegate,
    _importanswer,
    _importprofile,
    _series,
    _delegateperson,
    _doorquestion,
    _meeting,
    _member,
    _milestone,
    _naming,
    _pin,
    _plan,
    _pricetier,
    _round,
    _seriescontact,
    _stand,
    _contribution,
    _link,
    _participant,
    _pendingpresenter,
    _programmeitem,
    _seatlimit,
    _station,
    _action,
    _appearance,
    _arrival,
    _badge,
    _entry,
    _draft,
    _groupplace,
    _message,
    _person,
    _placement,
    _presence,
    _reply,
    _standing,
    _timerevent,
    _visit,
    _wish,
    _entryversion,
    _messageseen,
)
"""In the order their keys point."""


def upgrade() -> None:
    for create in TABLES:
        create()


def downgrade() -> None:
    for create in reversed(TABLES):
        op.drop_table(create.__name__.removeprefix("_"))
