"""The .voice file: a verified persona, resolved and sealed, that a runtime loads.

A ZIP archive of a manifest, the persona, its resolved settings and base-voice calibration, its
lexicon, the verification report and sample renders; the manifest holds the SHA-256 and size of
each. Loading checks all of it before anything is used and writes nothing to disk. A damaged,
oversized or path-escaping archive is a ProfileError. The checksums show damage and careless
edits, not forgery: the archive is not signed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import soundfile
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from locales.errors import ProfileError, StudioError, shown
from voices.audio import Audio
from voices.engines import get_engine
from voices.engines.base import Casting
from voices.files import check_writable, write_whole
from voices.persona import Persona
from voices.shaping import Baseline, Settings
from voices.speaking import Voice
from voices.verify import Verification

FORMAT: Literal[2] = 2
SUFFIX = ".voice"
MAX_ARCHIVE_BYTES = 64 * 2**20
MAX_UNPACKED_BYTES = 128 * 2**20
MAX_MEMBERS = 64
MEMBER_NAME = re.compile(r"(?:[a-z]+\.(?:json|yaml)|samples/[0-9]{2}\.wav)")
REQUIRED = ("persona.yaml", "settings.json", "lexicon.json", "report.json")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed time in every entry: the same voice gives the same archive bytes."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Strict(BaseModel):
    """What is read from an archive: frozen, no unknown fields, no coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Member(Strict):
    """Checksum and size of one file in the archive."""

    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=MAX_UNPACKED_BYTES)]


class Sample(Strict):
    """A sample render and its text."""

    file: Annotated[str, Field(pattern=r"^samples/[0-9]{2}\.wav$")]
    text: Annotated[str, Field(max_length=2000)]


class Manifest(Strict):
    """First file of the archive: what it is, whether it was verified, and what it holds."""

    format: Literal[2]
    name: Annotated[str, Field(max_length=64)]
    locale: Annotated[str, Field(max_length=35)]
    digest: Sha256
    verified: bool
    failures: Annotated[tuple[str, ...], Field(max_length=200)]
    studio_version: Annotated[str, Field(max_length=40)]
    engine: Annotated[str, Field(max_length=40)]
    engine_version: Annotated[str, Field(max_length=120)]
    samples: Annotated[tuple[Sample, ...], Field(max_length=20)]
    files: Annotated[dict[str, Member], Field(max_length=MAX_MEMBERS)]


class Sealed(Strict):
    """settings.json: everything that speaking needs beside the persona."""

    voice: Annotated[str, Field(max_length=80)]
    exact: bool
    note: Annotated[str, Field(max_length=400)]
    settings: Settings
    asked: Settings | None = None
    f0_median_hz: Annotated[float, Field(gt=0, le=1000)]
    f0_sd_st: Annotated[float, Field(ge=0, le=24)]
    rate_syll_s: Annotated[float, Field(gt=0, le=20)]
    middle_st: Annotated[float, Field(ge=-24, le=24)]
    phones_s: Annotated[float | None, Field(gt=0, le=60)]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A loaded .voice file. ``samples`` pairs each text with its audio; ``report`` is the
    verification as plain data; ``notes`` say what differs on this machine."""

    manifest: Manifest
    voice: Voice
    report: Mapping[str, Any]
    samples: tuple[tuple[str, Audio], ...]
    notes: tuple[str, ...]


def studio_version() -> str:
    """Version of this project as installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("voice-persona-studio")
    except PackageNotFoundError:
        return "unknown"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _contents(verification: Verification, samples: int) -> dict[str, bytes]:
    voice = verification.voice
    sealed = Sealed(
        voice=voice.casting.voice,
        exact=voice.casting.exact,
        note=voice.casting.note,
        settings=voice.settings,
        asked=voice.asked,
        **asdict(voice.baseline),
    )
    files = {
        "persona.yaml": voice.persona.dumps().encode(),
        "settings.json": _json(sealed.model_dump()),
        "lexicon.json": _json(_lexicon(voice.persona)),
        "report.json": _json(verification.as_dict()),
    }
    for index, probe in enumerate(verification.probes[:samples]):
        files[f"samples/{index:02d}.wav"] = probe.speech.audio.wav()
    return files


def _lexicon(persona: Persona) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json") for entry in persona.lexicon]


def refusal(verification: Verification) -> str:
    """One line on why a persona is not exported: each failed attribute and by how much."""
    failed = "; ".join(
        f"{verdict.attribute} ({verdict.measure} {verdict.message})"
        for verdict in verification.failures
    )
    return (
        f"persona {verification.voice.persona.name!r} is not exported, it does not measure as "
        f"asked: {failed}. Let `studio fit` adjust it, change the persona, or pass "
        "--allow-unverified to record that it failed"
    )


