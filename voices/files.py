"""Writing result files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from locales.errors import StudioError, shown


def write_whole(
    path: str | os.PathLike[str], data: bytes, *, error: type[StudioError] = StudioError
) -> Path:
    """Write through a temporary file beside the path, then rename; returns the path.

    Raises ``error`` with the path and the reason if it cannot, and leaves nothing behind.
    """
    path = Path(path)
    part = ""
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as sink:
            sink.write(data)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except OSError as fault:
        if part:
            Path(part).unlink(missing_ok=True)
        raise error(
            f"cannot write {shown(str(path))}: {fault.strerror}; choose a writable folder"
        ) from fault
    return path
