"""The web server with real screens behind it; the browser is played by a client."""

import asyncio
import json
import random
import re
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, CookieJar, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from db.vocabulary import StationRole
from seminar_tui.clock import SystemClock
from seminar_tui.day.access import make_links, revoke_links, set_pin
from seminar_tui.web.server import Server, Site
from seminar_tui.web.workers import Zygote

PIN = "2468"
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x07]*\x07")


@pytest.fixture(scope="module")
def zygote():
    """The process that forks the screens, made once for all of these tests."""
    made = Zygote()
    yield made
    made.close()


@pytest.fixture
async def place(store, station, clock, zygote):
    """A running server on a made-up day: its address, the server, and links by role."""
    source = random.Random(1)
    for role in (StationRole.STAND, StationRole.WALL):
        set_pin(station, clock.now(), role, PIN, source)
    wanted = [(StationRole.STAND, "1"), (StationRole.STAND, "2"), (StationRole.WALL, None)]
    links = make_links(station, clock.now(), wanted, source)
    site = Site(store.location, "Midtvejsseminar", clients=3)
    server = Server(site, store, SystemClock(), source, zygote)
    running = TestServer(server.application())
    await running.start_server()
    yield running, server, [link.token for link in links]
    await running.close()


def browser() -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True))


async def enter(client, running, token, pin=PIN, origin=None, left=""):
    url = running.make_url(f"/open/{token}")
    headers = {"Origin": str(running.make_url("/"))[:-1] if origin is None else origin}
    return await client.post(
        url, data={"pin": pin, "left": left}, headers=headers, allow_redirects=False
    )


async def screen(client, running, origin=None, number=1):
    headers = {"Origin": str(running.make_url("/"))[:-1] if origin is None else origin}
    url = running.make_url(f"/screen/{number}/ws?width=100&height=30")
    return await client.ws_connect(url, headers=headers)


async def state(client, running, number=1) -> str:
    """Return what the server says of a screen."""
    answer = await client.get(running.make_url(f"/screen/{number}/state"))
    return (await answer.json())["state"]


async def painted(ws, text: str, seconds: float = 20.0) -> str:
    """Return what was painted until the text was among it."""
    seen = b""
    async with asyncio.timeout(seconds):
        while True:
            message = await ws.receive()
            assert isinstance(message.data, bytes), f"{text} was not painted: {seen!r}"
            seen += message.data
            shown = ESCAPES.sub(b"", seen).decode("utf-8", "replace")
            if text in shown:
                return shown


async def closed(ws, seconds: float = 10.0) -> int:
    """Return the code a connection is closed with."""
    async with asyncio.timeout(seconds):
        while (message := await ws.receive()).type is not WSMsgType.CLOSE:
            assert message.type is WSMsgType.BINARY
    return message.data


async def test_a_link_and_its_pin_open_the_stands_screen(place):
    running, _server, (first, *_rest) = place
    async with browser() as client:
        page = await client.get(running.make_url(f"/open/{first}"))
        assert page.status == 200
        assert "Stand 1" in await page.text()
        answer = await enter(client, running, first)
        assert (answer.status, answer.headers["Location"]) == (303, "/screen/1")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        for path in ("/", "/screen/1"):
            shown = await (await client.get(running.make_url(path))).text()
            assert "/static/textual.js" in shown
        ws = await screen(client, running)
        await painted(ws, "Stand 1")
        await ws.close()


async def test_a_wrong_pin_opens_nothing_and_guessing_is_slowed(place):
    running, server, (first, *_rest) = place
    async with browser() as client:
        statuses = [(await enter(client, running, first, f"{n:04}")).status for n in range(6)]
        assert statuses[:3] == [403, 403, 403]
        assert 429 in statuses
        assert (await enter(client, running, first)).status == 429, "even the right one waits"
        assert (await client.get(running.make_url("/"))).status == 403
    assert len(server.sessions) == 0


