"""Probe sentences, one file a locale."""
