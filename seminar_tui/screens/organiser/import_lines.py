"""A list on its way in, line by line: what is asked, its columns, the difference, the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from db.reference import municipalities
from db.vocabulary import Severity
from seminar_tui.i18n import t, tn
from seminar_tui.import_words import Column, column_parts, columns_of, field_word, told_parts
from seminar_tui.rules.names import danish_key
from seminar_tui.screens.organiser.pick import Choice
from seminar_tui.sentences import said
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.importing import Told
    from seminar_tui.files.headings import Columns
    from seminar_tui.files.lists import ListRead
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.records import ListKind

SHOWN = 200
"""Lines of one sort shown; a list with more is mended at its source."""
WISHES = 5
BAR = 30
"""Letters of the bar that says how far it is."""
UNREAD = "-"
WRITE = "write"
"""The answer that is written freely."""

NO_MUNICIPALITY = "organisation"
"""The answer that a value is no municipality."""

_TWO_OF_A_NAME = ("same", "two")
_HOME = ("municipality",)
"""The answers are the municipalities."""
_ONE_OF_THEM = ("one_of_them",)
"""The answers are those that the list itself names."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "two_people_in_one_cell": ("split", "one", "skip", WRITE),
    "same_name_same_municipality_other_email": _TWO_OF_A_NAME,
    "code_on_another_person": _TWO_OF_A_NAME,
    "placeholder_not_a_person": ("skip", WRITE),
    "not_a_person": ("skip", WRITE),
    "status_unknown": ("registered", "cancelled"),
    "stand_taken_over": ("same_stand", "skip"),
    "municipality_unknown": _HOME,
    "municipality_conflict": _ONE_OF_THEM,
}
"""The answers to each kind of question, as `rules.answers` reads them; others are free."""

