"""Locale data: one YAML file a language, one small file a variant.

Conventions: tags are BCP 47 (``en-US``); a variant's file holds only what differs from its
language; a language's file holds only what differs from ``root.yaml``.
"""

from locales.load import available, get
from locales.schema import Locale

__all__ = ["Locale", "available", "get"]
