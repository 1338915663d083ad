"""The report as one web page that needs nothing else: no link, no script, no font, no file.

The plots are drawn in the page itself; every number stands beside its bar as well.
"""

from __future__ import annotations

from html import escape
from typing import Any

from db.paper import DayHead, Outcome
from seminar_tui.files.paper.look import Look
from seminar_tui.files.paper.press import Press, cleaned
from seminar_tui.files.paper.report import report_body
from seminar_tui.i18n import language, t

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 Georgia,'Libertinus Serif',serif;color:%(ink)s;background:#fff;
 max-width:58rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:2.4rem;line-height:1.1;margin:.2em 0}
h2{color:%(accent)s;margin:2.4em 0 .6em;font-size:1.5rem}
h3{margin:1.6em 0 .3em}
.day{color:%(accent)s;letter-spacing:.09em;text-transform:uppercase;font-size:.8rem;font-weight:600}
.quiet,small{color:%(quiet)s}
header{border-bottom:3px solid %(accent)s;padding-bottom:1rem}
.figures{display:flex;flex-wrap:wrap;gap:1.5rem;margin:1.5rem 0}
.figures div{flex:1 1 8rem;border-top:3px solid %(accent)s;padding-top:.4rem}
.figures b{display:block;font-size:2.2rem;line-height:1.1;color:%(accent)s}
table{border-collapse:collapse;width:100%%;margin:.4rem 0 1.4rem}
caption{text-align:left;font-weight:bold;padding:.6rem 0 .2rem}
th{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:%(quiet)s;
 border-bottom:2px solid %(accent)s;text-align:left}
