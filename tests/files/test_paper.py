from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest
import zxingcpp
from PIL import Image

from db.rows import Seat
from db.vocabulary import StandStatus
from seminar_tui import i18n
from seminar_tui.files.paper.badges import badges
from seminar_tui.files.paper.commands import command_sheet
from seminar_tui.files.paper.labels import STOCKS, stock_named
from seminar_tui.files.paper.links import link_sheets
from seminar_tui.files.paper.look import load_look
from seminar_tui.files.paper.people import sign_in_lists, slips, tents
from seminar_tui.files.paper.press import Document, Press
from seminar_tui.files.paper.report import report
from seminar_tui.files.paper.stands import letters, posters, programme, signs
from seminar_tui.files.paper.web import report_page
from seminar_tui.rules.fixed_codes import SheetCommand, command_code, stand_code
from seminar_tui.rules.refusal import BadInput
from tests.files.paper_day import HOSTILE, NOW, guests, head, outcome, stands

PRESS = Press(head(), NOW)


def pages_of(content: bytes) -> list[str]:
    """What a text search of the PDF finds on each page, white space as single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def text_of(content: bytes) -> str:
    """Everything a text search of the PDF finds."""
    return " ".join(pages_of(content))


def codes_in(pictures: list[bytes]) -> list[str]:
    return [
        found.text
        for picture in pictures
        for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    ]


def every_document(day=None) -> dict[str, Document]:
    day = day or head()
    people, floor = guests(), stands()
    return {
        "badges": badges(day, people),
        "programme": programme(day, floor),
        "signs": signs(day, floor),
        "posters": posters(day, floor),
        "letters": letters(day, floor, people),
        "lists": sign_in_lists(day, people, floor),
        "slips": slips(day, people),
        "tents": tents(day, people),
        "commands": command_sheet(day),
        "links": link_sheets(day, [("Stand 1", "https://192.0.2.10:8420/open/" + "k" * 32)]),
        "report": report(day, outcome()),
    }


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_every_badge_is_read_back_at_150_dpi(stock):
    people = guests(23)
    pictures = PRESS.pictures(badges(head(), people, stock), 150)
    assert sorted(codes_in(pictures)) == sorted(guest.code for guest in people)
    assert len(pictures) == -(-23 // stock.a_sheet)


def test_signs_and_the_command_sheet_are_read_back():
    assert codes_in(PRESS.pictures(signs(head(), stands(3)))) == [stand_code(n) for n in (1, 2, 3)]
    found = codes_in(PRESS.pictures(command_sheet(head())))
    assert sorted(found) == sorted(command_code(command) for command in SheetCommand)


def test_the_links_to_screens_are_read_back_a_page_each():
    links = [(f"Stand {n}", f"https://seminar.local:8420/open/{n}" + "k" * 31) for n in (1, 2)]
    pictures = PRESS.pictures(link_sheets(head(), links))
    assert [codes_in([picture]) for picture in pictures] == [[url] for _, url in links]


def test_a_text_search_finds_every_name_whatever_its_letters():
    people = guests(8)
    for document in (
        badges(head(), people),
        sign_in_lists(head(), people),
        slips(head(), people),
        tents(head(), people),
    ):
        found = text_of(PRESS.pdf(document).content).replace("- ", "-")
        for guest in people:
            assert guest.name in found, (document.template, guest.name)


@pytest.mark.parametrize("make", [programme, signs])
def test_a_text_search_finds_every_theme_and_question(make):
    found = text_of(PRESS.pdf(make(head(), stands())).content)
    for stand in stands():
        assert stand.theme in found
        assert stand.question in found
    if make is programme:
        assert found.count("Involvering af forældre") == len(stands())
        assert found.count("Små skridt") == len(stands())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", every_document())
def test_each_document_meets_pdf_ua_and_says_what_it_is(name, language):
    i18n.use_language(language)
    document = every_document()[name]
    paper = PRESS.pdf(document)
    reader = pypdf.PdfReader(io.BytesIO(paper.content))
    assert len(reader.pages) == paper.pages
    assert b"pdfuaid:part" in paper.content
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "Midtvejsseminar" in reader.metadata.title
    found = text_of(paper.content)
    # A word of the catalogue that is missing shows as its key.
    assert not re.search(r"\bpaper\.\w|\{[a-z_]+\}", found)
    last = {
        "da": f"Side {paper.pages} af {paper.pages}",
        "en": f"Page {paper.pages} of {paper.pages}",
    }
    assert last[language] in found
    versions = "Version 2, plan 3" if document.of_plan else "Version 2"
    for part in ("SAG-2018-04711", "2588134", f"{versions} ·"):
        assert found.count(part) == paper.pages
    assert {"da": "13. november 2018 kl. 14.00", "en": "13 November 2018 14:00"}[language] in found


def test_the_same_data_gives_the_same_bytes():
    assert PRESS.pdf(programme(head(), stands())) == PRESS.pdf(programme(head(), stands()))


def test_hostile_text_is_set_as_it_stands_and_obeyed_by_nobody():
    people = [
        replace(guest, name=HOSTILE, title=HOSTILE, municipality=HOSTILE) for guest in guests(3)
    ]
    floor = [
        replace(stand, theme=HOSTILE, question=HOSTILE, place=HOSTILE, municipality=HOSTILE)
        for stand in stands(2)
    ]
    day = head(title=HOSTILE, place=HOSTILE, contact=HOSTILE, case_id=HOSTILE)
    press = Press(day, NOW)
    for document in (
        badges(day, people),
        sign_in_lists(day, people, floor),
        slips(day, people),
        tents(day, people),
        programme(day, floor),
        signs(day, floor),
        posters(day, floor),
        letters(day, floor, people),
        report(day, outcome()),
    ):
        found = text_of(press.pdf(document).content)
        assert "#panic" in found, document.template
        assert "\x1b" not in found
        assert "owned" not in found
        assert "\u202e" not in found


def test_a_letter_no_font_has_costs_that_letter_and_not_the_printing():
    people = [replace(guests(1)[0], name="Unicorn 🦄 \U000e0fff 𓀀")]
    paper = PRESS.pdf(badges(head(), people))
    assert paper.pages == 1
    assert "Unicorn" in text_of(paper.content)


def test_a_badge_shows_the_guests_own_plan_and_the_mark_of_a_politician():
    people = [guest for guest in guests(8) if guest.presents]
    found = text_of(PRESS.pdf(badges(head(), people[:1])).content)
    assert re.search(r"Runde 1\s*Stand 12\s*Aarhus · lokale B", found)
    assert re.search(r"Runde 2\s*Stand 31\s*holder selv oplæg", found)
    assert "POLITIKER" not in found
    politician = next(guest for guest in guests(8) if guest.role == "politician")
    found = text_of(PRESS.pdf(badges(head(), [politician])).content)
    assert "POLITIKER" in found
    assert "vælg selv en stand" in found


def test_where_a_line_is_too_short_the_place_stands_whole():
    seat = Seat(1, 12, "Ringkøbing-Skjern", "foyeren på første sal, bord 31")
    people = [replace(guests(1)[0], seats=(seat,))]
    found = text_of(PRESS.pdf(badges(head(), people)).content)
    assert "Stand 12" in found
    assert "foyeren på første sal, bord 31" in found


@pytest.mark.parametrize("name", ["single", "L7169", "L4785"])
def test_whatever_the_stock_every_sheet_says_what_it_is(name):
    stock = STOCKS[name]
    people = guests(stock.a_sheet + 1)
    for number, page in enumerate(pages_of(PRESS.pdf(badges(head(), people, stock)).content), 1):
        for part in ("SAG-2018-04711", "2588134", "Version 2, plan 3", f"Side {number} af 2"):
            assert part in page


def test_before_there_is_a_plan_badges_do_not_speak_of_one():
    people = [replace(guest, seats=(), presents=None, presents_round=None) for guest in guests(3)]
    document = badges(head(), people)
    assert "Runde" not in text_of(PRESS.pdf(document).content)
    assert len(codes_in(PRESS.pictures(document))) == 3


def test_used_labels_are_skipped_and_no_guests_give_one_empty_sheet():
    stock = stock_named("l4785")
    assert len(PRESS.pictures(badges(head(), guests(3), stock, skip=8), 40)) == 2
    assert PRESS.pdf(badges(head(), [])).pages == 1
    with pytest.raises(BadInput, match="no_such_stock"):
        stock_named("A99")


def test_badges_of_days_with_many_rounds_still_fit():
    for rounds in (1, 4, 8, 12):
        day = head(rounds)
        assert len(codes_in(Press(day, NOW).pictures(badges(day, guests(10))))) == 10


def test_the_programme_says_who_has_not_sent_theirs_and_what_is_cancelled():
    floor = stands(4)
    floor[0] = replace(floor[0], theme="")
    floor[1] = replace(floor[1], status=StandStatus.CANCELLED, question="")
    floor[3] = replace(floor[3], round=None)
    found = text_of(PRESS.pdf(programme(head(), floor)).content)
    assert "Mangler overskrift eller spørgsmål: Aarhus." in found
    assert "Overskriften er ikke modtaget endnu." in found
    assert "Aflyst" in found
    assert "Endnu uden runde" in found
    assert found.index("Runde 1 kl. 10.00–10.25") < found.index("Runde 2 kl. 10.35–11.00")


def test_the_lists_count_what_the_open_stands_need_set_up():
    floor = [replace(one, equipment="2 plakattavler, 1 bord") for one in stands(3)]
    floor[2] = replace(floor[2], status=StandStatus.CANCELLED)
    found = text_of(PRESS.pdf(sign_in_lists(head(), guests(), floor)).content)
    assert "· 4 plakattavler · 2 borde" in found
    nothing = sign_in_lists(head(), guests(), [replace(floor[0], equipment="")])
    assert "plakattavler" not in str(nothing.body)


def test_a_letter_lists_what_is_missing_and_whom_to_ask():
    floor = [replace(stands(1)[0], theme="", presenters=())]
    found = text_of(PRESS.pdf(letters(head(), floor, guests())).content)
    assert "en overskrift med standens tema" in found
    assert "navnene på dem, der bemander standen" in found
    assert "et spørgsmål, som I gerne vil drøfte" not in found
    assert "PowerPoint" in found
    assert "Hav en stol klar til den, der ikke kan stå." in found
    assert "hso@example.dk" in found


def test_lists_go_by_municipality_as_danes_sort():
    found = text_of(PRESS.pdf(sign_in_lists(head(), guests(6))).content)
    places = [found.index(town) for town in ("Vejle", "Ærø", "Aarhus")]
    assert places == sorted(places)


def test_posters_name_no_guest():
    found = text_of(PRESS.pdf(posters(head(), stands())).content)
    assert "Łukasz" not in found
    assert "Tidlig indsats" in found


def test_posters_of_a_full_house_keep_to_their_page():
    floor = [replace(stands(1)[0], id=n, number=n, round=1 + n % 2) for n in range(1, 99)]
    assert PRESS.pdf(posters(head(), floor)).pages == 4
    assert PRESS.pdf(posters(head(), floor, "a4")).pages == 4


def test_the_report_tells_numbers_beside_every_bar():
    found = text_of(PRESS.pdf(report(head(), outcome())).content)
    assert "14 af 16 med ønsker fik mindst ét af dem opfyldt (88 %)" in found
    assert re.search(r"Ærø 12 10 83 %", found)
    assert "+03:00" in found
    assert "Hvem betaler efter 2019, spørger Ærø?" in found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_web_report_needs_nothing_from_outside_and_obeys_nobody(language):
    i18n.use_language(language)
    day = head(title='<script>alert(1)</script>"')
    page = report_page(Press(day, NOW), day, outcome()).decode()
    assert f'lang="{language}"' in page
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import| src=| href=", page)
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "paper." not in page
    assert not re.search(r"\{[a-z_]+\}", page)


def test_the_web_report_draws_its_plots_in_the_page_itself():
    page = report_page(PRESS, head(), outcome()).decode()
    # The fullest stand had eleven guests; the target is ten.
    assert '<rect class=bar x="0.00" y="0" width="100.00" height="10"/>' in page
    assert '<line class=mark x1="90.91" x2="90.91" y1="0" y2="10"/>' in page
    # A round of 25 minutes; the stand began a minute late and ended three minutes late.
    assert '<rect class=planned x="0.00" y="0" width="89.29" height="10"/>' in page
    assert '<rect class=bar x="3.57" y="2.5" width="96.43" height="5"/>' in page
    assert "<b>+03:00</b>" in page


def test_an_own_folder_restyles_and_its_errors_name_file_and_line(tmp_path):
    (tmp_path / "look.toml").write_text('accent = "#aa0000"\nlogo = "logo.svg"\n')
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    look = load_look(tmp_path)
    assert look.accent == "#aa0000"
    own = Press(head(), NOW, look)
    assert (
        own.pdf(programme(head(), stands())).content
        != PRESS.pdf(programme(head(), stands())).content
    )
    (tmp_path / "programme.typ").write_text('#import "house.typ": *\n#show: house\n#nothing-here\n')
    with pytest.raises(BadInput) as caught:
        own.pdf(programme(head(), stands()))
    assert caught.value.code == "template_error"
    assert caught.value.facts["file"] == str(tmp_path / "programme.typ")
    assert caught.value.facts["line"] == "3"


@pytest.mark.parametrize(
    "wrong", ['accent = "red"', "accent = 3", 'nonsense = "x"', "logo = 'none.svg'", "= ="]
)
def test_a_wrong_look_is_told_by_file(tmp_path, wrong):
    (tmp_path / "look.toml").write_text(wrong)
    with pytest.raises(BadInput) as caught:
        load_look(tmp_path)
    assert caught.value.code == "look_invalid"
    assert caught.value.facts["path"] == str(tmp_path / "look.toml")
    with pytest.raises(BadInput, match="look_no_folder"):
        load_look(tmp_path / "nowhere")
