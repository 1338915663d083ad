"""Names that lost letters on their way: "?ukasz" on a list is the Łukasz whom the day knows.

A spreadsheet that saves a list in an old code page writes "?" for each letter that it lacks.
Read as it stands such a list would spoil a good name, or add the guest a second time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from seminar_tui.rules.listmatch import Listed, mail_of, place_of
from seminar_tui.rules.records import Registration

MARKS = "?\ufffd"
_SURE = 2
"""Letters that must be left for each that was lost, before a name is taken for another."""


def with_known_names(
    people: Sequence[Registration], day: Sequence[Listed]
) -> Sequence[Registration]:
    """Return people with the names the day knows them by, where only lost letters differ.

    Only one person from the same place may fit, and no other e-mail: else the name stays.
    """
    lost = [index for index, one in enumerate(people) if _has_lost(one.name)]
    if not lost:
        return people
    known: dict[object, list[Registration]] = defaultdict(list)
    for listed in day:
        known[place_of(listed.now)].append(listed.now)
    mended = list(people)
    for index in lost:
        one = people[index]
        names = {other.name for other in known[place_of(one)] if _is_same(one, other)}
        if len(names) == 1:
            mended[index] = replace(one, name=names.pop())
    return mended


def _has_lost(name: str) -> bool:
    lost = sum(name.count(mark) for mark in MARKS)
    return bool(lost) and sum(letter.isalpha() for letter in name) >= _SURE * lost


def _is_same(one: Registration, other: Registration) -> bool:
    mails = {mail_of(one), mail_of(other)} - {None, ""}
    if len(mails) > 1 or len(one.name) != len(other.name):
        return False
    pattern = "".join(r"\w" if letter in MARKS else re.escape(letter) for letter in one.name)
    return re.fullmatch(pattern, other.name, re.IGNORECASE) is not None
