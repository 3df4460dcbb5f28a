"""A regression suite as a file: prompts, what each measured when it was recorded, and tolerances.

Conventions: strict YAML that people may edit. The persona is a preset's name, or a path below the
suite's folder, written with ``/``. A number is a baseline and a tolerance in the unit of its
measure, which its key names; a baseline of null means that the measure had no value, and why.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from locales import get
from locales.errors import LocaleError, SuiteError, shown, unknown
from voices import profile, strict_yaml
from voices.field_errors import one_line
from voices.files import write_whole
from voices.persona import preset_names
from voices.persona_fields import Strict, Text

FORMAT: Literal[1] = 1
SUFFIX = ".yaml"
MAX_PROMPTS = 1000
FILE_SUFFIXES = (".yaml", ".yml", profile.SUFFIX)
MEASURES = {
    "duration_s": "duration_s",
    "f0_median_hz": "f0_median_hz",
    "rate_syll_s": "articulation_rate_syll_s",
    "loudness_lufs": "loudness_lufs",
}
"""Number that a prompt expects -> measure of `voices.acoustics`. A prompt is too short to judge a
voice by them (`studio.batch`), not to compare it with itself: text and method are the same."""

Number = Annotated[float, Field(ge=-1e6, le=1e6)]
Identifier = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$",
        description="1 to 128 letters, digits and . - _",
    ),
]


def checked_reference(text: str) -> str:
    """A preset's name, or a path that stays below a folder on any system. Raises ValueError."""
    if not text.lower().endswith(FILE_SUFFIXES):
        if text in preset_names():
            return text
        known = unknown("persona", text, preset_names())
        raise ValueError(f"{known} A .yaml or .voice file below the suite's folder works too")
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text:
        raise ValueError("give a path below the suite's folder, with / and without .. : and \\")
    return text


class Expected(Strict):
    """A number that is expected again: within ``tolerance`` of ``baseline``; or none, and why."""

    baseline: Number | None
    tolerance: Annotated[float | None, Field(gt=0, le=1e6)] = None
    why: Annotated[Text, Field(max_length=400)] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.baseline is None) != (self.tolerance is None):
            raise ValueError("a baseline needs a tolerance, no baseline has none")
        return self


class ExpectedVerdict(Expected):
    """A verdict of the verification that is expected again: its value, and that it holds.

    ``ok`` of null means that nothing was asked of the measure.
    """

    attribute: Annotated[Text, Field(min_length=1, max_length=64)]
    measure: Annotated[Text, Field(min_length=1, max_length=64)]
    ok: bool | None


class Expectations(Strict):
    """What a prompt is expected to be; what is left out is not looked at.

    ``phones`` are the sounds as the engine names them: they tell a pronunciation in IPA, which the
    words do not.
    """

    said: Annotated[Text | None, Field(max_length=60_000)] = None
    phones: Annotated[Text | None, Field(max_length=200_000)] = None
    duration_s: Expected | None = None
    f0_median_hz: Expected | None = None
    rate_syll_s: Expected | None = None
    loudness_lufs: Expected | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError("nothing is expected; give said, duration_s or another")
        return self

    @property
    def numbers(self) -> dict[str, Expected]:
        """The numbers that are expected, by name."""
        return {name: found for name in MEASURES if (found := getattr(self, name)) is not None}


class Prompt(Strict):
    """A text, the locale that reads it (the persona's if None), and what is expected."""

    id: Identifier
    text: Annotated[Text, Field(min_length=1, max_length=20_000)]
    locale: Annotated[Text | None, Field(max_length=35)] = None
    expect: Expectations

    @field_validator("locale")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        try:
            return None if value is None else get(value).tag
        except LocaleError as error:
            raise ValueError(str(error)) from error


