"""`python -m seminar_tui` and the `seminar` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Screens and pipes carry æøå whatever the terminal's own encoding is.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
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
