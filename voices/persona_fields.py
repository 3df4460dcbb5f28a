"""What the fields of a persona are made of: scales, checked text, a language tag."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from locales.errors import LocaleError, PersonaError, shown
from locales.load import canonical
from voices.shaping.settings import Settings, knob


def language_tag(tag: str) -> str:
    """A language tag in the usual case. Raises PersonaError.

    >>> language_tag("EN_us")
    'en-US'
    """
    try:
        return canonical(tag)
    except LocaleError as error:
        raise PersonaError(
            f"persona field locale: {shown(tag)} is not a language tag; "
            "give one such as en-US or fr-CA"
        ) from error


def checked_text(text: str) -> str:
    """Text without control characters (line ends and tabs stay) or lone surrogates.

    Raises ValueError, as validators do.
    """
    if any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in text):
        raise ValueError("control characters are not admissible")
    if any(0xD800 <= ord(c) < 0xE000 for c in text):
        raise ValueError("lone surrogates are not admissible")
    return text


Text = Annotated[
    str, BeforeValidator(lambda value: checked_text(value) if isinstance(value, str) else value)
]
Scale = Annotated[float | None, knob(0, 1, 0.05, "", "0 as the base voice, 1 the strongest")]
Signed = Annotated[float | None, knob(-1, 1, 0.05, "", "0 as the base voice")]


class Strict(BaseModel):
    """What is read from people: frozen, no unknown fields, no coercion, finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Fitted(Strict):
    """What a closed loop found for a persona: values of the chain's settings that make it measure
    as asked with its base voice; ``design`` is the digest of what was asked then."""

    design: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="a SHA-256")]
    settings: Annotated[dict[str, float], Field(min_length=1, max_length=64)]

    @field_validator("settings")
    @classmethod
    def _admissible(cls, value: dict[str, float]) -> dict[str, float]:
        Settings.model_validate(value)
        return value

    def over(self, settings: Settings) -> Settings:
        """Settings with the fitted values in their place."""
        return settings.model_copy(update=self.settings)
