"""Text as written to text as spoken, by locale, without losing where each word came from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from normalizers.explain import as_row, explain
from normalizers.lexicon import Lexicon, LexiconEntry
from normalizers.options import Options
from normalizers.phonemes import phonemes
from normalizers.pipeline import normalize
from normalizers.stream import Stream
from normalizers.trace import Alternative, Reason, trace
from normalizers.utterance import Break, Prosody, Span, Token, Utterance

if TYPE_CHECKING:
    from normalizers.markup import document_language, normalize_ssml

__all__ = [
    "Alternative",
    "Break",
    "Lexicon",
    "LexiconEntry",
    "Options",
    "Prosody",
    "Reason",
    "Span",
    "Stream",
    "Token",
    "Utterance",
    "as_row",
    "document_language",
    "explain",
    "normalize",
    "normalize_ssml",
    "phonemes",
    "trace",
]

_HOME = {
    "document_language": "normalizers.markup",
    "normalize_ssml": "normalizers.markup",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: plain text needs no reader of markup."""
    if name not in _HOME:
        raise AttributeError(f"module 'normalizers' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
