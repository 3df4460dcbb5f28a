"""A persona: who the voice is, in words and numbers, as a file that people write by hand.

Conventions: headline attributes are words of the table (headlines.yaml), found without regard to
case and kept by their canonical name; fine values of None mean "as the headline implies". A
persona is immutable; everything that is read is checked here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    BaseModel,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from locales.errors import PersonaError, shown, unknown
from normalizers.entries import LexiconEntry
from voices import strict_yaml
from voices.asset_files import ASSETS, stems
from voices.engines.base import VoiceInfo
from voices.field_errors import one_line
from voices.files import write_whole
from voices.headlines import ATTRIBUTES, accents_of, find, is_foreign, table
from voices.persona_fields import Fitted, Scale, Signed, Strict, Text, language_tag
from voices.resolve import Resolution, resolve
from voices.shaping.settings import knob

if TYPE_CHECKING:
    from voices.acoustics.verdict import Target

MAX_LEXICON = 2000
MAX_PROVENANCE = 32


class Fine(Strict):
    """Fine attributes; None leaves one to what the headline words imply.

    ``rhythm`` and ``enunciation`` -1 to 1; ``range`` 0.3 to 2.5 times; ``volume`` -30 to -14 LUFS;
    the others 0 (as the base voice) to 1 (the strongest that still sounds natural).
    """

    regional_accent: Text | None = None
    rhythm: Signed = None
    range: Annotated[float | None, knob(0.3, 2.5, 0.05, "times", "pitch range")] = None
    dips: Scale = None
    lifts: Scale = None
    volume: Annotated[float | None, knob(-30, -14, 0.5, "LUFS", "integrated loudness")] = None
    enunciation: Signed = None
    nasality: Scale = None
    breathiness: Scale = None
    constriction: Scale = None
    gravel: Scale = None
    fry: Scale = None

    @field_validator("regional_accent")
    @classmethod
    def _regional(cls, value: str | None) -> str | None:
        return None if value is None else find("accent", value).name


class EngineChoice(Strict):
    """The engine by name, and one of its voices by name, or None to let the locale decide."""

    name: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$",
            description="the name of an engine: a-z, 0-9, - and _",
        ),
    ] = "espeak"
    voice: Annotated[
        str | None,
        Field(
            pattern=r"^\w[\w .+/-]{0,119}$",
            description="the name of a voice: letters, digits, space and . + / - _",
        ),
    ] = None


def _default(attribute: str) -> str:
    return table().defaults[attribute]


def _word(attribute: str) -> Any:
    return Field(default_factory=lambda: _default(attribute))


class Persona(Strict):
    """A designed voice: eight headline words, three optional numbers, fine values, and its engine.

    Raises PersonaError, one line, for anything that is not admissible.

    >>> persona = Persona(name="ada", locale="en-us", gender="Woman", fine={"breathiness": 0.2})
    >>> persona.gender, persona.locale, persona.with_values({"pitch": "Alto"}).pitch
    ('female', 'en-US', 'alto')
    """

    name: Annotated[
        str,
        Field(
            pattern=r"^\w(?:[\w .-]{0,62}\w)?$",
            description="1 to 64 letters, digits, spaces and . - _, a letter or digit at both ends",
        ),
    ]
    locale: str = "en-US"
    age: str = _word("age")
    gender: str = _word("gender")
    accent: str = _word("accent")
    tone: str = _word("tone")
    pitch: str = _word("pitch")
    intonation: str = _word("intonation")
    speed: str = _word("speed")
    emotion: str = _word("emotion")
    pitch_hz: Annotated[float | None, knob(50, 400, 1, "Hz", "median F0")] = None
    rate_syll_s: Annotated[
        float | None, knob(1.5, 10, 0.05, "syll/s", "articulation rate, pauses left out")
    ] = None
    emotion_strength: Annotated[
        float | None, knob(0, 1.5, 0.05, "times", "strength of the emotion; 1 as an agent shows it")
    ] = None
    fine: Fine = Fine()
    engine: EngineChoice = EngineChoice()
    lexicon: Annotated[tuple[LexiconEntry, ...], Field(max_length=MAX_LEXICON, strict=False)] = ()
    fitted: Fitted | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    notes: Annotated[Text, Field(max_length=2000)] = ""
    provenance: Annotated[
        dict[
            Annotated[Text, Field(min_length=1, max_length=64)],
            Annotated[Text, Field(max_length=500)],
        ],
        Field(max_length=MAX_PROVENANCE),
    ] = Field(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _one_line_errors(cls, data: Any, handler: Callable[[Any], Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise PersonaError(one_line("persona field", cls, error)) from error

    @field_validator(*ATTRIBUTES)
    @classmethod
    def _headline(cls, value: str, info: Any) -> str:
        return find(info.field_name, value).name

    @field_validator("locale")
    @classmethod
    def _tag(cls, value: str) -> str:
        return language_tag(value)

    @model_validator(mode="after")
    def _accent_of_locale(self) -> Self:
        for field, name in (
            ("accent", self.accent),
            ("fine.regional_accent", self.fine.regional_accent),
        ):
            if name is not None and is_foreign(name, self.locale):
                language = str(find("accent", name).entry.tag).partition("-")[0]
                fitting = ", ".join(accents_of(self.locale))
                raise PersonaError(
                    f"persona field {field}: {name!r} is an accent of {language}, "
                    f"the locale is {self.locale}; give one of: {fitting}"
                )
        return self

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a YAML file, or a preset by its name. Raises PersonaError."""
        text = os.fspath(path)
        is_name = "/" not in text and os.sep not in text and not Path(text).suffix
        if is_name and (text in preset_names() or not Path(text).exists()):
            return cls.preset(text)
        return cls._from_bytes(_read(Path(text)), Path(text).name)

    @classmethod
    def preset(cls, name: str) -> Self:
        """One of the personas that come with the studio. Raises PersonaError."""
        if name not in preset_names():
            hint = "; or give the path of a .yaml file"
            raise PersonaError(unknown("persona", name, preset_names()) + hint)
        file = ASSETS / "personas" / f"{name}.yaml"
        return cls._from_bytes(file.read_bytes(), file.name)

    @classmethod
    def loads(cls, text: str) -> Self:
        """Read YAML text of at most 256 KiB. Raises PersonaError."""
        try:
            data = strict_yaml.parse(text)
        except strict_yaml.YamlError as error:
            raise PersonaError(f"persona is not admissible YAML: {error}; mend it") from error
        if not isinstance(data, dict):
            raise PersonaError(f"persona is {shown(data)}; give fields such as name: ava")
        return cls.model_validate(data)

    @classmethod
    def _from_bytes(cls, data: bytes, name: str) -> Self:
        try:
            return cls.loads(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise PersonaError(f"{name}: not text in UTF-8; give a persona in YAML") from error
        except PersonaError as error:
            raise PersonaError(f"{name}: {error}") from error

    def dumps(self) -> str:
        """YAML that `loads` reads back as an equal persona; what is not set is left out."""
        data = self.model_dump(mode="json", exclude_none=True)
        optional = ("fine", "lexicon", "notes", "provenance")
        return strict_yaml.write(
            {key: value for key, value in data.items() if value or key not in optional}
        )

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the YAML file whole or not at all; returns the path. Raises PersonaError."""
        return write_whole(path, self.dumps().encode("utf-8"), error=PersonaError)

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """A changed copy; fields by dotted path, text converted as YAML would read it.

        A copy that asks for something else loses what was fitted for the original. Raises
        PersonaError for an unknown path or a value that is not admissible.

        >>> Persona(name="leo").with_values({"fine.breathiness": "0.8"}).fine.breathiness
        0.8
        """
        data = self.model_dump(mode="json")
        known = value_paths()
        for path, value in values.items():
            if path not in known:
                raise PersonaError(unknown("persona field", path, known))
            part, _, leaf = path.rpartition(".")
            (data[part] if part else data)[leaf] = _converted(path, value)
        changed = type(self).model_validate(data)
        if changed.fitted is None or changed.is_fitted:
            return changed
        return changed.model_copy(update={"fitted": None})

    def in_locale(self, locale: str) -> Self:
        """The same persona speaking another locale; an accent, or a voice of the engine that was
        named for another language, is left.

        >>> Persona(name="ava", accent="american").in_locale("fr-CA").accent
        'as locale'
        """
        changes: dict[str, Any] = {"locale": language_tag(locale)}
        if is_foreign(self.accent, changes["locale"]):
            changes["accent"] = _default("accent")
        regional = self.fine.regional_accent
        if regional is not None and is_foreign(regional, changes["locale"]):
            changes["fine.regional_accent"] = None
        if changes["locale"].partition("-")[0] != self.locale.partition("-")[0]:
            changes["engine.voice"] = None
        return self.with_values(changes)

    @property
    def digest(self) -> str:
        """SHA-256 of the persona as canonical JSON, as hexadecimal."""
        return _digest(self.model_dump(mode="json"))

    @property
    def design_digest(self) -> str:
        """`digest` of what is asked of the voice alone: name, notes, lexicon and the like left
        out."""
        return _digest(self.model_dump(mode="json", include=DESIGN))

    @property
    def is_fitted(self) -> bool:
        """Whether what was fitted was fitted for what is asked now."""
        return self.fitted is not None and self.fitted.design == self.design_digest

    def resolve(self, base: VoiceInfo | None = None) -> Resolution:
        """Settings of the chain, who decided them, and the accent's tag; see `voices.resolve`."""
        return resolve(self, base)

    def targets(self) -> tuple[Target, ...]:
        """What must be measured of this persona; see `voices.targets`."""
        from voices.targets import targets  # targets import personas

        return targets(self, self.resolve().settings)


DESIGN = {
    "locale",
    *ATTRIBUTES,
    "pitch_hz",
    "rate_syll_s",
    "emotion_strength",
    "fine",
    "engine",
}
"""Fields of a persona that ask for something that is heard."""


def _digest(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=1)
def preset_names() -> tuple[str, ...]:
    """Names of the personas that come with the studio, sorted.

    >>> {"ava", "leo"} <= set(preset_names())
    True
    """
    return stems("personas", ".yaml")


TEXT_PATHS = ("name", "locale", *ATTRIBUTES, "fine.regional_accent", "engine.name", "notes")


@lru_cache(maxsize=1)
def value_paths() -> tuple[str, ...]:
    """The dotted paths that `Persona.with_values` sets."""
    whole = [name for name in Persona.model_fields if name not in ("fine", "engine", "fitted")]
    parts: list[tuple[str, type[BaseModel]]] = [("fine", Fine), ("engine", EngineChoice)]
    return (*whole, *(f"{part}.{name}" for part, model in parts for name in model.model_fields))


def _converted(path: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if path in TEXT_PATHS:
        return None if path == "fine.regional_accent" and value in ("", "null", "none") else value
    if value.casefold() in ("", "none"):
        return None
    if path == "engine.voice":
        return value
    try:
        return strict_yaml.parse(value)
    except strict_yaml.YamlError as error:
        raise PersonaError(
            f"persona field {path}: {shown(value)} cannot be read: {error}"
        ) from error


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise PersonaError(
                f"no persona at {shown(str(path))}; give a .yaml file or one of: "
                + ", ".join(preset_names())
            )
        with path.open("rb") as source:
            data = source.read(strict_yaml.MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise PersonaError(f"cannot read {shown(str(path))}: {reason}; check the path") from error
    if len(data) > strict_yaml.MAX_BYTES:
        raise PersonaError(
            f"{path.name}: more than {strict_yaml.MAX_BYTES // 1024} KiB; shorten it"
        )
    return data
