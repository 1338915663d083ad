"""The web server: a token and a PIN open a session, a session shows its screen.

Built on the terminal that textual-serve ships for the browser; the pages, the checks and
the sessions are ours.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from random import Random
from string import Template

from aiohttp import WSMsgType, web

from db.engine import Store
from db.errors import StoreError
from seminar_tui.clock import Clock
from seminar_tui.day.access import Opened, enter_pin, open_link
from seminar_tui.i18n import language, t
from seminar_tui.rules.refusal import Refused
from seminar_tui.sentences import trouble
from seminar_tui.web.guard import COOKIE, HEADERS, known_host, same_origin
from seminar_tui.web.sessions import CLIENTS, Session, Sessions
from seminar_tui.web.workers import Zygote

SWEEP_S = 30.0
_LARGEST_MESSAGE = 64 * 1024
_CELLS = range(10, 501)
_OURS = {"page.css": "text/css", "page.js": "text/javascript", "enter.js": "text/javascript"}
_TERMINALS = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "RobotoMono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""The only files that are served: no listing, no other path."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where and for whom the server serves. `names` are its host names besides addresses."""

    db: str
    title: str
    names: Collection[str] = ()
    clients: int = CLIENTS
    tls: ssl.SSLContext | None = None

    @property
    def scheme(self) -> str:
        """The scheme of every address of this server."""
        return "https" if self.tls else "http"


class Server:
    """Answers browsers. `store` is for tokens and PINs; each screen opens its own."""

    def __init__(
        self, site: Site, store: Store, clock: Clock, source: Random, zygote: Zygote
    ) -> None:
        self.site = site
        self._store = store
        self._clock = clock
        # One at a time: each hash of a PIN takes 16 MB, and every thread that made one keeps it.
        self._checking = ThreadPoolExecutor(1, "seminar-pin")
        self.sessions = Sessions(zygote, source, site.db, language(), site.clients)

    def application(self) -> web.Application:
        """Return the application with its routes and checks."""
        made = web.Application(middlewares=[self._guard], client_max_size=4096)
        made.add_routes(
            [
                web.get("/open/{token}", self._ask),
                web.post("/open/{token}", self._enter),
                web.get("/", self._front),
                web.get("/screen/{number}", self._show),
                web.get("/screen/{number}/state", self._state),
                web.get("/screen/{number}/ws", self._connect),
                web.get("/static/{name}", self._file),
            ]
        )
        made.cleanup_ctx.append(self._sweeping)
        return made

    async def _sweeping(self, _made: web.Application):  # type: ignore[no-untyped-def]
        async def sweep() -> None:
            while True:
                await asyncio.sleep(SWEEP_S)
                await self.sweep()

        task = asyncio.create_task(sweep())
        yield
        task.cancel()
        await self.sessions.close_all()
        self._checking.shutdown(wait=False)

    async def sweep(self) -> None:
        """End the sessions whose time is up and those whose link was revoked."""

        def revoked() -> set[str]:
            return {
                token for token in self.sessions.tokens() if open_link(self._store, token) is None
            }

        try:
            ended = await asyncio.to_thread(revoked)
        except StoreError:  # each screen says so itself
            ended = set()
        await self.sessions.sweep(ended)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse foreign names and origins; send the security headers with every answer."""
        try:
            if not known_host(request.host, self.site.names):
                raise web.HTTPMisdirectedRequest(text=t("web.foreign"))
            origin = request.headers.get("Origin")
            from_page = request.method != "GET" or request.path.endswith("/ws")
            if from_page and not same_origin(origin, self.site.scheme, request.host):
                raise web.HTTPForbidden(text=t("web.foreign"))
            answer = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers.update(HEADERS)
            raise
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    async def _opened(self, request: web.Request) -> Opened:
        opened = await asyncio.to_thread(open_link, self._store, request.match_info["token"])
        if opened is None:
            raise web.HTTPNotFound(text=t("web.no_link"))
        return opened

    async def _ask(self, request: web.Request) -> web.Response:
        """Ask for the PIN of the role a link opens; not of a browser whose screen of it waits."""
        opened = await self._opened(request)
        waiting = self._waiting(request, opened)
        if waiting is not None:
            raise web.HTTPSeeOther(waiting.address)
        return self._form(opened, "")

    def _form(self, opened: Opened, said: str, status: int = 200) -> web.Response:
        where = t(f"web.role.{opened.role.value}", stand=opened.stand or "")
        return _page(
            "enter",
            status,
            title=self.site.title,
            where=where,
            pin_label=t("web.pin"),
            open_label=t("web.open"),
            said=said,
        )

    async def _enter(self, request: web.Request) -> web.Response:
        """Check the PIN; the right one opens a session."""
        opened = await self._opened(request)
        owner = request.cookies.get(COOKIE)
        given = await request.post()
        left = self.sessions.find(owner, str(given.get("left", "")))
        if self.sessions.full and left is None and self._waiting(request, opened) is None:
            return self._form(opened, t("web.full"), status=503)
        now = self._clock.now()
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._checking,
                enter_pin,
                self._store,
                now,
                opened.day_id,
                opened.role,
                str(given.get("pin", ""))[:64],
            )
        except Refused as refused:
            status = 429 if refused.code == "pin_wait" else 403
            return self._form(opened, trouble(refused), status=status)
        session = self._waiting(request, opened)
        if left is not None and left is not session and left.browser is None:
            # A window that went away from its screen; a copy of it may show that still.
            await self.sessions.close(left)
        if session is None:
            # Asked after the PIN, which takes its time: others may have taken the last place.
            if self.sessions.full:
                return self._form(opened, t("web.full"), status=503)
            session = self.sessions.open(opened, request.match_info["token"], owner)
        # The link it was opened with may have been revoked since; this one holds.
        session.token = request.match_info["token"]
        answer = web.HTTPSeeOther(session.address)
        answer.set_cookie(
            COOKIE,
            session.owner,
            httponly=True,
            samesite="Strict",
            secure=self.site.tls is not None,
            path="/",
        )
        raise answer

    def _waiting(self, request: web.Request, opened: Opened) -> Session | None:
        """Return the browser's session of that link which no window shows at the moment."""
        mine = self.sessions.of(request.cookies.get(COOKIE))
        return next((one for one in mine if one.opened == opened and one.browser is None), None)

    def _session(self, request: web.Request) -> Session:
        number = request.match_info["number"]
        session = self.sessions.find(request.cookies.get(COOKIE), number)
        if session is None:
            raise web.HTTPForbidden(text=t("web.no_session"))
        return session

    async def _front(self, request: web.Request) -> web.Response:
        """Go to the browser's screen that no window shows, the newest first."""
        mine = self.sessions.of(request.cookies.get(COOKIE))
        if not mine:
            raise web.HTTPForbidden(text=t("web.no_session"))
        raise web.HTTPSeeOther(max(mine, key=lambda one: (one.browser is None, one.number)).address)

    async def _show(self, request: web.Request) -> web.Response:
        """Show the page the screen is painted in."""
        session = self._session(request)
        scheme = "wss" if self.site.tls else "ws"
        size = request.query.get("size", "16")
        return _page(
            "screen",
            title=self.site.title,
            websocket=f"{scheme}://{request.host}{session.address}/ws",
            font_size=size if size.isdecimal() and len(size) < 3 else "16",
            lost=t("web.lost"),
            taken=t("web.taken"),
            ended=t("web.ended"),
            again=t("web.again"),
        )

    async def _state(self, request: web.Request) -> web.Response:
        """Say whether the session's screen waits for its browser, or is open in another."""
        number = request.match_info["number"]
        session = self.sessions.find(request.cookies.get(COOKIE), number)
        state = "ended"
        if session is not None and session.running:
            state = "waiting" if session.browser is None else "open"
        return web.json_response({"state": state})

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        """Carry what is typed and painted between a browser and its screen."""
        session = self._session(request)
        size = (_cells(request.query.get("width")), _cells(request.query.get("height"), 24))
        browser = web.WebSocketResponse(heartbeat=15, timeout=1.0, max_msg_size=_LARGEST_MESSAGE)
        await browser.prepare(request)
        try:
            await self.sessions.attach(session, browser, size)
            async for message in browser:
                if message.type is WSMsgType.TEXT:
                    await hear(session, browser, message.data)
        finally:
            session.detach(browser)
        return browser

    async def _file(self, request: web.Request) -> web.Response:
        """Serve one of the few files the pages need."""
        name = request.match_info["name"]
        if name in _OURS:
            return web.Response(body=_our_file(f"static/{name}"), content_type=_OURS[name])
        if name in _TERMINALS:
            path, kind = _TERMINALS[name]
            body = await asyncio.to_thread(_terminal_file, path)
            return web.Response(body=body, content_type=kind)
        raise web.HTTPNotFound


