"""Entry point: ``python -m studio`` and the ``studio`` command."""

from __future__ import annotations

import sys

from studio.cli import main


def run() -> None:
    """Run the command line and exit with its status."""
    sys.exit(main())


if __name__ == "__main__":
    run()
