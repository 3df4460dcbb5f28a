"""International bank account numbers: the country's letters, then groups of four.

Conventions: a number is one that has its country's length (``codes.iban`` of the locale files)
and either the check digits of ISO 13616 or its groups of four; rule id is ``code.iban``.
"""

from __future__ import annotations

from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.codes import spelt
from normalizers.gates import gated
from normalizers.numerals import numerals
from normalizers.scan import compiled
from normalizers.spelling import characters

_FORM = compiled(
    r"(?<![^\W_])[A-Z]{2}[0-9]{2}(?:(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?|[A-Z0-9]{11,30})"
    r"(?![^\W_])"
)


def checks(compact: str) -> bool:
    """Whether the check digits of ISO 13616 (modulus 97 of the turned number is 1) are right.

    >>> checks("DE89370400440532013000"), checks("DE88370400440532013000")
    (True, False)
    """
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def finder(locale: Locale) -> Finder:
    """Proposes bank account numbers."""
    words = numerals(locale.tag)
    lengths, locale = locale.codes.iban, spelt(locale)

    def cut(written: str) -> str:
        """The longest start of the written form that has the country's length, "" if none."""
        length = lengths.get(written[:2], 0)
        left = length
        for place, letter in enumerate(written):
            left -= letter != " "
            if not left:
                following = written[place + 1 : place + 2]
                return written[: place + 1] if following in ("", " ") else ""
        return ""

    def find(text: str) -> Iterator[Candidate]:
        for match in _FORM.finditer(text):
            written = cut(match.group())
            compact = written.replace(" ", "")
            if not written or (" " not in written and not checks(compact)):
                continue
            quads = [compact[at : at + 4] for at in range(0, len(compact), 4)]
            groups = tuple(characters(locale, words, quad) for quad in quads)
            reading = Reading(" ".join(groups), "code.iban", groups)
            yield Candidate(
                match.start(), match.start() + len(written), "code", reading, 2 * CONTEXT
            )

    return gated(find, _FORM)
