"""What a caller may choose about how text is read.

Conventions: an option is a change to the locale's data (``ruled``), so that no finder knows of
options; the words that options bring in are data in the locale's file. The defaults change
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from locales import get
from locales.errors import OptionError, shown, unknown
from locales.schema import Locale

Kept = Literal[
    "telephone", "address", "name", "web", "code", "money", "date", "time", "number", "measure",
    "abbreviation",
]  # fmt: skip


class Options(BaseModel):
    """How a text is to be read where there is a choice; the defaults are the locale's usage.

    >>> Options.of({"spelling": "nato"}).spelling
    'nato'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    spelling: Literal["names", "nato", "icao"] = Field(
        default="names",
        description="letters of codes: by their names, by the locale's spelling alphabet, or by "
        "the international one (ICAO Annex 10)",
    )
    digits: Literal["usual", "plain"] = Field(
        default="usual",
        description="telephone numbers and codes: as the locale reads them (pairs, double, oh), "
        "or each digit by its own word",
    )
    zero: str = Field(
        default="usual",
        max_length=20,
        description="zero in telephone numbers and codes: usual, plain, or a word of the locale "
        "(telephone.zeros)",
    )
    six: str = Field(
        default="plain",
        max_length=20,
        description="six in telephone numbers and codes: plain, or the word of the locale "
        "(telephone.six)",
    )
    emoji: Literal["drop", "name"] = Field(
        default="drop", description="emoji: left out, or said by their CLDR names"
    )
    markdown: Literal["drop", "keep"] = Field(
        default="drop",
        description="marks of Markdown: left out with the addresses behind links, or read as text",
    )
    keep: tuple[Kept, ...] = Field(
        default=(),
        max_length=11,
        strict=False,
        description="classes left as written, digits and signs included, for an engine that "
        "reads them itself",
    )

    @classmethod
    def of(cls, value: Options | Mapping[str, Any] | None) -> Options:
        """Options from themselves, plain data or None. Raises OptionError."""
        if value is None:
            return DEFAULT
        if isinstance(value, Options):
            return value
        if not isinstance(value, Mapping):
            raise OptionError(f"options are a mapping of names to values, not {shown(value)}")
        for name in value:
            if name not in cls.model_fields:
                raise OptionError(unknown("option", str(name)[:40], cls.model_fields))
        try:
            return cls.model_validate(dict(value))
        except ValidationError as error:
            first = error.errors()[0]
            raise OptionError(
                f"option {first['loc'][0]}: {shown(first['input'])} is not admissible; "
                f"{first['msg'][0].lower()}{first['msg'][1:]}"
            ) from error

    @classmethod
    def from_pairs(cls, pairs: Iterable[str]) -> Options:
        """Options from ``name=value``, as the command line has them; values of ``keep`` are
        divided by commas. Raises OptionError.

        >>> Options.from_pairs(["zero=oh", "keep=code,date"]).keep
        ('code', 'date')
        """
        chosen: dict[str, Any] = {}
        for pair in pairs:
            name, equals, value = pair.partition("=")
            name, value = name.strip(), value.strip()
            if not equals or not name:
                raise OptionError(f"option {shown(pair)} is not NAME=VALUE, as in spelling=nato")
            chosen[name] = value
            if name == "keep":
                chosen[name] = tuple(filter(None, map(str.strip, value.split(","))))
        return cls.of(chosen)


DEFAULT = Options.model_construct()


@lru_cache(maxsize=256)
def ruled(tag: str, options: Options = DEFAULT) -> Locale:
    """The locale with its data changed as the options ask.

    Raises LocaleError for an unknown locale and OptionError for a word that it does not have; an
    option about a usage that it does not have is without effect.
    """
    locale = get(tag)
    telephone = locale.telephone
    changes: dict[str, Any] = {}
    if options.digits == "plain":
        plans = {
            code: country.model_copy(
                update={
                    "forms": tuple(f.model_copy(update={"pairs": False}) for f in country.forms)
                }
            )
            for code, country in telephone.plans.items()
        }
        changes |= {
            "zero": "", "double": "", "triple": "", "pairs_for": (), "spoken": {}, "plans": plans,
        }  # fmt: skip
    if options.zero != "usual":
        changes["zero"] = _word("zero", options.zero, telephone.zeros, "usual, plain", locale.tag)
    if telephone.six or options.six != "plain":
        known = (telephone.six,) if telephone.six else ()
        changes["six"] = _word("six", options.six, known, "plain", locale.tag)
    parts: dict[str, Any] = {}
    if changes:
        parts["telephone"] = telephone.model_copy(update=changes)
    if options.spelling != "names":
        own = locale.spelling if options.spelling == "nato" else {}
        parts["codes"] = locale.codes.model_copy(update={"letters": {**locale.icao, **own}})
    return locale.model_copy(update=parts) if parts else locale


def _word(option: str, value: str, known: tuple[str, ...], usual: str, tag: str) -> str:
    """The word asked for, "" for the plain one."""
    if value == "plain":
        return ""
    if value not in known:
        admissible = ", ".join([usual, *known])
        raise OptionError(f"option {option}={shown(value)} is not known in {tag}; use {admissible}")
    return value
