"""A child process whose standard output carries its answer and nothing else."""

from __future__ import annotations

import os
from typing import BinaryIO


def only_answers() -> BinaryIO:
    """Take standard output for the answer: what a library greets with goes to standard error.

    By the descriptor, for solvers print past Python.
    """
    mine = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return mine
