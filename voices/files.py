"""Writing result files whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from locales.errors import StudioError, shown

KEPT_NAME = 40
"""Characters of the name that its temporary file keeps, so that a long name stays admissible."""


def check_writable(
    path: str | os.PathLike[str],
    *,
    suffix: str | None = None,
    error: type[StudioError] = StudioError,
) -> Path:
    """See before long work that a file can be written there; returns the path.

    Raises ``error`` if the path is none, has another ending than ``suffix``, is a folder or a
    device (a rename would put a file in its place), or if its folder is missing or closed to us.
    """
    text = os.fspath(path)
    path = Path(text)
    if not text or "\0" in text:
        raise error(f"cannot write {shown(text)}: it is no path; name a file")
    if suffix is not None and path.suffix.lower() != suffix:
        raise error(f"{shown(text)} does not end in {suffix}; name it NAME{suffix}")
    try:
        if text.endswith(("/", os.sep)) or path.is_dir():
            raise error(f"cannot write {shown(text)}: it is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise error(f"cannot write {shown(text)}: it is no ordinary file; choose another name")
        if not path.parent.is_dir():
            raise error(
                f"cannot write {shown(text)}: there is no folder {shown(str(path.parent))}; "
                "make it first or choose another"
            )
    except OSError as fault:
        raise _refused(path, fault, error) from fault
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise error(
            f"cannot write {shown(text)}: the folder {shown(str(path.parent))} is not writable; "
            "choose another"
        )
    return path


def write_whole(
    path: str | os.PathLike[str], data: bytes, *, error: type[StudioError] = StudioError
) -> Path:
    """Write through a temporary file beside the path, then rename; returns the path.

    Raises ``error`` with the path and the reason if it cannot, and leaves nothing behind, not
    even if it is interrupted.
    """
    path = check_writable(path, error=error)
    part = path.with_name(f".{path.name[:KEPT_NAME]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as sink:
            sink.write(data)
        part.replace(path)
    except OSError as fault:
        raise _refused(path, fault, error) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _refused(path: Path, fault: OSError, error: type[StudioError]) -> StudioError:
    return error(
        f"cannot write {shown(str(path))}: {fault.strerror}; choose another name or folder"
    )
