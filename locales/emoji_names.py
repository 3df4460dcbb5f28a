"""Short names of emoji, by locale, read when the first emoji is to be named.

Conventions: one TSV a language in ``emoji/``, a variant's only the differences; a sequence is
written without variation selectors (U+FE0F) and skin tones. Source: CLDR 48.2 annotations,
Unicode License v3 (``emoji/LICENSE``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType


@lru_cache(maxsize=32)
def emoji_names(tag: str) -> Mapping[str, str]:
    """Sequence to its short name; empty for a language that has no file.

    >>> emoji_names("en-GB")["🚗"], emoji_names("de-AT")["👍"], len(emoji_names("pl-PL"))
    ('car', 'Daumen hoch', 0)
    """
    language = tag.split("-", maxsplit=1)[0]
    own = {} if tag == language else _table(tag)
    return MappingProxyType(_table(language) | own)


def _table(name: str) -> dict[str, str]:
    path = Path(__file__).parent / "emoji" / f"{name}.tsv"
    if not path.is_file():
        return {}
    rows = path.read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("# "))
