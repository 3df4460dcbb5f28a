"""Numbers: words, marks, ordinals, fractions, ratios, ranges."""

from typing import Literal

from locales.schema.base import Part, Pattern, Repairs, Words


class Magnitude(Part):
    """A scale word: how it is written behind a figure, and said for one and for more.

    ``short`` forms (k, M, bn) count only behind an amount of money; ``glued`` words are written
    together with the number ("centomila"). ``bare`` ones are said without
    a "one" (1 mil: "mil").
    """

    written: Pattern
    short: str = ""
    one: str
    other: str
    glued: bool = False
    bare: bool = False


class RoundLink(Part):
    """The word between a round number and its noun (``un millón de pesos``)."""

    after: Pattern
    word: str
    elided: str = ""
    elides_before: Pattern = "(?!)"


class Years(Part):
    """How four-digit years are said; ``hundreds`` is German, ``pairs`` English.

    A bare year lies in ``low`` to ``high``; ``count_after`` shows that it counts something.
    """

    style: Literal["cardinal", "pairs", "hundreds"] = "cardinal"
    low: int = 1100
    high: int = 2099
    hundred: str = ""
    oh: str = ""
    count_after: Pattern = "(?!)"
    before: Pattern = "(?!)"


class Ratio(Part):
    """Two figures with a colon (3:1): the ``word`` between them.

    Figures that could be a time of day count behind a ``cue``; no ratio stands right behind
    ``not_after`` (chapter and verse).
    """

    word: str = ""
    cue: Pattern = "(?!)"
    not_after: Pattern = "(?!)"


class RangeFrame(Part):
    """What is said before a range and between its figures: "da tre a cinque".

    It holds for the ``kinds`` of figures (all of them if empty; "weekday" are days of the week),
    behind the words of ``before`` and where the range as written has ``written``; the first frame
    that fits counts.
    """

    kinds: tuple[str, ...] = ()
    before: Pattern = ""
    written: Pattern = ""
    first: str = ""
    between: str = ""


class Numbers(Part):
    """Number words and the marks in figures.

    ``converter`` names the words of a locale without rules of its own (``spellout``): CLDR's behind
    ``cldr:``, else num2words'; ``agreement`` inflects a number before a noun, by gender, where no
    rule set of that name does; ``noun_forms`` says by the words behind which gender that is (case
    counts). ``decimal`` and ``group`` default to CLDR's marks. ``fraction`` says whether decimals
    are read digit by digit or as a number; ``power`` is said before an exponent, ``by`` between
    the figures of a size (20 x 30); ``multiples`` say 1x, 2x, and the rest under "" with ``{n}``;
    ``joined`` words behind a figure are one word with it (6-stellig: "sechsstellig");
    ``decimal_agrees``: the figure before the decimal mark takes the noun's gender too;
    behind the words of ``score`` a dash or an x between two figures is not said or is
    ``score_word``, and a 0 is ``nil``;
    below ``plural_from`` a scale word, a currency or a unit is in the singular (1,5 million);
    ``counted`` mends a number together with its unit (Italian "un'ora");
    ``range`` is the word between two figures, ``range_frames`` say more where one word does not do.
    """

    converter: str = ""
    decimal: str = ""
    group: tuple[str, ...] = ()
    agreement: dict[str, Repairs] = {}
    point: str = ""
    minus: str = ""
    plus: str = ""
    digits: tuple[str, ...] = ()
    fraction: Literal["digits", "number"] = "digits"
    decimal_agrees: bool = False
    score: Pattern = ""
    nil: str = ""
    score_word: str = ""
    magnitudes: dict[str, Magnitude] = {}
    round_link: RoundLink | None = None
    years: Years = Years.model_construct()
    range: str = ""
    counted: Repairs = ()
    range_frames: tuple[RangeFrame, ...] = ()
    ratio: Ratio = Ratio.model_construct()
    noun_forms: tuple[tuple[Pattern, str], ...] = ()
    number_sign: str = ""
    power: str = ""
    by: str = ""
    joined: Pattern = "(?!)"
    multiples: Words = {}
    plural_from: int = 0


class OrdinalForm(Part):
    """A written ordinal ending and the form that it asks for; a ``sure`` one is above a measure
    (Italian "3° piano" against "3° fuori")."""

    suffix: Pattern
    form: str = ""
    sure: bool = False


class Ordinals(Part):
    """Ordinals: written endings, forms (gender, case) where no rule set has them.

    ``dotted_before`` is what a German-style "3." must stand before, or behind ``dotted_after``;
    ``case`` chooses a form by the word before, ``strong`` replaces the form ``r`` by the noun
    behind.
    """

    written: tuple[OrdinalForm, ...] = ()
    forms: dict[str, Repairs] = {}
    dotted_before: Pattern = ""
    dotted_after: Pattern = "(?!)"
    case: tuple[tuple[Pattern, str], ...] = ()
    strong: tuple[tuple[Pattern, str], ...] = ()


class Fractions(Part):
    """Fractions: names by denominator (one, other); else the ordinal through ``from_ordinal``, or
    above ``max_denominator`` the cardinal and ``parts`` ("cinco doze avos"); behind the words of
    ``count_after`` the figures count, with ``of`` between ("page 3/12": three of twelve);
    ``half`` is one half before a noun, by gender; ``half_after`` the half of "one and a half",
    ``half_behind`` what is said behind the noun instead, by its form ("" is any other) or by the
    fraction (1/4, 3/4); ``singular`` mends a plural noun after one ("1 1/2 tazas": una taza).
    Behind a comma 5 is a half before the units of ``decimal_half`` ("1,5 uur": anderhalf uur)."""

    names: dict[str, tuple[str, str]] = {}
    half: Words = {}
    half_after: Words = {}
    half_behind: Words = {}
    from_ordinal: Repairs = ()
    plural: Repairs = ()
    polish: Repairs = ()
    link: str = ""
    parts: str = ""
    of: str = ""
    count_after: Pattern = "(?!)"
    over: str = ""
    max_denominator: int = 0
    decimal_half: tuple[str, ...] = ()
    singular: Repairs = ()
