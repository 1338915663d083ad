"""What the door answers to a code: one pure decision over what the store knows of it.

The order of the checks says which of several reasons is named: first whether the code
means one guest of this day at all, then whether it still counts, then whether the
guest may come in, then whether they are in already, then whether the door still has
something to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.rows import PersonRow, Seat
from db.vocabulary import CheckInResult, PersonStatus
from seminar_tui.rules.quota import SeatDecision

AGAIN_MS = 3000
"""The same code at the same desk within this time is the same scan, not a second guest."""

ADMITTED = frozenset({CheckInResult.IN, CheckInResult.AGAIN, CheckInResult.ALREADY})
"""Results that are no refusals."""

FORCEABLE = frozenset(
    {
        CheckInResult.REVOKED,
        CheckInResult.CANCELLED,
        CheckInResult.BLOCKED,
        CheckInResult.INCOMPLETE,
    }
)
"""Refusals an override gets past. The others name nobody of this day who could be let in."""

OVERRIDABLE = FORCEABLE | {CheckInResult.NO_SEAT}
"""Refusals that a desk may get past with a reason; a seat rule is asked after the others."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the door asks everybody. No `choices`: any text answers it."""

    id: int
    text: str
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of one guest a code may mean.

    `since` is when they last came in, at `desk`; None where they are not inside.
    `open_questions` are those the guest has not answered.
    """

    person: PersonRow
    day_id: int
    revoked: bool = False
    since: int | None = None
    desk: str = ""
    attention_open: bool = False
    open_questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Forced:
    """Whether an override was asked for, and whether it was needed."""

    asked: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The result, whom it is about, and what the override did."""

    result: CheckInResult
    known: Known | None = None
    forced: Forced = Forced()


@dataclass(frozen=True, slots=True)
class Seating:
    """What the seat rules of a meeting said of a guest, and whose seat they could take.

    `instead_of` are people named by the same municipality who have not come.
    """

    decision: SeatDecision
    instead_of: tuple[PersonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInAnswer:
    """The door's answer to one code, as shown and as written out.

    `since` and `desk` say when and where the guest came in, for `in`, `again` and
    `already`. `placements` are where the guest is told to go; `presents` the stand they
    staff themselves. `questions` are open ones: with `incomplete` they must be answered,
    with `in` they may be. `action_id` is the stored row; None where none was added.
    """

    result: CheckInResult
    participant: PersonRow | None = None
    placements: tuple[Seat, ...] = ()
    presents: Seat | None = None
    since: int | None = None
    desk: str = ""
    forced: Forced = Forced()
    questions: tuple[Question, ...] = ()
    attention_open: bool = False
    action_id: int | None = None
    seating: Seating | None = None
    """On a meeting of a series, where its seat rules had something to say."""
    people: tuple[CheckInAnswer, ...] = field(default=())
    """With a whole delegation: the answers of all who were let in or held back with it."""

    @property
    def ok(self) -> bool:
        """Whether this is no refusal."""
        return self.result in ADMITTED

    @property
    def count(self) -> int:
        """How many of the delegation came in by this."""
        return sum(one.result is CheckInResult.IN for one in self.people)


def decide(
    found: Sequence[Known],
    *,
    damaged: bool,
    day_id: int,
    desk: str,
    now_ms: int,
    force: bool = False,
) -> Decision:
    """Return the door's decision about a code that means these guests.

    `damaged`: it looks like one of our codes, but its check character is wrong.
    """
    here = [known for known in found if known.day_id == day_id]
    asked = Forced(asked=force)
    if not found:
        return Decision(CheckInResult.DAMAGED if damaged else CheckInResult.UNKNOWN, None, asked)
    if len(here) > 1:
        return Decision(CheckInResult.AMBIGUOUS, None, asked)
    if not here:
        return Decision(CheckInResult.WRONG_DAY, found[0], asked)
    known = here[0]
    refusal = _refusal(known)
    if refusal in (CheckInResult.IN, CheckInResult.INCOMPLETE) and known.since is not None:
        same = known.desk == desk and 0 <= now_ms - known.since <= AGAIN_MS
        return Decision(CheckInResult.AGAIN if same else CheckInResult.ALREADY, known, asked)
    if force and refusal in FORCEABLE:
        if known.since is not None:
            return Decision(CheckInResult.ALREADY, known, asked)
        return Decision(CheckInResult.IN, known, Forced(asked=True, needed=True))
    return Decision(refusal, known, asked)


def _refusal(known: Known) -> CheckInResult:
    """Return what stands in the guest's way, or IN."""
    if known.revoked:
        return CheckInResult.REVOKED
    match known.person.status:
        case PersonStatus.CANCELLED:
            return CheckInResult.CANCELLED
        case PersonStatus.BLOCKED:
            return CheckInResult.BLOCKED
        case PersonStatus.REGISTERED:
            missing = any(question.required for question in known.open_questions)
            return CheckInResult.INCOMPLETE if missing else CheckInResult.IN


def colleagues(of: PersonRow, people: Sequence[PersonRow]) -> tuple[PersonRow, ...]:
    """Return who is still expected from the same municipality, or else the same organisation."""
    return tuple(
        one
        for one in people
        if one.id != of.id
        and same_house(one, of)
        and one.status is PersonStatus.REGISTERED
        and not one.gone
        and one.arrived_at is None
    )


def same_house(one: PersonRow, other: PersonRow) -> bool:
    """Tell whether two come from the same municipality, or else the same organisation."""
    if one.municipality or other.municipality:
        return one.municipality == other.municipality
    return bool(one.organisation) and one.organisation.casefold() == other.organisation.casefold()
