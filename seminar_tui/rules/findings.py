"""What an import has to say about a list: where, what, how much it matters, and why.

A finding is a code and facts; the sentence stands in the catalogue `findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import Severity


class Code(StrEnum):
    """Everything an import can find."""

    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    MUNICIPALITY_MISSING = "municipality_missing"
    MUNICIPALITY_CONFLICT = "municipality_conflict"
    MUNICIPALITY_TWICE = "municipality_twice"
    MUNICIPALITY_CHANGED = "municipality_changed"
    ORGANISATION_NOT_A_MUNICIPALITY = "organisation_not_a_municipality"
    NAME_MISSING = "name_missing"
    PLACEHOLDER_NOT_A_PERSON = "placeholder_not_a_person"
    NOT_A_PERSON = "not_a_person"
    TWO_PEOPLE_IN_ONE_CELL = "two_people_in_one_cell"
    TITLE_IN_NAME = "title_in_name"
    SAME_PERSON_TWICE = "same_person_twice"
    SAME_NAME_SAME_MUNICIPALITY_OTHER_EMAIL = "same_name_same_municipality_other_email"
    CODE_ON_ANOTHER_PERSON = "code_on_another_person"
    RENAMED = "renamed"
    EMAIL_INVALID = "email_invalid"
    ROLE_UNKNOWN = "role_unknown"
    STATUS_UNKNOWN = "status_unknown"
    ORDER_EXPIRED = "order_expired"
    WISH_UNKNOWN = "wish_unknown"
    WISH_TWICE = "wish_twice"
    WISH_OWN_MUNICIPALITY = "wish_own_municipality"
    STAND_UNKNOWN = "stand_unknown"
    STAND_TAKEN_OVER = "stand_taken_over"
    PRESENTER_UNKNOWN = "presenter_unknown"
    QUESTION_MISSING = "question_missing"
    THEME_MISSING = "theme_missing"
    NUMBER_MISSING = "number_missing"
    NUMBER_TWICE = "number_twice"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    FORMULA_TEXT = "formula_text"
    FORMULA_CELLS = "formula_cells"
    FORMULA_UNSAVED = "formula_unsaved"
    CONTROL_CHARACTERS = "control_characters"
    CHARACTER_LOST = "character_lost"
    TEXT_TOO_LONG = "text_too_long"
    SHORT_ROW = "short_row"
    LONG_ROW = "long_row"
    ROW_UNREAD = "row_unread"
    HIDDEN_ROW = "hidden_row"
    MERGED_CELLS = "merged_cells"
    SECTION_UNREAD = "section_unread"
    SHEET_UNREAD = "sheet_unread"
    COLUMN_UNREAD = "column_unread"
    NO_HEADER = "no_header"
    NO_NAME_COLUMN = "no_name_column"
    NO_ROWS = "no_rows"
    UNREADABLE = "unreadable"
    SEATS_OVER = "seats_over"
    SEATS_UNDER = "seats_under"
    NOT_A_MEMBER = "not_a_member"
    OUTSIDE_MEMBERSHIP = "outside_membership"
    OTHER_GROUP = "other_group"
    ROLE_NOT_IN_SERIES = "role_not_in_series"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    `row` counts from 1 as in the file, 0 where the whole file is meant; `value` is the
    cell as it stands there, cleaned. `related` names other rows of the same question,
    `choices` what a person might answer; neither is ever taken without being asked.
    """

    row: int
    column: str
    value: str
    severity: Severity
    code: Code
    related: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()


def stops(findings: Iterable[Finding]) -> bool:
    """Tell whether an import has to wait for a person: any error or question."""
    return any(finding.severity is not Severity.NOTE for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings as one reads the file: by row, the graver first."""
    gravity = {Severity.ERROR: 0, Severity.ASK: 1, Severity.NOTE: 2}
    return tuple(
        sorted(findings, key=lambda one: (one.row, gravity[one.severity], one.column, one.code))
    )
