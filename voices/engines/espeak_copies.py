"""Copies of libespeak-ng: where the library lies, and how it is loaded anew and unloaded.

A shared library is loaded once per inode, so each use gets a copy with an inode of its own: in
memory on Linux, as a temporary file elsewhere.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from locales.errors import EngineError

# N_PATH_HOME of the library's speech.h, less the longest name that is put behind the path.
_LONGEST_DATA_PATH = 160 - 40


def library_paths() -> tuple[Path, Path]:
    """The library and its data folder. Raises EngineError if they are not installed."""
    try:
        import espeakng_loader
    except ImportError as error:
        raise EngineError("espeak-ng is not installed; run: pip install espeakng-loader") from error
    library, data = Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    if not library.is_file() or not (data / "phontab").is_file():
        raise EngineError(
            f"espeakng-loader has no library for {sys.platform}; run: pip install --force-reinstall"
            " espeakng-loader"
        )
    return library, data


@lru_cache(maxsize=1)
def _image(path: Path) -> bytes:
    return path.read_bytes()


@contextlib.contextmanager
def loaded(path: Path) -> Iterator[ctypes.CDLL]:
    """Load a copy of a library under a name and inode of its own, so that its state is new."""
    with _copy(path) as copy:
        try:
            library = ctypes.CDLL(copy)
        except OSError as error:
            raise EngineError(
                f"the copy of espeak-ng in {Path(copy).parent} does not load ({error}); set TMPDIR"
                " to a folder that allows programs"
            ) from error
        try:
            yield library
        finally:
            _unload(library)


@contextlib.contextmanager
def _copy(path: Path) -> Iterator[str]:
    if hasattr(os, "memfd_create"):
        # Memory needs no folder that allows programs, and a crash leaves nothing behind.
        try:
            handle = os.memfd_create(path.name)
        except OSError:
            pass
        else:
            with os.fdopen(handle, "wb") as memory:
                memory.write(_image(path))
                memory.flush()
                yield f"/proc/self/fd/{handle}"
            return
    with _file_copy(path) as copy:
        yield copy


@contextlib.contextmanager
def _file_copy(path: Path) -> Iterator[str]:
    handle, name = tempfile.mkstemp(prefix="espeak-", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as sink:
            sink.write(_image(path))
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def _unload(library: ctypes.CDLL) -> None:
    import _ctypes  # ctypes has no public way to unload

    release = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009
    release(library._handle)


@contextlib.contextmanager
def short_path(path: Path) -> Iterator[bytes]:
    """The path as bytes, through a link where it is too long for the library's buffer."""
    full = os.fsencode(path)
    if len(full) <= _LONGEST_DATA_PATH:
        yield full
        return
    with tempfile.TemporaryDirectory(prefix="es-") as folder:
        link = Path(folder) / path.name
        link.symlink_to(path, target_is_directory=True)
        yield os.fsencode(link)
