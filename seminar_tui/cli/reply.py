"""What a command answers, and how the answer is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from db.errors import StoreError
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.sentences import said

DONE, REFUSED, BAD, NO_STORE = 0, 1, 2, 3
"""Exit codes: done, refused by the day's rules, bad input or usage, store out of reach."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its stable code, the JSON fields, and the text for people.

    `ok` is false for a refusal that is stored and answered in full, as the door's are.
    """

    result: str
    facts: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    ok: bool = True
    code: int | None = None
    """An exit code of its own: a file that cannot be used is bad input, told in full."""

    @property
    def exit_code(self) -> int:
        """The process's exit code."""
        if self.code is not None:
            return self.code
        return DONE if self.ok else REFUSED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is printed for a command and how it exits."""

    json: Mapping[str, object]
    text: str
    exit_code: int

    def write(self, out: TextIO, *, as_json: bool) -> None:
        """Print it: one JSON object on one line, or the text."""
        if as_json:
            out.write(_one_line(json.dumps(self.json, ensure_ascii=False)) + "\n")
        elif self.text:
            out.write(self.text.rstrip("\n") + "\n")
        out.flush()


_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _one_line(written: str) -> str:
    """Return JSON with what JSON allows but a terminal, a reader of lines or UTF-8 does not
    written as escapes: control letters, the separators of lines, halves of a letter (a file's
    name may hold any of them, and is told as it is)."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def outcome_of(reply: Reply) -> Outcome:
    """Return the outcome of an answer."""
    body = {"ok": reply.ok, "result": reply.result, **reply.facts}
    return Outcome(body, reply.text, reply.exit_code)


def outcome_of_refusal(refused: Refused, iso: Callable[[int], str | None]) -> Outcome:
    """Return the outcome of a refusal by the day's rules; `iso` writes the instant `at`."""
    sentence, remedy = said("refused", refused.code, refused.facts)
    body = {"ok": False, "result": refused.code, "message": sentence, "hint": remedy}
    body |= {key: value for key, value in refused.facts.items() if key not in body}
    if isinstance(at := body.get("at"), int):
        body["at"] = iso(at)
    return Outcome(body, "\n".join(filter(None, (sentence, remedy))), REFUSED)


def outcome_of_error(error: BadInput | StoreError) -> Outcome:
    """Return the outcome of bad input or of trouble with the store."""
    group = "store" if isinstance(error, StoreError) else "error"
    sentence, remedy = said(group, error.code, error.facts)
    body = {"ok": False, "error": {"code": error.code, "message": sentence, "hint": remedy}}
    exit_code = NO_STORE if isinstance(error, StoreError) else BAD
    return Outcome(body, "\n".join(filter(None, (sentence, remedy))), exit_code)
