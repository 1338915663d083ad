"""Esc and what comes right behind it, as a terminal sends them."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers import web_driver
from textual.events import Key
from textual.message import Message

from seminar_tui.escape import HandParser, with_hand_parser
from seminar_tui.web.driver import BrowserDriver

CODE = "P6HWMX6AQ6"


def keys(*pieces: str) -> list[str]:
    """Return the keys that pieces are read as, and what the wait for more lets go of."""
    parser = HandParser()
    found: list[Message] = [one for piece in pieces for one in parser.feed(piece)]
    if parser._timeout_time is not None:
        parser._timeout_time = 0.0
    found += parser.tick()
    return [one.key for one in found if isinstance(one, Key)]


@pytest.mark.parametrize("ticket", [CODE, "f77-2019", "b77-2019", "12345678", "\\000026" + CODE])
@pytest.mark.parametrize("apart", [False, True])
def test_a_scan_right_behind_esc_loses_no_letter_and_no_esc(ticket: str, apart: bool) -> None:
    pieces = ("\x1b", ticket + "\r") if apart else (f"\x1b{ticket}\r",)
    first, *others = keys(*pieces)
    assert first == "escape"
    assert others == keys(ticket + "\r")


def test_many_scans_right_behind_esc_are_all_read() -> None:
    assert keys("\x1b" + f"{CODE}\r" * 5) == ["escape", *keys(f"{CODE}\r" * 5)]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b", "escape"),
        ("\x1b[A", "up"),
        ("\x1bOP", "f1"),
        ("\x1b[17~", "f6"),
        ("\x1bp", "alt+p"),
        ("\x1bb", "ctrl+left"),
    ],
)
def test_special_keys_stay_what_they_are(sent: str, key: str) -> None:
    assert keys(sent) == [key]
    assert keys(sent, "x", "y") == [key, "x", "y"]
    assert keys("x" + sent) == ["x", key]


def test_a_special_key_in_two_pieces_is_one_key() -> None:
    assert keys("\x1b", "[A") == ["up"]
    assert keys("\x1b", "OP") == ["f1"]


def test_a_browsers_driver_reads_its_keys_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_driver, "XTermParser", XTermParser)
    assert with_hand_parser(BrowserDriver) is BrowserDriver
    assert web_driver.XTermParser is HandParser
