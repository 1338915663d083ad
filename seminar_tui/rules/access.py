"""PINs and links: how they are kept, and how guessing is slowed.

A PIN is short, so it is kept under scrypt (RFC 7914) with a salt of its own, and each
wrong guess doubles the wait before the next is looked at. A link's token has 160 random
bits and needs no slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from dataclasses import dataclass

from seminar_tui.rules.refusal import BadInput

PIN_LENGTHS = range(4, 13)
"""How long a PIN may be."""

_COST = {"n": 2**14, "r": 8, "p": 1}
_FREE_GUESSES = 3
_FIRST_WAIT_MS = 2_000
_LONGEST_WAIT_MS = 5 * 60_000
_TOKEN_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class StoredPin:
    """What is kept of a PIN. After `failures` wrong guesses none counts before `not_before`."""

    salt: str
    hash: str
    failures: int = 0
    not_before: int = 0


def check_pin_shape(pin: str) -> str:
    """Return the PIN if it can be one: digits, four to twelve. Raises BadInput: pin_shape."""
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTHS):
        raise BadInput("pin_shape", least=PIN_LENGTHS.start, most=PIN_LENGTHS.stop - 1)
    return pin


def new_pin(source: random.Random) -> str:
    """Draw a PIN of six digits."""
    return f"{source.randrange(10**6):06}"


def store_pin(pin: str, source: random.Random) -> StoredPin:
    """Return what to keep of a PIN; `source` gives the salt."""
    salt = source.getrandbits(128).to_bytes(16, "big")
    return StoredPin(salt.hex(), _hashed(pin, salt).hex())


def fits(pin: str, stored: StoredPin) -> bool:
    """Tell whether this is the PIN, in time that does not depend on how wrong it is."""
    found = _hashed(pin, bytes.fromhex(stored.salt))
    return hmac.compare_digest(found, bytes.fromhex(stored.hash))


def _hashed(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_COST)


def wait_after(failures: int) -> int:
    """Return how long (ms) no guess counts after so many wrong ones in a row."""
    over = failures - _FREE_GUESSES
    return 0 if over < 0 else min(_FIRST_WAIT_MS << min(over, 20), _LONGEST_WAIT_MS)


def new_token(source: random.Random) -> str:
    """Draw a link's token: 32 characters that are not mistaken for each other, 160 bits."""
    return "".join(source.choices(_TOKEN_ALPHABET, k=32))


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