def export(
    verification: Verification,
    path: str | os.PathLike[str],
    *,
    allow_unverified: bool = False,
    samples: int = 4,
) -> Path:
    """Write a .voice file, whole or not at all, and return its path.

    Raises ProfileError if verification failed and ``allow_unverified`` is not given, or if the
    file cannot be written.
    """
    path = check_writable(path, suffix=SUFFIX, error=ProfileError)
    if not verification.passed and not allow_unverified:
        raise ProfileError(refusal(verification))
    files = _contents(verification, samples)
    voice = verification.voice
    manifest = Manifest(
        format=FORMAT,
        name=voice.persona.name,
        locale=voice.persona.locale,
        digest=voice.persona.digest,
        verified=verification.passed,
        failures=tuple(
            f"{verdict.attribute}: {verdict.measure} {verdict.message}"
            for verdict in verification.failures
        ),
        studio_version=studio_version(),
        engine=voice.engine,
        engine_version=get_engine(voice.engine).version(),
        samples=tuple(
            Sample(file=f"samples/{index:02d}.wav", text=probe.text)
            for index, probe in enumerate(verification.probes[:samples])
        ),
        files={
            name: Member(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            for name, data in files.items()
        },
    )
    packed = _pack({"manifest.json": _json(manifest.model_dump(mode="json")), **files})
    return write_whole(path, packed, error=ProfileError)


def _pack(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return sink.getvalue()


def _damaged(path: Path, why: str) -> ProfileError:
    return ProfileError(
        f"{shown(path.name)[1:-1]} is not a sound .voice file: {why}; export the voice again"
    )


def _unpack(path: Path) -> dict[str, bytes]:
    """All members in memory, after checks of names, counts and sizes."""
    try:
        if not path.is_file():
            raise ProfileError(f"no .voice file at {shown(str(path))}; check the path")
        if path.stat().st_size > MAX_ARCHIVE_BYTES:
            raise _damaged(path, f"it has more than {MAX_ARCHIVE_BYTES:,} bytes")
        path.open("rb").close()
    except OSError as error:
        raise ProfileError(
            f"cannot read {shown(str(path))}: {error.strerror}; check the path"
        ) from error
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MAX_MEMBERS or len(set(names)) != len(names):
                raise _damaged(path, "it holds too many files, or one twice")
            for name in names:
                if not MEMBER_NAME.fullmatch(name):
                    raise _damaged(path, f"it holds {shown(name)}, which is no file of a voice")
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                raise _damaged(path, f"it unpacks to more than {MAX_UNPACKED_BYTES:,} bytes")
            return {entry.filename: _read_member(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _damaged(path, str(error).splitlines()[0] if str(error) else "unreadable") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _damaged(path, "its compressed data is broken") from error


def _read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One member, never more bytes than its header announced (a guard against bombs)."""
    with archive.open(entry) as source:
        data = source.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile(f"{entry.filename} is longer or shorter than announced")
    return data


def _check_files(path: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    listed, found = set(manifest.files), set(files) - {"manifest.json"}
    if listed != found:
        odd = sorted(listed ^ found)[0]
        raise _damaged(path, f"{odd} is {'missing' if odd in listed else 'not in the manifest'}")
    for name in REQUIRED:
        if name not in files:
            raise _damaged(path, f"{name} is missing")
    for name, member in manifest.files.items():
        data = files[name]
        if len(data) != member.size or hashlib.sha256(data).hexdigest() != member.sha256:
            raise _damaged(path, f"{name} does not match its checksum")


def _voice(path: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Voice:
    persona = Persona.loads(files["persona.yaml"].decode())
    if persona.digest != manifest.digest:
        raise _damaged(path, "the persona does not match its digest")
    if persona.engine.name != manifest.engine:
        raise _damaged(path, "the persona names another engine than the manifest")
    if json.loads(files["lexicon.json"]) != _lexicon(persona):
        raise _damaged(path, "lexicon.json is not the lexicon of the persona")
    sealed = Sealed.model_validate_json(files["settings.json"], strict=False)
    return Voice(
        persona=persona,
        casting=Casting(voice=sealed.voice, exact=sealed.exact, note=sealed.note),
        settings=sealed.settings,
        baseline=Baseline(
            sealed.f0_median_hz,
            sealed.f0_sd_st,
            sealed.rate_syll_s,
            sealed.middle_st,
            sealed.phones_s,
        ),
        asked=sealed.asked,
    )


def _notes(manifest: Manifest) -> tuple[str, ...]:
    notes = []
    if not manifest.verified:
        notes.append(f"exported unverified: {'; '.join(manifest.failures)}")
    here = get_engine(manifest.engine).version()
    if here != manifest.engine_version:
        notes.append(f"made with {manifest.engine} {manifest.engine_version}, here is {here}")
    return tuple(notes)


def load(path: str | os.PathLike[str]) -> Profile:
    """Open a .voice file, checking every member first.

    Raises ProfileError naming the file and what is wrong; nothing is written to disk.
    """
    path = Path(path)
    files = _unpack(path)
    try:
        manifest = Manifest.model_validate_json(files["manifest.json"])
        _check_files(path, manifest, files)
        voice = _voice(path, manifest, files)
        report = _report(files["report.json"])
        samples = tuple((sample.text, _audio(files[sample.file])) for sample in manifest.samples)
    except ProfileError:
        raise
    except KeyError as error:
        raise _damaged(path, f"{error.args[0]} is missing") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _damaged(path, f"{where or 'manifest'}: {first['msg']}") from error
    except (ValueError, RecursionError, StudioError) as error:
        raise _damaged(path, str(error).splitlines()[0]) from error
    return Profile(manifest, voice, report, samples, _notes(manifest))


def _report(data: bytes) -> Mapping[str, Any]:
    report = json.loads(data, parse_constant=lambda name: _refuse(f"report.json holds {name}"))
    return report if isinstance(report, dict) else _refuse("report.json is no report")


def _refuse(why: str) -> Any:
    raise ValueError(why)


def _audio(data: bytes) -> Audio:
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32")
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
        raise ValueError("a sample cannot be read as sound") from error
    return Audio(samples, rate_hz)
