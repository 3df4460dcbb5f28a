"""Text as written to text as spoken, by locale, without losing where each word came from."""

from normalizers.explain import as_row, explain
from normalizers.lexicon import Lexicon, LexiconEntry
from normalizers.markup import document_language, normalize_ssml
from normalizers.options import Options
from normalizers.phonemes import phonemes
from normalizers.pipeline import normalize
from normalizers.stream import Stream
from normalizers.trace import Alternative, Reason, trace
from normalizers.utterance import Break, Prosody, Span, Token, Utterance

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
