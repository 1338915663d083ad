"""Run a seminar day from a terminal. This module imports nothing, so that it costs nothing."""

__version__ = "0.1.0"
