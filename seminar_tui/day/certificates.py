"""What is stored with an accepted plan so that it can be proved again.

A certificate proves a plan of the rounds that were still to come when it was made; `over` says
how many were not.
"""

from __future__ import annotations

import json

from seminar_tui.placement.model import Certificate, Weights


def certificate_json(certificate: Certificate, over: int = 0) -> str:
    """Return a certificate as JSON; its integers may be larger than 64 bits, so as text."""
    weights = certificate.weights
    return json.dumps(
        {
            "gain": [str(gain) for gain in weights.gain],
            "bonus": str(weights.bonus),
            "stay": str(weights.stay),
            "base": str(weights.base),
            "prices": {str(stand): str(price) for stand, price in certificate.prices.items()},
            "over": over,
        },
        separators=(",", ":"),
    )


NOTHING = Certificate(Weights((), 0), {})
"""A certificate that proves nothing."""


def read_certificate(text: str, rounds: int) -> tuple[Certificate, int]:
    """Return the certificate of that JSON, and how many of the day's rounds were over.

    A file may have been tampered with: what cannot be read is a certificate that proves nothing.
    """
    try:
        read = json.loads(text)
        weights = Weights(
            tuple(int(gain) for gain in read["gain"]),
            int(read["bonus"]),
            int(read["stay"]),
            int(read["base"]),
        )
        prices = {int(stand): int(price) for stand, price in read["prices"].items()}
        over = int(read.get("over", 0))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return NOTHING, 0
    return (Certificate(weights, prices), over) if 0 <= over <= rounds else (NOTHING, 0)
