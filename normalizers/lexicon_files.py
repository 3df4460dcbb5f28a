"""Lexicons in files: YAML, or W3C PLS 1.0, told by the name's ending."""

from __future__ import annotations

import os
from pathlib import Path

from locales.errors import TextError, shown
from normalizers.lexicon import MAX_FILE_CHARACTERS, Lexicon
from normalizers.pls import Pls, read_pls

_YAML = (".yaml", ".yml")
_PLS = (".pls", ".xml")


def load_lexicon(path: str | os.PathLike[str]) -> Pls:
    """A lexicon from a .yaml, .yml, .pls or .xml file, with a line for each thing left out.

    Raises TextError naming the file.
    """
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in _YAML + _PLS:
        raise TextError(
            f"lexicon {shown(str(path))} is neither YAML nor PLS; its name ends in .yaml or .pls"
        )
    try:
        with file.open("rb") as stream:
            data = stream.read(4 * MAX_FILE_CHARACTERS + 1)  # a character of UTF-8: at most four
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise TextError(f"lexicon {shown(str(path))}: {reason}; name a file to read") from error
    try:
        if ending in _PLS:
            return read_pls(data)
        return Pls(Lexicon.from_yaml(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise TextError(f"lexicon {shown(str(path))} is not UTF-8; convert it") from error
    except TextError as error:
        raise TextError(f"{shown(str(path))}: {error}") from error
