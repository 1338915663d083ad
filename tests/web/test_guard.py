"""Hosts and origins."""

import pytest

from seminar_tui.web.guard import HEADERS, is_loopback, known_host, same_origin


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8420", True),
        ("[::1]:8420", True),
        ("localhost", True),
        ("192.168.1.7:8420", True),
        ("seminar.local:8420", True),
        ("SEMINAR.local", True),
        ("evil.example:8420", False),
        ("localhost.evil.example", False),
        ("", False),
        ("127.0.0.1.evil.example", False),
    ],
)
def test_only_addresses_and_own_names_are_this_server(host, known):
    assert known_host(host, ["seminar.local"]) is known


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("http://127.0.0.1:8420", True),
        ("https://127.0.0.1:8420", False),
        ("http://127.0.0.1:8421", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_page_of_this_server_has_its_origin(origin, same):
    assert same_origin(origin, "http", "127.0.0.1:8420") is same


def test_loopback():
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("seminar.local")


def test_nothing_is_loaded_from_elsewhere_or_framed():
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
