"""The studio: command line, browser pages, batch and reports; each a thin caller of the library."""
