"""Text as written to text as spoken, by locale, without losing where each word came from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from normalizers.lexicon import Lexicon
from normalizers.options import Options
from normalizers.phonemes import phonemes
from normalizers.pipeline import normalize
from normalizers.utterance import Break, Prosody, Span, Token, Utterance

if TYPE_CHECKING:
    from normalizers.entries import LexiconEntry
    from normalizers.explanation import as_row, explain
    from normalizers.markup import document_language, normalize_ssml
    from normalizers.reasons import Alternative, Reason, trace
    from normalizers.stream import Stream

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

# Modules are not called as their functions are: the import of one would hide the other.
_HOME = {
    "Alternative": "normalizers.reasons",
    "LexiconEntry": "normalizers.entries",
    "Reason": "normalizers.reasons",
    "Stream": "normalizers.stream",
    "as_row": "normalizers.explanation",
    "document_language": "normalizers.markup",
    "explain": "normalizers.explanation",
    "normalize_ssml": "normalizers.markup",
    "trace": "normalizers.reasons",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: to normalize a text needs none of these."""
    if name not in _HOME:
        raise AttributeError(f"module 'normalizers' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