th,td{padding:.3rem .5rem .3rem 0;vertical-align:middle}
td{border-bottom:1px solid %(rule)s}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.plot{width:42%%}
.plot svg{display:block;width:100%%;height:.9rem}
.ground{fill:%(tint)s}
.bar{fill:%(accent)s}
.planned{fill:%(rule)s}
line{vector-effect:non-scaling-stroke}
.edge{stroke:#fff;stroke-width:6}
.mark{stroke:%(ink)s;stroke-width:2}
dl{margin:0}
dt{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:%(accent)s;margin-top:.5rem}
dd{margin:0}
footer{margin-top:3rem;border-top:1px solid %(rule)s;padding-top:.6rem}
@media print{h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""


def report_page(press: Press, head: DayHead, outcome: Outcome) -> bytes:
    """Return the report as UTF-8 HTML."""
    body: Any = cleaned(report_body(head, outcome))
    foot: Any = cleaned(press.facts(of_plan=True))
    title = t("paper.report.title", day=head.title)
    when_and_where = " · ".join(filter(None, (foot["date"], foot["place"])))
    parts = [
        f"<header><p class=day>{escape(foot['day'])}</p><h1>{_word('report.heading')}</h1>",
        f"<p class=quiet>{escape(when_and_where)}</p></header>",
        _figures(body["figures"]),
        f"<h2>{_word('report.attendance')}</h2>",
        *(_attendance(group) for group in body["attendance"]),
        f"<h2>{_word('report.wishes')}</h2><p>{escape(body['wishes']['text'])}</p>",
        _wishes(body["wishes"]),
        f"<h2>{_word('report.occupancy')}</h2><p class=quiet>{escape(body['occupancy_note'])}</p>",
        *(_occupancy(section, body) for section in body["rounds"]),
        f"<h2>{_word('report.timing')}</h2><p class=quiet>{escape(body['timing_note'])}</p>",
        *(_timing(section) for section in body["rounds"]),
        f"<h2>{_word('report.said')}</h2>",
        *(_said(section) for section in body["said"]),
        "" if body["said"] else f"<p>{_word('report.nothing_said')}</p>",
        "<footer><small>",
        escape(" · ".join(filter(None, (foot["day"], foot["filed"], foot["stamp"])))),
        "</small></footer>",
    ]
    page = (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(str(cleaned(title)))}</title><style>{_style(press.look)}</style></head>"
        f"<body>\n{''.join(parts)}\n</body></html>\n"
    )
    return page.encode("utf-8")


def _style(look: Look) -> str:
    return _STYLE % look.as_data()


def _word(key: str) -> str:
    return escape(t(f"paper.{key}"))


def _figures(figures: list[dict[str, str]]) -> str:
    items = (f"<div><b>{escape(f['value'])}</b>{escape(f['name'])}</div>" for f in figures)
    return f"<div class=figures>{''.join(items)}</div>"


def _table(caption: str, heads: tuple[tuple[str, bool], ...], rows: list[list[str]]) -> str:
    """Return a table; a head is its word's key and whether its column holds numbers.

    A column of plots has no word.
    """
    top = "".join(
        f"<th scope=col{' class=n' if number else ''}>{_word('report.' + key) if key else ''}</th>"
        for key, number in heads
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=n' if number else '' if key else ' class=plot'}>{value}</td>"
            for value, (key, number) in zip(row, heads, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _drawing(*shapes: str) -> str:
    """Return shapes on a field of 100 x 10 as a picture as wide as its cell."""
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(shapes)}</svg>"
    )


def _block(kind: str, starts: float, ends: float, height: int = 10) -> str:
    return (
        f'<rect class={kind} x="{starts:.2f}" y="{(10 - height) / 2:g}" '
        f'width="{max(0.0, ends - starts):.2f}" height="{height}"/>'
    )


def _bar(part: int, whole: int, mark: int | None = None) -> str:
    """Return a bar of a part of the whole; `mark` is a line across it."""
    most = max(1, whole)
    shapes = [_block("ground", 0, 100), _block("bar", 0, 100 * min(part, most) / most)]
    if mark is not None:
        at = 100 * min(mark, most) / most
        # The lighter line under it keeps it seen on a bar as well.
        for kind in ("edge", "mark"):
            shapes.append(f'<line class={kind} x1="{at:.2f}" x2="{at:.2f}" y1="0" y2="10"/>')
    return _drawing(*shapes)


def _spans(planned: list[float], real: list[float]) -> str:
    """Return the planned time of a round behind the real time of a stand."""
    shapes = [_block("planned", 100 * planned[0], 100 * planned[1])]
    if real:
        shapes.append(_block("bar", 100 * real[0], 100 * real[1], 5))
    return _drawing(*shapes)


def _attendance(group: dict[str, Any]) -> str:
    heads = (
        (group["kind"], False),
        ("", False),
        ("registered", True),
        ("arrived", True),
        ("share", True),
    )
    rows = [
        [
            escape(r["group"]),
            _bar(r["arrived"], r["most"]),
            str(r["registered"]),
            str(r["arrived"]),
            r["share"],
        ]
        for r in group["rows"]
    ]
    return _table("", heads, rows)


def _wishes(wishes: dict[str, Any]) -> str:
    rows = [
        [escape(r["name"]), _bar(r["count"], wishes["most"]), str(r["count"])]
        for r in wishes["rows"]
    ]
    return _table("", (("wish", False), ("", False), ("seats", True)), rows)


def _occupancy(section: dict[str, Any], body: dict[str, Any]) -> str:
    heads = (
        ("stand", True),
        ("municipality", False),
        ("", False),
        ("placed", True),
        ("visited", True),
    )
    rows = [
        [
            str(s["number"]),
            escape(s["municipality"]),
            _bar(s["visited"], body["occupancy_most"], body["target"]),
            str(s["placed"]),
            str(s["visited"]),
        ]
        for s in section["stands"]
    ]
    return _table(section["title"], heads, rows)


def _timing(section: dict[str, Any]) -> str:
    names = ("started", "ended", "talk", "dialogue", "late")
    heads = (
        ("stand", True),
        ("municipality", False),
        ("", False),
        *((name, True) for name in names),
    )
    rows = [
        [
            str(s["number"]),
            escape(s["municipality"]),
            _spans(section["planned"], s["real"]),
            *(escape(s[name]) for name in names[:-1]),
            f"<b>{escape(s['late'])}</b>" if s["is_late"] else escape(s["late"]),
        ]
        for s in section["stands"]
    ]
    return _table(f"{section['title']} · {section['times']}", heads, rows)


def _said(section: dict[str, Any]) -> str:
    entries = "".join(
        f"<dt>{escape(e['kind'])}{' ★' if e['starred'] else ''}</dt><dd>{escape(e['text'])}"
        f"{' <small>· ' + escape(e['state']) + '</small>' if e['state'] else ''}</dd>"
        for e in section["entries"]
    )
    about = "".join(
        f"<p class=quiet>{escape(section[key])}</p>"
        for key in ("theme", "question")
        if section[key]
    )
    return f"<h3>{escape(section['title'])}</h3>{about}<dl>{entries}</dl>"
