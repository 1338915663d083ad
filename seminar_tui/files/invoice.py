"""The invoice basis of a series: what each member owes, as a table for CSV or a workbook.

Amounts stand twice: as a number of kroner that a program can add up, and as Danes write
them. A price that a person must decide has neither, and is counted under the total.
"""

from __future__ import annotations

from db.reference import municipality_name
from seminar_tui.day.series_report import Invoice, SeriesReport
from seminar_tui.files.export import Column, Table
from seminar_tui.i18n import t
from seminar_tui.rules.prices import PriceState, kroner, spread


def invoice_tables(report: SeriesReport) -> tuple[Table, ...]:
    """Return the invoice basis: a row a member, then the total."""
    account = report.account
    columns = tuple(
        Column(key, t(f"invoice.{key}"))
        for key in ("municipality", "named", "seen", "tier", "kroner", "amount", "remark")
    )
    rows = [_row(one) for one in account.lines]
    asked = t("invoice.asked_count", count=account.asked) if account.asked else ""
    total = account.total_ore
    rows.append((t("invoice.total"), None, None, "", _kroner(total), kroner(total), asked))
    return (Table("invoice", report.whole.series.title, columns, tuple(rows)),)


def _row(one: Invoice) -> tuple[str | int | float | None, ...]:
    asked = one.price.state is PriceState.ASK
    remark = t("invoice.drifted", seen=one.seen) if one.drifted else ""
    return (
        municipality_name(one.municipality),
        one.named,
        one.seen,
        spread(one.price.tier) if one.price.tier else "",
        None if asked else _kroner(one.price.ore),
        "" if asked else kroner(one.price.ore),
        t("invoice.asked") if asked else remark,
    )


def _kroner(ore: int) -> int | float:
    """Return whole kroner as a whole number: in a Danish spreadsheet 9000.0 is no number."""
    return ore // 100 if ore % 100 == 0 else ore / 100
