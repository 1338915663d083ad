"""`python -m seminar_tui` and the `seminar` command."""

from __future__ import annotations

import os
import sys

FRAMES = "120"
"""Paints a second at most. At the toolkit's 60 an answer waits up to 16 ms for its turn."""


def main() -> None:
    """Run the command line and exit with its code."""
    # Screens and pipes carry æøå whatever the terminal's own encoding is.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Read by the toolkit as it is imported.
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    from seminar_tui.cli.main import main as run

    try:
        code = run()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
