"""Badges: the first name large, whom the guest is from, the own plan, and the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.paper import DayHead, Guest
from db.vocabulary import Role
from seminar_tui.files import qr
from seminar_tui.files.paper.fit import POINT_MM, REGULAR, fitted, lines_of, shortened, width_em
from seminar_tui.files.paper.labels import STOCKS, Stock
from seminar_tui.files.paper.press import Document, filed
from seminar_tui.i18n import t
from seminar_tui.rules.boxes import boxes, initial

_MARKED = {Role.POLITICIAN: True, Role.ORGANISER: False}
"""Roles with a strip down the badge's side, and whether it is filled."""

_A_PART = 800
"""Badges that are set at once: more of them take more memory, fewer more fonts in the file."""

_STRIP = 6.5
_QR = 25.0
_TOP_MM = 6.2
_FOOT_MM = 3.8
"""On a badge of 90 x 54 mm: the strip's and the code's width, the first and last baseline."""


def badges(
    head: DayHead,
    guests: Sequence[Guest],
    stock: Stock = STOCKS["90x54"],
    *,
    box_count: int = 4,
    skip: int = 0,
    everybody: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
) -> Document:
    """Return the badges of guests in the order given, filling sheets row by row.

    `skip` leaves that many labels of the first sheet free: it has been used already.
    `everybody` are the names the boxes are cut for, where not all of them are printed;
    `labels` are boxes that were cut before, by initial.
    """
    if labels is None:
        labels = boxes(everybody or [guest.name for guest in guests], box_count)
    planned = any(guest.seats or guest.presents_round for guest in guests)
    places: list[dict[str, object] | None] = [None] * (skip % stock.a_sheet)
    places += [
        _badge(head, guest, stock, labels.get(initial(guest.name), ""), planned) for guest in guests
    ]
    sheets = [places[at : at + stock.a_sheet] for at in range(0, len(places), stock.a_sheet)]
    title = t("paper.badges.title", day=head.title)
    common = {
        "stock": stock.as_data(),
        "foot": " · ".join(filter(None, (head.title, filed(head)))),
        "pages": max(1, len(sheets)),
    }
    a_part = max(1, _A_PART // stock.a_sheet)
    bodies = [
        {**common, "before": at, "sheets": sheets[at : at + a_part]}
        for at in range(0, len(sheets), a_part)
    ]
    first = bodies[0] if bodies else {**common, "before": 0, "sheets": [[]]}
    return Document("badges.typ", title, first, tuple(bodies[1:]), of_plan=True)


def _badge(head: DayHead, guest: Guest, stock: Stock, box: str, planned: bool) -> dict[str, object]:
    unit = min(stock.width / 90, stock.height / 54)
    marked = guest.role in _MARKED
    room = stock.width - (8 + (_STRIP if marked else 0)) * unit
    beside_code = room - (_QR - 2) * unit if guest.code else room
    parts = plan_parts(head, guest) if planned else []
    lines = _lines(guest, room, beside_code, unit, 2 if len(parts) < 4 else 1)
    reached = _TOP_MM + sum(drop for drop, *_ in lines) / unit
    return {
        "lines": lines,
        "mark": {"text": t(f"paper.role.{guest.role}").upper(), "filled": _MARKED[guest.role]}
        if marked
        else None,
        "box": t("paper.badges.box", box=box) if box else "",
        "plan": _plan_lines(parts, stock, beside_code, reached),
        "code": guest.code,
        # Without a plan the code is a line of its own at the badge's foot.
        "code_drop": 0 if parts else stock.height - (_FOOT_MM + reached) * unit,
        "svg": qr.svg(guest.code) if guest.code else "",
        "alt": t("paper.qr_alt", code=guest.code),
    }


def _lines(
    guest: Guest, room: float, beside_code: float, unit: float, title_lines: int
) -> list[tuple[float, float, str, str]]:
    """Return (drop from the line above in mm, size in points, face, text) of who the guest is.

    A line without text is left out, and the next one drops further: all stand where they do.
    """
    first, last = first_and_last(guest.name)
    first = shortened(first, room, 11 * unit)
    last = shortened(last, room / REGULAR, 9 * unit)
    origin = shortened(guest.comes_from, beside_code, 6 * unit)
    title = lines_of(guest.title, beside_code / REGULAR, 8.6 * unit, title_lines)
    wanted = (
        (11.2, fitted(first, room, 30 * unit, 11 * unit), "bold", first),
        (6.2, fitted(last, room / REGULAR, 15 * unit, 9 * unit), "plain", last),
        (6.4, fitted(origin, beside_code, 10.6 * unit, 6 * unit), "bold", origin),
        *((3.6, 8.6 * unit, "title", line) for line in title),
    )
    lines = []
    owed = 0.0
    for drop, size, face, text in wanted:
        owed += drop
        if text:
            lines.append((owed * unit, size, face, text))
            owed = 0.0
    return lines


def _plan_lines(
    parts: list[dict[str, str]], stock: Stock, room: float, above: float
) -> list[tuple[float, float, str, str, str]]:
    """Return (drop from the line above in mm, size in points, round, stand, where) a round.

    The last line stands at the foot of the badge; many rounds stand closer.
    """
    if not parts:
        return []
    unit = min(stock.width / 90, stock.height / 54)
    foot = stock.height / unit - _FOOT_MM
    pitch = min(4.3, (foot - above) / (len(parts) + 0.4))
    wholes = [f"{part['round']}  {part['bold']}  {part['rest']}" for part in parts]
    size = min(fitted(whole, room, min(8.8, pitch * 2.05) * unit, 4.5 * unit) for whole in wholes)
    size = max(size, min(6.8, pitch * 2.05) * unit)
    lines = []
    for number, part in enumerate(parts):
        drop = pitch if number else foot - pitch * (len(parts) - 1) - above
        left = room - width_em(f"{part['round']}  {part['bold']}  ") * size * POINT_MM
        rest = part["rest"]
        if width_em(rest) * size * POINT_MM > left / REGULAR:
            # The stand's number and the place lead there; whose stand it is can be read there.
            rest = shortened(part["place"] or rest, left / REGULAR, size)
        lines.append((drop * unit, size, part["round"], part["bold"], rest))
    return lines


def first_and_last(name: str) -> tuple[str, str]:
    """Return a name as the word that is called out and the rest of it."""
    first, _, last = name.strip().partition(" ")
    return first, last.strip()


def plan_parts(head: DayHead, guest: Guest) -> list[dict[str, str]]:
    """Return a guest's own plan, one part a round: where to go, or that one presents oneself."""
    seats = {seat.round: seat for seat in guest.seats}
    parts = []
    for planned in head.rounds:
        seat = seats.get(planned.number)
        if guest.presents is not None and guest.presents_round == planned.number:
            bold = t("paper.stand", number=guest.presents)
            rest = t("paper.presents_self")
        elif seat is not None:
            bold = t("paper.stand", number=seat.stand)
            rest = " · ".join(filter(None, (seat.municipality, seat.place)))
        else:
            bold, rest = "", t("paper.free_choice")
        name = t("paper.round", round=planned.number)
        place = seat.place if seat is not None and bold else ""
        parts.append({"round": name, "bold": bold, "rest": rest, "place": place})
    return parts