async def test_without_a_token_or_session_nothing_opens(place):
    running, _server, tokens = place
    async with browser() as client:
        assert (await client.get(running.make_url("/"))).status == 403
        assert (await client.get(running.make_url("/open/guess"))).status == 404
        assert (await enter(client, running, tokens[0][:-1] + "x")).status == 404
        with pytest.raises(WSServerHandshakeError) as refused:
            await screen(client, running)
        assert refused.value.status == 403


async def test_a_foreign_page_cannot_enter_or_connect(place):
    running, _server, (first, *_rest) = place
    async with browser() as client:
        for origin in ("http://evil.example", "null", ""):
            assert (await enter(client, running, first, origin=origin)).status == 403
        await enter(client, running, first)
        with pytest.raises(WSServerHandshakeError) as refused:
            await screen(client, running, origin="http://evil.example")
        assert refused.value.status == 403
        foreign = {"Host": "evil.example"}
        assert (await client.get(running.make_url("/"), headers=foreign)).status == 421


async def test_a_link_opens_by_the_pin_of_its_own_role_only(place, station, clock):
    running, server, (stand, _second, wall) = place
    set_pin(station, clock.now(), StationRole.WALL, "1357", random.Random(2))
    async with browser() as client:
        assert (await enter(client, running, stand, "1357")).status == 403
        assert (await enter(client, running, wall, PIN)).status == 403
        assert len(server.sessions) == 0
        assert (await enter(client, running, wall, "1357")).status == 303
        assert (await enter(client, running, stand, PIN)).status == 303


async def test_a_cookie_opens_nothing_once_its_session_is_over(place, monkeypatch):
    running, server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        assert (await client.get(running.make_url("/screen/1"))).status == 200
        monkeypatch.setattr("seminar_tui.web.sessions.LINGER_S", -1.0)
        await server.sweep()
        for path in ("/", "/screen/1"):
            assert (await client.get(running.make_url(path))).status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await screen(client, running)
        assert refused.value.status == 403


async def test_a_revoked_link_opens_nothing(place, station, clock):
    running, _server, (first, *_rest) = place
    revoke_links(station, clock.now())
    async with browser() as client:
        assert (await enter(client, running, first)).status == 404


async def test_every_answer_carries_the_security_headers(place):
    running, _server, (first, *_rest) = place
    async with browser() as client:
        for path in ("/", "/open/no", f"/open/{first}", "/static/page.js", "/static/", "/nothing"):
            answer = await client.get(running.make_url(path))
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/", "/static/..%2f..%2fserver.py", "/static/x"])
async def test_no_listing_and_no_other_file(place, path):
    running, *_rest = place
    async with browser() as client:
        assert (await client.get(running.make_url(path))).status == 404


async def test_a_lost_browser_finds_its_screen_again(place):
    running, server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        ws = await screen(client, running)
        await painted(ws, "Stand 1")
        pid = next(iter(server.sessions._by_number.values())).worker.pid
        await ws.close()
        assert await state(client, running) == "waiting"
        again = await screen(client, running)
        await painted(again, "Stand 1")
        assert next(iter(server.sessions._by_number.values())).worker.pid == pid
        assert (await (await client.get(running.make_url("/screen/1/state"))).json())[
            "state"
        ] == "open"
        await again.close()


async def test_a_copy_of_a_window_takes_over_its_screen(place):
    running, _server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        one = await screen(client, running)
        await painted(one, "Stand 1")
        left = asyncio.create_task(closed(one))
        two = await screen(client, running)
        await painted(two, "Stand 1")
        assert await left == 4001
        await two.close()


async def test_no_more_browsers_than_there_is_room_for(place):
    running, _server, (first, *_rest) = place
    async with AsyncExitStack() as each:
        clients = [await each.enter_async_context(browser()) for _ in range(4)]
        statuses = [(await enter(client, running, first)).status for client in clients]
    assert statuses == [303, 303, 303, 503]


async def test_many_at_once_are_no_more_than_there_is_room_for(place):
    running, server, (first, *_rest) = place
    async with AsyncExitStack() as each:
        clients = [await each.enter_async_context(browser()) for _ in range(6)]
        answers = await asyncio.gather(*(enter(one, running, first) for one in clients))
    assert sorted(answer.status for answer in answers) == [303, 303, 303, 503, 503, 503]
    assert len(server.sessions) == 3


