"""Data files: personas, probe sentences, and their licences."""
