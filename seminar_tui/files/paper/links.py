"""Sheets that open a screen in a browser: a station's link, a page each."""

from __future__ import annotations

from collections.abc import Iterable

from db.paper import DayHead
from seminar_tui.files import qr
from seminar_tui.files.paper.press import Document
from seminar_tui.i18n import t


def link_sheets(head: DayHead, links: Iterable[tuple[str, str]]) -> Document:
    """Return a sheet for each link: where it leads, and its address. The PIN is on none."""
    sheets = [
        {
            "where": where,
            "address": address,
            "svg": qr.svg_of_text(address),
            "alt": t("paper.qr_alt", code=where),
        }
        for where, address in links
    ]
    return Document("links.typ", t("paper.links.title", day=head.title), {"sheets": sheets})
