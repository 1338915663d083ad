"""`serve` with a certificate of one's own: links, cookie and screen go over TLS alone."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, CookieJar

SELF_SIGNED = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
)


@pytest.fixture
def certificate(tmp_path):
    """A certificate that vouches for itself, and its key."""
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run([*SELF_SIGNED, "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def serving(store, station, certificate):
    """What `serve` said of its links and PINs, on this machine with that certificate."""
    cert, key = map(str, certificate)
    words = ("--json", "serve", "--port", "0", "--name", "localhost", "--role", "wall")
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "seminar_tui", "--db", store.location, *words),
            *("--cert", cert, "--key", key),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as running:
        assert running.stdout is not None
        with closing(running.stdout):
            yield json.loads(running.stdout.readline())
        running.terminate()


async def test_a_given_certificate_is_used_for_everything(serving, certificate):
    (link,) = serving["links"]
    url, pin = link["url"], serving["pins"]["wall"]
    assert url.startswith("https://localhost:")
    site = url.split("/open/")[0]
    trusted = ssl.create_default_context(cafile=certificate[0])
    headers = {"Origin": site}
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        answer = await client.post(
            url, data={"pin": pin}, headers=headers, ssl=trusted, allow_redirects=False
        )
        assert answer.status == 303
        assert "; Secure" in answer.headers["Set-Cookie"]
        screen = answer.headers["Location"]
        page = await (await client.get(site + screen, ssl=trusted)).text()
        assert f"wss://{site.removeprefix('https://')}{screen}/ws" in page
        async with client.ws_connect(site + screen + "/ws", headers=headers, ssl=trusted) as ws:
            async with asyncio.timeout(20):
                assert await ws.receive_bytes()
        with pytest.raises(ClientConnectionError):
            await client.get(url.replace("https", "http"))
        with pytest.raises(ClientConnectionError):
            await client.get(url, ssl=ssl.create_default_context())
