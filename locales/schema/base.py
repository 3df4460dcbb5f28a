"""The base of every section, and the types of fields."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {text!r}: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Repairs = tuple[tuple[Pattern, str], ...]
Words = dict[str, str]


class Part(BaseModel):
    """Base of every section: frozen, no unknown fields."""

    # Only Locale is validated by itself: its parts need no validator of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
