"""Text that a command is given: arguments and standard input, as UTF-8 and of a bounded size."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from locales.errors import TextError

MAX_STDIN_BYTES = 1_000_000


def typed(argument: str) -> str:
    """An argument read as UTF-8, whatever the locale of the shell is (PEP 383 keeps its bytes).

    Raises TextError where it is something else.
    """
    if not any("\udc80" <= character <= "\udcff" for character in argument):
        return argument
    return decoded(argument.encode(sys.getfilesystemencoding(), "surrogateescape"))


def standard_input() -> TextIO:
    """Standard input. Raises TextError where there is none."""
    if sys.stdin is None:  # closed by the caller, as in `<&-`
        raise TextError("there is no standard input to read; give the text as an argument")
    return sys.stdin


def text_of(argument: str) -> str:
    """The argument itself, or standard input for ``-``."""
    if argument != "-":
        return typed(argument)
    data = standard_input().buffer.read(MAX_STDIN_BYTES + 1)
    if len(data) > MAX_STDIN_BYTES:
        raise TextError(f"standard input is over {MAX_STDIN_BYTES:,} bytes; give less text")
    return decoded(data)


def decoded(data: bytes) -> str:
    """UTF-8 text. Raises TextError where it is something else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            f"the text is not UTF-8 at byte {error.start} ({data[error.start]:#04x}); convert it"
        ) from error


def lines_of(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Lines as they come, counted from 1, so that the command can stand in a pipe."""
    number = 0
    while line := stream.buffer.readline(MAX_STDIN_BYTES + 1):
        number += 1
        if len(line) > MAX_STDIN_BYTES:
            raise TextError(f"line {number} is over {MAX_STDIN_BYTES:,} bytes; divide it")
        try:
            yield number, decoded(line).rstrip("\r\n")
        except TextError as error:
            raise TextError(f"line {number}: {error}") from error