class Suite(Strict):
    """A whole suite; ``digest`` is the persona's, ``recorded_with`` has versions by name."""

    version: Literal[1]
    persona: Annotated[Text, Field(min_length=1, max_length=400)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="a SHA-256")]
    verified: bool
    failures: Annotated[
        tuple[Annotated[Text, Field(max_length=400)], ...], Field(max_length=200, strict=False)
    ] = ()
    recorded_with: Annotated[
        dict[
            Annotated[Text, Field(min_length=1, max_length=64)],
            Annotated[Text, Field(max_length=120)],
        ],
        Field(max_length=64),
    ]
    prompts: Annotated[
        tuple[Prompt, ...], Field(min_length=1, max_length=MAX_PROMPTS, strict=False)
    ]
    verdicts: Annotated[tuple[ExpectedVerdict, ...], Field(max_length=400, strict=False)] = ()

    @field_validator("persona")
    @classmethod
    def _portable(cls, value: str) -> str:
        return checked_reference(value)

    @field_validator("prompts")
    @classmethod
    def _told_apart(cls, value: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        seen: set[str] = set()
        for prompt in value:
            if prompt.id.casefold() in seen:
                raise ValueError(f"id {prompt.id!r} is given twice; capitals do not count")
            seen.add(prompt.id.casefold())
        return value

    @classmethod
    def loads(cls, text: str) -> Self:
        """Read YAML text. Raises SuiteError, one line."""
        try:
            data = strict_yaml.parse(text)
        except strict_yaml.YamlError as error:
            raise SuiteError(f"not admissible YAML: {error}; mend it") from error
        if not isinstance(data, dict):
            raise SuiteError(f"the suite is {shown(data)}; make one with studio suite record")
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise SuiteError(one_line("suite field", cls, error)) from error

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a file of at most 256 KiB. Raises SuiteError naming it and what is wrong."""
        path = Path(path)
        try:
            return cls.loads(text_file(path))
        except SuiteError as error:
            raise SuiteError(f"{shown(path.name)[1:-1]}: {error}") from error

    def dumps(self) -> str:
        """YAML that `loads` reads back as an equal suite. Raises SuiteError if it is too long."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        text = strict_yaml.write({"version": self.version, **data})
        if len(text.encode()) > strict_yaml.MAX_BYTES:
            raise SuiteError(
                f"{len(self.prompts)} prompts make a suite of more than "
                f"{strict_yaml.MAX_BYTES // 1024} KiB; divide them"
            )
        return text

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the file whole or not at all; returns the path. Raises SuiteError."""
        return write_whole(path, self.dumps().encode(), error=SuiteError)


def text_file(path: Path) -> str:
    """The text of a file of at most 256 KiB in UTF-8. Raises SuiteError."""
    try:
        if not path.is_file():
            raise SuiteError("there is no such file; check the path")
        with path.open("rb") as source:
            data = source.read(strict_yaml.MAX_BYTES + 1)
        if len(data) > strict_yaml.MAX_BYTES:
            raise SuiteError(f"more than {strict_yaml.MAX_BYTES // 1024} KiB; divide it")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SuiteError("not text in UTF-8; convert it") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise SuiteError(f"cannot be read: {why}; check the path") from error


def portable(reference: str, suite: str | os.PathLike[str]) -> str:
    """How a suite names a persona that the command line names so.

    Raises SuiteError where it is a file that does not lie below the suite's folder.
    """
    if reference in preset_names():
        return reference
    folder = Path(suite).parent.resolve()
    path = Path(reference).resolve()
    if not path.is_relative_to(folder):
        raise SuiteError(
            f"persona {shown(reference)} does not lie below the folder of {shown(str(suite))}; "
            "put the suite beside the persona"
        )
    try:
        return checked_reference(path.relative_to(folder).as_posix())
    except ValueError as error:
        raise SuiteError(
            f"persona {shown(reference)} cannot be named in a suite: {error}"
        ) from error


def located(suite: Suite, path: str | os.PathLike[str]) -> str:
    """The persona of a suite that lies at ``path``, as the command line would name it.

    Raises SuiteError where it is not there, or where a link leads out of the suite's folder.
    """
    if suite.persona in preset_names():
        return suite.persona
    folder = Path(path).parent
    found = folder / suite.persona
    where = f"{shown(Path(path).name)[1:-1]}: persona {shown(suite.persona)}"
    if not found.is_file():
        raise SuiteError(f"{where} is not beside the suite; put it there, or pass --persona")
    if not found.resolve().is_relative_to(folder.resolve()):
        raise SuiteError(f"{where} is a link out of the suite's folder; put the file there")
    return str(found)
