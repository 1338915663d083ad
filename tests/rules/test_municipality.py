"""A municipality is known by every spelling people use, and never guessed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.reference import aliases, municipalities
from seminar_tui.rules.municipality import Kind, answered, folded, likely, resolve

DRESSED = (
    str,
    str.upper,
    str.lower,
    lambda text: f"  {text}\u00a0 ",
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text + ", PPR",
    lambda text: text + " - Børn og Unge",
)


@pytest.mark.parametrize("dress", DRESSED)
def test_every_spelling_of_all_98_is_known(dress) -> None:
    assert len(municipalities()) == 98
    for alias, code in aliases():
        assert resolve(dress(alias)).code == code, alias


@pytest.mark.parametrize("form", [str, lambda code: str(int(code)), lambda code: f"{int(code)}.0"])
def test_every_number_is_known(form) -> None:
    for code in municipalities():
        assert resolve(form(code)).code == code


@pytest.mark.parametrize(
    "text",
    "Lyngby;Ringkøbing;Vejlen;Hadsten;Sønderbrog;Sønderjylland;Skanderup Kommune;Ringe Kommune"
    ";Skagen;Lolland-Falster;Grenå;Aarhuus;Aarhus Komune;PPR;Børn og Unge;Kommune;999;Vejle/Vejen"
    ";Vejle og Vejen;Regionskommune;Region Kommune".split(";"),
)
def test_what_is_not_certain_is_unknown(text: str) -> None:
    assert resolve(text).kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    "KL;Region Midtjylland;Børne- og Undervisningsministeriet;Socialstyrelsen;Komponent"
    ";Konsulenthuset Blå Bænk;Firma ApS;Firma A/S;Aarhus Universitet;Skolelederforeningen"
    ";Center for Læring;Vejle Friskole".split(";"),
)
def test_an_organisation_is_told_by_its_word(text: str) -> None:
    found = resolve(text)
    assert (found.kind, found.organisation, found.code) == (Kind.ORGANISATION, text, None)


def test_christiansoe_is_no_municipality() -> None:
    for text in ("0411", "Christiansø", "Ertholmene"):
        assert resolve(text).kind is Kind.ORGANISATION


@given(st.sampled_from(sorted(municipalities())), st.integers(0, 40), st.sampled_from("aekrnst"))
def test_a_misspelling_is_never_another_municipality(code: str, at: int, letter: str) -> None:
    name = municipalities()[code].name
    wrong = name[: at % len(name)] + letter + name[at % len(name) :]
    found = resolve(wrong)
    known = {folded(alias): found_code for alias, found_code in aliases()}
    assert found.kind in (Kind.UNKNOWN, Kind.ORGANISATION) or found.code == known[folded(wrong)]


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    found = resolve(text)
    assert (found.code is not None) == (found.kind is Kind.MUNICIPALITY)
    assert len(likely(text)) <= 3


def test_an_answer_never_overrules_a_known_name() -> None:
    answers = {folded("Vejle"): "0787", folded("Lyngby"): "0173", folded("Hadsten"): "other"}
    assert resolve("Vejle Kommune", answers).code == "0630"
    assert resolve("Lyngby", answers).code == "0173"
    assert resolve("LYNGBY kommune, PPR", answers).code == "0173"
    assert resolve("Hadsten", answers).organisation == "Hadsten"


def test_answers_are_municipalities_or_none() -> None:
    assert answered("Lyngby-Taarbæk") == "0173"
    assert answered("ingen") == answered("KL") == "other"
    assert answered("hvad nu") is None
