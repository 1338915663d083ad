"""Browser sessions: one screen process each, which outlives a lost connection.

A phone that sleeps loses its websocket, not its screen: the process stays for `LINGER_S`
and is painted anew for whoever comes back to its address with the browser's cookie. Each
window has an address of its own, for all windows of a browser send the same cookie.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import signal
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

from seminar_tui.clock import elapsed
from seminar_tui.day.access import Opened
from seminar_tui.rules.access import new_token
from seminar_tui.web.workers import Screen, Worker, Zygote

LINGER_S = 30 * 60.0
"""How long a screen waits for its browser to come back."""
LONGEST_S = 14 * 3600.0
"""How long a session lasts at most; then the PIN is asked for again."""
CLIENTS = 60
"""Sessions at once, unless told otherwise."""

# What a terminal must be told before the first frame: the other screen, mouse reports,
# no cursor, pasted text marked. A new browser has not heard what the old one was told.
_PRELUDE = b"\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
_DATA, _META = b"D", b"M"


def packet(kind: bytes, payload: bytes) -> bytes:
    """Return a packet as the program's web driver reads them."""
    return kind + len(payload).to_bytes(4, "big") + payload


@dataclass(slots=True)
class Session:
    """One window's right to a screen, and the process that paints it.

    `number` stands in its address; `owner` is the secret its browser keeps in a cookie.
    """

    number: int
    owner: str
    opened: Opened
    since: float
    station: str
    token: str
    worker: Worker | None = None
    browser: web.WebSocketResponse | None = None
    lost_at: float | None = None
    _writer: asyncio.StreamWriter | None = None
    _task: asyncio.Task[None] | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._task is not None and not self._task.done()

    @property
    def address(self) -> str:
        """Where its window finds it."""
        return f"/screen/{self.number}"

    async def attach(
        self,
        browser: web.WebSocketResponse,
        size: tuple[int, int],
        start: Callable[[int, int], Awaitable[Worker]],
    ) -> None:
        """Show the screen in this browser; one that had it before is let go."""
        async with self._lock:
            former, self.browser, self.lost_at = self.browser, browser, None
            if former is not None and not former.closed:
                await former.close(code=4001, message=b"taken over")
            if self.running:
                await browser.send_bytes(_PRELUDE)
                await self.resize(*size)
                await self._send(_META, json.dumps({"type": "repaint"}).encode())
                return
            self.worker = await start(*size)
            await self._begin(self.worker)

    async def _begin(self, worker: Worker) -> None:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=1 << 20)
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(worker.stdout, "rb", 0)
        )
        transport, protocol = await loop.connect_write_pipe(
            asyncio.streams.FlowControlMixin, os.fdopen(worker.stdin, "wb", 0)
        )
        self._writer = asyncio.StreamWriter(transport, protocol, None, loop)
        self._task = asyncio.create_task(self._follow(reader))

    async def _follow(self, reader: asyncio.StreamReader) -> None:
        """Pass on what the process paints until it ends."""
        try:
            await reader.readline()  # the driver's greeting
            while True:
                head = await reader.readexactly(5)
                payload = await reader.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == _DATA and self.browser is not None and not self.browser.closed:
                    await self.browser.send_bytes(payload)
                elif head[:1] == _META and json.loads(payload).get("type") == "exit":
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        if self.browser is not None and not self.browser.closed:
            await self.browser.close(code=4000, message=b"ended")

    def detach(self, browser: web.WebSocketResponse) -> None:
        """Note that this browser is gone; another may have taken its place."""
        if self.browser is browser:
            self.browser, self.lost_at = None, elapsed()

    async def type(self, text: str) -> None:
        """Hand on what was typed."""
        await self._send(_DATA, text.encode())

    async def resize(self, columns: int, rows: int) -> None:
        """Hand on the size of the browser's terminal, in cells."""
        wanted = {"type": "resize", "width": columns, "height": rows}
        await self._send(_META, json.dumps(wanted).encode())

    async def focus(self, here: bool) -> None:
        """Hand on whether somebody looks."""
        await self._send(_META, json.dumps({"type": "focus" if here else "blur"}).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        if self._writer is None or not self.running:
            return
        try:
            self._writer.write(packet(kind, payload))
            await self._writer.drain()
        except ConnectionError:
            pass

    async def end(self) -> None:
        """End the process: it is asked first, and has some seconds to finish what it took."""
        await self._send(_META, json.dumps({"type": "quit"}).encode())
        if self._task is not None:
            _done, pending = await asyncio.wait({self._task}, timeout=8)
            if pending and self.worker is not None:
                with suppress(ProcessLookupError):
                    os.kill(self.worker.pid, signal.SIGTERM)
                self._task.cancel()
        if self._writer is not None:
            self._writer.close()


class Sessions:
    """All sessions of a server."""

    def __init__(
        self, zygote: Zygote, source: Random, db: str, language: str, clients: int = CLIENTS
    ) -> None:
        self._zygote = zygote
        self._source = source
        self._db = db
        self._language = language
        self._clients = clients
        self._by_number: dict[int, Session] = {}
        self._made = 0

    @property
    def full(self) -> bool:
        """Whether no further session can be opened."""
        return len(self._by_number) >= self._clients

    def __len__(self) -> int:
        return len(self._by_number)

    def open(self, opened: Opened, token: str, owner: str | None = None) -> Session:
        """Give a browser that showed a token and a PIN a session.

        `owner` is the secret of a browser that has others; it gets a new one otherwise.
        """
        self._made += 1
        place = opened.role.value if opened.stand is None else f"{opened.role.value} {opened.stand}"
        station = f"web {place} #{self._made}"
        if owner is None or not self.of(owner):
            owner = new_token(self._source)
        session = Session(self._made, owner, opened, elapsed(), station, token)
        self._by_number[session.number] = session
        return session

    def tokens(self) -> frozenset[str]:
        """Return the tokens of the links that the sessions were opened with."""
        return frozenset(session.token for session in self._by_number.values())

    def of(self, owner: str | None) -> tuple[Session, ...]:
        """Return the sessions of the browser with that secret, oldest first."""
        secret = (owner or "").encode()
        return tuple(
            session
            for session in self._by_number.values()
            if hmac.compare_digest(session.owner.encode(), secret)
        )

    def find(self, owner: str | None, number: str | None) -> Session | None:
        """Return the session of that number, if it is the browser's and still holds."""
        return next((one for one in self.of(owner) if str(one.number) == number), None)

    async def attach(
        self, session: Session, browser: web.WebSocketResponse, size: tuple[int, int]
    ) -> None:
        """Show a session's screen in this browser."""

        async def start(columns: int, rows: int) -> Worker:
            screen = Screen(
                db=self._db,
                day=str(session.opened.day_id),
                station=session.station,
                role=session.opened.role.value,
                stand=session.opened.stand,
                language=self._language,
                columns=columns,
                rows=rows,
            )
            return await asyncio.to_thread(self._zygote.start, screen)

        await session.attach(browser, size, start)

    async def sweep(self, revoked: Collection[str]) -> None:
        """End the sessions nobody came back to, that lasted long enough, or are `revoked`."""
        now = elapsed()
        for session in list(self._by_number.values()):
            lost = session.lost_at is not None and now - session.lost_at > LINGER_S
            unused = session.browser is None and session.lost_at is None
            if (
                session.token in revoked
                or lost
                or now - session.since > (LINGER_S if unused else LONGEST_S)
            ):
                await self.close(session)

    async def close(self, session: Session) -> None:
        """End one session."""
        self._by_number.pop(session.number, None)
        await session.end()

    async def close_all(self) -> None:
        """End them all."""
        await asyncio.gather(*(self.close(session) for session in list(self._by_number.values())))
