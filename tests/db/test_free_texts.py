"""Every column of text is known as free text, as somebody's own, or as a code."""

from __future__ import annotations

from db.free_texts import FREE, JSON, OF_WHO_HAS_THE_ROW, all_texts, code_names

CODES = {
    "action": ("kind", "result", "nonce"),
    "arrival": ("kind",),
    "contribution": ("municipality", "status"),
    "day": ("date", "timezone", "case_id", "document_id", "purge_on"),
    "daymilestone": ("due", "done_on"),
    "delegate": ("municipality", "role", "sharing"),
    "draft": ("kind",),
    "entry": ("phase", "kind", "state"),
    "importanswer": ("kind",),
    "importprofile": ("shape", "mapping"),
    "link": ("role", "token_hash"),
    "meeting": ("date", "month", "mode", "host", "for_group"),
    "member": ("municipality", "status", "council_on", "for_group", "since", "until"),
    "milestone": ("due", "done_on"),
    "naming": ("ended_on",),
    "participant": ("municipality", "role", "status", "listed", "rounds_here"),
    "pin": ("role", "salt", "hash"),
    "plan": ("objective", "value", "certificate"),
    "programmeitem": ("starts",),
    "seatlimit": ("role",),
    "series": ("template", "starts_on", "ends_on", "roles", "exempt_roles", "price_kind"),
    "stand": ("municipality", "status"),
    "station": ("process", "role"),
    "timerevent": ("kind", "phase", "boot_id"),
    "visit": ("kind",),
}
"""What the program itself writes, or takes from a list of its own. No name is looked for."""


def test_no_column_of_text_is_forgotten_when_a_person_is_erased() -> None:
    codes = {(table, name) for table, names in CODES.items() for name in names}
    assert all_texts() == FREE | OF_WHO_HAS_THE_ROW | codes
    assert not FREE & OF_WHO_HAS_THE_ROW
    assert not (FREE | OF_WHO_HAS_THE_ROW) & codes
    assert JSON <= FREE


def test_what_json_holds_under_a_codes_name_is_a_code() -> None:
    assert {"status", "role", "kind"} <= code_names()
    assert not {"name", "note", "code", "value", "reason", "file"} & code_names()
