"""The pages of the studio in the browser: each is drawn, then wired."""

from __future__ import annotations

from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""Handlers serve these pages; they are no public interface."""
