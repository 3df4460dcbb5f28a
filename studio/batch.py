"""Batch rendering of a JSONL manifest: resumable, in worker processes, row by row.

Each line of the manifest is an object with ``id`` and ``text`` and, if wanted, ``locale``,
``persona``, ``emotion`` and ``ssml``: true where the text is SSML, or the document that is spoken
for the text. Results go to ``DIR/<id>.wav`` and ``DIR/manifest.jsonl`` (NeMo's
keys ``audio_filepath``, ``duration``, ``text``, then ours). A row that fails is recorded and the
rest goes on. While a batch runs, finished rows are kept in ``DIR/.journal.jsonl``, so that a
batch that was cut off is taken up again: a row is skipped if its digest is the same and its
sound file is intact.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from locales.errors import ManifestError, StudioError, shown, unknown
from studio import actions
from studio.workers import in_processes
from voices.acoustics.report import measure
from voices.engines import get_engine
from voices.files import write_whole
from voices.profile import studio_version
from voices.speaking import Voice, mark_times
from voices.targets import targets
from voices.verify import verdict_row

MAX_LINE_BYTES = 64 * 2**10
MAX_ROWS = 100_000
ROWS_PER_WORKER = 500
"""A worker process is renewed after so many rows: espeak-ng keeps about 180 kB for each utterance
with a word that it reads as foreign (measured)."""
DIED = "its worker process died twice; shorten the text, or leave the row out"
SHORT_CLIP_MEASURES = frozenset(
    {"loudness_lufs", "true_peak_dbtp", "clipped_ratio", "click_count", "dc_offset"}
)
"""What one prompt of a few seconds can be judged on; F0, rate and quality need 10 to 16 s
(Arantes & Eriksson 2014 and the minimal detectable changes of `studio verify`)."""


class Row(BaseModel):
    """One line of a manifest."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$")]
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    locale: Annotated[str, Field(max_length=35)] | None = None
    persona: Annotated[str, Field(max_length=400)] | None = None
    emotion: Annotated[str, Field(max_length=40)] | None = None
    ssml: bool | Annotated[str, Field(min_length=1, max_length=100_000)] = False

    @property
    def spoken_text(self) -> str:
        """What is spoken: the document where ``ssml`` is one, else the text."""
        return self.ssml if isinstance(self.ssml, str) else self.text


@dataclass(frozen=True, slots=True)
class Job:
    """A row and the persona that speaks it where the row names none."""

    row: Row
    persona: str
    folder: str


def read_manifest(path: str | os.PathLike[str]) -> list[Row]:
    """The rows of a manifest. Raises ManifestError naming file, line and what is wrong."""
    path = Path(path)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    try:
        with path.open("rb") as source:
            for number, line in _lines(source):
                row = _row(path.name, number, line)
                if row.id.casefold() in seen:
                    raise ManifestError(
                        f"{path.name} line {number}: id {row.id!r} stands in line "
                        f"{seen[row.id.casefold()]} already; ids are file names, case ignored"
                    )
                seen[row.id.casefold()] = number
                rows.append(row)
                if len(rows) > MAX_ROWS:
                    raise ManifestError(f"{path.name} has over {MAX_ROWS:,} rows; divide it")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise ManifestError(
            f"cannot read {shown(str(path))}: {why}; give a file with a JSON object a line"
        ) from error
    if not rows:
        raise ManifestError(
            f"{path.name} holds no rows; give a JSON object with id and text a line"
        )
    return rows


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines that are not empty, counted from 1; one that is too long is cut, and told by that."""
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 1):
        number += 1
        text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if text.strip() or len(text) > MAX_LINE_BYTES:
            yield number, text


def _row(name: str, number: int, line: bytes) -> Row:
    where = f"{name} line {number}"
    if len(line) > MAX_LINE_BYTES:
        raise ManifestError(f"{where}: longer than {MAX_LINE_BYTES:,} bytes; shorten the text")
    try:
        return Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        if first["type"] == "extra_forbidden":
            raise ManifestError(f"{where}: {unknown('key', field, Row.model_fields)}") from error
        raise ManifestError(
            f"{where}: {field}: {first['msg'].splitlines()[0]}, not {shown(first['input'])}; "
            f"known keys: {', '.join(Row.model_fields)}"
        ) from error


@lru_cache(maxsize=32)
def _voice(reference: str, emotion: str | None, locale: str | None) -> Voice:
    return actions.open_voice(reference, {"emotion": emotion} if emotion else None, locale)


def digest(job: Job, voice: Voice) -> str:
    """SHA-256 over everything that decides the sound of a row."""
    parts = [
        job.row.text,
        voice.persona.digest,
        voice.casting.voice,
        get_engine(voice.engine).version(),
        voice.settings.model_dump_json(),
        repr(voice.baseline),
        studio_version(),
    ]
    if job.row.ssml:
        parts.append(f"ssml {job.row.spoken_text}")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def render(job: Job, known: str | None = None) -> dict[str, Any]:
    """Render one row; a fault is a row with status ``failed``, never an exception. ``known`` is
    the digest of a finished rendering: if it is the same, nothing is done and the status is
    ``kept``."""
    try:
        return _rendered(job, known)
    except StudioError as error:
        return _failed(job, str(error))
    except Exception as error:  # one row must not end the batch, whatever is wrong with it
        return _failed(job, f"a fault of the studio itself: {type(error).__name__}: {error}")


def _failed(job: Job, why: str) -> dict[str, Any]:
    return {
        "id": job.row.id,
        "text": job.row.text,
        "audio_filepath": None,
        "duration": None,
        "status": "failed",
        "error": " ".join(why.split()),
    }


def _rendered(job: Job, known: str | None) -> dict[str, Any]:
    row = job.row
    voice = _voice(job.persona, row.emotion, row.locale)
    mark = digest(job, voice)
    if mark == known:
        return {"id": row.id, "status": "kept"}
    spoken = _said(row, voice)
    report = measure(spoken.speech)
    asked = targets(voice.persona, voice.settings)
    verdicts = report.against(
        [t for t in asked if not t.relative and t.measure in SHORT_CLIP_MEASURES]
    )
    path = spoken.speech.audio.save(Path(job.folder) / f"{row.id}.wav")
    marks = mark_times(spoken.utterance, spoken.speech)
    return {
        "id": row.id,
        "text": row.text,
        "audio_filepath": path.name,
        "duration": round(spoken.speech.audio.duration_s, 6),
        "spoken": spoken.utterance.spoken,
        "status": "ok",
        "error": None,
        "verdicts": [verdict_row(verdict) for verdict in verdicts],
        "notes": list(spoken.speech.notes),
        **({"marks": dict(marks)} if marks else {}),
        "digest": mark,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _said(row: Row, voice: Voice) -> actions.Spoken:
    """A row as spoken; a document's own xml:lang counts where the row names no locale."""
    if not row.ssml:
        return actions.say(row.text, voice)
    locale = voice.persona.locale if row.locale else None
    return actions.say(row.spoken_text, voice, locale=locale, ssml=True)


