"""`prices`: what a series costs, and what it is to be invoiced."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.series_vocabulary import PriceKind
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.series import organiser
from seminar_tui.cli.series_json import odd_json, odd_lines, price_json
from seminar_tui.i18n import t
from seminar_tui.rules.prices import PriceState, kroner, ore_of, spread, tier_of
from seminar_tui.rules.refusal import BadInput
from seminar_tui.series_words import price_text
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.series_report import Invoice


def _configure_prices(parser: ArgumentParser) -> None:
    parser.add_argument("--series", metavar="ID|TITLE")
    parser.add_argument("--flat", metavar="KR")
    parser.add_argument("--tier", action="append", default=[], metavar="1-2=9000")
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--out", metavar="FILE.xlsx|.csv")


def _prices(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series_report import report

    _set_price(context, given)
    with context.look() as connection:
        found = report(connection, given.series)
    account = found.account
    facts: dict[str, object] = {
        "series": found.whole.series.id,
        "price": price_json(found.whole.price.kind, found.whole.price.ore, found.whole.price.tiers),
        "lines": [_line_json(one) for one in account.lines],
        "total": account.total_ore / 100,
        "total_text": kroner(account.total_ore),
        "asked": account.asked,
        "findings": [
            odd_json(one, found.names) for one in found.findings if one.code.startswith("price")
        ],
    }
    if given.out:
        from seminar_tui.files.export import written
        from seminar_tui.files.invoice import invoice_tables
        from seminar_tui.files.output import write_whole

        out = Path(given.out)
        content = written(invoice_tables(found), out.suffix, context.real_clock.now())
        facts |= {"written": str(out), "bytes": write_whole(out, content)}
    saved = [t("series.written", path=clean(given.out))] if given.out else []
    lines = [*saved, price_text(found.whole.price), *(_line_text(one) for one in account.lines)]
    lines.append(t("series.total", amount=kroner(account.total_ore)))
    prices = tuple(one for one in found.findings if one.code.startswith("price"))
    return Reply("prices", facts, "\n".join([*lines, *odd_lines(prices, found.names)]))


def _set_price(context: Context, given: Namespace) -> None:
    from seminar_tui.day.series import set_price

    asked = [bool(given.flat), bool(given.tier), given.free]
    if sum(asked) > 1:
        raise BadInput("one_price")
    if not any(asked):
        return
    station, now = organiser(context)
    kind, ore, tiers = PriceKind.NONE, 0, []
    if given.flat:
        found = ore_of(given.flat)
        if found is None:
            raise BadInput("amount_unclear", value=given.flat)
        kind, ore = PriceKind.FLAT, found
    for text in given.tier:
        tier = tier_of(text)
        if tier is None:
            raise BadInput("tier_unclear", value=text)
        kind = PriceKind.TIERS
        tiers.append(tier)
    set_price(station, now, given.series, kind, ore, tiers)


def _line_json(one: Invoice) -> dict[str, object]:
    known = one.price.state is not PriceState.ASK
    return {
        "municipality": municipality_name(one.municipality),
        "named": one.named,
        "seen": one.seen,
        "tier": spread(one.price.tier) if one.price.tier else None,
        "amount": one.price.ore / 100 if known else None,
        "text": kroner(one.price.ore) if known else None,
        "state": one.price.state.value,
        "drifted": one.drifted,
    }


def _line_text(one: Invoice) -> str:
    amount = t("series.price_asked") if one.price.state is PriceState.ASK else kroner(one.price.ore)
    name = municipality_name(one.municipality)
    return f"  {name:<20} {one.named:>3} {one.seen:>3}  {amount:>14}" + (
        " !" if one.drifted else ""
    )


COMMANDS = (Command("prices", _configure_prices, _prices),)
