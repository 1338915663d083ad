"""A messy file made from a clean truth gives the truth or a question, never a wrong answer."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.reference import aliases, municipalities, municipality_name
from seminar_tui.files.headings import score_of
from seminar_tui.files.lists import list_from
from seminar_tui.files.tables import read_text
from seminar_tui.rules.answers import Answers
from seminar_tui.rules.listdiff import compare, unite
from seminar_tui.rules.listmatch import Listed
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Field, ListKind, Registration
from seminar_tui.rules.registration import Known, read_registrations

KIND = ListKind.PARTICIPANTS
FIRST = "Anne Bo Søren Åse Emil Freja Gitte Mette Niels Zoë Dorthe Kåre".split()
LAST = "Jensen Østergård Kjær Møller Bæk Al-Sayed Dahl Holm Ågård Nørby Winther".split()
TITLES = ("Lærer", "Chef for PPR", "Byrådsmedlem", "Udviklingskonsulent", "")
SPELLINGS: dict[str, list[str]] = {}
for spelling, known_code in aliases():
    SPELLINGS.setdefault(known_code, []).append(spelling)
STANDS = {1: "0630", 2: "0320", 3: "0259", 4: "0101", 5: "0851"}


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    code: str
    email: str
    title: str
    wishes: tuple[int, ...]


people = st.builds(
    Person,
    st.builds(lambda a, b: f"{a} {b}", st.sampled_from(FIRST), st.sampled_from(FIRST)),
    st.sampled_from(LAST),
    st.sampled_from(sorted(municipalities())),
    st.just(""),
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(sorted(STANDS)), max_size=2, unique=True).map(tuple),
)
truths = st.lists(
    people, min_size=1, max_size=8, unique_by=lambda p: (p.first, p.last, p.code)
).map(lambda found: [replace(p, email=f"p{n}@example.dk") for n, p in enumerate(found)])
NAMES = {"first": "Fornavn", "last": "Efternavn"}


def name_as(person: Person, style: int) -> str:
    whole = f"{person.first} {person.last}"
    return (whole, whole.upper(), f"{person.last}, {person.first}", f" {whole}\u00a0 ")[style]


def wish_as(number: int, style: int) -> str:
    home = municipality_name(STANDS[number])
    return (str(number), f"Stand {number}", home.upper(), f"{number} {home}", f"{home} Kommune")[
        style
    ]


@st.composite
def messy(draw: st.DrawFn, truth: list[Person]) -> bytes:
    """Write a truth down as people do."""
    two_columns = draw(st.booleans())
    header = ["Efternavn", "Fornavn"] if two_columns else ["Navn"]
    header += ["Titel", "Kommune", "E-mail", "Telefon", "Ønske 1", "Ønske 2"]
    width = len(header)
    rows: list[list[str]] = []
    for title_row in range(draw(st.integers(0, 2))):
        rows.append([f"Liste {title_row}", *[""] * (width - 1)])
    rows.append(header)
    for person in truth:
        if draw(st.integers(0, 9)) == 0:
            rows.append([""] * width)
        if draw(st.integers(0, 12)) == 0:
            rows.append(header)
        style = draw(st.integers(0, 3))
        name = [person.last, person.first] if two_columns else [name_as(person, style)]
        home = draw(st.sampled_from(SPELLINGS[person.code]))
        home += draw(st.sampled_from(["", " ", ", PPR"]))
        home = draw(st.sampled_from([home, home.upper(), home.lower(), str(int(person.code))]))
        wishes = [wish_as(n, draw(st.integers(0, 4))) for n in person.wishes]
        row = [*name, person.title, home, person.email, "11 22 33 44", *wishes]
        rows.append(row + [""] * (width - len(row)))
        if draw(st.integers(0, 9)) == 0:
            rows.append([*rows[-1]])
    if draw(st.booleans()):
        rows.append(["I alt", str(len(truth)), *[""] * (width - 2)])
    delimiter = draw(st.sampled_from([";", ",", "\t"]))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    prefix = f"sep={delimiter}\r\n" if draw(st.booleans()) and encoding != "utf-16" else ""
    return (prefix + buffer.getvalue()).encode(encoding)


def read(data: bytes) -> tuple[list[Registration], set[int], tuple[str, ...]]:
    """Return the people, the rows that ask, and the codes of what they ask."""
    listed = list_from(read_text(data, lambda rows: score_of(rows, KIND)), KIND)
    assert listed.raw is not None
    reading = read_registrations(listed.raw, Known(STANDS))
    united = unite(reading.registrations, Answers(), "Navn")
    asked = [one for one in (*reading.findings, *united.findings) if one.severity != "note"]
    return united.people, {one.row for one in asked}, tuple(one.code.value for one in asked)


def said(one: Registration) -> tuple[str, str | None, str | None, str, tuple[int, ...]]:
    return fold(one.name), one.municipality, one.email, one.title, one.wishes


def truth_of(person: Person) -> tuple[str, str | None, str | None, str, tuple[int, ...]]:
    wishes = tuple(n for n in person.wishes if STANDS[n] != person.code)
    return fold(f"{person.first} {person.last}"), person.code, person.email, person.title, wishes


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), truths)
def test_a_messy_list_gives_the_truth(data: st.DataObject, truth: list[Person]) -> None:
    found, _rows, asked = read(data.draw(messy(truth)))
    assert asked == ()
    assert sorted(map(said, found)) == sorted(map(truth_of, truth))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), truths, st.integers(1, 3))
def test_a_damaged_list_gives_the_truth_or_a_question(
    data: st.DataObject, truth: list[Person], slips: int
) -> None:
    """Misspell some cells: whoever comes in is right, and whoever is missing was asked about."""
    text = data.draw(messy(truth))
    encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"
    lines = text.decode(encoding, errors="replace").splitlines()
    for _ in range(slips):
        at = data.draw(st.integers(0, len(lines) - 1))
        for name in (one.name for one in municipalities().values()):
            lines[at] = lines[at].replace(name, name[:-1] + "qx")
    found, _rows, asked = read("\r\n".join(lines).encode(encoding, errors="replace"))
    right = {truth_of(person)[:3] for person in truth}
    codes = {person.email: person.code for person in truth}
    for one in found:
        assert one.municipality == codes[one.email or ""]
    assert len(found) == len(right) or asked


@settings(max_examples=60, deadline=None)
@given(st.data(), truths)
def test_a_list_compared_with_itself_changes_nothing(
    data: st.DataObject, truth: list[Person]
) -> None:
    """New ones are new, the same list in any order changes nothing, and nobody is doubled."""
    listed = [
        Registration((n,), f"{p.first} {p.last}", p.email, p.code, title=p.title, wishes=p.wishes)
        for n, p in enumerate(truth, start=1)
    ]
    first = compare(listed, (), Answers(), group="s")
    assert len(first.new) == len(listed)
    day = [Listed(n, f"P{n}", one, one, "s/1") for n, one in enumerate(listed)]
    mixed = data.draw(st.permutations(listed))
    same = compare(mixed, day, Answers(), group="s", column=Field.NAME)
    assert (same.new, same.changed, same.gone, same.findings) == ((), (), (), ())
    assert len(same.unchanged) == len(listed)
