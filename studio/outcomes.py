"""How a command ends: its exit status and its one line on standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from locales.errors import StudioError, shown

DEBUG = "STUDIO_DEBUG"
FAULT = 3
"""Exit status of what should never happen."""


def one_line(message: str) -> str:
    """A message on one line, whatever it quotes; what a terminal would obey is escaped."""
    line = " ".join(message.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def require_folder() -> None:
    """Raise StudioError where the current folder was deleted: Praat would abort the process."""
    try:
        Path.cwd()
    except OSError as error:
        raise StudioError(
            f"the current folder cannot be used: {error.strerror}; change to another"
        ) from error


def drop_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the exit is quiet."""
    with suppress(OSError, ValueError, AttributeError):  # closed, or no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def outcome(error: BaseException) -> tuple[int, str]:
    """Exit status and message for what a command raised."""
    if isinstance(error, StudioError):
        return 2, str(error)
    if isinstance(error, click.ClickException):
        return 2, f"{error.format_message()} (studio --help lists all)"
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return 130, "stopped"
    if isinstance(error, OSError) and error.strerror:
        what = shown(str(error.filename)) if error.filename else "a file or the output"
        return 2, f"cannot use {what}: {error.strerror}; make room, or choose another"
    kind = type(error).__name__
    return FAULT, f"a fault of the studio itself: {kind}: {error}; {DEBUG}=1 shows where"