async def hear(session: Session, browser: web.WebSocketResponse, text: str) -> None:
    """Act on one message of a browser; what is no message of ours is passed over."""
    try:
        kind, *rest = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return
    match kind, rest:
        case "stdin", [str(typed)]:
            # Half a letter, as a broken keyboard sends it, can be no bytes of a terminal.
            await session.type(typed.encode(errors="replace").decode())
        case "resize", [{"width": int(width), "height": int(height)}]:
            await session.resize(_cells(str(width)), _cells(str(height), 24))
        case "focus" | "blur", _:
            await session.focus(kind == "focus")
        case "ping", [(str() | int() | float()) as mark]:
            await browser.send_json(["pong", mark])
        case _:
            return


def _cells(text: str | None, default: int = 80) -> int:
    """Return a size in cells, kept within what a screen can be."""
    if text is None or not text.isdecimal() or len(text) > 4:
        return default
    return min(max(int(text), _CELLS.start), _CELLS.stop - 1)


@cache
def _our_file(path: str) -> bytes:
    return (files("seminar_tui.web") / path).read_bytes()


@cache
def _terminal_file(path: str) -> bytes:
    return (files("textual_serve") / "static" / path).read_bytes()


def _page(name: str, status: int = 200, **facts: str) -> web.Response:
    template = Template(_our_file(f"pages/{name}.html").decode())
    safe = {key: escape(value) for key, value in facts.items()}
    body = template.substitute(safe, language=language())
    return web.Response(text=body, content_type="text/html", status=status)


def tls_context(cert: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS settings for a certificate and its key (PEM files)."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return context
