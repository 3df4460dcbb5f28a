"""Why each token was read so, and how else it could be read.

Conventions: alternatives are the claims that lost over the token's characters, best first, then
readings that markup would give (their source is the element that asks for it); none equals what
is said. Made only when asked: it costs several times the reading itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from normalizers.classify import Candidate
from normalizers.late import late
from normalizers.lexicon import Lexicon
from normalizers.options import Options
from normalizers.pipeline import Manner, proposals
from normalizers.utterance import Span, Token, Utterance
from normalizers.words import plain

MAX_ALTERNATIVES = 8
MAX_WRITTEN = 60  # characters; a longer token is read in one way only
# What say-as is asked for a token of that shape.
_ASKED: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...] = tuple(
    (late(shape), asked)
    for shape, asked in (
        (r"[0-9.,' ]+", (("cardinal", ""),)),
        (r"[0-9 ()/.+-]*[0-9]", (("digits", ""),)),
        (r"[0-9]{1,4}[^\W\d]{0,3}\.?", (("ordinal", ""),)),
        (r"[0-9 ()/.+-]{3,}", (("telephone", ""),)),
        (r"[0-9]{1,5} ?[/⁄] ?[0-9]{1,5}", (("fraction", ""),)),
        (r"[0-9]{1,2}[./-][0-9]{1,2}", (("date", "md"), ("date", "dm"))),
        (r"[0-9]{1,2}[./-][0-9]{2,4}", (("date", "my"),)),
        (r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}",
         (("date", "mdy"), ("date", "dmy"), ("date", "ymd"))),
        (r"[0-9]{1,2}[:.hH]?[0-9]{2}", (("time", ""),)),
        (r"[IVXLCDM]{1,8}", (("cardinal", ""), ("ordinal", ""))),
        (r"\S*[0-9]\S*|[^\W\d_]+\.?|(?:[^\W\d_]\.){2,8}", (("characters", ""),)),
    )
)  # fmt: skip
_CAPITALS = late(r"[^\W\d_a-z.]{1,8}|(?:[^\W\d_]\.){2,6}[^\W\d_]?")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading: its class, words, rule, and the file or the element that would give it."""

    written: str
    kind: str
    spoken: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Reason:
    """The file and entry that decided a token, and its alternatives."""

    source: str
    alternatives: tuple[Alternative, ...] = ()


def trace(
    utterance: Utterance,
    *,
    lexicon: Lexicon | Iterable[BaseModel | Mapping[str, Any]] = (),
    options: Options | Mapping[str, Any] | None = None,
    voice: str | tuple[str, ...] = (),
) -> tuple[Reason, ...]:
    """A reason for each token; the arguments are those that the utterance was made with.

    >>> from normalizers import normalize
    >>> (reason,) = trace(normalize("10/11/2025", "en-US"))
    >>> reason.source
    'en.yaml: dates'
    >>> [one.spoken for one in reason.alternatives if "dmy" in one.source]
    ['November tenth twenty twenty five']
    """
    manner = Manner.of(utterance.locale, lexicon, options, voice)
    claims = _by_token(utterance, proposals(utterance.text, manner))
    pairs = zip(utterance.tokens, claims, strict=True)
    return tuple(_reason(utterance, token, some, manner) for token, some in pairs)


def _by_token(
    utterance: Utterance, claims: Iterable[tuple[Span, Candidate]]
) -> list[list[tuple[Span, Candidate]]]:
    """The claims on at least half of each token's characters, best first."""
    spans = [token.span for token in utterance.tokens]
    ends = [span.end for span in spans]
    found: list[list[tuple[Span, Candidate]]] = [[] for _ in spans]
    for span, one in claims:
        place = bisect_right(ends, span.start)
        while place < len(spans) and spans[place].start < span.end:
            own = spans[place]
            shared = min(span.end, own.end) - max(span.start, own.start)
            if shared * 2 >= own.end - own.start:
                found[place].append((span, one))
            place += 1
    return [sorted(some, key=lambda one: one[1].rank) for some in found]


def _reason(
    utterance: Utterance, token: Token, claims: list[tuple[Span, Candidate]], manner: Manner
) -> Reason:
    from normalizers.sources import source_of

    tag = token.language or utterance.locale
    found: dict[str, Alternative] = {}
    for other in (*_lost(utterance, claims, tag), *_markup(token, manner)):
        if other.spoken and other.spoken != token.spoken:
            found.setdefault(other.spoken, other)
    alternatives = tuple(found.values())[:MAX_ALTERNATIVES]
    return Reason(source_of(token.rule, token.written, tag), alternatives)


def _lost(
    utterance: Utterance, claims: list[tuple[Span, Candidate]], tag: str
) -> Iterator[Alternative]:
    """What lost, and where it comes from."""
    from normalizers.sources import source_of

    for span, one in claims:
        written = utterance.text[span.start : span.end]
        rule, spoken = one.reading.rule, plain(one.reading.spoken)
        if "<" not in written:  # a tag is no part of what is said
            yield Alternative(written, one.kind, spoken, rule, source_of(rule, written, tag))


def _markup(token: Token, manner: Manner) -> Iterator[Alternative]:
    """What say-as would give for the token alone."""
    from normalizers.say_as import candidates, request
    from normalizers.sources import source_of

    written = " ".join(token.written.split())
    if not token.spoken or len(written) > MAX_WRITTEN or token.language:
        return
    if token.kind in ("word", "symbol") and not _CAPITALS.fullmatch(written):
        return
    if token.rule == "abbreviation.spelled":
        source = source_of("abbreviation.said", written, manner.rules.tag)
        yield Alternative(token.written, token.kind, written, "abbreviation.said", source)
    if not any(map(str.isdigit, written)):
        written = written.replace(".", "")
    asked = (one for shape, some in _ASKED if shape.fullmatch(written) for one in some)
    for kind, form in asked:
        wish = request(kind, form, written)
        for one in (wish and candidates(manner, wish, (), 0, len(written))) or ():
            detail = f' format="{form}"' if form else ""
            element = f'<say-as interpret-as="{kind}"{detail}>'
            rule, spoken = one.reading.rule, plain(one.reading.spoken)
            yield Alternative(token.written, one.kind, spoken, rule, element)