_SEVERITY = {Severity.ERROR: "$error", Severity.ASK: "$warning"}
_MARKS = {Severity.ERROR: "! ", Severity.ASK: "? "}
_STEPS = {
    "gone": "$error",
    "moved": "$warning",
    "changed": "$accent",
    "new": "$success",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be seen of a list: its words, and what Enter on it is about.

    `value` must be answered, if any, by one of the `answers`, else freely, as the `choices`
    suggest; `column` may be read as another field. A `title` heads the lines below it.
    """

    shown: Content
    severity: Severity = Severity.NOTE
    value: str = ""
    choices: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    column: Column | None = None
    title: bool = False


def arranged(read: ListRead, found: Sequence[Line], difference: Sequence[Line]) -> tuple[Line, ...]:
    """Return all of a list: what must be answered first, its columns, what changes, the notes."""
    asks = [one for one in found if one.severity is not Severity.NOTE]
    notes = [one for one in found if one.severity is Severity.NOTE]
    columns = [_column(one) for one in columns_of(read)]
    return (
        *asks,
        *_under("organiser.import.columns", columns),
        *_under("import.difference", difference),
        *_under("organiser.import.notes", notes),
    )


def difference_lines(difference: Sequence[Told]) -> list[Line]:
    """Return line by line what importing a list would change."""
    return [_told(one) for one in difference[:SHOWN]] + _more(len(difference) - SHOWN)


def finding_lines(findings: Sequence[Finding]) -> list[Line]:
    """Return findings as they are shown: of each severity as many as fit, and how many more."""
    by_severity: dict[Severity, list[Finding]] = {one.severity: [] for one in findings}
    for one in findings:
        by_severity[one.severity].append(one)
    lines: list[Line] = []
    for severity, some in by_severity.items():
        lines += [_finding_line(one) for one in some[:SHOWN]]
        lines += _more(len(some) - SHOWN, severity)
    return lines


def _more(count: int, severity: Severity = Severity.NOTE) -> list[Line]:
    """Return the line that says how many more there are than are listed; none where none is."""
    if count <= 0:
        return []
    words = tn(f"import.more.{severity.value}", count)
    sign = _MARKS.get(severity, "")
    return [Line(Content.styled(sign + words, _SEVERITY.get(severity, "$secondary")), severity)]


def _finding_line(finding: Finding) -> Line:
    """Return a finding about a list's rows as it is shown, with what may be answered."""
    facts = {
        "value": finding.value,
        "column": finding.column,
        "rows": ", ".join(map(str, finding.related)),
        "choices": ", ".join(finding.choices),
    }
    sentence, _remedy = said("finding", finding.code.value, facts)
    row = t("import.row", row=finding.row) if finding.row else t("import.file")
    line = line_of(row, sentence, finding.severity, finding.value, finding.choices)
    return replace(line, answers=ANSWERS.get(finding.code.value, ()))


def answer_choices(line: Line, kind: str) -> list[Choice]:
    """Return the answers to choose from, in words; the people whom the list names beside them.

    `kind` is what the list is of: what has a stand is a municipality.
    """
    if line.answers == _ONE_OF_THEM:
        return [Choice(name, name) for name in line.choices]
    if line.answers == _HOME:
        return _homes(line.choices, others=kind != "stands")
    people = ", ".join(line.choices)
    return [
        Choice(answer, t(f"organiser.import.answer.{answer}"), people if answer == "split" else "")
        for answer in line.answers
    ]


def _homes(likely: Sequence[str], *, others: bool) -> list[Choice]:
    """Return the municipalities to choose from, the likely ones first.

    Where none is likely, the first line answers nothing: Enter never takes what nobody chose.
    """
    first = [Choice(name, name, t("organiser.import.answer.likely")) for name in likely]
    if not first:
        first = [Choice("", t("organiser.import.answer.leave"))]
    if others:
        none = t("organiser.import.answer.none"), t("organiser.import.answer.organisation")
        first.append(Choice(NO_MUNICIPALITY, *none))
    names = {one.name for one in municipalities().values()} - set(likely)
    return first + [Choice(name, name) for name in sorted(names, key=danish_key)]


def line_of(
    where: str, sentence: str, severity: Severity, value: str = "", choices: Sequence[str] = ()
) -> Line:
    """Return a sentence about something found as it is shown, after its sign and where it is.

    The key that answers stands before them: at a line's end it would be parted from its word.
    """
    style = _SEVERITY.get(severity, "$secondary")
    asks = severity is Severity.ASK and value
    offer = f"⏎ {t('organiser.import.tell')}  " if asks else ""
    shown = Content.assemble(
        (_MARKS.get(severity, "· "), f"bold {style}"),
        (offer, "$accent"),
        (where + ": ", "$secondary"),
        clean(sentence),
    )
    return Line(shown, severity, value, tuple(choices))


def _under(key: str, below: Sequence[Line]) -> Sequence[Line]:
    if not below:
        return ()
    return (Line(Content.assemble("\n", (t(key), "bold $accent")), title=True), *below)


def _column(column: Column) -> Line:
    heading, field, cells = column_parts(column)
    read = bool(column.field)
    shown = Content.assemble(
        (heading, "bold" if read else "$secondary"),
        ("  " + field, "$accent" if read else "$secondary"),
        ("  " + cells, "$secondary"),
    )
    return Line(shown, column=column)


def _told(one: Told) -> Line:
    """Return who it is about, and below that each value as it was and as it becomes."""
    step, who, home, values = told_parts(one)
    return Line(
        Content.assemble(
            (step, f"bold {_STEPS[one.step.value]}"),
            ("  " + who, ""),
            (f"  {home}" if home else "", "$secondary"),
            *((f"\n      {value}", "$accent") for value in values),
        )
    )


def field_choices(kind: ListKind, columns: Columns | None) -> list[Choice]:
    """Return what a column can be read as, with the heading that is read so now."""
    from seminar_tui.files.headings import fields_of

    names: Sequence[str] = [*fields_of(kind, WISHES), ""]
    now = {name: columns.headings[at] for name, at in columns.fields.items()} if columns else {}
    return [Choice(name or UNREAD, field_word(name), now.get(name, "")) for name in names]


def progress(doing: str, share: float) -> Content:
    """Return how far it is, as a bar: what is being done, and the share of it (0 to 1)."""
    full = round(share * BAR)
    return Content.assemble(
        t(f"organiser.import.{doing}"),
        ("  " + "█" * full, "$accent"),
        ("░" * (BAR - full), "$secondary"),
        f"  {share:.0%}".replace("%", " %"),
    )
