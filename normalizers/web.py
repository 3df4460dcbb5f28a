"""Web addresses, e-mail addresses, handles, hashtags: words said as words, the rest spelled.

Conventions: the scheme (https://) is not said; a run of letters is a word where the locale lists
it or it could be pronounced; rule ids are ``web.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.gates import gated, together
from normalizers.late import late
from normalizers.numerals import Numerals, numerals
from normalizers.scan import compiled
from normalizers.spelling import letters

_PIECE = late(r"[^\W\d_]+|[0-9]+|[^\s]")
_CAMEL = late(r"[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]+|[A-Z]{2,4}[A-Z][a-z]{2,}")
_HASHTAG = late(r"[0-9]+|[^\W\d_][^\W\d_A-Z]+|[^\W\d_]+(?![^\W\d_A-Z])|[^\W\d_]|_")
_WORD = late(r"\w")
_ROUND = late("[1-9]000")
_INNER = late(r"\.[^\W_]")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"


@lru_cache(maxsize=8192)
def pronounceable(word: str, onsets: tuple[str, ...], codas: tuple[str, ...], vowels: str) -> bool:
    """Whether a run of letters could be a word: vowels, and clusters that occur at its edges.

    >>> clusters = (("th", "br"), ("nd", "ng"), "aeiouy")
    >>> pronounceable("northwind", *clusters), pronounceable("xkcd", *clusters)
    (True, False)
    """
    kinds = re.fullmatch(rf"([^{vowels}]*)([{vowels}].*?)([^{vowels}]*)", word)
    if not kinds:
        return False
    onset, middle, coda = kinds.groups()
    if len(onset) > 1 and onset not in onsets:
        return False
    if len(coda) > 1 and coda not in codas:
        return False
    inner = re.findall(rf"[^{vowels}]+", middle)
    return all(len(cluster) <= 4 for cluster in inner)


class Speaker:
    """Says addresses of the net in one locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.rules = locale.web
        self.words: Numerals = numerals(locale.tag)
        accents = "àâäáãåèéêëìíîïòóôöõùúûüÿœæ"
        self.vowels = self.rules.vowels + accents
        self.said = frozenset(self.rules.said)

    def run(self, text: str) -> str:
        """One run of letters: known, a word, or spelled."""
        low = text.casefold()
        if low in self.rules.known:
            return self.rules.known[low]
        if low in self.said:
            return low
        word = len(low) >= 3 and pronounceable(
            low, self.rules.onsets, self.rules.codas, self.vowels
        )
        return low if word else letters(self.locale, text)

    def tag(self, text: str) -> str:
        """A hashtag: its words begin with capitals, four digits may be a year."""
        spoken = []
        for piece in _HASHTAG.findall(text):
            if len(piece) == 4 and piece[:2] in ("19", "20") and piece.isdigit():
                spoken.append(self.words.year(int(piece)))
            else:
                spoken.append(self.say(piece))
        return " ".join(part for part in spoken if part)

    def handle(self, text: str) -> str:
        """A handle: one word, or words that begin with capitals (CanadaPost)."""
        if not _CAMEL.fullmatch(text):
            return self.say(text)
        return " ".join(map(self.run, _HASHTAG.findall(text)))

    def figure(self, digits: str) -> str:
        """Digits one by one; a round thousand as a number (a judgement: model-6000)."""
        if _ROUND.fullmatch(digits):
            return self.words.cardinal(int(digits))
        return self.words.digits(digits)

    def say(self, text: str) -> str:
        """An address: runs of letters, digits one by one, symbols by name."""
        spoken = []
        for piece in _PIECE.findall(text):
            if piece[0].isalpha():
                spoken.append(self.run(piece))
            elif piece[0].isdigit():
                spoken.append(self.figure(piece))
            elif piece in self.rules.symbols:
                spoken.append(self.rules.symbols[piece])
        return " ".join(part for part in spoken if part)


def address(locale: Locale, text: str) -> str:
    """The words of a text that is known to be an address of the net."""
    return Speaker(locale).say(re.sub(r"^\w+:(?://)?", "", text.strip()).rstrip("/"))


