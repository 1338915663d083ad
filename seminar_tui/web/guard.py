"""What a browser may do: pure decisions about hosts, origins and headers.

A page on another site that is open in the same browser must not be able to drive a screen:
the websocket and every form take the same origin only, the cookie is kept from scripts and
from other sites, and nothing is loaded from elsewhere (venues are often offline).
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

COOKIE = "seminar_session"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that a browser says "Origin: null" even for our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""Sent with every answer. Styles are inline because the terminal on the page writes its own."""


def host_name(host: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    return (urlsplit("//" + host).hostname or "").lower()


def known_host(host: str, names: Iterable[str]) -> bool:
    """Tell whether a Host header names this server: an address, or one of its names.

    A foreign name that was made to resolve here is refused.
    """
    name = host_name(host)
    if name in {"localhost", *(one.lower() for one in names)}:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(origin: str | None, scheme: str, host: str) -> bool:
    """Tell whether a request came from a page of this server. No Origin at all is no such page."""
    return origin is not None and origin.lower() == f"{scheme}://{host}".lower()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
