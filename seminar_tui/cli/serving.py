"""`serve` and `access`: the screens in a browser, and who may open them."""

from __future__ import annotations

import json
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from db.vocabulary import StationRole
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput, Refused

if TYPE_CHECKING:
    from ssl import SSLContext

    from seminar_tui.day.access import NewLink

PORT = 8420
HIGHEST_PORT = 65_535
ROLES = tuple(role.value for role in StationRole)


def _configure_serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--role", choices=ROLES, action="append")
    parser.add_argument("--name", action="append", default=[], metavar="HOST")
    parser.add_argument("--cert", type=Path, metavar="PEM")
    parser.add_argument("--key", type=Path, metavar="PEM")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--clients", type=int, default=60, metavar="N")
    parser.add_argument("--print", type=Path, metavar="OUT.pdf", help=t("web.option.print"))


def _serve(context: Context, given: Namespace) -> None:
    """Serve until stopped. Prints the links first; they are known at no other moment."""
    from seminar_tui.web.guard import is_loopback
    from seminar_tui.web.server import tls_context

    if not 0 <= given.port <= HIGHEST_PORT:
        raise BadInput("out_of_range", field="port", value=given.port, low=0, high=HIGHEST_PORT)
    if bool(given.cert) != bool(given.key):
        raise BadInput("cert_and_key")
    try:
        tls = tls_context(given.cert, given.key) if given.cert else None
    except (OSError, ValueError) as error:
        raise BadInput("cert_unusable", path=given.cert) from error
    if tls is None and not is_loopback(given.host) and not given.plain:
        raise Refused("not_private", host=given.host)
    # Taken before anything is made or printed: links to a port of another's open nothing.
    listening = _listen(given.host, given.port)
    try:
        _serve_on(context, given, tls, listening)
    finally:
        for one in listening:
            one.close()


def _serve_on(
    context: Context, given: Namespace, tls: SSLContext | None, listening: list[socket.socket]
) -> None:
    from aiohttp import web

    from seminar_tui.day.access import give_missing_pins
    from seminar_tui.web.server import Server, Site
    from seminar_tui.web.workers import Zygote

    roles = [StationRole(role) for role in given.role or ROLES]
    site = Site(
        context.options.db, context.day.title, (*given.name, given.host), given.clients, tls
    )
    base = f"{site.scheme}://{_shown_host(given)}:{listening[0].getsockname()[1]}"
    links = _links(context, roles)
    if given.print is not None:
        _print(context, given.print, base, links)
    zygote = Zygote()
    try:
        server = Server(site, context.store, context.clock, SystemRandom(), zygote)
        # Last of all, for a new PIN is told once: nothing that fails may come between.
        pins = give_missing_pins(context.station, context.now(), roles, SystemRandom())
        _say(context, base, links, pins)
        web.run_app(
            server.application(),
            sock=listening,
            ssl_context=tls,
            print=None,
            access_log=None,
        )
    finally:
        zygote.close()


def _listen(host: str, port: int) -> list[socket.socket]:
    """Listen on every address of a host. Raises BadInput: port_taken."""
    listening: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _name, address in dict.fromkeys(found):
            one = socket.socket(family, kind, protocol)
            listening.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            # Port 0 is any free one: the same for every address.
            one.bind((address[0], port or listening[0].getsockname()[1], *address[2:]))
            one.listen(128)
    except OSError as error:
        for one in listening:
            one.close()
        raise BadInput("port_taken", host=host, port=port) from error
    return listening


def _shown_host(given: Namespace) -> str:
    if given.name:
        return str(given.name[0])
    return "localhost" if given.host in ("0.0.0.0", "::") else str(given.host)


def _links(context: Context, roles: list[StationRole]) -> tuple[NewLink, ...]:
    from db.reads.stands import stands
    from seminar_tui.day.access import make_links

    wanted: list[tuple[StationRole, str | None]] = []
    for role in roles:
        if role is StationRole.STAND:
            with context.look() as connection:
                numbers = [stand.number for stand in stands(connection, context.day.id)]
            wanted += [(role, str(number)) for number in numbers]
        else:
            wanted.append((role, None))
    return make_links(context.station, context.now(), wanted, SystemRandom())


def _where(link: NewLink) -> str:
    return t(f"web.role.{link.role.value}", stand=link.stand or "")


def _address(base: str, link: NewLink) -> str:
    return f"{base}/open/{link.token}"


def _print(context: Context, out: Path, base: str, links: tuple[NewLink, ...]) -> None:
    """Write a sheet for each link: a station's people scan it instead of typing it."""
    from seminar_tui.day.keeping import note_file
    from seminar_tui.day.printing import material
    from seminar_tui.files.output import write_whole
    from seminar_tui.files.paper.links import link_sheets
    from seminar_tui.files.paper.look import load_look, own_folder
    from seminar_tui.files.paper.press import Press

    with context.look() as connection:
        head = material(connection, context.day.id).head
    sheets = link_sheets(head, [(_where(link), _address(base, link)) for link in links])
    look = load_look(own_folder())
    write_whole(out, Press(head, context.now(), look).pdf(sheets).content)
    note_file(context.station, context.now(), "print", out)


def _say(
    context: Context, base: str, links: tuple[NewLink, ...], pins: Mapping[StationRole, str]
) -> None:
    shown = [
        {"role": link.role.value, "stand": link.stand, "url": _address(base, link)}
        for link in links
    ]
    if context.options.json:
        sys.stdout.write(
            json.dumps({"ok": True, "result": "serving", "links": shown, "pins": pins}) + "\n"
        )
    else:
        for link, one in zip(links, shown, strict=True):
            sys.stdout.write(f"{_where(link):<14} {one['url']}\n")
        for role, pin in pins.items():
            sys.stdout.write(t("web.new_pin", role=role, pin=pin) + "\n")
        sys.stdout.write(t("web.serving", url=base) + "\n")
    sys.stdout.flush()


def _configure_access(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("pin", "no-pin", "revoke"))
    parser.add_argument("role", nargs="?", choices=ROLES)
    parser.add_argument("pin", nargs="?")


def _access(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.access import drop_pin, revoke_links, set_pin
    from seminar_tui.rules.access import new_pin

    station, now = context.station, context.now()
    if given.what == "revoke":
        count = revoke_links(station, now)
        return Reply("revoked", {"links": count}, t("web.revoked", count=count))
    if given.role is None:
        raise BadInput("usage", detail="ROLE", usage="seminar access pin|no-pin ROLE [PIN]")
    role = StationRole(given.role)
    if given.what == "no-pin":
        drop_pin(station, now, role)
        return Reply("dropped", {"role": role.value}, t("web.no_pin", role=role.value))
    source = SystemRandom()
    pin = given.pin or new_pin(source)
    set_pin(station, now, role, pin, source)
    return Reply(
        "set", {"role": role.value, "pin": pin}, t("web.new_pin", role=role.value, pin=pin)
    )


COMMANDS = (
    Command("serve", _configure_serve, _serve),
    Command("access", _configure_access, _access),
)