def _finished(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows of an earlier run whose sound files are intact, by id."""
    rows: dict[str, dict[str, Any]] = {}
    for name in ("manifest.jsonl", ".journal.jsonl"):
        path = folder / name
        if not path.is_file():
            continue
        for line in path.read_bytes().splitlines():
            try:
                row = json.loads(line)
                known = row["status"] == "ok" and re.fullmatch(r"[\w.-]+", row["id"])
                if known and _intact(folder / f"{row['id']}.wav", row["sha256"]):
                    rows[row["id"]] = row
            except (ValueError, KeyError, TypeError, RecursionError):
                continue  # a line cut off by a crash
    return rows


def _intact(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _results(jobs: list[Job], known: dict[str, Any], workers: int) -> Iterator[dict[str, Any]]:
    marks = {job.row.id: known.get(job.row.id, {}).get("digest") for job in jobs}
    if workers == 1:
        for job in jobs:
            yield render(job, marks[job.row.id])
        return
    arguments = {job.row.id: (job, marks[job.row.id]) for job in jobs}
    for name, result in in_processes(render, arguments, workers, calls_per_worker=ROWS_PER_WORKER):
        yield result if result is not None else _failed(arguments[name][0], DIED)


def run(
    rows: Iterable[Row],
    persona: str,
    folder: str | os.PathLike[str],
    *,
    workers: int = 1,
    on_row: Callable[[dict[str, Any]], None] = lambda _: None,
) -> list[dict[str, Any]]:
    """Render all rows and write ``manifest.jsonl``; returns its rows in the manifest's order.

    ``on_row`` is called with each result as it comes (``status`` is ``ok``, ``kept`` or
    ``failed``). Raises ManifestError if the folder cannot be written.
    """
    if not os.fspath(folder):
        raise ManifestError("cannot write to '': it is no path; name a folder")
    folder = Path(folder)
    jobs = [Job(row, row.persona or persona, str(folder)) for row in rows]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = _finished(folder)
        done: dict[str, dict[str, Any]] = {}
        with (folder / ".journal.jsonl").open("a", encoding="utf-8") as journal:
            for result in _results(jobs, known, workers):
                kept = result["status"] == "kept"
                done[result["id"]] = known[result["id"]] if kept else result
                if not kept:
                    journal.write(json.dumps(result, ensure_ascii=False) + "\n")
                    journal.flush()
                on_row(result)
        ordered = [done[job.row.id] for job in jobs]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ordered)
        write_whole(folder / "manifest.jsonl", lines.encode(), error=ManifestError)
        (folder / ".journal.jsonl").unlink()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise ManifestError(
            f"cannot write to {shown(str(folder))}: {why}; choose a writable folder"
        ) from error
    return ordered