async def test_a_window_that_enters_again_keeps_its_one_session(place):
    running, server, (first, second, _wall) = place
    left = ""
    async with browser() as client:
        for token in (first, first, second, first):
            answer = await enter(client, running, token, left=left)
            assert answer.status == 303
            left = answer.headers["Location"].split("/")[-1]
            assert len(server.sessions) == 1


async def test_each_window_of_a_browser_keeps_its_own_screen(place):
    running, server, (first, second, _wall) = place
    async with browser() as client:
        await enter(client, running, first)
        one = await screen(client, running)
        await painted(one, "Stand 1")
        answer = await enter(client, running, second)
        assert answer.headers["Location"] == "/screen/2"
        two = await screen(client, running, number=2)
        await painted(two, "Stand 2")
        await one.close()
        again = await screen(client, running)
        assert "Stand 2" not in await painted(again, "Stand 1")
        # The same link in one more window is a screen of its own while the first is on show.
        answer = await enter(client, running, first)
        assert answer.headers["Location"] == "/screen/3"
        assert len(server.sessions) == 3
        await again.close()
        await two.close()


async def test_a_window_that_is_copied_ends_nobody_elses_screen(place):
    running, server, (first, second, _wall) = place
    async with browser() as client:
        await enter(client, running, first)
        one = await screen(client, running)
        await painted(one, "Stand 1")
        await enter(client, running, second, left="1")
        assert len(server.sessions) == 2
        assert not one.closed
        await one.close()


async def test_another_browsers_screen_opens_to_nobody_else(place):
    running, server, (first, second, _wall) = place
    async with browser() as mine, browser() as other:
        await enter(mine, running, first)
        await enter(other, running, second)
        for number in ("1", "7", "02", "x", "1%2F..%2F2"):
            answer = await other.get(running.make_url(f"/screen/{number}"))
            assert answer.status in (403, 404)
            with pytest.raises(WSServerHandshakeError) as refused:
                await screen(other, running, number=number)
            assert refused.value.status in (403, 404)
        assert await state(other, running) == "ended"
        await enter(other, running, first, left="1")
        assert len(server.sessions) == 3


async def test_revoking_ends_the_screens_that_are_open(place, station, clock):
    running, server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        ws = await screen(client, running)
        await painted(ws, "Stand 1")
        await server.sweep()
        assert len(server.sessions) == 1
        revoke_links(station, clock.now())
        ended = asyncio.create_task(closed(ws))
        await server.sweep()
        assert await ended == 4000
        assert (await client.get(running.make_url("/"))).status == 403


async def test_a_browser_that_came_back_by_a_new_link_stays(place, station, clock):
    running, server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        revoke_links(station, clock.now())
        (link,) = make_links(station, clock.now(), [(StationRole.STAND, "1")], random.Random(2))
        assert (await enter(client, running, link.token)).status == 303
        await server.sweep()
        assert (await client.get(running.make_url("/"))).status == 200


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "x",
        "[]",
        "{}",
        "null",
        '["stdin"]',
        '["stdin", 7]',
        '["resize", {"width": "x"}]',
        '["resize", {"width": -5, "height": 99999999}]',
        '["nonsense", [[[]]]]',
        '["stdin", "\\u001b]0;x\\u0007"]',
        "[" * 3000,
    ],
)
async def test_noise_from_a_browser_harms_nobody(place, noise):
    running, _server, (first, *_rest) = place
    async with browser() as client:
        await enter(client, running, first)
        ws = await screen(client, running)
        await painted(ws, "Stand 1")
        await ws.send_str(noise)
        await ws.send_str(json.dumps(["ping", 5]))
        async with asyncio.timeout(10):
            while (message := await ws.receive()).data != '["pong", 5]':
                assert message.data is not None
        await ws.close()


async def test_each_link_opens_its_own_stand(place):
    running, _server, (_first, second, _wall) = place
    async with browser() as client:
        await enter(client, running, second)
        ws = await screen(client, running)
        shown = await painted(ws, "Stand 2")
        assert "Stand 1 ·" not in shown
        await ws.close()