def finder(locale: Locale) -> Finder:
    """Proposes addresses of the net."""
    speaker = Speaker(locale)
    return together(_named(locale, speaker), _dotted(locale, speaker))


def _named(locale: Locale, speaker: Speaker) -> Finder:
    """E-mail addresses, handles, hashtags."""
    email = compiled(
        rf"(?<![\w.+-])[\w.+%'&!-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}(?:/[\w/.-]{{1,80}})?"
    )
    handle = compiled(r"(?<![^\W_])@(?P<name>[^\W\d][\w.]{0,29}(?<![.]))")
    hashtag = compiled(r"(?<![^\W_&])#(?P<name>[^\W\d_]\w{0,49})(?![\w-])")

    def find(text: str) -> Iterator[Candidate]:
        for match in email.finditer(text):
            start, body = match.start(), trim(match.group())
            reading = Reading(speaker.say(body), "web.email")
            yield Candidate(start, start + len(body), "web", reading, 5)
        for match in handle.finditer(text):
            spoken = f"{locale.web.handle} {speaker.handle(match['name'])}"
            yield _candidate(match, spoken, "web.handle", 0)
        for match in hashtag.finditer(text):
            if match["name"].isupper() and any(map(str.isdigit, match["name"])):
                continue
            spoken = f"{locale.web.hashtag} {speaker.tag(match['name'])}"
            yield _candidate(match, spoken, "web.hashtag", 0)

    return gated(find, email, handle, hashtag)


def _dotted(locale: Locale, speaker: Speaker) -> Finder:
    """Web addresses, bare domains, IP addresses, file names."""
    domains = "|".join(sorted(locale.web.domains, key=len, reverse=True)) or "(?!)"
    url = compiled(r"(?<![^\W_])(?:(?:https?|ftp)://[^\s<>\"]+|www\.[^\s<>\"]*)", re.IGNORECASE)
    bare = compiled(
        rf"(?<![\w@.-])(?:{_LABEL}\.){{1,6}}(?:{domains})(?![^\W_]|-|\.[^\W_])(?:[/?#][^\s<>\"]*)?",
        re.IGNORECASE,
    )
    words = compiled(r"(?<![\w@./-])[^\W\d_]\w{1,30}(?:\.[^\WA-Z_]{2,30}){1,4}(?![\w@]|\.\w)")
    address = compiled(r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w]|\.[0-9])")

    kinds = ((url, "web.url", 4), (bare, "web.domain", 3))

    def find(text: str) -> Iterator[Candidate]:
        if "." not in text:
            return
        inner = _INNER.search(text)
        for pattern, rule, priority in kinds if inner else kinds[:1]:
            for match in pattern.finditer(text):
                start, body = match.start(), trim(match.group())
                full = locale.web.full_alone and not _WORD.search(text.replace(body, "", 1))
                said = body if full else re.sub(r"^\w+://", "", body).rstrip("/")
                spoken = speaker.say(said)
                if spoken:
                    reading = Reading(spoken, rule)
                    yield Candidate(start, start + len(body), "web", reading, priority)
        if not inner:
            return
        for match in words.finditer(text):
            yield _candidate(match, speaker.say(match.group()), "web.dotted", -60)
        for match in address.finditer(text):
            if all(int(part) <= 255 and part != "000" for part in match.group().split(".")):
                yield _candidate(match, speaker.say(match.group()), "web.ip", 0)

    return gated(find, url, bare, words, address)


def _candidate(match: re.Match[str], spoken: str, rule: str, priority: int) -> Candidate:
    return Candidate(match.start(), match.end(), "web", Reading(spoken.strip(), rule), priority)


def trim(text: str) -> str:
    """An address without the punctuation, quotation marks and brackets of the sentence around it.

    >>> trim("http://a.com/b_(c)/d)."), trim("a.com…”")
    ('http://a.com/b_(c)/d', 'a.com')
    """
    end = len(text)
    unopened = text.count(")") - text.count("(")
    while end:
        if text[end - 1] == ")" and unopened > 0:
            unopened -= 1
        elif text[end - 1] not in ".,;:!?'*…“”»‹›":
            break
        end -= 1
    return text[:end]
