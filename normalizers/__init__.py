"""Text as written to text as spoken, by locale, without losing where each word came from."""

from normalizers.utterance import Span, Token, Utterance

__all__ = ["Span", "Token", "Utterance"]
